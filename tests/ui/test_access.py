"""By the tree that screen readers walk: every control has a name and a role, and no two in a panel sound alike. By the
keyboard: Tab reaches each of them, from top to bottom within its panel, and what has the focus can be seen. What
happens is said, and said once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QApplication,
    QDialog,
    QFileDialog,
    QStyle,
    QWidget,
)

from reader.ui.actions import SPECS
from reader.ui.panels import parts
from tests.access import outside, tab_through, unseen, wrong_names, wrong_order
from tests.builders import PROJECT

CFA = "call-for-action-2021"


def _states(driver: Any) -> Iterator[tuple[str, QWidget]]:
    """The main states of the window, one after the other; each with where Tab begins."""
    window = driver.window
    yield "first page", window.field
    driver.open(CFA)
    driver.highlight("p1", "The Heads")
    driver.note("p2", "greater action", "a note")
    window.aloud.bar.show_voices(["one", "two"], 0)
    window.aloud.bar.show()
    window.message.say("Something happened.", "Undo", lambda: None)
    yield "reading", window.field
    window.message.dismiss()
    window.aloud.bar.hide()
    driver.keys("F9", window.page)
    driver.settle()
    yield "side by side", window.field
    driver.keys("F9", window.page)
    driver.search("victims")
    driver.select("p2", "collectively")
    window.marking.write_note()
    driver.settle()
    yield "results and a note", window.field
    driver.keys("Escape")
    driver.keys("Ctrl+B", window)
    driver.settle()
    driver.keys("Ctrl+A", driver.notebook.list)
    driver.settle()
    yield "notebook", window.field
    for name, address in (("questions", "role:labour_inspector"), ("reading path", "path:labour_inspector")):
        window.guiding.follow(address)
        driver.settle()
        yield name, window.field
    for name, key in (("terms", "Ctrl+8"), ("people and bodies", "Ctrl+9")):
        driver.keys(key, window)
        driver.settle()
        yield name, window.field


def test_every_control_has_a_name_and_is_reached_and_seen(start: Callable[..., Any]) -> None:
    driver = start()
    for name, begin in _states(driver):
        assert wrong_names(driver.window) == [], name
        order = tab_through(driver, driver.window, begin)
        assert wrong_order(driver.window, order) == [], name
        assert unseen(driver.window, order) == [], name
        if name == "results and a note":  # nearly all there is; switching paints every widget of the process anew
            driver.window.look.set_theme("contrast")
            assert unseen(driver.window, order) == [], f"{name}, high contrast"
            driver.window.look.set_theme("light")
        driver.window.look.set_size(36)
        driver.window.resize(1024, 600)
        driver.settle()
        order = tab_through(driver, driver.window, begin)
        assert wrong_order(driver.window, order) == [], f"{name}, large text in a small window"
        assert outside(driver.window, order) == [], f"{name}, large text in a small window"
        driver.window.look.set_size(18)
        driver.window.resize(1280, 800)


def test_dialogs_too(driver: Any) -> None:
    driver.highlight("p1", "The Heads")
    ask = {name: driver.window.actions_by_name[name].trigger for name in ("export", "backups", "quote_check", "help")}
    for name, call in {**ask, "meanings": driver.window.marking.open_meanings}.items():
        driver.window.activateWindow()
        call()
        driver.settle()
        dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible())
        assert not isinstance(dialog, QFileDialog)
        assert wrong_names(dialog) == [], name
        begin = dialog.focusWidget()
        assert begin is not None
        order = tab_through(driver, dialog, begin)
        assert wrong_order(dialog, order) == [], name
        assert unseen(dialog, order) == [], name
        dialog.reject()


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What screen readers are told, without what they would be told elsewhere."""

    class Listening:
        @staticmethod
        def updateAccessibility(event: QAccessibleAnnouncementEvent) -> None:
            heard.append(event.message())

    heard: list[str] = []
    monkeypatch.setattr(parts, "QAccessible", Listening)
    return heard


def test_results_and_what_becomes_of_marks_are_said_once(driver: Any, said: list[str]) -> None:
    window, notes = driver.window, driver.session.notes

    def heard() -> list[str]:
        driver.settle()
        told = list(said)
        said.clear()
        return told

    driver.search("corruption")
    assert len(heard()) == 1
    one, two = driver.highlight("p1", "The Heads").mark.id, driver.highlight("p2", "greater action").mark.id
    assert heard() == ["Highlighted in yellow"] * 2
    driver.keys("Ctrl+B", window)
    heard()
    for change, sentence in (
        (lambda: notes.recolour([one, two], "green"), "2 marks are green now."),
        (lambda: notes.tag([one], ["court"], ()), "Tag “court” given to 1 mark."),
        (notes.undo, "Tag “court” taken from 1 mark."),
        (lambda: notes.make_collection("For court", [one]), "Briefing “For court” made."),
        (lambda: notes.delete_marks([two]), "1 mark deleted."),
        (notes.undo, "1 mark restored."),
    ):
        change()
        assert heard() == [sentence]
        assert window.message.text == sentence
    driver.keys("Ctrl+B", window)
    driver.settle()
    heard()
    driver.keys("Ctrl+D", window.page)
    assert heard() == ["Bookmarked"]


def test_nothing_moves_by_itself(driver: Any) -> None:
    """Not for those whom movement makes ill, and not for others: Qt's own animations are off, and there are none of
    ours. Qt 6.9 cannot tell what the system was asked for."""
    for widget in (*driver.window.findChildren(QAbstractButton), *driver.window.findChildren(QAbstractSlider)):
        assert widget.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, widget) == 0
    assert not any(QApplication.isEffectEnabled(effect) for effect in Qt.UIEffect)
    sources = [file.read_text(encoding="utf-8") for file in (PROJECT / "reader").rglob("*.py")]
    assert not any(word in text for text in sources for word in ("Animation(", "QTimeLine", "QScroller"))


def test_every_action_has_a_key_and_no_key_has_two_actions() -> None:
    keys = [key for spec in SPECS for key in spec.keys]
    assert all(spec.keys for spec in SPECS)
    assert len(keys) == len(set(keys))


def test_right_to_left_mirrors_the_window_and_its_keys(start: Callable[..., Any], qapp: Any) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        driver = start()
        driver.open(CFA)
        driver.open("world-day-statement-2020")
        assert driver.window.side.x() > driver.window.notes.x()
        driver.keys("Alt+Right", driver.window)  # back, towards where one came from
        driver.wait_until(lambda: driver.window.page.shown.info.id == CFA)
        driver.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
