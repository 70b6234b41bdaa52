"""Questions that practitioners asked, judged by hand: which known one is a query closest to?

They help in two ways. Passages that answer a similar question come forward; and a query that is closest to a question
which the library is known not to answer is told so, with the publications that probably do. Similarity is the cosine of
stems and concepts, each weighed by the smaller of its rarity among the questions and in the library, so that "victim"
and "trafficking" alone make nothing similar.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from math import log, sqrt

from reader.core.types import Question

Features = frozenset[str]


class KnownQuestions:
    def __init__(
        self, questions: Iterable[Question], features: Callable[[str], Features], rarity: Callable[[str], float]
    ) -> None:
        """`features` of a text are its stems and "@concept"; `rarity` is that of one of them in the library."""
        self._questions = [(question, features(question.text)) for question in questions]
        among = Counter(feature for _, own in self._questions for feature in own)
        self._weights = {f: min(log(1 + len(self._questions) / (n + 0.5)), rarity(f)) for f, n in among.items()}
        self._unseen = rarity

    def _weight(self, feature: str) -> float:
        known = self._weights.get(feature)
        return known if known is not None else min(log(1 + 2 * (len(self._questions) or 1)), self._unseen(feature))

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
