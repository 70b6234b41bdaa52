"""Saved and recent searches, for the results panel before the first search."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.ui.models.rows import ROW, Caption, RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.lines import Line, LineCard, say
from reader.ui.panels.parts import Link
from reader.ui.theme import Theme


class SearchesPage(QWidget):
    query_wanted = Signal(str)
    forget_wanted = Signal()

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = CardList(self.tr("Saved and recent searches"), self)
        self._model = RowsModel(say, lambda row: row, self)
        self.list.setModel(self._model)
        self._card = LineCard(theme, self.list, folder, side=8)
        self.list.setItemDelegate(self._card)
        self._forget = Link(self.tr("Forget recent searches"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        row = QVBoxLayout()
        row.setContentsMargins(15, 0, 15, 0)
        row.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignLeading)
        column.addLayout(row)
        self._forget.clicked.connect(self.forget_wanted)
        for signal in (self.list.clicked, self.list.activated):
            signal.connect(self._ask)

    def set_theme(self, theme: Theme) -> None:
        self._card.theme = theme

    def show_searches(self, recent: tuple[str, ...], saved: tuple[str, ...]) -> None:
        rows: list[Line | Caption] = []
        for head, icon, texts in ((self.tr("Saved"), "star", saved), (self.tr("Recent"), "history", recent)):
            rows += [Caption(head), *(Line(text, icon=icon) for text in texts)] if texts else []
        self._model.show_rows(rows)
        self._forget.setVisible(bool(recent))

    def first(self) -> QModelIndex:
        """Where the keys begin: below the first caption."""
        return self._model.index(1, 0)

    @property
    def is_empty(self) -> bool:
        return not self._model.rows

    def _ask(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Line):
            self.query_wanted.emit(row.text)
