"""Which checklist is open, how far it is, and what can be done with it: one row above the register.

The lists are in a menu behind the first button; what can be done with the one that is open, behind the second.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QMenu, QToolButton, QVBoxLayout, QWidget

from reader.core.marks import Checklist
from reader.core.text import shorten
from reader.ui import icons
from reader.ui.notebook.asking import AskBox, some_name
from reader.ui.notebook.flow import Flow
from reader.ui.panels.done import ProgressBar
from reader.ui.panels.parts import CutButton, Link, label
from reader.ui.recommended.register import Value
from reader.ui.recommended.rows import looked_at
from reader.ui.theme import Theme

REGISTER = ""
"""Stands for no checklist, where one has its id."""
_NAME = 40  # characters of a name in a menu
_WIDEST = 300


class Lists(QWidget):
    chosen = Signal(str)  # id of a checklist, or REGISTER
    make_wanted = Signal(str)  # the name
    rename_wanted = Signal(str)
    role_wanted = Signal(str)  # id of a role, or "" for all recommendations
    delete_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, folder: Path, theme: Theme) -> None:
        super().__init__()
        self._folder = folder
        self._lists: tuple[Checklist, ...] = ()
        self._here: Checklist | None = None
        self._roles: list[Value] = []
        self._read_only = False
        self.open = _MenuButton()
        self.more = QToolButton()
        self.more.setAccessibleName(self.tr("What to do with this checklist"))
        self.more.setToolTip(self.tr("Rename, for whom, delete"))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.new = Link(self.tr("New checklist…"))
        self.export = Link(self.tr("Export the gap table…"))
        self._said, self._note = label("", "muted"), label(self.tr("Your notes can be read but not changed."), "muted")
        self._bar = ProgressBar(theme)
        row = Flow()
        for part in (self.open, self.more, self.new, self.export, self._said, self._note):
            row.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._bar)
        self.open.clicked.connect(lambda: self._drop(self.lists_menu(), self.open))
        self.more.clicked.connect(lambda: self._drop(self.list_menu(), self.more))
        self.new.clicked.connect(lambda: self._ask("", self.make_wanted.emit, self.new))
        self.export.clicked.connect(self.export_wanted)
        self.show_lists((), None, False)

    @property
    def controls(self) -> tuple[QWidget, ...]:
        return self.open, self.more, self.new, self.export

    def set_theme(self, theme: Theme) -> None:
        muted, faint = theme.text["muted"], theme.text["faint"]
        self.open.setIcon(icons.icon(self._folder, "chevron-down", muted, faint, 16))
        self.more.setIcon(icons.icon(self._folder, "ellipsis", muted, faint, 16))
        self._bar.set_theme(theme)

    def show_roles(self, roles: list[Value]) -> None:
        self._roles = roles

    def show_lists(self, lists: tuple[Checklist, ...], here: Checklist | None, read_only: bool) -> None:
        """All checklists, and the one that is open."""
        self._lists, self._here, self._read_only = lists, here, read_only
        self.open.say(self.tr("Checklist: {name}").format(name=here.name) if here else self.tr("No checklist"))
        for part in (self.export, self._said, self._bar):
            part.setVisible(here is not None)
        self.more.setVisible(here is not None and not read_only)
        self.new.setVisible(not read_only)
        self._note.setVisible(read_only)

    def show_progress(self, done: int, total: int, role: str) -> None:
        """Of the list that is open, which is for a role, or for all."""
        said = looked_at(done, total)
        self._said.setText(f"{said}  ·  {self.tr('For: {role}').format(role=role)}" if role else said)
        self._bar.show_share(done, total)

    # -- menus -----------------------------------------------------------------------------------------------

    def lists_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        here = self._here.id if self._here else REGISTER
        register = menu.addAction(self.tr("No checklist"), partial(self.chosen.emit, REGISTER))
        _check(register, group, here == REGISTER)
        if self._lists:
            menu.addSeparator()
        for each in self._lists:
            name = shorten(each.name, _NAME).replace("&", "&&")
            _check(menu.addAction(name, partial(self.chosen.emit, each.id)), group, here == each.id)
        if not self._read_only:
            menu.addSeparator()
            menu.addAction(self.tr("New checklist…"), lambda: self._ask("", self.make_wanted.emit, self.open))
        return menu

    def list_menu(self) -> QMenu:
        """What can be done with the list that is open."""
        menu = QMenu(self)
        if self._here is not None:
            name, role = self._here.name, self._here.role
            menu.addAction(self.tr("Rename…"), lambda: self._ask(name, self.rename_wanted.emit, self.more))
            roles = menu.addMenu(self.tr("For whom"))
            group = QActionGroup(roles)
            for value, text in ("", self.tr("All recommendations")), *self._roles:
                action = roles.addAction(text.replace("&", "&&"), partial(self.role_wanted.emit, value))
                _check(action, group, value == role)
            menu.addAction(self.tr("Delete the checklist"), self.delete_wanted.emit)
        return menu

    def _drop(self, menu: QMenu, button: QWidget) -> None:
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _ask(self, name: str, call: object, anchor: QWidget) -> None:
        hint = self.tr("For example: my district, 2026")
        box = AskBox(self.tr("Name of the checklist"), hint, some_name, self)
        box.answered.connect(call)
        box.open_at(anchor, name)


def _check(action: QAction, group: QActionGroup, on: bool) -> None:
    action.setCheckable(True)
    action.setActionGroup(group)
    action.setChecked(on)


class _MenuButton(CutButton):
    """A button with a menu behind it; the user chose what it says."""

    beside, least, most = 56, 120, _WIDEST

    def __init__(self) -> None:
        super().__init__()
        mirrored = QGuiApplication.isRightToLeft()
        self.setLayoutDirection(  # the other way round, so that the arrow stands behind the words
            Qt.LayoutDirection.LeftToRight if mirrored else Qt.LayoutDirection.RightToLeft
        )
