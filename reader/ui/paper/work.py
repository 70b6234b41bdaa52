"""What is printed, told in values: which blocks of a document, with or without marks, on which paper, and what stands
at the end."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from reader import words
from reader.core.marks import OWN, Colour, PlacedMark, Verdict
from reader.core.text import is_right_to_left, shorten, squeeze
from reader.core.types import Block, Document
from reader.ui.paper.marked import Marks, marks_by_block, numbered, touching, whole_stripe
from reader.ui.paper.pieces import Piece, pieces_of
from reader.ui.paper.sheet import Sheet
from reader.ui.reading.painter import Stripe

_QUOTED = 160  # characters of a quote that are shown above its note


@dataclass(frozen=True, slots=True)
class Notes:
    """Marks that are printed, and what is needed to tell about them."""

    marks: tuple[PlacedMark, ...]
    to_html: Callable[[str], str]  # a note's Markdown as paragraphs, lists, quotes and code
    meanings: Mapping[Colour, str] = field(default_factory=dict)
    layers: Mapping[str, str] = field(default_factory=dict)  # names by id
    heading: str = "Notes"
    legend: str = "What the colours mean"


@dataclass(frozen=True, slots=True)
class Work:
    """`blocks` are the numbers of the first and the last block; `opening` are lines of text that stand before
    them, `closing` for the very end."""

    document: Document
    blocks: tuple[int, int]
    sheet: Sheet
    notes: Notes | None = None
    closing: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()

    @property
    def right_to_left(self) -> bool:
        return is_right_to_left(self.document.info.language)

    def pieces(self) -> Iterator[Piece]:
        """Everything that is printed, in order."""
        first, last = self.blocks
        blocks = self.document.blocks
        marks: tuple[PlacedMark, ...] = ()
        if self.notes is not None:
            marks = self.notes.marks
            if (first, last) != (0, len(blocks) - 1):
                marks = touching(marks, blocks, first, last)
        for line in self.opening:
            yield Piece("opening", _text(line), leads=True)
        yield from pieces_of(blocks[first : last + 1], marks_by_block(blocks, marks))
        if self.notes is not None:
            yield from _endnotes(marks, self.notes)
        for number, line in enumerate(self.closing):
            more = number + 1 < len(self.closing)
            yield Piece("closing" if number else "closing_first", _text(line), leads=more, ruled=number == 0)


def _endnotes(marks: tuple[PlacedMark, ...], notes: Notes) -> Iterator[Piece]:
    """The numbered notes, then what the colours mean."""
    numbers = numbered(marks)
    if numbers:
        yield Piece("heading", _text(notes.heading), level=2, leads=True, ruled=True)
    for placed in marks:
        if placed.mark.id in numbers:
            yield from _note(placed, numbers[placed.mark.id], notes)
    used = {placed.mark.colour for placed in marks}
    meant = [(colour, squeeze(text)) for colour, text in notes.meanings.items() if colour in used and squeeze(text)]
    if meant:
        yield Piece("heading", _text(notes.legend), level=3, leads=True)
    for number, (colour, text) in enumerate(meant):
        name = words.COLOURS[colour]
        line = f"{name}: {text}"
        stripe = Marks((Stripe(0, len(name), colour),))
        yield _line("legend", line, stripe, leads=number + 1 < len(meant))


def _note(placed: PlacedMark, number: int, notes: Notes) -> Iterator[Piece]:
    mark = placed.mark
    quote = shorten(mark.anchor.quote, _QUOTED)
    under = Marks() if mark.kind == "bookmark" else whole_stripe(mark, quote)
    yield _line("note_quote", quote, under, leads=True, number=str(number))
    if mark.text.strip():
        for part in _parts(notes.to_html(mark.text)):
            yield Piece("note", part, leads=True)
    layer = notes.layers.get(mark.layer, "") if mark.layer != OWN else ""
    verdict = "" if placed.verdict == "kept" and placed.location else words.VERDICTS[_verdict(placed)]
    said = (placed.reference, verdict, ", ".join(map(squeeze, mark.tags)), squeeze(layer))
    yield Piece("note_details", _text(" · ".join(part for part in said if part)))


def _verdict(placed: PlacedMark) -> Verdict:
    return "unsure" if placed.verdict == "kept" else placed.verdict


def _parts(html: str) -> Iterator[str]:
    """A long note paragraph by paragraph, so that no step takes long."""
    for part in html.replace("</p><p", "</p>\0<p").split("\0"):
        if part:
            yield part


def _line(kind: str, text: str, marks: Marks, leads: bool = False, number: str = "") -> Piece:
    """A piece of plain text, as a leaf of its own."""
    leaf = Block("", "paragraph", text, "")
    return Piece(kind, _text(text), (leaf,), ((),), (marks,), number=number, leads=leads)


def _text(text: str) -> str:
    return escape(squeeze(text), quote=False)
