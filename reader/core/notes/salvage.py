"""What can still be read of a damaged notebook, row by row, each only when it is whole.

Three ways, each for what the one before leaves: the tables from both ends, since damage stops a scan; each row between
by its number; and the bare pages, when the tree above them is broken. What one way names and none can read is known to
be missing. Which tables there are is learned from a whole notebook, so that a new table needs nothing here.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from math import isfinite
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.marks import COLOURS, KINDS
from reader.core.notes import connection
from reader.core.notes.pages import Unreadable, page_size, records, text
from reader.core.notes.searches import tidy

Row = dict[str, Any]

_FAILS = (sqlite.Error, MemoryError, OverflowError, UnicodeDecodeError)
_TYPES: dict[str, tuple[type, ...]] = {"TEXT": (str,), "INTEGER": (int,), "REAL": (float, int), "BLOB": (bytes,)}


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of a table: name, type, whether it may be empty, and its place in the key (0: none)."""

    columns: tuple[tuple[str, str, bool, int], ...]

    def key(self, row: Row) -> tuple[Any, ...]:
        """What tells a row from all others."""
        names = [name for name, _, _, place in self.columns if place] or [name for name, *_ in self.columns]
        return tuple(row.get(name) for name in names)

    def fits(self, values: Sequence[object]) -> bool:
        """Whether a row without a name can be one of this table."""
        return len(values) == len(self.columns) and all(
            empty if value is None else isinstance(value, _TYPES.get(kind, (object,)))
            for value, (_, kind, empty, _) in zip(values, self.columns, strict=True)
        )


@dataclass(slots=True)
class Salvaged:
    """Rows by table and key, and the ids of marks that are named anywhere in the file."""

    rows: dict[str, dict[tuple[Any, ...], Row]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)  # by id of mark: the words of its note and quote
    unreadable: int = 0  # marks that are there and cannot be read, not even by name


def shape(db: Any) -> dict[str, Table]:
    """The tables of a whole notebook. Raises sqlite.DatabaseError."""
    shapes = {}
    for name in connection.tables(db):
        found = db.execute(f'PRAGMA table_info("{name}")').fetchall()
        shapes[name] = Table(tuple((row[1], row[2], not row[3] or row[4] is not None, row[5]) for row in found))
    return shapes


def salvage(path: Path, shapes: dict[str, Table], whole: bool = False) -> Salvaged:
    """Everything that can be read of the database at `path`: a copy, in one file, that may be written. Of a `whole`
    one the tables are enough."""
    found = Salvaged()
    bad: set[int] = set()
    data = path.read_bytes()
    loose = [] if whole else list(records(data))
    # SQLite fills a page that is cut off with zeros, and would take them for text.
    os.truncate(path, len(data) - len(data) % page_size(data))
    numbers = sorted({number for number, _ in loose})
    for name, table in shapes.items():
        kept = found.rows.setdefault(name, {})
        for number, row in _rows(path, name, table, numbers):
            if name == "checklist" and isinstance(damaged := row.get("assessments"), Unreadable):
                row["assessments"] = damaged.data.decode("utf-8", "replace")  # one letter, and not the whole list
            if _is_whole(name, row):
                kept[table.key(row)] = row
            elif name == "mark":
                bad.add(number)
                _name(found, row.get("id"))
    read = {row["id"] for row in found.rows["mark"].values()}
    for number, name, row in _loose_rows(loose, shapes):
        if _is_whole(name, row):
            found.rows[name].setdefault(shapes[name].key(row), row)
        elif name == "mark" and row["id"] not in read:
            bad.add(number)
            _name(found, row["id"])
    for sql in ("SELECT id FROM mark ORDER BY id", "SELECT mark FROM words ORDER BY mark", "SELECT mark FROM words"):
        for (mark_id,) in _answers(path, sql):
            _name(found, mark_id)
    for mark_id, note, quote in _answers(path, "SELECT mark, note, quote FROM words"):
        found.words[mark_id] = (note, quote)
    for _, values in loose:
        if len(values) == 4 and values[0] is None and all(isinstance(value, str) for value in values[1:]):
            found.words.setdefault(str(values[1]), (str(values[2]), str(values[3])))
    found.rows["search"] = {key: row for key, row in found.rows["search"].items() if row["saved"] == 1}
    found.named |= {row["id"] for row in found.rows["mark"].values()}
    found.unreadable = max(0, len(bad) - len(found.named - {row["id"] for row in found.rows["mark"].values()}))
    return found


def _name(found: Salvaged, mark_id: object) -> None:
    if isinstance(mark_id, str) and mark_id.isprintable() and 0 < len(mark_id) < 200:
        found.named.add(mark_id)


def _rows(path: Path, name: str, table: Table, numbers: list[int]) -> Iterator[tuple[int, Row]]:
    """The rows of a table that its tree leads to, with their numbers; those of `numbers` are asked for one by one. A
    row may come more than once."""
    held = {str(row[1]) for row in _answers(path, f'PRAGMA table_info("{name}")')}
    names = [column for column, *_ in table.columns if column in held]  # an older notebook has fewer
    if not names:
        return
    columns = ", ".join(f'"{column}"' for column in names)
    reached = False
    for order in ("ASC", "DESC"):
        sql = f'SELECT rowid, {columns} FROM "{name}" NOT INDEXED ORDER BY rowid {order}'
        try:
            with closing(_reading(path)) as db:
                for number, *values in db.execute(sql):
                    reached = True
                    yield number, dict(zip(names, values, strict=True))
            return
        except _FAILS:  # damage stops a scan: the next begins at the other end
            continue
    for values in () if reached else _answers(path, f'SELECT {columns} FROM "{name}"'):  # rows without numbers
        yield 0, dict(zip(names, values, strict=True))
    with suppress(*_FAILS), closing(_reading(path)) as db:
        for number in numbers if reached else ():
            with suppress(*_FAILS):
                for values in db.execute(f'SELECT {columns} FROM "{name}" WHERE rowid = ?', (number,)):
                    yield number, dict(zip(names, values, strict=True))


def _loose_rows(loose: list[tuple[int, list[object]]], shapes: dict[str, Table]) -> Iterator[tuple[int, str, Row]]:
    """Of the rows that stand in any page those that fit one table only."""
    for number, values in loose:
        names = [name for name, table in shapes.items() if table.fits(values)]
        if _may_be_mark(values) and len(values) <= len(shapes["mark"].columns):
            names = ["mark"]  # of any version: later ones have columns in addition
        if len(names) == 1:
            columns = [column for column, *_ in shapes[names[0]].columns]
            yield number, names[0], dict(zip(columns, values, strict=False))


def _may_be_mark(values: list[object]) -> bool:
    return len(values) >= 15 and values[1] in KINDS


def _answers(path: Path, sql: str) -> Iterator[Any]:
    """The rows of a query until damage stops it."""
    with suppress(*_FAILS), closing(_reading(path)) as db:
        yield from db.execute(sql)


def _reading(path: Path) -> Any:
    db = connection.connect(path)
    db.execute("PRAGMA writable_schema = ON")  # reads on when pages are missing or the schema is damaged
    db.text_factory = text  # one text that is not UTF-8 any more must not end the scan
    return db


def _is_whole(name: str, row: Row) -> bool:
    """Whether a row read from a damaged page is one in every field. The rest is asked of the tables that get it."""
    if any(isinstance(value, Unreadable) for value in row.values()):
        return False
    if name == "search":
        return bool(tidy(str(row.get("text", ""))))
    if name == "checklist":  # of its assessments as much as can be told: see `entries`
        return all(isinstance(row.get(part), str) for part in ("id", "name", "role", "assessments")) and _has_times(row)
    return name != "mark" or (
        isinstance(row.get("id"), str)
        and row.get("kind") in KINDS
        and row.get("colour") in COLOURS
        and _has_times(row)
        and all(isinstance(row.get(offset), int) for offset in ("start_offset", "end_offset"))
        and all(
            isinstance(row.get(words), str) for words in ("document", "edition", "quote", "before", "after", "text")
        )
    )


def _has_times(row: Row) -> bool:
    return all(isinstance(row.get(time), (int, float)) and isfinite(row[time]) for time in ("created", "changed"))


def entries(packed: str) -> dict[str, Row]:
    """The assessments of a checklist by recommendation; of a list that is damaged those that are whole."""
    decoder, found, place = json.JSONDecoder(), {}, packed.find("{")
    while place >= 0:
        try:
            entry, end = decoder.raw_decode(packed, place)
        except ValueError:
            end = place + 1
        else:
            if isinstance(entry.get("recommendation"), str):
                found[entry["recommendation"]] = entry
        place = packed.find("{", end)
    return found
