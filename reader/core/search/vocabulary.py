"""The words of the library, by language: what an unfinished word may become, and what a wrong one was meant for.

Kept beside the index as a file of its own (word -> in how many passages), since Whoosh finds a prefix and a near word
only by stepping through its terms. Words of documents that were removed stay until the index is made anew; they do no
harm, since nothing is found by them and nothing without hits is offered.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nlargest
from typing import Any

import numpy as np

from reader.core.search.analysis import Term

MAX_COMPLETIONS = 48
_LONG_ENOUGH = 5
_ALIKE = 0.8  # ratio of difflib (Ratcliff and Obershelp): a slip or two in ten letters
_MOST = 3
_CANDIDATES = 120
_END = "\U0010ffff"


class Words:
    """The words of one language."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._words = sorted(counts)
        self._counts = counts
        self._pairs: dict[str, Any] = {}
        self.completions = lru_cache(maxsize=512)(self._completions)
        self.near = lru_cache(maxsize=512)(self._near)

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __contains__(self, word: str) -> bool:
        return word in self._counts

    def _completions(self, beginning: str) -> tuple[str, ...]:
        """The most frequent words that begin so, the typed word itself left out."""
        if len(beginning) < 2 and not ("\u2e80" < beginning < "\U0003ffff"):
            return ()
        first, last = bisect_left(self._words, beginning), bisect_left(self._words, beginning + _END)
        found = (word for word in self._words[first:last] if word != beginning)
        # The longer of two equally frequent words is the less likely one.
        return tuple(nlargest(MAX_COMPLETIONS, found, key=lambda word: (self._counts[word], -len(word))))

    def _near(self, word: str) -> tuple[str, ...]:
        """Words that look like `word`, the likeliest first; none for short words and numbers."""
        if len(word) < _LONG_ENOUGH or not word.isalpha():
            return ()
        if not self._pairs:
            self._pairs = _pairs_index(self._words)
        shared = np.zeros(len(self._words), dtype=np.int16)
        for pair in set(_pairs(word)):
            if pair in self._pairs:
                shared[self._pairs[pair]] += 1
        most = min(_CANDIDATES, len(shared))
        rated = []
        for place in np.argpartition(shared, len(shared) - most)[-most:] if most else ():
            other = self._words[place]
            if len(other) < _LONG_ENOUGH or abs(len(other) - len(word)) > 2 or not shared[place]:
                continue
            likeness = _likeness(word, other)
            if likeness >= _ALIKE:
                rated.append((likeness, self._counts[other], other))
        rated.sort(key=lambda row: (-round(row[0], 3), -row[1], row[2]))
        return tuple(other for _, _, other in rated[:_MOST])


def _likeness(one: str, two: str) -> float:
    """difflib's ratio, with letters that changed places counted as one slip and a shared beginning as a small help."""
    ratio = max(SequenceMatcher(None, one, two).ratio(), SequenceMatcher(None, two, one).ratio())
    if len(one) == len(two):
        wrong = [n for n in range(len(one)) if one[n] != two[n]]
        if len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == two[wrong[1]]:
            ratio = max(ratio, 1 - 1 / len(one))
    return ratio + 0.01 * (one[0] == two[0])


def _pairs(word: str) -> list[str]:
    padded = f"^{word}$"
    return [padded[place : place + 2] for place in range(len(padded) - 1)]


def _pairs_index(words: list[str]) -> dict[str, Any]:
    """Which words hold each pair of letters."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, word in enumerate(words):
        for pair in set(_pairs(word)):
            found[pair].append(place)
    return {pair: np.array(places, dtype=np.int32) for pair, places in found.items()}


class Vocabulary:
    """The words of all languages of the library."""

    def __init__(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        self._languages = {language: Words(words) for language, words in counts.items()}
        self._none = Words({})

    def words(self, language: str) -> Words:
        return self._languages.get(language, self._none)


class Tally:
    """Counts words while passages are indexed."""

    def __init__(self, counts: Mapping[str, Mapping[str, int]] | None = None) -> None:
        self.counts = {language: Counter(words) for language, words in (counts or {}).items()}

    def add(self, found: Iterable[Term], language: str) -> None:
        """The terms of one passage."""
        self.counts.setdefault(language, Counter()).update({term.word for term in found})
