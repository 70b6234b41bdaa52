"""A checklist ready to be taken out: the gap table, by section of the library. Exporters get values and nothing else.

The words of a recommendation are the text's own and always stand beside whom they are addressed to: nobody should take
what is asked of States for an order to himself.
"""

from dataclasses import dataclass

from reader.core.guidance import RecommendationKind
from reader.core.marks import State


@dataclass(frozen=True, slots=True)
class GapRow:
    reference: str  # ICAT-CFA-2021 para 14
    addressee: str
    addressee_stated: bool  # False: the text names nobody
    kind: RecommendationKind
    text: str  # the recommendation, in the words of the library
    language: str  # BCP 47, of the text
    state: State | None  # None: not looked at yet
    evidence: str  # Markdown, as notes are
    date: str  # ISO 8601, or empty
    citation: str  # as a footnote has it; empty where the library has the text no more
    before: str = ""  # the words that were assessed, where the text has others now, or is gone
    gone: bool = False  # the library has this recommendation no more; `text` is what it was


@dataclass(frozen=True, slots=True)
class GapSection:
    """The recommendations of one section of a document, in reading order."""

    document: str  # short title; empty for what is gone
    section: str  # heading, or empty
    rows: tuple[GapRow, ...]


@dataclass(frozen=True, slots=True)
class GapTable:
    name: str  # of the checklist
    made: float  # seconds since 1970-01-01 UTC
    role: str  # label of the role that it is for, or empty
    sections: tuple[GapSection, ...]
    notice: str  # what the texts are: an unofficial copy, not legal advice

    @property
    def rows(self) -> tuple[GapRow, ...]:
        return tuple(row for section in self.sections for row in section.rows)
