"""What is open now, and the few facts that panels share.

The window asks in methods and hears in signals, which are facts in the past tense. Everything slow happens in a lane;
what a lane answers after the next question was asked is dropped. A mark is announced only when it is on the disk.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from reader.core.errors import Refused, Trouble
from reader.core.marks import Desk, PlacedMark
from reader.core.quotes import Citation, CitationStyle, QuoteCheck
from reader.core.types import Document, Heading, Hit, Location, Point
from reader.core.workspace import Library, Workspace
from reader.ui.jobs import Lane
from reader.ui.notekeeping import Notekeeping
from reader.ui.searching import Searching
from reader.ui.taking_out import TakingOut

T = TypeVar("T")
_PATIENCE_MS = 300
"""How long somebody waits for a document before it is said that it is on its way."""
Sections = dict[str, tuple[str, ...]]
"""By block, the headings above it."""
Outline = tuple[Document, tuple[Heading, ...], Sections]
"""A document with what is known of its parts."""


class Session(QObject):
    shelf_changed = Signal(object, object)  # tuple of DocumentInfo, PackInfo
    opening = Signal(bool)  # whether a document is awaited for longer than one waits without asking
    nothing_to_resume = Signal()  # no document was open last, or it is gone
    document_opened = Signal(object, object, object)  # Document, its outline, its sections by block
    went_to = Signal(object, object)  # Location or Point in the open document; Hit if it is one
    desk_known = Signal(object)  # Desk: what lay open at the end
    trouble = Signal(object)  # Trouble
    notes_opened = Signal()
    history_changed = Signal(bool, bool)  # can go back, can go forward
    turned = Signal()  # the document on the other side is the open one now

    def __init__(self, workspace: Workspace, data_dir: Path | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._notes_lane = Lane("notes", self)
        self.notes = Notekeeping(workspace, self._notes_lane, self)
        self.taking_out = TakingOut(workspace, self._notes_lane, self)
        self._search = Lane("search", self)
        self.document: Document | None = None
        self._place: Point | None = None
        self._places: dict[str, Point] = {}
        self.searching = Searching(workspace, self._search, self._notes_lane, data_dir, self)
        self.searching.marked = self._marked_blocks
        self.searching.open_document = lambda: self.document.info.id if self.document else ""
        self.searching.trouble.connect(self.trouble)
        self.notes.opened.connect(self._notes_are_open)
        self.notes.noticed.connect(self.trouble)
        self.notes.trouble.connect(self.trouble)
        self.searching.hit_opened.connect(self._hit_opened)
        self._marked: tuple[tuple[PlacedMark, ...], frozenset[tuple[str, str]]] = (), frozenset()
        self._desk: Desk | None = None  # until it is known what lay open last
        self._opening = 0
        self.resuming = False  # whether what is opened, or was, is the document of last time
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self.opening.emit(True))
        self._quote = 0
        self._bound: Location | None = None  # where a step back or forward leads that is not there yet
        self._back: list[Location] = []
        self._forward: list[Location] = []

    # -- starting and ending ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Open library and notebook, then the document that was open last."""
        self.notes.open(self._notes_failed)
        if self.workspace.library.is_compiled():
            self._load_shelf()
        else:
            self.searching.prepare(compiled=self._load_shelf)

    def _load_shelf(self) -> None:
        library = self.workspace.library
        self._search.submit(lambda: (library.documents(), library.shelf), self._shelf_is_open, self._failed)

    def _shelf_is_open(self, answer: Any) -> None:
        infos, shelf = answer
        self.shelf_changed.emit(infos, shelf.pack)
        self.searching.warm_up()
        for problem in shelf.problems:
            self.trouble.emit(problem)

    def _notes_are_open(self, places: dict[str, Point], last: str | None, desk: Desk) -> None:
        self._places, self._desk = places, desk
        self.desk_known.emit(desk)
        self.notes_opened.emit()
        self.searching.load_searches()
        if last is not None and self.document is None and not self._opening:
            self.open(last, remember=False, quiet=True)
        else:
            self.nothing_to_resume.emit()

    def _notes_failed(self) -> None:
        self.notes_opened.emit()
        self.nothing_to_resume.emit()

    def close(self) -> None:
        """Finish what is under way and end all lanes; everything that was confirmed is already on the disk."""
        self.searching.close()
        self._search.close()
        self.taking_out.close()
        self.notes.close()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self.trouble.emit(error)

    # -- documents and places --------------------------------------------------------------------------------

    def open(
        self,
        document_id: str,
        target: Location | None = None,
        hit: Hit | None = None,
        remember: bool = True,
        quiet: bool = False,
    ) -> None:
        """Open a document at a place, or where reading stopped last time. With `quiet`, a document that is gone is no
        trouble."""
        departure = self._here() if remember else None
        self.resuming = quiet
        self._opening += 1
        ticket = self._opening
        self._arrived()
        self._bound = None
        if self.document is not None and self.document.info.id == document_id:
            self._depart(departure)
            self._place = target.start if target else self._place
            self.went_to.emit(target or self._place, hit)
            return

        def done(answer: Outline) -> None:
            if ticket != self._opening:
                return  # another document was asked for since
            self._arrived()
            self._bound = None
            self._depart(departure)
            place = target or self._places.get(document_id)
            self._show(*answer, place.start if isinstance(place, Location) else place)
            self.went_to.emit(place, hit)
            self.notes.marks_changed.emit(self.notes.marks)

        def failed(error: Exception) -> None:
            if ticket == self._opening:
                self._arrived()
                self._bound = None
            if quiet:
                self.nothing_to_resume.emit()
            if not (quiet and isinstance(error, Refused)):
                self._failed(error)

        self._patience.start()
        self.read(document_id, done, failed)

    def _arrived(self) -> None:
        """Nothing is awaited any more, or something else is."""
        if self._patience.isActive():
            self._patience.stop()
        else:
            self.opening.emit(False)

    def read(
        self, document_id: str, done: Callable[[Outline], None], failed: Callable[[Exception], None] | None = None
    ) -> None:
        """Read a document from the library, and its outline. Without `failed` a document that is gone is no trouble."""
        library = self.workspace.library

        def load() -> Outline:
            document = library.document(document_id)
            self.searching.make_hits(self.searching.results, document_id)
            return document, library.outline(document), library.sections(document)

        self._search.submit(load, done, failed or self._no_matter)

    def _show(self, document: Document, headings: tuple[Heading, ...], sections: Sections, place: Point | None) -> None:
        self.document, self._place = document, place
        self.document_opened.emit(document, headings, sections)

    def turn_to(self, document: Document, headings: tuple[Heading, ...], sections: Sections, place: Point) -> None:
        """What is shown on the other side already, is the document that is open from now on."""
        self._opening += 1  # what is still being opened was meant for the side that is left
        self._arrived()
        self._bound = None
        if document is not self.document:
            self._show(document, headings, sections, place)
            self.notes.marks_changed.emit(self.notes.marks)
            self.turned.emit()
        self._place = self._places[document.info.id] = place

    @property
    def desk(self) -> Desk:
        """What lies open and what was chosen, as it will be remembered; empty until it is known."""
        return self._desk or Desk()

    def keep_desk(self, **what: Any) -> None:
        """Remember what lies open; `what` are fields of `Desk`. What is not known yet is not overwritten."""
        if self._desk is None:
            return
        desk = self._desk = replace(self._desk, **what)
        self._notes_lane.submit(lambda: self.workspace.notes.keep_desk(desk), None, self._no_matter)

    def open_reference(self, reference: str) -> None:
        """Open a typed reference such as "ICAT-CFA-2021 para 14"."""
        find = self.workspace.library.find
        self._search.submit(lambda: find(reference), lambda place: self.open(place.document, place), self._failed)

    def cite(self, place: Location, style: CitationStyle, answer: Callable[[Citation], None]) -> None:
        """A place of a document with its source."""
        library = self.workspace.library
        self._search.submit(lambda: library.cite(place, style), answer, self._failed)

    def leave(self, place: Point) -> None:
        """The reader is taken from a place of the open document to another one in it, and may want to come back."""
        self._place = place
        self._depart(self._here())

    def ask(self, work: Callable[[Library], T], answer: Callable[[T], None]) -> None:
        """Ask the library something small, in the search lane."""
        library = self.workspace.library
        self._search.submit(lambda: work(library), answer, self._failed)

    def keep_place(self, place: Point) -> None:
        """The reader has come to rest at a place of the open document."""
        if self.document is None:
            return
        name, self._place = self.document.info.id, place
        self._places[name] = place
        self._notes_lane.submit(lambda: self.workspace.notes.keep_place(name, place), None, self._no_matter)

    def _no_matter(self, error: Exception) -> None:
        """What lies open and where reading stopped is no loss worth a message; marks speak up for the same cause."""
        if not isinstance(error, Trouble):
            raise error

    def _depart(self, here: Location | None) -> None:
        """Somebody leaves a place for another one, and may want to come back."""
        if here is None:
            return
        if not self._back or self._back[-1] != here:
            self._back.append(here)
            del self._back[:-200]
        self._forward.clear()
        self._tell_history()

    def _here(self) -> Location | None:
        """Where the reader is, or will be when the step that is under way is done."""
        if self._bound is not None or self.document is None:
            return self._bound
        point = self._place or Point(self.document.blocks[0].id, 0)
        return Location(self.document.info.id, point, point)

    @property
    def place(self) -> Point | None:
        """Where reading stands in the open document; None at its beginning."""
        return self._place

    @property
    def steps_back(self) -> int:
        """How many places one can go back."""
        return len(self._back)

    def go_back(self) -> None:
        self._travel(self._back, self._forward)

    def go_forward(self) -> None:
        self._travel(self._forward, self._back)

    def _travel(self, source: list[Location], other: list[Location]) -> None:
        if not source:
            return
        here, there = self._here(), source.pop()
        if here is not None:
            other.append(here)
        self._tell_history()
        if self.document is not None and self.document.info.id == there.document:
            self._place = there.start
        else:
            self._places[there.document] = there.start
        self.open(there.document, remember=False)
        if self.document is None or self.document.info.id != there.document:
            self._bound = there

    def _tell_history(self) -> None:
        self.history_changed.emit(bool(self._back), bool(self._forward))

    # -- searching -------------------------------------------------------------------------------------------

    def open_hit(self, hit: Hit) -> None:
        """Open a hit of the last answer."""
        self.searching.open_hit(hit)

    def _hit_opened(self, hit: Hit) -> None:
        start, end = hit.spans[0] if hit.spans else (0, len(hit.text))
        self.open(hit.document, Location(hit.document, Point(hit.block, start), Point(hit.block, end)), hit)

    # -- quoting ---------------------------------------------------------------------------------------------

    def check_quote(self, text: str, answer: Callable[[QuoteCheck | Trouble], None]) -> None:
        """Whether these are words of the library. Only the newest question is answered, with a trouble where it cannot
        be."""
        self._quote += 1
        ticket = self._quote
        library = self.workspace.library

        def work() -> QuoteCheck | Trouble | None:
            try:
                return library.check_quote(text) if ticket == self._quote else None
            except Trouble as trouble:
                return trouble

        def done(found: QuoteCheck | Trouble | None) -> None:
            if found is not None and ticket == self._quote:
                answer(found)

        self._search.submit(work, done)

    # -- marks -----------------------------------------------------------------------------------------------

    def open_mark(self, placed: PlacedMark) -> None:
        """Go to where a mark sits, if that is known."""
        if placed.location is not None:
            self.open(placed.location.document, placed.location)

    def _marked_blocks(self) -> frozenset[tuple[str, str]]:
        """Asked in the search lane: with 100,000 marks it takes 100 ms, once after each change."""
        marks, blocks = self._marked
        if marks is not self.notes.marks:
            marks = self.notes.marks
            places = (placed.location for placed in marks)
            blocks = frozenset((place.document, place.start.block) for place in places if place is not None)
            self._marked = marks, blocks
        return blocks

    def marks_here(self) -> tuple[PlacedMark, ...]:
        """The marks of the open document."""
        return self.notes.marks_in(self.document.info.id) if self.document else ()
