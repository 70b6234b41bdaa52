"""The page that people read: one document with its marks, its hits, and the place where the keys are.

What is painted under the text stands in `painter`, which marks are where in `marked`, geometry in `laid_out`.
"""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from reader.core.marks import PlacedMark
from reader.core.occurrences import Span
from reader.core.settings import Typesetting
from reader.core.types import Block, Document, Location, Point
from reader.ui.reading.found import Found, FoundWords, found_by_search
from reader.ui.reading.frame import Frame
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.linked import LinkedBrowser
from reader.ui.reading.marked import Marked
from reader.ui.reading.painter import Look
from reader.ui.reading.ticks import TickBar
from reader.ui.reading.typography import GUTTER, measure_width
from reader.ui.theme import Theme

_FLASH_MS = 1_400
_ABOVE = 8  # pixels of air above the line that stands at the top
_SETTLE_MS = 400
_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ReadingPage(LinkedBrowser):
    """Shows one document. Places are `Point` and `Location`; pixels and UTF-16 stay inside."""

    moved = Signal(object)  # Point: the first visible paragraph, once scrolling has settled
    reading = Signal(str)  # id of the block at the top, while scrolling
    mark_chosen = Signal(str)  # id of the mark that is current now, by click or key
    menu_wanted = Signal(object, object)  # global QPoint, id of the mark there or None

    def __init__(self, theme: Theme, type: Typesetting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Document text"))
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)  # until the keyboard moves it
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # else all is painted at every scroll
        self._theme, self._type, self._marked = theme, type, Marked()
        self._current: str | None = None  # id of the mark that the keys act on
        self._by_keys = False  # the place in the text was reached with the keys: show it
        self._hits = Found()  # by the search of the library
        self._found: Found | None = None  # in this document; marked instead of those
        self._flash: Location | None = None
        self._found_words, self._ticks = FoundWords(self), TickBar(self)
        self.setVerticalScrollBar(self._ticks)
        self._bookmark_icon = QPixmap()
        self._flash_timer = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_timer.timeout.connect(lambda: self.hold(None))
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(lambda: self.moved.emit(self.place()))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.linked.connect(self._found_words.again)
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the document"))

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_document(self, document: Document, place: Point | None = None) -> None:
        """Show a document from `place`, or from its beginning."""
        self._marked, self._hits, self._found, self._flash, self._current = Marked(), Found(), None, None, None
        self._mentions, self._term = (), None
        self._lay_out(document)
        self._show_ticks()
        if place is None:
            self.verticalScrollBar().setValue(0)
            self.setTextCursor(QTextCursor(self.document()))
        else:
            self.go_to_place(place)
        self._settled.start()
        self._fresh = document

    @property
    def shown(self) -> Document | None:
        return self._laid.document if self._laid else None

    def set_look(self, theme: Theme, type: Typesetting, bookmark: QPixmap) -> None:
        """Change colours or how the text is set; the place stays."""
        changed = type != self._type
        place = self.place() if self._laid and changed else None
        self._theme, self._type, self._bookmark_icon = theme, type, bookmark
        if self._laid and place:
            cursor = self.textCursor()
            ends = self._laid.at(cursor.anchor()), self._laid.at(cursor.position())
            self._lay_out(self._laid.document)
            self.setTextCursor(self._laid.spanning(*ends))
            self._scroll_to(place)
        self._show_ticks()
        self.viewport().update()

    def _lay_out(self, document: Document) -> None:
        page = QTextDocument(self)
        laid = LaidOut(document, page, self._type)
        laid.link(self._mentions)
        self._marked, self._laid = Marked(laid, self._marked.placed), None  # no place is told before there is one
        self.put(page)
        self._fit(laid)
        self._laying.begin(page)
        self._laid = laid

    def _fit(self, laid: LaidOut | None) -> None:
        """Set the measure for the width at hand and centre the page by viewport margins."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        wanted = measure_width(self._type, laid is not None and laid.right_to_left) + 2 * GUTTER
        width = max(2 * GUTTER + 120, min(wanted, room))
        side = max(0, (room - width) // 2)
        self.setViewportMargins(side, 0, side, 0)
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)
            self._laying.begin(self.document())

    # -- marks and hits --------------------------------------------------------------------------------------

    def show_marks(self, marks: tuple[PlacedMark, ...]) -> None:
        """Paint these marks of the open document; those without a place are not painted."""
        self._marked = Marked(self._laid, marks)
        if all(placed.mark.id != self._current for placed in self._marked.placed):
            self._current = None
        self._show_ticks()
        self.viewport().update()

    @property
    def marks(self) -> tuple[PlacedMark, ...]:
        """The marks that are painted, in reading order."""
        return self._marked.placed

    @property
    def current_mark(self) -> str | None:
        """The id of the mark that the keys act on: just made, clicked, or walked to."""
        return self._current

    def show_current(self, mark_id: str | None) -> None:
        """Draw an outline around a mark; it is the one that the keys act on."""
        self._current = mark_id
        self.viewport().update()

    def step_mark(self, by: int) -> None:
        """Make the next or the previous mark in reading order current, from the current one or from the caret."""
        there = self._marked.step(self._current, self._caret() or (0, 0), by)
        if there is not None:
            assert there.location is not None
            self._by_keys = True
            self.go_to(there.location, flash=False)
            self._choose_mark(there.mark.id)

    def _choose_mark(self, mark_id: str) -> None:
        self.show_current(mark_id)
        self.mark_chosen.emit(mark_id)

    def show_hits(self, hits: dict[str, tuple[tuple[int, int], ...]], current: str | None = None) -> None:
        """Mark the words of a search: spans in code points by block id, stronger in the block of the current hit."""
        self._hits = found_by_search(self._laid, hits, current)
        self._show_ticks()

    def show_found(self, spans: Sequence[Span] | None, current: int | None = None) -> None:
        """Mark what was found in this document instead, in reading order, with one of them as the current one; None
        brings the words of the search back."""
        here = range(0) if current is None else range(current, current + 1)
        self._found = None if spans is None else Found(spans, here, here=True)
        self._show_ticks()

    def _show_ticks(self) -> None:
        """Hits, on the page and along the scroll bar, and marks there."""
        found = self._hits if self._found is None else self._found
        self._found_words.show(self._laid, found, self._theme)
        self._ticks.show_ticks(self._laid, self._marked.placed, found, self._theme)

    # -- places ----------------------------------------------------------------------------------------------

    def go_to(self, location: Location, flash: bool = True) -> None:
        """Bring a location into view, a third down the page, and show it for a moment."""
        number = self._laid.index.get(location.start.block) if self._laid else None
        if number is None or self._laid is None:
            return
        self.setTextCursor(self._laid.cursor(number, location.start.offset))
        room = self.viewport().height()
        top, line = self._laid.rect(number).top(), self._laid.top_of(location.start) or 0.0
        if line - top > room * 0.4:  # the paragraph is longer than the page is high: its words matter, not its top
            top = line
        self._scroll(top - room / 3)
        if flash:
            self._flash = location
            self._flash_timer.start()
        self.viewport().update()

    def go_to_place(self, place: Point) -> None:
        """Put a place at the top of the view, as it was when it was kept."""
        if self._laid is not None and place.block in self._laid.index:
            self.setTextCursor(self._laid.cursor(self._laid.index[place.block], 0))
            self._scroll_to(place)

    def _scroll_to(self, place: Point) -> None:
        """The caret and what is selected stay where they are."""
        top = self._laid.top_of(place) if self._laid else None
        if top is not None:
            self._scroll(top - _ABOVE)

    def _scroll(self, top: float) -> None:
        if self._laid is not None:
            self._laid.reach(top + self.viewport().height())
            self.verticalScrollBar().setValue(round(top))

    def place(self) -> Point:
        """The first visible line: its block, and the offset of its first character."""
        assert self._laid is not None
        return self._laid.line_at(self.verticalScrollBar().value() + _ABOVE + 2)

    def selected(self) -> Location | None:
        """The selected words, without white space at the ends; None when nothing is selected."""
        cursor = self.textCursor()
        if self._laid is None or not cursor.hasSelection():
            return None
        return self._laid.between(cursor.selectionStart(), cursor.selectionEnd())

    def paragraph_here(self) -> Location | None:
        """The paragraph that a mark without a selection is for: the one with the caret if it is in view, else the
        first that is wholly visible, else the first visible. Titles count, rules do not."""
        if self._laid is None:
            return None
        top = self.verticalScrollBar().value()
        visible = self._laid.leaves_between(top, top + self.viewport().height())
        if not visible:
            return None
        numbers = [number for number, _ in visible]
        caret = self._caret()
        if caret is not None and caret[0] in numbers:
            return self._laid.whole(caret[0])
        return self._laid.whole(next((number for number, begins in visible if begins), numbers[0]))

    def _caret(self) -> tuple[int, int] | None:
        return self._laid.at(self.textCursor().position()) if self._laid else None

    @property
    def walks(self) -> bool:
        """Whether a paragraph is shown as the one where the keys are."""
        return self._by_keys

    def step_paragraph(self, by: int) -> Block | None:
        """Move to the next or previous paragraph, or to the one in view if the caret is out of it; returns it."""
        here = self.paragraph_here()
        if here is None or self._laid is None:
            return None
        number, caret = self._laid.index[here.start.block], self._caret()
        if caret is not None and caret[0] == number:
            number = max(0, min(number + by, len(self._laid.blocks) - 1))
        self.caret_moves()
        self.setTextCursor(self._laid.cursor(number, 0))
        bar, rect, room = self.verticalScrollBar(), self._laid.rect(number), self.viewport().height()
        if rect.top() < bar.value() or rect.height() > room - 2 * _ABOVE:
            bar.setValue(round(rect.top()) - _ABOVE)
        elif rect.bottom() > bar.value() + room - _ABOVE:
            bar.setValue(round(rect.bottom()) - room + _ABOVE)
        self.viewport().update()
        return self._laid.leaf(number)

    def text_of(self, location: Location) -> str:
        """The words at a location of the open document."""
        return self._laid.text_of(location) if self._laid else ""

    def rects_of(self, location: Location) -> list[QRectF]:
        """Where a location is on the viewport, line by line, in pixels."""
        down = -self.verticalScrollBar().value()
        return [rect.translated(0, down) for rect in self._laid.rects_of(location)] if self._laid else []

    def is_in_view(self, location: Location) -> bool:
        """Whether all lines of a location can be seen."""
        rects = self.rects_of(location)
        return bool(rects) and rects[0].top() >= 0 and rects[-1].bottom() <= self.viewport().height()

    def select(self, location: Location) -> None:
        """Select the words at a location. Of one that is in view, nothing moves."""
        if self._laid is not None:
            ends = ((self._laid.index[point.block], point.offset) for point in (location.start, location.end))
            self.setTextCursor(self._laid.spanning(*ends))

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)

    # -- events ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setClipRect(event.rect())
            painter.fillRect(event.rect(), QColor(self._theme.ground["page"]))
            if self._laid is not None:
                self._paint_under(painter, QRectF(event.rect()), self._laid)
        super().paintEvent(event)

    def _paint_under(self, painter: QPainter, exposed: QRectF, laid: LaidOut) -> None:
        caret = self._caret() if self._by_keys and self.hasFocus() else None
        here = caret[0] if caret is not None else None
        frame = Frame(laid, self._look(laid), self._marked, self._current, self._flash, self._term, here)
        frame.paint(painter, exposed, self.verticalScrollBar().value())

    def _look(self, laid: LaidOut) -> Look:
        width = float(self.lineWrapColumnOrWidth())
        return Look(self._theme, self._type, width, laid.right_to_left, self._bookmark_icon)

    def hold(self, location: Location | None) -> None:
        """Keep a location shown, as while its note is written; None lets it go."""
        self._flash_timer.stop()
        self._flash = location
        self.viewport().update()

    def _scrolled(self) -> None:
        if self._laid is not None:
            self._found_words.follow()
            self._settled.start()
            self.reading.emit(self.place().block)

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self.place() if self._laid and event.oldSize().width() != event.size().width() else None
        super().resizeEvent(event)
        before = self.lineWrapColumnOrWidth()
        self._fit(self._laid)
        if place is not None and self.lineWrapColumnOrWidth() != before:
            self._scroll_to(place)
        self._found_words.follow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        here, caret = self.paragraph_here(), self._caret()
        if self._laid and here and caret and event.reason() in _TAB:  # show where the keys are: there is no frame
            if self.selected() is None and caret[0] != self._laid.index[here.start.block]:
                self.setTextCursor(self._laid.cursor(self._laid.index[here.start.block], 0))
            self._by_keys = True
            self.setCursorWidth(2)
            self.viewport().update()

    def caret_moves(self) -> None:
        self.setCursorWidth(2)  # somebody reads with the keyboard: show where it is
        self._by_keys, self._current = True, None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursorWidth(0)
        self._by_keys = False
        self.viewport().update()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        here = [] if self.textCursor().hasSelection() else self._marks_at(event.position())
        if here and not self.anchorAt(event.position().toPoint()):
            again = here.index(self._current) + 1 if self._current in here else 0  # the one below, and round
            self._choose_mark(here[again % len(here)])
        else:
            self.show_current(None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), self.mark_at(QPointF(event.pos())))

    def mark_at(self, where: QPointF) -> str | None:
        """The id of the mark at a point of the viewport: the current one if it is there, else the topmost."""
        here = self._marks_at(where)
        return self._current if self._current in here else next(iter(here), None)

    def _marks_at(self, where: QPointF) -> list[str]:
        if self._laid is None:
            return []
        number = self.cursorForPosition(where.toPoint()).block().userState()
        return self._marked.at(number, where + QPointF(0, self.verticalScrollBar().value()), self._look(self._laid))

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied: the words exactly as a mark on them would keep them. Qt turns some kinds of space."""
        copied = super().createMimeDataFromSelection()
        if (place := self.selected()) is not None:
            copied.setText(self.text_of(place))
        return copied
