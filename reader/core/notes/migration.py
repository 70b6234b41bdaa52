"""The numbered steps of `schema` carried out: each in one transaction, and each once, whoever else does the same."""

from typing import Any

from reader.core.notes import rows
from reader.core.notes.connection import transaction
from reader.core.notes.schema import APPLICATION_ID, MIGRATIONS


def migrate(db: Any, version: int) -> None:
    """Bring a notebook of `version` to the present one. A kill between two steps leaves a notebook of the version
    between them, and the next start goes on from there. Raises sqlite.DatabaseError."""
    for number, steps in enumerate(MIGRATIONS[version:], version + 1):
        with transaction(db):
            # Another program may have done the same step while this one waited for the lock.
            if db.execute("PRAGMA user_version").fetchone()[0] < number:
                for step in steps:
                    db.execute(step)
                db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                db.execute(f"PRAGMA user_version = {number}")


def complete_index(db: Any) -> None:
    """Give their words to marks that were written by a program that knew nothing of words."""
    if db.execute("SELECT worded = changes FROM tally").fetchone()[0]:
        return
    with transaction(db):
        for row in db.execute(rows.select(db)).fetchall():
            db.execute(*rows.putting_words(rows.mark(row)))
        db.execute("UPDATE tally SET worded = changes")
