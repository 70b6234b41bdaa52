"""Small widgets that several panels are made of: a segmented control, an empty state, a label with a tone, a link."""

from pathlib import Path

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

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


def flush_column(widget: QWidget) -> QVBoxLayout:
    """A layout for parts below each other without a gap."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return column


def scrolled(inside: QWidget) -> QScrollArea:
    """For the body of a dialog: on a low screen everything can still be reached. It follows the focus and has none."""
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setWidget(inside)
    return made


LINK_EDGE = 5  # pixels from the edge of a link to its words


class CutButton(QPushButton):
    """A button whose words are cut where there is no room; its name and its tip have them all."""

    beside = 0  # pixels of the button that are not for words
    least, most = 80, 10_000  # pixels, how narrow and how wide it may be

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._full = ""
        self.setAutoDefault(True)  # Enter presses it, as Space does
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        self._full = text
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self._full) + self.beside

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(min(self.most, self._needed()), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.least, self.sizeHint().width()), self.sizeHint().height())

    def _cut(self) -> None:
        self.ensurePolished()
        shown = self._full
        if self.width() < self._needed():
            room = self.width() - self.beside
            shown = self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._full if shown != self._full else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()


class Link(CutButton):
    """A button that looks like the link it is; nobody chose what it says."""

    beside = 2 * LINK_EDGE

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFlat(True)
        self.setProperty("tone", "link")
        self.say(text)


def announce(widget: QObject, sentence: str) -> None:
    """Say it to a screen reader, without moving the focus."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))


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
            button.setAutoExclusive(True)  # by itself without effect in a group; screen readers hear "one of these"
            button.setAccessibleName(name)
            button.setAutoDefault(True)  # Enter presses it, as Space does
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    def choose(self, number: int) -> None:
        self._group.button(number).setChecked(True)

    def current(self) -> int:
        return self._group.checkedId()

    def button(self, number: int) -> QPushButton:
        return self._group.button(number)  # type: ignore[return-value]

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
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        self.way_out = Link()
        column.addWidget(self.way_out, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        self.way_out.hide()

    def hasHeightForWidth(self) -> bool:
        """It centres itself in the room there is; asking for more would take it from what stands below."""
        return False

    @property
    def sentence(self) -> str:
        return self._title.text()

    def say(self, title: str, hint: str, way_out: str = "") -> None:
        """`way_out` is the text of a link that leads on; without one there is none."""
        self._title.setText(title)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.way_out.say(way_out)
        self.way_out.setVisible(bool(way_out))

    def set_theme(self, theme: Theme) -> None:
        self._icon.setPixmap(icons.pixmap(self._folder, self._name, theme.text["muted"], 28))
