"""What is painted under the text of the visible blocks: marks, call-outs, paragraph numbers, bookmarks, list bullets.

Painting costs half a millisecond a frame with a thousand marks; character formats would lay the text out again, split
its shaping and dirty what is copied (measured). Rectangles are joined from single characters, so they are exact in
mixed right-to-left lines too.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
    QPixmap,
    QTextBlock,
    QTextCursor,
    QTextFormat,
    QTextLayout,
    QTextLine,
    QTextTableCell,
)

from reader.core.settings import Typesetting
from reader.core.types import Block
from reader.ui import fonts
from reader.ui.reading.positions import to_utf16
from reader.ui.reading.signs import PATTERNS, draw_line, wave
from reader.ui.reading.typography import GUTTER, ORDERED
from reader.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Stripe:
    """One mark's part in one leaf; offsets in code points. `colour` is a mark colour, "flash", or "term" for words that
    are being explained.

    `lane` counts the marks under which its line is drawn higher, so that the lines of overlapping marks all show.
    """

    start: int
    end: int
    colour: str
    has_note: bool = False
    lane: int = 0
    begins: bool = True  # the mark begins in this leaf
    foreign: bool = False  # of another person's layer
    current: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What the painter needs besides the block: the same for a whole frame."""

    theme: Theme
    type: Typesetting
    width: float
    right_to_left: bool
    bookmark: QPixmap

    @property
    def size(self) -> int:
        return self.type.size

    @property
    def margin(self) -> float:
        """Where the margin beside the end of the lines begins, seen in the direction of reading."""
        return 4.0 if self.right_to_left else self.width - GUTTER + 12


def paint_block(
    painter: QPainter,
    block: QTextBlock,
    leaf: Block,
    origin: QPointF,
    stripes: list[tuple[Stripe, list[QRectF]]],
    bookmarked: bool,
    look: Look,
    here: bool = False,
) -> None:
    """Paint under one text block; `origin` is the top left of its text in the painter's coordinates, as are the
    rectangles of its stripes. `here` marks the paragraph that the keys have come to."""
    if here:
        _here(painter, block, origin, look)
    if leaf.kind in ("callout", "quote"):
        _bar(painter, block, origin, look)
    cell = QTextCursor(block).currentTable().cellAt(block.position()) if leaf.kind == "cell" else None
    if cell is not None:
        _rule(painter, block, cell, origin, look)
    if leaf.kind == "item" and block.textList() is not None:
        _bullet(painter, block, origin, look)
    exposed, letters = painter.clipBoundingRect(), _letters(block) or look.size
    stripes = [(stripe, [_snug(rect, letters) for rect in lines]) for stripe, lines in stripes]
    shown = [(stripe, [rect for rect in lines if _is_in(exposed, rect)]) for stripe, lines in stripes]
    for paint in (_tint, _line):  # no mark hides the line of another
        for stripe, lines in shown:
            paint(painter, lines, stripe, look)
    notes: dict[float, int] = {}
    for stripe, lines in stripes:
        if stripe.has_note and stripe.begins and lines:
            slot = notes[lines[0].top()] = notes.get(lines[0].top(), -1) + 1
            _note(painter, lines[0], slot, stripe.colour, look)
        if stripe.current:
            _outline(painter, lines, look)
    if leaf.number is not None and look.type.numbers and (cell is None or _begins_row(block, cell)):
        _number(painter, block, leaf.number, origin, look)
    if bookmarked:
        _bookmark(painter, block, origin, look)


def _is_in(exposed: QRectF, rect: QRectF) -> bool:
    """Whether a line is to be painted: a turn of the wheel shows two of a paragraph. No clip is empty."""
    return exposed.isEmpty() or (rect.top() < exposed.bottom() + _ROOM and rect.bottom() > exposed.top() - _ROOM)


_ROOM = 16
"""Pixels that what belongs to a line may stand out of it, at the largest text size."""


def stripe_rects(block: QTextBlock, leaf: Block, start: int, end: int) -> list[QRectF]:
    """The rectangles of a span of a leaf, one or more a line, from the top left of its text."""
    layout = block.layout()
    first, last = to_utf16(leaf.text, start), to_utf16(leaf.text, end)
    rects: list[QRectF] = []
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        a, b = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        if a >= b:
            continue
        height = line.ascent() + min(line.descent(), line.ascent() * _DESCENT)
        for left, right in _runs(line, a, b):
            rects.append(QRectF(left, line.y(), right - left, height))
    return rects


_DESCENT = 0.37
"""Of the ascent: as deep as letters reach. An Arabic font says that it reaches twice as deep, for its vowel marks."""


def _runs(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """Horizontal extents of the characters from `start` to `end`, neighbours joined.

    The bounds of glyph runs are those of a selection. The places of a caret, which `cursorToX` tells, are not: beside
    a change of direction and inside an emoji of several characters they leave letters out.
    """
    bounds = (run.boundingRect() for run in line.glyphRuns(start, end - start, _BOUNDS))
    joined: list[tuple[float, float]] = []
    for left, right in sorted((rect.left(), rect.right()) for rect in bounds):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


_BOUNDS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
"""As little as can be asked for."""


def _tint(painter: QPainter, rects: list[QRectF], stripe: Stripe, look: Look) -> None:
    colours = look.theme.mark | {"flash": look.theme.ground["selected"]}
    if stripe.colour not in colours:
        return
    painter.setOpacity(0.5 if stripe.foreign else 1.0)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours[stripe.colour]))
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(_GAP, 0, -_GAP, 0), 3, 3)
    painter.setOpacity(1.0)


def _line(painter: QPainter, rects: list[QRectF], stripe: Stripe, look: Look) -> None:
    """The line under the words that tells a colour without colour; below those of marks that overlap."""
    unit = max(1.1, look.size / 13)
    if stripe.colour == "term":
        for rect in rects:
            draw_line(
                painter, "dotted", QColor(look.theme.text["muted"]), rect.left(), rect.right(), rect.bottom() - unit,
                max(0.8, look.size / 22),
            )  # fmt: skip
    if stripe.colour not in PATTERNS:
        return
    down = unit * (-1.4 + 3.9 * stripe.lane)
    ink, pattern = look.theme.bar[stripe.colour], PATTERNS[stripe.colour]
    for rect in rects:
        left, right, y = rect.left() + 2 * _GAP, rect.right() - 2 * _GAP, rect.bottom() + down
        if pattern == "wavy":
            strip = wave(ink, unit, painter.device().devicePixelRatio())
            part = QRectF(0, 0, (right - left) * strip.devicePixelRatio(), strip.height())
            painter.drawPixmap(QPointF(left, y - strip.deviceIndependentSize().height() / 2), strip, part)
        else:
            draw_line(painter, pattern, QColor(ink), left, right, y, unit)


_GAP = 0.5
"""Pixels at each end that stay free: two marks that touch do not look like one."""


def _outline(painter: QPainter, rects: list[QRectF], look: Look) -> None:
    """Around the mark that the keys act on."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(look.theme.line["focus"]), 1.5))
    for rect in rects:
        painter.drawRoundedRect(rect.adjusted(0, -1, 0, 1), 3, 3)


def _note(painter: QPainter, line: QRectF, slot: int, colour: str, look: Look) -> None:
    """A small sheet in the margin beside the line where a mark with a note begins; as many as there is room for."""
    side = min(16.0, max(10.0, look.size * 0.62))
    step = side + 4
    if (slot + 1) * step > GUTTER - 16:
        return
    away = slot * step
    left = look.margin + (GUTTER - 16 - side - away if look.right_to_left else away)
    box = QRectF(left, line.center().y() - side / 2, side, side)
    painter.setPen(QPen(QColor(look.theme.bar[colour]), 1.3))
    painter.setBrush(QColor(look.theme.mark[colour]))
    painter.drawRoundedRect(box, 2.5, 2.5)
    for part in (0.36, 0.64):
        y = box.top() + side * part
        painter.drawLine(QPointF(box.left() + side * 0.25, y), QPointF(box.right() - side * 0.25, y))


def _letters(block: QTextBlock) -> int:
    """The size of a block's letters in pixels: those of a heading are larger than the running text."""
    words = block.begin()
    return 0 if words.atEnd() else words.fragment().charFormat().intProperty(QTextFormat.Property.FontPixelSize.value)


def _snug(rect: QRectF, size: int) -> QRectF:
    """The part of a line that letters of a size fill: Qt puts all of the extra line height above them."""
    height = min(rect.height(), size * 1.36)
    return QRectF(rect.left(), rect.bottom() - height, rect.width(), height)


def _here(painter: QPainter, block: QTextBlock, origin: QPointF, look: Look) -> None:
    """A short bar in the margin, between the paragraph's number and its text."""
    layout = block.layout()
    first = layout.lineAt(0)
    top = origin.y() + max(0.0, first.height() - look.size * 1.4)
    high = origin.y() + layout.boundingRect().height() - top
    x = look.width - GUTTER + 8 if look.right_to_left else GUTTER - 11
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.text["accent"]))
    painter.drawRoundedRect(QRectF(x, top, 3, high), 1.5, 1.5)


def _number(painter: QPainter, block: QTextBlock, number: int, origin: QPointF, look: Look) -> None:
    layout = block.layout()
    if not layout.lineCount():
        return
    line = layout.lineAt(0)
    baseline = origin.y() + line.y() + line.ascent()
    font = fonts.interface_font(min(20, max(10, round(look.size * 0.62))))
    painter.setFont(font)
    painter.setPen(QColor(look.theme.text["faint"]))
    text = str(number)
    width = painter.fontMetrics().horizontalAdvance(text)
    x = look.width - GUTTER + 22 if look.right_to_left else GUTTER - 22 - width
    painter.drawText(QPointF(x, baseline), text)


def _begins_row(block: QTextBlock, cell: QTextTableCell) -> bool:
    """Whether there is room for its number in the margin: the cells of a row share it."""
    return cell.column() == 0 and cell.firstPosition() == block.position()


def _rule(painter: QPainter, block: QTextBlock, cell: QTextTableCell, origin: QPointF, look: Look) -> None:
    """Under the row of a table, stronger under its head. Drawn from both its ends: one may be out of view."""
    table = QTextCursor(block).currentTable()
    if cell.column() not in (0, table.columns() - cell.columnSpan()):
        return
    layout = block.document().documentLayout()
    row = cell.row() + cell.rowSpan() - 1
    cells = (table.cellAt(row, column) for column in range(table.columns()))
    blocks = (each.lastCursorPosition().block() for each in cells if each.row() + each.rowSpan() - 1 == row)
    shape = table.format()
    # Not the bottoms of their rectangles, which in Arabic reach below the lines.
    high = block.blockFormat().lineHeight()
    bottom = max(layout.blockBoundingRect(each).top() + each.layout().lineCount() * high for each in blocks)
    y = round(origin.y() - layout.blockBoundingRect(block).y() + bottom + shape.cellPadding() + look.size * 0.15) + 0.5
    head = row < shape.headerRowCount()
    painter.setPen(QPen(QColor(look.theme.line["strong" if head else "soft"]), 2 if head else 1))
    painter.drawLine(QPointF(GUTTER, y), QPointF(look.width - GUTTER, y))


def _bullet(painter: QPainter, block: QTextBlock, origin: QPointF, look: Look) -> None:
    """Qt's own bullets sit tight on the text and change size with the font; they are switched off in the layout."""
    line = block.layout().lineAt(0)
    baseline = origin.y() + line.y() + line.ascent()
    inner = origin.x() + (line.naturalTextRect().right() if look.right_to_left else line.x())
    out = 1 if look.right_to_left else -1
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.text["muted"]))
    if block.textList().format().property(ORDERED):
        painter.setPen(QColor(look.theme.text["muted"]))
        painter.setFont(fonts.reading_font(look.size, face=look.type.face))
        number = str(block.textList().itemNumber(block) + block.textList().format().start())
        text = f".{number}" if look.right_to_left else f"{number}."
        width = painter.fontMetrics().horizontalAdvance(text)
        painter.drawText(QPointF(inner + out * look.size * 0.45 - (0 if out > 0 else width), baseline), text)
        return
    radius = look.size * 0.14
    painter.drawEllipse(QPointF(inner + out * look.size * 0.75, baseline - look.size * 0.28), radius, radius)


def _bar(painter: QPainter, block: QTextBlock, origin: QPointF, look: Look) -> None:
    layout = block.layout()
    height = layout.boundingRect().height()
    first = layout.lineAt(0)
    top = origin.y() + max(0.0, first.height() - look.size * 1.5)
    x = look.width - GUTTER - 3 if look.right_to_left else GUTTER
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.theme.text["accent"]))
    painter.drawRoundedRect(QRectF(x, top, 3, height - (top - origin.y())), 1.5, 1.5)


def _bookmark(painter: QPainter, block: QTextBlock, origin: QPointF, look: Look) -> None:
    painter.drawPixmap(bookmark_rect(block, origin, look).topLeft(), look.bookmark)


def bookmark_rect(block: QTextBlock, origin: QPointF, look: Look) -> QRectF:
    """Where the bookmark of a block is."""
    line = block.layout().lineAt(0)
    side = look.bookmark.deviceIndependentSize().width()
    y = origin.y() + line.y() + line.ascent() - side * 0.86
    return QRectF(look.width - 4 - side if look.right_to_left else 4.0, y, side, side)
