"""Likeness of meaning: word vectors for what the thesaurus does not know.

Thirty thousand English words with 64 numbers each (`resources/vectors/make.py` says where from) help in two ways. A
word that the library lacks is searched as the library's words of like meaning, which is shown and can be switched off.
And each passage has a vector, the mean of its words' vectors weighed by their rarity in English (SIF: Arora, Liang and
Ma 2017), so that a passage which says the same in other words comes forward. Texts in other languages have none.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reader.core.search.analysis import Term, one_spelling, stop_words
from reader.core.search.vocabulary import Words

DIMENSIONS = 64
STEPS = 254
"""Vectors are kept as signed bytes: a number of length 1 / STEPS each."""

_SIF = 1e-3
_ALL_WORDS = 400_000  # of GloVe, for the frequency of a word of a given rank by Zipf's law
_LIKE = 0.56  # least cosine of a word that stands for another
_MOST = 3
_CONTEXT = 0.2

Vector = NDArray[np.float32]


class Meaning:
    """The word vectors. Without the files, nothing is like anything, and the rest works as before."""

    def __init__(self, folder: Path | None) -> None:
        self._rank: dict[str, int] = {}
        self._words: tuple[str, ...] = ()
        self._vectors: NDArray[np.int8] = np.zeros((0, DIMENSIONS), dtype=np.int8)
        try:
            if folder is not None:
                words = (folder / "words-en.txt").read_text(encoding="utf-8").split()
                raw = np.frombuffer((folder / "words-en.i8").read_bytes(), dtype=np.int8)
                self._vectors = raw.reshape(len(words), DIMENSIONS)
                self._words = tuple(words)
                self._rank = {word: rank for rank, word in enumerate(words)}
        except (OSError, ValueError):
            pass
        ranks = np.arange(1, len(self._rank) + 1)
        frequency = 1 / (ranks * np.log(1.78 * _ALL_WORDS))
        self._weights = (_SIF / (_SIF + frequency)).astype(np.float32)
        self._common = stop_words("en")
        self.near = lru_cache(maxsize=512)(self._near)

    def of(self, terms: Iterable[Term]) -> Vector | None:
        """The direction of what these words mean together (length 1); None when none is known."""
        words = (one_spelling(term.word) for term in terms if not term.joined and term.word not in self._common)
        ranks = [self._rank[word] for word in words if word in self._rank]
        if not ranks:
            return None
        mean: Vector = self._weights[ranks] @ self._vectors[ranks].astype(np.float32)
        length = float(np.linalg.norm(mean))
        return mean / np.float32(length) if length else None

    def _near(self, word: str, words: Words) -> tuple[tuple[str, float], ...]:
        """The library's words that mean most nearly the same, with their likeness; the likest first."""
        rank = self._rank.get(word)
        if rank is None:
            return ()
        known = self._known(words)
        like = self._vectors[known].astype(np.float32) @ self._vectors[rank].astype(np.float32) / (STEPS * STEPS)
        best = np.argsort(-like)[:_MOST]
        return tuple((self._words[int(known[n])], float(like[n])) for n in best if like[n] >= _LIKE)

    @lru_cache(maxsize=2)  # noqa: B019  # the vocabulary of one index at a time
    def _known(self, words: Words) -> Any:
        return np.array([self._rank[w] for w in words if w in self._rank and w not in self._common], dtype=np.int32)


def passage_vector(text: Vector | None, context: Vector | None) -> Vector | None:
    """Of a passage: what it says, and a little of what stands above it."""
    if text is None or context is None:
        return text
    whole: Vector = text + np.float32(_CONTEXT) * context
    return whole / np.float32(np.linalg.norm(whole))


def packed(vector: Vector | None) -> bytes:
    """A vector of length 1 as it is kept beside a passage; nothing known is all zeros."""
    if vector is None:
        return bytes(DIMENSIONS)
    return (vector * STEPS).round().clip(-127, 127).astype(np.int8).tobytes()


NO_MEANING = Meaning(None)
