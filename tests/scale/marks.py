"""`python -m tests.scale.marks`: the notebook view over many marks, and what one change costs there.

A notebook of N marks over the bundled documents is written; then the questions that the view asks are put to the core,
each many times with other values, and one mark is added, changed and taken back as the window does it: written, and
everything that the window is told read again. `window` is the longest time for which the real window stood still while
the same things were done in it. Times in milliseconds; the table ends with one line for programs.
"""

import argparse
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QTimer

from reader.app import make_application
from reader.core.marks import COLOURS, KINDS, Change, Mark, MarkFilter
from reader.core.notes.anchors import edition_of, make_anchor
from reader.core.paths import find_paths
from reader.core.types import Location, Point
from reader.core.workspace import ORDERS, Workspace
from reader.ui.kept import read_all
from tests.builders import NOON, corpus_documents, notebook
from tests.driver import Driver

TAGS = tuple(f"tag {number}" for number in range(300))
WORDS = ("lawyer", "shelter", "interview", "border", "asked", "court", "translator", "school", "vessel", "permit")
_DAY = 86_400.0


def write(folder: Path, count: int) -> None:
    """A notebook of `count` marks in the folder, on sentences of the bundled documents."""
    dice = Random(4)
    documents = list(corpus_documents().values())
    places = [(each, block) for each in documents for block in each.blocks if len(block.text) > 60]
    spans = []
    for document, block in places:
        for start in range(0, len(block.text) - 50, 40):
            spans.append(make_anchor(document, Point(block.id, start), Point(block.id, start + 50)))
    marks = []
    for number in range(count):
        kind = KINDS[number % 3]
        text = " ".join(dice.choices(WORDS, k=12)) if kind == "note" else ""
        when = NOON - dice.random() * 900 * _DAY
        tags = tuple(sorted(set(dice.choices(TAGS, k=dice.randrange(4)))))
        anchor = spans[dice.randrange(len(spans))]
        marks.append(Mark(f"m{number}", kind, anchor, dice.choice(COLOURS), text, when, when, tags, revision="r"))
    book = notebook(folder)
    book.apply(Change(tuple((None, each) for each in marks)), map(edition_of, documents))
    book.backup()  # as the program does when it closes
    book.close()


def _p95(times: list[float]) -> tuple[float, float]:
    times = sorted(each * 1_000 for each in times)
    return statistics.median(times), times[min(len(times) - 1, int(len(times) * 0.95))]


def _each(calls: list[Callable[[], object]]) -> tuple[float, float]:
    times = []
    for call in calls:
        begin = time.perf_counter()
        call()
        times.append(time.perf_counter() - begin)
    return _p95(times)


def core(folder: Path) -> dict[str, tuple[float, float]]:
    """Median and 95th percentile of what the lane does, by what it is."""
    workspace = Workspace(find_paths(folder))
    notes = workspace.notes
    begin = time.perf_counter()
    notes.open()
    read_all(notes)
    opened = (time.perf_counter() - begin) * 1_000

    def select(**wanted: object) -> Callable[[], object]:
        return lambda: notes.select(MarkFilter(**wanted))  # type: ignore[arg-type]

    def change(number: int) -> Callable[[], object]:
        def call() -> None:
            start = Point("p2", number)
            notes.add("highlight", Location("call-for-action-2021", start, Point("p2", number + 9)))
            read_all(notes)

        return call

    def undo() -> None:
        notes.undo()
        read_all(notes)

    some = [f"m{number}" for number in range(0, 3_000, 3)]
    typed = [word[:length] for word in WORDS for length in range(1, len(word) + 1)]
    days = [NOON - days * _DAY for days in range(0, 800, 40)]
    table = {
        "open": (opened, opened),
        "filter by text": _each([select(text=text) for text in typed]),
        "filter by two words": _each([select(text=f"{one} {two}") for one, two in itertools.pairwise(WORDS)]),
        "filter by tag": _each([select(tags=(tag,)) for tag in TAGS[:40]]),
        "filter by two tags": _each([select(tags=pair) for pair in itertools.pairwise(TAGS[:40])]),
        "filter by colour": _each([select(colours=(colour,)) for colour in COLOURS] * 3),
        "filter by date": _each([select(since=day, until=day + 30 * _DAY) for day in days]),
        "no filter": _each([select()] * 10),
        "sort": _each([lambda order=order, down=down: notes.select(MarkFilter(), order, down)
                       for order in ORDERS for down in (False, True)] * 2),
        "one change": _each([change(number) for number in range(20)]),
        "undo it": _each([undo] * 20),
    }  # fmt: skip
    begin = time.perf_counter()
    notes.tag(some, ["urgent"])
    read_all(notes)
    table["tag 1,000"] = ((time.perf_counter() - begin) * 1_000,) * 2
    notes.close()
    return table


def window(folder: Path) -> dict[str, tuple[float, float]]:
    """What is seen: from a key to the list that shows its answer, and how long the window stood still meanwhile."""
    answers: list[float] = []
    ticks: list[float] = []
    with Driver(folder) as driver:
        driver.open("call-for-action-2021")
        driver.window.going.show_notebook()
        driver.settle()
        page, keeping = driver.notebook, driver.session.notes
        clock = QTimer(interval=1)
        clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
        clock.start()
        for word in WORDS:
            page.filters.clear()
            driver.settle()
            for letter in word:
                answered: list[object] = []
                keeping.selected.connect(answered.append)
                begin = time.perf_counter()
                driver.type(letter, page.filters.field)
                driver.wait_until(lambda answered=answered: bool(answered))
                answers.append(time.perf_counter() - begin)
                keeping.selected.disconnect(answered.append)
        page.filters.clear()
        driver.settle()
        for mark in page.list.marks[:10]:
            keeping.recolour([mark.mark.id], "pink")
            driver.settle()
        clock.stop()
    gaps = sorted(later - earlier for earlier, later in itertools.pairwise(ticks))
    return {"typing in the window": _p95(answers), "window stands still": (_p95(gaps)[1], gaps[-1] * 1_000)}


def main() -> int:
    parser = argparse.ArgumentParser(description="The notebook view over many marks.")
    parser.add_argument("--marks", type=int, default=100_000)
    count = parser.parse_args().marks
    make_application(find_paths())  # which also sets how often Python looks for cyclic garbage
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Workspace(find_paths(folder)).library.update_index()
        write(folder, count)
        table = core(folder) | window(folder)
    print(f"{count:,} marks" + " " * 16 + "median ms    p95 ms")
    for what, (median, p95) in table.items():
        print(f"{what:26}{median:12.1f}{p95:10.1f}")
    print("(window stands still: 95th percentile of the gaps, and the longest)")
    filters = max(p95 for what, (_, p95) in table.items() if what.startswith("filter"))
    opened, change = table["open"][0], table["one change"][1]
    typing, stall = table["typing in the window"][1], table["window stands still"][1]
    figures = {"filter_ms": filters, "change_ms": change, "open_ms": opened, "window_ms": typing, "stall_max_ms": stall}
    print(f"marks: n={count} " + " ".join(f"{name}={value:.1f}" for name, value in figures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
