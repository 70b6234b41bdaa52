"""Typing errors: words of the library that a word may have been meant for. Offered and shown, never put in silently."""

from difflib import get_close_matches

from reader.core.search.scorer import Scorer

_LONG_ENOUGH = 5
_ALIKE = 0.84  # ratio of difflib (Ratcliff and Obershelp): a slip or two in ten letters
_MOST = 3


class Spelling:
    def __init__(self, scorer: Scorer) -> None:
        self._words = [word for word in scorer.vocabulary() if len(word) >= _LONG_ENOUGH]
        self._scorer = scorer

    def near(self, word: str) -> list[str]:
        """Words of the library that look like `word`, the closest first; none for short words and numbers."""
        if len(word) < _LONG_ENOUGH or not word.isalpha():
            return []
        candidates = [other for other in self._words if abs(len(other) - len(word)) <= 2]
        return get_close_matches(word, candidates, _MOST, _ALIKE)
