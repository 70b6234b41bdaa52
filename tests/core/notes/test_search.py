"""Own notes found by their words, and an index that always agrees with the marks."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlcipher3 import dbapi2 as sqlite

from reader.core.marks import Change, Mark
from reader.core.notes.finding import words
from reader.core.notes.schema import VERSION
from reader.core.notes.store import Notebook
from tests.builders import NOON, PROPERTY, made, mark, notebook, old_notebook, write_as_before

LIBRARY = (
    mark("ports", text="Ask the prosecutor about ports", quote="forced labour at sea"),
    mark("systeme", text="Le système d’accueil n'est pas prêt", quote="Systématisé", created=NOON + 1),
    mark("russian", text="Дети и ёлка", quote="торговля людьми", created=NOON + 2),
    mark("arabic", text="حماية الأطفال", quote="مُكافحة الاتجار", created=NOON + 3),
    mark("chinese", text="打击人口贩运", quote="强迫劳动", created=NOON + 4),
    mark("thai", text="การค้ามนุษย์", quote="", created=NOON + 5),
    mark("hindi", text="मानव तस्करी", quote="", created=NOON + 6),
    mark("german", text="Straße Nr. 16.2", quote="cross-border non-punishment", created=NOON + 7),
    mark("bookmark", kind="bookmark", text="", quote="States should protect children at sea", created=NOON + 8),
    mark("keywords", text="not and or near quote: note", quote="", created=NOON + 9),
)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    opened = notebook(tmp_path_factory.mktemp("library"))
    opened.apply(made(*LIBRARY))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def unindexed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    """The same notes in a notebook that this program must search without an index."""
    folder = tmp_path_factory.mktemp("unindexed")
    opened = notebook(folder)
    opened.apply(made(*LIBRARY))
    opened.close()
    raise_version(folder)
    opened = notebook(folder)
    assert opened.read_only
    yield opened
    opened.close()


def raise_version(folder: Path) -> None:
    with_raw(folder, f"PRAGMA user_version = {VERSION + 1}")


def with_raw(folder: Path, *statements: str) -> list[Any]:
    """What the last of these statements gives through a connection of its own, as another program would have it."""
    db = sqlite.connect(str(folder / "notebook.db"), isolation_level=None)
    found: list[Any] = []
    for statement in statements:
        found = db.execute(statement).fetchall()
    db.close()
    return found


def ids(book: Notebook, query: str, typing: bool = False) -> list[str]:
    return [each.id for each in book.search(query, typing)]


def assert_agrees(folder: Path, marks: tuple[Mark, ...]) -> None:
    """The words are those of the marks, and the index is that of the words, says FTS5."""
    held = with_raw(folder, "SELECT mark, note, quote FROM words ORDER BY mark")
    assert held == sorted((each.id, words(each.text), words(each.anchor.quote)) for each in marks)
    with_raw(folder, "INSERT INTO words_index (words_index, rank) VALUES ('integrity-check', 1)")


FINDS = [
    ("prosecutor", ["ports"]),
    ("PROSECUTOR", ["ports"]),
    ("labour", ["ports"]),
    ("prosecutor labour", ["ports"]),  # one word in the note, one in the quote
    ("sea prosecutor", ["ports"]),
    ("systeme", ["systeme"]),
    ("système systematise", ["systeme"]),
    ("accueil", ["systeme"]),
    ("d'accueil", ["systeme"]),
    ("n’est", ["systeme"]),
    ("елка", ["russian"]),
    ("ДЕТИ", ["russian"]),
    ("الاطفال", ["arabic"]),
    ("مكافحة", ["arabic"]),
    ("人口", ["chinese"]),
    ("口贩", ["chinese"]),
    ("劳动", ["chinese"]),
    ("打运", []),
    ("มนุษย์", ["thai"]),
    ("तस्करी", ["hindi"]),
    ("strasse", ["german"]),
    ("16.2", ["german"]),
    ("162", []),
    ("punishment", ["german"]),
    ("non-punishment", ["german"]),
    ("cross border", ["german"]),
    ('"forced labour"', ["ports"]),
    ("“forced labour”", ["ports"]),
    ('"labour forced"', []),
    ('"prosecutor forced"', []),  # a phrase does not reach from the note into the quote
    ('"ports labour"', []),
    ('"labour at sea', ["ports"]),
    ("sea -prosecutor", ["bookmark"]),
    ('sea -"forced labour"', ["bookmark"]),
    ("sea −chil*", ["ports"]),
    ("-sea", []),
    ("prosec*", ["ports"]),
    ("prosec", []),
    ('"forced lab*"', ["ports"]),
    ("and", ["keywords"]),
    ("NOT", ["keywords"]),
    ("NEAR", ["keywords"]),
    ("quote:", ["keywords"]),
    ("prosecutor elephant", ["ports"]),  # none has both
    ("elephant", []),
    ("prosecutor -ports elephant", []),
]


@pytest.mark.parametrize(("query", "found"), FINDS)
def test_notes_are_found_by_their_words(book: Notebook, query: str, found: list[str]) -> None:
    assert ids(book, query) == found


@pytest.mark.parametrize(("query", "found"), FINDS)
def test_without_an_index_the_same_notes_are_found(unindexed: Notebook, query: str, found: list[str]) -> None:
    assert ids(unindexed, query) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("prosec", ["ports"]),
        ("forced lab", ["ports"]),
        ("prosec ", []),
        ("lab forced", ["ports"]),  # only the last is unfinished: none has "lab", so any will do
        ('"at se', ["bookmark", "ports"]),
        ('"at se"', []),
        ("sea -prose", ["bookmark", "ports"]),  # what is left out counts when it is whole
        ("sea -prosecutor", ["bookmark"]),
        ("打击人", ["chinese"]),
        ("торг", ["russian"]),
    ],
)
def test_while_typing_the_last_word_is_unfinished(
    book: Notebook, unindexed: Notebook, query: str, found: list[str]
) -> None:
    assert sorted(ids(book, query, typing=True)) == found
    assert sorted(ids(unindexed, query, typing=True)) == found


def test_whole_marks_come_back(book: Notebook) -> None:
    assert book.search("prosecutor") == (LIBRARY[0],)


def test_the_best_come_first(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    filler = tuple(mark(f"filler{n}", text="Something else", quote="") for n in range(9))
    book.apply(
        made(
            mark("long", text="wages " + "and many other words " * 20, quote=""),
            mark("quoted", text="another thought", quote="wages"),
            mark("own", text="wages wages", quote=""),
            *filler,
        )
    )
    assert ids(book, "wages") == ["own", "quoted", "long"]
    book.close()


def test_of_equally_good_ones_the_newest_comes_first(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*(mark(f"m{n}", text="wages", changed=NOON + n) for n in (1, 3, 2))))
    assert ids(book, "wages") == ["m3", "m2", "m1"]
    book.close()


def test_the_index_follows_every_change(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    changes = [
        made(mark("a", text="alpha")),
        Change(((mark("a", text="alpha"), mark("a", text="beta")),)),
        Change(((mark("a", text="beta"), mark("a", text="beta", colour="pink")),)),
        Change(((mark("a", text="beta", colour="pink"), None),)),
    ]
    expected = [(["a"], []), ([], ["a"]), ([], ["a"]), ([], [])]
    for change, found in zip(changes, expected, strict=True):
        book.apply(change)
        assert (ids(book, "alpha"), ids(book, "beta")) == found
    for change, found in zip(reversed(changes), [*reversed(expected[:-1]), ([], [])], strict=True):
        book.apply(change.reversed())
        assert (ids(book, "alpha"), ids(book, "beta")) == found
    book.close()


def test_a_change_that_fails_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("a", text="alpha")))
    with pytest.raises(Exception, match="write_failed"):
        book.apply(Change(((mark("a", text="alpha"), mark("a", text="beta")), (None, mark("bad", kind="doodle")))))
    assert (ids(book, "alpha"), ids(book, "beta")) == (["a"], [])
    book.close()
    assert_agrees(tmp_path, (mark("a", text="alpha"),))


TYPED = [
    "", " ", '"', '""', '"""', "'", "*", "**", "-", "--", '-"', '-"-"', "- -", "^", "^a", "a^", "(", ")", "()", ")(",
    "{a b}: c", "quote:", "quote : sea", "- quote : sea", "note:*", "AND", "OR", "NOT", "NEAR", "NEAR(a b, 2)", "a AND",
    "AND a", "NOT a", "a NOT", "a OR OR b", "a + b", "a, b", "sea;", "sea'; DROP TABLE mark; --", "words_index", "\0",
    "a\0b", "sea\0", "\x01\x1f", "\ud83d", "sea \udc00", "\ud83d\ude00", "😀", "👩‍👩‍👧", "\u202esea",
    "\u0301", "\ufdfa" * 40, "a" * 10_000, "a " * 5_000, '"' * 10_000, "-" * 10_000, "人" * 10_000, "😀" * 10_000,
    "a* " * 3_000, '"a b" ' * 2_000, "-a " * 3_000, "ﬁ", "İ", "ŉ", "½", "_", "a_b", "%", "?", "?1", ":x", "@x", "$x",
    "\\", "`", "[a]", "/*", "\n\r\t\v\f",
]  # fmt: skip


@pytest.mark.parametrize("query", TYPED)
@pytest.mark.parametrize("typing", [False, True])
def test_anything_may_be_typed(book: Notebook, unindexed: Notebook, query: str, typing: bool) -> None:
    assert sorted(ids(book, query, typing)) == sorted(ids(unindexed, query, typing))


def test_invisible_characters_in_what_was_typed_do_not_matter(book: Notebook) -> None:
    assert ids(book, "\u202a-ports prose\u00adcutor\u200b") == []
    assert ids(book, "prose\u00adcutor\u200b") == ["ports"]


typed = st.text() | st.lists(
    st.sampled_from(
        [
            "sea",
            "lab",
            "ports",
            "人口",
            "дети",
            "and",
            "NOT",
            "OR",
            "NEAR(",
            '"',
            "*",
            "-",
            " ",
            ":",
            "^",
            "\0",
            "(",
            ")",
        ]
    )
).map("".join)


@PROPERTY
@given(typed, st.booleans())
def test_whatever_is_typed_the_index_finds_what_reading_all_notes_would(
    book: Notebook, unindexed: Notebook, query: str, typing: bool
) -> None:
    assert sorted(ids(book, query, typing)) == sorted(ids(unindexed, query, typing))


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["put", "delete", "undo", "redo", "many"]),
        st.integers(0, 4),
        st.text("ab é人\n-", max_size=12),
        st.text("ab é人\n-", max_size=12),
    ),
    max_size=12,
)


@settings(PROPERTY, max_examples=50)
@given(STEPS)
def test_after_any_changes_the_index_agrees_with_the_marks(steps: list[tuple[str, int, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        book = notebook(folder)
        done: list[Change] = []
        undone: list[Change] = []
        for step, number, text, quote in steps:
            held = {each.id: each for each in book.marks()}
            old = held.get(f"m{number}")
            if step == "undo" and done:
                book.apply(done[-1].reversed())
                undone.append(done.pop())
            elif step == "redo" and undone:
                book.apply(undone[-1])
                done.append(undone.pop())
            elif step in ("put", "delete", "many"):
                new = mark(f"m{number}", text=text, quote=quote)
                change = {
                    "put": Change(((old, new),)),
                    "delete": Change(((old, None),)),
                    "many": Change(tuple((each, mark(each.id, text=text)) for each in held.values())),
                }[step]
                book.apply(change)
                done.append(change)
                undone.clear()
        marks = book.marks()
        for each in marks:
            for word in words(each.text).split():
                assert each.id in ids(book, f'"{word}"')
        book.close()
        assert_agrees(folder, marks)


@pytest.mark.parametrize("change", ["delete", "edit"])
def test_the_words_of_a_deleted_note_are_gone_from_the_file(tmp_path: Path, change: str) -> None:
    secret = mark("secret", text="Zanzibarian whistleblower", quote="Quetzalcoatl")
    book = notebook(tmp_path)
    book.apply(made(*(mark(f"m{n}", text=f"thought number {n} about wages and work") for n in range(300))))
    book.apply(made(secret))
    after = None if change == "delete" else mark("secret", text="nothing", quote="nothing")
    book.apply(Change(((secret, after),)))
    book.close()
    data = (tmp_path / "notebook.db").read_bytes().lower()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["notebook.db", "notebook.lock"]
    assert b"thought number 17 about" in data
    for word in (b"zanzibarian", b"anzibar", b"whistleblower", b"histlebl", b"quetzalcoatl", b"uetzalc"):
        assert word not in data


def test_of_many_deleted_notes_no_word_stays_in_the_index(tmp_path: Path) -> None:
    def secret(number: int) -> bytes:
        return b"%04dqzx%04d" % (number * 7919 % 10_000, number)

    book = notebook(tmp_path)
    marks = [mark(f"m{n}", text=f"{secret(n).decode()} wages work", quote="") for n in range(600)]
    book.apply(made(*marks))
    book.apply(Change(tuple((each, None) for each in marks if each.id != "m7")))
    assert ids(book, "wages") == ["m7"]
    book.close()
    blocks = b"".join(block for (block,) in with_raw(tmp_path, "SELECT block FROM words_index_data"))
    separators = b"".join(term for (term,) in with_raw(tmp_path, "SELECT term FROM words_index_idx"))
    assert (blocks.count(secret(7)), blocks.count(b"qzx"), separators.count(b"qzx")) == (1, 1, 0)


# -- notebooks of the first version --------------------------------------------------------------------------


def test_a_notebook_of_the_first_version_is_searched_after_its_migration(tmp_path: Path) -> None:
    old_notebook(tmp_path, *LIBRARY)
    book = notebook(tmp_path)
    assert (book.notice, book.read_only) == (None, False)
    assert book.marks() == LIBRARY
    assert [ids(book, query) for query, _ in FINDS] == [found for _, found in FINDS]
    book.close()
    assert_agrees(tmp_path, LIBRARY)


def test_before_its_migration_it_is_copied_as_it_was(tmp_path: Path) -> None:
    old_notebook(tmp_path, mark("a"))
    notebook(tmp_path).close()
    notebook(tmp_path).close()
    [copy] = (tmp_path / "backups").iterdir()
    (tmp_path / "elsewhere").mkdir()
    shutil.copyfile(copy, tmp_path / "elsewhere" / "notebook.db")
    assert with_raw(tmp_path / "elsewhere", "PRAGMA user_version") == [(1,)]
    restored = notebook(tmp_path / "elsewhere")
    assert (restored.marks(), restored.notice, ids(restored, "thought")) == ((mark("a"),), None, ["a"])
    restored.close()


def test_without_a_copy_it_is_not_migrated_and_can_be_read_and_searched(tmp_path: Path) -> None:
    path = old_notebook(tmp_path, *LIBRARY)
    (tmp_path / "backups").write_bytes(b"in the way")
    before = path.read_bytes()
    book = notebook(tmp_path)
    assert book.read_only
    assert book.notice is not None
    assert book.notice.code == "notes_read_only"
    assert book.marks() == LIBRARY
    assert [ids(book, query) for query, _ in FINDS] == [found for _, found in FINDS]
    assert (book.recent(), book.saved()) == ((), ())
    book.close()
    assert path.read_bytes() == before


def test_a_backup_of_the_first_version_is_what_a_damaged_notebook_is_made_of(tmp_path: Path) -> None:
    old_notebook(tmp_path, *LIBRARY)
    (tmp_path / "backups").mkdir()
    (tmp_path / "notebook.db").rename(tmp_path / "backups" / "notebook-20260305-100000-10.db")
    (tmp_path / "notebook.db").write_bytes(b"\xff" * 9000)
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.code == "notes_recovered"
    assert [ids(book, query) for query, _ in FINDS] == [found for _, found in FINDS]
    book.close()
    assert_agrees(tmp_path, LIBRARY)


def test_a_text_that_is_no_utf_8_any_more_is_damage_before_the_migration_too(tmp_path: Path) -> None:
    path = old_notebook(tmp_path, mark("a"), mark("b", text="Broken thought"))
    path.write_bytes(path.read_bytes().replace(b"Broken thought", b"Broken \xffhought"))
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.code == "notes_recovered"
    assert (book.marks(), ids(book, "thought")) == ((mark("a"),), ["a"])
    book.close()


def test_what_an_older_program_writes_meanwhile_is_found_and_indexed_at_the_next_start(tmp_path: Path) -> None:
    old = sqlite.connect(str(old_notebook(tmp_path, mark("a", text="alpha"))), isolation_level=None)
    book = notebook(tmp_path)
    write_as_before(old, mark("b", text="beta"))
    write_as_before(old, mark("a", text="changed"))
    old.close()
    book.apply(made(mark("c", text="gamma")))
    for _ in range(2):
        assert [ids(book, word) for word in ("alpha", "beta", "changed", "gamma")] == [[], ["b"], ["a"], ["c"]]
        marks = book.marks()
        book.close()
        book = notebook(tmp_path)
    book.close()
    assert_agrees(tmp_path, marks)


# -- damage --------------------------------------------------------------------------------------------------


def test_a_damaged_index_is_damage_and_no_mark_is_lost(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*LIBRARY))
    book.close()
    with_raw(tmp_path, "UPDATE words_index_data SET block = zeroblob(40) WHERE id > 10")
    book = notebook(tmp_path)
    assert book.notice is not None
    assert book.notice.code == "notes_recovered"
    assert book.marks() == LIBRARY
    assert ids(book, "prosecutor") == ["ports"]
    book.close()
    assert_agrees(tmp_path, LIBRARY)


def test_a_recovered_notebook_is_searched_like_any_other(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(*LIBRARY))
    book.backup()
    book.close()
    (tmp_path / "notebook.db").write_bytes(b"")
    book = notebook(tmp_path)
    assert [ids(book, query) for query, _ in FINDS] == [found for _, found in FINDS]
    book.apply(Change(((LIBRARY[0], None),)))
    assert ids(book, "prosecutor") == []
    book.close()
    assert_agrees(tmp_path, LIBRARY[1:])
