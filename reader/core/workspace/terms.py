"""The page of a term: the concept with what stands around it, and where the library uses it.

Passages are found by the search, which knows every form of a label, and then looked at as the reading page does
(`Glossary`), so that a page and its hover cards agree on what is a term. Belongs to the search lane.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from reader.core.advice import Cited, TermPage
from reader.core.guidance import Concept, Publication
from reader.core.query import MAX_LENGTH, begins, plain_value

if TYPE_CHECKING:
    from reader.core.workspace.library import Library

MOST_PASSAGES = 40
"""Of a page; the search shows them all."""


class Terms:
    def __init__(self, library: "Library") -> None:
        self._library = library

    def all(self, typed: str = "") -> tuple[Concept, ...]:
        """The concepts that have a label, in any language, whose words begin as typed; by the alphabet."""
        words = plain_value(typed).split()
        found = [
            concept
            for concept in self._library.guidance.concepts
            if not words or any(all(begins(label, word) for word in words) for label in _every_label(concept))
        ]
        return tuple(sorted(found, key=lambda concept: plain_value(concept.preferred)))

    def page(self, concept_id: str) -> TermPage | None:
        """None where there is no such concept."""
        library = self._library
        concept = library.concept(concept_id)
        if concept is None:
            return None
        recommended = library.guide.recommendations()
        return TermPage(
            concept,
            self._concepts(concept.broader),
            self._concepts(concept.narrower),
            self._concepts(concept.related),
            self._passages(concept),
            self._publications.get(concept_id, ()),
            tuple(each for each in recommended if concept_id in each.recommendation.topics),
        )

    def _passages(self, concept: Concept) -> tuple[Cited, ...]:
        """Where a label stands, the best first, then where the library says it in words of its own."""
        library = self._library
        labelled = library.search(_phrases(_written(concept)), expand=False).hits[: MOST_PASSAGES * 2]
        found = [
            (hit.document, hit.block)
            for hit in labelled
            if any(term.concept == concept.id for term in library.terms_in(hit.text, hit.language))
        ]
        if concept.wording:
            worded = library.search(_phrases(concept.wording), expand=False).hits[:MOST_PASSAGES]
            found += [(hit.document, hit.block) for hit in worded]
        names = list(dict.fromkeys(f"{document}#{block}" for document, block in found))[:MOST_PASSAGES]
        return tuple(cited for name in names if (cited := library.guide.passage(name)) is not None)

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


def _every_label(concept: Concept) -> tuple[str, ...]:
    return (*concept.labels, *concept.acronyms, *(label for _, label in concept.translations))
