"""Tabs and the two sides of the page, with the keys and after a restart."""

from collections.abc import Callable
from typing import Any

from reader.core.types import Point

CFA, DAY, PUBLICATIONS = "call-for-action-2021", "world-day-statement-2023", "publications-page-2022"


def tabs(driver: Any) -> tuple[str, ...]:
    return driver.window.tabs.names()


def current(driver: Any) -> str:
    return driver.window.tabs.names()[driver.window.tabs.currentIndex()]


def test_each_document_that_is_opened_gets_a_tab_and_they_come_back(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    assert not driver.window.tabs.isVisible()
    driver.open(DAY)
    driver.open(PUBLICATIONS)
    assert (tabs(driver), current(driver)) == ((CFA, DAY, PUBLICATIONS), PUBLICATIONS)
    assert driver.window.tabs.isVisible()
    driver.keys("Ctrl+Tab", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == CFA)
    driver.keys("Ctrl+Shift+Tab", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == PUBLICATIONS)
    driver.window.tabs.moveTab(2, 0)
    driver.keys("Ctrl+W", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == CFA)
    assert tabs(driver) == (CFA, DAY)
    driver.keys("Ctrl+W", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == DAY)
    driver.open(PUBLICATIONS)
    driver.window.tabs.moveTab(1, 0)
    driver.close()
    again = start()
    again.wait_until(lambda: again.window.page.shown is not None)
    assert (tabs(again), current(again)) == ((PUBLICATIONS, DAY), PUBLICATIONS)


def test_walking_hits_does_not_fill_the_strip(driver: Any) -> None:
    driver.open(CFA)
    driver.search("trafficking")
    seen = {CFA}
    for _ in range(60):
        driver.keys("F3", driver.window)
        driver.settle()
        seen.add(driver.window.page.shown.info.id)
    assert len(seen) > 2
    assert len(tabs(driver)) == 2
    name = driver.window.page.shown.info.id
    if name == CFA:
        driver.keys("F3", driver.window)
    driver.settle()
    name = driver.window.page.shown.info.id
    driver.keys("Ctrl+D", driver.window.page)  # a mark keeps the tab
    driver.settle()
    for _ in range(60):
        driver.keys("F3", driver.window)
        driver.settle()
    assert {CFA, name} <= set(tabs(driver))


def test_marks_are_made_and_seen_on_either_side(driver: Any) -> None:
    window = driver.window
    driver.open(CFA)
    left = window.page
    driver.keys("F9", left)
    right = window.page
    assert right is not left
    assert right.hasFocus()
    assert right.shown.info.id == left.shown.info.id == CFA
    driver.open(DAY)
    assert (left.shown.info.id, right.shown.info.id) == (CFA, DAY)
    paragraph = next(block for block in right.shown.blocks if block.kind == "paragraph")
    made = driver.highlight(paragraph.id, paragraph.text[:20])
    assert made.location.document == DAY
    driver.keys("Shift+F9", right)
    assert window.page is left
    assert driver.session.document.info.id == CFA
    assert window.windowTitle().startswith(left.shown.info.short_title)
    driver.highlight("p2", "greater action is needed, globally, to implement these commitments")
    assert [len(page.marks) for page in (left, right)] == [1, 1]
    driver.open(DAY)
    assert left.shown.info.id == right.shown.info.id == DAY
    assert [len(page.marks) for page in (left, right)] == [1, 1]
    driver.keys("F9", left)
    assert window.panes.pages == (left,)
    assert left.hasFocus()


def test_both_sides_scroll_together_when_asked_and_jump_alone(driver: Any) -> None:
    window = driver.window
    driver.open(CFA)
    left = window.page
    driver.keys("F9", left)
    right = window.page
    bars = [page.verticalScrollBar() for page in (left, right)]
    driver.keys("PageDown", right)
    apart = bars[1].value() - bars[0].value()
    assert apart > 0
    driver.keys("Ctrl+F9", window)
    driver.keys("PageDown", right)
    driver.keys("Space", right)
    assert bars[1].value() - bars[0].value() == apart
    assert bars[0].value() > 0
    before = bars[0].value()
    right.go_to_place(Point(right.shown.blocks[1].id, 0))
    assert bars[0].value() == before


def test_both_sides_come_back(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    driver.keys("F9", driver.window.page)
    driver.open(DAY)
    left = driver.window.panes.pages[0]
    left.go_to_place(Point(left.shown.blocks[30].id, 0))
    place = left.place()
    driver.close()
    again = start()
    again.wait_until(lambda: again.window.panes.other is not None)
    assert again.window.page.shown.info.id == DAY
    assert again.window.panes.other.shown.info.id == CFA
    assert again.window.panes.other.place().block == place.block


def test_the_way_back_after_the_other_side_was_read(driver: Any) -> None:
    window = driver.window
    driver.open(CFA)
    driver.keys("F9", window.page)
    driver.open(DAY)
    driver.keys("Alt+Left", window)
    driver.wait_until(lambda: window.page.shown.info.id == CFA)
    driver.keys("Alt+Right", window)
    driver.wait_until(lambda: window.page.shown.info.id == DAY)


def test_without_a_document_there_are_no_sides(start: Callable[..., Any]) -> None:
    driver = start()
    driver.keys("F9", driver.window)
    assert len(driver.window.panes.pages) == 1
    assert not driver.window.actions_by_name["beside"].isEnabled()
