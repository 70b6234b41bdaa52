"""The fixed list of scenes: every state of the window, how to get to it, and in which windows it is looked at.

`make demo` draws them all; a test walks through the same list and asks `cut_off` whether any text lacks room. A new
screen is one line in `SCENES`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from reader.ui.dialogs.formats import FORMATS
from tests import revised, states, worlds
from tests.driver import Driver
from tests.states import Reach
from tests.worlds import World

THEMES = ("light", "sepia", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class View:
    """How the window stands; `text` is the size of running text in pixels."""

    name: str
    size: tuple[int, int]
    text: int = 18
    mirrored: bool = False


WIDE = View("wide", (1366, 768))
NARROW = View("narrow", (1024, 600))
LARGE = View("large-text", (1024, 600), 36)
MIRRORED = View("right-to-left", (1366, 768), mirrored=True)
VIEWS = (WIDE, NARROW, LARGE, MIRRORED)
ONCE = (WIDE, LARGE)


def _nothing(driver: Driver) -> None:
    """The state is there from the start, or is left as it is."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A state of the window. In the first of its views the demo draws it in all of its `themes`, in the others in the
    first one: where things stand does not depend on colours."""

    name: str
    world: World
    reach: Reach
    views: tuple[View, ...] = VIEWS
    themes: tuple[str, ...] = ("light",)
    leave: Callable[[Driver], object] = _nothing


SCENES = (
    Scene("loading", worlds.LOADING, states.waiting, (WIDE, NARROW)),
    Scene("library-damaged", worlds.DAMAGED_LIBRARY, lambda driver: driver.wait_until(driver.window.message.isVisible)),
    Scene("document-damaged", worlds.DAMAGED_DOCUMENT, _nothing, ONCE),
    Scene("first-start", worlds.EMPTY, states.home, VIEWS, THEMES),
    Scene("used-home", worlds.MARKED, states.used_home, VIEWS, THEMES),
    Scene("nothing-marked", worlds.EMPTY, states.reading),
    Scene("notebook-empty", worlds.EMPTY, states.notebook, VIEWS, THEMES),
    Scene("export-nothing", worlds.EMPTY, states.pressed("Ctrl+E"), ONCE),
    Scene("backups-none", worlds.EMPTY, states.pressed("Ctrl+Shift+B"), ONCE),
    Scene("reading", worlds.MARKED, states.reading, VIEWS, THEMES),
    Scene("arabic", worlds.MARKED, states.document(worlds.PSEUDO), (MIRRORED,), THEMES),
    Scene("callouts", worlds.MARKED, states.callouts),
    Scene("newer", worlds.MARKED, states.document("world-day-statement-2020"), (NARROW, LARGE, MIRRORED)),
    Scene("catalogue", worlds.MARKED, states.document("publications-page-2022"), ONCE),
    Scene("results", worlds.MARKED, states.asking("victims"), VIEWS, THEMES),
    Scene("results-filtered", worlds.MARKED, states.asking('victims for:"labour inspector" year:2021')),
    Scene("results-mended", worlds.MARKED, states.asking("corupption among cops")),
    Scene("results-in-notes", worlds.MARKED, states.asking("lawyer in:notes")),
    Scene("results-none", worlds.MARKED, states.asking("xylophone"), VIEWS, THEMES),
    Scene("results-none-filtered", worlds.MARKED, states.asking("victims type:statement year:2021 for:nobody")),
    Scene("not-treated", worlds.MARKED, states.asking("Is this trafficking or smuggling?"), VIEWS, THEMES),
    Scene("hit", worlds.MARKED, states.opened("non-punishment", 1), VIEWS, THEMES),
    Scene("offers", worlds.MARKED, states.offers, VIEWS, THEMES),
    Scene("help-card", worlds.MARKED, states.help_card, VIEWS, THEMES),
    Scene("searches", worlds.MARKED, states.searches),
    Scene("preparing", worlds.MARKED, states.preparing, leave=states.prepared),
    Scene("all-filters", worlds.MARKED, states.all_filters, ONCE),
    Scene("trouble", worlds.MARKED, states.trouble, VIEWS, THEMES, leave=states.no_trouble),
    Scene("writing", worlds.MARKED, states.writing, VIEWS, THEMES, leave=states.written),
    Scene("mark-menu", worlds.MARKED, states.mark_menu, (WIDE, MIRRORED), THEMES),
    *(Scene(f"menu-{name}", worlds.MARKED, states.menu_of(name), (WIDE,)) for name in ("more", "theme", "text")),
    Scene("notebook", worlds.MARKED, states.notebook, VIEWS, THEMES),
    Scene("notebook-filtered", worlds.MARKED, states.filtered),
    Scene("notebook-nothing-passes", worlds.MARKED, states.nothing_passes),
    Scene("notebook-chosen", worlds.MARKED, states.chosen, VIEWS, THEMES),
    Scene("notebook-period", worlds.MARKED, states.period, ONCE),
    Scene("briefing", worlds.MARKED, states.briefing("b1"), VIEWS, THEMES),
    Scene("briefing-empty", worlds.MARKED, states.briefing("b2")),
    *(Scene(f"export-{each.form}", worlds.MARKED, states.export_as(number), VIEWS if not number else ONCE,
            THEMES if not number else ("light",)) for number, each in enumerate(FORMATS)),
    Scene("export-a-colour", worlds.MARKED, states.export_a_colour),
    Scene("export-refused", worlds.MARKED, states.export_refused),
    Scene("import", worlds.MARKED, states.pressed("Ctrl+I")),
    Scene("import-found", worlds.MARKED, states.bring_in, VIEWS, THEMES),
    Scene("import-damaged", worlds.MARKED, states.bring_in_damaged, ONCE),
    Scene("backups", worlds.MARKED, states.pressed("Ctrl+Shift+B"), VIEWS, THEMES),
    Scene("restore", worlds.MARKED, states.restoring),
    Scene("help", worlds.MARKED, states.pressed("F1"), VIEWS, THEMES),
    Scene("help-searched", worlds.MARKED, states.help_for("print"), ONCE),
    Scene("help-nothing", worlds.MARKED, states.help_for("xylophone"), ONCE),
    Scene("settings", worlds.MARKED, states.pressed("Ctrl+Comma"), VIEWS, THEMES),
    Scene("print", worlds.MARKED, states.printing, VIEWS, THEMES),
    Scene("print-booklet", worlds.MARKED, states.printing_booklet, ONCE),
    Scene("find", worlds.MARKED, states.finding("States"), VIEWS, THEMES, leave=states.found),
    Scene("find-none", worlds.MARKED, states.finding("xylophone"), leave=states.found),
    Scene("tabs", worlds.MARKED, states.tabs, VIEWS, THEMES),
    Scene("side-by-side", worlds.MARKED, states.side_by_side, VIEWS, THEMES, leave=states.one_side),
    Scene("term", worlds.MARKED, states.term, VIEWS, THEMES),
    Scene("publication", worlds.MARKED, states.publication),
    Scene("questions", worlds.MARKED, states.guide("role:labour_inspector"), VIEWS, THEMES),
    Scene("question", worlds.MARKED, states.guide("question:healthcare-05")),
    Scene("question-touched", worlds.MARKED, states.guide("question:labour_inspector-05"), ONCE),
    Scene("reading-path", worlds.MARKED, states.guide("path:labour_inspector"), VIEWS, THEMES),
    Scene("reading-path-no-role", worlds.MARKED, states.guide("path:"), ONCE),
    Scene("reading-path-print", worlds.MARKED, states.print_path),
    Scene("publications", worlds.MARKED, states.publications(), VIEWS, THEMES),
    Scene("publications-year", worlds.MARKED, states.publications(year="2021"), (WIDE, NARROW), THEMES),
    Scene("publications-not-held", worlds.MARKED, states.publications("publication:issue-brief-04"), ONCE),
    Scene("publications-none", worlds.MARKED, states.publications(text="xylophone"), ONCE),
    Scene("aloud", worlds.MARKED, states.aloud, VIEWS, THEMES, leave=states.silent),
    Scene("meanings", worlds.MARKED, states.meanings, VIEWS, THEMES),
    Scene("quote-altered", worlds.MARKED, states.quote(states.ALTERED), VIEWS, THEMES),
    Scene("quote-exact", worlds.MARKED, states.quote("Grant victims, including children, access to justice")),
    Scene("quote-absent", worlds.MARKED, states.quote("Nobody ever wrote this sentence about xylophones"), ONCE),
    Scene("recommendations", worlds.EMPTY, states.register, VIEWS, THEMES),
    Scene("recommendations-none", worlds.EMPTY, states.register_filtered),
    Scene("checklist", worlds.ASSESSED, states.checklist("rec-004-1.1"), VIEWS, THEMES),
    Scene("checklist-text-changed", worlds.ASSESSED, states.checklist("rec-004-1.3"), VIEWS, THEMES),
    Scene("checklist-gone", worlds.ASSESSED, states.checklist("rec-old"), ONCE),
    Scene("export-gaps", worlds.ASSESSED, states.export_gaps),
    Scene("text-changed", worlds.REVISED, states.document(revised.ID)),
    *(Scene(f"receipt-{verdict}", worlds.REVISED, states.receipt(verdict), VIEWS,
            THEMES if verdict == "unsure" else ("light",)) for verdict in ("unsure", "changed", "withdrawn", "moved")),
    Scene("receipt-several", worlds.REVISED, states.receipt_of_several),
    Scene("receipt-picking", worlds.REVISED, states.picking, leave=states.picked),
    Scene("term-page", worlds.MARKED, states.guidance("term:trafficking-in-persons"), VIEWS, THEMES),
    Scene("term-not-used", worlds.MARKED, states.guidance("term:consent"), ONCE),
    Scene("terms-in-arabic", worlds.MARKED, states.terms_in_arabic, (WIDE, MIRRORED)),
    Scene("bodies", worlds.MARKED, states.guidance("body:icat"), VIEWS, THEMES),
    Scene("bodies-chairs", worlds.MARKED, states.guidance("body:chairs"), ONCE),
    Scene("notes-damaged", worlds.DAMAGED_NOTES, _nothing, ONCE),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A scene on the screen."""

    scene: Scene
    view: View
    driver: Driver

    @property
    def name(self) -> str:
        return f"{SCENES.index(self.scene) + 1:02}-{self.scene.name}-{self.view.name}"

    @property
    def screen(self) -> QSize:
        return QSize(*self.view.size)


def walk(app: QApplication, folder: Path, names: Collection[str] = ()) -> Iterator[Shown]:
    """Every scene, or those of these names, in each of its views, with one window for all scenes of a world and a
    direction."""
    steps = [(scene, view) for scene in SCENES for view in scene.views if not names or scene.name in names]
    steps.sort(key=lambda step: (step[0].world.name, step[1].mirrored, VIEWS.index(step[1])))
    corpora = {mirrored: worlds.library(folder / "corpus", mirrored) for mirrored in (False, True)}
    try:
        for (world, mirrored), group in groupby(steps, lambda step: (step[0].world, step[1].mirrored)):
            app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else Qt.LayoutDirection.LeftToRight)
            home = folder / f"{world.name}{'-mirrored' * mirrored}"
            paths = world.make(home, corpora[mirrored])
            with Driver(home, WIDE.size, paths, world.waits) as driver:
                driver.window.look.set_theme("light")
                if world is worlds.MARKED:
                    driver.settle()
                    states.no_trouble(driver)  # some of its marks are of texts that are gone; that is another scene
                for scene, view in group:
                    _stand(driver, view)
                    scene.reach(driver)
                    _settle(driver)
                    yield Shown(scene, view, driver)
                    states.leave(driver)
                    scene.leave(driver)
    finally:
        app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _stand(driver: Driver, view: View) -> None:
    window = driver.window
    if (window.width(), window.height(), window.look.size) != (*view.size, view.text):
        window.resize(*view.size)
        window.look.set_size(view.text)


def _settle(driver: Driver) -> None:
    """What is under way is done; dialogs are no larger than the screen."""
    if driver.shelf_ready:
        driver.settle()
    for dialog in states.dialogs():
        dialog.resize(dialog.size().boundedTo(driver.window.size()))
        states.drawn(driver, dialog)
    QApplication.sendPostedEvents()
