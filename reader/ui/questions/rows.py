"""How questions and the steps of a reading path look in a list.

How far a question is answered is told by a sign that needs no colour, and by a word: a full disc, a half one, an empty
circle with a point, a crossed circle. A step has a box to tick.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from reader.core.advice import AnsweredQuestion, PathStep
from reader.ui.guide.rows import GuideRow
from reader.ui.models.rows import ROW
from reader.ui.panels.cards import Index
from reader.ui.panels.coverage import draw_coverage
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

READ, CHANGED, UNREAD = "read", "changed", "unread"
_SIGN = 12  # pixels, at the usual size of text
_BESIDE = 10  # from the sign to the words


class SignedRow(GuideRow):
    """A row with a sign before its words: how far a question is answered, or whether a step is read."""

    ticked = Signal(object)  # the step whose box was clicked

    def __init__(
        self,
        theme: Theme,
        view: QListView,
        runs_of: Callable[[Any, GuideRow], list[Run]],
        state_of: Callable[[PathStep], str] = lambda step: UNREAD,
    ) -> None:
        """`state_of` a step is READ, CHANGED (the text, since it was read) or UNREAD."""
        super().__init__(theme, view, runs_of)
        self._state_of = state_of
        self.bar = self.sized(_SIGN) + _BESIDE

    def set_look(self, theme: Theme, size: int) -> None:
        super().set_look(theme, size)
        self.bar = self.sized(_SIGN) + _BESIDE

    def _edge(self, painter: QPainter, edge: QRectF, row: object) -> None:
        place = self._place(edge.left() - (self.bar - 3 if self._view.isRightToLeft() else 0), edge.top())
        if isinstance(row, AnsweredQuestion):
            draw_coverage(painter, place, row.question.coverage, self.theme)
        elif isinstance(row, PathStep):
            draw_tick(painter, place, self._state_of(row), self.theme)

    def _place(self, left: float, top: float) -> QRectF:
        """Of the sign, in a row whose bar begins at `left`: in the middle of the first line."""
        size = self.sized(_SIGN)
        inset = _BESIDE if self._view.isRightToLeft() else 0
        return QRectF(left + inset, top + max(0.0, (self.sized(13) * 1.38 - size) / 2), size, size)

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        """A click on the box of a step ticks it."""
        row = index.data(ROW)
        if isinstance(row, PathStep) and isinstance(event, QMouseEvent):
            box = QRectF(option.rect)  # type: ignore[attr-defined]
            side = self.outer[0] + self.inner[0] + self.bar
            from_edge = box.right() - event.position().x() if self._view.isRightToLeft() else event.position().x()
            if from_edge <= side and event.type() == QEvent.Type.MouseButtonRelease:
                self.ticked.emit(row)
                return True
        return super().editorEvent(event, model, option, index)


def draw_tick(painter: QPainter, place: QRectF, state: str, theme: Theme) -> None:
    """A box: ticked, with a dash where the text has changed since, or empty."""
    painter.save()
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    ink = QColor(theme.text["accent" if state == READ else "muted"])
    painter.setPen(QPen(ink, 1.5))
    painter.setBrush(ink if state == READ else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, 3, 3)
    pen = QPen(QColor(theme.text["on_accent"]) if state == READ else ink, max(1.5, box.width() / 7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)

    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    if state == READ:
        painter.drawPolyline([at(0.22, 0.52), at(0.42, 0.72), at(0.78, 0.3)])
    elif state == CHANGED:
        painter.drawLine(at(0.28, 0.5), at(0.72, 0.5))
    painter.restore()
