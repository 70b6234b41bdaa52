"""Somebody who has never seen this program finds a passage, marks it and prints it, with the keyboard alone.

Such a person knows Enter, Tab, Esc and the arrow keys. Every other key is read from the screen and from nowhere else.
"""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from reader.core.text import squeeze
from reader.ui.dialogs.print import PrintDialog


def keys_on_the_screen(driver: Any) -> dict[str, str]:
    """By what they do, the keys that stand on the screen as caps, each with its words beside it."""
    shown = [label for label in driver.window.findChildren(QLabel) if label.isVisible() and label.text()]
    return {
        words.text(): cap.text()
        for cap in shown
        if cap.property("tone") == "key"
        for words in shown
        if words is not cap and words.parentWidget() is cap.parentWidget()
    }


def tab_to(driver: Any, dialog: QDialog, kind: type[QWidget], words: str) -> QWidget:
    """Press Tab until something of this kind that says these words has the keys."""
    for _ in range(20):
        focused = dialog.focusWidget()
        if isinstance(focused, kind) and words in focused.text():  # type: ignore[attr-defined]
            return focused
        driver.keys("Tab", focused)
    raise AssertionError(words)


def only(driver: Any, parent: QWidget, kind: type[QWidget]) -> Any:
    """The one dialog of this kind, once it is there."""
    driver.wait_until(lambda: bool(parent.findChildren(kind)))
    (found,) = parent.findChildren(kind)
    return found


def test_find_mark_and_print_by_what_the_screen_tells(start: Callable[..., Any]) -> None:
    driver = start(size=(1366, 768))
    window = driver.window
    told = keys_on_the_screen(driver)

    driver.keys(told["Search the library"])
    driver.type("arrested or detained")
    driver.wait_until(lambda: bool(window.side.results.hits.model().rowCount()))
    driver.keys("Return")
    driver.wait_until(lambda: window.page.isVisible() and driver.session.searching.hit is not None)
    driver.settle()
    passage = driver.block(driver.session.searching.hit.block).text

    empty = [label.text() for label in window.notes.findChildren(QLabel) if label.isVisible()]
    assert any(told["Highlight"] in text for text in empty)  # it is told again where the mark will be
    driver.keys(told["Highlight"])
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    with closing(sqlite3.connect(driver.paths.notebook)) as notebook:
        assert notebook.execute("SELECT quote FROM mark").fetchall() == [(passage,)]

    driver.keys(told["Print, or save as PDF"])
    dialog = only(driver, window, PrintDialog)
    driver.keys("Space", tab_to(driver, dialog, QCheckBox, "marks and notes (1)"))
    driver.keys("Return", tab_to(driver, dialog, QPushButton, "Save as PDF"))
    driver.keys("Return", only(driver, dialog, QFileDialog).focusWidget())  # the name that is offered will do
    driver.wait_until(lambda: window.message.text.startswith("Saved as "))
    path = Path(window.message.text.removeprefix("Saved as ").removesuffix("."))
    printed = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
    assert squeeze(passage) in squeeze(printed)
    path.unlink()
