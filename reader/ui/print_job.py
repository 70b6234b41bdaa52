"""One time of printing: from the dialog's first page to the file, or to the printer.

Pages are made in steps between which the window lives on. Files are written in the lane for files. The system's
printing is loaded when a printer is asked for and not before: it talks to the network as soon as it is there.
"""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QCoreApplication, QDir, QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from reader import words
from reader.core.errors import Trouble
from reader.core.text import shorten
from reader.core.types import Document
from reader.ui.dialogs.files import choose_file, documents_folder
from reader.ui.dialogs.print import Choice, Offer, PrintDialog
from reader.ui.look import Look
from reader.ui.paper.marked import numbered, touching
from reader.ui.paper.pages import Pages, Printed
from reader.ui.paper.sheet import SHEETS, Sheet
from reader.ui.paper.work import Notes, Work
from reader.ui.paper.writing import NotPrinted, PdfOf, draw_all, page_layout
from reader.ui.session import Session
from reader.ui.stepping import Stepping

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')


class Printable(Protocol):
    """What can be printed."""

    offer: Offer | None  # what can be chosen besides the paper
    title: str
    file_name: str  # without its ending

    def pages(self, choice: Choice) -> Printed: ...


class DocumentToPrint:
    """A document, or one of its sections, with or without marks."""

    def __init__(
        self,
        session: Session,
        document: Document,
        section: tuple[int, int],
        cited: tuple[str, str],
        notice: str,
        standing: tuple[str, ...] = (),
    ) -> None:
        """`section` is its first and last block, `cited` how document and section are cited, `notice` that of the pack
        that it is from, `standing` how the document stands, line by line."""
        self._session, self._document, self._section = session, document, section
        self._cited, self._notice, self._standing = cited, notice, standing
        info, blocks = document.info, document.blocks
        first = blocks[section[0]]
        part = section != (0, len(blocks) - 1)
        self._marks = session.marks_here()
        here = touching(self._marks, blocks, *section)
        self.offer: Offer | None = Offer(
            first.text if part and first.kind == "heading" else self._tr("the beginning") if part else "",
            (len(self._marks), len(numbered(self._marks))), (len(here), len(numbered(here))),
        )  # fmt: skip
        self.title = info.title
        self.file_name = f"{info.reference} {shorten(info.short_title, 60)}"

    def pages(self, choice: Choice) -> Printed:
        blocks = self._section if choice.section else (0, len(self._document.blocks) - 1)
        closing = tuple(line for line in (self._cited[1 if choice.section else 0], self._notice) if line)
        notes = self._notes() if choice.marks else None
        return Pages(Work(self._document, blocks, sheet_of(choice), notes, closing, self._standing))

    def _notes(self) -> Notes:
        beside = self._session.notes.beside
        return Notes(
            self._marks, self._session.workspace.notes.note_html, dict(beside.meanings or {}),
            {layer.id: layer.name for layer in beside.layers}, self._tr("Notes"), self._tr("What the colours mean"),
        )  # fmt: skip

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("PrintJob", text)


def sheet_of(choice: Choice) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.name == choice.sheet)


class PrintJob(QObject):
    chosen = Signal(object, object)  # Choice, and the folder of the last file or None, for the next time
    told = Signal(str)  # what came of it

    def __init__(
        self, session: Session, source: Printable, choice: Choice | None, folder: Path | None, look: Look,
        window: QWidget,
    ) -> None:  # fmt: skip
        """Opens the dialog."""
        super().__init__(window)
        self._session, self._source, self._folder, self._window = session, source, folder, window
        self._dialog = dialog = PrintDialog(source.offer, choice, look.theme, window)
        self._pages: Printed | None = None
        self._stepping: Stepping | None = None
        self._in_lane = self._over = False  # the file is on its way to the disk; the dialog is gone
        dialog.changed.connect(self._make)
        dialog.save_wanted.connect(self._ask_for_file)
        dialog.print_wanted.connect(self._ask_for_printer)
        dialog.finished.connect(self._end)
        self._make()
        dialog.open()

    def _end(self) -> None:
        self._stop()
        self._over = True
        self.chosen.emit(self._dialog.choice, self._folder)
        if not self._in_lane:
            self.deleteLater()

    def _stop(self) -> None:
        if self._stepping is not None:
            self._stepping.stop()
            self._stepping = None

    def _run(self, steps: Iterator[Any], done: Callable[[], None], progress: Callable[[], None]) -> None:
        self._stop()

        def finished() -> None:
            self._stepping = None
            done()

        def failed(error: Exception) -> None:
            self._stepping = None
            self._failed(error)

        self._stepping = Stepping(steps, finished, failed, progress, self)

    def _failed(self, error: Exception) -> None:
        self._in_lane = False
        if self._over:
            self.told.emit(words.sentence(error) if isinstance(error, Trouble) else str(error))
            self.deleteLater()
        elif isinstance(error, Trouble):
            self._dialog.show_trouble(words.sentence(error))
        elif isinstance(error, NotPrinted):
            self._dialog.show_trouble(self.tr("The printer did not take the pages. Save them as a PDF instead."))
        else:
            self._dialog.show_trouble(words.UNEXPECTED.format(details=type(error).__name__))
            raise error

    # -- pages -----------------------------------------------------------------------------------------------

    def _make(self) -> None:
        """Make the pages of what is chosen, and show them."""
        self._pages = pages = self._source.pages(self._dialog.choice)
        self._dialog.show_pages(pages)
        self._run(pages.steps(), self._dialog.pages_made, self._dialog.pages_made)

    # -- a file ----------------------------------------------------------------------------------------------

    def _ask_for_file(self) -> None:
        name = _NOT_IN_NAMES.sub(" ", self._source.file_name).strip(" .")
        start = QDir.toNativeSeparators(str((self._folder or documents_folder()) / f"{name}.pdf"))
        choose_file(self._dialog, self.tr("Save as PDF"), start, "PDF (*.pdf)", self._save, True, "pdf")

    def _save(self, chosen: str) -> None:
        if self._pages is None or not chosen:
            return
        path = Path(chosen)
        pdf = PdfOf(self._pages)
        self._dialog.show_work(self.tr("Writing…"))

        def saved() -> None:
            self._in_lane = False
            self._folder = path.parent
            if self._over:
                self.deleteLater()
            else:
                self._dialog.accept()
            self.told.emit(self.tr("Saved as {path}.").format(path=path))

        def write() -> None:
            self._in_lane = True
            self._session.taking_out.write(path, pdf.data(time.time()), saved, self._failed)

        def progress() -> None:
            if pdf.side >= 0:
                said = self.tr("Writing page {n} of {all}…")
                self._dialog.show_work(said.format(n=f"{pdf.side + 1:,}", all=f"{len(pdf.pages.sides):,}"))

        self._run(pdf.steps(), write, progress)

    # -- a printer -------------------------------------------------------------------------------------------

    def _ask_for_printer(self) -> None:
        # It opens connections to the printers of this machine, perhaps on the network: only when one is wanted.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415

        if self._pages is None or not self._pages.ready:
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._source.title)
        printer.setPageLayout(page_layout(self._pages.sheet))
        printer.setFullPage(True)
        if self._pages.sheet.folded:
            printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
        asking = QPrintDialog(printer, self._dialog)
        asking.setMinMax(1, len(self._pages.sides))
        asking.accepted.connect(lambda: self._print(printer))
        asking.finished.connect(asking.deleteLater)
        QDialog.open(asking)  # its own wants a slot by its name

    def _print(self, printer: "QPrinter") -> None:
        assert self._pages is not None
        sides = len(self._pages.sides)
        first, last = printer.fromPage() or 1, min(printer.toPage() or sides, sides)
        self._dialog.show_work(self.tr("Printing…"))

        def printed() -> None:
            self._dialog.accept()
            self.told.emit(self.tr("Sent to the printer {name}.").format(name=printer.printerName() or "PDF"))

        steps = draw_all(printer, printer.resolution(), self._pages, range(first - 1, last))
        self._run(steps, printed, lambda: None)
