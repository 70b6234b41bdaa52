"""Marks as Markdown (CommonMark) with YAML front matter: by document, in reading order, each with its reference; or in
the order of a briefing.

What comes from a document or from the user is escaped where Markdown would read it as mark-up, so that a note that
begins with "# " stays a note and a quote with asterisks keeps them.
"""

import json
import re

from reader.core.export.arranged import Opened, Own, Passage, Section, Sources, arranged
from reader.core.export.sources import described, footnote
from reader.core.export.telling import Telling, visible
from reader.core.marks import Bundle, PlacedMark
from reader.core.text import squeeze

_INLINE = re.compile(r"([\\`*_\[\]])")
# A heading, list, rule, underline of a heading, fence, quote, table, or definition of a link.
_LINE_START = re.compile(r"^(#|[-+*](?=\s|$)|([-*_])\s*(?:\2\s*){2,}$|-+$|=+$|~{3}|`{3}|>|\||\[(?=[^\]]*\]:))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_PARAGRAPH = re.compile(r"\n(?:[^\S\n]*\n)+")
_ENTITY = re.compile(r"&(?=#|\w+;)")


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8 with "\\n" line ends."""
    telling = Telling(bundle)
    lines = ["---", f"title: {_yaml(bundle.title)}"]
    lines += [f"author: {_yaml(telling.author)}"] if telling.author else []
    lines += [
        f"made: {telling.day(bundle.made)}",
        f"documents: {len(bundle.groups)}",
        f"marks: {bundle.count}",
        "---",
        "",
    ]
    lines += [f"# {escape(bundle.title)}", ""]
    for part in arranged(bundle):
        match part:
            case Opened(info):
                lines += [f"## {escape(info.title)}", "", f"{'. '.join(map(escape, described(info, telling)))}.", ""]
            case Section(title):
                lines += [f"### {escape(title)}", ""]
            case Passage(_, placed):
                lines += _mark(placed, telling)
            case Own(text):
                lines += _paragraphs(text)
            case Sources(infos):
                lines += ["## Sources", ""]
                lines += [f"{number}. {escape(footnote(info, telling))}" for number, info in enumerate(infos, 1)]
    return ("\n".join(lines).rstrip("\n") + "\n").encode("utf-8", "replace")


def _yaml(value: str) -> str:
    """A string of YAML. One of JSON is one of YAML, but for a few characters that JSON does not escape."""
    return json.dumps(squeeze(visible(value)), ensure_ascii=False).replace("\ufeff", "\\ufeff")


def _mark(placed: PlacedMark, telling: Telling) -> list[str]:
    quote = [f"> {escape(line)}  " for line in visible(placed.mark.anchor.quote).split("\n")]
    quote[-1] = quote[-1].rstrip()
    details = " · ".join(escape(part) for part in telling.details(placed))
    return [*quote, "", *_paragraphs(placed.mark.text), f"— {details}", ""]


def _paragraphs(text: str) -> list[str]:
    """The user's own text, each paragraph with an empty line after it; nothing for a blank one."""
    if not text.strip():
        return []
    lines = []
    for paragraph in _PARAGRAPH.split("\n".join(visible(text).strip().splitlines())):
        lines += ["  \n".join(escape_block(line) for line in paragraph.split("\n")), ""]
    return lines


def escape(text: str) -> str:
    """`text` on one line, with nothing that Markdown reads as mark-up."""
    return escape_block(_INLINE.sub(r"\\\1", squeeze(visible(text))))


def escape_block(line: str) -> str:
    """One line of the user's own text: emphasis and links stay, but it cannot become a block of another kind (heading,
    list, rule, quote, code) nor HTML, and so cannot reach into what follows."""
    bare = _ENTITY.sub("&amp;", line.strip()).replace("<", "&lt;")
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\g<0>", bare))
