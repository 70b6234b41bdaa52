"""`make relevance`: how good the search is, on queries that were judged by hand (`queries.tsv`).

Prints, by category, nDCG at 5 and 10 (Järvelin and Kekäläinen 2002; gain 2^grade - 1), the mean reciprocal rank of the
first passage of grade 2 or better, and the share of queries without any hit; then how often the verdict "the library
does not treat this" is right. Ends with one line for programs.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from math import log2
from pathlib import Path

from reader.core.paths import find_paths
from reader.core.workspace import Library

FOLDER = Path(__file__).parent
SETS = {
    "queries": "the set that the ranking was tuned on",
    "held_out": "a set written by somebody who never saw the search",
}


@dataclass(frozen=True)
class Judged:
    category: str
    query: str
    grades: dict[str, int]  # by reference; empty when the corpus does not answer


@dataclass(frozen=True)
class Figures:
    queries: int
    ndcg5: float
    ndcg10: float
    mrr: float
    no_hit: float


def judged(name: str = "queries") -> list[Judged]:
    rows = []
    for line in (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            category, query, answers = line.split("\t")
            pairs = [answer.split("=") for answer in answers.split() if answer != "-"]
            rows.append(Judged(category, query, {f"ICAT-{r.replace('#', ' para ')}": int(g) for r, g in pairs}))
    return rows


def ndcg(ranked: list[str], grades: dict[str, int], depth: int) -> float:
    gain = sum((2 ** grades.get(r, 0) - 1) / log2(n + 2) for n, r in enumerate(ranked[:depth]))
    best = sum((2**g - 1) / log2(n + 2) for n, g in enumerate(sorted(grades.values(), reverse=True)[:depth]))
    return gain / best


def measure(folder: Path, name: str = "queries") -> tuple[dict[str, Figures], float, float]:
    """Figures by category ("all" last), and the shares of unanswerable queries said to be so and of answerable ones
    wrongly refused."""
    library = Library(find_paths(folder))
    found: dict[str, list[tuple[float, float, float, float]]] = defaultdict(list)
    refused: dict[bool, list[bool]] = {True: [], False: []}
    for row in judged(name):
        page = library.search(row.query)
        refused[bool(row.grades)].append(not page.answered)
        if row.grades:
            ranked = [hit.reference for hit in page.hits]
            first = next((n for n, r in enumerate(ranked, 1) if row.grades.get(r, 0) >= 2), None)
            figures = (
                ndcg(ranked, row.grades, 5),
                ndcg(ranked, row.grades, 10),
                1 / first if first else 0.0,
                not ranked,
            )
            found[row.category].append(figures)
            found["all"].append(figures)
    order = [*(name for name in found if name != "all"), "all"]
    table = {n: Figures(len(found[n]), *(sum(c) / len(found[n]) for c in zip(*found[n], strict=True))) for n in order}
    return table, *(sum(refused[key]) / len(refused[key]) for key in (False, True))


def main() -> int:
    line = []
    for name, what in SETS.items():
        with tempfile.TemporaryDirectory() as folder:
            table, honest, wrong = measure(Path(folder), name)
        print(f"{name}.tsv: {what}")
        print(f"{'category':20}{'queries':>8}{'nDCG@5':>9}{'nDCG@10':>9}{'MRR':>8}{'no hit':>8}")
        for category, row in table.items():
            print(f"{category:20}{row.queries:8}{row.ndcg5:9.3f}{row.ndcg10:9.3f}{row.mrr:8.3f}{row.no_hit:8.1%}")
        print(f"unanswerable queries said to be so: {honest:.1%}; answerable ones wrongly refused: {wrong:.1%}\n")
        row = table["all"]
        found = {"ndcg5": row.ndcg5, "ndcg10": row.ndcg10, "mrr": row.mrr, "honest": honest, "wrong": wrong}
        line += [f"{name}_{key}={value:.3f}" for key, value in found.items()]
    print("relevance: " + " ".join(line))
    return 0


if __name__ == "__main__":
    sys.exit(main())
