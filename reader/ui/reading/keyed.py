"""A text browser that scrolls, zooms and asks by keys and wheel as readers do, not as editors do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from reader.ui.reading.keys import CARET_KEYS, text_key
from reader.ui.reading.sealed import SealedBrowser

_NOTCH = 120  # eighths of a degree: one notch of a mouse wheel


class KeyedBrowser(SealedBrowser):
    asked = Signal(str, str)  # a key of `actions.TEXT_SPECS`: the name of what it does, the key
    zoomed = Signal(int)  # steps, from the wheel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._turned = 0  # of the wheel, with Ctrl held, in eighths of a degree

    def caret_moves(self) -> None:
        """A key that moves the caret was pressed."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _NOTCH)  # a touchpad sends many small parts of one
            self._turned -= steps * _NOTCH
            if steps:
                self.zoomed.emit(steps)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without a caret in sight these keys should scroll, as in every reader.
        bar = self.verticalScrollBar()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepSub)
        elif (asked := text_key(event)) is not None:
            self.asked.emit(*asked)
        else:
            if event.key() in CARET_KEYS:
                self.caret_moves()
            super().keyPressEvent(event)
