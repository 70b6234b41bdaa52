"""The notebook on disk: one transaction per change, on the disk before the caller hears of it.

A Notebook belongs to the thread that opened it (`opening`).
"""

import time
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Refused, Trouble
from reader.core.marks import Change, Checklist, Collection, Colour, Desk, Edition, Layer, Mark
from reader.core.notes import backups, finding, hold, rows, searches
from reader.core.notes.connection import transaction, trouble
from reader.core.notes.schema import VERSION
from reader.core.text import fold
from reader.core.types import Point

_COUNT: rows.Statement = ("UPDATE tally SET changes = changes + 1, worded = worded + 1", ())


class Notebook:
    """Marks, searches and reading positions. `notice` is what the user must know about how it was opened, or None."""

    def __init__(
        self,
        connection: Any,
        path: Path,
        folder: Path,
        read_only: bool,
        notice: Trouble | None,
        lock: Any | None = None,
    ) -> None:
        """`lock` is what says that the notebook is open (`hold.share`); it is closed with it."""
        self._db = connection
        self._path = path
        self._backups = folder
        self._select = rows.select(connection)
        self._data_version = connection.execute("PRAGMA data_version").fetchone()[0]
        self._lock = lock
        self.read_only = read_only
        self.notice = notice

    # -- marks -----------------------------------------------------------------------------------------------

    def marks(self, document: str | None = None) -> tuple[Mark, ...]:
        """All marks, or those of one document, oldest first."""
        where = "" if document is None else " WHERE document = ?"
        found = self._read(f"{self._select}{where} ORDER BY created, id", () if document is None else (document,))
        return tuple(map(rows.mark, found))

    def apply(self, change: Change, editions: Iterable[Edition] = ()) -> None:
        """Make a change durable, with the texts that its marks refer to. When this returns, it is on the disk.

        Raises Refused("notes_read_only"), Refused("notes_locked") or Broken("write_failed"); nothing is then changed.
        """
        self._write([*rows.applying(change), *map(rows.putting_edition, editions), _COUNT])

    def editions(self) -> dict[tuple[str, str], Edition]:
        """The texts that marks refer to, by (document, edition). One that is damaged is left out: its marks are then
        judged by their own words."""
        found = {}
        for row in self._read(rows.EDITIONS, ()) if self._is_of(3) else ():
            with suppress(ValueError, TypeError, zlib.error):
                found[row[0], row[1]] = rows.edition(row)
        return found

    def drop_unused_editions(self) -> None:
        """Forget texts that no mark refers to, if there are any. Raises like `apply`."""
        if not self.read_only and self._read(rows.HAS_UNUSED_EDITIONS, ()):
            self._write([rows.DROP_EDITIONS])

    # -- what stands beside the marks ------------------------------------------------------------------------

    def collections(self) -> tuple[Collection, ...]:
        """Oldest first."""
        return tuple(map(rows.collection, self._read(rows.COLLECTIONS, ()))) if self._is_of(3) else ()

    def checklists(self) -> tuple[Checklist, ...]:
        """Oldest first."""
        return tuple(map(rows.checklist, self._read(rows.CHECKLISTS, ()))) if self._is_of(5) else ()

    def read_passages(self) -> dict[str, str]:
        """What the user has read: "document#block" to the edition it had then."""
        return dict(self._read(rows.READ_PASSAGES, ())) if self._is_of(5) else {}

    def set_read(self, passage: str, edition: str, on: bool) -> None:
        """Remember that a passage ("document#block") was read in an edition, or that it was not. Raises like
        `apply`."""
        put: rows.Statement = (rows.PUT_READ, (passage, edition, time.time())) if on else (rows.DELETE_READ, (passage,))
        self._write([put, _COUNT])

    def layers(self) -> tuple[Layer, ...]:
        """By name."""
        return tuple(map(rows.layer, self._read(rows.LAYERS, ()))) if self._is_of(3) else ()

    def meanings(self) -> dict[Colour, str]:
        """What the user means by a colour, for those that have a meaning."""
        return dict(self._read(rows.MEANINGS, ())) if self._is_of(3) else {}

    def set_meanings(self, meanings: Mapping[Colour, str]) -> None:
        """Replace all meanings. Raises like `apply`."""
        put: list[rows.Statement] = [(rows.PUT_MEANING, pair) for pair in meanings.items() if pair[1]]
        self._write([("DELETE FROM meaning", ()), *put, _COUNT])

    def search(self, query: str, typing: bool = False) -> tuple[Mark, ...]:
        """The marks that have all the words in note or quote, best first; when none has all, those that have any.

        `"a phrase"`, `-word` and `begin*` are understood; with `typing` the last word may be the beginning of one.
        Never raises for anything typed.
        """
        parts = finding.parse(query, typing)
        if not self._index_is_complete():
            return finding.scan(self.marks(), parts)
        for expression in finding.expressions(parts):
            found = self._read(finding.FIND, (expression,))
            if found:
                return tuple(map(rows.mark, found))
        return ()

    def search_ids(self, query: str) -> tuple[str, ...]:
        """Like `search` while somebody types, but only the ids, in no order, of the marks that have all the words."""
        parts = finding.parse(query, typing=True)
        if not self._index_is_complete():
            return tuple(mark.id for mark in finding.scan(self.marks(), parts))
        expression = next(finding.expressions(parts), None)
        return tuple(row[0] for row in self._read(finding.FIND_IDS, (expression,))) if expression else ()

    def changed_elsewhere(self) -> bool:
        """Whether another program has written to the notebook since this was asked last."""
        version = self._read("PRAGMA data_version", ())[0][0]
        changed, self._data_version = version != self._data_version, version
        return bool(changed)

    def _index_is_complete(self) -> bool:
        """Not in a notebook of another version that is open for reading, nor while an older program writes to it."""
        return self._version() == VERSION and bool(self._read("SELECT worded = changes FROM tally", ())[0][0])

    def _is_of(self, step: int) -> bool:
        """Whether this step of the schema was made: not in an older notebook that is open for reading. A newer one has
        more."""
        return self._version() >= step

    def _is_known(self, step: int) -> bool:
        """The same of tables that a newer version may have no more."""
        return step <= self._version() <= VERSION

    def _version(self) -> int:
        return int(self._read("PRAGMA user_version", ())[0][0])

    # -- searches --------------------------------------------------------------------------------------------

    def recent(self) -> tuple[str, ...]:
        """What was searched and is not saved, newest first."""
        return tuple(row[0] for row in self._read(searches.RECENT, ())) if self._is_known(2) else ()

    def saved(self) -> tuple[str, ...]:
        """The saved searches, by the alphabet."""
        found = self._read(searches.SAVED, ()) if self._is_known(2) else []
        return tuple(sorted((row[0] for row in found), key=lambda text: (fold(text), text)))

    def remember(self, query: str) -> None:
        """Put a search in front of the latest. Less than two characters are not remembered. Raises like `apply`."""
        text = searches.tidy(query)
        if len(text) >= 2:
            self._write(searches.remembering(text, time.time()))

    def save(self, query: str, saved: bool) -> None:
        """Keep a search for good, or no longer. Raises like `apply`."""
        text = searches.tidy(query)
        if text:
            self._write([*searches.saving(text, saved, time.time()), _COUNT])

    def forget_searches(self) -> None:
        """Delete what was searched, except what is saved, from SQLite's log too. Raises like `apply`."""
        self._write([searches.FORGET])
        with suppress(sqlite.Error):  # while another program reads, the log stays until it is folded in
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    # -- reading positions -----------------------------------------------------------------------------------

    def places(self) -> dict[str, Point]:
        """Where reading stopped, by document."""
        return {
            name: Point(block, offset)
            for name, block, offset in self._read("SELECT document, block, offset FROM place", ())
        }

    def last_document(self) -> str | None:
        found = self._read("SELECT document FROM place ORDER BY seen DESC LIMIT 1", ())
        return str(found[0][0]) if found else None

    def keep_place(self, document: str, point: Point) -> None:
        """Remember where reading stopped. Raises like `apply`."""
        row = (document, point.block, point.offset, time.time())
        self._write([("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)", row)])

    def desk(self) -> Desk:
        """What lay open at the end."""
        found = self._read("SELECT what FROM desk", ()) if self._is_known(4) else []
        return rows.desk_from(found[0][0]) if found else Desk()

    def keep_desk(self, desk: Desk) -> None:
        """Remember what lies open. Raises like `apply`."""
        self._write([("DELETE FROM desk", ()), ("INSERT INTO desk VALUES (?)", (rows.desk_row(desk),))])

    # -- keeping ---------------------------------------------------------------------------------------------

    def backup(self) -> None:
        """A verified copy, if there is anything new since the last one, and nobody else is making one.

        Raises Broken("write_failed").
        """
        if not self.read_only:
            with hold.backing_up(self._path) as first:
                if first:
                    backups.make(self._db, self._backups, self._tally())

    def backup_if_due(self) -> bool:
        """The daily copy of a notebook that stays open: made when there is anything new and none of today.

        Cheap when there is nothing to do, so it may be called every hour. Raises Broken("write_failed").
        """
        if self.read_only or not backups.is_due(self._backups, self._tally()):
            return False
        self.backup()
        return True

    def _tally(self) -> int:
        return int(self._read("SELECT changes FROM tally", ())[0][0])

    def close(self) -> None:
        self._db.close()
        if self._lock is not None:
            self._lock.close()

    # -- SQL -------------------------------------------------------------------------------------------------

    def _read(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        try:
            return list(self._db.execute(sql, values))
        except sqlite.Error as error:
            raise trouble(error, self._path) from error

    def _write(self, statements: list[rows.Statement]) -> None:
        if self.read_only:
            raise Refused("notes_read_only", path=str(self._path))
        try:
            with transaction(self._db):
                for sql, values in statements:
                    self._db.execute(sql, values)
        except sqlite.Error as error:
            raise trouble(error, self._path) from error
