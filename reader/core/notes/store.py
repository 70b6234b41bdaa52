"""The notebook on disk: one transaction per change, on the disk before the caller hears of it.

SQLite through sqlcipher3 (here still without a key), WAL with synchronous=FULL: 9,000 simulated power cuts and 6,000
kills lost nothing in that setting (FINDINGS). A Notebook belongs to the thread that opened it. Never touch the file of
an open notebook with anything else, not even to read its header: that drops SQLite's locks.

A damaged database is set aside, never overwritten: what can be read of a copy of it and the newest good backup make a
new one, and `notice` says so. A notebook that cannot be written, or was made by a newer version, is opened to be read.
"""

import os
import shutil
import time
from contextlib import closing, suppress
from datetime import datetime
from math import isfinite
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused, Trouble
from reader.core.notes import backups
from reader.core.notes.schema import APPLICATION_ID, MARK_COLUMNS, MIGRATIONS, VERSION
from reader.core.types import COLOURS, Anchor, Change, Mark, Point

BUSY_SECONDS = 5.0
"""How long a change waits for another program (the command line beside the window) before it gives up."""

_PRAGMAS = (
    "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
    "trusted_schema = OFF", "cell_size_check = ON", "fullfsync = ON", "checkpoint_fullfsync = ON",
)  # fmt: skip
_KINDS = ("bookmark", "highlight", "note")
_FILES = ("", "-wal", "-shm")  # what one SQLite database may consist of
_INSERT = f"INSERT OR REPLACE INTO mark ({', '.join(MARK_COLUMNS)}) VALUES ({', '.join('?' * len(MARK_COLUMNS))})"
_SELECT = f"SELECT {', '.join(MARK_COLUMNS)} FROM mark"


class Notebook:
    """Marks and reading positions. `notice` is what the user must know about how it was opened, or None."""

    def __init__(self, connection: Any, path: Path, folder: Path, read_only: bool, notice: Trouble | None) -> None:
        self._db = connection
        self._path = path
        self._backups = folder
        self.read_only = read_only
        self.notice = notice

    # -- marks -----------------------------------------------------------------------------------------------

    def marks(self, document: str | None = None) -> tuple[Mark, ...]:
        """All marks, or those of one document, oldest first."""
        where = "" if document is None else " WHERE document = ?"
        rows = self._read(f"{_SELECT}{where} ORDER BY created, id", () if document is None else (document,))
        return tuple(_mark(row) for row in rows)

    def apply(self, change: Change) -> None:
        """Make a change durable. When this returns, it is on the disk.

        Raises Refused("notes_read_only"), Refused("notes_locked") or Broken("write_failed"); nothing is then changed.
        """
        self._write(
            [("DELETE FROM mark WHERE id = ?", (old.id,)) for old, new in change.pairs if old and not new]
            + [(_INSERT, _row(new)) for _, new in change.pairs if new]
            + [("UPDATE tally SET changes = changes + 1", ())]
        )

    # -- reading positions -----------------------------------------------------------------------------------

    def places(self) -> dict[str, Point]:
        """Where reading stopped, by document."""
        return {
            name: Point(block, offset)
            for name, block, offset in self._read("SELECT document, block, offset FROM place", ())
        }

    def last_document(self) -> str | None:
        rows = self._read("SELECT document FROM place ORDER BY seen DESC LIMIT 1", ())
        return str(rows[0][0]) if rows else None

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

    def _write(self, statements: list[tuple[str, tuple[object, ...]]]) -> None:
        if self.read_only:
            raise Refused("notes_read_only", path=str(self._path))
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for sql, values in statements:
                self._db.execute(sql, values)
            self._db.execute("COMMIT")
        except BaseException as error:
            with suppress(sqlite.Error):
                if self._db.in_transaction:  # whatever went wrong, the next change must find no transaction open
                    self._db.execute("ROLLBACK")
            if isinstance(error, sqlite.Error):
                raise _trouble(error, self._path) from error
            raise


def open_notebook(path: Path, backup_folder: Path) -> Notebook:
    """Open the notebook at `path`, making, migrating or salvaging it as needed.

    Raises Refused("notes_locked") while another program writes, Refused("folder_unusable") when there is no notebook
    and none can be made, Broken("notes_unusable") when a damaged one could not even be set aside.
    """
    try:
        emptied = path.stat().st_size == 0 and (
            bool(backups.newest_first(backup_folder)) or _beside(path, "-wal").exists()
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
        for _ in db.execute(_SELECT):  # a text that is not UTF-8 any more passes SQLite's own check
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
        db.execute(_SELECT).fetchone()
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
        db.execute("BEGIN IMMEDIATE")
        try:
            # Another program may have done the same step while this one waited for the lock.
            if db.execute("PRAGMA user_version").fetchone()[0] < number:
                for step in steps:
                    db.execute(step)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {number}")
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise


def _recover(path: Path, folder: Path) -> Notebook:
    """Make a new notebook of what can be read of the damaged one and of the newest good backup, and set the damaged
    files aside. The new one is complete before anything is moved: when this fails, the next start finds what it found.
    """
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
    fresh = path.with_name(f"{path.stem}.recovered-{stamp}{path.suffix}")
    backup = backups.newest_good(folder)
    try:
        saved = _salvage(backup) if backup else {}
        for mark_id, row in _salvage(path).items():
            if mark_id not in saved or row[-1] > saved[mark_id][-1]:  # changed since the backup
                saved[mark_id] = row
        with closing(_open(fresh, folder, None)) as notebook:
            tally = ("UPDATE tally SET changes = ?", (backups.highest_tally(folder) + 1,))
            notebook._write([*((_INSERT, row) for row in saved.values()), tally])
        _move(path, aside)
        fresh.rename(path)
        return _open(path, folder, Broken("notes_recovered", saved=len(saved), aside=aside.name))
    except (OSError, sqlite.DatabaseError, Trouble) as error:
        for ending in _FILES:
            with suppress(OSError):
                _beside(fresh, ending).unlink(missing_ok=True)
        if aside.exists() and not path.exists():
            with suppress(OSError):
                _move(aside, path)
        reason = error.facts.get("reason") if isinstance(error, Trouble) else getattr(error, "strerror", None)
        raise Broken("notes_unusable", path=str(path), reason=reason or str(error)) from error


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _move(path: Path, target: Path) -> None:
    """Rename all files of a database, or none. Raises OSError."""
    moved: list[str] = []
    try:
        for ending in _FILES:
            if _beside(path, ending).exists():
                _beside(path, ending).rename(_beside(target, ending))
                moved.append(ending)
    except OSError:
        for ending in moved:
            _beside(target, ending).rename(_beside(path, ending))
        raise


def _salvage(path: Path) -> dict[str, tuple[Any, ...]]:
    """Every mark that can still be read, by id; from both ends of the table, since damage stops a scan.

    Read from a copy: SQLite would fold the log of the original into it and delete that. Raises OSError.
    """
    found: dict[str, tuple[Any, ...]] = {}
    desk = path.with_name(f".{path.stem}.{os.urandom(4).hex()}.part")
    desk.mkdir()
    try:
        for ending in ("", "-wal"):
            if _beside(path, ending).exists():
                shutil.copyfile(_beside(path, ending), desk / f"copy{ending}")
        for order in ("ASC", "DESC"):
            with (
                suppress(sqlite.Error, MemoryError, OverflowError, UnicodeDecodeError),
                closing(sqlite.connect(str(desk / "copy"), isolation_level=None)) as db,
            ):
                db.execute("PRAGMA cipher_log_level = NONE")
                db.execute("PRAGMA writable_schema = ON")  # reads on when pages are missing or the schema is damaged
                db.text_factory = bytes  # one text that is not UTF-8 any more must not end the scan
                for row in db.execute(f"{_SELECT} NOT INDEXED ORDER BY rowid {order}"):
                    with suppress(TypeError, ValueError):
                        mark = _mark([value.decode() if isinstance(value, bytes) else value for value in row])
                        if _is_whole(mark):
                            found[mark.id] = _row(mark)
    finally:
        shutil.rmtree(desk, ignore_errors=True)
    return found


def _is_whole(mark: Mark) -> bool:
    """Whether a mark read from a damaged page is one in every field."""
    a = mark.anchor
    texts = (mark.id, a.document, a.edition, a.start.block, a.end.block, a.quote, a.before, a.after, mark.text)
    return (
        all(isinstance(value, str) for value in texts)
        and mark.kind in _KINDS
        and mark.colour in COLOURS
        and isfinite(mark.created)
        and isfinite(mark.changed)
    )


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


def _row(mark: Mark) -> tuple[object, ...]:
    a = mark.anchor
    return (
        mark.id, mark.kind, a.document, a.edition, a.start.block, a.start.offset, a.end.block, a.end.offset,
        a.quote, a.before, a.after, mark.colour, mark.text, mark.created, mark.changed,
    )  # fmt: skip


def _mark(row: Any) -> Mark:
    (mark_id, kind, document, edition, start_block, start, end_block, end,
     quote, before, after, colour, text, created, changed) = row  # fmt: skip
    anchor = Anchor(document, edition, Point(start_block, int(start)), Point(end_block, int(end)), quote, before, after)
    return Mark(mark_id, kind, anchor, colour, text, float(created), float(changed))
