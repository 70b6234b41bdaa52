"""A plain question in the real window: typed letter by letter, answered or honestly not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def test_a_question_typed_letter_by_letter_opens_the_right_passage(driver: Any) -> None:
    driver.search("can we arrest a victim?")
    driver.enter()
    assert driver.window.page.paragraph_here().start.block == "p21"
    assert driver.window.page.shown.info.reference == "ICAT-CFA-2021"


def test_what_the_library_does_not_treat_is_said_with_what_icat_published(driver: Any) -> None:
    driver.search("Is this trafficking or smuggling?")
    assert "The library does not treat this." in driver.said()
    assert "not in this library" in driver.said()
    driver.keys("Return", driver.window.field)
    driver.settle()
    assert driver.window.page.shown is None  # the least bad paragraph is not put before anybody


def test_what_was_searched_besides_is_shown_and_can_be_switched_off(driver: Any) -> None:
    driver.search("cops")
    assert "Also searching: law enforcement officer" in driver.said()
    assert driver.session.searching.results.hits
    driver.click(driver.link("only what I typed"))
    driver.wait_until(lambda: driver.session.searching.results.hits == ())
    driver.click(driver.link("related words"))
    driver.wait_until(lambda: bool(driver.session.searching.results.hits))


def test_a_mended_query_is_offered_and_taken_with_one_click(driver: Any) -> None:
    driver.search("corupption")
    driver.click(driver.link("Did you mean “corruption”?"))
    driver.wait_until(lambda: driver.session.searching.results.query == "corruption")
    assert driver.window.field.text() == "corruption"


def test_an_answer_brings_no_verdict(driver: Any) -> None:
    driver.search("non-punishment")
    assert "does not treat" not in driver.said()
