"""Marks go out on a stick and come in elsewhere: to an empty notebook, to a colleague's, and back."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.errors import Refused
from reader.core.incoming import ImportPlan, Resolution
from reader.core.marks import Item, Mark
from reader.core.types import Location, Point
from reader.core.workspace import Notes
from tests.builders import made, mark, notebook, workspace

CALL = "call-for-action-2021"
Person = Callable[[str], Notes]


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Opens the notebook of somebody, by name."""
    opened: dict[str, Notes] = {}

    def named(name: str) -> Notes:
        if name not in opened:
            opened[name] = workspace(tmp_path / name).notes
            opened[name].open()
        return opened[name]

    yield named
    for notes in opened.values():
        notes.close()


def add(notes: Notes, block: str = "p21", text: str = "", **options: object) -> str:
    place = Location(CALL, Point(block, 0), Point(block, 10))
    [(_, new)] = notes.add("note" if text else "highlight", place, text=text, **options).pairs  # type: ignore[arg-type]
    assert new is not None
    return new.id


def carried(notes: Notes, path: Path, form: str = "annotations") -> Path:
    notes.export(path, notes.bundle(), form)
    return path


def bring(notes: Notes, path: Path, layer: str = "", conflicts: Resolution = "mine") -> ImportPlan:
    plan = notes.plan_import(path)
    notes.bring_in(plan.incoming, layer, conflicts)
    return plan


def held(notes: Notes) -> dict[str, Mark]:
    return {placed.mark.id: placed.mark for placed in notes.marks()}


def rich(notes: Notes) -> None:
    one = add(notes, "p21", "Ask **her** 😀 نص 文", tags=["a, b", 'say "so"'], colour="pink")
    two = add(notes, "p2", colour="green")
    add(notes, "h1", "On a heading")
    notes.make_collection("Briefing", [Item(mark=two), Item(text="Own words"), Item(mark=one)])
    notes.set_meanings({"pink": "ask supervisor"})


@pytest.mark.parametrize("form", ["annotations", "jsonld"])
def test_an_empty_notebook_becomes_the_same(person: Person, tmp_path: Path, form: str) -> None:
    ana, empty = person("ana"), person("empty")
    rich(ana)
    plan = bring(empty, carried(ana, tmp_path / f"x.{form}", form))
    assert (len(plan.new), plan.same, plan.without_place) == (3, 0, ())
    assert empty.marks() == ana.marks()
    assert (empty.collections(), empty.meanings()) == (ana.collections(), ana.meanings())


def test_twice_is_once(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    rich(ana)
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path, "Ana")
    before = (ben.marks(), ben.layers(), ben.collections())
    plan = ben.plan_import(path)
    assert plan.does_nothing
    assert plan.same == 3
    assert ben.bring_in(plan.incoming, "Ana") is None
    assert (ben.marks(), ben.layers(), ben.collections()) == before


def test_it_is_one_step_to_undo(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    rich(ana)
    own = add(ben, "p3")
    bring(ben, carried(ana, tmp_path / "x.annotations"), "Ana")
    assert len(ben.marks()) == 4
    ben.undo()
    assert (set(held(ben)), ben.layers(), ben.collections()) == ({own}, (), ())


def test_a_colleagues_marks_are_a_layer_of_their_own(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    theirs, own = add(ana), add(ben, "p3")
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path, "  Ana ")
    [layer] = ben.layers()
    assert (layer.name, held(ben)[theirs].layer, held(ben)[own].layer) == ("Ana", layer.id, "")
    add(ana, "p4")
    bring(ben, carried(ana, path), "Ana")
    assert ben.layers() == (layer,)
    assert sum(each.layer == layer.id for each in held(ben).values()) == 2


def test_what_was_changed_there_is_changed_here(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ana, text="first")
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path, "Ana")
    ana.edit(ana.mark(one), "second")
    ana.recolour([one], "blue")
    plan = bring(ben, carried(ana, path), "Ana")
    assert [(mine.text, theirs.text) for mine, theirs in plan.changed] == [("first", "second")]
    after = held(ben)[one]
    assert (after.text, after.colour, after.layer) == ("second", "blue", ben.layers()[0].id)


def test_what_was_changed_here_after_stays(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ana, text="first")
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path)
    ben.edit(ben.mark(one), "mine")
    assert ben.plan_import(path).same == 1
    plan = bring(ana, carried(ben, path))
    assert len(plan.changed) == 1
    assert ana.mark(one).text == "mine"


@pytest.mark.parametrize("how", ["mine", "theirs", "both"])
def test_what_was_changed_here_and_there_is_asked_and_then_settled(
    person: Person, tmp_path: Path, how: Resolution
) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ana, text="first")
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path)
    ana.edit(ana.mark(one), "hers")
    ben.edit(ben.mark(one), "his")
    plan = bring(ben, carried(ana, path), conflicts=how)
    assert [(mine.text, theirs.text) for mine, theirs in plan.conflicts] == [("his", "hers")]
    expected = {"mine": ["his"], "theirs": ["hers"], "both": ["hers", "his"]}[how]
    assert sorted(each.text for each in held(ben).values()) == expected
    before = ben.marks()
    assert bring(ben, path, conflicts=how).does_nothing
    assert ben.marks() == before
    if how != "both":  # what was settled here is settled there
        plan = bring(ana, carried(ben, path))
        assert plan.conflicts == ()
        assert ana.mark(one).text == expected[0]


def test_what_is_kept_beside_mine_is_in_the_layer_of_whoever_it_comes_from(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ben, text="first")
    path = carried(ben, tmp_path / "x.annotations")
    bring(ana, path)
    ana.edit(ana.mark(one), "hers")
    ben.edit(ben.mark(one), "his")
    bring(ben, carried(ana, path), "Ana", "both")
    assert {each.text: each.layer for each in held(ben).values()} == {"his": "", "hers": ben.layers()[0].id}


def test_the_same_change_on_both_sides_is_no_conflict(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ana, text="first")
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path)
    for notes in (ana, ben):
        notes.recolour([one], "purple")
    assert ben.plan_import(carried(ana, path)).does_nothing


def test_another_order_of_a_collection_comes_beside_it_once(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    rich(ana)
    path = carried(ana, tmp_path / "x.annotations")
    bring(ben, path)
    [briefing] = ana.collections()
    ana.change_collection(briefing.id, items=briefing.items[::-1])
    carried(ana, path)
    for _ in range(2):
        bring(ben, path)
        assert sorted(each.name for each in ben.collections()) == ["Briefing", "Briefing (2)"]


def test_marks_in_documents_that_are_not_here_alone_are_refused(person: Person, tmp_path: Path) -> None:
    book = notebook(tmp_path / "ana")
    book.apply(made(mark("a", document="long-gone", quote="Words of another book")))
    book.close()
    with pytest.raises(Refused, match="import_other_documents") as caught:
        person("ben").plan_import(carried(person("ana"), tmp_path / "x.annotations"))
    assert caught.value.facts["titles"] == "long-gone"


def test_beside_others_they_come_and_are_told(person: Person, tmp_path: Path) -> None:
    book = notebook(tmp_path / "ana")
    book.apply(made(mark("a", document="long-gone", quote="Words of another book")))
    book.close()
    add(person("ana"))
    plan = bring(person("ben"), carried(person("ana"), tmp_path / "x.annotations"))
    assert [name for name, _ in plan.unknown_documents] == ["long-gone"]
    assert [each.id for each in plan.without_place] == ["a"]
    assert held(person("ben"))["a"].anchor.quote == "Words of another book"


def test_a_file_of_another_program_finds_its_places_by_its_words(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    one = add(ana, text="first")
    path = carried(ana, tmp_path / "x.jsonld", "jsonld")
    content = json.loads(path.read_text(encoding="utf-8"))
    foreign = json.loads(json.dumps(content), object_hook=_without_ours)
    path.write_text(json.dumps(foreign), encoding="utf-8")
    bring(ben, path)
    [placed] = ben.marks()
    assert (placed.mark.text, placed.mark.revision, placed.verdict) == ("first", "", "kept")
    assert placed.mark.anchor.quote == ana.mark(one).anchor.quote
    assert bring(ben, path).does_nothing


def _without_ours(value: dict[str, object]) -> dict[str, object]:
    return {key: each for key, each in value.items() if not key.startswith("icat")}


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"PK\x03\x04 no zip", b'{"items": [' * 500])
def test_what_is_no_such_file_changes_nothing(person: Person, tmp_path: Path, content: bytes) -> None:
    ben = person("ben")
    add(ben)
    before = ben.marks()
    (tmp_path / "bad.jsonld").write_bytes(content)
    with pytest.raises(Refused):
        ben.plan_import(tmp_path / "bad.jsonld")
    with pytest.raises(Refused):
        ben.plan_import(tmp_path / "missing.jsonld")
    assert ben.marks() == before


def test_marks_of_a_hidden_layer_do_not_go_out_with_mine(person: Person, tmp_path: Path) -> None:
    ana, ben = person("ana"), person("ben")
    add(ana)
    own = add(ben, "p3")
    bring(ben, carried(ana, tmp_path / "x.annotations"), "Ana")
    ben.change_layer(ben.layers()[0].id, shown=False)
    empty = person("empty")
    bring(empty, carried(ben, tmp_path / "y.annotations"))
    assert held(empty) == {own: replace(ben.mark(own))}
