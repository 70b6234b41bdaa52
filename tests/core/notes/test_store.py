"""The notebook: what is applied is on the disk, and comes back."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused
from reader.core.marks import Change, Desk, Edition
from reader.core.notes import connection
from reader.core.notes.schema import APPLICATION_ID, VERSION
from reader.core.notes.store import Notebook
from reader.core.types import Point
from tests.builders import NOON, made, mark, notebook
from tests.torture import child
from tests.torture.child import Job, Say


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Notebook]:
    opened = notebook(tmp_path)
    yield opened
    opened.close()


def reopened(folder: Path) -> tuple[Any, ...]:
    book = notebook(folder)
    marks = book.marks()
    book.close()
    return marks


def raw(folder: Path) -> Any:
    """A second connection to the notebook, as another program would have it."""
    return sqlite.connect(str(folder / "notebook.db"), isolation_level=None, timeout=0)


def test_a_new_notebook_is_empty_and_has_nothing_to_say(book: Notebook) -> None:
    assert (book.marks(), book.notice, book.read_only) == ((), None, False)


def test_a_mark_comes_back_as_it_was_made(book: Notebook) -> None:
    ours = mark(
        text="Ünïcode, قانون, 😀,\nand two lines", quote="a\nb", colour="purple", kind="highlight", changed=NOON + 0.25
    )
    book.apply(made(ours))
    assert book.marks() == (ours,)


def test_marks_survive_closing_and_opening(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a"), mark("b", created=NOON + 1)))
    book.close()
    assert reopened(tmp_path) == (mark("a"), mark("b", created=NOON + 1))


def test_marks_are_given_oldest_first_and_by_document(book: Notebook) -> None:
    book.apply(made(mark("late", created=NOON + 5), mark("early"), mark("other", document="other", created=NOON + 2)))
    assert [each.id for each in book.marks()] == ["early", "other", "late"]
    assert [each.id for each in book.marks("sample")] == ["early", "late"]
    assert book.marks("none") == ()


def test_a_mark_is_changed_and_deleted(book: Notebook) -> None:
    book.apply(made(mark("a"), mark("b")))
    book.apply(Change(((mark("a"), mark("a", text="new")), (mark("b"), None))))
    assert book.marks() == (mark("a", text="new"),)


def test_what_lay_open_is_remembered(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    assert book.desk() == Desk()
    book.keep_desk(Desk(("b", "a", "c"), ("a", Point("p4", 7))))
    book.close()
    again = notebook(tmp_path)
    assert again.desk() == Desk(("b", "a", "c"), ("a", Point("p4", 7)))
    again.keep_desk(Desk(("c",)))
    assert again.desk() == Desk(("c",))
    again.close()


def test_a_change_turned_round_takes_itself_back(book: Notebook) -> None:
    book.apply(made(mark("a"), mark("b")))
    change = Change(((mark("a"), mark("a", text="new")), (mark("b"), None), (None, mark("c"))))
    book.apply(change)
    book.apply(change.reversed())
    assert book.marks() == (mark("a"), mark("b"))


def test_a_change_that_cannot_be_stored_changes_nothing_and_the_next_one_works(book: Notebook) -> None:
    bad = mark("bad", kind="doodle")
    with pytest.raises(Broken, match="write_failed"):
        book.apply(made(mark("a"), bad))
    assert book.marks() == ()
    book.apply(made(mark("a")))
    assert book.marks() == (mark("a"),)


def test_a_text_that_utf_8_cannot_hold_leaves_no_transaction_open(book: Notebook) -> None:
    with pytest.raises(UnicodeEncodeError):
        book.apply(made(mark("a"), mark("bad", text="\ud83d")))
    book.apply(made(mark("b")))
    assert book.marks() == (mark("b"),)


def test_where_reading_stopped_comes_back(tmp_path: Path, book: Notebook) -> None:
    book.keep_place("one", Point("p3", 40))
    book.keep_place("two", Point("p1", 0))
    book.keep_place("one", Point("p4", 2))
    again = notebook(tmp_path)
    assert again.places() == {"one": Point("p4", 2), "two": Point("p1", 0)}
    assert again.last_document() == "one"
    again.close()


def test_nothing_was_read_yet_in_a_new_notebook(book: Notebook) -> None:
    assert (book.last_document(), book.places()) == (None, {})


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1), ("trusted_schema", 0),
     ("cell_size_check", 1), ("application_id", APPLICATION_ID), ("user_version", VERSION), ("query_only", 0),
     ("fullfsync", 1), ("checkpoint_fullfsync", 1)],
)  # fmt: skip
def test_the_database_is_set_as_the_design_says(book: Notebook, pragma: str, value: object) -> None:
    assert book._read(f"PRAGMA {pragma}", ()) == [(value,)]


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    assert (tmp_path / "notebook.db").read_bytes()[68:72] == b"ICAT"


def test_an_empty_file_becomes_a_notebook(tmp_path: Path) -> None:
    (tmp_path / "notebook.db").write_bytes(b"")
    book = notebook(tmp_path)
    assert (book.notice, book.read_only, book.marks()) == (None, False, ())
    assert book._read("PRAGMA user_version", ()) == [(VERSION,)]
    book.close()


def test_opening_again_does_not_repeat_a_migration(tmp_path: Path) -> None:
    notebook(tmp_path).close()
    before = (tmp_path / "notebook.db").read_bytes()
    notebook(tmp_path).close()
    assert (tmp_path / "notebook.db").read_bytes() == before


def test_two_programs_see_each_others_marks(tmp_path: Path, book: Notebook) -> None:
    other = notebook(tmp_path)
    book.apply(made(mark("a")))
    other.apply(made(mark("b")))
    assert [each.id for each in book.marks()] == [each.id for each in other.marks()] == ["a", "b"]
    other.close()


def test_while_another_program_writes_a_change_is_refused_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    book = notebook(tmp_path)
    book.apply(made(mark("before")))
    other = raw(tmp_path)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match="notes_locked"):
        book.apply(made(mark("during")))
    assert book.marks() == (mark("before"),)
    other.execute("ROLLBACK")
    book.apply(made(mark("after")))
    assert [each.id for each in book.marks()] == ["after", "before"]
    other.close()
    book.close()


def test_a_notebook_that_another_program_keeps_to_itself_is_refused_and_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.close()
    other = raw(tmp_path)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(Refused, match="notes_locked"):
        notebook(tmp_path)
    other.execute("ROLLBACK")
    other.close()
    assert reopened(tmp_path) == (mark("a"),)


def test_a_notebook_of_a_newer_version_is_open_for_reading_only(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.close()
    other = raw(tmp_path)
    other.execute(f"PRAGMA user_version = {VERSION + 1}")
    other.close()
    newer = notebook(tmp_path)
    assert newer.read_only
    assert newer.notice is not None
    assert newer.notice.code == "notes_newer"
    assert newer.marks() == (mark("a"),)
    for action in (lambda: newer.apply(made(mark("b"))), lambda: newer.keep_place("a", Point("p1", 0))):
        with pytest.raises(Refused, match="notes_read_only"):
            action()
    newer.close()
    assert reopened(tmp_path) == (mark("a"),)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        notebook(tmp_path / "file")
    assert (caught.value.code, caught.value.facts["path"]) == ("folder_unusable", str(tmp_path / "file"))


def test_a_folder_in_the_place_of_the_notebook_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notebook.db").mkdir()
    with pytest.raises(Refused, match="folder_unusable"):
        notebook(tmp_path)


def marking_from(first: int) -> Job:
    """Makes marks, and says the number of each once it is made."""

    def job(folder: Path, chance: Random, say: Say) -> None:
        book = notebook(folder)
        for number in range(first, 1_000_000):
            book.apply(made(mark(f"m{number}", created=float(number))))
            say(str(number))

    return job


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
def test_a_kill_right_after_a_mark_was_reported_loses_nothing(tmp_path: Path) -> None:
    said = 0
    for kill in range(15):
        ended = child.run(marking_from(said), tmp_path, "", None, lines=1 + 3 * kill)
        assert ended.crashed == ""
        assert len(ended.said) >= 1 + 3 * kill
        said = max(int(number) for number in ended.said) + 1
        ids = {each.id for each in reopened(tmp_path)}
        assert {f"m{number}" for number in range(said)} <= ids
        assert len(ids) <= said + 1
    assert said >= 15


def test_a_text_is_kept_as_long_as_a_mark_refers_to_it(tmp_path: Path) -> None:
    edition = Edition("sample", "e1", (("p1", "First words."), ("p2", "Second 😀\n words.")))
    book = notebook(tmp_path)
    book.apply(made(mark("a")), [edition])
    book.drop_unused_editions()
    assert book.editions() == {("sample", "e1"): edition}
    book.apply(made(mark("a")).reversed())
    book.drop_unused_editions()
    assert book.editions() == {}
    book.close()
