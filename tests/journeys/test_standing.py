"""How documents stand: above each page, on cards and on hits, and where the line leads."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView

from reader.ui.going import GUIDE
from reader.ui.panels.parts import Link
from reader.ui.panels.standing import StandingLine

CFA, OLD, BRIEFING = "call-for-action-2021", "world-day-statement-2020", "event-2023-10-briefing"
NEWER = "Leave No Child Behind in the Fight Against Human Trafficking"


def lines(driver: Any) -> list[list[str]]:
    """What stands above each page, label by label."""
    found = sorted(driver.window.findChildren(StandingLine), key=lambda each: each.mapTo(driver.window, each.pos()).x())
    return [[label.text() for label in each.findChildren(QLabel) if label.isVisible()] for each in found]


def test_each_page_tells_how_its_own_document_stands(driver: Any) -> None:
    driver.open(OLD)
    ((facts, notice),) = lines(driver)
    assert facts.startswith("Statement  ·  30 July 2020, ")
    assert "ago  ·  Addressed to: governments and all relevant stakeholders; practitioners and responders" in facts
    assert notice == (
        f"A newer one exists: {NEWER} (30 July 2024), not in this library. In this library: that of 30 July 2023."
    )
    driver.open(BRIEFING)
    assert len(lines(driver)[0]) == 1
    driver.keys("F9", driver.window.page)
    driver.settle()
    driver.open(CFA)
    kinds = [line[0].partition(" ")[0] + str(len(line)) for line in lines(driver)]
    assert sorted(kinds) == ["Call2", "Event1"]


def test_the_line_leads_to_the_catalogue_by_keys(driver: Any) -> None:
    driver.open(OLD)
    line = driver.window.findChild(StandingLine)
    way = line.findChild(Link)
    assert way.accessibleName() == f"In the catalogue: {NEWER}"
    driver.window.page.setFocus()
    for _ in range(3):  # the links in the text come first
        if not way.hasFocus():
            driver.keys("Shift+Backtab", driver.focused())
    assert way.hasFocus()
    driver.keys("Return", way)
    driver.wait_until(lambda: driver.window.going.front == GUIDE)
    driver.settle()
    assert driver.window.guiding.page.here == "publications"


def test_cards_and_their_spoken_words_tell_of_what_is_newer(driver: Any) -> None:
    driver.open(OLD)
    view = next(
        each
        for each in driver.window.side.findChildren(QListView)
        if each.accessibleName() == "Documents in the library"
    )
    spoken = [view.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(5)]
    assert [each.rpartition(", ")[2] for each in spoken if "Newer" in each] == [
        "Newer: 2023", "Newer: 2024", "Newer: 2024",
    ]  # fmt: skip


def test_a_hit_says_to_whom_it_speaks(driver: Any) -> None:
    driver.search("non-punishment")
    model = driver.window.side.results.hits.model()
    spoken = [model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]
    (hit,) = [each for each in spoken if each.startswith("ICAT-CFA-2021 para 21")]
    assert ", To: States: " in hit
