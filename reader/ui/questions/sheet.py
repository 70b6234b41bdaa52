"""A reading path on one page of paper: boxes to tick, references, the questions they help to answer, and what stays
unanswered.

The text shrinks from 10 to 8 points and goes into two columns until all of it is on one page. A path that is longer
than that, which none of ours is, goes on on a second one rather than becoming too small to read.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

from reader import words
from reader.core.advice import AnsweredQuestion, PathStep, ReadingPath
from reader.core.text import long_date
from reader.ui.paper.pagination import DPI
from reader.ui.paper.sheet import MM, Sheet
from reader.ui.paper.typography import font

SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
"""Points of the text, the largest first: the first that brings all onto one page is taken."""
_SIDES, _TOP, _BOTTOM, _BETWEEN = 15 * MM, 14 * MM, 12 * MM, 8 * MM
_INDENT = 5.5 * MM  # from the box to its words
_QUIET, _INK = "#444444", "#000000"
_SEMI = QFont.Weight.DemiBold

Line = tuple[tuple[str, bool, str], ...]
"""Pieces of a line: text, whether it is strong, colour."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the list; `tick` is None without a box, else whether it is ticked. What `leads` is not the last of
    a column."""

    lines: tuple[Line, ...]
    tick: bool | None = None
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    entry: Entry
    document: QTextDocument
    left: float
    top: float


class PathPages:
    """Pages of a path, as `paper.pages.Printed` has them."""

    ready = True

    def __init__(
        self, path: ReadingPath, is_read: Callable[[PathStep], bool], sheet: Sheet, day: str, notice: str
    ) -> None:
        """`day` is in ISO 8601; `notice` is that of the library."""
        self.sheet = sheet
        self.title = _tr("Reading path: {role}").format(role=path.role.label)
        self.author = words.APP_NAME
        read = sum(map(is_read, path.steps))
        self._head = (
            path.role.description,
            "  ·  ".join((long_date(day), _tr("{n} of {total} read").format(n=read, total=len(path.steps)))),
        )
        self._foot = " ".join((_tr("The questions and the choice of passages are ours, not ICAT’s."), notice))
        self._entries = tuple(_entries(path, is_read))
        self.points, self.columns, self.pages = self._fit()

    @property
    def content(self) -> Iterable[str]:
        yield from (self.title, *self._head, self._foot)
        for entry in self._entries:
            yield repr(entry)

    @property
    def count(self) -> int:
        return len(self.pages)

    @property
    def sides(self) -> list[tuple[int | None, ...]]:
        return [(page,) for page in range(self.count)]

    def steps(self) -> Iterator[None]:
        yield from ()

    # -- what goes where -------------------------------------------------------------------------------------

    @property
    def _width(self) -> float:
        return self.sheet.size[0] * MM - 2 * _SIDES

    def _fit(self) -> tuple[float, int, list[list[Placed]]]:
        made: list[list[Placed]] = []
        for points in SIZES:
            for columns in (1, 2):
                made = self._place(points, columns)
                if len(made) == 1:
                    return points, columns, made
        return SIZES[-1], 2, made

    def _place(self, points: float, columns: int) -> list[list[Placed]]:
        """The entries down each column, and from column to column and page to page."""
        width = (self._width - (columns - 1) * _BETWEEN) / columns
        top = self._head_height()
        bottom = self.sheet.size[1] * MM - _BOTTOM - self._foot_document().size().height() - 3 * MM
        space = points / 72 * DPI * 0.5
        pages: list[list[Placed]] = [[]]
        column, y = 0, top
        group: list[tuple[Entry, QTextDocument]] = []
        for entry in self._entries:
            document = _set(entry.lines, points, width - _INDENT)
            group.append((entry, document))
            if entry.leads:
                continue
            if group[0][0].leads and y > top:
                y += space  # more above a caption
            high = sum(each.size().height() + space for _, each in group)
            if y + high - space > bottom and y > top:
                column, y = column + 1, top
                if column == columns:
                    pages.append([])
                    column = 0
            for each, laid in group:
                pages[-1].append(Placed(each, laid, _SIDES + column * (width + _BETWEEN), y))
                y += laid.size().height() + space
            group = []
        return pages

    def _head_height(self) -> float:
        title, about = self._head_documents()
        return float(_TOP + title.size().height() + about.size().height() + 5 * MM)

    def _head_documents(self) -> tuple[QTextDocument, QTextDocument]:
        about = tuple(((line, False, _QUIET),) for line in self._head)
        return _set((((self.title, True, _INK),),), 16, self._width, sans=False), _set(about, 9, self._width)

    def _foot_document(self) -> QTextDocument:
        return _set((((self._foot, False, _QUIET),),), 8, self._width)

    # -- drawing ---------------------------------------------------------------------------------------------

    def draw_steps(self, painter: QPainter, page: int) -> Iterator[None]:
        """Draw a page (from 0), entry by entry, in dots from its top left corner."""
        right_to_left = QCoreApplication.instance().isRightToLeft()  # type: ignore[union-attr]
        self._draw_head(painter)
        yield
        for placed in self.pages[page]:
            self._draw_entry(painter, placed, right_to_left)
            yield
        foot = self._foot_document()
        _draw(painter, foot, _SIDES, self.sheet.size[1] * MM - _BOTTOM - foot.size().height())

    def _draw_head(self, painter: QPainter) -> None:
        title, about = self._head_documents()
        _draw(painter, title, _SIDES, _TOP)
        _draw(painter, about, _SIDES, _TOP + title.size().height())
        line = _TOP + title.size().height() + about.size().height() + 2 * MM
        painter.setPen(QPen(QColor("#9a9a9a"), 0.12 * MM))
        painter.drawLine(QPointF(_SIDES, line), QPointF(_SIDES + self._width, line))

    def _draw_entry(self, painter: QPainter, placed: Placed, right_to_left: bool) -> None:
        wide = placed.document.textWidth()
        left = placed.left
        if right_to_left:  # columns and boxes begin at the right
            left = self.sheet.size[0] * MM - left - wide - _INDENT
        box_left = left + wide + _INDENT - 3 * MM if right_to_left else left
        _draw(painter, placed.document, left if right_to_left else left + _INDENT, placed.top)
        if placed.entry.tick is None:
            return
        box = QRectF(box_left, placed.top + 0.6 * MM, 2.8 * MM, 2.8 * MM)
        painter.setPen(QPen(QColor(_INK), 0.2 * MM))
        painter.drawRect(box)
        if placed.entry.tick:
            painter.setPen(QPen(QColor(_INK), 0.45 * MM))
            points = ((0.2, 0.5), (0.42, 0.75), (0.82, 0.22))
            painter.drawPolyline(
                [QPointF(box.left() + x * box.width(), box.top() + y * box.height()) for x, y in points]
            )


def _entries(path: ReadingPath, is_read: Callable[[PathStep], bool]) -> Iterator[Entry]:
    """By document: its name, then its steps; at the end what is not answered."""
    before = ""
    for step in path.steps:
        info = step.source.info
        if info.id != before:
            before = info.id
            when = long_date(info.date)
            name = info.short_title if when in info.short_title else f"{info.short_title}, {when}"
            yield Entry((((name, True, _INK),),), leads=True)
        section = f"  {step.source.section[-1]}" if step.source.section else ""
        first: Line = ((step.source.reference, True, _INK), (section, False, _QUIET))
        asked: tuple[Line, ...] = tuple(((each.text, False, _INK),) for each in step.questions)
        yield Entry((first, *asked), is_read(step))
    if path.unanswered:
        yield Entry((((_tr("Not answered by the library"), True, _INK),),), leads=True)
    for each in path.unanswered:
        yield Entry((((each.question.text, False, _INK),), ((_published(each), False, _QUIET),)))


def _published(asked: AnsweredQuestion) -> str:
    touched = _tr("Only touched on.") + " " if asked.question.coverage == "touched" else ""
    if not asked.publications:
        return touched + _tr("No publication of ICAT on it is known to us.")
    return touched + _tr("ICAT has published: {titles}").format(
        titles="; ".join(each.title for each in asked.publications)
    )


def _set(lines: tuple[Line, ...], points: float, width: float, sans: bool = True) -> QTextDocument:
    """Lines, each a paragraph, as a document of dots."""
    dots = points / 72 * DPI
    made = QTextDocument()
    made.setUseDesignMetrics(True)
    made.setDocumentMargin(0)
    made.setDefaultFont(font(dots, sans=sans))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setDefaultTextOption(option)
    cursor = QTextCursor(made)
    for number, line in enumerate(lines):
        if number:
            cursor.insertBlock(QTextBlockFormat())
        for text, strong, colour in line:
            shape = QTextCharFormat()
            shape.setFont(font(dots, _SEMI if strong else QFont.Weight.Normal, sans=sans))
            shape.setForeground(QColor(colour))
            cursor.insertText(text, shape)
    made.setTextWidth(width)
    return made


def _draw(painter: QPainter, document: QTextDocument, left: float, top: float) -> None:
    painter.save()
    painter.translate(left, top)
    document.drawContents(painter)
    painter.restore()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
