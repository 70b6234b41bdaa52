"""The values that travel between rooms and faces: frozen, comparable, without behaviour beyond one-liners.

Offsets count Unicode code points, as Python strings do; UTF-16 exists only in `ui/reading/positions.py`. What is the
user's own stands in `marks.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:  # not at a start
    from reader.core.guidance import Publication

BlockKind = Literal[
    "title", "subtitle", "heading", "paragraph", "item", "lead_in", "callout", "contact", "quote", "cell"
]


@dataclass(frozen=True, slots=True)
class Block:
    """One leaf of a document: a run of inline text between two block tags.

    `html` is the leaf's slice of the page: the block tags that open before it, its inline content, and the block tags
    that close after it. Joined over a document they are the whole page, so blocks and page can never disagree.
    """

    id: str
    kind: BlockKind
    text: str
    html: str
    level: int = 0  # 1 to 6 for headings, nesting depth (from 1) for list items, else 0
    number: int | None = None  # the paragraph number printed in the margin; headings have none


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What a pack says of itself in `pack.yaml`."""

    id: str
    title: str
    version: str
    language: str
    publisher: str
    licence_note: str


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the shelf knows of a document without opening it: its front matter and a few counts."""

    id: str
    reference: str
    edition: str  # hash of the text; the same words have the same edition wherever they come from
    title: str
    short_title: str
    summary: str
    type: str
    number: int | None
    date: str  # ISO 8601, as precise as `date_precision` says: 2021-11-15, 2021-11 or 2021
    date_precision: Literal["day", "month", "year"]
    date_basis: str
    issuers: tuple[str, ...]
    chairs: tuple[str, ...]
    language: str  # BCP 47
    audience: tuple[str, ...]
    topics: tuple[str, ...]
    sdg: tuple[str, ...]
    status: str
    source_file: str
    source_url: str | None
    notes: tuple[str, ...]
    words: int
    passages: int


@dataclass(frozen=True, slots=True)
class Document:
    """A document ready to read: what the shelf knows, and its leaves in reading order."""

    info: DocumentInfo
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """One line of the outline."""

    block: str
    text: str
    level: int


@dataclass(frozen=True, slots=True)
class Point:
    """A place in a document: a block and an offset in its text, in code points."""

    block: str
    offset: int


@dataclass(frozen=True, slots=True)
class Location:
    """A span of a document; `start` is before or at `end`."""

    document: str
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of search: a block with what a reader needs to understand it on its own."""

    document: str
    block: str
    reference: str  # ICAT-CFA-2021 para 14
    section: tuple[str, ...]  # heading path, outermost first, without the document's title
    lead_in: str  # "ICAT calls on States to:", or empty
    title: str  # of the document
    text: str
    language: str
    questions: tuple[str, ...] = ()  # that practitioners asked and this passage answers
    weight: float = 1.0  # below 1 for contact lines, which must not outrank the text


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of a block that name a publication or refer to a passage; offsets in code points. `target` is an address:
    "doc:ID", "doc:ID#block" or, for a publication that is not held, "publication:ID"."""

    block: str
    start: int
    end: int
    target: str


@dataclass(frozen=True, slots=True)
class TermAt:
    """Words of a text that are a label of a concept; offsets in code points."""

    start: int
    end: int
    concept: str


@dataclass(frozen=True, slots=True)
class Target:
    """What an address leads to in the library: a document, or one block of it."""

    info: DocumentInfo
    block: Block | None
    reference: str  # ICAT-CFA-2021 para 14


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage that answers a query. `spans` are (start, end) pairs in `text`, `snippet_spans` in `snippet`."""

    document: str
    block: str
    reference: str
    section: tuple[str, ...]
    short_title: str
    date: str
    language: str  # BCP 47
    text: str
    spans: tuple[tuple[int, int], ...]
    snippet: str
    snippet_spans: tuple[tuple[int, int], ...]
    score: float
    addressees: tuple[str, ...] = ()  # of the recommendations in it, as the text has them


@dataclass(frozen=True, slots=True)
class HitGroup:
    """The hits in one document, best first."""

    document: str
    short_title: str
    date: str
    hits: Sequence[Hit]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """Something that results can be narrowed to, as it would be typed: `field:value`."""

    field: str  # type, year, for, topic, sdg, lang, to, marked
    value: str
    count: int  # hits that this value would leave
    chosen: bool


@dataclass(frozen=True, slots=True)
class HitScore:
    """How the score of one hit came about: `score` = ((sum of parts + lent) x coverage + meaning) x weight."""

    reference: str
    score: float
    parts: tuple[tuple[str, float, float, float], ...]  # unit; by its words, by its concepts, share of it covered
    lent: float  # by a known question like this one
    coverage: float
    meaning: float  # what likeness of meaning adds
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood, for those who want to know."""

    units: tuple[tuple[str, float, tuple[str, ...]], ...]  # what was typed, its importance, what it was searched as
    similar: tuple[tuple[float, str, bool], ...]  # known questions: likeness, text, whether the library answers it
    hits: tuple[HitScore, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer to one query: every hit, best first, and what was searched. Hits are made when they are looked at."""

    query: str
    hits: Sequence[Hit]
    passages_searched: int
    documents_searched: int
    documents_waiting: int = 0  # of the library, not yet indexed
    documents_without_text: int = 0
    groups: Sequence[HitGroup] = ()  # the same hits by document, that of the best hit first
    facets: tuple[FacetValue, ...] = ()
    total_unfiltered: int = 0  # how many hits there are without the filters of the query
    unknown_filters: tuple[tuple[str, str], ...] = ()  # (field, value) that no document has
    ignored: tuple[str, ...] = ()  # words of the query that are too common to search for
    missing: tuple[str, ...] = ()  # words of the query that occur nowhere in the library
    answered: bool = True  # False: the library does not treat this, whatever the nearest passages are
    expansions: tuple[tuple[str, str], ...] = ()  # (what was typed, what was searched as well)
    asked: bool = False  # some hits were found only by what practitioners asked of them
    meant: bool = False  # some hits were found only by likeness of meaning
    suggestion: str | None = None  # the query with its likely typing errors mended
    suggestion_total: int = 0  # how many hits that would have
    nothing_asked: bool = False  # there is no word in the query that could be looked for, and no filter
    for_notes: str = ""  # what to look for in the user's own notes; empty when a filter rules them out
    only_notes: bool = False  # the query asks for the user's own notes and nothing else
    explanation: Explanation | None = None
    catalogue: "tuple[Publication, ...]" = ()  # when not answered: what ICAT has published on it, not held here

    @property
    def total(self) -> int:
        return len(self.hits)
