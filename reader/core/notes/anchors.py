"""Where a mark sits, and what becomes of it when the text has changed.

An anchor says its place three times: edition with block and offsets, the exact words, and the words around them. In the
same edition the place is taken and checked against the words. For another edition the notebook has kept the old text,
and the place follows from how the two texts align. A mark is put somewhere without a question only where its words are
the same and no other place could be meant; typography (`flat`) does not make other words. Where the old text is not
known, the quote and the words around it tell where it may belong, and the user decides.
"""

from functools import cached_property

from reader.core.marks import Anchor, Edition, Judgement, Verdict
from reader.core.notes.alignment import Alignment
from reader.core.notes.candidates import Span, candidates
from reader.core.notes.flat import Cut, Flat, blocks_of
from reader.core.text import plain
from reader.core.types import Document, Location, Point

CONTEXT = 48
"""Code points kept on each side of the quote."""

_ENOUGH = 24
"""A quote this long that occurs once in a document needs the words around it on one side only."""
_MOST = 5
"""Candidates given at most."""


def edition_of(document: Document) -> Edition:
    """What the notebook keeps of a document in which something is marked."""
    return Edition(document.info.id, document.info.edition, blocks_of(document))


def flat_of(document: Document) -> Flat:
    """The document as one string; whoever makes many anchors in it keeps this."""
    return Flat(blocks_of(document))


def make_anchor(document: Document, start: Point, end: Point, flat: Flat | None = None) -> Anchor:
    """The anchor of a span. Raises ValueError when a point is not in the document or the span is empty."""
    flat = flat or flat_of(document)
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


class Aligned:
    """An old edition beside the document as it is now, to judge any number of anchors. `old` is None where the old text
    is not known. The texts are aligned when the first anchor needs it."""

    def __init__(self, old: Edition | None, document: Document) -> None:
        self._info = document.info
        self._new = flat_of(document)
        self._edition = old if old and old.document == document.info.id else None
        self._alignment: Alignment | None = None

    @cached_property
    def _old(self) -> Flat | None:
        return Flat(self._edition.blocks) if self._edition else None

    @cached_property
    def _plain(self) -> str:
        return plain(self._new.text)

    def judge(self, anchor: Anchor) -> Judgement:
        """What became of the anchor in the document: "kept", "moved", "changed", "unsure" or "withdrawn".

        "kept" and "moved" have the same words (typography aside) and one place beyond doubt, "kept" where the reading
        order around it is as it was. "changed" has exactly one candidate, and "unsure" any number.
        """
        if anchor.edition == self._info.edition:
            if self._new.between(anchor.start, anchor.end) == anchor.quote:
                return Judgement("kept", Location(self._info.id, anchor.start, anchor.end))
        elif self._old is not None and self._edition and anchor.edition == self._edition.edition:
            first = self._old.position(anchor.start)
            if first is not None and self._old.between(anchor.start, anchor.end) == anchor.quote:
                return self._by_alignment(first, first + len(anchor.quote))
        return self._by_quote(anchor)

    def _by_alignment(self, first: int, last: int) -> Judgement:
        assert self._old is not None
        if self._alignment is None:
            self._alignment = Alignment(Cut(self._old), Cut(self._new))
        found = self._alignment
        old, new = found.old, found.new
        start, end = old.touched(first, last)
        if start == end:
            return self._blank(found, first, last, start)
        there = found.place(start, end - 1)
        if there is None:
            clear, spans = candidates(found, first, last)
            verdict: Verdict = "changed" if clear else "unsure" if spans else "withdrawn"
            return Judgement(verdict, None, tuple(self._location(span) for span in spans[:_MOST]))
        beyond = there + end - 1 - start
        # A border inside a word keeps its letter; one in the white space around, as much of it as there is.
        begin = new.starts[there] + max(first - old.starts[start], -_blank_before(new, there))
        finish = new.ends[beyond] + min(last - old.ends[end - 1], _blank_after(new, beyond, len(self._plain)))
        moved = any(found.moved[start:end])
        return Judgement("moved" if moved else "kept", self._location((begin, finish)))

    def _blank(self, found: Alignment, first: int, last: int, after: int) -> Judgement:
        """White space only: it has a place where the words on both sides have, and nothing else is between them."""
        old, new = found.old, found.new
        there = found.place(after - 1, after) if 0 < after < len(old.words) else None
        if there is not None and self._old is not None:
            begin, room = new.ends[there], new.starts[there + 1] - new.ends[there]
            if self._old.text[old.ends[after - 1] : old.starts[after]] == self._new.text[begin : begin + room]:
                shift = begin - old.ends[after - 1]
                verdict: Verdict = "moved" if found.moved[after] else "kept"
                return Judgement(verdict, self._location((first + shift, last + shift)))
        return Judgement("unsure")

    def _location(self, span: Span) -> Location:
        return Location(self._info.id, self._new.point(span[0]), self._new.point(span[1]))

    def _by_quote(self, anchor: Anchor) -> Judgement:
        """By the quote and the words around it alone. A look-alike with the same words around it cannot be told apart
        (`make anchors` counts how often that happens), so this never places: "changed", to be accepted, where the words
        lead to one place only, and "unsure" where they do not."""
        quote, before, after = plain(anchor.quote), plain(anchor.before), plain(anchor.after)
        if not quote.strip():
            return Judgement("unsure")
        text = self._plain
        found = []
        position = text.find(quote)
        while position >= 0:
            sides = text.endswith(before, 0, position) + text.startswith(after, position + len(quote))
            found.append((sides, position))
            position = text.find(quote, position + 1)
        if not found:
            return Judgement("withdrawn")
        full = [(sides, at) for sides, at in found if sides == 2]
        only = full if len(full) == 1 else found if len(found) == 1 and found[0][0] and len(quote) >= _ENOUGH else None
        likely = only or sorted(found, key=lambda each: (-each[0], each[1]))[:_MOST]
        verdict: Verdict = "changed" if only else "unsure"
        return Judgement(verdict, None, tuple(self._location((at, at + len(quote))) for _, at in likely))


def _blank_before(cut: Cut, word: int) -> int:
    return cut.starts[word] - (cut.ends[word - 1] if word else 0)


def _blank_after(cut: Cut, word: int, size: int) -> int:
    return (cut.starts[word + 1] if word + 1 < len(cut.starts) else size) - cut.ends[word]
