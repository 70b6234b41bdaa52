"""The catalogue by year: a row of years with a dot for each publication, filled where the library holds it.

A year can be chosen, and let go again by choosing it once more. A slider to screen readers, since that is what it does.
"""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip, QWidget

from reader import guidance_words
from reader.ui.fonts import interface_font
from reader.ui.look import USUAL
from reader.ui.panels.parts import announce
from reader.ui.theme import Theme

_PITCH, _DOT = 10.0, 7.0  # pixels from dot to dot, and of one
_HIGHEST = 8  # dots above each other; a year with more has them side by side, and so have all others
_ABOVE, _BETWEEN, _BELOW = 6, 4, 4
_BESIDE_LABELS = 10
_MOST_YEARS = 100  # that are shown without a gap; one year that is wrong must not make a thousand columns
_STEPS = (1, 2, 5, 10, 20, 50, 100)


class Timeline(QAbstractSlider):
    chosen = Signal(str)  # a year, or nothing: all of them

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Timeline"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._theme, self._scale = theme, 1.0
        self._years: tuple[str, ...] = ()
        self._most = 1
        self._counts: Mapping[str, tuple[int, int]] = {}  # (held, not held)
        self._year = self._hovered = ""

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self._theme, self._scale = theme, size / USUAL
        self.updateGeometry()
        self.update()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_range(self, totals: Mapping[str, int]) -> None:
        """All years that there are, each with the number of its publications, whatever the filters let through."""
        numbers = sorted(int(year) for year in totals)
        if numbers and numbers[-1] - numbers[0] < _MOST_YEARS:
            numbers = list(range(numbers[0], numbers[-1] + 1))
        self._years = tuple(f"{number:04}" for number in numbers)
        self._most = max(totals.values(), default=1)
        if numbers:
            self.setRange(numbers[0], numbers[-1])
        self.updateGeometry()
        self.update()

    def show_counts(self, counts: Mapping[str, tuple[int, int]], year: str) -> None:
        """By year, how many of those that pass the other filters are held and how many are not; and the chosen year."""
        self._counts, self._year = counts, year
        if year:
            self.setValue(int(year))
        self.setAccessibleDescription(f"{self.sentence()}. {self.tr('Left and Right choose a year, Esc shows all.')}")
        self.update()

    def sentence(self, year: str = "") -> str:
        """What stands at a year, at the chosen one, or in all years."""
        year = year or self._year
        shown = [self._counts.get(year, (0, 0))] if year else list(self._counts.values())
        held = sum(each[0] for each in shown)
        total = held + sum(each[1] for each in shown)
        return guidance_words.publications_of(year or self.tr("All years"), total, held)

    @property
    def year(self) -> str:
        """The one that is chosen, or ""."""
        return self._year

    # -- choosing --------------------------------------------------------------------------------------------

    def _choose(self, year: str) -> None:
        """The chosen year again lets all through."""
        self._year = "" if year == self._year else year
        self.chosen.emit(self._year)
        announce(self, self.sentence())

    def _some(self) -> list[str]:
        """The years in which something passes."""
        return [year for year in self._years if year in self._counts]

    def _step(self, by: int) -> None:
        """To the next year in which something passes."""
        some = self._some()
        if not some:
            return
        if not self._year:
            self._choose(some[0] if by > 0 else some[-1])
            return
        beyond = [year for year in some if (year > self._year if by > 0 else year < self._year)]
        if beyond:
            self._choose(beyond[0] if by > 0 else beyond[-1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        some = self._some()
        forward = -1 if self.isRightToLeft() else 1
        match event.key():
            case Qt.Key.Key_Right:
                self._step(forward)
            case Qt.Key.Key_Left:
                self._step(-forward)
            case Qt.Key.Key_Home | Qt.Key.Key_End if some:
                there = some[0 if event.key() == Qt.Key.Key_Home else -1]
                if there != self._year:
                    self._choose(there)
            case Qt.Key.Key_Escape | Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if self._year:
                self._choose(self._year)
            case _:
                event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        year = self._year_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and year and year in (*self._some(), self._year):
            self._choose(year)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._year_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing: a slider would take it for the end of a drag."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover("")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            year = self._year_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.sentence(year) if year else "", self)
            return True
        return super().event(event)

    def _hover(self, year: str) -> None:
        if year != self._hovered:
            self._hovered = year
            self.update()

    # -- where things stand ----------------------------------------------------------------------------------

    @property
    def _across(self) -> int:
        return -(-self._most // _HIGHEST)

    def _font(self, strong: bool = False) -> QFont:
        size = max(10, round(11 * self._scale))
        return interface_font(size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal)

    def _label_height(self) -> int:
        return round(QFontMetricsF(self._font()).height())

    def sizeHint(self) -> QSize:
        rows = -(-self._most // self._across)
        return QSize(200, _ABOVE + round(rows * _PITCH) + _BETWEEN + self._label_height() + _BELOW)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def _column(self, number: int) -> QRectF:
        wide = self.width() / len(self._years)
        place = len(self._years) - 1 - number if self.isRightToLeft() else number
        return QRectF(place * wide, 0, wide, self.height())

    def _year_at(self, point: QPointF) -> str:
        if not self._years or not 0 <= point.x() < self.width():
            return ""
        number = int(point.x() / self.width() * len(self._years))
        return self._years[len(self._years) - 1 - number if self.isRightToLeft() else number]

    def labels(self) -> list[tuple[str, QRectF]]:
        """The years that are written, as many as there is room for, the chosen one among them."""
        if not self._years:
            return []
        wide = QFontMetricsF(self._font(strong=True)).horizontalAdvance("0000")
        room = self.width() / len(self._years)
        step = next((each for each in _STEPS if each * room >= wide + _BESIDE_LABELS), _STEPS[-1])
        made: list[tuple[str, QRectF]] = []
        wanted = [year for year in self._years if int(year) % step == 0 and year != self._year]
        for year in ([self._year] if self._year in self._years else []) + wanted:
            middle = self._column(self._years.index(year)).center().x()
            left = min(max(0.0, middle - wide / 2), self.width() - wide)
            box = QRectF(left, self.height() - _BELOW - self._label_height(), wide, self._label_height())
            if all(abs(other.left() - left) >= wide + _BESIDE_LABELS for _, other in made):
                made.append((year, box))
        return made

    # -- painting --------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._years:
            self._paint_grounds(painter)
            base = self.height() - _BELOW - self._label_height() - _BETWEEN
            painter.setPen(QPen(QColor(self._theme.line["soft"]), 1))
            painter.drawLine(QPointF(0, base + 0.5), QPointF(self.width(), base + 0.5))
            for number, year in enumerate(self._years):
                self._paint_dots(painter, self._column(number), base - 2, *self._counts.get(year, (0, 0)))
            self._paint_labels(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.line["focus"]), 1.5))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75), 6, 6)
        painter.end()

    def _paint_grounds(self, painter: QPainter) -> None:
        for year, ground, line in (
            (self._hovered, self._theme.ground["hover"], ""),
            (self._year, self._theme.ground["selected"], self._theme.line["focus"]),
        ):
            if year in self._years:
                painter.setBrush(QColor(ground))
                painter.setPen(QPen(QColor(line), 1) if line else Qt.PenStyle.NoPen)
                box = self._column(self._years.index(year)).adjusted(2.5, 2.5, -2.5, -2.5)
                painter.drawRoundedRect(box, 5, 5)

    def _paint_dots(self, painter: QPainter, column: QRectF, base: float, held: int, others: int) -> None:
        across = self._across
        pitch = max(3.0, min(_PITCH, (column.width() - 6) / across))
        for number in range(held + others):
            up, along = divmod(number, across)
            in_row = min(across, held + others - up * across)
            aside = (along - (in_row - 1) / 2) * pitch * (-1 if self.isRightToLeft() else 1)
            middle = QPointF(column.center().x() + aside, base - (up + 0.5) * pitch)
            draw_dot(painter, middle, pitch, number < held, self._theme)

    def _paint_labels(self, painter: QPainter) -> None:
        for year, box in self.labels():
            here = year == self._year
            painter.setFont(self._font(here))
            painter.setPen(QColor(self._theme.text["ink" if here else "muted"]))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, year)


class Legend(QWidget):
    """What the dots of the timeline mean."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._entries = ((True, guidance_words.HELD), (False, guidance_words.NOT_HELD))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(interface_font(12))
        wide = sum(metrics.horizontalAdvance(text) + _LEGEND_BESIDE for _, text in self._entries)
        return QSize(round(wide) + 1, max(16, round(metrics.height())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(interface_font(12))
        metrics, mirrored, x = QFontMetricsF(interface_font(12)), self.isRightToLeft(), 0.0
        for held, text in self._entries:
            x += _LEGEND_BESIDE - _PITCH - 4
            dot = x + _PITCH / 2
            middle = self.height() / 2
            draw_dot(painter, QPointF(self.width() - dot if mirrored else dot, middle), _PITCH, held, self._theme)
            x += _PITCH + 4
            wide = metrics.horizontalAdvance(text) + 1
            painter.setPen(QColor(self._theme.text["muted"]))
            box = QRectF(self.width() - x - wide if mirrored else x, 0, wide, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
            x += wide - 1
        painter.end()


_LEGEND_BESIDE = 32.0  # before the words of an entry: a gap and its dot


def draw_dot(painter: QPainter, middle: QPointF, pitch: float, held: bool, theme: Theme) -> None:
    """Filled for what is held, hollow for what is not."""
    radius = pitch * _DOT / _PITCH / 2
    if held:
        painter.setBrush(QColor(theme.text["accent"]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(middle, radius + 0.5, radius + 0.5)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.text["faint"]), 1.2))
        painter.drawEllipse(middle, radius - 0.5, radius - 0.5)
