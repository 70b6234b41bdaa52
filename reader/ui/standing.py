"""How documents stand, told where they are shown: above each page and on the cards of the library.

Stands beside the window, as `explaining.py` does. It asks once, for all documents that there is something to say of:
when the first page is painted or the search is warm, since the guidance is no matter for a start.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader import standing_words
from reader.ui.panels.cards import DocumentCard
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.core.advice import Standing


class Standings(QObject):
    def __init__(self, session: Session, panes: Panes, follow: Callable[[str], None], window: QWidget) -> None:
        """`follow` goes where an address of the guidance leads."""
        super().__init__(window)
        self._session, self._panes, self._window = session, panes, window
        self._asked = False
        session.shelf_changed.connect(self._forget)
        session.searching.filters_known.connect(self._ask)
        panes.standing_followed.connect(follow)
        for page in panes.pages:
            self._watch(page)
        panes.made.connect(self._watch)

    def _watch(self, page: ReadingPage) -> None:
        page.document_shown.connect(self._ask)

    def _forget(self) -> None:
        self._asked = False

    def _ask(self) -> None:
        if not self._asked:
            self._asked = True
            self._session.ask(lambda library: library.guide.standings(), self._known)

    def _known(self, standings: "tuple[Standing, ...]") -> None:
        self._panes.show_standings({each.info.id: each for each in standings})
        signs = {each.info.id: said for each in standings if (said := standing_words.sign(each))}
        for card in self._window.findChildren(DocumentCard):
            card.show_signs(signs)
