"""What comes back at the next start, and what no accident can take."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.builders import prepare

ROOT = Path(__file__).resolve().parent.parent.parent

MARK_AND_WAIT = """
import sys
from pathlib import Path
from reader.app import make_application
from reader.core.paths import find_paths
app = make_application(find_paths(Path(sys.argv[1])))
from tests.driver import Driver
driver = Driver(Path(sys.argv[1]))
driver.open("call-for-action-2021")
driver.session.notes.done.connect(lambda change: print("shown", change.pairs[0][1].id, flush=True))
for words in ("welcome the commitments", "enhance global responses", "trafficking in persons"):
    driver.highlight("p1", words)
driver.wait_until(lambda: False)
"""


def test_window_document_and_place_come_back(start: Callable[..., Any]) -> None:
    driver = start(size=(777, 711))
    driver.open("call-for-action-2021")
    driver.window.page.verticalScrollBar().setValue(1500)
    place = driver.window.page.place()
    driver.window.look.set_theme("sepia")
    driver.keys("Ctrl++", driver.window)
    place = driver.window.page.place()
    driver.close()

    driver = start(size=None)
    driver.wait_until(lambda: driver.window.page.shown is not None)
    driver.settle()
    assert (driver.window.width(), driver.window.height()) == (777, 711)
    assert driver.window.look.theme.name == "sepia"
    assert driver.window.page.shown.info.id == "call-for-action-2021"
    assert driver.window.page.place() == place


def test_each_document_keeps_its_own_place(start: Callable[..., Any]) -> None:
    driver = start()
    driver.open("call-for-action-2021")
    driver.window.page.verticalScrollBar().setValue(1200)
    place = driver.window.page.place()
    driver.wait_until(lambda: driver.session._place == place)
    driver.open("world-day-statement-2020")
    driver.open("call-for-action-2021")
    assert driver.window.page.place() == place


def test_a_mark_that_was_shown_survives_kill_9(start: Callable[..., Any], tmp_path: Path) -> None:
    data = prepare(tmp_path / "data", "library", "index")
    process = subprocess.Popen(
        [sys.executable, "-c", MARK_AND_WAIT, str(data)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stdout is not None
    shown = [process.stdout.readline().split()[1] for _ in range(3)]
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    driver = start()
    assert {placed.mark.id for placed in driver.session.notes.marks} == set(shown)


def test_the_first_page_greets_whoever_has_no_document_open(start: Callable[..., Any]) -> None:
    driver = start()
    assert driver.window.page.shown is None
    assert driver.home.isVisible()
    assert driver.window.field.hasFocus()
    driver.keys("Alt+Home", driver.window)
    driver.keys("Return")
    driver.wait_until(lambda: driver.window.page.shown is not None)
    assert driver.window.page.shown.info.id == "call-for-action-2021"
