"""Small rounded labels in a row of a list: tags, and what became of a mark. Two lines of them; then how many more."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reader.core.text import shorten
from reader.ui.fonts import interface_font

_HIGH, _INSIDE, _BETWEEN, _LINES = 20, 8, 4, 2
_LONGEST = 200
"""Characters of a tag that can matter; the rest is never measured."""


@dataclass(frozen=True, slots=True)
class Chip:
    text: str
    ink: str
    ground: str = ""  # none: the row's own
    line: str = ""  # none: no frame


def height(chips: list[Chip], width: float) -> int:
    """The height in pixels of the chips in rows `width` wide; 0 without chips."""
    placed = _arrange(chips, width)
    return round(placed[-1][0].bottom()) if placed else 0


def draw(painter: QPainter, chips: list[Chip], box: QRectF, right_to_left: bool) -> None:
    """Draw the chips from the top of `box`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(interface_font(11))
    for place, chip, shown in _arrange(chips, box.width()):
        left = box.right() - place.right() if right_to_left else box.left() + place.left()
        rect = QRectF(left, box.top() + place.top(), place.width(), place.height()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setBrush(QColor(chip.ground) if chip.ground else Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(chip.line), 1) if chip.line else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, _HIGH / 2 - 0.5, _HIGH / 2 - 0.5)
        painter.setPen(QColor(chip.ink))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, shown)
    painter.restore()


def _arrange(chips: list[Chip], width: float) -> list[tuple[QRectF, Chip, str]]:
    """Where each chip goes, seen from the left, and what is written on it."""
    metrics = QFontMetricsF(interface_font(11))
    more_room = metrics.horizontalAdvance("+999") + 2 * _INSIDE + _BETWEEN
    placed: list[tuple[QRectF, Chip, str]] = []
    x = y = 0.0
    for number, chip in enumerate(chips):
        last_line = y >= (_LINES - 1) * (_HIGH + _BETWEEN)
        spare = more_room if last_line and number < len(chips) - 1 else 0
        shown = metrics.elidedText(
            shorten(chip.text, _LONGEST), Qt.TextElideMode.ElideRight, width - 2 * _INSIDE - spare
        )
        wide = metrics.horizontalAdvance(shown) + 2 * _INSIDE
        if x and x + wide + spare > width:
            if last_line:
                more = f"+{len(chips) - number}"
                wide = metrics.horizontalAdvance(more) + 2 * _INSIDE
                placed.append((QRectF(x, y, wide, _HIGH), Chip(more, chip.ink, chip.ground, chip.line), more))
                break
            x, y = 0.0, y + _HIGH + _BETWEEN
        placed.append((QRectF(x, y, wide, _HIGH), chip, shown))
        x += wide + _BETWEEN
    return placed
