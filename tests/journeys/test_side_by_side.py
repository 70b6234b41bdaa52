"""Tabs and the two sides of the page, with the keys and after a restart."""

from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from threading import Event
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from reader.core.types import Point
from tests.access import tab_through, wrong_names, wrong_order
from tests.builders import document_text, pack, places

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
    assert wrong_names(window) == []
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


def test_the_tabs_follow_the_side_that_is_read(driver: Any) -> None:
    window = driver.window
    driver.open(DAY)
    driver.keys("F9", window.page)
    driver.open(CFA)
    driver.keys("Shift+F9", window)
    assert current(driver) == DAY
    driver.keys("Shift+F9", window)
    driver.keys("Ctrl+W", window)
    driver.wait_until(lambda: window.page.shown.info.id == DAY)
    driver.open(CFA)
    window.tabs.close_wanted.emit(DAY)  # which is on the other side
    assert tabs(driver) == (CFA,)
    driver.keys("Shift+F9", window)
    assert (set(tabs(driver)), current(driver)) == ({CFA, DAY}, DAY)


def test_a_window_that_is_closed_too_early_forgets_nothing(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    driver.keys("F9", driver.window.page)
    driver.open(DAY)
    driver.close()
    start(waits=False).close()  # before the notebook was read
    start().close()  # before the other side was there
    again = start()
    again.wait_until(lambda: again.window.panes.other is not None)
    assert tabs(again) == (CFA, DAY)


def test_what_the_library_lacks_for_a_while_is_left_out_and_comes_back(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    texts: dict[str, str | bytes] = {
        name: document_text(id=name, reference=f"ICAT-{name.upper()}-2024") for name in ("one", "two", "three")
    }
    where = places(tmp_path / "own", pack(tmp_path / "pack", texts))
    driver = start("own", first=True, paths=where)
    for name in texts:
        driver.open(name)
    driver.keys("F9", driver.window.page)
    driver.open("two")
    driver.keys("Shift+F9", driver.window)
    driver.close()  # "three", with "two" beside it
    rmtree(tmp_path / "pack")
    pack(tmp_path / "pack", {name: texts[name] for name in ("one", "three")})
    driver = start("own", first=True, paths=where)
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.open("one")
    driver.keys("Ctrl+W", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == "three")
    assert not driver.window.message.isVisible()
    driver.close()
    rmtree(tmp_path / "pack")
    driver = start("own", first=True, paths=places(tmp_path / "own", pack(tmp_path / "pack", texts)))
    driver.wait_until(lambda: driver.window.panes.other is not None)
    assert driver.window.panes.other.shown.info.id == "two"
    assert tabs(driver) == ("two", "three")


def test_a_side_is_closed_before_its_links_are_known(driver: Any) -> None:
    held = Event()
    driver.session.ask(lambda library: held.wait(), lambda _: None)
    driver.keys("F9", driver.window.page)
    driver.window.panes.close_side(driver.window.page)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    held.set()
    driver.settle()  # an error in a slot fails the test
    assert len(driver.window.panes.pages) == 1


def test_what_was_done_on_a_side_that_is_left_at_once_stays_there(driver: Any) -> None:
    window, left = driver.window, driver.window.page
    driver.keys("F9", left)
    driver.open(DAY)
    right = window.page
    driver.keys("PageDown", right)
    driver.keys("PageDown", right)
    place = right.place()
    driver.keys("Ctrl+D", right)
    driver.keys("Shift+F9", right)
    driver.settle()
    assert window.page is left
    assert (len(right.marks), left.current_mark) == (1, None)
    driver.session.open(DAY)
    driver.wait_until(lambda: left.shown.info.id == DAY)
    assert left.place().block == place.block


def test_the_words_of_a_search_are_marked_on_a_new_side(driver: Any) -> None:
    driver.search("trafficking")
    driver.enter()
    left = driver.window.page
    driver.keys("F9", left)
    assert len(driver.window.page._hits.spans) == len(left._hits.spans) > 0


def test_f9_closes_no_side_that_nobody_sees(driver: Any) -> None:
    window = driver.window
    driver.keys("F9", window.page)
    driver.keys("Ctrl+B", window)
    assert not window.panes.isVisible()
    driver.keys("F9", window)
    assert window.panes.isVisible()
    assert len(window.panes.pages) == 2


def test_tab_goes_from_the_find_bar_to_one_side_and_on_to_the_other(driver: Any) -> None:
    window = driver.window
    window.resize(2300, 800)
    driver.keys("F9", window.page)
    driver.keys("Ctrl+F", window.page)
    driver.type("victims")
    order = tab_through(driver, window, window.field)
    assert wrong_order(window, order) == []
    names = [widget.accessibleName().split(":")[0] for widget in order]
    first = names.index("Close side 1")
    newer = "In the catalogue"  # leads from the line above the text to what is newer
    beside = ["Close side 1", newer, "Document text, side 1", "Close side 2", newer, "Document text, side 2"]
    assert (names[first - 1], names[first : first + 6]) == ("Close", beside)
