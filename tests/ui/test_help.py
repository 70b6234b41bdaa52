"""The help: its keys are those of the table, all of it can be searched, and it fits a small screen."""

from __future__ import annotations

from typing import Any

import pytest

from reader.ui.actions import SPECS, TEXT_SPECS, shown_keys
from reader.ui.help.guide import read_guide
from reader.ui.help.window import HelpWindow
from tests.builders import PROJECT

GUIDE = PROJECT / "resources" / "help" / "en"


@pytest.mark.parametrize("right_to_left", [False, True])
def test_every_action_is_in_the_help_with_its_keys_and_every_key_in_a_text_is_one(right_to_left: bool) -> None:
    topics = read_guide(GUIDE, right_to_left)  # a text that names an action that there is not: KeyError
    listed = [(entry.name, entry.hint) for topic in topics for entry in topic.entries()]
    for spec in (*SPECS, *TEXT_SPECS):
        assert (spec.text, ", ".join(shown_keys(spec, right_to_left))) in listed
    keys = {key for spec in (*SPECS, *TEXT_SPECS) for key in shown_keys(spec, right_to_left)}
    for topic in topics:
        assert topic.title
        assert topic.text or topic.tables
        assert "{" not in topic.text
        assert set(topic.text.split("`")[1::2]) <= keys
    assert len(topics) == len(list(GUIDE.glob("*.md"))) + 2


def test_no_text_of_the_guide_has_a_key_typed_into_it() -> None:
    for file in GUIDE.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        assert "Ctrl+" not in text, file.name
        assert "`" not in text, file.name


@pytest.fixture
def opened(driver: Any) -> tuple[Any, HelpWindow]:
    driver.keys("F1", driver.window)
    made = driver.window.findChild(HelpWindow)
    driver.wait_until(made.isVisible)
    made.activateWindow()
    return driver, made


def _titles(made: HelpWindow) -> list[str]:
    return [row.text for row in made._model.rows]


def _marked(made: HelpWindow) -> set[str]:
    return {each.cursor.selectedText().casefold() for each in made.text.extraSelections()}


def test_typing_finds_topics_and_keys_and_marks_the_words(opened: tuple[Any, HelpWindow]) -> None:
    driver, made = opened
    everything = _titles(made)
    assert made.field.hasFocus()
    driver.type("Undo briefings", made.field)
    assert _titles(made) == ["The notebook"]
    assert _marked(made) == {"undo", "briefings"}
    made.field.setText("side by")
    assert _titles(made)[-1] == "Side by side"
    driver.keys("Down", made.field)
    assert made.list.hasFocus()
    driver.keys("End")
    assert made.text._topic.title == "All keys"
    assert made.text.viewport().rect().contains(made.text.cursorRect())
    driver.keys("Return")
    assert made.text.hasFocus()
    assert made.isVisible()
    driver.keys("Escape", made.field)
    assert _titles(made) == everything
    made.field.setText("ctrl+p")
    assert "Print, or save as PDF" in _titles(made)
    made.field.clear()
    driver.type("corruption", made.field)
    assert _titles(made) == []
    assert "corruption" in made.nothing.sentence
    driver.keys("Return", made.field)
    assert made.nothing.way_out.hasFocus()
    driver.keys("Return")  # nothing in the help: to the library
    driver.wait_until(lambda: driver.asked == "corruption")
    assert not made.isVisible()
    driver.window.activateWindow()
    assert driver.window.field.hasFocus()


def test_it_fits_a_small_window_at_every_size_of_text_and_stays_what_it_was(opened: tuple[Any, HelpWindow]) -> None:
    driver, made = opened
    for size in (18, 36):
        driver.window.look.set_size(size)
        made.resize(800, 560)
        driver.settle()
        assert made.size().width() == 800  # nothing pushed it wider
        for row in range(made._model.rowCount()):
            made.list.setCurrentIndex(made._model.index(row, 0))
            assert made.text.document().size().width() <= made.text.viewport().width(), made.text._topic.title
        assert made.list.verticalScrollBar().maximum() == 0
    made.field.setText("backups")
    title, marked = made.text._topic.title, _marked(made)
    driver.window.look.set_theme("dark")
    assert (made.text._topic.title, _marked(made)) == (title, marked)
    driver.keys("F1", driver.window)
    assert driver.window.findChildren(HelpWindow) == [made]
    driver.window.look.set_theme("light")


def test_the_whole_screen_and_back(driver: Any) -> None:
    driver.keys("F11", driver.window)
    assert driver.window.isFullScreen()
    driver.window.field.setFocus()
    driver.keys("Escape")
    assert driver.window.isFullScreen()  # first to the text
    assert driver.window.page.hasFocus()
    driver.keys("Escape")
    assert not driver.window.isFullScreen()
    driver.keys("F11", driver.window)
    driver.keys("F11", driver.window)
    assert not driver.window.isFullScreen()
