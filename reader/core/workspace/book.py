"""What the parts of `Notes` share: the open notebook, its marks with their places, and how a change is carried out."""

from dataclasses import replace

from reader.core.errors import Refused
from reader.core.marks import Change, Checklist, Edition
from reader.core.notes.anchors import edition_of
from reader.core.notes.history import History
from reader.core.notes.store import Notebook
from reader.core.paths import Paths
from reader.core.workspace.library import Library
from reader.core.workspace.placed import PlacedMarks


class Book:
    """The notebook, opened and read by the part above."""

    _paths: Paths
    _library: Library
    _history: History
    _notebook: Notebook | None
    _known: PlacedMarks | None

    @property
    def _book(self) -> Notebook:
        if self._notebook is None:
            raise Refused("notes_read_only", path=str(self._paths.notebook))
        return self._notebook

    @property
    def _placed(self) -> PlacedMarks:
        """All marks with their places, read anew when another program has written to the notebook."""
        changed = self._book.changed_elsewhere()
        if self._known is None or changed:
            self._known = PlacedMarks(self._library, self._book.marks(), self._book.editions())
        return self._known

    def _do(self, change: Change, merge: bool = False) -> Change:
        """Carry a change out; when this returns it is on the disk, and can be undone. Raises like `Notebook.apply`."""
        self._apply(change)
        self._history.add(change, merge)
        return change

    def _apply(self, change: Change) -> None:
        placed = self._placed
        editions: dict[tuple[str, str], Edition] = {}
        for _, mark in change.pairs:
            if mark and placed.old_text(mark) is None:
                document = placed.document(mark.anchor.document)
                if document and document.info.edition == mark.anchor.edition:
                    editions[document.info.id, document.info.edition] = edition_of(document)
        if change.checklists:
            now = {each.id: each for each in self._book.checklists()}
            change = replace(change, checklists=tuple((old, _upon(now, old, new)) for old, new in change.checklists))
        self._book.apply(change, editions.values())
        placed.learn(editions)
        placed.remove(old.id for old, new in change.pairs if old and not new)
        placed.put(new for _, new in change.pairs if new)


def _upon(held: dict[str, Checklist], old: Checklist | None, new: Checklist | None) -> Checklist | None:
    """What a change makes of a checklist that another program has changed since: what that has assessed stays, except
    where this is about the same recommendation."""
    now = held.get(old.id) if old else None
    if now is None or old is None or new is None or now == old:
        return new
    kept = {each.recommendation: each for each in now.assessments}
    then, those = ({each.recommendation: each for each in value.assessments} for value in (old, new))
    for name in then.keys() | those.keys():
        if then.get(name) != those.get(name):
            kept.pop(name, None)
            kept |= {name: those[name]} if name in those else {}
    return replace(
        new,
        name=new.name if new.name != old.name else now.name,
        role=new.role if new.role != old.role else now.role,
        assessments=tuple(kept.values()),
    )
