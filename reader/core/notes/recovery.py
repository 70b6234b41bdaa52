"""A damaged notebook is set aside, never overwritten, and a new one takes its place.

The new one is made of what can be read of the damaged one and of the newest good backup. It is complete, checked and on
the disk before anything is moved. Files are exchanged by renaming; the last renaming, of the new file to the name of
the notebook, is what makes it so. Until then the new file exists under a name of its own, which tells the next start
that this was not finished: everything is moved back, and done again.

All of this happens while nobody else has the notebook open (`hold.alone`).
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Trouble
from reader.core.files import sync_folder
from reader.core.notes import backups, rows
from reader.core.notes.connection import FILES, beside, check, connect, tables, transaction
from reader.core.notes.finding import words
from reader.core.notes.migration import complete_index, migrate
from reader.core.notes.pages import page_size
from reader.core.notes.salvage import Salvaged, Table, entries, salvage, shape
from reader.core.notes.schema import VERSION
from reader.core.notes.wal import Log, read_log

_NEW = "recovered"


def settle(path: Path, folder: Path) -> Trouble | None:
    """Before the notebook is opened: finish what a killed program left, and recover what SQLite would take for
    nothing new: a notebook that is gone or empty, and a log of which it would drop confirmed changes.

    Returns what the user must know. Raises like `recover`.
    """
    undo_unfinished(path)
    try:
        if not path.exists() or path.stat().st_size == 0:
            # SQLite would make a new notebook and delete the log beside it, and the marks would seem gone.
            needed = beside(path, "-wal").exists() or bool(backups.newest_first(folder))
        else:  # where nothing can be written nothing can be dropped either
            needed = is_cut(path) and os.access(path.parent, os.W_OK)
    except OSError:  # no file, or not ours to read: opening it says so
        return None
    return recover(path, folder) if needed else None


def _is_cut(path: Path, log: Log | None = None) -> bool:
    """Whether the last page is not all there, nor in the log: SQLite would fill it with zeros without a word."""
    with path.open("rb") as stream:
        size = page_size(stream.read(18))
    whole, rest = divmod(path.stat().st_size, size)
    return rest > 0 and (log is None or whole + 1 not in log.pages)


def recover(path: Path, folder: Path) -> Trouble:
    """Put a new notebook in the place of the damaged one; returns what became of it.

    Raises Broken("notes_unusable"); nothing is then changed.
    """
    fresh = new_name(path)
    aside = _aside(fresh)
    try:
        with _desk(path) as desk:
            log = _log_beside(path)
            copy = desk / "copy"
            _copy_with_log(path, log, copy)
            backup = backups.newest_good(folder)
            if _is_whole(copy, backups.tally_of(backup) if backup else 0):
                saved, missing = _keep(copy, backup), 0
            else:
                saved, missing = _rebuild(copy, backup, backups.highest_tally(folder) + 1, desk)
            was_there = any(beside(path, ending).exists() for ending in FILES)
            (desk / "new").replace(fresh) if (desk / "new").exists() else copy.replace(fresh)
        install(fresh, path)
    except (OSError, sqlite.DatabaseError, Trouble) as error:
        undo_unfinished(path)
        reason = error.facts.get("reason") if isinstance(error, Trouble) else getattr(error, "strerror", None)
        raise Broken("notes_unusable", path=str(path), reason=reason or str(error)) from error
    if not was_there:
        return Broken("notes_missing", path=str(path), saved=saved)
    if log.lost and not missing:
        return Broken("notes_cut_off", saved=saved, aside=aside.name)
    return Broken("notes_recovered", saved=saved, missing=missing, aside=aside.name)


def new_name(path: Path) -> Path:
    """A name for the file that is to become the notebook; it tells a later start that this was not finished."""
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}-{os.urandom(2).hex()}"
    return path.with_name(f"{path.stem}.{_NEW}-{stamp}{path.suffix}")


def install(fresh: Path, path: Path) -> None:
    """Make the complete file `fresh` the notebook; what is there is set aside. Raises OSError; `undo_unfinished` then
    brings back what was there."""
    sync_folder(path.parent)
    for ending in FILES:
        if beside(path, ending).exists():
            beside(path, ending).rename(beside(_aside(fresh), ending))
    sync_folder(path.parent)
    fresh.rename(path)
    sync_folder(path.parent)


def undo_unfinished(path: Path) -> None:
    """Move back what a program that was killed had set aside, and remove what it had not finished."""
    for fresh in path.parent.glob(f"{path.stem}.{_NEW}-*{path.suffix}"):
        with suppress(OSError):
            for ending in FILES:
                if beside(_aside(fresh), ending).exists() and not beside(path, ending).exists():
                    beside(_aside(fresh), ending).rename(beside(path, ending))
            for ending in FILES:
                beside(fresh, ending).unlink(missing_ok=True)
    for desk in path.parent.glob(f".{path.stem}.*.part"):
        shutil.rmtree(desk, ignore_errors=True)


def _aside(fresh: Path) -> Path:
    return fresh.with_name(fresh.name.replace(f".{_NEW}-", ".damaged-", 1))


@contextmanager
def _desk(path: Path) -> Iterator[Path]:
    desk = path.with_name(f".{path.stem}.{os.urandom(4).hex()}.part")
    desk.mkdir()
    try:
        yield desk
    finally:
        shutil.rmtree(desk, ignore_errors=True)


def is_cut(path: Path) -> bool:
    """Whether SQLite would drop confirmed changes, of the notebook or of the log beside it. Raises OSError."""
    log = _log_beside(path)
    return log.damaged or _is_cut(path, log)


def _log_beside(path: Path) -> Log:
    parts = []
    for ending in ("-wal", "-shm"):
        try:
            with beside(path, ending).open("rb") as stream:
                parts.append(stream.read(-1 if ending == "-wal" else 100))
        except FileNotFoundError:
            parts.append(b"")
    return read_log(*parts)


def _copy_with_log(path: Path, log: Log, copy: Path) -> None:
    """A copy in one file: the pages of the log stand where SQLite would put them."""
    if path.exists():
        shutil.copyfile(path, copy)
    with copy.open("r+b" if copy.exists() else "w+b") as stream:
        for number, page in log.pages.items():
            stream.seek((number - 1) * log.page_size)
            stream.write(page)
        if log.size:
            stream.truncate(log.size * log.page_size)


def _is_whole(copy: Path, least: int) -> bool:
    """Whether the copy is a notebook in which nothing is damaged, and not older than the tally `least`."""
    try:
        if _is_cut(copy):
            return False
        with closing(connect(copy)) as db:
            check(db)
            version = db.execute("PRAGMA user_version").fetchone()[0]
            return "mark" in tables(db) and 0 < version <= VERSION and tally(db) >= least
    except (OSError, sqlite.DatabaseError):
        return False


def tally(db: Any) -> int:
    """How many changes the notebook has seen. Raises sqlite.DatabaseError."""
    return int(db.execute("SELECT changes FROM tally").fetchone()[0])


def _keep(copy: Path, backup: Path | None) -> int:
    """Make a whole copy ready to take the place of the notebook; how many marks are in it.

    A flipped bit in the log passes SQLite's check when it falls into a text: a mark that is the same revision as in the
    backup, and has not its words, gets them back. So does a checklist that was changed last when the backup's was.
    """
    with closing(connect(copy)) as db:
        if backup is not None:
            with closing(connect(backup, "immutable=1")) as earlier:
                before = {mark.id: mark for mark in map(rows.mark, earlier.execute(rows.select(earlier)))}
                lists = rows.checklists(earlier)
            with transaction(db):
                for mark in map(rows.mark, db.execute(rows.select(db)).fetchall()):
                    known = before.get(mark.id, mark)
                    if known != mark and (known.changed, known.revision) == (mark.changed, mark.revision):
                        for statement in rows.putting(known):
                            db.execute(*statement)
                for now in rows.checklists(db).values():
                    then = lists.get(now.id, now)
                    if then != now and then.changed == now.changed:
                        db.execute(*rows.putting_checklist(then))
        seal(db)
        return int(db.execute("SELECT count(*) FROM mark").fetchone()[0])


def seal(db: Any) -> None:
    """Leave the database in one file that is on the disk. Raises sqlite.DatabaseError."""
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA fullfsync = ON")
    if db.execute("PRAGMA journal_mode = DELETE").fetchone()[0] != "delete":
        raise sqlite.OperationalError("database is locked")
    with transaction(db):
        db.execute("UPDATE tally SET changes = changes")  # writes, and with that flushes, at least one page


def _rebuild(copy: Path, backup: Path | None, count: int, desk: Path) -> tuple[int, int]:
    """Make a notebook at `desk`/new; how many marks are in it, and how many are known to be missing."""
    with closing(connect(desk / "new")) as db:
        db.execute("PRAGMA secure_delete = ON")
        migrate(db, 0)
        shapes = shape(db)
        found = salvage(copy, shapes)
        earlier = _of_backup(backup, shapes, desk) if backup else Salvaged()
        with transaction(db):
            for name, table in shapes.items():
                if name != "tally":
                    _fill(db, name, table, earlier.rows.get(name, {}) | _later(name, found, earlier))
            db.execute("UPDATE tally SET changes = ?, worded = -1", (count,))
            for name, number, *_ in db.execute("PRAGMA foreign_key_check").fetchall():
                if number is not None:
                    db.execute(f'DELETE FROM "{name}" WHERE rowid = ?', (number,))
        complete_index(db)
        check(db)
        seal(db)
        held = {row[0] for row in db.execute("SELECT id FROM mark")}
    return len(held), len(found.named - held) + found.unreadable


def _of_backup(backup: Path, shapes: dict[str, Table], desk: Path) -> Salvaged:
    """All of a backup, brought to the present version first."""
    shutil.copyfile(backup, desk / "backup")
    with closing(connect(desk / "backup")) as db, suppress(sqlite.DatabaseError):
        migrate(db, db.execute("PRAGMA user_version").fetchone()[0])
    return salvage(desk / "backup", shapes, whole=True)


def _later(name: str, found: Salvaged, earlier: Salvaged) -> dict[tuple[Any, ...], dict[str, Any]]:
    """The rows that count more than those of the backup: of marks, those that were changed since.

    A mark of the damaged file is believed when it is another revision than the backup's and its words still are those
    that were written beside it for the index. When they are not, the backup's is better; when they cannot be read, both
    are kept.
    """
    before = earlier.rows.get(name, {})
    if name == "checklist":
        return {key: _later_checklist(row, before.get(key)) for key, row in found.rows.get(name, {}).items()}
    if name != "mark":
        return found.rows.get(name, {})
    known = {_but_id(row) for row in before.values()}  # with another id it is the same mark, and its id is damaged
    later = {}
    for key, row in found.rows[name].items():
        if key not in before:
            if _but_id(row) not in known:
                later[key] = row
        elif row | {"changed": before[key]["changed"]} == before[key]:
            continue  # nothing but the time is another: as good as the backup's, or damaged
        elif row["changed"] > before[key]["changed"] and _is_another_revision(row, before[key]):
            written = found.words.get(row["id"])
            if written == (words(row["text"]), words(row["quote"])) or not found.words:  # the first version wrote none
                later[key] = row
            elif written is None and row["text"] != before[key]["text"]:
                twin = os.urandom(8).hex()
                later[(twin,)] = row | {"id": twin}
    return later


def _later_checklist(row: dict[str, Any], earlier: dict[str, Any] | None) -> dict[str, Any]:
    """A checklist of the damaged file, unless it is the backup's; where its list is damaged, what can be told of it,
    and the rest as the backup has it."""
    if earlier and earlier["changed"] == row["changed"]:
        return earlier
    try:
        json.loads(row["assessments"])
        return row
    except ValueError:
        told = (entries(earlier["assessments"]) if earlier else {}) | entries(row["assessments"])
        return row | {"assessments": json.dumps(list(told.values()))}


def _is_another_revision(row: dict[str, Any], earlier: dict[str, Any]) -> bool:
    """Where both tell. Marks of the first versions had no revisions."""
    return not row.get("revision") or row["revision"] != earlier.get("revision")


def _but_id(row: dict[str, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted((name, value) for name, value in row.items() if name not in ("id", "revision")))


def _fill(db: Any, name: str, table: Table, rows: dict[tuple[Any, ...], dict[str, Any]]) -> None:
    """Put in the rows that the table takes."""
    for row in rows.values():
        for bare in (False, True):  # a mark with damaged tags is a mark without tags
            values = {
                column: row[column] for column, _, empty, _ in table.columns if column in row and not (bare and empty)
            }
            names, blanks = ", ".join(f'"{column}"' for column in values), ", ".join("?" * len(values))
            try:
                db.execute(f'INSERT OR REPLACE INTO "{name}" ({names}) VALUES ({blanks})', tuple(values.values()))
                break
            except (sqlite.IntegrityError, OverflowError):
                continue
