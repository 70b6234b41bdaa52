"""Where pages end: rows of text that keep together, and the slices of them that stand on each page.

Pages are made here and not by QTextDocument, which would leave a heading alone at the foot of a page, and which lays
everything out in one go: ten thousand marks would hold the window for many seconds. Here every passage is a document of
its own, so that whoever makes pages can let the window live in between.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QPalette, QTextBlock, QTextDocument

DPI = 600
_INSET = 15  # dots, a quarter of the lowest line at most


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text, or a row of a table: its piece, and where it stands there, in dots."""

    piece: int
    top: float
    bottom: float
    before: float  # space above it, left out at the head of a page
    keeps: bool  # it stays on one page with the next one
    goes_on: bool  # it is not the first line of its paragraph


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one piece on a page."""

    piece: int
    top: float
    bottom: float
    y: float
    clip: float  # where the clip begins that leaves out what stands above


class Flow:
    """Puts row after row on pages of one height, in dots."""

    def __init__(self, height: float) -> None:
        self.pages: list[list[Slice]] = [[]]
        self._height = height
        self._y = 0.0
        self._together: list[Row] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Rows that keep together go to the next page together, unless they are longer than a page."""
        for row in rows:
            self._together.append(row)
            if not row.keeps:
                self.end()

    def end(self) -> None:
        """Nothing follows that the last rows could be kept together with."""
        rows, self._together = self._together, []
        if self._y and self._y + sum(row.before + row.bottom - row.top for row in rows) > self._height:
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
                page.append(Slice(row.piece, row.top, row.bottom, self._y, clip + _INSET))
            self._y += row.bottom - row.top

    def _new_page(self) -> None:
        self.pages.append([])
        self._y = 0.0


def rows_of(
    document: QTextDocument, piece: int, above: float, leads: Callable[[QTextBlock, QTextBlock], bool]
) -> list[Row]:
    """The lines of a piece that is laid out. `above` is the space above the first one, in dots; `leads` tells of two
    blocks that follow each other whether no page may end between them, and is asked with one that is not valid at the
    end."""
    document.size()  # lays out
    rows: list[Row] = []
    block = document.begin()
    bottom = -above
    while block.isValid():
        layout, following = block.layout(), block.next()
        at, last = layout.position().y(), layout.lineCount() - 1
        for count in range(layout.lineCount()):
            line = layout.lineAt(count).rect()
            # No line of a paragraph stands alone at the head or the foot of a page.
            keeps = leads(block, following) if count == last else count in (0, last - 1)
            top, end = at + line.top(), at + line.bottom()
            rows.append(Row(piece, top, end, top - bottom, keeps, count > 0))
            bottom = at + line.bottom()
        block = following
    return rows


def draw_slice(painter: QPainter, document: QTextDocument, part: Slice, width: float) -> None:
    """Draw the rows of a slice in black, with the head of the page at the painter's origin."""
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
