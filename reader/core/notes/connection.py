"""A connection to a file of the notebook: its settings, its transactions, whether the file is whole, and what SQLite's
errors mean.

SQLite through sqlcipher3 (here still without a key), WAL with synchronous=FULL: 9,000 simulated power cuts and 6,000
kills lost nothing in that setting (FINDINGS). Never touch the file of an open notebook with anything else, not even to
read its header: that drops SQLite's locks.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused, Trouble
from reader.core.notes.schema import APPLICATION_ID

BUSY_SECONDS = 5.0
"""How long a change waits for another program (the command line beside the window) before it gives up."""

PRAGMAS = (
    "journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON", "secure_delete = ON",
    "trusted_schema = OFF", "cell_size_check = ON", "fullfsync = ON", "checkpoint_fullfsync = ON",
)  # fmt: skip

FILES = ("", "-wal", "-shm", "-journal")
"""The endings of the files that one SQLite database may consist of."""

DERIVED = ("words", "words_index")
"""What is made from other tables: `words`, and the tables whose names begin with the name of the index over it."""


def beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def connect(path: Path, how: str = "") -> Any:
    """A connection; `how` is a parameter of SQLite's URI, such as mode=ro. Raises sqlite.DatabaseError."""
    name = f"{path.absolute().as_uri()}?{how}" if how else str(path)
    db = sqlite.connect(name, uri=bool(how), timeout=BUSY_SECONDS, isolation_level=None)
    db.execute("PRAGMA cipher_log_level = NONE")
    return db


@contextmanager
def transaction(db: Any) -> Iterator[None]:
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


def check(db: Any) -> None:
    """Raises sqlite.DatabaseError when the file is damaged, or is a database but not a notebook.

    Every text is read: one that is not UTF-8 any more passes SQLite's own check.
    """
    try:
        verdict = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite.DatabaseError(f"database disk image is malformed: {verdict}")
        names = tables(db)
        owner = db.execute("PRAGMA application_id").fetchone()[0]
        if owner != APPLICATION_ID and (owner or names):
            raise sqlite.DatabaseError("database disk image is malformed: it is not a notebook")
        for name in names:
            for _ in db.execute(f'SELECT * FROM "{name}"'):
                pass
    except (UnicodeDecodeError, OverflowError, MemoryError) as error:  # a length that damage made endless
        raise sqlite.DatabaseError("malformed, and so is the message that says so") from error


def tables(db: Any) -> tuple[str, ...]:
    """The tables that hold what nothing else holds."""
    found = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
    return tuple(
        name
        for (name,) in found
        if name not in DERIVED and not name.startswith(("sqlite_", *(f"{each}_" for each in DERIVED)))
    )


def is_damage(error: Exception) -> bool:
    """Whether the file is to blame, and not the disk, the folder, another program or the memory."""
    if getattr(error, "sqlite_errorname", "") in ("SQLITE_IOERR_READ", "SQLITE_IOERR_SHORT_READ"):
        return True
    others = ("locked", "busy", "readonly", "unable to open", "disk I/O error", "disk is full", "out of memory")
    return not any(sign in str(error) for sign in others)


def is_locked(error: Exception) -> bool:
    return "locked" in str(error) or "busy" in str(error)


def trouble(error: Exception, path: Path) -> Trouble:
    """What the user must know of an error of SQLite at a change."""
    if is_locked(error):
        return Refused("notes_locked", path=str(path))
    if "readonly" in str(error):
        return Refused("notes_read_only", path=str(path))
    return Broken("write_failed", path=str(path), reason=str(error))
