"""The side of the notebook: all marks, the briefings, and the layers that came from others.

In a narrow window the same is in a menu behind the title; `menu` makes it.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader.core.marks import Collection, Layer
from reader.core.text import shorten
from reader.ui import icons
from reader.ui.models.rows import ROW, RowsModel
from reader.ui.notebook import naming
from reader.ui.notebook.asking import AskBox, some_name
from reader.ui.panels.cards import Card, CardList
from reader.ui.panels.parts import Link, label
from reader.ui.panels.text import Run
from reader.ui.theme import Theme

WIDE = 212
_LAYER_WIDE = 112
"""Pixels for the whole, and for the name of a layer in it."""

ALL = ""
"""Stands for all marks, where a briefing has its id."""


@dataclass(frozen=True, slots=True)
class Place:
    id: str
    name: str
    count: int


class _Line(Card):
    """A place: its name, and how much there is."""

    outer, inner = (8, 1), (12, 8)

    def runs(self, row: object) -> list[Run]:
        assert isinstance(row, Place)
        return [self.strong(row.name, 2), self.muted(_amount(row))]


def _amount(place: Place) -> str:
    if place.id == ALL:
        return naming.marks(place.count)
    return naming.tr("1 entry") if place.count == 1 else naming.tr("{n} entries").format(n=f"{place.count:,}")


class Places(QWidget):
    chosen = Signal(str)
    make_wanted = Signal(str)  # a briefing of this name
    rename_wanted = Signal(str, str)  # a briefing's id, its new name
    delete_wanted = Signal(str)
    layer_shown = Signal(str, bool)
    layer_renamed = Signal(str, str)
    layer_deleted = Signal(str)

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("places")
        self.setFixedWidth(WIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme, self._folder = theme, folder
        self._total = 0
        self._collections: tuple[Collection, ...] = ()
        self._layers: tuple[Layer, ...] | None = None
        self._read_only = False
        self.here = ALL
        self.list = CardList(self.tr("Briefings"), self)
        self._model = RowsModel(lambda row: f"{row.name}, {_amount(row)}", lambda row: row.id, self)
        self.list.setModel(self._model)
        self.list.setLayoutMode(CardList.LayoutMode.SinglePass)
        self.list.setSizeAdjustPolicy(CardList.SizeAdjustPolicy.AdjustToContents)  # as high as its lines,
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)  # or what room there is
        self.list.setMinimumHeight(60)
        self._lines = _Line(theme, self.list)
        self.list.setItemDelegate(self._lines)
        self.list.installEventFilter(self)
        self.new = Link(self.tr("New briefing"))
        self._layer_rows = QVBoxLayout()
        self._layer_rows.setContentsMargins(16, 0, 8, 0)
        self._layer_rows.setSpacing(0)
        new = QHBoxLayout()
        new.setContentsMargins(14, 0, 8, 0)
        new.addWidget(self.new)
        new.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 12)
        column.setSpacing(6)
        column.addWidget(self.list)
        column.addLayout(new)
        column.addSpacing(10)
        column.addLayout(self._layer_rows)
        column.addStretch(1)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._menu_at)
        self.new.clicked.connect(lambda: self.ask_new(self.new))

    def set_theme(self, theme: Theme) -> None:
        self._theme = self._lines.theme = theme
        self._show_layers()

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.new.setVisible(not read_only)
        self._show_layers()

    def show_state(self, total: int, collections: tuple[Collection, ...], layers: tuple[Layer, ...]) -> None:
        self._total, self._collections = total, collections
        rows = (Place(ALL, self.tr("All marks"), total), *(Place(c.id, c.name, len(c.items)) for c in collections))
        if rows != self._model.rows:
            self._model.show_rows(rows)
        if layers != self._layers:
            self._layers = layers
            self._show_layers()
        if self._model.row_of(self.here) < 0:
            self.go(ALL)
        else:
            self._mark_here()

    def go(self, place: str) -> None:
        """Show this place as the one that is open."""
        if place != self.here:
            self.here = place
            self.chosen.emit(place)
        self._mark_here()

    def _mark_here(self) -> None:
        index = self._model.index(self._model.row_of(self.here), 0)
        if index != self.list.currentIndex():
            self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _current_changed(self) -> None:
        place = self.list.currentIndex().data(ROW)
        if place is not None and place.id != self.here:
            self.go(place.id)

    # -- layers ----------------------------------------------------------------------------------------------

    def _show_layers(self) -> None:
        while (item := self._layer_rows.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        if not self._layers:
            return
        self._layer_rows.addWidget(label(self.tr("Marks of others"), "strong"))
        for layer in self._layers:
            self._layer_rows.addWidget(self._layer_row(layer))

    def _layer_row(self, layer: Layer) -> QWidget:
        row = QWidget()
        switch = QCheckBox()
        switch.ensurePolished()  # until then the font is another one
        name = switch.fontMetrics().elidedText(layer.name, Qt.TextElideMode.ElideRight, _LAYER_WIDE)
        switch.setText(name.replace("&", "&&"))
        switch.setAccessibleName(self.tr("Show the marks of {name}").format(name=layer.name))
        switch.setToolTip(layer.name)
        switch.setChecked(layer.shown)
        switch.setEnabled(not self._read_only)
        switch.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        switch.toggled.connect(partial(self.layer_shown.emit, layer.id))
        more = QToolButton()
        more.setIcon(icons.icon(self._folder, "ellipsis", self._theme.text["muted"], self._theme.text["faint"], 16))
        more.setAccessibleName(self.tr("What to do with {name}").format(name=layer.name))
        more.setToolTip(self.tr("Rename, delete"))
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.clicked.connect(lambda: self._drop(self.layer_menu(layer, more), more))
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(switch, 1)
        line.addWidget(more)
        more.setVisible(not self._read_only)  # in its row by now: it would be a window for a moment
        return row

    def layer_menu(self, layer: Layer, anchor: QWidget) -> QMenu:
        menu = QMenu(self)
        menu.addAction(self.tr("Rename…"), lambda: self._ask(
            self.tr("Name of the layer"), anchor, layer.name, partial(self.layer_renamed.emit, layer.id)))  # fmt: skip
        menu.addAction(self.tr("Delete with all its marks"), partial(self.layer_deleted.emit, layer.id))
        return menu

    # -- briefings -------------------------------------------------------------------------------------------

    def ask_new(self, anchor: QWidget) -> None:
        self._ask(self.tr("Name of the briefing"), anchor, "", self.make_wanted.emit)

    def _ask(self, title: str, anchor: QWidget, text: str, call: object) -> None:
        box = AskBox(title, "", some_name, self)
        box.answered.connect(call)
        box.open_at(anchor, text)

    def briefing_menu(self, anchor: QWidget) -> QMenu:
        """What can be done with the briefing that is open."""
        menu = QMenu(self)
        name = next((c.name for c in self._collections if c.id == self.here), "")
        menu.addAction(self.tr("Rename…"), lambda: self._rename(anchor, name))
        menu.addAction(self.tr("Delete the briefing"), partial(self.delete_wanted.emit, self.here))
        return menu

    def _rename(self, anchor: QWidget, name: str) -> None:
        self._ask(self.tr("Name of the briefing"), anchor, name, partial(self.rename_wanted.emit, self.here))

    def menu(self, anchor: QWidget) -> QMenu:
        """All of this as a menu."""
        menu = QMenu(self)
        for place in self._model.rows:
            name = shorten(place.name, 40).replace("&", "&&")
            action = menu.addAction(f"{name}\t{place.count:,}", partial(self.go, place.id))
            action.setCheckable(True)
            action.setChecked(place.id == self.here)
        if not self._read_only:
            menu.addAction(self.tr("New briefing…"), lambda: self.ask_new(anchor))
        if self._layers:
            menu.addSection(self.tr("Marks of others"))
        for layer in self._layers or ():
            under = menu.addMenu(shorten(layer.name, 40).replace("&", "&&"))
            shown = under.addAction(self.tr("Shown"))
            shown.setCheckable(True)
            shown.setChecked(layer.shown)
            shown.toggled.connect(partial(self.layer_shown.emit, layer.id))
            under.addActions(self.layer_menu(layer, anchor).actions())
        return menu

    def _drop(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _menu_at(self, where: QPoint) -> None:
        index = self.list.indexAt(where)
        if index.isValid() and index.data(ROW).id != ALL and not self._read_only:
            self.go(index.data(ROW).id)
            self.briefing_menu(self.list).popup(self.list.viewport().mapToGlobal(where))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self.here != ALL and not self._read_only:
                if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                    self.delete_wanted.emit(self.here)
                    return True
                if event.key() == Qt.Key.Key_F2:
                    name = next((c.name for c in self._collections if c.id == self.here), "")
                    self._rename(self.list, name)
                    return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.chosen.emit(self.here)
                return True
        return super().eventFilter(watched, event)
