"""Marks as Markdown (CommonMark) with YAML front matter: by document, in reading order, each with its reference.

What comes from a document or from the user is escaped where Markdown would read it as mark-up, so that a note that
begins with "# " stays a note and a quote with asterisks keeps them.
"""

import re
from datetime import datetime

from reader.core.marks import Bundle, PlacedMark
from reader.core.text import long_date, squeeze
from reader.core.types import DocumentInfo

_INLINE = re.compile(r"([\\`*_\[\]])")
# A heading, list, rule, underline of a heading, fence, quote, table, or definition of a link.
_LINE_START = re.compile(r"^(#|[-+*](?=\s|$)|([-*_])\s*(?:\2\s*){2,}$|-+$|=+$|~{3}|`{3}|>|\||\[(?=[^\]]*\]:))")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_PARAGRAPH = re.compile(r"\n(?:[^\S\n]*\n)+")
_ENTITY = re.compile(r"&(?=#|\w+;)")


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8 with "\\n" line ends."""
    lines = [
        "---",
        "title: Notes from the ICAT Field Reader",
        f"made: {_day(bundle.made, iso=True)}",
        f"documents: {len(bundle.groups)}",
        f"marks: {bundle.count}",
        "---",
        "",
        "# Notes from the ICAT Field Reader",
        "",
    ]
    for info, marks in bundle.groups:
        lines += _document(info, marks)
    return ("\n".join(lines).rstrip("\n") + "\n").encode()


def _document(info: DocumentInfo, marks: tuple[PlacedMark, ...]) -> list[str]:
    lines = [
        f"## {escape(info.title)}",
        "",
        f"{_source(info)}{escape(info.reference)}.",
        "",
    ]
    heading = ""
    for placed in marks:
        above = " › ".join(placed.section)
        if heading and not above:  # else it would seem to stand under the section before
            above = "Outside the sections" if placed.location else "Place uncertain"
        if above != heading:
            heading = above
            lines += [f"### {escape(heading)}", ""]
        lines += _mark(placed)
    return lines


def _source(info: DocumentInfo) -> str:
    """Issuers and date, as far as they are known, and a full stop."""
    known = ", ".join(part for part in (escape("; ".join(info.issuers)), long_date(info.date)) if part)
    return f"{known}. " if known else ""


def _mark(placed: PlacedMark) -> list[str]:
    mark = placed.mark
    kind = {"bookmark": "Bookmark", "highlight": f"Highlight, {mark.colour}", "note": "Note"}[mark.kind]
    quote = [f"> {escape(line)}  " for line in mark.anchor.quote.split("\n")]
    quote[-1] = quote[-1].rstrip()
    lines = [*quote, ""]
    if mark.text.strip():
        for paragraph in _PARAGRAPH.split("\n".join(mark.text.strip().splitlines())):
            lines += ["  \n".join(escape_block(line) for line in paragraph.split("\n")), ""]
    where = escape(placed.reference) + ("" if placed.location else ", place uncertain in this edition")
    return [*lines, f"— {where} · {kind} · {_day(mark.created)}", ""]


def escape(text: str) -> str:
    """`text` on one line, with nothing that Markdown reads as mark-up."""
    return escape_block(_INLINE.sub(r"\\\1", squeeze(text)))


def escape_block(line: str) -> str:
    """One line of the user's own text: emphasis and links stay, but it cannot become a block of another kind (heading,
    list, rule, quote, code) nor HTML, and so cannot reach into what follows."""
    bare = _ENTITY.sub("&amp;", line.strip()).replace("<", "&lt;")
    return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\g<0>", bare))


def _day(seconds: float, iso: bool = False) -> str:
    day = datetime.fromtimestamp(seconds).strftime("%Y-%m-%d")
    return day if iso else long_date(day)
