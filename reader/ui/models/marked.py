"""The marks of the notebook's list, of which there may be 100,000.

A list view asks its model how many rows there are for every row that it lays out: with an answer in Python that stands
still for a second. So the rows are counted by a model of Qt's own, whose strings stay empty, and only `data` is ours.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt

from reader.core.marks import PlacedMark
from reader.ui.models.rows import ROW


class MarkedModel(QStringListModel):
    """`say(mark)` gives what a screen reader says of it."""

    def __init__(self, say: Callable[[PlacedMark], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: tuple[PlacedMark, ...] = ()

    def show_rows(self, rows: tuple[PlacedMark, ...]) -> None:
        self._rows = rows
        self.setStringList([""] * len(rows))  # resets the model

    @property
    def rows(self) -> tuple[PlacedMark, ...]:
        return self._rows

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        if role == ROW:
            return self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._say(self._rows[index.row()])
        return None
