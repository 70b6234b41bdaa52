"""Every control has a name, every button a key or a tip, and nothing needs a mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QDialog

from reader.ui.actions import SPECS

CONTROLS = {
    QAccessible.Role.Button, QAccessible.Role.EditableText, QAccessible.Role.List, QAccessible.Role.RadioButton,
    QAccessible.Role.ButtonMenu, QAccessible.Role.CheckBox, QAccessible.Role.Tree,
    QAccessible.Role.Slider,
}  # fmt: skip


def _walk(interface: Any) -> Iterator[Any]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from _walk(child)


def _nameless(window: Any) -> list[str]:
    found = []
    for interface in _walk(QAccessible.queryAccessibleInterface(window)):
        state = interface.state()
        if interface.role() in CONTROLS and not state.invisible and not interface.text(QAccessible.Text.Name):
            found.append(f"{interface.role()} {interface.object()}")
    return found


def test_every_control_has_a_name(start: Callable[..., Any]) -> None:
    driver = start()
    assert not _nameless(driver.window)
    driver.open("call-for-action-2021")
    driver.search("corruption")
    driver.note("p1", "The Heads", "a note")
    driver.select("p2", "greater action")
    driver.keys("Ctrl+N", driver.window.page)
    assert not _nameless(driver.window)


@pytest.mark.parametrize("keys", ["Ctrl+E", "Ctrl+I", "Ctrl+Shift+B", "F1", "Ctrl+Comma"])
def test_dialogs_too(start: Callable[..., Any], keys: str) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p1", "The Heads")
    driver.keys(keys, driver.window)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
    assert not _nameless(dialog)
    dialog.reject()


def test_every_action_has_a_key_and_no_key_has_two_actions() -> None:
    keys = [key for spec in SPECS for key in spec.keys]
    assert all(spec.keys for spec in SPECS)
    assert len(keys) == len(set(keys))


def test_tab_leads_from_the_field_into_the_lists_and_the_page(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.keys("Ctrl+K", driver.window)
    seen = []
    for _ in range(40):
        driver.keys("Tab")
        seen.append(driver.focused())
    assert driver.window.page in seen
    assert any(driver.window.side.isAncestorOf(widget) for widget in seen)


def test_right_to_left_mirrors_the_window_and_its_keys(start: Callable[..., Any], qapp: Any) -> None:
    from PySide6.QtCore import Qt  # noqa: PLC0415

    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        driver = start()
        driver.open("call-for-action-2021")
        driver.open("world-day-statement-2020")
        assert driver.window.side.x() > driver.window.notes.x()
        driver.keys("Alt+Right", driver.window)  # back, towards where one came from
        driver.wait_until(lambda: driver.window.page.shown.info.id == "call-for-action-2021")
        driver.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
