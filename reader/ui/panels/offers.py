"""What drops down from the search field: offers to complete what is typed, searches to ask again, and the help card.

They lie in the window and take no focus from the field while somebody types; which of its keys are meant for them is
the field's to say. The help card is read and gets the keys itself.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.lines import ROW_HEIGHT, Line, LineCard, say
from reader.ui.panels.parts import announce, label
from reader.ui.theme import Theme

_MOST_ROWS = 9
_LEAST_WIDTH = 300
_EDGE = 5  # pixels between the frame and its rows
_CLOSING = (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class DropDown(QFrame):
    """A frame with rows under a widget, inside its window."""

    chosen = Signal(object)  # Line

    def __init__(self, name: str, folder: Path, hints_at: int = 0) -> None:
        """With `hints_at`, what a row does stands in a column that begins there."""
        super().__init__()
        self.setObjectName("dropDown")
        self._folder, self._hints_at = folder, hints_at
        self.list = CardList(name, self)
        self.list.setLayoutMode(CardList.LayoutMode.SinglePass)
        self._model = RowsModel(say, lambda row: row.text, self)
        self.list.setModel(self._model)
        self._card: LineCard | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, _EDGE, 1, _EDGE)
        self.column.setSpacing(0)
        self.column.addWidget(self.list)
        self.list.clicked.connect(lambda index: self.chosen.emit(index.data(ROW)))
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        if self._card is None:
            self._card = LineCard(theme, self.list, self._folder, self._hints_at)
            self.list.setItemDelegate(self._card)
        self._card.theme = theme

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._model.show_rows(lines)

    def drop(self, under: QWidget, width: int, head: int = 0) -> None:
        """Show below `under`, `width` pixels wide where the window is; `head` is the height of what stands above."""
        window = under.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        rows = min(len(self._model.rows), _MOST_ROWS if not head else len(self._model.rows))
        top = under.mapTo(window, QPoint(0, under.height() + 4))
        width = min(width, window.width() - 16)
        left = top.x() + (under.width() - width if self.isRightToLeft() else 0)
        left = max(8, min(left, window.width() - width - 8))
        high = min(rows * ROW_HEIGHT + head + 2 * _EDGE + 2, window.height() - top.y() - 8)
        self.setGeometry(left, top.y(), width, high)
        self.raise_()
        self.show()


class Offers(DropDown):
    """Completions of what is typed, or searches to ask again; the focus stays in the field."""

    def __init__(self, folder: Path) -> None:
        super().__init__(self.tr("Offers"), folder)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def offer(self, lines: Sequence[Line], under: QWidget, selects: bool) -> None:
        """Offer these; with `selects` the first is selected."""
        self.show_lines(lines)
        if not lines:
            self.hide()
            return
        self.drop(under, max(under.width(), _LEAST_WIDTH))
        self.list.setCurrentIndex(self._model.index(0 if selects else -1, 0))
        self.list.scrollToTop()
        if selects:
            self._speak()

    def selected(self) -> Line | None:
        """What Enter would choose."""
        line = self.list.currentIndex().data(ROW)
        return line if self.isVisible() else None

    def first(self) -> Line | None:
        rows = self._model.rows
        return rows[0] if rows and self.isVisible() else None

    def move_by(self, step: int) -> None:
        """Select the next or previous one, around the ends."""
        row = (self.list.currentIndex().row() + step) % len(self._model.rows)
        self.list.setCurrentIndex(self._model.index(row, 0))
        self._speak()

    def _speak(self) -> None:
        line = self.selected()
        if line is not None:
            announce(self.list, say(line))


class HelpCard(DropDown):
    """What can be typed, by examples that can be taken; closes when the keys go elsewhere."""

    closed = Signal()

    def __init__(self, folder: Path) -> None:
        super().__init__(self.tr("What you can type"), folder, hints_at=200)
        head = label(self.tr("What you can type"), "strong")
        head.setContentsMargins(16, 8, 16, 6)
        self.column.insertWidget(0, head)
        self._head = head
        self.list.activated.connect(lambda index: self.chosen.emit(index.data(ROW)))
        self.list.installEventFilter(self)
        self.show_lines(examples())

    def toggle(self, under: QWidget) -> None:
        """Show under the search field, with the keys; once more hides it."""
        if self.isVisible():
            self.close_card()
            return
        self.drop(under, 520, self._head.sizeHint().height() + 4)
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()

    def close_card(self) -> None:
        self.hide()
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _CLOSING:
            self.close_card()
            return True
        return super().eventFilter(watched, event)


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


_EXAMPLES = (
    ('"exact phrase"', _mark("these words, in this order")),
    ("children -smuggling", _mark("without a word")),
    ("police OR prosecutor", _mark("one or the other")),
    ("exploit*", _mark("words that begin so")),
    ("type:statement", _mark("one kind of document")),
    ("year:2021..2023", _mark("a year, or from one to another")),
    ('for:"labour inspector"', _mark("written for this role")),
    ("to:States", _mark("recommendations to somebody")),
    ("topic:children", _mark("documents on a topic")),
    ("lang:fr", _mark("in one language")),
    ("in:notes", _mark("only my own notes")),
    ("marked:yes", _mark("only passages that I marked")),
    ("ICAT-CFA-2021 para 14", _mark("opens this paragraph")),
)


def examples() -> tuple[Line, ...]:
    """What can be typed, each with what it does."""
    return tuple(Line(text, hint=QCoreApplication.translate("Examples", meaning)) for text, meaning in _EXAMPLES)
