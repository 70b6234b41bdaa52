"""A query on its way through the engine, and how its scores came about."""

from dataclasses import dataclass

from reader.core.guidance import Question
from reader.core.search.filters import Mask
from reader.core.search.hits import Hits
from reader.core.search.parse import Parsed
from reader.core.search.postings import Floats
from reader.core.search.questions import Features
from reader.core.search.thesaurus import Thesaurus
from reader.core.search.units import Unit, typed_words
from reader.core.types import Explanation, HitScore

LENT = 0.5  # how much a known question lends the passages that answer it
_EXPLAINED = 10


@dataclass(slots=True)
class Answer:
    """A query on its way through the engine; arrays have one number for each passage of the index."""

    parsed: Parsed
    units: list[Unit]
    similar: list[tuple[float, Question]]
    features: Features
    whole: float  # importance of the whole query
    covered: Floats  # importance covered
    lent: Floats
    alike: Floats  # what likeness of meaning adds, in shares of `whole`
    only_meant: Mask  # hits by likeness of meaning alone
    excluded: Mask  # passages that hold what must not be there
    weights: Floats  # of the passages
    final: Floats  # what is ranked by; 0 where a passage is no hit


def explanation(answer: Answer, ranked: Hits, thesaurus: Thesaurus) -> Explanation:
    """How the query was read, and the parts of the scores of its best hits."""
    units = []
    for unit in answer.units:
        also = dict.fromkeys(
            f"{thesaurus.concepts[match.concept].preferred} ({match.kind}, {part:.2f})" for match, part in unit.matches
        )
        instead = [word for _, word in (*unit.mended, *unit.like)]
        units.append((typed_words(unit.clauses), unit.importance, (*also, *instead)))
    hits = []
    for rank in range(min(_EXPLAINED, len(ranked))):
        number = ranked.number(rank)
        parts = tuple(
            (typed_words(u.clauses), float(u.typed[number]), float(u.meant[number]), float(u.shares[number]))
            for u in answer.units
        )
        hits.append(
            HitScore(
                reference=ranked[rank].reference,
                score=ranked[rank].score,
                parts=parts,
                lent=float(LENT * answer.whole * answer.lent[number]),
                coverage=float(answer.covered[number] / answer.whole),
                meaning=float(answer.whole * answer.alike[number]),
                weight=float(answer.weights[number]),
            )
        )
    similar = tuple((likeness, q.text, q.answered) for likeness, q in answer.similar[:3])
    return Explanation(tuple(units), similar, tuple(hits))
