"""A document has a new text under marks: the message, the receipt, and everything that can be settled in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLabel, QWidget
from sqlcipher3 import dbapi2 as sqlite

from reader.core.types import Location, Point
from tests import revised
from tests.access import tab_through, unseen, wrong_names, wrong_order
from tests.revised import FIRST, ID

DECISIONS = ["unsure", "changed", "withdrawn"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose marks were made in the first edition, and the pack in its second one."""
    home = tmp_path_factory.mktemp("revised")
    revised.revised(home / "data", home / "pack")
    return home


@dataclass
class Home:
    """A copy of that for one test."""

    start: Callable[..., Any]
    data: Path
    pack: Path

    def open(self, **options: Any) -> Any:
        driver = self.start("data", paths=revised.paths(self.data, self.pack), **options)
        driver.settle()
        return driver

    def edition(self, text: str) -> None:
        revised.edition(self.pack, text)
        revised.prepare(self.data, self.pack)


@pytest.fixture
def home(start: Callable[..., Any], made: Path, tmp_path: Path) -> Home:
    shutil.copytree(made / "data", tmp_path / "data")
    shutil.copytree(made / "pack", tmp_path / "pack")
    return Home(start, tmp_path / "data", tmp_path / "pack")


@pytest.fixture
def driver(home: Home) -> Any:
    """A window with the receipt open."""
    driver = home.open()
    driver.keys("Ctrl+Shift+R", driver.window)
    driver.settle()
    return driver


def _touched(driver: Any) -> dict[str, str]:
    """The verdict of each open mark, by the block it was made in."""
    receipts = driver.session.notes.beside.receipts
    return {each.mark.anchor.start.block: each.verdict for receipt in receipts for each in receipt.touched}


def _placed(driver: Any, quote: str) -> Any:
    return next(each for each in driver.session.notes.marks if each.mark.anchor.quote.startswith(quote))


def _choose(driver: Any, *verdicts: str) -> None:
    receipts = driver.session.notes.beside.receipts
    wanted = [each.mark.id for receipt in receipts for each in receipt.touched if each.verdict in verdicts]
    assert driver.receipt.choose(wanted)
    driver.settle()


def _diff(driver: Any) -> str:
    return driver.receipt.detail._diff.toPlainText()


def _press(driver: Any, button: QAbstractButton) -> None:
    """With the keyboard: the focus, then Space."""
    assert button.isVisible()
    button.setFocus()
    driver.keys("Space", button)
    driver.settle()
    driver.settle()  # what is done asks for the next comparison


# -- what is shown -------------------------------------------------------------------------------------------


def test_the_start_says_what_became_of_the_marks_and_leads_to_them(home: Home) -> None:
    driver = home.open()
    sentence = (
        "The text of UN Heads' call for action has changed: "
        "3 marks kept, 1 moved, 1 with changed text, 1 to look at, 1 withdrawn."
    )
    assert driver.window.message.text == sentence
    driver.click(driver.window.message._act)
    driver.settle()
    assert driver.receipt.isVisible()
    assert driver.window.message.text == ""


def test_what_needs_a_decision_comes_first_under_the_head_of_its_document(driver: Any) -> None:
    head, *marks = driver.receipt._model.rows
    assert (head.text, head.counts) == (
        "UN Heads' call for action", "3 marks kept, 1 moved, 1 with changed text, 1 to look at, 1 withdrawn"
    )  # fmt: skip
    assert [each.verdict for each in marks] == [*DECISIONS, "moved", "kept", "kept", "kept"]
    assert driver.focused() is driver.receipt._list


def test_a_changed_passage_shows_what_is_gone_and_what_is_new(driver: Any) -> None:
    _choose(driver, "changed")
    assert _diff(driver) == (
        "Victims \u2212must +should not be +detained or punished for +unlawful acts that they were compelled to "
        "commit \u2212as a consequence of being trafficked."
    )
    shown = driver.receipt.detail._diff
    assert "[gone: must] [new: should]" in shown.accessibleDescription()
    cursor = shown.textCursor()
    formats = {}
    for word in ("must", "should", "not"):
        cursor = shown.document().find(word)
        formats[word] = (cursor.charFormat().fontStrikeOut(), cursor.charFormat().fontUnderline())
    assert formats == {"must": (True, False), "should": (False, True), "not": (False, False)}


def test_a_withdrawn_passage_shows_the_words_it_had_and_cannot_be_accepted(driver: Any) -> None:
    _choose(driver, "withdrawn")
    assert _diff(driver) == "Airlines print the number of the national hotline on boarding passes and on luggage tags."
    assert not driver.receipt.accept.isVisible()
    assert driver.receipt.pick.isVisible()


def test_a_mark_whose_place_is_not_certain_is_not_painted(driver: Any) -> None:
    _choose(driver, "changed")
    place = driver.session.notes.beside.receipts[0].touched[2].candidates[0]
    driver.click(driver.receipt.detail._open)
    driver.wait_until(lambda: driver.window.page.isVisible())
    driver.settle()
    page = driver.window.page
    page.hold(None)
    shades = list(driver.window.look.theme.mark.values())

    def painted(location: Location) -> bool:
        rect = page.rects_of(location)[0]
        picture = page.viewport().grab().toImage()
        y = round(rect.top() + 2)  # above most letters
        return any(picture.pixelColor(x, y).name() in shades for x in range(round(rect.left()), round(rect.right())))

    assert not painted(place)
    assert painted(_placed(driver, "Greater action").location)


# -- settling ------------------------------------------------------------------------------------------------


def test_all_kept_and_moved_are_settled_in_one_step_and_taken_back_in_one(driver: Any) -> None:
    before = _touched(driver)
    receipt = driver.receipt
    assert "(4)" in receipt.accept_sure.text()
    _press(driver, receipt.accept_sure)
    assert sorted(_touched(driver).values()) == sorted(DECISIONS)
    assert driver.window.message.text == "4 marks settled."
    assert not receipt.accept_sure.isVisible()
    assert driver.focused() is receipt._list
    driver.keys("Ctrl+Z")
    driver.settle()
    assert _touched(driver) == before


def test_accept_puts_a_changed_mark_on_the_new_words(driver: Any) -> None:
    _choose(driver, "changed")
    _press(driver, driver.receipt.accept)
    placed = _placed(driver, "Victims should not be detained")
    assert (placed.verdict, placed.reference) == ("kept", "ICAT-HCA-2024 para 3")
    assert "p3" not in _touched(driver)
    chosen = driver.receipt._chosen_rows()
    assert [each.verdict for each in chosen] == ["withdrawn"]  # the keys go on with the one that follows
    assert driver.focused() is driver.receipt._list  # which has nothing to accept


def test_a_doubtful_mark_waits_until_a_passage_is_chosen(driver: Any) -> None:
    receipt = driver.receipt
    _choose(driver, "unsure")
    assert not receipt.accept.isVisible()
    driver.keys("Return")  # into the passages
    for _ in range(3):
        driver.keys("Down")
    driver.settle()
    _press(driver, receipt.accept)
    placed = _placed(driver, "The interests of the child")
    assert (placed.location.start, placed.reference) == (Point("p9", 29), "ICAT-HCA-2024 para 9")
    assert "p8" not in _touched(driver)


def test_several_are_accepted_together_but_never_a_doubtful_one(driver: Any) -> None:
    receipt = driver.receipt
    driver.keys("Ctrl+A", receipt._list)
    driver.settle()
    assert (receipt.accept.text(), receipt.historical.text()) == ("Accept (5)", "Keep as historical (7)")
    _press(driver, receipt.accept)
    assert sorted(_touched(driver).values()) == ["unsure", "withdrawn"]


def test_a_place_is_shown_by_hand_with_the_keyboard(driver: Any) -> None:
    receipt, page, bar = driver.receipt, driver.window.page, driver.window.reviewing.bar
    _choose(driver, "withdrawn")
    _press(driver, receipt.pick)
    driver.wait_until(page.isVisible)
    assert bar.isVisible()
    assert driver.focused() is page
    for _ in range(2):
        driver.keys("Down")
    paragraph = page.paragraph_here()
    assert page.text_of(paragraph)[:40] in bar._here.text()
    driver.keys("Return")
    driver.settle()
    assert "p6" not in _touched(driver)
    placed = next(each for each in driver.session.notes.marks if each.mark.text.startswith("Ask whether"))
    assert placed.location == paragraph
    assert receipt.isVisible()
    assert not bar.isVisible()
    driver.keys("Ctrl+Z")
    driver.settle()
    assert _touched(driver)["p6"] == "withdrawn"


def test_selected_words_are_taken_rather_than_the_paragraph(driver: Any) -> None:
    _choose(driver, "withdrawn")
    _press(driver, driver.receipt.pick)
    driver.wait_until(driver.window.page.isVisible)
    driver.settle()
    driver.select("p7", "what was spent on shelters")
    assert "what was spent on shelters" in driver.window.reviewing.bar._here.text()
    driver.keys("Return")
    driver.settle()
    placed = _placed(driver, "what was spent on shelters")
    assert (placed.mark.text, placed.verdict) == ("Ask whether airlines still do this.", "kept")


def test_escape_leads_back_and_nothing_is_changed(driver: Any) -> None:
    before = _touched(driver)
    _choose(driver, "moved")
    _press(driver, driver.receipt.pick)
    driver.wait_until(driver.window.page.isVisible)
    driver.keys("Escape")
    driver.settle()
    assert driver.receipt.isVisible()
    assert _touched(driver) == before
    assert [each.verdict for each in driver.receipt._chosen_rows()] == ["moved"]


def test_kept_as_historical_it_has_its_words_and_no_place(driver: Any) -> None:
    _choose(driver, "changed", "withdrawn")
    _press(driver, driver.receipt.historical)
    assert driver.window.message.text == "2 marks kept as historical."
    for quote in ("Victims must not", "number of the national"):
        assert (_placed(driver, quote).verdict, _placed(driver, quote).location) == ("historical", None)
    driver.keys("Ctrl+Z")
    driver.settle()
    assert _touched(driver)["p3"] == "changed"


def test_when_everything_is_settled_the_way_leads_back_to_the_text(driver: Any) -> None:
    receipt = driver.receipt
    driver.keys("Ctrl+A", receipt._list)
    driver.settle()
    _press(driver, receipt.historical)
    assert not _touched(driver)
    assert receipt._settled.isVisible()
    assert driver.focused() is receipt._settled.way_out
    driver.keys("Return")
    driver.settle()
    assert not receipt.isVisible()
    driver.keys("Ctrl+Shift+R", driver.window)
    assert "No mark waits for you" in driver.window.message.text


def test_the_first_page_and_an_uncertain_mark_lead_to_the_receipt_later(home: Home) -> None:
    driver = home.open()
    driver.open(ID)
    driver.window.message.dismiss()
    driver.window.going.show_home()
    assert driver.home._review.text() == "7 marks to review in changed texts"
    driver.click(driver.home._review)
    assert driver.receipt.isVisible()
    driver.keys("Escape")
    assert driver.window.page.isVisible()
    uncertain = next(each for each in driver.session.notes.marks if each.verdict == "withdrawn")
    driver.window.marking.go_to(uncertain)
    driver.click(driver.window.message._act)
    driver.settle()
    assert driver.receipt._chosen_rows() == [uncertain]


# -- over time -----------------------------------------------------------------------------------------------


def test_a_restart_in_the_middle_keeps_what_was_settled_and_what_was_not(home: Home, driver: Any) -> None:
    _press(driver, driver.receipt.accept_sure)
    before = _touched(driver)
    driver.close()
    again = home.open()
    assert _touched(again) == before
    assert "1 mark with changed text, 1 to look at, 1 withdrawn" in again.window.message.text


def test_a_second_change_on_top_of_an_open_receipt(home: Home, driver: Any) -> None:
    _choose(driver, "changed")
    _press(driver, driver.receipt.accept)
    driver.close()
    home.edition(FIRST.replace("Greater action is needed, globally", "Much greater action is needed, everywhere"))
    again = home.open()
    # What was accepted was made in the second text; what was left open is compared with the first one.
    assert _touched(again)["p3"] == "changed"
    assert {_touched(again)[block] for block in ("p1", "p5", "p6", "p8", "p9")} == {"kept"}
    assert _touched(again)["p2"] == "changed"
    again.close()
    home.edition(FIRST)
    last = home.open()
    assert _touched(last) == {"p3": "changed"}  # the others are where they were made: nothing to settle


def test_a_notebook_that_can_only_be_read_shows_the_receipt_and_refuses_to_settle(home: Home) -> None:
    with closing(sqlite.connect(str(home.data / "notebook.db"))) as db:
        db.execute("PRAGMA user_version = 999")  # as a newer program would leave it
    driver = home.open()
    driver.keys("Ctrl+Shift+R", driver.window)
    driver.settle()
    before = _touched(driver)
    assert len(before) == 7
    _press(driver, driver.receipt.accept_sure)
    assert _touched(driver) == before
    assert "can be read but not changed" in driver.window.message.text
    driver.receipt._choose_near(1)
    driver.settle()
    _press(driver, driver.receipt.pick)
    assert not driver.window.reviewing.bar.isVisible()
    assert driver.receipt.isVisible()


def test_the_receipt_is_saved_for_somebody_else(driver: Any, tmp_path: Path) -> None:
    _press(driver, driver.receipt.save)
    dialog = driver.window.findChild(QFileDialog)
    dialog.fileSelected.emit(str(tmp_path / "receipt.html"))
    dialog.reject()
    driver.wait_until((tmp_path / "receipt.html").exists)
    driver.settle()
    assert "<del><b>must</b></del>" in (tmp_path / "receipt.html").read_text(encoding="utf-8")
    assert driver.window.message.text.startswith("7 marks written to")


# -- room ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(560, 420), (800, 600), (1366, 768)])
def test_nothing_is_pushed_out_of_a_small_window(driver: Any, size: tuple[int, int]) -> None:
    window = driver.window
    window.resize(*size)
    for _ in range(6):
        driver.keys("Ctrl++", window)
    for verdict in ("unsure", "changed", "withdrawn", "kept"):
        _choose(driver, verdict)
        assert not _outside(window)
    _choose(driver, "withdrawn")
    _press(driver, window.reviewing.receipt.pick)
    driver.wait_until(window.page.isVisible)
    assert not _outside(window)


def _outside(window: QWidget) -> list[QWidget]:
    """Buttons that the window cuts off; what stands in a part that scrolls may be below."""
    return [
        widget
        for widget in [*window.findChildren(QAbstractButton), *window.findChildren(QLabel)]
        if widget.isVisible()
        and not window.reviewing.receipt.detail.isAncestorOf(widget)
        and not window.rect().contains(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
    ]


def _accessible(driver: Any) -> None:
    assert wrong_names(driver.window) == []
    order = tab_through(driver, driver.window, driver.window.field)
    assert wrong_order(driver.window, order) == []
    assert unseen(driver.window, order) == []


def test_every_control_of_the_receipt_has_a_name_and_is_reached_and_seen(driver: Any) -> None:
    _choose(driver, "unsure")
    _accessible(driver)
    _press(driver, driver.receipt.pick)
    driver.wait_until(driver.window.page.isVisible)
    _accessible(driver)
