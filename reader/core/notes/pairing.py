"""Which units of an old text (blocks, or sentences) stand in the new one beyond doubt.

The words of a unit alone do not tell: a look-alike may stand where the original has been taken out. What counts:

- A run of units, each of which occurs once in the old text and once in the new one, is the same when it is long enough
  not to be the same by chance. This holds wherever it stands.
- Everything between two units that are fixed is the same when nothing of it has changed.
- A unit that is short, or that others look like, is the same where a row of equal units leads to it from a fixed one
  (or from the border of the document) and no row from the other side leads elsewhere. Where a row comes from one side
  only, rows must lead to everything that reads like it in the stretch between two neighbours that kept their order, in
  the old text and in the new one: of two look-alikes that remain of three, nobody can say which they were. Or one side
  of the stretch is the other with something put in, which leaves one possible place for it.
- A short unit that occurs once in each text and stands between the same neighbours is the same.
- Unless rows come from both sides, a unit is not the same where its words are also a part of another in the stretch.
- Where nothing was moved out of a stretch or into it, and most of it is left, no row needs to lead to a unit that has
  only one possible place.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from reader.core.diff import increasing

ENOUGH = 20
"""The weight from which words are not the same by chance: five words, or as much of a script without spaces."""
_ROUNDS = 4
_NEAR = 40
"""At most this many units between two fixed ones that tell of each other."""


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
        _take_led(old, new, single, to, back)
        if fixed == sum(j >= 0 for j in to):
            break
    _take_led(old, new, single, to, back, lone=True)


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


def _take_led(
    old: Sequence[str],
    new: Sequence[str],
    single: dict[int, int],
    to: list[int],
    back: list[int],
    lone: bool = False,
) -> None:
    """What rows lead to, and what has one possible place in its stretch. `lone` adds short units that occur once: last,
    as they may have moved a little, and then do not tell of their neighbours."""
    ahead, behind = _led(old, new, to, back, 1), _led(old, new, to, back, -1)
    found: dict[int, int] = {}
    for olds, news, calm in _stretches(to, back):
        here = [old[i] for i in olds], [new[j] for j in news]
        there = range(news[0], news[-1] + 1) if news else range(0)
        led = {i: {rows[i] for rows in (ahead, behind) if i in rows} for i in olds}
        counts = Counter(here[0]), Counter(here[1]), Counter(old[i] for i in olds if len(led[i]) == 1)
        only = _only_way(*here)
        part = _parts_of_others(*here)
        like = calm and 2 * len(news) >= len(olds) and max(len(olds), len(news)) <= _NEAR
        for n, i in enumerate(olds):
            way = news[only[n]] if n in only else -1
            times = {count[old[i]] for count in counts}
            if len(led[i]) == 1:
                [j] = led[i]
                both = i in ahead and i in behind
                one = i in single or (j in there and (len(times) == 1 or j == way))
                if both or (one and not (i in single and part(old[i]))):
                    found[i] = j
            elif lone and not led[i] and i in single and single[i] in there and not part(old[i]):
                found[i] = single[i]
            elif not led[i] and like and way >= 0 and not part(old[i]):
                found[i] = way
    wanted = Counter(found.values())
    for i, j in found.items():
        if wanted[j] == 1:
            _take(i, j, to, back)


def _parts_of_others(*sides: list[str]) -> Callable[[str], bool]:
    """Tells whether what a unit says is also a part of another unit on one of the sides: paragraphs are split and
    merged, and then a part may look like a unit that has gone."""
    texts = ["".join(side) for side in sides]
    counts = [Counter(side) for side in sides]

    @cache
    def part(key: str) -> bool:
        return any(text.count(key) > count[key] for text, count in zip(texts, counts, strict=True))

    return part


def _stretches(to: list[int], back: list[int]) -> Iterator[tuple[list[int], list[int], bool]]:
    """What is not fixed between two neighbours that kept their order, in the old text and in the new one, and whether
    nothing was moved out of there or into it."""
    kept = chain(to)
    for (a, c), (b, d) in pairwise([(-1, -1), *((i, to[i]) for i in kept), (len(to), len(back))]):
        olds = [i for i in range(a + 1, b) if to[i] < 0]
        if olds:
            news = [j for j in range(c + 1, d) if back[j] < 0]
            yield olds, news, len(olds) == b - a - 1 and len(news) == d - c - 1


def _only_way(old: list[str], new: list[str]) -> dict[int, int]:
    """Where one side is the other with something put in: what can be told apart from what was put in, as its first and
    its last possible place are one."""
    few, many = (old, new) if len(old) <= len(new) else (new, old)
    first = _embedded(few, many)
    last = [len(many) - 1 - at for at in _embedded(few[::-1], many[::-1])][::-1]
    pairs = [(n, at) for n, (at, beyond) in enumerate(zip(first, last, strict=True)) if at == beyond]
    return dict(pairs) if few is old else {at: n for n, at in pairs}


def _embedded(few: list[str], many: list[str]) -> list[int]:
    """The earliest places of all of `few`, in order, among `many`; nothing where there are none."""
    rest = iter(enumerate(many))
    found = [at for each in few for at in (next((at for at, other in rest if other == each), -1),)]
    return [] if -1 in found else found


def _led(old: Sequence[str], new: Sequence[str], to: list[int], back: list[int], step: int) -> dict[int, int]:
    """Where rows of equal units lead from fixed ones and from the border of the document, forward or backward."""
    found: dict[int, int] = {}
    place: int | None = -1 if step > 0 else len(new)
    for i in range(len(old))[::step]:
        if to[i] >= 0:
            place = to[i]
        elif place is not None:
            place += step
            if 0 <= place < len(new) and back[place] < 0 and old[i] == new[place]:
                found[i] = place
            else:
                place = None
    return found
