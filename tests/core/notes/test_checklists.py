"""Checklists and what was read: on the disk when it is said, there again after damage, and never like another table."""

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Refused
from reader.core.marks import Change, Checklist, Collection, Comparison, Desk, Item, Layer
from reader.core.notes import backups, restoring
from reader.core.notes.salvage import shape
from reader.core.notes.schema import MIGRATIONS, VERSION
from reader.core.notes.store import Notebook
from tests.builders import assessment, checklist, made, made_lists, mark, notebook, old_notebook

LONG = checklist("long", *(assessment(f"r{n}", evidence=f"Evidence {n} {{not JSON}} " * 9) for n in range(60)))


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Notebook]:
    opened = notebook(tmp_path)
    yield opened
    opened.close()


def execute(folder: Path, *statements: str) -> None:
    """What another program does to the closed notebook."""
    with closing(sqlite.connect(str(folder / "notebook.db"), isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def closed(folder: Path, *steps: Change | None) -> Path:
    """A notebook with these changes, closed without a backup; None is a backup. Returns its path."""
    book = notebook(folder)
    for step in steps:
        book.apply(step) if step else book.backup()
    book.close()
    return folder / "notebook.db"


def opened(folder: Path) -> tuple[dict[str, Checklist], str]:
    """The checklists of the notebook in `folder`, and what the user is told."""
    book = notebook(folder)
    found = {each.id: each for each in book.checklists()}, book.notice.code if book.notice else ""
    book.close()
    return found


def test_a_checklist_is_made_changed_and_deleted(book: Notebook) -> None:
    one = checklist("a", assessment("r1", state=None, evidence="نص 😀 \0"), assessment("r2", date="", changed=0.1))
    changed = checklist("a", *one.assessments[:1], name="Other", role="", changed=one.changed + 1)
    book.apply(made_lists(one, checklist("b", created=0.0)))
    assert book.checklists() == (checklist("b", created=0.0), one)
    book.apply(Change(checklists=((one, changed), (checklist("b", created=0.0), None))))
    assert book.checklists() == (changed,)


def test_marks_and_checklists_are_changed_together_or_not_at_all(book: Notebook) -> None:
    with pytest.raises(UnicodeEncodeError):
        book.apply(Change(made(mark("a")).pairs, checklists=((None, checklist(name="half \ud83d")),)))
    assert (book.marks(), book.checklists()) == ((), ())


def test_what_was_read_is_remembered_with_its_edition_until_it_is_taken_back(tmp_path: Path, book: Notebook) -> None:
    book.set_read("sample#p1", "e1", True)
    book.set_read("sample#p2", "e1", True)
    book.set_read("sample#p1", "e2", True)
    book.set_read("sample#p2", "e1", False)
    again = notebook(tmp_path)
    assert again.read_passages() == {"sample#p1": "e2"}
    again.close()
    book.backup()
    assert len(backups.newest_first(tmp_path / "backups")) == 1  # it is worth one


def test_the_desk_has_a_role_and_a_checklist_and_an_older_one_has_none(tmp_path: Path, book: Notebook) -> None:
    book.keep_desk(Desk(("a",), None, "judge", "c1"))
    assert book.desk() == Desk(("a",), None, "judge", "c1")
    execute(tmp_path, """UPDATE desk SET what = '{"tabs": ["a"], "side": null}'""")
    assert book.desk() == Desk(("a",))


@pytest.mark.parametrize("version", [1, 3, 4])
def test_an_older_notebook_that_can_only_be_read_gives_what_it_has(tmp_path: Path, version: int) -> None:
    path = old_notebook(tmp_path, mark("m"))
    execute(tmp_path, *(step for steps in MIGRATIONS[1:version] for step in steps))
    if version >= 3:
        execute(tmp_path, "INSERT INTO layer VALUES ('them', 'Amina', 0)")
    execute(tmp_path, f"PRAGMA user_version = {version}")
    with closing(sqlite.connect(f"{path.as_uri()}?mode=ro", uri=True)) as db:
        old = Notebook(db, path, tmp_path, True, None)
        assert (old.checklists(), old.read_passages(), old.desk()) == ((), {}, Desk())
        assert old.layers() == ((Layer("them", "Amina", False),) if version >= 3 else ())
        with pytest.raises(Refused, match="notes_read_only"):
            old.set_read("sample#p1", "e1", True)


def test_an_older_notebook_becomes_one_with_checklists(tmp_path: Path) -> None:
    old_notebook(tmp_path, mark("m"))
    closed(tmp_path, made_lists(checklist()))
    assert opened(tmp_path) == ({"c1": checklist()}, "")
    assert len(backups.newest_first(tmp_path / "backups")) == 1  # of before the step


def test_what_is_not_understood_in_a_list_costs_no_more_than_itself_and_stays(tmp_path: Path, book: Notebook) -> None:
    strange = {"recommendatioo": "r9", "evidence": "Kept"}
    packed = [
        {"recommendation": "r1", "state": "dooe", "evidence": "Seen", "date": "soon", "changed": "x"},
        strange, 5, None, ["r8"], {"recommendation": 7}, {"recommendation": "r2", "state": ["done"], "words": 3},
    ]  # fmt: skip
    book.apply(made_lists(checklist()))
    execute(tmp_path, f"UPDATE checklist SET assessments = '{json.dumps(packed)}'")
    empty = {"state": None, "evidence": "", "date": "", "words": "", "reference": "", "changed": 0.0, "addressee": ""}
    [found] = book.checklists()
    assert found.assessments == (assessment("r1", **empty | {"evidence": "Seen"}), assessment("r2", **empty))
    for _ in range(2):
        book.apply(Change(checklists=((found, checklist()),)))
    assert book.checklists() == (checklist(),)
    with closing(sqlite.connect(str(tmp_path / "notebook.db"))) as db:
        [(kept,)] = db.execute("SELECT assessments FROM checklist").fetchall()
    assert json.loads(kept)[1:] == [strange, {"recommendation": 7}]


@pytest.mark.parametrize("packed", ["{}", "5", '"text"', "null", '{"recommendation": "r1"}'])
def test_a_list_that_is_none_is_empty_and_can_be_written(tmp_path: Path, book: Notebook, packed: str) -> None:
    book.apply(made_lists(checklist()))
    execute(tmp_path, f"UPDATE checklist SET assessments = '{packed}'")
    [found] = book.checklists()
    assert found.assessments == ()
    book.apply(Change(checklists=((found, checklist()),)))
    assert book.checklists() == (checklist(),)


def test_no_two_tables_have_rows_that_look_alike(tmp_path: Path) -> None:
    closed(tmp_path, made(mark()))
    # A time without a fraction is kept as a whole number; what may be empty may be empty in both.
    kinds: dict[str, set[str]] = {"REAL": {"REAL", "INTEGER"}}
    with closing(sqlite.connect(str(tmp_path / "notebook.db"))) as db:
        shapes = shape(db)
    assert {"checklist", "read_passage", "layer", "search"} <= shapes.keys()
    for (one, first), (two, second) in combinations(shapes.items(), 2):
        alike = len(first.columns) == len(second.columns) and all(
            (a[2] and b[2]) or kinds.get(a[1], {a[1]}) & kinds.get(b[1], {b[1]})
            for a, b in zip(first.columns, second.columns, strict=True)
        )
        assert not alike, (one, two)


def test_all_tables_come_back_from_bare_pages(tmp_path: Path) -> None:
    briefing = Collection("b", "Briefing", (Item(mark="m"),), 1.0, 2.0)
    layer = Layer("them", "Amina", False)
    short = checklist(created=1.0, changed=2.0)
    book = notebook(tmp_path)
    book.apply(Change(made(mark("m")).pairs, ((None, briefing),), ((None, layer),), made_lists(LONG, short).checklists))
    book.set_read("sample#p1", "e1", True)
    book.close()
    execute(tmp_path, "UPDATE read_passage SET seen = 1.0")
    path = tmp_path / "notebook.db"
    path.write_bytes(bytes(4096) + path.read_bytes()[4096:])  # the tree that leads to the tables
    book = notebook(tmp_path)
    assert book.notice is not None
    assert {each.id: each for each in book.checklists()} == {"long": LONG, "c1": short}
    assert (book.read_passages(), book.layers()) == ({"sample#p1": "e1"}, (layer,))
    assert (book.marks(), book.collections()) == ((mark("m"),), (briefing,))
    book.close()


@pytest.mark.parametrize("letter", [b"\x02", b"\xff", b'"'])
def test_a_damaged_list_keeps_the_assessments_that_are_whole(tmp_path: Path, letter: bytes) -> None:
    path = closed(tmp_path, made_lists(LONG))
    path.write_bytes(path.read_bytes().replace(b'"Evidence 0 ', b'"Eviden' + letter + b"e 0 ", 1))
    found, told = opened(tmp_path)
    assert told == "notes_recovered"
    kept = {each.recommendation: each for each in found["long"].assessments}
    assert len(kept) >= 59
    assert all(kept[f"r{n}"] == LONG.assessments[n] for n in range(1, 60))


def test_of_a_damaged_list_the_backup_has_the_rest(tmp_path: Path) -> None:
    later = checklist("long", *LONG.assessments[:-1], assessment("r59", state="done"), changed=LONG.changed + 1)
    path = closed(tmp_path, made_lists(LONG), None, Change(checklists=((LONG, later),)))
    path.write_bytes(path.read_bytes().replace(b'"Evidence 0 ', b'"Evi\x02ence 0 ', 1))
    assert opened(tmp_path) == ({"long": later}, "notes_recovered")


def test_a_flipped_bit_in_a_text_is_mended_from_the_backup(tmp_path: Path) -> None:
    path = closed(tmp_path, made_lists(checklist()), None)
    data = path.read_bytes().replace(b"Seen *there*", b"Seen *thera*")  # a whole notebook all the same
    path.write_bytes(data + b"cut off")
    assert opened(tmp_path) == ({"c1": checklist()}, "notes_recovered")


def test_a_flipped_bit_in_the_log_is_mended_from_the_backup(tmp_path: Path) -> None:
    left = tmp_path / "left"
    left.mkdir()
    book = notebook(tmp_path)
    book.apply(made_lists(checklist()))
    book.backup()
    for name in ("notebook.db", "notebook.db-wal", "notebook.db-shm"):  # as a program leaves them that is killed
        shutil.copyfile(tmp_path / name, left / name)
    shutil.copytree(tmp_path / "backups", left / "backups")
    book.close()
    log = left / "notebook.db-wal"
    assert b"Seen *there*" in log.read_bytes()
    log.write_bytes(log.read_bytes().replace(b"Seen *there*", b"Seen *thera*"))
    assert opened(left) == ({"c1": checklist()}, "notes_recovered")


def test_a_restore_brings_checklists_back_and_a_preview_tells_of_them(tmp_path: Path) -> None:
    path = closed(tmp_path, made_lists(checklist("a"), checklist("b"), checklist("same")), None)
    [backup] = restoring.listing(tmp_path / "backups")
    changed = checklist("b", assessment(state="done"))
    changes: tuple[Any, ...] = ((checklist("a"), None), (checklist("b"), changed), (None, checklist("c")))
    closed(tmp_path, Change(checklists=changes))
    assert restoring.compare(path, tmp_path / "backups", backup.name) == Comparison(0, None, 0, 0, 0, 3)
    restoring.restore(path, tmp_path / "backups", backup.name)
    assert opened(tmp_path)[0].keys() == {"a", "b", "same"}
    assert restoring.compare(path, tmp_path / "backups", backup.name).checklists == 0


def test_a_backup_of_before_there_were_checklists_has_none(tmp_path: Path) -> None:
    old_notebook(tmp_path, mark("m"))
    path = closed(tmp_path, made_lists(checklist()))
    [backup] = restoring.listing(tmp_path / "backups")
    assert restoring.compare(path, tmp_path / "backups", backup.name).checklists == 1
    restoring.restore(path, tmp_path / "backups", backup.name)
    assert opened(tmp_path) == ({}, "")
    assert VERSION == 5
