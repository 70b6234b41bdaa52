"""What a text mentions can be followed, and its terms explained: by mouse, and by keys alone."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from reader.core.types import Location, Mention, Point
from reader.ui.reading import hovering
from tests.driver import Driver


@pytest.fixture(autouse=True)
def quick_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hovering, "REST_MS", 40)


def place_of(driver: Driver, block: str, words: str) -> Location:
    page = driver.window.page
    assert page.shown is not None
    at = driver.block(block).text.index(words)
    return Location(page.shown.info.id, Point(block, at), Point(block, at + len(words)))


def middle_of(driver: Driver, block: str, words: str) -> QPointF:
    """A point on these words, in view."""
    page = driver.window.page
    place = place_of(driver, block, words)
    driver.settle()  # a new size lays the page out, and scrolls it
    page.go_to(place, flash=False)
    return page.rects_of(place)[0].center()


def move(driver: Driver, where: QPointF) -> None:
    viewport = driver.window.page.viewport()
    none = Qt.MouseButton.NoButton
    there = QPointF(viewport.mapToGlobal(where))
    event = QMouseEvent(QEvent.Type.MouseMove, where, there, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(viewport, event)


def hover(driver: Driver, block: str, words: str) -> str:
    """Rest the mouse on these words, and read the card."""
    move(driver, middle_of(driver, block, words))
    return card(driver)


def card(driver: Driver, says: str = "") -> str:
    shown = driver.window.explaining.card
    driver.wait_until(lambda: shown.isVisible() and says in shown.accessibleName())
    return shown.accessibleName()


def linked(driver: Driver, document: str) -> None:
    """Open a document and wait until what it mentions are links."""
    driver.open(document)
    driver.settle()


def follow(driver: Driver, block: str, words: str) -> None:
    where = middle_of(driver, block, words)
    driver.click(driver.window.page.viewport(), where.toPoint())


def test_a_rested_mouse_shows_what_a_term_means_and_goes_on_undisturbed(driver: Driver) -> None:
    page, shown = driver.window.page, driver.window.explaining.card
    page.setFocus()
    said = hover(driver, "p8", "trafficking in persons")
    assert "in order to exploit that person" in said
    assert "In our words, not ICAT’s" in said
    assert "French: traite des personnes" in said
    assert page.hasFocus()
    said = hover(driver, "p17", "survivors")
    assert "Russian: лицо, пережившее торговлю людьми, пострадавший (unchecked)" in said
    where = middle_of(driver, "p8", "holistic")
    move(driver, QPointF(2, where.y()))  # the margin
    driver.wait_until(lambda: not shown.isVisible())


def test_escape_and_scrolling_put_the_card_away(driver: Driver) -> None:
    shown = driver.window.explaining.card
    driver.window.page.setFocus()
    hover(driver, "p8", "corruption")
    driver.keys("Escape", driver.window.page)
    assert not shown.isVisible()
    hover(driver, "p8", "impunity")
    bar = driver.window.page.verticalScrollBar()
    bar.setValue(bar.value() + 40)
    assert not shown.isVisible()


def test_with_the_key_the_terms_of_a_paragraph_are_walked_and_enter_searches(driver: Driver) -> None:
    driver.select("p8", "Tackle")
    driver.window.page.clear_selection()
    driver.keys("I", driver.window.page)
    assert card(driver).startswith("Term\ntrafficking in persons")
    driver.keys("Down")
    card(driver, "Term\ncorruption")
    driver.keys("Tab")  # to the page of the term
    driver.keys("Tab")
    card(driver, "Term\nimpunity")
    driver.keys("Right")
    card(driver, "Term\ntrafficking in persons")
    driver.keys("Up")
    card(driver, "Term\nimpunity")
    driver.keys("Return")
    driver.wait_until(lambda: driver.asked == "impunity")
    assert not driver.window.explaining.card.isVisible()
    assert driver.window.side.results.isVisible()


def test_escape_gives_the_keys_back_and_a_selected_everyday_word_is_explained(driver: Driver) -> None:
    page = driver.window.page
    driver.select("p2", "governments")
    driver.keys("I", page)
    assert card(driver).startswith("Term\n")
    driver.keys("Escape")
    assert page.hasFocus()
    driver.select("p2", "gather to reflect")
    driver.keys("I", page)
    driver.wait_until(lambda: "thesaurus does not have" in driver.window.message.text)


def test_a_mention_of_a_held_document_opens_it_and_back_returns(start: Callable[..., Any]) -> None:
    driver = start()
    linked(driver, "publications-page-2022")
    assert "ask States for action on six priorities" in hover(driver, "h6", "Call for Action")
    follow(driver, "h6", "Call for Action")
    driver.wait_until(lambda: driver.window.page.shown.info.id == "call-for-action-2021")
    driver.keys("Alt+Left", driver.window)
    driver.wait_until(lambda: driver.window.page.shown.info.id == "publications-page-2022")


def test_a_publication_that_is_not_held_shows_its_entry(start: Callable[..., Any]) -> None:
    driver = start()
    linked(driver, "world-day-statement-2023")
    follow(driver, "p6", "Issue Brief on Vulnerability")
    said = card(driver)
    assert "Issue brief No. 12\nAddressing vulnerabilities to trafficking in persons\nMay 2022" in said
    assert "not in this library" in said
    assert "https://icat.un.org/publications" in said
    driver.keys("Tab")
    driver.keys("Return")
    assert QGuiApplication.clipboard().text() == "https://icat.un.org/publications"
    driver.keys("Escape")
    assert driver.window.page.hasFocus()
    assert driver.window.page.shown.info.id == "world-day-statement-2023"


def test_links_are_reached_and_followed_with_tab_and_enter_at_any_size(start: Callable[..., Any]) -> None:
    driver = start(size=(1024, 600))
    linked(driver, "event-2023-10-briefing")
    page = driver.window.page
    before = page.links_in("p4")
    assert [address for _, address in before] == ["publication:plan-of-action-2020"]
    driver.window.look.set_size(36)
    assert page.links_in("p4") == before
    page.setFocus()
    driver.keys("Tab")
    assert "publication:" not in page.createMimeDataFromSelection().html()  # leads nowhere in another program
    driver.keys("Return")
    assert "ICAT Plan of Action\n15 December 2020" in card(driver)
    assert driver.window.rect().contains(driver.window.explaining.card.geometry())


def test_a_reference_shows_the_first_lines_of_its_paragraph_and_opens_it(start: Callable[..., Any]) -> None:
    driver = start()
    linked(driver, "event-2023-10-briefing")
    page = driver.window.page
    page.show_mentions((Mention("p1", 0, 14, "doc:call-for-action-2021#p14"),))
    said = hover(driver, "p1", "October")
    assert "ICAT-CFA-2021 para 14\n" in said
    assert "Intensify efforts to discourage demand" in said
    follow(driver, "p1", "October")
    driver.wait_until(lambda: page.shown.info.id == "call-for-action-2021")
    assert page.caret() == Point("p14", 0)


def test_the_card_stays_inside_the_window_beside_its_words(driver: Driver) -> None:
    window = driver.window
    window.resize(1024, 600)
    window.look.set_size(36)
    for block, words in (("p3", "poverty"), ("p35", "academia")):
        hover(driver, block, words)
        there = window.page.viewport().mapTo(window, middle_of(driver, block, words).toPoint())
        assert window.rect().contains(window.explaining.card.geometry())
        assert not window.explaining.card.geometry().contains(there)
        window.explaining.close_card()


def test_a_mention_has_the_colour_of_links_as_soon_as_it_is_one(driver: Driver) -> None:
    driver.open("publications-page-2022")
    page, accent = driver.window.page, driver.window.look.theme.text["accent"]

    def coloured() -> set[str]:
        held = page.extraSelections()  # held, or their cursors are gone
        return {each.cursor.selectedText() for each in held if each.format.foreground().color().name() == accent}  # type: ignore[attr-defined]

    driver.wait_until(lambda: any(words.startswith("Issue Brief 12") for words in coloured()))
