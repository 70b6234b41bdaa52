"""Rotating copies of the notebook, made through SQLite's backup interface and opened again before they count.

The name holds the time and the tally of changes, so a start without changes makes no copy: notebook-20261122-150301-42.db
"""

from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken

KEEP = 10


def newest_first(folder: Path) -> list[Path]:
    """The backups there are, without opening any."""
    try:
        return sorted(folder.glob("notebook-*.db"), key=lambda path: path.name, reverse=True)
    except OSError:
        return []


def newest_good(folder: Path) -> Path | None:
    """The newest backup that passes SQLite's check."""
    return next((path for path in newest_first(folder) if _is_good(path)), None)


def make(db: Any, folder: Path, tally: int) -> None:
    """Copy the open notebook `db` unless the newest backup has the same tally, and drop all but the newest KEEP.

    Raises Broken("write_failed").
    """
    existing = newest_first(folder)
    if existing and existing[0].stem.endswith(f"-{tally}"):
        return
    path = folder / f"notebook-{datetime.now():%Y%m%d-%H%M%S}-{tally}.db"
    scrap = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scrap.unlink(missing_ok=True)
        with closing(sqlite.connect(str(scrap), isolation_level=None)) as target:
            target.execute("PRAGMA synchronous = FULL")
            db.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, complete by itself
        if not _is_good(scrap):
            raise Broken("write_failed", path=str(path), reason="the copy does not read back")
        scrap.replace(path)
        for old in newest_first(folder)[KEEP:]:
            old.unlink(missing_ok=True)
    except (OSError, sqlite.Error) as error:
        raise Broken("write_failed", path=str(path), reason=str(error)) from error
    finally:
        with suppress(OSError):
            scrap.unlink(missing_ok=True)


def _is_good(path: Path) -> bool:
    try:
        with closing(sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            return bool(db.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite.Error:
        return False
