"""The values of quoting: a citation ready to paste, and what became of a quote that was checked."""

from dataclasses import dataclass
from typing import Literal

from reader.core.types import Location

CitationStyle = Literal["quote", "footnote", "bare"]
QuoteVerdict = Literal["exact", "altered", "absent"]

STYLES: tuple[CitationStyle, ...] = ("quote", "footnote", "bare")
"""The words with their source; the source as a footnote has it; the reference alone."""


@dataclass(frozen=True, slots=True)
class Citation:
    """The same citation twice, for a clipboard that takes both. `html` is a fragment without a page around it."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """A passage that a quote was found in, or comes nearest to.

    `pieces` tell how the passage became the quote: words that are in both, gone from the passage, or new in the quote.
    They join to `text` without the new ones and to the quote without the gone ones; empty where the quote is exact.
    """

    reference: str
    location: Location
    text: str  # the words of the passage, a newline between paragraphs
    pieces: tuple[tuple[Literal["same", "gone", "new"], str], ...] = ()


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """The answer to one quote: "exact" has all places with these words, in the order of the library; "altered" has the
    passage it comes nearest to, and all others with the very words of that one; "absent" has none."""

    verdict: QuoteVerdict
    quote: str  # what was compared: without the marks around it and without the citation after it
    places: tuple[QuotePlace, ...] = ()
    typographic: bool = False  # exact, apart from quotation marks, dashes, spaces or hyphens at line ends
    marked: bool = False  # exact, apart from what the quote itself shows as left out (…) or put in [ ]
    likeness: float = 0.0  # 0 to 1: how much of the quote, by the weight of its words, stands in the nearest passage
