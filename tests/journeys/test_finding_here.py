"""Finding words in the open document with the keyboard: the bar, the hits one after the other, what they are for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton

from reader.core.types import Point
from reader.ui.panels.parts import Link
from tests.access import wrong_names as nameless
from tests.builders import document_text, pack
from tests.revised import prepare
from tests.ui.test_narrow import _outside as outside


def count(driver: Any) -> str:
    return driver.window.finding_here.bar.findChild(QLabel, "findCount").text()


def selected(driver: Any) -> str:
    place = driver.window.page.selected()
    return driver.window.page.text_of(place) if place else ""


def marked(driver: Any) -> list[str]:
    """The words that are marked as hits in and around the view."""
    return [selection.cursor.selectedText() for selection in driver.window.page.extraSelections()]


def retype(driver: Any, text: str) -> None:
    driver.focused().selectAll()
    driver.type(text)


def button(driver: Any, name: str) -> QToolButton:
    buttons = driver.window.finding_here.bar.findChildren(QToolButton)
    return next(each for each in buttons if each.accessibleName() == name)


def library_link(driver: Any) -> Link:
    return driver.window.finding_here.bar.findChild(Link)


def test_from_ctrl_f_over_the_hits_and_round_to_a_mark_on_one_of_them(driver: Any) -> None:
    page, bar = driver.window.page, driver.window.finding_here.bar
    driver.keys("Ctrl+F", page)
    driver.type("labour")
    assert count(driver) == "1 of 2"
    assert not page.verticalScrollBar().value() or page.is_in_view(page.selected())
    assert selected(driver) == "labour"
    first = page.selected()
    assert first.start.block == "p4"
    driver.keys("Return")
    assert count(driver) == "2 of 2"
    assert page.is_in_view(page.selected())
    driver.keys("F3")
    assert count(driver) == "1 of 2 · from the top"
    assert page.selected() == first
    driver.keys("Shift+Return")
    assert count(driver) == "2 of 2 · from the end"
    driver.keys("Shift+F3")
    assert count(driver) == "1 of 2"
    assert driver.focused().objectName() == "findField"
    before = page.verticalScrollBar().value()
    driver.keys("Escape")
    assert bar.isHidden()
    assert driver.focused() is page
    assert abs(page.verticalScrollBar().value() - before) <= 60  # the bar's own height
    assert page.selected() == first
    assert not marked(driver)
    driver.keys("1")
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert driver.session.notes.marks[0].location == first


def test_the_view_moves_only_for_a_hit_that_is_out_of_it_and_one_step_leads_back(driver: Any) -> None:
    page = driver.window.page
    scroll = page.verticalScrollBar()
    page.go_to_place(Point("p17", 0))
    driver.keys("Slash", page)
    was = page.place()
    driver.type("vic")  # also above, but reading goes on from here
    assert page.place() == was
    assert driver.session.steps_back == 0
    assert (page.selected().start.block, selected(driver).lower()) == ("p17", "vic")
    before = int(count(driver).split()[0])
    assert before > 1
    retype(driver, "stakeholder")
    assert page.place() != was
    assert page.is_in_view(page.selected())
    steps = driver.session.steps_back
    assert steps == 1
    retype(driver, "vic")  # from where it began, not from where the other word was
    assert page.selected().start.block == "p17"
    assert driver.session.steps_back == steps
    for _ in range(3):
        driver.keys("Return")
    assert driver.session.steps_back == steps
    driver.keys("Escape")
    driver.keys("Alt+Left", driver.window)
    driver.settle()
    assert page.place() == was
    assert scroll.value() > 0


def test_whole_words_and_the_words_that_were_selected_or_looked_for_last(driver: Any) -> None:
    page = driver.window.page
    driver.keys("Ctrl+F", page)
    driver.type("state")
    some = int(count(driver).split(" of ")[1])
    driver.click(button(driver, "Whole words"))
    assert int(count(driver).split(" of ")[1]) < some
    assert {words.casefold() for words in marked(driver)} <= {"state"}
    driver.click(button(driver, "Whole words"))
    assert count(driver) == f"1 of {some}"
    driver.keys("Escape")
    page.clear_selection()
    place = page.place()
    driver.keys("Ctrl+F", page)
    assert count(driver) == f"{some} hits"  # those of the last time: nothing moves before a key does
    assert page.place() == place
    assert driver.focused().selectedText() == "state"
    driver.keys("Escape")
    driver.select("p3", "COVID-19 pandemic")
    driver.keys("Ctrl+F", page)
    assert driver.focused().text() == "COVID-19 pandemic"
    assert count(driver).startswith("1 of ")
    driver.keys("Ctrl+H")  # the hit, not its paragraph
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert page.text_of(driver.session.notes.marks[0].location) == "COVID-19 pandemic"


def test_what_is_not_here_is_looked_for_in_the_library_and_hits_of_both_kinds_take_turns(driver: Any) -> None:
    page = driver.window.page
    driver.search("corruption")
    driver.enter()
    library = marked(driver)
    assert "corruption" in {words.casefold() for words in library}
    driver.keys("Ctrl+F", page)
    driver.type("zero tolerance giraffe")
    assert count(driver) == "No hit"
    assert not marked(driver)
    assert library_link(driver).isVisible()
    driver.window.resize(560, 420)
    driver.settle()
    assert not outside(driver.window)
    assert not nameless(driver.window)
    retype(driver, "persons")
    assert {words.casefold() for words in marked(driver)} == {"persons"}
    hit = driver.session.searching.hit
    driver.keys("F3")
    assert driver.session.searching.hit is hit  # F3 stays here while the bar is open
    driver.keys("Escape")
    assert marked(driver) == library
    driver.keys("Ctrl+F", page)
    retype(driver, "smuggl")
    driver.click(library_link(driver))
    driver.wait_until(lambda: driver.asked == "smuggl")
    assert driver.window.field.hasFocus()
    assert driver.window.finding_here.bar.isHidden()


def test_another_document_is_looked_through_when_it_is_opened(driver: Any) -> None:
    page = driver.window.page
    driver.keys("Ctrl+F", page)
    driver.type("children")
    here = count(driver)
    driver.open("world-day-statement-2023")
    driver.wait_until(lambda: count(driver).endswith("hits"))
    assert count(driver) != here
    driver.keys("F3", driver.window)
    assert selected(driver).casefold() == "children"
    driver.window.going.show_home()
    driver.keys("Ctrl+F", driver.window)  # no document in sight: the library
    assert driver.window.field.hasFocus()


def test_a_slash_with_shift_is_a_slash_and_in_a_field_it_is_typed(driver: Any) -> None:
    QTest.keyClick(driver.window.page, Qt.Key.Key_Slash, Qt.KeyboardModifier.ShiftModifier)  # German keyboards
    assert not driver.window.finding_here.bar.isHidden()
    driver.type("and/or")
    assert driver.focused().text() == "and/or"


def test_right_to_left_text_and_signs_of_two_units_are_selected_exactly(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    text = "حماية الضَّحايا 😀 من الاتجار.\n\n" + "كلمات. " * 300 + "\n\nبعد 😀 الضحايا"
    pack(tmp_path / "pack", {"sample": document_text(text, language="ar")})
    driver = start(paths=prepare(tmp_path / "data", tmp_path / "pack"))
    page = driver.window.page
    driver.open("sample")
    driver.keys("Ctrl+F", page)
    driver.focused().setText("الضحايا")
    assert count(driver) == "1 of 2"
    assert selected(driver) == "الضَّحايا"
    driver.keys("Return")
    assert selected(driver) == "الضحايا"
    assert page.is_in_view(page.selected())
    driver.focused().setText("الاتجار")
    assert selected(driver) == "الاتجار"
