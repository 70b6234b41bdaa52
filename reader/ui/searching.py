"""Searching: the question that counts, its answer, the hit that is open, and the index behind it.

A part of the session with a subject of its own. The newest question wins; older answers are dropped unheard. The index
is brought up to date by a child process, and until that is done searches make do with what there is: each batch that
is finished is used at once, and the question that is on the screen is asked again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import Trouble
from reader.core.marks import PlacedMark
from reader.core.types import Hit, ResultPage
from reader.core.workspace import Workspace
from reader.ui.jobs import Lane, Worker

_WARM_UP_MS = 500


class Searching(QObject):
    results_ready = Signal(object)  # ResultPage, or None when the field is empty
    notes_found = Signal(object)  # tuple of PlacedMark: the user's own, for the same question
    hit_opened = Signal(object)  # Hit
    filters_known = Signal(object)  # by field, the values that the library has
    indexing = Signal(int, int)  # passages done and to do; (0, 0) when it is over
    searches_changed = Signal(object, object)  # recent and saved queries
    trouble = Signal(object)  # Trouble

    def __init__(
        self, workspace: Workspace, lane: Lane, notes: Lane, data_dir: Path | None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace, self._lane, self._notes, self._data_dir = workspace, lane, notes, data_dir
        self.results: ResultPage | None = None
        self.notes: tuple[PlacedMark, ...] = ()
        self.hit: Hit | None = None
        self.marked: Callable[[], frozenset[tuple[str, str]]] = frozenset
        self.open_document: Callable[[], str] = str
        self._question = 0
        self._typing = False  # whether the newest question was still being typed
        self._unanswered: tuple[str, bool, Callable[[ResultPage], None] | None] | None = None  # until there is an index
        self._expand = True
        self._worker: Worker | None = None
        self._cancelled = False
        workspace.library.index_elsewhere = True
        # Opening index and thesaurus takes a while: after the first page, before the first key.
        self._warm_up = QTimer(self, singleShot=True, interval=_WARM_UP_MS)
        self._warm_up.timeout.connect(lambda: self._lane.submit(self._look_at_index, self._looked, self._failed))

    # -- the index -------------------------------------------------------------------------------------------

    def warm_up(self) -> None:
        """Once the first page is painted: open the index, and see whether it is up to date."""
        self._warm_up.start()

    def prepare(self, compiled: Callable[[], None]) -> None:
        """The first start with this library: compile and index it in a process of its own; `compiled` is called when
        its documents can be opened."""
        self._index(compiled)

    def _look_at_index(self) -> tuple[bool, dict[str, tuple[str, ...]]]:
        library = self._workspace.library
        ready = library.index_is_ready()
        return ready, library.filter_values()

    def _looked(self, answer: tuple[bool, dict[str, tuple[str, ...]]]) -> None:
        ready, filters = answer
        self.filters_known.emit(filters)
        if not ready and self._worker is None:
            self._index(None)

    def _index(self, compiled: Callable[[], None] | None) -> None:
        waiting = [compiled] if compiled is not None else []
        worker = Worker("index", self._data_dir, self)
        self._worker, self._cancelled = worker, False

        def told(step: dict[str, Any]) -> None:
            if "total" in step:
                while waiting:
                    waiting.pop()()
                self.indexing.emit(step["done"], step["total"])
            if step.get("sealed"):
                self._use_new_index()

        def finished(well: bool) -> None:
            self._worker = None
            self.indexing.emit(0, 0)
            if not well and not self._cancelled:  # it could not even start: the lane does it, when somebody searches
                self._lane.submit(self._index_here, None, self._failed)
            while waiting:
                waiting.pop()()
            self._use_new_index()

        worker.told.connect(told)
        worker.finished.connect(finished)
        worker.start()

    def _index_here(self) -> None:
        self._workspace.library.index_elsewhere = False

    def _use_new_index(self) -> None:
        library = self._workspace.library

        def work() -> dict[str, tuple[str, ...]]:
            library.reopen_index()
            return library.filter_values()

        self._lane.submit(work, self.filters_known.emit, self._failed)
        if self._unanswered is not None:
            self.search(*self._unanswered)
        elif self.results is not None:
            self.search(self.results.query, self._typing)

    def pause_indexing(self, paused: bool) -> None:
        if self._worker is not None:
            self._worker.say("pause" if paused else "resume")

    def cancel_indexing(self) -> None:
        """Stop after the document that is being read; what is done stays, the next start goes on from there."""
        if self._worker is not None:
            self._cancelled = True
            self._worker.say("resume")
            self._worker.say("cancel")

    def close(self) -> None:
        self._warm_up.stop()
        if self._worker is not None:
            self._worker.stop()

    # -- asking ----------------------------------------------------------------------------------------------

    def search(self, text: str, typing: bool, then: Callable[[ResultPage], None] | None = None) -> None:
        """Search; the newest question wins, and only its answer is heard."""
        self._question += 1
        ticket, self._typing = self._question, typing
        self._unanswered = None
        if not text.strip():
            self.results, self.hit, self.notes = None, None, ()
            self.results_ready.emit(None)
            return
        expand = self._expand

        def work() -> ResultPage | None:
            if ticket != self._question:
                return None
            page = self._workspace.library.search(text, typing, expand, self.marked())
            for group in page.groups[:6]:
                group.hits[:3]  # what the screen shows first is made here, the rest when it is looked at
            self.make_hits(page, self.open_document())
            return page

        def done(page: ResultPage | None) -> None:
            if page is None or ticket != self._question:
                return
            if page.documents_waiting and not page.documents_searched:
                self._unanswered = text, typing, then
                if self._worker is None:
                    self._index(None)
                return
            asked_again = self.results is not None and self.results.query == page.query
            self.results, self.hit = page, _same_hit(page, self.hit) if asked_again else None
            self.results_ready.emit(page)
            self._search_notes(page, typing, ticket)
            if not typing:
                self._remember(text)
            if then is not None:
                then(page)

        self._lane.submit(work, done, self._failed)

    def _search_notes(self, page: ResultPage, typing: bool, ticket: int) -> None:
        if not page.for_notes.strip():
            self.notes = ()
            self.notes_found.emit(())
            return

        def work() -> tuple[PlacedMark, ...]:
            return self._workspace.notes.find(page.for_notes, typing) if ticket == self._question else ()

        def done(found: tuple[PlacedMark, ...]) -> None:
            if ticket == self._question:
                self.notes = found
                self.notes_found.emit(found)

        def failed(error: Exception) -> None:
            done(())  # those of the question before would pass for the answer to this one
            self._failed(error)

        self._notes.submit(work, done, failed)

    def refresh_notes(self) -> None:
        """My notes have changed: which of them answer the question that is on the screen?"""
        if self.results is not None:
            self._search_notes(self.results, self._typing, self._question)

    def set_expansion(self, expand: bool) -> None:
        """Search more than what was typed, or not, from now on; the last query again at once."""
        self._expand = expand
        if self.results is not None:
            self.search(self.results.query, typing=False)

    @staticmethod
    def make_hits(page: ResultPage | None, document: str) -> None:
        """Make all hits of a document, whose words are about to be marked on its page; for the search lane."""
        for group in page.groups if page is not None else ():
            if group.document == document:
                tuple(group.hits)

    # -- hits ------------------------------------------------------------------------------------------------

    def open_hit(self, hit: Hit) -> None:
        """Make a hit of the last answer the open one."""
        self.hit = hit
        self.hit_opened.emit(hit)

    def step_hit(self, step: int) -> None:
        """The next or previous hit as they stand on the screen, across documents and around the end."""
        groups = self.results.groups if self.results is not None else ()
        if not groups:
            return
        at, place = next(
            ((n, g.hits.index(self.hit)) for n, g in enumerate(groups) if self.hit and g.document == self.hit.document),
            (0, -1) if step > 0 else (0, 0),
        )
        place += step
        if place < 0:
            at = (at - 1) % len(groups)
            place = len(groups[at].hits) - 1
        elif place >= len(groups[at].hits):
            at, place = (at + 1) % len(groups), 0
        self.open_hit(groups[at].hits[place])

    # -- recent and saved searches ---------------------------------------------------------------------------

    def load_searches(self) -> None:
        """Tell what was searched lately and what is saved."""
        notes = self._workspace.notes
        self._notes.submit(
            lambda: (notes.recent_searches(), notes.saved_searches()),
            lambda both: self.searches_changed.emit(*both),
            self._failed,
        )

    def _remember(self, text: str) -> None:
        self._change_searches(lambda: self._workspace.notes.remember_search(text), quietly=True)

    def save_search(self, text: str, saved: bool) -> None:
        self._change_searches(lambda: self._workspace.notes.save_search(text, saved))

    def forget_searches(self) -> None:
        """Forget what was searched lately; what was saved stays."""
        self._change_searches(self._workspace.notes.forget_searches)

    def _change_searches(self, work: Callable[[], object], quietly: bool = False) -> None:
        self._notes.submit(work, lambda _: self.load_searches(), self._unheard if quietly else self._failed)

    def _unheard(self, error: Exception) -> None:
        """A search that is not remembered is no loss worth a message."""
        if not isinstance(error, Trouble):
            raise error

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self.trouble.emit(error)


def _same_hit(page: ResultPage, hit: Hit | None) -> Hit | None:
    """A hit of an earlier answer as this one has it: by its place, since a new index gives it another score."""
    group = next((group for group in page.groups if hit and group.document == hit.document), None)
    return next((other for other in group.hits if hit and other.block == hit.block), None) if group else None
