"""The main job, as one person does it: find, read, mark, quit, come back, take the notes out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from reader.ui.dialogs.export import ExportDialog

QUERY = "non-punishment"
WORDS = "trafficked persons should not be subject to arrest"


def _export_dialog(driver: Any) -> ExportDialog:
    driver.keys("Ctrl+E", driver.window)
    dialogs = [w for w in QApplication.topLevelWidgets() if isinstance(w, ExportDialog) and w.isVisible()]
    assert len(dialogs) == 1
    return dialogs[0]


def test_search_open_highlight_note_quit_start_export(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.search(QUERY)
    best = driver.session.searching.results.hits[0]
    assert best.reference == "ICAT-CFA-2021 para 21"
    driver.enter()
    assert driver.window.page.shown.info.id == "call-for-action-2021"
    driver.highlight("p21", WORDS)
    driver.note("p20", "Strengthen victim identification", "Ask at the next case meeting.")
    driver.close()

    driver = start()
    driver.wait_until(lambda: driver.window.page.shown is not None)
    assert driver.window.page.shown.info.id == "call-for-action-2021"
    assert [placed.mark.kind for placed in driver.session.notes.marks] == ["note", "highlight"]
    assert driver.session.notes.marks[1].mark.anchor.quote == WORDS
    target = tmp_path / "notes, taken out.md"
    dialog = _export_dialog(driver)
    dialog.path.setText(str(target))
    driver.keys("Return", dialog.path)
    driver.wait_until(target.exists)
    text = target.read_text(encoding="utf-8")
    assert f"> {WORDS}" in text
    assert "Ask at the next case meeting." in text
    assert text.index("ICAT-CFA-2021 para 20") < text.index("ICAT-CFA-2021 para 21")
    driver.wait_until(lambda: "2 marks written" in driver.window.message.text)


def test_export_of_this_document_leaves_the_others_out(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("world-day-statement-2020")
    driver.highlight("p1", "life-saving assistance")
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    target = tmp_path / "one.md"
    dialog = _export_dialog(driver)
    dialog.scopes.setCurrentIndex(dialog.scopes.findText("This document", Qt.MatchFlag.MatchStartsWith))
    dialog.path.setText(str(target))
    driver.keys("Return", dialog.path)
    driver.wait_until(target.exists)
    text = target.read_text(encoding="utf-8")
    assert "greater action is needed" in text
    assert "life-saving assistance" not in text


def test_with_nothing_marked_export_says_so_and_writes_nothing(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    before = set(tmp_path.rglob("*"))
    driver.keys("Ctrl+E", driver.window)
    assert "no marks to export" in driver.window.message.text
    assert not any(isinstance(w, ExportDialog) and w.isVisible() for w in QApplication.topLevelWidgets())
    assert set(tmp_path.rglob("*.md")) <= before


def test_an_export_into_a_place_that_cannot_be_written_says_so(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    (tmp_path / "file").write_text("a file, not a folder")
    dialog = _export_dialog(driver)
    dialog.path.setText(str(tmp_path / "file" / "notes.md"))
    driver.keys("Return", dialog.path)
    driver.wait_until(lambda: any(str(tmp_path / "file") in each.text() for each in dialog.findChildren(QLabel)))
    assert dialog.isVisible()
    dialog.reject()
    assert len(driver.session.notes.marks) == 1
