"""How text is set: sizes, weights, spaces and the measure.

QTextDocument's style sheets do little (heading sizes are ignored, line height is relative to the font's natural height,
borders and padding do nothing), so after `setHtml` one pass over the blocks sets formats by the kind of leaf. Lines are
as long as the measure whatever the window's width: a fixed wrap width, centred by viewport margins, so that widening
a window lays nothing out again. Tables are set in `tables`.
"""

import re
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextListFormat,
)

from reader.core.settings import Typesetting
from reader.core.types import Block
from reader.ui import fonts
from reader.ui.reading.positions import to_utf16

GUTTER = 64
"""Pixels on both sides of the text, for paragraph numbers and bookmarks (on either side, for right-to-left)."""

ORDERED = 0x100001
"""Property of a list's format (QTextFormat.UserProperty + 1): its items are numbered. The painter draws the markers."""

_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)

_LATIN = "the people who help victims of this crime on their path to rehabilitation need resources "
_ARABIC = "لا ينبغي احتجاز ضحايا الاتجار بالأشخاص أو توجيه الاتهام إليهم أو مقاضاتهم بسبب دخولهم إلى البلد "
_RAGGED = 5.2
"""Characters that a line stays shorter than its width on average, since words are not divided (measured)."""

_UPRIGHT = re.compile("[\u0590-\u1dff\u2e80-\U0010ffff](?:[\u0590-\u1dff\u2e80-\U0010ffff]|[\\W\\d_])*")
"""Words in scripts that have no italics: a slanted one would be made up, or missing from the font (boxes)."""


@dataclass(frozen=True, slots=True)
class _Style:
    scale: float  # of the text size
    above: float  # margins, of the text size
    below: float
    line: float | None = None  # line height, of the block's own size; None is the one that was chosen
    weight: QFont.Weight = QFont.Weight.Normal
    italic: bool = False
    sans: bool = False  # where the text is in the serif
    indent: float = 0  # from the text's edge, of the text size
    ragged: bool = False  # also where the text is justified


_SEMI = QFont.Weight.DemiBold
_STYLES = {
    "title": _Style(1.75, 0.4, 0.5, 1.22, _SEMI, ragged=True),
    "subtitle": _Style(1.06, 0, 1.0, 1.45, italic=True, ragged=True),
    "heading2": _Style(1.36, 1.6, 0.4, 1.28, _SEMI, ragged=True),
    "heading3": _Style(1.06, 1.1, 0.2, 1.4, _SEMI, sans=True, ragged=True),
    "heading4": _Style(0.92, 1.0, 0.15, 1.4, _SEMI, sans=True, ragged=True),
    "paragraph": _Style(1, 0, 0.8),
    "lead_in": _Style(1, 0, 0.4),
    "item": _Style(1, 0, 0.4),
    "callout": _Style(1.1, 0.7, 1.3, indent=1.2),
    "quote": _Style(1, 0.4, 1.0, italic=True, indent=1.2),
    "contact": _Style(0.88, 0, 0.5, ragged=True),
    "cell": _Style(0.88, 0, 0, 1.4, sans=True, ragged=True),
}


def _style_of(leaf: Block) -> _Style:
    return _STYLES[f"heading{min(max(leaf.level, 2), 4)}" if leaf.kind == "heading" else leaf.kind]


def measure_width(type: Typesetting, right_to_left: bool = False) -> int:
    """The width in pixels of lines that have the measure's number of characters on average."""
    sample = _ARABIC if right_to_left else _LATIN
    metrics = QFontMetricsF(fonts.reading_font(type.size, face=type.face))
    return round(metrics.horizontalAdvance(sample) / len(sample) * (type.measure + _RAGGED))


def set_block(
    block: QTextBlock, leaf: Block, type: Typesetting, first: bool, last_of_list: bool, right_to_left: bool
) -> None:
    """Give one text block the formats of its kind."""
    style = _style_of(leaf)
    pixels = round(type.size * style.scale)
    face = "sans" if style.sans and type.face == "serif" else type.face
    cursor = QTextCursor(block)
    _set_characters(cursor, block, fonts.reading_font(pixels, style.weight, style.italic, face))
    shape = QTextBlockFormat()
    # Fixed: a word in another script, or a raised number, must not push the lines apart.
    shape.setLineHeight(pixels * (style.line or type.line_height), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    shape.setTopMargin(0 if first else round(type.size * style.above))
    shape.setBottomMargin(round(type.size * (0.8 if last_of_list else style.below)))
    if style.indent:
        indent = round(type.size * style.indent)
        shape.setLeftMargin(0 if right_to_left else indent)
        shape.setRightMargin(indent if right_to_left else 0)
    if type.justified and not style.ragged:
        shape.setAlignment(Qt.AlignmentFlag.AlignJustify)
    cursor.mergeBlockFormat(shape)
    if (items := block.textList()) is not None and items.itemNumber(block) == 0:
        given = items.format()
        given.setProperty(ORDERED, given.style() not in _BULLETS)
        given.setStyle(QTextListFormat.Style.ListStyleUndefined)
        items.setFormat(given)


def set_rule(block: QTextBlock, size: int) -> None:
    """Give the rule that a block is its space and a quiet line: Qt draws it in the colour of the block's ground."""
    shape = QTextBlockFormat()
    shape.setBackground(QColor(128, 128, 128, 120))  # to be seen on every ground: no theme needs another
    shape.setTopMargin(round(size * 0.4))
    shape.setBottomMargin(round(size * 0.8))
    QTextCursor(block).mergeBlockFormat(shape)


def _set_characters(cursor: QTextCursor, block: QTextBlock, font: QFont) -> None:
    """Set size and family run by run: bold, italic and links inside a block stay what they are."""
    runs: list[tuple[int, int, QTextCharFormat | None]] = []  # None: is put upright again
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat()))
        slanted = font.italic() or fragment.charFormat().fontItalic()
        if slanted and not (text := fragment.text()).isascii():
            runs += [
                (fragment.position() + to_utf16(text, word.start()), to_utf16(word[0], len(word[0])), None)
                for word in _UPRIGHT.finditer(text)
            ]
        iterator += 1
    for position, length, given in runs:
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if given is None:
            cursor.mergeCharFormat(_upright(font.italic()))
            continue
        shape = QTextCharFormat(given)
        # Qt gives headings an adjustment that wins over every size, and bold a weight of 700 that is not bundled.
        shape.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        strong = given.fontWeight() > QFont.Weight.Medium or font.weight() > QFont.Weight.Medium
        shape.setFontFamilies(font.families())
        shape.setProperty(QTextFormat.Property.FontPixelSize.value, font.pixelSize())
        shape.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        shape.setFontItalic(given.fontItalic() or font.italic())
        cursor.setCharFormat(shape)


def _upright(whole_block: bool) -> QTextCharFormat:
    """For words that cannot be slanted; single ones are stressed by their weight."""
    shape = QTextCharFormat()
    shape.setFontItalic(False)
    if not whole_block:
        shape.setFontWeight(QFont.Weight.DemiBold)
    return shape
