"""The page of a term: the concept with what stands around it, and where the library uses it.

Passages are found by the search, which knows every form of a label, and then looked at as the reading page does
(`Glossary`), so that a page and its hover cards agree on what is a term. Belongs to the search lane.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property, lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from reader.core.advice import Cited, TermPage, Use
from reader.core.guidance import Concept, Publication
from reader.core.query import MAX_LENGTH, plain_value
from reader.core.text import plain
from reader.core.types import Location, Point

if TYPE_CHECKING:
    from reader.core.workspace.library import Library

MOST_PASSAGES = 40
"""Of a page; the search shows them all."""
_HEADED = 20  # hits of a label that are looked at for their headings
_SENTENCE = re.compile(r"(?<=[.!?؟])[\"”’)]*\s+(?=[^a-z\s])|(?<=[。！？])|\n+")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")  # no space shows where a word begins
_THE = "ال"  # what an Arabic noun is written together with


class Terms:
    def __init__(self, library: "Library") -> None:
        self._library = library

    def all(self, typed: str = "") -> tuple[Concept, ...]:
        """The concepts that have a label, in any language, whose words begin as typed; by the alphabet."""
        found = (each for each in self._library.guidance.concepts if not typed or label_typed(each, typed))
        return tuple(sorted(found, key=lambda concept: plain_value(concept.preferred)))

    def page(self, concept_id: str) -> TermPage | None:
        """None where there is no such concept."""
        library = self._library
        concept = library.concept(concept_id)
        if concept is None:
            return None
        recommended = library.guide.recommendations()
        uses = tuple(islice(self._uses(concept), MOST_PASSAGES + 1))
        return TermPage(
            concept,
            self._concepts(concept.broader),
            self._concepts(concept.narrower),
            self._concepts(concept.related),
            self._spellings(concept),
            uses[:MOST_PASSAGES],
            len(uses) > MOST_PASSAGES,
            self._publications.get(concept_id, ()),
            tuple(each for each in recommended if concept_id in each.recommendation.topics),
        )

    def _uses(self, concept: Concept) -> Iterator[Use]:
        """Where a label stands, the best first, then where the library says it in words of its own, and where neither
        is found what stands under a heading that has it."""
        library = self._library
        told: set[str] = set()
        labelled = library.search(_phrases(_written(concept)), expand=False).hits[: MOST_PASSAGES * 2]
        worded = library.search(_phrases(concept.wording), expand=False).hits if concept.wording else ()
        for hit in (*labelled, *worded[:MOST_PASSAGES]):
            name = f"{hit.document}#{hit.block}"
            if name in told:
                continue
            spans = self._terms(concept, hit.text, hit.language) or list(_worded(hit.text, concept.wording))
            cited = library.guide.passage(name) if spans else None
            if cited is not None:
                told.add(name)
                yield self._use(_sentence(cited, spans), spans)
        if not told and concept.in_corpus:
            yield from self._headed(concept)

    def _headed(self, concept: Concept) -> Iterator[Use]:
        library = self._library
        told: set[str] = set()
        for label in (*concept.wording, *concept.labels):
            for hit in library.search(label, expand=False).hits[:_HEADED]:
                name = f"{hit.document}#{hit.block}"
                saying = [heading for heading in hit.section if self._terms(concept, heading, hit.language)]
                cited = library.guide.passage(name) if saying and name not in told else None
                if cited is not None:
                    told.add(name)
                    yield replace(self._use(cited, ()), heading=saying[-1])

    def _use(self, cited: Cited, spans: Iterable[tuple[int, int]]) -> Use:
        """`spans` are those of the block."""
        start, end = cited.location.start.offset, cited.location.end.offset
        inside = tuple((one - start, two - start) for one, two in sorted(spans) if start <= one and two <= end)
        asked = self._library.guide.called_in(cited.passage)
        here = tuple(each for each in asked if each.start < end and each.end > start)
        return Use(cited, inside, recommendations=here)

    def _terms(self, concept: Concept, text: str, language: str) -> list[tuple[int, int]]:
        found = self._library.terms_in(text, language)
        return [(each.start, each.end) for each in found if each.concept == concept.id]

    def _spellings(self, concept: Concept) -> tuple[tuple[str, str], ...]:
        from reader.core.search.analysis import one_spelling  # noqa: PLC0415  # stemmers, as the glossary

        def spelt(label: str) -> str:
            return " ".join(map(one_spelling, label.casefold().split()))

        british = {spelt(label): label for label in reversed(concept.labels) if label not in concept.american}
        return tuple((british[spelt(each)], each) for each in concept.american if spelt(each) in british)

    def _concepts(self, names: Iterable[str]) -> tuple[Concept, ...]:
        found = (self._library.concept(name) for name in names)
        return tuple(concept for concept in found if concept is not None)

    @cached_property
    def _publications(self) -> dict[str, tuple[Publication, ...]]:
        """By concept, what is not held and names it in its title or topics."""
        found: dict[str, tuple[Publication, ...]] = {}
        for each in self._library.guidance.publications:
            if not each.held:
                said = (each.title, *each.topics)
                for name in {term.concept for text in said for term in self._library.terms_in(text, "en")}:
                    found[name] = (*found.get(name, ()), each)
        return found


def label_typed(concept: Concept, typed: str) -> str:
    """The label, in any language, whose words begin as typed, the preferred one first; empty where there is none. An
    Arabic article need not be typed, and Chinese may begin anywhere."""
    words = plain_value(typed).split()
    every = (concept.preferred, *concept.labels, *concept.acronyms, *(label for _, label in concept.translations))
    return next((label for label in every if all(_begins(label, word) for word in words)), "")


def _begins(label: str, word: str) -> bool:
    said = _plain(label)
    return f" {word}" in said or f" {_THE}{word}" in said or (_UNSPACED.match(word) is not None and word in said)


@lru_cache(maxsize=10_000)
def _plain(label: str) -> str:
    """As `query.begins` compares it; all labels together take 10 ms, at each key that is typed."""
    return f" {plain_value(label)}"


def _worded(text: str, wording: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where the library's own words stand, exactly; case and quotes do not count."""
    for words in wording:
        match = re.search(re.escape(plain(words)), plain(text), re.IGNORECASE)
        if match is not None:
            yield match.span()


def _sentence(cited: Cited, spans: list[tuple[int, int]]) -> Cited:
    """The sentence of a whole block in which the first of these spans begins."""
    text, first = cited.text, min(spans)
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    start = max(cut for cut in cuts if cut <= first[0])
    end = min((cut for cut in cuts if cut >= first[1]), default=len(text))
    end = start + len(text[start:end].rstrip())
    block = cited.location.start.block
    place = Location(cited.location.document, Point(block, start), Point(block, end))
    return replace(cited, text=text[start:end], location=place)


def _phrases(labels: Iterable[str]) -> str:
    """A query for any of these as a phrase, of as many as are read."""
    query = ""
    for label in dict.fromkeys(labels):
        phrase = f'"{plain_value(label)}"'
        if len(query) + len(phrase) + 4 > MAX_LENGTH:
            break
        query += f"{' OR ' if query else ''}{phrase}"
    return query


def _written(concept: Concept) -> tuple[str, ...]:
    """Labels as texts have them: acronyms of four letters and more, shorter ones mean too much else."""
    long_ones = tuple(acronym for acronym in concept.acronyms if len(acronym) > 3)
    return (*concept.labels, *long_ones, *(label for _, label in concept.translations))
