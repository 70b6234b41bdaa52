"""With the keyboard alone: the focus is always somewhere that can be seen, and nothing takes it from who is typing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from reader.ui.panels.side import CONTENTS, LIBRARY, RESULTS

CFA = "call-for-action-2021"


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def test_escape_on_the_first_page_leads_to_its_list(driver: Any) -> None:
    driver.keys("Escape", driver.window.field)
    driver.keys("Down")
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.page.shown is not None)


def test_down_in_the_field_stays_there_while_there_are_no_results(driver: Any) -> None:
    driver.keys("Down", driver.window.field)
    assert driver.window.field.hasFocus()


@pytest.mark.parametrize("keys", ["Ctrl+1", "Ctrl+3", "Ctrl+4"])
def test_a_key_that_leads_to_an_empty_list_leads_to_something_in_sight(driver: Any, keys: str) -> None:
    driver.keys(keys, driver.window)
    assert driver.focused().isVisible()
    assert driver.focused() is not driver.window.field


@pytest.mark.parametrize("key", ["Return", "Space"])
def test_a_segment_is_chosen_with_enter_and_with_space(driver: Any, key: str) -> None:
    driver.open(CFA)
    library = next(b for b in driver.window.side.findChildren(QPushButton) if b.text() == "Library")
    library.setFocus()
    assert driver.window.side.tab() == CONTENTS
    driver.keys(key)
    assert driver.window.side.tab() == LIBRARY


def test_enter_on_the_message_does_what_it_offers(driver: Any) -> None:
    driver.open(CFA)
    driver.highlight("p2", "greater action")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("Delete")
    driver.wait_until(lambda: not driver.session.notes.marks)
    driver.window.message._act.setFocus()
    driver.keys("Return")
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)


def test_a_click_on_a_card_leaves_the_keys_to_the_list(driver: Any) -> None:
    driver.open(CFA)
    for words in ("greater action", "collectively", "As States gather"):
        driver.highlight("p2", words)
    cards = driver.window.notes._list
    for row, held in ((0, Qt.KeyboardModifier.NoModifier), (1, Qt.KeyboardModifier.ControlModifier)):
        where = cards.visualRect(cards.model().index(row, 0)).center()
        QTest.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, held, where)
    driver.keys("Delete")
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)


def test_after_a_deletion_the_next_card_is_current(driver: Any) -> None:
    driver.open(CFA)
    for words in ("As States gather", "collectively", "greater action"):
        driver.highlight("p2", words)
    cards = driver.window.notes._list
    driver.keys("Ctrl+4", driver.window)
    cards.selectionModel().setCurrentIndex(cards.model().index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    driver.keys("Delete")
    driver.wait_until(lambda: len(driver.session.notes.marks) == 2)
    driver.keys("Delete")
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert driver.session.notes.marks[0].mark.anchor.quote == "As States gather"


def test_results_and_documents_do_not_take_the_focus_from_the_field(driver: Any) -> None:
    driver.session.open(CFA)
    driver.search("corruption")
    driver.settle()
    assert driver.window.field.hasFocus()
    assert driver.window.side.tab() == RESULTS
    driver.enter()
    assert driver.window.field.hasFocus()


def test_a_key_held_down_sets_one_mark(driver: Any) -> None:
    for name in ("bookmark", "highlight", "note", "export", "help"):
        assert not driver.window.actions_by_name[name].autoRepeat()
    assert driver.window.actions_by_name["next_hit"].autoRepeat()


def test_a_reference_that_was_typed_leads_into_the_text(driver: Any) -> None:
    driver.keys("Ctrl+K", driver.window)
    driver.window.field.insert("ICAT-WDS-2020 para 2")
    driver.keys("Return", driver.window.field)
    driver.wait_until(driver.window.page.hasFocus)
    driver.settle()
    assert driver.window.page.shown.info.id == "world-day-statement-2020"
