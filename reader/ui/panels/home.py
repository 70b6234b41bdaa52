"""The first page: what is here, and where to begin."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListView, QStackedWidget, QVBoxLayout, QWidget

from reader import words
from reader.core.types import DocumentInfo, PackInfo
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList, LargeDocumentCard
from reader.ui.panels.hints import Hints
from reader.ui.panels.parts import EmptyState, Link, label
from reader.ui.theme import Theme

_WIDEST = 900


class HomePage(QWidget):
    document_wanted = Signal(str)
    review_wanted = Signal()

    def __init__(
        self, theme: Theme, icons: Path, hints: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`hints` are (key, what it does), for those who are here for the first time."""
        super().__init__(parent)
        self.setObjectName("home")
        self._intro = label("", "muted", True)
        self._notice = label("", "muted", True)
        self._cards = CardList(self.tr("Documents in the library"), self)
        self._cards.setViewMode(QListView.ViewMode.IconMode)
        self._cards.setMovement(QListView.Movement.Static)
        self._cards.setFlow(QListView.Flow.LeftToRight)
        self._cards.setWrapping(True)
        self._cards.setSpacing(0)
        self._model = RowsModel(lambda row: f"{row.short_title}, {row.date}. {row.summary}", lambda row: row.id, self)
        self._cards.setModel(self._model)
        self._delegate = LargeDocumentCard(theme, self._cards)
        self._cards.setItemDelegate(self._delegate)
        self.first: QWidget = self._cards  # gets the keys; a focus proxy would shut Tab out of all else in here
        self._column = QVBoxLayout(self)
        self._column.setSpacing(6)
        title = label(words.APP_NAME, "title", True)
        for widget in (title, self._intro):
            widget.setContentsMargins(8, 0, 8, 0)
            self._column.addWidget(widget)
        self._review = Link()
        self._review.clicked.connect(self.review_wanted)
        self._review.hide()
        self._column.addWidget(self._review)
        self._column.addSpacing(10)
        self._waiting = EmptyState(icons, "library-big", self.tr("Preparing the library…"), "")
        self._trouble = EmptyState(icons, "circle-alert", "", "")
        self._stack = QStackedWidget()
        for part in (self._waiting, self._trouble, self._cards):
            self._stack.addWidget(part)
        self._column.addWidget(self._stack, 1)
        self._column.addSpacing(6)
        self._hints = Hints(hints)
        self._hints.setContentsMargins(8, 0, 8, 0)
        self._column.addWidget(self._hints)
        self._notice.setContentsMargins(8, 0, 8, 0)
        self._column.addWidget(self._notice)
        self._cards.clicked.connect(lambda index: self.document_wanted.emit(index.data(ROW).id))
        self._cards.activated.connect(lambda index: self.document_wanted.emit(index.data(ROW).id))

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        self._waiting.set_theme(theme)
        self._trouble.set_theme(theme)
        self.update()

    def show_library(self, infos: tuple[DocumentInfo, ...], pack: PackInfo) -> None:
        self._model.show_rows(infos)
        self._stack.setCurrentWidget(self._cards)
        documents = words.count_of(len(infos), "document")
        self._intro.setText(self.tr("{documents}, here without a connection.").format(documents=documents))
        self._notice.setText(pack.licence_note)

    def show_open(self, marks: int) -> None:
        """How many marks in changed texts wait for the user."""
        self._review.say(self.tr("{marks} to review in changed texts").format(marks=words.count_of(marks, "mark")))
        self._review.setVisible(marks > 0)

    def show_trouble(self, sentence: str) -> None:
        """Why there is no library to show. Where there is one, a damaged document of it is no matter for here."""
        if not self._model.rowCount():
            self._trouble.say(self.tr("The library cannot be shown"), sentence)
            self._stack.setCurrentWidget(self._trouble)

    def focus_list(self) -> None:
        self._cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        side = max(24, (self.width() - _WIDEST) // 2)
        self._column.setContentsMargins(side, 36, side, 20)
        super().resizeEvent(event)
