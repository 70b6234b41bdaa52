"""Backups as the user sees them: what there is, what one holds, and going back to one.

The present notebook is never overwritten: when it is whole it is made a backup first, and when it is not it is set
aside under a name of its own. The backup stays where it is; a copy of it, brought to the present version, takes the
place of the notebook by one renaming.
"""

import shutil
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused, Trouble
from reader.core.files import sync_folder
from reader.core.marks import Backup, Checklist, Comparison
from reader.core.notes import backups, hold, recovery, rows
from reader.core.notes.connection import FILES, beside, check, connect, is_locked
from reader.core.notes.migration import complete_index, migrate
from reader.core.notes.schema import VERSION


def listing(folder: Path) -> tuple[Backup, ...]:
    """The backups there are, newest first. Each is read to its end, to tell whether it is good."""
    return tuple(map(_described, backups.newest_first(folder)))


def _described(path: Path) -> Backup:
    marks, good = 0, backups.is_good(path)
    try:
        size = path.stat().st_size
        if good:
            with closing(connect(path, "immutable=1")) as db:
                marks = db.execute("SELECT count(*) FROM mark").fetchone()[0]
    except (OSError, sqlite.DatabaseError):
        size, good = 0, False
    return Backup(path.name, backups.time_of(path), backups.tally_of(path), marks, size, good)


def compare(path: Path, folder: Path, name: str) -> Comparison:
    """What the backup `name` holds, beside the notebook at `path`, which may be open, damaged or missing.

    Raises Refused("backup_unknown") or Broken("backup_damaged").
    """
    with closing(connect(_good(folder, name), "immutable=1")) as db:
        there, lists_there = _marks(db), rows.checklists(db)
    here: dict[str, Any] = {}
    lists_here: dict[str, Checklist] = {}
    with suppress(sqlite.DatabaseError), closing(connect(path, "mode=ro")) as db:
        here, lists_here = _marks(db), rows.checklists(db)
    both = there.keys() & here.keys()
    return Comparison(
        marks=len(there),
        newest=max((row["changed"] for row in there.values()), default=None),
        only_there=len(there.keys() - both),
        only_here=len(here.keys() - both),
        different=sum(any(here[mark].get(key, value) != value for key, value in there[mark].items()) for mark in both),
        checklists=len({each.id for each in {*lists_there.values()} ^ {*lists_here.values()}}),
    )


def _marks(db: Any) -> dict[str, dict[str, Any]]:
    """The rows of all marks, by id: by the names of the columns, which a later version has more of."""
    cursor = db.execute("SELECT * FROM mark")
    names = [column[0] for column in cursor.description]
    return {row["id"]: row for row in (dict(zip(names, values, strict=True)) for values in cursor)}


def restore(path: Path, folder: Path, name: str) -> None:
    """Go back to the backup `name`. When this returns it is done and on the disk; when it raises, nothing was changed.

    Raises Refused("backup_unknown"), Refused("backup_newer"), Broken("backup_damaged"), Refused("notes_in_use") while
    anybody has the notebook open, Broken("write_failed") when there is no room for the copies.
    """
    chosen = _good(folder, name)
    with closing(connect(chosen, "immutable=1")) as db:
        if db.execute("PRAGMA user_version").fetchone()[0] > VERSION:
            raise Refused("backup_newer", name=name)
    with hold.alone(path):
        recovery.undo_unfinished(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = recovery.new_name(path)
            shutil.copyfile(chosen, fresh)
            kept = _keep_present(path, folder)
            with closing(connect(fresh)) as db:
                migrate(db, db.execute("PRAGMA user_version").fetchone()[0])
                complete_index(db)
                count = max(backups.highest_tally(folder), kept) + 1
                db.execute("UPDATE tally SET changes = ?, worded = ?", (count, count))
                check(db)
                recovery.seal(db)
            if any(beside(path, ending).exists() for ending in FILES[1:]) or not kept:
                recovery.install(fresh, path)
            else:  # all of it is in one file, and that is in a backup
                fresh.replace(path)
                sync_folder(path.parent)
        except (OSError, sqlite.DatabaseError) as error:
            recovery.undo_unfinished(path)
            reason = getattr(error, "strerror", None) or str(error)
            raise Broken("write_failed", path=str(path), reason=reason) from error
        except Trouble:
            recovery.undo_unfinished(path)
            raise


def _keep_present(path: Path, folder: Path) -> int:
    """Make the present notebook a backup; its tally, or 0 when it is missing, empty or damaged and has to be set
    aside. Raises Broken("write_failed") or, when its files are locked, Refused("notes_in_use")."""
    if not path.exists() or recovery.is_cut(path):
        return 0
    try:
        with closing(connect(path)) as db:
            check(db)
            if db.execute("PRAGMA user_version").fetchone()[0] > VERSION:
                return 0
            count = recovery.tally(db)
            backups.make(db, folder, count)
            return count
    except sqlite.DatabaseError as error:
        if is_locked(error):
            raise Refused("notes_in_use", path=str(path)) from error
        return 0


def _good(folder: Path, name: str) -> Path:
    found = next((path for path in backups.newest_first(folder) if path.name == name or path.stem == name), None)
    if found is None:
        raise Refused("backup_unknown", name=name)
    if not backups.is_good(found):
        raise Broken("backup_damaged", name=name)
    return found
