"""Rotating copies of the notebook, made through SQLite's backup interface and opened again before they count.

The name holds the time (UTC), the beginning of the file's SHA-256 and the tally of changes, so a start without changes
makes no copy: notebook-20261122-150301-5be1f0a2c3d4-42.db. The tally tells which is newer; the clock of an old laptop
may not. The checksum tells a flipped bit inside a text, which SQLite does not notice; copies of the first versions have
none.

Ten are kept: the newest three, and of the others the last of each day as far back as there is room, so that ten starts
within an hour do not push out last week's. When even the days are too many, the oldest goes; copies of one day (a clock
that stands still makes all of them so) go from the oldest.
"""

import hashlib
import re
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken
from reader.core.files import sync_folder
from reader.core.notes.connection import check, connect
from reader.core.notes.searches import FORGET

KEEP = 10
_NEWEST = 3

_NAME = re.compile(r"notebook-(\d{8}-\d{6})-(?:([0-9a-f]{12})-)?(-?\d+)\.db")


def newest_first(folder: Path) -> list[Path]:
    """The backups there are, without opening any. Files of other names are not ours and are left alone."""
    try:
        found = [path for path in folder.glob("notebook-*.db") if _NAME.fullmatch(path.name)]
    except OSError:
        return []
    return sorted(found, key=lambda path: (tally_of(path), path.name), reverse=True)


def tally_of(path: Path) -> int:
    """The tally of changes in a backup's name. A copy that the first version made before a migration has it negative:
    it is older than all others."""
    return int(path.stem.rpartition("-")[2]) * (-1 if "--" in path.stem else 1)


def time_of(path: Path) -> float:
    """When a backup was made, by the clock of then: seconds since 1970-01-01 UTC; 0 when its name tells no date."""
    try:
        return datetime.strptime(path.name[9:24], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).timestamp()
    except ValueError:
        return 0.0


def highest_tally(folder: Path) -> int:
    """The highest tally of changes in any backup's name; 0 when there is none."""
    return max(0, next(map(tally_of, newest_first(folder)), 0))


def newest_good(folder: Path) -> Path | None:
    """The newest backup that is whole."""
    return next((path for path in newest_first(folder) if is_good(path)), None)


def is_good(path: Path) -> bool:
    """Whether a backup is as it was made, by its checksum, or by SQLite's check when its name has none."""
    try:
        name = _NAME.fullmatch(path.name)
        if name and name[2]:
            return _sum(path) == name[2]
        with closing(connect(path, "mode=ro")) as db:
            check(db)
            return bool(db.execute("SELECT count(*) FROM mark").fetchone())  # an emptied file passes SQLite's check
    except (OSError, sqlite.Error):
        return False


def is_due(folder: Path, tally: int, now: float | None = None) -> bool:
    """Whether there is something new, and no copy of today (by the local clock) yet."""
    newest = next(iter(newest_first(folder)), None)
    if newest is None:
        return tally > 0
    today = datetime.fromtimestamp(time.time() if now is None else now).date()
    return tally_of(newest) != tally and datetime.fromtimestamp(time_of(newest)).date() != today


def make(db: Any, folder: Path, tally: int) -> None:
    """Copy the open notebook `db` unless the newest backup has the same tally and is whole, and drop what is too many.

    A notebook that never held a mark or a saved search (tally 0) is not copied, and what was searched without being
    saved is left out. Raises Broken("write_failed"). One program at a time (see `hold.backing_up`).
    """
    newest = next(iter(newest_first(folder)), None)
    if not tally or (newest and tally_of(newest) == tally and is_good(newest)):
        return
    path = folder / f"notebook-{datetime.now(UTC):%Y%m%d-%H%M%S}-{tally}.db"
    scrap = path.with_suffix(".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _sweep(folder)
        with closing(connect(scrap)) as target:
            target.execute("PRAGMA synchronous = FULL")
            target.execute("PRAGMA fullfsync = ON")
            db.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # one file, complete by itself
            if target.execute("SELECT 1 FROM sqlite_schema WHERE name = 'search'").fetchone():
                target.execute("PRAGMA secure_delete = ON")
                target.execute(*FORGET)  # forgotten searches must not live on in a copy
            check(target)
        path = path.with_name(f"{path.stem.rpartition('-')[0]}-{_sum(scrap)}-{tally}.db")
        scrap.replace(path)
        sync_folder(folder)
        for old in _too_many(newest_first(folder), path):
            old.unlink(missing_ok=True)
    except (OSError, sqlite.Error) as error:
        raise Broken("write_failed", path=str(path), reason=str(error)) from error
    finally:
        with suppress(OSError):
            scrap.unlink(missing_ok=True)


def _too_many(paths: list[Path], made: Path) -> list[Path]:
    """What goes, of these (newest first): never one of the newest, nor the one just made."""
    seen: set[str] = set()
    rest: list[Path] = []
    again: list[Path] = []
    for number, path in enumerate(paths):
        day = path.name[9:17]
        if number >= _NEWEST and path != made:
            (again if day in seen else rest).append(path)
        seen.add(day)
    order = [*reversed(again), *reversed(rest)]
    return order[: max(0, len(paths) - KEEP)]


def _sweep(folder: Path) -> None:
    """Remove what a killed program had not finished."""
    for scrap in folder.glob("notebook-*.part*"):
        scrap.unlink(missing_ok=True)


def _sum(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()[:12]
