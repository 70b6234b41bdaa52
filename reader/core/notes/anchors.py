"""Where a mark sits, and where it sits after the text has changed.

An anchor says its place three times: edition with block and offsets, the exact words, and the words around them. In the
same edition the place is taken and checked against the words. In another edition only the words count, and only if they
lead to one place beyond doubt: a mark is never put on a sentence that merely looks like it. Otherwise the place is
unknown, and the mark is shown with its own words.
"""

from reader.core.marks import Anchor, Edition, Judgement
from reader.core.types import Document, Location, Point

CONTEXT = 48
"""Code points kept on each side of the quote."""

_ENOUGH = 24
"""A quote this long that occurs once in a document needs its context on one side only."""


class Flat:
    """A document as one string: the texts of its blocks, a newline between them."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self.index = {block.id: number for number, block in enumerate(self.blocks)}
        self.starts: list[int] = []
        position = 0
        for block in self.blocks:
            self.starts.append(position)
            position += len(block.text) + 1
        self.text = "\n".join(block.text for block in self.blocks)

    def position(self, point: Point) -> int | None:
        """The offset of `point` in the whole text, or None when there is no such place."""
        number = self.index.get(point.block)
        if number is None or not 0 <= point.offset <= len(self.blocks[number].text):
            return None
        return self.starts[number] + point.offset

    def point(self, position: int) -> Point:
        number = max(n for n, start in enumerate(self.starts) if start <= position)
        return Point(self.blocks[number].id, position - self.starts[number])


def make_anchor(document: Document, start: Point, end: Point) -> Anchor:
    """The anchor of a span. Raises ValueError when a point is not in the document or the span is empty."""
    flat = Flat(document)
    first, last = flat.position(start), flat.position(end)
    if first is None or last is None or first >= last:
        raise ValueError(f"no such span: {start} to {end}")
    text = flat.text
    return Anchor(
        document=document.info.id,
        edition=document.info.edition,
        start=start,
        end=end,
        quote=text[first:last],
        before=text[max(0, first - CONTEXT) : first],
        after=text[last : last + CONTEXT],
    )


def edition_of(document: Document) -> Edition:
    return Edition(document.info.id, document.info.edition, tuple((b.id, b.text) for b in document.blocks))


class Aligned:
    def __init__(self, old: Edition | None, document: Document) -> None:
        self._document = document

    def judge(self, anchor: Anchor) -> Judgement:
        there = place(anchor, self._document)
        return Judgement("kept" if there else "withdrawn", there)


def place(anchor: Anchor, document: Document) -> Location | None:
    """Where the anchor sits in this edition of its document, or None when that cannot be told for certain."""
    flat = Flat(document)
    if anchor.edition == document.info.edition:
        first, last = flat.position(anchor.start), flat.position(anchor.end)
        if first is not None and last is not None and flat.text[first:last] == anchor.quote:
            return Location(anchor.document, anchor.start, anchor.end)
    first = _only_place(anchor, flat.text)
    if first is None:
        return None
    return Location(anchor.document, flat.point(first), flat.point(first + len(anchor.quote)))


def _only_place(anchor: Anchor, text: str) -> int | None:
    if not anchor.quote:
        return None
    found = []
    position = text.find(anchor.quote)
    while position >= 0:
        found.append(position)
        position = text.find(anchor.quote, position + 1)

    def agrees(start: int) -> tuple[bool, bool]:
        end = start + len(anchor.quote)
        return text[:start].endswith(anchor.before), text[end:].startswith(anchor.after)

    full = [start for start in found if all(agrees(start))]
    if len(full) == 1:
        return full[0]
    if len(found) == 1 and len(anchor.quote) >= _ENOUGH and any(agrees(found[0])):
        return found[0]
    return None
