"""`python -m tests.quotes.report`: how often the quote check is right, by what was done to the quote.

"Place" is how often the passage it names first is the one that the quote was made from. The likenesses show how far
what should be found is from what should not: the threshold `NEAR` stands between them. Ends with one line for programs.
"""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from reader.core.library.quoting import NEAR
from reader.core.paths import find_paths
from reader.core.workspace import Library
from tests.quotes.cases import Case, cases


@dataclass(frozen=True)
class Figures:
    quotes: int
    right: float  # share with the right verdict
    placed: float  # share of those that have an origin, and name it first
    passed: float  # share that passed as exact
    least: float  # likeness
    middle: float
    most: float


def measure(folder: Path) -> dict[str, Figures]:
    """Figures by kind, in the order of `cases`."""
    library = Library(find_paths(folder))
    rows: dict[str, list[tuple[bool, bool, bool, float]]] = defaultdict(list)
    for case in cases():
        rows[case.kind].append(_judge(library, case))
    return {
        kind: Figures(
            len(found),
            *(sum(row[column] for row in found) / len(found) for column in (0, 1, 2)),
            *(of([row[3] for row in found]) for of in (min, median, max)),
        )
        for kind, found in rows.items()
    }


def _judge(library: Library, case: Case) -> tuple[bool, bool, bool, float]:
    found = library.check_quote(case.quote)
    places = {f"{place.location.document}#{place.location.start.block}" for place in found.places[:1]}
    if found.verdict == "exact":  # the same words may stand in several places, all of which are named
        places = {f"{place.location.document}#{place.location.start.block}" for place in found.places}
    placed = not case.origin or bool(places & set(case.origin))
    return found.verdict == case.verdict, placed, found.verdict == "exact", found.likeness


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        table = measure(Path(folder))
        each = 1000 * (time.perf_counter() - start) / sum(figures.quotes for figures in table.values())
    print(f"{'what was done':26} quotes   right   place  passed as exact   likeness least/median/most")
    for kind, row in table.items():
        print(
            f"{kind:26} {row.quotes:6} {row.right:7.1%} {row.placed:7.1%} {row.passed:10.1%}"
            f"          {row.least:.2f} / {row.middle:.2f} / {row.most:.2f}"
        )
    worst = min(row.right for row in table.values())
    print(f"\nquotes: near={NEAR} worst_kind={worst:.3f} ms_each={each:.1f}")


if __name__ == "__main__":
    main()
