"""The scenes of `make demo` that show the notebook view: all kinds of marks, filters, many at once, a briefing."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame

from reader.core.marks import COLOURS, Anchor, Change, Collection, Item, Layer, Mark, MarkKind
from reader.core.notes.anchors import edition_of, make_anchor
from reader.core.types import Point
from tests.builders import NOON, corpus_documents, notebook
from tests.driver import Driver

WIDE, NARROW, NARROWEST = (1360, 860), (1024, 600), (560, 600)
CFA = "call-for-action-2021"
DAY = 86_400.0

_NOTES = (
    "Compare with our own cases of 2020; the inspectors had no lawyer at the first hearing.",
    "",
    "اسأل المحامية قبل الجلسة الأولى",
    "",
    "Спросить юриста до первого заседания.",
    "第一次听证会之前请咨询律师。",
    "Ρωτήστε τον δικηγόρο πριν από την πρώτη ακρόαση.",
    "",
    "Quote in the report.\n\n- first point\n- second point",
)
_TAGS = (
    ("report",), ("children", "shelter"), (), ("ask supervisor",), ("non-punishment, courts", "“quoted”", "urgent 🚩"),
    ("report", "court", "interview", "translation", "a rather long tag that somebody has typed in one go"),
)  # fmt: skip


def marks() -> Iterator[Mark]:
    """Sixty marks over all documents, two layers among them, some with a text that is no longer there."""
    number = 0
    for document in corpus_documents().values():
        for block in document.blocks[:12]:
            if len(block.text) < 70:
                continue
            end = block.text.find(". ", 40) + 1 or len(block.text)
            anchor = make_anchor(document, Point(block.id, 0), Point(block.id, min(end, 60 + 40 * (number % 7))))
            kind: MarkKind = ("note", "highlight", "note", "bookmark")[number % 4]  # type: ignore[assignment]
            gone = number % 11 == 5
            if gone:
                anchor = Anchor(
                    anchor.document, "older", anchor.start, anchor.end, "Words of an earlier edition.", "", ""
                )
            yield Mark(
                f"m{number}", kind, anchor, COLOURS[number % 6], _NOTES[number % len(_NOTES)] if kind == "note" else "",
                NOON - number * 9 * DAY, NOON - number * DAY, _TAGS[number % len(_TAGS)],
                layer="ana" if number % 9 == 4 else "", historical=gone and number % 2 == 0, revision=f"r{number}",
            )  # fmt: skip
            number += 1


def fill(folder: Path) -> None:
    """A notebook with these marks, a briefing, and the layer of a colleague."""
    made = tuple(marks())
    own = "## What we ask for\n\nThe State should *fund* interpreters for the first interview."
    items = (
        Item(text="For the meeting on 2 December."),
        Item(mark="m0"),
        Item(mark="m2"),
        Item(text=own),
        Item(mark="m9"),
    )
    change = Change(
        tuple((None, each) for each in made),
        ((None, Collection("b1", "Briefing for the labour inspectorate", items, NOON, NOON)),
         (None, Collection("b2", "Training, day one", (), NOON + 1, NOON))),
        ((None, Layer("ana", "Ana Kovač, supervisor")),),
    )  # fmt: skip
    book = notebook(folder)
    book.apply(change, map(edition_of, corpus_documents().values()))
    book.set_meanings({"yellow": "quote in report", "pink": "ask supervisor"})
    book.close()


def tour(app: QApplication, folder: Path, out: Path) -> None:
    driver = Driver(folder / "empty", WIDE)
    driver.window.look.set_theme("light")
    _enter(driver)
    driver.picture(out / "50-notebook-nothing-marked.png")
    driver.close()

    fill(folder / "notebook")
    _light(Driver(folder / "notebook", WIDE), out)
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    driver = Driver(folder / "notebook", WIDE)
    _enter(driver)
    driver.settle()
    driver.picture(out / "58-notebook-right-to-left.png")
    driver.window.notebook.places.go("b1")
    driver.picture(out / "58-notebook-right-to-left-briefing.png")
    driver.close()
    app.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def _enter(driver: Driver) -> None:
    driver.window.activateWindow()
    driver.wait_until(driver.window.isActiveWindow)
    driver.keys("Ctrl+B", driver.window)
    driver.settle()


def _light(driver: Driver, out: Path) -> None:
    window, page = driver.window, driver.window.notebook

    def shot(name: str) -> None:
        driver.picture(out / f"{name}.png")

    driver.open(CFA)
    shot("51-notebook-from-the-panel")
    _enter(driver)
    for theme in ("dark", "sepia", "contrast", "light"):
        window.look.set_theme(theme)
        shot(f"51-notebook-{theme}")
    driver.type("law", page.filters.field)
    page.filters.set_filter(colours=("yellow", "pink"))
    page.filters.set_period("2025 to 2026")
    shot("52-notebook-filtered")
    page.filters.set_filter(tags=("“quoted”",), documents=(CFA,))
    shot("52-notebook-nothing-passes")
    page.filters.clear()
    driver.settle()
    page.list.take_focus()
    for keys in ("Space", "Down", "Space", "Down", "Down", "Space"):
        driver.keys(keys, page.list)
    for theme in ("light", "dark", "contrast"):
        window.look.set_theme(theme)
        shot(f"53-notebook-chosen-{theme}")
    window.look.set_theme("light")
    page.bulk.tags_wanted.emit(page.bulk)
    box = window.findChildren(QFrame, "dropDown")[-1]
    driver.type("r", box.field)
    box.grab().save(str(out / "54-notebook-tags.png"))
    box.close()
    page.filters.ask_period()
    box = window.findChildren(QFrame, "dropDown")[-1]
    driver.type("last fortnight", box.field)
    box.grab().save(str(out / "54-notebook-dates.png"))
    box.close()
    page.list.clearSelection()
    page.places.go("b1")
    for theme in ("dark", "light"):
        window.look.set_theme(theme)
        shot(f"55-notebook-briefing-{theme}")
    page.briefing.list.setCurrentIndex(page.briefing.model.index(3, 0))
    driver.keys("Return", page.briefing.list)
    shot("55-notebook-briefing-writing")
    driver.keys("Escape")
    page.places.go("b2")
    shot("55-notebook-briefing-empty")
    page.places.go("")
    for size, name in ((NARROW, "narrow"), (NARROWEST, "narrowest")):
        window.resize(*size)
        page.list.take_focus()
        driver.keys("Space", page.list)
        shot(f"56-notebook-{name}")
        page.places.go("b1")
        shot(f"56-notebook-{name}-briefing")
        page.places.go("")
        page.list.clearSelection()
    window.resize(*NARROW)
    window.look.set_size(36)
    shot("57-notebook-narrow-twice-the-size")
    window.resize(*WIDE)
    shot("57-notebook-twice-the-size")
    page.places.go("b1")
    shot("57-notebook-briefing-twice-the-size")
    window.look.set_size(18)
    driver.close()
