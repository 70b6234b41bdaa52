"""Rows of the guidance lists: a few lines of text, with captions between them that say what follows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from reader.ui.fonts import interface_font
from reader.ui.look import USUAL
from reader.ui.models.rows import ROW, Caption
from reader.ui.panels import text
from reader.ui.panels.cards import Card, Index
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

_REMEMBERED = 20_000
_CAPTION_ABOVE, _CAPTION_BELOW = 14, 4


class GuideRow(Card):
    """`runs_of(row, delegate)` says what a row shows, with the shades of `Card` (`strong`, `muted`)."""

    outer = (12, 2)
    inner = (12, 8)

    def __init__(self, theme: Theme, view: QListView, runs_of: Callable[[Any, "GuideRow"], list[Run]]) -> None:
        super().__init__(theme, view)
        self._runs_of = runs_of
        self._scale = 1.0
        self._heights: dict[object, int] = {}  # by all that they depend on: measuring costs most of laying out

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self.theme, self._scale = theme, size / USUAL

    def width(self) -> int:
        return self._view.width() - self._view.verticalScrollBar().sizeHint().width()

    def sized(self, pixels: int) -> int:
        return max(pixels - 1, round(pixels * self._scale))

    def runs(self, row: object) -> list[Run]:
        if isinstance(row, Caption):
            return [Run(row.text, interface_font(self.sized(11), QFont.Weight.DemiBold), self.theme.text["muted"], 2)]
        return self._runs_of(row, self)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = index.data(ROW), self.width()
        said = tuple((run.text, run.lines, run.above, run.font.pixelSize()) for run in self.runs(row))
        known = (width, isinstance(row, Caption), said)
        if known not in self._heights:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            self._heights[known] = self._height(option, index)
        return QSize(width, self._heights[known])

    def _height(self, option: QStyleOptionViewItem, index: Index) -> int:
        high = super().sizeHint(option, index).height()
        if isinstance(index.data(ROW), Caption):
            return high - 2 * self.inner[1] + _CAPTION_ABOVE + _CAPTION_BELOW
        return high

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        if isinstance(row, Caption):
            side = self.outer[0] + self.inner[0]
            inside = QRectF(option.rect).adjusted(side, self.outer[1] + _CAPTION_ABOVE, -side, 0)  # type: ignore[attr-defined]
            text.draw(painter, self.runs(row), inside, self._view.layoutDirection())
        else:
            super().paint(painter, option, index)

    # -- shades, at the size of the text ---------------------------------------------------------------------

    def strong(self, words_: str, lines: int = 2, size: int = 13) -> Run:
        return super().strong(words_, lines, self.sized(size))

    def muted(self, words_: str, lines: int = 1, above: int = 2, size: int = 11) -> Run:
        return super().muted(words_, lines, above, self.sized(size))
