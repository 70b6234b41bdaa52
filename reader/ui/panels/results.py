"""The results of a search: the verdict, what was searched besides, the hits, and what was looked through.

When the library does not treat what was asked, that comes first, with the publications that do and are not here; the
nearest passages follow for whoever wants them. Nothing is searched silently: the line says it, and can be switched off.
"""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from reader import words
from reader.core.types import Hit, ResultPage
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.panels.cards import CardList, ResultCard
from reader.ui.panels.parts import EmptyState, label
from reader.ui.theme import Theme


class ResultsPage(QWidget):
    hit_wanted = Signal(object)  # Hit
    query_wanted = Signal(str)  # the mended query
    expansion_wanted = Signal(bool)  # whether to search more than what was typed

    def __init__(self, theme: Theme, icons: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: ResultPage | None = None
        self._expanding = True
        self.hits = CardList(self.tr("Results"), self)
        self._model = RowsModel(_say_hit, lambda row: (row.document, row.block), self)
        self.hits.setModel(self._model)
        self._card = ResultCard(theme, self.hits)
        self.hits.setItemDelegate(self._card)
        self._empty = EmptyState(icons, "search", "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.hits)
        self._stack.addWidget(self._empty)
        self._verdict = QFrame()
        self._verdict.setObjectName("verdict")
        self._not_treated, self._published = label("", "strong", True), label("", "muted", True)
        box = QVBoxLayout(self._verdict)
        box.setContentsMargins(12, 10, 12, 10)
        box.setSpacing(6)
        box.addWidget(self._not_treated)
        box.addWidget(self._published)
        self._count, self._besides = label("", "muted", True), label("", "muted", True)
        self._searched = label("", "muted", True)
        self._mend, self._expand = _link(), _link()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self._count, self._besides, self._searched):
            widget.setContentsMargins(20, 0, 20, 0)
        self._searched.setContentsMargins(20, 4, 20, 10)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.addWidget(self._verdict)
        column.addWidget(self._count)
        column.addLayout(head)
        column.addWidget(self._besides)
        for link in (self._mend, self._expand):
            row = QVBoxLayout()
            row.setContentsMargins(12, 0, 12, 0)
            row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
            column.addLayout(row)
        column.addWidget(self._stack, 1)
        column.addWidget(self._searched)
        for signal in (self.hits.clicked, self.hits.activated):
            signal.connect(lambda index: self.hit_wanted.emit(index.data(ROW)))
        self._mend.clicked.connect(self._wish_mended)
        self._expand.clicked.connect(self._toggle)
        self.set_theme(theme)
        self.show_page(None)

    def set_theme(self, theme: Theme) -> None:
        self._card.theme = theme
        self._empty.set_theme(theme)

    def show_page(self, page: ResultPage | None) -> None:
        """The answer to a search; None before the first."""
        self._page = page
        self._model.show_rows([hit for group in page.groups for hit in group.hits] if page else ())
        self._stack.setCurrentIndex(0 if page and page.hits else 1)
        for part in (self._count, self._verdict, self._besides, self._mend, self._expand, self._searched):
            part.setVisible(page is not None)
        if page is None:
            self._empty.say(self.tr("Nothing searched yet"), self.tr("Type in the field above; Ctrl+K goes there."))
            return
        count = self.tr("1 result") if page.total == 1 else self.tr("{n} results").format(n=page.total)
        self._count.setText(f"{count}. {words.missing(page.missing)}" if page.missing else count)
        self._count.setVisible(bool(page.hits))
        self._show_verdict(page)
        besides = words.also_searching(page.expansions, page.asked)
        self._besides.setText(besides)
        self._besides.setVisible(bool(besides))
        self._mend.setText(words.did_you_mean(page.suggestion, page.suggestion_total) if page.suggestion else "")
        self._mend.setVisible(page.suggestion is not None)
        self._expand.setText(
            self.tr("Search only what I typed") if self._expanding else self.tr("Search related words")
        )
        self._expand.setVisible(bool(besides) or not self._expanding)
        self._empty.say(self.tr("Nothing found"), self.tr("Try other or fewer words, or the beginning of one."))
        self._searched.setText(
            words.searched(
                page.passages_searched, page.documents_searched, page.documents_without_text, page.documents_waiting
            )
        )
        self.hits.scrollToTop()

    def _show_verdict(self, page: ResultPage) -> None:
        first, *rest = words.verdict(page.answered, bool(page.hits), [entry.title for entry in page.catalogue]) or [""]
        self._not_treated.setText(first)
        self._published.setText("\n".join(line.strip() for line in rest))
        self._published.setVisible(bool(rest))
        self._verdict.setVisible(bool(first) and bool(page.hits or rest))

    def show_hit(self, hit: Hit) -> None:
        """Which hit is open."""
        index: QModelIndex = self._model.index(self._model.row_of((hit.document, hit.block)), 0)
        self.hits.setCurrentIndex(index)
        self.hits.scrollTo(index)

    def _wish_mended(self) -> None:
        if self._page is not None and self._page.suggestion is not None:
            self.query_wanted.emit(self._page.suggestion)

    def _toggle(self) -> None:
        self._expanding = not self._expanding
        self.expansion_wanted.emit(self._expanding)


def _link() -> QPushButton:
    button = QPushButton()
    button.setFlat(True)
    return button


def _say_hit(hit: Hit) -> str:
    return f"{hit.reference}, {hit.short_title}: {hit.snippet}"
