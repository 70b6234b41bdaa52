"""Which units of an old text (blocks, or sentences) stand in the new one beyond doubt.

The words of a unit alone do not tell: a look-alike may stand where the original has been taken out. What counts:

- A run of units, each of which occurs once in the old text and once in the new one, is the same when it is long enough
  not to be the same by chance. This holds wherever it stands.
- Everything between two such places is the same when nothing of it has changed.
- A unit that is short, or that others look like, is the same where an unbroken row of equal units leads to it from a
  fixed place, when the rows from both ends of the stretch between two fixed places hold all that read like it there,
  in the old text and in the new one. Of two look-alikes that remain of three, nobody can say which they were.
- Between two fixed places that are near each other, what occurs once in the stretch, before and after, is the same. But
  where something was moved out of the stretch or into it, a look-alike may have come or gone along: there it must occur
  once in the whole texts.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from reader.core.diff import increasing

ENOUGH = 10
"""The weight from which words are not the same by chance: five words, or ten letters of a script without spaces."""
_ROUNDS = 4
_NEAR = 10
"""Two fixed places are near each other with at most this many units between them."""


def pair(old: Sequence[str], new: Sequence[str], weights: Sequence[int], to: list[int]) -> None:
    """Complete `to`, which gives for a unit of the old text its unit of the new one, or -1. `weights` are of the old
    units."""
    back = [-1] * len(new)
    for i, j in enumerate(to):
        if j >= 0:
            back[j] = i
    single = _singles(old, new, to, back)
    _take_long_runs(single, weights, to, back)
    for _ in range(_ROUNDS):
        fixed = sum(j >= 0 for j in to)
        _take_unchanged(old, new, to, back)
        _take_beside_moved(single, to, back)
        _take_neighbours(old, new, single, to, back)
        if fixed == sum(j >= 0 for j in to):
            break


def chain(to: Sequence[int]) -> list[int]:
    """The units of the old text that kept their order in the new one; those that moved are not among them."""
    fixed = [i for i, j in enumerate(to) if j >= 0]
    return [fixed[index] for index in increasing([to[i] for i in fixed])]


def _singles(old: Sequence[str], new: Sequence[str], to: list[int], back: list[int]) -> dict[int, int]:
    """Units that occur once on each side, and are not yet taken."""
    often, there = Counter(old), Counter(new)
    places = {key: j for j, key in enumerate(new) if there[key] == 1 and back[j] < 0}
    return {i: places[key] for i, key in enumerate(old) if often[key] == 1 and to[i] < 0 and key in places}


def _take(i: int, j: int, to: list[int], back: list[int]) -> None:
    to[i] = j
    back[j] = i


def _take_long_runs(single: dict[int, int], weights: Sequence[int], to: list[int], back: list[int]) -> None:
    run: list[int] = []
    for i in (*single, -1):
        if run and (i != run[-1] + 1 or single[i] != single[run[-1]] + 1):
            if sum(weights[k] for k in run) >= ENOUGH:
                for k in run:
                    _take(k, single[k], to, back)
            run = []
        run.append(i)


def _take_unchanged(old: Sequence[str], new: Sequence[str], to: list[int], back: list[int]) -> None:
    fixed = [(-1, -1), *((i, j) for i, j in enumerate(to) if j >= 0), (len(old), len(new))]
    for (a, c), (b, d) in pairwise(fixed):
        if b - a == d - c > 1 and old[a + 1 : b] == new[c + 1 : d] and all(k < 0 for k in back[c + 1 : d]):
            for step in range(1, b - a):
                _take(a + step, c + step, to, back)


def _take_beside_moved(single: dict[int, int], to: list[int], back: list[int]) -> None:
    """Short units that occur once on each side, beside what is fixed: they went along."""
    for order, step in ((sorted(single), 1), (sorted(single, reverse=True), -1)):
        for i in order:
            j = single[i]
            if to[i] < 0 and 0 <= i - step < len(to) and to[i - step] >= 0 and to[i - step] == j - step:
                _take(i, j, to, back)


def _take_neighbours(
    old: Sequence[str], new: Sequence[str], single: dict[int, int], to: list[int], back: list[int]
) -> None:
    kept = chain(to)
    places = [(-1, -1), *((i, to[i]) for i in kept), (len(old), len(new))]
    for (a, c), (b, d) in pairwise(places):
        size, there = b - a - 1, d - c - 1
        most = min(size, there)
        if not most:
            continue

        def alike(i: int, j: int) -> bool:
            return old[i] == new[j] and to[i] < 0 and back[j] < 0

        front = next((n for n in range(most) if not alike(a + 1 + n, c + 1 + n)), most)
        rear = next((n for n in range(most - front) if not alike(b - 1 - n, d - 1 - n)), most - front)
        beside = [*range(a + 1, a + 1 + front), *range(b - rear, b)]
        counts = Counter(old[i] for i in beside)
        olds, news = Counter(old[a + 1 : b]), Counter(new[c + 1 : d])
        for i in beside:
            if counts[old[i]] == olds[old[i]] == news[old[i]]:
                _take(i, i - a + c if i <= a + front else i - b + d, to, back)
        calm = all(k < 0 for k in to[a + 1 : b]) and all(k < 0 for k in back[c + 1 : d])
        if max(size, there) <= _NEAR:
            lone = [
                (i, j)
                for i in range(a + 1, b)
                for j in range(c + 1, d)
                if alike(i, j) and olds[old[i]] == news[new[j]] == 1 and (calm or i in single)
            ]
            for index in increasing([j for _, j in lone]):
                _take(*lone[index], to, back)
