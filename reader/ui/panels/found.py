"""How the rows of an answer look: heads of documents, hits, my own marks, and rows that show more.

A hit is made when it is measured or painted, and an answer may have 60,000. So a row that nobody can see yet has the
height that most have; what is in view is measured before it is painted, what comes next when nothing else is to do.
"""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from reader import words
from reader.core.marks import PlacedMark
from reader.core.text import long_date, shorten
from reader.core.types import Hit
from reader.ui.fonts import interface_font, reading_font
from reader.ui.models.found import Entry, FoundModel, Head, Mine, More, Row
from reader.ui.panels import text
from reader.ui.panels.cards import Card, CardList, Index, MarkCard
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

_MEDIUM, _SEMI = QFont.Weight.Medium, QFont.Weight.DemiBold
_SCROLL_BAR = 10
_AT_ONCE, _AHEAD = 12, 6
"""Rows that are measured in one go: a hit takes a third of a millisecond to measure, and as much to make."""


class _RowCard(Card):
    def width(self) -> int:
        """The same with and without a scroll bar, which comes and goes with every letter that is typed."""
        return self._view.width() - _SCROLL_BAR


class HeadLine(_RowCard):
    """Above the hits of a document: its title, date and how many there are, under a fine line."""

    outer, inner = (8, 0), (12, 3)
    above = 12

    def runs(self, row: object) -> list[Run]:
        if isinstance(row, Mine):
            title, facts = words.facet("in", "notes"), [words.count_of(row.count, "result")]
        else:
            assert isinstance(row, Head)
            title, facts = row.group.short_title, [long_date(row.group.date)]
            facts.append(words.count_of(len(row.group.hits), "result"))
        return [
            Run(title, reading_font(14, _SEMI), self.theme.text["ink"], 3, self.above),
            self.muted("  ·  ".join(fact for fact in facts if fact)),
        ]

    def usual_height(self) -> int:
        """Of most heads: a title on two lines, a date."""
        full = [Run("x\u2028x", reading_font(14, _SEMI), "", 2, self.above), self.muted("x")]
        return text.height(full, 1_000, Qt.LayoutDirection.LeftToRight) + 2 * self.inner[1]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.row():
            box = QRectF(option.rect)  # type: ignore[attr-defined]
            painter.setPen(QPen(QColor(self.theme.line["soft"]), 1))
            painter.drawLine(box.topLeft() + QPointF(20, 4.5), box.topRight() + QPointF(-20, 4.5))
        super().paint(painter, option, index)

    def _box(self, painter: QPainter, box: QRectF, selected: bool, hovered: bool, focused: bool) -> None:
        super()._box(painter, box.adjusted(0, 8, 0, 0), selected, hovered, focused)


class HitCard(_RowCard):
    """One hit: its section, where it is, and the text that shows why it was found."""

    outer, inner = (8, 0), (12, 8)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Entry)
        hit = row.hit
        facts = [hit.reference, *_beside(hit)]
        title = hit.section[-1] if hit.section else hit.reference
        return [
            self.strong(title, 1),
            self.muted("  ·  ".join(facts if hit.section else facts[1:]), 2 if hit.addressees else 1),
            self._snippet(hit.snippet, hit.snippet_spans),
        ]

    def _snippet(self, line: str, spans: tuple[tuple[int, int], ...]) -> Run:
        return Run(
            line, interface_font(12), self.theme.text["muted"], 3, 3, spans,
            self.theme.hit["word"], self.theme.hit["word_text"],
        )  # fmt: skip

    def usual_height(self) -> int:
        """Of most hits: each line full."""
        full = [self.strong("x", 1), self.muted("x"), self._snippet("\u2028".join("xxx"), ())]
        return text.height(full, 1_000, Qt.LayoutDirection.LeftToRight) + 2 * self.inner[1]


class MoreLine(_RowCard):
    """A row that shows more, looking like the link that it is."""

    outer, inner = (8, 0), (12, 7)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, More)
        return [Run(words.more(row.count, row.what), interface_font(12, _MEDIUM), self.theme.text["accent"])]


class MyCard(MarkCard, _RowCard):
    outer = (12, 4)


class FoundRows(QStyledItemDelegate):
    """Draws each row as what it is, and knows the heights of those that were measured."""

    def __init__(self, theme: Theme, view: QListView, model: FoundModel) -> None:
        super().__init__(view)
        self._model = model
        head, hit = HeadLine(theme, view), HitCard(theme, view)
        self._cards: dict[type, Card] = {
            Mine: head, Head: head, Entry: hit, PlacedMark: MyCard(theme, view), More: MoreLine(theme, view),
        }  # fmt: skip
        self._usual = {Entry: hit.usual_height(), Head: head.usual_height()}
        self._heights: dict[Row, int] = {}

    def set_theme(self, theme: Theme) -> None:
        for card in self._cards.values():
            card.theme = theme

    def forget(self) -> None:
        """Other rows or another width: nothing is measured any more."""
        self._heights.clear()

    def measure(self, index: Index) -> tuple[bool, bool]:
        """Measure a row: whether that was still to do, and whether it is not as high as was thought."""
        row = self._model.row_at(index.row())
        if row in self._heights:
            return False, False
        high = self._heights[row] = self._cards[type(row)].sizeHint(QStyleOptionViewItem(), index).height()
        return True, high != self._usual.get(type(row))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = self._model.row_at(index.row())
        high = self._heights.get(row) or self._usual.get(type(row))
        if high is None:
            high = self._heights[row] = self._cards[type(row)].sizeHint(option, index).height()
        return QSize(100, high)  # a list gives its rows the width it has

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._cards[type(self._model.row_at(index.row()))].paint(painter, option, index)


class FoundList(CardList):
    """Laid out in one go, which keeps the place when something is unfolded: rows cost little where nobody looks."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.found = FoundModel(say, self)
        self.setModel(self.found)
        self.setLayoutMode(QListView.LayoutMode.SinglePass)
        self.rows = FoundRows(theme, self, self.found)
        self.setItemDelegate(self.rows)
        self._ahead = QTimer(self, singleShot=True, interval=0)
        self._ahead.timeout.connect(lambda: self.measure(1))
        self.verticalScrollBar().valueChanged.connect(lambda: self._ahead.start())

    def measure(self, pages: int = 0) -> None:
        """Measure what is in view and so many pages beyond, as much as nobody notices; the rest when nothing else is
        to do."""
        top = index = self.indexAt(QPoint(12, 1))
        measured, wrong, end = 0, False, (1 + pages) * self.viewport().height()
        while index.isValid() and measured < (_AHEAD if pages else _AT_ONCE) and self.visualRect(index).top() < end:
            new, other = self.rows.measure(index)
            measured, wrong = measured + new, wrong or other
            index = index.siblingAtRow(index.row() + 1)
        if wrong:
            before = self.visualRect(top).top()
            self.scheduleDelayedItemsLayout()
            self.executeDelayedItemsLayout()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(top).top() - before)
        if measured or not pages:
            self._ahead.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.oldSize().width() != event.size().width():
            self.rows.forget()
            self._ahead.start()
        super().resizeEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The first click has done it; the second would open what came in its place."""
        event.accept()


def _beside(hit: Hit) -> list[str]:
    """The language of a hit, where it is not the usual one, and to whom it speaks, where it asks for something."""
    foreign = hit.language and hit.language.partition("-")[0] != "en"
    said = (words.language(hit.language) if foreign else "", words.to_whom(hit.addressees))
    return [part for part in said if part]


def say(row: Row) -> str:
    """What a screen reader says of a row."""
    match row:
        case Mine():
            return f"{words.facet('in', 'notes')}, {words.count_of(row.count, 'result')}"
        case Head():
            found = words.count_of(len(row.group.hits), "result")
            return f"{row.group.short_title}, {long_date(row.group.date)}, {found}"
        case Entry():
            hit = row.hit
            return f"{', '.join([hit.reference, *hit.section[-1:], *_beside(hit)])}: {hit.snippet}"
        case PlacedMark():
            mark = row.mark
            parts = (words.facet("in", "notes"), mark.kind, row.reference, shorten(mark.anchor.quote, 120), mark.text)
            return ", ".join(part for part in parts if part)
        case More():
            return words.more(row.count, row.what)
