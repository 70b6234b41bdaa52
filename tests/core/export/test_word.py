"""The Word export: what Word needs to open it without a repair, and what a reader sees."""

from dataclasses import replace
from typing import Any

import pytest
from lxml import etree

from reader.core.export import EXPORTERS
from reader.core.export.telling import visible
from reader.core.marks import Bundle, PlacedMark
from tests.builders import NOON, document, mark
from tests.core.export import reading
from tests.core.export.reading import W
from tests.core.export.samples import NASTY, SCRIPTS, reference_bundle

RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# The order of the schema (ECMA-376 part 1, CT_PPr and CT_RPr), as far as it is used.
PARAGRAPH = ("pStyle", "keepNext", "bidi", "ind")
RUN = ("rStyle", "rFonts", "b", "bCs", "i", "iCs", "shd", "rtl", "lang")


def tree(data: bytes, name: str = "word/document.xml") -> Any:
    return etree.fromstring(reading.parts(data)[name], etree.XMLParser(huge_tree=True))


@pytest.fixture(scope="module")
def written() -> bytes:
    return EXPORTERS["docx"](reference_bundle())


def test_headings_are_headings(written: bytes) -> None:
    found = [(p.style.name, p.text) for p in reading.word(written).paragraphs if p.style.name.startswith("Heading")]
    assert found[:2] == [
        ("Heading 1", "Call for *action*, 1. part"),
        ("Heading 2", "1. Drivers › Crises & <conflicts>"),
    ]
    assert ("Heading 1", '"نداء: <عمل> 😀"'.strip('"')) in found


def test_every_reference_has_its_footnote_and_the_separators_are_named(written: bytes) -> None:
    used = [int(each.get(f"{W}id")) for each in tree(written).iter(f"{W}footnoteReference")]
    assert used == list(range(1, 10))
    notes = tree(written, "word/footnotes.xml")
    assert [(int(n.get(f"{W}id")), n.get(f"{W}type")) for n in notes][:2] == [
        (-1, "separator"),
        (0, "continuationSeparator"),
    ]
    assert set(used) < {int(note.get(f"{W}id")) for note in notes}
    settings = tree(written, "word/settings.xml")
    assert [each.get(f"{W}id") for each in settings.find(f"{W}footnotePr")] == ["-1", "0"]


def test_every_part_has_a_type_and_a_relationship_that_leads_somewhere(written: bytes) -> None:
    parts = reading.parts(written)
    types = tree(written, "[Content_Types].xml")
    named = {each.get("PartName") for each in types if each.get("PartName")}
    assert named <= {f"/{name}" for name in parts}
    assert "/word/footnotes.xml" in named
    for name in ("_rels/.rels", "word/_rels/document.xml.rels"):
        folder = name.partition("_rels")[0]
        assert all(f"{folder}{each.get('Target')}" in parts for each in tree(written, name).iter(RELATIONS))


def test_every_style_that_is_used_is_there(written: bytes) -> None:
    styles = {each.get(f"{W}styleId") for each in tree(written, "word/styles.xml").iter(f"{W}style")}
    for name in ("word/document.xml", "word/footnotes.xml"):
        used = {e.get(f"{W}val") for tag in ("pStyle", "rStyle") for e in tree(written, name).iter(f"{W}{tag}")}
        assert used <= styles


def test_properties_stand_in_the_order_of_the_schema(written: bytes) -> None:
    for tag, order in (("pPr", PARAGRAPH), ("rPr", RUN)):
        for properties in tree(written).iter(f"{W}{tag}"):
            names = [etree.QName(each).localname for each in properties]
            assert names == sorted(names, key=order.index)


def test_the_section_stays_last_in_the_body(written: bytes) -> None:
    assert tree(written)[0][-1].tag == f"{W}sectPr"


def test_arabic_runs_from_the_right(written: bytes) -> None:
    found = [p for p in tree(written).iter(f"{W}p") if "لا يجوز" in "".join(p.itertext())]
    assert [len(list(p.iter(f"{W}bidi"))) for p in found] == [1]
    run = next(found[0].iter(f"{W}r"))
    assert run.find(f"{W}rPr/{W}rtl") is not None
    assert run.find(f"{W}rPr/{W}lang").get(f"{W}bidi") == "ar"


def test_a_note_is_shown_as_it_was_meant(written: bytes) -> None:
    paragraphs = reading.word(written).paragraphs
    runs = {run.text: run for paragraph in paragraphs for run in paragraph.runs}
    assert runs["note"].italic
    assert runs["dash"].bold
    assert [p.text for p in paragraphs if p.style.name == "List Bullet"][:2] == ["a dash", "deeper"]
    assert "1.\tone <b>" in [p.text for p in paragraphs]


def test_every_text_is_held() -> None:
    texts = [text or "x" for text in (*NASTY, *SCRIPTS)]
    marks = tuple(PlacedMark(mark(text=text, quote=text), None, text, (text,), (0, 0)) for text in texts)
    data = EXPORTERS["docx"](Bundle(((document("Words.").info, marks),), NOON))
    assert reading.word_quotes(data) == [visible(text) for text in texts]


def test_the_properties_are_the_bundles() -> None:
    core = reading.word(EXPORTERS["docx"](reference_bundle())).core_properties
    assert (core.title, core.author, core.last_modified_by) == (reference_bundle().title, "Jo Bloggs", "Jo Bloggs")
    bare = reading.word(EXPORTERS["docx"](replace(reference_bundle(bare=True), author="Jo"))).core_properties
    assert (bare.author, bare.last_modified_by, bare.created.isoformat()) == ("", "", "2026-03-06T00:00:00+00:00")


def test_the_maker_of_the_template_is_gone() -> None:
    everything = b"".join(reading.parts(EXPORTERS["docx"](reference_bundle())).values())
    for trace in (b"python-docx", b"Macintosh", b"rsids", b"thumbnail", b"docId"):
        assert trace not in everything
