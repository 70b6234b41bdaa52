"""A note's Markdown: what is understood, what stays as typed, and that no note is too much."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.export.note_html import note_html
from reader.core.export.rich import Block, Run, blocks, plain
from reader.core.export.telling import visible
from tests.builders import PROPERTY
from tests.core.export.reading import html


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", (Run("plain"),)),
        ("**bold** and *it*", (Run("bold", bold=True), Run(" and "), Run("it", italic=True))),
        ("***both***", (Run("both", bold=True, italic=True),)),
        ("__bold__ _it_", (Run("bold", bold=True), Run(" "), Run("it", italic=True))),
        ("snake_case_name 2*3*4", (Run("snake_case_name 2"), Run("3", italic=True), Run("4"))),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        ("*open", (Run("*open"),)),
        ("**a *b** c*", (Run("a ", bold=True), Run("b", bold=True, italic=True), Run(" c", italic=True))),
        (r"\*no\* \\ \n", (Run(r"*no* \ \n"),)),
        ("`a*b*`", (Run("a*b*", code=True),)),
        ("[x](https://e.org/a)", (Run("x", link="https://e.org/a"),)),
        ("[x](mailto:a@b.org)", (Run("x", link="mailto:a@b.org"),)),
        ("[x](javascript:alert)", (Run("[x](javascript:alert)"),)),
        ("[x](data:text/html,y)", (Run("[x](data:text/html,y)"),)),
        ("a\nb", (Run("a\nb"),)),
    ],
)
def test_a_paragraph(text: str, runs: tuple[Run, ...]) -> None:
    assert blocks(text) == (Block("paragraph", runs),)


def test_blocks() -> None:
    text = "# Title\nOne\ntwo\n\n- a\n  - b\n* c\n3. d\n> q\n> r\nafter\n```\n**x**\n- y\n```\nend"
    assert [(b.kind, "".join(r.text for r in b.runs), b.depth, b.number) for b in blocks(text)] == [
        ("heading", "Title", 0, ""),
        ("paragraph", "One\ntwo", 0, ""),
        ("bullet", "a", 0, ""),
        ("bullet", "b", 1, ""),
        ("bullet", "c", 0, ""),
        ("number", "d", 0, "3."),
        ("quote", "q\nr", 0, ""),
        ("paragraph", "after", 0, ""),
        ("code", "**x**\n- y", 0, ""),
        ("paragraph", "end", 0, ""),
    ]


def test_plain_text_keeps_lists_and_drops_marks_of_emphasis() -> None:
    assert plain("A **b** [c](https://e.org)\n- d\n  1. e") == "A b c\n- d\n  1. e"


@pytest.mark.parametrize(
    "text", ["*" * 200_000, "[" * 200_000, "[a](http://x" * 20_000, "`a " * 70_000, "> " * 100_000, "_a " * 70_000,
             "- " * 100_000, "\\" * 200_000, "\n" * 200_000, "**a _b " * 30_000, "```\n" * 50_000]
)  # fmt: skip
def test_a_long_note_of_nothing_but_marks_is_read_in_one_pass(text: str) -> None:
    assert isinstance(note_html(text), str)  # what is quadratic does not end here


@PROPERTY
@given(st.text(alphabet=st.sampled_from("*_`[]()#->1. \\\n\tab<&\"'قش\x00😀"), max_size=60))
def test_nothing_but_known_tags_comes_out_and_no_letter_is_lost(text: str) -> None:
    tree = html.fragment_fromstring(note_html(text), create_parent="div")
    known = {"div", "p", "h4", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "a"}
    assert {element.tag for element in tree.iter()} <= known
    kept = [c for c in tree.text_content() if c.isalpha() or c in "<&\"'😀␀"]
    assert kept == [c for c in visible(text) if c.isalpha() or c in "<&\"'😀␀"]
