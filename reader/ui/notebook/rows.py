"""A mark as a row of the notebook: all rows are equally high, so that a list of 100,000 needs no measuring.

From the leading edge: a box to choose it, a bar whose pattern tells the colour without colour, the words, the note,
and a last line with what became of it, where and when, its layer and its tags. Three lines of text are shared: a mark
without a note shows more of its words, and short words leave room for the note.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.core.marks import OWN, Colour, PlacedMark
from reader.core.text import short_date, squeeze
from reader.ui.fonts import interface_font, reading_font
from reader.ui.models.rows import ROW
from reader.ui.panels import text
from reader.ui.panels.cards import Index
from reader.ui.panels.marked import kind_name, verdict_name
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

CHOOSING = 44
"""Pixels from the leading edge in which a click chooses a row and does not open it."""

_SIDE, _ABOVE, _BAR = 16, 12, 5
_TEXT_AT_MOST = 760
_LOOKED_AT = 1_000  # characters of a text for three lines: a note may have a million

_PATTERNS: dict[Colour, tuple[int, tuple[float, ...]]] = {
    "yellow": (1, ()),
    "green": (1, (9, 4)),
    "blue": (1, (3, 3)),
    "pink": (2, ()),
    "orange": (1, (12, 3, 3, 3)),
    "purple": (2, (6, 3)),
}
"""Of a bar: how many lines stand side by side, and the lengths of dashes and gaps in pixels."""


def draw_bar(painter: QPainter, box: QRectF, colour: Colour, shade: str) -> None:
    """A bar that can be told from the others in greyscale, too."""
    lines, dashes = _PATTERNS[colour]
    wide = box.width() if lines == 1 else box.width() / 2.6
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(shade))
    for left in (box.left(), box.right() - wide)[:lines]:
        y, number = box.top(), 0
        while y < box.bottom():
            high = dashes[number % len(dashes)] if dashes else box.height()
            if number % 2 == 0 and box.bottom() - y > 2:
                piece = QRectF(left, y, wide, min(high, box.bottom() - y))
                painter.drawRoundedRect(piece, min(wide, piece.height()) / 2.5, min(wide, piece.height()) / 2.5)
            y, number = y + high, number + 1


class MarkRow(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self.theme, self._view = theme, view
        self.layers: Mapping[str, str] = {}  # names by id
        self.set_scale(1.0)

    def set_scale(self, scale: float) -> None:
        """How large texts are, 1.0 being the usual size."""

        def sized(pixels: int) -> int:
            return round(pixels * scale)

        self._quote = reading_font(sized(14))
        self._note = interface_font(sized(12))
        self._small = interface_font(sized(11))
        self._badge = interface_font(sized(11), QFont.Weight.Medium)
        self._widest = sized(_TEXT_AT_MOST)
        quote, note = (text.height([Run("x", font, "")], 100, Qt.LayoutDirection.LeftToRight)
                       for font in (self._quote, self._note))  # fmt: skip
        self._texts = max(3 * quote, 2 * quote + 4 + note, quote + 4 + 2 * note)
        self._line = round(QFontMetricsF(self._small).height()) + 6
        self.height = _ABOVE + self._texts + 6 + self._line + _ABOVE - 2

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, self.height)  # as wide as the list

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        placed: PlacedMark = index.data(ROW)
        state = option.state  # type: ignore[attr-defined]
        box = QRectF(option.rect)  # type: ignore[attr-defined]
        selected = bool(state & QStyle.StateFlag.State_Selected)
        focused = bool(state & QStyle.StateFlag.State_HasFocus) and self._view.hasFocus()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(box)
        self._ground(painter, box, selected, bool(state & QStyle.StateFlag.State_MouseOver), focused)
        inside = box.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        self._choice(painter, self._mirrored(QRectF(inside.left() + 4, inside.top() + 2, 16, 16), box), selected)
        bar = self._mirrored(QRectF(box.left() + CHOOSING, inside.top() + 2, _BAR, self._texts - 4), box)
        if placed.mark.kind == "bookmark":
            self._ribbon(painter, bar)
        else:
            draw_bar(painter, bar, placed.mark.colour, self.theme.bar[placed.mark.colour])
        wide = min(self._widest, inside.right() - (box.left() + CHOOSING + _BAR + 10))
        column = self._mirrored(QRectF(box.left() + CHOOSING + _BAR + 10, inside.top(), wide, self._texts), box)
        text.draw(painter, self._runs(placed, wide), column, self._view.layoutDirection())
        self._last_line(painter, placed, QRectF(column.left(), column.bottom() + 6, wide, self._line))
        painter.restore()

    def _mirrored(self, part: QRectF, box: QRectF) -> QRectF:
        if self._view.isRightToLeft():
            part = QRectF(box.left() + box.right() - part.right(), part.top(), part.width(), part.height())
        return part

    def _ground(self, painter: QPainter, box: QRectF, selected: bool, hovered: bool, focused: bool) -> None:
        theme = self.theme
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or hovered:
            painter.setBrush(QColor(theme.ground["selected" if selected else "hover"]))
            painter.drawRoundedRect(box.adjusted(6, 2, -6, -2), 8, 8)
        painter.fillRect(QRectF(box.left() + _SIDE, box.bottom() - 1, box.width() - 2 * _SIDE, 1), theme.line["soft"])
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.line["focus"]), 1.5))
            painter.drawRoundedRect(box.adjusted(6.75, 2.75, -6.75, -2.75), 8, 8)

    def _choice(self, painter: QPainter, box: QRectF, chosen: bool) -> None:
        theme = self.theme
        painter.setPen(QPen(QColor(theme.text["accent"] if chosen else theme.text["faint"]), 1.25))
        painter.setBrush(QColor(theme.text["accent"]) if chosen else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if chosen:
            painter.setPen(QPen(QColor(theme.text["on_accent"]), 2, c=Qt.PenCapStyle.RoundCap))
            x, y = box.left(), box.top()
            painter.drawPolyline([QPointF(x + 4, y + 8.5), QPointF(x + 7, y + 11.5), QPointF(x + 12, y + 5)])

    def _ribbon(self, painter: QPainter, bar: QRectF) -> None:
        """A bookmark has no bar but the ribbon of a book."""
        x, y, wide = bar.center().x() - 4.5, bar.top(), 9.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.theme.text["accent"]))
        corners = ((0, 0), (wide, 0), (wide, 16), (wide / 2, 12), (0, 16))
        painter.drawPolygon([QPointF(x + right, y + down) for right, down in corners])

    def _runs(self, placed: PlacedMark, width: float) -> list[Run]:
        ink, mark = self.theme.text["ink"], placed.mark
        words, written = squeeze(mark.anchor.quote[:_LOOKED_AT]), squeeze(mark.text[:_LOOKED_AT])
        if not written:
            return [Run(words, self._quote, ink, 3)]
        quote = Run(words, self._quote, ink, 2)
        one = text.height([Run("x", self._quote, ink)], width, Qt.LayoutDirection.LeftToRight)
        short = text.height([quote], width, Qt.LayoutDirection.LeftToRight) <= one
        return [quote, Run(written, self._note, ink, 2 if short else 1, 4)]

    # -- the last line ---------------------------------------------------------------------------------------

    def _last_line(self, painter: QPainter, placed: PlacedMark, line: QRectF) -> None:
        """From the leading edge as far as there is room: verdict, place and day, tags."""
        mark, theme = placed.mark, self.theme
        rtl = self._view.isRightToLeft()
        x = 0.0

        def put(words: str, font: QFont, ink: str, ground: str = "", edge: str = "", most: float = 0) -> bool:
            nonlocal x
            metrics = QFontMetricsF(font)
            pad = 7.0 if ground or edge else 0.0
            room = line.width() - x - 2 * pad
            if room < min(40, metrics.horizontalAdvance(words)):
                return False
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, min(room, most or room))
            wide = metrics.horizontalAdvance(shown) + 2 * pad + 1
            left = line.right() - x - wide if rtl else line.left() + x
            part = QRectF(left, line.top(), wide, line.height())
            if pad:
                painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(part.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.setLayoutDirection(text.direction_of(shown))
            painter.drawText(part, Qt.AlignmentFlag.AlignCenter, shown)
            x += wide + 8
            return True

        if placed.verdict != "kept":
            danger = placed.verdict in ("unsure", "withdrawn")
            tone = theme.text["danger" if danger else "accent"]
            put(verdict_name(placed.verdict), self._badge, tone, edge=tone)
        day = short_date(mark.created).replace(" ", "\u00a0")
        kind = [kind_name("bookmark")] if mark.kind == "bookmark" else []
        layer = [] if mark.layer == OWN else [self.layers.get(mark.layer, "")]
        put("  ·  ".join((*kind, placed.reference, day, *layer)), self._small, theme.text["muted"])
        for number, tag in enumerate(mark.tags):
            left = len(mark.tags) - number
            rest = 0 if left == 1 else 34
            if line.width() - x - rest < 60 or not put(
                tag, self._small, theme.text["ink"], theme.ground["raised"], most=140
            ):
                put(f"+{left}", self._small, theme.text["muted"])
                break
