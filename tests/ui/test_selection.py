"""What is selected stays selected while the page changes its width or its size."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFont, QWheelEvent

from reader.ui.fonts import interface_font
from reader.ui.panels.text import Run, _fit

CFA = "call-for-action-2021"


def test_a_selection_survives_larger_text(driver: Any) -> None:
    page = driver.window.page
    driver.select("p2", "greater action")
    driver.keys("Ctrl++", driver.window)
    assert page.text_of(page.selected()) == "greater action"


def test_the_caret_survives_a_narrower_page(driver: Any) -> None:
    page = driver.window.page
    driver.search("disputed")
    driver.enter()
    before = page.paragraph_here()
    driver.window.resize(700, 600)
    driver.settle()
    assert page.textCursor().block().text() == page.text_of(before)


def test_a_touchpad_zooms_by_notches_and_not_by_events(driver: Any) -> None:
    page, steps = driver.window.page, []
    page.zoomed.connect(steps.append)
    for turn in [15] * 8 + [0] + [-120]:
        page.wheelEvent(
            QWheelEvent(
                QPointF(5, 5),
                QPointF(5, 5),
                QPoint(0, 0),
                QPoint(0, turn),
                Qt.MouseButton.NoButton,
                Qt.KeyboardModifier.ControlModifier,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
        )
    assert steps == [1, -1]


def test_a_pasted_book_is_not_laid_out_for_the_lines_of_a_card(qapp: Any) -> None:
    run = Run("a word and " * 200_000, interface_font(12, QFont.Weight.Normal), "#000000", 4)
    layout = _fit(run, 240, Qt.LayoutDirection.LeftToRight)
    assert layout.lineCount() == 4
    assert layout.text().endswith("…")
