"""The rows of an answer: my notes first, then the documents, each with its best hits and a row that shows more.

Rows know where a hit stands and not what it is: an answer may have 60,000 in 1,000 documents, and one is made only
when its row is painted, spoken or opened. So at first each document shows three, and twenty documents show at all.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from reader.core.marks import PlacedMark
from reader.core.types import Hit, HitGroup, ResultPage
from reader.ui.models.rows import ROW

BEST = 3
"""Hits of a document, and of my notes, that are shown at first."""

_MORE_HITS, _DOCUMENTS = 50, 20


@dataclass(frozen=True, slots=True, eq=False)
class Mine:
    """The head of what was found in my notes."""

    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The head of a document."""

    group: HitGroup


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One hit of a document, by its rank there."""

    group: HitGroup
    rank: int

    @property
    def hit(self) -> Hit:
        return self.group.hits[self.rank]


@dataclass(frozen=True, slots=True, eq=False)
class More:
    """What is not shown yet."""

    what: Literal["notes", "hits", "documents"]
    count: int
    group: HitGroup | None = None


Row = Mine | PlacedMark | Head | Entry | More


def _shown(wanted: int, there: int) -> int:
    """How many to show; the last one is not hidden behind a row that would be as high as it is."""
    return there if there <= wanted + 1 else wanted


class FoundModel(QAbstractListModel):
    """`say(row)` gives what a screen reader says of it."""

    def __init__(self, say: Callable[[Row], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._rows: list[Row] = []
        self._groups: Sequence[HitGroup] = ()
        self._notes: tuple[PlacedMark, ...] = ()
        self._notes_shown = BEST
        self._documents_shown = _DOCUMENTS
        self._hits_shown: dict[str, int] = {}  # by document, where somebody asked for more than the best

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_page(self, page: ResultPage | None, again: bool = False) -> None:
        """The documents of an answer. With `again` it answers the same question, and what was unfolded stays so."""
        self.beginResetModel()
        if not again:
            self._notes_shown, self._documents_shown = BEST, _DOCUMENTS
            self._hits_shown.clear()
        self._groups = page.groups if page is not None else ()
        if page is None:
            self._notes = ()
        self._rows = [*self._note_rows(), *self._document_rows(0)]
        self.endResetModel()

    def show_notes(self, notes: tuple[PlacedMark, ...]) -> None:
        """What was found in my notes."""
        if notes != self._notes:
            before = len(self._note_rows())
            self._notes = notes
            self._replace(0, before, self._note_rows())

    def row_at(self, number: int) -> Row:
        return self._rows[number]

    @property
    def notes(self) -> tuple[PlacedMark, ...]:
        return self._notes

    def _note_rows(self) -> list[Row]:
        shown = _shown(self._notes_shown, len(self._notes))
        rows: list[Row] = [Mine(len(self._notes)), *self._notes[:shown]] if self._notes else []
        return rows + ([More("notes", len(self._notes) - shown)] if shown < len(self._notes) else [])

    def _document_rows(self, first: int) -> list[Row]:
        """Those of the documents from `first` on, and of what follows them."""
        shown = _shown(self._documents_shown, len(self._groups))
        rows: list[Row] = []
        for group in self._groups[first:shown]:
            rows += [Head(group), *self._hit_rows(group, 0)]
        return rows + ([More("documents", len(self._groups) - shown)] if shown < len(self._groups) else [])

    def _hit_rows(self, group: HitGroup, first: int) -> list[Row]:
        there = len(group.hits)
        shown = _shown(self._hits_shown.get(group.document, BEST), there)
        rows: list[Row] = [Entry(group, rank) for rank in range(first, shown)]
        return rows + ([More("hits", there - shown, group)] if shown < there else [])

    # -- showing more ----------------------------------------------------------------------------------------

    def expand(self, row: int) -> None:
        """Show what the row `row` stands for; the first of it takes its place."""
        more = self._rows[row]
        assert isinstance(more, More)
        if more.what == "notes":
            shown = _shown(self._notes_shown, len(self._notes))
            self._notes_shown += _MORE_HITS
            self._replace(row, 1, self._note_rows()[1 + shown :])
        elif more.group is not None:
            shown = len(more.group.hits) - more.count
            self._hits_shown[more.group.document] = shown + _MORE_HITS
            self._replace(row, 1, self._hit_rows(more.group, shown))
        else:
            shown = len(self._groups) - more.count
            self._documents_shown = shown + _DOCUMENTS
            self._replace(row, 1, self._document_rows(shown))

    def row_of(self, document: str, rank: int) -> int:
        """The row of a hit, unfolded as far as that takes; -1 when there is none."""
        place = next((n for n, group in enumerate(self._groups) if group.document == document), None)
        if place is None or rank >= len(self._groups[place].hits):
            return -1
        head = self._head_of(document)
        if head < 0:
            self._documents_shown = place + 1
            self._replace(len(self._rows) - 1, 1, self._document_rows(self._documents_in_rows()))
            head = self._head_of(document)
        row = head + 1 + rank
        shown = _shown(self._hits_shown.get(document, BEST), len(self._groups[place].hits))
        if rank >= shown:
            self._hits_shown[document] = rank + 1
            self._replace(head + 1 + shown, 1, self._hit_rows(self._groups[place], shown))
        return row

    def first_hit(self) -> int:
        """The row to begin with: the first that is no head; -1 when there is none."""
        return next((n for n, row in enumerate(self._rows) if not isinstance(row, Mine | Head)), -1)

    def _documents_in_rows(self) -> int:
        return sum(isinstance(row, Head) for row in self._rows)

    def _head_of(self, document: str) -> int:
        return next(
            (n for n, row in enumerate(self._rows) if isinstance(row, Head) and row.group.document == document), -1
        )

    def _replace(self, at: int, count: int, rows: Sequence[Row]) -> None:
        if count:
            self.beginRemoveRows(QModelIndex(), at, at + count - 1)
            del self._rows[at : at + count]
            self.endRemoveRows()
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    # -- for the view ----------------------------------------------------------------------------------------

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's form
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._say(row)
        # What typing in the list searches: the documents, so that no hit has to be made for it.
        return row.group.short_title if role == Qt.ItemDataRole.DisplayRole and isinstance(row, Head) else None
