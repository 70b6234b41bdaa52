"""Questions by role in the real window: from Ctrl+5 to the passage and back, the reading path that is ticked, kept and
printed; every question is there, and what is not answered says so."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from reader.core.advice import AnsweredQuestion, PathStep
from reader.ui.dialogs.print import PrintDialog
from reader.ui.going import GUIDE, PAGE
from reader.ui.guide.detail import spoken
from reader.ui.models.rows import Caption
from reader.ui.questions.rows import CHANGED, READ, UNREAD
from reader.ui.questions.section import PATH, Questions


@pytest.fixture
def driver(start: Callable[..., Any]) -> Any:
    return start()


def entered(driver: Any) -> Questions:
    """Ctrl+5, and the questions are there."""
    driver.keys("Ctrl+5", driver.window)
    driver.settle()
    section = driver.window.guiding.page.section("questions")
    assert isinstance(section, Questions)
    return section


def choose(driver: Any, section: Questions, role: str) -> None:
    """By the keys: the box of roles, and the first letters."""
    section.chooser.setFocus()
    driver.type(role, section.chooser)
    driver.settle()


def rows(view: Any) -> list[Any]:
    return [row for row in view.model.rows if not isinstance(row, Caption)]


def step_to(driver: Any, view: Any, key: str) -> None:
    """With the arrows."""
    view.list.setFocus()
    driver.keys("Home")
    for _ in range(view.model.row_of(key) - view.list.currentIndex().row()):
        driver.keys("Down")
    assert view.model.key_of(view.current) == key


def test_a_role_a_question_a_passage_and_back_by_keys_and_the_path_is_kept(start: Callable[..., Any]) -> None:
    driver = start()
    section = entered(driver)
    assert driver.focused() is section.asked.list
    choose(driver, section, "Lab")
    assert (section.role, len(rows(section.asked))) == ("labour_inspector", 11)
    assert "Inspectors who visit workplaces" in section._about.text()
    step_to(driver, section.asked, "labour_inspector-01")
    driver.keys("Return")
    assert driver.focused() is section.asked.detail
    driver.keys("Escape")
    assert driver.focused() is section.asked.list
    driver.keys("Ctrl+Return")  # the best passage
    driver.wait_until(lambda: driver.window.going.front == PAGE)
    assert driver.window.page.paragraph_here().start.block == "p15"
    driver.keys("Alt+Left")
    assert driver.window.going.front == GUIDE
    assert driver.focused() is section.asked.list
    assert section.asked.current.question.id == "labour_inspector-01"

    QTest.keyClick(section.switch.button(PATH), Qt.Key.Key_Return)
    path = section.path
    assert (path.progress, len([row for row in rows(path) if isinstance(row, PathStep)])) == ((0, 8), 8)
    path.take_focus()
    driver.keys("Space")
    driver.wait_until(lambda: path.progress == (1, 8))
    driver.keys("Space")
    driver.wait_until(lambda: path.progress == (0, 8))
    driver.keys("Down")
    driver.keys("Return")  # what is opened is read
    driver.wait_until(lambda: driver.window.going.front == PAGE and path.progress == (1, 8))
    assert driver.window.page.paragraph_here().start.block == "p12"
    driver.keys("Alt+Left")
    assert driver.focused() is path.list
    driver.close()

    driver = start()
    section = entered(driver)
    assert section.role == "labour_inspector"
    assert section.path.progress == (1, 8)
    assert [section.path.state_of(row) for row in rows(section.path)[:3]] == [UNREAD, READ, UNREAD]
    assert "1 of 8 read" in section.path.filters._count.text()


def test_all_questions_are_there_and_those_without_an_answer_say_so(driver: Any) -> None:
    section = entered(driver)
    view, asked = section.asked, rows(section.asked)
    guidance = driver.session.workspace.library.guidance
    assert [row.question for row in asked] == list(guidance.questions)
    assert len(asked) == 102
    refused = 0
    for row in asked:
        assert view.choose(row.question.id)
        said = spoken(view.detail.parts)
        assert row.question.text in said
        assert "The question is ours, not ICAT’s" in said
        refused += "The library does not answer this question." in said
        assert ("not an answer" in said) == (row.question.coverage == "touched")
        assert ("No publication of ICAT" in said) == (not row.publications and not row.question.answered)
        for each in (*row.answers, *row.publications):
            assert (each.source.text if hasattr(each, "source") else each.title) in said
        for answer in row.answers:
            assert all(f"To: {each.addressee}" in said for each in answer.recommendations if each.addressee_stated)
    assert refused == 17


def test_words_and_the_kind_of_answer_narrow_the_list(driver: Any) -> None:
    section = entered(driver)
    driver.type("passp", section.asked.filters.field)
    driver.wait_until(lambda: len(rows(section.asked)) == 1)
    assert "passports" in section.asked.current.question.text
    section.asked.filters.choose(coverage="no")
    assert (len(rows(section.asked)), section.asked.filters._count.text()) == (17, "17 of 102 questions")
    driver.type("xylophone", section.asked.filters.field)
    driver.wait_until(lambda: not rows(section.asked))
    assert section.asked.empty.sentence == "No question has these words"


def test_links_lead_to_a_question_of_another_role_without_changing_ones_own(driver: Any) -> None:
    section = entered(driver)
    choose(driver, section, "Lab")
    driver.window.guiding.follow("question:ngo-07")
    assert section.role == "ngo"
    assert section.asked.current.question.id == "ngo-07"
    assert driver.session.desk.role == "labour_inspector"
    assert not section.asked.list.visualRect(section.asked.list.currentIndex()).isEmpty()
    driver.window.guiding.follow("path:policy_maker")
    assert section.path.path.role.id == "policy_maker"
    assert driver.focused() is section.path.list
    driver.window.guiding.follow("question:gone")  # of another edition of the library
    assert section.role == "policy_maker"


def test_without_a_role_the_path_asks_for_one(driver: Any) -> None:
    section = entered(driver)
    QTest.keyClick(section.switch.button(PATH), Qt.Key.Key_Return)
    assert section.path.empty.sentence == "Choose who you are"
    assert section.first is section.chooser
    driver.keys("Ctrl+P", driver.window)
    assert not driver.window.findChildren(PrintDialog)


def test_a_text_that_has_changed_since_is_to_be_read_again_and_a_click_on_the_box_ticks_it(driver: Any) -> None:
    section = entered(driver)
    driver.window.guiding.follow("path:labour_inspector")
    path = section.path
    step = rows(path)[0]
    driver.session.notes.checks.set_read(step.source.passage, "an older edition")
    driver.wait_until(lambda: path.state_of(step) == CHANGED)
    assert path.progress == (0, 8)
    path.choose(rows(path)[1].source.passage)
    path.choose(step.source.passage)
    assert "has changed since you read it" in spoken(path.detail.parts)
    assert "changed since you read it" in path.model.index(0, 0).data()
    driver.settle()
    place = path.list.visualRect(path.model.index(0, 0)).topLeft() + QPoint(30, 18)
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        at = path.list.viewport().mapToGlobal(place)
        press = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, QPointF(place), QPointF(at), press, press, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(path.list.viewport(), event)
    driver.wait_until(lambda: path.state_of(step) == READ)


def test_the_path_is_printed_with_the_keys_of_printing(driver: Any, tmp_path: Path) -> None:
    driver.open("call-for-action-2021")
    section = entered(driver)
    driver.window.guiding.follow("path:labour_inspector")
    driver.keys("Ctrl+P", section.path.list)
    driver.wait_until(lambda: bool(driver.window.findChildren(PrintDialog)))
    (dialog,) = driver.window.findChildren(PrintDialog)
    driver.wait_until(lambda: dialog.printer.isEnabled() and dialog.view.settled)
    assert dialog._where.text() == "Page 1 of 1"
    assert [dialog.paper.itemData(number) for number in range(dialog.paper.count())] == ["a4", "letter"]
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    driver.wait_until(lambda: bool(dialog.findChildren(QFileDialog)))
    field = dialog.findChildren(QFileDialog)[0].findChild(QLineEdit)
    assert field.text() == "Reading path Labour inspector.pdf"
    file = tmp_path / "path.pdf"
    field.setText(str(file))
    QTest.keyClick(field, Qt.Key.Key_Return)
    driver.wait_until(file.is_file)
    driver.wait_until(lambda: not driver.window.findChildren(PrintDialog))
    text = subprocess.run(["pdftotext", "-layout", file, "-"], check=True, capture_output=True, text=True).stdout
    assert "Reading path: Labour inspector" in text
    assert str(file) in driver.window.message.text


def test_an_unanswered_question_of_the_path_shows_what_is_known_of_it(driver: Any) -> None:
    section = entered(driver)
    driver.window.guiding.follow("path:labour_inspector")
    path = section.path
    last = rows(path)[-1]
    assert isinstance(last, AnsweredQuestion)
    assert [row.text for row in path.model.rows if isinstance(row, Caption)] == ["Not answered by the library"]
    step_to(driver, path, last.question.id)
    driver.keys("Space")
    driver.keys("Return")
    assert driver.focused() is path.detail
    assert path.progress == (0, 8)
