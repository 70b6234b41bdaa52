"""Outline, heading paths, and passages with their context."""

from reader.core.library.outline import CONTACT_WEIGHT, outline, passages, reference, sections
from tests.builders import document

SAMPLE = document(
    "# Title", "Opening.", "## A", "### B", "In B:", "- one", "- two", "After.", "## C", "In C.", "---", "About us.",
    "Email: x@y\n{: .contact }",
)  # fmt: skip


def test_the_outline_is_the_title_and_the_headings() -> None:
    assert [(line.text, line.level) for line in outline(SAMPLE)] == [("Title", 1), ("A", 2), ("B", 3), ("C", 2)]


def test_the_outline_points_at_blocks_of_the_document() -> None:
    texts = {block.id: block.text for block in SAMPLE.blocks}
    assert [texts[line.block] for line in outline(SAMPLE)] == ["Title", "A", "B", "C"]


def test_each_block_knows_the_headings_above_it() -> None:
    above = sections(SAMPLE)
    assert {block.text: above[block.id] for block in SAMPLE.blocks} == {
        "Title": (), "Opening.": (), "A": (), "B": ("A",), "In B:": ("A", "B"), "one": ("A", "B"), "two": ("A", "B"),
        "After.": ("A", "B"), "C": (), "In C.": ("C",), "About us.": (), "Email: x@y": (),
    }  # fmt: skip


def test_a_rule_ends_the_sections_before_it() -> None:
    assert sections(SAMPLE)[next(block.id for block in SAMPLE.blocks if block.text == "About us.")] == ()


def test_passages_are_what_is_numbered_except_lead_ins() -> None:
    texts = [passage.text for passage in passages(SAMPLE)]
    assert texts == ["Opening.", "one", "two", "After.", "In C.", "About us.", "Email: x@y"]


def test_an_item_carries_its_lead_in_and_what_follows_the_list_does_not() -> None:
    assert {p.text: p.lead_in for p in passages(SAMPLE) if p.lead_in} == {"one": "In B:", "two": "In B:"}


def test_a_passage_says_where_it_stands() -> None:
    [passage] = [p for p in passages(SAMPLE) if p.text == "one"]
    assert (passage.document, passage.section) == ("sample", ("A", "B"))
    assert passage.reference == "ICAT-SMP-2024 para 3"


def test_contact_lines_weigh_less() -> None:
    assert {p.text: p.weight for p in passages(SAMPLE) if p.weight != 1} == {"Email: x@y": CONTACT_WEIGHT}


def test_a_block_without_a_number_is_cited_by_its_document() -> None:
    assert reference("ICAT-SMP-2024", SAMPLE.blocks[0]) == "ICAT-SMP-2024"


def test_the_count_on_the_shelf_is_the_count_of_passages() -> None:
    assert SAMPLE.info.passages == len(list(passages(SAMPLE)))
