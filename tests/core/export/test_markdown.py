"""Marks as Markdown: hostile words must stay in their place."""

import re
from html import unescape

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reader.core.export import EXPORTERS
from reader.core.export.telling import visible
from reader.core.marks import Bundle, Mark, PlacedMark
from reader.core.types import DocumentInfo, Location, Point
from tests.builders import NOON, PROPERTY, document, mark

DAY = 86_400.0

FIRST = document("Words.", title="Call for *action*, 1. part", issuers="[ICAT, UNODC]").info
SECOND = document("Words.", id="other", reference="ICAT-OTH-2022", date='"2022"', date_precision="year").info

HOSTILE = [
    "# heading", "#hashtag", "- list", "* list", "+ list", "*stars*", "**bold", "<b>bold</b>", "<div>", "<!-- ",
    "1. x", "1) x", "> quote", "```", "~~~", "    code", "\tcode", "---", "***", "_ _ _", "===", "Title\n===",
    "Title\n---", "a\n# b\n- c", "a\n\n# b\n\n    c", "| a | b |", "[a]: http://x", "[a](http://x)", "![a](http://x)",
    "&lt;b&gt; &amp; &#35;", "`code", "\\", "ends with two spaces  ", "😀 👨‍👩‍👧", "عدم معاقبة",
    "<script>alert(1)</script>", "a\u2028# b", "a\r\n# b", "a\x0b# b",
]  # fmt: skip


def placed(each: Mark, reference: str = "ICAT-SMP-2024 para 1", *section: str, known: bool = True) -> PlacedMark:
    location = Location(each.anchor.document, each.anchor.start, each.anchor.end) if known else None
    return PlacedMark(each, location, reference, section, (0, 0))


def bundle(*groups: tuple[DocumentInfo, tuple[PlacedMark, ...]]) -> Bundle:
    return Bundle(groups, NOON + DAY)


def reference_bundle() -> Bundle:
    section = ("1. Drivers", "Crises & <conflicts>")
    note = "A note.\nIts second line.\n\n# Its second paragraph\n- with a *dash*"
    first = (
        placed(mark("a", kind="bookmark", quote="A whole sentence with *stars* and [brackets].", text="")),
        placed(
            mark("b", kind="highlight", quote="Two lines\nof a quote", text="", colour="green"),
            "ICAT-SMP-2024 para 2",
            *section,
        ),
        placed(mark("c", quote="قانون 😀", text=note), "ICAT-SMP-2024 para 3", *section),
        placed(mark("d", quote="About us", text=""), "ICAT-SMP-2024 para 4"),
        placed(mark("e", quote="Nowhere", text="Old", created=NOON - 40 * DAY), "ICAT-SMP-2024", known=False),
    )
    second = (placed(mark("f", document="other", text="1. First\n2. Second"), "ICAT-OTH-2022 para 1"),)
    return bundle((FIRST, first), (SECOND, second))


def written(*groups: tuple[DocumentInfo, tuple[PlacedMark, ...]]) -> str:
    return EXPORTERS["markdown"](bundle(*groups)).decode("utf-8")


def rendered(text: str) -> str:
    return markdown.markdown(text.split("---\n", 2)[2], extensions=["tables", "fenced_code", "sane_lists"])


def plain(html: str) -> str:
    """The text that a reader of the HTML sees, its white space squeezed."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def test_the_front_matter_is_yaml_and_counts_right() -> None:
    front = yaml.safe_load(written(*reference_bundle().groups).split("---\n")[1])
    assert (front["documents"], front["marks"], str(front["made"])) == (2, 6, "2026-03-06")


def test_marks_stand_under_their_document_and_section_once() -> None:
    headings = re.findall(r"<h(\d)>(.*?)</h\1>", rendered(written(*reference_bundle().groups)))
    assert [level for level, _ in headings] == ["1", "2", "3", "3", "3", "2"]
    assert unescape(headings[2][1]) == "1. Drivers › Crises & <conflicts>"


def test_a_mark_outside_the_sections_does_not_seem_to_stand_in_one() -> None:
    text = written((FIRST, (placed(mark(), "A-1 para 1", "Section"), placed(mark("z"), "A-1 para 2"))))
    assert re.findall(r"^###? .*", text, re.MULTILINE)[1:] == ["### Section", "### Outside the sections"]


def test_a_document_without_sections_needs_no_such_heading() -> None:
    assert "###" not in written((FIRST, (placed(mark()),)))


def test_a_mark_whose_place_is_not_known_says_so() -> None:
    assert "place uncertain" in written((FIRST, (placed(mark(), known=False),)))
    assert "place uncertain" not in written((FIRST, (placed(mark()),)))


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_note_stays_in_its_place(text: str) -> None:
    harmless = rendered(written((FIRST, (placed(mark(text="harmless")), placed(mark("z", text="the next note"))))))
    html = rendered(written((FIRST, (placed(mark(text=text)), placed(mark("z", text="the next note"))))))
    for tag in ("h1", "h2", "h3", "ul", "ol", "pre", "hr", "table", "blockquote", "script", "div", "b"):
        assert html.count(f"<{tag}>") == harmless.count(f"<{tag}>"), tag
    assert plain(html).endswith("the next note — ICAT-SMP-2024 para 1 · Note, yellow · 5 March 2026")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_quote_keeps_its_words_and_gains_no_markup(text: str) -> None:
    html = rendered(written((FIRST, (placed(mark(quote=text, text="")),))))
    inside = re.search(r"<blockquote>(.*?)</blockquote>", html, re.DOTALL)
    assert inside is not None
    assert set(re.findall(r"</?(\w+)", inside[1])) <= {"p", "br"}
    seen = (
        plain(inside[1]).replace("\\=", "=").replace("\\~", "~").replace("\\|", "|")
    )  # CommonMark's, not this renderer's
    assert seen == " ".join(visible(text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_or_section_is_one_heading(text: str) -> None:
    info = document("Words.", title=f"'{text.splitlines()[0]}'" if "'" not in text else "x").info
    html = rendered(written((info, (placed(mark(), "ICAT-SMP-2024 para 1", text),))))
    assert [level for level, _ in re.findall(r"<h(\d)>(.*?)</h\1>", html)] == ["1", "2", "3"]


@PROPERTY
@given(
    st.text(alphabet=st.sampled_from("#-*+_=~`>|[](){}<&!\\:1.) a\n\t😀ق")),
    st.text(alphabet=st.sampled_from("#-*_=~`>[<& a\n")),
)
def test_no_note_and_no_quote_reaches_into_what_follows(note: str, quote: str) -> None:
    html = rendered(written((FIRST, (placed(mark(text=note, quote=quote)), placed(mark("z", text="the next note"))))))
    assert [html.count(f"<h{level}>") for level in (1, 2, 3)] == [1, 1, 0]
    assert html.count("<blockquote>") == 2
    assert plain(html).endswith("First the next note — ICAT-SMP-2024 para 1 · Note, yellow · 5 March 2026")


def test_emphasis_in_a_note_stays_emphasis() -> None:
    assert "<em>really</em>" in rendered(written((FIRST, (placed(mark(text="This is *really* good")),))))


def test_the_paragraphs_of_a_note_stay_apart() -> None:
    html = rendered(written((FIRST, (placed(mark(text="One.\n\n  \nTwo.\nThree.")),))))
    assert "<p>One.</p>" in html
    assert re.search(r"<p>Two\.\s*<br />\s*Three\.</p>", html)


def test_a_document_that_is_gone_keeps_its_marks_and_their_words() -> None:
    nothing = DocumentInfo(
        "gone-id", "gone-id", "", "gone-id", "gone-id", "", "", None, "", "day", "", (), (), "en", (), (), (),
        "", "", None, (), 0, 0,
    )  # fmt: skip
    text = written((nothing, (placed(mark(quote="Kept words", document="gone-id"), "gone-id", known=False),)))
    assert "> Kept words" in text
    assert "\n\ngone-id.\n\n" in text


def test_lines_end_in_one_way_and_the_file_ends_once() -> None:
    data = EXPORTERS["markdown"](reference_bundle())
    assert b"\r" not in data
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")


def test_a_point_is_not_needed_to_write_a_mark() -> None:
    assert "> First" in written((FIRST, (placed(mark(start=Point("none", 0), end=Point("none", 5))),)))
