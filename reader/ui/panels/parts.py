"""Small widgets that several panels are made of: a segmented control, an empty state, a label with a tone."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.ui import icons
from reader.ui.theme import Theme


def label(text: str, tone: str = "", wrap: bool = False) -> QLabel:
    """A label that never takes its text for HTML; `tone` is "", "muted", "strong", "title" or "quote"."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    if QGuiApplication.isRightToLeft():  # Qt aligns a label by its text, and ours may be in another script
        made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    return made


class Segments(QFrame):
    """A row of choices of which one is on."""

    chosen = Signal(int)

    def __init__(self, names: list[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        self._group = QButtonGroup(self)
        for number, name in enumerate(names):
            button = QPushButton(name)
            button.setCheckable(True)
            button.setAccessibleName(name)
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def take_focus(self) -> None:
        self._group.checkedButton().setFocus()


class EmptyState(QWidget):
    """What a list shows when there is nothing in it: an icon, one line, and what to do next."""

    def __init__(self, folder: Path, icon: str, title: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._name = folder, icon
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(2)
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title, self._hint = label(title, "strong", True), label(hint, "muted", True)
        for part in (self._icon, self._title, self._hint):
            if isinstance(part, QLabel):
                part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addStretch(3)

    def hasHeightForWidth(self) -> bool:
        """It centres itself in the room there is; asking for more would take it from what stands below."""
        return False

    def say(self, title: str, hint: str) -> None:
        self._title.setText(title)
        self._hint.setText(hint)

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(icons.pixmap(self._folder, self._name, theme.text["muted"], 28))
