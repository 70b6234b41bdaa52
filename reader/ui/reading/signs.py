"""The sign of each colour: a pattern of its underline, so that colours differ in greyscale and for colour-blind eyes.

One drawing for the page, the cards and the swatches in menus: what somebody learned in one place holds in the others.
"""

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from reader.core.marks import Colour
from reader.ui.theme import Theme

PATTERNS: dict[Colour, str] = {
    "yellow": "solid",
    "green": "dashed",
    "blue": "dotted",
    "pink": "wavy",
    "orange": "double",
    "purple": "thick",
}
_SWATCH, _ICON = (26, 16), (16, 16)  # pixels
_LONGEST = 1_800  # pixels: no line of the largest text is as long
_RATIO = 2  # swatches are drawn at twice their size, as icons are


def draw_line(painter: QPainter, pattern: str, ink: QColor, start: float, end: float, y: float, unit: float) -> None:
    """Draw a pattern from `start` to `end`, its middle at `y`; `unit` is the width of a plain line in pixels."""
    pen = QPen(ink, unit)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    line = QLineF(start, y, end, y)
    match pattern:
        case "dashed":
            pen.setDashPattern([4.0, 4.0])
        case "dotted":
            pen.setWidthF(unit * 1.7)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setDashPattern([0.01, 2.2])
        case "thick":
            pen.setWidthF(unit * 3)
        case "double":
            painter.setPen(pen)
            painter.drawLine(line.translated(0, unit * 1.25))
            line.translate(0, -unit * 1.25)
        case "wavy":
            painter.setPen(pen)
            painter.drawPolyline(_wave(start, end, y, unit))
            return
    painter.setPen(pen)
    painter.drawLine(line)


def _wave(start: float, end: float, y: float, unit: float) -> QPolygonF:
    """Up and down in straight lines: at this size the eye makes a wave of it, in half the time of a curve."""
    quarter, height = unit * 1.75, unit * 1.5
    steps = max(2, round((end - start) / quarter))
    quarter = (end - start) / steps
    return QPolygonF([QPointF(start + n * quarter, y + height * (0, 1, 0, -1)[n % 4]) for n in range(steps + 1)])


@lru_cache(maxsize=8)
def wave(ink: str, unit: float, ratio: float) -> QPixmap:
    """A wavy line that is longer than any line of text, its middle in the middle, for a screen of `ratio`: to draw a
    piece of it anew takes twenty times as long as to copy it."""
    height = 6 * unit
    made = QPixmap(round(_LONGEST * ratio), round(height * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_line(painter, "wavy", QColor(ink), 0, _LONGEST, height / 2, unit)
    return made


@lru_cache(maxsize=64)
def _swatch(tint: str, ink: str, line: str, pattern: str, size: tuple[int, int]) -> QPixmap:
    width, height = size
    made = QPixmap(width * _RATIO, height * _RATIO)
    made.setDevicePixelRatio(_RATIO)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(tint))
        painter.drawRoundedRect(QRectF(0.5, 0.5, width - 1, height - 1), 3, 3)
        draw_line(painter, pattern, QColor(ink), 2.5, width - 2.5, height - 5, 1.3)
    return made


def swatch(theme: Theme, colour: Colour) -> QPixmap:
    """A colour with its sign, for legends."""
    return _swatch(theme.mark[colour], theme.bar[colour], theme.line["strong"], PATTERNS[colour], _SWATCH)


def swatch_icon(theme: Theme, colour: Colour) -> QIcon:
    """The same for menus, which scale what is wider than high."""
    return QIcon(_swatch(theme.mark[colour], theme.bar[colour], theme.line["strong"], PATTERNS[colour], _ICON))
