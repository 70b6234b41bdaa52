"""Marks in the window: made, shown, edited, deleted, undone, with keys alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

CFA = "call-for-action-2021"


def _texts(driver: Any) -> list[str]:
    return [placed.mark.text for placed in driver.session.notes.marks]


def test_a_highlight_is_painted_where_its_words_are(driver: Any) -> None:
    placed = driver.highlight("p1", "welcome the commitments")
    page = driver.window.page
    rect = page.rects_of(placed.location)[0]
    # A pixel between the letters, near the lower edge of the line.
    picture = page.viewport().grab().toImage()
    inside = QPoint(round(rect.center().x()), round(rect.bottom() - 1))
    assert picture.pixelColor(inside) == QColor(driver.window.look.theme.mark["yellow"])
    assert picture.pixelColor(inside + QPoint(0, 12)) != QColor(driver.window.look.theme.mark["yellow"])


def test_bookmark_here_sets_and_takes_away(driver: Any) -> None:
    driver.keys("Ctrl+D", driver.window.page)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert driver.session.notes.marks[0].mark.kind == "bookmark"
    driver.keys("Ctrl+D", driver.window.page)
    driver.wait_until(lambda: not driver.session.notes.marks)


def test_without_a_selection_the_paragraph_of_the_hit_is_highlighted(driver: Any) -> None:
    driver.search("corruption and impunity")
    driver.enter()
    driver.keys("Ctrl+H", driver.window.page)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert driver.session.notes.marks[0].reference == "ICAT-CFA-2021 para 8"
    assert driver.session.notes.marks[0].mark.anchor.quote == driver.block("p8").text


def test_a_selection_over_two_paragraphs_becomes_one_mark(driver: Any) -> None:
    page = driver.window.page
    driver.select("p1", "responses to trafficking in persons.")
    cursor = page.textCursor()
    start = cursor.selectionStart()
    driver.select("p2", "As States gather")
    end = page.textCursor().selectionEnd()
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)
    driver.keys("Ctrl+H", page)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    assert driver.session.notes.marks[0].mark.anchor.quote == "responses to trafficking in persons.\nAs States gather"


def test_a_note_saves_itself_while_it_is_written(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("half a thought")
    driver.wait_until(lambda: _texts(driver) == ["half a thought"])  # nobody pressed anything
    driver.type(", and the other half")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["half a thought, and the other half"])
    assert len(driver.session.notes.marks) == 1


def test_all_pauses_of_one_note_are_one_step_to_undo(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("one")
    driver.wait_until(lambda: _texts(driver) == ["one"])
    driver.type(" two")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["one two"])
    driver.keys("Ctrl+Z", driver.window.page)
    driver.wait_until(lambda: not driver.session.notes.marks)
    driver.keys("Ctrl+Shift+Z", driver.window.page)
    driver.wait_until(lambda: _texts(driver) == ["one two"])


def test_closing_the_window_in_the_middle_of_a_note_keeps_every_word(start: Callable[..., Any], driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("one")
    driver.wait_until(lambda: _texts(driver) == ["one"])
    driver.type(" two three")
    driver.close()
    assert _texts(start()) == ["one two three"]


def test_escape_in_an_empty_new_note_keeps_nothing(driver: Any) -> None:
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    driver.keys("Escape")
    driver.wait_until(lambda: not driver.window.notes.editor.isVisible())
    driver.settle()
    assert not driver.session.notes.marks


def test_an_existing_note_is_edited_with_f2_and_emptied_becomes_a_highlight(driver: Any) -> None:
    driver.note("p2", "greater action", "first words")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("F2")
    driver.wait_until(driver.window.notes.editor.isVisible)
    driver.keys("Ctrl+A")
    driver.keys("Delete")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: [p.mark.kind for p in driver.session.notes.marks] == ["highlight"])


def test_delete_in_the_list_and_undo(driver: Any) -> None:
    driver.highlight("p2", "greater action")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("Delete")
    driver.wait_until(lambda: not driver.session.notes.marks)
    assert "deleted" in driver.window.message.text
    driver.keys("Ctrl+Z", driver.window)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)


def test_a_mark_of_another_document_is_one_click_away(driver: Any) -> None:
    driver.highlight("p21", "access to justice")
    driver.open("world-day-statement-2020")
    assert not driver.session.marks_here()
    driver.keys("Ctrl+B", driver.window)
    driver.wait_until(lambda: len(driver.notebook.list.marks) == 1)
    driver.keys("Return", driver.notebook.list)
    driver.wait_until(lambda: driver.window.page.shown.info.id == CFA)
    driver.settle()
    place = driver.session.notes.marks[0].location
    assert driver.window.page.rects_of(place)[0].intersects(driver.window.page.viewport().rect())


def test_a_recoloured_mark_keeps_its_words(driver: Any) -> None:
    placed = driver.highlight("p2", "greater action")
    driver.window.notes.colour_wanted.emit([placed.mark], "blue")
    driver.wait_until(lambda: driver.session.notes.marks[0].mark.colour == "blue")
    assert driver.session.notes.marks[0].mark.anchor == placed.mark.anchor


def test_undo_with_nothing_done_says_so(driver: Any) -> None:
    driver.keys("Ctrl+Z", driver.window.page)
    driver.wait_until(lambda: "nothing more" in driver.window.message.text)
