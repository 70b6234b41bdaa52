"""The mouse over a page: where it came to rest, and when it goes on. Kept out of the page, which only tells places."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent

from reader.ui.reading.page import ReadingPage

REST_MS = 500


class Hovering(QObject):
    rested = Signal(object)  # Point: the character under the mouse, once it has been still
    moved = Signal(object)  # QPointF on the viewport; None when it has left
    pressed = Signal()

    def __init__(self, page: ReadingPage) -> None:
        super().__init__(page)
        self._page = page
        self._where = QPointF()
        self._timer = QTimer(self, singleShot=True, interval=REST_MS)
        self._timer.timeout.connect(self._rest)
        page.verticalScrollBar().valueChanged.connect(self._timer.stop)
        page.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._where = event.position()
            if event.buttons() == Qt.MouseButton.NoButton:
                self._timer.start()
            self.moved.emit(self._where)
        elif kind == QEvent.Type.Leave:
            self._timer.stop()
            self.moved.emit(None)
        elif kind == QEvent.Type.MouseButtonPress:
            self._timer.stop()
            self.pressed.emit()
        return super().eventFilter(watched, event)

    def _rest(self) -> None:
        place = self._page.character_at(self._where)
        if place is not None:
            self.rested.emit(place)
