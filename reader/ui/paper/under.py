"""What is drawn beside and under the text of a piece: marks with the numbers of their notes, bookmarks, paragraph
numbers, list bullets, the bars of call-outs, the lines of tables. All in dots, from the page's own origin."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTextBlock, QTextDocument

from reader.core.types import Block
from reader.ui.paper.marked import INKS, TINTS, Marks, Sign
from reader.ui.paper.pagination import Slice
from reader.ui.paper.pieces import Piece
from reader.ui.paper.sheet import MM, Sheet
from reader.ui.paper.typography import ORDERED, RULED, font, indent, style_of, table_of, table_rows
from reader.ui.reading.painter import Stripe, stripe_rects
from reader.ui.reading.positions import to_utf16
from reader.ui.reading.signs import PATTERNS, draw_line

_GREY = "#444444"
_HAIR = "#9a9a9a"
_AWAY = 4.0 * MM  # of numbers from the text
_BOOKMARK = 11.0 * MM  # of bookmarks from the text
_NOTES = 3.5 * MM  # of the numbers of notes from the text


@dataclass(frozen=True, slots=True)
class Laid:
    """A piece that is laid out: its text begins `left` dots from the left edge of the text's column."""

    piece: Piece
    document: QTextDocument
    left: float
    sheet: Sheet
    right_to_left: bool

    @property
    def blocks(self) -> list[QTextBlock]:
        """The text blocks of the leaves, in order."""
        found = []
        block = self.document.begin()
        while block.isValid():
            if block.text().strip():
                found.append(block)
            block = block.next()
        return found


def draw_under(painter: QPainter, laid: Laid, part: Slice) -> None:
    """Everything of a slice but its text; the origin is the top left of the page's text."""
    piece, unit = laid.piece, laid.sheet.unit
    origin = QPointF(laid.left, part.y - part.top)
    if piece.ruled and part.top <= 0 < part.y:
        wide = laid.sheet.text_width
        painter.setPen(QPen(QColor(_HAIR), unit * 0.05))
        start = wide * 0.72 if laid.document.firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft else 0
        y = part.y - unit * RULED / 2
        painter.drawLine(QPointF(start, y), QPointF(start + wide * 0.28, y))
    if piece.kind in ("callout", "quote"):
        _bar(painter, laid, part)
    if table_of(laid.document) is not None:
        _lines(painter, laid, part, origin)
    if piece.kind == "note":
        _items(painter, laid, part, origin)
    blocks = laid.blocks if piece.leaves else []
    for number, (block, marks) in enumerate(zip(blocks, piece.marks, strict=False)):
        where = laid.document.documentLayout().blockBoundingRect(block).topLeft() + origin
        for paint in (_tint, _line):  # no mark hides the line of another
            for stripe in marks.stripes:
                rects = _rects(laid, number, block, stripe, where)
                paint(painter, [r for r in rects if _shown(r, part)], stripe, unit * style_of(piece).scale)
        _signs(painter, laid, number, block, marks, where, part)
        if piece.kind != "table" and number == 0 and _shown(_first_line(block, where), part):
            _hang(painter, laid, block, marks, where)


def _shown(rect: QRectF, part: Slice) -> bool:
    """Whether a line is among the rows of a slice."""
    return part.y - 1 <= rect.center().y() <= part.y + part.bottom - part.top + 1


def _first_line(block: QTextBlock, where: QPointF) -> QRectF:
    return block.layout().lineAt(0).rect().translated(where)


def _rects(laid: Laid, number: int, block: QTextBlock, stripe: Stripe, where: QPointF) -> list[QRectF]:
    """Where the words of a stripe are, line by line. What was added behind links counts as their words' end."""
    leaf, added = laid.piece.leaves[number], laid.piece.added[number]
    before = sum(length for offset, length in added if offset <= stripe.start)
    inside = sum(length for offset, length in added if stripe.start < offset < stripe.end)
    if not added:
        found = stripe_rects(block, leaf, stripe.start, stripe.end)
    else:
        shown = Block(leaf.id, leaf.kind, block.text(), "")
        found = stripe_rects(block, shown, stripe.start + before, stripe.end + before + inside)
    return [rect.translated(where) for rect in found]


def _snug(rect: QRectF, size: float) -> QRectF:
    """The part of a line that the letters fill: Qt puts all of the extra line height above them."""
    height = min(rect.height(), size * 1.28)
    return QRectF(rect.left(), rect.bottom() - height, rect.width(), height)


def _tint(painter: QPainter, rects: list[QRectF], stripe: Stripe, size: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(TINTS[stripe.colour]))  # type: ignore[index]  # stripes of marks only
    for rect in rects:
        painter.drawRect(_snug(rect, size))


def _line(painter: QPainter, rects: list[QRectF], stripe: Stripe, size: float) -> None:
    unit = size / 15
    down = unit * (-1.0 + 2.7 * stripe.lane)
    for rect in rects:
        ends = rect.left() + unit / 2, rect.right() - unit / 2
        pattern = PATTERNS[stripe.colour]  # type: ignore[index]
        draw_line(painter, pattern, QColor(INKS[stripe.colour]), *ends, rect.bottom() + down, unit)  # type: ignore[index]


def _signs(
    painter: QPainter, laid: Laid, number: int, block: QTextBlock, marks: Marks, where: QPointF, part: Slice
) -> None:
    """The numbers of notes in the outer margin, in boxes, beside the lines where their marks begin."""
    unit = laid.sheet.unit
    face = font(unit * 0.68, sans=True)
    metrics = QFontMetricsF(face)
    high, room = unit * 0.98, laid.sheet.sides * MM - _NOTES - 5 * MM
    used: dict[float, float] = {}  # by line, how much of the margin is taken
    for sign in marks.signs:
        line = _line_of(laid, number, block, sign)
        if not _shown(line.translated(where), part):
            continue
        wide = max(high, metrics.horizontalAdvance(str(sign.number)) + unit * 0.44)
        taken = used.get(line.top(), 0.0)
        row = int((taken + wide) // room) if taken else 0
        start = max(taken, row * room)
        used[line.top()] = start + wide + unit * 0.25
        away = _NOTES + start - row * room
        left = -away - wide if laid.right_to_left else laid.sheet.text_width + away
        middle = where.y() + line.bottom() - unit * 0.66 + row * high * 1.15
        box = QRectF(left, middle - high / 2, wide, high)
        painter.setPen(QPen(QColor(INKS[sign.colour]), unit * 0.07))
        painter.setBrush(QColor(TINTS[sign.colour]))
        painter.drawRoundedRect(box, unit * 0.16, unit * 0.16)
        painter.setPen(QColor("black"))
        painter.setFont(face)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(sign.number))


def _line_of(laid: Laid, number: int, block: QTextBlock, sign: Sign) -> QRectF:
    before = sum(length for offset, length in laid.piece.added[number] if offset <= sign.offset)
    at = to_utf16(laid.piece.leaves[number].text, sign.offset) + before
    line = block.layout().lineForTextPosition(at)
    return (line if line.isValid() else block.layout().lineAt(0)).rect()


def _hang(painter: QPainter, laid: Laid, block: QTextBlock, marks: Marks, where: QPointF) -> None:
    """What stands beside the first line: the paragraph's number, the sign before an item, a bookmark."""
    piece, unit = laid.piece, laid.sheet.unit
    line = block.layout().lineAt(0)
    base = where.y() + line.y() + line.ascent()
    if piece.number:
        _number(painter, laid, piece.number, base)
    if piece.marker:
        rtl = laid.right_to_left
        _marker(
            painter, laid, piece.marker, where.x() + (line.naturalTextRect().right() if rtl else line.x()), base, rtl
        )
    if marks.bookmarked:
        rtl, wide = laid.right_to_left, laid.sheet.text_width
        _bookmark(painter, wide + _BOOKMARK if rtl else -_BOOKMARK - unit * 0.62, base, unit)


def _number(painter: QPainter, laid: Laid, number: str, base: float) -> None:
    """In the margin where lines begin; larger before a note, which is looked for by it."""
    note = laid.piece.kind == "note_quote"
    face = font(laid.sheet.unit * (0.8 if note else 0.66), sans=True)
    painter.setFont(face)
    painter.setPen(QColor("black" if note else _GREY))
    advance = QFontMetricsF(face).horizontalAdvance(number)
    painter.drawText(QPointF(laid.sheet.text_width + _AWAY if laid.right_to_left else -_AWAY - advance, base), number)


def _marker(painter: QPainter, laid: Laid, marker: str, edge: float, base: float, right_to_left: bool) -> None:
    """Before an item whose line begins at `edge`."""
    unit, out = laid.sheet.unit * style_of(laid.piece).scale, 1 if right_to_left else -1
    if marker == "•":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_GREY))
        painter.drawEllipse(QPointF(edge + out * unit * 0.75, base - unit * 0.27), unit * 0.135, unit * 0.135)
        return
    face = font(unit)
    painter.setFont(face)
    painter.setPen(QColor("black"))
    advance = QFontMetricsF(face).horizontalAdvance(marker)
    painter.drawText(QPointF(edge + out * unit * 0.4 - (0 if out > 0 else advance), base), marker)


def _items(painter: QPainter, laid: Laid, part: Slice, origin: QPointF) -> None:
    """The signs of the lists in a note."""
    for block in laid.blocks:
        where = laid.document.documentLayout().blockBoundingRect(block).topLeft() + origin
        items = block.textList()
        if items is None or not _shown(_first_line(block, where), part):
            continue
        shape, line = items.format(), block.layout().lineAt(0)
        marker = f"{shape.start() + items.itemNumber(block)}." if shape.property(ORDERED) else "•"
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        edge = where.x() + (line.naturalTextRect().right() if rtl else line.x())
        _marker(painter, laid, marker, edge, where.y() + line.y() + line.ascent(), rtl)


def _bookmark(painter: QPainter, left: float, base: float, unit: float) -> None:
    """A ribbon."""
    wide, high = unit * 0.62, unit * 0.86
    top = base - high + unit * 0.06
    shape = [(0, 0), (1, 0), (1, 1), (0.5, 0.68), (0, 1)]
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GREY))
    painter.drawPolygon(QPolygonF([QPointF(left + x * wide, top + y * high) for x, y in shape]))


def _bar(painter: QPainter, laid: Laid, part: Slice) -> None:
    """Beside a call-out or a quote, as high as its letters."""
    unit = laid.sheet.unit
    high = part.bottom - part.top - unit * 0.25
    left = laid.sheet.text_width - unit * 0.2 if laid.right_to_left else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_GREY))
    painter.drawRect(QRectF(left, part.y + unit * 0.25, unit * 0.2, high))


def _lines(painter: QPainter, laid: Laid, part: Slice, origin: QPointF) -> None:
    """A line below each row of a table, a stronger one below the heads of its columns and at its end; and the numbers
    of the paragraphs in each row."""
    unit, layout = laid.sheet.unit, laid.document.documentLayout()
    tops = table_rows(laid.document, unit)
    placed = [(layout.blockBoundingRect(b), b, leaf) for b, leaf in zip(laid.blocks, laid.piece.leaves, strict=False)]
    for number, (top, bottom) in enumerate(tops):
        if top < part.top - 1 or bottom > part.bottom + 1:
            continue
        strong = number in (0, len(tops) - 1)
        painter.setPen(QPen(QColor(_GREY if strong else _HAIR), unit * (0.07 if strong else 0.035)))
        y = origin.y() + bottom
        painter.drawLine(QPointF(0, y), QPointF(laid.sheet.text_width, y))
        inside = [(rect, block, leaf) for rect, block, leaf in placed if top <= rect.top() < bottom]
        numbers = [leaf.number for _, _, leaf in inside if leaf.number is not None]
        if numbers:
            rect, block, _ = inside[0]
            line = block.layout().lineAt(0)
            said = str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"
            _number(painter, laid, said, origin.y() + rect.top() + line.y() + line.ascent())


def left_of(piece: Piece, sheet: Sheet, right_to_left: bool) -> float:
    """Where the lines of a piece begin to have room, from the left of the column."""
    return 0.0 if right_to_left else indent(piece) * sheet.unit
