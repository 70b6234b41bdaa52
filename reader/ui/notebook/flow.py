"""A row of widgets that goes on in the next line where there is no room: filters, chips, actions."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """In reading order from the leading edge; hidden widgets take no room. All lines are equally high."""

    gap = 6  # pixels

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # Qt asks until there is none
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """As wide as the widest widget must be, one line high."""
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(QSize(item.minimumSize().width(), item.sizeHint().height()))
        return size

    def _arrange(self, rect: QRect, move: bool) -> int:
        """Lay out in the width of `rect`; returns the height that takes."""
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        shown = [item for item in self._items if not item.isEmpty()]
        tallest = max((item.sizeHint().height() for item in shown), default=0)
        x, y = 0, 0
        for item in shown:
            size = item.sizeHint()
            wide = min(size.width(), rect.width())
            if x and x + wide > rect.width():
                x, y = 0, y + tallest + self.gap
            if move:
                left = rect.right() + 1 - x - wide if mirrored else rect.left() + x
                top = rect.top() + y + (tallest - size.height()) // 2
                item.setGeometry(QRect(QPoint(left, top), QSize(wide, size.height())))
            x += wide + self.gap
        return y + tallest
