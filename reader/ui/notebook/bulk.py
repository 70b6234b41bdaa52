"""What can be done with the chosen marks: a bar that is there while there are any."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from reader.core.marks import COLOURS, Collection, Colour
from reader.core.text import shorten
from reader.ui.notebook.asking import AskBox, some_name
from reader.ui.notebook.flow import Flow
from reader.ui.panels.marked import colour_name
from reader.ui.panels.parts import label


class BulkBar(QFrame):
    tags_wanted = Signal(object)  # from which button
    colour_wanted = Signal(str)
    collect_wanted = Signal(str)  # into the briefing with this id
    make_wanted = Signal(str)  # a new briefing of this name
    export_wanted = Signal()
    delete_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bulkBar")
        self._meanings: Mapping[Colour, str] = {}
        self._collections: tuple[Collection, ...] = ()
        self._count = label("", "strong")
        row = Flow()
        row.addWidget(self._count)
        self._changing: list[QPushButton] = []
        for text, call, changes in (
            (self.tr("Tag…"), lambda: self.tags_wanted.emit(self._changing[0]), True),
            (self.tr("Colour…"), self._open_colours, True),
            (self.tr("Add to briefing…"), self._open_briefings, True),
            (self.tr("Export…"), self.export_wanted.emit, False),
            (self.tr("Delete"), self.delete_wanted.emit, True),
            (self.tr("Choose none"), self.clear_wanted.emit, False),
        ):
            button = QPushButton(text)
            button.setAutoDefault(True)
            button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _=False, call=call: call())
            row.addWidget(button)
            if changes:
                self._changing.append(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.addLayout(row)
        self.hide()

    def show_choices(self, collections: tuple[Collection, ...], meanings: Mapping[Colour, str]) -> None:
        self._collections, self._meanings = collections, meanings

    def show_count(self, count: int) -> None:
        self._count.setText(self.tr("{n} chosen").format(n=f"{count:,}"))
        self._count.setMinimumHeight(31)
        self.setVisible(count > 0)

    def set_read_only(self, read_only: bool) -> None:
        for button in self._changing:
            button.setVisible(not read_only)

    def _open_colours(self) -> None:
        menu = QMenu(self)
        for colour in COLOURS:
            menu.addAction(colour_name(colour, self._meanings), partial(self.colour_wanted.emit, colour))
        self._drop(menu, self._changing[1])

    def _open_briefings(self) -> None:
        menu = QMenu(self)
        for each in self._collections:
            name = shorten(each.name, 60).replace("&", "&&")
            menu.addAction(name, partial(self.collect_wanted.emit, each.id))
        if self._collections:
            menu.addSeparator()
        menu.addAction(self.tr("New briefing…"), self._ask_name)
        self._drop(menu, self._changing[2])

    def _ask_name(self) -> None:
        box = AskBox(self.tr("Name of the briefing"), "", some_name, self)
        box.answered.connect(self.make_wanted)
        box.open_at(self._changing[2])

    def _drop(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        corner = button.rect().topRight() if self.isRightToLeft() else button.rect().topLeft()
        menu.popup(button.mapToGlobal(corner - QPoint(0, menu.sizeHint().height() + 2)))
