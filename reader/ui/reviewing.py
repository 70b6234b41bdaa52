"""Reviewing: what the user makes of marks whose document has a new text.

Stands beside the window, as marking does; knows the receipt, the page and the message bar, and asks the session. Also
the little that happens outside of the receipt: the message after the start, and showing a place in the text by hand.
Receipt and bar are made when somebody first reviews: texts change once in a while.
"""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QEvent, QObject, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from reader import words
from reader.core.marks import Change, PlacedMark
from reader.core.types import Location
from reader.ui.kept import Beside, settles
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.receipt.page import ReceiptPage
    from reader.ui.receipt.picking import PickBar


class Reviewing(QObject):
    receipt_wanted = Signal()  # the receipt must be seen
    open_changed = Signal(int)  # how many marks wait for the user
    bar_made = Signal(object)  # PickBar: belongs over the page
    left = Signal()  # the receipt

    def __init__(
        self, session: Session, panes: Panes, look: Look, icons: Path, message: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._panes, self._look, self._message = session, panes, look, message
        self._icons, self._window = icons, window
        self._receipt: ReceiptPage | None = None
        self._bar: PickBar | None = None
        self._told = False
        self._picked: PlacedMark | None = None  # the mark whose place is being shown
        notes = session.notes
        notes.beside_changed.connect(self._beside_changed)
        notes.done.connect(self._done)
        notes.undone.connect(self._undone)
        session.document_opened.connect(lambda document, *_: self._document_opened(document.info.id))
        look.changed.connect(self._look_changed)
        panes.selection_changed.connect(self._show_place)
        panes.reading.connect(lambda block: self._show_place())
        panes.turned.connect(lambda page: self._end())

    # -- the receipt -----------------------------------------------------------------------------------------

    @property
    def receipt(self) -> "ReceiptPage":
        if self._receipt is None:
            from reader.ui.receipt.page import ReceiptPage  # noqa: PLC0415  # not for a start

            notes, open_ = self._session.notes, self._session.open
            receipt = self._receipt = ReceiptPage(self._look.theme, self._icons)
            receipt.set_look(self._look.theme, self._look.size)
            receipt.compare_wanted.connect(
                lambda placed: notes.ask_compared(placed, lambda found: receipt.show_compared(placed, found))
            )
            receipt.accept_wanted.connect(notes.accept)
            receipt.place_wanted.connect(lambda mark_id, place: notes.place({mark_id: place}))
            receipt.historical_wanted.connect(notes.keep_historical)
            receipt.pick_wanted.connect(self._pick)
            receipt.open_wanted.connect(lambda place: open_(place.document, place))
            receipt.save_wanted.connect(self._save)
            receipt.left.connect(self.left)
            receipt.show_receipts(notes.beside.receipts)
        return self._receipt

    def _look_changed(self) -> None:
        if self._receipt is not None:
            self._receipt.set_look(self._look.theme, self._look.size)

    def show(self, mark_id: str = "") -> None:
        """Open the receipt, at a mark where one is given."""
        self._message.withdraw(self.show)
        if not self._session.notes.beside.receipts:
            self._message.say(self.tr("No mark waits for you: no text has changed since it was marked."), seconds=6)
            return
        self._end()
        self.receipt_wanted.emit()
        if mark_id:
            self.receipt.choose([mark_id])
        self.receipt.take_focus()

    def _beside_changed(self, beside: Beside) -> None:
        receipts = beside.receipts
        if self._picked is not None and not self._session.notes.waits(self._picked.mark.id):
            self._end()  # it was deleted meanwhile
        if self._receipt is not None:
            self._receipt.show_receipts(receipts)
        counts = Counter(placed.verdict for receipt in receipts for placed in receipt.touched)
        self.open_changed.emit(counts.total())
        if not receipts:
            self._message.withdraw(self.show)
        elif not self._told:
            self._told = True
            sentence = words.texts_changed([receipt.document.short_title for receipt in receipts], counts)
            self._message.say(sentence, self.tr("Review"), self.show, keep=True)
            announce(self._window, sentence)

    def _done(self, change: Change) -> None:
        if not settles(change):
            return
        count = len(change.pairs)
        historical = all(new is not None and new.historical for _, new in change.pairs)
        what = self.tr("kept as historical") if historical else self.tr("settled")
        sentence = self.tr("{marks} {what}.").format(marks=words.count_of(count, "mark"), what=what)
        self._message.say(sentence, self.tr("Undo"), self._session.notes.undo, seconds=8)
        if not self._session.notes.beside.receipts:
            sentence += " " + self.tr("All marks are settled.")
        announce(self._window, sentence)

    def _undone(self, change: Change | None) -> None:
        if change is not None and self._receipt is not None:
            self._receipt.choose([new.id for _, new in change.pairs if new is not None])

    def _save(self) -> None:
        """Ask for a file, without a loop of its own."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        where = Path(folder if QDir(folder).exists() else QDir.homePath())
        dialog = QFileDialog(self._window, self.tr("Save as a file"), str(where), self.tr("HTML (*.html)"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.selectFile(self.tr("Marks in changed texts") + ".html")
        dialog.fileSelected.connect(lambda chosen: self._session.notes.export_receipt(Path(chosen)))
        # Qt writes the folders that were visited into a settings file of its own, even when told not to.
        dialog.finished.connect(lambda: QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog"))
        dialog.open()

    # -- a place shown by hand -------------------------------------------------------------------------------

    @property
    def bar(self) -> "PickBar":
        if self._bar is None:
            from reader.ui.receipt.picking import PickBar  # noqa: PLC0415  # not for a start

            self._bar = PickBar()
            self._bar.taken.connect(self._take)
            self._bar.cancelled.connect(self._end_and_return)
            self.bar_made.emit(self._bar)
        return self._bar

    def _pick(self, placed: PlacedMark) -> None:
        if self._session.notes.refuses_notes():
            return
        self._picked = placed
        self.bar.begin(placed.mark.anchor.quote)
        likely = placed.location or next(iter(placed.candidates), None)
        self._session.open(placed.mark.anchor.document, likely)
        self._panes.page.installEventFilter(self)
        self._panes.page.setFocus()
        announce(self._window, self.tr("Select the words this mark belongs to, then press Enter. Esc: back."))

    def _place_here(self) -> Location | None:
        """The selected words, else the paragraph; None while another document is shown."""
        place = self._panes.page.selected() or self._panes.page.paragraph_here() if self._picked else None
        here = self._picked is not None and place is not None and place.document == self._picked.mark.anchor.document
        return place if here else None

    def _show_place(self) -> None:
        if self._picked is not None:
            place = self._place_here()
            self.bar.show_place(self._panes.page.text_of(place) if place else "")
            self._panes.page.hold(None if self._panes.page.selected() else place)

    def _take(self) -> None:
        place, picked = self._place_here(), self._picked
        if place is not None and picked is not None:
            self._panes.page.clear_selection()
            self._end_and_return()
            self._session.notes.place({picked.mark.id: place})

    def _end(self) -> None:
        if self._picked is not None:
            self._picked = None
            self.bar.hide()
            for page in self._panes.pages:
                page.hold(None)
                page.removeEventFilter(self)

    def _end_and_return(self) -> None:
        mark_id = self._picked.mark.id if self._picked else ""
        self._end()
        if self._session.notes.beside.receipts:
            self.show(mark_id)

    def _document_opened(self, document_id: str) -> None:
        if self._picked is not None and self._picked.mark.anchor.document != document_id:
            self._end()  # somebody went elsewhere

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._picked is not None and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():  # the Enter that pressed the button may still be held
                    self._take()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._end_and_return()
                return True
        return super().eventFilter(watched, event)
