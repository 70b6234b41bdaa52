"""The values of the notebook: what the user has marked and written, and what became of it.

Bookmark, highlight and note are one type with a kind, so there is one table, one list and one exporter path for all of
them. Like all values that travel they are frozen and comparable; offsets count Unicode code points.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from reader.core.types import DocumentInfo, Location, Point

if TYPE_CHECKING:  # not at a start
    from reader.core.advice import Standing

MarkKind = Literal["bookmark", "highlight", "note"]
Colour = Literal["yellow", "green", "blue", "pink", "orange", "purple"]
State = Literal["done", "partly", "not_yet", "not_applicable"]
Verdict = Literal["kept", "moved", "changed", "unsure", "withdrawn", "historical"]

KINDS: tuple[MarkKind, ...] = ("bookmark", "highlight", "note")
COLOURS: tuple[Colour, ...] = ("yellow", "green", "blue", "pink", "orange", "purple")
"""The six labels of the EPUB Annotations draft (W3C), in the order of the keys 1 to 6."""
STATES: tuple[State, ...] = ("done", "partly", "not_yet", "not_applicable")
"""How far a recommendation is carried out where the user works, in the order of the keys 1 to 4."""
STATE_NAMES: dict[State | None, str] = {
    "done": "Done",
    "partly": "Partly",
    "not_yet": "Not yet",
    "not_applicable": "Not applicable",
    None: "Not looked at",
}
"""What the window, the command line and the exports call them."""
VERDICTS: tuple[Verdict, ...] = ("kept", "moved", "changed", "unsure", "withdrawn", "historical")
"""What became of a mark in the edition at hand: same words at the same place; same words at one other place; other
words at the passage that took its place; several candidates or none that is like enough; the passage is gone; kept by
the user as it was."""

OWN = ""
"""The layer of the user's own marks."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a mark sits, told in three ways that must agree: place, exact words, and the words around them."""

    document: str
    edition: str
    start: Point
    end: Point
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A bookmark, highlight or note. Times are seconds since 1970-01-01 UTC.

    `revision` is a random name for the mark as it is now, and `ancestors` are the names it had before, latest first:
    when two copies of a mark meet again, this tells whether one comes from the other or both were changed.
    """

    id: str
    kind: MarkKind
    anchor: Anchor
    colour: Colour
    text: str
    created: float
    changed: float
    tags: tuple[str, ...] = ()
    layer: str = OWN  # id of the layer it came with
    historical: bool = False  # the user keeps it with the words it had; it is not looked for in later editions
    revision: str = ""
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a collection: a marked passage (the id of its mark), or the user's own text."""

    mark: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Collection:
    """A named, ordered set of passages and own text: a briefing. An item whose mark is deleted stays, unseen, until
    the mark is back."""

    id: str
    name: str
    items: tuple[Item, ...]
    created: float
    changed: float


@dataclass(frozen=True, slots=True)
class Layer:
    """The marks of somebody else, switched on or off together."""

    id: str
    name: str
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the user found out about one recommendation. `words` are those it had then: when a later edition has others,
    or none, the assessment stays as it is and says so."""

    recommendation: str
    state: State | None = None  # None: only a note or a date so far
    evidence: str = ""
    date: str = ""  # ISO 8601, the day that the user gives; may be empty
    words: str = ""
    reference: str = ""  # of the paragraph, then
    addressee: str = ""  # then; empty where the text named nobody
    changed: float = 0.0


@dataclass(frozen=True, slots=True)
class Checklist:
    """The user's own going through the recommendations: "my district, 2026"."""

    id: str
    name: str
    assessments: tuple[Assessment, ...]  # one for each recommendation that was looked at
    created: float
    changed: float
    role: str = ""  # only recommendations for this role; empty: all


@dataclass(frozen=True, slots=True)
class Change:
    """What one action did: pairs of (before, after). None before = made, None after = deleted.

    Undo is the same value turned round.
    """

    pairs: tuple[tuple[Mark | None, Mark | None], ...] = ()
    collections: tuple[tuple[Collection | None, Collection | None], ...] = ()
    layers: tuple[tuple[Layer | None, Layer | None], ...] = ()
    checklists: tuple[tuple[Checklist | None, Checklist | None], ...] = ()

    def reversed(self) -> "Change":
        return Change(
            tuple((after, before) for before, after in self.pairs),
            tuple((after, before) for before, after in self.collections),
            tuple((after, before) for before, after in self.layers),
            tuple((after, before) for before, after in self.checklists),
        )


@dataclass(frozen=True, slots=True)
class Edition:
    """The text of a document as it was when something was marked in it: (id, text) of every block, in order."""

    document: str
    edition: str
    blocks: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of an anchor in another edition.

    `location` is given for "kept" and "moved" only: the others are never placed without the user. `candidates` are
    where it may belong, likeliest first: the aligned passage when the text has changed, several when it is unsure.
    """

    verdict: Verdict
    location: Location | None = None
    candidates: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with its place in the edition at hand; `location` is None when that cannot be told for certain."""

    mark: Mark
    location: Location | None
    reference: str  # of the paragraph it starts in; the document's reference when the place is unknown
    section: tuple[str, ...]
    order: tuple[int, int]  # reading order within the document: block index, offset
    verdict: Verdict = "kept"
    candidates: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A document whose text has changed, and the marks that were made before, in reading order."""

    document: DocumentInfo
    touched: tuple[PlacedMark, ...]


@dataclass(frozen=True, slots=True)
class MarkFilter:
    """Which marks are wanted. An empty field lets all through; within a field any value will do."""

    text: str = ""  # words in note, quote or tags
    tags: tuple[str, ...] = ()  # all of them, unlike the other fields
    colours: tuple[Colour, ...] = ()
    kinds: tuple[MarkKind, ...] = ()
    documents: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    since: float | None = None  # created at or after, seconds since 1970-01-01 UTC
    until: float | None = None  # created before


@dataclass(frozen=True, slots=True)
class Bundle:
    """What an exporter gets: documents with their marks in reading order.

    With a `briefing`, that order is the user's: marks and own texts; the marks are in `groups` as well. A `bare` bundle
    is written without author and time of day; its dates have no more than the day.
    """

    groups: tuple[tuple[DocumentInfo, tuple[PlacedMark, ...]], ...]
    made: float  # seconds since 1970-01-01 UTC
    title: str = "Notes from the ICAT Field Reader"
    briefing: tuple[PlacedMark | str, ...] = ()
    meanings: tuple[tuple[Colour, str], ...] = ()  # what the user means by a colour
    layers: tuple[Layer, ...] = ()  # of the marks in it
    collections: tuple[Collection, ...] = ()  # only where all or a whole collection is taken out
    checklists: tuple[Checklist, ...] = ()  # only where all is taken out
    standings: "tuple[Standing, ...]" = ()  # of the documents, as far as the library holds them
    addressees: tuple[tuple[str, tuple[str, ...]], ...] = ()  # by id of a mark on a recommendation: to whom it speaks
    author: str = ""
    bare: bool = False

    @property
    def count(self) -> int:
        return sum(len(marks) for _, marks in self.groups)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the notebook, by the name of its file. Newer means a higher number of changes, whatever the clock."""

    name: str
    made: float  # seconds since 1970-01-01 UTC, by the clock of then; 0 when not known
    changes: int
    marks: int  # 0 when it is not good
    size: int  # bytes
    good: bool  # whether it reads back as it was made


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a backup holds, beside the notebook of now."""

    marks: int
    newest: float | None  # when a mark of it was changed last, seconds since 1970-01-01 UTC; None without marks
    only_there: int  # marks that a restore brings back
    only_here: int  # marks that a restore takes away
    different: int
    checklists: int = 0  # that a restore brings back, takes away or changes


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies open: the documents in the order of their tabs, and what is on the other side, if anything. And as what
    the user reads."""

    tabs: tuple[str, ...] = ()
    side: tuple[str, Point] | None = None
    role: str = ""  # id, chosen on the first page or among the questions
    checklist: str = ""  # id of the one that was open last
