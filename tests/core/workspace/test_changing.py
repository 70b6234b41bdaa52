"""What people do with marks, collections and layers, on a real notebook over the real corpus."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reader.core.marks import Change, Item, Layer, Mark, MarkFilter, PlacedMark
from reader.core.types import Location, Point
from reader.core.workspace import Notes, Workspace
from tests.builders import made, mark, notebook, workspace

CALL, DAY = "call-for-action-2021", "world-day-statement-2020"
NASTY = ("a, b", 'say "this"', "naïve 😀", "= 1+1", "نص عربي", "nul\0and\x1b", "x" * 300)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Workspace]:
    opened = workspace(tmp_path)
    assert opened.notes.open() is None
    yield opened
    opened.notes.close()


@pytest.fixture
def notes(ours: Workspace) -> Notes:
    return ours.notes


def place(block: str, start: int = 0, end: int = 10, document: str = CALL) -> Location:
    return Location(document, Point(block, start), Point(block, end))


def add(notes: Notes, block: str = "p21", **options: Any) -> str:
    where = place(block, document=options.pop("document", CALL))
    [(_, new)] = notes.add(options.pop("kind", "highlight"), where, **options).pairs
    assert new is not None
    return new.id


def again(tmp_path: Path) -> Notes:
    """The same notebook as another program sees it."""
    other = workspace(tmp_path).notes
    other.open()
    return other


def held(notes: Notes) -> set[Mark]:
    return {placed.mark for placed in notes.marks()}


def test_tags_of_any_characters_are_kept_as_they_are(notes: Notes, tmp_path: Path) -> None:
    one = add(notes, tags=NASTY)
    other = again(tmp_path)
    assert other.mark(one).tags == NASTY
    assert dict(other.tags()) == dict.fromkeys(NASTY, 1)
    other.close()


def test_a_tag_is_on_one_line_and_there_once(notes: Notes) -> None:
    one = add(notes, tags=["  ask \n supervisor ", "ask supervisor", "", " \t"])
    assert notes.mark(one).tags == ("ask supervisor",)


def test_tagging_many_is_one_step(notes: Notes) -> None:
    ids = [add(notes, f"p{number}", tags=["old"]) for number in range(1, 6)]
    before = held(notes)
    notes.tag(ids, add=["new"], remove=["old"])
    assert notes.tags() == (("new", 5),)
    notes.undo()
    assert held(notes) == before
    assert notes.tags() == (("old", 5),)
    notes.redo()
    assert notes.tags() == (("new", 5),)


def test_what_changes_nothing_is_no_step(notes: Notes) -> None:
    one = add(notes, colour="pink", tags=["a"])
    for nothing in (
        notes.recolour([one], "pink"), notes.tag([one], add=["a"], remove=["b"]), notes.delete(["unknown"]),
        notes.tag([], add=["a"]), notes.collect("unknown", [one]), notes.delete_collection("unknown"),
        notes.change_layer("unknown", shown=False), notes.delete_layer("unknown"), notes.accept([one]),
    ):  # fmt: skip
        assert nothing is None
    notes.undo()
    assert held(notes) == set()


def test_each_change_is_the_next_revision_of_what_was(notes: Notes) -> None:
    one = add(notes)
    first = notes.mark(one)
    notes.recolour([one], "green")
    notes.tag([one], add=["a"])
    last = notes.mark(one)
    assert last.ancestors[-1] == first.revision
    assert len({first.revision, last.revision, *last.ancestors}) == 3


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (MarkFilter(), "abcd"),
        (MarkFilter(tags=("x",)), "ab"),
        (MarkFilter(tags=("x", "y")), "b"),
        (MarkFilter(colours=("pink", "blue")), "bc"),
        (MarkFilter(kinds=("bookmark",)), "d"),
        (MarkFilter(documents=(DAY,)), "d"),
        (MarkFilter(text="ports"), "a"),
        (MarkFilter(text="por"), "a"),
        (MarkFilter(text="nowhere"), ""),
        (MarkFilter(text="x"), "ab"),  # a tag is found by its words
        (MarkFilter(text="grant vict"), "ab"),  # and so is what was marked
        (MarkFilter(verdicts=("kept",)), "abcd"),
        (MarkFilter(verdicts=("moved", "withdrawn")), ""),
        (MarkFilter(layers=("",), tags=("y",)), "b"),
        (MarkFilter(since=0.0, until=1.0), ""),
        (MarkFilter(since=1.0), "abcd"),
    ],
)  # fmt: skip
def test_marks_are_chosen_by_what_they_are(notes: Notes, wanted: MarkFilter, expected: str) -> None:
    names = {
        add(notes, "p21", kind="note", text="In the ports", tags=["x"]): "a",
        add(notes, "p21", colour="pink", tags=["x", "y"]): "b",
        add(notes, "p22", colour="blue"): "c",
        add(notes, "p2", kind="bookmark", document=DAY): "d",
    }
    found = notes.select(wanted)
    assert sorted(names[placed.mark.id] for placed in found) == list(expected)


def test_marks_are_sorted_as_asked_and_else_by_their_places(notes: Notes) -> None:
    ids = [add(notes, "p3", colour="purple"), add(notes, "p1", colour="green"), add(notes, "p2", colour="green")]

    def order(*how: Any) -> list[int]:
        return [ids.index(placed.mark.id) for placed in notes.select(MarkFilter(), *how)]

    assert order() == [1, 2, 0]
    assert order("place", True) == [0, 2, 1]
    assert order("created") == [0, 1, 2]
    assert order("created", True) == [2, 1, 0]
    assert order("colour") == [1, 2, 0]
    notes.recolour([ids[1]], "yellow")
    assert order("changed", True) == [1, 2, 0]


def test_a_collection_keeps_its_order_and_its_own_texts(notes: Notes, tmp_path: Path) -> None:
    one, two = add(notes, "p1"), add(notes, "p2")
    notes.make_collection(
        " For the\nminister ", [Item(mark=two), Item(text="Why this matters\n\n**now** \0"), Item(mark=one)]
    )
    other = again(tmp_path)
    [briefing] = other.collections()
    assert briefing.name == "For the minister"
    shown = [entry.mark.id if isinstance(entry, PlacedMark) else entry for entry in other.contents(briefing)]
    assert shown == [two, "Why this matters\n\n**now** \0", one]
    other.close()


def test_marks_are_put_at_the_end_of_a_collection_once(notes: Notes) -> None:
    one, two = add(notes, "p1"), add(notes, "p2")
    [(_, briefing)] = notes.make_collection("b", [Item(mark=two)]).collections
    notes.collect(briefing.id, [one, two, "unknown"])
    assert notes.collections()[0].items == (Item(mark=two), Item(mark=one))
    assert notes.collect(briefing.id, [one]) is None


def test_every_change_of_a_collection_can_be_undone(notes: Notes) -> None:
    one, two = add(notes, "p1"), add(notes, "p2")
    [(_, briefing)] = notes.make_collection("b", [Item(mark=one), Item(mark=two)]).collections
    states = [notes.collections()]
    for change in (
        lambda: notes.change_collection(briefing.id, items=[Item(mark=two), Item(mark=one)]),
        lambda: notes.change_collection(briefing.id, name="c"),
        lambda: notes.delete_collection(briefing.id),
    ):
        change()
        states.append(notes.collections())
    for state in states[-2::-1]:
        notes.undo()
        assert notes.collections() == state
    for state in states[1:]:
        notes.redo()
        assert notes.collections() == state


def test_a_deleted_mark_is_back_in_its_collection_when_it_is_back(notes: Notes) -> None:
    one, two = add(notes, "p1"), add(notes, "p2")
    notes.make_collection("b", [Item(mark=one), Item(mark=two)])
    notes.delete([one])
    assert [entry.mark.id for entry in notes.contents(notes.collections()[0])] == [two]
    notes.undo()
    assert [entry.mark.id for entry in notes.contents(notes.collections()[0])] == [one, two]


def with_a_layer(tmp_path: Path) -> None:
    book = notebook(tmp_path)
    book.apply(Change(made(mark("a", layer="them")).pairs, layers=((None, Layer("them", "Amina")),)))
    book.close()


def test_a_layer_is_switched_off_and_on(notes: Notes, tmp_path: Path) -> None:
    add(notes)
    with_a_layer(tmp_path)
    assert len(notes.marks()) == 2
    notes.change_layer("them", shown=False)
    assert [placed.mark.layer for placed in notes.marks()] == [""]
    assert notes.find("thought") == ()
    assert notes.select(MarkFilter(text="thought")) == ()
    other = again(tmp_path)
    assert len(other.marks()) == 1
    other.close()
    notes.undo()
    assert [placed.mark.id for placed in notes.find("thought")] == ["a"]


def test_a_layer_goes_with_its_marks_and_comes_back_with_them(notes: Notes, tmp_path: Path) -> None:
    own = add(notes)
    with_a_layer(tmp_path)
    notes.delete_layer("them")
    assert ([placed.mark.id for placed in notes.marks()], notes.layers()) == ([own], ())
    notes.undo()
    assert (len(notes.marks()), notes.layers()) == (2, (Layer("them", "Amina"),))


def test_what_another_program_writes_is_there_at_the_next_look(notes: Notes, tmp_path: Path) -> None:
    add(notes)
    other = again(tmp_path)
    two = add(other, "p1", tags=["from there"])
    assert notes.mark(two) == other.mark(two)
    assert notes.tags() == (("from there", 1),)
    other.close()


def test_colours_have_a_meaning_until_it_is_taken_from_them(notes: Notes, tmp_path: Path) -> None:
    notes.set_meanings({"yellow": "quote in report", "pink": "ask supervisor", "blue": ""})
    other = again(tmp_path)
    assert other.meanings() == {"yellow": "quote in report", "pink": "ask supervisor"}
    other.close()
    notes.set_meanings({})
    assert notes.meanings() == {}


def test_an_edit_brings_back_a_note_that_was_deleted_meanwhile(notes: Notes) -> None:
    one = add(notes, kind="note", text="first")
    before = notes.mark(one)
    notes.delete([one])
    notes.edit(before, "second")
    assert notes.mark(one).text == "second"
    notes.undo()
    assert notes.mark(one) is None


@pytest.mark.parametrize("action", [
    lambda notes, one: notes.tag([one], add=["a"]),
    lambda notes, one: notes.recolour([one], "pink"),
    lambda notes, one: notes.delete([one]),
    lambda notes, one: notes.make_collection("b"),
    lambda notes, one: notes.keep_historical([one]),
])  # fmt: skip
def test_every_action_is_on_the_disk_when_it_returns(
    notes: Notes, tmp_path: Path, action: Callable[[Notes, str], object]
) -> None:
    action(notes, add(notes))
    other = again(tmp_path)
    assert (other.marks(), other.collections()) == (notes.marks(), notes.collections())
    other.close()
