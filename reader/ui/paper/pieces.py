"""A document in pieces that are set one by one: a paragraph, a list item, a whole table. Values only, no layout.

What the nesting of tags says on the screen (which list, the how manieth item) is told by each piece itself, since it is
laid out alone. Addresses that a link hides are written out behind it: paper cannot be clicked.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape, unescape

from reader.core.types import Block
from reader.ui.paper.marked import NOTHING, Marks

_TAG = re.compile(r"<(/?)([a-z]+[1-6]?)([^>]*)>")
_STRUCTURE = {"p", "div", "dl", "li", "blockquote", "table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "hr"}
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_START = re.compile(r'start="(\d+)"')


@dataclass(frozen=True, slots=True)
class Piece:
    """Something that is laid out by itself. `kind` is that of a leaf, "table", or one of the ends of `endnotes`.

    `leaves` are its text blocks in order, as far as they are not empty; offsets count code points, as in their texts
    before addresses were `added`: for each leaf (offset, length) in order.
    """

    kind: str
    html: str
    leaves: tuple[Block, ...] = ()
    added: tuple[tuple[tuple[int, int], ...], ...] = ()
    marks: tuple[Marks, ...] = ()
    level: int = 0
    number: str = ""  # hangs in the margin
    marker: str = ""  # "•" or "3.", before an item
    leads: bool = False  # no page ends below it
    ruled: bool = False  # a line stands above it
    ends_list: bool = False


def pieces_of(blocks: Sequence[Block], marks: Mapping[str, Marks]) -> Iterator[Piece]:
    """The pieces of a document or of one of its sections; `marks` are by block id."""
    lists: list[int | None] = []  # the next number of each list that is open; None has bullets
    table: Piece | None = None
    waiting: Piece | None = None  # what follows decides whether a list ends with it
    depth = 0
    for leaf in blocks:
        marker, ruled = "", False
        opened = depth
        for closing, tag, rest in _TAG.findall(leaf.html):
            step = -1 if closing else 1
            if tag in ("ul", "ol"):
                if closing:
                    del lists[-1:]
                else:
                    lists.append(_start(rest) if tag == "ol" else None)
            elif tag == "li" and not closing:
                marker = _marker(lists)
            elif tag == "table":
                depth = max(0, depth + step)
                opened = max(opened, depth)
            elif tag == "hr":
                ruled = True
        html, added = _with_addresses(leaf.html if opened else _inside(leaf.html))
        if not opened:
            made = Piece(
                leaf.kind, html, (leaf,), (added,), (marks.get(leaf.id, NOTHING),), leaf.level,
                str(leaf.number) if leaf.number is not None else "", marker,
                leaf.kind in ("title", "subtitle", "heading", "lead_in"), ruled,
            )  # fmt: skip
        elif table is None:
            table = made = Piece("table", html, (leaf,), (added,), (marks.get(leaf.id, NOTHING),), ruled=ruled)
        else:
            table = made = replace(
                table, html=table.html + html, leaves=(*table.leaves, leaf), added=(*table.added, added),
                marks=(*table.marks, marks.get(leaf.id, NOTHING)),
            )  # fmt: skip
        if opened and depth:
            continue
        table = None
        if waiting is not None:
            yield replace(waiting, ends_list=waiting.kind == "item" and made.kind != "item")
        waiting = made
    if table is not None:  # a section that ends in the middle of a table
        waiting = table
    if waiting is not None:
        yield waiting


def _start(attributes: str) -> int:
    found = _START.search(attributes)
    return int(found[1]) if found else 1


def _marker(lists: list[int | None]) -> str:
    if not lists or lists[-1] is None:
        return "•"
    number = lists[-1]
    lists[-1] = number + 1
    return f"{number}."


def _inside(html: str) -> str:
    """The inline content of a leaf."""
    return _TAG.sub(lambda tag: "" if tag[2] in _STRUCTURE or tag[2][0] == "h" else tag[0], html)


def _with_addresses(html: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The same with addresses behind the words that hide them, and where they stand. A link to another document has
    none that helps on paper."""
    made: list[str] = []
    added: list[tuple[int, int]] = []
    at = 0
    for link in _LINK.finditer(html):
        address, words = unescape(link[1]), link[2]
        end = link.end()
        if address.startswith("doc:"):
            made.append(html[at : link.start()] + words)
        else:
            made.append(html[at:end])
            shown = address.removeprefix("mailto:")
            if _bare(shown) not in _bare(_plain(words)):
                written = f" ({shown})"
                added.append((len(_plain(html[:end])), len(written)))
                made.append(escape(written, quote=False))
        at = end
    return "".join([*made, html[at:]]), tuple(added)


def _plain(html: str) -> str:
    return unescape(_TAG.sub(lambda tag: "\n" if tag[2] == "br" else "", html))


def _bare(address: str) -> str:
    return re.sub(r"^https?://|^www\.|/$", "", re.sub(r"^https?://", "", address.strip().lower()))
