"""A text browser with links to what a text mentions, and with words that are being explained.

The page says what is where; who asks for it, and what a card says, is the business of `explaining.py`.
"""

import re

from PySide6.QtCore import QMimeData, QPointF, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader.core.types import Document, Location, Mention, Point
from reader.ui.reading.keyed import KeyedBrowser
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.laying import Laying

_OUR_LINK = re.compile(r' href="(?:doc|publication):[^"]*"')  # leads nowhere in another program
_AT_ONCE = 6  # 100,000 words with 230 mentions: 10 ms each time instead of 150 once


class LinkedBrowser(KeyedBrowser):
    document_shown = Signal(object)  # Document that is new here, once all of it is laid out: first it is painted
    link_followed = Signal(str)
    linked = Signal()  # there are more links

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._laid: LaidOut | None = None
        self._mentions: tuple[Mention, ...] = ()
        self._term: Location | None = None
        self._fresh: Document | None = None  # just shown, not yet all laid out
        self._unlinked = False  # mentions wait until all is laid out
        self.anchorClicked.connect(lambda url: self.link_followed.emit(url.toString()))
        self._laying = Laying(self)
        self._laying.done.connect(self._laid_out)

    def show_mentions(self, mentions: tuple[Mention, ...]) -> None:
        """Make these words of the open document links."""
        self._mentions = mentions
        if self._laying.is_done:
            self._link(self._laid, mentions)
        else:
            self._unlinked = True

    def _laid_out(self) -> None:
        """Nothing hinders the first paint any more, and a change of the text comes cheap: see `LaidOut`."""
        if self._fresh is not None:
            fresh, self._fresh = self._fresh, None
            self.document_shown.emit(fresh)
        if self._unlinked:
            self._unlinked = False
            self._link(self._laid, self._mentions)

    def _link(self, laid: LaidOut | None, waiting: tuple[Mention, ...]) -> None:
        """A few at a time: what lies between the first and the last is laid out again."""
        if laid is not None and laid is self._laid:
            laid.link(waiting[:_AT_ONCE])
            self.linked.emit()
            rest = waiting[_AT_ONCE:]
            if rest:
                QTimer.singleShot(0, self, lambda: self._link(laid, rest))

    def links_in(self, block_id: str) -> list[tuple[Location, str]]:
        """Where the links of a block are, mentions among them, and what they lead to."""
        return self._laid.links(self._laid.index[block_id]) if self._laid else []

    def show_term(self, term: Location | None) -> None:
        """Underline words while they are explained."""
        self._term = term
        self.viewport().update()

    def caret(self) -> Point | None:
        """Where the caret is, seen or not."""
        there = self._laid.at(self.textCursor().position()) if self._laid else None
        return Point(self._laid.leaf(there[0]).id, there[1]) if there and self._laid else None

    def character_at(self, where: QPointF) -> Point | None:
        """The character at a point of the viewport; None where there is none."""
        scrolled = where + QPointF(0, self.verticalScrollBar().value())
        return self._laid.character_at(scrolled) if self._laid else None

    def createMimeDataFromSelection(self) -> QMimeData:
        copied, selection = QMimeData(), self.textCursor()
        copied.setText(selection.selectedText())
        copied.setHtml(_OUR_LINK.sub("", selection.selection().toHtml()))
        return copied
