"""Sources as CSL-JSON, RIS and BibTeX, read back by programs of other people."""

import json
import re
from dataclasses import replace
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors
from hypothesis import given, settings
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from reader.core.advice import Standing
from reader.core.export import EXPORTERS, SOURCE_FORMATS
from reader.core.export.sources import source, sources
from reader.core.marks import Bundle, PlacedMark
from reader.core.references import read_reference
from reader.core.text import squeeze
from reader.core.types import DocumentInfo, Location, Point
from tests.builders import NOON, PROPERTY, document, mark
from tests.core.export.csl_schema import SCHEMA
from tests.core.export.samples import publication

LATEX = LatexNodes2Text(math_mode="text", keep_comments=True)

INFO = replace(
    document("Words.").info,
    title="On demand: 50 % & more",
    issuers=("ICAT", "Heads of A and B"),
    date="2021-11-15",
    source_url="https://example.org/a_b?c=1&d=%20#e",
)
OTHER = replace(INFO, id="other", reference="ICAT-ABC-2022", date="2022", title="قانون", language="ar", source_url=None)

HOSTILE = [
    "Title\nER  - \nTY  - JOUR", "a\r\nAU  - Evil", "\\input{evil}", "{unbalanced", "}unbalanced", "{{a}}", "50 % off",
    "a_b^c~d#e$f&g", "--- -- - ''x'' ``y`` !` ?` << >> ,,", '"quoted"', "@article{x, title={y}}", "=1+1",
    "ends with \\", "a\u2028b\u0085c\x0bd", "é “curly” – قانون 😀", "x = {y},", "\0\x1b[2J", "and and and", "</script>",
    "#", "% comment",
]  # fmt: skip


def placed(start: str, end: str = "", known: bool = True) -> PlacedMark:
    location = Location("sample", Point(start, 0), Point(end or start, 3)) if known else None
    return PlacedMark(mark(), location, "unused", (), (0, 0))


def bundle(*marks: PlacedMark, info: DocumentInfo = INFO, bare: bool = False) -> Bundle:
    return Bundle(((info, marks),), NOON, bare=bare)


def as_csl(data: bytes) -> list[dict[str, Any]]:
    items = json.loads(data)
    jsonschema.validate(items, SCHEMA)
    return items  # type: ignore[no-any-return]


def as_ris(data: bytes) -> list[dict[str, Any]]:
    return list(rispy.loads(data.decode()))


def as_bibtex(data: bytes) -> dict[str, dict[str, Any]]:
    """Fields by key, as TeX prints them; an address is read to the letter."""
    read = bibtexparser.parse_string(data.decode(), append_middleware=[SeparateCoAuthors()])
    assert not read.failed_blocks
    assert {entry.entry_type for entry in read.entries} <= {"report"}
    return {
        entry.key: {
            name: [_printed(each) for each in value]
            if isinstance(value, list)
            else (value if name == "url" else _printed(value))
            for name, value in entry.items()
            if name not in ("ENTRYTYPE", "ID")
        }
        for entry in read.entries
    }


def _printed(value: str) -> str:
    """pylatexenc prints another circumflex than TeX."""
    return LATEX.latex_to_text(value).replace("ˆ", "^")


def test_a_source_means_the_same_to_every_reader() -> None:
    marks = bundle(placed("p14", "p16"))
    csl = as_csl(EXPORTERS["csl-json"](marks))
    ris = as_ris(EXPORTERS["ris"](marks))
    bib = as_bibtex(EXPORTERS["bibtex"](marks))
    assert [item["id"] for item in csl] == [item["id"] for item in ris] == list(bib) == ["ICAT-SMP-2024-paras-14-16"]
    (entry,) = bib.values()
    assert csl[0]["title"] == ris[0]["title"] == entry["title"] == INFO.title
    assert [name["literal"] for name in csl[0]["author"]] == ris[0]["authors"] == entry["author"] == [*INFO.issuers]
    assert csl[0]["URL"] == ris[0]["urls"][0] == entry["url"] == INFO.source_url
    assert csl[0]["type"] == "report"
    assert ris[0]["type_of_reference"] == "RPRT"
    assert (csl[0]["locator"], csl[0]["custom"]) == ("14-16", {"label": "paragraph"})
    assert (ris[0]["section"], entry["pagination"]) == ("para 14-16", "paragraph")
    assert csl[0]["note"] == ris[0]["notes"][0] == entry["note"] == "ICAT-SMP-2024 paras 14–16"
    assert csl[0]["number"] == entry["number"] == "ICAT-SMP-2024"


@pytest.mark.parametrize(
    ("date", "parts", "ris_date"),
    [("2021-11-15", [2021, 11, 15], "2021/11/15/"), ("2021-11", [2021, 11], "2021/11//"), ("2022", [2022], "2022///")],
)
def test_a_date_has_the_parts_that_are_known(date: str, parts: list[int], ris_date: str) -> None:
    marks = bundle(placed("p1"), info=replace(INFO, date=date))
    assert as_csl(EXPORTERS["csl-json"](marks))[0]["issued"] == {"date-parts": [parts]}
    ris = as_ris(EXPORTERS["ris"](marks))[0]
    assert (ris["year"], ris["date"]) == (date[:4], ris_date)
    assert next(iter(as_bibtex(EXPORTERS["bibtex"](marks)).values()))["date"] == date


def test_each_place_is_one_source_in_order() -> None:
    marks = (placed("p2"), placed("p1"), placed("p2"), placed("p10"), placed("p3", known=False), placed("h2", "p5"))
    both = Bundle(((INFO, marks), (OTHER, (placed("p1"),))), NOON)
    assert [each.id for each in sources(both)] == [
        "ICAT-ABC-2022-para-1", "ICAT-SMP-2024", "ICAT-SMP-2024-para-1", "ICAT-SMP-2024-para-2",
        "ICAT-SMP-2024-para-10",
    ]  # fmt: skip
    turned = Bundle(((OTHER, (placed("p1"),)), (INFO, marks[::-1])), NOON)
    for form in SOURCE_FORMATS:
        assert EXPORTERS[form](both) == EXPORTERS[form](turned)


def test_a_bare_bundle_tells_no_day() -> None:
    for form, word in (("csl-json", "accessed"), ("ris", "Y2"), ("bibtex", "urldate")):
        assert word in EXPORTERS[form](bundle(placed("p1"))).decode()
        bare = EXPORTERS[form](bundle(placed("p1"), bare=True)).decode()
        assert word not in bare
        assert "2026" not in bare


def test_guidance_that_is_not_current_says_so() -> None:
    marks = bundle(placed("p1"), info=replace(INFO, status="superseded"))
    assert as_csl(EXPORTERS["csl-json"](marks))[0]["status"] == "superseded"
    for form in SOURCE_FORMATS:
        assert "[superseded]" in EXPORTERS[form](marks).decode()


def test_what_is_not_known_is_left_out() -> None:
    gone = replace(INFO, title="", issuers=(), date="", source_url=None, language="", status="", type="")
    marks = bundle(placed("p1", known=False), info=gone)
    assert as_csl(EXPORTERS["csl-json"](marks))[0].keys() == {"id", "type", "number", "accessed", "note"}
    assert as_ris(EXPORTERS["ris"](marks))[0].keys() == {
        "type_of_reference", "id", "issn", "access_date", "notes",
    }  # fmt: skip
    assert next(iter(as_bibtex(EXPORTERS["bibtex"](marks)).values())).keys() == {"number", "note"}


def test_kind_addressee_and_what_is_newer_reach_every_reader() -> None:
    whom = (("m1", ("States",)),)
    marks = replace(
        bundle(placed("p1")), addressees=whom, standings=(Standing(INFO, (), (publication("L", "2025"),), ()),)
    )
    (csl,) = as_csl(EXPORTERS["csl-json"](marks))
    (ris,) = as_ris(EXPORTERS["ris"](marks))
    (bib,) = as_bibtex(EXPORTERS["bibtex"](marks)).values()
    assert csl["genre"] == ris["type_of_work"] == bib["type"] == "Statement"
    said = "Addressed to States. ICAT-SMP-2024 para 1 [newer in its series: L, 2025]"
    assert csl["note"] == ris["notes"][0] == bib["note"] == said
    assert "status" not in csl
    found = read_reference(said)
    assert found is not None
    assert (found.code, found.first) == ("ICAT-SMP-2024", 1)


def check_words(text: str) -> None:
    info = replace(INFO, title=f"A {text}", issuers=(f"B {text}", "C"), status=text, type=text)
    wanted = squeeze(re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text))
    stands = Standing(info, (), (publication(text, "2025"),), ())
    cited = (source(info, (1, 1), stands, (text,)), source(info, None, stands))
    csl = as_csl(SOURCE_FORMATS["csl-json"](cited))
    ris = as_ris(SOURCE_FORMATS["ris"](cited))
    bib = list(as_bibtex(SOURCE_FORMATS["bibtex"](cited)).values())
    assert len(csl) == len(ris) == len(bib) == 2
    title, name = squeeze(f"A {wanted}"), squeeze(f"B {wanted}")
    for item, record, entry in zip(csl, ris, bib, strict=True):
        assert item["title"] == record["title"] == entry["title"] == title
        assert [each["literal"] for each in item["author"]] == record["authors"] == entry["author"] == [name, "C"]
        assert record.keys() <= {
            "type_of_reference", "id", "authors", "title", "year", "date", "language", "issn", "section", "urls",
            "notes", "type_of_work",
        }  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_come_back_as_they_were(text: str) -> None:
    check_words(text)


@settings(PROPERTY, max_examples=40)
@given(st.text(alphabet=st.sampled_from("\\{}%&#_$~^-'`!?<>,\"@=() aZé\n\r😀ق")))
def test_any_words_come_back_as_they_were(text: str) -> None:
    check_words(text)


@PROPERTY
@given(st.text(max_size=12), st.text(max_size=12))
def test_different_references_have_different_ids(one: str, other: str) -> None:
    ids = [source(replace(INFO, reference=code), (1, 2)).id for code in (one, other)]
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", each) for each in ids)
    assert (ids[0] == ids[1]) == (one.replace(" ", "-").replace("–", "-") == other.replace(" ", "-").replace("–", "-"))
