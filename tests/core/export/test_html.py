"""The HTML export: its policy, its directions, and hostile words that stay words."""

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reader.core.export import EXPORTERS
from reader.core.export.html import body_for_print
from reader.core.export.sheet import STYLE
from reader.core.marks import COLOURS, Bundle, PlacedMark
from tests.builders import NOON, document, mark
from tests.core.export import reading
from tests.core.export.samples import NASTY, reference_bundle

HOSTILE = (
    *filter(str.strip, NASTY),
    "</div></article></main><h1>x",
    "<a href=javascript:x>",
    '" onload="x',
    '[a](https://x"y)',
    "</style>",
)


def bundle(text: str) -> Bundle:
    each = replace(mark(text=text, quote=text or "x"), tags=(text,))
    info = replace(document("Words.").info, title=text, language=text)
    return Bundle(((info, (PlacedMark(each, None, text, (text,), (0, 0)),)),), NOON, title=text, author=text)


def shape(data: bytes) -> list[str]:
    """The tags of a page outside of notes, in order."""
    tree = reading.page(data)
    for note in tree.xpath("//div"):
        note.getparent().remove(note)
    return [element.tag for element in tree.iter() if isinstance(element.tag, str)]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_change_nothing_in_the_page(text: str) -> None:
    data = EXPORTERS["html"](bundle(text))
    harmless = shape(EXPORTERS["html"](bundle("harmless words")))
    assert [tag for tag in shape(data) if tag != "h3"] == [tag for tag in harmless if tag != "h3"]
    assert reading.addresses(data) == []
    for link in reading.page(data).iter("a"):
        assert link.get("href").startswith(("https://", "http://", "mailto:"))
    assert not [name for e in reading.page(data).iter() for name in e.attrib if str(name).startswith("on")]


def test_the_policy_allows_the_two_inline_parts_by_their_hashes_and_nothing_else() -> None:
    tree = reading.page(EXPORTERS["html"](reference_bundle()))
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        said = "".join(tree.xpath(f"//{tag}/text()")).encode()
        assert rules.pop(name) == f"'sha256-{base64.b64encode(hashlib.sha256(said).digest()).decode()}'"
    assert rules == {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"}
    assert tree.xpath("//@style") == []


def test_quotes_have_their_language_and_direction() -> None:
    tree = reading.page(EXPORTERS["html"](reference_bundle()))
    found = {(quote.get("lang"), quote.get("dir")) for quote in tree.iterfind(".//article/blockquote")}
    assert found == {("en", "ltr"), ("ar", "rtl")}


def test_the_six_colours_are_told_apart_without_colour() -> None:
    lines = {colour: re.search(rf"\.{colour} blockquote mark \{{(.*?)\}}", STYLE)[1] for colour in COLOURS}  # type: ignore[index]
    assert len(set(lines.values())) == 6


def test_every_tag_is_closed() -> None:
    class Balance(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.opened: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag not in ("meta", "br"):
                self.opened.append(tag)

        def handle_endtag(self, tag: str) -> None:
            assert self.opened.pop() == tag

    parser = Balance()
    parser.feed(EXPORTERS["html"](reference_bundle()).decode())
    assert parser.opened == []


def test_the_body_for_print_has_every_quote_and_only_what_a_text_document_knows() -> None:
    body = reading.html.fragment_fromstring(body_for_print(reference_bundle()), create_parent="div")
    known = {
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "blockquote",
        "span",
        "ul",
        "ol",
        "li",
        "em",
        "strong",
        "a",
        "br",
        "bdi",
    }
    assert {element.tag for element in body.iter()} <= known
    assert body.xpath("//@class[not(. = 'source')]") == []
    said = body.text_content()
    assert all(p.mark.anchor.quote.replace("\n", "") in said for _, marks in reference_bundle().groups for p in marks)
