"""How text is set: sizes, weights, spaces and the measure.

QTextDocument's style sheets do little (heading sizes are ignored, line height is relative to the font's natural height,
borders and padding do nothing), so after `setHtml` one pass over the blocks sets formats by the kind of leaf. Lines are
as long as the measure whatever the window's width: a fixed wrap width, centred by viewport margins, so that widening
a window lays nothing out again. Tables are set in `tables`.
"""

import re
from collections.abc import Iterator
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
    QTextFragment,
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

_UPRIGHT = re.compile("[^\x00-\u058f\u1e00-\u2e7f](?:[^\x00-\u058f\u1e00-\u2e7f]|[\\W\\d_])*")
"""Words in scripts that have no italics: a slanted one would be made up, or missing from the font (boxes). Named by the
others, since a set that reaches up to U+10FFFF takes 8 ms to compile."""


@dataclass(frozen=True, slots=True, eq=False)  # looked up by identity: five thousand times in a long document
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


class Formats:
    """The formats of one layout, each made once: a long document has five thousand runs and two dozen formats."""

    def __init__(self, type: Typesetting, right_to_left: bool) -> None:
        self._type, self._right_to_left = type, right_to_left
        self._fonts: dict[_Style, QFont] = {}
        self._blocks: dict[tuple[_Style, bool, bool], QTextBlockFormat] = {}
        self._runs: dict[tuple[_Style, int], QTextCharFormat] = {}

    def block(self, style: _Style, first: bool, last_of_list: bool) -> QTextBlockFormat:
        """What is set for a block; what Qt gave it besides is kept."""
        kind = (style, first, last_of_list)
        if kind not in self._blocks:
            type, pixels = self._type, self.font(style).pixelSize()
            shape = self._blocks[kind] = QTextBlockFormat()
            # Fixed: a word in another script, or a raised number, must not push the lines apart.
            height = pixels * (style.line or type.line_height)
            shape.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            shape.setTopMargin(0 if first else round(type.size * style.above))
            shape.setBottomMargin(round(type.size * (0.8 if last_of_list else style.below)))
            if style.indent:
                indent = round(type.size * style.indent)
                shape.setLeftMargin(0 if self._right_to_left else indent)
                shape.setRightMargin(indent if self._right_to_left else 0)
            if type.justified and not style.ragged:
                shape.setAlignment(Qt.AlignmentFlag.AlignJustify)
        return self._blocks[kind]

    def run(self, style: _Style, fragment: QTextFragment) -> QTextCharFormat:
        """For a run of one format: bold, italic and links stay what they are."""
        kind = (style, fragment.charFormatIndex())
        if kind not in self._runs:
            given, font = fragment.charFormat(), self.font(style)
            shape = self._runs[kind] = QTextCharFormat(given)
            # Qt gives headings an adjustment that wins over every size, and bold a weight of 700 that is not bundled.
            shape.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
            strong = given.fontWeight() > QFont.Weight.Medium or font.weight() > QFont.Weight.Medium
            shape.setFontFamilies(font.families())
            shape.setProperty(QTextFormat.Property.FontPixelSize.value, font.pixelSize())
            shape.setFontWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
            shape.setFontItalic(given.fontItalic() or font.italic())
            if given.isAnchor():
                shape.setFontUnderline(True)
                shape.clearForeground()  # Qt bakes a colour in that no theme could change without a new layout
        return self._runs[kind]

    def font(self, style: _Style) -> QFont:
        if style not in self._fonts:
            pixels = round(self._type.size * style.scale)
            face = "sans" if style.sans and self._type.face == "serif" else self._type.face
            self._fonts[style] = fonts.reading_font(pixels, style.weight, style.italic, face)
        return self._fonts[style]


def set_block(block: QTextBlock, leaf: Block, formats: Formats, first: bool, last_of_list: bool) -> None:
    """Give one text block the formats of its kind."""
    style = _style_of(leaf)
    cursor = QTextCursor(block)
    cursor.mergeBlockFormat(formats.block(style, first, last_of_list))
    runs: list[tuple[int, int, QTextCharFormat]] = []
    upright: list[tuple[int, int]] = []
    for part in _fragments(block):
        start, shape = part.position(), formats.run(style, part)
        runs.append((start, start + part.length(), shape))
        if shape.fontItalic() and not (text := part.text()).isascii():
            for word in _UPRIGHT.finditer(text):
                upright.append((start + to_utf16(text, word.start()), start + to_utf16(text, word.end())))
    for start, end, shape in runs:
        _select(cursor, start, end).setCharFormat(shape)
    for start, end in upright:
        _select(cursor, start, end).mergeCharFormat(_upright(style.italic))
    if (items := block.textList()) is not None and items.item(0) == block:
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


def _select(cursor: QTextCursor, start: int, end: int) -> QTextCursor:
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _upright(whole_block: bool) -> QTextCharFormat:
    """For words that cannot be slanted; single ones are stressed by their weight."""
    shape = QTextCharFormat()
    shape.setFontItalic(False)
    if not whole_block:
        shape.setFontWeight(QFont.Weight.DemiBold)
    return shape


def _fragments(block: QTextBlock) -> Iterator[QTextFragment]:
    iterator = block.begin()
    while not iterator.atEnd():
        yield iterator.fragment()
        iterator += 1
