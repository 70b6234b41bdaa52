"""Answered or not: decided by what the best passage covers, by whether the query asks about a concept that the library
is known not to treat, and by the known questions that it resembles.

The thresholds were chosen on `tests/relevance`, which prints how often each kind of error is made.
"""

from reader.core.guidance import Question
from reader.core.search.units import Unit


def is_answered(units: list[Unit], best: float, whole: float, similar: list[tuple[float, Question]]) -> bool:
    """The verdict; `best` is what the best passage covers, in the same measure as `whole`."""
    if not units or best <= 0:
        return False
    coverage = best / whole
    answered = max((likeness for likeness, question in similar if question.answered), default=0.0)
    unanswered = max((likeness for likeness, question in similar if not question.answered), default=0.0)
    if unanswered >= 0.95 and unanswered > answered and len(units) > 1:
        return False  # word for word a question that is known to have no answer here
    covers_much = coverage >= 0.6 and best >= 5
    if (
        unanswered > answered + 0.04
        and coverage < 0.85
        and (unanswered >= 0.58 or (unanswered >= 0.42 and not covers_much))
    ):
        return False
    if any(unit.untreated for unit in units):
        return coverage >= 0.72
    return coverage >= 0.62 or (coverage >= 0.5 and best >= 3) or (coverage >= 0.34 and best >= 3.4)
