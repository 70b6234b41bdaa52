"""Copying with a citation, and the way back: pasted into the search field it opens its paragraph."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QTextCursor

from reader.core.types import Location, Point
from tests.driver import Driver

SOURCE = "Heads of the thirty entities making up ICAT, A call for action on trafficking in persons"
STANDS = "call to action, 15 November 2021"
NEWER = "Call for Accelerated Action by 2025 to Prevent and End Child Trafficking, 8 November 2023"


def copied(driver: Driver, keys: str) -> QMimeData:
    """What is on the clipboard after these keys."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    driver.keys(keys, driver.window.page)
    driver.wait_until(lambda: bool(clipboard.text()))
    return clipboard.mimeData()


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            "Ctrl+Shift+C",
            f"“Grant victims” ({SOURCE}, {STANDS}, addressed to States, English, ICAT-CFA-2021 para 21 "
            f"[newer in its series: {NEWER}])",
        ),
        ("Ctrl+Alt+C", "ICAT-CFA-2021 para 21"),
    ],
)
def test_the_selection_is_copied_with_its_source(driver: Driver, keys: str, expected: str) -> None:
    driver.select("p21", "Grant victims")
    data = copied(driver, keys)
    assert data.text() == expected
    assert data.hasHtml()
    assert expected in driver.window.message.text or keys == "Ctrl+Shift+C"


def test_a_footnote_names_the_section(driver: Driver) -> None:
    driver.select("p21", "Grant victims")
    text = copied(driver, "Ctrl+Alt+Shift+C").text()
    assert text.startswith(SOURCE)
    assert "3. Ensure a rights-based" in text
    assert text.endswith(f"addressed to States, English, ICAT-CFA-2021 para 21 [newer in its series: {NEWER}].")


def test_without_a_selection_the_paragraph_is_cited(driver: Driver) -> None:
    driver.select("p21", "Grant victims")
    driver.window.page.setTextCursor(QTextCursor(driver.window.page.document()))
    driver.session.open_reference("ICAT-CFA-2021 para 24")
    driver.settle()
    assert "ICAT-CFA-2021 para " in copied(driver, "Ctrl+Shift+C").text()


@pytest.mark.parametrize("keys", ["Ctrl+Shift+C", "Ctrl+Alt+Shift+C", "Ctrl+Alt+C"])
def test_what_was_copied_opens_its_paragraph_again(driver: Driver, keys: str) -> None:
    driver.select("p21", "Grant victims")
    text = copied(driver, keys).text()
    driver.open("world-day-statement-2020")
    places: list[Location] = []
    driver.session.went_to.connect(lambda place, hit: places.append(place))
    driver.keys("Ctrl+K", driver.window)
    driver.window.field.clear()
    driver.window.field.insert(text)
    driver.keys("Return", driver.window.field)
    driver.wait_until(lambda: bool(places))
    assert (places[0].document, places[0].start, places[0].end.block) == (
        "call-for-action-2021",
        Point("p21", 0),
        "p21",
    )
