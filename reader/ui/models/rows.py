"""One list model for all our lists: rows are values of the core, delegates draw them.

`data(ROW)` is the row itself; the display text is what a screen reader says and what typing in the list searches. A row
that is a `Caption` stands above others and cannot be chosen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Caption:
    """The name of the rows that follow it."""

    text: str


class RowsModel(QAbstractListModel):
    """`say(row)` gives a row's text; `key(row)` what makes it the same row after a change."""

    def __init__(self, say: Callable[[Any], str], key: Callable[[Any], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._key = say, key
        self._rows: tuple[Any, ...] = ()

    def show_rows(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def renew(self, rows: Sequence[Any]) -> bool:
        """Show the same rows as they are now, so that a list stays where it is; False, and nothing done, when they are
        others."""
        if not self._rows or list(map(self._place, rows)) != list(map(self._place, self._rows)):
            return False
        self._rows = tuple(rows)
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        return True

    def _place(self, row: Any) -> tuple[bool, object]:
        return (True, row.text) if isinstance(row, Caption) else (False, self._key(row))

    @property
    def rows(self) -> tuple[Any, ...]:
        return self._rows

    def key_of(self, row: Any) -> object:
        return self._key(row)

    def row_of(self, key: object) -> int:
        """The number of the row with a key, or -1."""
        rows = ((number, row) for number, row in enumerate(self._rows) if not isinstance(row, Caption))
        return next((number for number, row in rows if self._key(row) == key), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's form
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.text if isinstance(row, Caption) else self._say(row)
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        chosen = not isinstance(index.data(ROW), Caption)
        return super().flags(index) if chosen else Qt.ItemFlag.ItemNeverHasChildren
