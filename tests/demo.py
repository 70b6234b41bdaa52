"""`make demo`: a scripted tour of the real window, rendered off-screen, one picture a scene, into build/demo/.

Each scene is a state that a field worker meets. Look at every picture after every change to a screen.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from reader.app import make_application
from reader.core.paths import find_paths
from tests.driver import Driver

OUT = Path("build/demo")
CFA = "call-for-action-2021"
WIDE, LAPTOP, NARROW = (1360, 860), (1366, 768), (1024, 600)


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    app = make_application(find_paths())
    with tempfile.TemporaryDirectory() as folder:
        _tour(app, Path(folder))
    for picture in sorted(OUT.glob("*.png")):
        print(picture)
    return 0


def _tour(app: QApplication, folder: Path) -> None:
    driver = Driver(folder / "tour", WIDE)
    window = driver.window

    def shot(name: str) -> None:
        driver.picture(OUT / f"{name}.png")

    window.look.set_theme("light")
    shot("01-first-start")
    driver.open(CFA)
    shot("02-reading-nothing-marked")
    driver.highlight("p2", "greater action is needed, globally, to implement these commitments")
    driver.note(
        "p3", "This has become apparent during the ongoing COVID-19 pandemic", "Compare with our own cases of 2020."
    )
    other = driver.highlight("p1", "welcome the commitments undertaken by States")
    driver.session.edit_mark(other.mark, colour="green")
    driver.settle()
    driver.keys("Ctrl+D", window.page)
    driver.settle()
    window.page.verticalScrollBar().setValue(0)
    shot("03-reading-with-marks")
    driver.search("non-punishment")
    shot("04-results-while-typing")
    driver.enter()
    shot("05-hit-opened")
    driver.keys("F3", window)
    driver.settle()
    shot("06-next-hit")
    window.marking.write_note()
    driver.type("Ask the lawyer whether this was argued at the first hearing.")
    shot("07-writing-a-note")
    driver.keys("Ctrl+Return")
    driver.wait_until(lambda: not window.notes.editor.isVisible())
    for theme in ("sepia", "dark", "contrast"):
        window.look.set_theme(theme)
        shot(f"08-{theme}")
    window.look.set_theme("dark")
    driver.search("corruption")
    shot("09-dark-results")
    driver.search("xylophone")
    shot("10-dark-nothing-found")
    driver.search("Is this trafficking or smuggling?")
    shot("10-dark-not-treated")
    window.look.set_theme("light")
    driver.search("Is this trafficking or smuggling?")
    shot("11-not-treated")
    driver.search("corupption among cops")
    shot("11-searched-besides")
    driver.open("world-day-statement-2023")
    window.page.verticalScrollBar().setValue(700)
    shot("12-callout-and-links")
    window.marking.open_export()
    driver.settle()
    dialog = next(w for w in app.topLevelWidgets() if w.isVisible() and w is not window)
    dialog.grab().save(str(OUT / "13-export.png"))
    dialog.reject()
    window._show_shortcuts()
    driver.settle()
    dialog = next(w for w in app.topLevelWidgets() if w.isVisible() and w is not window)
    dialog.grab().save(str(OUT / "14-shortcuts.png"))
    dialog.reject()
    driver.open("publications-page-2022")
    shot("15-catalogue")
    driver.open("world-day-statement-2020")
    shot("16-statement-2020")
    window.show_home()
    window.look.set_theme("dark")
    shot("17-dark-library")
    window.look.set_theme("light")
    driver.open(CFA)
    window.resize(*NARROW)
    driver.search("victims")
    driver.enter()
    shot("18-narrow")
    window.resize(*LAPTOP)
    for _ in range(6):
        driver.keys("Ctrl++", window)
    shot("19-twice-the-size")
    window.resize(*NARROW)
    driver.search("Is this trafficking or smuggling?")
    shot("20-narrow-twice-the-size")
    driver.keys("Ctrl+0", window)
    window.show_home()
    shot("21-narrow-library")
    driver.close()

    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    driver = Driver(folder / "tour", WIDE)
    window = driver.window
    driver.open(CFA)
    driver.search("children")
    driver.enter()
    shot_rtl = OUT / "22-right-to-left.png"
    driver.picture(shot_rtl)
    window.look.set_theme("dark")
    window.show_home()
    driver.search("Is this trafficking or smuggling?")
    driver.picture(OUT / "23-right-to-left-dark-library.png")
    driver.close()
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    damaged = folder / "damaged"
    driver = Driver(damaged, WIDE)
    driver.open(CFA)
    driver.highlight("p2", "greater action is needed")
    driver.close()
    (damaged / "notebook.db").write_bytes(b"not a database, but long enough to be one" * 200)
    driver = Driver(damaged, WIDE)
    driver.settle()
    driver.picture(OUT / "24-damaged-notes.png")
    driver.close()


if __name__ == "__main__":
    sys.exit(main())
