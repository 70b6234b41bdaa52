"""Rows of one line, an icon, a text and a quieter hint: offers under the search field, kept searches, examples."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from reader.ui import icons
from reader.ui.fonts import interface_font
from reader.ui.models.rows import ROW, Caption
from reader.ui.panels.cards import Card, Index
from reader.ui.panels.text import direction_of
from reader.ui.theme import Theme

ROW_HEIGHT = 32
_ICON = 16


@dataclass(frozen=True, slots=True)
class Line:
    """Something that can be chosen; `text` is what goes into the search field."""

    text: str
    name: str = ""  # what is shown, where that is not the text itself
    hint: str = ""
    icon: str = ""

    @property
    def shown(self) -> str:
        return self.name or self.text


def say(row: Line | Caption) -> str:
    return row.text if isinstance(row, Caption) else ", ".join(part for part in (row.shown, row.hint) if part)


class LineCard(Card):
    """Draws a Line, or the caption of those that follow. The hint stands at the end, or from `column` on."""

    def __init__(self, theme: Theme, view: QListView, folder: Path, column: int = 0, side: int = 4) -> None:
        super().__init__(theme, view)
        self._folder, self._column = folder, column
        self.outer, self.inner = (side, 1), (side // 2 + 8, 0)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        box = QRectF(option.rect).adjusted(self.outer[0], self.outer[1], -self.outer[0], -self.outer[1])  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        inside = box.adjusted(self.inner[0], 0, -self.inner[0], 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Caption):
            self._write(painter, inside, row.text, interface_font(11, QFont.Weight.DemiBold), "muted")
            painter.restore()
            return
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._box(painter, box, selected, bool(state & QStyle.StateFlag.State_MouseOver), has_focus)
        if row.icon:
            inside = self._draw_icon(painter, inside, row.icon)
        if self._column and inside.width() > 1.6 * self._column:
            first, rest = self._split(inside, self._column)
            self._write(painter, first, row.shown, interface_font(13, QFont.Weight.Medium), "ink")
            self._write(painter, rest, row.hint, interface_font(12), "muted")
        else:
            hint = QFontMetricsF(interface_font(12)).horizontalAdvance(row.hint) if row.hint else 0.0
            first, rest = self._split(inside, inside.width() - min(hint, inside.width() / 2) - (14 if row.hint else 0))
            self._write(painter, first, row.shown, interface_font(13), "ink")
            self._write(painter, rest.adjusted(0, 0, 1, 0), row.hint, interface_font(12), "muted")
        painter.restore()

    def _draw_icon(self, painter: QPainter, inside: QRectF, name: str) -> QRectF:
        rtl = self._view.isRightToLeft()
        starred = name == "star"
        colour = self.theme.text["accent" if starred else "muted"]
        x = inside.right() - _ICON if rtl else inside.left()
        picture = icons.pixmap(self._folder, name, colour, _ICON, filled=starred)
        painter.drawPixmap(QPointF(x, inside.center().y() - _ICON / 2), picture)
        return inside.adjusted(0, 0, -_ICON - 8, 0) if rtl else inside.adjusted(_ICON + 8, 0, 0, 0)

    def _split(self, inside: QRectF, width: float) -> tuple[QRectF, QRectF]:
        """The part of `inside` that is `width` pixels wide in reading direction, and the rest after a space."""
        gap = 14 if width < inside.width() else 0
        if self._view.isRightToLeft():
            return inside.adjusted(inside.width() - width, 0, 0, 0), inside.adjusted(0, 0, -width - gap, 0)
        return inside.adjusted(0, 0, width - inside.width(), 0), inside.adjusted(width + gap, 0, 0, 0)

    def _write(self, painter: QPainter, box: QRectF, words: str, font: QFont, tone: str) -> None:
        side = Qt.AlignmentFlag.AlignRight if self._view.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(self.theme.text[tone]))
        painter.setLayoutDirection(direction_of(words))  # an example stays what is to be typed
        shown = QFontMetricsF(font).elidedText(words[:500], Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter), shown)
