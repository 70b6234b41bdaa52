"""How far the preparation of a large library has come, with what can be done about it; a small one needs no words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from reader import words
from reader.ui.panels.parts import Link, label

_WORTH_SAYING = 2_000
"""Passages: fewer are prepared before anybody could read the line."""


class IndexProgress(QFrame):
    pause_wanted = Signal(bool)  # or go on
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paused = False
        self._line = label("", "muted", True)
        self._pause, self._stop = Link(), Link(self.tr("Stop"))
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._pause)
        row.addWidget(self._stop)
        row.addStretch()
        self._line.setContentsMargins(5, 0, 5, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._line)
        column.addLayout(row)
        self._pause.clicked.connect(self._toggle)
        self._stop.clicked.connect(self.stop_wanted)
        self._name()
        self.hide()

    def show_progress(self, done: int, total: int) -> None:
        """Passages done and to do; (0, 0) when it is over."""
        if not total:
            self._paused = False
            self._name()
        self._line.setText(words.preparing(done, total))
        self.setVisible(total > _WORTH_SAYING)

    def _toggle(self) -> None:
        self._paused = not self._paused
        self._name()
        self.pause_wanted.emit(self._paused)

    def _name(self) -> None:
        self._pause.say(self.tr("Resume") if self._paused else self.tr("Pause"))
