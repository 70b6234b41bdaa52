"""Damage: a damaged notebook is set aside as it is, and no mark that can be read anywhere is lost."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.marks import Change, Collection, Edition, Item, Layer, Mark
from tests.builders import PROJECT, made, mark, notebook

SAVED = tuple(
    mark(f"saved{n:02}", text="A thought worth keeping. " * 20, created=float(n), revision=f"r{n}") for n in range(40)
)
LATER = mark("later", text="After the backup", created=1000.0)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a notebook of 41 marks and a backup of 40 of them."""
    folder = tmp_path_factory.mktemp("whole")
    book = notebook(folder)
    book.apply(made(*SAVED))
    book.backup()
    book.apply(made(LATER))
    book.close()
    return folder


def copied(whole: Path, folder: Path) -> Path:
    """A copy of the whole notebook and its backup; returns the path of the notebook."""
    (folder / "backups").mkdir(parents=True)
    for file in [*whole.glob("*.db"), *whole.glob("backups/*.db")]:
        (folder / file.relative_to(whole)).write_bytes(file.read_bytes())
    return folder / "notebook.db"


def opened(folder: Path) -> tuple[dict[str, Mark], str | None]:
    """The marks by id, and the code of what was said at opening."""
    book = notebook(folder)
    marks = {each.id: each for each in book.marks()}
    notice = book.notice.code if book.notice else None
    book.close()
    return marks, notice


def aside(folder: Path) -> list[bytes]:
    return [file.read_bytes() for file in folder.glob("notebook.damaged-*.db")]


def flips(data: bytes, chance: random.Random) -> bytes:
    """A few hundred flipped bits, the first of them in the page that holds the schema."""
    damaged = bytearray(data)
    for place in [chance.randrange(100, 4096), *(chance.randrange(len(data)) for _ in range(300))]:
        damaged[place] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def zeros(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) - 4096)
    return data[:start] + b"\0" * 4096 + data[start + 4096 :]


def garbage(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data) - 5000)
    return data[:start] + chance.randbytes(5000) + data[start + 5000 :]


def unknown_format(data: bytes, chance: random.Random) -> bytes:
    return data[:44] + chance.randbytes(4) + data[48:]


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def headless(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(100) + data[100:]


def replaced(data: bytes, chance: random.Random) -> bytes:
    return chance.randbytes(len(data))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("damage", [flips, zeros, garbage, truncated, headless, unknown_format, replaced])
def test_any_damage_keeps_what_was_in_the_newest_backup(
    whole: Path, tmp_path: Path, damage: Callable[[bytes, random.Random], bytes], seed: int
) -> None:
    path = copied(whole, tmp_path)
    damaged = damage(path.read_bytes(), random.Random(f"{damage.__name__}{seed}"))
    path.write_bytes(damaged)
    marks, notice = opened(tmp_path)
    if notice is None:  # SQLite has no checksums: damage inside a text or in a free page is not damage to it
        assert len(marks) == 41
        return
    assert notice == "notes_recovered"
    assert {each.id: each for each in SAVED}.items() <= marks.items()
    assert aside(tmp_path) == [damaged]
    assert opened(tmp_path) == (marks, None)


@pytest.mark.parametrize("place", range(0, 100, 3))
def test_a_damaged_header_loses_no_mark(whole: Path, tmp_path: Path, place: int) -> None:
    path = copied(whole, tmp_path)
    data = bytearray(path.read_bytes())
    data[place] ^= 0xFF
    path.write_bytes(data)
    marks, _ = opened(tmp_path)
    assert {each.id: each for each in SAVED}.items() <= marks.items()


def test_marks_made_since_the_backup_are_saved_from_the_damaged_file(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 3 + 40] = b"\xff" * 40
    path.write_bytes(data)
    marks, notice = opened(tmp_path)
    assert notice == "notes_recovered"
    assert marks["later"] == LATER


def test_without_a_backup_what_can_be_read_is_saved(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    for backup in (tmp_path / "backups").iterdir():
        backup.unlink()
    path.write_bytes(path.read_bytes()[:-4096])
    marks, notice = opened(tmp_path)
    assert notice == "notes_recovered"
    assert len(marks) >= 30
    assert {name: each for name, each in marks.items() if name != "later"}.items() <= {m.id: m for m in SAVED}.items()


def test_without_a_backup_and_with_nothing_left_the_damaged_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "notebook.db").write_bytes(b"not a database, but perhaps someone can read it" * 100)
    marks, notice = opened(tmp_path)
    assert (marks, notice) == ({}, "notes_recovered")
    assert aside(tmp_path) == [b"not a database, but perhaps someone can read it" * 100]


def test_the_notice_counts_what_was_saved_and_names_the_damaged_file(whole: Path, tmp_path: Path) -> None:
    copied(whole, tmp_path).write_bytes(b"\xff" * 9000)
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.facts["saved"] == 40
    assert (tmp_path / str(book.notice.facts["aside"])).read_bytes() == b"\xff" * 9000
    book.close()


def test_an_emptied_notebook_is_restored_from_its_backup(whole: Path, tmp_path: Path) -> None:
    copied(whole, tmp_path).write_bytes(b"")
    marks, notice = opened(tmp_path)
    assert (marks, notice) == ({each.id: each for each in SAVED}, "notes_recovered")


def test_the_log_beside_an_emptied_notebook_is_kept(tmp_path: Path) -> None:
    (tmp_path / "notebook.db").write_bytes(b"")
    (tmp_path / "notebook.db-wal").write_bytes(b"a log with marks in it")
    _, notice = opened(tmp_path)
    assert notice == "notes_recovered"
    assert [file.read_bytes() for file in tmp_path.glob("*damaged*-wal")] == [b"a log with marks in it"]


def test_a_missing_table_is_damage(whole: Path, tmp_path: Path) -> None:
    db = sqlite.connect(str(copied(whole, tmp_path)), isolation_level=None)
    db.execute("DROP TABLE mark")
    db.close()
    marks, notice = opened(tmp_path)
    assert (len(marks), notice) == (41, "notes_recovered")  # its pages are still there


def test_damaged_backups_are_passed_over(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    (tmp_path / "backups" / "notebook-20991231-235959-99.db").write_bytes(b"\xff" * 5000)
    path.write_bytes(b"")
    assert opened(tmp_path)[0].keys() == {each.id for each in SAVED}


def test_a_recovered_notebook_is_backed_up_under_a_higher_number(whole: Path, tmp_path: Path) -> None:
    copied(whole, tmp_path).write_bytes(b"")
    book = notebook(tmp_path)
    book.backup()
    book.close()
    assert sorted(path.stem.split("-")[-1] for path in (tmp_path / "backups").iterdir()) == ["1", "2"]


def test_recovery_leaves_no_scraps(whole: Path, tmp_path: Path) -> None:
    copied(whole, tmp_path).write_bytes(b"\xff" * 9000)
    opened(tmp_path)
    names = sorted(path.name.split("-")[0] for path in tmp_path.iterdir())
    assert names == ["backups", "notebook.damaged", "notebook.db", "notebook.lock"]


def test_a_second_accident_is_recovered_like_the_first(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    for _ in range(3):
        path.write_bytes(b"\xff" * 9000)
        marks, notice = opened(tmp_path)
        assert (len(marks), notice) == (40, "notes_recovered")
    assert len(aside(tmp_path)) == 3


def test_a_text_that_is_no_utf_8_any_more_is_damage(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"After the backup", b"After \xffhe backup"))
    assert opened(tmp_path) == ({each.id: each for each in SAVED}, "notes_recovered")


def test_a_mark_that_is_no_text_any_more_does_not_hide_the_others(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*SAVED))
    book.close()
    data = (tmp_path / "notebook.db").read_bytes()
    assert data.count(b"saved07notesample") == 1
    data = data.replace(b"saved07notesample", b"saved07note\xff\xfe\xfd\xfc\xfb\xfa")
    (tmp_path / "notebook.db").write_bytes(data[:-4096] + b"\xff" * 4096)
    marks, notice = opened(tmp_path)
    assert notice == "notes_recovered"
    assert {"saved06", "saved08"} <= marks.keys()
    assert "saved07" not in marks


def test_a_number_beyond_all_bounds_does_not_hide_the_other_marks(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*SAVED[:3]))
    book.close()
    for statements in (
        ["PRAGMA writable_schema = ON", "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')')"],
        ["UPDATE mark SET start_offset = 9e999 WHERE id = 'saved01'", "DROP TABLE tally"],
    ):
        db = sqlite.connect(str(tmp_path / "notebook.db"), isolation_level=None)
        for statement in statements:
            db.execute(statement)
        db.close()
    marks, notice = opened(tmp_path)
    assert (sorted(marks), notice) == (["saved00", "saved02"], "notes_recovered")


LIMITED = """
import resource, signal, sys
from pathlib import Path
from reader.core.errors import Broken
from tests.builders import notebook
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    notebook(Path(sys.argv[1]))
except Broken as trouble:
    print(trouble.code)
"""


@pytest.mark.skipif(os.name != "posix", reason="limits of the file size exist on POSIX systems only")
def test_when_recovery_fails_the_next_start_finds_what_this_one_found(whole: Path, tmp_path: Path) -> None:
    path = copied(whole, tmp_path)
    path.write_bytes(b"\xff" * 9000)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert (done.stdout, done.stderr) == ("notes_unusable\n", "")
    assert path.read_bytes() == b"\xff" * 9000
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["backups", "notebook.db", "notebook.lock"]
    assert len(opened(tmp_path)[0]) == 40


def test_what_stands_beside_the_marks_is_recovered_with_them(tmp_path: Path) -> None:
    marks = [replace(mark(f"m{n}"), tags=("a, b", "😀"), layer="them", revision=f"r{n}") for n in range(30)]
    collection = Collection("c", "Briefing", (Item(mark="m1"), Item(text="Own words")), 1.0, 2.0)
    change = Change(made(*marks).pairs, ((None, collection),), ((None, Layer("them", "Amina", False)),))
    edition = Edition("sample", "e1", (("p1", "First words."),))
    book = notebook(tmp_path)
    book.apply(change, [edition])
    book.set_meanings({"pink": "ask"})
    book.close()
    path = tmp_path / "notebook.db"
    data = path.read_bytes()
    path.write_bytes(bytes(16) + data[16:100] + data[100:])  # no program takes it for a database any more
    book = notebook(tmp_path)
    assert book.notice is not None
    assert set(book.marks()) == set(marks)
    assert (book.collections(), book.layers()) == ((collection,), (Layer("them", "Amina", False),))
    assert (book.meanings(), book.editions()) == ({"pink": "ask"}, {("sample", "e1"): edition})
    book.close()


def test_a_mark_with_damaged_tags_is_recovered_without_them(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(replace(mark("m"), tags=("unmistakable",)), mark("n")))
    book.close()
    path = tmp_path / "notebook.db"
    path.write_bytes(path.read_bytes().replace(b'["unmistakable"]', b'["unmistakable"}'))
    book = notebook(tmp_path)
    assert {each.id: (each.text, each.tags) for each in book.marks()} == {
        "m": ("A thought", ()),
        "n": ("A thought", ()),
    }
    book.close()
