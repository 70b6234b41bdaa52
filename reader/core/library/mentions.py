"""What a text mentions: publications of the catalogue, by title or number, and passages of the library, by reference.

Nothing is guessed. A number must stand with its series ("Issue Brief No. 10"); a title must stand where a title can be
meant: with its kind before it ("Issue Brief on ..."), in quotation marks, as a whole heading, or in running text in its
own capitals, and then it must have enough of them to be a name. A title that is part of another one fits two
publications ("World Day against Trafficking in Persons"), and whatever fits two is no mention. What a document says of
itself is none either, nor what is a link already. "Paragraph 14 above" counts where paragraph 14 is above.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import pairwise

from reader.core.guidance import Publication
from reader.core.references import references_in
from reader.core.text import fold, plain
from reader.core.types import Block, Document, DocumentInfo, Mention

_SERIES = {"issue_brief": "issue brief", "policy_paper": "policy paper"}
_KINDS = {
    "issue_brief": "(?:issue )?brief", "policy_paper": "(?:policy )?paper", "call_to_action": "call (?:to|for) action",
    "submission": "submission", "toolkit": "toolkit", "report": "report", "statement": "statement",
}  # fmt: skip
_NUMBER = re.compile(
    rf"\b(?P<series>{'|'.join(_SERIES.values())})(?P<many>s?)\s+(?:nos?\.?\s*|number\s+|#\s*|n°\s*)?"
    r"(?P<first>\d{1,2})(?!\w|[.,]\d)(?P<more>(?:\s*(?:,|and|&|-|to)\s*\d{1,2}(?!\w|[.,]\d))*)",
    re.IGNORECASE,
)
_OF_SOMEBODY_ELSE = re.compile(r"\b(?!ICAT\b)[A-Z][A-Z-]*[A-Z](?:'s)?\s+$")
_OWN = re.compile(
    r"\b(?:para(?:graph)?s?\.?|§{1,2})\s*(?P<first>\d{1,4})(?:\s*(?:-|to|and)\s*\d{1,4})?\s+(?P<where>above|below)\b",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"(\d{1,4})[.)]\s")
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ARTICLES = {"a", "an", "the"}
_OPENING, _CLOSING = re.compile(r"[\"'“‘«„]\s*$"), re.compile(r"[.,]?\s*[\"'”’»“]")
_BETWEEN = re.compile(r"[\s\-–—:,\"'“”‘’]{0,4}")
_GAP = 4  # characters between two words of a title: ") - "
_KIND_AWAY = 40  # characters before a title in which its kind stands
_CAPITALS = 3  # words of a title with a capital, which make it a name in running text


@dataclass(frozen=True, slots=True)
class _Title:
    """A form of a title, as words; without its article it counts only behind its kind."""

    publication: Publication
    words: tuple[str, ...]  # as written
    folded: tuple[str, ...]
    needs_kind: bool = False
    short_name: bool = False


class Mentions:
    def __init__(
        self,
        publications: Iterable[Publication],
        documents: Mapping[str, DocumentInfo],
        open_document: Callable[[str], Document],
    ) -> None:
        """`open_document` is asked for documents that are referred to by paragraph."""
        self._documents, self._open = documents, open_document
        self._codes = {info.reference.casefold(): info.id for info in documents.values()}
        self._numbers: dict[tuple[str, int], list[Publication]] = defaultdict(list)
        self._titles: dict[str, list[_Title]] = defaultdict(list)  # by first folded word
        entries = tuple(publications)
        titles = [_Title(entry, *_words(title)) for entry in entries for title in (entry.title, *entry.variants)]
        self._shared = _shared(titles)
        for entry in entries:
            if entry.number:
                self._numbers[entry.type, entry.number].append(entry)
            titles += [_Title(entry, *_words(name), short_name=True) for name in entry.names]
        titles += [
            _Title(t.publication, t.words[1:], t.folded[1:], needs_kind=True)
            for t in titles
            if t.folded[:1] and t.folded[0] in _ARTICLES and len(t.words) > 2
        ]
        for title in titles:
            self._titles[title.folded[0]].append(title)

    def of(self, document: Document) -> tuple[Mention, ...]:
        """The mentions in a document, in reading order and without overlaps."""
        found: list[Mention] = []
        for place, block in enumerate(document.blocks):
            linked = _linked(block)
            free = [
                mention for mention in self._in_block(document, place, block)
                if all(mention.end <= start or mention.start >= end for start, end in linked)
            ]  # fmt: skip
            found += (m for m in _settled(free, block.text) if m.target != f"doc:{document.info.id}")
        return tuple(found)

    def _in_block(self, document: Document, place: int, block: Block) -> Iterator[Mention]:
        text = plain(block.text)
        for start, end, publication in (*self._by_number(text), *self._by_title(text)):
            yield Mention(block.id, start, end, self._address(publication))
        for start, end, reference in references_in(text):
            name = self._codes.get(reference.code.casefold())
            target = self._paragraph(name, reference.first) if name else None
            if target is not None:
                yield Mention(block.id, start, end, target)
        for match in _OWN.finditer(text):
            target = _own_paragraph(document, place, int(match["first"]), match["where"].lower() == "above")
            if target is not None:
                yield Mention(block.id, *match.span(), target)

    def _address(self, publication: Publication) -> str:
        held = publication.document in self._documents
        return f"doc:{publication.document}" if held else f"publication:{publication.id}"

    def _paragraph(self, document_id: str, number: int | None) -> str | None:
        if number is None:
            return f"doc:{document_id}"
        block = next((block for block in self._open(document_id).blocks if block.number == number), None)
        return f"doc:{document_id}#{block.id}" if block else None

    # -- numbers and titles ------------------------------------------------------------------------------------

    def _by_number(self, text: str) -> Iterator[tuple[int, int, Publication]]:
        for match in _NUMBER.finditer(text):
            if _OF_SOMEBODY_ELSE.search(text, 0, match.start()):
                continue
            series = next(kind for kind, name in _SERIES.items() if name == match["series"].lower())
            spans = [(match.start(), match.end("first"), match["first"])]
            if match["many"]:
                more = re.finditer(r"\d+", match["more"])
                spans += [(match.start("more") + m.start(), match.start("more") + m.end(), m[0]) for m in more]
            for start, end, number in spans:
                entries = self._numbers.get((series, int(number)), [])
                if len(entries) == 1:
                    yield start, end, entries[0]

    def _by_title(self, text: str) -> Iterator[tuple[int, int, Publication]]:
        words = list(_WORD.finditer(text))
        folded = [_fold(word[0]) for word in words]
        for place, first in enumerate(folded):
            for title in self._titles.get(first, ()):
                last = place + len(title.words) - 1
                if tuple(folded[place : last + 1]) != title.folded or not _is_one_run(words[place : last + 1]):
                    continue
                start, end = words[place].start(), words[last].end()
                as_written = tuple(word[0] for word in words[place : last + 1]) == title.words
                begins = self._introduced(text, start, title)
                if begins is not None or self._is_meant(text, start, end, title, as_written):
                    yield start if begins is None else begins, end, title.publication

    def _introduced(self, text: str, start: int, title: _Title) -> int | None:
        """Where a mention begins whose title has its kind right before it; None without one."""
        kind = _KINDS.get(title.publication.type)
        if kind is None or title.short_name or (title.folded, title.publication.type) in self._shared:
            return None
        number = rf"(?:\s+(?:no\.?\s*)?{title.publication.number})?" if title.publication.number else ""
        before = rf"\b{kind}{number}(?:(?P<on>\s+on(?:\s+(?:the|an?))?\s+)|\s*[:,-]\s+|\s+)[\"'“‘«]?$"
        match = re.search(before, text[max(0, start - _KIND_AWAY) : start], re.IGNORECASE)
        if match is None:
            return None
        return match.start() + max(0, start - _KIND_AWAY) if match["on"] else start

    def _is_meant(self, text: str, start: int, end: int, title: _Title, as_written: bool) -> bool:
        """Whether words that are those of a title stand where a title can be meant."""
        if title.short_name:
            return as_written
        if title.needs_kind or (title.folded, "") in self._shared:
            return False
        whole = not _WORD.search(text, 0, start) and not _WORD.search(text, end)
        quoted = _OPENING.search(text, 0, start) is not None and _CLOSING.match(text, end) is not None
        capitals = sum(word[:1].isupper() for word in title.words)
        return whole or quoted or (as_written and capitals >= _CAPITALS)


def _shared(titles: list[_Title]) -> set[tuple[tuple[str, ...], str]]:
    """The titles that are those of two publications, or part of another one's: of any kind (""), or of the same kind,
    then without an article too."""
    shared: set[tuple[tuple[str, ...], str]] = set()
    lines = [(title, f" {' '.join(title.folded)} ") for title in titles]
    for title, line in lines:
        for other, longer in lines:
            if other.publication.id != title.publication.id and line in longer:
                shared.add((title.folded, ""))
                if other.publication.type == title.publication.type:
                    shared |= {(title.folded, title.publication.type), (title.folded[1:], title.publication.type)}
    return shared


def _words(title: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a title as written and folded."""
    words = tuple(word[0] for word in _WORD.finditer(plain(title)))
    return words, tuple(map(_fold, words))


_fold = lru_cache(maxsize=20_000)(fold)


def _is_one_run(words: list[re.Match[str]]) -> bool:
    return all(two.start() - one.end() <= _GAP for one, two in pairwise(words))


def _own_paragraph(document: Document, place: int, number: int, above: bool) -> str | None:
    """A paragraph of the same document, by the number that its text prints, or by ours where it prints none."""
    blocks = document.blocks
    printed = [_PRINTED.match(block.text) if block.number is not None else None for block in blocks]
    prints = any(printed)
    for at, (block, match) in enumerate(zip(blocks, printed, strict=True)):
        its = (int(match[1]) if match else None) if prints else block.number
        if its == number and (at < place if above else at > place):
            return f"doc:{document.info.id}#{block.id}"
    return None


def _linked(block: Block) -> list[tuple[int, int]]:
    """The spans of a block's text that are links already."""
    spans, at = [], 0
    for match in _LINK.finditer(block.html):
        words = unescape(_TAG.sub("", match[1]))
        start = block.text.find(words, at)
        if start >= 0:
            at = start + len(words)
            spans.append((start, at))
    return spans


def _settled(found: list[Mention], text: str) -> list[Mention]:
    """Without overlaps: the longest wins, and what fits two targets goes. Neighbours with one target become one."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        rivals = [other for other in kept if mention.start < other.end and other.start < mention.end]
        if not rivals:
            kept.append(mention)
    doubtful = [
        one for one in kept
        if any((two.start, two.end) == (one.start, one.end) and two.target != one.target for two in found)
    ]  # fmt: skip
    joined: list[Mention] = []
    for mention in sorted((m for m in kept if m not in doubtful), key=lambda m: m.start):
        before = joined[-1] if joined else None
        if before and before.target == mention.target and _BETWEEN.fullmatch(text, before.end, mention.start):
            joined[-1] = Mention(mention.block, before.start, mention.end, mention.target)
        else:
            joined.append(mention)
    return joined
