"""The right panel: the marks of the open document, the way to all of them, and the editor of a note below."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from reader.core.marks import COLOURS, Colour, PlacedMark
from reader.core.text import shorten
from reader.ui import icons
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList, MarkCard
from reader.ui.panels.marked import colour_name, say
from reader.ui.panels.note_editor import NoteEditor
from reader.ui.panels.parts import EmptyState, label
from reader.ui.reading.signs import swatch_icon
from reader.ui.theme import Theme


class NotesPanel(QWidget):
    mark_wanted = Signal(object)  # PlacedMark: go there
    edit_wanted = Signal(object)  # PlacedMark
    delete_wanted = Signal(object)  # list of Mark
    colour_wanted = Signal(object, str)  # list of Mark, colour
    tags_wanted = Signal(object)  # PlacedMark: show its tags to change them
    meanings_wanted = Signal()

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notesPanel")
        self.setMinimumWidth(220)  # a note can be written in it
        self._folder = folder
        self.theme = theme
        self._count = label("", "muted")
        self._list = CardList(self.tr("Marks"), self)
        self._list.setSelectionMode(self._list.SelectionMode.ExtendedSelection)
        self._model = RowsModel(self.say, lambda row: row.mark.id, self)
        self._list.setModel(self._model)
        self._cards = MarkCard(theme, self._list)
        self._list.setItemDelegate(self._cards)
        self._empty = EmptyState(
            folder,
            "highlighter",
            self.tr("Nothing marked yet"),
            self.tr("Ctrl+H highlights what is selected, or the paragraph. In the text, J leads to the next, K back."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._stack.setMinimumHeight(16)  # on a low screen the editor comes first
        self.editor = NoteEditor()
        head = self._head = QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        head.addWidget(label(self.tr("Notes"), "strong"))
        head.addWidget(self._count)
        head.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        column.addWidget(self.editor)
        self._list.clicked.connect(lambda index: self.mark_wanted.emit(index.data(ROW)))
        self._list.activated.connect(lambda index: self.mark_wanted.emit(index.data(ROW)))
        self._list.doubleClicked.connect(lambda index: self.edit_wanted.emit(index.data(ROW)))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._menu_at)
        self._list.installEventFilter(self)
        self.editor.installEventFilter(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self.theme = self._cards.theme = theme
        self._empty.set_theme(theme)
        self.update()

    def show_beside(self, tags: tuple[str, ...], meanings: Mapping[Colour, str], layers: Mapping[str, str]) -> None:
        """The tags in use, what colours mean, and the names of layers by their ids."""
        self.editor.tags.know(tags)
        self._cards.meanings, self._cards.layers = meanings, layers
        self._list.scheduleDelayedItemsLayout()
        self._list.viewport().update()

    def say(self, placed: PlacedMark) -> str:
        """A mark in words."""
        return say(placed, self._cards.meanings, self._cards.layers)

    def add_to_head(self, button: QWidget) -> None:
        """A button that leads on, after the count."""
        self._head.addWidget(button)
        self.setTabOrder(self._list, button)  # beside it,
        self.setTabOrder(button, self._list)  # and before it

    def show_marks(self, marks: tuple[PlacedMark, ...]) -> None:
        row, current = self._list.currentIndex().row(), self._list.currentIndex().data(ROW)
        self._model.show_rows(marks)
        self._count.setText(str(len(marks)) if marks else "")
        self._choose_page()
        if current is not None and self._model.row_of(current.mark.id) >= 0:
            self.show_mark(current.mark.id)
        elif marks and row >= 0 and self._list.hasFocus():  # it is gone: the keys go on with the one that follows
            self.show_mark(marks[min(row, len(marks) - 1)].mark.id)

    def _choose_page(self) -> None:
        """How to begin is said to those who have not begun."""
        self._stack.setCurrentIndex(0 if self._model.rows or self.editor.is_open() else 1)

    def show_mark(self, mark_id: str) -> None:
        """Select the card of a mark."""
        row = self._model.row_of(mark_id)
        if row >= 0:
            self._list.selectionModel().setCurrentIndex(
                self._model.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._list.scrollTo(self._model.index(row, 0))

    def focus_list(self) -> None:
        if not self._model.rows:
            self._head.itemAt(self._head.count() - 1).widget().setFocus()
            return
        self._list.setFocus()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0, 0))

    def menu_for(self, placed: PlacedMark, chosen: Sequence[PlacedMark] = ()) -> QMenu:
        """What can be done with one mark, or with all that are chosen in the list."""
        menu = QMenu(self)
        marks = [each.mark for each in chosen or (placed,)]
        if len(marks) == 1:
            verb = self.tr("Edit note") if placed.mark.text else self.tr("Add a note")
            menu.addAction(self._action(menu, "pencil", verb, lambda: self.edit_wanted.emit(placed), "F2"))
            menu.addAction(self._action(menu, "tag", self.tr("Tags…"), lambda: self.tags_wanted.emit(placed), "T"))
        if any(mark.kind != "bookmark" for mark in marks):
            colours = self.colour_menu(self.tr("Colour"), menu, lambda colour: self.colour_wanted.emit(marks, colour))
            for action, colour in zip(colours.actions(), COLOURS, strict=False):
                action.setCheckable(True)
                action.setChecked(all(mark.colour == colour for mark in marks))
        menu.addSeparator()
        text = self.tr("Delete") if len(marks) == 1 else self.tr("Delete {n} marks").format(n=len(marks))
        menu.addAction(self._action(menu, "trash-2", text, lambda: self.delete_wanted.emit(marks), "Del"))
        return menu

    def colour_menu(self, title: str, menu: QMenu, call: Callable[[Colour], object]) -> QMenu:
        """A menu of the six colours, each with its sign, its key and what it means to the user."""
        colours = menu.addMenu(title)
        for number, colour in enumerate(COLOURS, 1):
            name = colour_name(colour, self._cards.meanings)
            action = colours.addAction(swatch_icon(self.theme, colour), shorten(name, 48).replace("&", "&&"))
            action.setObjectName(colour)
            action.setShortcut(QKeySequence(str(number)))
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _=False, c=colour: call(c))
        colours.addSeparator()
        colours.addAction(self.tr("What the colours mean…"), self.meanings_wanted.emit)
        return colours

    def _action(self, menu: QMenu, icon: str, text: str, call: object, key: str) -> QAction:
        action = QAction(
            icons.icon(self._folder, icon, self.theme.text["muted"], self.theme.line["strong"], 16), text, menu
        )
        action.triggered.connect(call)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # said here, heard by the list
        return action

    def _menu_at(self, where: QPoint) -> None:
        index = self._list.indexAt(where)
        if index.isValid():
            chosen = self._chosen() if self._list.selectionModel().isSelected(index) else []
            self.menu_for(index.data(ROW), chosen).popup(self._list.viewport().mapToGlobal(where))

    def _chosen(self) -> list[PlacedMark]:
        rows = sorted(index.row() for index in self._list.selectionModel().selectedIndexes())
        return [self._model.rows[row] for row in rows]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._choose_page()
        if watched is self._list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = self._chosen()
            if chosen and self._pressed(event, chosen):
                return True
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent, chosen: list[PlacedMark]) -> bool:
        """A key on cards: whether it meant something."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = event.key() - Qt.Key.Key_1
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit([placed.mark for placed in chosen])
        elif event.key() == Qt.Key.Key_F2:
            self.edit_wanted.emit(chosen[0])
        elif plain and event.key() == Qt.Key.Key_T:
            self.tags_wanted.emit(chosen[0])
        elif plain and 0 <= digit < len(COLOURS):
            self.colour_wanted.emit([placed.mark for placed in chosen], COLOURS[digit])
        else:
            return False
        return True
