"""`make bench`: what "fast" means here, measured side by side in one run, because the machine is shared and noisy.

Start-up and memory are read from outside, from the pixels of a virtual display, in rounds that take turns with a bare
PySide6 window; search runs beside SQLite FTS5 on the same passages. Ratios are what counts; milliseconds move by a
factor of two. Ends with one line for programs.
"""

from __future__ import annotations

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


WIDTH, HEIGHT = 1366, 768


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


def painted(screen: Screen, command: list[str], home: dict[str, str]) -> tuple[float, float]:
    """Milliseconds from the start of a process to text on the screen, and its memory in MB."""
    # As a double-click finds it: compiled modules are kept, and no argument is given.
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    env |= {"DISPLAY": screen.name, "QT_QPA_PLATFORM": "xcb"} | home
    while screen.colours() > 2:
        pass  # the window before is still being taken away
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while screen.colours() < 12:
            assert time.perf_counter() - begin < 30, "nothing was painted"
        took = (time.perf_counter() - begin) * 1_000
        memory = _resident(process.pid)
    finally:
        process.kill()
        process.wait()
    return took, memory


def _resident(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


def starts(folder: Path) -> dict[str, float]:
    home = {f"XDG_{kind}_HOME": str(folder / "home" / kind) for kind in ("DATA", "CONFIG", "CACHE")}
    data = folder / "start"
    with Driver(data) as driver:  # a library that is ready and a document that was open last: an ordinary start
        driver.open("call-for-action-2021")
    for kind, part in (("DATA", "notebook.db"), ("CONFIG", "settings.toml"), ("CACHE", "cache")):
        target = Path(home[f"XDG_{kind}_HOME"]) / APP
        target.mkdir(parents=True)
        if part == "cache":
            shutil.copytree(data / part, target, dirs_exist_ok=True)
        else:
            shutil.copy(data / part, target)
    ours = [sys.executable, "-m", "reader"]
    bare_times, our_times, bare_memory, our_memory = [], [], [], []
    with display(folder / "frame") as screen:
        for number in range(ROUNDS + 1):
            bare = painted(screen, [sys.executable, "-c", BARE], home)
            mine = painted(screen, ours, home)
            if number:  # the first round warms the caches
                bare_times.append(bare[0])
                bare_memory.append(bare[1])
                our_times.append(mine[0])
                our_memory.append(mine[1])
    return {
        "bare_ms": statistics.median(bare_times),
        "start_ms": statistics.median(our_times),
        "start_ratio": statistics.median(o / b for o, b in zip(our_times, bare_times, strict=True)),
        "noise": max(bare_times) / min(bare_times),
        "bare_mb": statistics.median(bare_memory),
        "rss_mb": statistics.median(our_memory),
    }


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
