"""Paragraphs of which some words are meant, and two of them compared: what the window and the exports show when a text
has changed."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.diff import Kind, word_diff
from reader.core.types import Location


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Whole paragraphs, a newline between them, of which the words from `start` to before `end` are meant."""

    text: str
    start: int
    end: int
    reference: str = ""  # of the paragraph they begin in, as it is numbered now; empty for an older text
    location: Location | None = None  # of these words; None for an older text


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that two texts share, that are gone, or that are new; `meant` are those that a mark is about."""

    kind: Kind
    text: str
    meant: bool = False


def compare(was: Excerpt, now: Excerpt | None) -> tuple[Piece, ...]:
    """Both in one, word by word, in reading order; without `now` the old one alone, as what stayed. Takes milliseconds
    for long paragraphs, so it belongs in a lane."""
    if now is None:
        return tuple(_cut("same", was.text, was, 0))
    pieces: list[Piece] = []
    old = new = 0
    for kind, text in word_diff(was.text, now.text):
        pieces += _cut(kind, text, was, old) if kind == "gone" else _cut(kind, text, now, new)
        old += len(text) * (kind != "new")
        new += len(text) * (kind != "gone")
    return tuple(pieces)


def _cut(kind: Kind, text: str, excerpt: Excerpt, at: int) -> Iterator[Piece]:
    """A piece that begins at `at` of an excerpt, cut where the words that are meant begin and end."""
    start, end = (min(max(edge - at, 0), len(text)) for edge in (excerpt.start, excerpt.end))
    for part, meant in ((text[:start], False), (text[start:end], True), (text[end:], False)):
        if part:
            yield Piece(kind, part, meant)
