"""Notes on their way out and in again, on the real window: every format opened by another reader, every mark back."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from reader.core.marks import MarkFilter
from reader.ui.dialogs.backups import BackupsDialog, RestoreDialog
from reader.ui.dialogs.bring_in import BringInDialog
from reader.ui.dialogs.export import ExportDialog
from reader.ui.dialogs.formats import FORMATS
from tests.access import tab_through, wrong_names, wrong_order
from tests.journeys.test_notebook import box, button, choose, enter, pick

THREE = (
    ("call-for-action-2021", "p2", "greater action is needed"),
    ("world-day-statement-2020", "p1", "life-saving assistance"),
    ("world-day-statement-2023", "p1", ""),
)


def dialog(kind: type[QDialog]) -> Any:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


def closed(found: QWidget) -> Callable[[], bool]:
    return lambda: not any(w is found and w.isVisible() for w in QApplication.topLevelWidgets())


def said(found: QWidget) -> str:
    return " ".join(each.text() for each in found.findChildren(QLabel) if each.isVisible())


def press(driver: Any, keys: str) -> None:
    """A key in the window, which is active when a dialog is gone: off-screen nobody else sees to it."""
    activate(driver)
    driver.keys(keys, driver.window)


def activate(driver: Any) -> None:
    driver.window.activateWindow()
    driver.wait_until(driver.window.isActiveWindow)


def mark_in_three(driver: Any) -> None:
    for document, block, words in THREE:
        driver.open(document)
        driver.highlight(block, words or driver.block(block).text.split(".")[0])
    driver.open("call-for-action-2021")
    driver.note("p3", "This has become apparent", "Compare with **our own** cases; ask.")


def tag_and_collect(driver: Any) -> None:
    """What people do in the notebook, in short."""
    notes = driver.session.notes
    ids = [placed.mark.id for placed in notes.marks]
    notes.tag(ids[:2], add=["court, urgent", "“hearing” 😀"])
    notes.recolour(ids[2:3], "purple")
    notes.make_collection("Briefing for the hearing", [ids[3], ids[0]])
    driver.wait_until(lambda: bool(notes.beside.collections))
    driver.settle()


def export(driver: Any, target: Path, form: str, scope: str = "All marks", **options: Any) -> Any:
    """Through the dialog, with the keyboard's default button at the end."""
    press(driver, "Ctrl+E")
    found = dialog(ExportDialog)
    found.scopes.setCurrentIndex(found.scopes.findText(scope, Qt.MatchFlag.MatchStartsWith))
    found.formats.setCurrentIndex([each.form for each in FORMATS].index(form))
    found.path.setText(str(target))
    found.author.setText(options.get("author", ""))
    found.bare.setChecked(options.get("bare", False))
    driver.keys("Return", found.path)
    driver.wait_until(closed(found))
    driver.settle()
    assert target.exists()
    return target


def bring_in(driver: Any, path: Path, layer: str = "", conflicts: str = "mine") -> None:
    press(driver, "Ctrl+I")
    found = dialog(BringInDialog)
    driver.type(str(path), found.path)
    driver.keys("Return", found.path)
    driver.wait_until(lambda: found._import.isEnabled() or "Nothing in this file" in said(found))
    (found.theirs if layer else found.mine).setChecked(True)
    if layer:
        found.layer.setCurrentText(layer)
    found.resolutions[conflicts].setChecked(True)
    if found._import.isEnabled():
        driver.click(found._import)
        driver.wait_until(closed(found))
    else:
        found.reject()
    driver.settle()


def state(driver: Any) -> Any:
    """Everything that must come back as it was."""
    notes = driver.session.notes
    marks = {
        placed.mark.id: (replace(placed.mark, layer=""), placed.location, placed.verdict) for placed in notes.marks
    }
    return marks, notes.beside.collections


def test_every_format_is_read_by_another_program(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    mark_in_three(driver)
    tag_and_collect(driver)
    quotes = [placed.mark.anchor.quote for placed in driver.session.notes.marks]

    def out(form: str) -> Path:
        suffix = next(each.suffix for each in FORMATS if each.form == form)
        return export(driver, tmp_path / f"out-{form}{suffix}", form, author="Amina Diallo")  # type: ignore[no-any-return]

    word = docx.Document(str(out("docx")))
    text = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(quote in text for quote in quotes)
    assert any(paragraph.style.name.startswith("Heading") for paragraph in word.paragraphs)
    with out("csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["quote"] for row in csv.DictReader(stream)] == quotes
    pdf = subprocess.run(["pdftotext", out("pdf"), "-"], check=True, capture_output=True, text=True).stdout
    assert all(quote in re.sub(r"\s+", " ", pdf) for quote in quotes)
    for form in ("html", "markdown"):
        assert all(quote in out(form).read_text(encoding="utf-8") for quote in quotes)
    items = json.loads(out("jsonld").read_text(encoding="utf-8"))["items"]
    assert {item["creator"]["name"] for item in items} == {"Amina Diallo"}
    with zipfile.ZipFile(out("annotations")) as archive:
        assert len(json.loads(archive.read("annotations.json"))["items"]) == len(quotes)
    assert len(json.loads(out("csl-json").read_text(encoding="utf-8"))) == 4
    assert out("ris").read_text(encoding="utf-8").count("TY  - RPRT") == 4
    assert out("bibtex").read_text(encoding="utf-8").count("@report{") == 4


def test_a_scope_takes_out_its_marks_and_no_others(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    mark_in_three(driver)
    tag_and_collect(driver)
    marks = driver.session.notes.marks
    rows = {}
    for number, (scope, wanted) in enumerate(
        [("This document", 2), ("A tag", 2), ("A colour", 3), ("A briefing", 2), ("All marks", 4)]
    ):
        with export(driver, tmp_path / f"{number}.csv", "csv", scope).open(encoding="utf-8-sig", newline="") as stream:
            rows[scope] = [row["quote"] for row in csv.DictReader(stream)]
        assert len(rows[scope]) == wanted, scope
    driver.window.exchanging.open_export(selected=marks[1:3], wanted=MarkFilter(colours=("purple",)))
    found = dialog(ExportDialog)
    assert found.scopes.currentText() == "Selected marks (2)"
    driver.wait_until(lambda: found.scopes.itemText(1) == "The list as it is filtered (1)")
    driver.wait_until(lambda: "Preview: 2 marks" in said(found))
    shown = found.shown.toPlainText()
    assert [marks[n].mark.anchor.quote in shown for n in range(4)] == [False, True, True, False]
    found.scopes.setCurrentIndex(1)
    driver.wait_until(lambda: "Preview: 1 mark" in said(found))
    found.reject()


def test_an_empty_scope_says_so_and_writes_nothing(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("world-day-statement-2020")
    driver.highlight("p1", "life-saving assistance")
    driver.open("call-for-action-2021")
    press(driver, "Ctrl+E")
    found = dialog(ExportDialog)
    found.scopes.setCurrentIndex(found.scopes.findText("This document (0)"))
    driver.wait_until(lambda: "no marks to export" in said(found))
    found.path.setText(str(tmp_path / "none.md"))
    driver.keys("Return", found.path)
    driver.settle()
    driver.settle()
    assert found.isVisible()
    assert not (tmp_path / "none.md").exists()
    found.reject()


def test_a_bare_export_has_no_author_and_no_time(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    path = export(driver, tmp_path / "bare.jsonld", "jsonld", author="Amina Diallo", bare=True)
    text = path.read_text(encoding="utf-8")
    assert "Amina" not in text
    assert not re.search(r"T\d\d:\d\d", text.replace("T00:00:00", ""))


@pytest.mark.parametrize("form", ["markdown", "pdf"])
def test_a_folder_that_is_not_there_is_told_in_the_dialog(start: Callable[..., Any], tmp_path: Path, form: str) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    press(driver, "Ctrl+E")
    found = dialog(ExportDialog)
    found.formats.setCurrentIndex([each.form for each in FORMATS].index(form))
    found.path.setText(str(tmp_path / "nowhere" / "notes"))
    driver.keys("Return", found.path)
    driver.wait_until(lambda: "nowhere does not exist" in said(found))
    found.path.setText(str(tmp_path / "notes"))
    driver.keys("Return", found.path)
    driver.wait_until(closed(found))
    driver.settle()
    assert len(list(tmp_path.glob("notes.*"))) == 1
    assert not (tmp_path / "nowhere").exists()


def test_a_window_that_is_closed_while_a_file_is_written_writes_it_first(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    press(driver, "Ctrl+E")
    found = dialog(ExportDialog)
    found.formats.setCurrentIndex([each.form for each in FORMATS].index("pdf"))
    found.path.setText(str(tmp_path / "last.pdf"))
    driver.keys("Return", found.path)
    driver.window.close()
    assert driver.window.isVisible()
    driver.wait_until(lambda: not driver.window.isVisible())
    assert (tmp_path / "last.pdf").read_bytes().endswith(b"%%EOF\n")


def tag_and_brief_in_the_notebook(driver: Any) -> None:
    """With the keys, as a person does it."""
    enter(driver)
    page = driver.notebook
    choose(driver, 0, 2)
    for tag in ("court, urgent", "“hearing” 😀"):
        driver.click(button(page.bulk, "Tag"))
        box(driver).field.setText(tag)
        driver.keys("Return", box(driver).field)
        box(driver).close()
    driver.click(button(page.bulk, "Add to briefing"))
    pick(driver, "New briefing")
    driver.type("Briefing for the hearing", box(driver).field)
    driver.keys("Return", box(driver).field)
    driver.wait_until(lambda: bool(driver.session.notes.beside.collections))
    driver.settle()
    press(driver, "Escape")


def test_marks_tags_and_briefings_come_back_the_same(start: Callable[..., Any], tmp_path: Path) -> None:
    """Mark in three documents, tag, brief, take out, wipe, bring in: identical marks."""
    driver = start()
    mark_in_three(driver)
    tag_and_brief_in_the_notebook(driver)
    before = state(driver)
    assert len({placed.mark.anchor.document for placed in driver.session.notes.marks}) == 3
    assert sum(placed.mark.tags == ("court, urgent", "“hearing” 😀") for placed in driver.session.notes.marks) == 2
    briefing = export(driver, tmp_path / "briefing.docx", "docx", "A briefing")
    text = "\n".join(paragraph.text for paragraph in docx.Document(str(briefing)).paragraphs)
    [collection] = driver.session.notes.beside.collections
    quotes = [driver.session.notes.find_mark(item.mark).mark.anchor.quote for item in collection.items]
    assert len(quotes) == 2
    assert text.index("Briefing for the hearing") < text.index(quotes[0]) < text.index(quotes[1])
    page = export(driver, tmp_path / "briefing.html", "html", "A briefing").read_text(encoding="utf-8")
    assert all(words in page for words in ("Briefing for the hearing", *quotes))
    files = [
        export(driver, tmp_path / "all.annotations", "annotations"),
        export(driver, tmp_path / "all.jsonld", "jsonld"),
    ]
    for file in files:
        driver.close()
        shutil.rmtree(tmp_path / "data")  # with its backups, or they would bring the notebook back
        driver = start()
        assert not driver.session.notes.marks
        bring_in(driver, file)
        assert state(driver) == before
        bring_in(driver, file)  # twice is once
        assert state(driver) == before
        assert not driver.session.notes.beside.layers
        press(driver, "Ctrl+Z")
        driver.wait_until(lambda driver=driver: not driver.session.notes.marks)  # it was one step
        assert not driver.session.notes.beside.collections


def test_the_marks_of_a_colleague_are_a_layer_of_their_name(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    mark_in_three(driver)
    file = export(driver, tmp_path / "theirs.annotations", "annotations", author="Amina Diallo")
    driver.close()
    driver = start("other")
    driver.open("call-for-action-2021")
    driver.highlight("p1", "The Heads")
    driver.window.exchanging.open_import(str(file))
    found = dialog(BringInDialog)
    driver.wait_until(found._import.isEnabled)
    assert found.theirs.isChecked()
    assert found.layer.currentText() == "Amina Diallo"
    assert "4 new" in said(found)
    assert wrong_names(found) == []
    assert wrong_order(found, tab_through(driver, found, found.path)) == []
    driver.keys("Return", found._import)
    driver.wait_until(closed(found))
    driver.settle()
    (layer,) = driver.session.notes.beside.layers
    assert layer.name == "Amina Diallo"
    assert [p.mark.layer for p in driver.session.notes.marks].count(layer.id) == 4
    driver.session.notes.change_layer(layer.id, shown=False)
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)


@pytest.mark.parametrize(("how", "texts"), [("mine", {"Here."}), ("theirs", {"There."}), ("both", {"Here.", "There."})])
def test_what_was_changed_here_and_there_is_settled_as_the_user_says(
    start: Callable[..., Any], tmp_path: Path, how: str, texts: set[str]
) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.note("p3", "This has become apparent", "First.")
    first = export(driver, tmp_path / "first.jsonld", "jsonld")
    driver.close()
    other = start("other")
    bring_in(other, first)
    changed(other, "There.")
    theirs = export(other, tmp_path / "theirs.jsonld", "jsonld")
    other.close()
    driver = start()
    changed(driver, "Here.")
    driver.window.exchanging.open_import(str(theirs))
    found = dialog(BringInDialog)
    driver.wait_until(found._import.isEnabled)
    shown = found.list.item(0).text()
    assert "Mine: Here." in shown
    assert "Theirs: There." in shown
    found.reject()
    bring_in(driver, theirs, conflicts=how)
    assert {placed.mark.text for placed in driver.session.notes.marks} == texts
    bring_in(driver, theirs, conflicts=how)
    assert {placed.mark.text for placed in driver.session.notes.marks} == texts
    assert len(driver.session.notes.marks) == len(texts)


def changed(driver: Any, text: str) -> None:
    from reader.ui.drafts import Draft  # noqa: PLC0415

    placed = driver.session.notes.marks[0]
    driver.session.notes.save_note(Draft(placed.mark, placed.location), text, lambda: None, lambda: None)
    driver.wait_until(lambda: driver.session.notes.marks[0].mark.text == text)


WRONG = {
    "not.json": b"[1, 2",
    "deep.json": b"[" * 100_000,
    "other.json": b'{"name": "a JSON file of another kind"}',
    "types.jsonld": b'{"type": "AnnotationSet", "items": [{"type": "Annotation", "id": 7}]}',
    "picture.annotations": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "cut.annotations": b"PK\x03\x04" + b"\0" * 40,
    "empty.annotations": b"",
}


def test_a_wrong_file_is_one_sentence_and_changes_nothing(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    before = state(driver)
    press(driver, "Ctrl+I")
    found = dialog(BringInDialog)
    for name, data in {**WRONG, "missing.json": None}.items():
        path = tmp_path / name
        if data is not None:
            path.write_bytes(data)
        found.read(str(path))
        driver.settle()
        sentence = found._state.text()
        assert name in sentence, sentence
        assert sentence.endswith(".")
        assert not found._import.isEnabled()
    found.reject()
    assert state(driver) == before


def test_marks_of_documents_that_are_not_here_are_refused(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    file = export(driver, tmp_path / "all.jsonld", "jsonld")
    file.write_text(
        file.read_text(encoding="utf-8").replace("call-for-action-2021", "another-library"), encoding="utf-8"
    )
    driver.window.exchanging.open_import(str(file))
    found = dialog(BringInDialog)
    driver.wait_until(lambda: "does not have" in said(found))
    assert not found._import.isEnabled()
    found.reject()


def test_a_file_can_be_dropped_on_the_window(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    file = export(driver, tmp_path / "all.jsonld", "jsonld")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, buttons, none = QPointF(400, 400), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(where.toPoint(), Qt.DropAction.CopyAction, data, buttons, none)
    QApplication.sendEvent(driver.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(driver.window, QDropEvent(where, Qt.DropAction.CopyAction, data, buttons, none))
    found = dialog(BringInDialog)
    driver.wait_until(lambda: "Nothing in this file is new" in said(found))
    found.reject()


def test_an_import_can_be_taken_back_from_its_message(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    mark_in_three(driver)
    file = export(driver, tmp_path / "all.annotations", "annotations")
    driver.close()
    driver = start("other")
    bring_in(driver, file)
    assert "4 new" in driver.window.message.text
    driver.click(driver.window.message._act)
    driver.wait_until(lambda: not driver.session.notes.marks)


def test_a_backup_is_compared_and_restored_and_the_notes_of_before_are_kept(
    start: Callable[..., Any], tmp_path: Path
) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    kept = driver.highlight("p2", "greater action is needed")
    driver.close()
    driver = start()
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.note("p3", "This has become apparent", "Later.")
    driver.session.notes.delete_marks([kept.mark.id])
    driver.wait_until(lambda: len(driver.session.notes.marks) == 1)
    press(driver, "Ctrl+Shift+B")
    found = dialog(BackupsDialog)
    driver.wait_until(lambda: "1 mark only in the backup, 1 mark only in your notes of now" in said(found))
    assert found.list.topLevelItem(0).text(1) == "1"
    assert found.list.topLevelItem(0).text(3) == "good"
    driver.click(found._restore)
    sure = dialog(RestoreDialog)
    driver.keys("Return", sure)  # the default is to stay
    driver.wait_until(closed(sure))
    driver.settle()
    assert len(driver.session.notes.marks) == 1
    assert found.isVisible()
    driver.click(found._restore)
    driver.click(dialog(RestoreDialog).restore)
    driver.wait_until(closed(found))
    assert [placed.mark.id for placed in driver.session.notes.marks] == [kept.mark.id]
    assert "backup" in driver.window.message.text
    activate(driver)
    driver.highlight("p1", "The Heads")  # it can be written to
    press(driver, "Ctrl+Shift+B")
    found = dialog(BackupsDialog)
    driver.wait_until(lambda: found.list.topLevelItemCount() == 2)  # what was there before is the newest
    driver.wait_until(lambda: "only in the backup" in said(found))
    found.reject()


def test_a_damaged_backup_says_so_and_cannot_be_restored(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p2", "greater action is needed")
    driver.close()
    (copy,) = (tmp_path / "data" / "backups").glob("*.db")
    driver = start()
    driver.open("call-for-action-2021")
    driver.highlight("p1", "The Heads")
    driver.close()
    copy.write_bytes(copy.read_bytes()[:-100])  # not the newest, which the next start would make again
    driver = start()
    press(driver, "Ctrl+Shift+B")
    found = dialog(BackupsDialog)
    driver.wait_until(lambda: found.list.topLevelItemCount() > 0)
    items = [found.list.topLevelItem(n) for n in range(found.list.topLevelItemCount())]
    (damaged,) = (item for item in items if item.text(3) == "damaged")
    found.list.setCurrentItem(damaged)
    assert not found._restore.isEnabled()
    assert "damaged" in said(found)
    found.reject()


def test_without_backups_the_dialog_says_when_there_will_be_one(start: Callable[..., Any]) -> None:
    driver = start()
    press(driver, "Ctrl+Shift+B")
    found = dialog(BackupsDialog)
    driver.wait_until(lambda: "no backups yet" in said(found))
    assert not found._restore.isEnabled()
    found.reject()
