"""What the notebook of the scenes holds: marks of all kinds in many scripts, briefings, the layer of a colleague."""

from collections.abc import Iterator
from pathlib import Path

from reader.core.marks import COLOURS, Anchor, Change, Collection, Item, Layer, Mark, MarkKind
from reader.core.notes.anchors import edition_of, make_anchor
from reader.core.types import Point
from tests.builders import NOON, corpus_documents, notebook

DAY = 86_400.0

_NOTES = (
    "Compare with our own cases of 2020; the inspectors had no lawyer at the first hearing.",
    "",
    "اسأل المحامية قبل الجلسة الأولى",
    "",
    "Спросить юриста до первого заседания.",
    "第一次听证会之前请咨询律师。",
    "Ρωτήστε τον δικηγόρο πριν από την πρώτη ακρόαση.",
    "",
    "Quote in the report.\n\n- first point\n- second point",
)
_TAGS = (
    ("report",), ("children", "shelter"), (), ("ask supervisor",), ("non-punishment, courts", "“quoted”", "urgent 🚩"),
    ("report", "court", "interview", "translation", "a rather long tag that somebody has typed in one go"),
)  # fmt: skip


def marks() -> Iterator[Mark]:
    """Sixty marks over all documents, two layers among them, some with a text that is no longer there."""
    number = 0
    for document in corpus_documents().values():
        for block in document.blocks[:12]:
            if len(block.text) < 70:
                continue
            end = block.text.find(". ", 40) + 1 or len(block.text)
            reach = 60 + 40 * (number % 7)
            if end > reach:
                end = block.text.rindex(" ", 0, reach)  # no word is cut
            anchor = make_anchor(document, Point(block.id, 0), Point(block.id, end))
            kind: MarkKind = ("note", "highlight", "note", "bookmark")[number % 4]  # type: ignore[assignment]
            gone = number % 11 == 5
            if gone:
                anchor = Anchor(
                    anchor.document, "older", anchor.start, anchor.end, "Words of an earlier edition.", "", ""
                )
            yield Mark(
                f"m{number}", kind, anchor, COLOURS[number % 6], _NOTES[number % len(_NOTES)] if kind == "note" else "",
                NOON - number * 9 * DAY, NOON - number * DAY, _TAGS[number % len(_TAGS)],
                layer="ana" if number % 9 == 4 else "", historical=gone and number % 2 == 0, revision=f"r{number}",
            )  # fmt: skip
            number += 1


def fill(folder: Path) -> None:
    """A notebook with these marks, a briefing, and the layer of a colleague."""
    made = tuple(marks())
    own = "## What we ask for\n\nThe State should *fund* interpreters for the first interview."
    items = (
        Item(text="For the meeting on 2 December."),
        Item(mark="m0"),
        Item(mark="m2"),
        Item(text=own),
        Item(mark="m9"),
    )
    change = Change(
        tuple((None, each) for each in made),
        ((None, Collection("b1", "Briefing for the labour inspectorate", items, NOON, NOON)),
         (None, Collection("b2", "Training, day one", (), NOON + 1, NOON))),
        ((None, Layer("ana", "Ana Kovač, supervisor")),),
    )  # fmt: skip
    book = notebook(folder)
    book.apply(change, map(edition_of, corpus_documents().values()))
    book.set_meanings({"yellow": "quote in report", "pink": "ask supervisor"})
    book.close()
