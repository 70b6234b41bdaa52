"""Printing: what, on which paper, and how it will look.

The dialog tells when a choice changes, and shows the pages it is given; it makes and writes nothing itself. It stays
until the file is there: what went wrong is said here, where it can be mended.
"""

from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QKeyCombination, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.dialogs.halves import Halves
from reader.ui.dialogs.sheets import SheetView
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import announce, label, scrolled
from reader.ui.paper.pages import Printed
from reader.ui.paper.sheet import usual_sheet
from reader.ui.theme import Theme

_WIDE = 640  # pixels from which the preview stands beside the choices
_FORM_WIDTH = 300


@dataclass(frozen=True, slots=True)
class Choice:
    """What is printed: the section instead of the whole, with marks or without, on a sheet by its name."""

    sheet: str
    section: bool = False
    marks: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is: the name of the section, empty if it is all of the document; how many marks and numbered notes
    the document has, and the section."""

    section: str
    in_document: tuple[int, int]
    in_section: tuple[int, int]


class PrintDialog(QDialog):
    changed = Signal()  # the choice
    save_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, offer: Offer | None, choice: Choice | None, theme: Theme, parent: QWidget | None = None) -> None:
        """Without an offer, only the paper can be chosen."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print, or save as PDF"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offer = offer
        self._busy = False
        self.what, self.paper = Chooser(self.tr("What to print")), Chooser(self.tr("Paper"))
        self.marks = QCheckBox()
        self.view = SheetView(theme)
        self._marks_hint, self._paper_hint = label("", "muted", True), label("", "muted", True)
        self._state = label("", "muted", True)
        self._where = label("", "muted")
        self._back, self._on = QPushButton("‹"), QPushButton("›")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        roles = QDialogButtonBox.ButtonRole
        self.printer = self._buttons.addButton(self.tr("Print…"), roles.ActionRole)
        self.save = self._buttons.addButton(self.tr("Save as PDF…"), roles.ActionRole)
        self.save.setDefault(True)
        self._fill(choice or Choice(usual_sheet()))
        self._build()
        self._connect()
        self._told()
        room = parent.size() if parent else self.screen().availableSize()
        self.resize(QSize(900, 680).boundedTo(room - QSize(24, 40)))
        (self.what if offer else self.paper).setFocus()

    def _fill(self, choice: Choice) -> None:
        self.what.addItem(self.tr("The whole document"), False)
        if self._offer and self._offer.section:
            self.what.addItem(self.tr("This section: {name}").format(name=self._offer.section), True)
        self.what.setCurrentIndex(max(0, self.what.findData(choice.section)))
        self.marks.setChecked(choice.marks)
        for text, name in (
            (self.tr("A4"), "a4"),
            (self.tr("Letter"), "letter"),
            (self.tr("A5 booklet, on A4"), "booklet"),
        ):
            if self._offer or name != "booklet":
                self.paper.addItem(text, name)
        self.paper.setCurrentIndex(max(0, self.paper.findData(choice.sheet)))

    def _build(self) -> None:
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(2, 2, 8, 2)
        column.setSpacing(6)
        what: tuple[QWidget, ...] = (self.what, self.marks, self._marks_hint) if self._offer else ()
        groups = ((self.tr("What to print"), what), (self.tr("Paper"), (self.paper, self._paper_hint)))
        for title, parts in groups:
            if not parts:
                continue
            column.addWidget(label(title, "strong"))
            for part in parts:
                column.addWidget(part)
            column.addSpacing(12)
        column.addWidget(self._state)
        column.addStretch()
        for button, name in ((self._back, self.tr("Page before")), (self._on, self.tr("Next page"))):
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFlat(True)
            button.setAutoDefault(False)
            button.setFixedWidth(36)
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = QHBoxLayout()
        line.addStretch()
        line.addWidget(self._back)
        line.addWidget(self._where)
        line.addWidget(self._on)
        line.addStretch()
        right = QVBoxLayout()
        right.setSpacing(4)
        right.addWidget(self.view, 1)
        right.addLayout(line)
        self._form = scrolled(form)
        self._halves = Halves(self._form, right, _WIDE, _FORM_WIDTH)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(self._halves, 1)
        whole.addWidget(self._buttons)
        order = (*what[:2], self.paper, self.view, self._back, self._on, self.save, self.printer)
        for one, two in pairwise(order):
            self.setTabOrder(one, two)

    def _connect(self) -> None:
        self.what.currentIndexChanged.connect(self._changed)
        self.paper.currentIndexChanged.connect(self._changed)
        self.marks.toggled.connect(self._changed)
        self.view.turned.connect(self._turned)
        self._back.clicked.connect(lambda: self.view.turn(-1))
        self._on.clicked.connect(lambda: self.view.turn(1))
        self.save.clicked.connect(self.save_wanted)
        self.printer.clicked.connect(self.print_wanted)
        self._buttons.rejected.connect(self.reject)
        for key, by in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_PageUp, -1)):  # wherever the focus is
            keys = QKeySequence(QKeyCombination(key))
            QShortcut(keys, self).activated.connect(lambda by=by: self.view.turn(by))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fit(self.width())

    # -- choosing --------------------------------------------------------------------------------------------

    @property
    def choice(self) -> Choice:
        return Choice(self.paper.currentData(), bool(self.what.currentData()), self.marks.isChecked())

    def _changed(self) -> None:
        self._told()
        self._say("")
        self.changed.emit()

    def _told(self) -> None:
        """What hangs on the choice."""
        marks, notes = (0, 0)
        if self._offer:
            marks, notes = self._offer.in_section if self.choice.section else self._offer.in_document
        self.marks.setText(self.tr("With my marks and notes ({n})").format(n=f"{marks:,}"))
        hint = self.tr(
            "Each colour has its own line, so that marks differ in grey, too. Numbered notes at the end: {n}."
        )
        self._marks_hint.setText(hint.format(n=f"{notes:,}") if marks else self.tr("Nothing is marked here yet."))
        folded = self.tr("Print on both sides, turned over on the short edge; then fold all sheets in the middle.")
        self._paper_hint.setText(folded if self.choice.sheet == "booklet" else "")
        self._paper_hint.setVisible(self.choice.sheet == "booklet")

    # -- pages -----------------------------------------------------------------------------------------------

    def show_pages(self, pages: Printed) -> None:
        """Other pages, of which none may be made yet."""
        self._pages = pages
        self.view.show_pages(pages)
        self.pages_made()

    def pages_made(self) -> None:
        """More pages are there, or all."""
        self.view.refresh()
        self._show_where()
        self.printer.setEnabled(self._pages.ready and not self._busy)

    def _show_where(self) -> None:
        side, sides, ready = self.view.side, self.view.sides, self._pages.ready
        shown = self._pages.sides[min(side, sides - 1)]
        if not ready:
            said = self.tr("Making pages: {n}").format(n=f"{self._pages.count:,}")
        elif len(shown) == 1:
            said = self.tr("Page {n} of {all}").format(n=f"{side + 1:,}", all=f"{sides:,}")
        else:
            numbers = [str(page + 1) for page in shown if page is not None]
            two = self.tr("Side {n} of {all}: pages {pages}")
            said = (two if len(numbers) > 1 else self.tr("Side {n} of {all}: page {pages}")).format(
                n=f"{side + 1:,}", all=f"{sides:,}", pages=", ".join(numbers)
            )
        self._where.setText(said)
        self.view.setAccessibleDescription(said)
        self._back.setEnabled(side > 0)
        self._on.setEnabled(side + 1 < sides)

    def _turned(self) -> None:
        self._show_where()
        announce(self.view, self._where.text())

    # -- what becomes of it ----------------------------------------------------------------------------------

    def _say(self, sentence: str, tone: str = "muted") -> None:
        self._state.setProperty("tone", tone)
        self._state.style().polish(self._state)
        self._state.setText(sentence)

    def _hold(self, busy: bool) -> None:
        self._busy = busy
        for part in (self.what, self.paper, self.marks, self.save, self.printer):
            part.setEnabled(not busy)

    def show_work(self, sentence: str) -> None:
        """It is being written or printed."""
        self._hold(True)
        self._say(sentence)

    def show_trouble(self, sentence: str) -> None:
        """It was not."""
        self._hold(False)
        self._say(sentence, "danger")
        self._form.ensureWidgetVisible(self._state)
        self.save.setFocus()
        announce(self, sentence)
