"""What somebody is writing is never lost and never lands in another note, whatever happens around the editor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QMessageBox
from sqlcipher3 import dbapi2 as sqlite

CFA = "call-for-action-2021"


@contextmanager
def _another_program_writes(driver: Any) -> Iterator[None]:
    other = sqlite.connect(str(driver.paths.notebook), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


def _write(driver: Any, block: str, words: str, text: str) -> None:
    """Begin a note and type, without ending it."""
    driver.select(block, words)
    driver.keys("Ctrl+N", driver.window.page)
    driver.type(text)


def _texts(driver: Any) -> list[str]:
    return [placed.mark.text for placed in driver.session.notes.marks]


def _card(driver: Any, row: int) -> tuple[Any, QPoint]:
    cards = driver.window.notes._list
    return cards.viewport(), cards.visualRect(cards.model().index(row, 0)).center()


def _choose_colour(menu: QMenu, name: str) -> None:
    next(action for action in menu.findChildren(QAction) if action.text() == name).trigger()


def test_hiding_the_panel_while_writing_keeps_every_word(start: Callable[..., Any], driver: Any) -> None:
    _write(driver, "p2", "greater action", "written before F8")
    driver.keys("F8")
    driver.close()
    assert _texts(start()) == ["written before F8"]


def test_a_narrower_window_does_not_hide_the_note_that_is_written(driver: Any) -> None:
    _write(driver, "p2", "greater action", "in sight")
    driver.window.resize(760, 600)
    assert driver.window.notes.editor.isVisible()


def test_a_note_that_was_left_before_the_disk_refused_it_comes_back(driver: Any) -> None:
    with _another_program_writes(driver):
        _write(driver, "p2", "greater action", "the first note")
        _write(driver, "p3", "Crisis situations", "")
        driver.wait_until(lambda: "Another program is writing" in driver.window.message.text)
        driver.keys("Escape")
        driver.wait_until(lambda: driver.window.notes.editor._text.toPlainText() == "the first note")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["the first note"])


def test_a_note_that_was_refused_is_saved_with_the_next_one(driver: Any) -> None:
    with _another_program_writes(driver):
        _write(driver, "p2", "greater action", "first")
        _write(driver, "p3", "Crisis situations", "")
        driver.wait_until(lambda: "Another program is writing" in driver.window.message.text)
    driver.type("second")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["first", "second"])


def test_closing_asks_before_words_are_lost_that_the_disk_refused(start: Callable[..., Any], driver: Any) -> None:
    window = driver.window
    with _another_program_writes(driver):
        _write(driver, "p2", "greater action", "not on the disk yet")
        window.close()
        assert window.isVisible()
        question = window.findChild(QMessageBox)
        driver.click(question.stay)
    driver.settle()
    driver.close()
    assert not window.isVisible()
    assert _texts(start()) == ["not on the disk yet"]


def test_whoever_says_so_can_close_without_saving(start: Callable[..., Any], driver: Any) -> None:
    with _another_program_writes(driver):
        _write(driver, "p2", "greater action", "given up")
        driver.window.close()
        driver.click(driver.window.findChild(QMessageBox).leave)
        assert not driver.window.isVisible()
    assert not _texts(start())


def test_a_colour_chosen_from_a_menu_opened_before_the_last_words_keeps_them(driver: Any) -> None:
    placed = driver.note("p2", "greater action", "one")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("F2")
    menu = driver.window.notes.menu_for(placed)
    driver.type(" two")
    driver.window.notes.editor.save()
    _choose_colour(menu, "Blue")
    driver.wait_until(lambda: [p.mark.colour for p in driver.session.notes.marks] == ["blue"])
    assert _texts(driver) == ["one two"]


def test_a_colour_chosen_while_writing_stays(driver: Any) -> None:
    placed = driver.note("p2", "greater action", "one")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("F2")
    _choose_colour(driver.window.notes.menu_for(placed), "Green")
    driver.wait_until(lambda: driver.session.notes.marks[0].mark.colour == "green")
    driver.type(" two")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["one two"])
    assert driver.session.notes.marks[0].mark.colour == "green"


def test_a_note_deleted_while_it_is_written_comes_back_whole_with_undo(driver: Any) -> None:
    driver.note("p2", "greater action", "one")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("F2")
    driver.type(" two")
    driver.click(driver.window.notes.editor._delete)
    driver.wait_until(lambda: not driver.session.notes.marks)
    assert not driver.window.notes.editor.isVisible()
    driver.keys("Ctrl+Z", driver.window.page)
    driver.wait_until(lambda: _texts(driver) == ["one two"])


def test_what_is_typed_after_a_double_click_on_a_card_goes_into_its_note(driver: Any) -> None:
    driver.note("p2", "greater action", "one")
    cards, where = _card(driver, 0)
    driver.click(cards, where)
    QTest.mouseDClick(cards, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    driver.settle()
    driver.type(" two")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["one two"])


def test_opening_the_note_that_is_open_changes_nothing_in_it(driver: Any) -> None:
    placed = driver.note("p2", "greater action", "one")
    driver.keys("Ctrl+4", driver.window)
    driver.keys("F2")
    driver.type(" two")
    driver.window.notes.edit_wanted.emit(placed)  # as a menu that was opened before has it
    driver.type(" three")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: _texts(driver) == ["one two three"])


def test_writing_on_after_done_keeps_the_editor_open(driver: Any) -> None:
    with _another_program_writes(driver):
        _write(driver, "p2", "greater action", "one")
        driver.keys("Ctrl+Return")
        driver.type(" two")
    driver.wait_until(lambda: _texts(driver) == ["one two"])
    assert driver.window.notes.editor.isVisible()


def test_a_note_that_is_saved_late_does_not_take_the_focus_back(driver: Any) -> None:
    _write(driver, "p2", "greater action", "one")
    driver.keys("Ctrl+Return")
    driver.keys("Ctrl+K")
    driver.wait_until(lambda: not driver.window.notes.editor.isVisible())
    assert driver.window.field.hasFocus()


def test_the_quote_above_a_note_is_shown_whole(driver: Any) -> None:
    driver.keys("Ctrl+N", driver.window.page)
    driver.settle()
    driver.search("punished")
    driver.enter()
    driver.keys("Ctrl+N", driver.window.page)
    driver.settle()
    quote = driver.window.notes.editor._quote
    assert len(quote.text()) > 80
    assert quote.height() >= quote.heightForWidth(quote.width())


def test_a_notebook_that_can_only_be_read_refuses_a_note_before_it_is_written(
    start: Callable[..., Any], driver: Any, tmp_path: Path
) -> None:
    driver.highlight("p2", "greater action")
    driver.close()
    db = sqlite.connect(str(tmp_path / "data" / "notebook.db"))
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()
    driver = start()
    driver.open(CFA)
    driver.window.message.dismiss()
    driver.keys("Ctrl+N", driver.window.page)
    assert not driver.window.notes.editor.isVisible()
    assert "newer version" in driver.window.message.text


def test_notes_that_could_not_be_opened_at_the_start_are_opened_for_the_first_mark(
    start: Callable[..., Any], driver: Any, tmp_path: Path
) -> None:
    driver.highlight("p2", "greater action")
    driver.close()
    notebook = tmp_path / "data" / "notebook.db"
    other = sqlite.connect(str(notebook), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    driver = start()
    assert "Another program is writing" in driver.window.message.text
    assert not driver.session.notes.marks
    other.execute("ROLLBACK")
    other.close()
    driver.open(CFA)
    driver.select("p3", "Crisis situations")
    driver.keys("Ctrl+H", driver.window.page)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 2)
