"""`python -m tests.scale.bench`: our search and SQLite FTS5 side by side in libraries of growing size.

Each size is indexed by a process of its own, so that its memory can be told. Then queries of every kind are asked right
after opening (cold), and again (warm) in turn with the rival, which is given the same terms and counts its hits as ours
does. A fixed loop of Python before, between and after tells how restless the machine was. Ratios are what counts. Each
size ends with one line for programs.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import lru_cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from reader.core.library.outline import passages as passages_of
from reader.core.search.engine import Engine
from reader.core.search.index import newest
from reader.core.search.indexer import stamp_of, update
from reader.core.search.meaning import Meaning
from reader.core.types import Document, Passage, ResultPage
from tests.builders import PROJECT
from tests.scale.library import Holdings, documents, holdings, texts
from tests.scale.queries import KEYSTROKE, KINDS, keystrokes, meant
from tests.scale.rival import Fts5

SIZES = "1000,10000,100000"
ROUNDS = 3
PATIENCE = 20.0  # seconds for the queries of a kind, cold and again warm; a slow engine is not asked all of them
COLUMNS = {"cold": "ours cold", "warm": "ours warm", "counted": "FTS5", "bare": "not counted"}
Times = dict[str, list[float]]
MEANING = Meaning(PROJECT / "resources" / "vectors")


class Ours:
    """Our engine. Nothing else in tests/scale knows its doors."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "ours"

    def build(self, held: Holdings) -> None:
        wanted = {name: (info, stamp_of(info, "")) for name, info in held.infos.items()}
        update(self.place, wanted, _by_document(held).__getitem__, held.guidance.concepts, meaning=MEANING)

    def open(self, held: Holdings) -> None:
        self._held = held
        index = newest(self.place)
        assert index is not None
        self._engine = Engine(index, _by_document(held).__getitem__, held.infos, held.guidance, MEANING)
        self._engine.search("warm")  # as the window does half a second after its first page

    def close(self) -> None:
        self._engine.close()

    def first_page(self, query: str, typing: bool) -> tuple[ResultPage, int]:
        """What a person sees: ten hits with snippets, and how many there are."""
        page = self._engine.search(query, typing)
        page.hits[:10]  # they are made when they are asked for
        return page, page.total

    def add(self, document: Document) -> None:
        """One more document, ready to be found."""
        infos = self._held.infos | {document.info.id: document.info}
        held = Holdings((*self._held.passages, *passages_of(document)), infos, self._held.guidance)
        self.close()
        self.build(held)
        self.open(held)


@lru_cache(maxsize=2)
def _by_document(held: Holdings) -> dict[str, list[Passage]]:
    found: dict[str, list[Passage]] = {}
    for passage in held.passages:
        found.setdefault(passage.document, []).append(passage)
    return found


def timed(call: Callable[..., Any], *values: Any) -> tuple[float, Any]:
    """Milliseconds, and what the call gave."""
    begin = time.perf_counter()
    result = call(*values)
    return (time.perf_counter() - begin) * 1_000, result


def spin() -> list[float]:
    """Milliseconds for work that never changes, some times."""
    return [timed(lambda: sum(n * n for n in range(400_000)))[0] for _ in range(5)]


def index(which: str, size: int, folder: Path) -> dict[str, float]:
    """Index a library in this process: seconds, most memory (MB), and how much of it came on top of the library's."""
    held = holdings(size)
    with suppress(OSError):  # the peak of making the library is not of interest
        Path("/proc/self/clear_refs").write_text("5")
    before = _memory("VmRSS")
    took, _ = timed(Ours(folder).build, held) if which == "ours" else timed(Fts5(folder).build, held.passages)
    return {"seconds": took / 1_000, "peak": _memory("VmHWM"), "added": _memory("VmHWM") - before}


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def ask(ours: Ours, rival: Fts5, held: Holdings, kind: str, queries: Sequence[str]) -> Times:
    """Milliseconds of each call: to `open` ours, `cold` and `warm`, and to the rival, `counted` and `bare`; for each
    query the `hits` of both, and how many `terms` the rival searched. Patience may end before the queries do."""
    row: Times = {name: [] for name in ("cold", "warm", "counted", "bare", "terms", "hits", "rival hits")}
    row["open"] = [timed(ours.open, held)[0]]
    typing = kind == KEYSTROKE
    asked = []
    begin = time.perf_counter()
    for query in queries:
        if len(asked) > 1 and time.perf_counter() - begin > PATIENCE:
            break
        took, (page, hits) = timed(ours.first_page, query, typing)
        terms, without = meant(page, held.guidance.concepts, typing)
        asked.append((query, terms, without))
        row["cold"].append(took)
        row["hits"].append(hits)
        row["terms"].append(len(terms))
        row["rival hits"].append(rival.first_page(terms, without)[1])
    begin = time.perf_counter()
    for number in range(ROUNDS):
        if number and time.perf_counter() - begin > PATIENCE:
            break
        for query, terms, without in asked:
            row["warm"].append(timed(ours.first_page, query, typing)[0])
            row["counted"].append(timed(rival.first_page, terms, without)[0])
            row["bare"].append(timed(rival.first_page, terms, without, False)[0])
    ours.close()
    return row


def measure(size: int, folder: Path) -> None:
    """Everything about one size, printed."""
    noise = spin()
    held, ours, rival = holdings(size), Ours(folder), Fts5(folder)
    print(f"\n{len(held.passages):,} passages in {len(held.infos):,} documents\n")
    made = {}
    for which in ("ours", "fts5"):
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            made[which] = fresh.submit(index, which, size, folder).result()
        made[which]["disk"] = _size(ours.place if which == "ours" else rival.place)
    noise += spin()
    made["fts5"]["open"], _ = timed(rival.open)
    heads = "".join(f"{head:>16}" for head in COLUMNS.values())
    print(f"{'p50 / p95, ms':18}{'asked':>6}{'terms':>6}{'hits':>7}{'FTS5':>7}{heads}{'ratio':>8}")
    found = {}
    for kind, queries in (KINDS | keystrokes()).items():
        row = found[kind] = ask(ours, rival, held, kind, queries)
        terms, hits, others = (statistics.median(row[name]) for name in ("terms", "hits", "rival hits"))
        times = "".join(f"{statistics.median(row[name]):8.2f}{_p95(row[name]):8.1f}" for name in COLUMNS)
        ratio = _p95(row["warm"]) / _p95(row["counted"])
        print(f"{kind:18}{len(row['cold']):6}{terms:6.0f}{hits:7.0f}{others:7.0f}{times}{ratio:8.2f}", flush=True)
    noise += spin()
    made["ours"]["open"] = statistics.median(row["open"][0] for row in found.values())
    one_more = next(document for document in documents(texts(size + 400)) if document.info.id not in held.infos)
    ours.open(held)
    made["ours"]["add"], _ = timed(ours.add, one_more)
    made["fts5"]["add"], _ = timed(rival.add, passages_of(one_more))
    ours.close()
    rival.close()
    noise += spin()
    _print(size, made, found, max(noise) / min(noise))


def _print(size: int, made: dict[str, dict[str, float]], found: dict[str, Times], noise: float) -> None:
    print(f"\n{'':18}{'index s':>10}{'peak MB':>10}{'added MB':>10}{'disk MB':>10}{'open ms':>10}{'add ms':>10}")
    for which, one in made.items():
        print(f"{which:18}" + "".join(f"{value:10.1f}" for value in one.values()))
    print(f"\nratio: p95 of ours, warm, to that of FTS5; noise {noise:.2f}: slowest to fastest of the same loop")
    keys = {name: _p95(found[KEYSTROKE][name]) for name in COLUMNS}
    whole = {name: _p95([took for kind in KINDS for took in found[kind][name]]) for name in COLUMNS}
    figures = {
        "key_p95_ms": keys["warm"], "fts5_p95_ms": keys["counted"], "ratio": keys["warm"] / keys["counted"],
        "key_cold_p95_ms": keys["cold"], "search_p95_ms": whole["warm"], "search_cold_p95_ms": whole["cold"],
        "search_fts5_p95_ms": whole["counted"], "search_ratio": whole["warm"] / whole["counted"],
        "index_s": made["ours"]["seconds"], "index_mb": made["ours"]["disk"], "open_ms": made["ours"]["open"],
        "add_ms": made["ours"]["add"], "noise": noise,
    }  # fmt: skip
    print(f"scale: n={size} " + " ".join(f"{name}={value:.3f}" for name, value in figures.items()), flush=True)


def _size(place: Path) -> float:
    files = place.rglob("*") if place.is_dir() else [place]
    once = {file.stat().st_ino: file.stat().st_size for file in files if file.is_file()}  # generations share files
    return sum(once.values()) / 1024**2


def _p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20, method="inclusive")[-1]


def main() -> int:
    parser = argparse.ArgumentParser(description="Our search and SQLite FTS5 side by side, by size of the library.")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of passages, default {SIZES}")
    for size in map(int, parser.parse_args().sizes.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            measure(size, Path(folder))
    return 0


if __name__ == "__main__":
    sys.exit(main())
