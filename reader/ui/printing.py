"""A PDF of marks, page by page: the small HTML that the core writes for it, laid out by Qt and written by QPdfWriter.

`steps` does a little at a time, and whoever runs it lets the window live in between. It runs twice through the
passages, first to know where pages end and how many there are, then to draw them. How pages are made of them stands in
`paper.pagination`.

Ligatures are off: a PDF does not tell which letters a ligature of our typeface stands for, so that "shift" could not
be found or copied. Letters that the bundled typefaces do not have come from the system's, if it has any, and are
embedded as those are.
"""

import re
from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlock,
    QTextDocument,
)

from reader import words
from reader.core.marks import Bundle
from reader.core.settings import Face
from reader.ui import fonts
from reader.ui.paper.pagination import DPI, Flow, Slice, draw_slice, rows_of
from reader.ui.paper.stamp import dated, name_of

_CSS_DPI = 96  # what a "px" of a style is to Qt
_MARGINS = QMarginsF(22, 20, 22, 24)  # millimetres
_FOOT = 12.0  # millimetres from the foot of the text to that of the page number
_APART = re.compile(r"^(?=<(?:h[123]\b|blockquote lang=|div class=))|(?<=</p>)(?=<p dir=)", re.MULTILINE)
"""Where the HTML can be taken apart: before headings, marks and own texts, and between the paragraphs of a note."""
_PIECE = 2_000
"""Characters of HTML that are laid out at a time: a few milliseconds."""
_STYLES = {
    "<h1 ": "font-size:20pt; font-weight:600; margin:0px",
    "<h2": "font-size:14pt; font-weight:600; margin:22px 0px 0px 0px",
    "<h3 ": "font-size:11pt; font-weight:600; margin:15px 0px 0px 0px",
    "<h4 ": "font-size:10.5pt; font-weight:600; margin:6px 0px 0px 0px",
    "<p dir=": "margin:5px 0px 0px 0px",
    '<p class="source"': "color:#444444; font-size:9pt; margin:2px 0px 0px 0px",
    "<blockquote lang=": "margin:11px 0px 0px 0px",
    "<blockquote dir=": "margin:5px 0px 0px 20px",
    "<ul": "margin:0px",
    "<ol": "margin:0px",
    "<li": "margin:3px 0px 0px 0px",
    "<pre ": "margin:5px 0px 0px 0px",
    "<a ": "color:#1d4e89; text-decoration:none",
}
"""By the beginning of a tag; in the text itself there is no "<". A style sheet would cost as much as all the rest."""
_DETAILS = '<p style="color:#444'
_DETAILS_STYLE = "; font-size:8.5pt; margin:3px 0px 0px 0px"
_DETAILS_POINTS, _SOURCE_POINTS = 8.5, 9.0


class Printing:
    """Makes one PDF. Run through `steps`, then take `data`."""

    def __init__(self, pieces: list[str], bundle: Bundle) -> None:
        """`pieces` as `apart` makes them."""
        self._bundle = bundle
        self._pieces = pieces
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(DPI)
        imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
        self._writer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter)
        )
        self._writer.setTitle(bundle.title)
        self._writer.setAuthor("" if bundle.bare else bundle.author)
        self._writer.setCreator("" if bundle.bare else words.APP_NAME)
        self._writer.setDocumentId(name_of(pieces))
        self._width, self._height = float(self._writer.width()), float(self._writer.height())
        self._flow = Flow(self._height)
        self.page = 0  # that is being drawn; 0 while it is not known how many there will be

    @property
    def data(self) -> bytes:
        """The file, with the time of the bundle for its own; a bare one has the day only."""
        return dated(bytes(self._buffer.data().data()), self._bundle.made, self._bundle.bare, self._bundle.bare)

    @property
    def pages(self) -> list[list[Slice]]:
        return self._flow.pages

    def steps(self) -> Iterator[None]:
        """Do the work; every step takes a few milliseconds, unless a single paragraph is endless."""
        yield from self._paginate()
        painter = QPainter(self._writer)
        kept: tuple[int, QTextDocument | None] = (-1, None)  # a piece may go on on the next page
        for number, page in enumerate(self.pages, 1):
            self.page = number
            if number > 1:
                self._writer.newPage()
            for part in page:
                if part.piece != kept[0] or kept[1] is None:
                    kept = (part.piece, self._laid_out(part.piece))
                    yield
                assert kept[1] is not None
                draw_slice(painter, kept[1], part, self._width)
                yield
            self._draw_foot(painter, number)
            yield
        painter.end()
        self._buffer.close()

    def _laid_out(self, number: int) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._writer)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font("serif", 10.5))
        document.setHtml(self._pieces[number])
        document.setPageSize(QSizeF(self._width, -1))
        return document

    # -- where pages end -------------------------------------------------------------------------------------

    def _paginate(self) -> Iterator[None]:
        for number in range(len(self._pieces)):
            document = self._laid_out(number)
            above = document.begin().blockFormat().topMargin() * DPI / _CSS_DPI  # which Qt leaves out at its head
            self._flow.add(rows_of(document, number, above, _leads))
            yield
        self._flow.end()

    # -- drawing ---------------------------------------------------------------------------------------------

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        painter.setFont(_font("sans", 8))
        painter.setPen(QColor("#555555"))
        metrics = QFontMetricsF(painter.font(), self._writer)
        foot = QRectF(0, self._height, self._width, _FOOT / 25.4 * DPI)
        where = f"{number} / {len(self.pages)}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, where)
        room = self._width - metrics.horizontalAdvance(where) - DPI / 4
        title = metrics.elidedText(" ".join(self._bundle.title.split()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)


def apart(body: str) -> list[str]:
    """The HTML of a body for print in pieces that can be laid out one by one. In any thread."""
    pieces: list[str] = []
    for part in _parts(body):
        styled = _styled(part)
        if pieces and len(pieces[-1]) + len(styled) < _PIECE:
            pieces[-1] += styled
        elif styled.strip():
            pieces.append(styled)
    return pieces


def _parts(body: str) -> Iterator[str]:
    """One after the other: to split a long body at once would hold up every thread."""
    start = 0
    for found in _APART.finditer(body):
        yield body[start : found.start()]
        start = found.start()
    yield body[start:]


def _leads(block: QTextBlock, following: QTextBlock) -> bool:
    """Whether a page must not end between two blocks: below a heading, and above the details of a quote."""
    if block.blockFormat().headingLevel() or block.charFormat().fontPointSize() == _SOURCE_POINTS:
        return True
    return following.isValid() and following.charFormat().fontPointSize() == _DETAILS_POINTS


def _styled(body: str) -> str:
    for tag, style in _STYLES.items():
        name = tag.split(" ")[0]
        body = body.replace(tag, f'{name} style="{style}"{tag.removeprefix(name)}')
    return body.replace(_DETAILS, _DETAILS + _DETAILS_STYLE)


def _font(face: Face, points: float) -> QFont:
    """Without the bundled Arabic, which sets its dots as glyphs of their own: its words could not be read back."""
    font = QFont(fonts.FAMILIES[face][0])
    font.setPointSizeF(points)
    for tag in ("liga", "clig", "dlig", *(["calt"] if face == "sans" else [])):  # see `paper.typography`
        font.setFeature(QFont.Tag(tag), 0)
    return font
