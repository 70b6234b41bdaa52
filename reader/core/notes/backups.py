"""Rotating copies of the notebook, made through SQLite's backup interface and opened again before they count.

The name holds the time (UTC) and the tally of changes, so a start without changes makes no copy:
notebook-20261122-150301-42.db. The tally tells which is newer; the clock of an old laptop may not.
"""

import re
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken
from reader.core.notes.searches import FORGET

KEEP = 10

_NAME = re.compile(r"notebook-(\d{8}-\d{6})-(-?\d+)")


def newest_first(folder: Path) -> list[Path]:
    """The backups there are, without opening any. Files of other names are not ours and are left alone."""
    try:
        found = [(match, path) for path in folder.glob("notebook-*.db") if (match := _NAME.fullmatch(path.stem))]
    except OSError:
        return []
    return [path for match, path in sorted(found, key=lambda row: (int(row[0][2]), row[0][1]), reverse=True)]


def highest_tally(folder: Path) -> int:
    """The highest tally of changes in any backup's name; 0 when there is none."""
    return next((int(path.stem.rpartition("-")[2]) for path in newest_first(folder)), 0)


def newest_good(folder: Path) -> Path | None:
    """The newest backup that passes SQLite's check."""
    return next((path for path in newest_first(folder) if _is_good(path)), None)


def make(db: Any, folder: Path, tally: int) -> None:
    """Copy the open notebook `db` unless the newest backup has the same tally, and drop all but the newest KEEP.

    A notebook that never held a mark or a saved search (tally 0) is not copied, and what was searched without being
    saved is left out. Raises Broken("write_failed").
    """
    existing = newest_first(folder)
    if not tally or (existing and existing[0].stem.endswith(f"-{tally}")):
        return
    path = folder / f"notebook-{datetime.now(UTC):%Y%m%d-%H%M%S}-{tally}.db"
    scrap = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        scrap.unlink(missing_ok=True)
        with closing(sqlite.connect(str(scrap), isolation_level=None)) as target:
            target.execute("PRAGMA synchronous = FULL")
            db.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, complete by itself
            if target.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search'").fetchone():
                target.execute("PRAGMA secure_delete = ON")
                target.execute(*FORGET)  # forgotten searches must not live on in a copy
        if not _is_good(scrap):
            raise Broken("write_failed", path=str(path), reason="the copy does not read back")
        scrap.replace(path)
        for old in [other for other in newest_first(folder) if other != path][KEEP - 1 :]:
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
    except (sqlite.Error, UnicodeDecodeError):  # a message about damage may itself be damaged
        return False
