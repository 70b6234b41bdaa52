"""Terms, people and bodies by keys alone: from a label in Arabic to a passage and back, from a card to a page."""

from collections.abc import Callable
from typing import Any

import pytest
import yaml
from PySide6.QtGui import QGuiApplication, QTextCursor

from reader.ui.guide.detail import Detail, spoken
from reader.ui.models.rows import Caption
from tests.builders import CORPUS
from tests.driver import Driver


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def section(driver: Driver, name: str) -> Any:
    return driver.window.guiding.page.section(name)


def shown(driver: Driver, name: str, title: str) -> str:
    """What the detail says, once this is its title."""
    detail = section(driver, name).browser.detail
    driver.wait_until(lambda: any(part.kind == "title" and part.text == title for part in detail.parts))
    return spoken(detail.parts)


def tab_to(driver: Driver, words: str) -> None:
    """Tab to the link with these words in the detail, and press it."""
    detail = driver.focused()
    assert isinstance(detail, Detail)
    for _ in range(80):
        driver.keys("Tab")
        assert driver.focused() is detail, f"there is no link with {words}"
        if words in detail.textCursor().selectedText():
            break
    driver.keys("Return")


def test_from_an_arabic_label_to_a_passage_and_back_and_on_to_a_broader_term(driver: Driver) -> None:
    driver.keys("Ctrl+8")
    driver.settle()
    browser = section(driver, "terms").browser
    assert driver.focused() is browser.list
    assert len([row for row in browser.model.rows if not isinstance(row, Caption)]) == 199
    browser.filters.field.setFocus()
    browser.filters.field.setText("العمل الجبري")  # QTest types Latin letters only
    driver.wait_until(lambda: len(browser.model.rows) == 2)
    driver.keys("Down")
    driver.keys("Return")
    said = shown(driver, "terms", "forced labour")
    assert "Arabic: العمل الجبري" in said
    assert "American: forced labor" in said
    tab_to(driver, "ICAT-CFA-2021 para 4")
    driver.wait_until(lambda: driver.window.page.shown is not None and driver.window.page.isVisible())
    assert driver.window.page.paragraph_here().start.block == "p4"
    driver.keys("Alt+Left")
    driver.wait_until(browser.isVisible)
    assert driver.focused() is browser.detail
    (link,) = browser.detail.extraSelections()
    assert "para 4" in link.cursor.selectedText()
    browser.detail.moveCursor(QTextCursor.MoveOperation.Start)
    tab_to(driver, "labour exploitation")
    shown(driver, "terms", "labour exploitation")
    assert driver.focused() is browser.detail
    for back, way in (("Escape", "debt bondage"), ("Backspace", "debt bondage"), ("Alt+Left", "debt bondage")):
        driver.keys(back)
        shown(driver, "terms", "forced labour")
        tab_to(driver, way)
        shown(driver, "terms", "debt bondage")
    driver.keys("Escape")
    shown(driver, "terms", "forced labour")
    driver.keys("Escape")
    assert driver.focused() is browser.list


def test_every_term_is_in_the_list_and_by_subject_too(driver: Driver) -> None:
    driver.keys("Ctrl+8")
    driver.settle()
    terms = section(driver, "terms")
    terms.filters.choose(order="facet")
    driver.settle()
    rows = terms.browser.model.rows
    assert len([row for row in rows if isinstance(row, Caption)]) == 15
    assert len(rows) == 199 + 15
    terms.filters.choose(used="no", facet="means")
    driver.settle()
    assert 0 < len(terms.browser.model.rows) < 20
    driver.window.guiding.follow("term:sdg-5-2")  # not among them
    assert "Only the heading above has the term" in shown(driver, "terms", "SDG target 5.2")
    assert not terms.filters.is_on()
    view = terms.browser.list
    driver.wait_until(lambda: view.viewport().rect().contains(view.visualRect(view.currentIndex())))


def test_from_a_card_to_the_page_of_its_term_and_back(driver: Driver) -> None:
    driver.open("call-for-action-2021")
    driver.select("p8", "corruption")
    driver.keys("I", driver.window.page)
    card = driver.window.explaining.card
    driver.wait_until(card.isVisible)
    driver.keys("Tab")
    driver.keys("Return")
    assert "Passages that use it" in shown(driver, "terms", "corruption")
    assert not card.isVisible()
    driver.keys("Alt+Left")
    assert driver.focused() is driver.window.page


def test_a_term_that_the_library_does_not_use_says_so(driver: Driver) -> None:
    driver.window.guiding.follow("term:consent")
    said = shown(driver, "terms", "consent")
    assert "The library does not use this term." in said
    assert "Not in this library" in said


def test_a_link_into_another_section_leads_back_too(driver: Driver) -> None:
    driver.window.guiding.follow("term:consent")
    shown(driver, "terms", "consent")
    section(driver, "terms").browser.detail.setFocus()
    section(driver, "terms").browser.detail.link_wanted.emit("body:unodc")
    shown(driver, "bodies", "United Nations Office on Drugs and Crime")
    assert driver.window.guiding.page.here == "bodies"
    driver.keys("Alt+Left")
    assert driver.window.guiding.page.here == "terms"
    assert driver.focused() is section(driver, "terms").browser.detail


def test_people_and_bodies_by_keys(driver: Driver) -> None:
    driver.keys("Ctrl+9")
    driver.settle()
    browser = section(driver, "bodies").browser
    raw = yaml.safe_load((CORPUS / "organisations.yaml").read_text(encoding="utf-8"))
    unsaid = {each["id"] for each in raw["bodies"] if each["status"] == "general_knowledge"}
    assert unsaid.isdisjoint(row.id for row in browser.model.rows if not isinstance(row, Caption))
    assert "15 November 2021: 30" in shown(
        driver, "bodies", "Inter-Agency Coordination Group against Trafficking in Persons"
    )
    driver.keys("Return")
    tab_to(driver, "Copy icat@un.org")
    assert QGuiApplication.clipboard().text() == "icat@un.org"
    driver.keys("Escape")
    driver.keys("Down")
    said = shown(driver, "bodies", "Chairs by year")
    assert "2020: not known" in said
    assert "2026: not known" in said
    driver.keys("Down")
    assert "30 July 2020" in shown(driver, "bodies", "Contacts")
