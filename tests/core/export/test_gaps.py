"""The gap table in four formats: one contract, told by readers that are not ours.

Its reference files are among those of `test_contract.py`.
"""

import re
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from reader.core.export import SUFFIXES
from reader.core.export.citation import quoted
from reader.core.export.gaps import GAP_FORMATS
from reader.core.export.gaps.html import body
from reader.core.export.gaps.telling import EARLIER, notices, progress, sources
from reader.core.export.rich import blocks
from reader.core.export.telling import visible
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.marks import STATE_NAMES, STATES
from reader.core.text import long_date
from tests.builders import PROPERTY
from tests.core.export import reading
from tests.core.export.gap_samples import CITATION, hostile_table, reference_table, row, table
from tests.core.export.reading import W
from tests.core.export.test_word import PARAGRAPH, RUN, tree

FORMS = sorted(GAP_FORMATS)
READABLE = [form for form in FORMS if form != "csv"]
# The order of the schema (ECMA-376 part 1, CT_TblPr, CT_TrPr, CT_TcPr), as far as it is used.
TABLE = ("tblW", "tblBorders", "tblLayout", "tblCellMar", "tblLook", "tblCaption")
ORDERS = (("tblPr", TABLE), ("trPr", ("cantSplit", "tblHeader")), ("tcPr", ("tcW", "shd")), ("pPr", PARAGRAPH),
          ("rPr", RUN))  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """A row of a file as a reader finds it, without white space."""

    reference: str
    addressed: str
    words: str
    state: str
    evidence: str
    date: str


def bare(text: str) -> str:
    return "".join(text.split())


def rendered(data: bytes) -> Any:
    """The tree of what a reader of Markdown with tables makes of a file."""
    page = MarkdownIt("commonmark").enable("table").render(data.decode("utf-8"))
    return lxml_html.document_fromstring(f"<meta charset=utf-8>{page}".encode())


def seen(form: str, table: GapTable) -> list[Seen]:
    data = GAP_FORMATS[form](table)
    if form == "csv":
        names = ("reference", "addressed_to", "recommendation", "state", "evidence", "date")
        return [Seen(*(bare(found[name]) for name in names)) for found in reading.rows(data)]
    if form == "docx":
        tables = reading.word(data).tables
        lines = [[cell.text for cell in line.cells] for each in tables for line in each.rows[1:]]
    else:
        page = rendered(data) if form == "markdown" else reading.page(data)
        lines = [[cell.text_content() for cell in line] for line in page.iterfind(".//tbody/tr")]
    return [Seen(*map(bare, line)) for line in lines]


def evidence(form: str, text: str) -> str:
    """What a format shows of it: bullets and numbers are text in some, an address is where it could not be followed."""
    if form == "csv":
        return bare(visible(text))
    said = []
    for block in blocks(text):
        signs = {"bullet": "•", "quote": "›"} if form == "markdown" else {}
        said.append(block.number if form != "html" else "")
        said.append(signs.get(block.kind, ""))
        for run in block.runs:
            said.append(run.text + (f"({run.link})" if form == "docx" and run.link not in ("", run.text) else ""))
    return bare("".join(said))


def expect(form: str, table: GapTable) -> None:
    """Every recommendation, state, piece of evidence and date is in the file, row by row."""
    found = seen(form, table)
    assert len(found) == len(table.rows)
    for each, one in zip(table.rows, found, strict=True):
        words = visible(each.text) if form == "csv" else quoted(visible(each.text), each.language)
        assert one.words.startswith(bare(words))
        name = STATE_NAMES[each.state]
        if each.state is None and (each.evidence.strip() or each.date.strip()):
            name = "No state yet"
        assert one.state.endswith(bare(name))
        assert one.evidence == evidence(form, each.evidence)
        assert one.date == bare(visible(each.date if form == "csv" else long_date(each.date)))
        assert bare(visible(each.addressee)) in one.addressed
        if each.before and form != "csv":
            before = bare(quoted(visible(each.before), each.language))
            assert one.words.endswith(f"{bare(EARLIER)}{before}") == (each.before.strip() != each.text.strip())


@pytest.mark.parametrize("form", FORMS)
def test_every_row_is_read_back(form: str) -> None:
    assert form in SUFFIXES
    expect(form, reference_table())


@pytest.mark.parametrize("form", FORMS)
def test_hostile_words_stay_words_in_their_cells(form: str) -> None:
    expect(form, hostile_table())


TYPED = st.text(
    alphabet=st.one_of(st.sampled_from("|\\`*_[]()<>&;#~!\n\t -+.1=@'\"“«\ud83d\x00\u202e"), st.characters()),
    max_size=40,
)
ROWS = st.builds(
    row, TYPED.filter(str.strip), evidence=TYPED, state=st.sampled_from((*STATES, None)), addressee=TYPED,
    language=st.sampled_from(("en", "fr", "ar", "zh")),
)  # fmt: skip


@settings(PROPERTY, max_examples=25)
@given(st.lists(ROWS, min_size=1, max_size=8), TYPED)
def test_whatever_is_typed_is_read_back_from_every_format(rows: list[GapRow], name: str) -> None:
    for form in FORMS:
        expect(form, table(GapSection("Document", name, tuple(rows)), name=name))


@pytest.mark.parametrize("form", READABLE)
def test_readers_are_told_what_it_is_and_how_far_it_is(form: str) -> None:
    data = GAP_FORMATS[form](reference_table())
    page = {"html": reading.page, "markdown": rendered, "docx": lambda data: tree(data)}[form](data)
    said = " ".join("".join(page.itertext()).split())
    assert [said.count(part) for part in notices(reference_table())] == [1, 1]
    assert "7 of 9 looked at: 2 done, 2 partly, 2 not yet, 1 not applicable" in said
    assert "4 of 5 looked at: 1 done, 1 partly, 1 not yet, 1 not applicable" in said
    assert "1 of 2 looked at: 1 done" in said
    assert "Not stated; the text is about States" in said
    assert said.index("No longer in the library") > said.index("نداء")


def test_what_nobody_looked_at_is_counted_and_named_as_such() -> None:
    assert progress(()) == "0 of 0 looked at"
    assert progress((row("x"),), every=True) == "0 of 1 looked at"
    (found,) = seen("csv", table(GapSection("", "", (row("x"),))))
    assert found.state == "Notlookedat"


def test_csv_has_the_words_of_then_and_no_formula() -> None:
    rows = reading.rows(GAP_FORMATS["csv"](reference_table()))
    assert rows[0]["words_when_assessed"] == "Give victims a card, and a bed."
    assert (rows[1]["evidence"], rows[0]["date"], rows[0]["citation"]) == ("=1+1", "2026-02", CITATION)
    assert b"\r\n" in GAP_FORMATS["csv"](reference_table())
    assert b",'=1+1," in GAP_FORMATS["csv"](reference_table())
    assert [row["kind"] for row in rows[2:4]] == ["explicit call", "reported from another document"]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_each_source_stands_once_at_the_end(form: str) -> None:
    data = GAP_FORMATS[form](reference_table())
    page = rendered(data) if form == "markdown" else reading.page(data)
    listed = [item.text_content() for item in page.findall(".//ol")[-1]]
    assert listed == list(sources(reference_table()))
    assert len(set(listed)) == len(listed) == 3
    references = [line[0].text_content() for line in page.iterfind(".//tbody/tr")]
    assert references[:5] == [f"ICAT-CFA-2021 para {n}" for n in ("14 [1]", "14 [1]", "14 [1]", "14 [1]", "15 [2]")]


def test_the_page_is_a_table_for_those_who_do_not_see_it() -> None:
    page = reading.page(GAP_FORMATS["html"](reference_table()))
    for each in page.iterfind(".//table"):
        assert each.find("caption").text_content()
        assert {head.get("scope") for head in each.iterfind("thead//th")} == {"col"}
        assert [head.get("scope") for head in each.iterfind("tbody//th")] == ["row"] * len(each.findall("tbody/tr"))
    arabic = next(each for each in page.iter("div") if each.get("lang") == "ar")
    assert arabic.get("dir") == "rtl"
    targets = {f"#{each}" for each in page.xpath("//@id")}
    assert set(page.xpath("//tbody//th//a/@href")) == targets


@pytest.mark.parametrize("made", [hostile_table, reference_table])
def test_the_page_runs_nothing_and_fetches_nothing(made: Any) -> None:
    data = GAP_FORMATS["html"](made())
    page = reading.page(data)
    assert reading.addresses(data) == []
    assert page.xpath("//script | //img | //iframe | //object | //@style") == []
    assert {link.partition(":")[0] for link in page.xpath("//@href") if link[0] != "#"} <= {"https", "http", "mailto"}
    assert not [name for each in page.iter() for name in each.attrib if str(name).startswith("on")]
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert re.fullmatch(r"default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'", policy)


def test_no_tag_comes_out_of_markdown_but_ours() -> None:
    known = {
        "html", "head", "meta", "body", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ol", "li",
        "br", "em", "strong", "code", "a",
    }  # fmt: skip
    assert {each.tag for each in rendered(GAP_FORMATS["markdown"](hostile_table())).iter()} <= known


def test_the_body_for_a_preview_has_every_row_and_only_what_a_text_document_knows() -> None:
    page = lxml_html.fragment_fromstring(body(reference_table()), create_parent="div")
    assert page.xpath("//script | //img | //style | //link") == []
    lines = [line for line in page.iter("tr") if line.find("td") is not None]
    assert [bare(line[0].text_content()).partition("[")[0] for line in lines] == [
        bare(each.reference) for each in reference_table().rows
    ]
    assert [bare(line[3].text_content())[1:] for line in lines][:2] == ["Done", "Nostateyet"]


@pytest.mark.parametrize("made", [hostile_table, reference_table])
def test_word_opens_it_without_a_repair(made: Any) -> None:
    """The order of the schema, a style for every name, a footnote for every citation, names of marks used once."""
    data = GAP_FORMATS["docx"](made())
    document = tree(data)
    for tag, order in ORDERS:
        for properties in document.iter(f"{W}{tag}"):
            names = [etree.QName(each).localname for each in properties]
            assert names == sorted(names, key=order.index)
    assert all(cell[-1].tag == f"{W}p" for cell in document.iter(f"{W}tc"))
    styles = {each.get(f"{W}styleId") for each in tree(data, "word/styles.xml").iter(f"{W}style")}
    assert {each.get(f"{W}val") for tag in ("pStyle", "rStyle") for each in document.iter(f"{W}{tag}")} <= styles
    cited = list(sources(made()))
    assert [int(each.get(f"{W}id")) for each in document.iter(f"{W}footnoteReference")] == list(
        range(1, len(cited) + 1)
    )
    notes = reading.footnotes(data)
    assert [bare(notes[number]) for number in range(1, len(cited) + 1)] == [bare(visible(each)) for each in cited]
    names = [each.get(f"{W}name") for each in document.iter(f"{W}bookmarkStart")]
    assert names == [f"_Source{number}" for number in range(1, len(cited) + 1)]
    fields = {each.get(f"{W}instr").split()[1] for each in document.iter(f"{W}fldSimple")}
    assert fields <= set(names)


def test_tables_in_word_repeat_their_heads_and_keep_their_rows() -> None:
    data = GAP_FORMATS["docx"](reference_table())
    section = reading.word(data).sections[0]
    assert section.page_width > section.page_height
    for each in tree(data).iter(f"{W}tbl"):
        first, *rest = each.iterfind(f"{W}tr")
        assert first.find(f"{W}trPr/{W}tblHeader") is not None
        assert all(line.find(f"{W}trPr/{W}cantSplit") is not None for line in (first, *rest))
        widths = [int(column.get(f"{W}w")) for column in each.iter(f"{W}gridCol")]
        assert sum(widths) * 635 == pytest.approx(  # EMU in a twentieth of a point
            section.page_width - section.left_margin - section.right_margin, rel=0.001
        )
    arabic = next(each for each in tree(data).iter(f"{W}p") if "لا يجوز" in "".join(each.itertext()))
    assert arabic.find(f"{W}pPr/{W}bidi") is not None
    assert arabic.find(f".//{W}lang").get(f"{W}bidi") == "ar"
    assert any(
        "PAGE" in part.decode("utf-8", "replace") for name, part in reading.parts(data).items() if "footer" in name
    )
