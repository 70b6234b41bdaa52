"""The bar of reading aloud: where to go on, how fast, with which voice, and an end to it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from reader.ui import icons
from reader.ui.panels.chooser import Chooser
from reader.ui.theme import Theme

_RATES = (-0.5, -0.25, 0.0, 0.25, 0.5)
_USUAL = 2
_ICON = 17


class AloudBar(QFrame):
    play_wanted = Signal()  # or pause
    step_wanted = Signal(int)  # paragraphs
    rate_wanted = Signal(float)  # -1 to 1
    voice_wanted = Signal(int)  # number among those that are shown
    stop_wanted = Signal()
    left = Signal()  # another page is in front: nobody sees the bar any more

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("aloudBar")
        self.setAccessibleName(self.tr("Read aloud"))
        self._folder = folder
        self._theme: Theme | None = None
        self._playing = False
        self._before = self._button(self.tr("Previous paragraph"), lambda: self.step_wanted.emit(-1))
        self.play = self._button(self.tr("Pause"), self.play_wanted.emit)
        self._after = self._button(self.tr("Next paragraph"), lambda: self.step_wanted.emit(1))
        self._stop = self._button(self.tr("Stop reading aloud"), self.stop_wanted.emit)
        self.speed, self.voice = Chooser(self.tr("Speed")), Chooser(self.tr("Voice"))
        names = (self.tr("Slow"), self.tr("Slower"), self.tr("Usual speed"), self.tr("Faster"), self.tr("Fast"))
        self.speed.addItems(names)
        self.speed.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.speed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.speed.setCurrentIndex(_USUAL)
        self.speed.activated.connect(lambda number: self.rate_wanted.emit(_RATES[number]))
        self.voice.activated.connect(self.voice_wanted)
        self.voice.setMinimumContentsLength(7)
        self.voice.setMaximumWidth(260)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 4, 12, 4)
        row.setSpacing(4)
        for part in (self._before, self.play, self._after):
            row.addWidget(part)
        row.addSpacing(8)
        row.addWidget(self.speed)
        row.addSpacing(4)
        row.addWidget(self.voice, 1)
        row.addStretch(1)
        row.addWidget(self._stop)
        self.hide()

    def _button(self, name: str, call: Callable[[], object]) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(call)
        return button

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        rest, off = theme.text["muted"], theme.line["strong"]
        mirror = self.isRightToLeft()
        for button, name, turned in (
            (self._before, "skip-forward", not mirror), (self._after, "skip-forward", mirror),
            (self.play, "pause" if self._playing else "play", mirror), (self._stop, "x", False),
        ):  # fmt: skip
            button.setIcon(icons.icon(self._folder, name, rest, off, _ICON, mirror=turned))

    def show_voices(self, names: Sequence[str], current: int) -> None:
        self.voice.clear()
        self.voice.addItems(names)
        self.voice.setCurrentIndex(current)
        self.voice.setEnabled(len(names) > 1)

    def show_playing(self, playing: bool) -> None:
        self._playing = playing
        name = self.tr("Pause") if playing else self.tr("Go on reading aloud")
        self.play.setAccessibleName(name)
        self.play.setToolTip(name)
        if self._theme is not None:
            self.set_theme(self._theme)

    @property
    def rate(self) -> float:
        return _RATES[self.speed.currentIndex()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.stop_wanted.emit()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous() and not self.isHidden():
            self.left.emit()
