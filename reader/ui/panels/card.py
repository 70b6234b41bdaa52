"""The card that explains something: a term, a reference, an entry of the catalogue.

It lies in the window, beside what it explains, and takes no focus while somebody reads with the mouse. Called by a key
it takes the keys: Tab goes through its buttons and on to the next card, the arrows go from card to card, Page Down
turns a long one, Esc leaves. Shown by `show_text`, which may be called again; what it wishes comes as signals.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QVBoxLayout, QWidget

from reader.ui.notebook.flow import Flow
from reader.ui.panels.entries import CardText
from reader.ui.panels.parts import label, scrolled

_EDGE = 8  # pixels between the card and the edge of the window
_AWAY = 4  # pixels between the card and what it explains
_ENOUGH = 300  # pixels in which a card can be read, if it is longer and scrolls
_STAYS = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class HoverCard(QFrame):
    search_wanted = Signal(str)
    open_wanted = Signal(str)  # an address in the library
    guide_wanted = Signal(str)  # an address in the guidance
    copy_wanted = Signal(str)  # an address on the web
    step_wanted = Signal(int)  # to the next card (1) or the one before (-1)
    closed = Signal()  # with Esc
    entered, left = Signal(), Signal()  # by the mouse
    forsaken = Signal()  # the keys are elsewhere now

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("hoverCard")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._size, self._keyed = 0, False
        self._buttons: list[QPushButton] = []
        self._body = QWidget()
        self._foot = QWidget()
        self._scroll = scrolled(QWidget())
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 12)
        column.setSpacing(8)
        column.addWidget(self._scroll)
        self._column = column
        self.hide()

    # -- what it says ----------------------------------------------------------------------------------------

    def show_text(self, text: CardText, size: int, keyed: bool) -> None:
        """`size` is that of running text in pixels; with `keyed`, the keys go to the card."""
        self._keyed = False  # the buttons that lose the focus now are not missed
        self._set_size(size)
        self._fill(text)
        self.setAccessibleName(text.spoken())
        self._keyed = keyed
        for button in self._buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if keyed else Qt.FocusPolicy.NoFocus)

    def _set_size(self, size: int) -> None:
        if size == self._size:
            return
        self._size = size
        own = max(13, min(20, round(size * 0.72)))
        self.setFixedWidth(340 if own < 16 else 360)
        self.setStyleSheet(
            f"#hoverCard QLabel, #hoverCard QPushButton {{ font-size: {own}px; }}"
            f'#hoverCard QLabel[tone="muted"] {{ font-size: {own - 1}px; }}'
            f'#hoverCard QLabel[tone="heading"] {{ font-size: {own + 3}px; }}'
            f'#hoverCard QLabel[tone="quote"] {{ font-size: {own + 1}px; }}'
        )

    def _fill(self, text: CardText) -> None:
        body = QWidget()
        body.setObjectName("hoverCardBody")
        column = QVBoxLayout(body)
        column.setContentsMargins(16, 0, 16, 0)
        column.setSpacing(4)
        for words, tone in ((text.kind, "muted"), (text.title, "heading"), (text.facts, "muted")):
            if words:
                column.addWidget(label(words, tone, True))
        if text.text:
            column.addSpacing(4)
            column.addWidget(label(text.text, "quote", True))
        if text.whose:
            column.addWidget(label(text.whose, "muted", True))
        if text.rows:
            column.addSpacing(4)
            column.addLayout(self._rows(text.rows))
        if text.how:
            column.addSpacing(4)
            column.addWidget(label(text.how, "muted", True))
        if text.address:
            address = label(text.address, "", True)
            address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(address)
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(body)
        self._body = body
        self._fill_foot(text)

    def _rows(self, rows: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for row, (name, words) in enumerate(rows):
            said = label(words, "", True)
            if not self.isRightToLeft():  # Qt would put Arabic labels to the other side
                said.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute | top)
            grid.addWidget(label(name, "muted"), row, 0, top)
            grid.addWidget(said, row, 1)
        return grid

    def _fill_foot(self, text: CardText) -> None:
        self._column.removeWidget(self._foot)
        self._foot.hide()
        self._foot.deleteLater()
        self._foot = QWidget()
        around = QVBoxLayout(self._foot)
        around.setContentsMargins(8, 0, 8, 0)
        row = Flow()
        around.addLayout(row)
        self._buttons = []
        for name, signal, wish in (
            (self.tr("Open"), self.open_wanted, text.opens),
            (self.tr("Search this"), self.search_wanted, text.query),
            (self.tr("Copy the address"), self.copy_wanted, text.address),
            *((name, self.guide_wanted, address) for name, address in text.leads),
        ):
            if wish:
                button = QPushButton(name)
                button.setFlat(True)
                button.setAutoDefault(True)  # Enter presses it, as Space does
                button.setAccessibleDescription(text.title)
                button.clicked.connect(_sending(signal.emit, wish))
                button.installEventFilter(self)
                row.addWidget(button)
                self._buttons.append(button)
        self._column.addWidget(self._foot)

    # -- where it is -----------------------------------------------------------------------------------------

    def place(self, beside: QRect) -> None:
        """Show it below `beside`, given in the coordinates of the window, or above where there is more room."""
        window = self.parentWidget()
        assert window is not None
        self.show()  # only what is shown has its fonts, by which it is measured; it is painted after this
        below = window.height() - beside.bottom() - _AWAY - _EDGE
        above = beside.top() - _AWAY - _EDGE
        foot = self._foot.heightForWidth(self.contentsRect().width() - 2)
        self._foot.setFixedHeight(foot)
        rest = foot + 24 + 8 + 2  # margins, spacing, border
        wanted = self._body.heightForWidth(self.contentsRect().width() - 2) + rest
        goes_below = below >= min(wanted, _ENOUGH) or below >= above
        height = min(wanted, max(below if goes_below else above, 120))
        bar = Qt.ScrollBarPolicy  # Qt keeps one that it showed before, since beside it the text is higher
        self._scroll.setVerticalScrollBarPolicy(bar.ScrollBarAlwaysOff if height == wanted else bar.ScrollBarAsNeeded)
        self._scroll.setFixedHeight(height - rest)
        left = beside.right() - self.width() if self.isRightToLeft() else beside.left()
        left = max(_EDGE, min(left, window.width() - self.width() - _EDGE))
        top = beside.bottom() + _AWAY if goes_below else beside.top() - _AWAY - height
        self.setGeometry(left, max(_EDGE, top), self.width(), height)
        self.raise_()
        if self._keyed and self._buttons:
            self._buttons[0].setFocus(Qt.FocusReason.PopupFocusReason)

    # -- keys and mouse --------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a button are the card's. When it is hidden, Qt moves the focus as Tab would, so Tab is heard here
        and not in `focusNextPrevChild`."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._heard(Qt.Key(event.key())):
            event.accept()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus() and self._keyed and event.reason() not in _STAYS:
            QTimer.singleShot(0, self, self._look_for_focus)
        return super().eventFilter(watched, event)

    def _heard(self, key: Qt.Key) -> bool:
        forward = Qt.Key.Key_Left if self.isRightToLeft() else Qt.Key.Key_Right
        bar = self._scroll.verticalScrollBar()
        match key:
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._tab(1 if key == Qt.Key.Key_Tab else -1)
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_Left | Qt.Key.Key_Right:
                self.step_wanted.emit(1 if key in (Qt.Key.Key_Down, forward) else -1)
            case Qt.Key.Key_PageDown:
                bar.triggerAction(bar.SliderAction.SliderPageStepAdd)
            case Qt.Key.Key_PageUp:
                bar.triggerAction(bar.SliderAction.SliderPageStepSub)
            case _:
                return False
        return True

    def _tab(self, by: int) -> None:
        """Through the buttons, and on to the next card."""
        there = next((n for n, button in enumerate(self._buttons) if button.hasFocus()), 0) + by
        if 0 <= there < len(self._buttons):
            self._buttons[there].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.step_wanted.emit(by)

    def _look_for_focus(self) -> None:
        if self._keyed and self.isVisible() and not any(button.hasFocus() for button in self._buttons):
            self.forsaken.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.entered.emit()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()
        super().leaveEvent(event)


def _sending(emit: Callable[[str], None], wish: str) -> Callable[[], None]:
    return lambda: emit(wish)
