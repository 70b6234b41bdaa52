"""Annotations come back as they went: our own to the last character, those of other programs as far as they go."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.export import EXPORTERS
from reader.core.export.annotations_reader import read_annotations
from reader.core.incoming import Incoming
from reader.core.marks import (
    COLOURS,
    KINDS,
    STATES,
    Anchor,
    Assessment,
    Bundle,
    Checklist,
    Collection,
    Item,
    Mark,
    PlacedMark,
)
from reader.core.types import Point
from tests.builders import NOON, PROPERTY, document
from tests.core.export.samples import NASTY, SCRIPTS, reference_bundle

ALPHABET = "".join((*SCRIPTS, *NASTY[:-1])) + "\x00\x01\x1f\x7f,;\"'\\/😀👩🏽\u200d\u202e\ufeff\uffff"
TEXT = st.text(alphabet=st.sampled_from(ALPHABET), max_size=80)
NAME = st.text(alphabet=st.sampled_from(ALPHABET), min_size=1, max_size=30)
TIME = st.floats(0, 7e9, allow_nan=False)
POINT = st.builds(Point, st.sampled_from(["p1", "h2", "p9"]), st.integers(0, 10_000))
ANCHOR = st.builds(Anchor, NAME, TEXT, POINT, POINT, NAME, TEXT, TEXT)
MARK = st.builds(
    Mark, NAME, st.sampled_from(KINDS), ANCHOR, st.sampled_from(COLOURS), TEXT, TIME, TIME,
    st.lists(NAME, max_size=4).map(tuple), st.just(""), st.booleans(), TEXT, st.lists(NAME, max_size=3).map(tuple),
)  # fmt: skip
ITEM = st.one_of(st.builds(Item, mark=NAME), st.builds(Item, text=TEXT), st.builds(Item, NAME, NAME))
COLLECTION = st.builds(Collection, NAME, TEXT, st.lists(ITEM, max_size=4).map(tuple), TIME, TIME)
DAY = st.one_of(st.just(""), st.dates().map(str))
STATE = st.one_of(st.none(), st.sampled_from(STATES))
ASSESSMENT = st.builds(Assessment, NAME, STATE, TEXT, DAY, TEXT, TEXT, TEXT, TIME)
ASSESSMENTS = st.lists(ASSESSMENT, max_size=3, unique_by=lambda each: each.recommendation).map(tuple)
CHECKLIST = st.builds(Checklist, NAME, TEXT, ASSESSMENTS, TIME, TIME, TEXT)

DRAFT: dict[str, Any] = {
    "@context": "https://www.w3.org/ns/epub-anno.jsonld",
    "id": "urn:uuid:1",
    "type": "AnnotationSet",
    "generated": "2023-09-01T10:00:00Z",
    "title": {"text": "Notes", "language": "en"},
    "about": {"dc:identifier": ["urn:isbn:1234567890"], "dc:title": "Alice in Wonderland"},
    "items": [
        {
            "id": "urn:uuid:a",
            "type": "Annotation",
            "created": "2023-10-14T15:13:28Z",
            "creator": {"id": "urn:x:1", "type": "Person", "name": "Mme Prof"},
            "target": {
                "source": "OEBPS/text/chapter1.html",
                "selector": [
                    {
                        "type": "CssSelector",
                        "value": "#intro > p",
                        "refinedBy": {"type": "TextPositionSelector", "start": 4, "end": 19},
                    },
                    {"type": "TextQuoteSelector", "exact": "quick brown", "prefix": "The ", "suffix": " fox"},
                ],
            },
            "body": {
                "type": "TextualBody",
                "value": {"text": "j'adore !", "language": "fr"},
                "color": "blue",
                "tags": ["a"],
            },
        }
    ],
}


def bundle(*marks: Mark, collections: tuple[Collection, ...] = (), checklists: tuple[Checklist, ...] = ()) -> Bundle:
    groups = ((document("Words.").info, tuple(PlacedMark(m, None, "A-1", (), (0, 0)) for m in marks)),)
    return Bundle(groups, NOON, collections=collections, checklists=checklists)


def back(folder: Path, data: bytes) -> Incoming:
    path = folder / "x"
    path.write_bytes(data)
    return read_annotations(path)


def foreign(folder: Path, **changes: Any) -> Incoming:
    """The draft's example with changes to its one annotation."""
    item = {**DRAFT["items"][0], **changes}
    return back(folder, json.dumps({**DRAFT, "items": [item]}).encode())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("annotations")


@PROPERTY
@given(mark=MARK, collection=COLLECTION, checklist=CHECKLIST)
@pytest.mark.parametrize("form", ["jsonld", "annotations"])
def test_every_mark_collection_and_checklist_comes_back_as_it_was(
    form: str, mark: Mark, collection: Collection, checklist: Checklist, folder: Path
) -> None:
    read = back(folder, EXPORTERS[form](bundle(mark, collections=(collection,), checklists=(checklist,))))
    assert read.marks == (mark,)
    assert read.collections == (collection,)
    assert read.checklists == (checklist,)


def test_a_note_of_a_million_characters_comes_back(folder: Path) -> None:
    value = next(iter(reference_bundle().groups))[1][2].mark
    long = replace(value, text="*ночь* " + "夜 ليل\n" * 170_000)
    assert back(folder, EXPORTERS["jsonld"](bundle(long))).marks == (long,)


@pytest.mark.parametrize("text", NASTY)
def test_a_nasty_text_comes_back_wherever_it_stands(text: str, folder: Path) -> None:
    value = next(iter(reference_bundle().groups))[1][2].mark
    anchor = replace(value.anchor, quote=text or "x", before=text, after=text)
    nasty = replace(value, text=text, tags=(text or "x",), anchor=anchor)
    assert back(folder, EXPORTERS["jsonld"](bundle(nasty))).marks == (nasty,)


def test_all_of_the_bundle_comes_back(folder: Path) -> None:
    given_bundle = reference_bundle()
    read = back(folder, EXPORTERS["jsonld"](given_bundle))
    assert read.marks == tuple(replace(p.mark, layer="") for _, marks in given_bundle.groups for p in marks)
    assert read.collections == given_bundle.collections
    assert read.checklists == given_bundle.checklists
    assert dict(read.meanings) == dict(given_bundle.meanings)
    assert (read.title, read.author, read.left_out, read.recoloured) == (given_bundle.title, "Jo Bloggs", (), 0)
    assert read.documents == tuple((info.id, info.title) for info, _ in given_bundle.groups)


def test_a_bare_file_keeps_all_but_the_time_of_day(folder: Path) -> None:
    read = back(folder, EXPORTERS["jsonld"](reference_bundle(bare=True)))
    assert {mark.created % 86_400 for mark in read.marks} == {0.0}
    lists = [*read.checklists, *(one for each in read.checklists for one in each.assessments)]
    assert {each.changed % 86_400 for each in lists} == {0.0}
    assert [mark.text for mark in read.marks] == [p.mark.text for _, ms in reference_bundle().groups for p in ms]
    assert read.author == ""


def test_the_drafts_own_example_is_read(folder: Path) -> None:
    read = foreign(folder)
    (mark,) = read.marks
    assert (mark.kind, mark.text, mark.colour, mark.tags) == ("note", "j'adore !", "blue", ("a",))
    assert (mark.anchor.quote, mark.anchor.before, mark.anchor.after) == ("quick brown", "The ", " fox")
    assert (mark.anchor.document, mark.anchor.start, mark.created) == (
        "urn:isbn:1234567890",
        Point("", 0),
        1697296408.0,
    )
    assert read.documents == (("urn:isbn:1234567890", "Alice in Wonderland"),)
    assert (read.title, read.author) == ("Notes", "Mme Prof")


def test_the_older_form_of_thorium_is_read(folder: Path) -> None:
    body = {"type": "TextualBody", "value": "", "tag": "teacher", "highlight": "bookmark", "color": "#ff0000"}
    read = foreign(folder, body=body, modified=None)
    (mark,) = read.marks
    assert (mark.kind, mark.tags, mark.colour, read.recoloured) == ("bookmark", ("teacher",), "orange", 1)


def test_a_body_that_another_program_changed_wins_over_our_markdown(folder: Path) -> None:
    value = json.loads(EXPORTERS["jsonld"](bundle(next(iter(reference_bundle().groups))[1][2].mark)))
    value["items"][0]["body"]["value"] = "changed"
    assert back(folder, json.dumps(value).encode()).marks[0].text == "changed"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ({"source": "a.html"}, "no_quote"),
        ({"source": "a.html", "selector": [{"type": "TextQuoteSelector", "exact": ""}]}, "no_quote"),
        ({"source": "a.png", "selector": [{"type": "FragmentSelector", "value": "xywh=1,2,3,4"}]}, "not_text"),
    ],
)
def test_what_cannot_be_a_mark_is_left_out_and_counted(target: Any, why: str, folder: Path) -> None:
    read = foreign(folder, target=target)
    assert (read.marks, read.left_out) == ((), ((why, 1),))


@pytest.mark.parametrize(
    ("colour", "becomes"),
    [("#ffff00", "yellow"), ("#00ff00", "green"), ("#1060ff", "blue"), ("grey", "yellow"), ("#zz", "yellow")],
)
def test_a_colour_that_we_do_not_have_becomes_the_nearest(colour: str, becomes: str, folder: Path) -> None:
    read = foreign(folder, body={"type": "TextualBody", "value": "x", "color": colour})
    assert (read.marks[0].colour, read.recoloured) == (becomes, 1)


def test_the_same_annotation_twice_is_once(folder: Path) -> None:
    item = DRAFT["items"][0]
    assert len(back(folder, json.dumps({**DRAFT, "items": [item, item]}).encode()).marks) == 1
