"""Checkkeeping: what is asked of the checklists and the passages that were read, and what the notebook holds of them.

A part of `Notekeeping`, `session.notes.checks`, with the same lane and the same announcements: its `done` and `undone`
tell of checklists, too. A QObject of its own, since only the checklist and the questions listen to it.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from reader.core.errors import Refused
from reader.core.marks import Change, Checklist, State
from reader.core.workspace import Notes
from reader.ui.kept import Checks

Carry = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[], None] | None], None]
"""Does something in the lane of the notes, then tells with its answer, or that it was refused."""


class Checkkeeping(QObject):
    checklists_changed = Signal(object)  # all of them, a tuple of Checklist
    read_changed = Signal(object)  # what was read: "document#block" to the edition it had then

    def __init__(self, notes: Notes, carry: Carry, done: Callable[[Change], None], parent: QObject) -> None:
        """`done` is told what was changed."""
        super().__init__(parent)
        self._notes, self._carry, self._done = notes, carry, done
        self._held = Checks()

    def show_state(self, state: Checks) -> None:
        """What the notebook holds now."""
        before, self._held = self._held, state
        if state.checklists != before.checklists:
            self.checklists_changed.emit(state.checklists)
        if state.read_passages != before.read_passages:
            self.read_changed.emit(state.read_passages)

    @property
    def checklists(self) -> tuple[Checklist, ...]:
        """Oldest first."""
        return self._held.checklists

    @property
    def read_passages(self) -> Mapping[str, str]:
        return self._held.read_passages

    def find(self, checklist_id: str) -> Checklist | None:
        return next((each for each in self.checklists if each.id == checklist_id), None)

    # -- changing --------------------------------------------------------------------------------------------

    def make_checklist(self, name: str, role: str, made: Callable[[Checklist], None]) -> None:
        """`made` gets it when it is on the disk, after `checklists_changed`."""

        def then(change: Change) -> None:
            self._done(change)
            made(change.checklists[0][1])  # type: ignore[arg-type]  # it is made

        self._carry(lambda: self._notes.make_checklist(name, role), then, None)

    def rename(self, checklist_id: str, name: str) -> None:
        self._do(lambda: self._notes.change_checklist(checklist_id, name=name))

    def change_role(self, checklist_id: str, role: str) -> None:
        self._do(lambda: self._notes.change_checklist(checklist_id, role=role))

    def delete(self, checklist_id: str) -> None:
        self._do(lambda: self._notes.delete_checklist(checklist_id))

    def assess(
        self,
        checklist_id: str,
        recommendation_id: str,
        words: str,
        reference: str,
        addressee: str,
        *,
        state: State | Literal[""] | None = None,
        evidence: str | None = None,
        date: str | None = None,
        merge: bool = False,
        saved: Callable[[], None] | None = None,
        failed: Callable[[], None] | None = None,
        landed: Callable[[], None] | None = None,
    ) -> None:
        """See `Notes.assess`. `saved` is called when it is on the disk, `failed` when it was refused; `landed` before
        `saved` and in the lane, for who waits for the lane at the end."""

        def work() -> Change | None:
            if self._notes.checklist(checklist_id) is None:  # another program has deleted it
                raise Refused("checklist_gone")
            change = self._notes.assess(
                checklist_id, recommendation_id, words, reference, addressee,
                state=state, evidence=evidence, date=date, merge=merge,
            )  # fmt: skip
            if landed is not None:
                landed()
            return change

        self._do(work, saved, failed)

    def set_read(self, passage: str, edition: str, on: bool = True) -> None:
        """Tick a passage, "document#block", as read in this edition, or take that back."""
        self._carry(lambda: self._notes.set_read(passage, edition, on), lambda nothing: None, None)

    def _do(
        self,
        work: Callable[[], Change | None],
        saved: Callable[[], None] | None = None,
        failed: Callable[[], None] | None = None,
    ) -> None:
        def then(change: Change | None) -> None:
            if saved is not None:
                saved()
            if change is not None:  # None: nothing is different
                self._done(change)

        self._carry(work, then, failed)
