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
    tests: list[Callable[[PlacedMark], bool]] = []
    if found is not None:
        ids = frozenset(found)
        tests.append(lambda placed: placed.mark.id in ids)
    fields: tuple[tuple[Collection[str], Callable[[PlacedMark], Any]], ...] = (
        (wanted.colours, attrgetter("mark.colour")),
        (wanted.kinds, attrgetter("mark.kind")),
        (wanted.documents, attrgetter("mark.anchor.document")),
        (wanted.layers, attrgetter("mark.layer")),
        (wanted.verdicts, attrgetter("verdict")),
    )
    tests += [_is_in(frozenset(values), value_of) for values, value_of in fields if values]
    if wanted.tags:
        tags = frozenset(wanted.tags)
        tests.append(lambda placed: tags.issubset(placed.mark.tags))
    if wanted.since is not None or wanted.until is not None:
        first = float("-inf") if wanted.since is None else wanted.since
        last = float("inf") if wanted.until is None else wanted.until
        tests.append(lambda placed: first <= placed.mark.created < last)
    chosen = marks
    for test in tests:
        chosen = [placed for placed in chosen if test(placed)]
    return tuple(chosen)


def _is_in(allowed: frozenset[str], value_of: Callable[[PlacedMark], Any]) -> Callable[[PlacedMark], bool]:
    return lambda placed: value_of(placed) in allowed


def ordered(marks: Sequence[PlacedMark], order: Order, descending: bool) -> tuple[PlacedMark, ...]:
    """Marks that come in the order of their places, in another one; equals keep the order of their places."""
    made = tuple(marks) if order == "place" else tuple(sorted(marks, key=_KEYS[order], reverse=descending))
    return made[::-1] if order == "place" and descending else made
