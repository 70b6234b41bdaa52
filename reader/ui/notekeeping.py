"""Notekeeping: what is asked of the notebook, and the facts that come back when they are on the disk.

A part of the session with a subject of its own, as `searching` is. Every action is one job of the notes lane; after it
the window hears what the notebook holds now, and then what was done. Marks are named by their ids, since what the
window holds of them may be older than what is on the disk.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from reader.core.errors import Trouble
from reader.core.excerpts import compare
from reader.core.incoming import ImportPlan, Incoming, Resolution
from reader.core.marks import (
    Backup,
    Change,
    Collection,
    Colour,
    Comparison,
    Desk,
    Item,
    MarkFilter,
    MarkKind,
    PlacedMark,
)
from reader.core.types import Location, Point
from reader.core.workspace import Order, Workspace
from reader.ui.checkkeeping import Checkkeeping
from reader.ui.drafts import Draft
from reader.ui.jobs import Lane
from reader.ui.kept import Beside, Compared, Entries, State, read_all


class Notekeeping(QObject):
    opened = Signal(object, object, object)  # where reading stopped by document; the document read last or None; Desk
    marks_changed = Signal(object)  # all marks that are shown, a tuple of PlacedMark
    beside_changed = Signal(object)  # Beside
    done = Signal(object)  # Change
    undone = Signal(object)  # Change or None
    selected = Signal(object)  # tuple of PlacedMark, the answer to the newest `select`
    brought_in = Signal(object)  # Change, or None when all of it was here already
    restored = Signal()  # the notebook is that of a backup now
    exported = Signal(int, object)  # how many marks a receipt has, and its Path
    noticed = Signal(object)  # Trouble: how the notebook was opened
    trouble = Signal(object)  # Trouble

    def __init__(self, workspace: Workspace, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes, self._lane = workspace.notes, lane
        self.marks: tuple[PlacedMark, ...] = ()
        self._by_document: Mapping[str, slice] = {}
        self.beside = Beside()
        self.checks = Checkkeeping(self._notes, self._change, self.done.emit, self)
        self._is_open = False  # belongs to the lane
        self._is_told = False
        self._read_only: Trouble | None = None
        self._selection = self._comparison = 0

    # -- opening ---------------------------------------------------------------------------------------------

    def open(self, failed: Callable[[], None]) -> None:
        """Open the notebook; `failed` is called when that is not possible."""

        def work() -> tuple[Trouble | None, tuple[dict[str, Point], str | None, Desk], State]:
            notice = self._notes.open()
            self._is_open = True
            return (
                notice,
                (self._notes.places(), self._notes.last_document(), self._notes.desk()),
                read_all(self._notes),
            )

        def done(answer: tuple[Trouble | None, tuple[dict[str, Point], str | None, Desk], State]) -> None:
            notice, last_time, state = answer
            if notice is not None:
                self._notice(notice)
            self._tell(state)
            self.opened.emit(*last_time)

        def not_done(error: Exception) -> None:
            self._failed(error)
            failed()

        self._lane.submit(work, done, not_done)

    def _tell(self, state: State) -> None:
        same = state.marks is self.marks and state.beside == self.beside and self._is_told
        self._is_told = True
        self.marks, self._by_document, beside = state.marks, state.by_document, state.beside
        if not same:  # placing 20,000 of one document takes 100 ms, at each pause in what is typed elsewhere
            self.marks_changed.emit(self.marks)
        if beside != self.beside:
            self.beside = beside
            self.beside_changed.emit(beside)
        self.checks.show_state(state.checks)

    def _notice(self, notice: Trouble) -> None:
        if notice.code in ("notes_read_only", "notes_newer"):
            self._read_only = notice
        self.noticed.emit(notice)

    @property
    def read_only(self) -> bool:
        return self._read_only is not None

    def refuses_notes(self) -> bool:
        """Whether the notebook can only be read; says so, before somebody writes what cannot be kept."""
        if self._read_only is not None:
            self.trouble.emit(self._read_only)
        return self._read_only is not None

    def finish(self) -> None:
        """Wait until everything that was sent to the notebook is there, or refused: what comes before `close`."""
        self._lane.finish()

    def close(self) -> None:
        self._lane.close(self._notes.close)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        self.trouble.emit(error)

    # -- marks -----------------------------------------------------------------------------------------------

    def add_mark(self, kind: MarkKind, place: Location, colour: Colour = "yellow") -> None:
        self._do(lambda: self._notes.add(kind, place, colour))

    def recolour(self, mark_ids: Iterable[str], colour: Colour) -> None:
        ids = tuple(mark_ids)
        self._do(lambda: self._notes.recolour(ids, colour))

    def tag(self, mark_ids: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        ids, added, removed = tuple(mark_ids), tuple(add), tuple(remove)
        self._do(lambda: self._notes.tag(ids, added, removed))

    def tag_draft(self, draft: Draft, add: Iterable[str] = (), remove: Iterable[str] = ()) -> None:
        """Tag what is being written. Where nothing of it is kept yet, its passage is highlighted; its text, when there
        is one, makes that a note."""
        added, removed = tuple(add), tuple(remove)

        def work() -> Change | None:
            if draft.mark is not None:
                change = self._notes.tag([draft.mark.id], added, removed)
            else:
                assert draft.place is not None
                change = self._notes.add("highlight", draft.place, draft.colour, tags=added)
            if change is not None:
                draft.mark, draft.begun = change.pairs[0][1], False  # what is typed next is a step of its own
            return change

        self._do(work)

    def delete_marks(self, mark_ids: Iterable[str]) -> None:
        ids = tuple(mark_ids)
        self._do(lambda: self._notes.delete(ids))

    def save_note(self, draft: Draft, text: str, saved: Callable[[], None], failed: Callable[[], None]) -> None:
        """Keep the text of a draft; pauses in the typing of one draft are one step to undo.

        The lane does one thing after the other, so a draft that has no mark yet gets exactly one, however fast its
        saves follow each other.
        """

        def work() -> Change:
            if draft.mark is not None:
                change = self._notes.edit(draft.mark, text, merge=draft.begun)
            else:
                assert draft.place is not None
                change = self._notes.add("note", draft.place, draft.colour, text)
            draft.mark, draft.begun, draft.kept = change.pairs[0][1], True, text
            return change

        def done(change: Change) -> None:
            saved()
            self.done.emit(change)

        self._change(work, done, failed)

    def undo(self) -> None:
        self._change(self._notes.undo, self.undone.emit)

    def redo(self) -> None:
        self._change(self._notes.redo, self.undone.emit)

    # -- collections, layers, colours ------------------------------------------------------------------------

    def make_collection(self, name: str, mark_ids: Iterable[str] = ()) -> None:
        items = tuple(Item(mark=mark_id) for mark_id in mark_ids)
        self._do(lambda: self._notes.make_collection(name, items))

    def rename_collection(self, collection_id: str, name: str) -> None:
        self._do(lambda: self._notes.change_collection(collection_id, name))

    def arrange_collection(self, collection_id: str, items: Iterable[Item], answered: Callable[[], None]) -> None:
        """Give a collection other items; `answered` is called when they are on the disk, or refused."""
        kept = tuple(items)

        def done(change: Change | None) -> None:
            answered()
            if change is not None:
                self.done.emit(change)

        self._change(lambda: self._notes.change_collection(collection_id, items=kept), done, answered)

    def collect(self, collection_id: str, mark_ids: Iterable[str]) -> None:
        """Put marks at the end of a collection."""
        ids = tuple(mark_ids)
        self._do(lambda: self._notes.collect(collection_id, ids))

    def delete_collection(self, collection_id: str) -> None:
        self._do(lambda: self._notes.delete_collection(collection_id))

    def change_layer(self, layer_id: str, name: str | None = None, shown: bool | None = None) -> None:
        self._do(lambda: self._notes.change_layer(layer_id, name, shown))

    def delete_layer(self, layer_id: str) -> None:
        self._do(lambda: self._notes.delete_layer(layer_id))

    def set_meanings(self, meanings: Mapping[Colour, str]) -> None:
        self._change(lambda: self._notes.set_meanings(meanings), lambda nothing: None)

    # -- when the text has changed ---------------------------------------------------------------------------

    def accept(self, mark_ids: Iterable[str]) -> None:
        """Settle marks where they were found or likely belong."""
        ids = tuple(mark_ids)
        self._do(lambda: self._notes.accept(ids))

    def place(self, places: Mapping[str, Location]) -> None:
        """Put marks where the user says they belong."""
        self._do(lambda: self._notes.place(places))

    def keep_historical(self, mark_ids: Iterable[str], historical: bool = True) -> None:
        ids = tuple(mark_ids)
        self._do(lambda: self._notes.keep_historical(ids, historical))

    def waits(self, mark_id: str) -> bool:
        """Whether a mark was made in an older text, and the user has yet to say what becomes of it."""
        return any(placed.mark.id == mark_id for receipt in self.beside.receipts for placed in receipt.touched)

    def ask_compared(self, placed: PlacedMark, answer: Callable[[tuple[Compared, ...]], None]) -> None:
        """What became of the paragraphs of a mark at each place where it is or may belong; where there is none, the
        old ones alone. Only the newest question is answered."""
        self._comparison += 1
        ticket = self._comparison

        def work() -> tuple[Compared, ...]:
            if ticket != self._comparison:
                return ()
            was, found = self._notes.excerpts(placed)
            return tuple(Compared(now, compare(was, now)) for now in found or (None,))

        def done(compared: tuple[Compared, ...]) -> None:
            if ticket == self._comparison:
                answer(compared)

        self._lane.submit(work, done, self._failed)

    def export_receipt(self, path: Path) -> None:
        """Write what became of marks in changed texts, as long as it is open, to a file."""
        self._lane.submit(
            lambda: self._notes.export_receipt(path), lambda count: self.exported.emit(count, path), self._failed
        )

    # -- carrying out ----------------------------------------------------------------------------------------

    def _do(self, work: Callable[[], Change | None]) -> None:
        def done(change: Change | None) -> None:
            if change is not None:  # None: what it was about is gone already
                self.done.emit(change)

        self._change(work, done)

    def _change(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[], None] | None = None,
        trouble: Callable[[Trouble], None] | None = None,
    ) -> None:
        """`failed` is called besides the signal; `trouble` takes its place."""

        def job() -> tuple[Trouble | None, Any, State]:
            notice = None
            if not self._is_open:  # it could not be opened at the start: perhaps now
                notice = self._notes.open()
                self._is_open = True
            result = work()
            return notice, result, read_all(self._notes)

        def done(answer: tuple[Trouble | None, Any, State]) -> None:
            notice, result, state = answer
            self._tell(state)
            then(result)
            if notice is not None:
                self._notice(notice)

        def not_done(error: Exception) -> None:
            if failed is not None:
                failed()
            self._failed(error)

        self._lane.submit(job, done, _told(trouble) if trouble else not_done)

    # -- finding -------------------------------------------------------------------------------------------

    def documents(self) -> tuple[str, ...]:
        """Ids of the documents with marks, in the order of the shelf; those that are no longer held are left out."""
        return tuple(self._by_document)

    def marks_in(self, document_id: str) -> tuple[PlacedMark, ...]:
        """The marks of a document that the shelf holds, in reading order."""
        return self.marks[self._by_document.get(document_id, slice(0))]

    def find_mark(self, mark_id: str) -> PlacedMark | None:
        return next((placed for placed in self.marks if placed.mark.id == mark_id), None)

    def select(self, wanted: MarkFilter, order: Order = "place", descending: bool = False) -> None:
        """Ask for the marks that pass a filter; only the newest question is answered, by `selected`."""
        self._selection += 1
        ticket = self._selection

        def work() -> tuple[PlacedMark, ...] | None:
            return self._notes.select(wanted, order, descending) if ticket == self._selection else None

        def done(answer: tuple[PlacedMark, ...] | None) -> None:
            if answer is not None and ticket == self._selection:
                self.selected.emit(answer)

        self._lane.submit(work, done, self._failed)

    def ask_entries(self, collection: Collection, answer: Callable[[Entries], None]) -> None:
        """What a collection shows, each with its number among the items."""
        self._lane.submit(lambda: self._notes.entries(collection), answer, self._failed)

    # -- bringing in -----------------------------------------------------------------------------------------

    def plan_import(self, path: Path, answer: Callable[[ImportPlan], None], failed: Callable[[Trouble], None]) -> None:
        """What a file would bring; nothing is changed."""
        self._lane.submit(lambda: self._notes.plan_import(path), answer, _told(failed))

    def bring_in(
        self, incoming: Incoming, layer: str, conflicts: Resolution, done: Callable[[], None],
        failed: Callable[[Trouble], None],
    ) -> None:  # fmt: skip
        """Carry a plan out, in one step to undo."""

        def then(change: Change | None) -> None:
            done()
            self.brought_in.emit(change)

        self._change(lambda: self._notes.bring_in(incoming, layer, conflicts), then, trouble=failed)

    # -- backups ---------------------------------------------------------------------------------------------

    def ask_backups(self, answer: Callable[[tuple[Backup, ...]], None]) -> None:
        """The backups there are, newest first."""
        self._lane.submit(self._notes.backups, answer, self._failed)

    def compare(self, name: str, answer: Callable[[Comparison], None], failed: Callable[[Trouble], None]) -> None:
        """What a backup holds, beside the notebook of now; only the newest question is answered."""
        self._comparison += 1
        ticket = self._comparison

        def work() -> Comparison | None:
            return self._notes.compare(name) if ticket == self._comparison else None

        def done(comparison: Comparison | None) -> None:
            if comparison is not None and ticket == self._comparison:
                answer(comparison)

        self._lane.submit(work, done, _told(failed))

    def restore(self, name: str, done: Callable[[], None], failed: Callable[[Trouble], None]) -> None:
        """Go back to a backup; the present notebook becomes one itself."""

        def then(nothing: None) -> None:
            done()
            self.restored.emit()

        self._change(lambda: self._notes.restore(name), then, trouble=failed)

    def backup_if_due(self) -> None:
        """The daily copy; to be called every hour."""
        self._lane.submit(self._notes.backup_if_due, None, self._failed)


def _told(failed: Callable[[Trouble], None]) -> Callable[[Exception], None]:
    """For a lane: troubles go to whoever asked, other errors are ours."""

    def not_done(error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error
        failed(error)

    return not_done
