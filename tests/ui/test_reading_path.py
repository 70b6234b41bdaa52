"""The reading path on paper: one page for every role, with every reference on it."""

from __future__ import annotations

import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reader.core.advice import ReadingPath
from reader.ui.paper.sheet import SHEETS, Sheet
from reader.ui.paper.writing import PdfOf
from reader.ui.questions.sheet import SIZES, PathPages
from tests.builders import NOON, workspace

NOTICE = "Unofficial copy of public texts."


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[ReadingPath]:
    guide = workspace(tmp_path_factory.mktemp("paths") / "data").library.guide
    return [guide.reading_path(role.id) for role in guide.guidance.roles]


def pages(path: ReadingPath, sheet: Sheet) -> PathPages:
    return PathPages(path, lambda step: step is path.steps[0], sheet, "2026-11-23", NOTICE)


def pdf(made: PathPages) -> bytes:
    writing = PdfOf(made)
    for _ in writing.steps():
        pass
    return writing.data(NOON)


@pytest.mark.parametrize("sheet", SHEETS[:2], ids=lambda sheet: sheet.name)
def test_every_path_is_one_page_with_all_that_belongs_on_it(
    qapp: Any, tmp_path: Path, paths: list[ReadingPath], sheet: Sheet
) -> None:
    assert len(paths) == 9
    for path in paths:
        made = pages(path, sheet)
        assert made.points in SIZES
        file = tmp_path / f"{path.role.id}.pdf"
        file.write_bytes(pdf(made))
        told = subprocess.run(["pdfinfo", file], check=True, capture_output=True, text=True).stdout
        assert "Pages:           1\n" in told
        text = subprocess.run(["pdftotext", file, "-"], check=True, capture_output=True, text=True).stdout
        text = " ".join(text.split()).replace("\u02bc", "’")  # one glyph for both in Inter
        wanted = [
            f"Reading path: {path.role.label}", "23 November 2026", f"1 of {len(path.steps)} read", NOTICE,
            "are ours, not ICAT’s", *(step.source.reference for step in path.steps),
            *(question.text for step in path.steps for question in step.questions),
            *(each.question.text for each in path.unanswered),
            *(publication.title for each in path.unanswered for publication in each.publications),
        ]  # fmt: skip
        assert [each for each in wanted if " ".join(each.split()) not in text] == []


def test_nothing_overlaps_or_leaves_the_page_and_a_path_that_is_too_long_goes_on(
    qapp: Any, paths: list[ReadingPath]
) -> None:
    longest = max(paths, key=lambda path: len(path.steps))
    endless = ReadingPath(longest.role, longest.steps * 2, longest.unanswered)
    for path, count in ((longest, 1), (endless, 2)):
        made = pages(path, SHEETS[0])
        assert made.count == count
        placed = [each for page in made.pages for each in page]
        assert len(placed) == len(made._entries)
        for page in made.pages:
            for one, two in pairwise(page):
                assert two.left > one.left or two.top >= one.top + one.document.size().height()
            assert all(each.top + each.document.size().height() < 285 / 25.4 * 600 for each in page)
    assert (made.points, made.columns) == (8.0, 2)
    assert pdf(pages(longest, SHEETS[0])) == pdf(pages(longest, SHEETS[0]))
