"""Undo and redo in the order of what was done."""

from reader.core.marks import Change
from reader.core.notes.history import History
from tests.builders import checklist, made, mark


def edit(before: str, after: str) -> Change:
    return Change(((mark("a", text=before), mark("a", text=after)),))


def test_the_last_change_is_taken_back_first() -> None:
    history = History()
    for each in (made(mark("a")), made(mark("b"))):
        history.add(each)
    assert history.to_undo() == made(mark("b")).reversed()
    history.undone()
    assert history.to_undo() == made(mark("a")).reversed()


def test_what_was_taken_back_can_be_done_again_in_order() -> None:
    history = History()
    for each in (made(mark("a")), made(mark("b"))):
        history.add(each)
    history.undone()
    history.undone()
    assert history.to_undo() is None
    assert history.to_redo() == made(mark("a"))
    history.redone()
    assert history.to_redo() == made(mark("b"))


def test_a_new_change_ends_what_could_be_done_again() -> None:
    history = History()
    history.add(made(mark("a")))
    history.undone()
    history.add(made(mark("b")))
    assert history.to_redo() is None


def test_an_empty_history_offers_nothing() -> None:
    assert (History().to_undo(), History().to_redo()) == (None, None)


def test_the_pauses_while_typing_are_one_step() -> None:
    history = History()
    for before, after in (("", "A"), ("A", "A th"), ("A th", "A thought")):
        history.add(edit(before, after), merge=True)
    assert history.to_undo() == edit("", "A thought").reversed()
    history.undone()
    assert history.to_undo() is None


def test_typing_does_not_merge_with_the_making_of_another_mark() -> None:
    history = History()
    history.add(made(mark("b")))
    history.add(edit("", "A"), merge=True)
    assert history.to_undo() == edit("", "A").reversed()


def test_what_is_not_about_marks_is_joined_when_it_follows_on_and_only_then() -> None:
    first, second, third = (checklist(name=name) for name in "abc")
    history = History()
    history.add(Change(checklists=((None, checklist("other")),)))
    history.add(Change(checklists=((first, second),)), merge=True)
    history.add(Change(checklists=((second, third),)), merge=True)
    assert history.to_undo() == Change(checklists=((third, first),))
    history.undone()
    assert history.to_undo() == Change(checklists=((checklist("other"), None),))


def test_an_edit_that_does_not_follow_on_is_a_step_of_its_own() -> None:
    history = History()
    history.add(edit("", "A"))
    history.add(edit("B", "C"), merge=True)
    history.undone()
    assert history.to_undo() == edit("", "A").reversed()


def test_a_change_turned_round_twice_is_itself() -> None:
    change = edit("a", "b")
    assert change.reversed().reversed() == change
