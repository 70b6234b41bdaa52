"""Printing: the open document, or the section that is being read, as a PDF or on a printer.

Stands beside the window, as `exchanging` does. It keeps what was chosen last and does little else: pages and their
dialog are loaded when somebody prints for the first time, and the system's printing only when a printer is wanted (see
`print_job`).
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import standing_words
from reader.core.quotes import Citation
from reader.core.types import Block, Document, Location, PackInfo, Point
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.core.advice import Standing
    from reader.ui.dialogs.print import Choice


class PrintingOut(QObject):
    def __init__(
        self, session: Session, panes: Panes, message: MessageBar, look: Look, actions: dict[str, QAction],
        window: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._session, self._panes, self._message, self._look, self._window = session, panes, message, look, window
        self._licence_note = ""
        self._asked: list[str] = []  # how the document is cited, and its section, of the newest question
        self._open = False
        self._choice: Choice | None = None
        self._folder: Path | None = None  # of the last file
        session.shelf_changed.connect(self._keep_notice)
        actions["print"].triggered.connect(self.open)

    def _keep_notice(self, _: object, pack: PackInfo) -> None:
        self._licence_note = pack.licence_note

    def open(self) -> None:
        """The dialog, once it is known how the document is cited."""
        document = self._session.document
        if document is None or self._panes.page.shown is not document or self._open:
            return
        section = self._session.workspace.library.section(document, self._panes.page.place().block)
        known: list[Standing] = []
        whole = (0, len(document.blocks) - 1)
        cited = self._asked = []

        def answer(citation: Citation) -> None:
            cited.append(citation.plain)
            if len(cited) == 2 and cited is self._asked and self._session.document is document and not self._open:
                self._show(document, section, (cited[0], cited[1]), known[0])

        self._session.ask(lambda library: library.guide.standing(document.info.id), known.append)
        for blocks in (whole, section):
            self._session.cite(_place(document, *blocks), "footnote", answer)

    def _show(self, document: Document, section: tuple[int, int], cited: tuple[str, str], standing: "Standing") -> None:
        # Pages, their typography and a dialog: nothing that a window needs that is only read in.
        from reader.ui.print_job import DocumentToPrint, PrintJob  # noqa: PLC0415

        facts = " · ".join(standing_words.facts(document.info, standing.addressees))  # an age would not stay true
        opening = tuple(line for line in (facts, standing_words.notice(standing)) if line)
        source = DocumentToPrint(self._session, document, section, cited, self._licence_note, opening)
        job = PrintJob(self._session, source, self._choice, self._folder, self._look, self._window)
        self._open = True
        job.chosen.connect(self._keep)
        job.told.connect(self._tell)

    def _keep(self, choice: "Choice", folder: Path | None) -> None:
        self._choice, self._folder, self._open = choice, folder, False

    def _tell(self, sentence: str) -> None:
        self._message.say(sentence)
        announce(self._window, sentence)


def _place(document: Document, first: int, last: int) -> Location:
    start: Block = document.blocks[first]
    end: Block = document.blocks[last]
    return Location(document.info.id, Point(start.id, 0), Point(end.id, len(end.text)))
