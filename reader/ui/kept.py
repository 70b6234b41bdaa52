"""What the notebook holds, as the window knows it, and what a change did to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reader.core.excerpts import Excerpt, Piece
from reader.core.marks import Change, Checklist, Collection, Colour, Layer, Mark, PlacedMark, Receipt
from reader.core.workspace import Notes

Entries = tuple[tuple[int, PlacedMark | str], ...]
"""The passages and own texts that a collection shows, each with its number among its items."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What the notebook holds besides marks."""

    tags: tuple[tuple[str, int], ...] = ()  # with the number of marks that have it
    collections: tuple[Collection, ...] = ()
    layers: tuple[Layer, ...] = ()
    meanings: Mapping[Colour, str] | None = None
    receipts: tuple[Receipt, ...] = ()  # documents whose text has changed under marks


@dataclass(frozen=True, slots=True)
class Checks:
    """What the user makes of recommendations."""

    checklists: tuple[Checklist, ...] = ()  # oldest first
    read_passages: Mapping[str, str] = field(default_factory=dict)  # "document#block" to the edition it had then


@dataclass(frozen=True, slots=True)
class Compared:
    """What became of the old paragraphs of a mark at one place; `now` is None where there is no place for it."""

    now: Excerpt | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class State:
    """All that the notebook holds."""

    marks: tuple[PlacedMark, ...]
    by_document: Mapping[str, slice]  # where the marks of a document that is there stand among them
    beside: Beside
    checks: Checks


def settles(change: Change) -> bool:
    """Whether a change only put marks in their places, or kept them without one."""
    return bool(change.pairs) and all(
        old and new and (old.anchor, old.historical) != (new.anchor, new.historical) for old, new in change.pairs
    )


def read_all(notes: Notes) -> State:
    """What the notebook holds now; in the lane."""
    beside = Beside(notes.tags(), notes.collections(), notes.layers(), notes.meanings(), notes.receipts())
    return State(notes.marks(), notes.by_document(), beside, Checks(notes.checklists(), notes.read_passages()))


def first_mark(change: Change) -> Mark | None:
    """The mark that a change made or left, if there is one."""
    return next((new for _, new in change.pairs if new), None)
