"""`python -m tests.scale.reading`: opening, scrolling and changing the theme, in long documents and with many marks.

A pack with the bundled documents and long reports made of their paragraphs is compiled; the real window (off-screen)
opens each from the library as a click does, up to the first painted page, scrolls through it and changes its theme.
Beside it, in the same run, a plain QTextBrowser does the same with the same HTML. A frame is everything from a turn of
the wheel to pixels: contents and breadcrumb follow in it. `noise` tells how much the same plain work differed: its
95th percentile against its median. Ends with one line for programs.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QTextBrowser

from reader.app import make_application
from reader.core.library.document import parse_document
from reader.core.marks import COLOURS, Change, Mark, PlacedMark
from reader.core.notes.anchors import edition_of, make_anchor
from reader.core.paths import Paths, find_paths
from reader.core.types import Document, Location, Point
from reader.core.workspace import Workspace
from reader.ui.theme import NAMES, load_theme, palette
from tests.builders import CORPUS, NOON, corpus_documents, document_text, notebook, pack
from tests.driver import Driver

LONG, SHORT = "long", "call-for-action-2021"
MARKS = 1_000
FRAMES = 120


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds of the same thing done many times, by the clock on the wall; `cpu` is the 95th percentile of what
    the window's thread worked in them, which other programs do not add to."""

    p50: float
    p95: float
    worst: float
    cpu: float

    @classmethod
    def of(cls, taken: list[tuple[float, float]]) -> "Times":
        wall, work = sorted(each for each, _ in taken), sorted(each for _, each in taken)
        at = min(len(wall) - 1, int(len(wall) * 0.95))
        return cls(statistics.median(wall), wall[at], wall[-1], work[at])


def report(name: str, words: int) -> str:
    """A document file of about so many words: headings, lists, quotes, links, and words in bold and italics."""
    dice, parts, count, number = Random(5), ["# A long report"], 0, 0
    leaves = [block for each in corpus_documents().values() for block in each.blocks]
    pool = [" ".join(leaf.text.split()) for leaf in leaves if leaf.kind in ("paragraph", "item")]
    pool = [text for text in pool if len(text) > 60]
    while count < words:
        number += 1
        match number % 9:
            case 1:
                part = f"{'##' if number % 27 == 1 else '###'} Section {number} of the report"
            case 5:
                part = "The reader finds here:\n\n" + "\n".join(f"- {dice.choice(pool)}" for _ in range(4))
            case 7:
                part = f"> {dice.choice(pool)}"
            case _:
                first, second, third, *rest = dice.choice(pool).split()
                third = f"[{third}](doc:other)" if number % 8 == 0 else f"*{third}*"
                part = " ".join([first, f"**{second}**" if number % 3 == 0 else second, third, *rest])
        parts.append(part)
        count += len(part.split())
    return document_text("\n\n".join(parts), id=name, reference=f"ICAT-{name.upper()}-2024", title="A long report")


def write_library(folder: Path, words: int) -> Paths:
    """A pack of the bundled documents and a report of so many words, compiled and indexed."""
    files: dict[str, str | bytes] = {
        name: (CORPUS / "documents" / f"{name}.md").read_bytes() for name in corpus_documents()
    }
    files[LONG] = report(LONG, words)
    paths = replace(find_paths(folder / "data"), corpus=pack(folder / "pack", files))
    Workspace(paths).library.update_index()
    return paths


def write_marks(paths: Paths) -> None:
    """MARKS highlights in the long document and as many in a short one, all over them."""
    library, dice = Workspace(paths).library, Random(6)
    book = notebook(paths.data)
    for name in (LONG, SHORT):
        document, marks = library.document(name), []
        leaves = [block for block in document.blocks if len(block.text) > 60]
        for number in range(MARKS):
            leaf = leaves[number * len(leaves) // MARKS]
            start = dice.randrange(len(leaf.text) - 50)
            anchor = make_anchor(document, Point(leaf.id, start), Point(leaf.id, start + 50))
            colour = COLOURS[number % len(COLOURS)]
            marks.append(Mark(f"{name}{number}", "highlight", anchor, colour, "", NOON, NOON, (), revision="r"))
        book.apply(Change(tuple((None, each) for each in marks)), [edition_of(document)])
    book.close()


# -- the real window -----------------------------------------------------------------------------------------------


class Hands:
    """What somebody does in the window, each up to the pixels."""

    def __init__(self, driver: Driver) -> None:
        self.driver, self.page, self.session = driver, driver.window.page, driver.session

    def open(self, target: tuple[str, Location | None]) -> None:
        """As a click in the library, read from the disk."""
        self.session.workspace.library.shelf._open.clear()
        loop = QEventLoop()
        self.session.went_to.connect(loop.quit, Qt.ConnectionType.QueuedConnection)  # also if it is open already
        self.session.open(*target)
        loop.exec()
        self.session.went_to.disconnect(loop.quit)
        self.page.grab()

    def open_each(self, name: str, targets: list[Location | None]) -> Times:
        taken = []
        for target in targets:
            self.open((SHORT if name != SHORT else LONG, None))
            self.settle()
            taken.append(_timed(self.open, (name, target)))
        return Times.of(taken)

    def show(self, document: Document) -> None:
        self.page.show_document(document)
        self.page.grab()

    def settle(self) -> None:
        self.driver.settle()
        QApplication.processEvents()

    def scroll(self, name: str) -> dict[str, Times]:
        """Frames of a wheel that turns down and up, of Page Down, and of the handle dragged about."""
        self.open((name, None))
        self.settle()
        bar, dice = self.page.verticalScrollBar(), Random(7)

        def drag(part: float) -> None:
            bar.setSliderPosition(round(bar.maximum() * part))
            QApplication.processEvents()

        def down(_: int) -> None:
            self.driver.keys("PageDown", self.page)
            QApplication.processEvents()

        return {
            "wheel": Times.of([_timed(lambda _: turn_wheel(self.page), n) for n in range(FRAMES)]),
            "page down": Times.of([_timed(down, n) for n in range(FRAMES)]),
            "dragged": Times.of([_timed(drag, dice.random()) for _ in range(FRAMES)]),
        }

    def theme(self, name: str) -> None:
        self.driver.window.look.set_theme(name)
        QApplication.processEvents()


def _timed(call: Callable[[Any], object], what: Any) -> tuple[float, float]:
    begin, work = time.perf_counter(), time.thread_time()
    call(what)
    return (time.perf_counter() - begin) * 1_000, (time.thread_time() - work) * 1_000


def turn_wheel(page: QTextBrowser) -> None:
    """One notch down, and what it brings painted."""
    where = QPointF(200, 200)
    none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    begin = Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(where, page.mapToGlobal(where), QPoint(), QPoint(0, -120), button, none, begin, False)
    QApplication.sendEvent(page.viewport(), event)
    QApplication.processEvents()


def somewhere(document: Document, times: int) -> list[Location | None]:
    """Places all over a document, the beginning first."""
    leaves = [document.blocks[n * (len(document.blocks) - 1) // max(1, times - 1)] for n in range(times)]
    return [Location(document.info.id, Point(leaf.id, 0), Point(leaf.id, len(leaf.text))) for leaf in leaves]


def real(paths: Paths, huge: int) -> dict[str, Times]:
    """By what is done, in the real window."""
    found: dict[str, Times] = {}
    with Driver(paths.data, paths=paths) as driver:
        hands, library = Hands(driver), driver.session.workspace.library
        themes = [name for _ in range(5) for name in NAMES]
        opened = [_timed(hands.open, (name, None)) for _ in range(6) for name in corpus_documents() if name != SHORT]
        found["open a bundled one"] = Times.of(opened[4:])  # the first round warms the caches
        found["open long, at its beginning"] = hands.open_each(LONG, [None] * 9)
        found["open long, anywhere"] = hands.open_each(LONG, somewhere(library.document(LONG), 15))
        stress = parse_document(report("huge", huge))
        found["lay out huge, at its beginning"] = Times.of([_timed(hands.show, stress) for _ in range(3)])
        for name, kind in ((LONG, "long"), (SHORT, "short")):
            for what, frames in hands.scroll(name).items():
                found[f"{what}, {kind}"] = frames
            found[f"theme, {kind}"] = Times.of([_timed(hands.theme, each) for each in themes])
    write_marks(paths)
    with Driver(paths.data, paths=paths) as driver:
        hands = Hands(driver)
        for name, kind in ((LONG, "long"), (SHORT, "short")):
            for what, frames in hands.scroll(name).items():
                found[f"{what}, {kind}, {MARKS:,} marks"] = frames
            marks = driver.session.marks_here()
            assert len(marks) == MARKS

            def show(_: int, marks: tuple[PlacedMark, ...] = marks) -> None:
                hands.page.show_marks(marks)
                QApplication.processEvents()

            found[f"{MARKS:,} marks shown, {kind}"] = Times.of([_timed(show, n) for n in range(20)])
            found[f"theme, {kind}, {MARKS:,} marks"] = Times.of([_timed(hands.theme, each) for each in themes])
    return found


# -- to compare with -----------------------------------------------------------------------------------------------


def plain(paths: Paths) -> dict[str, Times]:
    """The same with nothing of ours: a QTextBrowser with the same HTML, a bare window with the same palettes."""
    html = "".join(leaf.html for leaf in Workspace(paths).library.document(LONG).blocks)
    browser = QTextBrowser()
    browser.resize(680, 730)
    browser.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
    browser.setLineWrapColumnOrWidth(660)
    browser.show()
    QApplication.processEvents()
    bar = browser.verticalScrollBar()

    def show(_: int) -> None:
        browser.setHtml(html)
        browser.grab()

    def end(_: int) -> None:
        browser.setHtml(html)
        browser.moveCursor(QTextCursor.MoveOperation.End)
        bar.setValue(bar.maximum())
        browser.grab()

    def theme(name: str) -> None:
        QApplication.setPalette(palette(load_theme(paths.resources / "themes", name)))
        QApplication.processEvents()

    found = {
        "plain: open long": Times.of([_timed(show, n) for n in range(12)]),
        "plain: open long, at its end": Times.of([_timed(end, n) for n in range(8)]),
        "plain: wheel, long": Times.of([_timed(lambda _: turn_wheel(browser), n) for n in range(FRAMES)]),
        "plain: palette": Times.of([_timed(theme, name) for _ in range(5) for name in NAMES]),
    }
    browser.close()
    browser.deleteLater()
    QApplication.processEvents()
    return found


TARGETS = {"open a bundled one": 50, "open long, at its beginning": 300, "open long, anywhere": 300}


def main() -> int:
    parser = argparse.ArgumentParser(description="Opening, scrolling and changing the theme.")
    parser.add_argument("--words", type=int, default=100_000, help="of the long document, default 100,000")
    parser.add_argument("--huge", type=int, default=500_000, help="of the huge one, default 500,000")
    given = parser.parse_args()
    make_application(find_paths())
    with tempfile.TemporaryDirectory() as name:
        paths = write_library(Path(name), given.words)
        found = plain(paths) | real(paths, given.huge)
    print(f"{'milliseconds':44}{'p50':>9}{'p95':>9}{'worst':>9}{'p95 cpu':>9}   p95 at most")
    for what, taken in found.items():
        at_most = "" if what.startswith(("plain", "lay out huge")) else f"{TARGETS.get(what, 20):>11}"
        print(f"{what:44}{taken.p50:9.1f}{taken.p95:9.1f}{taken.worst:9.1f}{taken.cpu:9.1f}   {at_most}")
    frames = [taken for what, taken in found.items() if what.startswith(("wheel", "page down", "dragged"))]
    themes = [taken.p95 for what, taken in found.items() if what.startswith("theme")]
    shown = [taken.p95 for what, taken in found.items() if "shown" in what]
    base = found["plain: open long"]
    figures = {
        "bundled_ms": found["open a bundled one"].p95,
        "long_ms": found["open long, at its beginning"].p95,
        "long_ratio": found["open long, at its beginning"].p50 / base.p50,
        "anywhere_ms": found["open long, anywhere"].p95,
        "anywhere_ratio": found["open long, anywhere"].worst / found["plain: open long, at its end"].worst,
        "huge_ms": found["lay out huge, at its beginning"].p50,
        "frame_ms": max(taken.p95 for taken in frames),
        "frame_worst_ms": max(taken.worst for taken in frames),
        "theme_ms": max(themes),
        "marks_ms": max(shown),
        "noise": base.p95 / base.p50,
    }
    print(f"reading: words={given.words} " + " ".join(f"{name}={value:.2f}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
