"""How the rows of a receipt look: the head of a document, a touched mark, and a passage where a mark may belong."""

from collections import Counter
from dataclasses import dataclass

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from reader import words
from reader.core.excerpts import Excerpt
from reader.core.marks import PlacedMark, Receipt, Verdict
from reader.core.text import shorten, squeeze
from reader.ui.fonts import interface_font, reading_font
from reader.ui.models.rows import ROW, Caption
from reader.ui.panels.cards import Card, Index
from reader.ui.panels.marked import verdict_name
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

_MEDIUM, _SEMI = QFont.Weight.Medium, QFont.Weight.DemiBold
_ORDER: tuple[Verdict, ...] = ("unsure", "changed", "withdrawn", "moved", "kept")
"""Those that need a decision come first."""
OPEN: frozenset[Verdict] = frozenset(_ORDER[:3])
_NOTE_AT_MOST = 1_000
_SIGNS: dict[Verdict, str] = {"kept": "✓", "moved": "→", "changed": "≠", "unsure": "?", "withdrawn": "∅"}


@dataclass(frozen=True, slots=True)
class Headline(Caption):
    """The head of a document; `text` is its title."""

    counts: str = ""


def rows_of(receipts: tuple[Receipt, ...]) -> list[Headline | PlacedMark]:
    """All rows: a head for each document, then its marks, open ones first, each group in reading order."""
    rows: list[Headline | PlacedMark] = []
    for receipt in receipts:
        counts = Counter(placed.verdict for placed in receipt.touched)
        rows.append(Headline(receipt.document.short_title, words.verdict_counts(counts)))
        in_order = list(receipt.touched)
        in_order.sort(key=lambda placed: _ORDER.index(placed.verdict))
        rows += in_order
    return rows


def key_of(row: Headline | PlacedMark) -> object:
    return row.mark.id if isinstance(row, PlacedMark) else row


def say(row: Headline | PlacedMark) -> str:
    if isinstance(row, Headline):
        return f"{row.text}: {row.counts}"
    mark = row.mark
    parts = (
        verdict_name(row.verdict),
        shorten(mark.anchor.quote, 120),
        shorten(mark.text, 200),
        row.reference,
    )
    return ", ".join(part for part in parts if part)


class _HeadCard(Card):
    outer, inner = (14, 0), (4, 6)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Headline)
        return [
            Run(row.text, reading_font(15, _SEMI), self.theme.text["ink"], 3, 6),
            Run(row.counts, interface_font(12), self.theme.text["muted"], 3, 2),
        ]


class _TouchedCard(Card):
    framed = True
    outer, inner = (18, 4), (12, 8)
    bar = 11

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, PlacedMark)
        mark, ink = row.mark, self.theme.text["ink"]
        tone = self.theme.text["accent" if row.verdict in OPEN else "muted"]
        return [
            Run(f"{_SIGNS[row.verdict]}  {verdict_name(row.verdict)}", interface_font(11, _SEMI), tone),
            Run(squeeze(mark.anchor.quote[:_NOTE_AT_MOST]), reading_font(14), ink, 2, 3),
            Run(squeeze(mark.text[:_NOTE_AT_MOST]), interface_font(12), ink, 2, 4),
            self.muted(row.reference, 1, 4),
        ]

    def bar_colour(self, row: object) -> str:
        assert isinstance(row, PlacedMark)
        return self.theme.text["accent"] if row.mark.kind == "bookmark" else self.theme.bar[row.mark.colour]


class ReceiptRows(QStyledItemDelegate):
    """Draws each row as what it is."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._head, self._mark = _HeadCard(theme, view), _TouchedCard(theme, view)

    def set_theme(self, theme: Theme) -> None:
        self._head.theme = self._mark.theme = theme

    def _card(self, index: Index) -> Card:
        return self._head if isinstance(index.data(ROW), Headline) else self._mark

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return self._card(index).sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._card(index).paint(painter, option, index)


_AROUND = 90


class PlaceCard(Card):
    """A passage where a mark may belong: its reference, and the words with some of what stands around them."""

    framed = True
    outer, inner = (0, 3), (12, 8)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Excerpt)
        before = row.text[max(0, row.start - _AROUND) : row.start]
        if row.start > _AROUND:
            before = "…" + (before.partition(" ")[2] or before)
        line = before + row.text[row.start : row.end + 3 * _AROUND]
        start = len(before)
        spans = ((start, min(len(line), start + row.end - row.start)),)
        flat = line.replace("\n", " ")
        hit = self.theme.hit
        return [
            Run(row.reference, interface_font(11, _MEDIUM), self.theme.text["accent"]),
            Run(flat, reading_font(14), self.theme.text["ink"], 3, 3, spans, hit["word"], hit["word_text"]),
        ]
