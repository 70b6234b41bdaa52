"""Ticks along the scroll bar: where hits and marks are, on their own sides, few enough to paint at every frame."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPixmap, QTextDocument
from PySide6.QtWidgets import QApplication

from reader.core.marks import COLOURS, PlacedMark
from reader.core.occurrences import find_in, fold_document
from reader.core.paths import find_paths
from reader.core.settings import Typesetting
from reader.core.types import Location, Point
from reader.ui.reading.found import Found
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.ticks import TickBar
from reader.ui.theme import NAMES, load_theme
from tests.builders import document, mark
from tests.ui.test_theme import contrast

THEMES = find_paths().resources / "themes"
LONG = document(*(f"{'Words that fill a line. ' * (number % 9 + 1)} needle{number}x." for number in range(400)))


@pytest.fixture
def page(qapp: Any) -> Iterator[ReadingPage]:
    theme = load_theme(THEMES, "light")
    page = ReadingPage(theme, Typesetting())
    page.set_look(theme, Typesetting(), QPixmap())
    page.resize(760, 600)
    page.show()
    yield page
    page.hide()
    page.deleteLater()


def _find(page: ReadingPage, words: str, current: int | None = None) -> list[QRect]:
    assert page.shown is not None
    page.show_found(find_in(fold_document(page.shown), words), current)
    return [rect for rect, _ in page.verticalScrollBar().ticks()]  # type: ignore[attr-defined]


def _first_marked(page: ReadingPage) -> int:
    selections = page.extraSelections()  # held, or their cursors are gone
    return selections[0].cursor.position()  # type: ignore[attr-defined,no-any-return]


def _mark(number: int, kind: str = "highlight") -> PlacedMark:
    block = LONG.blocks[number]
    place = Location(LONG.info.id, Point(block.id, 0), Point(block.id, 5))
    made = mark(f"m{number}", kind=kind, colour=COLOURS[number % 6])
    return PlacedMark(made, place, "", (), (number, 0))


def _show(page: ReadingPage) -> None:
    """All of it is laid out: before, ticks are estimates."""
    page.show_document(LONG)
    page.document().documentLayout().documentSize()
    QApplication.processEvents()


def test_a_tick_stands_where_its_hit_is_and_goes_when_the_hits_go(page: ReadingPage) -> None:
    _show(page)
    bar = page.verticalScrollBar()
    for number in (1, 123, 250, 399):
        (rect,) = _find(page, f"needle{number}x")
        page.go_to(Location("sample", Point(f"p{number + 1}", 0), Point(f"p{number + 1}", 5)))
        assert bar.rect().contains(rect)
        top = page._laid.rect(page._laid.index[f"p{number + 1}"])  # type: ignore[union-attr]
        whole = bar.maximum() + bar.pageStep()
        assert top.top() / whole * bar.height() - 4 <= rect.y() <= top.bottom() / whole * bar.height() + 1
    page.show_found(None)
    assert not bar.ticks()  # type: ignore[attr-defined]


def test_before_all_is_laid_out_ticks_are_near_and_nothing_is_laid_out_for_them(qapp: Any) -> None:
    """Without a window, which would go on with the layout by itself."""
    text, bar, theme = QTextDocument(), TickBar(), load_theme(THEMES, "light")
    bar.resize(16, 600)
    text.setTextWidth(600)
    laid = LaidOut(LONG, text, Typesetting())
    last = laid.blocks[len(LONG.blocks) - 1]

    def ticks(number: int) -> int:
        bar.show_ticks(laid, (), Found(find_in(fold_document(LONG), f"needle{number}x")), theme)
        return bar.ticks()[0][0].y()

    guessed = [ticks(number) for number in (3, 200, 390)]
    assert not last.layout().lineCount()
    height = round(laid.rect(len(LONG.blocks) - 1).bottom())
    bar.setRange(0, height - 600)
    bar.setPageStep(600)
    bar._measure_again()  # as it does when nothing grows any more
    for number, y in zip((3, 200, 390), guessed, strict=True):
        assert abs(ticks(number) - y) <= 600 * 0.04


def test_thousands_of_hits_and_marks_are_as_many_ticks_as_can_be_seen(page: ReadingPage) -> None:
    _show(page)
    page.show_marks(tuple(_mark(number) for number in range(1, 400)))
    rects = _find(page, "e", current=700)
    bar = page.verticalScrollBar()
    assert all(count < bar.height() for count in Counter(rect.x() for rect in rects).values())
    assert len(rects) == len({(rect.x(), rect.y()) for rect in rects})
    assert all(bar.rect().contains(rect) for rect in rects)
    hits = {y for rect in rects if rect.x() < bar.width() / 2 for y in range(rect.y(), rect.bottom() + 1)}
    assert len(hits) > bar.height() * 0.8  # a letter is everywhere
    assert len(page.extraSelections()) < 1_000  # of some 4,000: only those near the view
    first = _first_marked(page)
    bar.setValue(bar.maximum() // 2)
    assert _first_marked(page) > first


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_hits_stand_towards_the_text_and_marks_towards_the_edge(
    page: ReadingPage, direction: Qt.LayoutDirection
) -> None:
    page.setLayoutDirection(direction)
    page.show_document(LONG)
    page.show_marks((_mark(100), _mark(300, "bookmark")))
    page.show_found(find_in(fold_document(LONG), "needle200x"), 0)
    theme, bar = load_theme(THEMES, "light"), page.verticalScrollBar()
    sides = {(colour.name(), rect.center().x() < bar.width() / 2) for rect, colour in bar.ticks()}  # type: ignore[attr-defined]
    left = direction == Qt.LayoutDirection.LeftToRight
    mark_colours = (theme.bar[COLOURS[100 % 6]], theme.text["accent"])
    assert sides >= {(mark_colours[0], not left), (mark_colours[1], not left), (theme.text["ink"], left)}
    assert sides <= {(colour, not left) for colour in mark_colours} | {
        (theme.text["ink"], left), (theme.text["accent"], left)
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_ticks_can_be_told_from_the_page_in_every_theme(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    for colour in (*theme.bar.values(), theme.text["accent"], theme.text["ink"]):
        assert contrast(colour, theme.ground["page"]) >= 3
