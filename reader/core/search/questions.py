"""Questions that practitioners asked, judged by hand: which known one is a query closest to?

They help in two ways. Passages that answer a similar question come forward; and a query that is closest to a question
which the library is known not to answer is told so, with the publications that probably do. Similarity is the cosine of
stems and concepts, each weighed by the smaller of its rarity among the questions and in the library, so that "victim"
and "trafficking" alone make nothing similar.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from math import log, sqrt

from reader.core.guidance import Question

Features = frozenset[str]


class KnownQuestions:
    def __init__(
        self, questions: Iterable[Question], features: Callable[[str], Features], rarity: Callable[[str], float]
    ) -> None:
        """`features` of a text are its stems and "@concept"; `rarity` is that of one of them in the library."""
        self._given = tuple(questions)
        self._features, self._rarity = features, rarity

    @cached_property
    def _questions(self) -> list[tuple[Question, Features]]:
        return [(question, self._features(question.text)) for question in self._given]

    @cached_property
    def _weights(self) -> dict[str, float]:
        among = Counter(feature for _, own in self._questions for feature in own)
        every = len(self._questions)
        return {f: min(log(1 + every / (n + 0.5)), self._rarity(f)) for f, n in among.items()}

    def _weight(self, feature: str) -> float:
        known = self._weights.get(feature)
        return known if known is not None else min(log(1 + 2 * (len(self._questions) or 1)), self._rarity(feature))

    def similar(self, asked: Features) -> list[tuple[float, Question]]:
        """Similarities above zero, the closest first."""
        size = sqrt(sum(self._weight(f) ** 2 for f in asked))
        found = []
        for question, own in self._questions:
            shared = sum(self._weight(f) ** 2 for f in asked & own)
            if shared:
                found.append((shared / size / sqrt(sum(self._weight(f) ** 2 for f in own)), question))
        found.sort(key=lambda pair: -pair[0])
        return found
