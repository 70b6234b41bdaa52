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
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
    QWheelEvent,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from reader.core.types import Block, Document, Location, PlacedMark, Point
from reader.ui import fonts
from reader.ui.reading.painter import Look, Stripe, paint_block, stripe_rects
from reader.ui.reading.positions import blocks_by_leaf, from_utf16, number_leaves, to_utf16
from reader.ui.reading.typography import GUTTER, measure_width, set_block
from reader.ui.theme import Theme

_RTL_LANGUAGES = {"ar", "fa", "ur", "he", "ps", "ckb", "sd", "dv", "yi"}
_FLASH_MS = 1_400
_SETTLE_MS = 400
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
        self._document: Document | None = None
        self._blocks: dict[int, QTextBlock] = {}
        self._index: dict[str, int] = {}
        self._marks: tuple[PlacedMark, ...] = ()
        self._stripes: dict[int, list[tuple[str, Stripe]]] = {}
        self._bookmarked: set[int] = set()
        self._hits: dict[str, tuple[tuple[int, int], ...]] = {}
        self._current_hit: str | None = None
        self._flash: Location | None = None
        self._bookmark_icon = QPixmap()
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
        self._document = document
        self._index = {block.id: number for number, block in enumerate(document.blocks)}
        self._marks, self._stripes, self._bookmarked, self._hits = (), {}, set(), {}
        self._flash = None
        self._lay_out()
        if place is None:
            self.verticalScrollBar().setValue(0)
            self.setTextCursor(QTextCursor(self.document()))
        else:
            self.go_to_place(place)
        self._settled.start()

    @property
    def shown(self) -> Document | None:
        return self._document

    def right_to_left(self) -> bool:
        return bool(self._document and self._document.info.language.split("-")[0] in _RTL_LANGUAGES)

    def set_look(self, theme: Theme, size: int, bookmark: QPixmap) -> None:
        """Change colours or text size; the place stays."""
        changed = size != self._size
        place = self.place() if self._document and changed else None
        self._theme, self._size, self._bookmark_icon = theme, size, bookmark
        if self._document and changed:
            self._lay_out()
            if place:
                self.go_to_place(place)
        elif self._document:
            self._colour_links()
        self._select_hits()
        self.viewport().update()

    def _lay_out(self) -> None:
        assert self._document is not None
        leaves = self._document.blocks
        rtl = self.right_to_left()
        page = self.document()
        page.setDocumentMargin(0)
        page.setDefaultFont(fonts.reading_font(self._size))
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        page.setDefaultTextOption(option)
        self.setHtml("".join(leaf.html for leaf in leaves))
        agreed = number_leaves(page, leaves)
        assert agreed, f"the page and its leaves differ in {self._document.info.id}"
        self._blocks = blocks_by_leaf(page)
        cursor = QTextCursor(page)
        cursor.beginEditBlock()
        for number, leaf in enumerate(leaves):
            following = leaves[number + 1].kind if number + 1 < len(leaves) else ""
            ends_list = leaf.kind == "item" and following != "item"
            set_block(self._blocks[number], leaf, self._size, number == 0, ends_list, rtl)
        frame = page.rootFrame().frameFormat()
        frame.setLeftMargin(GUTTER)
        frame.setRightMargin(GUTTER)
        frame.setTopMargin(round(self._size * 1.4))
        frame.setBottomMargin(round(self._size * 5))
        page.rootFrame().setFrameFormat(frame)
        cursor.endEditBlock()
        page.setIndentWidth(round(self._size * 1.45))
        self._colour_links()
        self._fit()

    def _colour_links(self) -> None:
        """Links in the accent colour and underlined; text in ink. Qt bakes both into the character formats."""
        shape = QTextCharFormat()
        shape.setForeground(QColor(self._theme.text["accent"]))
        shape.setFontUnderline(True)
        for block in self._blocks.values():
            iterator = block.begin()
            spans = []
            while not iterator.atEnd():
                fragment = iterator.fragment()
                if fragment.charFormat().isAnchor():
                    spans.append((fragment.position(), fragment.length()))
                iterator += 1
            for position, length in spans:
                cursor = QTextCursor(block)
                cursor.setPosition(position)
                cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
                cursor.mergeCharFormat(shape)

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
            if placed.location is None:
                continue
            if placed.mark.kind == "bookmark":
                self._bookmarked.add(self._index[placed.location.start.block])
                continue
            for number, start, end in self._parts(placed.location):
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
            number = self._index.get(block_id)
            if number is None:
                continue
            block, text = self._blocks[number], self._leaf(number).text
            colour = QColor(self._theme.hit["current" if block_id == self._current_hit else "word"])
            for start, end in spans:
                selection = QTextEdit.ExtraSelection()
                cursor = QTextCursor(block)
                cursor.setPosition(block.position() + to_utf16(text, start))
                cursor.setPosition(block.position() + to_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
                selection.cursor = cursor  # type: ignore[attr-defined]  # a struct member that the stubs leave out
                selection.format.setBackground(colour)  # type: ignore[attr-defined]
                selections.append(selection)
        self.setExtraSelections(selections)

    def _parts(self, location: Location) -> list[tuple[int, int, int]]:
        """(leaf number, start, end) for each leaf that a location touches."""
        first, last = self._index[location.start.block], self._index[location.end.block]
        parts = []
        for number in range(first, last + 1):
            start = location.start.offset if number == first else 0
            end = location.end.offset if number == last else len(self._leaf(number).text)
            if end > start:
                parts.append((number, start, end))
        return parts

    def _leaf(self, number: int) -> Block:
        assert self._document is not None
        return self._document.blocks[number]

    # -- places ----------------------------------------------------------------------------------------------

    def go_to(self, location: Location, flash: bool = True) -> None:
        """Bring a location into view, a third down the page, and show it for a moment."""
        number = self._index.get(location.start.block)
        if number is None:
            return
        block, text = self._blocks[number], self._leaf(number).text
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + to_utf16(text, location.start.offset))
        self.setTextCursor(cursor)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(round(top - self.viewport().height() / 3))
        if flash:
            self._flash = location
            self._flash_timer.start()
        self.viewport().update()

    def go_to_place(self, place: Point) -> None:
        """Put a place at the top of the view, as it was when it was kept."""
        number = self._index.get(place.block)
        if number is None:
            return
        block = self._blocks[number]
        cursor = QTextCursor(block)
        line = block.layout().lineForTextPosition(to_utf16(self._leaf(number).text, place.offset))
        self.setTextCursor(cursor)
        rect = self.document().documentLayout().blockBoundingRect(block)
        line = block.layout().lineForTextPosition(to_utf16(self._leaf(number).text, place.offset))
        self.verticalScrollBar().setValue(round(rect.top() + (line.y() if line.isValid() and place.offset else 0) - 8))

    def place(self) -> Point:
        """The first visible line: its block, and the offset of its first character."""
        assert self._document is not None
        top = self.verticalScrollBar().value() + 8
        layout = self.document().documentLayout()
        for number, block in self._blocks.items():
            rect = layout.blockBoundingRect(block)
            if rect.bottom() > top + 2:
                text = block.layout()
                for index in range(text.lineCount()):
                    line = text.lineAt(index)
                    if rect.top() + line.y() + line.height() > top + 2:
                        return Point(self._leaf(number).id, from_utf16(self._leaf(number).text, line.textStart()))
        return Point(self._document.blocks[-1].id, 0)

    def selected(self) -> Location | None:
        """The selected words, without white space at the ends; None when nothing is selected."""
        cursor = self.textCursor()
        if self._document is None or not cursor.hasSelection():
            return None
        start = self._point(cursor.selectionStart(), forward=True)
        end = self._point(cursor.selectionEnd(), forward=False)
        if start is None or end is None:
            return None
        (first, a), (last, b) = start, end
        text = self._leaf(first).text
        while (first, a) < (last, b) and (a >= len(text) or text[a].isspace()):
            first, a = (first, a + 1) if a < len(text) else (first + 1, 0)
            text = self._leaf(first).text
        text = self._leaf(last).text
        while (first, a) < (last, b) and (b == 0 or text[b - 1].isspace()):
            if b == 0:
                last -= 1
                text = self._leaf(last).text
                b = len(text)
            else:
                b -= 1
        if (first, a) >= (last, b):
            return None
        return Location(self._document.info.id, Point(self._leaf(first).id, a), Point(self._leaf(last).id, b))

    def _point(self, position: int, forward: bool) -> tuple[int, int] | None:
        block = self.document().findBlock(position)
        offset = position - block.position()
        while block.isValid() and block.userState() < 0:
            block = block.next() if forward else block.previous()
            offset = 0 if forward else block.length() - 1
        if not block.isValid():
            return None
        return block.userState(), from_utf16(self._leaf(block.userState()).text, offset)

    def paragraph_here(self) -> Location | None:
        """The paragraph that a mark without a selection is for: the one with the caret if it is in view, else the
        first that is wholly visible, else the first visible. Titles count, rules do not."""
        if self._document is None:
            return None
        view = QRectF(0, self.verticalScrollBar().value(), 1, self.viewport().height())
        layout = self.document().documentLayout()
        caret = self._point(self.textCursor().position(), forward=True)
        visible = []
        for number, block in self._blocks.items():
            rect = layout.blockBoundingRect(block)
            if rect.bottom() > view.top() + 4 and rect.top() < view.bottom() - 4:
                visible.append((number, rect.top() >= view.top() - 2))
        if not visible:
            return None
        numbers = [number for number, _ in visible]
        if caret is not None and caret[0] in numbers:
            chosen = caret[0]
        else:
            chosen = next((number for number, whole in visible if whole), numbers[0])
        leaf = self._leaf(chosen)
        return Location(self._document.info.id, Point(leaf.id, 0), Point(leaf.id, len(leaf.text)))

    def text_of(self, location: Location) -> str:
        """The words at a location; paragraphs are separated by a newline."""
        return "\n".join(self._leaf(number).text[start:end] for number, start, end in self._parts(location))

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionStart())
        self.setTextCursor(cursor)

    def rects_of(self, location: Location) -> list[QRectF]:
        """Where a location is on the viewport, in pixels: for tests and pictures."""
        return [
            rect.translated(0, -self.verticalScrollBar().value())
            for number, start, end in self._parts(location)
            for rect in stripe_rects(self._blocks[number], self._leaf(number), self._origin(number), start, end)
        ]

    def _origin(self, number: int) -> QPointF:
        return self.document().documentLayout().blockBoundingRect(self._blocks[number]).topLeft()

    # -- events ----------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._document is not None:
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                self._paint_under(painter, QRectF(event.rect()))
        super().paintEvent(event)

    def _paint_under(self, painter: QPainter, exposed: QRectF) -> None:
        scroll = self.verticalScrollBar().value()
        layout = self.document().documentLayout()
        look = Look(
            self._theme, self._size, float(self.lineWrapColumnOrWidth()), self.right_to_left(), self._bookmark_icon
        )
        flashing = {n: (a, b) for n, a, b in self._parts(self._flash)} if self._flash else {}
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
                    painter, block, self._leaf(number), rect.topLeft(), stripes, number in self._bookmarked, look
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
        if self._document is not None:
            self._settled.start()
            self.reading.emit(self.place().block)

    def resizeEvent(self, event: QResizeEvent) -> None:
        place = self.place() if self._document and event.oldSize().width() != event.size().width() else None
        super().resizeEvent(event)
        before = self.lineWrapColumnOrWidth()
        self._fit()
        if place is not None and self.lineWrapColumnOrWidth() != before:
            self.go_to_place(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
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
