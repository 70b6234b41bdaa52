"""All that ICAT is known to have published, by keys: found, narrowed by its timeline, opened where the library has it,
and where it has not, told how to get it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.core.advice import CatalogueEntry
from reader.ui.catalogue.section import Publications
from reader.ui.going import GUIDE, PAGE
from reader.ui.guide.detail import spoken
from tests.access import outside, tab_through, unseen, wrong_names, wrong_order
from tests.builders import CORPUS
from tests.driver import Driver


@pytest.fixture
def driver(start: Callable[..., Any]) -> Driver:
    driver: Driver = start()
    driver.keys("Ctrl+7")
    driver.wait_until(lambda: bool(listed(driver)))
    return driver


def section(driver: Driver) -> Publications:
    found = driver.window.guiding.page.section("publications")
    assert isinstance(found, Publications)
    return found


def listed(driver: Driver) -> list[str]:
    rows = section(driver).browser.model.rows
    return [row.publication.id for row in rows if isinstance(row, CatalogueEntry)]


def current(driver: Driver) -> str:
    return str(section(driver).browser.current.publication.id)


def detail(driver: Driver) -> str:
    return spoken(section(driver).browser.detail.parts)


def tab_to(driver: Driver, widget: QWidget) -> None:
    for _ in range(60):
        if driver.focused() is widget:
            return
        driver.keys("Tab")
    raise AssertionError(f"Tab does not lead to {widget}")


def test_every_publication_that_is_not_uncertain_is_reached_with_down_and_no_other(driver: Driver) -> None:
    raw = yaml.safe_load((CORPUS / "publications.yaml").read_text(encoding="utf-8"))["publications"]
    wanted = {each["id"] for each in raw if each["certainty"] in ("established", "probable")}
    assert len(wanted) == 70
    assert set(listed(driver)) == wanted
    reached = [current(driver)]
    while len(reached) < 100:
        driver.keys("Down")
        if current(driver) == reached[-1]:
            break
        reached.append(current(driver))
    assert reached == listed(driver)
    said = [section(driver).browser.model.index(n, 0).data() for n in range(section(driver).browser.model.rowCount())]
    assert [year for year in said if year.isdecimal()] == sorted({each[:4] for each in said if each.isdecimal()})[::-1]
    assert any("Issue brief No. 5" in each and "2018 (inferred)" in each and "number inferred" in each for each in said)


def test_from_the_words_of_a_title_into_the_text_and_back(driver: Driver) -> None:
    tab_to(driver, section(driver).filters.field)
    driver.type("front-line prof")
    driver.wait_until(lambda: listed(driver) == ["world-day-statement-2020"])
    driver.keys("Down")
    assert driver.focused() is section(driver).browser.list
    driver.wait_until(lambda: "It begins" in detail(driver))
    assert "In this library. Enter in the list opens it, too." in detail(driver)
    assert "How to get it" not in detail(driver)
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.going.front == PAGE and driver.window.page.shown is not None)
    assert driver.window.page.shown is not None
    assert driver.window.page.shown.info.id == "world-day-statement-2020"
    driver.keys("Alt+Left")
    driver.wait_until(lambda: driver.window.going.front == GUIDE)
    assert driver.focused() is section(driver).browser.list
    assert listed(driver) == ["world-day-statement-2020"]


def test_a_year_of_the_timeline_by_keys(driver: Driver) -> None:
    timeline = section(driver).timeline
    tab_to(driver, timeline)
    assert timeline.sentence() == "All years: 70 publications, 5 in this library"
    driver.keys("End")
    assert timeline.year == "2024"
    driver.keys("Left")
    assert timeline.accessibleDescription().startswith("2023: 6 publications, 2 in this library.")
    assert len(listed(driver)) == 6
    assert section(driver).filters.values["year"] == "2023"
    driver.keys("Home")
    assert (timeline.year, len(listed(driver))) == ("2006", 1)
    for year in ("2007", "2010"):  # in 2008 and 2009 there is nothing to go to
        driver.keys("Right")
        assert timeline.year == year
    driver.keys("Escape")
    assert (timeline.year, len(listed(driver))) == ("", 70)
    driver.keys("Right")
    driver.keys("Return")  # the same year again
    assert (timeline.year, len(listed(driver))) == ("", 70)
    assert driver.focused() is timeline
    box = section(driver).filters.boxes["type"]
    box.setCurrentIndex(box.findData("issue_brief"))
    driver.wait_until(lambda: len(listed(driver)) == 11)
    assert timeline.sentence("2021") == "2021: 2 publications, 0 in this library"


def test_what_is_not_held_says_how_to_get_it_and_the_address_is_copied(driver: Driver) -> None:
    driver.window.guiding.follow("publication:issue-brief-04")
    driver.wait_until(lambda: current(driver) == "issue-brief-04")
    said = detail(driver)
    assert "Issue brief No. 4" in said
    assert "Not in this library." in said
    assert "5.2; as the statement of 2023 maps it" in said
    assert "Ours, not ICAT’s" in section(driver).browser.detail.toPlainText()
    assert "Read in stored copies, not checked since:\nhttp://icat.network/" in said
    shown = driver.focused()
    driver.keys("Return")  # nothing to open: the keys go to what is known of it
    assert shown is not driver.focused() is section(driver).browser.detail
    front = driver.window.going.front
    for _ in range(30):
        driver.keys("Tab")
        if section(driver).browser.detail.textCursor().selectedText() == "Copy the address":
            break
    driver.keys("Return")
    assert QGuiApplication.clipboard().text() == "https://icat.un.org/publications"
    assert driver.window.message.text == "Copied: https://icat.un.org/publications"
    assert driver.window.going.front == front
    driver.keys("Escape")
    assert driver.focused() is section(driver).browser.list


def test_nothing_passes_and_everything_does_again(driver: Driver) -> None:
    tab_to(driver, section(driver).filters.field)
    driver.type("xylophone")
    driver.wait_until(section(driver).browser.empty.isVisible)
    assert detail(driver) == ""
    driver.click(section(driver).browser.empty.way_out)
    driver.wait_until(lambda: len(listed(driver)) == 70)


def test_every_control_has_a_name_and_is_reached_and_seen(driver: Driver) -> None:
    window, timeline = driver.window, section(driver).timeline
    assert wrong_names(window) == []
    order = tab_through(driver, window, window.field)
    assert timeline in order
    assert section(driver).browser.detail in order
    assert wrong_order(window, order) == []
    assert unseen(window, order) == []
    window.look.set_size(36)
    window.resize(1024, 500)
    driver.settle()
    order = tab_through(driver, window, window.field)
    assert timeline not in order  # the list needs the room; the box with the years is still there
    assert section(driver).filters.boxes["year"] in order
    assert wrong_order(window, order) == []
    assert outside(window, order) == []


def test_in_a_narrow_window_enter_shows_what_is_known_and_its_link_opens(driver: Driver) -> None:
    driver.window.resize(760, 700)
    driver.window.guiding.follow("publication:call-for-action-2021")
    driver.wait_until(lambda: current(driver) == "call-for-action-2021")
    driver.settle()
    assert driver.focused() is section(driver).browser.detail
    assert "Enter in the list" not in detail(driver)
    driver.keys("Escape")
    assert driver.focused() is section(driver).browser.list
    driver.keys("Return")
    assert driver.focused() is section(driver).browser.detail
    driver.keys("Tab")
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.going.front == PAGE)
