"""Cutting a page into leaves, and what may not survive it."""

import re
from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.library.leaves import MAX_DEPTH, TooDeep, cut
from tests.builders import PROPERTY

INLINE = ["b", "strong", "i", "em", "a", "sub", "sup", "code", "u", "s"]
BLOCKS = ["p", "div", "h1", "h6", "ul", "ol", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th", "dl"]
CHANGED = ["pre", "dt", "dd"]  # into paragraphs
ALLOWED = INLINE + BLOCKS + CHANGED
FORBIDDEN = ["script", "style", "head", "title", "template", "body", "iframe", "object", "img", "svg", "form", "input"]
ATTRIBUTES = [
    'id="x"', 'class="callout"', 'class="contact"', 'style="color:red"', 'onclick="x()"', 'href="http://a.org/?b&c"',
    'href="javascript:x()"', 'href=" JaVaScRiPt:x()"', 'href="file:///etc/passwd"', 'href="doc:other"', 'src="//h/s"',
    'start="3"', 'start="x"', 'colspan="2"', 'rowspan="²"',
]  # fmt: skip
WHITE = "[\t\n\v\f\r \x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+"
"""What QTextDocument takes for a space; the no-break space is not in it."""
SURVIVORS = {*INLINE, *BLOCKS, "br", "hr"}

characters = st.sampled_from("ab é قن😀\u00a0\u2009\u2028\u3000\ufdd0\0 \t\n\r\f<>&\"'[]*-")
texts = st.text(alphabet=characters) | st.sampled_from(["&amp;", "&lt;b&gt;", "&#0;"])
tags = st.sampled_from(ALLOWED * 3 + FORBIDDEN + ["o:p", "x-y"])
attributes = st.lists(st.sampled_from(ATTRIBUTES), max_size=2, unique=True).map(
    lambda names: "".join(f" {n}" for n in names)
)


def element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Elements that are closed, unclosed, or closed twice."""
    ending = st.sampled_from(["</{0}>"] * 6 + ["", "</{0}></{0}>", "</p>", "</li></ul>"])
    return st.builds(
        lambda tag, given_, inside, end: f"<{tag}{given_}>{inside}{end.format(tag)}",
        tags, attributes, st.lists(children, max_size=4).map("".join), ending,
    )  # fmt: skip


alone = st.sampled_from(["<br>", "<hr>", "<br/>", "<!-- x -->", "<!DOCTYPE html>", "<?x?>"])
pages = st.lists(st.recursive(texts | alone, element, max_leaves=25), max_size=6).map("".join)


def text_of(html: str) -> list[str]:
    return [leaf.text for leaf in cut(html)]


@PROPERTY
@given(pages)
def test_any_page_can_be_cut_unless_it_is_too_deep(page: str) -> None:
    try:
        leaves = cut(page)
    except TooDeep:
        return
    for leaf in leaves:
        assert leaf.text
        assert not re.search(r"^[ \t\n\r\f]|[ \t\n\r\f]$|[ \t\r\f]{2}| \n|\n |[\t\r\f]", leaf.text), repr(leaf.text)


@PROPERTY
@given(pages)
def test_a_cleaned_page_cut_again_gives_the_same_leaves(page: str) -> None:
    try:
        leaves = cut(page)
    except TooDeep:
        return
    again = cut("".join(leaf.html for leaf in leaves))
    assert [(leaf.text, leaf.html) for leaf in again] == [(leaf.text, leaf.html) for leaf in leaves]


@PROPERTY
@given(pages)
def test_only_known_tags_and_safe_attributes_survive(page: str) -> None:
    try:
        html = "".join(leaf.html for leaf in cut(page))
    except TooDeep:
        return
    for tag, given_ in re.findall(r"<([a-z0-9]+)([^>]*)>", html):
        assert tag in SURVIVORS
        assert re.fullmatch(r'( (href="(doc:|mailto:|https?://)[^"]*"|(start|colspan|rowspan)="\d+"))*/?', given_), (
            given_
        )
    assert html.count("<") == len(re.findall(r"</?[a-z0-9]+[^<>]*>", html))


@PROPERTY
@given(st.text())
def test_plain_text_comes_through_as_the_words_it_is(text: str) -> None:
    replaced = re.sub("[\0\ufdd0\ufdd1]", "\ufffd", text)
    expected = re.sub(WHITE, " ", replaced).strip(" ")
    assert text_of(f"<p>{escape(text)}</p>") == ([expected] if expected else [])


@pytest.mark.parametrize("tag", ["script", "style", "template", "title"])
def test_what_is_not_text_goes_with_its_content(tag: str) -> None:
    assert text_of(f"<p>before <{tag}>hidden()</{tag}>after</p>") == ["before after"]


def test_an_unknown_tag_goes_and_its_words_stay() -> None:
    [leaf] = cut('<p onclick="x()">one <font color="red">two</font> <img src="//host/x"> three</p>')
    assert (leaf.text, leaf.html) == ("one two three", "<p>one two three</p>")


@pytest.mark.parametrize(
    "target", ["javascript:x()", "file:///etc/passwd", "data:text/html,x", "//host/share", "#", ""]
)
def test_a_link_to_anything_else_becomes_its_words(target: str) -> None:
    [leaf] = cut(f'<p>see <a href="{target}">here</a> now</p>')
    assert leaf.html == "<p>see here now</p>"


@pytest.mark.parametrize(
    "target", ["doc:call-for-action-2021", "mailto:icat@un.org", "https://icat.un.org/?a=1&amp;b=2"]
)
def test_a_safe_link_stays(target: str) -> None:
    [leaf] = cut(f'<p>see <a href="{target}" target="_blank">here</a> now</p>')
    assert leaf.html == f'<p>see <a href="{target}">here</a> now</p>'


def test_a_line_break_is_one_newline_and_space_beside_it_goes() -> None:
    [leaf] = cut("<p>one  \n<br />\n two<br></p>")
    assert (leaf.text, leaf.html) == ("one\ntwo", "<p>one<br/>two</p>")


def test_white_space_collapses_across_tags() -> None:
    [leaf] = cut("<p> one <b> two </b> <i> three</i> </p>")
    assert leaf.text == "one two three"


def test_preformatted_lines_stay_lines() -> None:
    [leaf] = cut("<pre>\none\n two\n</pre>")
    assert leaf.text == "one\ntwo"


def test_emphasis_that_runs_over_a_block_is_closed_and_reopened() -> None:
    first, second = cut("<p>one <b>two</p><p>three</b> four</p>")
    assert first.html == "<p>one <b>two</b></p>"
    assert second.html == "<p><b>three</b> four</p>"


def test_kinds_and_levels_come_from_the_tags() -> None:
    page = (
        "<h2>a</h2><p>b</p><ul><li>c<ol><li>d</li></ol></li></ul><blockquote><p>e</p></blockquote>"
        '<table><tr><th>f</th><td>g</td></tr></table><p class="callout">h</p><p class="x contact">i</p>'
    )
    assert [(leaf.text, leaf.kind, leaf.level) for leaf in cut(page)] == [
        ("a", "heading", 2), ("b", "paragraph", 0), ("c", "item", 1), ("d", "item", 2), ("e", "quote", 0),
        ("f", "cell", 0), ("g", "cell", 0), ("h", "callout", 0), ("i", "contact", 0),
    ]  # fmt: skip


def test_a_rule_stands_at_the_front_of_the_leaf_that_follows() -> None:
    first, second = cut("<p>one</p><hr><p>two</p>")
    assert (first.ends_section, second.ends_section) == (False, True)
    assert second.html == "<hr/><p>two</p>"


def test_empty_elements_vanish() -> None:
    assert "".join(leaf.html for leaf in cut("<ul><li></li></ul><p> </p><p>x</p><div><b></b></div>")) == "<p>x</p>"


def test_a_page_without_words_has_no_leaves() -> None:
    assert cut("<p></p><hr><!-- x --><img src=x>") == []


def test_nesting_is_bounded() -> None:
    assert text_of("<div>" * MAX_DEPTH + "x") == ["x"]
    with pytest.raises(TooDeep):
        cut("<div>" * (MAX_DEPTH + 1) + "x")
