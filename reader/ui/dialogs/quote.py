"""The quote check: a field for words from a report or a court paper, and what the library says of them.

Nothing is taken from the clipboard unasked. It shows the answers that it is given, and reports what is wanted.
"""

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader import words
from reader.core.errors import Refused
from reader.core.excerpts import Piece
from reader.core.quotes import QuoteCheck, QuotePlace
from reader.ui.panels.diff import DiffText
from reader.ui.panels.parts import announce, label, scrolled
from reader.ui.receipt.buttons import ButtonRow
from reader.ui.theme import Theme

_PAUSE_MS = 180
_TAKEN = 20_000
"""Characters that the field takes from one paste. More is refused as too long in any case, and would take long to lay
out."""
_PLACES = 8
"""Passages that are shown of those with the same words."""


class QuoteField(QPlainTextEdit):
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text()[:_TAKEN])


class _Place(QWidget):
    """One passage: where it is, its words, and what to do with it."""

    def __init__(self, place: QuotePlace, theme: Theme, size: int, dialog: "QuoteDialog") -> None:
        super().__init__()
        self.open = QPushButton(self.tr("Open the passage"))
        self.copy = QPushButton(self.tr("Copy the correct quote with citation"))
        for button in (self.open, self.copy):
            button.setAccessibleDescription(place.reference)
        self.text = DiffText(theme, place.reference, self)
        self.text.set_look(theme, size)
        pieces = [Piece(kind, text, True) for kind, text in place.pieces] or [Piece("same", place.text, True)]
        self.text.show_pieces(pieces)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(4)
        column.addWidget(label(place.reference, "strong", True))
        column.addWidget(self.text)
        column.addWidget(ButtonRow((self.open, self.copy)))
        self.open.clicked.connect(lambda: dialog.open_wanted.emit(place.location))
        self.copy.clicked.connect(lambda: dialog.copy_wanted.emit(place.location))


class QuoteDialog(QDialog):
    check_wanted = Signal(str)  # answer with `show_answer`
    open_wanted = Signal(object)  # Location
    copy_wanted = Signal(object)  # Location

    def __init__(self, theme: Theme, size: int, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Check a quote"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._theme, self._size = theme, size
        self.field = QuoteField()
        self.field.setPlaceholderText(self.tr("Paste or type the words of a quote"))
        self.field.setAccessibleName(self.tr("Quote to check"))
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(64)
        self.field.setMaximumHeight(max(64, min(150, parent.height() // 5)))
        self.verdict, self._hint = label("", "strong", True), label("", "muted", True)
        self._done = label("", "muted", True)
        self._places: list[_Place] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(20, 4, 20, 4)
        self._column.addStretch()
        inside = QWidget()
        inside.setLayout(self._column)
        scroll = scrolled(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        top = QVBoxLayout()
        top.setContentsMargins(20, 18, 20, 0)
        top.setSpacing(8)
        for part in (self.field, self.verdict, self._hint):
            top.addWidget(part)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 20, 16)
        foot.addWidget(self._done, 1)
        foot.addWidget(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        room = parent.size()
        self.resize(min(680, room.width() - 20), min(560, room.height() - 20))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(lambda: self.check_wanted.emit(self.field.toPlainText()))
        self.field.textChanged.connect(self._pause.start)
        self.field.setPlainText(text)
        self.field.selectAll()
        self._say("")

    def _say(self, sentence: str) -> None:
        self.verdict.setText(sentence)
        self.verdict.setVisible(bool(sentence))
        self._hint.setText(
            "" if sentence else self.tr("The answer is exact, altered (with what differs), or not in this library.")
        )
        self._hint.setVisible(not sentence)
        self._done.setText("")

    def show_answer(self, answer: QuoteCheck | Refused) -> None:
        """What became of the quote, or why it cannot be checked."""
        for place in self._places:
            place.hide()
            place.deleteLater()
        self._places = []
        empty = isinstance(answer, Refused) and not self.field.toPlainText().strip()
        sentence = words.sentence(answer) if isinstance(answer, Refused) else words.quote_verdict(answer)
        self._say("" if empty else sentence)
        if isinstance(answer, QuoteCheck):
            self._places = [_Place(each, self._theme, self._size, self) for each in answer.places[:_PLACES]]
            for number, place in enumerate(self._places):
                self._column.insertWidget(number, place)
        if not empty:
            announce(self, sentence)

    def say_copied(self, reference: str) -> None:
        self._done.setText(self.tr("Copied: {reference}").format(reference=reference))
        announce(self, self._done.text())
