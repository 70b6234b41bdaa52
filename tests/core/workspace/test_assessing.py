"""Checklists as people use them, on a real notebook: made, assessed, undone, taken out and brought in."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.core.errors import Refused
from reader.core.marks import Assessment, Checklist
from reader.core.types import Location, Point
from reader.core.workspace import Notes
from tests.builders import workspace

CALL = "call-for-action-2021"
Person = Callable[[str], Notes]


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Opens the notebook of somebody, by name; with "again" behind it, as another program sees it."""
    opened: dict[str, Notes] = {}

    def named(name: str) -> Notes:
        if name not in opened:
            opened[name] = workspace(tmp_path / name.removesuffix(" again")).notes
            opened[name].open()
        return opened[name]

    yield named
    for notes in opened.values():
        notes.close()


@pytest.fixture
def notes(person: Person) -> Notes:
    return person("ana")


def make(notes: Notes, name: str = "My district", role: str = "") -> str:
    [(_, new)] = notes.make_checklist(name, role).checklists
    assert new is not None
    return new.id


def assess(notes: Notes, checklist: str, recommendation: str = "r1", **fields: Any) -> object:
    return notes.assess(checklist, recommendation, fields.pop("words", "Act."), "ICAT-1", "States", **fields)


def held(notes: Notes, checklist: str) -> dict[str, Assessment]:
    found = notes.checklist(checklist)
    assert found is not None
    return {each.recommendation: replace(each, changed=0.0) for each in found.assessments}


def test_a_checklist_is_on_the_disk_when_it_is_made(notes: Notes, person: Person) -> None:
    one = make(notes, " My\ndistrict \ud83d", "inspector")
    [found] = person("ana again").checklists()
    assert (found.id, found.name, found.role, found.assessments) == (one, "My district ?", "inspector", ())


def test_only_the_fields_that_are_given_change(notes: Notes, person: Person) -> None:
    one = make(notes)
    assess(notes, one, state="partly", words="Old words.")
    assess(notes, one, evidence="Seen\n\n*there* \ud83d", words="New words.")
    assess(notes, one, date=" 2026-03-05 ", words="New words.")
    expected = Assessment("r1", "partly", "Seen\n\n*there* ?", "2026-03-05", "Old words.", "ICAT-1", "States")
    assert held(person("ana again"), one) == {"r1": expected}
    assess(notes, one, state="done", words="New words.")
    assert held(notes, one) == {"r1": replace(expected, state="done", words="New words.")}


def test_the_same_state_again_confirms_it_for_the_present_words(notes: Notes) -> None:
    one = make(notes)
    assess(notes, one, state="done", words="Old words.")
    assert assess(notes, one, state="done", words="Old words.") is None
    assert assess(notes, one, state="done", words="New words.") is not None
    assert held(notes, one)["r1"].words == "New words."


def test_an_assessment_with_nothing_left_is_gone(notes: Notes) -> None:
    one = make(notes)
    assess(notes, one, state="done", evidence="x", date="2026-03-05")
    assess(notes, one, "r2", evidence="kept")
    assess(notes, one, state="", date="")
    assert held(notes, one)["r1"].evidence == "x"
    assess(notes, one, evidence=" \n")
    assert held(notes, one).keys() == {"r2"}
    notes.undo()
    assert held(notes, one)["r1"].evidence == "x"


def test_what_changes_nothing_is_no_step(notes: Notes) -> None:
    one = make(notes, role="judge")
    assess(notes, one, state="done")
    for nothing in (
        assess(notes, one, words="Others."),
        assess(notes, one, evidence=""),
        assess(notes, one, "r2", state="", evidence=" ", date=""),
        assess(notes, "unknown", state="done"),
        notes.change_checklist(one, " My district", "judge"),
        notes.change_checklist("unknown", "x"),
        notes.delete_checklist("unknown"),
    ):
        assert nothing is None


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "20260305", "2026-W10-4", "05.03.2026", "٢٠٢٦-٠٣-٠٥"])
def test_what_is_no_day_is_refused(notes: Notes, day: str) -> None:
    one = make(notes)
    with pytest.raises(Refused, match="bad_day"):
        assess(notes, one, state="done", date=day)
    assert held(notes, one) == {}


def test_every_change_can_be_undone_and_done_again(notes: Notes) -> None:
    one = make(notes)
    states = [notes.checklists()]
    for change in (
        lambda: assess(notes, one, state="done"),
        lambda: assess(notes, one, "r2", evidence="x"),
        lambda: notes.change_checklist(one, name="Other"),
        lambda: notes.change_checklist(one, role="judge"),
        lambda: assess(notes, one, state=""),
        lambda: notes.delete_checklist(one),
    ):
        change()
        states.append(notes.checklists())
    for state in states[-2::-1]:
        notes.undo()
        assert notes.checklists() == state
    for state in states[1:]:
        notes.redo()
        assert notes.checklists() == state


def test_the_pauses_while_evidence_is_typed_are_one_step(notes: Notes) -> None:
    one = make(notes)
    assess(notes, one, state="done")
    assess(notes, one, "r2", evidence="S")
    for text in ("See", "Seen"):
        assess(notes, one, "r2", evidence=text, merge=True)
    assess(notes, one, evidence="Another one", merge=True)  # not about r2: a step of its own
    notes.undo()
    assert (held(notes, one)["r1"].evidence, held(notes, one)["r2"].evidence) == ("", "Seen")
    notes.undo()
    assert held(notes, one).keys() == {"r1"}
    notes.redo()
    assert held(notes, one)["r2"].evidence == "Seen"


def test_typing_goes_on_after_a_renaming_in_a_step_of_its_own(notes: Notes) -> None:
    one = make(notes)
    assess(notes, one, evidence="S")
    notes.change_checklist(one, name="Other")
    assess(notes, one, evidence="Se", merge=True)
    notes.undo()
    assert (notes.checklists()[0].name, held(notes, one)["r1"].evidence) == ("Other", "S")


def test_what_another_program_assessed_stays_when_something_is_undone(notes: Notes, person: Person) -> None:
    other = person("ana again")
    one = make(notes)
    assess(notes, one, state="done")
    notes.change_checklist(one, name="Mine")
    assess(other, one, "r2", state="not_yet")
    other.change_checklist(one, role="judge")
    assess(notes, one, "r3", state="partly")
    assert held(notes, one).keys() == {"r1", "r2", "r3"}
    for _ in range(3):
        notes.undo()
    assert held(notes, one).keys() == {"r2"}
    [found] = notes.checklists()
    assert (found.name, found.role) == ("My district", "judge")
    for _ in range(3):
        notes.redo()
    assert {name: each.state for name, each in held(notes, one).items()} == {
        "r1": "done", "r2": "not_yet", "r3": "partly",
    }  # fmt: skip
    assert notes.checklists()[0].name == "Mine"


def test_what_was_read_is_remembered(notes: Notes, person: Person) -> None:
    notes.set_read(f"{CALL}#p1", "e1")
    notes.set_read(f"{CALL}#p2", "e1")
    notes.set_read(f"{CALL}#p2", "e1", False)
    assert person("ana again").read_passages() == {f"{CALL}#p1": "e1"}


def test_before_the_notebook_is_open_there_is_nothing(tmp_path: Path) -> None:
    notes = workspace(tmp_path).notes
    assert (notes.checklists(), notes.checklist("x"), notes.read_passages()) == ((), None, {})


def rich(notes: Notes) -> str:
    one = make(notes, "نص “2026”", "inspector")
    assess(notes, one, state="done", evidence="Own **words** 😀", date="2026-03-05")
    assess(notes, one, "r2", evidence="only a note")
    make(notes, "Empty")
    return one


@pytest.mark.parametrize("form", ["annotations", "jsonld"])
@pytest.mark.parametrize("with_mark", [True, False])
def test_an_empty_notebook_gets_the_same_checklists(
    notes: Notes, person: Person, tmp_path: Path, form: str, with_mark: bool
) -> None:
    rich(notes)
    if with_mark:
        notes.add("highlight", Location(CALL, Point("p21", 0), Point("p21", 10)))
    path = tmp_path / "x"
    notes.export(path, notes.bundle(), form)
    ben = person("ben")
    plan = ben.plan_import(path)
    assert (len(plan.new_checklists), plan.does_nothing) == (2, False)
    ben.bring_in(plan.incoming)
    assert ben.checklists() == notes.checklists()
    assert ben.plan_import(path).does_nothing
    ben.undo()
    assert ben.checklists() == ()


def test_what_was_found_out_otherwise_comes_beside_it_once(notes: Notes, person: Person, tmp_path: Path) -> None:
    ben, one = person("ben"), rich(notes)
    for _ in range(2):  # a bare file has days only: that is no other content
        for bare in (False, True):
            notes.export(tmp_path / "x", replace(notes.bundle(), bare=bare), "jsonld")
            plan = ben.plan_import(tmp_path / "x")
            ben.bring_in(plan.incoming)
        assert plan.does_nothing
        assess(notes, one, "r3", state="not_applicable")
    mine: list[Checklist] = [each for each in ben.checklists() if each.name.startswith("نص")]
    assert sorted((each.name, len(each.assessments)) for each in mine) == [("نص “2026”", 2), ("نص “2026” (2)", 3)]


def test_a_part_of_the_marks_goes_out_without_checklists(notes: Notes) -> None:
    rich(notes)
    notes.add("highlight", Location(CALL, Point("p21", 0), Point("p21", 10)))
    assert notes.bundle(notes.marks()).checklists == ()
    [(_, briefing)] = notes.make_collection("b").collections
    with pytest.raises(Refused, match="nothing_to_export"):
        notes.bundle(collection=briefing)


@pytest.mark.parametrize("form", ["markdown", "csv", "docx", "ris"])
def test_a_format_without_a_place_for_checklists_writes_no_empty_file(notes: Notes, tmp_path: Path, form: str) -> None:
    rich(notes)
    with pytest.raises(Refused, match="nothing_to_export"):
        notes.export(tmp_path / "x", notes.bundle(), form)
    with pytest.raises(Refused, match="nothing_to_export"):
        notes.render_for_print(notes.bundle())
    assert not (tmp_path / "x").exists()
