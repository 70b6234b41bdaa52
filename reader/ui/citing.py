"""Copying with a citation: the selected words, or the paragraph, with where they stand, as rich and plain text."""

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from reader.core.quotes import Citation, CitationStyle
from reader.core.text import shorten
from reader.core.types import Location
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.reading.page import ReadingPage
from reader.ui.session import Session

_STYLES: dict[str, CitationStyle] = {"cite": "quote", "cite_footnote": "footnote", "cite_bare": "bare"}
"""By the name of the action that copies in it."""


class Citing(QObject):
    def __init__(
        self, session: Session, page: ReadingPage, message: MessageBar, actions: dict[str, QAction], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._page, self._message, self._window = session, page, message, window
        self._actions = actions
        for name, style in _STYLES.items():
            actions[name].triggered.connect(lambda _=False, style=style: self.copy(style))

    def copy(self, style: CitationStyle) -> None:
        """Copy the selection, or without one the paragraph, with its source."""
        place = self._page.selected() or self._page.paragraph_here()
        if place is not None:
            self.copy_place(place, style)

    def copy_place(self, place: Location, style: CitationStyle) -> None:
        """Copy the words of a place with their source."""
        self._session.cite(place, style, self._copied)

    def _copied(self, citation: Citation) -> None:
        copied = QMimeData()
        copied.setText(citation.plain)
        copied.setHtml(citation.html)
        QGuiApplication.clipboard().setMimeData(copied)
        sentence = self.tr("Copied: {text}").format(text=shorten(citation.plain, 90))
        self._message.say(sentence, seconds=4)
        announce(self._window, sentence)

    def menu(self, parent: QWidget) -> QMenu:
        """The ways to copy, and the source for reference managers."""
        menu = QMenu(self.tr("Copy with citation"), parent)
        menu.addActions([self._actions[name] for name in _STYLES])
        menu.addSeparator()
        for form, name in (("bibtex", "BibTeX"), ("ris", "RIS"), ("csl-json", "CSL-JSON")):
            menu.addAction(self.tr("Source as {form}").format(form=name), lambda form=form: self._copy_source(form))
        return menu

    def _copy_source(self, form: str) -> None:
        place = self._page.selected() or self._page.paragraph_here()
        if place is not None:
            self._session.source(place, form, self._source_copied)

    def _source_copied(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._message.say(self.tr("The source was copied."), seconds=4)
