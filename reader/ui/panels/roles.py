"""Who somebody is, and what people like that have asked: the part of the first page that is about roles.

The questions are ours and are said to be. Their room is kept until they are known.
"""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reader.ui.notebook.flow import Flow
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.leads import INSET, Lead, LeadList
from reader.ui.panels.parts import LINK_EDGE, Link, flush_column, label
from reader.ui.theme import Theme

SHOWN = 5
"""Questions of a role that are shown, if each has one line."""


class RolePart(QWidget):
    address_wanted = Signal(str)
    role_wanted = Signal(str)  # its id; empty for none

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._role = ""
        before = label(self.tr("I am a"), "strong")
        self.chooser = Chooser(self.tr("I am a"))
        self.chooser.setPlaceholderText(self.tr("choose your role"))
        self.chooser.setEnabled(False)
        before.setBuddy(self.chooser)
        head = QHBoxLayout()
        head.addSpacing(INSET)
        head.setSpacing(0)
        head.addWidget(before)
        head.addSpacing(8)
        head.addWidget(self.chooser, 1)
        column = flush_column(self)
        column.setSpacing(4)
        column.addLayout(head)
        self.list = LeadList(self.tr("Questions of your role"), theme, self, tight=True, room=SHOWN)
        self.list.hide()
        self._ours = label("", "muted", True)
        self._ours.setContentsMargins(INSET, 0, INSET, 0)
        self.all, self.path = Link(), Link()
        self.all.clicked.connect(lambda: self.address_wanted.emit(f"role:{self._role}" if self._role else "questions"))
        self.path.clicked.connect(lambda: self.address_wanted.emit(f"path:{self._role}"))
        self.path.hide()
        links = QWidget()
        flow = Flow(links)
        links.setContentsMargins(INSET - LINK_EDGE, 0, INSET - LINK_EDGE, 0)
        flow.addWidget(self.all)
        flow.addWidget(self.path)
        for part in (self.list, self._ours, links):
            column.addWidget(part)
        self.chooser.activated.connect(lambda: self.role_wanted.emit(self.chooser.currentData() or ""))
        self.expect("")

    def expect(self, role: str) -> None:
        """Keep the room for the questions of a role that is chosen."""
        self._role = role
        if not role:
            self.list.show_rows(())
        self.list.setVisible(bool(role))
        self.path.setVisible(bool(role))
        self.path.say(self.tr("Reading path"))
        self.all.say(self.tr("All questions"))
        ours = self.tr("The questions are ours, not ICAT’s; the sign says how far the texts answer.")
        self._ours.setText(ours if role else self.tr("What people like you may ask, and how far the texts answer it."))

    def show_roles(self, roles: Sequence[tuple[str, str]]) -> None:
        """`roles` are (id, label)."""
        self.chooser.clear()
        self.chooser.addItem(self.tr("no role"), "")
        for name, shown in roles:
            self.chooser.addItem(shown, name)
        self.chooser.setEnabled(True)

    def choose(self, role: str) -> None:
        """`role` is an id, or empty."""
        self.chooser.setCurrentIndex(self.chooser.findData(role) if role else -1)

    def show_questions(self, role: str, rows: Sequence[Lead], total: int, read: tuple[int, int]) -> None:
        """Some of the `total` questions of a role, and how many passages of its reading path are read, of how many."""
        self.expect(role)
        self.list.show_rows(rows)
        self.all.say(self.tr("All {n} questions").format(n=total))
        path = self.tr("Reading path: {read} of {all} read") if read[0] else self.tr("Reading path: {all} passages")
        self.path.say(path.format(read=read[0], all=read[1]))
