"""The bar over the page while somebody shows, in the text, where a mark belongs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from reader.core.text import shorten
from reader.ui.panels.parts import label
from reader.ui.receipt.buttons import ButtonRow


class PickBar(QFrame):
    taken = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pickBar")
        self._what = label(
            self.tr("Select the words this mark belongs to, then press Enter. Esc: back."), "strong", True
        )
        self._mark, self._here = label("", "muted", True), label("", "quote", True)
        self.take = QPushButton(self.tr("Put it here"))
        self.back = QPushButton(self.tr("Back"))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 9, 18, 9)
        column.setSpacing(5)
        for part in (self._what, self._mark, self._here, ButtonRow((self.take, self.back))):
            column.addWidget(part)
        self.take.clicked.connect(self.taken)
        self.back.clicked.connect(self.cancelled)
        self.hide()

    def begin(self, quote: str) -> None:
        """Ask for the place of a mark that was made on these words."""
        self._mark.setText(self.tr("The mark was on: “{words}”").format(words=shorten(quote, 140)))
        self.show_place("")
        self.show()

    def show_place(self, words: str) -> None:
        """The words that Enter would take; none when it would take nothing."""
        self._here.setText(self.tr("Here: “{words}”").format(words=shorten(words, 140)) if words else "")
        self._here.setVisible(bool(words))
        self.take.setEnabled(bool(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
