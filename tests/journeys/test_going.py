"""Going to places: the newest wish wins, and the way back leads through where one was."""

from __future__ import annotations

from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QMenu

CFA, WDS, BRF = "call-for-action-2021", "world-day-statement-2023", "vienna-briefing-2023"


def _shown(driver: Any) -> str:
    return str(driver.window.page.shown.info.id)


def test_the_open_document_asked_for_last_stays_though_another_was_on_its_way(driver: Any) -> None:
    driver.session.open(WDS)
    driver.session.open(CFA)
    driver.settle()
    assert _shown(driver) == CFA


def test_two_steps_back_in_a_hurry_and_two_forward_come_to_the_same_place(driver: Any) -> None:
    documents = [info.id for info in driver.session.workspace.library.documents()]
    one, two, three = documents[:3]
    for name in (one, two, three):
        driver.open(name)
    driver.keys("Alt+Left", driver.window)
    driver.keys("Alt+Left", driver.window)
    driver.settle()
    assert _shown(driver) == one
    driver.keys("Alt+Right", driver.window)
    driver.settle()
    assert _shown(driver) == two
    driver.keys("Alt+Right", driver.window)
    driver.settle()
    assert _shown(driver) == three


def test_back_after_hits_in_a_hurry_leads_to_the_hit_and_not_to_the_top(driver: Any) -> None:
    driver.search("corruption")
    best = driver.session.searching.results.hits[0]
    driver.session.open_hit(best)
    driver.session.open(WDS)  # before the page has come to rest
    driver.settle()
    driver.keys("Alt+Left", driver.window)
    driver.settle()
    assert _shown(driver) == CFA
    assert driver.window.page.place().block == best.block


def test_a_document_that_cannot_be_opened_is_no_step_on_the_way(driver: Any) -> None:
    driver.session.open("no-such-document")
    driver.settle()
    assert "not in this library" in driver.window.message.text
    assert not driver.window.actions_by_name["back"].isEnabled()


def test_back_leads_from_the_first_page_to_the_text(driver: Any) -> None:
    driver.keys("Alt+Home", driver.window)
    assert driver.home.isVisible()
    driver.keys("Alt+Left", driver.window)
    assert driver.window.page.isVisible()
    assert _shown(driver) == CFA


def test_the_hit_that_is_open_is_not_taken_for_one_of_another_document(driver: Any) -> None:
    driver.search("ICAT")
    hits = [hit for group in driver.session.searching.results.groups for hit in group.hits]
    hit, other = next((a, b.document) for a in hits for b in hits if a.block == b.block and a.document != b.document)
    driver.session.open_hit(hit)
    driver.settle()
    driver.open(other)
    current = driver.window.look.theme.hit["current"]
    assert current not in {s.format.background().color().name() for s in driver.window.page.extraSelections()}


def test_a_second_highlight_on_the_same_words_shows_the_first(driver: Any) -> None:
    driver.highlight("p2", "greater action")
    driver.select("p2", "greater action")
    driver.keys("Ctrl+H", driver.window.page)
    driver.settle()
    assert len(driver.session.notes.marks) == 1


@pytest.mark.qt_log_ignore("This plugin does not support")  # a popup off-screen
def test_selected_words_inside_a_mark_can_be_copied_from_the_menu(driver: Any) -> None:
    placed = driver.highlight("p1", "welcome the commitments undertaken")
    page = driver.window.page
    driver.select("p1", "commitments")
    where = page.rects_of(placed.location)[0].center().toPoint()
    wanted = QSignalSpy(page.menu_wanted)
    page.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, page.mapToGlobal(where)))
    assert wanted.count() == 1
    menu = next(m for m in driver.window.findChildren(QMenu) if m.isVisible())
    assert "Copy" in [action.text() for action in menu.actions()]
    menu.close()


def test_a_document_that_is_awaited_for_long_is_said_to_be_on_its_way(driver: Any) -> None:
    window, ready = driver.window, Event()
    driver.session._search.submit(ready.wait)  # the lane is busy, as with a document of many megabytes
    driver.session.open(WDS)
    driver.wait_until(lambda: window.cursor().shape() == Qt.CursorShape.BusyCursor)
    assert "Opening…" in [label.text() for label in window.breadcrumb.findChildren(QLabel)]
    ready.set()
    driver.wait_until(lambda: window.page.shown.info.id == WDS)
    assert window.cursor().shape() == Qt.CursorShape.ArrowCursor
    assert "Opening…" not in [label.text() for label in window.breadcrumb.findChildren(QLabel)]
