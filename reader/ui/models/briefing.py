"""The entries of a briefing as a Qt model: passages and own texts, moved by dragging or by keys.

What is done here is shown at once and told with `changed`, the whole list each time, so that a change that the disk
refused goes with the next one. Marks that are deleted or switched off stay among the items, unseen, before the entry
that they stand before.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from reader.core.marks import Item, PlacedMark
from reader.ui.models.rows import ROW

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its item, what is shown of it, and the unseen items before it."""

    item: Item
    value: PlacedMark | str
    unseen: tuple[Item, ...] = ()


class BriefingModel(QAbstractListModel):
    changed = Signal(object)  # all items, a tuple of Item

    def __init__(self, say: Callable[[PlacedMark | str], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: list[Entry] = []
        self._tail: tuple[Item, ...] = ()  # unseen at the end
        self._told: tuple[Item, ...] = ()

    def show_entries(self, items: Sequence[Item], shown: Sequence[tuple[int, PlacedMark | str]]) -> None:
        """`shown` has the number of each entry among the items."""
        rows, at = [], 0
        for number, value in shown:
            rows.append(Entry(items[number], value, tuple(items[at:number])))
            at = number + 1
        self._told = tuple(items)
        if rows != self._rows or tuple(items[at:]) != self._tail:
            self.beginResetModel()
            self._rows, self._tail = rows, tuple(items[at:])
            self.endResetModel()

    def items(self) -> tuple[Item, ...]:
        """All of them, in order; a text that nothing is written in yet is none."""
        seen = (item for row in self._rows for item in (*row.unseen, row.item) if item.mark or item.text.strip())
        return (*seen, *self._tail)

    def _tell(self) -> None:
        items = self.items()
        if items != self._told:
            self._told = items
            self.changed.emit(items)

    def add_text(self, row: int) -> QModelIndex:
        """Make room for a text before a row; it counts when something is written in it."""
        self.beginInsertRows(QModelIndex(), row, row)
        self._rows.insert(row, Entry(Item(), ""))
        self.endInsertRows()
        return self.index(row, 0)

    def remove(self, row: int) -> None:
        """Take an entry out; its mark stays in the notebook."""
        self.beginRemoveRows(QModelIndex(), row, row)
        gone = self._rows.pop(row)
        if row < len(self._rows):
            self._rows[row] = replace(self._rows[row], unseen=(*gone.unseen, *self._rows[row].unseen))
        else:
            self._tail = (*gone.unseen, *self._tail)
        self.endRemoveRows()
        self._tell()

    # -- for the view ----------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's form
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row.value
        if role == Qt.ItemDataRole.EditRole:
            return row.item.text
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(row.value)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write an own text; an empty one goes."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or self._rows[index.row()].item.mark:
            return False
        if not str(value).strip():
            self.remove(index.row())
            return True
        row = self._rows[index.row()]
        if row.item.text != value:
            self._rows[index.row()] = replace(row, item=Item(text=str(value)), value=str(value))
            self.dataChanged.emit(index, index)
            self._tell()
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled  # between rows, never on one
        flags = super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return flags if self._rows[index.row()].item.mark else flags | Qt.ItemFlag.ItemIsEditable

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def moveRows(self, source: _Index, first: int, count: int, target: _Index, before: int) -> bool:
        """What dragging within the list does, and the keys: `before` is where it goes, in the rows as they are."""
        end = first + count
        if count < 1 or not 0 <= first < end <= len(self._rows) or not 0 <= before <= len(self._rows):
            return False
        if not self.beginMoveRows(source, first, end - 1, target, before):
            return False  # where it is already
        moved = self._rows[first:end]
        del self._rows[first:end]
        at = before - count if before > first else before
        self._rows[at:at] = moved
        self.endMoveRows()
        self._tell()
        return True
