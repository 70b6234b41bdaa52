"""What SQLite drops without a word, and what a recovery must bring through: logs, cut pages, odd texts, migrations."""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.marks import Mark
from reader.core.notes import migration, schema
from reader.core.notes.connection import connect
from tests.builders import made, mark, notebook, old_notebook, write_as_before
from tests.torture import child

MARKS = tuple(mark(f"m{number:02}", text=f"Thought {number}. " * 60, created=float(number)) for number in range(20))
ODD = (
    mark("nul", text="before\0after", quote="a\0b"),
    mark("control", text="".join(map(chr, range(32))) + "\x7f\x85\u2028\ufeff"),
    mark("long", text="A thought of a megabyte. " * 42_000),
    mark("scripts", text="Überprüfen قانون العمل 劳动法 закон 😀 ไทย"),
)


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A notebook that a killed program left, every mark in a transaction of its own, and all in the log."""

    def work(folder: Path, chance: object, say: object) -> None:
        book = notebook(folder)
        for each in MARKS:
            book.apply(made(each))
        os._exit(0)

    if os.name != "posix":
        pytest.skip("fork is POSIX")
    folder = tmp_path / "left"
    folder.mkdir()
    child.run(work, folder, "", None)
    return folder


def opened(folder: Path) -> tuple[tuple[Mark, ...], str | None, dict[str, object]]:
    book = notebook(folder)
    marks = book.marks()
    book.close()
    return marks, book.notice.code if book.notice else None, book.notice.facts if book.notice else {}


def test_a_whole_log_is_no_damage(left: Path) -> None:
    assert opened(left)[:2] == (MARKS, None)


@pytest.mark.parametrize("place", [3, 9, 18, 26, 32 + 2, 32 + 10, 32 + 18, 32 + 24 + 2000, 30_000, 80_000])
@pytest.mark.parametrize("index", [True, False])
def test_a_flipped_bit_in_the_log_loses_no_confirmed_mark(left: Path, place: int, index: bool) -> None:
    log = left / "notebook.db-wal"
    data = bytearray(log.read_bytes())
    data[place] ^= 4
    log.write_bytes(data)
    if not index:
        (left / "notebook.db-shm").unlink()
    marks, notice, facts = opened(left)
    assert len(marks) == len(MARKS)
    assert notice == "notes_recovered"
    assert (left / f"{facts['aside']}-wal").read_bytes() == data
    assert opened(left)[:2] == (marks, None)


def test_a_log_that_was_cut_off_is_told_by_its_index(left: Path) -> None:
    log = left / "notebook.db-wal"
    data = log.read_bytes()
    log.write_bytes(data[: len(data) // 2])
    marks, notice, facts = opened(left)
    assert marks == MARKS[: len(marks)]
    assert 0 < len(marks) < len(MARKS)
    assert (notice, facts["saved"]) == ("notes_cut_off", len(marks))


def test_an_unfinished_transaction_at_the_end_of_the_log_is_no_damage(left: Path) -> None:
    log = left / "notebook.db-wal"
    data = log.read_bytes()
    step = 24 + 4096
    last = data[-step:]
    log.write_bytes(data + last[:4] + b"\0" * 4 + last[8:16] + b"\x01" * 8 + last[24:-9])
    assert opened(left)[:2] == (MARKS, None)


def test_a_log_that_was_just_begun_anew_is_no_damage(left: Path) -> None:
    """SQLite begins a log anew when all of it is in the notebook: a new header first, then frames over the old ones. A
    kill between the two leaves old frames behind a header that is not theirs."""
    path = left / "notebook.db"
    with closing(connect(path)) as db:
        old = (left / "notebook.db-wal").read_bytes()
        db.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
        db.execute("UPDATE tally SET changes = changes + 1, worded = worded + 1")
        new = (left / "notebook.db-wal").read_bytes()
        assert old[16:24] != new[16:24]
        shutil.copyfile(path, left / "copy.db")
    path.unlink()
    for ending in ("-wal", "-shm"):
        (left / f"notebook.db{ending}").unlink(missing_ok=True)
    (left / "copy.db").rename(path)
    (left / "notebook.db-wal").write_bytes(new[:32] + old[32:])
    assert opened(left)[:2] == (MARKS, None)


def test_a_log_without_its_notebook_is_read(left: Path) -> None:
    (left / "notebook.db").unlink()
    assert opened(left)[:2] == (MARKS, "notes_recovered")


def test_a_page_that_is_cut_off_is_damage(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*MARKS))
    book.close()
    path = tmp_path / "notebook.db"
    data = path.read_bytes()
    path.write_bytes(data[:-3000])  # SQLite fills the page with zeros, and finds nothing wrong
    marks, notice, facts = opened(tmp_path)
    assert notice == "notes_recovered"
    assert set(marks) <= set(MARKS)
    assert facts["missing"] == len(MARKS) - len(marks)


def test_marks_are_read_without_the_tree_that_leads_to_them(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*MARKS, *ODD))
    book.close()
    with closing(connect(tmp_path / "notebook.db")) as db:
        root = db.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'mark'").fetchone()[0]
    data = bytearray((tmp_path / "notebook.db").read_bytes())
    data[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    (tmp_path / "notebook.db").write_bytes(data)
    marks, notice, facts = opened(tmp_path)
    assert (notice, facts["missing"]) == ("notes_recovered", 0)
    assert sorted(marks, key=lambda each: each.id) == sorted((*MARKS, *ODD), key=lambda each: each.id)


def test_marks_that_are_named_but_cannot_be_read_are_counted(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*MARKS))
    book.close()
    path = tmp_path / "notebook.db"
    data = path.read_bytes()
    page = data.index(b"m07notesample") // 4096
    path.write_bytes(data[: page * 4096] + b"\0" * 4096 + data[(page + 1) * 4096 :])
    marks, notice, facts = opened(tmp_path)
    assert notice == "notes_recovered"
    assert (facts["saved"], facts["missing"]) == (len(marks), len(MARKS) - len(marks))
    assert len(marks) < len(MARKS)


def test_odd_texts_come_back_as_they_were_also_from_a_backup_and_a_recovery(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*ODD))
    assert {each.id for each in book.search("megabyte")} == {"long"}
    assert {each.id for each in book.search("after")} >= {"nul"}
    book.backup()
    book.close()
    assert set(opened(tmp_path)[0]) == set(ODD)
    shutil.copytree(tmp_path, tmp_path / "copy")
    (tmp_path / "copy" / "notebook.db").write_bytes(b"\xff" * 9000)
    assert set(opened(tmp_path / "copy")[0]) == set(ODD)  # from the backup
    shutil.rmtree(tmp_path / "backups")
    path = tmp_path / "notebook.db"
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])
    marks, notice, facts = opened(tmp_path)  # from the pages
    assert (set(marks), notice, facts["missing"]) == (set(ODD), "notes_recovered", 0)


def test_a_notebook_that_is_gone_comes_back_from_its_backup(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*MARKS))
    book.backup()
    book.close()
    (tmp_path / "notebook.db").unlink()
    assert opened(tmp_path) == (MARKS, "notes_missing", {"path": str(tmp_path / "notebook.db"), "saved": len(MARKS)})
    assert opened(tmp_path)[:2] == (MARKS, None)


def test_a_database_of_somebody_else_is_set_aside_and_not_written_into(tmp_path: Path) -> None:
    with closing(sqlite.connect(str(tmp_path / "notebook.db"), isolation_level=None)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    before = (tmp_path / "notebook.db").read_bytes()
    assert opened(tmp_path)[:2] == ((), "notes_recovered")
    assert [file.read_bytes() for file in tmp_path.glob("notebook.damaged-*.db")] == [before]


def test_several_migrations_run_after_one_copy_and_go_on_where_they_were_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three versions further, with the last step failing at first: the steps before it stay done, nothing is lost."""
    old_notebook(tmp_path, *MARKS[:3])
    steps = (*schema.MIGRATIONS, ("CREATE TABLE one (x INTEGER) STRICT",), ("CREATE TABLE two (x) STRICT",))
    monkeypatch.setattr(migration, "MIGRATIONS", steps)
    with closing(connect(tmp_path / "notebook.db")) as db:
        with pytest.raises(sqlite.DatabaseError):  # a STRICT table needs types
            migration.migrate(db, 1)
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(steps) - 1
        monkeypatch.setattr(migration, "MIGRATIONS", (*steps[:-1], ("CREATE TABLE two (x INTEGER) STRICT",)))
        migration.migrate(db, len(steps) - 1)
        assert db.execute("PRAGMA user_version").fetchone()[0] == len(steps)
        assert db.execute("SELECT count(*) FROM mark, one").fetchone()[0] == 0
        assert db.execute("SELECT count(*) FROM mark").fetchone()[0] == 3


def test_edits_of_an_old_notebook_since_its_backup_are_saved(tmp_path: Path) -> None:
    path = old_notebook(tmp_path, *MARKS[:3])
    (tmp_path / "backups").mkdir()
    shutil.copyfile(path, tmp_path / "backups" / "notebook-20260101-000000-3.db")
    edited = mark("m01", text="edited", changed=MARKS[1].changed + 60, created=1.0)
    with closing(connect(path)) as db:
        write_as_before(db, edited)
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])
    assert opened(tmp_path)[:2] == ((MARKS[0], edited, MARKS[2]), "notes_recovered")
