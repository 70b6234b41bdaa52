"""Postings to scores: one clause at a time, over everything that Whoosh's index says of it.

Whoosh keeps the index and reads postings; its matchers are not used. They are the slow part (an Or of 30 terms takes
seconds at 100,000 passages, a prefix up to a minute), while reading each term's postings once into a table and adding
up scores term by term gives the same ranking in milliseconds (FINDINGS, "Whoosh").

The formula is BM25F (Robertson, Zaragoza, Taylor 2004): term frequencies of the fields are weighted, normalised by
field length and added before they saturate. A clause is scored by its best alternative (the word itself, the joined
form or the parts of a hyphenated word, the completions of an unfinished one).
"""

from collections import OrderedDict
from collections.abc import Iterable
from math import log
from typing import Any

from reader.core.search.analysis import Term, terms
from reader.core.search.parse import Clause
from reader.core.search.schema import LANGUAGE, WEIGHTS

K1 = 1.5
B = 0.6
MAX_COMPLETIONS = 48
PART_WEIGHT = 0.45  # of one part of a hyphenated word, against the whole
PREFIX_WEIGHT = 0.8  # of a completion, against the word as typed
_CACHED_TERMS = 4_000

Postings = dict[int, float]  # passage number -> weighted, normalised term frequency
Scores = dict[int, float]
Places = dict[int, list[int]]  # passage number -> word positions


class Scorer:
    """Scores over one index. Not shared between threads: the caches are unguarded."""

    def __init__(self, index: Any) -> None:
        self._reader = index.reader()
        self.count = self._reader.doc_count_all()
        column = self._reader.column_reader("id") if self.count else ()  # Whoosh has none for an empty index
        self.ids = [column[number] for number in range(self.count)]
        self._lengths = {
            field: [self._reader.doc_field_length(number, field) or 0 for number in range(self.count)]
            for field in (*WEIGHTS, "word")
        }
        self._average = {field: (sum(ls) / len(ls) if ls else 1.0) or 1.0 for field, ls in self._lengths.items()}
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._places: OrderedDict[tuple[str, str], Places] = OrderedDict()

    def close(self) -> None:
        self._reader.close()

    # -- matching one clause ---------------------------------------------------------------------------------

    def match(self, clause: Clause, asked: bool = True) -> tuple[Scores, Scores]:
        """Scores of the passages that match, and for each the share of the clause that it matches (0 to 1).

        Without `asked`, here and below, what practitioners asked of a passage does not count, only what it says.
        """
        if clause.kind == "phrase":
            found = self.phrase(clause)
            return found, dict.fromkeys(found, 1.0)
        scores: Scores = {}
        shares: Scores = {}
        for score_of, share in self.alternatives(clause, asked):
            for number, score in score_of.items():
                if score * share > scores.get(number, 0.0):
                    scores[number] = score * share
                shares[number] = max(share, shares.get(number, 0.0))
        return scores, shares

    def alternatives(self, clause: Clause, asked: bool = True) -> Iterable[tuple[Scores, float]]:
        compound = len(clause.terms) > 1
        parts = [term for term in clause.terms if not term.joined]
        for term in clause.terms:
            if term.joined or not compound:
                yield self.score(self.frequencies(term.stem, asked)), 1.0
        if compound:
            yield self.phrase(clause), 1.0
            for term in parts:
                if len(term.word) > 3:
                    yield self.score(self.frequencies(term.stem, asked)), PART_WEIGHT
        if clause.prefix:
            last = parts[-1] if parts else clause.terms[-1]
            typed = next((t for t in clause.terms if t.joined), last).word
            for word in self.completions(typed):
                yield self.score(self._field_frequencies("word", word)), PREFIX_WEIGHT

    def phrase(self, clause: Clause) -> Scores:
        """Passages where the terms stand side by side in the text; scored as one rare term."""
        parts = [term for term in clause.terms if not term.joined]
        places = [self._positions(term.stem) for term in parts]
        if clause.prefix and parts:
            places[-1] = self._prefix_positions(parts[-1], places[-1])
        found: Postings = {}
        for number in set.intersection(*(set(place) for place in places)) if places else ():
            starts = set(places[0][number])
            for offset, place in enumerate(places[1:], 1):
                starts &= {position - offset for position in place[number]}
            if starts:
                found[number] = self._normalised("text", number, float(len(starts)))
        return self.score(found)

    def _prefix_positions(self, term: Term, exact: Places) -> Places:
        merged = {number: list(positions) for number, positions in exact.items()}
        for word in self.completions(term.word):
            for stem in {t.stem for t in terms(word, LANGUAGE)}:
                for number, positions in self._positions(stem).items():
                    merged.setdefault(number, []).extend(positions)
        return merged

    # -- numbers ---------------------------------------------------------------------------------------------

    def score(self, frequencies: Postings) -> Scores:
        if not frequencies:
            return {}
        idf = self.rarity(len(frequencies))
        return {number: idf * tf * (K1 + 1) / (tf + K1) for number, tf in frequencies.items()}

    def importance(self, clause: Clause, asked: bool = True) -> float:
        """How much of a query this clause is: the rarity of its rarest alternative that occurs at all."""
        whole = [term for term in clause.terms if term.joined or len(clause.terms) == 1]
        counts = [len(self.frequencies(term.stem, asked)) for term in whole]
        if clause.kind == "phrase":
            counts = [len(self.phrase(clause))]
        elif clause.prefix and not any(counts):
            counts = [len(scores) for scores, _ in self.alternatives(clause, asked) if scores]
        rarest = min((count for count in counts if count), default=1)
        return self.rarity(rarest)

    def rarity(self, passages: int) -> float:
        """The inverse document frequency of what stands in so many passages."""
        return log(1 + (self.count - passages + 0.5) / (passages + 0.5))

    def run(self, stems: tuple[str, ...]) -> Scores:
        """Passages where these stems stand side by side, in the text or, for less, in the headings and lead-in."""
        found: Postings = {}
        for field in ("text", "context"):
            places = [self._positions(stem, field) for stem in stems]
            for number in set.intersection(*(set(place) for place in places)) if places else ():
                starts = set(places[0][number])
                for offset, place in enumerate(places[1:], 1):
                    starts &= {position - offset for position in place[number]}
                if starts:
                    weight = WEIGHTS[field] * self._normalised(field, number, float(len(starts)))
                    found[number] = found.get(number, 0.0) + weight
        return self.score(found)

    def vocabulary(self) -> list[str]:
        """The words of the passages as they are typed, folded."""
        return [raw.decode() for raw in self._reader.lexicon("word")]

    def frequencies(self, stem: str, asked: bool = True) -> Postings:
        """Over the fields of the schema, as BM25F adds them."""
        merged: Postings = {}
        for field, weight in WEIGHTS.items():
            if field == "questions" and not asked:
                continue
            for number, tf in self._field_frequencies(field, stem).items():
                merged[number] = merged.get(number, 0.0) + weight * tf
        return merged

    def _field_frequencies(self, field: str, term: str) -> Postings:
        key = (field, term)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        found: Postings = {}
        for matcher in self._matcher(field, term):
            number = matcher.id()
            found[number] = self._normalised(field, number, matcher.weight())
        self._cache[key] = found
        if len(self._cache) > _CACHED_TERMS:
            self._cache.popitem(last=False)
        return found

    def _positions(self, stem: str, field: str = "text") -> Places:
        key = (field, stem)
        if key not in self._places:
            found = {matcher.id(): matcher.value_as("positions") for matcher in self._matcher(field, stem)}
            self._places[key] = found
            if len(self._places) > _CACHED_TERMS:
                self._places.popitem(last=False)
        return self._places[key]

    def _matcher(self, field: str, term: str) -> Iterable[Any]:
        """The posting list of a term, stepped through; nothing when the term does not occur."""
        if (field, term) not in self._reader:
            return
        matcher = self._reader.postings(field, term)
        while matcher.is_active():
            yield matcher
            matcher.next()

    def _normalised(self, field: str, number: int, frequency: float) -> float:
        return frequency / (1 - B + B * self._lengths[field][number] / self._average[field])

    def completions(self, beginning: str) -> list[str]:
        """The most frequent words of the library that begin so, the typed word itself left out."""
        if len(beginning) < 2:
            return []
        found = [raw.decode() for raw in self._reader.expand_prefix("word", beginning)]
        found.sort(key=lambda word: (-self._reader.doc_frequency("word", word), word))
        return [word for word in found if word != beginning][:MAX_COMPLETIONS]
