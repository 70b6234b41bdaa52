"""The results of a search: filters, the verdict, what was searched besides, the hits, and what was looked through.

When the library does not treat what was asked, that comes first, with the publications that do and are not here; the
nearest passages follow for whoever wants them. Nothing is searched or filtered silently: a line or a chip says it, and
each can be switched off. Before the first search, those that were saved and the latest stand here.
"""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from reader import words
from reader.core.errors import Refused
from reader.core.marks import PlacedMark
from reader.core.text import squeeze
from reader.core.types import Hit, ResultPage
from reader.ui import icons
from reader.ui.models.found import Entry, Head, Mine, More
from reader.ui.models.rows import ROW
from reader.ui.panels.facets import FacetChips
from reader.ui.panels.found import FoundList
from reader.ui.panels.parts import EmptyState, Link, label
from reader.ui.panels.progress import IndexProgress
from reader.ui.panels.searches import SearchesPage
from reader.ui.theme import Theme

_HITS, _EMPTY, _SEARCHES = range(3)


class ResultsPage(QWidget):
    hit_wanted = Signal(object)  # Hit
    note_wanted = Signal(object)  # PlacedMark
    query_wanted = Signal(str)  # the mended query
    expansion_wanted = Signal(bool)  # whether to search more than what was typed
    unfiltered_wanted = Signal()  # the same query without its filters
    save_wanted = Signal(str, bool)  # a query, to be kept or no longer

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder, self._theme = folder, theme
        self._page: ResultPage | None = None
        self._expanding = True
        self._saved: tuple[str, ...] = ()
        self.facets, self.progress = FacetChips(), IndexProgress()
        self._stack = QStackedWidget()
        self.hits = FoundList(self.tr("Results"), theme, self._stack)
        self._model = self.hits.found
        self._empty, self.searches = EmptyState(folder, "search", "", ""), SearchesPage(theme, folder)
        for page in (self.hits, self._empty, self.searches):
            self._stack.addWidget(page)
        self._star = QToolButton()
        self._star.setObjectName("star")
        self._star.setCheckable(True)
        self._star.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._count, self._unknown = label("", "muted", True), label("", "muted", True)
        self._besides, self._searched = label("", "muted", True), label("", "muted", True)
        self._mend, self._expand = Link(), Link()
        self._build()
        for signal in (self.hits.clicked, self.hits.activated):
            signal.connect(self._act)
        self._star.clicked.connect(self._toggle_saved)
        self._mend.clicked.connect(self._wish_mended)
        self._expand.clicked.connect(self._toggle_expansion)
        self._empty.way_out.clicked.connect(self.unfiltered_wanted)
        self.set_theme(theme)
        self.show_page(None)

    def _build(self) -> None:
        self._verdict = QFrame()
        self._verdict.setObjectName("verdict")
        self._not_treated, self._published = label("", "strong", True), label("", "muted", True)
        box = QVBoxLayout(self._verdict)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        box.addWidget(self._not_treated)
        box.addWidget(self._published)
        self._top = QWidget()
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.addWidget(self._count, 1)
        top.addWidget(self._star, 0, Qt.AlignmentFlag.AlignTop)
        self._foot = QFrame()
        self._foot.setObjectName("resultsFoot")
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(15, 7, 15, 9)
        foot.setSpacing(6)
        self._searched.setContentsMargins(5, 0, 5, 0)
        foot.addWidget(self._searched)
        foot.addWidget(self.progress)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part, start, end in (
            (self.facets, 12, 12), (self._top, 20, 12), (self._unknown, 20, 20), (self._verdict, 8, 8),
            (self._besides, 20, 20), (self._mend, 15, 15), (self._expand, 15, 15), (self._stack, 0, 0),
            (self._foot, 0, 0),
        ):  # fmt: skip
            row = QHBoxLayout()
            row.setContentsMargins(*((end, 0, start, 0) if self.isRightToLeft() else (start, 0, end, 0)))
            row.addWidget(part)
            if part in (self._mend, self._expand):
                row.addStretch()
            column.addLayout(row, 1 if part is self._stack else 0)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for part in (self.hits.rows, self._empty, self.searches, self.facets):
            part.set_theme(theme)
        self._show_star()
        self.hits.viewport().update()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_page(self, page: ResultPage | None, hit: Hit | None = None) -> None:
        """The answer to a search, with the hit that is open; None before the first. What is found in my notes comes by
        `show_notes`."""
        again = page is not None and self._page is not None and page.query == self._page.query
        place = self.hits.verticalScrollBar().value() if again else 0
        self._page = page
        self.hits.rows.forget()
        self._model.show_page(page, again)
        for part in (self._top, self._verdict, self._besides, self._mend, self._expand, self._unknown):
            part.setVisible(page is not None)
        self._searched.setVisible(page is not None and not page.only_notes)
        self._show_foot()
        self.facets.show_page(page)
        self._show_rest()
        if page is None:
            return
        unknown = [words.unknown_filter(field, value) for field, value in page.unknown_filters]
        self._unknown.setText("\n".join(unknown))
        self._unknown.setVisible(bool(unknown))
        besides = words.also_searching(page.expansions, page.asked)
        self._besides.setText(besides)
        self._besides.setVisible(bool(besides))
        self._mend.say(words.did_you_mean(page.suggestion, page.suggestion_total) if page.suggestion else "")
        self._mend.setVisible(page.suggestion is not None)
        self._expand.say(self.tr("Search only what I typed") if self._expanding else self.tr("Search related words"))
        self._expand.setVisible(bool(besides) or not self._expanding)
        self._searched.setText(
            words.searched(
                page.passages_searched, page.documents_searched, page.documents_without_text, page.documents_waiting
            )
        )
        self.hits.verticalScrollBar().setValue(place)
        self.hits.measure()
        if hit is not None:
            self.hits.setAutoScroll(False)  # whoever has scrolled away stays there
            self.hits.setCurrentIndex(self._index_of(hit))
            self.hits.setAutoScroll(True)

    def show_notes(self, notes: tuple[PlacedMark, ...]) -> None:
        """What was found in my notes, for the answer that is shown."""
        if self._page is not None and notes != self._model.notes:
            self._model.show_notes(notes)
            self._show_rest()
            self.hits.measure()
            if self.hits.currentIndex().isValid():
                self.hits.scrollTo(self.hits.currentIndex())
            else:
                self.hits.scrollToTop()

    def show_searches(self, recent: tuple[str, ...], saved: tuple[str, ...]) -> None:
        """What was searched lately, and what is saved."""
        self._saved = saved
        self.searches.show_searches(recent, saved)
        self._show_star()
        self._show_rest()

    def _show_rest(self) -> None:
        """What depends on hits and notes alike: the count, the verdict, and what stands where rows would."""
        page, notes = self._page, self._model.notes
        if page is None:
            self._empty.say(self.tr("Nothing searched yet"), self.tr("Type in the field above; Ctrl+K goes there."))
            self._stack.setCurrentIndex(_EMPTY if self.searches.is_empty else _SEARCHES)
            return
        count = words.results(page.total, len(page.groups), len(notes))
        missing = words.missing(page.missing) if not page.only_notes else ""
        self._count.setText(f"{count}. {missing}" if missing else count)
        self._show_star()
        first, *rest = words.verdict(page.answered, bool(page.hits), [entry.title for entry in page.catalogue]) or [""]
        self._not_treated.setText(first)
        self._published.setText("\n".join(line.strip() for line in rest))
        self._published.setVisible(bool(rest))
        self._verdict.setVisible(bool(first) and bool(page.hits or rest or notes))
        self._stack.setCurrentIndex(_HITS if page.hits or notes else _EMPTY)
        if page.only_notes:
            self._empty.say(
                self.tr("Nothing in my notes"), self.tr("No mark or note of mine has these words."),
                self.tr("Search the library"),
            )  # fmt: skip
        elif page.nothing_asked:
            self._empty.say(words.sentence(Refused("empty_query")), "")
        elif page.total_unfiltered and not page.hits:
            self._empty.say(words.nothing_passes(page.total_unfiltered), "", self.tr("Remove the filters"))
        else:
            self._empty.say(self.tr("Nothing found"), self.tr("Try other or fewer words, or the beginning of one."))

    def show_progress(self, done: int, total: int) -> None:
        """How far the index has come: passages done and to do; (0, 0) when it is over."""
        self.progress.show_progress(done, total)
        self._show_foot()

    def _show_foot(self) -> None:
        self._foot.setVisible(not (self._searched.isHidden() and self.progress.isHidden()))

    def _show_star(self) -> None:
        on = self._page is not None and squeeze(self._page.query) in self._saved
        tone = self._theme.text["accent" if on else "muted"]
        self._star.setIcon(QIcon(icons.pixmap(self._folder, "star", tone, 16, filled=on)))
        self._star.setChecked(on)
        self._star.setAccessibleName(self.tr("Save this search"))
        self._star.setToolTip(self.tr("Saved; press to remove it") if on else self.tr("Save this search"))

    def show_hit(self, hit: Hit) -> None:
        """Which hit is open; what hides it is unfolded."""
        index = self._index_of(hit)
        self.hits.setCurrentIndex(index)
        self.hits.scrollTo(index)

    def _index_of(self, hit: Hit) -> QModelIndex:
        groups = self._page.groups if self._page else ()
        group = next((group for group in groups if group.document == hit.document), None)
        hits = group.hits if group else ()
        rank = next((rank for rank, other in enumerate(hits) if other.block == hit.block), None)
        return self._model.index(-1 if rank is None else self._model.row_of(hit.document, rank), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.facets.fit()

    # -- what is wished --------------------------------------------------------------------------------------

    def list_in_front(self) -> QListView | None:
        """The list that takes the keys, with a row to begin from; None when there is nothing to choose."""
        shown = self._stack.currentIndex()
        if shown == _EMPTY:
            return None
        view, first = (
            (self.hits, self._model.index(self._model.first_hit(), 0))
            if shown == _HITS
            else (self.searches.list, self.searches.first())
        )
        if not view.currentIndex().isValid():
            view.setCurrentIndex(first)
        return view

    def _act(self, index: QModelIndex) -> None:
        """What a click or Enter on a row does."""
        match index.data(ROW):
            case Entry() as entry:
                self.hit_wanted.emit(entry.hit)
            case Head() as head:
                self.hit_wanted.emit(head.group.hits[0])
            case PlacedMark() as placed:
                self.note_wanted.emit(placed)
            case More():
                row = index.row()
                self._model.expand(row)
                self.hits.setCurrentIndex(self._model.index(row, 0))
            case Mine():
                self.hits.setCurrentIndex(self._model.index(index.row() + 1, 0))

    def _wish_mended(self) -> None:
        if self._page is not None and self._page.suggestion is not None:
            self.query_wanted.emit(self._page.suggestion)

    def _toggle_expansion(self) -> None:
        self._expanding = not self._expanding
        self.expansion_wanted.emit(self._expanding)

    def _toggle_saved(self, saved: bool) -> None:
        if self._page is not None:
            self._show_star()  # it is on when the disk has it
            self.save_wanted.emit(self._page.query, saved)
