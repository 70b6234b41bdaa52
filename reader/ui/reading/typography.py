"""How text is set: sizes, weights, spaces and the measure.

QTextDocument's style sheets do little (heading sizes are ignored, line height is relative to the font's natural height,
borders and padding do nothing), so after `setHtml` one pass over the blocks sets formats by the kind of leaf. Lines are
about 66 characters long whatever the window's width: a fixed wrap width, centred by viewport margins, so that widening
a window lays nothing out again.
"""

from dataclasses import dataclass

from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextListFormat,
)

from reader.core.types import Block
from reader.ui import fonts

MEASURE = 66
"""Characters a line, the middle of the 60-75 that are easy to read."""

GUTTER = 64
"""Pixels on both sides of the text, for paragraph numbers and bookmarks (on either side, for right-to-left)."""

ORDERED = 0x100001
"""Property of a list's format (QTextFormat.UserProperty + 1): its items are numbered. The painter draws the markers."""

_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)

LINE_HEIGHT = 1.55  # of the font's pixel size
_SAMPLE = "the people who help victims of this crime on their path to rehabilitation need resources "


@dataclass(frozen=True, slots=True)
class _Style:
    scale: float  # of the text size
    line: float  # line height, of the block's own size
    above: float  # margins, of the text size
    below: float
    weight: QFont.Weight = QFont.Weight.Normal
    italic: bool = False
    sans: bool = False
    indent: float = 0  # from the text's edge, of the text size


_SEMI = QFont.Weight.DemiBold
_STYLES = {
    "title": _Style(1.75, 1.22, 0.4, 0.55, _SEMI),
    "subtitle": _Style(1.06, 1.45, 0, 1.0, italic=True),
    "heading2": _Style(1.36, 1.28, 1.7, 0.45, _SEMI),
    "heading3": _Style(1.02, 1.4, 1.1, 0.25, _SEMI, sans=True),
    "paragraph": _Style(1, LINE_HEIGHT, 0, 0.85),
    "lead_in": _Style(1, LINE_HEIGHT, 0, 0.4),
    "item": _Style(1, LINE_HEIGHT, 0, 0.5),
    "callout": _Style(1.12, 1.45, 0.9, 1.3, indent=1.2),
    "quote": _Style(1, LINE_HEIGHT, 0.3, 0.85, italic=True, indent=1.2),
    "contact": _Style(0.88, 1.5, 0, 0.5),
    "cell": _Style(0.9, 1.4, 0.2, 0.2, sans=True),
}


def style_of(leaf: Block) -> _Style:
    if leaf.kind == "heading":
        return _STYLES["heading2" if leaf.level <= 2 else "heading3"]
    return _STYLES[leaf.kind]


def measure_width(size: int) -> int:
    """The width in pixels of a line of MEASURE characters of running text."""
    metrics = QFontMetricsF(fonts.reading_font(size))
    return round(metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * MEASURE)


def set_block(block: QTextBlock, leaf: Block, size: int, first: bool, last_of_list: bool, right_to_left: bool) -> None:
    """Give one text block the formats of its kind. `size` is the text size in pixels."""
    style = style_of(leaf)
    pixels = round(size * style.scale)
    font = (
        fonts.interface_font(pixels, style.weight)
        if style.sans
        else fonts.reading_font(pixels, style.weight, style.italic)
    )
    cursor = QTextCursor(block)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
    _set_characters(cursor, block, font)
    shape = QTextBlockFormat()
    shape.setLineHeight(
        100 * style.line * pixels / QFontMetricsF(font).height(),
        QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
    )
    shape.setTopMargin(0 if first else round(size * style.above))
    shape.setBottomMargin(round(size * (0.9 if last_of_list else style.below)))
    if style.indent:
        (shape.setRightMargin if right_to_left else shape.setLeftMargin)(round(size * style.indent))
    cursor.mergeBlockFormat(shape)
    if (items := block.textList()) is not None and items.itemNumber(block) == 0:
        given = items.format()
        given.setProperty(ORDERED, given.style() not in _BULLETS)
        given.setStyle(QTextListFormat.Style.ListStyleUndefined)
        items.setFormat(given)


def _set_characters(cursor: QTextCursor, block: QTextBlock, font: QFont) -> None:
    """Set size and family run by run: bold, italic and links inside a block stay what they are."""
    runs: list[tuple[int, int, QTextCharFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat()))
        iterator += 1
    for position, length, given in runs:
        shape = QTextCharFormat(given)
        # Qt gives headings an adjustment that wins over every size, and bold a weight of 700 that is not bundled.
        shape.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        strong = given.fontWeight() > QFont.Weight.Medium or font.weight() > QFont.Weight.Medium
        shape.setFontFamilies([font.family()])
        shape.setProperty(QTextFormat.Property.FontPixelSize.value, font.pixelSize())
        shape.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        shape.setFontItalic(given.fontItalic() or font.italic())
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(shape)
