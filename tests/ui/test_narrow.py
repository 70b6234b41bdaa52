"""A small screen: nothing is cut off or pushed out of the window, and what was asked for can be read."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from reader.core.settings import Settings
from reader.ui.placing import place_window
from tests.access import holds

CFA = "call-for-action-2021"
SIZES = [(560, 420), (800, 600), (1024, 600), (1366, 768)]


def _outside(window: QWidget) -> list[QWidget]:
    """Buttons and labels that the window cuts off."""
    return [
        widget
        for widget in [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
        if widget.isVisible() and not holds(window, widget, QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
    ]


def _cut(window: QWidget) -> list[str]:
    """Words on buttons that do not fit, and wrapped labels that are too low for their text."""
    buttons = [b for b in window.findChildren(QPushButton) if b.isVisible() and b.text()]
    labels = [w for w in window.findChildren(QLabel) if w.isVisible() and w.wordWrap() and w.text()]
    return [b.text() for b in buttons if QFontMetrics(b.font()).horizontalAdvance(b.text()) + 10 > b.width()] + [
        w.text() for w in labels if w.height() < w.heightForWidth(w.width())
    ]


@pytest.mark.parametrize("size", SIZES)
def test_no_panel_pushes_another_out_of_the_window(start: Callable[..., Any], size: tuple[int, int]) -> None:
    driver = start(size=size)
    window = driver.window
    driver.search("victims")
    driver.settle()
    assert not _outside(window)
    driver.wait_until(lambda: not _cut(window))  # what came last is laid out in the next turn
    driver.enter()
    assert not _outside(window)
    driver.keys("Ctrl+N", window)
    driver.settle()
    assert window.notes.editor.isVisible()
    assert not _outside(window)
    driver.wait_until(lambda: not _cut(window))
    driver.keys("Escape")
    driver.keys("Ctrl+3", window)
    driver.settle()
    assert not _outside(window)
    driver.wait_until(lambda: not _cut(window))


@pytest.mark.parametrize("size", SIZES)
def test_an_opened_hit_has_a_page_wide_enough_to_read(start: Callable[..., Any], size: tuple[int, int]) -> None:
    driver = start(size=size)
    driver.search("victims")
    driver.keys("Down", driver.window.field)
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert driver.window.page.width() >= 400
    assert driver.focused().isVisible()


def test_the_narrowest_side_panel_still_shows_its_words(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    driver.window.columns.setSizes([1, 1_000, 1])
    driver.settle()
    assert not _cut(driver.window)


@pytest.mark.parametrize("size", [18, 44])
def test_the_words_of_an_opened_hit_are_in_view_however_long_their_paragraph(
    start: Callable[..., Any], size: int
) -> None:
    driver = start(size=(760, 460))
    driver.window.look.set_size(size)
    driver.search("disputed")
    driver.enter()
    page, hit = driver.window.page, driver.session.searching.results.hits[0]
    words = page._laid.cursor(page._laid.index[hit.block], hit.spans[0][0])
    assert page.viewport().rect().contains(page.cursorRect(words).center())


def test_a_window_kept_on_a_large_screen_fits_on_a_small_one(qapp: Any) -> None:
    window = QWidget()
    place_window(window, Settings(window=(-300, -200, 3_000, 2_000)))
    assert window.screen().availableGeometry().contains(window.geometry())
