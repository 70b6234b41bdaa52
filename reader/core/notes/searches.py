"""What was searched: the latest searches, and those that were saved, as statements for the notebook.

The latest stands last in its table, so the order does not depend on the clock; the clock only tells whether somebody
was still typing.
"""

import unicodedata

from reader.core.notes.finding import MAX_LENGTH
from reader.core.notes.rows import Statement
from reader.core.text import squeeze, storable

KEEP = 50
"""How many searches are remembered besides the saved ones."""

TYPING_SECONDS = 30.0
"""A search that another one continues within this time was never finished, and is not remembered."""

ALL = "SELECT text FROM search"
RECENT = "SELECT text FROM search WHERE NOT saved ORDER BY rowid DESC"
SAVED = "SELECT text FROM search WHERE saved"
FORGET: Statement = ("DELETE FROM search WHERE NOT saved", ())

_UNFINISHED = """
    DELETE FROM search
    WHERE rowid = (SELECT max(rowid) FROM search WHERE NOT saved) AND used BETWEEN ? AND ?
      AND text = substr(?, 1, length(text))"""
_PUT = """
    INSERT OR REPLACE INTO search (text, saved, used)
    VALUES (?1, coalesce((SELECT saved FROM search WHERE text = ?1), 0), ?2)"""
_PRUNE = f"""
    DELETE FROM search
    WHERE NOT saved AND rowid NOT IN (SELECT rowid FROM search WHERE NOT saved ORDER BY rowid DESC LIMIT {KEEP})"""


def tidy(query: str) -> str:
    """`query` on one line, as it is kept."""
    kept = storable(query[:MAX_LENGTH])
    return squeeze("".join(" " if unicodedata.category(c) == "Cc" else c for c in kept))


def remembering(text: str, now: float) -> list[Statement]:
    """Put a tidy query in front. It takes the place of the one before it if that was its beginning a moment ago."""
    return [
        (_UNFINISHED, (now - TYPING_SECONDS, now, text)),
        (_PUT, (text, now)),
        (_PRUNE, ()),
    ]


def saving(text: str, saved: bool, now: float) -> list[Statement]:
    """Keep a tidy query for good, or let it go back to the latest ones."""
    made: list[Statement] = [("INSERT OR IGNORE INTO search (text, saved, used) VALUES (?, 1, ?)", (text, now))]
    return [*(made if saved else ()), ("UPDATE search SET saved = ? WHERE text = ?", (int(saved), text)), (_PRUNE, ())]
