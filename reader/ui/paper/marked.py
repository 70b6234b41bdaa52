"""Marks on paper: what lies under which words, and the numbers of the notes beside them. Values only, no layout."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from reader.core.marks import OWN, Colour, Mark, PlacedMark
from reader.core.types import Block
from reader.ui.reading.marked import Span, in_lanes
from reader.ui.reading.painter import Stripe

TINTS: dict[Colour, str] = {
    "yellow": "#fff4b8",
    "orange": "#ffe2bf",
    "green": "#c9ecc6",
    "pink": "#f3c1d3",
    "blue": "#b5cdee",
    "purple": "#c9b0e6",
}
"""Each is a step darker than the one before, so that they differ on a printer without colours too; black words on the
darkest have a contrast of 10:1 (a test computes both)."""
INKS: dict[Colour, str] = {
    "yellow": "#8a6800", "orange": "#a3540b", "green": "#2e7031", "pink": "#a8336a", "blue": "#255f9f",
    "purple": "#6540ad",
}  # fmt: skip
"""Of the lines under the words, and of the numbers of notes: 4.5:1 and more on white, and on their tints 3:1."""


@dataclass(frozen=True, slots=True)
class Sign:
    """The number of a note, where its mark begins: an offset in code points."""

    offset: int
    number: int
    colour: Colour


@dataclass(frozen=True, slots=True)
class Marks:
    """Of one leaf."""

    stripes: tuple[Stripe, ...] = ()
    signs: tuple[Sign, ...] = ()
    bookmarked: bool = False


NOTHING = Marks()


def has_note(mark: Mark) -> bool:
    """Whether there is something to say of it at the end."""
    return bool(mark.text.strip() or mark.tags)


def numbered(marks: Iterable[PlacedMark]) -> dict[str, int]:
    """The numbers of the notes by id of their marks, in the order of the marks."""
    return {placed.mark.id: number for number, placed in enumerate((p for p in marks if has_note(p.mark)), 1)}


def marks_by_block(blocks: Sequence[Block], marks: Sequence[PlacedMark]) -> dict[str, Marks]:
    """For each marked block of a document its marks; those without a place are left out."""
    index = {block.id: number for number, block in enumerate(blocks)}
    numbers = numbered(marks)
    spans: dict[str, list[Span]] = {}
    signs: dict[str, list[Sign]] = {}
    bookmarks: set[str] = set()
    for placed in marks:
        place, mark = placed.location, placed.mark
        if place is None or place.start.block not in index or place.end.block not in index:
            continue
        first = place.start.block
        if mark.kind == "bookmark":
            bookmarks.add(first)
        if mark.id in numbers:
            signs.setdefault(first, []).append(Sign(place.start.offset, numbers[mark.id], mark.colour))
        if mark.kind != "bookmark":
            for block, start, end in _parts(blocks, index, placed):
                spans.setdefault(block, []).append((start - end, start, end, block == first, mark))
    return {
        block.id: Marks(
            tuple(in_lanes(sorted(spans.get(block.id, ()), key=lambda span: span[:2]))),
            tuple(sorted(signs.get(block.id, ()), key=lambda sign: (sign.offset, sign.number))),
            block.id in bookmarks,
        )
        for block in blocks
        if block.id in spans or block.id in signs or block.id in bookmarks
    }


def _parts(blocks: Sequence[Block], index: Mapping[str, int], placed: PlacedMark) -> Iterable[tuple[str, int, int]]:
    """(block, start, end) for each block that a mark touches."""
    assert placed.location is not None
    start, end = placed.location.start, placed.location.end
    for block in blocks[index[start.block] : index[end.block] + 1]:
        first = start.offset if block.id == start.block else 0
        last = end.offset if block.id == end.block else len(block.text)
        if last > first:
            yield block.id, first, last


def touching(marks: Iterable[PlacedMark], blocks: Sequence[Block], first: int, last: int) -> tuple[PlacedMark, ...]:
    """The marks that touch the blocks from `first` to `last`, both included; those without a place touch none."""
    index = {block.id: number for number, block in enumerate(blocks)}
    return tuple(
        placed
        for placed in marks
        if (place := placed.location) is not None
        and index.get(place.start.block, last + 1) <= last
        and index.get(place.end.block, -1) >= first
    )


def whole_stripe(mark: Mark, text: str) -> Marks:
    """A mark's words on their own, as the notes at the end quote them."""
    return Marks((Stripe(0, len(text), mark.colour, foreign=mark.layer != OWN),))
