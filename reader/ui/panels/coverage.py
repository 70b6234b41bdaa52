"""The sign for how far the library answers a question, which needs no colour: a full disc, a half one, an empty circle
with a point, a crossed circle."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from reader.ui.theme import Theme


def draw_coverage(painter: QPainter, place: QRectF, coverage: str, theme: Theme) -> None:
    """`coverage` is a `guidance.Coverage`: yes, partly, touched or no."""
    ink = QColor(theme.text["accent" if coverage in ("yes", "partly") else "muted"])
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, max(1.5, place.width() / 8)))
    circle = place.adjusted(1, 1, -1, -1)
    painter.setBrush(ink if coverage == "yes" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if coverage == "partly":
        painter.setBrush(ink)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif coverage == "touched":
        painter.setBrush(ink)
        painter.drawEllipse(circle.center(), circle.width() / 10, circle.width() / 10)
    elif coverage == "no":
        inner = circle.adjusted(*(circle.width() * part for part in (0.15, 0.15, -0.15, -0.15)))
        painter.drawLine(inner.topLeft(), inner.bottomRight())
        painter.drawLine(inner.topRight(), inner.bottomLeft())
    painter.restore()
