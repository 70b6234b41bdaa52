"""The bars: the top bar around the search field, the line above the page, and the quiet bar for messages."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from reader.ui import icons
from reader.ui.panels.field import SearchField
from reader.ui.panels.parts import label
from reader.ui.theme import Theme


class TopBar(QFrame):
    """Buttons of actions at both ends, the search field in the middle."""

    def __init__(
        self, field: SearchField, left: list[QAction], right: list[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(56)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.setSpacing(3)
        field.setMaximumWidth(520)
        field.setMinimumWidth(108)
        field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ends = [QWidget(), QWidget()]
        for end, actions in zip(self._ends, (left, right), strict=True):
            inner = QHBoxLayout(end)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(3)
            if end is self._ends[1]:
                inner.addStretch()
            for action in actions:
                inner.addWidget(tool_button(action))
            if end is self._ends[0]:
                inner.addStretch()
        row.addWidget(self._ends[0], 1)
        row.addWidget(field, 4)
        row.addWidget(self._ends[1], 1)


def tool_button(action: QAction) -> QToolButton:
    """A button for an action, with a name for screen readers and the key in its tip."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setAccessibleName(action.text())
    key = action.shortcut().toString()
    button.setToolTip(f"{action.text()}  {key}" if key else action.text())
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    if action.menu() is not None:
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return button


class Breadcrumb(QWidget):
    """Document and section on one side, reference and reading time on the other; shortened from the end when narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self._path, self._facts = label("", "muted"), label("", "muted")
        self._path.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(28, 0, 22, 0)
        row.addWidget(self._path, 1)
        row.addSpacing(16)
        row.addWidget(self._facts)
        self._parts: list[str] = []
        self._all_facts: list[str] = []
        self._waiting = ""

    def show_waiting(self, text: str) -> None:
        """What is awaited, instead of the path; nothing brings the path back."""
        if text != self._waiting:
            self._waiting = text
            self._elide()

    def show_path(self, parts: list[str], facts: list[str]) -> None:
        """`facts` are given in the order in which they are kept when there is little room."""
        self._parts, self._all_facts = parts, facts
        self._elide()

    def _elide(self) -> None:
        full = self._waiting or "  ›  ".join(self._parts)
        kept = len(self._all_facts) if self.width() > 560 else 1
        self._facts.setText("  ·  ".join(self._all_facts[:kept]))
        self._row.activate()
        metrics = QFontMetrics(self._path.font())
        self._path.setText(metrics.elidedText(full, Qt.TextElideMode.ElideRight, max(20, self._path.width())))
        self._path.setAccessibleName(full)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()


@dataclass(frozen=True, slots=True)
class _Message:
    sentence: str
    action: str
    call: Callable[[], object] | None
    seconds: int
    keep: bool


class MessageBar(QFrame):
    """One sentence, with at most one thing to do about it. Goes away by itself when it needs no answer."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("messageBar")
        self._folder = folder
        self._icon = QLabel()
        self._text = label("", "", True)
        self._act = QPushButton()
        self._act.setFlat(True)
        self._act.setAutoDefault(True)  # Enter presses it, as Space does
        self._close = QToolButton()
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(self.dismiss)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 6, 10, 6)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._act)
        row.addWidget(self._close)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.dismiss)
        self._shown: _Message | None = None
        self._waiting: list[_Message] = []
        self._act.clicked.connect(self._acted)
        self.hide()

    @property
    def text(self) -> str:
        return self._shown.sentence if self._shown else ""

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(icons.pixmap(self._folder, "info", theme.text["accent"], 17))
        self._close.setIcon(icons.icon(self._folder, "x", theme.text["muted"], theme.text["faint"], 16))

    def say(
        self,
        sentence: str,
        action: str = "",
        call: Callable[[], object] | None = None,
        seconds: int = 0,
        keep: bool = False,
    ) -> None:
        """Show a sentence; with `seconds` it goes away after as many, else it stays until it is closed. One to `keep`
        comes back when what was said after it is gone."""
        shown = self._shown
        if shown is not None and shown.keep and shown.sentence != sentence:
            self._waiting.append(shown)
        self._waiting = [message for message in self._waiting if message.sentence != sentence]
        self._show(_Message(sentence, action, call, seconds, keep))

    def _show(self, message: _Message) -> None:
        self._shown = message
        self._text.setText(_breakable(message.sentence))
        whole = self._text.text() == message.sentence  # what is copied must be what is meant
        flags = Qt.TextInteractionFlag
        self._text.setTextInteractionFlags(flags.TextSelectableByMouse if whole else flags.NoTextInteraction)
        self._text.setAccessibleName(message.sentence)
        self._act.setText(message.action)
        self._act.setVisible(bool(message.action))
        self.show()
        self._timer.stop()
        if message.seconds:
            self._timer.start(message.seconds * 1_000)

    def dismiss(self) -> None:
        """Close what is shown; the last one that waits is shown again."""
        self._timer.stop()
        if self._waiting:
            self._show(self._waiting.pop())
        else:
            self._shown = None
            self.hide()

    def withdraw(self, call: Callable[[], object]) -> None:
        """Close the message whose action is this, which would now do something else."""
        self._waiting = [message for message in self._waiting if message.call != call]
        if self._shown is not None and self._shown.call == call:
            self.dismiss()

    def _acted(self) -> None:
        call = self._shown.call if self._shown else None
        self.dismiss()
        if call is not None:
            call()


_LONGEST = 20
"""Characters of a word that the bar can show in the narrowest window."""


def _breakable(sentence: str) -> str:
    """The same to the eye, with places in paths and addresses where a line may end: one word that is wider than the bar
    would push the window's panels out of its edge."""
    return " ".join(
        "\u200b".join(word[n : n + _LONGEST] for n in range(0, len(word), _LONGEST)) if len(word) > _LONGEST else word
        for word in sentence.split(" ")
    )
