"""The page of guidance as one of many: ways to it and back, links that lead nowhere, libraries without it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from reader.core.types import Location, Point
from reader.ui.going import GUIDE, PAGE
from reader.ui.guide.addresses import SECTIONS, place
from tests.builders import pack, places, prepare, two_documents

CFA, WDS = "call-for-action-2021", "world-day-statement-2020"
ENTRY = "recommendation:rec-004-1.1"


def browser(driver: Any, name: str) -> Any:
    section = driver.window.guiding.page.section(name)
    return section.asked if name == "questions" else section.browser


def checked(driver: Any) -> Any:
    """The section of recommendations, with a checklist open and an entry chosen."""
    follow(driver, ENTRY)
    section = driver.window.guiding.page.section("recommendations")
    driver.session.notes.checks.make_checklist("My district", "", section._made)
    driver.wait_until(lambda: section.checklist is not None)
    driver.settle()
    section.browser.choose(ENTRY.partition(":")[2])
    return section


def follow(driver: Any, address: str) -> None:
    driver.window.guiding.follow(address)
    driver.settle()


@pytest.mark.parametrize("address", ["https://icat.network/a?b=1&c=%20d", "mailto:icat@un.org", "nothing:known", ""])
def test_what_is_no_address_of_ours_is_shown_and_can_be_copied(driver: Any, address: str) -> None:
    follow(driver, address)
    assert driver.window.going.front == PAGE
    assert driver.window.message.text.endswith(f"The address is {address}")
    driver.window.message._acted()
    assert QGuiApplication.clipboard().text() == address


def test_addresses_of_what_is_not_there_do_no_harm(driver: Any) -> None:
    for kind in ("publication", "recommendation", "question", "role", "path", "term", "body"):
        for name in ("", "a b\"c'&%20<d>"):
            follow(driver, f"{kind}:{name}")
            assert driver.window.going.front == GUIDE
    for name in ("gone", "gone#p1", "gone#p1@5-2", "", "#"):
        follow(driver, f"doc:{name}")
        assert "is not in this library" in driver.window.message.text
    for name in ("#nope", "#nope@1-2", "#p1@5-2", "#p1@x-y", "#p1@5", "#p1@9999-99999"):
        follow(driver, ENTRY)
        follow(driver, f"doc:{CFA}{name}")
        assert driver.window.going.front == PAGE


def test_the_way_back_leads_through_the_guidance_once_and_on(driver: Any) -> None:
    driver.open(WDS)
    follow(driver, ENTRY)
    follow(driver, place(Location(CFA, Point("p5", 0), Point("p5", 3))))
    seen = []
    for _ in range(4):
        driver.keys("Alt+Left", driver.window)
        driver.settle()
        seen.append((driver.window.going.front, driver.window.page.shown.info.id))
    assert seen == [(GUIDE, CFA), (PAGE, CFA), (PAGE, WDS), (PAGE, CFA)]


def test_who_went_to_the_guidance_stays_there_when_the_last_document_comes(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open(CFA)
    driver.close()
    driver = start(waits=False)
    driver.window.actions_by_name["recommendations"].trigger()
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert driver.window.going.front == GUIDE
    driver.keys("Alt+Left", driver.window)
    assert (driver.window.going.front, driver.window.page.shown.info.id) == (PAGE, CFA)


def test_what_has_the_keys_stays_when_the_window_becomes_narrow(driver: Any) -> None:
    section = checked(driver)
    section.form.evidence.setFocus()
    driver.type("one ")
    driver.window.resize(700, 700)
    driver.settle()
    assert driver.focused() is section.form.evidence
    driver.type("two")
    assert section.form.text("evidence") == "one two"
    driver.window.resize(1280, 800)
    driver.settle()
    section.browser.list.setFocus()
    driver.window.resize(700, 700)
    driver.settle()
    assert driver.focused() is section.browser.list


def test_a_library_without_guidance_says_so_in_every_section(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start(first=True, paths=places(tmp_path / "data", pack(tmp_path / "pack", two_documents())))
    said = []
    for key, name in zip("56789", SECTIONS, strict=True):
        driver.keys(f"Ctrl+{key}", driver.window)
        driver.settle()
        empty = browser(driver, name).empty
        said.append(empty.sentence)
        assert empty.isVisible()
        assert not empty.way_out.isVisible()
        assert driver.focused() is browser(driver, name).filters.field
    assert said == ["No questions", "No recommendations", "No publications", "No terms", "Nobody is named"]
    follow(driver, "path:inspector")
    assert browser(driver, "questions").isVisible()
    assert not driver.window.guiding.page.section("questions").chooser.isVisible()


def test_a_term_shows_its_passages_as_soon_as_they_are_indexed(start: Callable[..., Any], tmp_path: Path) -> None:
    prepare(tmp_path / "data", "library")
    driver = start()  # another process has to be started first: that takes longer than the page
    follow(driver, "term:corruption")
    shown = browser(driver, "terms").detail
    driver.wait_until(lambda: re.search(r"Passages that use it: [1-9]", shown.toPlainText()) is not None)


def test_words_for_a_checklist_that_is_gone_are_not_said_to_be_saved(driver: Any) -> None:
    section = checked(driver)
    one = section.checklist
    heard: list[Any] = []
    driver.session.notes.marks_changed.connect(heard.append)
    notes = driver.session.workspace.notes
    driver.session._notes_lane.submit(lambda: notes.delete_checklist(one.id))  # as another program does
    section.form.evidence.setFocus()
    driver.type("Circular 12")
    section.form.left.emit()
    driver.settle()
    assert section.form._state.text() == "Not saved"
    assert "in your notes no more" in driver.window.message.text
    assert not driver.window.guiding.is_safe()
    driver.session.notes.undo()
    driver.settle()
    assert driver.session.notes.checks.checklists == (one,)
    section.form.left.emit()
    driver.wait_until(driver.window.guiding.is_safe)
    assert heard == []  # no mark is another one, and none is placed again
