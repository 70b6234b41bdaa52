"""The scores are those of BM25F, checked against the formula written out once more, and against Whoosh's own.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (2004): the weighted frequencies of
the fields are normalised by field length and added before they saturate. Whoosh keeps a field's length in one byte, so
many are rounded; the reference takes the rounded ones, and a test of its own bounds the rounding to a fifteenth.
"""

from collections import Counter
from functools import lru_cache
from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.query import Or, Term
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from reader.core.search import schema
from reader.core.search.analysis import stop_words, terms
from reader.core.search.index import Index
from reader.core.search.indexer import in_memory
from reader.core.search.schema import WEIGHTS
from reader.core.search.scorer import K1, B, Scorer
from reader.core.search.vocabulary import Vocabulary
from reader.core.types import Passage
from tests.builders import PROPERTY, corpus_documents, corpus_engine, corpus_passages, engine


def field_text(passage: Passage, field: str) -> str:
    if field == "questions":
        return " \n ".join(passage.questions)
    if field == "context":
        return " \n ".join((*passage.section, passage.lead_in))
    return passage.title if field == "title" else passage.text


@lru_cache
def corpus_index() -> Index:
    """The corpus, its passages in the order of `corpus_passages`."""
    by_document: dict[str, list[Passage]] = {}
    for passage in corpus_passages():
        by_document.setdefault(passage.document, []).append(passage)
    return in_memory([(corpus_documents()[name].info, found) for name, found in by_document.items()])


@lru_cache
def counts(field: str) -> tuple[Counter[str], ...]:
    """How often each stem occurs in a field of each passage."""
    return tuple(Counter(term.stem for term in terms(field_text(p, field), "en")) for p in corpus_passages())


@lru_cache
def lengths(field: str) -> tuple[int, ...]:
    """The field lengths as Whoosh keeps them."""
    reader = corpus_index().whoosh.reader()
    name = schema.field(field, "en")
    found = tuple(reader.doc_field_length(number, name) or 0 for number in range(len(corpus_passages())))
    reader.close()
    return found


def rarity(holding: int) -> float:
    return log(1 + (len(corpus_passages()) - holding + 0.5) / (holding + 0.5))


def expected(stem: str) -> list[tuple[str, float]]:
    """References and scores for one word, best first."""
    frequency = [
        sum(
            weight
            * counts(field)[number][stem]
            / (1 - B + B * lengths(field)[number] / (sum(lengths(field)) / len(lengths(field))))
            for field, weight in WEIGHTS.items()
            if any(lengths(field))  # no passage of this test has questions
        )
        for number in range(len(corpus_passages()))
    ]
    idf = rarity(sum(tf > 0 for tf in frequency))
    scored = [
        (-idf * tf * (K1 + 1) / (tf + K1) * passage.weight, number, passage.reference)
        for number, (tf, passage) in enumerate(zip(frequency, corpus_passages(), strict=True))
        if tf > 0
    ]
    return [(reference, -negative) for negative, _, reference in sorted(scored)]


WORDS = sorted(
    {
        term.word
        for passage in corpus_passages()
        for term in terms(passage.text, "en")
        if not term.joined and len(list(terms(term.word, "en"))) == 1 and term.word not in stop_words("en")
    }
)


def test_every_word_of_the_corpus_ranks_and_scores_as_the_formula_says() -> None:
    assert len(WORDS) > 700
    for word in WORDS:
        hits = corpus_engine().search(word).hits
        reference = expected(next(terms(word, "en")).stem)
        assert [hit.reference for hit in hits] == [name for name, _ in reference], word
        # To the fourth decimal, and what a float of 32 bits keeps.
        assert [hit.score for hit in hits] == pytest.approx([s for _, s in reference], abs=5.1e-5, rel=1e-6), word


@pytest.mark.parametrize("field", WEIGHTS)
def test_whoosh_rounds_a_length_by_a_fifteenth_at_most(field: str) -> None:
    true = [counter.total() for counter in counts(field)]
    assert list(lengths(field)) == pytest.approx(true, rel=1 / 15)


def test_scores_do_not_depend_on_what_was_asked_before() -> None:
    fresh = engine(*corpus_documents().values())
    for word in reversed(WORDS[::40]):
        assert fresh.search(word) == corpus_engine().search(word)


# -- Whoosh's own --------------------------------------------------------------------------------------------


class OurRarity(BM25F):  # type: ignore[misc]
    """Whoosh's BM25F, but a term that stands in most passages still has a weight above zero."""

    def idf(self, searcher: Any, fieldname: str, text: Any) -> float:
        return rarity(searcher.get_parent().doc_frequency(fieldname, text))


class OurAverage(Searcher):  # type: ignore[misc]
    """Whoosh divides a rounded length by an average of true ones; ours is an average of what is divided by it."""

    def avg_field_length(self, fieldname: str, default: Any = None) -> float:
        return float(np.mean([self.doc_field_length(number, fieldname) for number in range(self.doc_count_all())]))


@lru_cache
def searcher() -> Searcher:
    return OurAverage(corpus_index().whoosh.reader(), weighting=OurRarity(B=B, K1=K1))


@lru_cache
def scorer() -> Scorer:
    return Scorer(corpus_index().whoosh, Vocabulary(corpus_index().words))


STEMS = sorted({stem for counter in counts("text") for stem in counter})


@settings(PROPERTY, max_examples=400)
@given(st.lists(st.sampled_from(STEMS), min_size=1, max_size=6, unique=True))
def test_on_one_field_the_scores_are_those_of_whoosh(stems: list[str]) -> None:
    query = Or([Term("text_en", stem) for stem in stems]) if len(stems) > 1 else Term("text_en", stems[0])
    theirs = {hit.docnum: hit.score for hit in searcher().search(query, limit=None)}
    sums = scorer().nothing()
    for stem in stems:
        found = scorer().score(scorer().frequencies(stem, "en", names=("text",)), "en")
        sums[found.ids] += found.weights
    ours = {int(number): float(sums[number]) for number in np.flatnonzero(sums)}
    assert theirs
    assert ours.keys() == theirs.keys()
    assert ours == pytest.approx(theirs, rel=2e-6)


def test_ours_is_whooshs_formula_with_another_rarity_and_average() -> None:
    # What the two classes above change is seen in the scores: without them they differ.
    plain = Searcher(corpus_index().whoosh.reader(), weighting=BM25F(B=B, K1=K1))
    theirs = {hit.docnum: hit.score for hit in plain.search(Term("text_en", "traffick"), limit=None)}
    found = scorer().score(scorer().frequencies("traffick", "en", names=("text",)), "en")
    assert set(theirs) == set(found.ids.tolist())
    assert list(theirs.values()) != pytest.approx(found.weights.tolist(), rel=0.01)
    plain.close()
