"""The guidance of a pack joined with its texts, as readers see it: what is asked of whom, what answers a question, what
has been published, what a term means, and how a document stands today.

Made by the roof (`workspace/guide.py`); the curated values themselves are in `guidance.py`.
"""

from dataclasses import dataclass

from reader.core.guidance import Concept, Publication, Question, Recommendation, Role
from reader.core.types import DocumentInfo, Location


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of the library with where they stand."""

    text: str
    reference: str  # ICAT-CFA-2021 para 14
    section: tuple[str, ...]  # heading path, outermost first, without the document's title
    location: Location
    info: DocumentInfo

    @property
    def passage(self) -> str:
        return f"{self.location.document}#{self.location.start.block}"


@dataclass(frozen=True, slots=True)
class Recommended:
    """A recommendation with its words."""

    recommendation: Recommendation
    source: Cited


@dataclass(frozen=True, slots=True)
class RecommendationFilter:
    """Which recommendations are wanted. An empty field lets all through; values are compared as filters of a search
    are (`query.meant`): "States" is every addressee with a word that begins so."""

    text: str = ""  # words, each of which must begin a word of its text, label, section or reference
    to: str = ""
    topic: str = ""
    role: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class CatalogueFilter:
    """Which publications are wanted, in the same way."""

    text: str = ""
    type: str = ""
    year: str = ""  # 2021, 2019..2022, ..2015
    topic: str = ""
    sdg: str = ""
    audience: str = ""
    held: bool | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A passage that answers a question: 3 it does, 2 in part, 1 it only touches on it.

    `recommendations` are all that stand in it, for every role: who shows the passage says to whom they are."""

    grade: int
    source: Cited
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its passages, the best first, and the publications that may help where they do not."""

    question: Question
    answers: tuple[Answer, ...]
    publications: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class PathStep:
    """A passage that a role should have read, the questions of the role that it answers, and all recommendations that
    stand in it."""

    source: Cited
    questions: tuple[Question, ...]
    recommendations: tuple[Recommendation, ...]


@dataclass(frozen=True, slots=True)
class ReadingPath:
    """What a role should have read, in the order of the library."""

    role: Role
    steps: tuple[PathStep, ...]
    unanswered: tuple[AnsweredQuestion, ...]


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """A publication with the document that holds it, if any, and what came after it."""

    publication: Publication
    info: DocumentInfo | None
    newer: tuple[Publication, ...]  # later ones of its series, the newest first
    superseded_by: tuple[Publication, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A place that uses a term: the sentence around it. `spans` are the term in the text of `source`; none where only
    `heading`, the one above the passage, has it. `recommendations` are those that stand in the text."""

    source: Cited
    spans: tuple[tuple[int, int], ...]
    heading: str = ""
    recommendations: tuple[Recommendation, ...] = ()


@dataclass(frozen=True, slots=True)
class TermPage:
    """A concept with what stands around it, and the places that use one of its labels."""

    concept: Concept
    broader: tuple[Concept, ...]
    narrower: tuple[Concept, ...]
    related: tuple[Concept, ...]
    spellings: tuple[tuple[str, str], ...]  # (British, American) forms of one label
    uses: tuple[Use, ...]  # one for each passage
    more: bool  # there are more of them than are here
    publications: tuple[Publication, ...]  # not held, whose topics name it
    recommendations: tuple[Recommended, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a reader must know of a document before relying on it."""

    info: DocumentInfo
    addressees: tuple[str, ...]  # of its recommendations, as the text has them; empty where it asks nobody
    newer: tuple[Publication, ...]  # later ones of its series, the newest first
    superseded_by: tuple[Publication, ...]
