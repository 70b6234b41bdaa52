"""The tables of the notebook and the numbered steps that lead to them.

Step n turns a database of `user_version` n-1 into one of n, in one transaction, after a copy. A released step is never
edited; what a later version needs is a further step.
"""

APPLICATION_ID = 0x49434154
"""Says in the file's header whose database this is: "ICAT"."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE mark (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('bookmark', 'highlight', 'note')),
            document TEXT NOT NULL,
            edition TEXT NOT NULL,
            start_block TEXT NOT NULL,
            start_offset INTEGER NOT NULL,
            end_block TEXT NOT NULL,
            end_offset INTEGER NOT NULL,
            quote TEXT NOT NULL,
            before TEXT NOT NULL,
            after TEXT NOT NULL,
            colour TEXT NOT NULL,
            text TEXT NOT NULL,
            created REAL NOT NULL,
            changed REAL NOT NULL
        ) STRICT""",
        "CREATE INDEX mark_document ON mark (document)",
        # Where reading stopped in each document, in code points; `seen` tells which was open last.
        """CREATE TABLE place (
            document TEXT PRIMARY KEY,
            block TEXT NOT NULL,
            offset INTEGER NOT NULL,
            seen REAL NOT NULL
        ) STRICT""",
        # One row: how many changes the marks have seen, so that a backup is made only when there is something new.
        "CREATE TABLE tally (changes INTEGER NOT NULL) STRICT",
        "INSERT INTO tally VALUES (0)",
    ),
)
VERSION = len(MIGRATIONS)

MARK_COLUMNS = (
    "id", "kind", "document", "edition", "start_block", "start_offset", "end_block", "end_offset",
    "quote", "before", "after", "colour", "text", "created", "changed",
)  # fmt: skip
