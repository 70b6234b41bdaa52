"""What can still be read of a damaged notebook: marks and saved searches, each only when it is whole."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from math import isfinite
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.marks import COLOURS, Mark
from reader.core.notes import rows
from reader.core.notes.searches import SAVED, tidy

FILES = ("", "-wal", "-shm")
"""The endings of the files that one SQLite database may consist of."""

_KINDS = ("bookmark", "highlight", "note")


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def salvage(path: Path) -> tuple[dict[str, Mark], set[str]]:
    """Every mark that can still be read, by id, and every saved search. What was searched but not saved is left out:
    it may have been forgotten since.

    Read from a copy: SQLite would fold the log of the original into it and delete that. Raises OSError.
    """
    marks: dict[str, Mark] = {}
    searches: set[str] = set()
    desk = path.with_name(f".{path.stem}.{os.urandom(4).hex()}.part")
    desk.mkdir()
    try:
        for ending in ("", "-wal"):
            if beside(path, ending).exists():
                shutil.copyfile(beside(path, ending), desk / f"copy{ending}")
        for row in _rows(desk / "copy", rows.select):
            with suppress(TypeError, ValueError, OverflowError):
                mark = rows.mark([_decoded(value) for value in row])
                if _is_whole(mark):
                    marks[mark.id] = mark
        for row in _rows(desk / "copy", lambda _: SAVED):
            with suppress(TypeError, ValueError, OverflowError):
                searches.add(tidy(_decoded(row[0])))
    finally:
        shutil.rmtree(desk, ignore_errors=True)
    return marks, searches - {""}


def _rows(path: Path, query: Callable[[Any], str]) -> Iterator[Any]:
    """The rows that a query gives until damage stops it; from both ends of the table, since damage stops a scan."""
    for order in ("ASC", "DESC"):
        with (
            suppress(sqlite.Error, MemoryError, OverflowError, UnicodeDecodeError),
            closing(sqlite.connect(str(path), isolation_level=None)) as db,
        ):
            db.execute("PRAGMA cipher_log_level = NONE")
            db.execute("PRAGMA writable_schema = ON")  # reads on when pages are missing or the schema is damaged
            db.text_factory = bytes  # one text that is not UTF-8 any more must not end the scan
            yield from db.execute(f"{query(db)} ORDER BY rowid {order}")


def _decoded(value: Any) -> Any:
    return value.decode() if isinstance(value, bytes) else value


def _is_whole(mark: Mark) -> bool:
    """Whether a mark read from a damaged page is one in every field."""
    a = mark.anchor
    places = (a.document, a.edition, a.start.block, a.end.block, a.quote, a.before, a.after)
    texts = (mark.id, *places, mark.text, mark.layer, mark.revision)
    return (
        all(isinstance(value, str) for value in texts)
        and mark.kind in _KINDS
        and mark.colour in COLOURS
        and isfinite(mark.created)
        and isfinite(mark.changed)
    )
