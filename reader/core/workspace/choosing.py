"""Which marks are wanted, and in which order: over 100,000 marks while somebody types."""

from collections.abc import Callable, Collection, Sequence
from operator import attrgetter
from typing import Any, Literal

from reader.core.marks import COLOURS, KINDS, VERDICTS, MarkFilter, PlacedMark

Order = Literal["place", "created", "changed", "colour", "kind", "verdict"]

ORDERS: tuple[Order, ...] = ("place", "created", "changed", "colour", "kind", "verdict")
"""What marks can be sorted by; "place" is the order of the shelf and of reading."""

_KEYS: dict[Order, Callable[[PlacedMark], Any]] = {
    "created": attrgetter("mark.created"),
    "changed": attrgetter("mark.changed"),
    "colour": lambda placed: COLOURS.index(placed.mark.colour),
    "kind": lambda placed: KINDS.index(placed.mark.kind),
    "verdict": lambda placed: VERDICTS.index(placed.verdict),
}


def choose(marks: Sequence[PlacedMark], wanted: MarkFilter, found: Collection[str] | None) -> tuple[PlacedMark, ...]:
    """The marks that pass a filter, in the order given. `found` are the ids of those that have the words of
    `wanted.text`; None when there are none to look for."""
    # One plain loop a field: calling a test for each mark takes three times as long.
    chosen: Sequence[PlacedMark] = marks
    if found is not None:
        ids = frozenset(found)
        chosen = [placed for placed in chosen if placed.mark.id in ids]
    if wanted.colours:
        chosen = [placed for placed in chosen if placed.mark.colour in wanted.colours]
    if wanted.kinds:
        chosen = [placed for placed in chosen if placed.mark.kind in wanted.kinds]
    if wanted.documents:
        documents = frozenset(wanted.documents)
        chosen = [placed for placed in chosen if placed.mark.anchor.document in documents]
    if wanted.layers:
        chosen = [placed for placed in chosen if placed.mark.layer in wanted.layers]
    if wanted.verdicts:
        chosen = [placed for placed in chosen if placed.verdict in wanted.verdicts]
    if wanted.tags:
        tags = frozenset(wanted.tags)
        chosen = [placed for placed in chosen if tags.issubset(placed.mark.tags)]
    if wanted.since is not None or wanted.until is not None:
        first = float("-inf") if wanted.since is None else wanted.since
        last = float("inf") if wanted.until is None else wanted.until
        chosen = [placed for placed in chosen if first <= placed.mark.created < last]
    return tuple(chosen)


def ordered(marks: Sequence[PlacedMark], order: Order, descending: bool) -> tuple[PlacedMark, ...]:
    """Marks that come in the order of their places, in another one; equals keep the order of their places."""
    made = tuple(marks) if order == "place" else tuple(sorted(marks, key=_KEYS[order], reverse=descending))
    return made[::-1] if order == "place" and descending else made
