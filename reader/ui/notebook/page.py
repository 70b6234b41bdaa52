"""The page of the notebook: its side, its head, and below it the marks with their filters, or a briefing.

Puts the parts together and says which of them is to be seen; what people do in them is told on by the parts' own
signals, which `ui/notebooking.py` hears.
"""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.core.marks import Collection, PlacedMark
from reader.ui import icons
from reader.ui.look import USUAL
from reader.ui.notebook import naming
from reader.ui.notebook.briefing import BriefingView
from reader.ui.notebook.bulk import BulkBar
from reader.ui.notebook.filters import FilterBar
from reader.ui.notebook.list import MarkList
from reader.ui.notebook.places import ALL, Places
from reader.ui.panels.parts import EmptyState, announce, label
from reader.ui.theme import Theme

_ROOM_FOR_SIDE = 700


class _Title(QLabel):
    """The name of what is shown, on one line, cut where there is no room."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", "heading")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._full = ""

    def say(self, text: str) -> None:
        self._full = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self._cut()
        self.updateGeometry()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, max(80, self.width())))

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(self.fontMetrics().horizontalAdvance(self._full) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(80, self.sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()


class NotebookPage(QWidget):
    library_wanted = Signal()  # there is nothing marked yet
    export_wanted = Signal()  # what is shown

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notebook")
        self._folder = folder
        self._loaded = self._read_only = False
        self._total = 0
        self.places = Places(theme, folder)
        self.filters = FilterBar(folder)
        self.list = MarkList(theme, self.tr("Marks"), self)
        self.bulk = BulkBar()
        self.briefing = BriefingView(theme, folder)
        self._empty = EmptyState(folder, "highlighter", "", "")
        self._title, self._count = _Title(), label("", "muted")
        self._note = label(self.tr("Your notes can be read but not changed."), "muted", True)
        self._menu = QPushButton(self.tr("Briefings"))
        self._menu.setAccessibleName(self.tr("Briefings and layers"))
        self._more = QToolButton()
        self._more.setAccessibleName(self.tr("What to do with this briefing"))
        self._more.setToolTip(self.tr("Rename, delete"))
        self._export = QPushButton(self.tr("Export…"))
        for button in (self._menu, self._export):
            button.setAutoDefault(True)
        self._build()
        self.set_theme(theme)
        self._show_state()

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(10)
        head.addWidget(self._menu)
        head.addWidget(self._title)
        head.addWidget(self._count)
        head.addWidget(self._more)
        head.addStretch(1)
        head.addWidget(self._export)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        marks = QWidget()
        column = QVBoxLayout(marks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(16, 0, 16, 0)
        above.addWidget(self.filters)
        column.addLayout(above)
        column.addWidget(self._stack, 1)
        column.addWidget(self.bulk)
        self._middle = QStackedWidget()
        self._middle.addWidget(marks)
        self._middle.addWidget(self.briefing)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addLayout(head)
        note = QHBoxLayout()
        note.setContentsMargins(16, 0, 16, 0)
        note.addWidget(self._note)
        right.addLayout(note)
        right.addWidget(self._middle, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.places)
        row.addLayout(right, 1)
        self.places.chosen.connect(self._place_chosen)
        self.filters.left_downwards.connect(self.list.take_focus)
        self.list.typed.connect(self._type_on)
        self.list.chosen_changed.connect(lambda: self.bulk.show_count(self.list.chosen_count()))
        self.bulk.clear_wanted.connect(self.list.clearSelection)
        self._empty.way_out.clicked.connect(self._lead_on)
        self._menu.clicked.connect(
            lambda: self.places.menu(self._menu).popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))
        )
        self._more.clicked.connect(
            lambda: self.places.briefing_menu(self._more).popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
        )
        self._export.clicked.connect(self.export_wanted)

    def set_theme(self, theme: Theme) -> None:
        self.list.row.theme = theme
        for part in (self.places, self.filters, self.briefing, self._empty):
            part.set_theme(theme)
        self._more.setIcon(icons.icon(self._folder, "ellipsis", theme.text["muted"], theme.text["faint"], 16))
        self.list.viewport().update()

    def set_text_size(self, size: int) -> None:
        """The size of running text in pixels; the words of marks grow with it."""
        scale = max(1.0, size / USUAL)
        self.list.set_scale(scale)
        self.briefing.set_scale(scale)

    # -- what is shown ---------------------------------------------------------------------------------------

    def loaded(self, read_only: bool) -> None:
        """The notebook is open, or cannot be."""
        self._loaded, self._read_only = True, read_only
        for part in (self.places, self.bulk, self.briefing):
            part.set_read_only(read_only)
        self._show_state()

    def show_total(self, total: int) -> None:
        """How many marks there are without any filter."""
        self._total = total

    def show_marks(self, marks: tuple[PlacedMark, ...], again: bool) -> None:
        """What passes the filter; with `again` after a change, else because another filter was set."""
        self.list.show_marks(marks, again)
        self._show_state()
        if not again:
            announce(self, self._count.text() or self._empty.windowTitle())

    def show_briefing_name(self, collection: Collection) -> None:
        self._title.say(collection.name)

    def _show_state(self) -> None:
        all_marks = self.places.here == ALL
        shown, total = len(self.list.marks), self._total
        if all_marks:
            self._title.say(self.tr("All marks"))
            of = self.tr("{n} of {total}").format(n=f"{shown:,}", total=f"{total:,}")
            self._count.setText(of if self.filters.is_on() else f"{total:,}" if total else "")
        self._count.setVisible(all_marks)
        self._more.setVisible(not all_marks and not self._read_only)
        self._export.setVisible(all_marks and shown > 0)
        self._note.setVisible(self._read_only)
        self.filters.setVisible(total > 0 or self.filters.is_on())
        self._stack.setCurrentIndex(0 if shown else 1)
        if not self._loaded:
            self._empty.say(self.tr("Opening your notebook…"), "")
        elif self.filters.is_on():
            hint = self.tr("{marks} without them.").format(marks=naming.marks(total))
            self._empty.say(self.tr("No mark passes these filters"), hint, self.tr("Clear filters"))
        elif not shown:
            hint = self.tr("Open a document, select a sentence and press Ctrl+H to keep it here.")
            self._empty.say(self.tr("Nothing marked yet"), hint, self.tr("Open the library"))

    def _lead_on(self) -> None:
        if self.filters.is_on():
            self.filters.clear()
            self.filters.field.setFocus()
        else:
            self.library_wanted.emit()

    def _place_chosen(self, place: str) -> None:
        self.briefing.commit()
        self._middle.setCurrentIndex(0 if place == ALL else 1)
        self._show_state()

    def _type_on(self, text: str) -> None:
        """Letters typed in the list are meant for the search field."""
        self.filters.field.setFocus()
        self.filters.field.insert(text)

    def take_focus(self) -> None:
        if self.places.here != ALL:
            self.briefing.take_focus()
        elif self.list.marks:
            self.list.take_focus()
        elif self.filters.isVisible():
            self.filters.field.setFocus()
        else:
            self._empty.way_out.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= _ROOM_FOR_SIDE
        self.places.setVisible(wide)
        self._menu.setVisible(not wide)
