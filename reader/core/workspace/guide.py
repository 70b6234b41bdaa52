"""The guidance of a pack joined with its texts: what is asked of whom, what answers a question, what has been
published, and how a document stands. Belongs to the search lane, as `Library` does. What a term means is in `terms`.

Texts are read from the documents each time, so they are always those of the edition at hand, never copies.
"""

from functools import cached_property
from typing import TYPE_CHECKING

from reader.core.advice import (
    Answer,
    AnsweredQuestion,
    CatalogueEntry,
    CatalogueFilter,
    Cited,
    PathStep,
    ReadingPath,
    RecommendationFilter,
    Recommended,
    Standing,
)
from reader.core.errors import Refused
from reader.core.guidance import Guidance, Publication, Question, Recommendation, Role
from reader.core.query import begins, meant, plain_value
from reader.core.types import Document, Location, Point

if TYPE_CHECKING:
    from reader.core.workspace.library import Library


class Guide:
    """`guidance` is what the pack has; a library that is compiled anew gets another guide."""

    def __init__(self, library: "Library", guidance: Guidance) -> None:
        self.guidance = guidance
        self._library = library
        self._sections: dict[str, dict[str, tuple[str, ...]]] = {}
        self._publications = {each.id: each for each in guidance.publications}
        self._holding = {each.document: each for each in reversed(guidance.publications) if each.held}

    # -- recommendations -------------------------------------------------------------------------------------

    @cached_property
    def _register(self) -> tuple[Recommended, ...]:
        found = []
        for each in self.guidance.recommendations:
            document = self._library.document(each.document)
            found.append(Recommended(each, self._cited(document, each.block, each.start, each.end)))
        places = {name: number for number, name in enumerate(self._library.shelf.documents)}
        blocks = {
            name: {block.id: number for number, block in enumerate(self._library.document(name).blocks)}
            for name in {each.document for each in self.guidance.recommendations}
        }
        found.sort(key=lambda each: (
            places[each.recommendation.document],
            blocks[each.recommendation.document][each.recommendation.block],
            each.recommendation.start,
        ))  # fmt: skip
        return tuple(found)

    def recommendations(self, wanted: RecommendationFilter = RecommendationFilter()) -> tuple[Recommended, ...]:  # noqa: B008  # frozen
        """Those that pass, in the order of the library."""
        return tuple(each for each in self._register if self._passes(each, wanted))

    def recommendation(self, name: str) -> Recommended | None:
        return next((each for each in self._register if each.recommendation.id == name), None)

    def _passes(self, each: Recommended, wanted: RecommendationFilter) -> bool:
        said, source = each.recommendation, each.source
        return (
            (not wanted.document or wanted.document == said.document)
            and (not wanted.role or wanted.role in said.roles)
            and (not wanted.topic or bool(meant("topic", wanted.topic, said.topics)))
            and (not wanted.to or (said.addressee_stated and begins(said.addressee, plain_value(wanted.to))))
            and _has(wanted.text, source.text, said.label, said.addressee, source.reference, *source.section)
        )

    # -- questions -------------------------------------------------------------------------------------------

    def role(self, name: str) -> Role:
        """By id or label, in any case, with hyphens or spaces. Raises Refused("unknown_role")."""
        known = {plain_value(key): role for role in self.guidance.roles for key in (role.id, role.label)}
        if plain_value(name) not in known:
            raise Refused("unknown_role", role=name, known=", ".join(role.id for role in self.guidance.roles))
        return known[plain_value(name)]

    def questions(self, role: str = "", text: str = "") -> tuple[AnsweredQuestion, ...]:
        """The questions of a role (its id), or of all, that have the words."""
        asked = (each for each in self.guidance.questions if not role or each.role == role)
        return tuple(self.answered(each) for each in asked if _has(text, each.text, each.limits))

    def answered(self, question: Question) -> AnsweredQuestion:
        """A question with its passages, and the publications that may help, those that are held first."""
        answers = tuple(
            Answer(grade, cited, self.called_in(name))
            for name, grade in question.answers
            if (cited := self.passage(name)) is not None
        )
        named = [self._publications[name] for name in question.publications if name in self._publications]
        return AnsweredQuestion(question, answers, tuple(sorted(named, key=lambda each: not each.held)))

    def reading_path(self, role: str) -> ReadingPath:
        """What answers the questions of a role (its id) at least in part, in the order of the library, and what stays
        unanswered. Raises Refused("unknown_role")."""
        who = self.role(role)
        asked = self.questions(who.id)
        by_passage: dict[str, list[Question]] = {}
        for each in asked:
            for name in each.question.passages:
                by_passage.setdefault(name, []).append(each.question)
        wanted = {name.partition("#")[0] for name in by_passage}  # no others are read: there may be thousands
        steps = []
        for document in (self._library.document(name) for name in self._library.shelf.documents if name in wanted):
            for block in document.blocks:
                passage = f"{document.info.id}#{block.id}"
                if passage in by_passage:
                    source = self._cited(document, block.id, 0, len(block.text))
                    steps.append(PathStep(source, tuple(by_passage[passage]), self.called_in(passage)))
        return ReadingPath(who, tuple(steps), tuple(each for each in asked if not each.question.answered))

    def called_in(self, passage: str) -> tuple[Recommendation, ...]:
        """The recommendations that stand in "document#block"."""
        return tuple(each for each in self.guidance.recommendations if each.passage == passage)

    # -- publications ----------------------------------------------------------------------------------------

    def catalogue(self, wanted: CatalogueFilter = CatalogueFilter()) -> tuple[CatalogueEntry, ...]:  # noqa: B008  # frozen
        """The publications that pass, the newest first; what is of one day or one year, as in the file."""
        typed = {
            "type": wanted.type,
            "year": wanted.year,
            "topic": wanted.topic,
            "sdg": wanted.sdg,
            "for": wanted.audience,
        }
        let = {name: set(meant(name, value, self.catalogue_values[name])) for name, value in typed.items() if value}
        found = [each for each in self.guidance.publications if _fits(each, wanted, let)]
        found.sort(key=lambda each: each.date, reverse=True)
        return tuple(map(self.entry, found))

    @cached_property
    def catalogue_values(self) -> dict[str, tuple[str, ...]]:
        """The values that publications have, sorted, by the name of their filter: type, year, topic, sdg, for."""
        found: dict[str, set[str]] = {name: set() for name in ("type", "year", "topic", "sdg", "for")}
        for each in self.guidance.publications:
            for name, values in _properties(each).items():
                found[name].update(values)
        return {name: tuple(sorted(values)) for name, values in found.items()}

    def entry(self, publication: Publication) -> CatalogueEntry:
        info = self._library.shelf.documents.get(publication.document)
        superseding = (self._publications[name] for name in publication.superseded_by if name in self._publications)
        return CatalogueEntry(publication, info, self._newer(publication), tuple(superseding))

    def publication(self, name: str) -> CatalogueEntry | None:
        known = self._publications.get(name)
        return self.entry(known) if known else None

    @cached_property
    def _series(self) -> dict[str, list[Publication]]:
        found: dict[str, list[Publication]] = {}
        for each in self.guidance.publications:
            if each.series:
                found.setdefault(each.series, []).append(each)
        return found

    def _newer(self, publication: Publication) -> tuple[Publication, ...]:
        later = [
            each
            for each in self._series.get(publication.series, ())
            if each.date > publication.date and each.id != publication.id
        ]
        return tuple(sorted(later, key=lambda each: each.date, reverse=True))

    def standing(self, document_id: str) -> Standing:
        """Raises Refused("unknown_document"). In any thread, as the two below: these read values that never change."""
        if document_id not in self._library.shelf.documents:
            raise Refused("unknown_document", document=document_id)
        info = self._library.shelf.documents[document_id]
        known = self._holding.get(document_id)
        entry = self.entry(known) if known else None
        addressees = tuple(dict.fromkeys(each.addressee for each in self._stated.get(document_id, ())))
        return Standing(info, addressees, entry.newer if entry else (), entry.superseded_by if entry else ())

    def standings(self) -> tuple[Standing, ...]:
        """Of all documents that there is more to say of than what they say of themselves."""
        known = dict.fromkeys((*self._holding, *self._stated))
        standings = map(self.standing, filter(self._library.shelf.documents.__contains__, known))
        return tuple(each for each in standings if each.addressees or each.newer or each.superseded_by)

    def addressees(self, place: Location) -> tuple[str, ...]:
        """To whom the recommendations speak that have words in a place, where the text says so; each once."""
        first, last = place.start.block, place.end.block
        stated = [each for each in self._stated.get(place.document, ()) if first != last or each.block == first]
        if not stated:
            return ()
        blocks = (first,) if first == last else (block.id for block in self._library.document(place.document).blocks)
        ranks = {name: rank for rank, name in enumerate(blocks)}
        start, end = (ranks[first], place.start.offset), (ranks[last], place.end.offset)
        said = (each for each in stated if each.block in ranks)
        return tuple(dict.fromkeys(
            each.addressee for each in said
            if (ranks[each.block], each.start) < end and start < (ranks[each.block], each.end)
        ))  # fmt: skip

    @cached_property
    def _stated(self) -> dict[str, list[Recommendation]]:
        """By document, the recommendations of which the text says to whom they speak."""
        found: dict[str, list[Recommendation]] = {}
        for each in self.guidance.recommendations:
            if each.addressee_stated:
                found.setdefault(each.document, []).append(each)
        return found

    # -- passages --------------------------------------------------------------------------------------------

    def passage(self, name: str) -> Cited | None:
        """The whole block that "document#block" names; None where the library has it no more."""
        document_id, _, block_id = name.partition("#")
        if document_id not in self._library.shelf.documents:
            return None
        document = self._library.document(document_id)
        block = next((block for block in document.blocks if block.id == block_id), None)
        return self._cited(document, block.id, 0, len(block.text)) if block else None

    def _cited(self, document: Document, block_id: str, start: int, end: int) -> Cited:
        block = next(block for block in document.blocks if block.id == block_id)
        name = document.info.id
        if name not in self._sections:
            self._sections[name] = self._library.sections(document)
        return Cited(
            block.text[start:end],
            self._library.reference(document, block_id),
            self._sections[name][block_id],
            Location(name, Point(block_id, start), Point(block_id, end)),
            document.info,
        )


def _properties(each: Publication) -> dict[str, tuple[str, ...]]:
    return {"type": (each.type,), "year": (each.year,), "topic": each.topics, "sdg": each.sdg, "for": each.audience}


def _fits(each: Publication, wanted: CatalogueFilter, let: dict[str, set[str]]) -> bool:
    """`let` are the values that pass, by filter."""
    own = _properties(each)
    return (
        (wanted.held is None or wanted.held == each.held)
        and all(not values.isdisjoint(own[name]) for name, values in let.items())
        and _has(wanted.text, each.title, *each.variants, *each.names, each.summary, *each.topics, each.date)
    )


def _has(typed: str, *said: str) -> bool:
    """Whether each word that is typed begins a word of what is said."""
    words = plain_value(typed).split()
    return not words or all(any(begins(each, word) for each in said) for word in words)
