"""The right panel: the marks of the open document or of all, and the editor of a note.

The editor saves by itself when typing pauses, when it loses the focus and when it closes; "Saved" appears when the
note is on the disk, not before.
"""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from reader.core.marks import COLOURS, Colour, PlacedMark
from reader.core.text import shorten, squeeze
from reader.ui import icons
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList, MarkCard
from reader.ui.panels.parts import EmptyState, Segments, label
from reader.ui.theme import Theme

THIS_DOCUMENT, ALL = range(2)
_PAUSE_MS = 800


class NoteEditor(QFrame):
    """Edits one note, new or old. `save_wanted` may come many times; answer each with `saved` or `not_saved`.

    What it edits is a draft: an object of the session's that the editor hands back and never looks into.
    """

    save_wanted = Signal(object, str)  # the draft, the text
    delete_wanted = Signal(object)  # Mark
    closed = Signal(bool)  # whether it had the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self._draft: Any = None
        self._kept = ""  # what is on the disk
        self._sent = ""  # what is there or on its way
        self._closing = False
        self._quote = label("", "quote", True)
        self._state = label("", "muted")
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(self.tr("Write a note"))
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(64)
        self._text.setMaximumHeight(180)
        self._text.installEventFilter(self)
        self._delete = QPushButton(self.tr("Delete"))
        self._delete.setFlat(True)
        self._done = QPushButton(self.tr("Done"))
        self._done.setToolTip(self.tr("Ctrl+Enter"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._state)
        row.addStretch()
        row.addWidget(self._delete)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part in (self._quote, self._text):
            column.addWidget(part)
        column.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._text.textChanged.connect(self._typed)
        self._done.clicked.connect(self.finish)
        self._delete.clicked.connect(self._wish_delete)
        self.hide()

    def is_open(self) -> bool:
        """Whether a note is being edited, also while the panel around the editor is hidden."""
        return not self.isHidden()

    def edits(self, mark_ids: set[str]) -> bool:
        """Whether one of these marks is being edited."""
        return self.is_open() and self._draft.mark is not None and self._draft.mark.id in mark_ids

    def take_focus(self) -> None:
        self._text.setFocus()

    def edit(self, draft: Any, quote: str) -> None:
        """Open for a draft; the note before it is saved."""
        self.save()
        self._draft, self._closing = draft, False
        self._kept = self._sent = draft.kept
        self._quote.setText(shorten(squeeze(quote), 110))
        self._quote.setVisible(bool(quote))
        self._text.blockSignals(True)
        self._text.setPlainText(draft.wanted)
        self._text.blockSignals(False)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._state.setText("")
        self._delete.setVisible(draft.mark is not None)
        self.show()
        self.take_focus()
        self.save()  # one that the disk refused before

    def _typed(self) -> None:
        self._state.setText("")
        self._closing = False  # somebody writes on
        self._pause.start()

    def save(self) -> None:
        """Send what is not yet on its way; an empty new note is nothing to keep."""
        self._pause.stop()
        text = self._text.toPlainText()
        if self.is_open() and text != self._sent and (self._sent or self._kept or self._draft.mark or text.strip()):
            self._sent = text
            self._state.setText(self.tr("Saving…"))
            self.save_wanted.emit(self._draft, text)

    def saved(self, draft: Any, text: str) -> None:
        """This text of a draft is on the disk."""
        if draft is not self._draft:
            return
        self._kept = text
        self._delete.setVisible(True)
        if self._text.toPlainText() == text:
            self._state.setText(self.tr("Saved"))
            if self._closing:
                self._close()

    def not_saved(self, draft: Any) -> None:
        """The text stays in the field; the message bar says why."""
        if draft is self._draft:
            self._sent, self._closing = self._kept, False
            self._state.setText(self.tr("Not saved"))

    def finish(self) -> None:
        """Save and close; closes when the save is confirmed."""
        self.save()
        if self._sent == self._kept:
            self._close()
        else:
            self._closing = True

    def forget(self) -> None:
        """Close without saving: the mark is gone."""
        self._pause.stop()
        self._sent = self._text.toPlainText()
        self._close()

    def _close(self) -> None:
        if self.is_open():
            focus = self.window().focusWidget()
            had_focus = focus is not None and self.isAncestorOf(focus)
            self.hide()
            self.closed.emit(had_focus)

    def _wish_delete(self) -> None:
        if self._draft.mark is not None:
            self.delete_wanted.emit(self._draft.mark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.finish()
                return True
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self.finish()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)


class NotesPanel(QWidget):
    mark_wanted = Signal(object)  # PlacedMark: go there
    edit_wanted = Signal(object)  # PlacedMark
    delete_wanted = Signal(object)  # list of Mark
    colour_wanted = Signal(object, str)  # Mark, colour
    scope_changed = Signal(int)

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notesPanel")
        self._folder = folder
        self._theme = theme
        self._count = label("", "muted")
        self._segments = Segments([self.tr("This document"), self.tr("All")])
        self._list = CardList(self.tr("Marks"), self)
        self._list.setSelectionMode(self._list.SelectionMode.ExtendedSelection)
        self._model = RowsModel(_say_mark, lambda row: row.mark.id, self)
        self._list.setModel(self._model)
        self._cards = MarkCard(theme, self._list)
        self._list.setItemDelegate(self._cards)
        self._empty = EmptyState(
            folder,
            "highlighter",
            self.tr("Nothing marked yet"),
            self.tr("Select a sentence and press Ctrl+H to keep it here."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self._empty)
        self._stack.setMinimumHeight(40)  # on a low screen the editor comes first
        self.editor = NoteEditor()
        head = QHBoxLayout()
        head.setContentsMargins(18, 0, 12, 0)
        head.addWidget(label(self.tr("Notes"), "strong"))
        head.addWidget(self._count)
        head.addStretch()
        tabs = QHBoxLayout()
        tabs.setContentsMargins(12, 0, 12, 0)
        tabs.addWidget(self._segments)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self.editor)
        self._segments.chosen.connect(self.scope_changed)
        self._list.clicked.connect(lambda index: self.mark_wanted.emit(index.data(ROW)))
        self._list.activated.connect(lambda index: self.mark_wanted.emit(index.data(ROW)))
        self._list.doubleClicked.connect(lambda index: self.edit_wanted.emit(index.data(ROW)))
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._list.customContextMenuRequested.connect(self._menu_at)
        self._list.installEventFilter(self)
        self.editor.installEventFilter(self)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._cards.theme = theme
        self._empty.set_theme(theme)
        self.update()

    def show_marks(self, marks: tuple[PlacedMark, ...], all_documents: bool) -> None:
        row, current = self._list.currentIndex().row(), self._list.currentIndex().data(ROW)
        self._model.show_rows(marks)
        self._count.setText(str(len(marks)) if marks else "")
        self._choose_page()
        self._segments.choose(ALL if all_documents else THIS_DOCUMENT)
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
            self._segments.take_focus()
            return
        self._list.setFocus()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._model.index(0, 0))

    def menu_for(self, placed: PlacedMark) -> QMenu:
        """What can be done with one mark."""
        menu = QMenu(self)
        if placed.mark.kind != "bookmark":
            verb = self.tr("Edit note") if placed.mark.text else self.tr("Add a note")
            menu.addAction(self._action(menu, "pencil", verb, lambda: self.edit_wanted.emit(placed)))
            colours = menu.addMenu(self.tr("Colour"))
            for colour in COLOURS:
                action = colours.addAction(
                    colour_name(colour), lambda c=colour: self.colour_wanted.emit(placed.mark, c)
                )
                action.setCheckable(True)
                action.setChecked(colour == placed.mark.colour)
            menu.addSeparator()
        delete = self._action(menu, "trash-2", self.tr("Delete"), lambda: self.delete_wanted.emit([placed.mark]))
        delete.setShortcut(QKeySequence(Qt.Key.Key_Delete))
        menu.addAction(delete)
        return menu

    def _action(self, menu: QMenu, icon: str, text: str, call: object) -> QAction:
        action = QAction(
            icons.icon(self._folder, icon, self._theme.text["muted"], self._theme.line["strong"], 16), text, menu
        )
        action.triggered.connect(call)
        return action

    def _menu_at(self, where: QPoint) -> None:
        index = self._list.indexAt(where)
        if index.isValid():
            self.menu_for(index.data(ROW)).popup(self._list.viewport().mapToGlobal(where))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._choose_page()
        if watched is self._list and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            chosen = [index.data(ROW) for index in self._list.selectionModel().selectedIndexes()]
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and chosen:
                self.delete_wanted.emit([placed.mark for placed in chosen])
                return True
            if event.key() == Qt.Key.Key_F2 and chosen and chosen[0].mark.kind != "bookmark":
                self.edit_wanted.emit(chosen[0])
                return True
        return super().eventFilter(watched, event)


def colour_name(colour: Colour) -> str:
    return colour.capitalize()


def _say_mark(placed: PlacedMark) -> str:
    mark = placed.mark
    return ", ".join(part for part in (mark.kind, placed.reference, shorten(mark.anchor.quote, 120), mark.text) if part)
