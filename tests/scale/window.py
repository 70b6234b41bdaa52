"""`python -m tests.scale.window`: how long the window stands still while somebody searches a large library.

A real pack is written, compiled and indexed; then the queries of the scale bench are typed letter by letter into the
real window (off-screen), each answer awaited, and a clock in the window's thread tells the gaps between its ticks.
"""

import argparse
import itertools
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, replace
from pathlib import Path

from PySide6.QtCore import QTimer

from reader.app import make_application
from reader.core.paths import find_paths
from tests.builders import PROJECT
from tests.driver import Driver
from tests.scale.library import texts, write_pack
from tests.scale.queries import TYPED

INDEX = """
import sys
from pathlib import Path
from reader.core.paths import Paths
from reader.core.workspace import Library
Library(Paths(*map(Path, sys.argv[1:]))).update_index()
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""
"""Compiles and indexes a pack with nothing loaded but what the program's own process loads; the most memory in kB."""


def stalls(size: int, folder: Path) -> dict[str, float]:
    """The most memory that indexing took (MB), and in milliseconds the longest gap, the 99th percentile, and the time
    from a key to its answer."""
    paths = replace(find_paths(folder / "data"), corpus=write_pack(folder / "pack", texts(size)))
    done = subprocess.run(
        [sys.executable, "-c", INDEX, *map(str, astuple(paths))],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=True,
    )
    peak = int(done.stdout) / 1024
    ticks: list[float] = []
    answers: list[float] = []
    with Driver(folder / "data", paths=paths) as driver:
        driver.search("warm")
        driver.open("call-for-action-2021")
        clock = QTimer(interval=1)
        clock.timeout.connect(lambda: ticks.append(time.perf_counter()))
        clock.start()
        for query in TYPED:
            driver.window.field.clear()
            driver.keys("Ctrl+K", driver.window)
            for length, letter in enumerate(query, 1):
                begin = time.perf_counter()
                driver.type(letter, driver.window.field)
                wanted = query[:length]
                driver.wait_until(lambda wanted=wanted: driver.asked == wanted)
                answers.append(time.perf_counter() - begin)
        clock.stop()
    gaps = sorted((later - earlier) * 1_000 for earlier, later in itertools.pairwise(ticks))
    answers.sort()
    return {
        "index_peak_mb": peak,
        "stall_max_ms": gaps[-1],
        "stall_p99_ms": gaps[int(len(gaps) * 0.99)],
        "answer_p50_ms": answers[len(answers) // 2] * 1_000,
        "answer_p95_ms": answers[int(len(answers) * 0.95)] * 1_000,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="Stalls of the window while typing, by size of the library.")
    parser.add_argument("--sizes", default="1000,10000", help="numbers of passages, default 1000,10000")
    make_application(find_paths())
    for size in map(int, parser.parse_args().sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            found = stalls(size, Path(folder))
        print(f"window: n={size} " + " ".join(f"{name}={value:.1f}" for name, value in found.items()), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
