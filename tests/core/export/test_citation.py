"""Citations: what they say in each style, as text and as HTML, and that their reference leads back."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.advice import Standing
from reader.core.errors import Refused
from reader.core.export.citation import cite
from reader.core.quotes import STYLES, CitationStyle
from reader.core.references import read_reference
from reader.core.types import Document, Location, Point
from reader.core.workspace import Library
from tests.builders import PROPERTY, corpus_documents, document, document_text, pack, places
from tests.core.export.samples import publication

INFO = document("Words.", title="On *demand* & <supply>", issuers="[ICAT, UNODC]").info


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(places(tmp_path_factory.mktemp("cite")))


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html.replace("</p><p>", "\n").replace("</blockquote>", " ")))


def test_a_quote_carries_its_whole_source() -> None:
    found = cite(INFO, (14, 14), "1. Demand", "Some words.", "quote")
    assert found.plain == (
        "“Some words.” (ICAT; UNODC, On *demand* & <supply>, statement, 17 May 2024, English, ICAT-SMP-2024 para 14)"
    )
    assert '<blockquote lang="en" dir="ltr"><p>“Some words.”</p></blockquote>' in found.html
    assert "On *demand* &amp; &lt;supply&gt;" in found.html


def test_a_footnote_names_the_section_and_has_no_quote() -> None:
    found = cite(INFO, (14, 16), "1. Demand", "Some words.", "footnote")
    assert found.plain == (
        "ICAT; UNODC, On *demand* & <supply>, statement, 17 May 2024, section “1. Demand”, English, "
        "ICAT-SMP-2024 paras 14–16."
    )


def test_a_bare_citation_is_the_reference() -> None:
    assert cite(INFO, (14, 14), "1. Demand", "Words", "bare").plain == "ICAT-SMP-2024 para 14"
    assert cite(INFO, None, "", "", "bare").plain == "ICAT-SMP-2024"


@pytest.mark.parametrize("style", STYLES)
def test_the_status_of_guidance_that_is_not_current_stands_in_every_style(style: CitationStyle) -> None:
    old = replace(INFO, status="superseded by ICAT-SMP-2026")
    assert "ICAT-SMP-2024 para 3 [superseded by ICAT-SMP-2026]" in cite(old, (3, 3), "", "Words", style).plain
    assert "[" not in cite(INFO, (3, 3), "", "Words", style).plain


NEWER = publication("Later [2nd] (draft), para 9", "2026-07-30")
INSTEAD = publication("Instead", "2025", "title", "date")


def test_a_citation_says_to_whom_its_words_speak_and_what_is_newer() -> None:
    stands = Standing(INFO, ("States", "everyone"), (NEWER, INSTEAD), ())
    found = cite(INFO, (14, 14), "1. Demand", "Words.", "footnote", stands, ("States", "ICAT members"))
    assert found.plain == (
        "ICAT; UNODC, On *demand* & <supply>, statement, 17 May 2024, section “1. Demand”, addressed to States; ICAT "
        "members, English, ICAT-SMP-2024 para 14 [newer in its series: Later (2nd) (draft), para 9, 30 July 2026]."
    )
    assert cite(INFO, (14, 14), "", "Words.", "bare", stands, ("States",)).plain == "ICAT-SMP-2024 para 14"


@pytest.mark.parametrize("style", STYLES)
def test_what_supersedes_a_document_stands_in_every_style_and_no_guess_looks_like_a_fact(style: CitationStyle) -> None:
    found = cite(INFO, (3, 3), "", "Words", style, Standing(INFO, (), (NEWER,), (INSTEAD,)))
    assert "para 3 [superseded by Instead (title inferred), 2025 (inferred)]" in found.plain
    said = cite(replace(INFO, status="withdrawn"), (3, 3), "", "Words", style, Standing(INFO, (), (NEWER,), ()))
    assert "para 3 [withdrawn]" in said.plain


@PROPERTY
@given(st.sampled_from(STYLES), st.text(max_size=300), st.text(max_size=40), st.booleans())
def test_whatever_the_catalogue_holds_the_reference_is_read_back(
    style: CitationStyle, title: str, whom: str, superseded: bool
) -> None:
    later = (publication(title, "2026-07-30"),)
    stands = Standing(INFO, (), () if superseded else later, later if superseded else ())
    found = read_reference(cite(INFO, (14, 16), "1. Demand", "Words.", style, stands, (whom,)).plain)
    assert found is not None
    assert (found.code, found.first, found.last) == ("ICAT-SMP-2024", 14, 16)


@pytest.mark.parametrize(("date", "shown"), [("2021-11", "November 2021"), ("2022", "2022"), ("", "")])
def test_a_date_is_as_precise_as_it_is_known(date: str, shown: str) -> None:
    found = cite(replace(INFO, date=date), (1, 1), "", "", "footnote").plain
    assert found == ", ".join(
        part for part in ("ICAT; UNODC", INFO.title, "statement", shown, "English", "ICAT-SMP-2024 para 1.") if part
    )


def test_a_quote_from_right_to_left_keeps_direction_and_marks() -> None:
    found = cite(replace(INFO, language="ar", title="عدم المعاقبة"), (2, 2), "", "نص الاقتباس", "quote")
    assert found.plain.startswith("«نص الاقتباس»\n(ICAT; UNODC, عدم المعاقبة, ")
    assert '<blockquote lang="ar" dir="rtl"><p>«نص الاقتباس»</p></blockquote>' in found.html
    assert '<i lang="ar" dir="rtl">عدم المعاقبة</i>' in found.html
    assert "Arabic" in found.plain


def test_a_quote_in_a_quote_has_the_other_marks() -> None:
    assert cite(INFO, (1, 1), "", "“Yes,” she said.", "quote").plain.startswith("“‘Yes,’ she said.” (")


def test_paragraphs_stay_apart() -> None:
    found = cite(INFO, (1, 2), "", "One.\nTwo.", "quote")
    assert found.plain.startswith("“One.\nTwo.”\n(")
    assert "<p>“One.</p><p>Two.”</p>" in found.html


def test_hostile_words_stay_words_in_html() -> None:
    hostile = '"><script>alert(1)</script>&amp;'
    info = replace(INFO, title=hostile, issuers=(hostile,), language=hostile, status=hostile, reference=hostile)
    for style in STYLES:
        html = cite(info, (1, 1), hostile, hostile, style).html
        assert "<script" not in html
        assert set(re.findall(r"</?(\w+)", html)) <= {"p", "i", "blockquote"}


def spans(each: Document) -> list[Location]:
    """Every block, and every block with the next."""
    blocks = each.blocks
    pairs = [(one, one) for one in blocks] + list(pairwise(blocks))
    return [Location(each.info.id, Point(a.id, 0), Point(b.id, len(b.text))) for a, b in pairs]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", sorted(corpus_documents()))
def test_every_citation_that_is_pasted_opens_the_paragraph(library: Library, name: str, style: CitationStyle) -> None:
    held = corpus_documents()[name]
    numbers = {block.id: block.number for block in held.blocks}
    ids = [block.id for block in held.blocks]
    for place in spans(held):
        found = library.find(library.cite(place, style).plain)
        inside = [
            each
            for each in ids[ids.index(place.start.block) : ids.index(place.end.block) + 1]
            if numbers[each] is not None
        ]
        if inside:
            assert (found.start.block, found.end.block) == (inside[0], inside[-1])
        else:
            assert (found.document, found.start.block) == (name, ids[0])


@pytest.mark.parametrize("name", sorted(corpus_documents()))
def test_text_and_html_say_the_same(library: Library, name: str) -> None:
    for place in spans(corpus_documents()[name]):
        for style in STYLES:
            found = library.cite(place, style)
            assert " ".join(text_of(found.html).split()) == " ".join(found.plain.split())


@pytest.mark.parametrize("name", sorted(corpus_documents()))
def test_every_quote_that_is_cited_is_exact(library: Library, name: str) -> None:
    for place in spans(corpus_documents()[name]):
        found = library.check_quote(library.cite(place, "quote").plain)
        assert found.verdict == "exact"
        assert place.start.block in {each.location.start.block for each in found.places}


def test_a_whole_document_is_cited_without_its_text(library: Library) -> None:
    found = library.cite(library.find("ICAT-PUB-2022"), "quote").plain
    assert found.endswith("ICAT publications, resource, 2022, English, ICAT-PUB-2022)")
    assert "“" not in found


@pytest.mark.parametrize(
    ("start", "end", "whom"),
    [
        (Point("p23", 0), Point("p23", 300), ""),  # nobody is named
        (Point("p2", 0), Point("p2", 318), ""),  # up to where the recommendation begins
        (Point("p2", 0), Point("p2", 319), "governments in all regions"),
        (Point("p15", 5), Point("p16", 5), "States; ICAT members"),
        (Point("p1", 0), Point("p3", 5), "governments in all regions"),
    ],
)
def test_the_addressee_is_that_of_the_cited_words(library: Library, start: Point, end: Point, whom: str) -> None:
    found = library.cite(Location("call-for-action-2021", start, end), "footnote").plain
    assert ("addressed to" in found) == bool(whom)
    assert f"addressed to {whom}, English" in found or not whom


def test_a_part_of_a_paragraph_is_quoted_to_the_character(library: Library) -> None:
    place = Location("call-for-action-2021", Point("p21", 6), Point("p21", 13))
    assert library.cite(place).plain.startswith("“victims” (")


def test_a_range_with_an_end_that_is_not_there_is_refused(tmp_path: Path) -> None:
    library = Library(places(tmp_path, pack(tmp_path / "pack", {"sample": document_text()})))
    assert library.find("ICAT-SMP-2024 paras 1-2").end.block == "p2"
    for typed in ("ICAT-SMP-2024 paras 2-3", "ICAT-SMP-2024 para 0", "x" * 100_000):
        with pytest.raises(Refused) as caught:
            library.find(typed)
        assert len(str(caught.value.facts["reference"])) <= 120
