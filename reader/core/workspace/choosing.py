"""Which marks are wanted, and in which order: over 100,000 marks while somebody types."""

from collections.abc import Collection, Iterable, Iterator
from itertools import compress
from operator import attrgetter
from typing import Any, Literal

from reader.core.marks import COLOURS, KINDS, VERDICTS, MarkFilter, PlacedMark

Order = Literal["place", "created", "changed", "colour", "kind", "verdict"]

ORDERS: tuple[Order, ...] = ("place", "created", "changed", "colour", "kind", "verdict")
"""What marks can be sorted by; "place" is the order of the shelf and of reading."""

_ORDERED_BY: dict[Order, tuple[str, tuple[str, ...]]] = {
    "created": ("mark.created", ()),
    "changed": ("mark.changed", ()),
    "colour": ("mark.colour", COLOURS),
    "kind": ("mark.kind", KINDS),
    "verdict": ("verdict", VERDICTS),
}
"""The field, and its values in their order where that is not their own."""


class Table:
    """Marks in the order of their places, and what filters and orders ask of them, as columns.

    The objects of 100,000 marks lie all over the memory: to look a field up in each takes ten times as long as to go
    through a list of its values. So a column is made when it is first asked for, and serves until the marks change."""

    def __init__(self, marks: tuple[PlacedMark, ...]) -> None:
        self.marks = marks
        self._columns: dict[str, list[Any]] = {}

    def column(self, name: str) -> list[Any]:
        """The values of a field of PlacedMark, such as "mark.colour"."""
        if name not in self._columns:
            self._columns[name] = list(map(attrgetter(name), self.marks))
        return self._columns[name]

    def choose(
        self, wanted: MarkFilter, found: Collection[str] | None, order: Order = "place", descending: bool = False
    ) -> tuple[PlacedMark, ...]:
        """The marks that pass a filter, sorted; equals keep the order of their places. `found` are the ids of those
        that have the words of `wanted.text`, None when there are none to look for."""
        masks = list(self._masks(wanted, found))
        numbers: Iterable[int] = range(len(self.marks))
        if masks:
            numbers = compress(numbers, masks[0] if len(masks) == 1 else map(all, zip(*masks, strict=True)))
        if order != "place":
            name, rank = _ORDERED_BY[order]
            values = self.column(name)
            if rank:
                ranks = {value: number for number, value in enumerate(rank)}
                values = list(map(ranks.__getitem__, values))
            numbers = sorted(numbers, key=values.__getitem__, reverse=descending)
        elif descending:
            numbers = reversed(list(numbers))
        elif not masks:
            return self.marks
        return tuple(map(self.marks.__getitem__, numbers))

    def _masks(self, wanted: MarkFilter, found: Collection[str] | None) -> Iterator[Iterable[bool]]:
        """For each field that is asked for, which marks pass."""
        fields: tuple[tuple[Collection[str] | None, str], ...] = (
            (found, "mark.id"),
            (wanted.colours or None, "mark.colour"),
            (wanted.kinds or None, "mark.kind"),
            (wanted.documents or None, "mark.anchor.document"),
            (wanted.layers or None, "mark.layer"),
            (wanted.verdicts or None, "verdict"),
        )
        for values, name in fields:
            if values is not None:
                yield map(frozenset(values).__contains__, self.column(name))
        for tag in wanted.tags:
            yield [tag in tags for tags in self.column("mark.tags")]
        if wanted.since is not None or wanted.until is not None:
            first = float("-inf") if wanted.since is None else wanted.since
            last = float("inf") if wanted.until is None else wanted.until
            yield [first <= created < last for created in self.column("mark.created")]
