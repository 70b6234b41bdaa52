"""The one search field: what is typed, what is offered for it, and the searches and examples that can be asked again.

Offers never stand in the way: without a selected one, Enter searches and Down goes to the results as always. The names
of filters are offered unselected, since what is typed may become any word; values are offered with the first selected,
since a colon behind such a name leaves no doubt.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton, QWidget

from reader import words
from reader.core.query import Beginning, beginning_at, completions, quoted
from reader.core.text import fold
from reader.ui import icons
from reader.ui.panels.lines import Line
from reader.ui.panels.offers import HelpCard, Offers
from reader.ui.reading.positions import from_utf16, to_utf16
from reader.ui.theme import Theme

_TYPING_MS = 60
"""A pause this short between keys sends no search of its own: at 60 words a minute keys come every 200 ms."""
_MOST_OFFERS = 40
_HELP_ROOM = 34  # pixels that the button at the end takes
_HINT_FROM = 260  # pixels of the field


class SearchField(QLineEdit):
    """`changed` comes while typing, `entered` with Enter, `asked_again` when an earlier search is chosen."""

    changed = Signal(str)
    entered = Signal(str)
    asked_again = Signal(str)
    left_downwards = Signal()

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("searchField")
        self.setPlaceholderText(self.tr("Search the library"))
        self.setAccessibleName(self.tr("Search the library"))
        self.setMaxLength(10_000)
        self._folder = folder
        empty = icons.icon(folder, "search", "#777777", "#777777", 16)
        self._icon = self.addAction(empty, QLineEdit.ActionPosition.LeadingPosition)
        self._icon.triggered.connect(self.selectAll)
        self._help = self.addAction(empty, QLineEdit.ActionPosition.TrailingPosition)
        self._help.triggered.connect(self.show_help)
        self._hint = QLabel(QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText), self)
        self._hint.setObjectName("searchHint")
        self._hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.offers, self.card = Offers(folder), HelpCard(folder)
        self._filters: dict[str, tuple[str, ...]] = {}
        self._searches: tuple[Line, ...] = ()
        self._timer = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._timer.timeout.connect(lambda: self.changed.emit(self.text()))
        self.textEdited.connect(self._typed)
        self.textChanged.connect(self._show_hint)
        self.cursorPositionChanged.connect(lambda: self._offer() if self.offers.isVisible() else None)
        self.offers.chosen.connect(self._take)
        self.card.chosen.connect(self._take_example)
        self.card.closed.connect(self.setFocus)
        self._name_buttons()
        if self.isRightToLeft():  # Qt would put Latin words on the left, over the help
            self.setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            )

    def _name_buttons(self) -> None:
        names = {self._icon: self.tr("Search"), self._help: self.tr("What you can type")}
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(names[button.defaultAction()])
        self._help.setToolTip(f"{self.tr('What you can type')}  Shift+F1")

    def set_theme(self, theme: Theme) -> None:
        muted = theme.text["muted"]
        self._icon.setIcon(icons.icon(self._folder, "search", muted, muted, 16))
        self._help.setIcon(icons.icon(self._folder, "circle-question-mark", muted, muted, 16))
        self.offers.set_theme(theme)
        self.card.set_theme(theme)

    def ask(self, text: str) -> None:
        """Put a query into the field, as if it had been typed."""
        self.offers.hide()
        self.setText(text)
        self._timer.stop()
        self.changed.emit(text)

    # -- what is offered -------------------------------------------------------------------------------------

    def show_filters(self, filters: dict[str, tuple[str, ...]]) -> None:
        """What can be offered: by the name of a filter, the values that the library has."""
        self._filters = filters
        if self.text():  # typed before that was known
            self._offer()

    def show_searches(self, recent: tuple[str, ...], saved: tuple[str, ...]) -> None:
        """What can be asked again."""
        kinds = (("star", saved), ("history", recent))
        self._searches = tuple(Line(text, icon=icon) for icon, texts in kinds for text in texts)

    def show_help(self) -> None:
        """The card with examples of what can be typed."""
        self.offers.hide()
        self.card.toggle(self)

    def _typed(self) -> None:
        self._timer.start()
        self._offer()

    def _offer(self) -> None:
        """Offer what the word at the cursor may become."""
        beginning = self._beginning() if self.hasFocus() else None
        if beginning is None:
            self.offers.hide()
            return
        found = completions(beginning, self._filters)
        if beginning.field is None:
            lines = [Line(name, hint=f"{words.FIELDS[name[:-1]]}  ·  Tab") for name in found]
        else:
            named = {value: words.facet_value(beginning.field, value) for value in found}
            lines = [
                Line(f"{quoted(value)} ", value, "" if fold(name).startswith(fold(value)) else name)
                for value, name in named.items()
            ]
        self.offers.offer(lines[:_MOST_OFFERS], self, selects=beginning.field is not None)

    def _beginning(self) -> Beginning | None:
        return beginning_at(self.text(), from_utf16(self.text(), self.cursorPosition()))

    def _take(self, line: Line) -> None:
        """Put what was chosen in the place of what was typed for it."""
        self.offers.hide()
        text, beginning = self.text(), self._beginning()
        if beginning is None:  # a search to ask again
            self._timer.stop()
            self.asked_again.emit(line.text)
            return
        start = to_utf16(text, beginning.start)
        self.setSelection(start, to_utf16(text, beginning.end) - start)
        followed = text[beginning.end : beginning.end + 1].isspace()
        self.insert(line.text.rstrip() if followed else line.text)  # can be undone, as typing can
        self._typed()

    def _take_example(self, line: Line) -> None:
        self.card.hide()
        self.setFocus()
        self.ask(line.text)

    # -- keys ------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.offers.isVisible() and self._key_for_offers(key, enter):
            return
        if enter:
            self._timer.stop()
            self.offers.hide()
            self.entered.emit(self.text())
        elif key == Qt.Key.Key_Down and not self.text() and self._searches:
            self.offers.offer(self._searches[:_MOST_OFFERS], self, selects=True)
        elif key == Qt.Key.Key_Down:
            self.offers.hide()
            self.left_downwards.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.changed.emit("")
        else:
            super().keyPressEvent(event)

    def _key_for_offers(self, key: int, enter: bool) -> bool:
        """Whether a key is for what is offered; then it is done."""
        selected = self.offers.selected()
        if key == Qt.Key.Key_Escape:
            self.offers.hide()
        elif selected is not None and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.offers.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif selected is not None and enter:
            self._take(selected)
        else:
            return False
        return True

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab takes what is offered for a word that is being typed."""
        line = self.offers.selected() or self.offers.first()
        if forward and line is not None and self.text():
            self._take(line)
            return True
        return super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.offers.hide()
        super().focusOutEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.offers.hide()
        self.card.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.offers.hide()
        self.card.hide()
        size = self._hint.sizeHint()
        x = _HELP_ROOM if self.isRightToLeft() else self.width() - size.width() - _HELP_ROOM
        self._hint.setGeometry(x, (self.height() - size.height()) // 2, size.width(), size.height())
        self._show_hint()

    def _show_hint(self) -> None:
        """The key that leads here, where it does not lie on the words that say what this is."""
        self._hint.setVisible(not self.text() and self.width() > _HINT_FROM)
