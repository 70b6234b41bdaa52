"""What is said of a document's kind, age and standing, on given days."""

from datetime import date

import pytest

from reader import standing_words
from reader.core.advice import Standing
from tests.builders import document
from tests.core.export.samples import publication

INFO = document("Words.").info


@pytest.mark.parametrize(
    ("iso", "today", "said"),
    [
        ("2021-11-15", (2026, 11, 15), "5 years ago"),
        ("2021-11-15", (2026, 11, 14), "4 years ago"),
        ("2025-11-15", (2026, 11, 15), "1 year ago"),
        ("2025-11-16", (2026, 11, 15), "11 months ago"),
        ("2026-10-15", (2026, 11, 15), "1 month ago"),
        ("2026-10-16", (2026, 11, 15), "30 days ago"),
        ("2026-11-14", (2026, 11, 15), "1 day ago"),
        ("2026-11-15", (2026, 11, 15), "today"),
        ("2026-11-16", (2026, 11, 15), ""),
        ("2027-12-16", (2026, 11, 15), ""),
        ("2024-02-29", (2025, 2, 28), "11 months ago"),
        ("2021-11", (2026, 11, 1), "5 years ago"),
        ("2026-09", (2026, 11, 1), "2 months ago"),
        ("2026-11", (2026, 11, 1), "this month"),
        ("2026-12", (2026, 11, 1), ""),
        ("2022", (2026, 1, 1), "4 years ago"),
        ("2026", (2026, 1, 1), "this year"),
        ("2027", (2026, 1, 1), ""),
        ("2026-11-99", (2026, 12, 1), ""),
        ("2019/2020", (2026, 1, 1), ""),
        ("", (2026, 1, 1), ""),
        ("no date", (2026, 1, 1), ""),
    ],
)
def test_age_is_as_precise_as_the_date(iso: str, today: tuple[int, int, int], said: str) -> None:
    assert standing_words.age(iso, date(*today)) == said


def test_what_is_kept_has_no_age_and_what_is_not_known_is_left_out() -> None:
    assert standing_words.facts(INFO, ("States",)) == ("Statement", "17 May 2024", "Addressed to: States")
    assert standing_words.facts(INFO, (), date(2026, 5, 17)) == ("Statement", "17 May 2024, 2 years ago")
    assert standing_words.notice(None) == standing_words.notice(Standing(INFO, (), (), ())) == ""


def test_what_supersedes_goes_before_what_is_newer() -> None:
    newer, instead = publication("Newer", "2026-07-30"), publication("Instead", "2025", "title")
    assert standing_words.notice(Standing(INFO, (), (newer,), ())) == (
        "A newer one exists: Newer (30 July 2026), not in this library."
    )
    both = Standing(INFO, (), (newer,), (instead,))
    assert standing_words.notice(both) == "Superseded by Instead (title inferred) (2025), not in this library."
    assert standing_words.follower(both) is instead
    assert standing_words.sign(both) == "Superseded"
