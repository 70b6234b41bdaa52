"""One touched mark in full: what became of it, the note, and the old and the new paragraph in one, word by word.

Where a mark may belong to several passages they stand in a list, and the comparison is with the one that is chosen.
"""

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QListView, QScrollArea, QVBoxLayout, QWidget

from reader import words
from reader.core.excerpts import Excerpt
from reader.core.marks import PlacedMark
from reader.core.text import shorten
from reader.core.types import Location
from reader.ui.kept import Compared
from reader.ui.models.rows import RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.diff import DiffText
from reader.ui.panels.marked import verdict_name
from reader.ui.panels.parts import Link, label
from reader.ui.receipt.cards import PlaceCard
from reader.ui.theme import Theme

_NOTE_AT_MOST = 1_000


class Detail(QScrollArea):
    place_chosen = Signal()
    open_wanted = Signal(object)  # Location

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receiptDetail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.placed: PlacedMark | None = None
        self._compared: tuple[Compared, ...] = ()
        self._verdict, self._explained = label("", "strong", True), label("", "muted", True)
        self._note = label("", "", True)
        self._may_belong = label(self.tr("It may belong here. Choose the passage:"), "strong", True)
        self._places = CardList(self.tr("Passages where this mark may belong"), self)
        self._places.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._places.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._places.setLayoutMode(QListView.LayoutMode.SinglePass)
        self._model = RowsModel(_say_place, lambda row: row.location, self)
        self._places.setModel(self._model)
        self._cards = PlaceCard(theme, self._places)
        self._places.setItemDelegate(self._cards)
        self._heading = label("", "strong", True)
        self._open = Link()
        self._diff = DiffText(theme, self.tr("The paragraph, with what has changed"))
        self._legend = label(
            self.tr("\u2212 gone from the text    + new in the text    bold: the words of the mark"), "muted", True
        )
        inside = QWidget()
        inside.setObjectName("receiptDetailBody")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 8, 18, 12)
        column.setSpacing(7)
        for part in (self._verdict, self._explained, self._note, self._may_belong, self._places):
            column.addWidget(part)
        column.addSpacing(4)
        for below in (self._heading, self._diff, self._legend):
            column.addWidget(below)
        foot = QHBoxLayout()
        foot.addWidget(self._open)
        foot.addStretch()
        column.addLayout(foot)
        column.addStretch()
        self.setWidget(inside)
        self._open.clicked.connect(lambda: self.open_wanted.emit(self.place()))
        self._places.selectionModel().currentChanged.connect(lambda now, before: self._show_place())

    def set_look(self, theme: Theme, size: int) -> None:
        self._cards.theme = theme
        self._diff.set_look(theme, size)
        self._places.viewport().update()

    def show_mark(self, placed: PlacedMark, compared: tuple[Compared, ...]) -> None:
        chosen = self.place() if self.placed and self.placed.mark.id == placed.mark.id else None
        self.placed, self._compared = placed, compared
        self._verdict.setText(verdict_name(placed.verdict))
        several = len(compared) > 1
        self._explained.setText(words.EXPLANATIONS[placed.verdict])
        self._note.setText(shorten(placed.mark.text, _NOTE_AT_MOST))
        self._note.setVisible(bool(placed.mark.text.strip()))
        for part in (self._may_belong, self._places):
            part.setVisible(several)
        self._model.show_rows([each.now for each in compared] if several else [])
        row = self._model.row_of(chosen) if several and chosen is not None else -1
        if row >= 0:
            self._places.setCurrentIndex(self._model.index(row, 0))
        self._fit_places()
        self._show_place()
        self.verticalScrollBar().setValue(0)

    def show_many(self, title: str) -> None:
        """Several marks are chosen, or none: there is only that to say."""
        self.placed, self._compared = None, ()
        self._verdict.setText(title)
        self._explained.setText("")
        for part in (self._note, self._may_belong, self._places, self._heading, self._open, self._diff, self._legend):
            part.hide()

    def place(self) -> Location | None:
        """Where the mark would be put: where it is, or the passage that is chosen; None while none is."""
        shown = self._shown()
        return shown.now.location if shown and shown.now else None

    def _shown(self) -> Compared | None:
        if len(self._compared) > 1:
            row = self._places.currentIndex().row()
            return self._compared[row] if row >= 0 else None
        return self._compared[0] if self._compared else None

    def _show_place(self) -> None:
        shown = self._shown()
        for part in (self._heading, self._diff):
            part.setVisible(shown is not None)
        self._open.setVisible(shown is not None and shown.now is not None)
        changes = shown is not None and any(piece.kind != "same" for piece in shown.pieces)
        self._legend.setVisible(changes)
        if shown is not None:
            self._heading.setText(
                self.tr("The paragraph as it was") if shown.now is None
                else self.tr("What has changed in the paragraph") if changes
                else self.tr("The paragraph is as it was")
            )  # fmt: skip
            self._open.say(self.tr("Open {reference}").format(reference=shown.now.reference if shown.now else ""))
            self._diff.show_pieces(shown.pieces)
        self.place_chosen.emit()

    def _fit_places(self) -> None:
        heights = (self._places.sizeHintForRow(row) for row in range(len(self._model.rows)))
        self._places.setFixedHeight(sum(heights) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_places()

    def take_focus(self) -> bool:
        """To the list of passages, where there is a choice to make."""
        if not self._model.rows:
            return False
        self._places.setFocus()
        if not self._places.currentIndex().isValid():
            self._places.selectionModel().setCurrentIndex(
                self._model.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        return True


def _say_place(row: Excerpt) -> str:
    return f"{row.reference}: {shorten(row.text[row.start : row.end], 200)}"
