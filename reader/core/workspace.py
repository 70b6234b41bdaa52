"""The roof: the only module that knows several rooms, and the only one that faces see.

Three parts with different threads in mind. Library and search belong to the search lane (or to the command line); notes
belong to the notes lane, whose thread opens the notebook and closes it. Both may read documents, which never change.

Search (Whoosh) and the exporters are imported when first needed: an ordinary start paints text without them.
"""

import os
import re
import time
from collections.abc import Callable, Collection, Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader.core.errors import Broken, Refused
from reader.core.files import write_whole
from reader.core.library import outline
from reader.core.library.shelf import Shelf, compile_shelf, curation, is_compiled, open_shelf
from reader.core.marks import Bundle, Change, Colour, Mark, MarkKind, PlacedMark
from reader.core.notes import anchors
from reader.core.notes.history import History
from reader.core.notes.store import Notebook, open_notebook
from reader.core.paths import Paths
from reader.core.text import storable
from reader.core.types import Document, DocumentInfo, Heading, Location, Passage, Point, ResultPage

if TYPE_CHECKING:
    from reader.core.search.service import SearchService

_KEPT_PASSAGES = 128
"""Documents whose passages are kept in memory."""

_REFERENCE = re.compile(
    r"\s*([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+)(?:[\s,]*(?:para(?:graph)?\.?|§|¶)?\s*(\d{1,6}))?\s*"
)


class Library:
    """Documents, and search over them."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        # Hits are made in the search lane and, when somebody scrolls, in the window's thread: this cache has a lock.
        self._passages = lru_cache(_KEPT_PASSAGES)(self._find_passages)
        self.index_elsewhere = False
        """Set while another process brings the index up to date: searches then make do with what there is."""

    @cached_property
    def shelf(self) -> Shelf:
        """Raises Broken("pack_missing") or Broken("pack_malformed")."""
        return open_shelf(self._paths.corpus, self._paths.cache)

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(self.shelf.documents.values())

    def document(self, document_id: str) -> Document:
        """Raises Refused("unknown_document"); a damaged compiled copy is made anew without a word."""
        try:
            return self.shelf.document(document_id)
        except Broken:
            self.shelf = compile_shelf(self._paths.corpus, self._paths.cache)
            self._passages.cache_clear()
            return self.shelf.document(document_id)

    def outline(self, document: Document) -> tuple[Heading, ...]:
        return outline.outline(document)

    def sections(self, document: Document) -> dict[str, tuple[str, ...]]:
        return outline.sections(document)

    def find(self, reference: str) -> Location:
        """The place of a typed reference: "ICAT-CFA-2021 para 14", "icat-cfa-2021 14", "ICAT-CFA-2021", or a document
        id. Raises Refused("unknown_reference")."""
        wanted = reference.strip()
        match = _REFERENCE.fullmatch(reference)
        code, number = (match[1], match[2]) if match else (wanted, None)
        for info in self.documents():
            if code.casefold() not in (info.reference.casefold(), info.id) and wanted.casefold() != info.id:
                continue
            blocks = self.document(info.id).blocks
            if number is None or wanted.casefold() == info.id:
                return Location(info.id, Point(blocks[0].id, 0), Point(blocks[-1].id, len(blocks[-1].text)))
            for block in blocks:
                if block.number == int(number):
                    return Location(info.id, Point(block.id, 0), Point(block.id, len(block.text)))
        raise Refused("unknown_reference", reference=wanted)

    def reference(self, document: Document, block_id: str) -> str:
        """The permanent short reference of a block."""
        block = next((block for block in document.blocks if block.id == block_id), document.blocks[0])
        return outline.reference(document.info.reference, block)

    # -- searching -------------------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        typing: bool = False,
        expand: bool = True,
        marked: Collection[tuple[str, str]] = (),
        explain: bool = False,
    ) -> ResultPage:
        """Every passage that answers `text`, best first. Never raises for anything typed.

        Without `expand`, only what was typed is searched: no thesaurus, no known questions, no mended words, nothing of
        like meaning. `marked` are (document, block) pairs that the user has marked, for `marked:yes`.

        The first call opens the index. It is brought up to date before, unless `index_elsewhere` says that another
        process does that: then the answer comes from what there is, and says how many documents it lacks.
        """
        return self._searcher.search(text, typing, expand, marked, explain, self.index_elsewhere)

    def filter_values(self) -> dict[str, tuple[str, ...]]:
        """What results can be narrowed by: for each field of the query's syntax the values that the library has."""
        return self._searcher.filter_values(self.index_elsewhere)

    def is_compiled(self) -> bool:
        """Whether the documents of this pack lie ready in the cache. Reads the pack: half a millisecond."""
        try:
            return is_compiled(self._paths.corpus, self._paths.cache)
        except Broken:
            return False

    def index_is_ready(self) -> bool:
        """Whether the newest index on the disk that is whole holds every document in its present edition."""
        return self._searcher.is_ready()

    def update_index(self, step: Callable[[int, int, bool], None] = lambda done, total, sealed: None) -> None:
        """Bring the index up to date. `step` hears of passages done, passages to do and whether what is done can be
        searched already; it may raise Cancelled, which keeps what was done."""
        self._searcher.update(step)

    def reopen_index(self) -> None:
        """Another process has written a newer index: use it from the next search on."""
        self._searcher.reopen()

    @cached_property
    def _searcher(self) -> "SearchService":
        """Raises like `shelf`."""
        # Whoosh and NumPy cost 80 ms at import: not before the first search.
        from reader.core.search.service import SearchService  # noqa: PLC0415

        shelf, paths = self.shelf, self._paths
        vectors = paths.resources / "vectors"
        return SearchService(
            paths.cache, vectors, shelf.documents, self._passages, shelf.guidance, curation(paths.corpus)
        )

    def _find_passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document, with the questions that practitioners asked of them."""
        return tuple(outline.passages(self.document(document_id), self._asked))

    @cached_property
    def _asked(self) -> dict[str, tuple[str, ...]]:
        """For each block, the questions that it answers."""
        asked: dict[str, tuple[str, ...]] = {}
        for question in self.shelf.guidance.questions:
            for block, grade in question.answers:
                if grade >= 2:
                    asked[block] = (*asked.get(block, ()), question.text)
        return asked


class Notes:
    """Marks, their history, reading positions and exports. Open, use and close it in one thread."""

    def __init__(self, paths: Paths, library: Library) -> None:
        self._paths = paths
        self._library = library
        self._history = History()
        self._notebook: Notebook | None = None

    def open(self) -> Broken | Refused | None:
        """Open the notebook; what the user must know about it comes back. Raises like `open_notebook`."""
        self._notebook = open_notebook(self._paths.notebook, self._paths.backups)
        if self._notebook.notice is None:
            try:
                self._notebook.backup()
            except Broken as trouble:
                return trouble
        return self._notebook.notice  # type: ignore[return-value]  # a Trouble is one of the two

    def close(self) -> None:
        """Back up what is new, and close. Nothing is unsaved at any time, so this loses nothing when it is skipped."""
        if self._notebook is not None:
            try:
                self._notebook.backup()
            except (Broken, Refused):
                pass  # the notebook itself is whole; the next start tries again and says so
            self._notebook.close()
            self._notebook = None

    @property
    def _book(self) -> Notebook:
        if self._notebook is None:
            raise Refused("notes_read_only", path=str(self._paths.notebook))
        return self._notebook

    # -- reading ---------------------------------------------------------------------------------------------

    def marks(self, document_id: str | None = None) -> tuple[PlacedMark, ...]:
        """The marks of one document, or of all, each with its place: by document in the order of the shelf, then in
        reading order; marks of documents that the shelf no longer holds come last."""
        if self._notebook is None:
            return ()
        placed = [self._placed(mark) for mark in self._book.marks(document_id)]
        order = {info.id: number for number, info in enumerate(self._library.documents())}
        return tuple(sorted(placed, key=lambda p: (order.get(p.mark.anchor.document, len(order)), *p.order)))

    def find(self, query: str, typing: bool = False) -> tuple[PlacedMark, ...]:
        """The marks whose note or quote has the words, each with its place, best first; see `Notebook.search`."""
        return tuple(map(self._placed, self._book.search(query, typing))) if self._notebook else ()

    def _placed(self, mark: Mark) -> PlacedMark:
        anchor = mark.anchor
        try:
            document = self._library.document(anchor.document)
        except (Refused, Broken):
            return PlacedMark(mark, None, anchor.document, (), (1_000_000, 0))
        location = anchors.place(anchor, document)
        if location is None:
            return PlacedMark(mark, None, document.info.reference, (), (1_000_000, 0))
        index = next(n for n, block in enumerate(document.blocks) if block.id == location.start.block)
        return PlacedMark(
            mark,
            location,
            self._library.reference(document, location.start.block),
            self._library.sections(document)[location.start.block],
            (index, location.start.offset),
        )

    # -- changing --------------------------------------------------------------------------------------------

    def add(self, kind: MarkKind, location: Location, colour: Colour = "yellow", text: str = "") -> Change:
        """Make a mark at a span. When this returns it is on the disk. Raises like `Notebook.apply`."""
        document = self._library.document(location.document)
        now = time.time()
        anchor = anchors.make_anchor(document, location.start, location.end)
        mark = Mark(os.urandom(8).hex(), kind, anchor, colour, storable(text), now, now)
        return self._do(Change(((None, mark),)))

    def edit(self, mark: Mark, text: str | None = None, colour: Colour | None = None, merge: bool = False) -> Change:
        """Change a mark's text or colour. A highlight that gets a text becomes a note, and a note that loses it a
        highlight. With `merge` it is one undo step with the edit before it."""
        new_text = mark.text if text is None else storable(text)
        kind: MarkKind = mark.kind
        if text is not None:
            kind = "note" if text.strip() else ("highlight" if kind == "note" else kind)
        new = Mark(mark.id, kind, mark.anchor, colour or mark.colour, new_text, mark.created, time.time())
        return self._do(Change(((mark, new),)), merge)

    def delete(self, marks: Iterable[Mark]) -> Change:
        return self._do(Change(tuple((mark, None) for mark in marks)))

    def _do(self, change: Change, merge: bool = False) -> Change:
        self._book.apply(change)
        self._history.add(change, merge)
        return change

    def undo(self) -> Change | None:
        """Take back the last change of this session; None when there is nothing to take back."""
        change = self._history.to_undo()
        if change is not None:
            self._book.apply(change)
            self._history.undone()
        return change

    def redo(self) -> Change | None:
        change = self._history.to_redo()
        if change is not None:
            self._book.apply(change)
            self._history.redone()
        return change

    # -- what was searched -----------------------------------------------------------------------------------

    def recent_searches(self) -> tuple[str, ...]:
        """What was searched and is not saved, newest first."""
        return self._book.recent() if self._notebook else ()

    def saved_searches(self) -> tuple[str, ...]:
        """The saved searches, by the alphabet."""
        return self._book.saved() if self._notebook else ()

    def remember_search(self, query: str) -> None:
        """Put a search in front of the latest, where that can be written. Raises like `Notebook.apply`."""
        if self._can_write:
            self._book.remember(query)

    def save_search(self, query: str, saved: bool = True) -> None:
        """Keep a search for good, or no longer, where that can be written. Raises like `Notebook.apply`."""
        if self._can_write:
            self._book.save(query, saved)

    def forget_searches(self) -> None:
        """Delete what was searched, except what is saved. Raises like `Notebook.apply`."""
        if self._can_write:
            self._book.forget_searches()

    @property
    def _can_write(self) -> bool:
        return self._notebook is not None and not self._notebook.read_only

    # -- where reading stopped -------------------------------------------------------------------------------

    def places(self) -> dict[str, Point]:
        """Where reading stopped, by document."""
        return self._book.places() if self._notebook else {}

    def last_document(self) -> str | None:
        return self._book.last_document() if self._notebook else None

    def keep_place(self, document_id: str, point: Point) -> None:
        if self._can_write:
            self._book.keep_place(document_id, point)

    # -- taking out ------------------------------------------------------------------------------------------

    def bundle(self, document_id: str | None = None) -> Bundle:
        """The marks for an export, grouped by document. Raises Refused("nothing_to_export")."""
        groups: dict[str, list[PlacedMark]] = {}
        for placed in self.marks(document_id):
            groups.setdefault(placed.mark.anchor.document, []).append(placed)
        held = {info.id: info for info in self._library.documents()}
        known = [(held[name], tuple(marks)) for name, marks in groups.items() if name in held]
        gone = [(_no_longer_held(name), tuple(marks)) for name, marks in groups.items() if name not in held]
        if not groups:
            raise Refused("nothing_to_export")
        return Bundle((*known, *gone), time.time())

    def export(self, path: Path, form: str = "markdown", document_id: str | None = None) -> int:
        """Write the marks to `path`, whole or not at all; returns how many there are.

        Raises Refused("nothing_to_export") or Refused("folder_missing") without touching the path, and
        Broken("write_failed").
        """
        from reader.core.export import EXPORTERS  # noqa: PLC0415  # needed at an export only

        bundle = self.bundle(document_id)
        if not path.parent.is_dir():  # a mistyped folder is not made
            raise Refused("folder_missing", path=str(path.parent))
        write_whole(path, EXPORTERS[form](bundle))
        return bundle.count


def _no_longer_held(document_id: str) -> DocumentInfo:
    """What can be said of a document that is gone: its id. Its marks keep their own words."""
    return DocumentInfo(
        document_id, document_id, "", document_id, document_id, "", "", None, "", "day", "", (), (), "en", (), (), (),
        "", "", None, (), 0, 0,
    )  # fmt: skip


class Workspace:
    """Both parts over one set of folders."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.library = Library(paths)
        self.notes = Notes(paths, self.library)
