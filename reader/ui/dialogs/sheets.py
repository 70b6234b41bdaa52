"""A preview of pages: one side of the paper at a time, drawn by what draws the file, turned by wheel and keys."""

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QWheelEvent
from PySide6.QtWidgets import QWidget

from reader.ui.paper.pages import Printed
from reader.ui.paper.sheet import MM
from reader.ui.paper.writing import draw_side
from reader.ui.stepping import Stepping
from reader.ui.theme import Theme

_AIR = 12  # pixels around the paper
_NOTCH = 120  # eighths of a degree: one notch of a mouse wheel
_TURNS = {
    Qt.Key.Key_PageDown: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Space: 1,
    Qt.Key.Key_PageUp: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Backspace: -1,
    Qt.Key.Key_Home: -1_000_000, Qt.Key.Key_End: 1_000_000,
}  # fmt: skip


class SheetView(QWidget):
    turned = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Preview"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(180, 180)
        self._theme = theme
        self._pages: Printed | None = None
        self._side = self._rolled = 0
        self._wanted: object = None  # what is drawn, or being drawn
        self._shows: object = None
        self._drawn: QPixmap | None = None
        self._drawing: Stepping | None = None

    def sizeHint(self) -> QSize:
        return QSize(440, 520)

    def show_pages(self, pages: Printed) -> None:
        """Show other pages from now on, at about the same place."""
        self._pages = pages
        self.refresh()

    def refresh(self) -> None:
        """More pages are made. The place is kept while they may still come."""
        if self._pages is not None and self._pages.ready:
            self._side = min(self._side, self.sides - 1)
        self.update()

    @property
    def side(self) -> int:
        """From 0."""
        return self._side

    @property
    def sides(self) -> int:
        return len(self._pages.sides) if self._pages else 0

    def turn(self, by: int) -> None:
        """So many sides on or back; stops at the ends."""
        to = max(0, min(self._side + by, self.sides - 1))
        if to != self._side:
            self._side = to
            self.update()
            self.turned.emit()

    # -- drawing ---------------------------------------------------------------------------------------------

    def _can_be_drawn(self) -> bool:
        """A page may still grow while it is the last; and how a booklet is folded hangs on how many there are."""
        pages = self._pages
        return pages is not None and (pages.ready or (not pages.sheet.folded and pages.count > self._side + 1))

    def _paper(self) -> QRectF:
        assert self._pages is not None
        size = self._pages.sheet.paper
        room = self.size() - QSize(2 * _AIR, 2 * _AIR)
        fitted = size.scaled(room.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - fitted.width()) / 2, (self.height() - fitted.height()) / 2
        return QRectF(QPointF(round(left), round(top)), fitted.toSize().toSizeF())

    def _picture(self, size: QSize) -> QPixmap | None:
        """The side as it is drawn last; another one is drawn piece by piece, since a full page takes a while."""
        assert self._pages is not None
        key = (id(self._pages), self._pages.ready, self._side, size, self.devicePixelRatioF())
        if key != self._wanted:
            self._wanted = key
            if self._drawing is not None:
                self._drawing.stop()
            made = QImage(size * self.devicePixelRatioF(), QImage.Format.Format_RGB32)
            self._drawing = Stepping(self._draw(made), lambda: self._drew(made, key), self._failed, _nothing, self)
        return self._drawn

    def _draw(self, made: QImage) -> Iterator[None]:
        assert self._pages is not None
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        try:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            scale = made.width() / (self._pages.sheet.paper.width() * MM)
            painter.scale(scale, scale)
            yield from draw_side(painter, self._pages, self._side)
        finally:
            painter.end()

    def _drew(self, made: QImage, key: object) -> None:
        self._drawing = None
        self._drawn = QPixmap.fromImage(made)
        self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
        self._shows = key
        self.update()

    def _failed(self, error: Exception) -> None:
        self._drawing = None
        raise error

    @property
    def settled(self) -> bool:
        """Whether what is wanted is on the screen."""
        return self._wanted is not None and self._shows == self._wanted

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.ground["raised"]))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self._theme.line["focus"]), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
            if self._pages is None:
                return
            paper = self._paper()
            painter.fillRect(paper, Qt.GlobalColor.white)
            size = paper.size().toSize()
            picture = self._picture(size) if self._can_be_drawn() else None
            if picture is not None and picture.deviceIndependentSize().toSize() == size:
                painter.drawPixmap(paper.topLeft(), picture)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.line["strong"]), 1))
            if self._pages.sheet.folded:
                fold = round(paper.center().x()) + 0.5
                painter.drawLine(QPointF(fold, paper.top()), QPointF(fold, paper.bottom()))
            painter.drawRect(paper.adjusted(-0.5, -0.5, 0.5, 0.5))

    # -- events ----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._rolled -= event.angleDelta().y()
        by = int(self._rolled / _NOTCH)  # a touchpad sends many small parts of one
        self._rolled -= by * _NOTCH
        self.turn(by)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _TURNS.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            self.turn(by)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()


def _nothing() -> None:
    """What is half drawn is not shown."""
