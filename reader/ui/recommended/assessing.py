"""What is noted of a recommendation on its way to the disk: states, and what is typed.

As with notes, text that somebody typed is on the disk, or on its way there, or said to be neither. What the disk
refused outlives the form: it is kept here, shown again with its recommendation, and offered again as soon as the disk
takes something.
"""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal

from reader import words
from reader.core.errors import Refused
from reader.core.marks import Assessment, State
from reader.core.text import is_day
from reader.ui.panels.parts import announce
from reader.ui.recommended.form import FIELDS, AssessmentForm, FieldName
from reader.ui.recommended.rows import Row
from reader.ui.session import Session

Key = tuple[str, str, FieldName]
"""A checklist, a recommendation, and a field."""


@dataclass(eq=False, slots=True)
class Typed:
    """A text while it is written. `wanted` is of the window; `kept` is what the lane of the notes has on the disk."""

    row: Row
    wanted: str
    kept: str
    under_way: int = 0  # saves that are not answered yet
    refused: bool = False


class Assessing(QObject):
    unsaved_changed = Signal()

    def __init__(self, session: Session, form: AssessmentForm, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._form = session, form
        self._checklist = ""
        self._row: Row | None = None
        self._typed: dict[Key, Typed] = {}
        self._last: Key | None = None  # what was sent last; what is typed on there is one step to undo with it
        form.state_wanted.connect(self.set_state)
        form.again_wanted.connect(lambda: self.set_state(self._row.state or "") if self._row else None)
        form.delete_wanted.connect(self.delete)
        form.paused.connect(lambda: self.save(finished=False))
        form.left.connect(self.save)
        session.notes.undone.connect(self._undone)

    # -- what is shown ---------------------------------------------------------------------------------------

    def show(self, checklist_id: str, row: Row | None) -> None:
        """The form is about this row from now on, or about none; what was typed before is saved. Called again when
        something has changed, it takes over what is on the disk, except where somebody writes."""
        here = (checklist_id, row.id if row else None) == (self._checklist, self._row.id if self._row else None)
        if not here:
            self.save()
            self._last = None
            self._form.say("")
            self._form.wrong.setText("")
        self._checklist, self._row = checklist_id, row
        if row is None:
            return
        for name in FIELDS:
            typed = self._typed.get((checklist_id, row.id, name))
            if not here:
                self._form.set_text(name, typed.wanted if typed else _on_disk(row, name))
            elif typed is None and not self._form.is_typing:
                self._form.set_text(name, _on_disk(row, name))
        if not here and self.is_unsaved(checklist_id, row.id):
            self._form.say(self.tr("Not saved"))
            self.save()  # once more

    def is_unsaved(self, checklist_id: str, recommendation: str) -> bool:
        """Whether the disk refused something that was typed here."""
        found = (self._typed.get((checklist_id, recommendation, name)) for name in FIELDS)
        return any(typed is not None and typed.refused for typed in found)

    def is_safe(self) -> bool:
        """Whether everything that was typed is on the disk; true answers need a lane that has run dry."""
        return all(typed.wanted == typed.kept for typed in self._typed.values())

    # -- states ----------------------------------------------------------------------------------------------

    def set_state(self, state: State | Literal[""]) -> None:
        """For the recommendation that is shown; "" takes the state away."""
        if self._row is None or self._session.notes.refuses_notes():
            return
        self.save()
        self._last = None
        self._assess(self._row, state=state)

    def delete(self) -> None:
        """All that is noted of the recommendation that is shown."""
        if self._row is not None and not self._session.notes.refuses_notes():
            for name in FIELDS:
                self._typed.pop((self._checklist, self._row.id, name), None)
                self._form.set_text(name, "")
            self._last = None
            self._assess(self._row, state="", evidence="", date="")

    def _assess(self, row: Row, **fields: object) -> None:
        checks = self._session.notes.checks
        checks.assess(self._checklist, row.id, row.text, row.reference, row.addressee, **fields)  # type: ignore[arg-type]

    # -- texts -----------------------------------------------------------------------------------------------

    def save(self, finished: bool = True) -> None:
        """Send what is typed and not yet on its way. A day that is not `finished` may still become one."""
        self._form.stop_waiting()
        row = self._row
        if row is None or not self._checklist or self._session.notes.read_only:
            return
        for name in FIELDS:
            key, text = (self._checklist, row.id, name), self._form.text(name)
            typed = self._typed.get(key)
            if text == (typed.wanted if typed else _on_disk(row, name)) and not (typed and typed.refused):
                continue
            if typed is None:
                typed = self._typed[key] = Typed(row, text, _on_disk(row, name))
            typed.row, typed.wanted = row, text
            if not _no_day(name, text):
                self._send(key, typed)
            else:
                typed.refused = True
                if finished:
                    self._form.wrong.setText(words.sentence(Refused("bad_day", day=text)))
                    announce(self._form, self._form.wrong.text())

    def _send(self, key: Key, typed: Typed) -> None:
        checklist, recommendation, name = key
        text, row = typed.wanted, typed.row
        typed.under_way += 1
        typed.refused = False
        if self._is_here(key):
            self._form.say(self.tr("Saving…"))

        def landed() -> None:
            typed.kept = text

        self._session.notes.checks.assess(
            checklist, recommendation, row.text, row.reference, row.addressee,
            evidence=text if name == "evidence" else None, date=text if name == "date" else None,
            merge=self._last == key, landed=landed,
            saved=lambda: self._saved(key, typed), failed=lambda: self._not_saved(key, typed),
        )  # fmt: skip
        self._last = key

    def _saved(self, key: Key, typed: Typed) -> None:
        typed.under_way -= 1
        if not typed.under_way and not typed.refused and self._typed.get(key) is typed:
            del self._typed[key]
            if self._is_here(key) and self._form.text(key[2]) == typed.wanted:
                self._form.say(self.tr("Saved"))
        for other, waiting in list(self._typed.items()):  # the disk takes texts again
            if waiting.refused and not _no_day(other[2], waiting.wanted):
                self._send(other, waiting)
        self.unsaved_changed.emit()

    def _not_saved(self, key: Key, typed: Typed) -> None:
        """The message bar says why."""
        typed.under_way -= 1
        typed.refused = True
        self._last = None
        if self._is_here(key):
            self._form.say(self.tr("Not saved"))
        self.unsaved_changed.emit()

    def _is_here(self, key: Key) -> bool:
        return self._row is not None and key[:2] == (self._checklist, self._row.id)

    def _undone(self) -> None:
        self._last = None


def _no_day(name: FieldName, text: str) -> bool:
    return name == "date" and bool(text) and not is_day(text)


def _on_disk(row: Row, name: FieldName) -> str:
    kept = row.assessment or Assessment(row.id)
    return kept.evidence if name == "evidence" else kept.date
