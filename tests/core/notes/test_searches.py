"""Remembered searches: the latest and the saved ones."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Refused
from reader.core.notes import connection
from reader.core.notes.schema import VERSION
from reader.core.notes.store import Notebook
from tests.builders import PROPERTY, made, mark, notebook, old_notebook


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Notebook]:
    opened = notebook(tmp_path)
    yield opened
    opened.close()


def raw(folder: Path) -> Any:
    """A second connection to the notebook, as another program would have it."""
    return sqlite.connect(str(folder / "notebook.db"), isolation_level=None, timeout=0)


def let_pass(folder: Path, seconds: float) -> None:
    """Make everything that was searched as much older."""
    db = raw(folder)
    db.execute("UPDATE search SET used = used - ?", (seconds,))
    db.close()


def remember(book: Notebook, *queries: str) -> None:
    for query in queries:
        book.remember(query)


def test_nothing_was_searched_in_a_new_notebook(book: Notebook) -> None:
    assert (book.recent(), book.saved()) == ((), ())


def test_the_latest_search_comes_first(book: Notebook) -> None:
    remember(book, "ports", "wages", "ships")
    assert book.recent() == ("ships", "wages", "ports")


def test_a_search_that_is_made_again_moves_to_the_front(book: Notebook) -> None:
    remember(book, "ports", "wages", "ports")
    assert book.recent() == ("ports", "wages")


def test_the_order_does_not_depend_on_the_clock(book: Notebook, tmp_path: Path) -> None:
    remember(book, "ports")
    let_pass(tmp_path, -86_400)  # the clock was a day ahead, and was put right
    remember(book, "wages")
    assert book.recent() == ("wages", "ports")


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("  forced \n\t labour ", ("forced labour",)),
        ("for\0ced\x1f labour", ("for ced labour",)),
        ("half \ud83d", ("half ?",)),
        ('"open quote -not*', ('"open quote -not*',)),
        ("人口", ("人口",)),
        ("a", ()),
        (" a ", ()),
        ("", ()),
        (" \0\n", ()),
        ("x" * 10_000, ("x" * 1_000,)),
    ],
)
def test_a_search_is_kept_on_one_line_and_nothing_shorter_than_two_characters(
    book: Notebook, query: str, kept: tuple[str, ...]
) -> None:
    book.remember(query)
    assert book.recent() == kept


def test_while_somebody_types_only_the_last_is_kept(book: Notebook) -> None:
    remember(book, "wages", "fo", "forced", "forced lab", "forced labour")
    assert book.recent() == ("forced labour", "wages")


def test_a_search_that_another_one_continues_later_was_finished(book: Notebook, tmp_path: Path) -> None:
    remember(book, "forced")
    let_pass(tmp_path, 31)
    remember(book, "forced labour")
    assert book.recent() == ("forced labour", "forced")


def test_only_the_search_right_before_can_be_continued(book: Notebook) -> None:
    remember(book, "forced", "wages", "forced labour")
    assert book.recent() == ("forced labour", "wages", "forced")


def test_a_search_with_other_words_replaces_nothing(book: Notebook) -> None:
    remember(book, "forced labour", "forced", "labour", "%", "_orced")
    assert book.recent() == ("_orced", "labour", "forced", "forced labour")


def test_fifty_are_remembered_besides_the_saved_ones(book: Notebook) -> None:
    book.save("kept for good", True)
    remember(book, *(f"{number} ships" for number in range(60)))
    assert book.recent() == tuple(f"{number} ships" for number in range(59, 9, -1))
    assert book.saved() == ("kept for good",)


def test_saved_searches_stand_by_the_alphabet_and_not_among_the_latest(book: Notebook) -> None:
    remember(book, "wages", "ports")
    for query in ("wages", "Écoles", "  ships\n", "abuse"):
        book.save(query, True)
    assert book.saved() == ("abuse", "Écoles", "ships", "wages")
    assert book.recent() == ("ports",)


def test_a_saved_search_that_is_made_again_stays_saved(book: Notebook) -> None:
    book.save("ports", True)
    remember(book, "ports", "ports at sea")
    assert (book.saved(), book.recent()) == (("ports",), ("ports at sea",))


def test_a_search_that_is_saved_no_longer_is_one_of_the_latest(book: Notebook) -> None:
    book.save("ports", True)
    book.save("ports", False)
    book.save("never made", False)
    assert (book.saved(), book.recent()) == ((), ("ports",))


@pytest.mark.parametrize("query", ["", "  ", "\0"])
def test_nothing_cannot_be_saved(book: Notebook, query: str) -> None:
    book.save(query, True)
    assert book.saved() == ()


def test_forgetting_keeps_what_is_saved(book: Notebook) -> None:
    remember(book, "ports", "wages")
    book.save("ships", True)
    book.forget_searches()
    assert (book.recent(), book.saved()) == ((), ("ships",))


def test_searches_survive_closing_and_opening(tmp_path: Path, book: Notebook) -> None:
    remember(book, "ports", "wages")
    book.save("ships", True)
    book.close()
    again = notebook(tmp_path)
    assert (again.recent(), again.saved()) == (("wages", "ports"), ("ships",))
    again.close()


def test_what_is_forgotten_is_gone_from_all_files_at_once(tmp_path: Path, book: Notebook) -> None:
    remember(book, "whistleblower in Zanzibar")
    book.forget_searches()
    assert [file.name for file in tmp_path.glob("notebook.db*") if b"histlebl" in file.read_bytes()] == []
    assert book.recent() == ()


def test_what_is_forgotten_is_gone_from_the_file_and_never_was_in_a_backup(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    remember(book, "whistleblower in Zanzibar")
    book.save("kept search", True)
    book.backup()
    book.forget_searches()
    book.close()
    [backup] = (tmp_path / "backups").iterdir()
    for file in (tmp_path / "notebook.db", backup):
        data = file.read_bytes()
        assert b"kept search" in data
        assert b"histlebl" not in data
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "notebook.db", "notebook.lock"]


def test_a_saved_search_is_worth_a_backup_and_one_that_was_only_made_is_not(tmp_path: Path, book: Notebook) -> None:
    remember(book, "ports")
    book.backup()
    assert not (tmp_path / "backups").exists()
    book.save("ports", True)
    book.backup()
    assert len(list((tmp_path / "backups").iterdir())) == 1


@pytest.mark.parametrize("backup", [True, False])
def test_saved_searches_survive_damage(tmp_path: Path, backup: bool) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.save("before", True)
    if backup:
        book.backup()
    book.save("after", True)
    remember(book, "ports")
    book.close()
    db = raw(tmp_path)
    db.execute("DROP TABLE tally")  # damage that leaves the rest to be read
    db.close()
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.code == "notes_recovered"
    assert book.notice.facts["saved"] == 1
    assert (book.saved(), book.recent(), book.marks()) == (("after", "before"), (), (mark("a"),))
    book.close()


def test_a_backup_brings_saved_searches_back(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.save("ports", True)
    book.backup()
    book.close()
    (tmp_path / "notebook.db").write_bytes(b"\xff" * 9000)
    book = notebook(tmp_path)
    assert book.saved() == ("ports",)
    book.close()


def test_a_saved_search_that_is_no_text_any_more_does_not_hide_the_others(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    for query in ("first search", "second search", "third search"):
        book.save(query, True)
    book.close()
    data = (tmp_path / "notebook.db").read_bytes().replace(b"second search", b"second \xff\xfearch")
    (tmp_path / "notebook.db").write_bytes(data)
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.code == "notes_recovered"
    assert book.saved() == ("first search", "third search")
    book.close()


def test_an_old_notebook_remembers_after_its_migration(tmp_path: Path) -> None:
    old_notebook(tmp_path, mark("a"))
    book = notebook(tmp_path)
    remember(book, "ports")
    book.save("wages", True)
    assert (book.recent(), book.saved()) == (("ports",), ("wages",))
    book.close()


def test_a_notebook_of_a_newer_version_has_no_searches_to_tell(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.save("ports", True)
    book.close()
    db = raw(tmp_path)
    db.execute("ALTER TABLE search RENAME TO something_else")
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    newer = notebook(tmp_path)
    assert (newer.recent(), newer.saved()) == ((), ())
    for action in (lambda: newer.remember("wages"), lambda: newer.save("wages", True), newer.forget_searches):
        with pytest.raises(Refused, match="notes_read_only"):
            action()
    newer.close()


def test_while_another_program_writes_nothing_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    book = notebook(tmp_path)
    other = raw(tmp_path)
    other.execute("BEGIN IMMEDIATE")
    for action in (lambda: book.remember("wages"), lambda: book.save("wages", True), book.forget_searches):
        with pytest.raises(Refused, match="notes_locked"):
            action()
    other.execute("ROLLBACK")
    other.close()
    remember(book, "wages")
    assert book.recent() == ("wages",)
    book.close()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    opened = notebook(tmp_path_factory.mktemp("shared"))
    yield opened
    opened.close()


@PROPERTY
@given(st.text(), st.booleans())
def test_anything_can_be_remembered_and_saved(shared: Notebook, query: str, saved: bool) -> None:
    shared.remember(query)
    shared.save(query, saved)
    assert len(shared.recent()) <= 50
    assert all(text == " ".join(text.split()) and text for text in (*shared.recent(), *shared.saved()))
    shared.save(query, False)
    shared.forget_searches()
    assert (shared.recent(), shared.saved()) == ((), ())
