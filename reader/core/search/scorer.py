"""Postings to scores: one clause at a time, over everything that the index says of it.

The formula is BM25F (Robertson, Zaragoza, Taylor 2004): term frequencies of the fields are weighted, normalised by
field length and added before they saturate. With one field it is Whoosh's own BM25F, and a test holds the two against
each other. A clause is scored by its best alternative (the word itself, the joined form or the parts of a hyphenated
word, the completions of an unfinished one).

Each language has fields of its own, and a passage stands in those of one: so lengths, rarity and stop words are those
of its language, and the scores of the languages lie side by side in one array. Scores are arrays with one number for
each passage of the index; adding one up costs microseconds at 100,000 passages.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from math import log
from typing import Any

import numpy as np

from reader.core.search.analysis import LANGUAGES, OTHER, Term, query_terms, stem_of, stop_words
from reader.core.search.labels import Run, run_term
from reader.core.search.parse import Clause
from reader.core.search.postings import (
    NO_PLACES,
    NONE,
    POSITION_BITS,
    Cache,
    Floats,
    Places,
    Postings,
    PostingsReader,
)
from reader.core.search.schema import RUNS, WEIGHTS, field
from reader.core.search.vocabulary import Vocabulary

K1 = 1.5
B = 0.6
PART_WEIGHT = 0.45  # of one part of a hyphenated word, against the whole
PREFIX_WEIGHT = 0.8  # of a completion, against the word as typed


class Scorer:
    """Scores over one index. Not shared between threads: the caches are unguarded."""

    def __init__(self, index: Any, vocabulary: Vocabulary) -> None:
        self.reader = PostingsReader(index)
        self.vocabulary = vocabulary
        self.count = self.reader.count
        self._norms: dict[str, Floats] = {}
        self._passages: dict[str, int] = {}
        for language in (*LANGUAGES, OTHER):
            lengths = self.reader.lengths(field("text", language))
            own = (lengths > 0) & self.reader.alive
            if own.any():
                self._passages[language] = int(own.sum())
                for name in WEIGHTS:
                    lengths = self.reader.lengths(field(name, language))
                    average = float(lengths[own].mean()) or 1.0
                    self._norms[field(name, language)] = (1 - B + B * lengths / average).astype(np.float32)
        self.languages = tuple(self._passages)
        self._weighed: Cache[tuple[str, str, tuple[str, ...]], Postings] = Cache()
        self._phrases: Cache[tuple[str, tuple[str, ...], tuple[str, ...]], Postings] = Cache()

    def close(self) -> None:
        self.reader.close()

    def nothing(self) -> Floats:
        return np.zeros(self.count, dtype=np.float32)

    # -- matching one clause ---------------------------------------------------------------------------------

    def match(self, clause: Clause, asked: bool = True) -> tuple[Floats, Floats]:
        """Scores of the passages that match, and for each the share of the clause that it matches (0 to 1).

        Without `asked`, here and below, what practitioners asked of a passage does not count, only what it says.
        """
        scores, shares = self.nothing(), self.nothing()
        for found, share, _ in self.alternatives(clause, asked):
            if len(found.ids):
                values = found.weights * np.float32(share)
                scores[found.ids] = np.maximum(scores[found.ids], values)
                shares[found.ids] = np.maximum(shares[found.ids], np.float32(share))
        return scores, shares

    def alternatives(self, clause: Clause, asked: bool = True) -> Iterator[tuple[Postings, float, str]]:
        """Ways in which a passage may match: scores, the share of the clause that each is, and the language."""
        for language in self.languages:
            found = clause_terms(clause, language)
            if not found or is_common(clause, language):
                continue
            if clause.kind == "phrase":
                yield self.score(self.phrase(found, language, clause.prefix), language), 1.0, language
                continue
            compound = len(found) > 1
            parts = [term for term in found if not term.joined]
            for term in found:
                if term.joined or not compound:
                    yield self.score(self.frequencies(term.stem, language, asked), language), 1.0, language
            if compound:
                yield self.score(self.phrase(found, language, clause.prefix), language), 1.0, language
                for term in parts:
                    if len(term.word) > 3 or language == "zh":
                        postings = self.frequencies(term.stem, language, asked)
                        yield self.score(postings, language), PART_WEIGHT, language
            if clause.prefix:
                last = parts[-1] if parts else found[-1]
                typed = next((t for t in found if t.joined), last).word
                stems = {stem_of(language)(word) for word in self.vocabulary.words(language).completions(typed)}
                for stem in stems - {last.stem}:
                    # What headings and titles say is left out: reading it for 48 words would take longer than a key.
                    postings = self.frequencies(stem, language, False, ("text",))
                    yield self.score(postings, language), PREFIX_WEIGHT, language

    def phrase(self, found: Sequence[Term], language: str, prefix: bool) -> Postings:
        """Passages where the terms stand side by side in the text, weighed as one rare term."""
        parts = [term for term in found if not term.joined]
        if not parts:
            return NONE
        ends = self.vocabulary.words(language).completions(parts[-1].word) if prefix else ()
        key = language, tuple(term.stem for term in parts), ends
        known = self._phrases.get(key)
        if known is not None:
            return known
        name = field("text", language)
        places: Places = NO_PLACES
        for offset, term in enumerate(parts):
            here = self.reader.places(name, term.stem)
            if term is parts[-1] and ends:
                stems = {stem_of(language)(word) for word in ends}
                here = np.unique(np.concatenate([here, *(self.reader.places(name, stem) for stem in stems)]))
            here = here - (term.position - parts[0].position)
            places = here if offset == 0 else np.intersect1d(places, here, assume_unique=True)
            if not len(places):
                break
        ids, counts = np.unique(places >> POSITION_BITS, return_counts=True)
        made = self._normalised(name, Postings(ids.astype(np.int32), counts.astype(np.float32)))
        return self._phrases.put(key, made, 8 * len(ids) + 300)

    # -- numbers ---------------------------------------------------------------------------------------------

    def score(self, weighed: Postings, language: str) -> Postings:
        """BM25 scores for weighed frequencies."""
        if not len(weighed.ids):
            return NONE
        idf = self.rarity(len(weighed.ids), language)
        frequencies = weighed.weights
        return Postings(weighed.ids, (np.float32(idf * (K1 + 1)) * frequencies / (frequencies + np.float32(K1))))

    def importance(self, clause: Clause, asked: bool = True) -> float:
        """How much of a query this clause is: the rarity of its rarest alternative that occurs at all."""
        counts: list[tuple[int, str]] = []
        for language in self.languages:
            found = clause_terms(clause, language)
            if clause.kind == "phrase":
                held = [len(self.phrase(found, language, clause.prefix).ids)]
            else:
                whole = [term for term in found if term.joined or len(found) == 1]
                held = [len(self.frequencies(term.stem, language, asked).ids) for term in whole]
            counts += [(count, language) for count in held if count]
        if clause.prefix and clause.kind == "word" and not counts:
            found_so = self.alternatives(clause, asked)
            counts = [(len(scores.ids), language) for scores, _, language in found_so if len(scores.ids)]
        # In each language the rarest way counts; over languages the one with the most passages speaks.
        if not counts:
            return self.rarity(1, self.languages[0]) if self.languages else 0.0
        best: dict[str, float] = {}
        for count, language in counts:
            best[language] = max(best.get(language, 0.0), self.rarity(count, language))
        return min(best.values())

    def rarity(self, passages: int, language: str) -> float:
        """The inverse document frequency of what stands in so many passages of a language."""
        every = self._passages.get(language, 0)
        return log(1 + max(every - passages + 0.5, 0.0) / (passages + 0.5))

    def rarity_among_all(self, passages: int) -> float:
        """The same over the passages of all languages."""
        every = sum(self._passages.values())
        return log(1 + max(every - passages + 0.5, 0.0) / (passages + 0.5))

    def about_how_many(self, term: str, language: str) -> int:
        """How many passages have a stem, or a run of several, in their text; deleted ones may count."""
        name = field("labels" if " " in term else "text", language)
        return self.reader.passages_with(name, term)

    def run(self, run: Run, language: str) -> Postings:
        """Scores of passages where these stems stand side by side, in the text or, for less, in headings and lead-in.

        A run of several stems must be a label of the thesaurus: only those are indexed.
        """
        if len(run) == 1:
            return self.score(self.frequencies(run[0], language, False, ("text", "context")), language)
        return self.score(self._merged(run_term(run), language, tuple(RUNS)), language)

    def frequencies(
        self, stem: str, language: str, asked: bool = True, names: tuple[str, ...] = tuple(WEIGHTS)
    ) -> Postings:
        """Over the fields of the schema, as BM25F adds them."""
        return self._merged(stem, language, tuple(name for name in names if asked or name != "questions"))

    def _merged(self, term: str, language: str, names: tuple[str, ...]) -> Postings:
        key = language, term, names
        known = self._weighed.get(key)
        if known is not None:
            return known
        merged: Floats | None = None
        single = NONE
        for name in names:
            shares = RUNS.get(name, name)
            found = self._normalised(field(shares, language), self.reader.postings(field(name, language), term))
            if not len(found.ids):
                continue
            found = Postings(found.ids, found.weights * np.float32(WEIGHTS[shares]))
            if merged is None and not len(single.ids):
                single = found
                continue
            if merged is None:
                merged = self.nothing()
                merged[single.ids] = single.weights
            merged[found.ids] += found.weights
        if merged is not None:
            ids = np.flatnonzero(merged).astype(np.int32)
            single = Postings(ids, merged[ids])
        return self._weighed.put(key, single, 8 * len(single.ids) + 300)

    def _normalised(self, name: str, found: Postings) -> Postings:
        return Postings(found.ids, found.weights / self._norms[name][found.ids]) if len(found.ids) else NONE


@lru_cache(maxsize=4_096)
def clause_terms(clause: Clause, language: str) -> tuple[Term, ...]:
    """The terms of a clause in a language."""
    return query_terms(clause.raw, language)


def is_common(clause: Clause, language: str) -> bool:
    """Whether a clause is one of a language's commonest words; where only such were typed, English ones are kept."""
    if clause.kind != "word" or clause.negated or language == "en":
        return False
    return all(term.word in stop_words(language) for term in clause_terms(clause, language))
