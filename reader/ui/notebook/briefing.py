"""A briefing: its passages and own texts in order. Own text is written in place."""

from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListView,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from reader.core.marks import Collection, PlacedMark
from reader.core.text import shorten, squeeze
from reader.ui.fonts import interface_font, reading_font
from reader.ui.kept import Entries
from reader.ui.models.briefing import BriefingModel
from reader.ui.models.rows import ROW
from reader.ui.notebook import naming
from reader.ui.notebook.flow import Flow
from reader.ui.notebook.rows import draw_bar
from reader.ui.panels.cards import Card, CardList, Index
from reader.ui.panels.marked import verdict_name
from reader.ui.panels.parts import EmptyState
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

_WRITING_HIGH = 148
_TEXT_AT_MOST = 8_000  # characters of a text that its card lays out


class EntryCard(Card):
    """A passage as a card with a bar; an own text without either, like a paragraph between them."""

    outer, inner = (16, 5), (14, 10)
    bar = 13

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self.scale = 1.0
        self.writing = -1  # the row whose text is being written,
        self.editor: QWidget | None = None  # and where

    def runs(self, row: object) -> list[Run]:
        ink = self.theme.text["ink"]
        quote, own, small = (round(pixels * self.scale) for pixels in (15, 14, 11))
        if not isinstance(row, PlacedMark):
            # Lines that the user made stay lines.
            lines = str(row)[:_TEXT_AT_MOST].splitlines()
            return [Run(line or " ", interface_font(own), ink, 40) for line in lines]
        mark = row.mark
        where = row.reference if row.verdict == "kept" else f"{verdict_name(row.verdict)}  ·  {row.reference}"
        return [
            Run(squeeze(mark.anchor.quote[:_TEXT_AT_MOST]), reading_font(quote), ink, 12),
            Run(squeeze(mark.text[:_TEXT_AT_MOST]), interface_font(own - 1), ink, 8, 5),
            self.muted(where, 2, 6, small),
        ]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        return size if index.row() != self.writing else size.expandedTo(QSize(0, _WRITING_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        self.framed = isinstance(row, PlacedMark)
        super().paint(painter, option, index)
        if isinstance(row, PlacedMark) and row.mark.kind != "bookmark":
            box = QRectF(option.rect).adjusted(self.outer[0], self.outer[1], -self.outer[0], -self.outer[1])  # type: ignore[attr-defined]
            left = box.right() - self.inner[0] - 5 if self._view.isRightToLeft() else box.left() + self.inner[0]
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            bar = QRectF(left, box.top() + self.inner[1], 5, box.height() - 2 * self.inner[1])
            draw_bar(painter, bar, row.mark.colour, self.theme.bar[row.mark.colour])
            painter.restore()

    def bar_colour(self, row: object) -> str:
        bookmark = isinstance(row, PlacedMark) and row.mark.kind == "bookmark"
        return self.theme.text["accent"] if bookmark else "#00000000"

    # -- writing ---------------------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QPlainTextEdit(parent)
        editor.setPlaceholderText(self.tr("Write a paragraph. Markdown is kept: *emphasis*, - list, # heading"))
        editor.setAccessibleName(self.tr("Own text"))
        editor.setTabChangesFocus(True)
        self.writing, self.editor = index.row(), editor
        self.sizeHintChanged.emit(index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        if not editor.document().isModified():
            editor.setPlainText(index.data(Qt.ItemDataRole.EditRole))
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        assert isinstance(editor, QPlainTextEdit)
        assert isinstance(model, BriefingModel)
        model.setData(index, editor.toPlainText())

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.writing, self.editor = -1, None
        self._view.scheduleDelayedItemsLayout()
        super().destroyEditor(editor, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(self.outer[0], 4, -self.outer[0], -4))  # type: ignore[attr-defined]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc keeps what was written, as in every editor of a note."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self.commitData.emit(watched)
                self.closeEditor.emit(watched)
                return True
        return super().eventFilter(watched, event)


class BriefingView(QWidget):
    opened = Signal(object)  # PlacedMark: go there
    items_changed = Signal(str, object)  # id of the collection, all its items
    export_wanted = Signal(str)  # id

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = ""  # id of the collection
        self._read_only = False
        self.list = CardList(self.tr("Entries of the briefing"), self)
        self.list.setDragDropMode(QListView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setDropIndicatorShown(True)
        self.model = BriefingModel(self._say, self)
        self.list.setModel(self.model)
        self._cards = EntryCard(theme, self.list)
        self.list.setItemDelegate(self._cards)
        self.list.installEventFilter(self)
        self._empty = EmptyState(
            folder,
            "file-text",
            self.tr("Nothing in this briefing yet"),
            self.tr("Choose marks in “All marks” and add them here, or write a text of your own."),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._add = self._button(self.tr("Add text"), self.add_text)
        self._up = self._button(self.tr("Move up"), lambda: self.move_entry(-1))
        self._down = self._button(self.tr("Move down"), lambda: self.move_entry(1))
        self._remove = self._button(self.tr("Take out"), self.remove)
        export = self._button(self.tr("Export…"), lambda: self.export_wanted.emit(self.shown))
        self._up.setToolTip(self.tr("Alt+Up"))
        self._down.setToolTip(self.tr("Alt+Down"))
        self._remove.setToolTip(self.tr("Out of the briefing; the mark stays  Del"))
        bar = Flow()
        for button in (self._add, self._up, self._down, self._remove, export):
            bar.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.addLayout(bar)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(foot)
        self.model.changed.connect(lambda items: self.items_changed.emit(self.shown, items))
        for change in (self.model.rowsInserted, self.model.rowsRemoved, self.model.modelReset, self.model.rowsMoved):
            change.connect(self._rows_changed)
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_possible())
        self.list.activated.connect(self._activated)
        self._rows_changed()

    def _button(self, text: str, call: object) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)
        button.clicked.connect(lambda _=False: call())  # type: ignore[operator]
        return button

    def _say(self, value: PlacedMark | str) -> str:
        return naming.say_mark(value, {}) if isinstance(value, PlacedMark) else shorten(value[:2_000], 400)

    def set_theme(self, theme: Theme) -> None:
        self._cards.theme = theme
        self._empty.set_theme(theme)

    def set_scale(self, scale: float) -> None:
        self._cards.scale = scale
        self.list.scheduleDelayedItemsLayout()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self._rows_changed()

    def show_entries(self, collection: Collection, entries: Entries) -> None:
        row = self.list.currentIndex().row() if collection.id == self.shown else -1
        self.shown = collection.id
        self.model.show_entries(collection.items, entries)
        if row >= 0 and not self.list.currentIndex().isValid() and self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1), 0))

    def commit(self) -> None:
        """Keep what is being written."""
        if self._cards.editor is not None:
            self._cards.commitData.emit(self._cards.editor)

    def _rows_changed(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._show_possible()

    def _show_possible(self) -> None:
        row, count = self.list.currentIndex().row(), self.model.rowCount()
        self._add.setEnabled(not self._read_only)
        self._up.setEnabled(not self._read_only and row > 0)
        self._down.setEnabled(not self._read_only and 0 <= row < count - 1)
        self._remove.setEnabled(not self._read_only and row >= 0)
        self.list.setDragEnabled(not self._read_only)

    # -- doing -----------------------------------------------------------------------------------------------

    def take_focus(self) -> None:
        if not self.model.rowCount():
            self._add.setFocus()
            return
        self.list.setFocus()
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def add_text(self) -> None:
        """Write a text after the current entry, or at the end."""
        row = self.list.currentIndex().row()
        index = self.model.add_text(row + 1 if row >= 0 else self.model.rowCount())
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)
        self.list.setFocus()
        self._write(index)

    def _write(self, index: QModelIndex) -> None:
        if not self._read_only:
            self.list.edit(index)

    def move_entry(self, step: int) -> None:
        row = self.list.currentIndex().row()
        if row >= 0 and not self._read_only:
            self.model.moveRows(QModelIndex(), row, 1, QModelIndex(), row - 1 if step < 0 else row + 2)
            self.list.scrollTo(self.list.currentIndex())

    def remove(self) -> None:
        row = self.list.currentIndex().row()
        if row >= 0 and not self._read_only:
            self.model.remove(row)

    def _activated(self, index: QModelIndex) -> None:
        value = index.data(ROW)
        if isinstance(value, PlacedMark):
            self.opened.emit(value)
        elif value is not None:
            self._write(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.move_entry(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.remove()
                return True
            if event.key() == Qt.Key.Key_F2:
                self._activated(self.list.currentIndex())
                return True
        return super().eventFilter(watched, event)
