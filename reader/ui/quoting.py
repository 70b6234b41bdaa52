"""Quoting: checking words from elsewhere against the library, and taking the right ones away.

Stands beside the window, as marking does; the check happens in the search lane, and only the newest question is
answered.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from reader.core.errors import Refused, Trouble
from reader.core.quotes import Citation, QuoteCheck
from reader.core.types import Location
from reader.ui.look import Look
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.dialogs.quote import QuoteDialog


class Quoting(QObject):
    def __init__(self, session: Session, look: Look, window: QObject) -> None:
        super().__init__(window)
        self._session, self._look, self._window = session, look, window
        self._dialog: QuoteDialog | None = None
        self._text = ""  # what was checked last, for the next time

    def open(self) -> None:
        if self._dialog is not None:
            self._dialog.raise_()
            self._dialog.activateWindow()
            return
        from reader.ui.dialogs.quote import QuoteDialog  # noqa: PLC0415  # no dialog is loaded at a start

        dialog = self._dialog = QuoteDialog(self._look.theme, self._look.size, self._text, self._window)  # type: ignore[arg-type]
        dialog.check_wanted.connect(self._check)
        dialog.open_wanted.connect(self._open_passage)
        dialog.copy_wanted.connect(self._copy)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        if self._dialog is not None:
            self._text = self._dialog.field.toPlainText()
        self._dialog = None

    def _check(self, text: str) -> None:
        self._session.check_quote(text, self._answered)

    def _answered(self, answer: QuoteCheck | Trouble) -> None:
        if self._dialog is None:
            return
        if isinstance(answer, QuoteCheck | Refused):
            self._dialog.show_answer(answer)
        else:
            self._session.trouble.emit(answer)

    def _open_passage(self, place: Location) -> None:
        if self._dialog is not None:
            self._dialog.accept()
        self._session.open(place.document, place)

    def _copy(self, place: Location) -> None:
        self._session.cite(place, "quote", self._copied)

    def _copied(self, citation: Citation) -> None:
        both = QMimeData()
        both.setText(citation.plain)
        both.setHtml(citation.html)
        QGuiApplication.clipboard().setMimeData(both)
        if self._dialog is not None:
            self._dialog.say_copied(citation.plain.rpartition("(")[2].rstrip(")"))
