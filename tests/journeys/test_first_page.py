"""What the first page tells somebody who has never seen this program."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea

from reader.core.paths import find_paths
from reader.ui.panels.home import HomePage
from reader.ui.panels.side import LIBRARY
from tests import states
from tests.access import outside, tab_through, wrong_names, wrong_order
from tests.builders import document_text, pack, places
from tests.driver import Driver


def said(widget: Any) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def test_the_first_page_names_the_keys_that_lead_on(start: Callable[..., Any]) -> None:
    driver = start()
    home = driver.home
    assert home.isVisible()
    shown = said(home)
    for name in ("search", "highlight", "print", "help"):
        action = driver.window.actions_by_name[name]
        assert action.text() in shown
        assert action.shortcut().toString() in shown


def test_a_library_that_is_gone_says_so_where_its_documents_would_be(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "data")
    with Driver(tmp_path / "data", paths=replace(paths, corpus=tmp_path / "nothing")) as driver:
        driver.wait_until(lambda: any("install the program again" in text for text in said(driver.home)))


def test_a_library_whose_documents_are_all_gone_says_so_too(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "data")
    shutil.copytree(paths.corpus, tmp_path / "corpus")
    for file in (tmp_path / "corpus" / "documents").iterdir():
        file.unlink()
    with Driver(tmp_path / "data", paths=replace(paths, corpus=tmp_path / "corpus")) as driver:
        driver.wait_until(lambda: "The library cannot be shown" in said(driver.home))


# -- what is on it ---------------------------------------------------------------------------------------------------


def texts(view: Any) -> list[str]:
    return [row.text for row in view.rows]


def test_a_first_start_paints_without_the_guidance_and_has_it_a_moment_later(start: Callable[..., Any]) -> None:
    driver = start(waits=False)
    library = driver.session.workspace.library
    asked: list[bool] = []
    driver.home.painted.connect(lambda: asked.append("guidance" in vars(library.shelf)))
    driver.wait_until(lambda: bool(asked))
    assert asked == [False]
    role = driver.home.role
    driver.wait_until(role.chooser.isEnabled)
    assert role.chooser.count() == 1 + len(library.guidance.roles)
    assert len(driver.home.documents.list.rows) == 5
    count = len(library.guidance.recommendations)
    assert texts(driver.home.recommendations.list) == [f"{count} recommendations, each with its addressee"]
    assert not any(part.isVisible() for part in (driver.home.reading, driver.home.searches, driver.home.marks))


def test_in_another_width_it_is_at_once_where_it_stays(start: Callable[..., Any]) -> None:
    driver = start()
    driver.settle()
    home, part = driver.home, driver.home.documents
    before = part.mapTo(home, QPoint()).x()
    home.resize(home.width() - 200, home.height())
    assert part.mapTo(home, QPoint()).x() == before - 100


def test_a_start_that_goes_on_with_a_document_makes_no_first_page(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.close()
    driver = start()
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert driver.window.findChild(HomePage) is None


def test_with_the_keys_back_to_the_document_and_to_what_was_done_last(start: Callable[..., Any]) -> None:
    driver = start()
    session = driver.session
    states.used_home(driver)
    home = driver.home
    assert home.reading.list.rows[0].about.startswith("Paragraph 14")
    assert home.reading.list.hasFocus()
    driver.keys("Tab")
    assert home.documents.list.hasFocus()
    driver.keys("Tab")
    assert home.searches.list.hasFocus()
    driver.keys("Down")
    looked_for = texts(home.searches.list)[1]
    driver.keys("Return")
    driver.wait_until(lambda: driver.asked == looked_for)
    assert driver.window.side.isVisible()
    before = session.steps_back
    home.reading.list.setFocus()
    driver.keys("Return")
    assert driver.window.page.isVisible()
    assert session.steps_back == before  # nobody has been anywhere else
    placed = driver.highlight("p10", driver.block("p10").text[:40])
    driver.keys("Alt+Home", driver.window)
    driver.wait_until(lambda: bool(home.marks.list.rows))
    assert (home.marks.list.rows[0].text, home.marks.list.rows[0].about) == (placed.mark.anchor.quote, placed.reference)
    driver.click(home.marks.list.viewport(), home.marks.list.visualRect(home.marks.list.model().index(0, 0)).center())
    driver.wait_until(driver.window.page.isVisible)


def test_role_reading_path_and_checklist_are_those_of_the_notebook(start: Callable[..., Any]) -> None:
    driver = start()
    states.used_home(driver)
    home, library = driver.home, driver.session.workspace.library
    guide = library.guide
    steps = guide.reading_path("social_worker").steps
    assert home.role.path.accessibleName() == f"Reading path: 3 of {len(steps)} read"
    asked = guide.questions("social_worker")
    assert texts(home.role.list) == [each.question.text for each in asked[:5]]
    assert all(row.sign_name in row.spoken for row in home.role.list.rows)
    [lead] = home.recommendations.list.rows
    assert lead.share == (12, len(guide.recommendations()))
    assert "12 of" in lead.about
    assert "4 done" in lead.about
    wanted: list[str] = []
    driver.window.welcoming.address_wanted.disconnect(driver.window.guiding.follow)
    driver.window.welcoming.address_wanted.connect(wanted.append)
    driver.click(home.role.path)
    driver.click(home.role.all)
    home.role.list.setFocus()
    driver.keys("Return")
    assert wanted == ["path:social_worker", "role:social_worker", f"question:{asked[0].question.id}"]
    home.role.chooser.setFocus()
    high = home.role.height()
    driver.keys("Down")
    driver.wait_until(lambda: texts(home.role.list) != [each.question.text for each in asked[:5]])
    assert home.role.height() == high  # nothing below it jumps
    assert driver.session.desk.role == "labour_inspector"
    driver.close()
    driver = start()
    assert driver.session.desk.role == "labour_inspector"


def test_it_fits_a_usual_window_and_scrolls_in_a_small_one(start: Callable[..., Any]) -> None:
    driver = start()
    states.used_home(driver)
    home = driver.home
    bar = home.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0
    assert home.role.mapTo(home, QPoint()).x() > home.reading.mapTo(home, QPoint()).x()
    driver.window.resize(1024, 600)
    driver.window.look.set_size(36)
    driver.settle()
    assert home.role.mapTo(home, QPoint()).x() == home.reading.mapTo(home, QPoint()).x()
    assert bar.maximum() > 0
    home.documents.list.setFocus()
    driver.keys("End")
    assert bar.value() > 0  # what the keys go to is in sight
    assert wrong_names(driver.window) == []
    order = tab_through(driver, driver.window, driver.window.field)
    assert wrong_order(driver.window, order) == []
    assert outside(driver.window, order) == []


def test_of_a_large_library_the_latest_are_shown_and_all_are_one_step_away(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    made = {f"d{n}": document_text(id=f"d{n}", reference=f"D-{n}", date=f"20{n:02}-01-01") for n in range(10, 18)}
    with Driver(tmp_path / "many", paths=places(tmp_path / "many", pack(tmp_path / "pack", made))) as driver:
        driver.wait_until(lambda: bool(driver.home.documents.list.rows))
        assert [row.address for row in driver.home.documents.list.rows] == [f"doc:d{n}" for n in (17, 16, 15, 14, 13)]
        link = next(each for each in driver.home.findChildren(QPushButton) if each.text() == "All 8 documents")
        assert not driver.window.side.isVisible()
        driver.click(link)
        assert driver.window.side.isVisible()
        assert driver.window.side.tab() == LIBRARY
        driver.wait_until(lambda: not driver.home.role.isVisible())  # nobody has asked anything of this library
