"""Short lists of the first page: rows that lead somewhere, as high as they are, without scrolling of their own.

What a row says is made elsewhere; here is how it looks. Tab stops once in a list, the arrows go through it, Enter and a
click follow a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QToolTip, QWidget

from reader.ui.fonts import interface_font, reading_font
from reader.ui.look import USUAL
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels import text
from reader.ui.panels.cards import Card, CardList, Index
from reader.ui.panels.coverage import draw_coverage
from reader.ui.panels.done import draw_bar
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

INSET = 12
"""Pixels from the edge of a list to its words."""
_SIGN, _BESIDE = 12, 10  # pixels, at the usual size of text: a sign, and what is between it and the words
_THIN, _ABOVE_BAR = 4, 6  # the bar of what is done, and the room above it


@dataclass(frozen=True, slots=True)
class Lead:
    """`address` is one of `guide.addresses`, or the name of an action."""

    address: str
    text: str
    about: str = ""  # below it, in a quieter shade
    quoted: bool = False  # words of a text
    sign: str = ""  # how far a question is answered: a `guidance.Coverage`
    sign_name: str = ""
    share: tuple[int, int] | None = None  # how many of how many are done, as a bar

    @property
    def spoken(self) -> str:
        return ", ".join(part for part in (self.text, self.sign_name, self.about) if part)


_REMEMBERED = 200


class LeadCard(Card):
    """`lines` is how many lines a row's words may have; `tight` rows stand closer; `signed` ones have a sign.

    Heights are remembered: while the first page is put together its layout asks 300 times for those of a dozen rows.
    """

    outer, inner = (0, 2), (INSET, 6)

    def __init__(self, theme: Theme, view: "LeadList", lines: int, framed: bool, tight: bool, signed: bool) -> None:
        super().__init__(theme, view)
        self.framed = framed
        self._lines, self._signed, self._scale = lines, signed, 1.0
        self._heights: dict[tuple[Lead, int], int] = {}  # by row and width
        if tight:
            self.inner = (INSET, 3)
        self._set_bar()

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self.theme, self._scale = theme, size / USUAL
        self._heights.clear()
        self._set_bar()

    def _set_bar(self) -> None:
        self.bar = self._sized(_SIGN) + _BESIDE if self._signed else 0

    def _sized(self, pixels: int) -> int:
        return max(pixels - 1, round(pixels * self._scale))

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Lead)
        if row.quoted:
            font = reading_font(self._sized(14))
        else:
            font = interface_font(self._sized(13), QFont.Weight.DemiBold if self.framed else QFont.Weight.Normal)
        head = Run(row.text, font, self.theme.text["ink"], self._lines)
        return [head, self.muted(row.about, 1 if self.framed else 2, 2, self._sized(12))]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self.width(), self.high(index.data(ROW), self.width()))

    def high(self, row: Lead, width: int) -> int:
        """Of a row in a list of this width, in pixels."""
        known = self._heights.get((row, width))
        if known is None:
            if len(self._heights) >= _REMEMBERED:
                self._heights.clear()
            inside = max(40, width - 2 * (self.outer[0] + self.inner[0]) - self.bar)
            bar = _ABOVE_BAR + _THIN if row.share else 0
            known = text.height(self.runs(row), inside, self._view.layoutDirection()) + bar + self._around
            self._heights[row, width] = known
        return known

    @property
    def low(self) -> int:
        """The height of a row with one line of words, in pixels."""
        return self.high(Lead("", "x"), 400)

    @property
    def _around(self) -> int:
        return 2 * (self.outer[1] + self.inner[1])

    def _line(self) -> int:
        """The height of a line of words, in pixels."""
        return self.low - self._around

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW)
        if row.share:
            box = QRectF(option.rect)  # type: ignore[attr-defined]
            x, y = self.outer[0] + self.inner[0], self.outer[1] + self.inner[1]
            groove = QRectF(box.left() + x, box.bottom() - y - _THIN, box.width() - 2 * x, _THIN)
            done, total = row.share
            draw_bar(painter, groove, done / max(1, total), self.theme, self._view.isRightToLeft())

    def _edge(self, painter: QPainter, edge: QRectF, row: object) -> None:
        assert isinstance(row, Lead)
        if row.sign:
            size = self._sized(_SIGN)
            rtl = self._view.isRightToLeft()
            left = edge.right() - size if rtl else edge.left()
            top = edge.top() + (self._line() - size) / 2
            draw_coverage(painter, QRectF(left, top, size, size), row.sign, self.theme)

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What a row says, with what its sign means."""
        row = index.data(ROW)
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, Lead) or not row.sign:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), row.sign_name, view)
        return True


class LeadList(CardList):
    wanted = Signal(str)  # an address
    row_changed = Signal(QModelIndex)  # by the keys

    def __init__(
        self, name: str, theme: Theme, parent: QWidget, lines: int = 2, framed: bool = False, tight: bool = False,
        room: int = 0,
    ) -> None:  # fmt: skip
        """With `room`, it is always as high as so many rows of one line, and shows those that fit."""
        super().__init__(name, parent)
        self._model = RowsModel(lambda row: row.spoken, lambda row: row.address, self)
        self.card = LeadCard(theme, self, lines, framed, tight, bool(room))
        self._room = room
        self.setModel(self._model)
        self.setItemDelegate(self.card)
        self.setSelectionMode(CardList.SelectionMode.NoSelection)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(CardList.LayoutMode.SinglePass)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        policy.setVerticalPolicy(policy.Policy.Preferred)
        self.setSizePolicy(policy)
        self.setEnabled(False)
        self.clicked.connect(lambda index: self.wanted.emit(index.data(ROW).address))
        self.selectionModel().currentChanged.connect(lambda index, before: self.row_changed.emit(index))

    @property
    def rows(self) -> tuple[Lead, ...]:
        return self._model.rows

    def show_rows(self, rows: Sequence[Lead]) -> None:
        if self._model.rows == tuple(rows):
            return  # who is on one of them stays there
        self._model.show_rows(rows)
        self.setEnabled(bool(rows))
        self._fit()
        self.updateGeometry()

    def _fit(self) -> None:
        """Show the rows for which there is room."""
        left = self._room * self.card.low
        for number, row in enumerate(self._model.rows if self._room else ()):
            left -= self.card.high(row, self.viewport().width())
            self.setRowHidden(number, left < 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self.card.set_look(theme, size)
        self._fit()
        self.scheduleDelayedItemsLayout()
        self.updateGeometry()
        self.viewport().update()

    def heightForWidth(self, width: int) -> int:
        return self._room * self.card.low or sum(self.card.high(row, width) for row in self._model.rows)

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(200, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self.wanted.emit(index.data(ROW).address)
        else:
            super().keyPressEvent(event)
