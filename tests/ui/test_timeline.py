"""The timeline in any window and over any catalogue: what can be chosen, and whether its years can be read."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from reader.core.paths import find_paths
from reader.ui.catalogue.timeline import Timeline
from reader.ui.theme import load_theme

COUNTS = {"2019": (1, 4), "2020": (0, 30), "2024": (2, 0)}


@pytest.fixture
def timeline(qtbot: Any) -> Timeline:
    made = Timeline(load_theme(find_paths().resources / "themes", "light"))
    qtbot.addWidget(made)
    show(made, COUNTS)
    made.chosen.connect(lambda year: made.show_counts(COUNTS, year))
    made.show()
    return made


def show(timeline: Timeline, counts: dict[str, tuple[int, int]]) -> None:
    timeline.show_range({year: sum(count) for year, count in counts.items()})
    timeline.show_counts(counts, "")
    timeline.resize(600, timeline.sizeHint().height())


def at(timeline: Timeline, part: float) -> QPoint:
    return QPoint(round(timeline.width() * part), timeline.height() // 2)


@pytest.mark.parametrize("width", [280, 600, 1300])
@pytest.mark.parametrize("size", [12, 18, 36, 44])
@pytest.mark.parametrize("year", ["", "2001", "2020"])
def test_years_are_written_where_there_is_room_and_the_chosen_one_always(
    timeline: Timeline, width: int, size: int, year: str
) -> None:
    timeline.set_look(load_theme(find_paths().resources / "themes", "light"), size)
    timeline.show_range({"1990": 1, "2024": 1})
    timeline.show_counts(COUNTS, year)
    timeline.resize(width, timeline.sizeHint().height())
    written = sorted(timeline.labels(), key=lambda label: label[1].left())
    assert year in ("", *(name for name, _ in written))
    assert len(written) >= 2
    assert all(one[1].right() < two[1].left() for one, two in pairwise(written))
    assert all(timeline.rect().toRectF().contains(box) for _, box in written)


def test_a_click_chooses_and_lets_go_and_an_empty_year_does_nothing(qtbot: Any, timeline: Timeline) -> None:
    for part, year in ((0.05, "2019"), (0.5, "2019"), (0.95, "2024"), (0.95, "")):
        qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, part))
        assert timeline.year == year


def test_right_to_left_time_runs_to_the_left(qtbot: Any, timeline: Timeline) -> None:
    timeline.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.mouseClick(timeline, Qt.MouseButton.LeftButton, pos=at(timeline, 0.95))
    assert timeline.year == "2019"
    qtbot.keyClick(timeline, Qt.Key.Key_Left)
    assert timeline.year == "2020"


def test_what_is_held_differs_in_shape_and_not_only_in_colour(timeline: Timeline) -> None:
    """The middle of a dot is inked where it is held, and ground where it is not."""
    show(timeline, {"2019": (1, 0), "2020": (0, 1)})
    timeline.clearFocus()
    image = timeline.grab().toImage()
    ground = image.pixelColor(2, 2)
    inked = []
    for part in (0.25, 0.75):
        column = [image.pixelColor(round(image.width() * part), y) != ground for y in range(image.height() // 2)]
        top, bottom = column.index(True), len(column) - 1 - column[::-1].index(True)
        inked.append(column[(top + bottom) // 2])
    assert inked == [True, False]


def test_a_year_that_is_wrong_does_not_make_a_thousand_columns_and_a_full_one_no_tower(timeline: Timeline) -> None:
    usual = timeline.sizeHint().height()
    show(timeline, {"0001": (0, 1), "2020": (3, 400), "9999": (0, 1)})
    assert [year for year, _ in timeline.labels()]
    assert timeline.sizeHint().height() <= usual + 20
    assert not timeline.grab().isNull()
    show(timeline, {})
    assert timeline.labels() == []
    assert not timeline.grab().isNull()
