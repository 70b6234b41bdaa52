"""How rows look: document cards, results, marks, outline lines. Drawn by delegates, with room for a focus ring.

In right-to-left layouts boxes are mirrored by hand, and text keeps its own direction; the demo shows both.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from reader import words
from reader.core.marks import OWN, Colour, PlacedMark
from reader.core.text import long_date, short_date, squeeze
from reader.core.types import DocumentInfo, Heading
from reader.ui.fonts import interface_font, reading_font
from reader.ui.models.rows import ROW
from reader.ui.panels import chips, markdown, marked, text
from reader.ui.panels.chips import Chip
from reader.ui.panels.text import Run
from reader.ui.reading.signs import PATTERNS, draw_line
from reader.ui.theme import Theme

_SEMI, _MEDIUM = QFont.Weight.DemiBold, QFont.Weight.Medium
Index = QModelIndex | QPersistentModelIndex


class Card(QStyledItemDelegate):
    """A rounded box with runs of text. Subclasses say which runs; `framed` ones have an outline at rest."""

    framed = False
    bar = 0  # width of a coloured bar before the text, with its space
    outer, inner = (8, 3), (12, 10)  # margins (x, y) around the box, and inside it

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme = theme
        self._view = view

    def runs(self, row: object) -> list[Run]:
        raise NotImplementedError

    def bar_colour(self, row: object) -> str:
        return ""

    def width(self) -> int:
        """Of one row, in pixels."""
        return self._view.viewport().width()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self.width()
        inside = width - 2 * (self.outer[0] + self.inner[0]) - self.bar
        high = text.height(self.runs(index.data(ROW)), max(40, inside), self._view.layoutDirection())
        return QSize(width, high + 2 * (self.outer[1] + self.inner[1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        rtl = self._view.isRightToLeft()
        box = QRectF(option.rect).adjusted(self.outer[0], self.outer[1], -self.outer[0], -self.outer[1])  # type: ignore[attr-defined]
        state = option.state  # type: ignore[attr-defined]
        selected, hovered = (
            bool(state & QStyle.StateFlag.State_Selected),
            bool(state & QStyle.StateFlag.State_MouseOver),
        )
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._box(
            painter, box, selected, hovered, bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        )
        inside = box.adjusted(self.inner[0], self.inner[1], -self.inner[0], -self.inner[1])
        if self.bar:
            edge = QRectF(inside.right() - 3 if rtl else inside.left(), inside.top(), 3, self._bar_height(row, inside))
            self._edge(painter, edge, row)
            inside.adjust(0 if rtl else self.bar, 0, -self.bar if rtl else 0, 0)
        painter.setClipRect(box)
        text.draw(painter, self.runs(row), inside, self._view.layoutDirection())
        painter.restore()

    def _bar_height(self, row: object, inside: QRectF) -> float:
        return inside.height()

    def _edge(self, painter: QPainter, edge: QRectF, row: object) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.bar_colour(row)))
        painter.drawRoundedRect(edge, 1.5, 1.5)

    def _box(self, painter: QPainter, box: QRectF, selected: bool, hovered: bool, focused: bool) -> None:
        ground = self.theme.ground
        fill = (
            ground["selected"] if selected else ground["hover"] if hovered else ground["card"] if self.framed else None
        )
        painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
        line = self.theme.line["focus"] if focused else self.theme.line["soft"] if self.framed else None
        painter.setPen(QPen(QColor(line), 1.5 if focused else 1) if line else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)

    # -- shades ----------------------------------------------------------------------------------------------

    def strong(self, words_: str, lines: int = 2, size: int = 13) -> Run:
        return Run(words_, interface_font(size, _SEMI), self.theme.text["ink"], lines)

    def muted(self, words_: str, lines: int = 1, above: int = 2, size: int = 11) -> Run:
        return Run(words_, interface_font(size), self.theme.text["muted"], lines, above)


class OutlineLine(Card):
    """One heading of the outline, indented by its level."""

    inner = (12, 7)
    outer = (8, 0)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Heading)
        first = row.level <= 2
        return [Run(row.text, interface_font(13, _MEDIUM if first else QFont.Weight.Normal), self.theme.text["ink"], 3)]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        self.bar = self._indent(index.data(ROW))
        return super().sizeHint(option, index)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.bar = self._indent(index.data(ROW))
        super().paint(painter, option, index)

    def bar_colour(self, row: object) -> str:
        return "#00000000"

    def _indent(self, row: Heading) -> int:
        return 18 * max(0, row.level - 2)


class DocumentCard(Card):
    """A document on the shelf: title, kind and date, reading time, and who issued it."""

    framed = True
    outer = (8, 4)

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self._signs: Mapping[str, str] = {}

    def show_signs(self, signs: Mapping[str, str]) -> None:
        """By document, a word on what is newer; known some time after the cards are shown."""
        if signs != self._signs:
            self._signs = signs
            self._view.doItemsLayout()

    def facts(self, row: DocumentInfo) -> tuple[str, ...]:
        known = (words.document_type(row.type), long_date(row.date), words.reading_minutes(row.words))
        return (*known, self._signs[row.id]) if row.id in self._signs else known

    def say(self, row: DocumentInfo) -> str:
        """What a screen reader says of it."""
        said = (row.short_title, words.document_type(row.type), row.date, self._signs.get(row.id, ""))
        return ", ".join(part for part in said if part)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, DocumentInfo)
        facts = self.facts(row)
        return [
            self.strong(row.short_title, 3),
            self.muted("  ·  ".join(facts), 2, 5),
            self.muted("; ".join(row.issuers), 2, 3),
        ]


_REMEMBERED = 20_000


class MarkCard(Card):
    """One mark: the words it is on, the note, where and when, and below what it is tagged and what became of it.

    `meanings` of colours and `layers` by id are what the notebook says; set them and repaint. Heights are remembered:
    measuring costs most of a millisecond, and after every change the list asks for all of them.
    """

    framed = True
    outer = (12, 5)
    bar = 11

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view)
        self.meanings: Mapping[Colour, str] = {}
        self.layers: Mapping[str, str] = {}
        self._heights: dict[int, tuple[object, object, int]] = {}  # by the identity of a row, which is kept with it
        self._foreign = False  # the card that is being painted

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, PlacedMark)
        mark = row.mark
        quote = Run(squeeze(mark.anchor.quote), reading_font(14), self.theme.text["ink"], 2)
        shown = markdown.render(mark.text)
        note = Run(shown.text, interface_font(12), self.theme.text["ink"], 4, 5, styles=tuple(shown.styles))
        kind = f"{marked.kind_name(mark.kind)}  ·  " if mark.kind == "bookmark" else ""
        day = short_date(mark.created).replace(" ", "\u00a0")
        return [quote, note, self.muted(f"{kind}{row.reference}  ·  {day}", 2, 6)]

    def _chips(self, row: PlacedMark) -> list[Chip]:
        text, line, ground = self.theme.text, self.theme.line, self.theme.ground
        made = []
        if row.verdict != "kept":
            sure = row.verdict in ("moved", "historical")
            made.append(Chip(words.VERDICTS[row.verdict], text["muted" if sure else "danger"], "", line["strong"]))
        if row.mark.layer != OWN:
            made.append(Chip(self.layers.get(row.mark.layer, words.SOMEBODY_ELSE), text["accent"], "", line["strong"]))
        made += [Chip(tag, text["ink"], ground["raised"]) for tag in row.mark.tags]
        return made

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = index.data(ROW), self.width()
        beside = (width, self.layers.get(row.mark.layer))
        known, for_what, high = self._heights.get(id(row), (None, None, 0))
        if known is not row or for_what != beside:
            if len(self._heights) > _REMEMBERED:
                self._heights.clear()
            inside = width - 2 * (self.outer[0] + self.inner[0]) - self.bar
            made = chips.height(self._chips(row), inside)
            high = super().sizeHint(option, index).height() + (made + _ABOVE_CHIPS if made else 0)
            self._heights[id(row)] = row, beside, high
        return QSize(width, high)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        self._foreign = row.mark.layer != OWN
        super().paint(painter, option, index)
        made = self._chips(row)
        if made:
            x, y = self.outer[0] + self.inner[0], self.outer[1] + self.inner[1]
            box = QRectF(option.rect).adjusted(x, y, -x, -y)  # type: ignore[attr-defined]
            rtl = self._view.isRightToLeft()
            box.adjust(0 if rtl else self.bar, 0, -self.bar if rtl else 0, 0)
            box.setTop(box.bottom() - chips.height(made, box.width()))
            chips.draw(painter, made, box, rtl)

    def _box(self, painter: QPainter, box: QRectF, selected: bool, hovered: bool, focused: bool) -> None:
        super()._box(painter, box, selected, hovered, focused)
        if self._foreign and not focused:  # somebody else's: a broken frame
            painter.setPen(QPen(QColor(self.theme.line["strong"]), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 8, 8)

    def _edge(self, painter: QPainter, edge: QRectF, row: object) -> None:
        """The line of its colour, upright: the same sign as under its words."""
        assert isinstance(row, PlacedMark)
        if row.mark.kind == "bookmark":
            super()._edge(painter, edge, row)
            return
        painter.save()
        painter.translate(edge.center().x(), edge.top())
        painter.rotate(90)
        colour = row.mark.colour
        draw_line(painter, PATTERNS[colour], QColor(self.theme.bar[colour]), 0, edge.height(), 0, 1.6)
        painter.restore()

    def bar_colour(self, row: object) -> str:
        assert isinstance(row, PlacedMark)
        return self.theme.text["accent"] if row.mark.kind == "bookmark" else self.theme.bar[row.mark.colour]

    def _bar_height(self, row: object, inside: QRectF) -> float:
        width = inside.width() - self.bar
        return text.height(self.runs(row)[:1], width, self._view.layoutDirection())

    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        """What the signs on a card mean, in words. As plain text: a tip would take a note for HTML."""
        row = index.data(ROW)
        if event.type() != QEvent.Type.ToolTip or not isinstance(row, PlacedMark):
            return super().helpEvent(event, view, option, index)

        from html import escape  # noqa: PLC0415  # 2 ms, and no tip is shown at a start

        lines = marked.explain(row, self.meanings, self.layers)
        QToolTip.showText(event.globalPos(), f"<qt>{'<br>'.join(map(escape, lines))}</qt>", view)
        return True


_ABOVE_CHIPS = 8


_BATCH = 12


class CardList(QListView):
    """A list for cards: scrolls by pixels, and lays its rows out again when its width changes."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.verticalScrollBar().setSingleStep(24)
        # Measuring a card takes a third of a millisecond: a hundred results at once would be felt while typing.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()
