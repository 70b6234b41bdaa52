"""How tables are set: over the whole measure, columns as wide as their words need, numbers under each other.

The rules between the rows are the painter's, which knows the theme. Qt does not mirror a table in a right-to-left
document, whatever it is told (tried: direction of table, root frame, HTML and application); its cells stay in reading
order, so the first column is on the left there.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
    QTextFrame,
    QTextLength,
    QTextTable,
    QTextTableCell,
    QTextTableCellFormat,
)

_NUMBER = re.compile(r"[\s\d.,:%()+/<>~$\u20ac\u00a3\u2212\u2012-\u2014\u0660-\u066c\u202f\xa0-]*")

_WORD_ENDS = re.compile(r"[\s/-]")


def set_tables(page: QTextDocument, size: int, right_to_left: bool) -> None:
    """Set all tables of a page whose running text has `size` pixels."""
    for table in _tables(page.rootFrame()):
        shape = table.format()
        shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        shape.setBorder(0)
        shape.setCellSpacing(0)
        shape.setCellPadding(round(size * 0.4))
        shape.setTopMargin(round(size * 0.8))  # a margin below what stands before it does not count
        shape.setBottomMargin(round(size * 1.2))
        columns = [_texts(table, column) for column in range(table.columns())]
        wants = [_want(texts) for texts in columns]
        percent = QTextLength.Type.PercentageLength
        shape.setColumnWidthConstraints([QTextLength(percent, 100 * want / sum(wants)) for want in wants])
        table.setFormat(shape)
        heads = shape.headerRowCount()
        for column, texts in enumerate(columns):
            numbers = not right_to_left and _are_numbers(texts[heads:])
            _align(table, column, Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeading)
        for row in range(table.rows()):
            _flush(table, row, 0, QTextTableCellFormat.setLeftPadding)
            _flush(table, row, table.columns() - 1, QTextTableCellFormat.setRightPadding)


def _tables(frame: QTextFrame) -> list[QTextTable]:
    found = []
    for child in frame.childFrames():
        if isinstance(child, QTextTable):
            found.append(child)
        found += _tables(child)
    return found


def _texts(table: QTextTable, column: int) -> list[str]:
    """Of all cells of a column; of one that spans several, where it begins."""
    cells = (table.cellAt(row, column) for row in range(table.rows()))
    return [_content(cell).selectedText().strip() if cell.column() == column else "" for cell in cells]


def _content(cell: QTextTableCell) -> QTextCursor:
    cursor = cell.firstCursorPosition()
    cursor.setPosition(cell.lastPosition(), QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _want(texts: list[str]) -> int:
    """How much room a column needs beside the others: for its longest word, and more where it has more to say."""
    return 2 * max(map(len, _WORD_ENDS.split(" ".join(texts)))) + min(max(map(len, texts)), _LONG) + 1


_LONG = 40
"""Characters of a cell from which on it may as well take more lines."""


def _are_numbers(texts: list[str]) -> bool:
    return all(map(_NUMBER.fullmatch, texts)) and any(map(str.isdigit, "".join(texts)))


def _align(table: QTextTable, column: int, side: Qt.AlignmentFlag) -> None:
    """Heads like what stands under them; Qt centres them."""
    shape = QTextBlockFormat()
    shape.setAlignment(side)
    for row in range(table.rows()):
        cell = table.cellAt(row, column)
        if cell.columnSpan() == 1:
            _content(cell).mergeBlockFormat(shape)


def _flush(table: QTextTable, row: int, column: int, pad: Callable[[QTextTableCellFormat, float], None]) -> None:
    """Text at the edge of a table stands in line with the text above and below."""
    cell = table.cellAt(row, column)
    if cell.row() == row:
        shape = cell.format().toTableCellFormat()
        pad(shape, 0)
        cell.setFormat(shape)
