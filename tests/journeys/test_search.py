"""Searching in the window: results while typing, opening, walking the hits, references, nonsense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def test_results_come_while_typing(driver: Any) -> None:
    driver.keys("Ctrl+K", driver.window)
    assert driver.window.field.hasFocus()
    driver.type("corrup")
    driver.wait_until(lambda: driver.session.searching.results is not None)
    assert {"corruption"} == {
        hit.text[a:b].casefold() for hit in driver.session.searching.results.hits for a, b in hit.spans
    }


def test_at_the_first_start_the_newest_question_is_answered_once_there_is_an_index(start: Callable[..., Any]) -> None:
    driver = start("new", first=True)
    answered: list[str] = []
    driver.session.searching.results_ready.connect(lambda page: answered.append(page.query))
    for query in ("c", "ch", "chi", "child", "child guardian"):
        driver.session.searching.search(query, typing=True)
    driver.wait_until(lambda: bool(answered))
    driver.settle()
    assert set(answered) == {"child guardian"}


def test_only_the_newest_question_is_answered(driver: Any) -> None:
    answered: list[str] = []
    driver.session.searching.results_ready.connect(lambda page: answered.append(page.query))
    for query in ("c", "ch", "chi", "child", "child guardian"):
        driver.session.searching.search(query, typing=True)
    driver.settle()
    assert answered == ["child guardian"]


def test_f3_walks_all_hits_across_documents_and_comes_round(driver: Any) -> None:
    driver.search("survivors")
    driver.enter()
    hits = [hit for group in driver.session.searching.results.groups for hit in group.hits]
    assert len({hit.document for hit in hits}) > 2
    seen = [(driver.window.page.shown.info.id, driver.session.searching.hit)]
    for _ in hits:
        driver.keys("F3", driver.window)
        driver.settle()
        seen.append((driver.window.page.shown.info.id, driver.session.searching.hit))
    assert [document for document, _ in seen] == [hit.document for hit in hits] + [hits[0].document]
    driver.keys("Shift+F3", driver.window)
    driver.settle()
    assert driver.session.searching.hit == hits[-1]


def test_an_opened_hit_is_in_view_with_its_words_marked(driver: Any) -> None:
    driver.search("presumption of childhood")
    driver.enter()
    page = driver.window.page
    marked = [selection.cursor.selectedText() for selection in page.extraSelections()]
    number = next(n for n, text in enumerate(marked) if "presumption of childhood" in text)
    selection = page.extraSelections()[number]
    assert page.viewport().rect().contains(page.cursorRect(selection.cursor).center())


def test_back_returns_to_where_reading_was(driver: Any) -> None:
    driver.open("world-day-statement-2023")
    driver.window.page.verticalScrollBar().setValue(600)
    place = driver.window.page.place()
    driver.wait_until(lambda: driver.session._place == place)
    driver.search("corruption")
    driver.enter()
    assert driver.window.page.shown.info.id == "call-for-action-2021"
    driver.keys("Alt+Left", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == "world-day-statement-2023")
    driver.settle()
    assert driver.window.page.place() == place


@pytest.mark.parametrize("typed", ["ICAT-CFA-2021 para 14", "icat-cfa-2021 14", "ICAT-CFA-2021, para. 14"])
def test_a_typed_reference_opens_its_paragraph(driver: Any, typed: str) -> None:
    driver.keys("Ctrl+K", driver.window)
    driver.type(typed)
    driver.keys("Return", driver.window.field)
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert driver.window.page.paragraph_here().start.block == "p14"


def test_a_reference_that_does_not_exist_says_so(driver: Any) -> None:
    driver.keys("Ctrl+K", driver.window)
    driver.type("ICAT-CFA-2021 para 999")
    driver.keys("Return", driver.window.field)
    driver.wait_until(lambda: "no “ICAT-CFA-2021 para 999”" in driver.window.message.text)


def test_nothing_found_says_so_and_what_was_searched(driver: Any) -> None:
    driver.search("xylophone")
    assert driver.session.searching.results.total == 0
    assert any("Searched 75 passages" in text for text in _labels(driver))


def test_a_word_that_occurs_nowhere_is_named(driver: Any) -> None:
    driver.search("corruption xylophone")
    assert driver.session.searching.results.missing == ("xylophone",)
    assert any("Nowhere in the library: “xylophone”" in text for text in _labels(driver))


@pytest.mark.parametrize("typed", ['"', '"half a phrase', "-", "- -", "***", "OR", "\u202e\u0000", "🙂", "(" * 300])
def test_nonsense_is_no_error(driver: Any, typed: str) -> None:
    driver.search("victims")  # there is an index
    driver.session.searching.search(typed, typing=True)
    driver.settle()
    assert not driver.window.message.isVisible()


def test_escape_clears_the_field_and_then_goes_to_the_text(driver: Any) -> None:
    driver.open("call-for-action-2021")
    driver.search("corruption")
    driver.keys("Escape", driver.window.field)
    driver.wait_until(lambda: driver.session.searching.results is None)
    assert not driver.window.page.extraSelections()
    driver.keys("Escape", driver.window.field)
    assert driver.window.page.hasFocus()


def _labels(driver: Any) -> list[str]:
    from PySide6.QtWidgets import QLabel  # noqa: PLC0415

    return [label.text() for label in driver.window.side.findChildren(QLabel) if label.isVisible()]
