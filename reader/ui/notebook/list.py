"""The list of marks: what is chosen in it, and how it stays where it is when marks change.

Typing goes to the search field above it: Qt's own search by typing would go through all rows.
"""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QInputEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from reader.core.marks import PlacedMark
from reader.ui.models.marked import MarkedModel
from reader.ui.models.rows import ROW
from reader.ui.notebook import naming
from reader.ui.notebook.rows import CHOOSING, MarkRow
from reader.ui.panels.cards import CardList
from reader.ui.theme import Theme

_NEAR = 300
"""Rows around its old place in which a row is looked for after a change."""

_Key = Qt.KeyboardModifier
_Flag = QItemSelectionModel.SelectionFlag


class MarkList(CardList):
    opened = Signal(object)  # PlacedMark: go there
    edit_wanted = Signal(object)  # PlacedMark
    delete_wanted = Signal()  # what is chosen, or else the current mark
    chosen_changed = Signal()
    typed = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self._model = MarkedModel(lambda row: naming.say_mark(row, self.row.layers), self)
        self.setModel(self._model)
        self.row = MarkRow(theme, self)
        self.setItemDelegate(self.row)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))

    @property
    def marks(self) -> tuple[PlacedMark, ...]:
        return self._model.rows

    # -- what is shown ---------------------------------------------------------------------------------------

    def set_scale(self, scale: float) -> None:
        self.row.set_scale(scale)
        self.doItemsLayout()

    def show_layers(self, names: Mapping[str, str]) -> None:
        self.row.layers = names
        self.viewport().update()

    def show_marks(self, marks: tuple[PlacedMark, ...], again: bool) -> None:
        """With `again` these are the same marks after a change: what is chosen, current and in view stays so. Else the
        list begins at its top, with nothing chosen."""
        chosen = {placed.mark.id for placed in self.chosen()} if again else set()
        here, top = self.currentIndex().row(), self.verticalScrollBar().value() // self.row.height
        bar, before = self.verticalScrollBar(), self.marks
        offset = bar.value() - top * self.row.height
        self._model.show_rows(marks)
        if not again:
            bar.setValue(0)
        elif before:
            first = self._near(before, top)
            self.executeDelayedItemsLayout()
            bar.setValue((top if first < 0 else first) * self.row.height + offset)
            row = self._near(before, here) if here >= 0 else -1
            if here >= 0 and marks:
                self._put_current(row if row >= 0 else min(here, len(marks) - 1))
            if chosen:
                self._choose(chosen)
        self.chosen_changed.emit()

    def _near(self, before: tuple[PlacedMark, ...], row: int) -> int:
        """Where a row of before is now; -1 when it is not near its old place."""
        now = self.marks
        if not 0 <= row < len(before):
            return -1
        wanted = before[row].mark.id
        around = range(max(0, row - _NEAR), min(len(now), row + _NEAR))
        return min((n for n in around if now[n].mark.id == wanted), key=lambda n: abs(n - row), default=-1)

    def _choose(self, ids: set[str]) -> None:
        selection, start = QItemSelection(), -1
        for number, placed in enumerate((*self.marks, None)):
            inside = placed is not None and placed.mark.id in ids
            if inside and start < 0:
                start = number
            elif not inside and start >= 0:
                selection.select(self._model.index(start, 0), self._model.index(number - 1, 0))
                start = -1
        self.selectionModel().select(selection, _Flag.ClearAndSelect)

    # -- what is chosen --------------------------------------------------------------------------------------

    def _parts(self) -> list[QItemSelectionRange]:
        parts: Any = self.selectionModel().selection()  # a list, which the stubs do not know
        return list(parts)

    def chosen_count(self) -> int:
        return sum(part.height() for part in self._parts())

    def chosen(self) -> list[PlacedMark]:
        """The chosen marks, in the order of the list; not one index per row, of which there may be 100,000."""
        parts = sorted((part.top(), part.bottom() + 1) for part in self._parts())
        return [placed for first, end in parts for placed in self.marks[first:end]]

    def _put_current(self, row: int) -> None:
        self.selectionModel().setCurrentIndex(self._model.index(row, 0), _Flag.NoUpdate)

    def take_focus(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.marks and not self.currentIndex().isValid():
            self._put_current(0)

    # -- keys and clicks -------------------------------------------------------------------------------------

    def selectionCommand(
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Going through the list and opening a mark choose nothing, and leave what is chosen alone."""
        command = super().selectionCommand(index, event)
        alone = isinstance(event, QInputEvent) and not event.modifiers() & (_Key.ShiftModifier | _Key.ControlModifier)
        everything = isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.SelectAll)
        return _Flag.NoUpdate if alone and not everything else command

    def _toggle(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        self.selectionModel().select(index, _Flag.Toggle)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._is_choosing(event, index):
            self._toggle(index)
            return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._is_choosing(event, index):
            return
        pressed = self.currentIndex() == index
        super().mouseReleaseEvent(event)
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if index.isValid() and plain and pressed:
            self.opened.emit(index.data(ROW))

    def _is_choosing(self, event: QMouseEvent, index: QModelIndex) -> bool:
        """In the box at the leading edge."""
        x = event.position().x()
        near = self.viewport().width() - x if self.isRightToLeft() else x
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        return index.isValid() and plain and near < CHOOSING

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if key == Qt.Key.Key_Space and index.isValid():
            self._toggle(index)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wanted.emit()
        elif key == Qt.Key.Key_F2 and index.isValid():
            self.edit_wanted.emit(index.data(ROW))
        elif key == Qt.Key.Key_Escape and self.chosen_count():
            self.clearSelection()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)
