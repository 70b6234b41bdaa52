"""Text in list rows: wrapped to a number of lines, the last one elided, with words marked.

One QTextLayout for measuring and drawing alike, so that a row's height and its picture agree.
"""

import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption

from reader.ui.reading.positions import from_utf16, to_utf16


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in a row."""

    text: str
    font: QFont
    colour: str
    lines: int = 1  # at most
    above: int = 0  # space above, in pixels
    spans: tuple[tuple[int, int], ...] = ()  # marked words, in code points
    span_ground: str = ""
    span_colour: str = ""
    styles: tuple[tuple[int, int, str], ...] = ()  # (start, end, style) in code points; see `_styled`


def height(runs: list[Run], width: float, direction: Qt.LayoutDirection) -> int:
    """The height in pixels of the runs one under the other, `width` pixels wide."""
    return round(sum(run.above + _row(run) * _fit(run, width, direction).lineCount() for run in runs if run.text))


def draw(painter: QPainter, runs: list[Run], box: QRectF, direction: Qt.LayoutDirection) -> None:
    """Draw the runs from the top of `box`."""
    y = box.top()
    for run in runs:
        if run.text:
            layout = _fit(run, box.width(), direction)
            painter.setPen(QColor(run.colour))
            layout.draw(painter, QPointF(box.left(), y + run.above))
            y += run.above + _row(run) * layout.lineCount()


def _row(run: Run) -> float:
    """The height of a line: the font's own, or 1.38 of its size where that is more."""
    return max(QFontMetricsF(run.font).height(), run.font.pixelSize() * 1.38)


_LINE_AT_MOST = 1_000
"""Characters that a line of a row can never hold."""


def _fit(run: Run, width: float, direction: Qt.LayoutDirection) -> QTextLayout:
    """The run laid out in at most its number of lines; what does not fit is cut at a word, with an ellipsis."""
    text = run.text
    if len(text) > run.lines * _LINE_AT_MOST:  # a pasted book must not be shaped for two lines of a card
        text = text[: run.lines * _LINE_AT_MOST] + "…"
    while True:
        layout = _lay_out(run, text, width, direction)
        if layout.lineCount() <= run.lines:
            return layout
        last = layout.lineAt(run.lines - 1)
        room = from_utf16(text, last.textStart() + last.textLength())
        shorter = text[:room].rstrip()
        if text.endswith("…"):  # cut before, and the ellipsis itself went over the edge
            shorter = shorter[: shorter.rfind(" ")] if " " in shorter else shorter[:-2]
        if not shorter or shorter == text:
            return layout
        text = shorter.rstrip(" ,;:.…") + "…"


def _lay_out(run: Run, text: str, width: float, direction: Qt.LayoutDirection) -> QTextLayout:
    option = QTextOption()
    # Text runs in its own direction; the layout only decides on which side it starts.
    rtl = Qt.LayoutDirection.RightToLeft
    option.setTextDirection(direction_of(text))
    side = Qt.AlignmentFlag.AlignRight if direction == rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, run.font)
    layout.setTextOption(option)
    formats = [_range(text, start, end, _styled(name)) for start, end, name in run.styles if start < len(text)]
    if run.spans:
        formats += [_range(text, start, end, _marked(run)) for start, end in run.spans if start < len(text)]
    if formats:
        layout.setFormats(formats)
    row = _row(run)
    layout.beginLayout()
    for number in range(run.lines + 1):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, number * row + (row - line.height()) / 2))
    layout.endLayout()
    return layout


def direction_of(text: str) -> Qt.LayoutDirection:
    """By the first letter with a direction, as the Unicode bidirectional algorithm has it (UAX 9, P2 and P3)."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    return Qt.LayoutDirection.LeftToRight if strong == "L" else Qt.LayoutDirection.RightToLeft


def _marked(run: Run) -> QTextCharFormat:
    shape = QTextCharFormat()
    shape.setFontWeight(QFont.Weight.Medium)
    shape.setForeground(QColor(run.span_colour))
    shape.setBackground(QColor(run.span_ground))
    return shape


def _styled(name: str) -> QTextCharFormat:
    """The format of a style: "bold", "italic", "code", "link" or "struck"."""
    shape = QTextCharFormat()
    match name:
        case "bold":
            shape.setFontWeight(QFont.Weight.DemiBold)
        case "italic":
            shape.setFontItalic(True)
        case "code":
            shape.setFontFamilies(["monospace"])
        case "link":
            shape.setFontUnderline(True)
        case "struck":
            shape.setFontStrikeOut(True)
    return shape


def _range(text: str, start: int, end: int, shape: QTextCharFormat) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start = to_utf16(text, start)  # type: ignore[attr-defined]  # struct members that the stubs leave out
    piece.length = to_utf16(text, min(end, len(text))) - to_utf16(text, start)  # type: ignore[attr-defined]
    piece.format = shape  # type: ignore[attr-defined]
    return piece
