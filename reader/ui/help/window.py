"""The help window: topics and keys on one side, the text on the other, and one field that searches all of it.

It stays beside the window while one tries what it says, and shows what it is given.
"""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.ui.help.guide import Entry, Topic
from reader.ui.help.text import HelpText
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.lines import Line, LineCard, say
from reader.ui.panels.parts import EmptyState, announce, label
from reader.ui.theme import Theme

_SIZE = (860, 620)
_LIST_WIDTH = 260


class HelpField(QLineEdit):
    left_downwards = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class HelpWindow(QDialog):
    search_wanted = Signal(str)  # in the library, for words that the help does not have

    def __init__(
        self, topics: tuple[Topic, ...], theme: Theme, size: int, folder: Path, about: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        self._topics = topics
        self._shown: list[tuple[Topic, Entry | None] | None] = []  # what each row of the list leads to
        self.field = HelpField()
        self.field.setPlaceholderText(self.tr("Search the help"))
        self.field.setAccessibleName(self.tr("Search the help"))
        self.field.setMaxLength(200)
        self.list = CardList(self.tr("Topics and keys"), self)
        self._model = RowsModel(say, lambda row: row.text, self)
        self.list.setLayoutMode(CardList.LayoutMode.SinglePass)
        self.list.setModel(self._model)
        self._card = LineCard(theme, self.list, folder, side=2)
        self.list.setItemDelegate(self._card)
        self.text = HelpText(theme, size)
        self.nothing = EmptyState(folder, "search", "", "")
        self._right = QStackedWidget()
        self._right.addWidget(self.text)
        self._right.addWidget(self.nothing)
        self._build(about)
        self.field.textChanged.connect(self._search)
        self.field.left_downwards.connect(self._go_down)
        self.list.selectionModel().currentChanged.connect(self._chosen)
        self.list.activated.connect(lambda: self.text.setFocus())
        self.nothing.way_out.clicked.connect(lambda: self.search_wanted.emit(self.field.text()))
        self.set_look(theme, size)
        self._search("")

    def _build(self, about: str) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.field)
        left.addWidget(self.list, 1)
        for part in (self.field, self.list):
            part.setFixedWidth(_LIST_WIDTH)
        sides = QHBoxLayout()
        sides.setSpacing(16)
        sides.addLayout(left)
        sides.addWidget(self._right, 1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(label(about, "muted", True), 1)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(12)
        column.addLayout(sides, 1)
        column.addLayout(foot)
        button = close.button(QDialogButtonBox.StandardButton.Close)
        for one, two in pairwise((self.field, self.list, self.text, self.nothing.way_out, button)):
            self.setTabOrder(one, two)
        room = self.screen().availableGeometry().size()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 60))

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text, in pixels."""
        self._card.theme = theme
        self.nothing.set_theme(theme)
        self.text.set_look(theme, size)
        self.list.viewport().update()

    # -- searching -------------------------------------------------------------------------------------------

    @property
    def _wanted(self) -> tuple[str, ...]:
        return tuple(self.field.text().replace('"', " ").casefold().split())

    def _search(self, typed: str) -> None:
        """Show what has all the words: topics, then single keys and examples; without words, all topics."""
        wanted = self._wanted
        topics = [topic for topic in self._topics if topic.has(wanted)]
        entries = [(topic, each) for topic in self._topics for each in topic.entries() if wanted and each.has(wanted)]
        rows: list[Line | Caption] = [Line(topic.title) for topic in topics]
        self._shown = [(topic, None) for topic in topics]
        if entries:
            rows.append(Caption(self.tr("Keys and examples")))
            self._shown.append(None)
            rows += [Line(entry.name, hint=entry.hint) for _, entry in entries]
            self._shown += entries
        self._model.show_rows(rows)
        if rows:
            self._right.setCurrentWidget(self.text)
            self.list.setCurrentIndex(self._model.index(0 if topics else 1, 0))
        else:
            self._say_nothing(typed.strip())
        if wanted:
            found = len(topics) + len(entries)
            announce(self, self.tr("{n} found").format(n=found) if found else self.nothing.sentence)

    def _say_nothing(self, typed: str) -> None:
        title = self.tr("The help has nothing about “{words}”.").format(words=typed[:60])
        hint = self.tr("Try another word, or see whether the library has it.")
        self.nothing.say(title, hint, self.tr("Search the library for it"))
        self._right.setCurrentWidget(self.nothing)

    def _chosen(self, index: QModelIndex) -> None:
        chosen = self._shown[index.row()] if index.isValid() else None
        if chosen is not None:
            self.text.show_topic(chosen[0], self._wanted, chosen[1])

    def _go_down(self) -> None:
        """Into the list; where it is empty, to what can be done instead."""
        if self._model.rows:
            self.list.setFocus()
        else:
            self.nothing.way_out.setFocus()

    def begin(self) -> None:
        """Come to the front, ready to be asked."""
        self.show()
        self.raise_()
        self.activateWindow()
        self.field.setFocus()
        self.field.selectAll()
