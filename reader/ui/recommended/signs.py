"""The sign of a state: told apart by its shape alone, painted, since not every font has such signs."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from reader.core.marks import State
from reader.ui.theme import Theme

_RATIO = 2  # pixels of an icon for one of the screen


def draw_sign(painter: QPainter, state: State | None, box: QRectF, theme: Theme) -> None:
    """A tick in a disc, a disc half full, a ring, a dash; a dot for what nobody has looked at."""
    ink, accent, muted = (QColor(theme.text[name]) for name in ("ink", "accent", "muted"))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(box.width(), box.height())
    width = max(1.4, side / 10)
    ring = QRectF(box.topLeft(), box.topLeft() + QPointF(side, side)).adjusted(width, width, -width, -width)
    middle = ring.center()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    match state:
        case "done":
            painter.setPen(QPen(accent, width))
            painter.setBrush(accent)
            painter.drawEllipse(ring)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(_round(QColor(theme.text["on_accent"]), width * 1.2))
            reach = side / 5
            painter.drawPolyline([
                middle + QPointF(-reach, 0.1 * reach),
                middle + QPointF(-0.25 * reach, 0.8 * reach),
                middle + QPointF(1.05 * reach, -0.75 * reach),
            ])  # fmt: skip
        case "partly":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(accent)
            painter.drawPie(ring, 90 * 16, 180 * 16)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(accent, width))
            painter.drawEllipse(ring)
        case "not_yet":
            painter.setPen(QPen(ink, width))
            painter.drawEllipse(ring)
        case "not_applicable":
            painter.setPen(_round(muted, width * 1.2))
            painter.drawLine(middle - QPointF(side / 3.5, 0), middle + QPointF(side / 3.5, 0))
        case None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(muted)
            painter.drawEllipse(middle, side / 9, side / 9)
    painter.restore()


def sign_icon(state: State, theme: Theme, side: int) -> QIcon:
    """`side` in device-independent pixels."""
    picture = QPixmap(side * _RATIO, side * _RATIO)
    picture.setDevicePixelRatio(_RATIO)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        draw_sign(painter, state, QRectF(0, 0, side, side), theme)
    return QIcon(picture)


def _round(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
