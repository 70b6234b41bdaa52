"""Who has the notebook open: a lock beside it, so that files are exchanged only while nobody uses them.

Renaming a notebook that a window has open would let the window write on into the file that was set aside. SQLite's own
locks cannot tell this of a damaged file, so there is an empty database beside it that is only locked, never written:
shared by everyone who has the notebook open, exclusive while files are exchanged, reserved while a backup is made. The
system drops these locks when a process ends, however it ends. The file itself stays; removing it would race.

In a folder that cannot be written no files can be exchanged either, and nothing is locked.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Refused
from reader.core.notes import connection


def share(path: Path) -> Any | None:
    """Say that the notebook at `path` is open, until what comes back is closed; None where nothing can be locked.

    Raises Refused("notes_locked") while its files are exchanged for longer than a change waits.
    """
    return _locked(path, "BEGIN", "notes_locked", connection.BUSY_SECONDS)


@contextmanager
def alone(path: Path, seconds: float | None = None) -> Iterator[None]:
    """While nobody else has the notebook open. Raises Refused("notes_in_use") when somebody has."""
    lock = _locked(path, "BEGIN EXCLUSIVE", "notes_in_use", connection.BUSY_SECONDS if seconds is None else seconds)
    try:
        yield
    finally:
        if lock is not None:
            lock.close()


@contextmanager
def backing_up(path: Path, seconds: float = 0.0) -> Iterator[bool]:
    """Whether this is the only one that makes a backup now, if need be after waiting."""
    try:
        lock = _locked(path, "BEGIN IMMEDIATE", "notes_in_use", seconds)
    except Refused:
        yield False
        return
    try:
        yield True
    finally:
        if lock is not None:
            lock.close()


def _locked(path: Path, how: str, refusal: str, seconds: float) -> Any | None:
    lock = None
    try:
        lock = sqlite.connect(str(path.with_suffix(".lock")), timeout=seconds, isolation_level=None)
        lock.execute(how)
        lock.execute("SELECT count(*) FROM sqlite_schema").fetchall()  # a shared lock begins with the first reading
        return lock
    except sqlite.DatabaseError as error:
        if lock is not None:
            with suppress(sqlite.Error):
                lock.close()
        if connection.is_locked(error):
            raise Refused(refusal, path=str(path)) from error
        return None
