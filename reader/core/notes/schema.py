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
    (
        # The folded words of every mark, for the index. Made from the marks, never the other way round.
        """CREATE TABLE words (
            number INTEGER PRIMARY KEY,
            mark TEXT NOT NULL UNIQUE,
            note TEXT NOT NULL,
            quote TEXT NOT NULL
        ) STRICT""",
        # The index stands in the notebook, so own words are nowhere else. `ascii` splits at spaces and folds nothing
        # that `finding` has not folded. With secure-delete the words of a deleted note are overwritten at once.
        """CREATE VIRTUAL TABLE words_index
            USING fts5 (note, quote, content = 'words', content_rowid = 'number', tokenize = 'ascii')""",
        "INSERT INTO words_index (words_index, rank) VALUES ('secure-delete', 1)",
        """CREATE TRIGGER words_made AFTER INSERT ON words BEGIN
            INSERT INTO words_index (rowid, note, quote) VALUES (new.number, new.note, new.quote);
        END""",
        """CREATE TRIGGER words_gone AFTER DELETE ON words BEGIN
            INSERT INTO words_index (words_index, rowid, note, quote)
                VALUES ('delete', old.number, old.note, old.quote);
        END""",
        """CREATE TRIGGER words_changed AFTER UPDATE ON words BEGIN
            INSERT INTO words_index (words_index, rowid, note, quote)
                VALUES ('delete', old.number, old.note, old.quote);
            INSERT INTO words_index (rowid, note, quote) VALUES (new.number, new.note, new.quote);
        END""",
        "CREATE TRIGGER mark_gone AFTER DELETE ON mark BEGIN DELETE FROM words WHERE mark = old.id; END",
        # How many of the changes `words` has seen. Less than all after this step, and when a program that knows nothing
        # of it has written marks meanwhile.
        "ALTER TABLE tally ADD COLUMN worded INTEGER NOT NULL DEFAULT -1",
        # What was searched; those with `saved` for good. The row that was put in last is the latest search.
        """CREATE TABLE search (
            text TEXT PRIMARY KEY,
            saved INTEGER NOT NULL CHECK (saved IN (0, 1)),
            used REAL NOT NULL
        ) STRICT""",
    ),
    (
        # Tags and ancestors are JSON lists: a mark is one row, so that it is saved, salvaged and undone as one thing.
        "ALTER TABLE mark ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags))",
        "ALTER TABLE mark ADD COLUMN layer TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE mark ADD COLUMN historical INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE mark ADD COLUMN revision TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE mark ADD COLUMN ancestors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(ancestors))",
        # The text of each edition that marks refer to: what they are judged by when the text has changed.
        """CREATE TABLE edition (
            document TEXT NOT NULL,
            edition TEXT NOT NULL,
            blocks BLOB NOT NULL,
            PRIMARY KEY (document, edition)
        ) STRICT""",
        # A collection is one row as well; its items are a JSON list of ["mark", id] and ["text", words].
        """CREATE TABLE collection (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            items TEXT NOT NULL CHECK (json_valid(items)),
            created REAL NOT NULL,
            changed REAL NOT NULL
        ) STRICT""",
        "CREATE TABLE layer (id TEXT PRIMARY KEY, name TEXT NOT NULL, shown INTEGER NOT NULL) STRICT",
        # What the user means by a colour: "quote in report".
        "CREATE TABLE meaning (colour TEXT PRIMARY KEY, text TEXT NOT NULL) STRICT",
    ),
    (
        # One row, JSON: what lay open at the end. Not two tables of names and numbers: `salvage` tells by its columns
        # which table a row on a bare page is of, and no two may look alike.
        "CREATE TABLE desk (what TEXT NOT NULL CHECK (json_valid(what))) STRICT",
    ),
    (
        # A checklist is one row, as a collection is. Its assessments are a JSON list of objects with the names of the
        # fields of `Assessment`; what is empty is left out.
        """CREATE TABLE checklist (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            role TEXT NOT NULL,
            assessments TEXT NOT NULL CHECK (json_valid(assessments)),
            created REAL NOT NULL,
            changed REAL NOT NULL
        ) STRICT""",
        # What the user has read: "document#block", and the edition it had. The time stands between the two: at the end
        # a row would look like one of `layer`, since a time without a fraction is kept as a whole number.
        """CREATE TABLE read_passage (
            passage TEXT PRIMARY KEY,
            seen REAL NOT NULL,
            edition TEXT NOT NULL
        ) STRICT""",
    ),
)
VERSION = len(MIGRATIONS)

MARK_COLUMNS = (
    "id", "kind", "document", "edition", "start_block", "start_offset", "end_block", "end_offset",
    "quote", "before", "after", "colour", "text", "created", "changed",
    "tags", "layer", "historical", "revision", "ancestors",
)  # fmt: skip
