"""`make demo`: a scripted tour of the real window, rendered off-screen, one picture a scene, into build/demo/.

Each scene is a state that a field worker meets. Look at every picture after every change to a screen.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QToolButton

from reader.app import make_application
from reader.core.paths import find_paths
from tests import demo_exchange, demo_marks, demo_notebook, demo_receipt
from tests.driver import Driver

OUT = Path("build/demo")
CFA = "call-for-action-2021"
WIDE, LAPTOP, NARROW = (1360, 860), (1366, 768), (1024, 600)


def main() -> int:
    shutil.rmtree(OUT, ignore_errors=True)
    app = make_application(find_paths())
    with tempfile.TemporaryDirectory() as folder:
        _tour(app, Path(folder))
        demo_marks.scenes(app, Path(folder) / "marking", OUT)
        demo_receipt.tour(app, Path(folder), OUT, WIDE)
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
    driver.session.notes.recolour([other.mark.id], "green")
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
    _searching(driver, shot)
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
    demo_exchange.exchange(driver, OUT)
    window.helping.open()
    driver.settle()
    dialog = next(w for w in app.topLevelWidgets() if w.isVisible() and w is not window)
    dialog.grab().save(str(OUT / "14-help.png"))
    dialog.reject()
    driver.open("publications-page-2022")
    shot("15-catalogue")
    driver.open("world-day-statement-2020")
    shot("16-statement-2020")
    window.going.show_home()
    window.look.set_theme("dark")
    shot("17-dark-library")
    window.look.set_theme("light")
    driver.open(CFA)
    window.resize(*NARROW)
    driver.search("victims type:statement")
    shot("18-narrow-results")
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
    window.going.show_home()
    shot("21-narrow-library")
    driver.close()

    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    driver = Driver(folder / "tour", WIDE)
    window = driver.window
    demo_exchange.right_to_left(driver, OUT)
    driver.open(CFA)
    driver.search("children")
    driver.enter()
    driver.picture(OUT / "22-right-to-left.png")
    driver.search("victims type:statement")
    driver.picture(OUT / "22-right-to-left-results.png")
    driver.search("victims type:")
    driver.wait_until(window.field.offers.isVisible)
    driver.picture(OUT / "22-right-to-left-offers.png")
    driver.keys("Shift+F1", window)
    driver.picture(OUT / "22-right-to-left-what-can-be-typed.png")
    driver.keys("Escape")
    window.look.set_theme("dark")
    window.going.show_home()
    driver.search("Is this trafficking or smuggling?")
    driver.picture(OUT / "23-right-to-left-dark-library.png")
    driver.close()
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    demo_notebook.tour(app, folder, OUT)
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


def _searching(driver: Driver, shot: Callable[[str], None]) -> None:
    """Everything around the results: groups, filters, offers, my notes, searches that were kept, the help card."""
    window = driver.window
    field, results = window.field, window.side.results

    def search(text: str) -> None:
        driver.search(text)
        driver.settle()

    for theme in ("light", "sepia", "dark", "contrast"):
        window.look.set_theme(theme)
        search("victims")
        shot(f"30-grouped-{theme}")
        search("victims type:")
        driver.wait_until(field.offers.isVisible)
        shot(f"31-offers-{theme}")
        driver.keys("Shift+F1", window)
        shot(f"32-what-can-be-typed-{theme}")
        driver.keys("Escape")
    window.look.set_theme("light")
    search('victims for:"labour inspector" year:2021')
    shot("33-filtered")
    search("victims type:statement year:2021 for:nobody")
    shot("33-nothing-passes")
    search("cases")
    shot("34-my-notes-and-others")
    search("lawyer in:notes")
    shot("34-only-my-notes")
    search("victims")
    driver.enter()
    for _ in range(4):
        driver.keys("F3", window)
        driver.settle()
    shot("35-unfolded-by-walking")
    for query in ("children on the move", "non-punishment type:statement", "cops year:2021..2023"):
        search(query)
        driver.keys("Return", field)
        driver.settle()
    star = results.findChild(QToolButton, "star")
    driver.click(star)
    driver.wait_until(star.isChecked)
    shot("36-saved")
    driver.keys("Escape", field)
    shot("36-saved-and-recent")
    driver.keys("Down", field)
    shot("36-asked-again-from-the-field")
    driver.keys("Escape", field)
    search("victims")
    results.show_progress(31_400, 100_000)
    shot("37-preparing-a-large-library")
    results.show_progress(0, 0)
    search("victims type:statement")
    chip = next(c for c in results.facets.findChildren(QPushButton) if c.text().startswith("More"))
    menu = results.facets.menu()
    menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
    kinds = menu.findChildren(QMenu)[0]
    kinds.popup(menu.geometry().topRight())
    driver.settle()
    for name, part in (("fields", menu), ("values", kinds)):
        part.grab().save(str(OUT / f"38-all-filters-{name}.png"))
    menu.close()


if __name__ == "__main__":
    sys.exit(main())
