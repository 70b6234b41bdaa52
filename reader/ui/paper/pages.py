"""The pages of a work: made step by step, drawn one by one, on whatever wants them."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from reader.core.text import long_date, squeeze
from reader.ui.paper.pagination import DPI, Flow, Slice, draw_slice
from reader.ui.paper.pieces import Piece
from reader.ui.paper.sheet import MM, Sheet, sides
from reader.ui.paper.typography import above, below, font, lay_out, rows
from reader.ui.paper.under import Laid, draw_under, left_of
from reader.ui.paper.work import Work

_KEPT = 120
"""Pieces that stay laid out, about three pages: to look at a page again costs little then."""
_HEAD, _FOOT = 8.5 * MM, 10.5 * MM  # from the text to the line of the head, and to the foot of the page number


class Printed(Protocol):
    """What previews, files and printers need of pages, whatever is on them. `Pages` are those of a document."""

    @property
    def sheet(self) -> Sheet: ...

    @property
    def title(self) -> str: ...

    @property
    def author(self) -> str: ...

    @property
    def content(self) -> Iterable[str]:
        """All that is on the pages: the same content is the same file."""
        ...

    @property
    def ready(self) -> bool:
        """Whether all pages are made."""
        ...

    @property
    def count(self) -> int: ...

    @property
    def sides(self) -> list[tuple[int | None, ...]]: ...

    def steps(self) -> Iterator[None]: ...

    def draw_steps(self, painter: QPainter, page: int) -> Iterator[None]: ...


class Pages:
    """Run `steps` to the end, or as far as there is time for: what is made can be drawn already."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.ready = False
        self._pieces: list[Piece] = []
        self._flow = Flow(work.sheet.text_height)
        self._laid: dict[int, Laid] = {}
        self._making = self._make()

    @property
    def pieces(self) -> list[Piece]:
        return self._pieces

    @property
    def sheet(self) -> Sheet:
        return self.work.sheet

    @property
    def title(self) -> str:
        return self.work.document.info.title

    @property
    def author(self) -> str:
        return "; ".join(self.work.document.info.issuers)

    @property
    def content(self) -> Iterable[str]:
        return self.work.document.info.edition, *(piece.html for piece in self._pieces)

    @property
    def count(self) -> int:
        """How many pages there are so far."""
        return len(self._flow.pages)

    @property
    def sides(self) -> list[tuple[int | None, ...]]:
        """The pages on each side of the paper; see `sheet.sides`."""
        return sides(self.count, self.work.sheet.folded, self.work.right_to_left)

    def steps(self) -> Iterator[None]:
        """Find out where pages end; every step takes a few milliseconds, unless a single paragraph is endless. Whoever
        asks goes on where another stopped."""
        while not self.ready:
            next(self._making, None)
            yield

    def _make(self) -> Iterator[None]:
        last: Piece | None = None
        for piece in self.work.pieces():
            number = len(self._pieces)
            self._pieces.append(piece)
            laid = self._lay_out(number)
            space = max(below(last), above(piece)) * self.work.sheet.unit if last else 0.0
            self._flow.add(rows(piece, number, laid.document, self.work.sheet, space))
            last = piece
            yield
        self._flow.end()
        self.ready = True

    def _lay_out(self, number: int) -> Laid:
        if number not in self._laid:
            if len(self._laid) >= _KEPT:
                del self._laid[next(iter(self._laid))]
            work, piece = self.work, self._pieces[number]
            left = left_of(piece, work.sheet, work.right_to_left)
            document = lay_out(piece, work.sheet, work.right_to_left)
            self._laid[number] = Laid(piece, document, left, work.sheet, work.right_to_left)
        return self._laid[number]

    # -- drawing ---------------------------------------------------------------------------------------------

    def draw_steps(self, painter: QPainter, page: int) -> Iterator[None]:
        """Draw a page (from 0), piece by piece, in dots from its top left corner."""
        sheet = self.work.sheet
        painter.save()
        try:
            painter.translate(sheet.sides * MM, sheet.top * MM)
            for part in self._flow.pages[page]:
                self._draw(painter, part)
                yield
            self._draw_head(painter)
            self._draw_foot(painter, page)
        finally:
            painter.restore()

    def draw(self, painter: QPainter, page: int) -> None:
        """The same at once."""
        for _ in self.draw_steps(painter, page):
            pass

    def _draw(self, painter: QPainter, part: Slice) -> None:
        laid = self._lay_out(part.piece)
        draw_under(painter, laid, part)
        painter.save()
        painter.translate(laid.left, 0)
        draw_slice(painter, laid.document, part, self.work.sheet.text_width)
        painter.restore()

    def _draw_head(self, painter: QPainter) -> None:
        """Title, date and reference over a thin line."""
        sheet, info = self.work.sheet, self.work.document.info
        face = font(min(8.0, sheet.points * 0.76) / 72 * DPI, sans=True)
        metrics = QFontMetricsF(face)
        painter.setFont(face)
        painter.setPen(QColor("#444444"))
        wide, base = sheet.text_width, -_HEAD - 1.6 * MM
        source = " · ".join(part for part in (long_date(info.date), info.reference) if part)
        room = wide - metrics.horizontalAdvance(source) - 6 * MM
        names = (squeeze(info.title), squeeze(info.short_title))
        title = next((name for name in names if metrics.horizontalAdvance(name) <= room), names[0])
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room)
        first, second = (source, title) if self.work.right_to_left else (title, source)
        painter.drawText(QPointF(0, base), first)
        painter.drawText(QPointF(wide - metrics.horizontalAdvance(second), base), second)
        painter.setPen(QPen(QColor("#9a9a9a"), 0.12 * MM))
        painter.drawLine(QPointF(0, -_HEAD), QPointF(wide, -_HEAD))

    def _draw_foot(self, painter: QPainter, page: int) -> None:
        sheet = self.work.sheet
        painter.setFont(font(min(8.0, sheet.points * 0.76) / 72 * DPI, sans=True))
        painter.setPen(QColor("#444444"))
        foot = QRectF(0, sheet.text_height, sheet.text_width, _FOOT)
        painter.drawText(
            foot, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, f"{page + 1} / {self.count}"
        )
