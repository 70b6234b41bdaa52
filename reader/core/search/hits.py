"""Hits that are made when they are looked at: a query may have 60,000, and nobody sees more than a screenful at once.

The ranking is an array; a hit costs a third of a millisecond, most of it finding the words to mark. Ties stand in the
order of the library.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

import numpy as np

from reader.core.search.marked import Marked
from reader.core.search.postings import Floats, Ids
from reader.core.search.snippets import snippet
from reader.core.types import DocumentInfo, Hit, HitGroup, Passage

_FIRST = 64  # sorted at once; the rest when somebody goes on

MakeHit = Callable[[int, float], Hit]
T = TypeVar("T")


class _Made(Sequence[T]):
    """A sequence whose items are made when they are asked for, and kept."""

    def __init__(self) -> None:
        self._made: dict[int, T] = {}

    def make(self, place: int) -> T:
        raise NotImplementedError

    @overload
    def __getitem__(self, place: int) -> T: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[T, ...]: ...

    def __getitem__(self, place: int | slice) -> T | tuple[T, ...]:
        if isinstance(place, slice):
            return tuple(self[one] for one in range(*place.indices(len(self))))
        if place < 0:
            place += len(self)
        if not 0 <= place < len(self):
            raise IndexError(place)
        if place not in self._made:
            self._made[place] = self.make(place)
        return self._made[place]

    def __iter__(self) -> Iterator[T]:
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Groups(_Made[HitGroup]):
    """So many groups, each made by its place."""

    def __init__(self, count: int, make: Callable[[int], HitGroup]) -> None:
        super().__init__()
        self._count, self._make = count, make

    def __len__(self) -> int:
        return self._count

    def make(self, place: int) -> HitGroup:
        return self._make(place)


class Hits(_Made[Hit]):
    """Passages of the index, best first. `order` breaks ties: the passages' places in the library."""

    def __init__(self, ids: Ids, scores: Floats, order: Any, make: MakeHit) -> None:
        super().__init__()
        self._ids, self._scores, self._order, self.make_hit = ids, scores, order, make
        self._ranked: Any = ()

    def _rank(self, most: int) -> Any:
        """Places of the best `most` hits, and of those that tie with the last."""
        chosen = np.arange(len(self._ids))
        if most < len(self._ids):
            least = np.partition(self._scores, len(self._scores) - most)[-most]
            chosen = np.flatnonzero(self._scores >= least)
        return chosen[np.lexsort((self._order[chosen], -self._scores[chosen]))]

    def number(self, rank: int) -> int:
        """The passage at a rank, by its number in the index."""
        if rank >= len(self._ranked):
            self._ranked = self._rank(min(_FIRST, len(self._ids)) if rank < _FIRST else len(self._ids))
        return int(self._ids[self._ranked[rank]])

    def __len__(self) -> int:
        return len(self._ids)

    def make(self, rank: int) -> Hit:
        number = self.number(rank)
        return self.make_hit(number, float(self._scores[self._ranked[rank]]))


def make_hit(
    passage: Passage, info: DocumentInfo, score: float, marked: Marked, addressees: tuple[str, ...] = ()
) -> Hit:
    spans = marked.spans(passage.text)
    line, inside = snippet(passage.text, spans)
    return Hit(
        document=passage.document,
        block=passage.block,
        reference=passage.reference,
        section=passage.section,
        short_title=info.short_title,
        date=info.date,
        language=passage.language,
        text=passage.text,
        spans=spans,
        snippet=line,
        snippet_spans=inside,
        score=round(score, 4),
        addressees=addressees,
    )
