"""Which marks are shown, and in which order: a search field, a button for each filter, a chip for each that is on.

Holds the filter as the core knows it; everything that changes it ends in `changed`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from reader.core.marks import COLOURS, KINDS, OWN, VERDICTS, Colour, Layer, MarkFilter
from reader.core.text import shorten
from reader.core.workspace import ORDERS, Order
from reader.ui import icons
from reader.ui.notebook import naming
from reader.ui.notebook.asking import AskBox, TagBox
from reader.ui.notebook.flow import Flow
from reader.ui.notebook.periods import PRESETS, period
from reader.ui.panels.marked import colour_name, kind_name, verdict_name
from reader.ui.panels.parts import Link
from reader.ui.theme import Theme

_ON_CHIP = 36  # characters
_DESCENDING_FIRST = ("created", "changed")
"""Orders that begin with the newest when they are chosen."""


class FilterBar(QWidget):
    changed = Signal()
    left_downwards = Signal()  # from the field into the list

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filters")
        self._folder = folder
        self.wanted = MarkFilter()
        self.order: Order = "place"
        self.descending = False
        self._period = ""  # as it was typed
        self._tags: Mapping[str, int] = {}
        self._layers: tuple[Layer, ...] = ()
        self._meanings: Mapping[Colour, str] = {}
        self._titles: Mapping[str, str] = {}  # of documents, by id
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search in notes, tags and marked words"))
        self.field.setAccessibleName(self.tr("Search in the notebook"))
        self.field.setClearButtonEnabled(True)
        self.field.installEventFilter(self)
        for clear in self.field.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear the search"))
        self._find = QAction(self.tr("Search in the notebook"), self)
        self.field.addAction(self._find, QLineEdit.ActionPosition.LeadingPosition)
        self._buttons: dict[str, QPushButton] = {}
        buttons = Flow()
        for name, text, call in (
            ("tags", self.tr("Tag"), self._ask_tags),
            ("colours", self.tr("Colour"), partial(self._open_menu, "colours")),
            ("kinds", self.tr("Kind"), partial(self._open_menu, "kinds")),
            ("documents", self.tr("Document"), partial(self._open_menu, "documents")),
            ("date", self.tr("Date"), self._open_dates),
            ("verdicts", self.tr("What became of it"), partial(self._open_menu, "verdicts")),
            ("layers", self.tr("Layer"), partial(self._open_menu, "layers")),
            ("sort", "", self._open_orders),
        ):
            self._buttons[name] = self._button(text, call)
            buttons.addWidget(self._buttons[name])
        self._chips_row = QWidget()
        self._chips = Flow(self._chips_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addLayout(buttons)
        column.addWidget(self._chips_row)
        self.field.textChanged.connect(lambda text: self.set_filter(text=text))
        self._show()

    def _button(self, text: str, call: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(True)  # Enter presses it, as Space does
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(call)
        return button

    def set_theme(self, theme: Theme) -> None:
        self._find.setIcon(icons.icon(self._folder, "search", theme.text["muted"], theme.text["faint"], 16))

    # -- what there is to choose from ------------------------------------------------------------------------

    def show_choices(
        self, tags: Iterable[tuple[str, int]], layers: tuple[Layer, ...], meanings: Mapping[Colour, str]
    ) -> None:
        self._tags, self._layers, self._meanings = dict(tags), layers, meanings
        self._show()

    def show_documents(self, titles: Mapping[str, str]) -> None:
        """The titles of the documents with marks, by id."""
        if titles != self._titles:
            self._titles = titles
            self._show()

    # -- the filter ------------------------------------------------------------------------------------------

    def set_filter(self, **fields: Any) -> None:
        """Change fields of the filter, as MarkFilter names them."""
        wanted = replace(self.wanted, **fields)
        if wanted != self.wanted:
            self.wanted = wanted
            self._show()
            self.changed.emit()

    def is_on(self) -> bool:
        return self.wanted != MarkFilter()

    def clear(self) -> None:
        self._period = ""
        self.wanted = MarkFilter()
        self.field.clear()  # which is no change any more
        self._show()
        self.changed.emit()

    def set_period(self, typed: str) -> None:
        """Show marks of a time, as people type it; nothing typed is any time."""
        since, until = period(typed, date.today()) or (None, None)
        self._period = typed.strip() if since is not None or until is not None else ""
        self.set_filter(since=since, until=until)

    def set_order(self, order: Order, descending: bool) -> None:
        if (order, descending) != (self.order, self.descending):
            self.order, self.descending = order, descending
            self._show()
            self.changed.emit()

    def _toggle(self, field: str, value: str) -> None:
        """Of a field with several values, take one in or out."""
        there = getattr(self.wanted, field)
        self.set_filter(**{field: tuple(v for v in there if v != value) if value in there else (*there, value)})

    # -- menus -----------------------------------------------------------------------------------------------

    def _values(self, field: str) -> list[tuple[str, str]]:
        """The values of a field with their names."""
        if field == "tags":
            return [(tag, tag) for tag in self._tags]
        if field == "colours":
            return [(each, colour_name(each, self._meanings)) for each in COLOURS]
        if field == "kinds":
            return [(each, kind_name(each)) for each in KINDS]
        if field == "verdicts":
            return [(each, verdict_name(each)) for each in VERDICTS]
        if field == "documents":
            return list(self._titles.items())
        return [(OWN, self.tr("My own marks")), *((layer.id, layer.name) for layer in self._layers)]

    def menu(self, field: str) -> QMenu:
        menu = QMenu(self)
        for value, name in self._values(field):
            action = menu.addAction(shorten(name, 60).replace("&", "&&"), partial(self._toggle, field, value))
            action.setCheckable(True)
            action.setChecked(value in getattr(self.wanted, field))
        return menu

    def _open_menu(self, field: str) -> None:
        self._drop(self.menu(field), self._buttons[field])

    def _drop(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        corner = button.rect().bottomRight() if self.isRightToLeft() else button.rect().bottomLeft()
        menu.popup(button.mapToGlobal(corner + QPoint(0, 2)))

    def _open_orders(self) -> None:
        menu = QMenu(self)
        group, ways = QActionGroup(menu), QActionGroup(menu)
        for order in ORDERS:
            self._choice(menu, group, naming.order(order), order == self.order,
                         partial(self.set_order, order, order in _DESCENDING_FIRST))  # fmt: skip
        menu.addSeparator()
        for name, down in ((self.tr("Ascending"), False), (self.tr("Descending"), True)):
            self._choice(menu, ways, name, down == self.descending, partial(self.set_order, self.order, down))
        self._drop(menu, self._buttons["sort"])

    def _choice(self, menu: QMenu, group: QActionGroup, name: str, on: bool, call: Callable[[], None]) -> None:
        action = menu.addAction(name, call)
        action.setCheckable(True)
        action.setChecked(on)
        group.addAction(action)

    def _open_dates(self) -> None:
        menu = QMenu(self)
        for preset in PRESETS:
            action = menu.addAction(naming.tr(preset.capitalize()), partial(self.set_period, preset))
            action.setCheckable(True)
            action.setChecked(self._period == preset)
        menu.addSeparator()
        menu.addAction(self.tr("From, to…"), self.ask_period)
        self._drop(menu, self._buttons["date"])

    def ask_period(self) -> None:
        def judge(typed: str) -> tuple[bool, str]:
            good = not typed.strip() or period(typed, date.today()) is not None
            return good, "" if good else self.tr("Not a time that is understood yet.")

        hint = self.tr("2026, 2026-11, 2026-11-22, this week, last 30 days, since 2026-03, 2026-03 to 2026-05")
        box = AskBox(self.tr("Marked when?"), hint, judge, self)
        box.answered.connect(self.set_period)
        box.open_at(self._buttons["date"], self._period)

    def _ask_tags(self) -> None:
        on = self.wanted.tags
        rows = {tag: (count, Qt.CheckState.Checked if tag in on else Qt.CheckState.Unchecked)
                for tag, count in self._tags.items()}  # fmt: skip
        box = TagBox(self.tr("With all of these tags"), "", rows, False, self)
        box.toggled.connect(lambda tag, _on: self._toggle("tags", tag))
        box.open_at(self._buttons["tags"])

    # -- what is on ------------------------------------------------------------------------------------------

    def _active(self) -> list[tuple[str, Callable[[], None]]]:
        """The name of each filter that is on, and how to take it off."""
        wanted = self.wanted
        found: list[tuple[str, Callable[[], None]]] = []
        for field in ("tags", "colours", "kinds", "documents", "verdicts", "layers"):
            names = dict(self._values(field))
            for value in getattr(wanted, field):
                found.append((names.get(value, value), partial(self._toggle, field, value)))
        if wanted.since is not None or wanted.until is not None:
            found.append((self._period, partial(self.set_period, "")))
        return found

    def _show(self) -> None:
        """Buttons and chips as the filter is."""
        arrow = "↓" if self.descending else "↑"
        sort = self.tr("Sort: {order}").format(order=naming.order(self.order))
        self._buttons["sort"].setText(f"{sort} {arrow}")
        way = self.tr("descending") if self.descending else self.tr("ascending")
        self._buttons["sort"].setAccessibleName(f"{sort}, {way}")
        self._buttons["tags"].setVisible(bool(self._tags) or bool(self.wanted.tags))
        self._buttons["documents"].setVisible(len(self._titles) > 1 or bool(self.wanted.documents))
        self._buttons["layers"].setVisible(bool(self._layers) or bool(self.wanted.layers))
        had_focus = self._chips_row.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        while (item := self._chips.takeAt(0)) is not None:
            widget = item.widget()
            assert widget is not None
            widget.hide()
            widget.deleteLater()
        for name, off in self._active():
            chip = self._button(f"{shorten(name, _ON_CHIP).replace('&', '&&')}  ×", off)
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.setAccessibleName(self.tr("Remove the filter {name}").format(name=name))
            chip.setToolTip(name)
            self._chips.addWidget(chip)
        clear = Link(self.tr("Clear filters"))
        clear.clicked.connect(self.clear)
        self._chips.addWidget(clear)
        self._chips_row.setVisible(self.is_on())
        for number in range(self._chips.count()):
            item = self._chips.itemAt(number)
            if item is not None and (widget := item.widget()) is not None:
                widget.show()
        if had_focus:  # the chip that was pressed is gone
            first = self._chips.itemAt(0)
            (first.widget() if self.is_on() and first else self.field).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.left_downwards.emit()
                return True
            if event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return super().eventFilter(watched, event)
