"""A mark as rows of the notebook: what is read, and what is written together.

A mark and its words are written by the same statements everywhere. INSERT OR REPLACE is not used: it deletes the old
row without a word to the triggers.
"""

from typing import Any

from reader.core.marks import Anchor, Mark
from reader.core.notes.finding import words
from reader.core.notes.schema import MARK_COLUMNS
from reader.core.types import Point

Statement = tuple[str, tuple[object, ...]]
"""SQL, and the values for its blanks."""

SELECT = f"SELECT {', '.join(MARK_COLUMNS)} FROM mark"

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


def putting(mark: Mark) -> list[Statement]:
    """The statements that make or change a mark."""
    return [(_PUT, row(mark)), putting_words(mark.id, mark.text, mark.anchor.quote)]


def putting_words(mark_id: str, text: str, quote: str) -> Statement:
    """The statement that makes the index agree with a mark that is there."""
    return _PUT_WORDS, (mark_id, words(text), words(quote))


def row(mark: Mark) -> tuple[object, ...]:
    a = mark.anchor
    return (
        mark.id, mark.kind, a.document, a.edition, a.start.block, a.start.offset, a.end.block, a.end.offset,
        a.quote, a.before, a.after, mark.colour, mark.text, mark.created, mark.changed,
    )  # fmt: skip


def mark(row: Any) -> Mark:
    (mark_id, kind, document, edition, start_block, start, end_block, end,
     quote, before, after, colour, text, created, changed) = row  # fmt: skip
    anchor = Anchor(document, edition, Point(start_block, int(start)), Point(end_block, int(end)), quote, before, after)
    return Mark(mark_id, kind, anchor, colour, text, float(created), float(changed))
