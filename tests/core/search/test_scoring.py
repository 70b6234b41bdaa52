"""The scores are those of BM25F, checked against the formula written out once more.

Robertson, Zaragoza and Taylor, "Simple BM25 extension to multiple weighted fields" (2004): the weighted frequencies of
the fields are normalised by field length and added before they saturate. Whoosh keeps a field's length in one byte, so
many are rounded; the reference takes the rounded ones, and a test of its own bounds the rounding to a fifteenth.
"""

from collections import Counter
from functools import lru_cache
from math import log
from pathlib import Path

import pytest

from reader.core.search.analysis import stop_words, terms
from reader.core.search.engine import Engine
from reader.core.search.indexer import build_index
from reader.core.search.schema import WEIGHTS
from reader.core.search.scorer import K1, B
from reader.core.types import Passage
from tests.builders import corpus_documents, corpus_engine, corpus_passages


def field_text(passage: Passage, field: str) -> str:
    if field == "questions":
        return " \n ".join(passage.questions)
    if field == "context":
        return " \n ".join((*passage.section, passage.lead_in))
    return passage.title if field == "title" else passage.text


@lru_cache
def counts(field: str) -> tuple[Counter[str], ...]:
    """How often each stem occurs in a field of each passage."""
    return tuple(Counter(term.stem for term in terms(field_text(p, field), "en")) for p in corpus_passages())


@lru_cache
def lengths(field: str) -> tuple[int, ...]:
    """The field lengths as Whoosh keeps them."""
    reader = build_index(corpus_passages(), Path(__file__) / "index").reader()
    return tuple(reader.doc_field_length(number, field) or 0 for number in range(len(corpus_passages())))


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
    holding = sum(tf > 0 for tf in frequency)
    idf = log(1 + (len(frequency) - holding + 0.5) / (holding + 0.5))
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
        assert [hit.score for hit in hits] == pytest.approx([score for _, score in reference], abs=5.1e-5), word


@pytest.mark.parametrize("field", WEIGHTS)
def test_whoosh_rounds_a_length_by_a_fifteenth_at_most(field: str) -> None:
    true = [counter.total() for counter in counts(field)]
    assert list(lengths(field)) == pytest.approx(true, rel=1 / 15)


def test_scores_do_not_depend_on_what_was_asked_before() -> None:
    infos = {name: each.info for name, each in corpus_documents().items()}
    fresh = Engine(build_index(corpus_passages(), Path(__file__) / "index"), corpus_passages(), infos)
    for word in WORDS[::40]:
        assert fresh.search(word) == corpus_engine().search(word)
