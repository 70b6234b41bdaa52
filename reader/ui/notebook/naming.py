"""What the things of the notebook are called on the screen, and what a screen reader says of a mark."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from reader.core.marks import OWN, PlacedMark
from reader.core.text import short_date, shorten
from reader.core.workspace import Order
from reader.ui.panels.marked import colour_name, kind_name, verdict_name


def tr(text: str) -> str:
    return QCoreApplication.translate("Notebook", text)


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


_ORDERS: dict[Order, str] = {
    "place": _mark("Place in the text"), "created": _mark("Date"), "changed": _mark("Last changed"),
    "colour": _mark("Colour"), "kind": _mark("Kind"), "verdict": _mark("What became of it"),
}  # fmt: skip


def order(name: Order) -> str:
    return tr(_ORDERS[name])


def marks(count: int) -> str:
    """ "1 mark", "1,204 marks"."""
    return tr("1 mark") if count == 1 else tr("{n} marks").format(n=f"{count:,}")


def say_mark(placed: PlacedMark, layers: Mapping[str, str]) -> str:
    """One mark in words: everything that its row shows by place and colour."""
    mark = placed.mark
    parts = [
        kind_name(mark.kind),
        "" if mark.kind == "bookmark" else colour_name(mark.colour),
        "" if placed.verdict == "kept" else verdict_name(placed.verdict),
        placed.reference,
        shorten(mark.anchor.quote[:400], 120),
        shorten(mark.text[:1_000], 400),
        tr("Tags: {tags}").format(tags=", ".join(mark.tags)) if mark.tags else "",
        "" if mark.layer == OWN else layers.get(mark.layer, ""),
        short_date(mark.created),
    ]
    return ", ".join(part for part in parts if part)
