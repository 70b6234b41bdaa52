"""Marking with the keyboard alone, tags, meanings of colours, and what undo says: in the real window."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from reader.core.marks import COLOURS
from reader.ui.dialogs.meanings import MeaningsDialog


def _marks(driver: Any) -> list[Any]:
    return [placed.mark for placed in driver.session.notes.marks]


def _go(driver: Any, block_id: str) -> None:
    """To a paragraph, with J alone."""
    page = driver.window.page
    page.setFocus()
    for _ in range(100):
        if page.textCursor().block().text() == driver.block(block_id).text and page.walks:
            return
        driver.keys("J", page)
    raise AssertionError(block_id)


def _one(driver: Any) -> Any:
    """Highlight something; it is the current mark then."""
    placed = driver.highlight("p2", "greater action")
    assert driver.window.page.current_mark == placed.mark.id
    return placed


def test_a_paragraph_is_marked_without_a_mouse(driver: Any) -> None:
    _go(driver, "p2")
    driver.keys("3", driver.window.page)
    driver.wait_until(lambda: len(_marks(driver)) == 1)
    assert _marks(driver)[0].anchor.quote == driver.block("p2").text
    assert _marks(driver)[0].colour == "blue"


def test_a_span_is_selected_and_marked_without_a_mouse(driver: Any) -> None:
    page = driver.window.page
    _go(driver, "p2")
    for _ in range(2):
        driver.keys("Ctrl+Right", page)
    for _ in range(3):
        driver.keys("Ctrl+Shift+Right", page)
    words = page.textCursor().selectedText().strip()
    assert len(words.split()) == 3
    driver.keys("2", page)
    driver.wait_until(lambda: len(_marks(driver)) == 1)
    assert (_marks(driver)[0].anchor.quote, _marks(driver)[0].colour) == (words, "green")


@pytest.mark.parametrize(("there", "back"), [("J", "K"), ("Ctrl+Down", "Ctrl+Up")])
def test_the_paragraph_of_the_keys_is_shown_and_stays_in_view(driver: Any, there: str, back: str) -> None:
    page = driver.window.page
    page.setFocus()
    before = page.viewport().grab().toImage()
    driver.keys(there, page)
    assert page.viewport().grab().toImage() != before
    for _ in range(25):
        driver.keys(there, page)
        assert page.viewport().rect().contains(page.cursorRect().center())
    far = page.textCursor().blockNumber()
    for _ in range(25):
        driver.keys(back, page)
        assert page.viewport().rect().contains(page.cursorRect().center())
    assert page.textCursor().blockNumber() < far


@pytest.mark.parametrize(("number", "colour"), list(enumerate(COLOURS, 1)))
def test_a_digit_marks_the_selection_and_then_recolours_what_was_made(driver: Any, number: int, colour: str) -> None:
    page = driver.window.page
    driver.select("p1", "welcome the commitments")
    driver.keys(str(number), page)
    driver.wait_until(lambda: [mark.colour for mark in _marks(driver)] == [colour])
    other = number % 6
    driver.keys(str(other + 1), page)
    driver.wait_until(lambda: [mark.colour for mark in _marks(driver)] == [COLOURS[other]])
    driver.keys("Ctrl+Z", page)
    driver.wait_until(lambda: [mark.colour for mark in _marks(driver)] == [colour])


def test_a_digit_with_nothing_chosen_marks_nothing(driver: Any) -> None:
    page = driver.window.page
    page.setFocus()
    driver.keys("3", page)
    driver.settle()
    assert not _marks(driver)


def test_the_colour_used_last_is_the_next_one_also_after_a_restart(start: Callable[..., Any], driver: Any) -> None:
    driver.select("p1", "welcome the commitments")
    driver.keys("5", driver.window.page)
    driver.wait_until(lambda: len(_marks(driver)) == 1)
    assert driver.highlight("p2", "greater action").mark.colour == "orange"
    driver.close()
    again = start()
    again.open("call-for-action-2021")
    assert again.note("p3", "Crisis situations", "x").mark.colour == "orange"


@pytest.mark.parametrize("key", ["Delete", "0"])
def test_the_current_mark_is_deleted_and_comes_back(driver: Any, key: str) -> None:
    _one(driver)
    driver.keys(key, driver.window.page)
    driver.wait_until(lambda: not _marks(driver))
    driver.keys("Ctrl+Z", driver.window.page)
    driver.wait_until(lambda: len(_marks(driver)) == 1)
    assert driver.window.message.text == "1 mark restored."


@pytest.mark.parametrize("key", ["T", "Delete"])
def test_a_key_for_a_mark_that_is_not_chosen_says_how_to_choose_one(driver: Any, key: str) -> None:
    page = driver.window.page
    page.setFocus()
    driver.keys(key, page)
    assert "Choose a mark first" in driver.window.message.text


def test_m_reaches_a_mark_and_a_note_is_written_on_it(driver: Any) -> None:
    placed = _one(driver)
    page = driver.window.page
    driver.keys("J", page)
    assert page.current_mark is None
    driver.keys("M", page)
    assert page.current_mark == placed.mark.id
    driver.keys("Ctrl+N", page)
    driver.type("on the mark that was there")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: [mark.text for mark in _marks(driver)] == ["on the mark that was there"])


def test_letters_are_typed_where_somebody_types(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("jkmt 0123")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: [mark.text for mark in _marks(driver)] == ["jkmt 0123"])


# -- tags --------------------------------------------------------------------------------------------------------


def _tag(driver: Any, text: str, key: str = "Return") -> None:
    driver.type(text)
    driver.keys(key)


def _tags(driver: Any) -> list[tuple[str, ...]]:
    return [mark.tags for mark in _marks(driver)]


@pytest.mark.parametrize("key", ["Return", "Tab"])
def test_tags_are_given_with_the_keys_and_saved_one_by_one(driver: Any, key: str) -> None:
    _one(driver)
    driver.keys("T", driver.window.page)
    line = driver.window.notes.editor.tags.line
    assert line.hasFocus()
    _tag(driver, "case 12, Kyiv", key)
    driver.wait_until(lambda: _tags(driver) == [("case 12, Kyiv",)])
    _tag(driver, "legal", key)
    driver.wait_until(lambda: _tags(driver) == [("case 12, Kyiv", "legal")])
    assert line.hasFocus()
    assert line.text() == ""
    driver.keys("Backspace")
    driver.wait_until(lambda: _tags(driver) == [("case 12, Kyiv",)])
    driver.keys("Ctrl+Z")  # nothing is typed: it takes back the tag
    driver.wait_until(lambda: _tags(driver) == [("case 12, Kyiv", "legal")])
    driver.keys("Escape")
    assert not driver.window.notes.editor.isVisible()
    assert driver.window.page.hasFocus()


def test_a_tag_is_taken_away_with_a_click(driver: Any) -> None:
    placed = _one(driver)
    driver.session.notes.tag([placed.mark.id], add=("one", "two"))
    driver.settle()
    driver.keys("T", driver.window.page)
    button = driver.window.notes.editor.tags.findChildren(QPushButton)[0]
    assert "one" in button.accessibleName()
    driver.click(button)
    driver.wait_until(lambda: _tags(driver) == [("two",)])
    driver.click(driver.window.notes.editor.tags._buttons[0])
    driver.wait_until(lambda: _tags(driver) == [()])
    assert driver.window.notes.editor.tags.line.hasFocus()


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)  # what a popup does where there is a real screen
def test_a_tag_in_use_is_offered_and_taken_as_it_is_written(driver: Any) -> None:
    other = driver.highlight("p1", "welcome the commitments")
    driver.session.notes.tag([other.mark.id], add=("Legal aid", "Shelter"))
    driver.settle()
    _one(driver)
    driver.keys("T", driver.window.page)
    line = driver.window.notes.editor.tags.line
    driver.type("aid")
    popup = line._offers.popup()
    assert popup.isVisible()
    assert [popup.model().index(row, 0).data() for row in range(popup.model().rowCount())] == ["Legal aid"]
    driver.keys("Down", popup)
    driver.keys("Return", line)
    driver.wait_until(lambda: ("Legal aid",) in _tags(driver))
    _tag(driver, "SHELTER")
    driver.wait_until(lambda: ("Legal aid", "Shelter") in _tags(driver))


def test_a_tag_of_a_new_note_marks_its_passage_once(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.window.notes.editor.take_focus(tags=True)
    _tag(driver, "legal")
    driver.wait_until(lambda: _tags(driver) == [("legal",)])
    assert _marks(driver)[0].kind == "highlight"
    driver.window.notes.editor.take_focus()
    driver.type("and a thought")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: [mark.text for mark in _marks(driver)] == ["and a thought"])
    assert (_marks(driver)[0].kind, _tags(driver)) == ("note", [("legal",)])


def test_words_and_tags_at_once_make_one_mark(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("a thought")
    driver.window.notes.editor.take_focus(tags=True)
    _tag(driver, "legal")
    driver.keys("Escape")
    driver.settle()
    assert [(mark.text, mark.tags) for mark in _marks(driver)] == [("a thought", ("legal",))]


def test_a_bookmark_has_tags_and_a_note_and_stays_a_bookmark(driver: Any) -> None:
    driver.keys("Ctrl+D", driver.window.page)
    driver.wait_until(lambda: len(_marks(driver)) == 1)
    driver.keys("T", driver.window.page)
    _tag(driver, "read again")
    driver.window.notes.editor.take_focus()
    driver.type("from here")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: [mark.text for mark in _marks(driver)] == ["from here"])
    assert (_marks(driver)[0].kind, _tags(driver)) == ("bookmark", [("read again",)])


def test_a_hundred_tags_leave_room_for_the_note(driver: Any) -> None:
    placed = _one(driver)
    driver.session.notes.tag([placed.mark.id], add=[f"tag {n}" for n in range(100)] + ["x" * 400])
    driver.settle()
    driver.window.resize(800, 600)
    driver.keys("T", driver.window.page)
    field = driver.window.notes.editor.tags
    assert field.height() < 100
    assert field.viewport().rect().contains(field.line.mapTo(field.viewport(), field.line.rect().center()))
    assert all(button.width() <= field.width() for button in field._buttons)


# -- many at once ------------------------------------------------------------------------------------------------


def _three(driver: Any) -> None:
    for words in ("As States gather", "collectively", "greater action"):
        driver.highlight("p2", words)
    driver.keys("Ctrl+4", driver.window)
    driver.keys("Ctrl+A")


def test_chosen_cards_are_recoloured_by_a_digit_in_one_step(driver: Any) -> None:
    _three(driver)
    driver.keys("6")
    driver.wait_until(lambda: {mark.colour for mark in _marks(driver)} == {"purple"})
    assert driver.window.message.text == "3 marks are purple now."
    driver.keys("Ctrl+Z", driver.window)
    driver.wait_until(lambda: {mark.colour for mark in _marks(driver)} == {"yellow"})
    assert driver.window.message.text == "3 marks are yellow now."


def test_undo_says_how_many_marks_came_back(driver: Any) -> None:
    _three(driver)
    driver.keys("Delete")
    driver.wait_until(lambda: not _marks(driver))
    assert driver.window.message.text == "3 marks deleted."
    driver.keys("Ctrl+Z", driver.window)
    driver.wait_until(lambda: len(_marks(driver)) == 3)
    assert driver.window.message.text == "3 marks restored."
    driver.keys("Ctrl+Y", driver.window)
    driver.wait_until(lambda: not _marks(driver))
    assert driver.window.message.text == "3 marks taken back."


def test_the_menu_of_several_cards_is_about_all_of_them(driver: Any) -> None:
    _three(driver)
    notes = driver.window.notes
    menu = notes.menu_for(driver.session.notes.marks[0], notes._chosen())
    assert [action.text() for action in menu.actions() if action.text()] == ["Colour", "Delete 3 marks"]
    menu.actions()[-1].trigger()
    driver.wait_until(lambda: not _marks(driver))


# -- what colours mean -------------------------------------------------------------------------------------------


def test_what_a_colour_means_stands_in_menus_and_cards_and_is_kept(start: Callable[..., Any], driver: Any) -> None:
    placed = _one(driver)
    driver.window.marking.open_meanings()
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MeaningsDialog) and w.isVisible())
    driver.type("quote & report", dialog.fields["yellow"])
    driver.keys("Return", dialog.fields["yellow"])
    driver.settle()
    driver.close()
    again = start()
    again.open("call-for-action-2021")
    colours = again.window.notes.menu_for(again.session.notes.marks[0]).findChildren(QMenu)[0]
    names = [action.text() for action in colours.actions() if action.objectName()]
    assert names == ["Yellow: quote && report", "Green", "Blue", "Pink", "Orange", "Purple"]
    assert all(not action.icon().isNull() for action in colours.actions() if action.objectName())
    assert "Yellow: quote & report" in again.window.notes.say(again.session.notes.find_mark(placed.mark.id))
