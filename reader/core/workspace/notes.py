"""The notebook as the faces see it: opened, read, searched, and what was read last. Belongs to the notes lane."""

from contextlib import suppress
from pathlib import Path

from reader.core.errors import Broken, Refused
from reader.core.files import write_whole
from reader.core.marks import OWN, Backup, Bundle, Collection, Comparison, Desk, Layer, MarkFilter, PlacedMark
from reader.core.notes import restoring
from reader.core.notes.history import History
from reader.core.notes.opening import open_notebook
from reader.core.notes.store import Notebook
from reader.core.paths import Paths
from reader.core.types import Point
from reader.core.workspace.assessing import Assessing
from reader.core.workspace.bringing_in import BringingIn
from reader.core.workspace.choosing import Order, Table
from reader.core.workspace.library import Library
from reader.core.workspace.placed import PlacedMarks
from reader.core.workspace.taking_out import WITH_CHECKLISTS, bundle_of, with_standings


class Notes(BringingIn, Assessing):
    """Marks, collections and layers, their history, reading positions and exports. Open, use and close it in one
    thread. What changes marks stands in `changing`, what follows a changed text in `revising`,
    what becomes of recommendations in `assessing`, and what comes from elsewhere in `bringing_in`."""

    def __init__(self, paths: Paths, library: Library) -> None:
        self._paths = paths
        self._library = library
        self._history = History()
        self._notebook: Notebook | None = None
        self._known: PlacedMarks | None = None
        self._table = Table(())

    def open(self) -> Broken | Refused | None:
        """Open the notebook; what the user must know about it comes back. Raises like `open_notebook`."""
        self._notebook = open_notebook(self._paths.notebook, self._paths.backups)
        self._known = None
        if self._notebook.notice is None:
            with suppress(Broken, Refused):  # it is tidied at another start
                self._notebook.drop_unused_editions()  # there is nothing to undo yet that could need them
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
            self._notebook = self._known = None

    # -- reading ---------------------------------------------------------------------------------------------

    def marks(self, document_id: str | None = None) -> tuple[PlacedMark, ...]:
        """The marks of one document, or of all, each with its place: by document in the order of the shelf, then in
        reading order; marks of documents that the shelf no longer holds come last. Those of layers that are switched
        off are left out."""
        if self._notebook is None:
            return ()
        marks = self._placed.all(self._hidden())
        if document_id is None:
            return marks
        if (there := self._placed.by_document(marks).get(document_id)) is not None:
            return marks[there]
        return tuple(placed for placed in marks if placed.mark.anchor.document == document_id)

    def by_document(self) -> dict[str, slice]:
        """Where the marks of each document that the shelf holds stand in `marks`, for those that have any."""
        return self._placed.by_document(self.marks()) if self._notebook is not None else {}

    def _hidden(self) -> frozenset[str]:
        """The layers that are switched off."""
        return frozenset(layer.id for layer in self._book.layers() if not layer.shown)

    def find(self, query: str, typing: bool = False) -> tuple[PlacedMark, ...]:
        """The marks whose note, tags or quote have the words, each with its place, best first; see `Notebook.search`.
        Those of layers that are switched off are left out."""
        if self._notebook is None:
            return ()
        shown = {OWN} | {layer.id for layer in self._book.layers() if layer.shown}
        found = [self._placed.get(mark.id) for mark in self._book.search(query, typing) if mark.layer in shown]
        return tuple(placed for placed in found if placed)

    def select(self, wanted: MarkFilter, order: Order = "place", descending: bool = False) -> tuple[PlacedMark, ...]:
        """The marks that pass a filter, sorted. The last word of its text may be the beginning of one."""
        found = self._book.search_ids(wanted.text) if wanted.text.strip() and self._notebook is not None else None
        marks = self.marks()
        if self._table.marks is not marks:
            self._table = Table(marks)
        return self._table.choose(wanted, found, order, descending)

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with the number of marks that have it, by the alphabet."""
        counts = self._placed.tags(self._hidden()) if self._notebook is not None else {}
        return tuple(sorted(counts.items(), key=lambda pair: (pair[0].casefold(), pair[0])))

    def collections(self) -> tuple[Collection, ...]:
        """Oldest first."""
        return self._book.collections() if self._notebook else ()

    def layers(self) -> tuple[Layer, ...]:
        """By name; the user's own marks are in none of them."""
        return self._book.layers() if self._notebook else ()

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

    def desk(self) -> Desk:
        """What lay open at the end."""
        return self._book.desk() if self._notebook else Desk()

    def keep_desk(self, desk: Desk) -> None:
        if self._can_write:
            self._book.keep_desk(desk)

    # -- backups ---------------------------------------------------------------------------------------------

    def backup_if_due(self) -> bool:
        """The daily copy of a notebook that stays open; to be called every hour. Raises Broken("write_failed")."""
        return self._notebook.backup_if_due() if self._notebook else False

    def backups(self) -> tuple[Backup, ...]:
        """The backups there are, newest first."""
        return restoring.listing(self._paths.backups)

    def compare(self, name: str) -> Comparison:
        """What a backup holds, beside the notebook of now.

        Raises Refused("backup_unknown") or Broken("backup_damaged").
        """
        return restoring.compare(self._paths.notebook, self._paths.backups, name)

    def restore(self, name: str) -> None:
        """Go back to a backup; what is there now becomes a backup itself. Nothing can be undone afterwards.

        The notebook is open afterwards if it was open before, also when this raises. Raises like `restoring.restore`.
        """
        was_open = self._notebook is not None
        if self._notebook is not None:
            self._notebook.close()
            self._notebook = self._known = None
        try:
            restoring.restore(self._paths.notebook, self._paths.backups, name)
            self._history = History()
        finally:
            if was_open:
                self._notebook = open_notebook(self._paths.notebook, self._paths.backups)

    # -- taking out ------------------------------------------------------------------------------------------

    def bundle(self, marks: tuple[PlacedMark, ...] | None = None, collection: Collection | None = None) -> Bundle:
        """What an exporter gets: these marks, or a collection, or without either everything.

        Raises Refused("nothing_to_export").
        """
        briefing = self.contents(collection) if collection else ()
        if collection:
            wanted = {entry.mark.id for entry in briefing if isinstance(entry, PlacedMark)}
            marks = tuple(placed for placed in self.marks() if placed.mark.id in wanted)
        checklists = self.checklists() if marks is None else ()
        whole = self.collections() if marks is None else ((collection,) if collection else ())
        held = {info.id: info for info in self._library.documents()}
        chosen = self.marks() if marks is None else marks
        bundle = bundle_of(chosen, held, self.meanings(), self.layers(), whole, briefing, checklists)
        return with_standings(bundle, self._library.guide)

    def contents(self, collection: Collection) -> tuple[PlacedMark | str, ...]:
        """The entries of a collection as they can be shown: marks that are there, and the user's own texts."""
        return tuple(entry for _, entry in self.entries(collection))

    def entries(self, collection: Collection) -> tuple[tuple[int, PlacedMark | str], ...]:
        """The same, each with its number among the items: those that cannot be shown have numbers, too."""
        hidden = self._hidden()
        found: list[tuple[int, PlacedMark | str]] = []
        for number, item in enumerate(collection.items):
            placed = self._placed.get(item.mark) if item.mark else None
            if not item.mark:
                found.append((number, item.text))
            elif placed and placed.mark.layer not in hidden:
                found.append((number, placed))
        return tuple(found)

    def render(self, bundle: Bundle, form: str) -> bytes:
        """A bundle as one file of a format; see `reader.core.export.EXPORTERS`.

        Raises Refused("nothing_to_export") when the format has no place for what is in it.
        """
        from reader.core.export import EXPORTERS  # noqa: PLC0415  # needed at an export only

        if form not in WITH_CHECKLISTS:
            _refuse_without_marks(bundle)
        return EXPORTERS[form](bundle)

    def render_for_print(self, bundle: Bundle) -> str:
        """A bundle as the small HTML that the window makes pages of. Raises Refused("nothing_to_export")."""
        from reader.core.export.html import body_for_print  # noqa: PLC0415  # needed at an export only

        _refuse_without_marks(bundle)
        return body_for_print(bundle)

    def note_html(self, text: str) -> str:
        """A note as small HTML of paragraphs, lists, quotes and code. In any thread."""
        from reader.core.export.note_html import note_html  # noqa: PLC0415  # needed at an export only

        return note_html(text, "<br>")

    def preview(self, bundle: Bundle, form: str) -> str:
        """What `render` gives, as text; of an archive, about what is in it."""
        return self.render(bundle, "jsonld" if form == "annotations" else form).decode("utf-8-sig", "replace")

    def export(self, path: Path, bundle: Bundle, form: str = "markdown") -> int:
        """Write a bundle to `path`, whole or not at all; returns how many marks are in it.

        Raises Refused("folder_missing") without touching the path, and Broken("write_failed").
        """
        self.may_write(path)
        self.write(path, self.render(bundle, form))
        return bundle.count

    def write(self, path: Path, data: bytes) -> None:
        """The same for what is rendered already."""
        self.may_write(path)
        write_whole(path, data)

    def may_write(self, path: Path) -> None:
        """Raises Refused("folder_missing"): a mistyped folder is not made."""
        if not path.parent.is_dir():
            raise Refused("folder_missing", path=str(path.parent))


def _refuse_without_marks(bundle: Bundle) -> None:
    """Raises Refused("nothing_to_export"): a file of checklists alone would be empty."""
    if not bundle.groups and not bundle.briefing:
        raise Refused("nothing_to_export")
