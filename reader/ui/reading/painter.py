"""What is painted under the text of the visible blocks: marks, call-outs, paragraph numbers, bookmarks, list bullets.

Painting costs half a millisecond a frame with a thousand marks; character formats would lay the text out again, split
its shaping and dirty what is copied (measured). Rectangles are joined from single characters, so they are exact in
mixed right-to-left lines too.
"""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QTextBlock, QTextLine

from reader.core.types import Block
from reader.ui import fonts
from reader.ui.reading.positions import to_utf16
from reader.ui.reading.typography import GUTTER, ORDERED
from reader.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Stripe:
    """One mark's part in one leaf; offsets in code points. `colour` is a mark colour, or "flash"."""

    start: int
    end: int
    colour: str
    has_note: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What the painter needs besides the block: the same for a whole frame."""

    theme: Theme
    size: int
    width: float
    right_to_left: bool
    bookmark: QPixmap


def paint_block(
    painter: QPainter,
    block: QTextBlock,
    leaf: Block,
    origin: QPointF,
    stripes: list[Stripe],
    bookmarked: bool,
    look: Look,
) -> None:
    """Paint under one text block; `origin` is the top left of its text in the painter's coordinates."""
    if leaf.kind in ("callout", "quote"):
        _bar(painter, block, origin, look)
    if leaf.kind == "item" and block.textList() is not None:
        _bullet(painter, block, origin, look)
    for stripe in stripes:
        _stripe(painter, block, leaf, origin, stripe, look)
    if leaf.number is not None:
        _number(painter, block, leaf.number, origin, look)
    if bookmarked:
        _bookmark(painter, block, origin, look)


def stripe_rects(block: QTextBlock, leaf: Block, origin: QPointF, start: int, end: int) -> list[QRectF]:
    """The rectangles of a span of a leaf, one or more a line."""
    layout = block.layout()
    first, last = to_utf16(leaf.text, start), to_utf16(leaf.text, end)
    rects: list[QRectF] = []
    for index in range(layout.lineCount()):
        line = layout.lineAt(index)
        a, b = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
        if a >= b:
            continue
        top = origin.y() + line.y()
        for left, right in _runs(line, a, b):
            rects.append(QRectF(origin.x() + left, top, right - left, line.height()))
    return rects


def _runs(line: QTextLine, start: int, end: int) -> list[tuple[float, float]]:
    """Horizontal extents of the characters from `start` to `end`, neighbours joined."""
    spans: list[tuple[float, float]] = []
    for position in range(start, end):
        one = _x(line, position, QTextLine.Edge.Leading)
        two = _x(line, position, QTextLine.Edge.Trailing)
        spans.append((min(one, two), max(one, two)))
    joined: list[tuple[float, float]] = []
    for left, right in sorted(spans):
        if joined and left <= joined[-1][1] + 0.5:
            joined[-1] = (joined[-1][0], max(right, joined[-1][1]))
        else:
            joined.append((left, right))
    return joined


def _x(line: QTextLine, position: int, edge: QTextLine.Edge) -> float:
    return line.cursorToX(position, edge)[0]  # type: ignore[index,no-any-return]  # a pair; the stubs say object


def _stripe(painter: QPainter, block: QTextBlock, leaf: Block, origin: QPointF, stripe: Stripe, look: Look) -> None:
    colours = look.theme.mark | {"flash": look.theme.ground["selected"]}
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours[stripe.colour]))
    rects = stripe_rects(block, leaf, origin, stripe.start, stripe.end)
    for rect in rects:
        painter.drawRoundedRect(_snug(rect, look.size), 3, 3)
    if stripe.has_note:
        # A note shows as an underline too, so that it differs from a highlight without colour.
        painter.setPen(QPen(QColor(look.theme.bar[stripe.colour]), 1.6))
        for rect in rects:
            snug = _snug(rect, look.size)
            painter.drawLine(snug.bottomLeft(), snug.bottomRight())


def _snug(rect: QRectF, size: int) -> QRectF:
    """The part of a line that the letters fill: Qt puts all of the extra line height above them."""
    height = min(rect.height(), size * 1.36)
    return QRectF(rect.left() - 1, rect.bottom() - height, rect.width() + 2, height)


def _number(painter: QPainter, block: QTextBlock, number: int, origin: QPointF, look: Look) -> None:
    layout = block.layout()
    if not layout.lineCount():
        return
    line = layout.lineAt(0)
    baseline = origin.y() + line.y() + line.ascent()
    font = fonts.interface_font(max(10, round(look.size * 0.62)))
    painter.setFont(font)
    painter.setPen(QColor(look.theme.text["faint"]))
    text = str(number)
    width = painter.fontMetrics().horizontalAdvance(text)
    x = look.width - GUTTER + 22 if look.right_to_left else GUTTER - 22 - width
    painter.drawText(QPointF(x, baseline), text)


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
        painter.setFont(fonts.reading_font(look.size))
        text = f"{block.textList().itemNumber(block) + 1}."
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
    line = block.layout().lineAt(0)
    side = look.bookmark.deviceIndependentSize().width()
    y = origin.y() + line.y() + line.ascent() - side * 0.86
    x = look.width - 4 - side if look.right_to_left else 4.0
    painter.drawPixmap(QPointF(x, y), look.bookmark)
