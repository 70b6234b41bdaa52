"""Every mark with its place, in the order of the shelf and then of reading, kept up to date change by change.

Judging 100,000 marks takes a second, so it happens once, when the notebook is opened; after that only what a change
touches is judged and sorted in.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Mapping
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
        self._in_order: tuple[PlacedMark, ...] | None = None
        self._older: set[str] = set()
        self.tags: Counter[str] = Counter()
        """How many marks have a tag."""
        self.put(marks)

    def all(self) -> tuple[PlacedMark, ...]:
        """By document in the order of the shelf, those of documents that are gone last; then in reading order."""
        if self._in_order is None:
            self._in_order = tuple([self._marks[key[3]] for key in self._keys])
        return self._in_order

    def of_older_text(self) -> tuple[PlacedMark, ...]:
        """The marks that were made in another text of their document than the present one, in the same order; without
        those that the user keeps as historical."""
        return tuple(self._marks[name] for *_, name in sorted(self._key(self._marks[each]) for each in self._older))

    def get(self, mark_id: str) -> PlacedMark | None:
        return self._marks.get(mark_id)

    def put(self, marks: Iterable[Mark]) -> None:
        """Add marks, or replace those with the same ids."""
        placed = [self._placed(mark) for mark in marks]
        self.remove(each.mark.id for each in placed)
        for each in placed:
            self._marks[each.mark.id] = each
            self.tags.update(each.mark.tags)
            reading = self._reading(each.mark.anchor.document)
            if reading and each.verdict != "historical" and each.mark.anchor.edition != reading.edition:
                self._older.add(each.mark.id)
        keys = [self._key(each) for each in placed]
        if len(keys) > _MANY:
            self._keys.extend(keys)
            self._keys.sort()
        else:
            for key in keys:
                insort(self._keys, key)

    def remove(self, mark_ids: Iterable[str]) -> None:
        """Forget marks; ids that are not there do not matter."""
        gone = {name: self._marks.pop(name) for name in mark_ids if name in self._marks}
        self._in_order = None
        self._older.difference_update(gone)
        for placed in gone.values():
            self.tags.subtract(placed.mark.tags)
        if len(gone) > _MANY:
            self._keys = [key for key in self._keys if key[3] not in gone]
        else:
            for placed in gone.values():
                del self._keys[bisect_left(self._keys, self._key(placed))]

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
        self.edition = document.info.edition
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
