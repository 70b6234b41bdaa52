"""The values of the notebook as rows: what is read, and what is written together.

A mark and its words are written by the same statements everywhere. INSERT OR REPLACE is not used: it deletes the old
row without a word to the triggers.
"""

import json
import zlib
from dataclasses import asdict
from typing import Any

from reader.core.marks import (
    STATES,
    Anchor,
    Assessment,
    Change,
    Checklist,
    Collection,
    Desk,
    Edition,
    Item,
    Layer,
    Mark,
)
from reader.core.notes.finding import words
from reader.core.notes.schema import MARK_COLUMNS
from reader.core.text import is_day
from reader.core.types import Point

Statement = tuple[str, tuple[object, ...]]
"""SQL, and the values for its blanks."""

_DEFAULTS = {"tags": "'[]'", "layer": "''", "historical": "0", "revision": "''", "ancestors": "'[]'"}
"""What stands in for a column in a notebook of an older version."""

_PUT = (
    f"INSERT INTO mark ({', '.join(MARK_COLUMNS)}) VALUES ({', '.join('?' * len(MARK_COLUMNS))}) "
    f"ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in MARK_COLUMNS[1:])}"
)
# A new colour is no reason to touch the index.
_PUT_WORDS = (
    "INSERT INTO words (mark, note, quote) VALUES (?, ?, ?) "
    "ON CONFLICT (mark) DO UPDATE SET note = excluded.note, quote = excluded.quote "
    "WHERE note <> excluded.note OR quote <> excluded.quote"
)


_PUT_COLLECTION = "INSERT OR REPLACE INTO collection (id, name, items, created, changed) VALUES (?, ?, ?, ?, ?)"
# An entry that is not understood, since a bit of it is damaged, is not shown; it stays when the others are written.
_PUT_CHECKLIST = """
    INSERT INTO checklist (id, name, role, assessments, created, changed) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET
        name = excluded.name, role = excluded.role, created = excluded.created, changed = excluded.changed,
        assessments = (SELECT json_group_array(json(value)) FROM (
            SELECT value FROM json_each(excluded.assessments) UNION ALL
            SELECT value FROM json_each(checklist.assessments)
            WHERE type = 'object' AND coalesce(json_type(value, '$.recommendation'), '') <> 'text'))"""
_PUT_LAYER = "INSERT OR REPLACE INTO layer (id, name, shown) VALUES (?, ?, ?)"
_PUT_EDITION = "INSERT OR IGNORE INTO edition (document, edition, blocks) VALUES (?, ?, ?)"

COLLECTIONS = "SELECT id, name, items, created, changed FROM collection ORDER BY created, id"
CHECKLISTS = "SELECT id, name, role, assessments, created, changed FROM checklist ORDER BY created, id"
READ_PASSAGES = "SELECT passage, edition FROM read_passage"
PUT_READ = "INSERT OR REPLACE INTO read_passage (passage, edition, seen) VALUES (?, ?, ?)"
DELETE_READ = "DELETE FROM read_passage WHERE passage = ?"
LAYERS = "SELECT id, name, shown FROM layer ORDER BY name, id"
EDITIONS = "SELECT document, edition, blocks FROM edition"
MEANINGS = "SELECT colour, text FROM meaning"
PUT_MEANING = "INSERT OR REPLACE INTO meaning (colour, text) VALUES (?, ?)"
_UNUSED = (
    "FROM edition WHERE NOT EXISTS "
    "(SELECT 1 FROM mark WHERE mark.document = edition.document AND mark.edition = edition.edition)"
)
"""Texts that no mark refers to any more."""
HAS_UNUSED_EDITIONS = f"SELECT 1 {_UNUSED} LIMIT 1"
DROP_EDITIONS: Statement = (f"DELETE {_UNUSED}", ())


def select(db: Any) -> str:
    """The query for all marks of a database of this version or an older one. Raises sqlite.Error."""
    there = {row[1] for row in db.execute("PRAGMA table_info(mark)")}
    return (
        f"SELECT {', '.join(name if name in there else _DEFAULTS.get(name, name) for name in MARK_COLUMNS)} FROM mark"
    )


def checklists(db: Any) -> dict[str, Checklist]:
    """By id, those of a database of this version or an older one, which has none. Raises sqlite.Error."""
    there = db.execute("PRAGMA table_info(checklist)").fetchone()
    return {each.id: each for each in map(checklist, db.execute(CHECKLISTS))} if there else {}


def applying(change: Change) -> list[Statement]:
    """The statements that carry out a change."""
    statements: list[Statement] = [
        ("DELETE FROM mark WHERE id = ?", (old.id,)) for old, new in change.pairs if old and not new
    ]
    for _, mark in change.pairs:
        if mark:
            statements += putting(mark)
    beside = (("collection", change.collections), ("layer", change.layers), ("checklist", change.checklists))
    for table, pairs in beside:
        statements += [(f"DELETE FROM {table} WHERE id = ?", (old.id,)) for old, new in pairs if old and not new]
    statements += [putting_collection(new) for _, new in change.collections if new]
    statements += [putting_layer(new) for _, new in change.layers if new]
    statements += [putting_checklist(new) for _, new in change.checklists if new]
    return statements


def putting(mark: Mark) -> list[Statement]:
    """The statements that make or change a mark."""
    return [(_PUT, row(mark)), putting_words(mark)]


def putting_words(mark: Mark) -> Statement:
    """The statement that makes the index agree with a mark that is there. Its tags are found like its note."""
    return _PUT_WORDS, (mark.id, words("\n".join((mark.text, *mark.tags))), words(mark.anchor.quote))


def putting_collection(value: Collection) -> Statement:
    items = [["mark", item.mark] if item.mark else ["text", item.text] for item in value.items]
    return _PUT_COLLECTION, (value.id, value.name, json.dumps(items), value.created, value.changed)


def putting_layer(value: Layer) -> Statement:
    return _PUT_LAYER, (value.id, value.name, int(value.shown))


def putting_checklist(value: Checklist) -> Statement:
    told = [{name: said for name, said in asdict(each).items() if said} for each in value.assessments]
    return _PUT_CHECKLIST, (value.id, value.name, value.role, json.dumps(told), value.created, value.changed)


def putting_edition(value: Edition) -> Statement:
    return _PUT_EDITION, (value.document, value.edition, zlib.compress(json.dumps(value.blocks).encode()))


def row(mark: Mark) -> tuple[object, ...]:
    a = mark.anchor
    return (
        mark.id, mark.kind, a.document, a.edition, a.start.block, a.start.offset, a.end.block, a.end.offset,
        a.quote, a.before, a.after, mark.colour, mark.text, mark.created, mark.changed,
        _names(mark.tags), mark.layer, int(mark.historical), mark.revision, _names(mark.ancestors),
    )  # fmt: skip


def mark(row: Any) -> Mark:
    """Raises ValueError or TypeError for a row that is none."""
    (mark_id, kind, document, edition, start_block, start, end_block, end,
     quote, before, after, colour, text, created, changed,
     tags, layer, historical, revision, ancestors) = row  # fmt: skip
    anchor = Anchor(document, edition, Point(start_block, int(start)), Point(end_block, int(end)), quote, before, after)
    return Mark(
        mark_id, kind, anchor, colour, text, float(created), float(changed),
        _tuple(tags), layer, bool(historical), revision, _tuple(ancestors),
    )  # fmt: skip


def collection(row: Any) -> Collection:
    """Raises ValueError or TypeError for a row that is none."""
    name_id, name, items, created, changed = row
    made = tuple(
        Item(mark=str(value)) if kind == "mark" else Item(text=str(value)) for kind, value in json.loads(items)
    )
    return Collection(name_id, name, made, float(created), float(changed))


def layer(row: Any) -> Layer:
    return Layer(row[0], row[1], bool(row[2]))


def checklist(row: Any) -> Checklist:
    """Raises ValueError or TypeError for a row that is none. An entry that is not understood is left out."""
    name_id, name, role, packed, created, changed = row
    made = tuple(filter(None, map(_assessment, _list(packed))))
    return Checklist(name_id, name, made, float(created), float(changed), role)


def _assessment(entry: Any) -> Assessment | None:
    """What is damaged in an entry costs no more than itself; without a recommendation it is about nothing."""
    if not isinstance(entry, dict) or not isinstance(entry.get("recommendation"), str):
        return None
    state, changed = entry.get("state"), entry.get("changed")
    texts = {
        name: entry[name]
        for name in ("evidence", "words", "reference", "addressee")
        if isinstance(entry.get(name), str)
    }
    day = entry.get("date")
    return Assessment(
        entry["recommendation"],
        state if state in STATES else None,
        date=day if isinstance(day, str) and is_day(day) else "",
        changed=float(changed) if isinstance(changed, int | float) else 0.0,
        **texts,
    )


def edition(row: Any) -> Edition:
    """Raises ValueError, TypeError or zlib.error for a row that is none."""
    document, name, packed = row
    blocks = json.loads(zlib.decompress(packed))
    return Edition(document, name, tuple((str(block), str(text)) for block, text in blocks))


def _names(names: tuple[str, ...]) -> str:
    return json.dumps(names) if names else "[]"  # almost all are empty


def _tuple(packed: str) -> tuple[str, ...]:
    return () if packed == "[]" else tuple(map(str, _list(packed)))


def _list(packed: str) -> list[Any]:
    """A flipped bit may leave JSON that is no list."""
    value = json.loads(packed)
    return value if isinstance(value, list) else []


def desk_row(desk: Desk) -> str:
    """What lies open as JSON: {"tabs": [document, ...], "side": [document, block, offset], "role", "checklist"}."""
    side = [desk.side[0], desk.side[1].block, desk.side[1].offset] if desk.side else None
    return json.dumps({"tabs": desk.tabs, "side": side, "role": desk.role, "checklist": desk.checklist})


def desk_from(row: str) -> Desk:
    """The other way round; of a row that makes no sense, nothing."""
    try:
        found = json.loads(row)
        tabs, side = tuple(map(str, found["tabs"])), found["side"]
        beside = (str(side[0]), Point(str(side[1]), int(side[2]))) if side else None
        return Desk(tabs, beside, str(found.get("role", "")), str(found.get("checklist", "")))
    except (ValueError, TypeError, KeyError, IndexError):
        return Desk()
