"""A row of buttons that stand one under the other where there is no room for all side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget


class ButtonRow(QWidget):
    def __init__(self, buttons: Sequence[QPushButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons = tuple(buttons)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        for button in buttons:
            button.setAutoDefault(True)  # Enter presses it, as Space does
            self._row.addWidget(button)
        self._row.addStretch()

    def minimumSizeHint(self) -> QSize:
        wide = max((button.sizeHint().width() for button in self._shown()), default=0)
        return QSize(wide, super().minimumSizeHint().height())

    def _shown(self) -> list[QPushButton]:
        return [button for button in self._buttons if not button.isHidden()]

    def arrange(self) -> None:
        """What the buttons say has changed, or the room for them."""
        wanted = sum(button.sizeHint().width() + self._row.spacing() for button in self._shown())
        side_by_side = wanted <= self.width() + self._row.spacing()
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if side_by_side else way.TopToBottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
