"""How much of something is done, as a thin bar. Words beside it always say the same."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from reader.ui.theme import Theme

BAR = 4
"""The height of a bar in pixels."""


class ProgressBar(QWidget):
    """With a width, it keeps to it; without, it is as wide as there is room."""

    def __init__(self, theme: Theme, wide: int = 0) -> None:
        super().__init__()
        self._theme, self._share = theme, 0.0
        if wide:
            self.setFixedWidth(wide)
        self.setFixedHeight(BAR)
        self.setSizePolicy(QSizePolicy.Policy.Fixed if wide else QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_share(self, done: int, total: int) -> None:
        self._share = done / total if total else 0.0
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            draw_bar(painter, QRectF(self.rect()), self._share, self._theme, self.isRightToLeft())


def draw_bar(painter: QPainter, box: QRectF, share: float, theme: Theme, right_to_left: bool) -> None:
    """A bar of which a share from 0 to 1 is full."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    full = QRectF(box)
    full.setWidth(max(box.height(), box.width() * share))
    if right_to_left:
        full.moveRight(box.right())
    for part, colour in ((box, theme.line["strong"]), (full, theme.text["accent"]))[: 2 if share else 1]:
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(part, box.height() / 2, box.height() / 2)
    painter.restore()
