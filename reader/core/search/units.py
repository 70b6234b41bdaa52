"""The units of a query: words that speak of one concept together, or a word alone; grouped, then scored.

A unit is scored by its own words or by the library's words for its concepts, whichever is better, so a passage that
says it in other words is found, and one that says it literally is not pushed aside. Alternatives that were typed with
OR are one unit.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from reader.core.search.analysis import Term, stop_words, terms
from reader.core.search.meaning import Meaning
from reader.core.search.parse import Clause, Parsed, is_weak
from reader.core.search.postings import Floats
from reader.core.search.schema import LANGUAGE
from reader.core.search.scorer import Scorer, clause_terms
from reader.core.search.thesaurus import KIND_WEIGHTS, Match, Thesaurus

UNKNOWN = 2.2  # importance of a word that the library does not have: it may be another word for something it has
UNTREATED = 4.4  # of a concept that the library does not treat: as rare as can be
WEAK = 0.35  # of words such as "person" and "work", against others
MENDED = 0.8  # weight of a word that the typed one was probably meant for
_SHARE_OF_UNTREATED = 0.3  # what the words of an untreated concept still count for
_BOTH = 0.3  # what the weaker of a unit's own words and its concept's words adds
# "et", "de la": common words of the other languages that queries come in say nothing that an English text could lack.
_FOREIGN_COMMON = frozenset().union(*(stop_words(language) for language in ("fr", "es", "ru", "ar")))


def _unscored() -> Floats:
    return np.empty(0, dtype=np.float32)


@dataclass(slots=True)
class Unit:
    clauses: list[Clause]
    places: set[int]
    matches: list[tuple[Match, float]] = field(default_factory=list)  # with the share of the unit that each speaks of
    # Words that are nowhere, with what was searched instead: a slip mended, or words of like meaning.
    mended: list[tuple[Clause, str]] = field(default_factory=list)
    like: list[tuple[Clause, str]] = field(default_factory=list)
    typed: Floats = field(default_factory=_unscored)  # scores by the words themselves
    meant: Floats = field(default_factory=_unscored)  # and by its concepts
    scores: Floats = field(default_factory=_unscored)
    shares: Floats = field(default_factory=_unscored)
    said: Floats = field(default_factory=_unscored)  # above 0 where a passage says it itself
    importance: float = 0.0
    untreated: bool = False

    @property
    def is_found(self) -> bool:
        return bool(self.scores.any())


def group(text: str, parsed: Parsed, thesaurus: Thesaurus, expand: bool) -> list[Unit]:
    """The clauses by the concepts they speak of, longer and surer matches first."""
    wanted = parsed.wanted
    words, owner = places_of(text, wanted)
    units: list[Unit] = []
    used: set[int] = set()
    either: dict[int, Unit] = {}
    for place, number in owner.items():
        if wanted[number].either:
            unit = either.setdefault(wanted[number].either, Unit([], set()))
            unit.places.add(place)
            used.add(place)
    units += either.values()
    matches = thesaurus.matches(text, words, set(owner)) if expand else []
    for match in sorted(matches, key=lambda m: (-len(m.places & owner.keys()), m.kind != "label")):
        places = set(match.places & owner.keys())
        if not places:
            continue
        shared = next((u for u in units if u.places & places), None)
        unit = shared or Unit([], set())
        if shared is None:
            units.append(unit)
        if any(unit is other for other in either.values()):
            unit.matches.append((match, 1.0))
            continue
        unit.places |= places
        used |= places
        unit.matches.append((match, len(places) / len(unit.places)))
    for place in sorted(owner.keys() - used):
        units.append(Unit([], {place}))
    done: set[int] = set()
    for unit in units:
        unit.clauses = [wanted[n] for n in sorted({owner[place] for place in unit.places}) if n not in done]
        done |= {owner[place] for place in unit.places}
    return [unit for unit in units if unit.clauses or unit.matches]


class UnitScorer:
    """Scores units over one index."""

    def __init__(self, scorer: Scorer, thesaurus: Thesaurus, meaning: Meaning) -> None:
        self._scorer = scorer
        self._thesaurus = thesaurus
        self._meaning = meaning

    def score(self, units: Iterable[Unit], expand: bool) -> None:
        """Fill in the scores, shares and importance of the units."""
        # Words that say little weigh less beside others, and fully when there is nothing else.
        weak = WEAK if any(not is_weak_clause(clause) for unit in units for clause in unit.clauses) else 1.0
        for unit in units:
            self._by_words(unit, expand, weak)
            self._by_concepts(unit)

    def _by_words(self, unit: Unit, expand: bool, weak: float) -> None:
        scorer = self._scorer
        found = [scorer.match(clause, asked=expand) for clause in unit.clauses]
        importances = [
            self._importance(clause, bool(scores.any()), expand, weak)
            for clause, (scores, _) in zip(unit.clauses, found, strict=True)
        ]
        alternatives = [clause.either for clause in unit.clauses]
        one_of = bool(alternatives) and alternatives[0] != 0
        whole = (max(importances, default=0.0) if one_of else sum(importances)) or 1.0
        unit.typed, unit.shares, unit.said = scorer.nothing(), scorer.nothing(), scorer.nothing()
        for clause, importance, (scores, shares) in zip(unit.clauses, importances, found, strict=True):
            unit.said += self._said(clause, scores, expand)
            if not unit.matches and expand and not scores.any():
                scores, shares = self._mend(unit, clause)
                unit.said += scores
            weight = np.float32(weak if is_weak_clause(clause) else 1.0)
            if one_of:
                unit.typed = np.maximum(unit.typed, scores * weight)
                unit.shares = np.maximum(unit.shares, shares)
            else:
                unit.typed += scores * weight
                unit.shares += shares * np.float32(importance / whole)
        np.minimum(unit.shares, 1.0, out=unit.shares)
        unit.importance = whole

    def _said(self, clause: Clause, scores: Floats, expand: bool) -> Floats:
        """Scores by what the passages themselves say; the same unless some question has the clause's words."""
        if not expand or not any(
            len(self._scorer.frequencies(term.stem, language, True, ("questions",)).ids)
            for language in self._scorer.languages
            for term in clause_terms(clause, language)
        ):
            return scores
        return self._scorer.match(clause, asked=False)[0]

    def _by_concepts(self, unit: Unit) -> None:
        scorer, thesaurus = self._scorer, self._thesaurus
        unit.meant = scorer.nothing()
        sure = scorer.nothing()
        held: list[float] = []
        topical = [match for match, _ in unit.matches if match.kind != "generic"]
        for match, part in unit.matches:
            found = thesaurus.scores(match.concept)
            weight = np.float32(KIND_WEIGHTS[match.kind] * part)
            if len(found.ids):
                held.append(scorer.rarity_among_all(int((found.sureness == 1.0).sum()) or len(found.ids)))
                unit.meant[found.ids] = np.maximum(unit.meant[found.ids], found.scores * weight)
                sure[found.ids] = np.maximum(sure[found.ids], found.sureness * weight)
        treated = any(not thesaurus.is_untreated(m.concept) and part > 0.99 for m, part in unit.matches if m in topical)
        unit.untreated = not treated and any(thesaurus.is_untreated(match.concept) for match in topical)
        if unit.untreated:
            unit.shares *= np.float32(_SHARE_OF_UNTREATED)
        whole = unit.importance
        if held:
            unit.importance = max(min(whole, UNTREATED), max(held))
        elif topical and any(not thesaurus.concepts[match.concept].in_corpus for match in topical):
            unit.importance = max(whole, UNTREATED)
        unit.said += unit.meant
        best, other = np.maximum(unit.typed, unit.meant), np.minimum(unit.typed, unit.meant)
        unit.scores = best + np.float32(_BOTH) * other
        unit.shares = np.maximum(unit.shares, sure)

    def _importance(self, clause: Clause, occurs: bool, asked: bool, weak: float) -> float:
        if not occurs and all(term.word in _FOREIGN_COMMON for term in clause.terms):
            return 0.0
        importance = self._scorer.importance(clause, asked) if occurs else UNKNOWN
        return importance * weak if is_weak_clause(clause) else importance

    def _mend(self, unit: Unit, clause: Clause) -> tuple[Floats, Floats]:
        """A word that the library does not have, searched as those that it was probably meant for: a frequent word of
        English as words of like meaning, any other, or one that nothing is like, as words of like spelling."""
        scores, shares = self._scorer.nothing(), self._scorer.nothing()
        for language in self._scorer.languages:
            found = clause_terms(clause, language)
            words = self._scorer.vocabulary.words(language)
            for term in found:
                if not term.joined and len(found) > 1:
                    continue
                like = self._meaning.near(term.word, words) if language == LANGUAGE and not clause.prefix else ()
                near = () if like else words.near(term.word)
                for word, share in (*like, *((word, 1.0) for word in near)):
                    stem = next(terms(word, language)).stem
                    postings = self._scorer.score(self._scorer.frequencies(stem, language), language)
                    instead = unit.like if like else unit.mended
                    if len(postings.ids) and (clause, word) not in instead:
                        instead.append((clause, word))
                    values = postings.weights * np.float32(MENDED * share)
                    scores[postings.ids] = np.maximum(scores[postings.ids], values)
                    shares[postings.ids] = np.maximum(shares[postings.ids], np.float32(share))
        return scores, shares


def places_of(text: str, clauses: list[Clause]) -> tuple[list[Term], dict[int, int]]:
    """The words of a text in order, and for the place of each that is searched, the number of its clause."""
    words = [term for term in terms(text, LANGUAGE) if not term.joined]
    owner: dict[int, int] = {}
    place = 0
    for number, clause in enumerate(clauses):
        parts = [term for term in clause.terms if not term.joined]
        for start in range(place, len(words) - len(parts) + 1):
            if [w.stem for w in words[start : start + len(parts)]] == [part.stem for part in parts]:
                owner |= dict.fromkeys(range(start, start + len(parts)), number)
                place = start + len(parts)
                break
    return words, owner


def is_weak_clause(clause: Clause) -> bool:
    return clause.kind == "word" and all(is_weak(term.word) for term in clause.terms)


def typed_words(clauses: list[Clause]) -> str:
    """Clauses as a person would say them."""
    return " ".join(term.word for clause in clauses for term in clause.terms if not term.joined)
