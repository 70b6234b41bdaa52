"""SQLite FTS5 over the same passages, used as well as it can be: what our search is measured against.

It has the same fields with the same weights, a stemmer, indexes of beginnings for typing, merged segments and a mapped
file. It is given the terms that our engine finds for a query, so it neither parses nor expands. It does less: no
verdict, no coverage, no places of the hits, and a beginning that is longer than the stem of its word finds nothing. Its
file holds the texts too, which ours takes from the library.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.types import Passage

Terms = Sequence[Sequence[str]]
"""Words, and phrases as runs of words; a run whose last word ends with `*` may go on."""

_MAKE = """
CREATE VIRTUAL TABLE passage USING fts5(
    text, context, title, reference UNINDEXED, tokenize = 'porter unicode61', prefix = '2 3 4'
);
INSERT INTO passage(passage, rank) VALUES ('rank', 'bm25(1.0, 0.35, 0.15, 0.0)');
"""
_COUNT = "SELECT count(*) FROM passage WHERE passage MATCH ?"
_PAGE = """
SELECT reference, snippet(passage, 0, '[', ']', '…', 24), rank FROM passage WHERE passage MATCH ? ORDER BY rank LIMIT 10
"""


class Fts5:
    """One index in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.place = folder / "fts5.db"

    def build(self, passages: Iterable[Passage]) -> None:
        self.open()
        self._db.executescript(_MAKE)
        self.add(passages)
        with self._db:
            self._db.execute("INSERT INTO passage(passage) VALUES ('optimize')")
        self.close()

    def open(self) -> None:
        self._db = sqlite.connect(self.place)
        self._db.execute("PRAGMA mmap_size = 1073741824")

    def close(self) -> None:
        self._db.close()

    def add(self, passages: Iterable[Passage]) -> None:
        rows = ((p.text, " \n ".join((*p.section, p.lead_in)), p.title, p.reference) for p in passages)
        with self._db:
            self._db.executemany("INSERT INTO passage VALUES (?, ?, ?, ?)", rows)

    def first_page(self, terms: Terms, without: Terms = (), counted: bool = True) -> tuple[list[Any], int]:
        """The ten best passages that hold any of `terms` and none of `without`, and how many there are in all: exactly
        when they are `counted`, else only those of the page."""
        if not terms:
            return [], 0
        wanted = _any(terms) + (f" NOT {_any(without)}" if without else "")
        rows = self._db.execute(_PAGE, (wanted,)).fetchall()
        return rows, self._db.execute(_COUNT, (wanted,)).fetchone()[0] if counted else len(rows)


def _any(terms: Terms) -> str:
    runs = (" ".join(run) for run in terms)
    return "(" + " OR ".join(f'"{run[:-1]}"*' if run.endswith("*") else f'"{run}"' for run in runs) + ")"
