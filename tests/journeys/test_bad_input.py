"""Damage and obstacles: each is one sentence in the window, and no mark is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLockFile
from sqlcipher3 import dbapi2 as sqlite

ROOT = Path(__file__).resolve().parent.parent.parent


def _run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {
        key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments], cwd=ROOT, env=env | environment, capture_output=True, text=True
    )


def _with_one_mark(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    driver.close()


@pytest.mark.parametrize("part", ["index", "library"])
def test_a_damaged_cache_is_rebuilt_without_a_word(start: Callable[..., Any], tmp_path: Path, part: str) -> None:
    start().close()
    for file in (tmp_path / "data" / "cache" / part).rglob("*"):
        if file.is_file():
            data = bytearray(file.read_bytes())
            for place in range(0, len(data), 7):
                data[place] ^= 0xFF
            file.write_bytes(bytes(data))
    driver = start()
    driver.search("non-punishment")
    assert driver.session.searching.results.hits[0].reference == "ICAT-CFA-2021 para 21"
    assert not driver.window.message.isVisible()


def test_damaged_notes_are_saved_and_said(start: Callable[..., Any], tmp_path: Path) -> None:
    _with_one_mark(start)
    notebook = tmp_path / "data" / "notebook.db"
    notebook.write_bytes(b"\x00\xff" * 5_000)
    driver = start()
    driver.settle()
    assert "damaged" in driver.window.message.text
    assert [p.mark.anchor.quote for p in driver.session.notes.marks] == ["greater action is needed"]
    assert any(file.read_bytes() == b"\x00\xff" * 5_000 for file in (tmp_path / "data").glob("*damaged*"))


def test_notes_of_a_newer_version_can_be_read_but_not_changed(start: Callable[..., Any], tmp_path: Path) -> None:
    _with_one_mark(start)
    db = sqlite.connect(str(tmp_path / "data" / "notebook.db"))
    db.execute("PRAGMA user_version = 99")
    db.commit()
    db.close()
    driver = start()
    driver.wait_until(lambda: "newer version" in driver.window.message.text)
    driver.wait_until(lambda: driver.window.page.shown is not None)
    assert len(driver.session.notes.marks) == 1
    driver.keys("Ctrl+D", driver.window.page)
    driver.wait_until(lambda: "not changed" in driver.window.message.text)
    assert len(driver.session.notes.marks) == 1


def test_a_mark_that_cannot_be_written_is_not_shown(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    other = sqlite.connect(str(tmp_path / "data" / "notebook.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    driver.select("p2", "greater action is needed")
    driver.keys("Ctrl+H", driver.window.page)
    driver.wait_until(lambda: "Another program is writing" in driver.window.message.text)
    assert not driver.session.notes.marks
    assert not driver.window.page._marked.placed
    other.execute("ROLLBACK")
    other.close()
    driver.highlight("p2", "greater action is needed")


def test_a_note_that_cannot_be_written_stays_in_the_editor(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    other = sqlite.connect(str(tmp_path / "data" / "notebook.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    driver.select("p2", "greater action is needed")
    driver.keys("Ctrl+N", driver.window.page)
    driver.type("not to be lost")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: "Another program is writing" in driver.window.message.text)
    editor = driver.window.notes.editor
    assert editor.isVisible()
    other.execute("ROLLBACK")
    other.close()
    editor.finish()
    driver.wait_until(lambda: [p.mark.text for p in driver.session.notes.marks] == ["not to be lost"])


def test_bad_settings_fall_back_and_are_named(start: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_text('theme = "sepia"\ntext_size = 4000\n')
    driver = start()
    assert "text_size" in driver.window.message.text
    assert driver.window.look.theme.name == "sepia"


def test_unreadable_settings_are_no_obstacle(start: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "settings.toml").write_bytes(b"\xff\xfe\x00garbage = [")
    driver = start()
    assert "settings file could not be read" in driver.window.message.text


def test_without_a_display_one_sentence_names_the_two_ways_out() -> None:
    answer = _run()
    assert answer.returncode == 2
    assert "make demo" in answer.stderr
    assert "search" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_a_display_that_is_not_there_is_no_display() -> None:
    answer = _run(DISPLAY=":4711")
    assert answer.returncode == 2
    assert "no display" in answer.stderr


def test_a_second_instance_says_so_on_stderr(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    lock = QLockFile(str(folder / "window.lock"))
    assert lock.tryLock(0)
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "--data-dir", str(folder)], cwd=ROOT, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stderr is not None
    assert "already open" in process.stderr.readline()
    process.kill()
    process.wait()
    process.stderr.close()
    lock.unlock()


def test_an_address_is_shown_and_not_visited(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("world-day-statement-2020")
    driver.window.page.link_followed.emit("https://twitter.com/ICAT_News")
    assert "never goes online" in driver.window.message.text
    assert "https://twitter.com/ICAT_News" in driver.window.message.text


def test_a_link_to_another_document_opens_it(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("publications-page-2022")
    driver.window.page.link_followed.emit("doc:call-for-action-2021")
    driver.wait_until(lambda: driver.window.page.shown.info.id == "call-for-action-2021")
