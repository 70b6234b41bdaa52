"""What the user makes of the recommendations: checklists, what is assessed in them, and which passages were read.

As in `changing`, each action is one `Change`, durable when it returns and undone in one step, and a checklist is taken
as it is on the disk before it is changed. What was read is no such step: ticking it again takes it back.
"""

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from reader.core.errors import Refused
from reader.core.marks import Assessment, Change, Checklist, State
from reader.core.text import is_day, squeeze, storable
from reader.core.workspace.changing import Changing, new_name

if TYPE_CHECKING:
    from reader.core.gaps import GapTable


class Assessing(Changing):
    def checklists(self) -> tuple[Checklist, ...]:
        """Oldest first."""
        return self._book.checklists() if self._notebook else ()

    def checklist(self, checklist_id: str) -> Checklist | None:
        return next((each for each in self.checklists() if each.id == checklist_id), None)

    def make_checklist(self, name: str, role: str = "") -> Change:
        """Raises like `Notebook.apply`, as all that changes something here."""
        now = time.time()
        made = Checklist(new_name(), squeeze(storable(name)), (), now, now, squeeze(storable(role)))
        return self._do(Change(checklists=((None, made),)))

    def change_checklist(self, checklist_id: str, name: str | None = None, role: str | None = None) -> Change | None:
        """Give a checklist another name, or another role."""
        old = self.checklist(checklist_id)
        if old is None:
            return None
        new = replace(
            old,
            name=old.name if name is None else squeeze(storable(name)),
            role=old.role if role is None else squeeze(storable(role)),
        )
        if new == old:
            return None
        return self._do(Change(checklists=((old, replace(new, changed=time.time())),)))

    def delete_checklist(self, checklist_id: str) -> Change | None:
        old = self.checklist(checklist_id)
        return self._do(Change(checklists=((old, None),))) if old else None

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
    ) -> Change | None:
        """Note what was found out about a recommendation. A field that is None stays as it is, and "" empties it; with
        all three empty the assessment is gone.

        `words`, `reference` and `addressee` (empty where the text names nobody) are those that the recommendation has
        now. They are kept with a state, since it is about
        them, and with what is new; a note written later does not renew them. With `merge` it is one undo step with the
        change before it, if that was about the same recommendation. None when nothing changes.

        Raises Refused("bad_day") for a date that is no day in ISO 8601, and like `Notebook.apply`.
        """
        checklist = self.checklist(checklist_id)
        if checklist is None:
            return None
        there = {each.recommendation: each for each in checklist.assessments}
        old = there.get(recommendation_id)
        new = old or Assessment(storable(recommendation_id))
        if old is None or state is not None:
            new = replace(new, words=storable(words), reference=storable(reference), addressee=storable(addressee))
        new = replace(
            new,
            state=new.state if state is None else (state or None),
            evidence=new.evidence if evidence is None else storable(evidence),
            date=new.date if date is None else _day(date),
        )
        if new.state or new.evidence.strip() or new.date:
            if new == old:
                return None
            there[recommendation_id] = replace(new, changed=time.time())
        elif old is None:
            return None
        else:
            del there[recommendation_id]
        changed = replace(checklist, assessments=tuple(there.values()), changed=time.time())
        return self._do(
            Change(checklists=((checklist, changed),)), merge and self._was_about(checklist_id, recommendation_id)
        )

    def _was_about(self, checklist_id: str, recommendation_id: str) -> bool:
        """Whether the last change was about nothing but this recommendation."""
        last = self._history.to_undo()
        for after, before in last.checklists if last else ():
            if after and before and (after.id, after.name, after.role) == (checklist_id, before.name, before.role):
                differ = {*after.assessments} ^ {*before.assessments}
                return {each.recommendation for each in differ} == {recommendation_id}
        return False

    def gap_table(self, checklist: Checklist) -> "GapTable":
        """The checklist over the recommendations of the library, ready to be taken out."""
        from reader.core.workspace.gaps import gap_table  # noqa: PLC0415  # needed late, if at all

        return gap_table(checklist, self._library)

    def render_gaps(self, table: "GapTable", form: str) -> bytes:
        """A gap table as one file of a format of `GAP_FORMATS`."""
        from reader.core.export.gaps import GAP_FORMATS  # noqa: PLC0415  # needed at an export only

        return GAP_FORMATS[form](table)

    def preview_gaps(self, table: "GapTable") -> str:
        """The small HTML that the window shows and prints: see `export.gaps.html.body`."""
        from reader.core.export.gaps.html import body  # noqa: PLC0415  # as above

        return body(table)

    def read_passages(self) -> dict[str, str]:
        """What the user has read: "document#block" to the edition it had then."""
        return self._book.read_passages() if self._notebook else {}

    def set_read(self, passage: str, edition: str, on: bool = True) -> None:
        """Remember that a passage ("document#block") was read in an edition, or that it was not. Raises like
        `Notebook.apply`."""
        self._book.set_read(passage, edition, on)


def _day(said: str) -> str:
    """Raises Refused("bad_day")."""
    day = said.strip()
    if day and not is_day(day):
        raise Refused("bad_day", day=said)
    return day
