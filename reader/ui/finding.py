"""What people do to find something: from a word in the field to a passage that is open, with its words marked.

Stands beside the window, as `marking.py` does; knows the field, the results and the page, and asks the session. A
filter that is clicked is written into the field and searched from there, so the field always says what is shown. The
results are made with the first answer, and told then what was heard before.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import words
from reader.core.query import TypedFilter, filters_in, with_filter, without
from reader.core.types import Hit, ResultPage
from reader.ui.panels.field import SearchField
from reader.ui.panels.parts import announce
from reader.ui.panels.side import SidePanel
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.panels.results import ResultsPage


class Finding(QObject):
    note_wanted = Signal(object)  # PlacedMark: go there
    results_wanted = Signal(bool, bool)  # the results must be seen: also where there is little room; with the keys

    def __init__(
        self,
        session: Session,
        field: SearchField,
        side: SidePanel,
        panes: Panes,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._field, self._side, self._panes = session, field, side, panes
        self._results: ResultsPage | None = None
        self._searches: tuple[tuple[str, ...], tuple[str, ...]] = (), ()
        self._progress = 0, 0
        self._window = window
        searching = self._searching = session.searching
        searching.results_ready.connect(self._results_ready)
        searching.hit_opened.connect(self._hit_opened)
        searching.filters_known.connect(field.show_filters)
        searching.searches_changed.connect(field.show_searches)
        searching.searches_changed.connect(self._searches_changed)
        searching.indexing.connect(self._indexing)
        side.results_made.connect(self._serve)
        session.notes.done.connect(searching.refresh_notes)
        session.notes.undone.connect(searching.refresh_notes)
        field.changed.connect(lambda text: searching.search(text, typing=True))
        field.entered.connect(self._entered)
        field.left_downwards.connect(self._go_down)
        field.asked_again.connect(self._ask_again)
        for name, call in (
            ("search", self.focus_field), ("go_to", self._go_to_reference), ("syntax", field.show_help),
        ):  # fmt: skip
            actions[name].triggered.connect(call)

    def _serve(self, results: "ResultsPage") -> None:
        searching = self._searching
        self._results = results
        searching.notes_found.connect(results.show_notes)
        results.hit_wanted.connect(self._session.open_hit)
        results.note_wanted.connect(self.note_wanted)
        results.query_wanted.connect(self._field.ask)
        results.searches.query_wanted.connect(self._ask_again)
        results.searches.forget_wanted.connect(searching.forget_searches)
        results.save_wanted.connect(self._save)
        results.expansion_wanted.connect(searching.set_expansion)
        results.facets.added.connect(self._narrow)
        results.facets.removed.connect(self._widen)
        results.unfiltered_wanted.connect(self._unfilter)
        results.progress.pause_wanted.connect(searching.pause_indexing)
        results.progress.stop_wanted.connect(searching.cancel_indexing)
        results.show_searches(*self._searches)
        results.show_progress(*self._progress)

    # -- asking ----------------------------------------------------------------------------------------------

    def focus_field(self) -> None:
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def ask(self, text: str) -> None:
        """Search for these words, as if they had been typed into the field."""
        self.focus_field()
        self._field.ask(text)

    def _go_to_reference(self) -> None:
        """The search field takes references as well as words."""
        self.focus_field()
        if self._panes.page.shown is not None:
            self._field.setText(f"{self._panes.page.shown.info.reference} para ")

    def _entered(self, text: str) -> None:
        """Enter opens the paragraph whose reference was typed, or the best hit, if there is an answer at all."""
        if words.looks_like_reference(text):
            self._session.open_reference(text)
        else:
            self._searching.search(text, typing=False, then=self._open_best)

    def _open_best(self, page: ResultPage) -> None:
        if page.answered and page.hits:
            self._session.open_hit(page.groups[0].hits[0])

    def _ask_again(self, text: str) -> None:
        """A search that was kept: its results, and none of them opened yet."""
        self._field.setText(text)
        self._searching.search(text, typing=False)

    def _narrow(self, field: str, value: str) -> None:
        self._field.ask(with_filter(self._field.text(), field, value))

    def _widen(self, unwanted: TypedFilter) -> None:
        text = self._field.text()
        same = [
            each for each in filters_in(text)
            if (each.field, each.value, each.negated) == (unwanted.field, unwanted.value, unwanted.negated)
        ]  # fmt: skip
        self._field.ask(without(text, same))

    def _unfilter(self) -> None:
        text = self._field.text()
        self._field.ask(without(text, filters_in(text)))

    def _save(self, text: str, saved: bool) -> None:
        if not self._session.notes.refuses_notes():
            self._searching.save_search(text, saved)

    # -- what came of it -------------------------------------------------------------------------------------

    def _searches_changed(self, recent: tuple[str, ...], saved: tuple[str, ...]) -> None:
        self._searches = recent, saved
        if self._results is not None:
            self._results.show_searches(recent, saved)

    def _indexing(self, done: int, total: int) -> None:
        self._progress = done, total
        if self._results is not None:
            self._results.show_progress(done, total)

    def _results_ready(self, page: ResultPage | None) -> None:
        self._side.results.show_page(page, self._searching.hit)
        self.mark_hits()
        if page is not None:
            self.results_wanted.emit(True, False)
            announce(self._window, words.results(page.total, len(page.groups)))

    def _hit_opened(self, hit: Hit) -> None:
        self.results_wanted.emit(False, False)
        self._side.results.show_hit(hit)

    def _go_down(self) -> None:
        """From the field into its results; where there are none, the keys stay in the field."""
        if self._side.results.list_in_front() is not None:
            self.results_wanted.emit(True, True)

    def mark_hits(self) -> None:
        """Mark the words of the hits on the page that is open."""
        found = self._searching.results
        for page in self._panes.pages:
            if page.shown is not None:
                name, hit = page.shown.info.id, self._searching.hit
                group = next((group for group in found.groups if group.document == name), None) if found else None
                current = hit.block if hit and hit.document == name else None
                page.show_hits({hit.block: hit.spans for hit in group.hits} if group else {}, current)
