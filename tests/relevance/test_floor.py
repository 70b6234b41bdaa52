"""The search may get better, but it cannot get worse without somebody noticing."""

from __future__ import annotations

from pathlib import Path

from tests.relevance.report import judged, measure


def test_the_judged_set_is_large_and_covers_every_category() -> None:
    rows = judged() + judged("held_out")
    assert len(rows) >= 80
    assert len({row.query for row in rows}) == len(rows)
    categories = {row.category for row in rows}
    assert categories == {
        "exact", "paraphrase", "everyday", "question", "acronym", "typo", "spelling variant", "other language",
        "unanswerable",
    }  # fmt: skip


def test_relevance_does_not_fall(tmp_path: Path) -> None:
    table, honest, wrong = measure(tmp_path)
    assert table["all"].ndcg5 >= 0.86
    assert table["all"].mrr >= 0.88
    assert table["exact"].ndcg5 >= 0.98
    assert honest >= 0.86
    assert wrong <= 0.05


def test_relevance_does_not_fall_on_queries_that_it_was_not_tuned_on(tmp_path: Path) -> None:
    table, honest, wrong = measure(tmp_path, "held_out")
    assert table["all"].ndcg5 >= 0.78
    assert table["all"].mrr >= 0.83
    assert honest >= 0.58
    assert wrong <= 0.115
