"""What the things of the notebook are called on the screen, and what a screen reader says of a mark."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from reader.core.marks import OWN, Colour, MarkKind, PlacedMark, Verdict
from reader.core.text import short_date, shorten
from reader.core.workspace import Order


def tr(text: str) -> str:
    return QCoreApplication.translate("Notebook", text)


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


_KINDS: dict[MarkKind, str] = {
    "bookmark": _mark("Bookmark"), "highlight": _mark("Highlight"), "note": _mark("Note"),
}  # fmt: skip
_COLOURS: dict[Colour, str] = {
    "yellow": _mark("Yellow"), "green": _mark("Green"), "blue": _mark("Blue"),
    "pink": _mark("Pink"), "orange": _mark("Orange"), "purple": _mark("Purple"),
}  # fmt: skip
_VERDICTS: dict[Verdict, str] = {
    "kept": _mark("Kept"), "moved": _mark("Moved"), "changed": _mark("Text changed"),
    "unsure": _mark("Needs a look"), "withdrawn": _mark("Withdrawn"), "historical": _mark("Historical"),
}  # fmt: skip
_ORDERS: dict[Order, str] = {
    "place": _mark("Place in the text"), "created": _mark("Date"), "changed": _mark("Last changed"),
    "colour": _mark("Colour"), "kind": _mark("Kind"), "verdict": _mark("What became of it"),
}  # fmt: skip


def kind(name: MarkKind) -> str:
    return tr(_KINDS[name])


def colour(name: Colour, meanings: Mapping[Colour, str] | None = None) -> str:
    """A colour, with what the user means by it."""
    meaning = (meanings or {}).get(name, "")
    return f"{tr(_COLOURS[name])} – {meaning}" if meaning else tr(_COLOURS[name])


def verdict(name: Verdict) -> str:
    return tr(_VERDICTS[name])


def order(name: Order) -> str:
    return tr(_ORDERS[name])


def marks(count: int) -> str:
    """ "1 mark", "1,204 marks"."""
    return tr("1 mark") if count == 1 else tr("{n} marks").format(n=f"{count:,}")


def say_mark(placed: PlacedMark, layers: Mapping[str, str]) -> str:
    """One mark in words: everything that its row shows by place and colour."""
    mark = placed.mark
    parts = [
        kind(mark.kind),
        "" if mark.kind == "bookmark" else colour(mark.colour),
        "" if placed.verdict == "kept" else verdict(placed.verdict),
        placed.reference,
        shorten(mark.anchor.quote[:400], 120),
        shorten(mark.text[:1_000], 400),
        tr("Tags: {tags}").format(tags=", ".join(mark.tags)) if mark.tags else "",
        "" if mark.layer == OWN else layers.get(mark.layer, ""),
        short_date(mark.created),
    ]
    return ", ".join(part for part in parts if part)
