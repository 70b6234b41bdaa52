"""The notebook view: found, filtered, many marks changed at once, briefings, layers; with keys, and with bad input."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QMenu, QPlainTextEdit, QToolButton

from reader.core.marks import COLOURS, Anchor, Change, Layer, Mark
from reader.core.notes.anchors import edition_of, make_anchor
from reader.core.types import Point
from reader.ui.models.rows import ROW
from tests.builders import NOON, corpus_documents, notebook

CFA = "call-for-action-2021"
DAY = 86_400.0
SCRIPTS = ("Ask the lawyer", "Спросить юриста", "اسأل المحامية", "询问律师", "Ρωτήστε τον δικηγόρο", "שאל את עורך הדין")
TAGS = ("report", "a, b", 'with "quotes"', "🚩 urgent")


def made(count: int = 24) -> list[Mark]:
    """Marks over all documents: every second one a note in one of six scripts, every fifth of another's layer."""
    documents = list(corpus_documents().values())
    found = []
    for number in range(count):
        document = documents[number % len(documents)]
        block = [block for block in document.blocks if len(block.text) > 60][number // len(documents)]
        anchor = make_anchor(document, Point(block.id, 0), Point(block.id, 40 + number % 10))
        note = SCRIPTS[number // 2 % 6] if number % 2 == 0 else ""
        found.append(
            Mark(
                f"m{number:02}", "note" if note else "highlight", anchor, COLOURS[number % 6], note,
                NOON + number * DAY, NOON + number * DAY, (TAGS[number % 4],),
                layer="ana" if number % 5 == 4 else "", revision="r",
            )
        )  # fmt: skip
    return found


@pytest.fixture
def driver(start: Callable[..., Any], prepared: Path, tmp_path: Path) -> Any:
    """The notebook in front, with 24 marks, opened from a document."""
    shutil.copytree(prepared, tmp_path / "data")
    write(tmp_path / "data", *made())
    driver = start()
    driver.open(CFA)
    enter(driver)
    return driver


def write(folder: Path, *marks: Mark) -> None:
    book = notebook(folder)
    change = Change(tuple((None, each) for each in marks), layers=((None, Layer("ana", "Ana, supervisor")),))
    book.apply(change, map(edition_of, corpus_documents().values()))
    book.close()


def enter(driver: Any) -> None:
    press(driver, "Ctrl+B")
    driver.wait_until(lambda: driver.notebook.isVisible())
    driver.settle()


def shown(driver: Any) -> list[str]:
    driver.settle()
    return [placed.mark.id for placed in driver.notebook.list.marks]


def count(driver: Any) -> str:
    return driver.notebook._count.text()


def box(driver: Any) -> Any:
    """The box that has dropped down."""
    return next(each for each in driver.window.findChildren(QFrame, "dropDown") if each.isVisible())


def button(part: Any, words: str) -> Any:
    found = part.findChildren(QAbstractButton)
    return next(each for each in found if each.isVisible() and words in each.text())


def choose(driver: Any, *rows: int) -> list[str]:
    """Choose rows with the keys."""
    driver.settle()
    view = driver.notebook.list
    view.take_focus()
    driver.keys("Home", view)
    at = 0
    for row in rows:
        for _ in range(row - at):
            driver.keys("Down", view)
        driver.keys("Space", view)
        at = row
    return [placed.mark.id for placed in view.chosen()]


def press(driver: Any, keys: str) -> None:
    """A shortcut of the window, which is to be the active one again after a box or a menu."""
    driver.window.activateWindow()
    driver.wait_until(driver.window.isActiveWindow)
    driver.keys(keys, driver.window)
    driver.settle()


def pick(driver: Any, words: str) -> None:
    """Choose from the menu that is open."""
    menu = next(each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible())
    action = next(each for each in menu.actions() if each.text().startswith(words))
    menu.close()
    action.trigger()
    driver.settle()


def marks(driver: Any) -> dict[str, Mark]:
    driver.settle()
    return {placed.mark.id: placed.mark for placed in driver.session.notes.marks}


# -- coming, going, finding ---------------------------------------------------------------------------------


def test_all_marks_of_all_documents_are_there(driver: Any) -> None:
    assert sorted(shown(driver)) == [each.id for each in made()]
    assert count(driver) == "24"
    assert {placed.location.document for placed in driver.notebook.list.marks} == set(corpus_documents())


def test_escape_leads_back_to_the_text(driver: Any) -> None:
    driver.keys("Escape")
    assert driver.window.page.isVisible()
    assert driver.window.page.hasFocus()
    assert driver.window.actions_by_name["highlight"].isEnabled()


def test_a_mark_is_opened_and_the_way_back_leads_to_the_same_list(driver: Any) -> None:
    page = driver.notebook
    driver.type("law", page.filters.field)
    driver.settle()
    page.filters.clear()
    page.filters.set_filter(colours=("yellow", "green", "blue"))
    before = shown(driver)
    choose(driver, 1, 3)
    for _ in range(4):
        driver.keys("Down", page.list)
    place, row = page.list.verticalScrollBar().value(), page.list.currentIndex().row()
    target = page.list.marks[row]
    driver.keys("Return", page.list)
    driver.wait_until(lambda: driver.window.page.isVisible())
    driver.settle()
    assert driver.window.page.shown.info.id == target.location.document
    driver.keys("Alt+Left", driver.window)
    driver.wait_until(lambda: page.isVisible())
    assert shown(driver) == before
    assert (page.list.verticalScrollBar().value(), page.list.currentIndex().row()) == (place, row)
    assert [placed.mark.id for placed in page.list.chosen()] == [before[1], before[3]]
    assert page.list.hasFocus()


def test_back_leads_to_the_notebook_only_when_it_was_left_last(driver: Any) -> None:
    page = driver.notebook
    driver.keys("Return", page.list)
    driver.wait_until(lambda: driver.window.page.isVisible())
    driver.settle()
    driver.open("world-day-statement-2020")
    driver.keys("Alt+Left", driver.window)
    driver.settle()
    assert driver.window.page.isVisible()  # the mark that was opened
    driver.keys("Alt+Left", driver.window)
    assert page.isVisible()


def test_a_click_opens_and_the_box_beside_it_chooses(driver: Any) -> None:
    page = driver.notebook
    rect = page.list.visualRect(page.list.model().index(1, 0))
    driver.click(page.list.viewport(), rect.topLeft() + QPoint(26, 20))
    assert [placed.mark.id for placed in page.list.chosen()] == [shown(driver)[1]]
    assert page.isVisible()
    driver.click(page.list.viewport(), rect.center())
    driver.wait_until(lambda: driver.window.page.isVisible())


def test_shift_and_control_clicks_choose(driver: Any) -> None:
    page = driver.notebook
    view, left = page.list.viewport(), Qt.MouseButton.LeftButton
    rects = [page.list.visualRect(page.list.model().index(row, 0)).center() for row in range(4)]
    QTest.mouseClick(view, left, Qt.KeyboardModifier.ControlModifier, rects[0])
    QTest.mouseClick(view, left, Qt.KeyboardModifier.ShiftModifier, rects[2])
    assert page.list.chosen_count() == 3
    assert page.isVisible()


# -- filters ------------------------------------------------------------------------------------------------


def test_typing_finds_words_in_notes_tags_and_quotes_of_any_script(driver: Any) -> None:
    field = driver.notebook.filters.field
    expected = {note: [each.id for each in made() if each.text == note] for note in SCRIPTS}
    for note in SCRIPTS:
        field.clear()
        field.insert(note.split()[0].upper() if note.isascii() else note[:4])  # QTest can type ASCII only
        assert sorted(shown(driver)) == expected[note], note
    assert count(driver) == "2 of 24"


def test_letters_typed_in_the_list_go_to_the_search(driver: Any) -> None:
    page = driver.notebook
    page.list.take_focus()
    driver.type("q", page.list)
    assert page.filters.field.text() == "q"
    assert page.filters.field.hasFocus()


def test_filters_narrow_together_and_each_has_a_chip_that_removes_it(driver: Any) -> None:
    filters = driver.notebook.filters
    filters.set_filter(tags=("a, b",))
    assert sorted(shown(driver)) == [each.id for each in made() if each.tags == ("a, b",)]
    filters.set_filter(kinds=("highlight",), colours=("green",))
    wanted = [each.id for each in made() if each.tags == ("a, b",) and each.colour == "green"]
    assert sorted(shown(driver)) == wanted
    assert count(driver) == f"{len(wanted)} of 24"
    driver.click(button(filters, "a, b"))
    assert sorted(shown(driver)) == [each.id for each in made() if each.colour == "green" and each.kind == "highlight"]
    driver.click(button(filters, "Clear filters"))
    assert len(shown(driver)) == 24


def test_dates_are_typed(driver: Any) -> None:
    driver.notebook.filters.ask_period()
    driver.type("2026-03-10 to 2026-03", box(driver).field)
    driver.keys("Return", box(driver).field)
    days = [each.id for each in made() if 5 <= (each.created - NOON) / DAY <= 26]
    assert sorted(shown(driver)) == days
    driver.notebook.filters.ask_period()
    opened = box(driver)
    opened.field.setText("the day before the flood")
    driver.keys("Return", opened.field)
    assert opened.isVisible()  # it says that it does not understand
    opened.close()
    assert sorted(shown(driver)) == days


def test_a_menu_filters_by_document_and_layer_and_what_became_of_marks(driver: Any) -> None:
    filters = driver.notebook.filters
    for field, name, fits in (
        ("documents", "ICAT briefing", lambda mark: mark.anchor.document == "icat-briefing-vienna-2023"),
        ("layers", "Ana", lambda mark: mark.layer == "ana"),
        ("layers", "My own", lambda mark: mark.layer == ""),
        ("verdicts", "Kept", lambda mark: True),
    ):
        action = next(each for each in filters.menu(field).actions() if each.text().startswith(name))
        action.trigger()
        wanted = [each.id for each in made() if fits(each)]
        assert sorted(shown(driver)) == (wanted or sorted(shown(driver))), name
        assert 0 < len(shown(driver)) <= 24
        filters.clear()


def test_what_passes_is_sorted(driver: Any) -> None:
    filters = driver.notebook.filters
    filters.set_order("created", True)
    assert shown(driver) == [each.id for each in reversed(made())]
    filters.set_order("colour", False)
    driver.settle()
    ranks = [COLOURS.index(placed.mark.colour) for placed in driver.notebook.list.marks]
    assert ranks == sorted(ranks)


def test_nothing_passes_and_the_way_out(driver: Any) -> None:
    page = driver.notebook
    driver.type("xylophone", page.filters.field)
    assert shown(driver) == []
    driver.click(page._empty.way_out)
    assert len(shown(driver)) == 24


def test_the_filter_survives_leaving(driver: Any) -> None:
    page = driver.notebook
    driver.type("law", page.filters.field)
    before = shown(driver)
    driver.keys("Ctrl+B", driver.window)
    driver.open("world-day-statement-2020")
    enter(driver)
    assert page.filters.field.text() == "law"
    assert shown(driver) == before


# -- many at once -------------------------------------------------------------------------------------------


def test_many_marks_get_a_tag_in_one_step(driver: Any) -> None:
    page = driver.notebook
    ids = choose(driver, 0, 2, 5)
    assert len(ids) == 3
    assert page.bulk.isVisible()
    for tag in ("urgent, 🚩", 'say "no"'):
        driver.click(button(page.bulk, "Tag"))
        box(driver).field.setText(tag)
        driver.keys("Return", box(driver).field)
        box(driver).close()
    assert all(marks(driver)[each].tags[1:] == ("urgent, 🚩", 'say "no"') for each in ids)
    assert "given to 3 marks" in driver.window.message.text
    assert [placed.mark.id for placed in page.list.chosen()] == ids  # one can go on
    press(driver, "Ctrl+Z")
    driver.settle()
    assert all(marks(driver)[each].tags[1:] == ("urgent, 🚩",) for each in ids)
    press(driver, "Ctrl+Z")
    assert all(len(marks(driver)[each].tags) == 1 for each in ids)


def test_a_tag_is_taken_away_from_all_chosen(driver: Any) -> None:
    page = driver.notebook
    page.filters.set_filter(tags=("report",))
    driver.settle()
    driver.keys("Ctrl+A", page.list)
    driver.click(button(page.bulk, "Tag"))
    driver.type("repo", box(driver).field)
    driver.keys("Down", box(driver).field)
    driver.keys("Return")
    box(driver).close()
    driver.wait_until(lambda: shown(driver) == [])
    assert not any("report" in each.tags for each in marks(driver).values())


def test_many_marks_get_a_colour_and_undo_gives_each_its_own_back(driver: Any) -> None:
    page = driver.notebook
    before = marks(driver)
    driver.keys("Ctrl+A", page.list)
    assert "24 chosen" in page.bulk._count.text()
    driver.click(button(page.bulk, "Colour"))
    pick(driver, "Purple")
    assert {each.colour for each in marks(driver).values()} == {"purple"}
    press(driver, "Ctrl+Z")
    driver.settle()
    assert {name: each.colour for name, each in marks(driver).items()} == {n: m.colour for n, m in before.items()}


def test_delete_takes_what_is_chosen_and_undo_brings_it_back(driver: Any) -> None:
    page = driver.notebook
    ids = choose(driver, 1, 2)
    driver.keys("Delete", page.list)
    driver.wait_until(lambda: len(page.list.marks) == 22)
    assert "2 marks deleted" in driver.window.message.text
    assert not set(ids) & set(marks(driver))
    driver.click(driver.window.message._act)
    driver.wait_until(lambda: len(page.list.marks) == 24)


def test_without_a_choice_delete_takes_the_current_mark(driver: Any) -> None:
    page = driver.notebook
    page.list.take_focus()
    driver.keys("Down", page.list)
    gone = shown(driver)[1]
    driver.keys("Delete", page.list)
    driver.wait_until(lambda: len(page.list.marks) == 23)
    assert gone not in marks(driver)
    assert page.list.currentIndex().row() == 1  # the keys go on with the one that follows


# -- briefings ----------------------------------------------------------------------------------------------


def briefing(driver: Any, *rows: int) -> list[str]:
    """Make a briefing of some rows, with the keys, and open it; the ids of its marks."""
    page = driver.notebook
    ids = choose(driver, *rows)
    driver.click(button(page.bulk, "Add to briefing"))
    pick(driver, "New briefing")
    driver.type("For the minister", box(driver).field)
    driver.keys("Return", box(driver).field)
    driver.wait_until(lambda: bool(driver.session.notes.beside.collections))
    page.places.go(driver.session.notes.beside.collections[0].id)
    driver.wait_until(lambda: page.briefing.model.rowCount() == len(ids))
    return ids


def entries(driver: Any) -> list[str]:
    """The items of the first briefing as they are on the disk."""
    driver.settle()
    return [item.mark or item.text for item in driver.session.notes.beside.collections[0].items]


def test_a_briefing_is_arranged_written_and_there_after_a_restart(start: Callable[..., Any], driver: Any) -> None:
    one, two, three = briefing(driver, 0, 1, 2)
    view = driver.notebook.briefing
    view.take_focus()
    driver.keys("Alt+Down", view.list)
    assert entries(driver) == [two, one, three]
    view.model.moveRow(QModelIndex(), 2, QModelIndex(), 0)  # what the view calls when a row is dropped
    assert entries(driver) == [three, two, one]
    view.list.setCurrentIndex(view.model.index(0, 0))
    driver.click(button(view, "Add text"))
    driver.type("Why *now*?")
    driver.keys("Return")
    driver.type("- because")
    driver.keys("Escape")
    assert entries(driver) == [three, "Why *now*?\n- because", two, one]
    press(driver, "Ctrl+Z")
    driver.settle()
    assert entries(driver) == [three, two, one]
    assert view.model.rowCount() == 3
    press(driver, "Ctrl+Shift+Z")
    driver.settle()
    driver.close()
    again = start()
    enter(again)
    again.notebook.places.go(again.session.notes.beside.collections[0].id)
    again.wait_until(lambda: again.notebook.briefing.model.rowCount() == 4)
    assert entries(again) == [three, "Why *now*?\n- because", two, one]


def test_a_text_that_is_being_written_is_kept_when_the_window_closes(start: Callable[..., Any], driver: Any) -> None:
    briefing(driver, 0)
    driver.click(button(driver.notebook.briefing, "Add text"))
    driver.type("half a thought")
    driver.close()
    assert entries(start())[1] == "half a thought"


def test_taken_out_of_a_briefing_a_mark_stays(driver: Any) -> None:
    one, two = briefing(driver, 0, 1)
    view = driver.notebook.briefing
    view.take_focus()
    driver.keys("Delete", view.list)
    assert entries(driver) == [two]
    assert one in marks(driver)
    driver.keys("Delete", view.list)
    assert view._empty.isVisible()
    press(driver, "Ctrl+Z")
    driver.settle()
    assert entries(driver) == [two]


def test_a_mark_that_is_deleted_keeps_its_place_in_a_briefing(driver: Any) -> None:
    one, two, three = briefing(driver, 0, 1, 2)
    view = driver.notebook.briefing
    driver.session.notes.delete_marks([two])
    driver.wait_until(lambda: view.model.rowCount() == 2)
    view.take_focus()
    view.list.setCurrentIndex(view.model.index(1, 0))
    driver.keys("Alt+Up", view.list)
    driver.settle()
    assert sorted(entries(driver)) == sorted([one, two, three])
    driver.session.notes.undo()
    driver.session.notes.undo()
    driver.wait_until(lambda: view.model.rowCount() == 3)
    assert entries(driver) == [one, two, three]


def test_a_briefing_is_renamed_and_deleted_with_undo(driver: Any) -> None:
    briefing(driver, 0)
    places = driver.notebook.places
    places.list.setFocus()
    driver.keys("F2", places.list)
    box(driver).field.setText("For the court")
    driver.keys("Return", box(driver).field)
    driver.wait_until(lambda: driver.session.notes.beside.collections[0].name == "For the court")
    assert driver.notebook._title.toolTip() == "For the court"
    driver.keys("Delete", places.list)
    driver.wait_until(lambda: not driver.session.notes.beside.collections)
    assert driver.notebook.list.isVisible()  # all marks again
    driver.click(driver.window.message._act)
    driver.wait_until(lambda: bool(driver.session.notes.beside.collections))


# -- layers -------------------------------------------------------------------------------------------------


def test_the_marks_of_others_are_switched_off_and_on(driver: Any) -> None:
    places = driver.notebook.places
    own = [each.id for each in made() if each.layer == ""]
    switch = button(places, "Ana")
    driver.click(switch, QPoint(8, switch.height() // 2))
    driver.wait_until(lambda: len(driver.session.notes.marks) == len(own))
    assert sorted(shown(driver)) == own
    switch = button(places, "Ana")
    driver.click(switch, QPoint(8, switch.height() // 2))
    driver.wait_until(lambda: len(driver.session.notes.marks) == 24)


def test_a_layer_is_deleted_with_its_marks_and_comes_back(driver: Any) -> None:
    places = driver.notebook.places
    layer = driver.session.notes.beside.layers[0]
    more = next(each for each in places.findChildren(QToolButton) if each.isVisible())
    places.layer_menu(layer, more).actions()[1].trigger()
    driver.wait_until(lambda: not driver.session.notes.beside.layers)
    assert "deleted with 4 marks" in driver.window.message.text
    assert len(shown(driver)) == 20
    press(driver, "Ctrl+Z")
    driver.wait_until(lambda: bool(driver.session.notes.beside.layers))
    assert len(shown(driver)) == 24


# -- states and bad input -----------------------------------------------------------------------------------


def test_nothing_marked_yet_leads_to_the_library(start: Callable[..., Any]) -> None:
    driver = start()
    enter(driver)
    page = driver.notebook
    assert page._empty.way_out.hasFocus()
    driver.keys("Return")
    assert driver.home.isVisible()


def test_a_notebook_that_cannot_be_written_is_shown_and_not_changed(
    start: Callable[..., Any], prepared: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path / "data")
    write(tmp_path / "data", *made(6))
    from sqlcipher3 import dbapi2 as sqlite  # noqa: PLC0415  # of a newer version, for this test only

    db = sqlite.connect(str(tmp_path / "data" / "notebook.db"))
    db.execute("PRAGMA user_version = 99")
    db.close()
    driver = start()
    enter(driver)
    page = driver.notebook
    assert page._note.isVisible()
    assert len(shown(driver)) == 6
    choose(driver, 0)
    assert button(page.bulk, "Export").isEnabled()
    assert not any(each.isVisible() for each in page.bulk._changing)
    driver.keys("Delete", page.list)
    driver.settle()
    assert len(shown(driver)) == 6
    assert "can be read but not changed" in driver.window.message.text


def test_long_and_odd_texts_are_shown_filtered_and_kept(
    start: Callable[..., Any], prepared: Path, tmp_path: Path
) -> None:
    shutil.copytree(prepared, tmp_path / "data")
    base = made(1)[0]
    texts = (
        "word " * 200_000 + "needle",
        "x" * 1_000_000,
        "\x07bell\x1b[31m",
        "a\u202eb\u2066c",
        "👩‍👩‍👧‍👦" * 200,
        "\n\n\n",
    )
    tags = ("t" * 5_000, ",", '""', "👩‍👩‍👧‍👦", "&amp;", "<b>x</b>")
    anchor = Anchor("gone", "e", Point("p1", 0), Point("p1", 1), "", "", "")
    odd = [
        Mark(f"o{number}", "note", anchor if number == 5 else base.anchor, "pink", text, NOON, NOON, (tag,))
        for number, (text, tag) in enumerate(zip(texts, tags, strict=True))
    ]
    write(tmp_path / "data", *odd)
    driver = start()
    enter(driver)
    assert len(shown(driver)) == 6
    driver.picture(tmp_path / "odd.png")
    driver.type("needle", driver.notebook.filters.field)
    assert shown(driver) == ["o0"]
    driver.notebook.filters.clear()
    for number, tag in enumerate(tags):
        driver.notebook.filters.set_filter(tags=(tag,))
        assert shown(driver) == [f"o{number}"]
        driver.notebook.filters.clear()
    briefing(driver, 0, 1, 2)
    driver.picture(tmp_path / "odd-briefing.png")
    assert driver.notebook.briefing.findChildren(QPlainTextEdit) == []
    assert marks(driver)["o1"].text == texts[1]


def test_everything_is_reached_with_keys_alone(driver: Any) -> None:
    page = driver.notebook
    page.places.list.setFocus()
    seen = set()
    for _ in range(30):
        driver.keys("Tab")
        seen.add(driver.focused())
    assert page.filters.field in seen
    assert page.list in seen
    assert set(page.filters._buttons.values()) <= seen
    assert page.places.new in seen


def test_arranging_faster_than_the_disk_loses_no_step(driver: Any) -> None:
    one, two, three = briefing(driver, 0, 1, 2)
    view = driver.notebook.briefing
    view.take_focus()
    view.list.setCurrentIndex(view.model.index(0, 0))
    for _ in range(2):  # without a pause: the answer to the first comes after the second
        driver.keys("Alt+Down", view.list)
    view.model.moveRow(QModelIndex(), 1, QModelIndex(), 0)
    driver.wait_until(lambda: entries(driver) == [three, two, one])
    driver.settle()
    assert [view.model.index(row, 0).data(ROW).mark.id for row in range(3)] == [three, two, one]
