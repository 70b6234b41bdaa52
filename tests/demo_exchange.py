"""Scenes of `make demo`: taking notes out, bringing notes in, going back to a backup."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog

from reader.ui.dialogs.bring_in import BringInDialog
from reader.ui.dialogs.export import ExportDialog
from reader.ui.dialogs.formats import FORMATS
from reader.ui.taking_out import Scope, Wish
from tests.driver import Driver

THEMES = ("light", "sepia", "dark", "contrast")


def exchange(driver: Driver, out: Path) -> None:
    """The dialogs in their states, over a window with marks in it."""
    window, notes = driver.window, driver.session.notes
    marks = notes.marks
    notes.backup_if_due()
    notes.tag([placed.mark.id for placed in marks[:2]], add=["court", "urgent"])
    notes.make_collection("Briefing for the hearing", [placed.mark.id for placed in marks[:2]])
    driver.settle()
    for theme in THEMES:
        window.look.set_theme(theme)
        window.exchanging.open_export()
        _picture(driver, out / f"40-export-{theme}.png")
        _dialog().reject()
    window.look.set_theme("light")
    window.exchanging.open_export()
    export = _dialog()
    assert isinstance(export, ExportDialog)
    for number, each in enumerate(FORMATS):
        export.formats.setCurrentIndex(number)
        _picture(driver, out / f"41-export-{each.form}.png")
    export.formats.setCurrentIndex(0)
    export.scopes.setCurrentIndex(export.scopes.findText("A colour"))
    export.bare.setChecked(True)
    _picture(driver, out / "42-export-a-colour-bare.png")
    export.resize(560, 600)
    _picture(driver, out / "43-export-narrow.png")
    export.path.setText("/nowhere/notes.md")
    export._accept()
    driver.settle()
    driver.settle()
    _picture(driver, out / "44-export-refused.png")
    export.reject()
    window.look.set_size(36)
    window.exchanging.open_export()
    _picture(driver, out / "45-export-twice-the-size.png")
    _dialog().reject()
    window.look.set_size(18)
    window.exchanging._more.popup(window.mapToGlobal(window.rect().center()))
    driver.settle()
    window.exchanging._more.grab().save(str(out / "46-more.png"))
    window.exchanging._more.close()
    _bringing_in(driver, out)
    for theme in ("light", "dark", "contrast"):
        window.look.set_theme(theme)
        window.exchanging.open_backups()
        _picture(driver, out / f"60-backups-{theme}.png")
        _dialog()._ask()  # type: ignore[attr-defined]
        _picture(driver, out / f"61-restore-{theme}.png")
        _dialog().reject()
        _dialog().reject()
    window.look.set_theme("light")
    window.message.dismiss()


def right_to_left(driver: Driver, out: Path) -> None:
    """The same dialogs mirrored."""
    window = driver.window
    for name, call in (
        ("47-export", window.exchanging.open_export),
        ("57-import", window.exchanging.open_import),
        ("67-backups", window.exchanging.open_backups),
    ):
        call()
        _picture(driver, out / f"{name}-right-to-left.png")
        _dialog().reject()


def _bringing_in(driver: Driver, out: Path) -> None:
    window, notes = driver.window, driver.session.notes
    file = driver.data_dir / "theirs.jsonld"
    done: list[int] = []
    driver.session.taking_out.export(
        file, Wish(Scope(), "jsonld", author="Amina Diallo"), lambda: done.append(1), print, print
    )
    driver.wait_until(lambda: bool(done))
    ids = [placed.mark.id for placed in notes.marks]
    content = json.loads(file.read_text(encoding="utf-8"))
    theirs = content["items"][1]
    theirs["body"]["value"] = "Ask the lawyer whether this was argued at the first hearing."
    theirs["icat:mark"] |= {"revision": "theirs", "kind": "note"}
    theirs["icat:mark"].pop("markdown", None)
    theirs["motivation"] = "commenting"
    file.write_text(json.dumps(content), encoding="utf-8")
    notes.delete_marks(ids[:1])
    notes.recolour(ids[1:2], "purple")
    driver.settle()
    window.exchanging.open_import()
    _picture(driver, out / "50-import.png")
    _dialog().reject()
    for theme in THEMES:
        window.look.set_theme(theme)
        window.exchanging.open_import(str(file))
        driver.settle()
        found = _dialog()
        assert isinstance(found, BringInDialog)
        _picture(driver, out / f"51-import-{theme}.png")
        found.found.setCurrentIndex(1)
        _picture(driver, out / f"52-import-conflict-{theme}.png")
        found.resize(560, 420)
        _picture(driver, out / f"53-import-narrow-{theme}.png")
        found.reject()
    window.look.set_theme("light")
    file.write_text("[1, 2", encoding="utf-8")
    window.exchanging.open_import(str(file))
    driver.settle()
    _picture(driver, out / "54-import-wrong.png")
    _dialog().reject()
    notes.undo()
    notes.undo()
    driver.settle()


def _dialog() -> QDialog:
    """The dialog that is open; of two, the one in front."""
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    return next((each for each in found if isinstance(each.parent(), QDialog)), found[0])


def _picture(driver: Driver, path: Path) -> None:
    """Of the dialog, when its preview is there."""
    found = _dialog()
    if isinstance(found, ExportDialog):
        driver.wait_until(lambda: not found._ask.isActive())
    driver.settle()
    path.parent.mkdir(parents=True, exist_ok=True)
    assert found.grab().save(str(path))
