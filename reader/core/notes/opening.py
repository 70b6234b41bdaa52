"""Opening the notebook: made, migrated, recovered or opened to be read, as it needs.

A notebook that cannot be written, or was made by a newer version, is opened to be read, and `notice` says so.
"""

import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused, Trouble
from reader.core.notes import backups, connection, hold, recovery, rows
from reader.core.notes.connection import PRAGMAS, check, connect, is_damage, is_locked
from reader.core.notes.migration import complete_index, migrate
from reader.core.notes.schema import VERSION
from reader.core.notes.store import Notebook


def open_notebook(path: Path, backup_folder: Path) -> Notebook:
    """Open the notebook at `path`, making, migrating or salvaging it as needed.

    Raises Refused("notes_locked") while another program writes, Refused("notes_in_use") when it is damaged and another
    program has it open, Refused("folder_unusable") when there is no notebook and none can be made,
    Broken("notes_unusable") when a damaged one could not even be set aside. When an older one cannot be copied before
    it is migrated, it is not migrated, and opened to be read.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("folder_unusable", path=str(path.parent), reason=error.strerror or str(error)) from error
    notice = None
    with suppress(Refused), hold.alone(path, 0.0):  # while somebody has it open, it was looked after
        notice = recovery.settle(path, backup_folder)
    for last in (False, True):
        lock = hold.share(path)
        try:
            return _open(path, backup_folder, notice, lock)
        except BaseException as error:
            if lock is not None:
                lock.close()
            if not isinstance(error, sqlite.DatabaseError | Broken):
                raise
            if isinstance(error, Broken) or last or not is_damage(error):
                return _open_otherwise(path, backup_folder, error)
        with hold.alone(path):
            notice = _recover_if_needed(path, backup_folder)
    raise AssertionError("the second round returns or raises")


def _recover_if_needed(path: Path, folder: Path) -> Trouble | None:
    """Recover the notebook, unless another program has done so meanwhile."""
    try:
        _open(path, folder, None, None).close()
        return None
    except sqlite.DatabaseError as error:
        if not is_damage(error):
            raise Broken("notes_unusable", path=str(path), reason=str(error)) from error
        return recovery.recover(path, folder)


def _open_otherwise(path: Path, folder: Path, error: sqlite.DatabaseError | Broken) -> Notebook:
    """To be read, when it cannot be written; else what is the matter is raised."""
    if isinstance(error, Broken):  # there is no room for the copy that comes before a migration, so there is none
        with suppress(sqlite.DatabaseError):
            return _open_read_only(path, folder, Refused("notes_read_only", path=error.facts["path"]))
        raise error
    if is_damage(error):
        raise Broken("notes_unusable", path=str(path), reason=str(error)) from error
    if is_locked(error):
        raise Refused("notes_locked", path=str(path)) from error
    if path.exists():
        with suppress(sqlite.DatabaseError):
            return _open_read_only(path, folder, Refused("notes_read_only", path=str(path)))
    raise Refused("folder_unusable", path=str(path.parent), reason=str(error)) from error


def _open(path: Path, folder: Path, notice: Trouble | None, lock: Any | None) -> Notebook:
    """Raises sqlite.DatabaseError or Broken("write_failed"); the connection is then closed."""
    if path.exists() and not os.access(path, os.W_OK):
        # SQLite would open it all the same, and fail at the first change.
        raise sqlite.OperationalError("attempt to write a readonly database")
    db = connect(path)
    try:
        check(db)
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            db.execute("PRAGMA query_only = ON")
            return Notebook(db, path, folder, True, Refused("notes_newer", path=str(path)), lock)
        for pragma in PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
        if db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            raise sqlite.OperationalError("attempt to write a readonly database")
        if 0 < version < VERSION:
            with hold.backing_up(path, connection.BUSY_SECONDS) as first:
                if not first:
                    raise sqlite.OperationalError("database is locked")
                backups.make(db, folder, recovery.tally(db))
        migrate(db, version)
        complete_index(db)
        db.execute(rows.select(db)).fetchone()
        return Notebook(db, path, folder, False, notice, lock)
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
    db = connect(path, how)
    try:
        check(db)
        db.execute(rows.select(db)).fetchone()
        return Notebook(db, path, folder, True, notice)
    except BaseException:
        db.close()
        raise
