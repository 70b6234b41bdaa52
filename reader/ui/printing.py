"""A PDF of marks, page by page: the small HTML that the core writes for it, laid out by Qt and written by QPdfWriter.

Pages are made here and not by QTextDocument, which would leave a heading alone at the foot of a page, and which lays
everything out in one go: ten thousand marks would hold the window for many seconds. Here every passage is a document
of its own, `steps` does a little at a time, and whoever runs it lets the window live in between. It runs twice through
the passages, first to know where pages end and how many there are, then to draw them.

Ligatures are off: a PDF does not tell which letters a ligature of our typeface stands for, so that "shift" could not
be found or copied. Letters that the bundled typefaces do not have come from the system's, if it has any, and are
embedded as those are.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from PySide6.QtCore import QBuffer, QIODevice, QLocale, QMarginsF, QPointF, QRectF, QSizeF, Qt, QUuid
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextDocument,
)

from reader import words
from reader.core.marks import Bundle
from reader.ui import fonts

_DPI = 600
_INSET = 15  # dots, a quarter of the lowest line at most
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

_HEAD = 4_096  # bytes at the beginning of a PDF of Qt's, in which it tells about itself
_INFO_TIME = re.compile(rb"(/(?:CreationDate|ModDate) \(D:)\d{14}(Z|[+-]\d\d'\d\d)")
_XMP_TIME = re.compile(rb'(xmp:(?:Create|Modify|Metadata)Date=")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)')
_INFO_PRODUCER = re.compile(rb"(/Producer \(\xfe\xff)([^)]*)(\))")
_XMP_PRODUCER = re.compile(rb'(pdf:Producer=")([^"]*)(")')
_NAMESPACE = QUuid("{5c1a7f0e-3c3e-4a53-9a1e-6c1f2b5d7a90}")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of text: its piece, and where it stands there, in dots."""

    piece: int
    top: float
    bottom: float
    before: float  # space above it, left out at the head of a page
    keeps: bool  # it stays on one page with the next one
    goes_on: bool  # it is not the first line of its paragraph


@dataclass(frozen=True, slots=True)
class _Slice:
    """Rows of one piece on a page."""

    piece: int
    top: float
    bottom: float
    y: float
    clip: float  # where the clip begins that leaves out what stands above


class Printing:
    """Makes one PDF. Run through `steps`, then take `data`."""

    def __init__(self, pieces: list[str], bundle: Bundle) -> None:
        """`pieces` as `apart` makes them."""
        self._bundle = bundle
        self._pieces = pieces
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
        self._writer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS, QPageLayout.Unit.Millimeter)
        )
        self._writer.setTitle(bundle.title)
        self._writer.setAuthor("" if bundle.bare else bundle.author)
        self._writer.setCreator("" if bundle.bare else words.APP_NAME)
        self._writer.setDocumentId(_name(pieces))
        self._width, self._height = float(self._writer.width()), float(self._writer.height())
        self.pages: list[list[_Slice]] = [[]]
        self.page = 0  # that is being drawn; 0 while it is not known how many there will be

    @property
    def data(self) -> bytes:
        """The file, with the time of the bundle for its own; a bare one has the day only."""
        return _dated(bytes(self._buffer.data().data()), self._bundle)

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
                _draw(painter, kept[1], part, self._width)
                yield
            self._draw_foot(painter, number)
            yield
        painter.end()
        self._buffer.close()

    def _laid_out(self, number: int) -> QTextDocument:
        document = QTextDocument()
        document.documentLayout().setPaintDevice(self._writer)
        document.setDocumentMargin(0)
        document.setDefaultFont(_font(fonts.READING, 10.5))
        document.setHtml(self._pieces[number])
        document.setPageSize(QSizeF(self._width, -1))
        return document

    # -- where pages end -------------------------------------------------------------------------------------

    def _paginate(self) -> Iterator[None]:
        """Fill `pages`. Rows that keep together go to the next page together, unless they are longer than a page."""
        self._y = 0.0
        together: list[_Row] = []
        for number in range(len(self._pieces)):
            for row in self._rows(number):
                together.append(row)
                if not row.keeps:
                    self._put(together)
                    together = []
            yield
        self._put(together)

    def _rows(self, number: int) -> list[_Row]:
        document = self._laid_out(number)
        document.size()  # lays out
        rows: list[_Row] = []
        block = document.begin()
        bottom = -block.blockFormat().topMargin() * _DPI / _CSS_DPI  # which Qt leaves out at the head of a document
        while block.isValid():
            layout, following = block.layout(), block.next()
            at, last = layout.position().y(), layout.lineCount() - 1
            for count in range(layout.lineCount()):
                line = layout.lineAt(count).rect()
                # No line of a paragraph stands alone at the head or the foot of a page.
                keeps = _leads(block, following) if count == last else count in (0, last - 1)
                top, end = at + line.top(), at + line.bottom()
                rows.append(_Row(number, top, end, top - bottom, keeps, count > 0))
                bottom = at + line.bottom()
            block = following
        return rows

    def _put(self, rows: list[_Row]) -> None:
        wanted = sum(row.before + row.bottom - row.top for row in rows)
        if self._y and self._y + wanted > self._height:
            self._new_page()
        for row in rows:
            if self._y and self._y + row.before + row.bottom - row.top > self._height:
                self._new_page()
            self._y += row.before if self._y else 0.0
            page = self.pages[-1]
            if page and page[-1].piece == row.piece:
                page[-1] = replace(page[-1], bottom=row.bottom)
            else:
                # Qt draws the last line above the clip, too: so that must be the first one that is wanted.
                clip = row.bottom if row.goes_on else row.top
                page.append(_Slice(row.piece, row.top, row.bottom, self._y, clip + _INSET))
            self._y += row.bottom - row.top

    def _new_page(self) -> None:
        self.pages.append([])
        self._y = 0.0

    # -- drawing ---------------------------------------------------------------------------------------------

    def _draw_foot(self, painter: QPainter, number: int) -> None:
        painter.setFont(_font(fonts.INTERFACE, 8))
        painter.setPen(QColor("#555555"))
        metrics = QFontMetricsF(painter.font(), self._writer)
        foot = QRectF(0, self._height, self._width, _FOOT / 25.4 * _DPI)
        where = f"{number} / {len(self.pages)}"
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, where)
        room = self._width - metrics.horizontalAdvance(where) - _DPI / 4
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


def _name(pieces: list[str]) -> QUuid:
    """By what is in it, so that the same notes are the same file."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece.encode("utf-8", "replace"))
    return QUuid.createUuidV5(_NAMESPACE, digest.digest())


def _leads(block: QTextBlock, following: QTextBlock) -> bool:
    """Whether a page must not end between two blocks: below a heading, and above the details of a quote."""
    if block.blockFormat().headingLevel() or block.charFormat().fontPointSize() == _SOURCE_POINTS:
        return True
    return following.isValid() and following.charFormat().fontPointSize() == _DETAILS_POINTS


def _dated(data: bytes, bundle: Bundle) -> bytes:
    """Qt writes the clock of now and its own version into a PDF, in two places at its beginning. What is put there
    instead is as long, since the file tells the place of everything in it by counting bytes."""
    made = datetime.fromtimestamp(bundle.made, UTC)
    if bundle.bare:
        made = made.replace(hour=0, minute=0, second=0)
    head, rest = data[:_HEAD], data[_HEAD:]
    head = _INFO_TIME.sub(lambda m: m[1] + f"{made:%Y%m%d%H%M%S}".encode() + _no_zone(m[2]), head)
    head = _XMP_TIME.sub(lambda m: m[1] + f"{made:%Y-%m-%dT%H:%M:%S}".encode() + _no_zone(m[2]), head)
    if bundle.bare:
        head = _INFO_PRODUCER.sub(lambda m: m[1] + b"\0 " * (len(m[2]) // 2) + m[3], head)
        head = _XMP_PRODUCER.sub(lambda m: m[1] + b" " * len(m[2]) + m[3], head)
    return head + rest


def _no_zone(zone: bytes) -> bytes:
    return re.sub(rb"[+-]\d\d(\D?)\d\d", rb"+00\g<1>00", zone)


def _styled(body: str) -> str:
    for tag, style in _STYLES.items():
        name = tag.split(" ")[0]
        body = body.replace(tag, f'{name} style="{style}"{tag.removeprefix(name)}')
    return body.replace(_DETAILS, _DETAILS + _DETAILS_STYLE)


def _draw(painter: QPainter, document: QTextDocument, part: _Slice, width: float) -> None:
    painter.save()
    painter.translate(QPointF(0, part.y - part.top))
    context = QAbstractTextDocumentLayout.PaintContext()
    # Lines that the clip does not touch are not drawn: a little less, and the neighbour below stays out.
    context.clip = QRectF(0, part.clip, width, part.bottom - _INSET - part.clip)  # type: ignore[attr-defined]  # the stubs lack it
    colours = QPalette()
    colours.setColor(QPalette.ColorRole.Text, QColor("black"))
    context.palette = colours  # type: ignore[attr-defined]
    document.documentLayout().draw(painter, context)
    painter.restore()


def _font(family: str, points: float) -> QFont:
    font = QFont(family)
    font.setPointSizeF(points)
    for tag in ("liga", "clig", "dlig"):
        font.setFeature(QFont.Tag(tag), 0)
    return font
