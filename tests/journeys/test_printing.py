"""Printing by keys: from Ctrl+P to a file that another program reads, without the system's printing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit

from reader.ui.dialogs.print import PrintDialog
from tests.builders import PROJECT


def dialog_of(driver: Any) -> PrintDialog:
    driver.keys("Ctrl+P", driver.window.page)
    driver.wait_until(lambda: bool(driver.window.findChildren(PrintDialog)))
    (dialog,) = driver.window.findChildren(PrintDialog)
    driver.wait_until(lambda: dialog.printer.isEnabled() and dialog.view.settled)
    return dialog


def save(driver: Any, dialog: PrintDialog, path: Path) -> None:
    """Enter, type a path, Enter."""
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    driver.wait_until(lambda: bool(dialog.findChildren(QFileDialog)))
    (asking,) = dialog.findChildren(QFileDialog)
    field = asking.findChild(QLineEdit)
    assert field.text().startswith("ICAT-CFA-2021 ")
    field.setText(str(path))
    QTest.keyClick(field, Qt.Key.Key_Return)


def text_of(path: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout


def test_print_with_marks_by_keys_alone(driver: Any, tmp_path: Path) -> None:
    driver.note("p2", "As States gather", "Ask about this.")
    dialog = dialog_of(driver)
    assert dialog.view._pages.ready
    assert dialog._where.text().startswith("Page 1 of ")
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    QTest.keyClick(dialog.marks, Qt.Key.Key_Space)
    driver.wait_until(lambda: dialog.printer.isEnabled())
    QTest.keyClick(dialog.marks, Qt.Key.Key_PageDown)
    assert dialog._where.text().startswith("Page 2 of ")
    path = tmp_path / "printed.pdf"
    save(driver, dialog, path.with_suffix(""))
    driver.wait_until(path.is_file)
    driver.wait_until(lambda: not driver.window.findChildren(PrintDialog))
    text = text_of(path)
    assert "Ask about this." in text
    assert "Call to action · 15 November 2021 · Addressed to: governments in all regions; States; ICAT" in text
    assert "A newer one exists: Call for Accelerated Action" in text
    assert "Unofficial copy of public texts" in text
    assert "15 November 2021" in text.split("\n")[0]
    assert str(path) in driver.window.message.text
    driver.window.actions_by_name["print"].trigger()  # off-screen nothing gives the focus back after two dialogs
    driver.wait_until(lambda: bool(driver.window.findChildren(PrintDialog)))
    assert driver.window.findChildren(PrintDialog)[0].marks.isChecked()  # for the next time


def test_the_section_that_is_read_is_offered_by_its_name(driver: Any, tmp_path: Path) -> None:
    driver.session.open("call-for-action-2021", driver.session.workspace.library.find("ICAT-CFA-2021 para 26"))
    driver.settle()
    dialog = dialog_of(driver)
    name = dialog.what.itemText(1)
    section = name.removeprefix("This section: ")
    dialog.what.setCurrentIndex(1)
    driver.wait_until(lambda: dialog.printer.isEnabled())
    path = tmp_path / "section.pdf"
    save(driver, dialog, path)
    driver.wait_until(path.is_file)
    text = text_of(path)
    assert section.split()[1] in text
    assert "1. Address the core drivers" not in text
    assert "para" in text.rsplit("ICAT-CFA-2021", 1)[1]  # how the section is cited


def test_a_folder_that_cannot_be_written_is_one_sentence(driver: Any, tmp_path: Path) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/printed.pdf")
    else:
        (tmp_path / "closed").mkdir(mode=0o500)
        target = tmp_path / "closed" / "printed.pdf"
    dialog = dialog_of(driver)
    save(driver, dialog, target)
    driver.wait_until(lambda: dialog._state.text().startswith("Nothing was saved"))
    assert str(target) in dialog._state.text()
    assert dialog.isVisible()
    assert dialog.save.isEnabled()


def test_the_wheel_turns_pages_and_stops_at_the_ends(driver: Any) -> None:
    view = dialog_of(driver).view
    for _ in range(10):
        turn(view, -120)
    assert view.side == view.sides - 1
    for _ in range(10):
        turn(view, 120)
    assert view.side == 0


def turn(view: Any, by: int) -> None:
    event = QWheelEvent(
        QPointF(20, 20), QPointF(20, 20), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def test_without_a_document_there_is_nothing_to_print(start: Any) -> None:
    driver = start()
    assert not driver.window.actions_by_name["print"].isEnabled()


def test_the_systems_printing_is_not_loaded_before_it_is_asked_for(prepared: Path, tmp_path: Path) -> None:
    """In a program of its own: a window needs nothing for paper, and neither preview nor file the system's printing."""
    shutil.copytree(prepared, tmp_path / "data")
    code = f"""
import sys
from pathlib import Path
from reader.app import make_application
from reader.core.paths import find_paths
app = make_application(find_paths())
from tests.driver import Driver
driver = Driver(Path({str(tmp_path / "data")!r}))
driver.open("call-for-action-2021")
assert not [name for name in sys.modules if name.startswith(("reader.ui.paper", "reader.ui.dialogs.print"))]
from tests.journeys.test_printing import dialog_of, save
path = Path({str(tmp_path / "a.pdf")!r})
save(driver, dialog_of(driver), path)
driver.wait_until(path.is_file)
driver.settle()
driver.close()
assert not [name for name in sys.modules if "PrintSupport" in name]
assert "PrintSupport" not in Path("/proc/self/maps").read_text() if Path("/proc/self/maps").exists() else True
"""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=PROJECT, env=os.environ | {"HOME": str(tmp_path)})
