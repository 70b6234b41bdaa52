"""The tags of one mark: each a button that takes it away, and a field for the next one, with completion.

Enter or Tab ends a tag; commas belong to it. A tag that is there is not added again, in whatever case it is typed.
"""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QRect, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QPushButton, QScrollArea, QWidget

from reader.core.text import shorten, squeeze
from reader.ui.panels.parts import announce

_HIGH, _BETWEEN, _SIDES = 26, 4, 20  # pixels; sides are the padding of a button
_LEAST_FIELD = 110
_MOST = 3 * _HIGH + 2 * _BETWEEN  # three lines are shown at once; more are scrolled to
_OFFERED = 8
_LONGEST = 500
"""Characters of a tag: it is a name, not a note."""


class TagLine(QLineEdit):
    """Where a tag is typed. Gets the keys that mean something here before anything else does."""

    ended = Signal(str)
    erased = Signal()  # Backspace where nothing is typed
    left = Signal()  # Esc where nothing is typed, or Ctrl+Enter

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("tagLine")
        self.setMaxLength(_LONGEST)
        self.setPlaceholderText(self.tr("Add a tag"))
        self.setAccessibleName(self.tr("Add a tag"))
        self._known = QStringListModel(self)
        self._offers = QCompleter(self._known, self)
        self._offers.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._offers.setFilterMode(Qt.MatchFlag.MatchContains)
        self._offers.setMaxVisibleItems(_OFFERED)
        self._offers.setWidget(self)
        self._offers.activated.connect(self.ended)
        self._offers.popup().setAccessibleName(self.tr("Tags that are used"))
        self._offers.popup().setObjectName("tagOffers")
        self.textEdited.connect(self._offer)

    def know(self, tags: Sequence[str]) -> None:
        self._known.setStringList(list(tags))

    def _offer(self, typed: str) -> None:
        self._offers.setCompletionPrefix(squeeze(typed))
        if squeeze(typed) and self._offers.completionCount():
            self._offers.complete()
        else:
            self._offers.popup().hide()

    def _end(self) -> None:
        popup = self._offers.popup()
        chosen = popup.currentIndex().data() if popup.isVisible() else None
        popup.hide()
        if chosen or squeeze(self.text()):
            self.ended.emit(chosen or self.text())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and not self.text() and _takes_back(event):
                event.ignore()  # nothing is typed: the window takes back the last tag
                return False
            if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab and squeeze(self.text()):
                self._end()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end()
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.erased.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self._offers.popup().hide()
            self.clear()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _takes_back(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


class TagField(QScrollArea):
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tagField")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(60)
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._tags: tuple[str, ...] = ()
        self._used: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self.line = TagLine(self._inside)
        self.line.ended.connect(self._ended)
        self.line.erased.connect(lambda: self._remove(self._tags[-1]) if self._tags else None)
        self._arrange()

    def take_focus(self) -> None:
        self.line.setFocus()
        self.ensureWidgetVisible(self.line, 0, 0)

    def show_tags(self, tags: tuple[str, ...]) -> None:
        if tags == self._tags and len(self._buttons) == len(tags):
            return
        had_focus = any(button.hasFocus() for button in self._buttons)
        self._tags = tags
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(tag) for tag in tags]
        for one, two in pairwise([*self._buttons, self.line]):
            QWidget.setTabOrder(one, two)
        self._know()
        self._arrange()
        if had_focus:
            self.line.setFocus()

    def know(self, used: tuple[str, ...]) -> None:
        """Offer these when something is typed; those that the mark has already are left out."""
        self._used = used
        self._know()

    def _know(self) -> None:
        self.line.know([tag for tag in self._used if tag not in self._tags])

    def _button(self, tag: str) -> QPushButton:
        button = QPushButton(self._inside)
        button.setObjectName("tag")
        button.setAutoDefault(True)  # Enter presses it, as Space does
        button.setAccessibleName(self.tr("Take away the tag {tag}").format(tag=shorten(tag, 100)))
        button.setToolTip(self.tr("Take away"))
        button.clicked.connect(lambda: self._remove(tag))
        button.show()
        return button

    def _ended(self, typed: str) -> None:
        self.line.clear()
        tag = squeeze(typed)
        same = next((each for each in (*self._tags, *self._used) if each.casefold() == tag.casefold()), tag)
        if same not in self._tags:
            self.added.emit(same)
            announce(self.line, self.tr("Tag {tag} added").format(tag=shorten(same, 100)))

    def _remove(self, tag: str) -> None:
        self.removed.emit(tag)
        announce(self.line, self.tr("Tag {tag} taken away").format(tag=shorten(tag, 100)))

    def _arrange(self) -> None:
        """Buttons in lines, the field behind the last one where there is room for it."""
        room = max(_LEAST_FIELD, self.width())
        places = self._places(room)
        if places[-1].bottom() >= _MOST:
            room = max(_LEAST_FIELD, room - self.verticalScrollBar().sizeHint().width())
            places = self._places(room)
        for widget, place in zip([*self._buttons, self.line], places, strict=True):
            if self.isRightToLeft():
                place.moveLeft(room - place.right() - 1)
            widget.setGeometry(place)
        high = places[-1].bottom() + 1
        self._inside.resize(room, high)
        self.setFixedHeight(min(high, _MOST))
        self.ensureWidgetVisible(self.line, 0, 0)

    def _places(self, room: int) -> list[QRect]:
        """Where the buttons and the field go, seen from the left; what is written on the buttons is cut to fit."""
        places: list[QRect] = []
        x = y = 0
        for tag, button in zip(self._tags, self._buttons, strict=True):
            button.ensurePolished()
            metrics = button.fontMetrics()
            end = metrics.horizontalAdvance("  ×")
            shown = metrics.elidedText(shorten(tag, 200), Qt.TextElideMode.ElideRight, room - _SIDES - end)
            button.setText(f"{shown}  ×".replace("&", "&&"))
            wide = min(room, metrics.horizontalAdvance(f"{shown}  ×") + _SIDES)
            if x and x + wide > room:
                x, y = 0, y + _HIGH + _BETWEEN
            places.append(QRect(x, y, wide, _HIGH))
            x += wide + _BETWEEN
        if x and room - x < _LEAST_FIELD:
            x, y = 0, y + _HIGH + _BETWEEN
        return [*places, QRect(x, y, room - x, _HIGH)]

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()
        self.ensureWidgetVisible(self.line, 0, 0)
