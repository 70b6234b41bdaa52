"""Rotating copies of the notebook."""

from pathlib import Path

import pytest

from reader.core.errors import Broken
from reader.core.notes import backups
from reader.core.types import Point
from tests.builders import made, mark, notebook


def copies(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").glob("*")) if (folder / "backups").exists() else []


def test_a_notebook_without_marks_is_not_copied(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.keep_place("sample", Point("p1", 0))
    book.backup()
    assert copies(tmp_path) == []
    book.close()


def test_a_copy_holds_the_marks_in_one_file(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.backup()
    book.close()
    [name] = copies(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "backups" / name).rename(tmp_path / "elsewhere" / "notebook.db")
    copy = notebook(tmp_path / "elsewhere")
    assert copy.marks() == (mark("a"),)
    copy.close()


def test_without_a_change_no_further_copy_is_made(tmp_path: Path) -> None:
    for _ in range(3):
        book = notebook(tmp_path)
        if not book.marks():
            book.apply(made(mark("a")))
        book.backup()
        book.backup()
        book.close()
    assert len(copies(tmp_path)) == 1


def test_ten_copies_are_kept_and_they_are_the_newest(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    for number in range(13):
        book.apply(made(mark(f"m{number}")))
        book.backup()
    book.close()
    found = backups.newest_first(tmp_path / "backups")
    assert [path.stem.split("-")[-1] for path in found] == [str(tally) for tally in range(13, 3, -1)]
    assert len(copies(tmp_path)) == backups.KEEP == 10


def test_the_newest_is_told_by_the_changes_when_the_clock_was_wrong(tmp_path: Path) -> None:
    for name in ("notebook-20260101-000000-9.db", "notebook-19700101-000000-12.db", "notebook-20251231-235959-10.db"):
        (tmp_path / name).touch()
    assert [path.stem.split("-")[-1] for path in backups.newest_first(tmp_path)] == ["12", "10", "9"]


def test_files_of_other_names_are_neither_counted_nor_removed(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    for name in ("notebook-before-the-trip.db", "notebook-20260101-000000-9 (copy).db", "notes.txt"):
        (tmp_path / "backups" / name).write_bytes(b"mine")
    book = notebook(tmp_path)
    for number in range(12):
        book.apply(made(mark(f"m{number}")))
        book.backup()
    book.close()
    assert len(copies(tmp_path)) == 13
    assert (tmp_path / "backups" / "notes.txt").read_bytes() == b"mine"


def test_the_newest_copy_that_is_whole_is_chosen(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    for number in range(3):
        book.apply(made(mark(f"m{number}")))
        book.backup()
    book.close()
    newest, second, _ = backups.newest_first(tmp_path / "backups")
    newest.write_bytes(b"\xff" * newest.stat().st_size)
    assert backups.newest_good(tmp_path / "backups") == second


def test_without_copies_there_is_no_good_one(tmp_path: Path) -> None:
    assert backups.newest_good(tmp_path / "none") is None
    assert backups.newest_first(tmp_path / "none") == []


def test_a_folder_that_cannot_be_made_is_reported_and_the_notebook_goes_on(tmp_path: Path) -> None:
    (tmp_path / "backups").write_bytes(b"a file in the way")
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    with pytest.raises(Broken, match="write_failed"):
        book.backup()
    book.apply(made(mark("b")))
    assert len(book.marks()) == 2
    book.close()


def test_a_copy_leaves_no_scraps(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.backup()
    book.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "notebook.db", "notebook.lock"]
    assert len(copies(tmp_path)) == 1


def test_many_starts_in_an_hour_do_not_push_out_the_days_before(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    folder = tmp_path / "backups"
    folder.mkdir()
    for day in range(1, 9):
        (folder / f"notebook-202601{day:02}-120000-{day - 20}.db").touch()
    for number in range(12):
        book.apply(made(mark(f"m{number}")))
        book.backup()
    book.close()
    found = backups.newest_first(folder)
    days = [path.name[9:17] for path in found]
    assert len(found) == backups.KEEP
    assert [backups.tally_of(path) for path in found[:3]] == [12, 11, 10]
    assert days[3:] == [f"202601{day:02}" for day in range(8, 1, -1)]


def test_a_damaged_newest_copy_is_made_again(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.backup()
    [first] = backups.newest_first(tmp_path / "backups")
    first.write_bytes(first.read_bytes()[:-1])
    book.backup()
    assert backups.newest_good(tmp_path / "backups") is not None
    book.close()


def test_the_first_copy_of_a_migrated_notebook_is_made_although_its_tally_is_like_the_old_number(
    tmp_path: Path,
) -> None:
    book = notebook(tmp_path)
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "notebook-20260101-000000--1.db").touch()
    book.apply(made(mark("a")))
    book.backup()
    book.close()
    assert [backups.tally_of(path) for path in backups.newest_first(tmp_path / "backups")] == [1, -1]


def test_the_daily_copy_is_made_once_a_day_and_only_for_changes(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    assert not book.backup_if_due()
    book.apply(made(mark("a")))
    assert book.backup_if_due()
    book.apply(made(mark("b")))
    assert not book.backup_if_due()
    folder = tmp_path / "backups"
    [today] = backups.newest_first(folder)
    assert backups.is_due(folder, 2, now=backups.time_of(today) + 86_400)
    assert backups.is_due(folder, 2, now=backups.time_of(today) - 86_400 * 400)  # the clock was set back
    assert not backups.is_due(folder, 1, now=backups.time_of(today) + 86_400)
    book.close()


def test_what_a_killed_copy_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "notebook-20260101-000000-9.part").write_bytes(b"half")
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.backup()
    book.close()
    assert len(copies(tmp_path)) == 1
