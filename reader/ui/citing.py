"""Copying with a citation: the selected words, or the paragraph, with where they stand, as rich and plain text."""

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.core.quotes import Citation, CitationStyle
from reader.core.text import shorten
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

STYLES: dict[str, CitationStyle] = {"cite": "quote", "cite_footnote": "footnote", "cite_bare": "bare"}
"""By the name of the action that copies in it."""


class Citing(QObject):
    def __init__(
        self, session: Session, panes: Panes, message: MessageBar, actions: dict[str, QAction], window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._panes, self._message, self._window = session, panes, message, window
        for name, style in STYLES.items():
            actions[name].triggered.connect(lambda _=False, style=style: self.copy(style))

    def copy(self, style: CitationStyle) -> None:
        """Copy the selection, or without one the paragraph, with its source."""
        place = self._panes.page.selected() or self._panes.page.paragraph_here()
        if place is not None:
            self._session.cite(place, style, self._copied)

    def _copied(self, citation: Citation) -> None:
        copied = QMimeData()
        copied.setText(citation.plain)
        copied.setHtml(citation.html)
        QGuiApplication.clipboard().setMimeData(copied)
        sentence = self.tr("Copied: {text}").format(text=shorten(citation.plain, 90))
        self._message.say(sentence, seconds=4)
        announce(self._window, sentence)
