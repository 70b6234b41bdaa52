"""The left panel: contents of the open document, the library, and the results of a search (made for the first one)."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.core.types import Document, DocumentInfo, Heading
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList, DocumentCard, OutlineLine
from reader.ui.panels.late import put_in
from reader.ui.panels.parts import EmptyState, Segments
from reader.ui.theme import Theme

if TYPE_CHECKING:
    from reader.ui.panels.results import ResultsPage

CONTENTS, LIBRARY, RESULTS = range(3)


class SidePanel(QWidget):
    heading_wanted = Signal(object)  # Heading
    document_wanted = Signal(str)
    results_made = Signal(object)  # ResultsPage

    def __init__(self, theme: Theme, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidePanel")
        self._theme, self._icons = theme, icons
        self._results: ResultsPage | None = None
        self._segments = Segments([self.tr("Contents"), self.tr("Library"), self.tr("Results")])
        self._pages = QStackedWidget()
        self._contents = CardList(self.tr("Contents of the document"), self)
        self._library = CardList(self.tr("Documents in the library"), self)
        self._headings = RowsModel(lambda row: row.text, lambda row: row.block, self)
        self._documents = RowsModel(lambda row: self._cards.say(row), lambda row: row.id, self)
        self._no_contents = EmptyState(
            icons, "file-text", self.tr("No document is open"), self.tr("Choose one in the library, or search.")
        )
        self._no_contents.way_out.say(self.tr("Open the library"))
        self._no_contents.way_out.show()
        self._no_contents.way_out.clicked.connect(lambda: self.show_tab(LIBRARY, True))
        self._cards = DocumentCard(theme, self._library)
        self._delegates = (OutlineLine(theme, self._contents), self._cards)
        for view, model, delegate in zip(
            (self._contents, self._library), (self._headings, self._documents), self._delegates, strict=True
        ):
            view.setModel(model)
            view.setItemDelegate(delegate)
        self._contents_page = _stack(self._contents, self._no_contents)
        for page in (self._contents_page, self._library, QWidget()):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        top.addWidget(self._segments)
        column.addLayout(top)
        column.addWidget(self._pages)

        self._segments.chosen.connect(self._bring)
        for view, send in (
            (self._contents, lambda index: self.heading_wanted.emit(index.data(ROW))),
            (self._library, lambda index: self.document_wanted.emit(index.data(ROW).id)),
        ):
            view.clicked.connect(send)
            view.activated.connect(send)
        self.set_theme(theme)
        self._contents_page.setCurrentIndex(1)

    # -- what is shown ---------------------------------------------------------------------------------------

    @property
    def results(self) -> "ResultsPage":
        if self._results is None:
            from reader.ui.panels.results import ResultsPage  # noqa: PLC0415  # nothing is searched at a start

            self._results = ResultsPage(self._theme, self._icons, self)
            put_in(self._pages, RESULTS, self._results)
            self.results_made.emit(self._results)
        return self._results

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for delegate in self._delegates:
            delegate.theme = theme
        self._no_contents.set_theme(theme)
        if self._results is not None:
            self._results.set_theme(theme)
        self.update()

    def show_tab(self, number: int, focus: bool = False) -> None:
        self._segments.choose(number)
        self._bring(number)
        if focus:
            view = self.results.list_in_front() if number == RESULTS else (self._contents, self._library)[number]
            if view is None or not view.model().rowCount():  # an empty list is not shown, and would swallow the keys
                self._segments.take_focus()
                return
            view.setFocus()
            if not view.currentIndex().isValid():
                view.setCurrentIndex(view.model().index(0, 0))

    def _bring(self, number: int) -> None:
        self._pages.setCurrentWidget(self.results if number == RESULTS else self._pages.widget(number))

    def tab(self) -> int:
        return self._pages.currentIndex()

    def show_library(self, infos: tuple[DocumentInfo, ...]) -> None:
        self._documents.show_rows(infos)

    def show_outline(self, document: Document, headings: tuple[Heading, ...]) -> None:
        self._headings.show_rows(headings)
        self._contents_page.setCurrentIndex(0)
        self._library.setCurrentIndex(self._documents.index(self._documents.row_of(document.info.id), 0))

    def show_section(self, block_id: str) -> None:
        """Follow the reading: the heading of the section at the top of the page."""
        row = self._headings.row_of(block_id)
        if row >= 0 and row != self._contents.currentIndex().row():
            self._contents.setCurrentIndex(self._headings.index(row, 0))


def _stack(full: QWidget, empty: QWidget) -> QStackedWidget:
    stack = QStackedWidget()
    stack.addWidget(full)
    stack.addWidget(empty)
    return stack
