"""Words from elsewhere, checked against the library in the window."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from tests.builders import PROJECT


@pytest.fixture
def dialog(driver: Any) -> Any:
    driver.keys("Ctrl+Shift+F", driver.window)
    return driver.window.quoting._dialog


def _ask(driver: Any, dialog: Any, text: str) -> str:
    """Type, and wait for the answer to just that."""
    answered: list[str] = []
    dialog.check_wanted.connect(lambda asked: answered.append(asked))
    dialog.field.selectAll()
    dialog.field.insertPlainText(text)
    driver.wait_until(lambda: answered[-1:] == [text])
    driver.settle()
    return dialog.verdict.text()


def _paste(dialog: Any, text: str) -> None:
    data = QMimeData()
    data.setText(text)
    QGuiApplication.clipboard().setMimeData(data)
    dialog.field.paste()


def test_the_clipboard_is_not_looked_at_unasked(driver: Any) -> None:
    QGuiApplication.clipboard().setText("something private")
    driver.keys("Ctrl+Shift+F", driver.window)
    dialog = driver.window.quoting._dialog
    driver.settle()
    assert (dialog.field.toPlainText(), dialog.verdict.text()) == ("", "")


def test_exact_words_have_their_reference_and_open(driver: Any, dialog: Any) -> None:
    words = driver.block("p8").text
    assert _ask(driver, dialog, words) == "Exact: these are the words of ICAT-CFA-2021 para 8."
    driver.click(dialog._places[0].open)
    driver.settle()
    assert driver.window.quoting._dialog is None
    assert driver.window.page.paragraph_here().start.block == "p8"


def test_altered_words_show_what_differs_and_the_right_ones_can_be_taken(driver: Any, dialog: Any) -> None:
    right = driver.block("p8").text
    first, second, *rest = right.split(" ")
    assert _ask(driver, dialog, " ".join([first, second, "perhaps", *rest])).startswith("Altered")
    [place] = dialog._places
    assert "+perhaps" in place.text.toPlainText()
    driver.click(place.copy)
    driver.settle()
    copied = QGuiApplication.clipboard().mimeData()
    assert "ICAT-CFA-2021 para 8" in copied.text()
    assert "perhaps" not in copied.text()
    assert "ICAT-CFA-2021 para 8" in copied.html()
    assert "Copied" in dialog._done.text()


def test_what_the_library_does_not_have_is_said(driver: Any, dialog: Any) -> None:
    assert _ask(driver, dialog, "Nobody ever wrote this about xylophones").startswith("Not in this library")
    assert dialog._places == []
    assert _ask(driver, dialog, " ") == ""


def test_only_the_newest_question_is_answered(driver: Any, dialog: Any) -> None:
    heard: list[Any] = []
    session = driver.session
    session.check_quote("first question that nobody waits for", heard.append)
    session.check_quote(driver.block("p8").text, heard.append)
    driver.settle()
    assert [answer.verdict for answer in heard] == ["exact"]


def test_a_megabyte_is_refused_and_what_is_in_the_field_stays_small(driver: Any, dialog: Any) -> None:
    _paste(dialog, "word " * 200_000)
    driver.wait_until(lambda: "too long" in dialog.verdict.text())
    assert len(dialog.field.toPlainText()) <= 20_000
    dialog.field.clear()
    _paste(dialog, driver.block("p8").text)
    driver.wait_until(lambda: dialog.verdict.text().startswith("Exact"))


def test_what_was_checked_is_there_the_next_time(driver: Any, dialog: Any) -> None:
    _ask(driver, dialog, "Nobody ever wrote this")
    dialog.reject()
    driver.settle()
    driver.window.activateWindow()
    driver.window.quoting.open()
    again = driver.window.quoting._dialog
    driver.wait_until(lambda: again.verdict.text().startswith("Not in this library"))
    again.reject()


QUITTING = """
import sys
from PySide6.QtCore import QMimeData, QTimer
from reader.app import make_application
from reader.core.paths import find_paths
app = make_application(find_paths())
data = QMimeData()
data.setText("copied")
data.setHtml("<p>copied</p>")
app.clipboard().setMimeData(data)
QTimer.singleShot(0, app.quit)
app.exec()
"""


def test_quitting_after_copying_is_no_crash() -> None:
    done = subprocess.run([sys.executable, "-c", QUITTING], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == 0
