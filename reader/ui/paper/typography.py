"""How text is set on paper: sizes, weights, spaces. Sizes follow the running text of a sheet, so one table serves all.

Fonts have a size in dots (a "pixel" of Qt's, at 1/600 inch) and are not hinted, so lines break at the same words on
every device. Ligatures are off: a PDF does not tell which letters a ligature of our typeface stands for, so that
"shift" could not be found or copied. Nor has Inter its contextual letters: the higher hyphen that it sets between
capitals is a letter of nobody's in a PDF, and ICAT-CFA-2021 could not be found.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextLength,
    QTextListFormat,
    QTextOption,
    QTextTable,
)

from reader.ui import fonts
from reader.ui.paper.pagination import Row, rows_of
from reader.ui.paper.pieces import Piece
from reader.ui.paper.sheet import Sheet

RULED = 2.4
"""Space with a line in its middle, of the size of running text."""
_LINE = 1.4
_SEMI = QFont.Weight.DemiBold
ORDERED = QTextFormat.Property.UserProperty.value + 1
"""Property of a list's format: its items are numbered. Qt's own signs sit tight on the text, so we draw them."""
_BULLETS = (QTextListFormat.Style.ListDisc, QTextListFormat.Style.ListCircle, QTextListFormat.Style.ListSquare)
_CELL_PAD = 0.45  # of the size of running text


@dataclass(frozen=True, slots=True)
class Style:
    """Spaces and indents are parts of the size of running text, `line` of the piece's own."""

    scale: float = 1.0
    line: float = _LINE
    above: float = 0.0
    below: float = 0.6
    weight: QFont.Weight = QFont.Weight.Normal
    italic: bool = False
    sans: bool = False
    indent: float = 0.0
    ink: str = "#000000"


_QUIET = "#444444"
_STYLES = {
    "title": Style(1.85, 1.18, 0, 1.0, _SEMI),
    "subtitle": Style(1.1, 1.35, 0, 1.2, italic=True),
    "heading2": Style(1.28, 1.25, 1.7, 0.5, _SEMI),
    "heading3": Style(0.98, 1.35, 1.2, 0.3, _SEMI, sans=True),
    "paragraph": Style(),
    "lead_in": Style(below=0.3),
    "item": Style(below=0.3),
    "callout": Style(1.1, 1.35, 0.9, 1.2, indent=1.2),
    "quote": Style(above=0.4, below=0.8, italic=True, indent=1.2),
    "contact": Style(0.9, below=0.35),
    "table": Style(0.86, 1.35, 0.6, 1.0, sans=True),
    "note_quote": Style(0.92, 1.35, 1.1, 0.25, italic=True),
    "note": Style(0.92, 1.35, 0, 0.25),
    "note_details": Style(0.74, 1.4, 0, 0, sans=True, ink=_QUIET),
    "legend": Style(0.86, 1.4, 0, 0.25, sans=True),
    "opening": Style(0.74, 1.45, 0, 0.9, sans=True, ink=_QUIET),
    "closing": Style(0.74, 1.45, 0, 0.5, sans=True, ink=_QUIET),
    "closing_first": Style(0.74, 1.45, 2.6, 0.5, sans=True, ink=_QUIET),
}


_OF_ITS_OWN = {"note_quote", "note", "legend", "opening", "closing", "closing_first"}
"""Runs as its own words do, whatever the document."""


def style_of(piece: Piece) -> Style:
    if piece.kind == "heading":
        return _STYLES["heading2" if piece.level <= 2 else "heading3"]
    return _STYLES[piece.kind if piece.kind in _STYLES else "table"]


def above(piece: Piece) -> float:
    """Space wanted above a piece, of the size of running text; the larger of two neighbours' holds."""
    return max(style_of(piece).above, RULED if piece.ruled else 0.0)


def below(piece: Piece) -> float:
    return 0.8 if piece.ends_list else style_of(piece).below


def indent(piece: Piece) -> float:
    """From the text's edge where lines begin, of the size of running text."""
    return style_of(piece).indent + (1.45 * piece.level if piece.kind == "item" else 0.0)


def font(dots: float, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False, sans: bool = False) -> QFont:
    made = QFont(fonts.FAMILIES["sans" if sans else "serif"][0])
    made.setPixelSize(round(dots))
    made.setWeight(weight)
    made.setItalic(italic)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    for tag in ("liga", "clig", "dlig", "calt") if sans else ("liga", "clig", "dlig"):
        made.setFeature(QFont.Tag(tag), 0)
    return made


def lay_out(piece: Piece, sheet: Sheet, right_to_left: bool) -> QTextDocument:
    """A piece as a document of dots, as wide as there is room for it."""
    style, unit = style_of(piece), sheet.unit
    if any(char > "\u0590" and char.isalpha() for char in piece.html):
        style = replace(style, italic=False)  # Qt finds no letters to lend for a slant that it would have to make up
    face = font(unit * style.scale, style.weight, style.italic, style.sans)
    made = QTextDocument()
    made.setUseDesignMetrics(True)
    made.setDocumentMargin(0)
    made.setDefaultFont(face)
    made.setIndentWidth(unit * 1.3)
    option = QTextOption()
    way = Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto if piece.kind in _OF_ITS_OWN else way)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    made.setHtml(piece.html)
    shape = QTextBlockFormat()
    shape.setLineHeight(
        100 * style.line * face.pixelSize() / QFontMetricsF(face).height(),
        QTextBlockFormat.LineHeightTypes.ProportionalHeight.value,
    )
    block = made.begin()
    while block.isValid():
        _set_block(block, shape, style, unit)
        block = block.next()
    if (table := table_of(made)) is not None:
        _set_table(table, unit, right_to_left)
    made.setPageSize(QSizeF(sheet.text_width - indent(piece) * unit, -1))
    return made


def _set_block(block: QTextBlock, shape: QTextBlockFormat, style: Style, unit: float) -> None:
    """Sizes and spaces of ours; bold and italic inside stay. Links look like text, and remain links."""
    cursor = QTextCursor(block)
    own = QTextBlockFormat(shape)
    own.setTopMargin(unit * 0.3 if block.blockNumber() and QTextCursor(block).currentTable() is None else 0)
    own.setBottomMargin(0)
    own.setAlignment(Qt.AlignmentFlag.AlignLeft)  # where lines begin; heads of columns would be centred
    cursor.mergeBlockFormat(own)
    if (items := block.textList()) is not None and items.itemNumber(block) == 0:
        signs = items.format()
        signs.setProperty(ORDERED, signs.style() not in _BULLETS)
        signs.setStyle(QTextListFormat.Style.ListStyleUndefined)
        items.setFormat(signs)
    runs: list[tuple[int, int, QTextCharFormat]] = []
    iterator = block.begin()
    while not iterator.atEnd():
        fragment = iterator.fragment()
        runs.append((fragment.position(), fragment.length(), fragment.charFormat()))
        iterator += 1
    for position, length, given in runs:
        run = QTextCharFormat(given)
        for each in (QTextFormat.Property.FontSizeAdjustment, QTextFormat.Property.TextUnderlineStyle):
            run.clearProperty(each.value)
        run.setFontUnderline(False)
        run.setForeground(QColor(style.ink))
        strong = given.fontWeight() > QFont.Weight.Medium or style.weight > QFont.Weight.Medium
        run.setFontWeight(_SEMI if strong else QFont.Weight.Normal)
        run.setFontItalic(style.italic or (given.fontItalic() and not any(c > "\u0590" for c in block.text())))
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(run)


# -- tables ----------------------------------------------------------------------------------------------------


def table_of(document: QTextDocument) -> QTextTable | None:
    """The table that a piece is, if it is one."""
    frames = document.rootFrame().childFrames()
    return frames[0] if frames and isinstance(frames[0], QTextTable) else None


def _set_table(table: QTextTable, unit: float, right_to_left: bool) -> None:
    shape = table.format()
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    shape.setBorder(0)
    shape.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    shape.setCellSpacing(0)
    shape.setCellPadding(unit * _CELL_PAD)
    for margin in (shape.setTopMargin, shape.setBottomMargin, shape.setLeftMargin, shape.setRightMargin):
        margin(0)
    if right_to_left:
        shape.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    table.setFormat(shape)


def table_rows(document: QTextDocument, unit: float) -> list[tuple[float, float]]:
    """Top and bottom of each row of the table."""
    table = table_of(document)
    assert table is not None
    layout = document.documentLayout()
    document.size()  # lays out
    whole = layout.frameBoundingRect(table)
    tops = []
    for row in range(table.rows()):
        cells = (table.cellAt(row, column) for column in range(table.columns()))
        starts = [cell.firstCursorPosition().block() for cell in cells if cell.row() == row]
        if starts:
            tops.append(min(layout.blockBoundingRect(block).top() for block in starts) - unit * _CELL_PAD)
    return list(zip(tops, [*tops[1:], whole.bottom()], strict=True))


def rows(piece: Piece, number: int, document: QTextDocument, sheet: Sheet, space: float) -> list[Row]:
    """The rows of a piece for the pages: `space` above, in dots. Rows of a table are not cut; the first, which has the
    heads of the columns, stays with the second."""
    if table_of(document) is not None:
        tops = table_rows(document, sheet.unit)
        return [
            Row(number, top, bottom, 0 if count else space, count == 0 and len(tops) > 1, False)
            for count, (top, bottom) in enumerate(tops)
        ]
    return rows_of(document, number, space, lambda block, following: piece.leads and not following.isValid())
