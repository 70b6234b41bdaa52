"""The receipt as a page in the middle of the window: the touched marks beside the one that is looked at.

It shows what it is given and reports what is wanted; nothing is settled here before the notebook says so.
"""

from pathlib import Path

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reader import words
from reader.core.marks import PlacedMark, Receipt
from reader.ui.kept import Compared
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.parts import EmptyState, label
from reader.ui.receipt.buttons import ButtonRow
from reader.ui.receipt.cards import Headline, ReceiptRows, key_of, rows_of, say
from reader.ui.receipt.detail import Detail
from reader.ui.theme import Theme

_WIDE, _LOW = 860, 520
"""Pixels: list and detail stand side by side where there is this width, or less than this height."""
_ANY = 16_777_215  # QWIDGETSIZE_MAX
_SURE = ("kept", "moved")
_ACCEPTABLE = (*_SURE, "changed")


class ReceiptPage(QWidget):
    compare_wanted = Signal(object)  # PlacedMark: answer with `show_compared`
    accept_wanted = Signal(object)  # list of mark ids
    place_wanted = Signal(str, object)  # mark id, Location
    pick_wanted = Signal(object)  # PlacedMark: another place, by hand
    historical_wanted = Signal(object)  # list of mark ids
    open_wanted = Signal(object)  # Location
    save_wanted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("receiptPage")
        self._list = CardList(self.tr("Marks in changed texts"), self)
        self._list.setSelectionMode(CardList.SelectionMode.ExtendedSelection)
        self._model = RowsModel(say, key_of, self)
        self._list.setModel(self._model)
        self._rows = ReceiptRows(theme, self._list)
        self._list.setItemDelegate(self._rows)
        self.detail = Detail(theme)
        self.accept = QPushButton()
        self.pick = QPushButton(self.tr("Choose another place…"))
        self.historical = QPushButton()
        self.accept_sure = QPushButton()
        self.save = QPushButton(self.tr("Save as a file…"))
        self.back = QPushButton(self.tr("Back to the text"))
        self._top = ButtonRow((self.accept_sure, self.save, self.back))
        self._actions = ButtonRow((self.accept, self.pick, self.historical))
        self._settled = EmptyState(
            folder, "bookmark", self.tr("All marks are settled"), self.tr("None waits for a decision any more.")
        )
        self._settled.way_out.say(self.tr("Back to the text"))
        self._settled.way_out.show()
        self._title = label(self.tr("Marks in changed texts"), "heading", True)
        self._build()
        self.first: QWidget = self._list  # gets the keys; a focus proxy would shut Tab out of all else in here
        self._list.selectionModel().selectionChanged.connect(lambda: self._chosen())
        self._list.activated.connect(lambda index: self._go_on())
        self.detail.place_chosen.connect(self._offer)
        self.detail.open_wanted.connect(self.open_wanted)
        self.accept.clicked.connect(self._accept)
        self.pick.clicked.connect(lambda: self.pick_wanted.emit(self.detail.placed))
        self.historical.clicked.connect(lambda: self.historical_wanted.emit(self._ids(self._chosen_rows())))
        self.accept_sure.clicked.connect(lambda: self.accept_wanted.emit(self._ids(self._sure())))
        self.save.clicked.connect(self.save_wanted)
        for way_out in (self.back, self._settled.way_out):
            way_out.clicked.connect(self.left)
        self.set_look(theme, 18)
        self.show_receipts(())

    def _build(self) -> None:
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._body.setSpacing(0)
        self._body.addWidget(self._list, 2)
        self._line = QFrame()
        self._line.setObjectName("receiptLine")
        self._body.addWidget(self._line)
        self._body.addWidget(self.detail, 3)
        full = QWidget()
        whole = QVBoxLayout(full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 0)
        head.setSpacing(10)
        head.addWidget(self._title)
        head.addWidget(self._top)
        whole.addLayout(head)
        whole.addLayout(self._body, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 0, 18, 12)
        foot.addWidget(self._actions)
        whole.addLayout(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(full)
        self._stack.addWidget(self._settled)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def set_look(self, theme: Theme, size: int) -> None:
        self._rows.set_theme(theme)
        self._settled.set_theme(theme)
        self.detail.set_look(theme, size)
        self._list.viewport().update()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_receipts(self, receipts: tuple[Receipt, ...]) -> None:
        """All that is open. What was chosen stays so; where it is settled, the one that follows is next."""
        chosen = [placed.mark.id for placed in self._chosen_rows()]
        row = min((index.row() for index in self._list.selectionModel().selectedIndexes()), default=0)
        focus = self._focus()
        self._model.show_rows(rows_of(receipts))
        self._stack.setCurrentIndex(0 if receipts else 1)
        sure = len(self._sure())
        self.accept_sure.setText(self.tr("Accept all kept and moved ({n:,})").format(n=sure))
        self.accept_sure.setVisible(sure > 0)
        self._top.arrange()
        if receipts and not self.choose(chosen):
            self._choose_near(row)
        self._keep_focus(focus)

    def choose(self, mark_ids: list[str]) -> bool:
        """Select these marks, as far as they are open; False when none is."""
        wanted = set(mark_ids)
        rows = [number for number, row in enumerate(self._model.rows) if key_of(row) in wanted]
        if not rows:
            return False
        first = self._model.index(rows[0], 0)
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self._model.index(row, 0), self._model.index(row, 0))
        flags = QItemSelectionModel.SelectionFlag
        self._list.selectionModel().setCurrentIndex(first, flags.NoUpdate)
        self._list.selectionModel().select(chosen, flags.ClearAndSelect)
        if isinstance(self._model.rows[rows[0] - 1], Headline):
            self._list.scrollTo(self._model.index(rows[0] - 1, 0))
        if rows[0] == 1:  # with all of the headline above it
            self._list.scrollToTop()
        else:
            self._list.scrollTo(first)
        return True

    def _choose_near(self, row: int) -> None:
        rows = self._model.rows
        after = [n for n in range(row, len(rows)) if isinstance(rows[n], PlacedMark)]
        before = [n for n in range(min(row, len(rows)) - 1, -1, -1) if isinstance(rows[n], PlacedMark)]
        if after or before:
            self.choose([rows[(after or before)[0]].mark.id])

    def show_compared(self, placed: PlacedMark, compared: tuple[Compared, ...]) -> None:
        """The answer to `compare_wanted`; too late when something else is chosen by now."""
        if self._chosen_rows() == [placed]:
            focus = self._focus()
            self.detail.show_mark(placed, compared)
            self._keep_focus(focus)

    # -- choosing and settling -------------------------------------------------------------------------------

    def _chosen_rows(self) -> list[PlacedMark]:
        rows = (index.data(ROW) for index in self._list.selectionModel().selectedIndexes())
        return [row for row in rows if isinstance(row, PlacedMark)]

    def _sure(self) -> list[PlacedMark]:
        return [row for row in self._model.rows if isinstance(row, PlacedMark) and row.verdict in _SURE]

    @staticmethod
    def _ids(marks: list[PlacedMark]) -> list[str]:
        return [placed.mark.id for placed in marks]

    def _chosen(self) -> None:
        chosen = self._chosen_rows()
        if len(chosen) == 1:
            self.compare_wanted.emit(chosen[0])
        else:
            count = words.count_of(len(chosen), "mark")
            self.detail.show_many(self.tr("{marks} chosen").format(marks=count) if chosen else "")
            self._offer()

    def _offer(self) -> None:
        """Say on the buttons what can be done with what is chosen."""
        chosen, placed, focus = self._chosen_rows(), self.detail.placed, self._focus()
        one = placed is not None
        ready = [each for each in chosen if each.verdict in _ACCEPTABLE]
        number = "" if one else f" ({len(ready):,})"
        unsure = one and placed is not None and placed.verdict == "unsure"
        self.accept.setText((self.tr("Put it here") if unsure else self.tr("Accept")) + number)
        self.accept.setVisible(self.detail.place() is not None if one else bool(ready))
        self.pick.setVisible(one)
        self.historical.setText(self.tr("Keep as historical") + ("" if one else f" ({len(chosen):,})"))
        self.historical.setVisible(bool(chosen))
        self._actions.arrange()
        self._keep_focus(focus)

    def _accept(self) -> None:
        placed, place = self.detail.placed, self.detail.place()
        if placed is None:
            self.accept_wanted.emit(self._ids([each for each in self._chosen_rows() if each.verdict in _ACCEPTABLE]))
        elif place is not None:
            self.place_wanted.emit(placed.mark.id, place)

    def _go_on(self) -> None:
        """Enter on a mark: to what there is to decide about it."""
        if not self.detail.take_focus():
            first = (self.accept, self.pick, self.historical)
            next(each for each in first if each.isVisible()).setFocus()

    # -- focus -----------------------------------------------------------------------------------------------

    def _focus(self) -> QWidget | None:
        """What has the focus in here."""
        focus = self.window().focusWidget()
        return focus if focus is not None and self.isAncestorOf(focus) else None

    def _keep_focus(self, focus: QWidget | None) -> None:
        """What had the focus may be gone with what was settled; then the list goes on, where Qt would take whatever is
        next."""
        if focus is not None and self.isVisible() and not focus.isVisible():
            self.take_focus()

    def take_focus(self) -> None:
        (self._settled.way_out if self._stack.currentIndex() else self._list).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        low = self.height() < _LOW
        beside = self.width() >= _WIDE or low
        self._title.setVisible(not low)
        self._body.setDirection(way.LeftToRight if beside else way.TopToBottom)
        self._line.setMaximumSize(*((1, _ANY) if beside else (_ANY, 1)))
