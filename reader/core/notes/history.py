"""Undo and redo: the changes of this session in order. Undoing a change is applying it turned round."""

from typing import Any

from reader.core.marks import Change

Pairs = tuple[tuple[Any, Any], ...]


class History:
    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    def add(self, change: Change, merge: bool = False) -> None:
        """Remember what was done. With `merge`, as one step with the change before it, if that left off where this
        begins: the pauses while a note is typed are not steps of their own."""
        if merge and self._done:
            before, now = _parts(self._done[-1]), _parts(change)
            if [[new for _, new in part] for part in before] == [[old for old, _ in part] for part in now]:
                change = Change(*map(_joined, before, now))
                self._done.pop()
        self._done.append(change)
        self._undone.clear()

    def to_undo(self) -> Change | None:
        return self._done[-1].reversed() if self._done else None

    def to_redo(self) -> Change | None:
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        self._done.append(self._undone.pop())


def _parts(change: Change) -> tuple[Pairs, ...]:
    return change.pairs, change.collections, change.layers, change.checklists


def _joined(first: Pairs, then: Pairs) -> Pairs:
    return tuple((old[0], new[1]) for old, new in zip(first, then, strict=True))
