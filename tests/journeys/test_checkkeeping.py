"""Checklists in the notebook of the real window: what is asked of them, and what is heard when it is on the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from reader.core.marks import Checklist
from reader.ui import changes
from reader.ui.dialogs.backups import BackupsDialog
from tests.journeys.test_exchange import bring_in, dialog, export, press, said


def made(driver: Any, name: str) -> Checklist:
    found: list[Checklist] = []
    driver.session.notes.checks.make_checklist(name, "inspector", found.append)
    driver.wait_until(lambda: bool(found))
    return found[0]


def state(driver: Any) -> tuple[Any, ...]:
    driver.settle()
    checks = driver.session.notes.checks
    return checks.checklists, dict(checks.read_passages)


def test_what_is_assessed_is_announced_undone_and_there_after_a_restart(start: Callable[..., Any]) -> None:
    driver = start()
    notes, heard, told = driver.session.notes, [], []
    notes.checks.checklists_changed.connect(heard.append)
    notes.trouble.connect(lambda trouble: told.append(trouble.code))
    one = made(driver, "My district")
    assert (notes.checks.find(one.id), notes.checks.checklists, len(heard)) == (one, (one,), 1)
    saved: list[str] = []

    def assess(**fields: Any) -> None:
        notes.checks.assess(one.id, "r1", "Act.", "ICAT-1", "States", **fields, saved=lambda: saved.append("yes"),
                            failed=lambda: saved.append("no"))  # fmt: skip

    assess(state="done")
    assess(state="done")
    assess(date="soon")
    notes.checks.set_read("call-for-action-2021#p1", "e1")
    driver.wait_until(lambda: bool(notes.checks.read_passages))
    assert (saved, told, len(heard)) == (["yes", "yes", "no"], ["bad_day"], 2)
    assert notes.checks.find(one.id).assessments[0].state == "done"
    press(driver, "Ctrl+Z")
    driver.wait_until(lambda: not notes.checks.find(one.id).assessments)
    assert "Change of the checklist “My district” taken back." in said(driver.window)
    press(driver, "Ctrl+Shift+Z")
    driver.wait_until(lambda: bool(notes.checks.find(one.id).assessments))
    notes.checks.rename(one.id, "Other")
    notes.checks.change_role(one.id, "judge")
    before = state(driver)
    assert (before[0][0].name, before[0][0].role) == ("Other", "judge")
    driver.close()
    again = start()
    assert state(again) == before
    sentences: list[str] = []
    again.session.notes.done.connect(lambda change: sentences.append(changes.done(change)))
    again.session.notes.checks.delete(one.id)
    again.wait_until(lambda: not again.session.notes.checks.checklists)
    assert sentences == ["Checklist “Other” deleted."]


def test_checklists_alone_go_out_and_come_in_and_are_restored(start: Callable[..., Any], tmp_path: Path) -> None:
    driver = start()
    one = made(driver, "My district")
    file = export(driver, tmp_path / "all.annotations", "annotations")
    driver.close()
    driver = start("other")
    bring_in(driver, file)
    assert state(driver)[0] == (one,)
    assert "Notes brought in: checklists: 1." in said(driver.window)
    driver.close()
    driver = start("other")  # with a backup of it
    driver.session.notes.checks.assess(one.id, "r1", "Act.", "ICAT-1", "States", evidence="x")
    driver.settle()
    driver.window.exchanging.open_backups()
    found = dialog(BackupsDialog)
    driver.wait_until(lambda: "the same marks; checklists that differ: 1" in said(found))
    found.reject()
    backups: list[Any] = []
    driver.session.notes.ask_backups(backups.extend)
    driver.wait_until(lambda: bool(backups))
    driver.session.notes.restore(backups[0].name, lambda: None, lambda trouble: None)
    driver.wait_until(lambda: driver.session.notes.checks.checklists == (one,))
