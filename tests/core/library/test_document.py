"""From a Markdown file with front matter to a document, or to a sentence that says what is wrong with it."""

from pathlib import Path

import pytest

from reader.core.errors import Broken
from reader.core.library.document import parse_document, read_document
from reader.core.types import Document
from tests.builders import document, document_text


def kinds(sample: Document) -> list[tuple[str, str, int | None]]:
    return [(block.kind, block.text, block.number) for block in sample.blocks]


def test_every_block_but_titles_and_headings_is_numbered_in_order() -> None:
    sample = document("# Title", "Under it.\n{: .subtitle }", "One.", "## Heading", "Two:", "- a\n- b", "> c")
    assert kinds(sample) == [
        ("title", "Title", None), ("subtitle", "Under it.", None), ("paragraph", "One.", 1),
        ("heading", "Heading", None), ("lead_in", "Two:", 2), ("item", "a", 3), ("item", "b", 4), ("quote", "c", 5),
    ]  # fmt: skip


def test_block_ids_are_unique_and_short() -> None:
    sample = document("# Title", "One.", "## Heading", "Two.")
    assert [block.id for block in sample.blocks] == ["h1", "p1", "h2", "p2"]


def test_a_document_without_a_title_line_gets_the_one_of_its_front_matter() -> None:
    sample = document("Only words.", title="A & B < C")
    assert kinds(sample) == [("title", "A & B < C", None), ("paragraph", "Only words.", 1)]
    assert sample.blocks[0].html == "<h1>A &amp; B &lt; C</h1>"


def test_a_colon_without_a_list_is_no_lead_in() -> None:
    assert [block.kind for block in document("One:", "Two.").blocks] == ["title", "paragraph", "paragraph"]


def test_a_numbered_title_after_a_list_is_not_swallowed_by_it() -> None:
    sample = document("- a\n- b", "## 2. Next", "Text.")
    assert [block.kind for block in sample.blocks] == ["title", "item", "item", "heading", "paragraph"]


def test_the_joined_html_of_the_blocks_is_the_page() -> None:
    sample = document("# T", "- a *b*\n- c", "Text & more.")
    page = "".join(block.html for block in sample.blocks)
    assert page == "<h1>T</h1><ul><li>a <em>b</em></li><li>c</li></ul><p>Text &amp; more.</p>"


def test_what_the_front_matter_leaves_out_has_a_sensible_value() -> None:
    info = document("Words.").info
    assert (info.short_title, info.summary, info.number, info.status) == (info.title, "", None, "current")
    assert (info.chairs, info.topics, info.source_file, info.source_url) == ((), (), "", None)


def test_words_and_passages_are_counted() -> None:
    info = document("# Two words", "Three words here:", "- one", "- two").info
    assert (info.words, info.passages) == (7, 2)


@pytest.mark.parametrize(
    ("date", "precision"), [('"2021-11-15"', "day"), ("2021-11-15", "day"), ('"2021-11"', "month"), ("2022", "year")]
)
def test_a_date_is_as_precise_as_it_says(date: str, precision: str) -> None:
    info = document("Words.", date=date, date_precision=precision).info
    assert (info.date, info.date_precision) == (date.strip('"'), precision)


def test_the_same_words_are_the_same_edition_whatever_the_markup() -> None:
    assert document("Some **words**.").info.edition == document("Some words.", summary="new").info.edition


def test_other_words_are_another_edition() -> None:
    assert document("Some words.").info.edition != document("Some word.").info.edition


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "sample.md"
    file.write_bytes(b"\xef\xbb\xbf" + document_text().replace("\n", "\r\n").encode())
    assert read_document(file) == document()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title"),
        ({"title": '"  "'}, "title"),
        ({"type": None}, "type"),
        ({"language": None}, "language"),
        ({"date": None}, "date"),
        ({"date": "15 November"}, "15 November"),
        ({"date": '"2021-11"'}, "2021-11"),
        ({"date": '"2021-13-45"'}, "2021-13-45"),
        ({"date_precision": "century"}, "century"),
        ({"id": "../up"}, "../up"),
        ({"id": "Upper"}, "Upper"),
        ({"reference": "ICAT 21"}, "ICAT 21"),
        ({"number": "'one'"}, "number"),
        ({"issuers": "ICAT"}, "issuers"),
        ({"issuers": "[[ICAT]]"}, "issuers"),
        ({"source": "a.txt"}, "source"),
        ({"title": "[unclosed"}, "not valid YAML"),
        ({"title": "[" * 900 + "]" * 900}, "deep"),
        ({"source": "\n" + "- " * 100_000 + "x"}, "deep"),
    ],
)
def test_front_matter_that_is_not_usable_is_refused_with_the_reason(
    tmp_path: Path, changes: dict[str, str | None], reason: str
) -> None:
    file = tmp_path / "sample.md"
    file.write_text(document_text(**changes), encoding="utf-8")
    with pytest.raises(Broken) as caught:
        read_document(file)
    assert caught.value.code == "document_malformed"
    assert caught.value.facts["file"] == "sample.md"
    assert reason in str(caught.value.facts["reason"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Words without front matter.", "front matter"),
        ("", "front matter"),
        ("---\n- a\n- b\n---\n\nWords.", "names and values"),
        (document_text("# Title only"), "no text"),
        (document_text("<div>" * 40 + "x"), "too deeply"),
        (document_text("> " * 200 + "x"), "too deeply"),
        (document_text("\n".join("    " * depth + "- x" for depth in range(200))), "too deeply"),
    ],
)
def test_a_text_that_is_no_document_is_refused_with_the_reason(tmp_path: Path, text: str, reason: str) -> None:
    file = tmp_path / "sample.md"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Broken) as caught:
        read_document(file)
    assert caught.value.code == "document_malformed"
    assert reason in str(caught.value.facts["reason"])


@pytest.mark.parametrize("data", [b"\xff\xfe---", "é".encode("latin-1")])
def test_a_file_that_is_not_utf_8_is_unreadable(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "sample.md").write_bytes(data)
    with pytest.raises(Broken) as caught:
        read_document(tmp_path / "sample.md")
    assert (caught.value.code, caught.value.facts["reason"]) == ("document_unreadable", "it is not UTF-8 text")


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(Broken) as caught:
        read_document(tmp_path / "none.md")
    assert caught.value.code == "document_unreadable"


def test_scripts_in_a_document_do_not_come_through() -> None:
    sample = parse_document(document_text('<p onclick="x()">Words<script>steal()</script></p>\n\n[link](javascript:x)'))
    page = "".join(block.html for block in sample.blocks)
    assert "script" not in page
    assert "onclick" not in page
