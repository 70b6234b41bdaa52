"""`make bench`: what "fast" means here, measured side by side in one run, because the machine is shared and noisy.

Start-up and memory are read from outside, from the pixels of a virtual display, in rounds that take turns with a bare
PySide6 window; search runs beside SQLite FTS5 on the same passages. Ratios are what counts; milliseconds move by a
factor of two. Ends with one line for programs.

`python -m tests.bench --against PATH` compares start-up alone with another checkout, in rounds that take turns: a start
that goes on with a document, and a first one that shows the first page. PATH is the root of a checkout, such as
`git worktree add PATH COMMIT` makes; it runs in this Python.
"""

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QTimer
from sqlcipher3 import dbapi2 as sqlite

from reader.app import make_application
from reader.core.paths import APP, find_paths
from reader.core.workspace import Workspace
from tests.driver import Driver

ROUNDS = 7
QUERIES = (
    "non-punishment", "victims", "child protection", "corruption", "forced labour", "climate change", "data sharing",
    "survivors voices", "procurement", "labour inspectors", "organ removal", "best interests of the child", "crisis",
    "technology", "prosecution of perpetrators", "gender", "smugglers borders", "trauma", "partnerships", "ICAT",
)  # fmt: skip
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow, QLabel
app = QApplication(["bare"])
window = QMainWindow()
label = QLabel("The quick brown fox jumps over the lazy dog. " * 300)
label.setWordWrap(True)
window.setCentralWidget(label)
window.resize(1280, 800)
window.show()
app.exec()
"""

PREPARE = """
import sys
from pathlib import Path
from reader.app import make_application
from reader.core.paths import find_paths
from tests.driver import Driver
make_application(find_paths())
with Driver(Path(sys.argv[1])) as driver:
    driver.open("call-for-action-2021")
"""
"""Makes a library that is ready and a document that was open last: an ordinary start."""

HERE = Path(__file__).parents[1]
WIDTH, HEIGHT = 1366, 768


class Start(NamedTuple):
    """Until there was text on the screen."""

    ms: float
    cpu_ms: float  # of all threads; less noisy, since it leaves out what others took
    mb: float  # resident


class Screen:
    """A virtual display whose pixels are a file: looking at it costs nothing and asks nobody."""

    def __init__(self, name: str, frame: Path) -> None:
        self.name, self._frame = name, frame

    def colours(self) -> int:
        """How many colours a strip in the middle has: antialiased text has dozens."""
        pixels = self._frame.read_bytes()[-WIDTH * HEIGHT * 4 :]
        rows = (pixels[4 * (WIDTH * y + 420) : 4 * (WIDTH * y + 960)] for y in range(200, 330, 3))
        return len({row[n : n + 4] for row in rows for n in range(0, len(row), 4)})


@contextmanager
def display(folder: Path) -> Iterator[Screen]:
    folder.mkdir(exist_ok=True)
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-fbdir", str(folder), "-nolisten",
         "tcp"],
        pass_fds=(write,), stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        yield Screen(":" + os.read(read, 16).decode().strip(), folder / "Xvfb_screen0")
    finally:
        server.kill()
        server.wait()


def painted(screen: Screen, command: list[str], home: dict[str, str], checkout: Path = HERE) -> Start:
    """Start a process and wait for text on the screen."""
    # As a double-click finds it: compiled modules are kept, and no argument is given.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"} | home
    while screen.colours() > 2:
        pass  # the window before is still being taken away
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env, cwd=checkout, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while screen.colours() < 12:
            assert time.perf_counter() - begin < 30, "nothing was painted"
        took = (time.perf_counter() - begin) * 1_000
        return Start(took, _cpu(process.pid), _resident(process.pid))
    finally:
        process.kill()
        process.wait()


def _cpu(pid: int) -> float:
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")  # nanoseconds on a processor come first
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e6


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def home_of(checkout: Path, folder: Path, resumes: bool = True) -> dict[str, str]:
    """The folders of somebody whose library is ready, as variables; without a notebook a start shows the first page."""
    data = folder / "prepared"
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    subprocess.run([sys.executable, "-c", PREPARE, str(data)], cwd=checkout, env=env, check=True)
    home = {f"XDG_{kind}_HOME": str(folder / kind) for kind in ("DATA", "CONFIG", "CACHE")}
    for kind, part in (("DATA", "notebook.db"), ("CONFIG", "settings.toml"), ("CACHE", "cache")):
        target = Path(home[f"XDG_{kind}_HOME"]) / APP
        target.mkdir(parents=True)
        if part == "cache":
            shutil.copytree(data / part, target, dirs_exist_ok=True)
        elif resumes or part != "notebook.db":
            shutil.copy(data / part, target)
    return home


OURS = [sys.executable, "-m", "reader"]


def starts(folder: Path) -> dict[str, float]:
    home = home_of(HERE, folder / "start")
    bare, ours = [], []
    with display(folder / "frame") as screen:
        for number in range(ROUNDS + 1):
            pair = painted(screen, [sys.executable, "-c", BARE], home), painted(screen, OURS, home)
            if number:  # the first round warms the caches
                bare.append(pair[0])
                ours.append(pair[1])
    return {
        "bare_ms": statistics.median(each.ms for each in bare),
        "start_ms": statistics.median(each.ms for each in ours),
        "start_ratio": statistics.median(o.ms / b.ms for o, b in zip(ours, bare, strict=True)),
        "noise": max(each.ms for each in bare) / min(each.ms for each in bare),
        "bare_mb": statistics.median(each.mb for each in bare),
        "rss_mb": statistics.median(each.mb for each in ours),
    }


def compare(other: Path, rounds: int) -> int:
    """Print how starts of this checkout stand to those of another one; 1.05 is five percent slower."""
    with tempfile.TemporaryDirectory() as name, display(Path(name) / "frame") as screen:
        for case, resumes in (("a document that was open", True), ("the first page", False)):
            homes = [home_of(path, Path(name) / f"{case} {n}", resumes) for n, path in enumerate((other, HERE))]
            pairs = []
            for number in range(rounds + 1):
                sides = list(zip((other, HERE), homes, strict=True))
                order = sides if number % 2 else sides[::-1]  # who goes first takes turns, too
                found = {path: painted(screen, OURS, home, path) for path, home in order}
                if number:  # the first round warms the caches
                    pairs.append((found[other], found[HERE]))
            print(f"{case}, {rounds} rounds: there, here, ratio (median of the rounds, then of the least)")
            for what, digits in (("ms", 0), ("cpu_ms", 0), ("mb", 1)):
                there = [getattr(one, what) for one, _ in pairs]
                here = [getattr(two, what) for _, two in pairs]
                ratio = statistics.median(h / t for t, h in zip(there, here, strict=True))
                print(
                    f"  {what:8}{statistics.median(there):8.{digits}f}{statistics.median(here):8.{digits}f}{ratio:8.3f}"
                    f"{min(there):12.{digits}f}{min(here):8.{digits}f}{min(here) / min(there):8.3f}"
                )
    return 0


def p95(call: Callable[[str], object], queries: tuple[str, ...], times: int = 5) -> float:
    """The 95th percentile of single calls, in milliseconds."""
    taken = []
    for _ in range(times):
        for query in queries:
            begin = time.perf_counter()
            call(query)
            taken.append((time.perf_counter() - begin) * 1_000)
    return statistics.quantiles(taken, n=20)[-1]


def searches(folder: Path) -> dict[str, float]:
    library = Workspace(find_paths(folder / "search")).library
    page = library.search("warm")
    db = sqlite.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE passage USING fts5(reference UNINDEXED, text, tokenize = 'porter unicode61')")
    for info in library.documents():
        rows = [(block.id, block.text) for block in library.document(info.id).blocks if block.number]
        db.executemany("INSERT INTO passage VALUES (?, ?)", rows)

    def fts5(query: str) -> object:
        words = " OR ".join(f'"{word}"' for word in query.split())
        sql = ("SELECT reference, snippet(passage, 1, '[', ']', '…', 24), bm25(passage) FROM passage"
               " WHERE passage MATCH ? ORDER BY rank")  # fmt: skip
        return db.execute(sql, (words,)).fetchall()

    typed = tuple(query[:length] for query in QUERIES for length in range(2, len(query) + 1))
    return {
        "passages": page.passages_searched,
        "search_p95_ms": p95(library.search, QUERIES),
        "keystroke_p95_ms": p95(lambda text: library.search(text, typing=True), typed, times=2),
        "fts5_p95_ms": p95(fts5, QUERIES),
    }


def window(folder: Path) -> dict[str, float]:
    """Opening documents, and the longest stall of the event loop while somebody searches."""
    with Driver(folder / "window") as driver:
        names = [info.id for info in driver.session.workspace.library.documents()]
        for name in names:
            driver.open(name)
        opened = []
        for name in names * 4:
            document = driver.session.workspace.library.document(name)
            begin = time.perf_counter()
            driver.window.page.show_document(document)
            driver.window.page.grab()
            opened.append((time.perf_counter() - begin) * 1_000)
        ticks: list[float] = []
        clock = QTimer(interval=1)
        clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
        driver.search("warm")
        clock.start()
        for query in QUERIES:
            driver.search(query)
        clock.stop()
        gaps = sorted((b - a) * 1_000 for a, b in itertools.pairwise(ticks))
    return {
        "open_p95_ms": statistics.quantiles(opened, n=20)[-1],
        "stall_p99_ms": gaps[int(len(gaps) * 0.99)],
        "stall_max_ms": gaps[-1],
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.bench")
    parser.add_argument("--against", type=Path, metavar="PATH", help="compare start-up with this checkout, no more")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="of the comparison")
    options = parser.parse_args()
    if options.against is not None:
        return compare(options.against.resolve(strict=True), options.rounds)
    make_application(find_paths())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = searches(folder) | window(folder) | starts(folder)
    rows = (
        (
            "start to painted text",
            f"{found['start_ms']:.0f} ms",
            f"{found['start_ratio']:.2f} x a bare window ({found['bare_ms']:.0f} ms)",
            "1.3 x",
        ),
        ("noise of the bare window", f"{found['noise']:.2f} x", "slowest against fastest start", ""),
        ("resident memory", f"{found['rss_mb']:.0f} MB", f"a bare window has {found['bare_mb']:.0f} MB", "110 MB"),
        ("opening a document, p95", f"{found['open_p95_ms']:.1f} ms", "laid out and painted", "50 ms"),
        (
            "longest stall while searching",
            f"{found['stall_max_ms']:.1f} ms",
            f"p99 {found['stall_p99_ms']:.1f} ms, tests' typing included",
            "20 ms",
        ),
        (
            "search, p95",
            f"{found['search_p95_ms']:.1f} ms",
            f"{found['passages']:.0f} passages, all hits with snippets",
            "",
        ),
        ("keystroke, p95", f"{found['keystroke_p95_ms']:.1f} ms", "every prefix of the queries", "16 ms"),
        ("SQLite FTS5, p95", f"{found['fts5_p95_ms']:.1f} ms", "same passages, any word, snippets", ""),
    )
    for what, value, beside, target in rows:
        print(f"{what:32}{value:>10}   {beside:52}{'target ' + target if target else ''}")
    print("bench: " + " ".join(f"{key}={value:.3f}" for key, value in found.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
