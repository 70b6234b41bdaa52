"""Every mark with its place, in the order of the shelf and then of reading, kept up to date change by change.

Judging 100,000 marks takes a second, so it happens once, when the notebook is opened; after that only what a change
touches is judged and sorted in.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from reader.core.errors import Broken, Refused
from reader.core.marks import Edition, Mark, PlacedMark
from reader.core.notes.anchors import Aligned
from reader.core.types import Document
from reader.core.workspace.library import Library

NO_PLACE = (1_000_000, 0)
"""Sorts behind every place of a document."""

_MANY = 500
"""From so many changed marks on, sorting all is quicker than sorting in."""

_Key = tuple[int, int, int, str]


class PlacedMarks:
    """All marks of a notebook. `editions` are the texts that they refer to."""

    def __init__(self, library: Library, marks: Iterable[Mark], editions: dict[tuple[str, str], Edition]) -> None:
        self._library = library
        self._editions = editions
        self._shelf = {info.id: number for number, info in enumerate(library.documents())}
        self._readings: dict[str, _Reading | None] = {}
        self._marks: dict[str, PlacedMark] = {}
        self._keys: list[_Key] = []
        self._in_order: list[PlacedMark] = []  # as the keys
        self._given: dict[frozenset[str], tuple[PlacedMark, ...]] = {}  # by the layers that are left out
        self._tags: Counter[tuple[str, str]] = Counter()  # by layer and tag
        self._older: dict[str, None] = {}  # ids of marks made in an earlier edition, not settled
        self.put(marks)

    def all(self, without: frozenset[str] = frozenset()) -> tuple[PlacedMark, ...]:
        """By document in the order of the shelf, those of documents that are gone last; then in reading order. Marks of
        the layers `without` are left out."""
        if without not in self._given:
            self._given.clear()  # what was asked before is not asked again
            shown = (p for p in self._in_order if p.mark.layer not in without) if without else self._in_order
            self._given[without] = tuple(shown)
        return self._given[without]

    def by_document(self, marks: tuple[PlacedMark, ...]) -> dict[str, slice]:
        """Where the marks of each document that the shelf holds stand in an answer of `all`, if it has any."""
        found: dict[str, slice] = {}
        names = list(self._shelf)
        at = 0
        while at < len(marks) and (number := self._key(marks[at])[0]) < len(names):
            end = bisect_left(marks, (number + 1, 0, 0, ""), lo=at, key=self._key)
            found[names[number]] = slice(at, end)
            at = end
        return found

    def tags(self, without: frozenset[str] = frozenset()) -> dict[str, int]:
        """Every tag with the number of marks that have it."""
        counts: dict[str, int] = {}
        for (layer, tag), count in self._tags.items():
            if layer not in without:
                counts[tag] = counts.get(tag, 0) + count
        return counts

    def older(self) -> list[PlacedMark]:
        """Marks that were made in another edition than the one at hand and are not settled, in the order of `all`."""
        return sorted(map(self._marks.__getitem__, self._older), key=self._key)

    def get(self, mark_id: str) -> PlacedMark | None:
        return self._marks.get(mark_id)

    def put(self, marks: Iterable[Mark]) -> None:
        """Add marks, or replace those with the same ids. One whose place is in question as before stays where it is."""
        placed = []
        for mark in marks:
            old = self._marks.get(mark.id)
            if old and (old.mark.anchor, old.mark.historical) == (mark.anchor, mark.historical):
                self._forget(old)
                new = replace(old, mark=mark)
                self._know(new)
                self._in_order[bisect_left(self._keys, self._key(new))] = new
            else:
                placed.append(self._placed(mark))
        self.remove(each.mark.id for each in placed)
        for each in placed:
            self._know(each)
        if len(placed) > _MANY:
            self._in_order = sorted((*self._in_order, *placed), key=self._key)
            self._keys = list(map(self._key, self._in_order))
            return
        for each in placed:
            key = self._key(each)
            at = bisect_left(self._keys, key)
            self._keys.insert(at, key)
            self._in_order.insert(at, each)

    def remove(self, mark_ids: Iterable[str]) -> None:
        """Forget marks; ids that are not there do not matter."""
        gone = {name: self._marks[name] for name in mark_ids if name in self._marks}
        for placed in gone.values():
            self._forget(placed)
        if len(gone) > _MANY:
            self._in_order = [placed for placed in self._in_order if placed.mark.id not in gone]
            self._keys = list(map(self._key, self._in_order))
            return
        for placed in gone.values():
            at = bisect_left(self._keys, self._key(placed))
            del self._keys[at], self._in_order[at]

    def _know(self, placed: PlacedMark) -> None:
        mark = placed.mark
        self._given.clear()
        self._marks[mark.id] = placed
        self._tags.update((mark.layer, tag) for tag in mark.tags)
        reading = self._readings[mark.anchor.document]
        if reading and not mark.historical and mark.anchor.edition != reading.document.info.edition:
            self._older[mark.id] = None

    def _forget(self, placed: PlacedMark) -> None:
        mark = placed.mark
        self._given.clear()
        del self._marks[mark.id]
        for each in ((mark.layer, tag) for tag in mark.tags):
            self._tags[each] -= 1
            if not self._tags[each]:
                del self._tags[each]
        self._older.pop(mark.id, None)

    def old_text(self, mark: Mark) -> Edition | None:
        """The text that a mark was made in, if it is known."""
        return self._editions.get((mark.anchor.document, mark.anchor.edition))

    def learn(self, editions: Mapping[tuple[str, str], Edition]) -> None:
        """These texts are in the notebook now."""
        self._editions.update(editions)

    def document(self, document_id: str) -> Document | None:
        """A document as it is now; None when the shelf does not hold it."""
        reading = self._reading(document_id)
        return reading.document if reading else None

    def _key(self, placed: PlacedMark) -> _Key:
        return (self._shelf.get(placed.mark.anchor.document, len(self._shelf)), *placed.order, placed.mark.id)

    def _placed(self, mark: Mark) -> PlacedMark:
        reading = self._reading(mark.anchor.document)
        if reading is None:
            return PlacedMark(
                mark, None, mark.anchor.document, (), NO_PLACE, "historical" if mark.historical else "withdrawn"
            )
        return reading.place(mark, self._editions.get((mark.anchor.document, mark.anchor.edition)))

    def _reading(self, document_id: str) -> "_Reading | None":
        if document_id not in self._readings:
            try:
                self._readings[document_id] = _Reading(self._library, self._library.document(document_id))
            except (Refused, Broken):
                self._readings[document_id] = None
        return self._readings[document_id]


class _Reading:
    """A document as marks are placed in it: what is worked out once for all of them."""

    def __init__(self, library: Library, document: Document) -> None:
        self.document = document
        self._library = library
        self._aligned: dict[str, Aligned] = {}
        self._index = {block.id: number for number, block in enumerate(document.blocks)}

    @cached_property
    def _sections(self) -> dict[str, tuple[str, ...]]:
        return self._library.sections(self.document)

    def place(self, mark: Mark, old: Edition | None) -> PlacedMark:
        if mark.historical:
            return PlacedMark(mark, None, self.document.info.reference, (), NO_PLACE, "historical")
        edition = mark.anchor.edition
        if edition not in self._aligned:
            self._aligned[edition] = Aligned(old, self.document)
        judged = self._aligned[edition].judge(mark.anchor)
        likely = judged.location or next(iter(judged.candidates), None)
        if likely is None:
            return PlacedMark(mark, None, self.document.info.reference, (), NO_PLACE, judged.verdict)
        block = likely.start.block
        return PlacedMark(
            mark,
            judged.location,
            self._library.reference(self.document, block) if judged.location else self.document.info.reference,
            self._sections[block] if judged.location else (),
            (self._index[block], likely.start.offset),
            judged.verdict,
            judged.candidates,
        )
