"""Marks from a file come into the notebook: first what that would do, then the same in one change."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reader.core.errors import Refused
from reader.core.incoming import ImportPlan, Incoming, Resolution
from reader.core.marks import OWN, Change, Layer, Mark
from reader.core.notes import merging
from reader.core.notes.anchors import make_anchor
from reader.core.text import squeeze, storable
from reader.core.workspace.changing import new_name
from reader.core.workspace.placed import PlacedMarks
from reader.core.workspace.revising import Revising


class BringingIn(Revising):
    def plan_import(self, path: Path) -> ImportPlan:
        """What a file of annotations would bring. Changes nothing.

        Raises Refused: "file_missing" or "file_unreadable", the codes of `read_annotations` for what is no such file
        or a hostile one, and "import_other_documents" when none of its documents is in the library.
        """
        from reader.core.export.annotations_reader import read_annotations  # noqa: PLC0415  # needed at an import only

        incoming = read_annotations(path)
        held = {info.id for info in self._library.documents()}
        if incoming.marks and not any(mark.anchor.document in held for mark in incoming.marks):
            titles = dict(incoming.documents)
            names = dict.fromkeys(titles.get(name) or name for name in (m.anchor.document for m in incoming.marks))
            raise Refused("import_other_documents", file=path.name, titles="; ".join(list(names)[:3]))
        return self._plan(replace(incoming, marks=self._settled(incoming.marks)), held)

    def bring_in(self, incoming: Incoming, layer: str = "", conflicts: Resolution = "mine") -> Change | None:
        """Carry a plan out, against what the notebook holds by now. New marks join the layer of that name, which is
        made when there is none; without a name they become the user's own. None when there is nothing to do."""
        plan = self._plan(incoming, {info.id for info in self._library.documents()})
        name = squeeze(storable(layer))
        there = next((each for each in self._book.layers() if each.name == name), None)
        added = bool(plan.new) or (bool(plan.conflicts) and conflicts == "both")
        target = there or (Layer(new_name(), name) if name and added else None)
        pairs: list[tuple[Mark | None, Mark]] = [(None, mark) for mark in plan.new]
        pairs += [(mine, theirs) for mine, theirs in plan.changed]
        pairs += [merging.resolved(mine, theirs, conflicts) for mine, theirs in plan.conflicts]
        layer_id = target.id if target else OWN
        pairs = [(mine, replace(new, layer=mine.layer if mine else layer_id)) for mine, new in pairs]
        if not pairs and not plan.new_collections and not plan.new_checklists:
            return None
        made = ((None, target),) if target and target is not there else ()
        collections = tuple((None, each) for each in plan.new_collections)
        change = self._do(Change(tuple(pairs), collections, made, tuple((None, each) for each in plan.new_checklists)))
        mine_mean = self.meanings()
        if not name and (new := {c: text for c, text in incoming.meanings if not mine_mean.get(c)}):
            self.set_meanings(mine_mean | new)
        return change

    def _plan(self, incoming: Incoming, held: set[str]) -> ImportPlan:
        get = self.mark
        new: list[Mark] = []
        changed: list[tuple[Mark, Mark]] = []
        conflicts: list[tuple[Mark, Mark]] = []
        same = 0
        for theirs in incoming.marks:
            mine = get(theirs.id)
            relation = merging.relation(mine, theirs, get)
            if mine is None:
                new.append(theirs)
            elif relation == "changed":
                changed.append((mine, theirs))
            elif relation == "conflict":
                conflicts.append((mine, theirs))
            else:
                same += 1
        arriving = [*new, *(theirs for _, theirs in (*changed, *conflicts))]
        known = dict(incoming.documents)
        unknown = dict.fromkeys(mark.anchor.document for mark in arriving if mark.anchor.document not in held)
        return ImportPlan(
            incoming,
            tuple(new),
            tuple(changed),
            tuple(conflicts),
            same,
            tuple(placed.mark for placed in self._judged(arriving).all() if placed.verdict in ("unsure", "withdrawn")),
            tuple((name, known.get(name, name)) for name in unknown),
            merging.to_add(self._book.collections(), incoming.collections),
            merging.to_add(self._book.checklists(), incoming.checklists),
        )

    def _settled(self, marks: Iterable[Mark]) -> tuple[Mark, ...]:
        """Marks of other programs know no place in our documents: those whose words lead to one place get it, since the
        user looks at all of them before they come in."""
        settled = []
        judged = self._judged(mark for mark in marks if not mark.anchor.edition)
        for mark in marks:
            placed = judged.get(mark.id)
            if placed and placed.verdict == "changed":
                [there] = placed.candidates
                anchor = make_anchor(self._library.document(there.document), there.start, there.end)
                mark = replace(mark, anchor=anchor)
            settled.append(mark)
        return tuple(settled)

    def _judged(self, marks: Iterable[Mark]) -> PlacedMarks:
        return PlacedMarks(self._library, marks, self._book.editions())
