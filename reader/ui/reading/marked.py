"""The marks on the page that is laid out: which stripes each leaf has, and which marks are at a point.

A mark that is shorter lies on top of a longer one, so that both can be seen and the shorter one can be reached.
"""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF

from reader.core.marks import OWN, Mark, PlacedMark
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.painter import Look, Stripe, bookmark_rect

_LANES = 3
"""Lines of overlapping marks that fit under each other; more of them share."""

_LOOKED_AT = 60
"""Marks below that are looked at for a free line: a thousand in one paragraph must not cost a million comparisons."""

_SLACK = 3  # pixels around a bookmark that still count

Span = tuple[int, int, int, bool, Mark]
"""Of a mark in a leaf: its whole length, negative, where it starts and ends, whether it begins here, the mark."""


class Marked:
    def __init__(self, laid: LaidOut | None = None, marks: Iterable[PlacedMark] = ()) -> None:
        """Marks of the document that is laid out, in reading order; those without a place are left out."""
        self.placed: tuple[PlacedMark, ...] = ()
        self._laid = laid
        self._spans: dict[int, list[Span]] = {}
        self._stripes: dict[int, tuple[list[str], list[Stripe]]] = {}
        self._bookmarks: dict[int, list[str]] = {}
        if laid is None:
            return
        self.placed = tuple(each for each in marks if each.location is not None)
        for each in self.placed:
            assert each.location is not None
            mark = each.mark
            if mark.kind == "bookmark":
                self._bookmarks.setdefault(laid.index[each.location.start.block], []).append(mark.id)
                continue
            parts = laid.parts(each.location)
            length = sum(end - start for _, start, end in parts)
            for number, start, end in parts:
                begins = number == parts[0][0]
                self._spans.setdefault(number, []).append((-length, start, end, begins, mark))

    def stripes(self, number: int, current: str | None = None) -> list[Stripe]:
        """What is painted under a leaf, from below to the top. Worked out when a leaf comes into view."""
        if number not in self._stripes:
            spans = sorted(self._spans.get(number, ()), key=lambda span: span[:2])
            self._stripes[number] = [mark.id for *_, mark in spans], in_lanes(spans)
        names, stripes = self._stripes[number]
        if current in names:
            at = names.index(current)
            return [*stripes[:at], replace(stripes[at], current=True), *stripes[at + 1 :]]
        return stripes

    def is_bookmarked(self, number: int) -> bool:
        return number in self._bookmarks

    def step(self, current: str | None, caret: tuple[int, int], by: int) -> PlacedMark | None:
        """The next mark in reading order (or the previous, `by` -1) after the current one, or after the caret's leaf
        and offset when none is current; around the ends."""
        names = [each.mark.id for each in self.placed]
        if self._laid is None or not names:
            return None
        if current in names:
            return self.placed[(names.index(current) + by) % len(names)]
        starts = [each.location.start for each in self.placed if each.location]
        before = sum((self._laid.index[start.block], start.offset) < caret for start in starts)
        return self.placed[(before if by > 0 else before - 1) % len(names)]

    def at(self, number: int, where: QPointF, look: Look) -> list[str]:
        """The ids of the marks of a leaf at a point of the text document, topmost first."""
        if self._laid is None or number < 0:
            return []
        if number in self._bookmarks:
            box = bookmark_rect(self._laid.blocks[number], self._laid.rect(number).topLeft(), look)
            if box.adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK).contains(where):
                return list(self._bookmarks[number])
        stripes = self.stripes(number)
        return [
            mark_id
            for mark_id, stripe in zip(reversed(self._stripes[number][0]), reversed(stripes), strict=True)
            if any(rect.contains(where) for rect in self._laid.rects(number, stripe.start, stripe.end))
        ]


def in_lanes(spans: list[Span]) -> list[Stripe]:
    """Each stripe with the lowest lane that no stripe below it has where they overlap."""
    done: list[Stripe] = []
    for _, start, end, begins, mark in spans:
        taken = {other.lane for other in done[-_LOOKED_AT:] if other.start < end and start < other.end}
        lane = next((lane for lane in range(_LANES) if lane not in taken), len(done) % _LANES)
        done.append(Stripe(start, end, mark.colour, bool(mark.text.strip()), lane, begins, mark.layer != OWN))
    return done
