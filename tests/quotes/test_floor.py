"""The quote check may get better, but it cannot get worse without somebody noticing."""

from __future__ import annotations

from pathlib import Path

from tests.quotes.report import measure

EXACT = ("as it is", "a part of it", "other typography", "broken lines", "words left out …", "first letter in [ ]")


def test_quotes_are_judged_as_well_as_ever(tmp_path: Path) -> None:
    table = measure(tmp_path)
    for kind, figures in table.items():
        assert figures.quotes >= 20
        if kind in EXACT:
            assert (figures.right, figures.placed) == (1.0, 1.0), kind
        else:
            assert figures.passed == 0.0, kind  # nothing that was changed ever passes as exact
            assert figures.right >= 0.95, kind
            assert figures.placed >= 0.95, kind
