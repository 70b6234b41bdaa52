"""The scroll bar of the page, with ticks for what is on it: marks towards the window's edge, hits towards the text.

Where the leaves begin is measured once for each layout, and of 50,000 hits only those are looked at whose ticks do not
lie on each other. While a long document is still being laid out the length of its texts is taken for their height,
since to ask for a place far down would lay out all that is before it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from reader.core.marks import PlacedMark
from reader.ui.reading.found import Found
from reader.ui.reading.laid_out import LaidOut
from reader.ui.theme import Theme

_HIGH, _WIDE, _EDGE = 3, 4, 1
"""Pixels: a tick, and the air between it and the side of the bar."""

_SPACE = 60
"""Characters that the space around a paragraph is worth."""

_QUIET_MS = 150


class TickBar(QScrollBar):
    """A vertical scroll bar, in every other respect as it always is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._laid: LaidOut | None = None
        self._marks: Sequence[PlacedMark] = ()
        self._found = Found()
        self._theme: Theme | None = None
        self._ticks: list[tuple[QRect, QColor]] | None = None
        self._edges: list[float] = []
        self._moved = QTimer(self, singleShot=True, interval=_QUIET_MS)  # the layout grows a piece at a time
        self._moved.timeout.connect(self._measure_again)
        self.rangeChanged.connect(lambda: self._moved.start())

    def show_ticks(self, laid: LaidOut | None, marks: Sequence[PlacedMark], found: Found, theme: Theme) -> None:
        """Marks and hits of the document that is laid out."""
        if laid is not self._laid:
            self._edges = []
        self._laid, self._marks, self._found, self._theme = laid, marks, found, theme
        self._forget()

    def _forget(self) -> None:
        """What is shown has changed."""
        self._ticks = None
        self.update()

    def _measure_again(self) -> None:
        """Places have changed."""
        self._edges = []
        self._forget()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        with QPainter(self) as painter:
            for rect, colour in self.ticks():
                painter.fillRect(rect, colour)

    def ticks(self) -> list[tuple[QRect, QColor]]:
        """What is painted, from below to the top, in pixels of this bar."""
        if self._ticks is None:
            self._ticks = self._work_out()
        return self._ticks

    def _work_out(self) -> list[tuple[QRect, QColor]]:
        if self._laid is None or self._theme is None or not (self._marks or self._found.spans):
            return []
        theme, found, laid = self._theme, self._found, self._laid
        self._edges = self._edges or self._measured(laid)
        rows: dict[tuple[bool, int], str] = {}  # whether a hit, where: the colour of the last one there
        for placed in self._marks:
            if placed.location is not None:
                point, mark = placed.location.start, placed.mark
                colour = theme.text["accent"] if mark.kind == "bookmark" else theme.bar[mark.colour]
                rows[False, self._y_of(laid.index[point.block], point.offset)] = colour
        at = 0
        while at < len(found.spans):
            number, start, _ = found.spans[at]
            y = self._y_of(number, start)
            rows[True, y] = theme.text["accent"]
            at = max(at + 1, bisect_left(found.spans, self._below(number, start, y), at))
        ticks = [(self._rect(is_hit, y), QColor(colour)) for (is_hit, y), colour in rows.items()]
        if found.current:
            y = self._y_of(*found.spans[found.current[0]][:2])
            ticks.append((self._rect(True, y).adjusted(-_EDGE, -1, _EDGE, 1), QColor(theme.text["ink"])))
        return ticks

    def _rect(self, is_hit: bool, y: int) -> QRect:
        left = is_hit != self.isRightToLeft()
        return QRect(_EDGE if left else self.width() - _EDGE - _WIDE, y, _WIDE, _HIGH)

    def _y_of(self, number: int, offset: int) -> int:
        """Where the tick of an offset in a leaf begins, from the top of the bar."""
        top, bottom = self._edges[number : number + 2]
        return round(top + (bottom - top) * offset / self._length(number))

    def _below(self, number: int, start: int, y: int) -> tuple[int, int]:
        """The first leaf and offset whose tick does not lie on one at `y`."""
        top, bottom = self._edges[number : number + 2]
        if bottom > y + _HIGH:
            return number, start + int(_HIGH * self._length(number) / (bottom - top))
        return max(number + 1, bisect_right(self._edges, y + _HIGH) - 1), 0

    def _length(self, number: int) -> int:
        assert self._laid is not None
        return max(1, len(self._laid.leaf(number).text))

    def _measured(self, laid: LaidOut) -> list[float]:
        """Where each leaf begins, from the top of the bar, and where the last one ends."""
        room, leaves = self.height() - _HIGH, laid.document.blocks
        last = laid.blocks.get(len(leaves) - 1)
        if last is not None and last.layout().lineCount():
            whole: float = self.maximum() + self.pageStep()
            edges = [laid.rect(number).top() for number in range(len(leaves))]
            edges.append(laid.rect(len(leaves) - 1).bottom())
        else:
            edges = [0.0, *accumulate(len(leaf.text) + _SPACE for leaf in leaves)]
            whole = edges[-1]
        return [min(1.0, edge / whole) * room for edge in edges]
