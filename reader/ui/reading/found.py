"""The words of a search on the page, as Qt wants them: selections that lie over the text and change nothing in it.

Only those in view and a screen around it are made, since a letter has 50,000 hits in a book: Qt looks through all
selections for each block that it paints, and making one costs a cursor.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QTextEdit

from reader.core.occurrences import Span
from reader.ui.reading.laid_out import LaidOut
from reader.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Found:
    """Hits of one document in reading order, and which of them are those of the hit that is open."""

    spans: Sequence[Span] = ()
    current: range = range(0)
    here: bool = False  # found in this document, where the current one is selected besides


def found_by_search(
    laid: LaidOut | None, hits: Mapping[str, tuple[tuple[int, int], ...]], current: str | None
) -> Found:
    """What the search of the library found: spans in code points by block id, open in the block `current`."""
    index = laid.index if laid else {}
    spans = sorted((index[block], *span) for block, each in hits.items() if block in index for span in each)
    number = index.get(current) if current else None
    if number is None:
        return Found(spans)
    return Found(spans, range(bisect_left(spans, (number,)), bisect_left(spans, (number + 1,))))


class FoundWords:
    """Marks hits on a page."""

    def __init__(self, page: QTextEdit) -> None:
        self._page = page
        self._laid: LaidOut | None = None
        self._found = Found()
        self._theme: Theme | None = None
        self._covered = range(0)  # leaves whose hits are marked

    def show(self, laid: LaidOut | None, found: Found, theme: Theme) -> None:
        self._laid, self._found, self._theme = laid, found, theme
        self._colour_selection(theme)
        self.again()

    def again(self) -> None:
        """There are other words to mark in what is in view."""
        self._covered = range(0)
        self.follow()

    def follow(self) -> None:
        """The view may have moved."""
        if self._laid is None or self._theme is None:
            return
        seen = self._leaves(0)
        if not seen or (seen.start in self._covered and seen.stop - 1 in self._covered):
            return
        self._covered = self._leaves(self._page.viewport().height())
        first = bisect_left(self._found.spans, (self._covered.start,))
        last = bisect_left(self._found.spans, (self._covered.stop,))
        links = self._laid.link_selections(self._covered, self._theme.text["accent"])
        self._page.setExtraSelections([*links, *(self._selection(place) for place in range(first, last))])

    def _leaves(self, around: int) -> range:
        """The numbers of the leaves in view and so many pixels around it."""
        assert self._laid is not None
        top, room = self._page.verticalScrollBar().value(), self._page.viewport().height()
        near = self._laid.leaves_between(top - around, top + room + around)
        return range(near[0][0], near[-1][0] + 1) if near else range(0)

    def _selection(self, place: int) -> QTextEdit.ExtraSelection:
        assert self._laid is not None
        assert self._theme is not None
        kind = "current" if place in self._found.current else "word"
        made = QTextEdit.ExtraSelection()
        made.cursor = self._laid.cursor(*self._found.spans[place])  # type: ignore[attr-defined]  # a struct member that the stubs leave out
        made.format.setBackground(QColor(self._theme.hit[kind]))  # type: ignore[attr-defined]
        made.format.setForeground(QColor(self._theme.hit[f"{kind}_text"]))  # type: ignore[attr-defined]
        return made

    def _colour_selection(self, theme: Theme) -> None:
        """Qt paints what is selected over all else: it looks as the current hit does while it is one."""
        ground, ink = theme.ground["selected"], theme.text["ink"]
        if self._found.here:
            ground, ink = theme.hit["current"], theme.hit["current_text"]
        palette = self._page.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(ground))
        palette.setColor(QPalette.ColorRole.HighlightedText, QColor(ink))
        self._page.setPalette(palette)
