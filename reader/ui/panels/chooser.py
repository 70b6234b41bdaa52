"""A box that drops down a list to choose from, as wide as there is room and never as wide as its longest entry.

Draws its arrow itself: a style sheet could only show a picture, in one colour for all themes.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QComboBox, QSizePolicy

_FROM_EDGE, _HALF = 15.0, 4.0  # pixels


class Chooser(QComboBox):
    def __init__(self, name: str) -> None:
        """`name` is for screen readers."""
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(14)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self.palette().color(QPalette.ColorRole.Text), 1.5)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x = _FROM_EDGE if self.isRightToLeft() else self.width() - _FROM_EDGE
        y = self.height() / 2
        tip = QPointF(x, y + _HALF / 2)
        painter.drawPolyline([QPointF(x - _HALF, y - _HALF / 2), tip, QPointF(x + _HALF, y - _HALF / 2)])
        painter.end()
