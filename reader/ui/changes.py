"""A change in a sentence: what was done, and what undo or redo brought back or took away.

The only place for it, so that a change is told in the same words wherever it was made. `Marking` says them to screen
readers, once; a page that shows them in the message bar does not say them again.
"""

from collections.abc import Sized

from PySide6.QtCore import QCoreApplication

from reader import words
from reader.core.marks import Assessment, Change, Checklist, Mark
from reader.core.text import shorten

_NAME = 40  # characters of a name


def tr(text: str) -> str:
    return QCoreApplication.translate("Changes", text)


def done(change: Change) -> str:
    """What an action did, for the message bar and screen readers; "" for what its own panel shows."""
    for layer, left in change.layers:
        if layer and not left:
            name = _short(layer.name)
            return tr("Layer “{name}” deleted with {marks}.").format(name=name, marks=_marks(change.pairs))
    made = [new for old, new in change.pairs if old is None and new is not None]
    gone = [old for old, new in change.pairs if old is not None and new is None]
    both = _both(change)
    if gone:
        return tr("1 mark deleted.") if len(gone) == 1 else tr("{n} marks deleted.").format(n=_count(gone))
    if len(made) == 1:
        return _made(made[0])
    if made:
        return tr("{n} marks added.").format(n=_count(made))
    return _collected(change) or _listed(change) or (_changed(both) if both else "")


def _collected(change: Change) -> str:
    """What became of a briefing; "" when its passages were only arranged, or nothing did."""
    for before, after in change.collections:
        if before is None and after is not None:
            return tr("Briefing “{name}” made.").format(name=_short(after.name))
        if before is not None and after is None:
            return tr("Briefing “{name}” deleted; its marks stay.").format(name=_short(before.name))
        if before and after and len(after.items) > len(before.items) and after.items[-1].mark:
            added = _marks(after.items[len(before.items) :])
            return tr("{marks} added to “{name}”.").format(marks=added, name=_short(after.name))
        if before and after and len(after.items) < len(before.items):
            return tr("Taken out of “{name}”.").format(name=_short(after.name))
    return ""


def _listed(change: Change) -> str:
    """That a checklist was made or deleted, or something in it is gone; what else is assessed in one shows there."""
    for before, after in change.checklists:
        if before is None and after is not None:
            return tr("Checklist “{name}” made.").format(name=_short(after.name))
        if before is not None and after is None:
            return tr("Checklist “{name}” deleted.").format(name=_short(before.name))
        if before and after and (gone := _no_longer(before, after)):
            return tr("Nothing is noted of {reference} any more.").format(reference=gone[0].reference)
    return ""


def _no_longer(before: Checklist, after: Checklist) -> list[Assessment]:
    there = {each.recommendation for each in after.assessments}
    return [each for each in before.assessments if each.recommendation not in there]


def undone(change: Change) -> str:
    """What undo or redo did: `change` as it was carried out."""
    made = [new for old, new in change.pairs if old is None]
    gone = [old for old, new in change.pairs if new is None]
    parts = []
    if made:
        parts.append(tr("1 mark restored.") if len(made) == 1 else tr("{n} marks restored.").format(n=_count(made)))
    if gone:
        parts.append(tr("1 mark taken back.") if len(gone) == 1 else tr("{n} marks taken back.").format(n=_count(gone)))
    if both := _both(change):
        parts.append(_changed_back(both))
    for old_one, new_one in change.collections:
        sentence = tr("Collection “{name}” restored.") if old_one is None else tr("Collection “{name}” taken back.")
        if old_one is not None and new_one is not None:
            sentence = tr("Change of the collection “{name}” taken back.")
        parts.append(sentence.format(name=(new_one or old_one).name))  # type: ignore[union-attr]  # one of them is there
    for old_list, new_list in change.checklists:
        sentence = tr("Checklist “{name}” restored.") if old_list is None else tr("Checklist “{name}” taken back.")
        if old_list is not None and new_list is not None:
            sentence = tr("Change of the checklist “{name}” taken back.")
        parts.append(sentence.format(name=(new_list or old_list).name))  # type: ignore[union-attr]  # as above
    for old_layer, new_layer in change.layers:
        layer = new_layer or old_layer
        assert layer is not None
        if old_layer is None:
            sentence = tr("The marks of {name} are back.")
        elif new_layer is None:
            sentence = tr("The marks of {name} are gone again.")
        elif old_layer.shown != new_layer.shown:
            sentence = (
                tr("The marks of {name} are shown.") if new_layer.shown else tr("The marks of {name} are hidden.")
            )
        else:
            sentence = tr("Change of the marks of {name} taken back.")
        parts.append(sentence.format(name=layer.name))
    return " ".join(parts)


def _both(change: Change) -> list[tuple[Mark, Mark]]:
    return [(old, new) for old, new in change.pairs if old is not None and new is not None]


def _made(mark: Mark) -> str:
    if mark.kind == "bookmark":
        return tr("Bookmarked")
    if mark.kind == "note":
        return tr("Note saved")
    return tr("Highlighted in {colour}").format(colour=words.COLOURS[mark.colour].lower())


def _changed(both: list[tuple[Mark, Mark]]) -> str:
    """What is different in marks that were there before and after."""
    count, now = _count(both), both[0][1]
    old = both[0][0]
    if old.text != now.text:
        return tr("Note saved")
    if old.colour != now.colour:
        colour = words.COLOURS[now.colour].lower()
        return (tr("1 mark is {colour} now.") if len(both) == 1 else tr("{n} marks are {colour} now.")).format(
            n=count, colour=colour
        )
    if given := [tag for tag in now.tags if tag not in old.tags]:
        return tr("Tag “{tag}” given to {marks}.").format(tag=_short(given[0]), marks=_marks(both))
    if taken := [tag for tag in old.tags if tag not in now.tags]:
        return tr("Tag “{tag}” taken from {marks}.").format(tag=_short(taken[0]), marks=_marks(both))
    return tr("1 mark changed.") if len(both) == 1 else tr("{n} marks changed.").format(n=count)


def _changed_back(both: list[tuple[Mark, Mark]]) -> str:
    old, now = both[0]
    if old.text != now.text:
        return (
            tr("The note is as it was.") if len(both) == 1 else tr("{n} notes are as they were.").format(n=_count(both))
        )
    return _changed(both)


def _marks(marks: Sized) -> str:
    return tr("1 mark") if len(marks) == 1 else tr("{n} marks").format(n=_count(marks))


def _short(name: str) -> str:
    return shorten(name, _NAME)


def _count(marks: Sized) -> str:
    return f"{len(marks):,}"
