"""The bar over the page while somebody looks for words in the document: what, how many, which one.

The count stands in the field, so that the bar is one calm line in a narrow window too. What it holds is built when it
is first asked for.
"""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from reader.core.text import shorten
from reader.ui import icons
from reader.ui.panels.parts import Link
from reader.ui.theme import Theme

_LONGEST = 1_000
"""Characters that can be looked for."""

_SHOWN = 24
"""Characters of them in the offer to search the library: the whole of them stands beside it."""


class FindBar(QFrame):
    changed = Signal()  # what is looked for, or how
    stepped = Signal(int)  # to the next hit, or with -1 to the one before
    library_wanted = Signal(str)  # these words, in the whole library
    closed = Signal()

    def __init__(self, folder: Path, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._folder, self._theme = folder, theme
        self._field: _CountedField | None = None
        self.hide()

    def _build(self) -> "_CountedField":
        field = _CountedField()
        field.setObjectName("findField")
        field.setPlaceholderText(self.tr("Find in this document"))
        field.setAccessibleName(self.tr("Find in this document"))
        field.setMaxLength(_LONGEST)
        field.setMinimumWidth(220)
        field.setMaximumWidth(440)
        field.stepped.connect(self.stepped)
        field.textChanged.connect(lambda: self.changed.emit())
        self._previous = self._button(self.tr("Previous hit"), "Shift+Enter")
        self._next = self._button(self.tr("Next hit"), "Enter")
        self._whole = self._button(self.tr("Whole words"), self.tr("Whole words only"))
        self._close = self._button(self.tr("Close"), "Esc")
        self._whole.setCheckable(True)
        self._previous.clicked.connect(lambda: self.stepped.emit(-1))
        self._next.clicked.connect(lambda: self.stepped.emit(1))
        self._whole.toggled.connect(lambda: self.changed.emit())
        self._close.clicked.connect(self.closed)
        self._library = Link()
        self._library.clicked.connect(lambda: self.library_wanted.emit(self.words))
        self._library.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(*((12, 8, 20, 8) if self.isRightToLeft() else (20, 8, 12, 8)))
        row.setSpacing(4)
        row.addWidget(field, 100)
        row.addSpacing(4)
        for part in (self._whole, self._previous, self._next, self._library):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._close)
        before = self.previousInFocusChain()  # what comes late Qt puts behind everything else
        while before is not None and before.focusPolicy() == Qt.FocusPolicy.NoFocus:  # with these it does nothing
            before = before.previousInFocusChain()
        order = (before or self, field, self._whole, self._previous, self._next, self._library, self._close)
        for one, two in pairwise(order):
            self.setTabOrder(one, two)
        return field

    @staticmethod
    def _button(name: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(name if tip.startswith(name) else f"{name}  {tip}")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self._field is not None:
            rest, off = theme.text["muted"], theme.line["strong"]
            for button, name in (
                (self._previous, "chevron-up"), (self._next, "chevron-down"), (self._whole, "whole-word"),
                (self._close, "x"),
            ):  # fmt: skip
                button.setIcon(icons.icon(self._folder, name, rest, off, 18))

    # -- what is looked for ----------------------------------------------------------------------------------

    @property
    def words(self) -> str:
        return self._field.text() if self._field is not None else ""

    @property
    def whole_words(self) -> bool:
        return self._field is not None and self._whole.isChecked()

    def begin(self, words: str = "") -> None:
        """Open with these words, or with those of the last time, selected; the keys go to the field."""
        if self._field is None:
            self._field = self._build()
            self.set_theme(self._theme)
        self.show()
        if words:
            with QSignalBlocker(self._field):  # whoever opens the bar decides what follows
                self._field.setText(words)
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def show_count(self, count: str, found: bool) -> None:
        """`count` stands in the field; empty while nothing is looked for. Without hits, the library is offered in the
        place of the way to the next one."""
        if self._field is None:
            return
        self._field.show_count(count)
        nothing = bool(count) and not found
        for button in (self._previous, self._next):
            button.setEnabled(found)
            button.setVisible(not nothing)
        words = shorten(self.words, _SHOWN)
        self._library.say(self.tr("Search the library for “{words}”").format(words=words))
        self._library.setVisible(nothing)

    # -- Esc, from wherever the page is ----------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        holder = self.parentWidget()
        if holder is not None:
            holder.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc that neither the bar nor the page beside it wanted."""
        pressed = event.key() if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) else None
        if pressed == Qt.Key.Key_Escape and self.isVisible():
            self.closed.emit()
            return True
        return super().eventFilter(watched, event)


class _CountedField(QLineEdit):
    """A line with a count at its end."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._count = QLabel("", self)
        self._count.setObjectName("findCount")
        self._count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        if self.isRightToLeft():  # Qt would put Latin words on the left, over the count
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            self.setAlignment(side)

    def show_count(self, count: str) -> None:
        self._count.setText(count)
        self._place_count()

    def _place_count(self) -> None:
        size = self._count.sizeHint()
        left = 10 if self.isRightToLeft() else self.width() - size.width() - 10
        self._count.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        room = size.width() + 8 if self._count.text() else 0
        self.setTextMargins(*((room, 0, 0, 0) if self.isRightToLeft() else (0, 0, room, 0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_count()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
