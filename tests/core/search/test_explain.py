"""What --explain shows adds up: the parts of every hit, put together, are its score."""

from functools import lru_cache

import pytest

from reader.core.search.engine import Engine
from reader.core.search.meaning import Meaning
from reader.core.types import Explanation, ResultPage
from tests.builders import PROJECT, corpus_documents, document, engine, guidance

QUERIES = (
    "non-punishment", "can we arrest a victim?", "forced labour", "cops", "corupption and impunity", "victims data",
    "children OR women", "procure*", '"best practices"', "support -data", "prélèvement d'organes", "摘取器官", "kidney",
    "victims type:statement", "icat contact", "the", "forced marriage victims work",
    "ICAT", "who helps victims of trafficking in conflict", "labour inspectors and procurement officers",
)  # fmt: skip


@lru_cache
def corpus() -> Engine:
    meaning = Meaning(PROJECT / "resources" / "vectors")
    return engine(*corpus_documents().values(), guidance=guidance(), meaning=meaning)


def explained(query: str) -> tuple[ResultPage, Explanation]:
    page = corpus().search(query, explain=True)
    assert page.explanation is not None
    return page, page.explanation


@pytest.mark.parametrize("query", QUERIES)
def test_the_parts_of_a_hit_add_up_to_its_score(query: str) -> None:
    page, how = explained(query)
    assert page.hits
    assert [(hit.reference, hit.score) for hit in how.hits] == [(hit.reference, hit.score) for hit in page.hits[:10]]
    for hit in how.hits:
        parts = sum(max(own, meant) + 0.3 * min(own, meant) for _, own, meant, _ in hit.parts)
        score = ((parts + hit.lent) * hit.coverage + hit.meaning) * hit.weight
        assert score == pytest.approx(hit.score, abs=6e-5, rel=1e-5)


@pytest.mark.parametrize("query", QUERIES)
def test_the_shares_add_up_to_the_coverage_unless_it_was_lent(query: str) -> None:
    _, how = explained(query)
    whole = sum(importance for _, importance, _ in how.units)
    for hit in how.hits:
        assert [typed for typed, *_ in hit.parts] == [typed for typed, _, _ in how.units]
        covered = sum(
            importance * share
            for (_, importance, _), (_, own, meant, share) in zip(how.units, hit.parts, strict=True)
            if own or meant
        )
        if hit.lent:
            assert hit.coverage >= covered / whole - 1e-5
        else:
            assert hit.coverage == pytest.approx(covered / whole, rel=1e-5)
        assert 0 <= hit.coverage <= 1 + 1e-6
        assert all(0 <= share <= 1 for *_, share in hit.parts)


def test_an_explanation_says_how_the_query_was_read() -> None:
    _, how = explained("cops and corupption")
    read = {typed: also for typed, _, also in how.units}
    assert any(each.startswith("law enforcement officer (") for each in read["cops"])
    assert "corruption" in read["corupption"]
    known = guidance().questions[0]
    _, how = explained(known.text)
    assert how.similar[0] == (pytest.approx(1.0), known.text, known.answered)
    likenesses = [likeness for likeness, *_ in how.similar]
    assert likenesses == sorted(likenesses, reverse=True)


def test_contact_lines_are_seen_to_weigh_less() -> None:
    page = engine(document("Write to us.\n{: .contact }", "Write it down.")).search("write", explain=True)
    assert page.explanation is not None
    assert [round(hit.weight, 6) for hit in page.explanation.hits] == [1.0, 0.2]
    for hit in page.explanation.hits:
        assert hit.parts[0][1] * hit.weight == pytest.approx(hit.score, abs=6e-5)


def test_nobody_asked_nothing_is_explained() -> None:
    assert corpus().search("victims").explanation is None


def test_where_only_filters_chose_there_is_nothing_to_add_up() -> None:
    page, how = explained("type:event")
    assert how.units == ()
    assert {(hit.score, hit.parts) for hit in how.hits} == {(1.0, ())}
    assert page.total == 13


def test_a_query_without_hits_is_explained_too() -> None:
    page, how = explained("xylophone")
    assert (page.hits, how.hits) == ((), ())
    assert [typed for typed, *_ in how.units] == ["xylophone"]
