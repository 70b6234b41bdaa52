"""The page that people read: a QTextBrowser that opens nothing by itself.

`loadResource` answers every image with an empty picture of its own: Qt would otherwise open what `src` names, local
files and network shares included (2,972 opens from one hostile page, measured). Links are reported, never followed.
"""

from typing import Any

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from reader.core.marks import PlacedMark
from reader.core.types import Document, Location, Point
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.painter import Look, Stripe, paint_block
from reader.ui.reading.typography import GUTTER, measure_width
from reader.ui.theme import Theme

_FLASH_MS = 1_400
_ABOVE = 8  # pixels of air above the line that stands at the top
_SETTLE_MS = 400
_NOTCH = 120  # eighths of a degree: one notch of a mouse wheel
_CARET_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip


class ReadingPage(QTextBrowser):
    """Shows one document. Places are `Point` and `Location`; pixels and UTF-16 stay inside."""

    moved = Signal(object)  # Point: the first visible paragraph, once scrolling has settled
    reading = Signal(str)  # id of the block at the top, while scrolling
    link_followed = Signal(str)
    mark_clicked = Signal(str)  # id of the mark under the pointer
    zoomed = Signal(int)  # steps, from the wheel
    menu_wanted = Signal(object, object)  # global QPoint, id of the mark there or None

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(self.tr("Document text"))
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(0)  # until the keyboard moves it
        self._theme, self._size = theme, size
        self._laid: LaidOut | None = None
        self._marks: tuple[PlacedMark, ...] = ()
        self._stripes: dict[int, list[tuple[str, Stripe]]] = {}
        self._bookmarked: set[int] = set()
        self._hits: dict[str, tuple[tuple[int, int], ...]] = {}
        self._current_hit: str | None = None
        self._flash: Location | None = None
        self._bookmark_icon = QPixmap()
        self._turned = 0  # of the wheel, with Ctrl held, in eighths of a degree
        self._flash_timer = QTimer(self, singleShot=True, interval=_FLASH_MS)
        self._flash_timer.timeout.connect(self._end_flash)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(lambda: self.moved.emit(self.place()))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.anchorClicked.connect(lambda url: self.link_followed.emit(url.toString()))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the document"))

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_document(self, document: Document, place: Point | None = None) -> None:
        """Show a document from `place`, or from its beginning."""
        self._marks, self._stripes, self._bookmarked, self._hits = (), {}, set(), {}
        self._flash = None
        self._lay_out(document)
        if place is None:
            self.verticalScrollBar().setValue(0)
            self.setTextCursor(QTextCursor(self.document()))
        else:
            self.go_to_place(place)
        self._settled.start()

    @property
    def shown(self) -> Document | None:
        return self._laid.document if self._laid else None

    def set_look(self, theme: Theme, size: int, bookmark: QPixmap) -> None:
        """Change colours or text size; the place stays."""
        changed = size != self._size
        place = self.place() if self._laid and changed else None
        self._theme, self._size, self._bookmark_icon = theme, size, bookmark
        if self._laid and place:
            cursor = self.textCursor()
            ends = self._laid.at(cursor.anchor()), self._laid.at(cursor.position())
            self._lay_out(self._laid.document)
            self.setTextCursor(self._laid.spanning(*ends))
            self._scroll_to(place)
        elif self._laid:
            self._laid.colour_links(theme.text["accent"])
        self._select_hits()
        self.viewport().update()

    def _lay_out(self, document: Document) -> None:
        self._laid = LaidOut(document, self.document(), self._size, self._theme.text["accent"])
        self._fit()

    def _fit(self) -> None:
        """Set the measure for the width at hand and centre the page by viewport margins."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        wanted = measure_width(self._size) + 2 * GUTTER
        width = max(2 * GUTTER + 120, min(wanted, room))
        side = max(0, (room - width) // 2)
        self.setViewportMargins(side, 0, side, 0)
        if self.lineWrapColumnOrWidth() != width:
            self.setLineWrapColumnOrWidth(width)

    # -- marks and hits --------------------------------------------------------------------------------------

    def show_marks(self, marks: tuple[PlacedMark, ...]) -> None:
        """Paint these marks of the open document; those without a place are not painted."""
        self._marks = marks
        self._stripes, self._bookmarked = {}, set()
        for placed in marks:
            if placed.location is None or self._laid is None:
                continue
            if placed.mark.kind == "bookmark":
                self._bookmarked.add(self._laid.index[placed.location.start.block])
                continue
            for number, start, end in self._laid.parts(placed.location):
                stripe = Stripe(start, end, placed.mark.colour, placed.mark.kind == "note")
                self._stripes.setdefault(number, []).append((placed.mark.id, stripe))
        self.viewport().update()

    def show_hits(self, hits: dict[str, tuple[tuple[int, int], ...]], current: str | None = None) -> None:
        """Mark the words of a search: spans in code points by block id, stronger in the block of the current hit."""
        self._hits, self._current_hit = hits, current
        self._select_hits()

    def _select_hits(self) -> None:
        selections = []
        for block_id, spans in self._hits.items():
            number = self._laid.index.get(block_id) if self._laid else None
            if number is None or self._laid is None:
                continue
            kind = "current" if block_id == self._current_hit else "word"
            ground, ink = QColor(self._theme.hit[kind]), QColor(self._theme.hit[f"{kind}_text"])
            for start, end in spans:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = self._laid.cursor(number, start, end)  # type: ignore[attr-defined]  # a struct member that the stubs leave out
                selection.format.setBackground(ground)  # type: ignore[attr-defined]
                selection.format.setForeground(ink)  # type: ignore[attr-defined]
                selections.append(selection)
        self.setExtraSelections(selections)

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
        self.verticalScrollBar().setValue(round(top - room / 3))
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
            self.verticalScrollBar().setValue(round(top) - _ABOVE)

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
        caret = self._laid.at(self.textCursor().position())
        if caret is not None and caret[0] in numbers:
            return self._laid.whole(caret[0])
        return self._laid.whole(next((number for number, begins in visible if begins), numbers[0]))

    def text_of(self, location: Location) -> str:
        """The words at a location of the open document."""
        return self._laid.text_of(location) if self._laid else ""

    def rects_of(self, location: Location) -> list[QRectF]:
        """Where a location is on the viewport, line by line, in pixels."""
        down = -self.verticalScrollBar().value()
        return [rect.translated(0, down) for rect in self._laid.rects_of(location)] if self._laid else []

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)

    # -- events ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._laid is not None:
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_under(painter, QRectF(event.rect()), self._laid)
        super().paintEvent(event)

    def _paint_under(self, painter: QPainter, exposed: QRectF, laid: LaidOut) -> None:
        scroll = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        look = Look(
            self._theme, self._size, float(self.lineWrapColumnOrWidth()), laid.right_to_left, self._bookmark_icon
        )
        flashing = {n: (a, b) for n, a, b in laid.parts(self._flash)} if self._flash else {}
        block = self.cursorForPosition(exposed.topLeft().toPoint()).block()
        block = block.previous() if block.previous().isValid() else block
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(0, -scroll)
            if rect.top() > exposed.bottom() + 4:
                break
            number = block.userState()
            if number >= 0:
                stripes = [Stripe(*flashing[number], "flash")] if number in flashing else []
                stripes += [stripe for _, stripe in self._stripes.get(number, ())]
                paint_block(
                    painter, block, laid.leaf(number), rect.topLeft(), stripes, number in self._bookmarked, look
                )
            block = block.next()

    def hold(self, location: Location | None) -> None:
        """Keep a location shown, as while its note is written; None lets it go."""
        self._flash_timer.stop()
        self._flash = location
        self.viewport().update()

    def _end_flash(self) -> None:
        self._flash = None
        self.viewport().update()

    def _scrolled(self) -> None:
        if self._laid is not None:
            self._settled.start()
            self.reading.emit(self.place().block)

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self.place() if self._laid and event.oldSize().width() != event.size().width() else None
        super().resizeEvent(event)
        before = self.lineWrapColumnOrWidth()
        self._fit()
        if place is not None and self.lineWrapColumnOrWidth() != before:
            self._scroll_to(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += event.angleDelta().y()
            steps = int(self._turned / _NOTCH)  # a touchpad sends many small parts of one
            self._turned -= steps * _NOTCH
            if steps:
                self.zoomed.emit(steps)
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without a caret in sight these keys should scroll, as in every reader.
        bar = self.verticalScrollBar()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
        elif event.modifiers() == Qt.KeyboardModifier.ShiftModifier and event.key() == Qt.Key.Key_Space:
            bar.triggerAction(bar.SliderAction.SliderPageStepSub)
        else:
            if event.key() in _CARET_KEYS:
                self.setCursorWidth(2)  # somebody reads with the keyboard: show where it is
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setCursorWidth(0)
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            mark = self.mark_at(event.position())
            if mark is not None and not self.anchorAt(event.position().toPoint()):
                self.mark_clicked.emit(mark)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos(), self.mark_at(QPointF(event.pos())))

    def mark_at(self, where: QPointF) -> str | None:
        """The id of the topmost mark painted at a point of the viewport."""
        for placed in reversed(self._marks):
            if placed.location is None or placed.mark.kind == "bookmark":
                continue
            if any(rect.contains(where) for rect in self.rects_of(placed.location)):
                return placed.mark.id
        return None

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind == QTextDocument.ResourceType.ImageResource.value:
            image = QImage(QSize(1, 1), QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            return image
        return QByteArray()
