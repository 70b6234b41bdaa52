"""How like two stretches of text are by their words, whatever the order: for passages that were both moved and changed.

What is found here is only ever offered. Likeness is the coefficient of Dice over words; in scripts without spaces over
pairs of letters, as single ones say little.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.core.diff import WORD
from reader.core.notes.flat import Cut

_COMMON = 12
"""A word that occurs in more stretches than this does not lead from one to another."""
_MOST = 3

Stretch = tuple[int, int]
"""A range of words."""


def features(cut: Cut, stretch: Stretch) -> Counter[str]:
    found: Counter[str] = Counter()
    last = ""
    for word, weight in zip(cut.words[slice(*stretch)], cut.weights[slice(*stretch)], strict=True):
        if 0 < weight < WORD and last:
            found[last + word] += 1
        elif weight == WORD:
            found[word.casefold()] += 1
        last = word if 0 < weight < WORD else ""
    return found


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """From 0 (nothing in common) to 1 (the same words)."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


class Stretches:
    """Stretches of a text, to look for those that are like another one."""

    def __init__(self, cut: Cut, stretches: Iterable[Stretch]) -> None:
        self.stretches: Sequence[Stretch] = tuple(stretches)
        self.features = [features(cut, stretch) for stretch in self.stretches]
        self._by_word: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(self.features):
            for word in found:
                self._by_word[word].append(number)

    def like(self, wanted: Counter[str], least: float) -> list[tuple[float, Stretch]]:
        """The likest stretches, at most three and none below `least`, best first."""
        shared: Counter[int] = Counter()
        for word, times in wanted.items():
            numbers = self._by_word.get(word, ())
            if len(numbers) <= _COMMON:
                for number in numbers:
                    shared[number] += times
        near = [
            (likeness(wanted, self.features[number]), self.stretches[number])
            for number, _ in shared.most_common(4 * _MOST)
        ]
        return sorted((each for each in near if each[0] >= least), key=lambda each: (-each[0], each[1]))[:_MOST]
