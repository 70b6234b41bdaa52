"""Going back to a backup: atomic, and what was there before is kept."""

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused
from reader.core.marks import Change, Comparison, Mark
from reader.core.notes import backups, connection, restoring
from reader.core.notes.schema import VERSION
from tests.builders import made, mark, notebook


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two backups, of one mark and of two, and a notebook of three."""
    book = notebook(tmp_path)
    for name in ("a", "b", "c"):
        book.apply(made(mark(name)))
        if name != "c":
            book.backup()
    book.close()
    return tmp_path


def names(folder: Path) -> list[str]:
    return [each.name for each in restoring.listing(folder / "backups")]


def restored(folder: Path, name: str) -> tuple[Mark, ...]:
    restoring.restore(folder / "notebook.db", folder / "backups", name)
    return held(folder)


def held(folder: Path) -> tuple[Mark, ...]:
    book = notebook(folder)
    marks = book.marks()
    assert book.notice is None
    book.close()
    return marks


def test_backups_are_listed_newest_first_with_what_they_hold(folder: Path) -> None:
    newest = restoring.listing(folder / "backups")[0]
    assert [(each.marks, each.changes, each.good) for each in restoring.listing(folder / "backups")] == [
        (2, 2, True),
        (1, 1, True),
    ]
    assert newest.size == (folder / "backups" / newest.name).stat().st_size
    assert newest.made > 1_600_000_000


def test_a_damaged_backup_is_listed_as_such_and_refused(folder: Path) -> None:
    name = names(folder)[0]
    path = folder / "backups" / name
    path.write_bytes(path.read_bytes().replace(b"A thought", b"A thoughT"))  # a whole database all the same
    listed = restoring.listing(folder / "backups")[0]
    assert (listed.good, listed.marks) == (False, 0)
    with pytest.raises(Broken, match="backup_damaged"):
        restored(folder, name)
    assert len(held(folder)) == 3


def test_an_emptied_backup_without_a_checksum_is_not_good(tmp_path: Path) -> None:
    path = tmp_path / "notebook-20260101-000000-9.db"
    path.touch()
    assert not backups.is_good(path)


def test_a_restore_brings_the_backup_back_and_keeps_the_present_as_one(folder: Path) -> None:
    chosen = names(folder)[1]
    assert restored(folder, chosen) == (mark("a"),)
    present = names(folder)[0]
    assert present not in (chosen,)
    assert restored(folder, present) == (mark("a"), mark("b"), mark("c"))
    assert list(folder.glob("*damaged*")) == []


def test_after_a_restore_the_next_backup_is_the_newest(folder: Path) -> None:
    restored(folder, names(folder)[1])
    book = notebook(folder)
    book.apply(made(mark("new")))
    book.backup()
    book.close()
    newest = restoring.listing(folder / "backups")[0]
    assert (newest.marks, newest.changes) == (2, 5)


def test_words_of_a_restored_notebook_are_found(folder: Path) -> None:
    restored(folder, names(folder)[0])
    book = notebook(folder)
    assert {each.id for each in book.search("thought")} == {"a", "b"}
    book.close()


def test_a_damaged_notebook_is_set_aside_by_a_restore(folder: Path) -> None:
    (folder / "notebook.db").write_bytes(b"\xff" * 9000)
    assert restored(folder, names(folder)[1]) == (mark("a"),)
    assert [file.read_bytes() for file in folder.glob("notebook.damaged-*.db")] == [b"\xff" * 9000]


def test_a_missing_notebook_is_restored(folder: Path) -> None:
    (folder / "notebook.db").unlink()
    assert restored(folder, names(folder)[1]) == (mark("a"),)


def test_while_it_is_open_anywhere_nothing_is_restored(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    book = notebook(folder)
    with pytest.raises(Refused, match="notes_in_use"):
        restored(folder, names(folder)[1])
    book.close()
    assert len(held(folder)) == 3


def test_a_damaged_notebook_is_not_exchanged_while_a_window_has_it_open(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    window = notebook(folder)
    data = bytearray((folder / "notebook.db").read_bytes())
    data[4096 * 2 : 4096 * 2 + 200] = b"\xff" * 200
    with (folder / "notebook.db").open("r+b") as stream:
        stream.write(data)
    with pytest.raises(Refused, match="notes_in_use"):
        notebook(folder)
    assert list(folder.glob("*damaged*")) == []
    window.close()


def test_a_backup_that_is_not_there_is_refused(folder: Path) -> None:
    for name in ("nonsense", "../notebook.db", ""):
        with pytest.raises(Refused, match="backup_unknown"):
            restored(folder, name)


def test_a_backup_of_a_newer_version_is_refused(folder: Path) -> None:
    path = folder / "backups" / "notebook-20260101-000000-99.db"
    path.write_bytes((folder / "notebook.db").read_bytes())
    db = sqlite.connect(str(path), isolation_level=None)
    db.execute("PRAGMA journal_mode = DELETE")
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    with pytest.raises(Refused, match="backup_newer"):
        restored(folder, path.name)


def test_a_preview_says_what_would_change(folder: Path) -> None:
    book = notebook(folder)
    book.apply(Change(((mark("a"), mark("a", text="other")), (mark("b"), None))))
    comparison = restoring.compare(folder / "notebook.db", folder / "backups", names(folder)[0])
    assert comparison == Comparison(marks=2, newest=mark().changed, only_there=1, only_here=1, different=1)
    book.close()


def test_what_a_killed_restore_left_is_tidied_at_the_next_start(folder: Path) -> None:
    (folder / "notebook.db").rename(folder / "notebook.damaged-1.db")
    (folder / "notebook.recovered-1.db").write_bytes(b"half")
    assert len(held(folder)) == 3
    assert sorted(path.name for path in folder.iterdir()) == ["backups", "notebook.db", "notebook.lock"]
