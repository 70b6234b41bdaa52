"""The settings window by keys alone: what is chosen holds at once and comes back at the next start."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton

from reader.app import _scale_interface
from reader.core.paths import find_paths
from reader.core.settings import Settings, Typesetting, read_settings, write_settings

CFA = "call-for-action-2021"


def _open(driver: Any) -> Any:
    driver.window.activateWindow()
    driver.keys("Ctrl+Comma", driver.window)
    driver.wait_until(lambda: driver.window.setting._dialog is not None and driver.window.setting._dialog.isVisible())
    dialog = driver.window.setting._dialog
    dialog.activateWindow()
    driver.wait_until(lambda: dialog.isActiveWindow() and dialog.isAncestorOf(driver.focused()))
    return dialog


def _tab_to(driver: Any, widget: Any) -> None:
    for _ in range(40):
        if driver.focused() is widget:
            return
        driver.keys("Tab")
    raise AssertionError(f"Tab does not lead to {widget}")


def _kept(driver: Any) -> Settings:
    return read_settings(driver.paths.settings)[0]


def test_everything_is_chosen_by_keys_holds_at_once_and_comes_back(start: Callable[..., Any]) -> None:
    driver = start(size=(1024, 600))
    driver.open(CFA)
    window = driver.window
    window.page.verticalScrollBar().setValue(1500)
    place = window.page.place().block
    dialog = _open(driver)
    assert driver.focused() is dialog.faces.button(0)
    driver.keys("Right")
    driver.keys("Right")
    assert window.look.type.face == "legible"
    shown = dialog.sample.document().firstBlock().begin().fragment().charFormat()
    assert shown.fontFamilies()[0] == "Atkinson Hyperlegible Next"
    for slider, times in ((dialog.text_size, 4), (dialog.line_height, 3), (dialog.measure, 2)):
        _tab_to(driver, slider)
        for _ in range(times):
            driver.keys("Right")
    for box in (dialog.justified, dialog.numbers):
        _tab_to(driver, box)
        driver.keys("Space")
    _tab_to(driver, dialog.themes.button(0))
    for _ in range(3):
        driver.keys("Right")
    _tab_to(driver, dialog.notes_panel)
    driver.keys("Space")
    _tab_to(driver, dialog.interface.button(0))
    driver.keys("Right")
    wanted = Typesetting("legible", 22, 1.7, 68, True, False)
    assert window.look.type == wanted
    assert window.look.theme.name == "dark"
    assert window.notes.isHidden()
    assert window.page.place().block == place
    driver.wait_until(
        lambda: driver.paths.settings.exists() and _kept(driver).interface_size == 125
    )  # power may go now
    assert _kept(driver).type == wanted
    fields = dialog.findChildren(QLineEdit)
    assert [Path(field.text()) for field in fields] == [driver.paths.notebook, driver.paths.settings]
    copy = next(b for b in dialog.findChildren(QPushButton) if b.accessibleName() == "Copy: Your notes")
    _tab_to(driver, copy)
    driver.keys("Space")
    assert QGuiApplication.clipboard().text() == str(driver.paths.notebook)
    driver.keys("Escape")
    driver.close()

    driver = start(size=None)
    driver.wait_until(lambda: driver.window.page.shown is not None)
    assert driver.window.look.type == wanted
    assert driver.window.look.theme.name == "dark"
    assert driver.window.notes.isHidden()
    dialog = _open(driver)
    assert dialog.interface.current() == 1
    _tab_to(driver, dialog.usual)
    driver.keys("Space")
    assert driver.window.look.type == Typesetting()
    assert not driver.window.notes.isHidden()
    driver.keys("Escape")
    driver.wait_until(lambda: _kept(driver).type == Typesetting() and _kept(driver).interface_size == 100)


def test_bad_values_are_named_and_mended_by_choosing(start: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    text = 'theme = "sepia"\nface = "Comic"\nline_height = 9\nmeasure = 70\n'
    (tmp_path / "data" / "settings.toml").write_text(text, encoding="utf-8")
    driver = start(first=True)
    assert {"face", "line_height"} <= set(driver.window.message.text.rstrip(".").replace(",", "").split())
    assert driver.window.look.type == Typesetting(measure=70)
    dialog = _open(driver)
    assert (dialog.faces.current(), dialog.measure.value(), dialog.themes.current()) == (0, 70, 2)
    driver.keys("Right")
    driver.keys("Escape")
    driver.wait_until(lambda: _kept(driver).type == Typesetting("sans", measure=70))


def test_a_folder_that_cannot_be_written_is_one_sentence_and_the_choice_holds(start: Callable[..., Any]) -> None:
    driver = start()
    driver.paths.settings.unlink(missing_ok=True)
    driver.paths.settings.mkdir()  # also root cannot write a file of that name
    dialog = _open(driver)
    driver.keys("Right")
    driver.wait_until(dialog._state.isVisible)
    assert "settings.toml" in dialog._state.text()
    assert driver.window.look.type.face == "sans"
    driver.keys("Escape")
    driver.paths.settings.rmdir()
    driver.window.activateWindow()
    driver.wait_until(driver.window.isActiveWindow)
    driver.keys("Ctrl++", driver.window)  # a change from elsewhere tries again
    driver.wait_until(lambda: driver.paths.settings.is_file())
    assert _kept(driver).type == Typesetting("sans", 20)


def test_the_size_of_the_interface_is_qt_s_from_the_next_start_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_settings(tmp_path / "settings.toml", Settings(interface_size=150))
    monkeypatch.setenv("QT_SCALE_FACTOR", "1.25")
    _scale_interface(find_paths(tmp_path))
    assert os.environ["QT_SCALE_FACTOR"] == "1.25"  # somebody set it
    monkeypatch.delenv("QT_SCALE_FACTOR")
    _scale_interface(find_paths(tmp_path))
    assert os.environ["QT_SCALE_FACTOR"] == "1.5"
