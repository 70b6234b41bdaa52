"""The notebook on disk: one transaction per change, on the disk before the caller hears of it.

SQLite through sqlcipher3 (here still without a key), WAL with synchronous=FULL: 9,000 simulated power cuts and 6,000
kills lost nothing in that setting (FINDINGS). A Notebook belongs to the thread that opened it. Never touch the file of
an open notebook with anything else, not even to read its header: that drops SQLite's locks.

A damaged database is set aside, never overwritten: what can be read of a copy of it and the newest good backup make a
new one, and `notice` says so. A notebook that cannot be written, or was made by a newer version, is opened to be read.
"""

import os
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused, Trouble
from reader.core.marks import Change, Collection, Colour, Edition, Layer, Mark
from reader.core.notes import backups, finding, rows, searches
from reader.core.notes.salvage import FILES, beside, salvage
from reader.core.notes.schema import APPLICATION_ID, MIGRATIONS, VERSION
from reader.core.text import fold
from reader.core.types import Point

BUSY_SECONDS = 5.0
"""How long a change waits for another program (the command line beside the window) before it gives up."""

_PRAGMAS = (
    "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
    "trusted_schema = OFF", "cell_size_check = ON", "fullfsync = ON", "checkpoint_fullfsync = ON",
)  # fmt: skip
_COUNT: rows.Statement = ("UPDATE tally SET changes = changes + 1, worded = worded + 1", ())


class Notebook:
    """Marks, searches and reading positions. `notice` is what the user must know about how it was opened, or None."""

    def __init__(self, connection: Any, path: Path, folder: Path, read_only: bool, notice: Trouble | None) -> None:
        self._db = connection
        self._path = path
        self._backups = folder
        self._select = rows.select(connection)
        self._data_version = connection.execute("PRAGMA data_version").fetchone()[0]
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
        for row in self._read(rows.EDITIONS, ()) if self._is_of_this_version() else ():
            with suppress(ValueError, TypeError, zlib.error):
                found[row[0], row[1]] = rows.edition(row)
        return found

    def drop_unused_editions(self) -> None:
        """Forget texts that no mark refers to. Raises like `apply`."""
        self._write([rows.DROP_EDITIONS])

    # -- what stands beside the marks ------------------------------------------------------------------------

    def collections(self) -> tuple[Collection, ...]:
        """Oldest first."""
        return tuple(map(rows.collection, self._read(rows.COLLECTIONS, ()))) if self._is_of_this_version() else ()

    def layers(self) -> tuple[Layer, ...]:
        """By name."""
        return tuple(map(rows.layer, self._read(rows.LAYERS, ()))) if self._is_of_this_version() else ()

    def meanings(self) -> dict[Colour, str]:
        """What the user means by a colour, for those that have a meaning."""
        return dict(self._read(rows.MEANINGS, ())) if self._is_of_this_version() else {}

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
        return self._is_of_this_version() and bool(self._read("SELECT worded = changes FROM tally", ())[0][0])

    def _is_of_this_version(self) -> bool:
        return bool(self._read("PRAGMA user_version", ())[0][0] == VERSION)

    # -- searches --------------------------------------------------------------------------------------------

    def recent(self) -> tuple[str, ...]:
        """What was searched and is not saved, newest first."""
        return tuple(row[0] for row in self._read(searches.RECENT, ())) if self._is_of_this_version() else ()

    def saved(self) -> tuple[str, ...]:
        """The saved searches, by the alphabet."""
        found = self._read(searches.SAVED, ()) if self._is_of_this_version() else []
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

    # -- keeping ---------------------------------------------------------------------------------------------

    def backup(self) -> None:
        """A verified copy, if there is anything new since the last one. Raises Broken("write_failed")."""
        if not self.read_only:
            backups.make(self._db, self._backups, int(self._read("SELECT changes FROM tally", ())[0][0]))

    def close(self) -> None:
        self._db.close()

    # -- SQL -------------------------------------------------------------------------------------------------

    def _read(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        try:
            return list(self._db.execute(sql, values))
        except sqlite.Error as error:
            raise _trouble(error, self._path) from error

    def _write(self, statements: list[rows.Statement]) -> None:
        if self.read_only:
            raise Refused("notes_read_only", path=str(self._path))
        try:
            with _transaction(self._db):
                for sql, values in statements:
                    self._db.execute(sql, values)
        except sqlite.Error as error:
            raise _trouble(error, self._path) from error


@contextmanager
def _transaction(db: Any) -> Iterator[None]:
    """All of what is done inside, or nothing. Whatever goes wrong, the next one finds no transaction open."""
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        raise


def open_notebook(path: Path, backup_folder: Path) -> Notebook:
    """Open the notebook at `path`, making, migrating or salvaging it as needed.

    Raises Refused("notes_locked") while another program writes, Refused("folder_unusable") when there is no notebook
    and none can be made, Broken("notes_unusable") when a damaged one could not even be set aside. When an older one
    cannot be copied before it is migrated, it is not migrated, and opened to be read.
    """
    try:
        emptied = path.stat().st_size == 0 and (
            bool(backups.newest_first(backup_folder)) or beside(path, "-wal").exists()
        )
    except OSError:
        emptied = False
    if emptied:  # SQLite would take it for a new notebook and delete the log beside it, and the marks would seem gone
        return _recover(path, backup_folder)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("folder_unusable", path=str(path.parent), reason=error.strerror or str(error)) from error
    try:
        return _open(path, backup_folder, None)
    except Broken as trouble:  # there is no room for the copy that comes before a migration, so there is no migration
        with suppress(sqlite.DatabaseError):
            return _open_read_only(path, backup_folder, Refused("notes_read_only", path=trouble.facts["path"]))
        raise
    except sqlite.DatabaseError as error:
        if _is_damage(error):
            return _recover(path, backup_folder)
        if _is_locked(error):
            raise Refused("notes_locked", path=str(path)) from error
        if path.exists():
            with suppress(sqlite.DatabaseError):
                return _open_read_only(path, backup_folder, Refused("notes_read_only", path=str(path)))
        raise Refused("folder_unusable", path=str(path.parent), reason=str(error)) from error


def _open(path: Path, folder: Path, notice: Trouble | None) -> Notebook:
    """Raises sqlite.DatabaseError; the connection is then closed."""
    if path.exists() and not os.access(path, os.W_OK):
        # SQLite would open it all the same, and fail at the first change.
        raise sqlite.OperationalError("attempt to write a readonly database")
    db = sqlite.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        _check(db)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            db.execute("PRAGMA query_only = ON")
            return Notebook(db, path, folder, True, Refused("notes_newer", path=str(path)))
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            raise sqlite.OperationalError("attempt to write a readonly database")
        if 0 < version < VERSION:
            backups.make(db, folder, -version)
        _migrate(db, version)
        _complete_index(db)
        for sql in (rows.select(db), searches.ALL):
            for _ in db.execute(sql):  # a text that is not UTF-8 any more passes SQLite's own check
                pass
        return Notebook(db, path, folder, False, notice)
    except UnicodeDecodeError as error:
        db.close()
        raise sqlite.DatabaseError("malformed, and so is the message that says so") from error
    except BaseException:
        db.close()
        raise


def _open_read_only(path: Path, folder: Path, notice: Trouble) -> Notebook:
    """With `mode=ro` the log of a killed program is read too; without its index file a database in WAL mode can be read
    as `immutable` only (measured)."""
    try:
        return _connect_read_only(path, folder, notice, "mode=ro")
    except sqlite.DatabaseError:
        return _connect_read_only(path, folder, notice, "immutable=1")


def _connect_read_only(path: Path, folder: Path, notice: Trouble, how: str) -> Notebook:
    db = sqlite.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        db.execute("PRAGMA cipher_log_level = NONE")
        _check(db)
        db.execute(rows.select(db)).fetchone()
        return Notebook(db, path, folder, True, notice)
    except BaseException:
        db.close()
        raise


def _check(db: Any) -> None:
    verdict = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if verdict != "ok":
        raise sqlite.DatabaseError(f"database disk image is malformed: {verdict}")


def _migrate(db: Any, version: int) -> None:
    for number, steps in enumerate(MIGRATIONS[version:], version + 1):
        with _transaction(db):
            # Another program may have done the same step while this one waited for the lock.
            if db.execute("PRAGMA user_version").fetchone()[0] < number:
                for step in steps:
                    db.execute(step)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {number}")


def _complete_index(db: Any) -> None:
    """Give their words to marks that were written by a program that knew nothing of words."""
    if db.execute("SELECT worded = changes FROM tally").fetchone()[0]:
        return
    with _transaction(db):
        for row in db.execute(rows.select(db)).fetchall():
            db.execute(*rows.putting_words(rows.mark(row)))
        db.execute("UPDATE tally SET worded = changes")


def _recover(path: Path, folder: Path) -> Notebook:
    """Make a new notebook of what can be read of the damaged one and of the newest good backup, and set the damaged
    files aside. The new one is complete before anything is moved: when this fails, the next start finds what it found.
    """
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    fresh = path.with_name(f"{path.stem}.recovered-{stamp}{path.suffix}")
    backup = backups.newest_good(folder)
    try:
        marks, kept = salvage(backup) if backup else ({}, set())
        later, kept_later = salvage(path)
        for mark in later.values():
            if mark.id not in marks or mark.changed > marks[mark.id].changed:  # since the backup
                marks[mark.id] = mark
        with closing(_open(fresh, folder, None)) as notebook:
            tally = backups.highest_tally(folder) + 1
            notebook._write(
                [statement for mark in marks.values() for statement in rows.putting(mark)]
                + [(searches.RESCUE, (text, time.time())) for text in sorted(kept | kept_later)]
                + [("UPDATE tally SET changes = ?, worded = ?", (tally, tally))]
            )
        _move(path, aside)
        fresh.rename(path)
        return _open(path, folder, Broken("notes_recovered", saved=len(marks), aside=aside.name))
    except (OSError, sqlite.DatabaseError, Trouble) as error:
        for ending in FILES:
            with suppress(OSError):
                beside(fresh, ending).unlink(missing_ok=True)
        if aside.exists() and not path.exists():
            with suppress(OSError):
                _move(aside, path)
        reason = error.facts.get("reason") if isinstance(error, Trouble) else getattr(error, "strerror", None)
        raise Broken("notes_unusable", path=str(path), reason=reason or str(error)) from error


def _move(path: Path, target: Path) -> None:
    """Rename all files of a database, or none. Raises OSError."""
    moved: list[str] = []
    try:
        for ending in FILES:
            if beside(path, ending).exists():
                beside(path, ending).rename(beside(target, ending))
                moved.append(ending)
    except OSError:
        for ending in moved:
            beside(target, ending).rename(beside(path, ending))
        raise


def _is_damage(error: sqlite.DatabaseError) -> bool:
    """Whether the file is to blame, and not the disk, the folder, another program or the memory."""
    if getattr(error, "sqlite_errorname", "") in ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ"):
        return True
    others = ("locked", "busy", "readonly", "unable to open", "disk I/O error", "disk is full", "out of memory")
    return not any(sign in str(error) for sign in others)


def _is_locked(error: Exception) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def _trouble(error: Exception, path: Path) -> Trouble:
    if _is_locked(error):
        return Refused("notes_locked", path=str(path))
    if "readonly" in str(error):
        return Refused("notes_read_only", path=str(path))
    return Broken("write_failed", path=str(path), reason=str(error))
