"""The rest of a long document is laid out while nobody looks, a few milliseconds at a time.

Qt lays out what is looked at, and in its idle time the rest, in steps that double up to 200,000 characters: 50 ms, in
which a wheel that turns stands still. So its idle time is taken from it, and used in small steps of our own.
"""

from PySide6.QtCore import QEvent, QObject, QSizeF, QTimer, Signal
from PySide6.QtGui import QTextDocument

_STEP = 15_000  # characters, about 5 ms


class Laying(QObject):
    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._document: QTextDocument | None = None
        self._reached = 0
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._step)

    def begin(self, document: QTextDocument) -> None:
        """Lay `document` out from the beginning; what was under way is left."""
        self._document, self._reached = document, 0
        document.documentLayout().installEventFilter(self)
        self._idle.start()

    @property
    def is_done(self) -> bool:
        return not self._idle.isActive()

    def _step(self) -> None:
        assert self._document is not None
        layout = self._document.documentLayout()
        self._reached += _STEP
        block = self._document.findBlock(self._reached)
        if not block.isValid():
            block = self._document.lastBlock()
            layout.removeEventFilter(self)
            self._idle.stop()
        layout.blockBoundingRect(block)
        layout.documentSizeChanged.emit(QSizeF())  # nobody looks at the size: asking for it would lay out everything
        if self.is_done:
            self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.Timer or super().eventFilter(watched, event)
