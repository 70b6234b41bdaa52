"""A document once it is laid out: from our places to Qt's and back.

Made anew with every layout. Speaks of leaves by number, of places as `Point` and `Location`, and of geometry in the
coordinates of the text document; scrolling and painting are the page's.
"""

from bisect import bisect_right
from collections.abc import Iterable

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument, QTextFrame, QTextOption
from PySide6.QtWidgets import QTextEdit

from reader.core.settings import Typesetting
from reader.core.types import Block, Document, Location, Mention, Point
from reader.ui import fonts
from reader.ui.reading.painter import stripe_rects
from reader.ui.reading.positions import blocks_by_leaf, from_utf16, number_leaves, to_utf16
from reader.ui.reading.tables import set_tables
from reader.ui.reading.typography import GUTTER, Formats, set_block, set_rule

_RTL_LANGUAGES = {"ar", "fa", "ur", "he", "ps", "ckb", "sd", "dv", "yi"}

_KNOWN = 5_000
"""Spans whose rectangles are remembered."""

_STRIDE = 16  # leaves


class LaidOut:
    def __init__(self, document: Document, page: QTextDocument, type: Typesetting) -> None:
        """Lay `document` out in `page` with its text set as `type` says.

        `page` is new and belongs to no widget yet. Qt lays out as far as somebody looks and the rest in its idle time,
        and every change comes dear then: it lays out again, and leaves blocks without lines when it comes in between.
        """
        self.document = document
        self.right_to_left = document.info.language.split("-")[0] in _RTL_LANGUAGES
        self.index = {block.id: number for number, block in enumerate(document.blocks)}
        self._page = page
        self._known: dict[tuple[int, int, int], list[QRectF]] = {}
        self._known_width = 0.0
        self._near = 0
        page.setUndoRedoEnabled(False)
        page.setDocumentMargin(0)
        page.setDefaultFont(fonts.reading_font(type.size, face=type.face))
        page.setIndentWidth(round(type.size * 1.45))
        option = QTextOption()
        rtl, ltr = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        option.setTextDirection(rtl if self.right_to_left else ltr)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        page.setDefaultTextOption(option)
        page.setHtml("".join(leaf.html for leaf in document.blocks))
        agreed = number_leaves(page, document.blocks)
        assert agreed, f"the page and its leaves differ in {document.info.id}"
        self.blocks: dict[int, QTextBlock] = blocks_by_leaf(page)
        self._set_type(type)

    def _set_type(self, type: Typesetting) -> None:
        leaves, formats = self.document.blocks, Formats(type, self.right_to_left)
        cursor = QTextCursor(self._page)
        cursor.beginEditBlock()
        for number, leaf in enumerate(leaves):
            following = leaves[number + 1].kind if number + 1 < len(leaves) else ""
            ends_list = leaf.kind == "item" and following != "item"
            set_block(self.blocks[number], leaf, formats, number == 0, ends_list)
            if "<hr/>" in leaf.html and (before := self.blocks[number].previous()).userState() < 0:
                set_rule(before, type.size)
        set_tables(self._page, type.size, self.right_to_left)
        frame = self._page.rootFrame().frameFormat()
        frame.setLeftMargin(GUTTER)
        frame.setRightMargin(GUTTER)
        frame.setTopMargin(round(type.size * 1.4))
        frame.setBottomMargin(round(type.size * 5))
        self._page.rootFrame().setFrameFormat(frame)
        cursor.endEditBlock()

    # -- links -------------------------------------------------------------------------------------------------

    def link(self, mentions: Iterable[Mention]) -> None:
        """Make mentions links like those of the HTML, for eyes, keys and mouse: in Qt's formats alone, so leaves and
        places stay as they are. Before the page is shown, or when all of it is laid out."""
        all_at_once = QTextCursor(self._page)
        all_at_once.beginEditBlock()
        for mention in mentions:
            shape = QTextCharFormat()
            shape.setFontUnderline(True)
            shape.setAnchor(True)
            shape.setAnchorHref(mention.target)
            self.cursor(self.index[mention.block], mention.start, mention.end).mergeCharFormat(shape)
        all_at_once.endEditBlock()

    def links(self, number: int) -> list[tuple[Location, str]]:
        """Where the links of a leaf are, and what they lead to."""
        leaf, name = self.leaf(number), self.document.info.id
        first = self.blocks[number].position()
        points = [
            (Point(leaf.id, from_utf16(leaf.text, a - first)), Point(leaf.id, from_utf16(leaf.text, b - first)), to)
            for a, b, to in self._anchors(number)
        ]
        return [(Location(name, start, end), href) for start, end, href in points]

    def _anchors(self, number: int) -> list[tuple[int, int, str]]:
        """The links of a leaf: from and to which of Qt's positions, and what they lead to."""
        found: list[tuple[int, int, str]] = []
        iterator = self.blocks[number].begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            href, start = fragment.charFormat().anchorHref(), fragment.position()
            if href and found and found[-1][1:] == (start, href):
                found[-1] = (found[-1][0], start + fragment.length(), href)
            elif href:
                found.append((start, start + fragment.length(), href))
            iterator += 1
        return found

    def link_selections(self, leaves: Iterable[int], colour: str) -> list[QTextEdit.ExtraSelection]:
        """The words of links in these leaves, as selections that lie over the text: a theme changes nothing in it."""
        shape = QTextCharFormat()
        shape.setForeground(QColor(colour))
        selections = []
        for start, end, _ in (anchor for number in leaves for anchor in self._anchors(number)):
            cursor, selection = QTextCursor(self._page), QTextEdit.ExtraSelection()
            cursor.setPosition(start)
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.cursor, selection.format = cursor, shape  # type: ignore[attr-defined]  # members that the stubs leave out
            selections.append(selection)
        return selections

    # -- leaves and words ------------------------------------------------------------------------------------

    def leaf(self, number: int) -> Block:
        return self.document.blocks[number]

    def parts(self, location: Location) -> list[tuple[int, int, int]]:
        """(leaf number, start, end) for each leaf that a location touches."""
        first, last = self.index[location.start.block], self.index[location.end.block]
        parts = []
        for number in range(first, last + 1):
            start = location.start.offset if number == first else 0
            end = location.end.offset if number == last else len(self.leaf(number).text)
            if end > start:
                parts.append((number, start, end))
        return parts

    def text_of(self, location: Location) -> str:
        """The words at a location; paragraphs are separated by a newline."""
        return "\n".join(self.leaf(number).text[start:end] for number, start, end in self.parts(location))

    def whole(self, number: int) -> Location:
        """All of one leaf."""
        leaf = self.leaf(number)
        return Location(self.document.info.id, Point(leaf.id, 0), Point(leaf.id, len(leaf.text)))

    # -- Qt's positions ----------------------------------------------------------------------------------------

    def cursor(self, number: int, start: int, end: int | None = None) -> QTextCursor:
        """A cursor at an offset of a leaf, selecting to `end` where it is given."""
        block, text = self.blocks[number], self.leaf(number).text
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + to_utf16(text, start))
        if end is not None:
            cursor.setPosition(block.position() + to_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def spanning(self, anchor: tuple[int, int] | None, position: tuple[int, int] | None) -> QTextCursor:
        """A cursor between two places as `at` tells them; at the beginning where one is unknown."""
        if anchor is None or position is None:
            return QTextCursor(self._page)
        cursor = self.cursor(*anchor)
        cursor.setPosition(self.cursor(*position).position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def at(self, position: int, forward: bool = True) -> tuple[int, int] | None:
        """(leaf number, offset) of a position in Qt's text; beside a rule, the next leaf in the given direction."""
        block = self._page.findBlock(position)
        offset = position - block.position()
        while block.isValid() and block.userState() < 0:
            block = block.next() if forward else block.previous()
            offset = 0 if forward else block.length() - 1
        if not block.isValid():
            return None
        return block.userState(), from_utf16(self.leaf(block.userState()).text, offset)

    def between(self, start: int, end: int) -> Location | None:
        """The words between two positions in Qt's text, without white space at the ends; None when there are none."""
        one, two = self.at(start), self.at(end, forward=False)
        if one is None or two is None:
            return None
        (first, a), (last, b) = one, two
        text = self.leaf(first).text
        while (first, a) < (last, b) and (a >= len(text) or text[a].isspace()):
            first, a = (first, a + 1) if a < len(text) else (first + 1, 0)
            text = self.leaf(first).text
        text = self.leaf(last).text
        while (first, a) < (last, b) and (b == 0 or text[b - 1].isspace()):
            if b == 0:
                last -= 1
                text = self.leaf(last).text
                b = len(text)
            else:
                b -= 1
        if (first, a) >= (last, b):
            return None
        return Location(self.document.info.id, Point(self.leaf(first).id, a), Point(self.leaf(last).id, b))

    # -- geometry ----------------------------------------------------------------------------------------------

    def reach(self, y: float) -> None:
        """Lay out as far as `y`, and let the scroll bar know, which Qt tells only when there is nothing to do."""
        self._page.documentLayout().hitTest(QPointF(0, y), Qt.HitTestAccuracy.FuzzyHit)
        self._page.documentLayout().documentSizeChanged.emit(QSizeF())  # nobody looks at the size: see `laying`

    def rect(self, number: int) -> QRectF:
        return self._page.documentLayout().blockBoundingRect(self.blocks[number])

    def rects_of(self, location: Location) -> list[QRectF]:
        """Where a location is, line by line."""
        return [rect for part in self.parts(location) for rect in self.rects(*part)]

    def rects(self, number: int, start: int, end: int, origin: QPointF | None = None) -> list[QRectF]:
        """Where a span of one leaf is, line by line, as if the leaf's top left were at `origin`. Kept, since a page
        full of marks asks at every frame."""
        width = self._page.textWidth()
        if width != self._known_width or len(self._known) > _KNOWN:
            self._known, self._known_width = {}, width
        span = (number, start, end)
        if span not in self._known:
            self._known[span] = stripe_rects(self.blocks[number], self.leaf(number), start, end)
        where = self.rect(number).topLeft() if origin is None else origin
        return [rect.translated(where) for rect in self._known[span]]

    def character_at(self, where: QPointF) -> Point | None:
        """The character under a point; None in the margins, and where a line ends before it."""
        position = self._page.documentLayout().hitTest(where, Qt.HitTestAccuracy.ExactHit)
        there = self.at(position) if position >= 0 else None
        if there is None:
            return None
        number, offset = there
        for begin in (offset, offset - 1):  # a hit in the second half of a letter counts as behind it
            if begin >= 0 and any(rect.contains(where) for rect in self.rects(number, begin, begin + 1)):
                return Point(self.leaf(number).id, begin)
        return None

    def top_of(self, place: Point) -> float | None:
        """The top of the line that holds a place; of the whole leaf, space above included, at its beginning."""
        number = self.index.get(place.block)
        if number is None:
            return None
        line = self.blocks[number].layout().lineForTextPosition(to_utf16(self.leaf(number).text, place.offset))
        return self.rect(number).top() + (line.y() if line.isValid() and place.offset else 0)

    def line_at(self, y: float) -> Point:
        """The first line that ends below `y`: its leaf, and the offset of its first character."""
        for number in range(self.near(y), len(self.blocks)):
            rect = self.rect(number)
            if rect.bottom() > y:
                layout = self.blocks[number].layout()
                for index in range(layout.lineCount()):
                    line = layout.lineAt(index)
                    if rect.top() + line.y() + line.height() > y:
                        return Point(self.leaf(number).id, from_utf16(self.leaf(number).text, line.textStart()))
        return Point(self.document.blocks[-1].id, 0)

    def leaves_between(self, top: float, bottom: float) -> list[tuple[int, bool]]:
        """The leaves in view, each with whether its beginning is."""
        visible = []
        for number in range(self.near(top), len(self.blocks)):
            rect = self.rect(number)
            if rect.top() >= bottom - 4 and self._table(number) is None:
                break
            if rect.bottom() > top + 4 and rect.top() < bottom - 4:
                visible.append((number, rect.top() >= top - 2))
        return visible

    def near(self, y: float) -> int:
        """The last leaf that begins above `y`; in a table its first one, since cells stand beside each other.

        Sought from where it was last, and laid out hardly further: Qt's own `hitTest` finds the end of the document in
        every margin as long as not all is laid out."""
        last, number = len(self.blocks) - 1, self._near
        while number and self.rect(number).top() > y:
            number = max(0, number - _STRIDE)
        while number < last and self.rect(min(number + _STRIDE, last)).top() <= y:
            number = min(number + _STRIDE, last)
        ahead = range(number + 1, min(number + _STRIDE, last) + 1)
        number += bisect_right(ahead, y, key=lambda leaf: self.rect(leaf).top())
        table = self._table(number)
        while number and table is not None and self.blocks[number - 1].position() >= table.firstPosition():
            number -= 1
        self._near = number
        return number

    def _table(self, number: int) -> QTextFrame | None:
        """The outermost table that a leaf stands in."""
        frame, table = QTextCursor(self.blocks[number]).currentFrame(), None
        while (outer := frame.parentFrame()) is not None:
            frame, table = outer, frame
        return table
