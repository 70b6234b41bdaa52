"""A document in two editions, with a mark for every verdict: for the journeys, and for the tour of the demo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.core.paths import Paths, find_paths
from reader.core.types import Location, Point
from reader.core.workspace import Workspace
from tests.builders import document_text, pack

ID = "heads-call"
_HEADS = [
    "We, the heads of the member organizations, welcome the commitments undertaken by States against trafficking.",
    "Greater action is needed, globally, to implement these commitments, and to finance what they require.",
    "Victims must not be punished for acts that they were compelled to commit as a consequence of being trafficked.",
    "Labour inspectors and border officials should be trained to recognize the signs of exploitation.",
    "States should publish their figures every second year, by sex and by age of the victims.",
    "Airlines print the number of the national hotline on boarding passes and on luggage tags.",
    "Budgets should be open to everybody who asks for them, and say what was spent on shelters.",
    "The interests of the child come first in every decision that concerns it.",
    "Consular staff should be told where victims can find shelter, and how to bring them there safely.",
]  # fmt: skip
FIRST = "\n\n".join(_HEADS)
SECOND = "\n\n".join(
    [
        _HEADS[0],
        _HEADS[1],
        "Victims should not be detained or punished for unlawful acts that they were compelled to commit.",
        _HEADS[8],
        _HEADS[3],
        _HEADS[4],
        _HEADS[6],
        "The best interests of the child come first. The interests of the child come first in every decision that "
        "concerns it.",
        "Every decision is explained. The interests of the child come first in every decision that concerns it.",
    ]
)
MARKS = (
    ("p1", "welcome the commitments undertaken by States", "green", "Good opening for the report."),
    ("p2", "Greater action is needed, globally", "yellow", ""),
    ("p3", "Victims must not be punished for acts that they were compelled to commit", "pink",
     "Quote this in the submission to the court."),
    ("p5", "by sex and by age", "blue", ""),
    ("p6", "number of the national hotline on boarding passes", "orange", "Ask whether airlines still do this."),
    ("p8", "The interests of the child come first", "purple", "Which wording is binding?"),
    ("p9", "Consular staff should be told where victims can find shelter", "yellow", ""),
)  # fmt: skip


def paths(folder: Path, corpus: Path) -> Paths:
    return replace(find_paths(folder), corpus=corpus)


def edition(corpus: Path, body: str, title: str = "UN Heads' call for action", **changes: str) -> Path:
    """Write the pack with this text."""
    front = {"id": ID, "reference": "ICAT-HCA-2024", "title": f'"{title}"'} | changes
    return pack(corpus, {ID: document_text(body, **front)})


def prepare(folder: Path, corpus: Path) -> Paths:
    """Compile and index the pack, as a start does in a process of its own."""
    where = paths(folder, corpus)
    Workspace(where).library.update_index()
    return where


def mark_all(where: Paths) -> None:
    for mark in MARKS:
        mark_words(where, *mark)


def mark_words(where: Paths, block: str, quote: str, colour: str, note: str) -> None:
    """Mark the words of a block in the edition at hand."""
    workspace = Workspace(where)
    workspace.notes.open()
    text = next(each.text for each in workspace.library.document(ID).blocks if each.id == block)
    start = text.index(quote)
    place = Location(ID, Point(block, start), Point(block, start + len(quote)))
    workspace.notes.add("note" if note else "highlight", place, colour, note)  # type: ignore[arg-type]
    workspace.notes.close()


def revised(folder: Path, corpus: Path, first: str = FIRST, second: str = SECOND) -> Paths:
    """A data folder with marks in the first edition, and the pack with the second one."""
    edition(corpus, first)
    where = prepare(folder, corpus)
    mark_all(where)
    edition(corpus, second)
    return prepare(folder, corpus)
