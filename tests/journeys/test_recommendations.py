"""The register and the checklist in the real window, with keys: from the first state to a gap table in Word."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton
from sqlcipher3 import dbapi2 as sqlite

from reader import guidance_words
from reader.core.marks import Assessment, Checklist
from reader.core.paths import find_paths
from reader.core.workspace import Workspace
from reader.ui.dialogs.gaps import GapsDialog
from reader.ui.dialogs.unsaved import UnsavedDialog
from reader.ui.guide.detail import spoken
from reader.ui.recommended.rows import Heading, Row, say
from tests.access import outside, tab_through, unseen, wrong_names, wrong_order
from tests.builders import CORPUS, checklist, made_lists, notebook, prepare
from tests.journeys.test_exchange import closed, dialog, press
from tests.journeys.test_note_editor import _another_program_writes as another_program_writes
from tests.journeys.test_notebook import box

ROOT = Path(__file__).resolve().parent.parent.parent
NAME = "my district, 2026"
FIRST, SECOND, THIRD = "rec-004-0", "rec-004-1.1", "rec-004-1.2"


def enter(driver: Any) -> Any:
    """To the register, by its key; returns the section."""
    press(driver, "Ctrl+6")
    section = driver.window.guiding.page.section("recommendations")
    driver.wait_until(lambda: bool(section.browser.model.rows))
    driver.settle()
    return section


def make_list(driver: Any, section: Any, name: str = NAME) -> str:
    """By keys: the link above the register, a name, Enter."""
    section.lists.new.setFocus()
    driver.keys("Return")
    driver.type(name, box(driver).field)
    driver.keys("Return", box(driver).field)
    driver.wait_until(lambda: section.checklist is not None and section.checklist.name == name)
    driver.settle()
    return section.checklist.id  # type: ignore[no-any-return]


def rows(section: Any) -> list[Row]:
    return [row for row in section.browser.model.rows if isinstance(row, Row)]


def row(section: Any, name: str) -> Row:
    return next(each for each in rows(section) if each.id == name)


def noted(driver: Any) -> dict[str, Assessment]:
    lists: tuple[Checklist, ...] = driver.session.notes.checks.checklists
    return {each.recommendation: each for each in lists[0].assessments}


def count(section: Any) -> str:
    return section.filters._count.text()  # type: ignore[no-any-return]


def state_key(driver: Any, section: Any, key: str) -> None:
    before = section.browser.current.assessment
    driver.keys(key, section.browser.list)
    driver.wait_until(lambda: section.browser.current.assessment != before)


def write_list(folder: Path, one: Checklist) -> Path:
    """A notebook with this checklist, which is the one that was open last; returns its folder."""
    prepare(folder, "library", "index")
    held = notebook(folder)
    held.apply(made_lists(one))
    held.close()
    workspace = Workspace(find_paths(folder))
    workspace.notes.open()
    workspace.notes.keep_desk(replace(workspace.notes.desk(), checklist=one.id))
    workspace.notes.close()
    return folder


def test_a_checklist_is_filled_by_keys_and_goes_out_as_a_gap_table(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.window.resize(1366, 600)  # so low that the list scrolls
    section = enter(driver)
    make_list(driver, section)
    browser, form = section.browser, section.form
    assert browser.list.hasFocus()
    state_key(driver, section, "1")
    driver.keys("Down")
    state_key(driver, section, "2")
    driver.keys("Tab")  # the words, then the states
    form.evidence.setFocus()
    driver.type("Circular 12/2025; two inspections.")
    driver.keys("Tab")
    driver.type("2026-03-05")
    driver.keys("Return")
    browser.list.setFocus()
    driver.keys("Down")
    at = browser.list.verticalScrollBar().value()
    state_key(driver, section, "3")
    assert browser.list.verticalScrollBar().value() == at > 0  # nothing jumps
    driver.keys("Down")
    state_key(driver, section, "4")
    driver.keys("0", browser.list)
    driver.wait_until(lambda: len(noted(driver)) == 3)
    form.date.setFocus()
    driver.keys("T")
    driver.wait_until(lambda: len(noted(driver)) == 4)
    told = noted(driver)
    assert [told[name].state for name in (FIRST, SECOND, THIRD)] == ["done", "partly", "not_yet"]
    assert (told[SECOND].evidence, told[SECOND].date) == ("Circular 12/2025; two inspections.", "2026-03-05")
    headings = [each for each in browser.model.rows if isinstance(each, Heading)]
    assert [(each.looked_at, each.total) for each in headings[:2]] == [(1, 1), (2, 6)]
    driver.close()

    driver = start()
    section = enter(driver)
    driver.wait_until(lambda: section.checklist is not None)
    driver.settle()
    assert section.checklist.name == NAME
    assert noted(driver) == told
    assert "Partly" in say(row(section, SECOND))
    section.lists.export.setFocus()
    driver.keys("Return")
    found = dialog(GapsDialog)
    driver.wait_until(lambda: "Preview: 39" in found._shown_hint.text())
    target = tmp_path / "gaps.docx"
    found.path.setText(str(target))
    driver.keys("Return", found.path)
    driver.wait_until(closed(found))
    word = docx.Document(str(target))
    cells = {cell[0].text.split("\n")[0].strip(): [each.text for each in cell]
             for table in word.tables for cell in (line.cells for line in table.rows[1:])}  # fmt: skip
    assert len(cells) == len({each.reference for each in rows(section)})
    for each in rows(section)[:3]:
        _, addressee, said, state, evidence, day = cells[each.reference]
        source = each.recommended.source  # type: ignore[union-attr]
        assert each.recommended.recommendation.addressee in addressee  # type: ignore[union-attr]
        assert source.text in said
        assert {"done": "Done", "partly": "Partly", "not_yet": "Not yet"}[told[each.id].state] in state  # type: ignore[index]
        assert evidence == told[each.id].evidence
        assert day == ("5 March 2026" if each.id == SECOND else "")
    notes = "".join(
        part.blob.decode() for part in word.part.package.iter_parts() if "footnotes" in str(part.partname)
    )  # fmt: skip
    assert "call for action" in notes.casefold()


def test_all_are_there_with_whom_they_ask_and_the_filters_narrow_them(driver: Any) -> None:
    section = enter(driver)
    all_of_them = driver.session.workspace.library.guide.recommendations()
    assert [each.recommended for each in rows(section)] == list(all_of_them)
    assert len(all_of_them) == 39
    for each in rows(section):
        said = each.recommended.recommendation  # type: ignore[union-attr]
        to = guidance_words.addressed(said.addressee, said.addressee_stated)
        assert say(each).startswith(to)
        assert section.browser.list.itemDelegate().runs(each)[0].text == to
        section.browser.choose(each.id)
        assert section.browser.detail.parts[0].text == to
    assert section.form.isHidden()

    def narrowed(**values: str) -> int:
        section.filters.choose(**values)
        driver.settle()
        return len(rows(section))

    assert narrowed(to="States") == 20
    assert count(section) == "20 of 39 recommendations"
    assert narrowed(to="?", role="policy_maker") == 4
    assert narrowed(text="survivors", topic="survivor-inclusion") < narrowed(topic="survivor-inclusion")
    assert narrowed(document="world-day-statement-2020") == 3
    assert narrowed(text="xylophone") == 0
    assert section.browser.empty.isVisible()
    section.filters.field.setFocus()
    driver.keys("Escape")
    driver.wait_until(lambda: len(rows(section)) == 39)
    driver.window.guiding.follow("recommendation:rec-004-4.0b")
    driver.settle()
    assert "Addressee not stated; the text is about" in spoken(section.browser.detail.parts)
    assert "recommendation:rec-004-4.0a" in str(section.browser.detail.parts)  # of the same paragraph
    driver.keys("Return", section.browser.list)
    assert section.browser.detail.hasFocus()
    driver.keys("Tab")
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.page.isVisible())
    driver.settle()
    assert driver.window.page.selected() is not None or driver.window.page.paragraph_here().start.block == "p23"


def test_states_are_taken_back_and_done_again(driver: Any) -> None:
    section = enter(driver)
    driver.keys("1", section.browser.list)
    assert "choose one above" in driver.window.message.text
    name = make_list(driver, section)
    assert driver.window.message.text == f"Checklist “{NAME}” made."
    state_key(driver, section, "2")
    assert driver.window.message.text == ""  # its Undo would take back the state
    section.form.evidence.setFocus()
    driver.type("one")
    section.browser.list.setFocus()
    driver.wait_until(lambda: noted(driver)[FIRST].evidence == "one")
    section.form.evidence.setFocus()
    driver.type(" two")
    section.browser.list.setFocus()
    driver.wait_until(lambda: noted(driver)[FIRST].evidence == "one two")
    press(driver, "Ctrl+Z")
    driver.wait_until(lambda: noted(driver)[FIRST].evidence == "")  # pauses are no steps
    assert section.form.text("evidence") == ""
    assert noted(driver)[FIRST].state == "partly"
    assert "taken back" in driver.window.message.text
    press(driver, "Ctrl+Shift+Z")
    driver.wait_until(lambda: section.form.text("evidence") == "one two")
    driver.session.notes.checks.delete(name)
    driver.wait_until(lambda: section.checklist is None and section.form.isHidden())
    driver.window.message._acted()
    driver.wait_until(lambda: section.checklist is not None and section.form.text("evidence") == "one two")


def test_a_list_for_a_role_has_its_recommendations_and_what_is_assessed(driver: Any) -> None:
    section = enter(driver)
    make_list(driver, section)
    state_key(driver, section, "1")
    section.lists.role_wanted.emit("labour_inspector")
    driver.wait_until(lambda: len(rows(section)) < 39)
    driver.settle()
    own = [each for each in rows(section) if "labour_inspector" in each.recommended.recommendation.roles]  # type: ignore[union-attr]
    assert [each.id for each in rows(section)] == [FIRST, *(each.id for each in own)]
    section.filters.choose(state="not_looked_at")
    driver.settle()
    driver.wait_until(lambda: len(rows(section)) == len(own))
    state_key(driver, section, "3")
    assert len(rows(section)) == len(own)  # it does not slip away under who writes its evidence
    driver.window.guiding.follow("recommendation:rec-004-0")
    driver.settle()
    driver.wait_until(lambda: section.browser.current.id == FIRST)


def test_what_the_text_has_become_is_said_and_judged_again(start: Callable[..., Any], tmp_path: Path) -> None:
    old = "Address the underlying inequalities in each country that render people vulnerable."
    gone = Assessment("rec-old", "partly", "Seen by us.", "", "States should act together.", "ICAT-1 para 4", "States")
    changed = Assessment(SECOND, "done", "Done.", "", old, "ICAT-CFA-2021 para 6", "States")
    write_list(tmp_path / "data", checklist("c1", changed, gone, name=NAME, role=""))
    driver = start()
    section = enter(driver)
    driver.wait_until(lambda: len(rows(section)) == 40)
    section.browser.choose(SECOND)
    told = spoken(section.browser.detail.parts)
    assert "The text has changed since you assessed it (Done)." in told
    assert "social and structural : new" in told or "social and structural: new" in told
    section.form.again.setFocus()
    driver.keys("Return")
    driver.wait_until(lambda: not row(section, SECOND).changed)
    assert noted(driver)[SECOND].state == "done"
    assert section.form.again.isHidden()
    last = section.browser.model.rows[-1]
    assert (last.id, section.browser.model.rows[-2].text) == ("rec-old", "No longer in the library")
    section.browser.choose("rec-old")
    told = spoken(section.browser.detail.parts)
    assert told.startswith("To: States\nNo longer in the library")
    assert "States should act together." in told
    assert section.form.text("evidence") == "Seen by us."
    section.form.delete.setFocus()
    driver.keys("Return")
    driver.wait_until(lambda: len(rows(section)) == 39)
    assert driver.window.message.text == "Nothing is noted of ICAT-1 para 4 any more."
    driver.window.message._acted()
    driver.wait_until(lambda: len(rows(section)) == 40)


def test_a_changed_edition_is_seen_at_the_next_start(start: Callable[..., Any], tmp_path: Path) -> None:
    """The corpus itself is another one: a paragraph was reworded, and a recommendation is no longer there."""
    corpus = tmp_path / "corpus"
    shutil.copytree(CORPUS, corpus)
    where = replace(find_paths(tmp_path / "data"), corpus=corpus)
    Workspace(where).library.update_index()
    driver = start(paths=where)
    section = enter(driver)
    make_list(driver, section)
    for name, key in ((SECOND, "1"), (THIRD, "2")):
        section.browser.choose(name)
        state_key(driver, section, key)
    driver.close()
    file = corpus / "documents" / "call-for-action-2021.md"
    text = file.read_text(encoding="utf-8")
    assert "underlying social and structural inequalities" in text
    file.write_text(text.replace("underlying social and structural inequalities", "underlying inequalities"))
    listed = corpus / "recommendations.yaml"
    entries = listed.read_text(encoding="utf-8")
    listed.write_text(
        entries.replace("social and structural inequalities", "inequalities").replace(f"id: {THIRD}", "id: rec-new")
    )
    Workspace(where).library.update_index()
    driver = start(paths=where)
    section = enter(driver)
    driver.wait_until(lambda: len(rows(section)) == 40)
    assert row(section, SECOND).changed
    assert row(section, "rec-new").state is None
    assert (row(section, THIRD).recommended, row(section, THIRD).state) == (None, "partly")


def test_what_is_typed_is_kept_whatever_happens_next(start: Callable[..., Any]) -> None:
    driver = start()
    section = enter(driver)
    first = make_list(driver, section)
    form, browser = section.form, section.browser
    form.evidence.setFocus()
    driver.type("typed, then another row")
    browser.choose(SECOND)
    assert form.text("evidence") == ""
    driver.wait_until(lambda: noted(driver).get(FIRST, Assessment("")).evidence == "typed, then another row")
    form.evidence.setFocus()
    driver.type("typed, then another list")
    section.lists.make_wanted.emit("other")
    driver.wait_until(lambda: section.checklist is not None and section.checklist.name == "other")
    driver.wait_until(lambda: noted(driver).get(SECOND, Assessment("")).evidence == "typed, then another list")
    assert form.text("evidence") == ""
    section.open_checklist(first)
    driver.settle()
    form.date.setFocus()
    driver.type("2026-02-30")
    driver.keys("Return")
    assert form.wrong.text() == "“2026-02-30” is not a day; write it as in 2026-03-05."
    form.date.selectAll()
    driver.type("2026-02-28")
    driver.keys("Return")
    driver.wait_until(lambda: any(each.date == "2026-02-28" for each in noted(driver).values()))
    form.evidence.setFocus()
    driver.keys("Escape")
    assert browser.list.hasFocus()
    form.evidence.setFocus()
    driver.type("; typed, then the window closes")
    driver.close()
    driver = start()
    enter(driver)
    assert any("the window closes" in each.evidence for each in noted(driver).values())


def test_what_the_disk_refuses_is_offered_again(start: Callable[..., Any], driver: Any) -> None:
    section = enter(driver)
    make_list(driver, section)
    form, browser = section.form, section.browser
    with another_program_writes(driver):
        form.evidence.setFocus()
        driver.type("refused")
        browser.choose(SECOND)
        driver.wait_until(lambda: row(section, FIRST).unsaved)
        assert "Another program is writing" in driver.window.message.text
        assert "Not saved" in say(row(section, FIRST))
        browser.choose(FIRST)
        assert form.text("evidence") == "refused"
        driver.window.close()
        driver.click(dialog(UnsavedDialog).stay)
        assert driver.window.isVisible()
        driver.settle()
    browser.choose(SECOND)
    state_key(driver, section, "1")
    driver.wait_until(lambda: noted(driver).get(FIRST, Assessment("")).evidence == "refused")
    driver.wait_until(lambda: not row(section, FIRST).unsaved)


ASSESS_AND_WAIT = """
import sys
from pathlib import Path
from reader.app import make_application
from reader.core.paths import find_paths
app = make_application(find_paths(Path(sys.argv[1])))
from tests.driver import Driver
driver = Driver(Path(sys.argv[1]))
driver.window.actions_by_name["recommendations"].trigger()
section = driver.window.guiding.page.section("recommendations")
driver.wait_until(lambda: bool(section.browser.model.rows))
section.lists.make_wanted.emit("my district, 2026")
driver.wait_until(lambda: section.checklist is not None)
driver.settle()
section.form.evidence.setFocus()
driver.type("Seen twice.", section.form.evidence)
driver.wait_until(lambda: section.form._state.text() == "Saved")
driver.keys("2", section.browser.list)
driver.wait_until(lambda: section.browser.current.state == "partly")
print("shown", flush=True)
driver.wait_until(lambda: False)
"""


def test_what_was_said_to_be_saved_survives_kill_9(start: Callable[..., Any], tmp_path: Path) -> None:
    data = prepare(tmp_path / "data", "library", "index")
    process = subprocess.Popen(
        [sys.executable, "-c", ASSESS_AND_WAIT, str(data)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "shown\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    driver = start()
    told = noted(driver)[FIRST]
    assert (told.evidence, told.state) == ("Seen twice.", "partly")


def test_notes_that_can_only_be_read_are_shown_and_nothing_can_be_changed(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    seen = Assessment(SECOND, "done", "Seen.", "2026-03-05", "x")
    folder = write_list(tmp_path / "data", checklist("c1", seen, role=""))
    db = sqlite.connect(str(folder / "notebook.db"))
    db.execute("PRAGMA user_version = 999")
    db.close()
    driver = start()
    section = enter(driver)
    section.open_checklist("c1")
    driver.wait_until(lambda: SECOND in {each.id for each in rows(section)})
    section.browser.choose(SECOND)
    assert section.form.text("evidence") == "Seen."
    assert section.form.evidence.isReadOnly()
    assert not any(button.isEnabled() for button in section.form.states.values())
    assert section.lists.new.isHidden()
    driver.keys("2", section.browser.list)
    driver.settle()
    assert noted(driver)[SECOND].state == "done"


def test_a_table_that_cannot_be_written_is_said_in_the_dialog(driver: Any, tmp_path: Path) -> None:
    section = enter(driver)
    make_list(driver, section)
    section.lists.export.click()
    found = dialog(GapsDialog)
    found.path.setText(str(tmp_path / "missing" / "gaps.docx"))
    driver.keys("Return", found.path)
    driver.wait_until(lambda: "does not exist" in found._state.text())
    assert found.isVisible()
    assert wrong_names(found) == []
    found.formats.setCurrentIndex(1)
    driver.wait_until(lambda: "reference" in found.shown.toPlainText().casefold()[:200])
    target = tmp_path / "gaps.csv"
    found.path.setText(str(target))
    driver.keys("Return", found.path)
    driver.wait_until(closed(found))
    assert target.read_bytes().count(b"States") >= 20
    assert str(target) in driver.window.message.text


def test_every_control_has_a_name_and_is_reached_and_seen(driver: Any) -> None:
    window = driver.window
    section = enter(driver)
    make_list(driver, section)
    state_key(driver, section, "2")
    driver.settle()
    assert wrong_names(window) == []
    order = tab_through(driver, window, window.field)
    assert wrong_order(window, order) == []
    assert unseen(window, order) == []
    window.look.set_size(36)
    window.resize(1024, 600)
    driver.settle()
    section.browser.show_chosen()
    driver.settle()
    order = tab_through(driver, window, window.field)
    assert wrong_order(window, order) == []
    assert outside(window, order) == []
    assert {QPlainTextEdit, QPushButton} <= {type(each) for each in order if section.form.isAncestorOf(each)}
    assert section.form.evidence.focusPolicy() & Qt.FocusPolicy.TabFocus
