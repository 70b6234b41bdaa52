"""Pages on their way out: drawn on a PDF or on whatever else Qt has pages for, a little at a time."""

from collections.abc import Generator, Iterator
from contextlib import closing

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from reader import words
from reader.ui.paper.pages import Printed
from reader.ui.paper.pagination import DPI
from reader.ui.paper.sheet import MM, Sheet
from reader.ui.paper.stamp import dated, name_of


class NotPrinted(Exception):  # noqa: N818  # says what happened
    """The device takes no pages: a printer that is gone or refuses."""


def page_layout(sheet: Sheet) -> QPageLayout:
    """The paper without margins: those are drawn as part of the page."""
    paper = sheet.paper
    turned = paper.width() > paper.height()
    size = QPageSize(paper.transposed() if turned else paper, QPageSize.Unit.Millimeter)
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF(0, 0, 0, 0))


def draw_side(painter: QPainter, pages: Printed, side: int) -> Generator[None]:
    """One side of the paper, in dots from its top left corner."""
    shown, sheet = pages.sides[side], pages.sheet
    left = (sheet.paper.width() - len(shown) * sheet.size[0]) / 2 * MM
    for page in shown:
        if page is not None:
            painter.save()
            try:
                painter.translate(left, 0)
                yield from pages.draw_steps(painter, page)
            finally:  # somebody has turned the page, or closed the dialog
                painter.restore()
        left += sheet.size[0] * MM


def draw_all(device: QPagedPaintDevice, resolution: int, pages: Printed, wanted: range | None = None) -> Iterator[int]:
    """Draw the sides of a work that is ready; tells which one, from 0. `wanted` are those to draw, else all. Raises
    NotPrinted."""
    painter = QPainter()
    if not painter.begin(device):
        raise NotPrinted
    try:
        painter.scale(resolution / DPI, resolution / DPI)
        for count, side in enumerate(wanted if wanted is not None else range(len(pages.sides))):
            if count and not device.newPage():
                raise NotPrinted
            with closing(draw_side(painter, pages, side)) as steps:
                for _ in steps:
                    yield side
    finally:
        painter.end()


class PdfOf:
    """Makes one PDF. Run through `steps`, then take `data`."""

    def __init__(self, pages: Printed) -> None:
        self.pages = pages
        self.side = -1  # that is being drawn; -1 while pages are still being made
        self._buffer = QBuffer()

    def steps(self) -> Iterator[None]:
        pages = self.pages
        if not pages.ready:
            yield from pages.steps()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QPdfWriter(self._buffer)
        writer.setResolution(DPI)
        writer.setPageLayout(page_layout(pages.sheet))
        writer.setTitle(pages.title)
        writer.setAuthor(pages.author)
        writer.setCreator(words.APP_NAME)
        writer.setDocumentId(name_of([repr(pages.sheet), *pages.content]))
        for self.side in draw_all(writer, DPI, pages):
            yield
        self._buffer.close()

    def data(self, made: float) -> bytes:
        """The file. `made`, seconds since 1970-01-01 UTC, tells its day; what is printed tells no time of day."""
        return dated(bytes(self._buffer.data().data()), made, day_only=True)
