"""Finding words in the document that is open: from Ctrl+F to a hit that is selected and can be marked.

Stands beside the window, as `finding.py` does for the library; knows the bar, the page and the search field. While the
bar is open, its hits are the marked ones and F3 walks them. The hit one has come to is selected, so that all that can
be done with selected words can be done with it, in the bar and after Esc. A document is looked through in the window's
thread: 100,000 words take 20 ms for a single letter, 2 ms for a word (measured), and what is marked is never older
than what is typed.
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import words
from reader.core.occurrences import FoldedDocument, Span, find_in, first_from, fold_document, location_of
from reader.core.text import squeeze
from reader.core.types import Block, Location, Point
from reader.ui.panels.field import SearchField
from reader.ui.panels.find_bar import FindBar
from reader.ui.panels.parts import announce
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.panes import Panes
from reader.ui.session import Session
from reader.ui.theme import Theme

_SAID_AFTER_MS = 600
"""A count is said when nothing more is typed, so that it is said once and not for every letter."""

_LONGEST_SELECTION = 200
"""Characters of a selection that somebody may want to look for."""


class FindingHere(QObject):
    def __init__(
        self,
        session: Session,
        panes: Panes,
        field: SearchField,
        theme: Theme,
        folder: Path,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        """`folder` has the icons."""
        super().__init__(window)
        self._session, self._panes, self._field, self._window = session, panes, field, window
        self.bar = FindBar(folder, theme)
        self._folded: FoldedDocument | None = None
        self._spans: list[Span] = []
        self._current: int | None = None  # of the hits, the one that was gone to
        self._from = Point("", 0)  # what is typed is looked for from here on
        self._seen = Point("", 0)  # the top of the view as the bar left it; another one means that somebody scrolled
        self._departed = False  # the place that was read before is in the history
        self._count = ""
        self._silence = QTimer(self, singleShot=True, interval=_SAID_AFTER_MS)
        self._silence.timeout.connect(self._say)
        self.bar.changed.connect(self._typed)
        self.bar.stepped.connect(self.step)
        self.bar.closed.connect(self.close)
        self.bar.library_wanted.connect(self._ask_library)
        panes.turned.connect(self._turned)
        panes.asked.connect(lambda name, key: self.open() if name == "find_here" else None)
        actions["find_here"].triggered.connect(self.open)
        actions["next_hit"].triggered.connect(lambda: self._step_anywhere(1))
        actions["previous_hit"].triggered.connect(lambda: self._step_anywhere(-1))
        session.searching.hit_opened.connect(lambda hit: self._leave())
        # Queued: by then the page shows it, whoever hears of it first.
        session.document_opened.connect(self._document_opened, Qt.ConnectionType.QueuedConnection)

    @property
    def _page(self) -> ReadingPage:
        return self._panes.page

    # -- opening and closing ---------------------------------------------------------------------------------

    def open(self) -> None:
        """Look for the selected words, or for those of the last time. Without a document in sight, in the library."""
        page = self._page
        if page.shown is None or not page.isVisible():
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._field.selectAll()
            return
        selected = page.selected()
        if selected is not None and selected == self._here():
            selected = None  # the hit that one has come to; what was typed for it stays
        looked_for = self._words_of(selected)
        if self.bar.isHidden():
            self._departed, self._current = False, None
        self.bar.begin(looked_for)
        if looked_for or self._current is None:
            self._search()
        if looked_for and selected is not None:
            self._from = selected.start
            at = self._first_from(selected.start)
            if at < len(self._spans) and self._location(at) == selected:
                self._show(at)
        self._silence.start()

    def _words_of(self, selected: Location | None) -> str:
        if selected is None or selected.start.block != selected.end.block:
            return ""
        if selected.end.offset - selected.start.offset > _LONGEST_SELECTION:
            return ""
        return squeeze(self._page.text_of(selected))

    def close(self) -> None:
        """Back to the text, where the hit stays selected and the view as it is."""
        self._leave()
        self._page.setFocus()

    def _leave(self) -> None:
        """The words of the search of the library are marked again."""
        if not self.bar.isHidden():
            self._silence.stop()
            self.bar.hide()
            self._spans, self._current = [], None
            self._page.show_found(None)

    def _document_opened(self) -> None:
        self._folded = None
        self._departed, self._current = False, None
        if not self.bar.isHidden():
            self._search()

    def _turned(self, page: ReadingPage) -> None:
        """The other side is read from now on: its words are looked for."""
        for other in self._panes.pages:
            if other is not page:
                other.show_found(None)
        self._document_opened()

    def _ask_library(self, looked_for: str) -> None:
        self._leave()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.ask(looked_for)

    # -- looking ---------------------------------------------------------------------------------------------

    def _typed(self) -> None:
        """Go to the first hit from where reading is: from where it was, if only typing has moved the view."""
        if self._page.shown is None:
            return
        if self._page.place() != self._seen:
            self._from = self._page.place()
        self._search(go=True)
        self._silence.start()

    def _search(self, go: bool = False) -> None:
        """Look through the document. Unless it is to `go` to a hit, they are only marked and counted."""
        page = self._page
        if page.shown is None:
            return
        if self._here() is not None and page.selected() == self._here():
            page.clear_selection()
        if self._folded is None or self._folded.document is not page.shown:
            self._folded, self._from = fold_document(page.shown), page.place()
        if not go:
            self._from = self._seen = page.place()
        self._spans = find_in(self._folded, self.bar.words, self.bar.whole_words)
        self._current = None
        if go and self._spans:
            self._go_to(self._first_from(self._from))
        else:
            self._show(None)

    def step(self, by: int) -> None:
        """The next hit or the one before, from the last one or from where one has gone since; around the ends."""
        if not self._spans:
            self._say()
            return
        selected = self._page.selected()
        if self._current is not None and selected == self._here():
            at = self._current + by
        else:
            place = selected or self._page.paragraph_here()
            at = self._first_from(place.start if place else self._from) + (by if by < 0 else 0)
        self._from = self._go_to(at).start
        self._silence.stop()
        self._say(next(block.text for block in self._blocks() if block.id == self._from.block))

    def _step_anywhere(self, by: int) -> None:
        if self.bar.isVisible():
            self.step(by)
        else:
            self._session.searching.step_hit(by)

    def _first_from(self, place: Point) -> int:
        number = next((number for number, block in enumerate(self._blocks()) if block.id == place.block), 0)
        return first_from(self._spans, number, place.offset)

    def _blocks(self) -> tuple[Block, ...]:
        return self._folded.document.blocks if self._folded is not None else ()

    def _location(self, at: int) -> Location:
        assert self._folded is not None
        return location_of(self._folded.document, self._spans[at])

    def _here(self) -> Location | None:
        """Where the hit is that one has come to."""
        return self._location(self._current) if self._current is not None else None

    # -- what came of it -------------------------------------------------------------------------------------

    def _go_to(self, at: int) -> Location:
        """Select a hit; returns where it is. The view moves only when it is out of it: the first time one can go back
        to what was read."""
        around = self.tr("from the top") if at >= len(self._spans) else self.tr("from the end") if at < 0 else ""
        at %= len(self._spans)
        location, page = self._location(at), self._page
        self._show(at, around)
        if not page.is_in_view(location):
            if not self._departed:
                self._departed = True
                self._session.leave(page.place())
            page.go_to(location, flash=False)
        page.select(location)
        self._seen = page.place()
        return location

    def _show(self, at: int | None, around: str = "") -> None:
        self._current = at
        self._page.show_found(self._spans, at)
        count = len(self._spans)
        if not self.bar.words.strip():
            self._count = ""
        elif not count:
            self._count = self.tr("No hit")
        elif at is None:
            self._count = words.count_of(count, "hit")
        else:
            self._count = self.tr("{n} of {all}").format(n=f"{at + 1:,}", all=f"{count:,}")
        self.bar.show_count(f"{self._count} · {around}" if around else self._count, bool(count))

    def _say(self, text: str = "") -> None:
        """The count, and the paragraph where one has come to a hit, to those who do not see them."""
        if self._count:
            announce(self._window, f"{self._count}. {text}" if text else self._count)
