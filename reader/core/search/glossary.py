"""The terms of the thesaurus in a text that is read: where a label of a concept stands, so that it can be explained.

Not what `thesaurus.py` does with queries, which takes everyday words and the library's own wording for a concept: here
only its labels count, since whatever is explained is called by that name. English labels match in singular and plural,
in both spellings; by stems, as in a search, "trafficking" would be explained as "trafficker" and "detected" as
"detective" (tried on the corpus). Other languages match by stems, as their plurals need it. Acronyms match in exactly
their case, in English texts; labels that are everyday words ("generic") only beside a word of trafficking, or when they
are the whole text. The longest match wins. Nothing matches across punctuation, or a part of a word with hyphens
("victim" in "victim-centred").
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from reader.core.guidance import Concept
from reader.core.search.analysis import LANGUAGES, Term, analysis_of, one_spelling, query_terms, stop_words, terms
from reader.core.search.labels import Run
from reader.core.types import TermAt

_TRAFFICKING = "traffick"  # the beginning of every word of it
_BETWEEN = re.compile(r"[\s\-‐‑–'’´/]*")
_INSIDE_BEFORE = re.compile(r"\w[-‐‑–]$")
_INSIDE_AFTER = re.compile(r"[-‐‑–]\w")

Labels = dict[str, list[tuple[Run, str, bool]]]
"""By first form: runs of forms, the concept they are labels of, and whether they are everyday words."""


class Glossary:
    def __init__(self, concepts: Iterable[Concept]) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        self._labels = lru_cache(len(LANGUAGES))(self._labels_of)
        self._acronyms = {
            acronym: (concept.id, acronym in concept.generic)
            for concept in self.concepts.values()
            for acronym in concept.acronyms
        }
        longest_first = sorted(self._acronyms, key=lambda acronym: (-len(acronym), acronym))
        self._acronym = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)")

    def terms_in(self, text: str, language: str) -> tuple[TermAt, ...]:
        """The terms in `text`, whose language is a BCP 47 tag, in order and without overlaps."""
        spoken = analysis_of(language)
        if spoken not in LANGUAGES:
            return ()
        found = [match for match in self._matches(text, spoken) if _is_whole(text, *match[:2])]
        taken: list[TermAt] = []
        for start, end, concept in sorted(found, key=lambda match: (match[0] - match[1], match)):
            if all(end <= other.start or start >= other.end for other in taken):
                taken.append(TermAt(start, end, concept))
        return tuple(sorted(taken, key=lambda term: term.start))

    def _matches(self, text: str, language: str) -> Iterator[tuple[int, int, str]]:
        """Start, end and concept of every label."""
        words = [term for term in terms(text, language) if not term.joined]
        forms = [_form(term, language) for term in words]
        labels = self._labels(language)
        for place, form in enumerate(forms):
            for run, concept, generic in labels.get(form, ()):
                last = place + len(run) - 1
                if tuple(forms[place : last + 1]) != run or not _is_joined(text, words[place : last + 1]):
                    continue
                if not generic or _is_meant(words, place, last):
                    yield words[place].start, words[last].end, concept
        if language == "en" and not (text.isupper() and len(words) > 2):  # a line in capitals has words that look so
            places = {term.start: place for place, term in enumerate(words)}
            for match in self._acronym.finditer(text):
                concept, generic = self._acronyms[match[0]]
                at = places.get(match.start())
                if not generic or (at is not None and _is_meant(words, at, at)):
                    yield match.start(), match.end(), concept

    def _labels_of(self, language: str) -> Labels:
        labels: Labels = defaultdict(list)
        for concept in self.concepts.values():
            written = (
                concept.labels if language == "en" else [w for name, w in concept.translations if name == language]
            )
            runs: dict[Run, bool] = {}
            for label in written:
                run = tuple(_form(term, language) for term in query_terms(label, language) if not term.joined)
                runs[run] = runs.get(run, False) or label in concept.generic
            for run, generic in runs.items():
                if run:
                    labels[run[0]].append((run, concept.id, generic))
        return labels


def _form(term: Term, language: str) -> str:
    """What makes two words the same word."""
    return _singular(one_spelling(term.word)) if language == "en" else term.stem


_PLURALS = (
    (re.compile(r"(?<=..)ies$"), "y"),
    (re.compile(r"(?<=ch|sh|ss)es$|(?<=x)es$"), ""),
    (re.compile(r"(?<=[^su\Wi])s$"), ""),
)


@lru_cache(maxsize=20_000)
def _singular(word: str) -> str:
    """The singular of a regular English plural; other words may change too, in texts and labels alike."""
    for pattern, ending in _PLURALS:
        changed = pattern.sub(ending, word)
        if changed != word:
            return changed
    return word


def _is_joined(text: str, words: list[Term]) -> bool:
    """Whether nothing but space and hyphens stands between words that follow each other."""
    return all(_BETWEEN.fullmatch(text, one.end, max(one.end, two.start)) for one, two in pairwise(words))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether a span neither begins nor ends inside a word with hyphens."""
    return not (_INSIDE_BEFORE.search(text, max(0, start - 2), start) or _INSIDE_AFTER.match(text, end))


def _is_meant(words: list[Term], first: int, last: int) -> bool:
    """Whether everyday words stand for a concept: they are all there is, or beside a word of trafficking."""
    common = stop_words("en")
    before = next((word.word for word in reversed(words[:first]) if word.word not in common), "")
    after = next((word.word for word in words[last + 1 :] if word.word not in common), "")
    return before.startswith(_TRAFFICKING) or after.startswith(_TRAFFICKING) or not (before or after)
