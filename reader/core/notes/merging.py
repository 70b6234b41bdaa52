"""Two copies of a notebook meet: which of two versions of a mark comes from the other, and what becomes of both.

A mark remembers the names of its revisions, so this is decided as version control decides it: the one that has the
other among its ancestors was changed after it; when neither has, both were changed. Clocks are not asked: those of old
laptops are wrong. Deciding twice gives the same, so a file that is brought in again does nothing.
"""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from typing import Literal, TypeVar

from reader.core.incoming import Resolution
from reader.core.marks import Checklist, Collection, Mark

_Beside = TypeVar("_Beside", bound=Collection | Checklist)
Relation = Literal["new", "same", "changed", "conflict"]


def relation(mine: Mark | None, theirs: Mark, get: Callable[[str], Mark | None]) -> Relation:
    """How an incoming mark stands to the one with the same id; `get` finds marks of the notebook by id."""
    if mine is None:
        return "new"
    if _content(mine) == _content(theirs) or (theirs.revision and theirs.revision in mine.ancestors):
        return "same"
    if mine.revision in theirs.ancestors or (not mine.revision and not mine.ancestors):  # never changed here
        return "changed"
    return "same" if get(_copy_id(theirs)) else "conflict"


def resolved(mine: Mark, theirs: Mark, how: Resolution) -> tuple[Mark | None, Mark]:
    """What settles a conflict, as a pair of a change. What is kept has both as ancestors, so it is settled for good,
    and for the other side as well when it gets the mark back."""
    if how == "both":
        return None, replace(theirs, id=_copy_id(theirs))
    kept, other = (mine, theirs) if how == "mine" else (theirs, mine)
    ancestors = dict.fromkeys((*kept.ancestors, other.revision, *other.ancestors))
    return mine, replace(kept, ancestors=tuple(ancestors))


def to_add(mine: Iterable[_Beside], theirs: Iterable[_Beside]) -> tuple[_Beside, ...]:
    """The incoming collections, or checklists, that are not here. One that is here with other contents or another name
    comes beside it: an order that somebody made is not mixed with another's, nor what two people found out."""
    here = {each.id: each for each in mine}
    added: list[_Beside] = []
    for each in theirs:
        if each.id not in here:
            added.append(each)
        elif _told(each) != _told(here[each.id]):
            digest = hashlib.sha256(json.dumps([each.id, *_told(each)]).encode()).hexdigest()[:16]
            if digest not in here:
                added.append(replace(each, id=digest, name=f"{each.name} (2)"))
    return tuple(added)


def _told(value: Collection | Checklist) -> list[object]:
    """What is compared: not the times, which a file may have as days only."""
    if isinstance(value, Collection):
        return [asdict(value)["items"], value.name]
    found = sorted(value.assessments, key=lambda each: each.recommendation)  # which was looked at first means nothing
    return [[asdict(replace(each, changed=0.0)) for each in found], value.name, value.role]


def _content(mark: Mark) -> tuple[object, ...]:
    return (mark.kind, mark.anchor, mark.colour, mark.text, mark.tags, mark.historical)


def _copy_id(theirs: Mark) -> str:
    """The id of the copy that "both" makes: the same each time, so that it is made once."""
    told = theirs.revision or repr(_content(theirs))
    return hashlib.sha256(f"{theirs.id} {told}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
