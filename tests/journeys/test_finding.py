"""From many results to the right one: groups, filters, completion, my own notes, and searches that are asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

from reader.core.marks import PlacedMark
from reader.ui.models.found import Entry, Head, Mine, More
from reader.ui.models.rows import ROW
from reader.ui.panels.facets import Chip
from reader.ui.panels.side import RESULTS

CFA = "call-for-action-2021"


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def rows(driver: Any, kind: type | None = None) -> list[Any]:
    model = driver.window.side.results.hits.model()
    found = [model.index(n, 0).data(ROW) for n in range(model.rowCount())]
    return [row for row in found if kind is None or isinstance(row, kind)]


def current(driver: Any) -> Any:
    return driver.window.side.results.hits.currentIndex().data(ROW)


def click_row(driver: Any, row: Any) -> None:
    hits = driver.window.side.results.hits
    index = next(
        hits.model().index(n, 0) for n in range(hits.model().rowCount()) if hits.model().index(n, 0).data(ROW) is row
    )
    driver.settle()  # on the first page the panel comes with the answer, and is laid out after it
    hits.scrollTo(index)
    driver.click(hits.viewport(), hits.visualRect(index).center())


def chips(driver: Any) -> dict[str, Chip]:
    driver.settle()  # on the first page the panel comes with the answer
    return {chip.text(): chip for chip in driver.window.side.results.facets.findChildren(Chip) if chip.isVisible()}


def chip(driver: Any, words: str) -> Chip:
    return next(chip for text, chip in chips(driver).items() if text.startswith(words))


def star(driver: Any) -> QToolButton:
    return driver.window.side.results.findChild(QToolButton, "star")


def offered(driver: Any) -> list[str]:
    offers = driver.window.field.offers
    return [row.shown for row in offers._model.rows] if offers.isVisible() else []


def offers(driver: Any, text: str) -> None:
    """Type, and wait until something is offered for it."""
    driver.search(text)
    driver.wait_until(lambda: bool(offered(driver)))


def answered(driver: Any, query: str) -> None:
    driver.wait_until(
        lambda: driver.session.searching.results is not None and driver.session.searching.results.query == query
    )
    driver.settle()


# -- groups --------------------------------------------------------------------------------------------------


def test_each_document_stands_once_with_its_best_hits_and_a_row_that_shows_the_others(driver: Any) -> None:
    driver.search("victims")
    page = driver.session.searching.results
    assert [head.group.document for head in rows(driver, Head)] == [group.document for group in page.groups]
    assert f"{page.total} results in {len(page.groups)} documents" in driver.said()
    more = rows(driver, More)[0]
    shown = len(rows(driver, Entry))
    click_row(driver, more)
    assert len(rows(driver, Entry)) == shown + more.count
    assert more not in rows(driver)
    assert isinstance(current(driver), Entry)
    assert current(driver).rank == 3


def test_all_hits_can_be_reached_with_the_keyboard(driver: Any) -> None:
    driver.search("victims")
    driver.keys("Down", driver.window.field)
    assert isinstance(current(driver), Entry)
    while rows(driver, More):
        while not isinstance(current(driver), More):
            driver.keys("Down")
        driver.keys("Return")
    assert len(rows(driver, Entry)) == driver.session.searching.results.total


def test_f3_goes_into_a_folded_group_and_shows_where_it_is(driver: Any) -> None:
    driver.search("victims")
    driver.enter()
    group = driver.session.searching.results.groups[0]
    for hit in group.hits[1:5]:
        driver.keys("F3", driver.window)
        driver.wait_until(lambda hit=hit: driver.session.searching.hit is hit)
    results = driver.window.side.results.hits
    assert current(driver).hit is group.hits[4]
    assert results.viewport().rect().intersects(results.visualRect(results.currentIndex()))
    driver.keys("F3", driver.window)
    driver.keys("Shift+F3", driver.window)
    assert current(driver).hit is group.hits[4]


def test_a_click_on_a_document_opens_its_best_hit(driver: Any) -> None:
    driver.search("corruption")
    click_row(driver, rows(driver, Head)[0])
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert driver.session.searching.hit == driver.session.searching.results.groups[0].hits[0]


def test_the_same_question_asked_again_folds_nothing(driver: Any) -> None:
    driver.search("victims")
    click_row(driver, rows(driver, More)[0])
    shown = len(rows(driver))
    driver.session.searching.search("victims", typing=False)
    driver.settle()
    assert len(rows(driver)) == shown


def test_every_row_says_what_it_is(driver: Any) -> None:
    driver.search("victims")
    model = driver.window.side.results.hits.model()
    spoken = [model.index(n, 0).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(model.rowCount())]
    assert all(spoken)
    assert any("30 July 2023, 13 results" in text for text in spoken)
    assert "10 more in this document" in spoken


# -- filters -------------------------------------------------------------------------------------------------


def test_a_chip_narrows_and_widens_and_the_field_says_so(driver: Any) -> None:
    driver.search("victims")
    before = driver.session.searching.results.total
    driver.click(chip(driver, "Statement"))
    answered(driver, "victims type:statement")
    assert driver.window.field.text() == "victims type:statement"
    after = driver.session.searching.results.total
    assert 0 < after < before
    assert f"{after} results in" in driver.said()
    assert chip(driver, "Statement").isChecked()
    driver.click(chip(driver, "Statement"))
    answered(driver, "victims")
    assert driver.window.field.text() == "victims"
    assert driver.session.searching.results.total == before


def test_chips_are_pressed_with_the_keyboard_and_keep_it(driver: Any) -> None:
    driver.search("victims")
    chip(driver, "Statement").setFocus()
    driver.keys("Return")
    answered(driver, "victims type:statement")
    assert driver.focused() is chip(driver, "Statement")
    driver.keys("Space")
    answered(driver, "victims")
    assert isinstance(driver.focused(), Chip)


def test_a_value_with_a_space_is_written_in_quotes(driver: Any) -> None:
    driver.search("victims")
    driver.click(chip(driver, "For labour inspectors"))
    answered(driver, 'victims for:"labour inspector"')


def test_what_was_typed_by_hand_is_a_chip_as_it_was_typed(driver: Any) -> None:
    driver.search("victims year:2021..2023 -type:event for:labour")
    assert {"2021–2023", "Not: Event", "For labour inspectors"} <= set(chips(driver))
    driver.click(chip(driver, "2021–2023"))
    answered(driver, "victims -type:event for:labour")


@pytest.mark.qt_log_ignore("This plugin does not support")  # a popup off-screen
def test_the_menu_has_every_filter_with_counts(driver: Any) -> None:
    driver.search("victims type:statement")
    driver.click(chip(driver, "More"))
    menu = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible())
    under = {submenu.title(): submenu for submenu in menu.findChildren(QMenu)}
    assert {"Kind of document", "Year", "Written for", "Addressed to", "Topic", "SDG target", "Language"} <= set(under)
    kinds = {action.text(): action for action in under["Kind of document"].actions()}
    assert kinds["Statement\t19"].isChecked()
    kinds["Call to action\t10"].trigger()
    answered(driver, 'victims type:statement type:"call to action"')
    assert driver.session.searching.results.total == 29
    menu.close()


def test_filters_that_leave_nothing_are_named_and_removed_with_one_click(driver: Any) -> None:
    driver.search("victims type:statement year:2021")
    assert "Nothing passes these filters; 33 results without them." in driver.said()
    driver.click(driver.link("Remove the filters"))
    answered(driver, "victims")
    assert driver.window.field.text() == "victims"


def test_a_filter_that_nothing_can_pass_is_named(driver: Any) -> None:
    driver.search("victims type:nonsense")
    assert "Nothing in the library is “type:nonsense”." in driver.said()


def test_what_is_marked_is_a_filter_at_once(driver: Any) -> None:
    driver.open(CFA)
    driver.highlight("p17", "victims and survivors")
    driver.search("victims marked:yes")
    assert driver.session.searching.results.total == 1
    assert "Marked by me" in chips(driver)


# -- completion ----------------------------------------------------------------------------------------------


def test_filters_are_completed_with_the_keyboard(driver: Any) -> None:
    offers(driver, "victims ty")
    field = driver.window.field
    assert offered(driver) == ["type:"]
    driver.keys("Tab", field)
    assert field.text() == "victims type:"
    assert offered(driver) == ["call to action", "event", "resource", "statement"]
    driver.type("s", field)
    assert offered(driver) == ["statement"]
    driver.keys("Return", field)
    answered(driver, "victims type:statement ")
    assert not offered(driver)
    driver.type("for:", field)
    while field.offers.selected().shown != "labour inspector":
        driver.keys("Down", field)
    driver.keys("Tab", field)
    answered(driver, 'victims type:statement for:"labour inspector" ')
    assert field.hasFocus()


def test_a_completion_is_taken_with_the_mouse(driver: Any) -> None:
    offers(driver, "victims year:")
    there = driver.window.field.offers.list
    driver.wait_until(lambda: not there.visualRect(there.model().index(1, 0)).isEmpty())
    driver.click(there.viewport(), there.visualRect(there.model().index(1, 0)).center())
    answered(driver, "victims year:2022 ")
    assert driver.window.field.hasFocus()


def test_offers_take_no_key_that_is_not_for_them(driver: Any) -> None:
    offers(driver, "victims ty")
    driver.keys("Down", driver.window.field)
    assert driver.window.side.results.hits.hasFocus()
    assert not offered(driver)
    driver.search("victims ty")
    before = driver.session.searching.results
    driver.keys("Return", driver.window.field)
    driver.wait_until(lambda: driver.session.searching.results is not before)
    assert driver.session.searching.results.query == driver.window.field.text() == "victims ty"


def test_escape_closes_the_offers_before_it_clears_the_field(driver: Any) -> None:
    offers(driver, "victims type:")
    driver.keys("Escape", driver.window.field)
    assert not offered(driver)
    assert driver.window.field.text() == "victims type:"
    driver.keys("Escape", driver.window.field)
    assert driver.window.field.text() == ""


@pytest.mark.parametrize("typed", ["what is it for", "go to", "type:statement", '"ty', "year:2021.."])
def test_nothing_is_offered_where_nothing_is_missing(driver: Any, typed: str) -> None:
    driver.search(typed)
    assert not offered(driver)


def test_a_completion_can_be_undone_and_other_scripts_do_not_shift_it(driver: Any) -> None:
    driver.keys("Ctrl+K", driver.window)
    driver.window.field.setText("😀 عربي t")
    driver.type("y", driver.window.field)
    driver.wait_until(lambda: offered(driver) == ["type:"])
    driver.keys("Tab", driver.window.field)
    assert driver.window.field.text() == "😀 عربي type:"
    driver.window.field.undo()
    assert "type:" not in driver.window.field.text()


def test_tab_leads_from_the_chips_over_star_and_links_to_the_hits(driver: Any) -> None:
    driver.search("victims")
    chip(driver, "Statement").setFocus()
    order = []
    while driver.focused() is not driver.window.side.results.hits:
        order.append(driver.focused())
        driver.keys("Tab")
    as_seen = sorted(chips(driver).values(), key=lambda chip: (chip.y(), chip.x()))
    assert order == [*as_seen, star(driver), driver.link("Search only")]


def test_a_click_on_a_chip_leaves_the_keys_in_the_field(driver: Any) -> None:
    driver.search("victims")
    driver.click(chip(driver, "Statement"))
    answered(driver, "victims type:statement")
    assert driver.window.field.hasFocus()


# -- my notes ------------------------------------------------------------------------------------------------


def test_my_own_note_is_found_labelled_as_mine_and_opened(driver: Any) -> None:
    driver.open(CFA)
    placed = driver.note("p20", "Strengthen victim identification", "Ask about the giraffe shelter.")
    driver.open("world-day-statement-2020")
    driver.search("giraffe")
    driver.wait_until(lambda: bool(rows(driver, PlacedMark)))
    mine, note = rows(driver)[:2]
    assert isinstance(mine, Mine)
    assert note.mark.id == placed.mark.id
    assert "1 result in my notes" in driver.said()
    click_row(driver, note)
    driver.wait_until(lambda: driver.window.page.shown.info.id == CFA)
    driver.settle()
    assert driver.window.page.paragraph_here().start.block == "p20"


def test_my_notes_come_first_and_three_of_them(driver: Any) -> None:
    driver.open(CFA)
    for number, block in enumerate(("p2", "p3", "p17", "p20", "p21")):
        driver.highlight(block, driver.block(block).text.split(" victims ")[0].split(".")[0][: 60 + number])
    driver.note("p1", "welcome the commitments", "about victims")
    driver.search("victims in:notes")
    driver.wait_until(lambda: bool(rows(driver)))
    only = [type(row) for row in rows(driver)]
    assert only[:2] == [Mine, PlacedMark]
    assert Head not in only
    driver.search("victims")
    driver.wait_until(lambda: isinstance(rows(driver)[0], Mine))
    assert f"{driver.session.searching.results.total} results in 5 documents" in driver.said()


def test_in_notes_shows_only_my_notes(driver: Any) -> None:
    driver.search("victims in:notes")
    assert "Nothing in my notes" in driver.said()
    driver.click(driver.link("Search the library"))
    answered(driver, "victims")
    assert rows(driver, Entry)


def test_a_note_that_is_deleted_is_not_found_any_more(driver: Any) -> None:
    driver.open(CFA)
    placed = driver.note("p20", "Strengthen victim identification", "giraffe")
    driver.search("giraffe")
    driver.wait_until(lambda: bool(rows(driver, PlacedMark)))
    driver.session.notes.delete_marks([placed.mark.id])
    driver.wait_until(lambda: not rows(driver, PlacedMark))


# -- recent and saved ----------------------------------------------------------------------------------------


def _asked(driver: Any) -> list[str]:
    searches = driver.window.side.results.searches
    return [row.text for row in searches._model.rows] if searches.isVisible() else []


def test_searches_come_back_at_the_next_start_and_can_be_asked_again(start: Callable[..., Any]) -> None:
    driver = start()
    driver.search("corruption type:statement")
    driver.search("child guardian")
    driver.enter()
    driver.search("corruption")
    driver.enter()
    driver.click(star(driver))
    driver.wait_until(lambda: star(driver).isChecked())
    driver.close()

    driver = start()
    driver.keys("Ctrl+3", driver.window)
    driver.wait_until(lambda: _asked(driver) == ["Saved", "corruption", "Recent", "child guardian"])
    driver.keys("Ctrl+3", driver.window)
    driver.keys("Return")
    answered(driver, "corruption")
    assert driver.window.field.text() == "corruption"
    assert star(driver).isChecked()
    assert driver.window.page.shown is None or driver.session.searching.hit is None
    driver.click(star(driver))
    driver.wait_until(lambda: not star(driver).isChecked())


def test_down_in_the_empty_field_offers_them(driver: Any) -> None:
    for query in ("child guardian", "corruption"):
        driver.search(query)
        driver.enter()
    driver.settle()
    driver.keys("Escape", driver.window.field)
    driver.keys("Down", driver.window.field)
    assert offered(driver) == ["corruption", "child guardian"]
    driver.keys("Down", driver.window.field)
    driver.keys("Return", driver.window.field)
    answered(driver, "child guardian")
    assert driver.window.field.text() == "child guardian"


def test_what_was_searched_is_forgotten_and_what_is_saved_stays(driver: Any) -> None:
    for query in ("child guardian", "corruption"):
        driver.search(query)
        driver.enter()
    driver.click(star(driver))
    driver.wait_until(lambda: star(driver).isChecked())
    driver.keys("Escape", driver.window.field)
    driver.keys("Ctrl+3", driver.window)
    driver.wait_until(lambda: "child guardian" in _asked(driver))
    driver.click(driver.link("Forget recent searches"))
    driver.wait_until(lambda: _asked(driver) == ["Saved", "corruption"])
    assert not any("Forget" in b.text() for b in driver.window.findChildren(QPushButton) if b.isVisible())


def test_what_was_only_typed_is_not_remembered_when_the_index_grows(driver: Any) -> None:
    driver.search("child gua")
    before = driver.session.searching.results
    driver.session.searching._use_new_index()
    driver.wait_until(lambda: driver.session.searching.results is not before)
    driver.settle()
    driver.keys("Escape", driver.window.field)
    assert not _asked(driver)


def test_the_index_of_a_large_library_can_be_watched(driver: Any) -> None:
    driver.search("victims")
    driver.session.searching.indexing.emit(31_400, 100_000)
    assert "Preparing the search: 31,400 of 100,000 passages." in driver.said()
    driver.session.searching.indexing.emit(0, 0)
    assert "Preparing" not in driver.said()


# -- help ----------------------------------------------------------------------------------------------------


def test_an_example_of_the_help_card_is_put_into_the_field(driver: Any) -> None:
    field = driver.window.field
    driver.click(next(b for b in field.findChildren(QToolButton) if b.accessibleName() == "What you can type"))
    assert field.card.isVisible()
    examples = field.card.list
    where = next(n for n in range(examples.model().rowCount()) if examples.model().index(n, 0).data(ROW).text[0] == "y")
    driver.click(examples.viewport(), examples.visualRect(examples.model().index(where, 0)).center())
    answered(driver, "year:2021..2023")
    assert field.text() == "year:2021..2023"
    assert field.hasFocus()
    assert not field.card.isVisible()


def test_the_help_card_needs_no_mouse_and_gives_the_keys_back(driver: Any) -> None:
    driver.keys("Shift+F1", driver.window)
    assert driver.window.field.card.list.hasFocus()
    driver.keys("Escape")
    assert driver.window.field.hasFocus()
    driver.keys("Shift+F1", driver.window)
    driver.keys("Down")
    driver.keys("Return")
    answered(driver, "children -smuggling")


# -- small and mirrored --------------------------------------------------------------------------------------


def test_right_to_left_what_drops_down_and_the_chips_start_on_the_right(start: Callable[..., Any], qapp: Any) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        driver = start()
        offers(driver, "victims type:")
        field = driver.window.field
        assert abs(field.offers.geometry().right() - field.mapTo(driver.window, field.rect().topRight()).x()) <= 1
        driver.keys("Escape", field)
        driver.search("victims")
        first = chip(driver, "Statement")
        assert first.geometry().right() == driver.window.side.results.facets.width() - 1
        driver.click(first)
        answered(driver, "victims type:statement")
        driver.close()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("size", [(560, 420), (1024, 600)])
def test_in_a_small_window_everything_is_inside_it(start: Callable[..., Any], size: tuple[int, int]) -> None:
    driver = start(size=size)
    window = driver.window
    window.look.set_size(36)
    offers(driver, "victims type:")
    assert window.rect().contains(window.field.offers.geometry())
    driver.keys("Escape", window.field)
    driver.search("victims for:labour")
    facets = window.side.results.facets
    assert all(facets.rect().contains(chip.geometry()) for chip in chips(driver).values())
    assert "More…" in chips(driver)
    driver.keys("Shift+F1", window)
    assert window.rect().contains(window.field.card.geometry())
    driver.keys("Escape")
    driver.keys("Ctrl+3", window)
    driver.settle()
    assert window.side.tab() == RESULTS
    assert window.side.results.hits.height() > 60


def test_a_double_click_on_more_opens_no_hit_that_came_in_its_place(driver: Any) -> None:
    driver.search("victims")
    hits = driver.window.side.results.hits
    row = next(n for n in range(hits.model().rowCount()) if isinstance(hits.model().index(n, 0).data(ROW), More))
    hits.scrollTo(hits.model().index(row, 0))
    where = hits.visualRect(hits.model().index(row, 0)).center()
    QTest.mouseClick(hits.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    QTest.mouseDClick(hits.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    driver.settle()
    assert driver.session.searching.hit is None
