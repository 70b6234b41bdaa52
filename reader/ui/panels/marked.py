"""A mark in words: for screen readers, tips and menus. The same facts that its card shows by signs."""

from collections.abc import Mapping

from reader import words
from reader.core.marks import OWN, Colour, MarkKind, PlacedMark, Verdict
from reader.core.text import shorten
from reader.ui.panels import markdown

_KINDS: dict[MarkKind, str] = {"bookmark": "Bookmark", "highlight": "Highlight", "note": "Note"}


def kind_name(kind: MarkKind) -> str:
    return _KINDS[kind]


def verdict_name(verdict: Verdict) -> str:
    return words.VERDICTS[verdict].capitalize()


def colour_name(colour: Colour, meanings: Mapping[Colour, str] | None = None) -> str:
    """A colour with what the user means by it: "Yellow", "Yellow: quote in report"."""
    meaning = (meanings or {}).get(colour, "")
    return f"{words.COLOURS[colour]}: {meaning}" if meaning else words.COLOURS[colour]


def say(placed: PlacedMark, meanings: Mapping[Colour, str], layers: Mapping[str, str]) -> str:
    """What a screen reader says of a card."""
    mark = placed.mark
    parts = [
        kind_name(mark.kind),
        placed.reference,
        shorten(mark.anchor.quote, 120),
        markdown.render(mark.text).text.replace(markdown.LINE, "; "),
        *explain(placed, meanings, layers),
    ]
    return ", ".join(part for part in parts if part)


def explain(placed: PlacedMark, meanings: Mapping[Colour, str], layers: Mapping[str, str]) -> list[str]:
    """What the signs on a card mean: colour, tags, what became of it, whose it is."""
    mark = placed.mark
    lines = [colour_name(mark.colour, meanings)] if mark.kind != "bookmark" else []
    if mark.tags:
        lines.append(f"Tags: {shorten(', '.join(mark.tags), 300)}")
    if placed.verdict != "kept":
        lines.append(words.EXPLANATIONS[placed.verdict])
    if mark.layer != OWN:
        lines.append(f"From {layers.get(mark.layer, words.SOMEBODY_ELSE)}")
    return lines
