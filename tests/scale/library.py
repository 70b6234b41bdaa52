"""Libraries of any size to measure with: the bundled corpus, and as much more text of its kind as is asked for.

What decides how fast a search is are frequencies: how many passages hold a word, how many words begin alike, how often
words stand side by side. So half of the made text is runs of words from the corpus and labels of its thesaurus, a few
of them frequent and most rare, which gives phrases and expanded queries something to find. The other half is drawn by
Zipf's law from a vocabulary that grows by Heaps' law. Words that are made up consist of letters as they follow each
other in real ones, so about as many begin with "con" and "tra" as in English. Each document has favourite phrases,
since real documents have subjects.

The same seed gives the same library everywhere, and a smaller library is the beginning of a larger one.
"""

import json
import re
import shutil
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from math import exp, log
from pathlib import Path
from random import Random

from reader.core.guidance import Guidance
from reader.core.library.document import edition_of, parse_document
from reader.core.library.guidance import read_guidance
from reader.core.library.outline import passages as passages_of
from reader.core.library.shelf import CURATED
from reader.core.types import Block, Document, DocumentInfo, Passage
from tests.builders import CORPUS, corpus_documents, corpus_passages, document_text

_HEAPS = 21.6, 0.465  # 929 distinct words in the 3,249 of the corpus, 35,000 in the 8 million of 100,000 passages
_PASSAGE_WORDS = 80
_COMMON = 3  # times that the corpus has a word whose rank is trusted; the others are spread over ranks up to _RANKS
_RANKS = 35_000
_SHARED = 3_000  # words that all texts share; below them frequencies fall more steeply
_WORD = re.compile(r"[^\W\d_]+(?:[-’][^\W\d_]+)*")


@dataclass(frozen=True)
class DocumentText:
    """What a document says: its sections as (heading, texts of the paragraphs)."""

    id: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    def front(self) -> dict[str, str]:
        """What its front matter says besides that of `builders.document_text`."""
        title = json.dumps(self.title, ensure_ascii=False)
        return {"id": self.id, "reference": self.id.upper(), "title": title}


@dataclass(frozen=True, eq=False)
class Holdings:
    """A library as an engine wants it."""

    passages: tuple[Passage, ...]
    infos: dict[str, DocumentInfo]
    guidance: Guidance


def texts(passages: int, seed: int = 7) -> list[DocumentText]:
    """The documents of the corpus and made ones of about a hundred passages, so many passages in all."""
    found = []
    for document in corpus_documents().values():
        groups = groupby(passages_of(document), key=lambda passage: " – ".join(passage.section))
        sections = tuple((heading, tuple(passage.text for passage in group)) for heading, group in groups)
        found.append(DocumentText(document.info.id, document.info.title, sections))
    left = passages - len(corpus_passages())
    writer = _Writer(passages, seed)
    while left > 0:
        found.append(writer.document(left))
        left -= sum(len(paragraphs) for _, paragraphs in found[-1].sections)
    return found


def documents(chosen: Iterable[DocumentText]) -> Iterator[Document]:
    """What `read_pack` makes of their pack, without the minutes that Markdown takes."""
    sample = parse_document(document_text()).info
    for text in chosen:
        if text.id in corpus_documents():
            yield corpus_documents()[text.id]
            continue
        blocks = [Block("h1", "title", text.title, f"<h1>{text.title}</h1>", 1)]
        number = 0
        for place, (heading, paragraphs) in enumerate(text.sections, 2):
            blocks.append(Block(f"h{place}", "heading", heading, f"<h2>{heading}</h2>", 2))
            for paragraph in paragraphs:
                number += 1
                blocks.append(Block(f"p{number}", "paragraph", paragraph, f"<p>{paragraph}</p>", 0, number))
        words = sum(len(block.text.split()) for block in blocks)
        names = text.front() | {"title": text.title, "short_title": text.title}
        yield Document(
            replace(sample, **names, edition=edition_of(tuple(blocks)), words=words, passages=number), tuple(blocks)
        )


def holdings(passages: int) -> Holdings:
    """The library of `texts(passages)` with the questions and the thesaurus of the corpus, as the program has it."""
    guidance, _ = read_guidance(CORPUS, corpus_documents().values())
    asked: dict[str, tuple[str, ...]] = {}
    for block, text in ((b, q.text) for q in guidance.questions for b, grade in q.answers if grade >= 2):
        asked[block] = (*asked.get(block, ()), text)
    infos: dict[str, DocumentInfo] = {}
    found: list[Passage] = []
    for document in documents(texts(passages)):
        infos[document.info.id] = document.info
        found += passages_of(document, asked)
    return Holdings(tuple(found), infos, guidance)


def write_pack(folder: Path, chosen: Sequence[DocumentText]) -> Path:
    """A pack of these documents in `folder`, with the curated data of the corpus."""
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    about = {"id": "scale", "title": "Scale", "version": "1", "language": "en", "publisher": "Tests"}
    pack = about | {"licence_note": "none", "documents": [text.id for text in chosen]}
    (folder / "pack.yaml").write_text(json.dumps(pack), encoding="utf-8")  # JSON is YAML
    for name in CURATED:
        shutil.copy(CORPUS / name, folder)
    for text in chosen:
        file = folder / "documents" / f"{text.id}.md"
        if text.id in corpus_documents():
            shutil.copy(CORPUS / "documents" / file.name, file)
            continue
        parts = [f"# {text.title}"]
        for heading, paragraphs in text.sections:
            parts += [f"## {heading}", *paragraphs]
        file.write_text(document_text("\n\n".join(parts), **text.front()), encoding="utf-8")
    return folder


class _Writer:
    """Writes one document after the other."""

    def __init__(self, passages: int, seed: int) -> None:
        self._chance = Random(seed).random
        self._phrases, self._words = _stock(_heaps(passages), Random(seed + 1))
        # Zipf's law with its two bends: flat at the very top, steep below the words that all texts share.
        self._weights = list(accumulate(1 / (n + 3.7) / (1 + n / _SHARED) for n in range(len(self._words))))
        self._phrase_weights = list(accumulate(1 / (n + 20) for n in range(len(self._phrases))))
        self._documents = 0
        self._passages = len(corpus_passages())
        self._known = 0
        self._new: list[str] = []  # words that the library has not used yet, and must

    def document(self, most: int) -> DocumentText:
        self._documents += 1
        left = min(most, self._up_to(80) + 60)
        favourites = [self._phrase(()) for _ in range(40)]
        title = f"{_upper(favourites[0])} and {favourites[1]}: paper {self._documents}"
        sections = []
        while left > 0:
            heading = _upper(f"{self._phrase(favourites)} and {self._phrase(favourites)}")
            sections.append((heading, tuple(self._paragraph(favourites) for _ in range(min(left, 8)))))
            left -= 8
        return DocumentText(f"lib-{self._documents}", title, tuple(sections))

    def _paragraph(self, favourites: Sequence[str]) -> str:
        self._passages += 1
        before, self._known = self._known or _heaps(self._passages - 1), min(_heaps(self._passages), len(self._words))
        self._new += self._words[before : self._known]
        return " ".join(self._sentence(favourites) for _ in range(self._up_to(6)))

    def _sentence(self, favourites: Sequence[str]) -> str:
        top, last = self._weights[self._known - 1], self._known - 1
        parts = []
        for _ in range(1 + self._up_to(4)):
            parts.append(self._phrase(favourites))
            parts += [self._words[bisect(self._weights, self._chance() * top, 0, last)] for _ in range(self._up_to(6))]
            if self._new:
                parts.append(self._new.pop())
        return _upper(" ".join(parts)) + "."

    def _phrase(self, favourites: Sequence[str]) -> str:
        if favourites and self._chance() < 0.3:
            return favourites[self._up_to(len(favourites)) - 1]
        weights = self._phrase_weights
        return self._phrases[bisect(weights, self._chance() * weights[-1], 0, len(weights) - 1)]

    def _up_to(self, most: int) -> int:
        return 1 + int(self._chance() * most)


def _heaps(passages: int) -> int:
    """How many distinct words so many passages have."""
    return int(_HEAPS[0] * (passages * _PASSAGE_WORDS) ** _HEAPS[1])


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]


def _stock(size: int, random: Random) -> tuple[list[str], list[str]]:
    """The phrases and the words that texts are made of, the most frequent first."""
    concepts = read_guidance(CORPUS, corpus_documents().values())[0].concepts
    labels = [_WORD.findall(label) for concept in concepts for label in (*concept.labels, *concept.wording)]
    corpus = [_WORD.findall(passage.text) for passage in corpus_passages()]
    phrases = [" ".join(words) for words in labels if words]
    phrases += [" ".join(words[n : n + random.randint(2, 5)]) for words in corpus for n in range(len(words) - 1)]
    random.shuffle(phrases)
    counts = Counter(word if word.isupper() else word.lower() for words in corpus for word in words)
    counts.update({word.lower(): 1 for words in labels for word in words if word.lower() not in counts})
    ranked = [word for word, _ in counts.most_common()]
    common = sum(count >= _COMMON for count in counts.values())
    rare = [(exp(random.uniform(log(common), log(_RANKS))), word) for word in ranked[common:]]
    made = zip(range(common, size), _made(ranked, random), strict=False)
    return phrases, (ranked[:common] + [word for _, word in sorted([*rare, *made])])[:size]


def _made(real: Iterable[str], random: Random) -> Iterator[str]:
    """Words that are not in the corpus, without end."""
    follows = defaultdict(list)
    taken = set(real)
    for word in real:
        for n, letter in enumerate(f"{word} " if word.islower() else ""):
            follows[f"  {word}"[n : n + 2]].append(letter)
    while True:
        word = "  "
        while len(word) < 3 or word[-1] != " ":
            word += random.choice(follows[word[-2:]])
        word = word.strip()
        if 4 <= len(word) <= 14 and word not in taken:
            taken.add(word)
            yield word
