"""The roof: library, search, notes and export together, on the real corpus."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Broken, Refused
from reader.core.notes import connection
from reader.core.types import Location, Point
from reader.core.workspace import Workspace
from tests.builders import (
    CORPUS,
    document_text,
    made,
    mark,
    notebook,
    old_notebook,
    pack,
    places,
    two_documents,
    workspace,
)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Workspace]:
    opened = workspace(tmp_path)
    assert opened.notes.open() is None
    yield opened
    opened.notes.close()


def block(name: str, start: int = 0, end: int = 10, document: str = "call-for-action-2021") -> Location:
    return Location(document, Point(name, start), Point(name, end))


def held(workspace: Workspace) -> list[tuple[str, str]]:
    return [(placed.mark.kind, placed.mark.text) for placed in workspace.notes.marks()]


@pytest.mark.parametrize(
    "typed",
    ["ICAT-CFA-2021 para 21", "icat-cfa-2021 21", " ICAT-CFA-2021, para. 21 ", "ICAT-CFA-2021 paragraph 21",
     "ICAT-CFA-2021 §21", "ICAT-CFA-2021 ¶ 21", "call-for-action-2021 21"],
)  # fmt: skip
def test_a_reference_is_understood_as_people_type_it(ours: Workspace, typed: str) -> None:
    found = ours.library.find(typed)
    assert (found.document, found.start) == ("call-for-action-2021", Point("p21", 0))


@pytest.mark.parametrize("typed", ["ICAT-CFA-2021", "icat-cfa-2021", "call-for-action-2021", " Call-for-Action-2021 "])
def test_a_reference_without_a_number_is_the_whole_document(ours: Workspace, typed: str) -> None:
    found = ours.library.find(typed)
    blocks = ours.library.document("call-for-action-2021").blocks
    assert (found.start, found.end.block) == (Point(blocks[0].id, 0), blocks[-1].id)


@pytest.mark.parametrize(
    "typed", ["", "non-punishment", "ICAT-CFA-2021 para 999", "ICAT-CFA-2021 para", "ICAT-XYZ-2021 para 1", "\0"]
)
def test_what_is_no_reference_is_refused_by_name(ours: Workspace, typed: str) -> None:
    with pytest.raises(Refused) as caught:
        ours.library.find(typed)
    assert (caught.value.code, caught.value.facts["reference"]) == ("unknown_reference", typed.strip())


def test_every_reference_that_a_hit_gives_leads_back_to_it(ours: Workspace) -> None:
    for hit in ours.library.search("trafficking").hits:
        assert ours.library.find(hit.reference).start == Point(hit.block, 0)


def test_a_search_answers_from_the_first_call(ours: Workspace) -> None:
    assert not ours.library.index_is_ready()
    assert ours.library.search("non-punishment").hits[0].reference == "ICAT-CFA-2021 para 21"
    assert ours.library.index_is_ready()


def test_a_changed_pack_is_searched_as_it_is_now(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack", two_documents())
    assert workspace(tmp_path, folder).library.search("other").total == 1
    pack(folder, two_documents() | {"other": document_text("Fresh words.", id="other", reference="ICAT-OTH-2024")})
    library = workspace(tmp_path, folder).library
    assert not library.index_is_ready()  # so the window has it built in a process of its own
    assert (library.search("other").total, library.search("fresh").total) == (0, 1)


def test_a_compiled_document_that_goes_bad_is_made_anew_without_a_word(tmp_path: Path) -> None:
    workspace(tmp_path).library.document("call-for-action-2021")
    library = workspace(tmp_path).library
    assert len(library.documents()) == 5
    for file in tmp_path.rglob("call-for-action-2021.json"):
        file.write_bytes(b"damaged")
    assert len(library.document("call-for-action-2021").blocks) > 30


def test_an_unknown_document_is_refused(ours: Workspace) -> None:
    with pytest.raises(Refused, match="unknown_document"):
        ours.library.document("none")


def test_a_mark_is_on_the_disk_when_it_was_made(ours: Workspace, tmp_path: Path) -> None:
    ours.notes.add("note", block("p21"), text="Ask the prosecutor")
    other = notebook(tmp_path)
    assert [each.text for each in other.marks()] == ["Ask the prosecutor"]
    other.close()


def test_a_mark_knows_its_reference_and_section(ours: Workspace) -> None:
    ours.notes.add("highlight", block("p21", 0, 30), "blue")
    [placed] = ours.notes.marks()
    assert placed.reference == "ICAT-CFA-2021 para 21"
    assert placed.section[0].startswith("3. Ensure")
    assert placed.location == block("p21", 0, 30)
    assert placed.mark.anchor.quote == "Grant victims, including child"


def test_marks_come_in_reading_order_by_document(ours: Workspace) -> None:
    ours.notes.add("note", block("p2", 0, 5, "world-day-statement-2020"), text="d")
    ours.notes.add("note", block("p21", 5, 10), text="c")
    ours.notes.add("note", block("p21", 0, 5), text="b")
    ours.notes.add("note", block("h1", 0, 5), text="a")
    assert [placed.mark.text for placed in ours.notes.marks()] == ["a", "b", "c", "d"]
    assert [placed.mark.text for placed in ours.notes.marks("world-day-statement-2020")] == ["d"]


def test_undo_and_redo_walk_through_everything_that_was_done(ours: Workspace) -> None:
    ours.notes.add("note", block("p1"), text="one")
    ours.notes.edit(ours.notes.marks()[0].mark, text="two")
    ours.notes.delete([ours.notes.marks()[0].mark.id])
    assert held(ours) == []
    for expected in ([("note", "two")], [("note", "one")], []):
        assert ours.notes.undo() is not None
        assert held(ours) == expected
    assert ours.notes.undo() is None
    for expected in ([("note", "one")], [("note", "two")], []):
        assert ours.notes.redo() is not None
        assert held(ours) == expected
    assert ours.notes.redo() is None


def test_deleting_several_is_one_step(ours: Workspace) -> None:
    for name in ("p1", "p2", "p3"):
        ours.notes.add("bookmark", block(name))
    ours.notes.delete([placed.mark.id for placed in ours.notes.marks()])
    ours.notes.undo()
    assert len(held(ours)) == 3


def test_what_failed_is_no_step(ours: Workspace, tmp_path: Path) -> None:
    ours.notes.add("note", block("p1"), text="one")
    with pytest.raises(ValueError, match="no such span"):
        ours.notes.add("note", block("p1", 5, 5))
    ours.notes.undo()
    assert held(ours) == []


def test_a_highlight_with_a_text_is_a_note_and_back(ours: Workspace) -> None:
    ours.notes.add("highlight", block("p1"))
    ours.notes.edit(ours.notes.marks()[0].mark, text="why")
    assert held(ours) == [("note", "why")]
    ours.notes.edit(ours.notes.marks()[0].mark, text="  ")
    assert held(ours) == [("highlight", "  ")]


def test_a_new_colour_keeps_text_and_times_of_making(ours: Workspace) -> None:
    ours.notes.add("note", block("p1"), text="one")
    before = ours.notes.marks()[0].mark
    ours.notes.recolour([before.id], "pink")
    after = ours.notes.marks()[0].mark
    assert (after.colour, after.text, after.created, after.id) == ("pink", "one", before.created, before.id)


def test_half_a_character_in_a_note_is_no_reason_to_lose_it(ours: Workspace) -> None:
    ours.notes.add("note", block("p1"), text="cut \ud83d off")
    ours.notes.edit(ours.notes.marks()[0].mark, text="cut again \ude00")
    assert held(ours) == [("note", "cut again ?")]


def test_marks_and_place_survive_a_restart(tmp_path: Path) -> None:
    first = workspace(tmp_path)
    first.notes.open()
    first.notes.add("note", block("p21"), text="kept")
    first.notes.keep_place("call-for-action-2021", Point("p21", 7))
    first.notes.close()
    again = workspace(tmp_path)
    again.notes.open()
    assert held(again) == [("note", "kept")]
    assert again.notes.places() == {"call-for-action-2021": Point("p21", 7)}
    assert again.notes.last_document() == "call-for-action-2021"
    again.notes.close()


def test_own_notes_are_found_with_their_place_best_first(ours: Workspace) -> None:
    ours.notes.add("highlight", block("p21", 0, 30))
    ours.notes.add("note", block("p2", 0, 5, "world-day-statement-2020"), text="Grant this at once")
    assert [placed.mark.kind for placed in ours.notes.find("grant")] == ["note", "highlight"]
    [placed] = ours.notes.find("grant victims chil", typing=True)
    assert (placed.reference, placed.location) == ("ICAT-CFA-2021 para 21", block("p21", 0, 30))
    assert placed in ours.notes.marks()
    assert ours.notes.find("elephants") == ()


def test_what_is_found_follows_undo_and_redo(ours: Workspace) -> None:
    ours.notes.add("note", block("p1"), text="about ports")
    ours.notes.edit(ours.notes.marks()[0].mark, text="about wages")
    assert (len(ours.notes.find("ports")), len(ours.notes.find("wages"))) == (0, 1)
    ours.notes.undo()
    assert (len(ours.notes.find("ports")), len(ours.notes.find("wages"))) == (1, 0)
    ours.notes.undo()
    assert ours.notes.find("ports wages") == ()
    ours.notes.redo()
    ours.notes.redo()
    assert (len(ours.notes.find("ports")), len(ours.notes.find("wages"))) == (0, 1)


def test_searches_survive_a_restart(tmp_path: Path) -> None:
    first = workspace(tmp_path)
    first.notes.open()
    for query in ("forced", "forced labour", "ports"):
        first.notes.remember_search(query)
    first.notes.save_search("ports")
    first.notes.close()
    again = workspace(tmp_path)
    again.notes.open()
    assert (again.notes.recent_searches(), again.notes.saved_searches()) == (("forced labour",), ("ports",))
    again.notes.save_search("ports", saved=False)
    again.notes.forget_searches()
    assert (again.notes.recent_searches(), again.notes.saved_searches()) == ((), ())
    again.notes.close()


def test_searches_that_cannot_be_written_are_refused_like_a_mark(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    notes = workspace(tmp_path).notes
    notes.open()
    other = sqlite.connect(str(tmp_path / "notebook.db"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    for action in (lambda: notes.remember_search("ports"), lambda: notes.save_search("ports"), notes.forget_searches):
        with pytest.raises(Refused, match="notes_locked"):
            action()
    other.close()
    notes.close()


def test_notes_that_can_only_be_read_are_found_and_remember_nothing(tmp_path: Path) -> None:
    old_notebook(tmp_path, mark("a"))
    (tmp_path / "backups").write_bytes(b"in the way")
    notes = workspace(tmp_path).notes
    notice = notes.open()
    assert notice is not None
    assert notice.code == "notes_read_only"
    assert [placed.mark.id for placed in notes.find("thought")] == ["a"]
    notes.remember_search("ports")
    notes.save_search("ports")
    notes.forget_searches()
    assert (notes.recent_searches(), notes.saved_searches()) == ((), ())
    notes.close()


def test_a_backup_is_made_at_the_end_of_a_session_with_changes_only(tmp_path: Path) -> None:
    for changes in (0, 1, 0):
        session = workspace(tmp_path)
        session.notes.open()
        for _ in range(changes):
            session.notes.add("bookmark", block("p1"))
        session.notes.close()
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_a_backup_that_fails_is_told_and_the_notes_open(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark()))
    book.close()
    (tmp_path / "backups").write_bytes(b"in the way")
    session = workspace(tmp_path)
    trouble = session.notes.open()
    assert isinstance(trouble, Broken)
    assert trouble.code == "write_failed"
    assert len(session.notes.marks()) == 1
    session.notes.close()


def test_notes_that_are_not_open_are_empty_and_cannot_be_changed(tmp_path: Path) -> None:
    notes = workspace(tmp_path).notes
    assert (notes.marks(), notes.places(), notes.last_document()) == ((), {}, None)
    assert (notes.find("ports"), notes.recent_searches(), notes.saved_searches()) == ((), (), ())
    notes.keep_place("call-for-action-2021", Point("p1", 0))
    notes.remember_search("ports")
    notes.save_search("ports")
    notes.forget_searches()
    notes.close()
    with pytest.raises(Refused):
        notes.add("bookmark", block("p1"))
    assert list(tmp_path.glob("notebook*")) == []


def test_a_mark_in_a_document_that_is_gone_comes_last_and_keeps_its_words(ours: Workspace, tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark("gone", document="long-gone", quote="Kept words")))
    book.close()
    ours.notes.add("note", block("p1"), text="here")
    last = ours.notes.marks()[-1]
    assert (last.mark.anchor.quote, last.location, last.reference) == ("Kept words", None, "long-gone")
    ours.notes.export(tmp_path / "out.md", ours.notes.bundle())
    assert "> Kept words" in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_a_mark_whose_words_are_gone_says_so_and_stands_where_it_likely_was(tmp_path: Path) -> None:
    kept = "A second paragraph that stays as it is, word for word, whatever becomes of the first."
    folder = pack(tmp_path / "pack", {"sample": document_text(f"First words here.\n\n{kept}")})
    session = workspace(tmp_path, folder)
    session.notes.open()
    session.notes.add("note", Location("sample", Point("p1", 0), Point("p1", 5)), text="lost")
    session.notes.add("note", Location("sample", Point("p2", 0), Point("p2", len(kept))), text="still there")
    session.notes.close()
    pack(folder, {"sample": document_text(f"Other beginning.\n\n{kept}")})
    session = workspace(tmp_path, folder)
    session.notes.open()
    assert [(each.mark.text, each.reference) for each in session.notes.marks()] == [
        ("lost", "ICAT-SMP-2024"),
        ("still there", "ICAT-SMP-2024 para 2"),
    ]
    session.notes.close()


def test_an_export_holds_all_marks_or_those_of_one_document(ours: Workspace, tmp_path: Path) -> None:
    ours.notes.add("note", block("p21", 0, 20), text="one")
    ours.notes.add("bookmark", block("p2", 0, 5, "world-day-statement-2020"))
    assert ours.notes.export(tmp_path / "all.md", ours.notes.bundle()) == 2
    assert ours.notes.export(tmp_path / "some.md", ours.notes.bundle(ours.notes.marks("world-day-statement-2020"))) == 1
    everything = (tmp_path / "all.md").read_text(encoding="utf-8")
    assert "ICAT-CFA-2021 para 21" in everything
    assert "ICAT-WDS-2020 para 2" in everything
    assert "ICAT-CFA-2021" not in (tmp_path / "some.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("document", [None, "world-day-statement-2020"])
def test_with_nothing_to_export_no_file_is_written(ours: Workspace, tmp_path: Path, document: str | None) -> None:
    if document:
        ours.notes.add("bookmark", block("p1"))
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    with pytest.raises(Refused, match="nothing_to_export"):
        ours.notes.export(tmp_path / "old.md", ours.notes.bundle(ours.notes.marks(document) if document else None))
    assert (tmp_path / "old.md").read_text(encoding="utf-8") == "old"


def test_a_mistyped_folder_is_not_made(ours: Workspace, tmp_path: Path) -> None:
    ours.notes.add("bookmark", block("p1"))
    with pytest.raises(Refused, match="folder_missing"):
        ours.notes.export(tmp_path / "typo" / "out.md", ours.notes.bundle())
    assert not (tmp_path / "typo").exists()


def test_a_missing_corpus_is_named(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="pack_missing"):
        workspace(tmp_path, tmp_path / "none").library.documents()


def test_the_corpus_is_only_read(tmp_path: Path) -> None:
    before = {file: file.stat().st_mtime_ns for file in CORPUS.rglob("*")}
    session = Workspace(places(tmp_path))
    session.notes.open()
    session.library.search("victims")
    session.notes.add("bookmark", block("p1"))
    session.notes.close()
    assert {file: file.stat().st_mtime_ns for file in CORPUS.rglob("*")} == before


# -- backups -------------------------------------------------------------------------------------------------


def test_a_restore_goes_on_in_the_same_session_with_an_empty_history(tmp_path: Path) -> None:
    notes = workspace(tmp_path).notes
    notes.open()
    notes.add("bookmark", Location("call-for-action-2021", Point("p21", 0), Point("p21", 9)))
    assert notes.backup_if_due()
    notes.add("bookmark", Location("call-for-action-2021", Point("p22", 0), Point("p22", 9)))
    [backup] = notes.backups()
    comparison = notes.compare(backup.name)
    assert (comparison.marks, comparison.only_here) == (1, 1)
    notes.restore(backup.name)
    assert len(notes.marks()) == 1
    assert notes.undo() is None
    assert [each.marks for each in notes.backups()] == [2, 1]
    notes.close()


def test_a_restore_that_is_refused_leaves_the_notebook_open(tmp_path: Path) -> None:
    notes = workspace(tmp_path).notes
    notes.open()
    with pytest.raises(Refused, match="backup_unknown"):
        notes.restore("nonsense")
    notes.add("bookmark", Location("call-for-action-2021", Point("p21", 0), Point("p21", 9)))
    assert len(notes.marks()) == 1
    notes.close()
