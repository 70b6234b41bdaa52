"""Questions by role: "I am a … and I need to know …". Two views of the same role: its questions with their answers,
and its reading path.

The role is remembered over restarts when somebody chooses it; a link that leads to another role's question does not
change it.
"""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from reader.core.advice import AnsweredQuestion, ReadingPath
from reader.core.guidance import Role
from reader.core.workspace import Library
from reader.ui.guide.addresses import name_of
from reader.ui.guide.section import Section, Surroundings
from reader.ui.notebook.flow import Flow
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import Segments, label
from reader.ui.questions.asked import AskedView
from reader.ui.questions.path import PathView

ASKED, PATH = range(2)
_ROLE_LETTERS = 14  # that the names of roles have room for


@dataclass(frozen=True, slots=True)
class Known:
    roles: tuple[Role, ...]
    asked: tuple[AnsweredQuestion, ...]
    paths: dict[str, ReadingPath]  # by id of the role
    notice: str  # of the pack


class Questions(Section):
    def __init__(self, around: Surroundings) -> None:
        widget = QWidget()
        super().__init__(around, widget)
        self.chooser = Chooser(_tr("I am a"))
        self.chooser.setMinimumContentsLength(_ROLE_LETTERS)
        self.switch = Segments([_tr("Questions and answers"), _tr("Reading path")])
        self.switch.setAccessibleName(_tr("What to show"))
        self._about = label("", "muted", True)
        head = Flow()
        before = label(_tr("I am a"), "strong")
        before.setBuddy(self.chooser)
        for part in (before, self.chooser, label(_tr("and I need to know …"), "strong"), self.switch):
            head.addWidget(part)
        self._head = QWidget()
        above = QVBoxLayout(self._head)
        above.setContentsMargins(24, 0, 24, 8)
        above.setSpacing(4)
        above.addLayout(head)
        above.addWidget(self._about)
        self.asked, self.path = AskedView(around), PathView(around)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.asked)
        self._stack.addWidget(self.path)
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._stack, 1)
        self._known: Known | None = None
        self._wanted = ""
        self.chooser.activated.connect(self._chosen)
        self.switch.chosen.connect(self._show_view)
        self.asked.link_wanted.connect(self.address_wanted)
        self.path.link_wanted.connect(self.address_wanted)
        self.path.print_wanted.connect(self._print)

    def enter(self) -> None:
        if self._known is None:
            self.ask(_read, self._shown)

    def show_entry(self, address: str) -> None:
        self._wanted = address
        self.enter()
        self._show_wanted()

    @property
    def first(self) -> QWidget:
        nobody = self._known is not None and self._view is self.path and self.path.path is None
        return self.chooser if nobody else self._view.first

    @property
    def _view(self) -> AskedView | PathView:
        return self.path if self._stack.currentIndex() == PATH else self.asked

    def goes_back(self) -> bool:
        return self._view.goes_back()

    def set_look(self) -> None:
        for view in (self.asked, self.path):
            view.set_look(self.around.look.theme, self.around.look.size)

    # -- roles and views -------------------------------------------------------------------------------------

    def _shown(self, known: Known) -> None:
        self._known = known
        self.chooser.addItem(_tr("All roles"), "")
        for role in known.roles:
            self.chooser.addItem(role.label, role.id)
        self._head.setVisible(bool(known.roles))  # nobody to be, and no path
        self.choose_role(self.around.session.desk.role)
        self._show_wanted()

    @property
    def role(self) -> str:
        """Its id, empty for all."""
        return self.chooser.currentData() or ""

    def choose_role(self, role: str) -> None:
        """Show what there is for a role; an unknown one, as of another library, is all of them."""
        self.chooser.setCurrentIndex(max(0, self.chooser.findData(role)))
        self._show_role()

    def _chosen(self) -> None:
        self._show_role()
        self.around.session.keep_desk(role=self.role)

    def _show_role(self) -> None:
        if self._known is None:
            return
        role = next((each for each in self._known.roles if each.id == self.role), None)
        self._about.setText(role.description if role else "")
        self._about.setVisible(role is not None)
        self.asked.show_questions(self._known.roles, self._known.asked, self.role)
        self.path.show_path(self._known.paths.get(self.role))

    def _show_view(self, number: int) -> None:
        """The keys go along where the other view had them."""
        inside = self._stack.isAncestorOf(QApplication.focusWidget() or self.widget)
        self.switch.choose(number)
        self._stack.setCurrentIndex(number)
        if inside:
            self.first.setFocus()

    def _show_wanted(self) -> None:
        if not self._wanted or self._known is None:
            return
        kind, name = self._wanted.partition(":")[0], name_of(self._wanted)
        self._wanted = ""
        if kind in ("role", "path"):
            self.choose_role(name)
            self._show_view(PATH if kind == "path" and self._known.roles else ASKED)
            self._view.filters.clear()
            self._view.show_list()
            return
        self._show_view(ASKED)
        asked = next((each for each in self._known.asked if each.question.id == name), None)
        if asked is None:
            return
        if self.role not in ("", asked.question.role):
            self.choose_role(asked.question.role)
        self.asked.filters.clear()
        self.asked.choose(name)

    # -- paper -----------------------------------------------------------------------------------------------

    def _print(self) -> None:
        from reader.ui.questions.printing import print_path  # noqa: PLC0415  # pages, when somebody prints

        if self._known is not None and self.path.path is not None:
            print_path(self.around, self.path.path, self.path.state_of, self._known.notice)


def _read(library: Library) -> Known:
    guide = library.guide
    roles = library.guidance.roles
    paths = {role.id: guide.reading_path(role.id) for role in roles}
    return Known(roles, guide.questions(), paths, library.shelf.pack.licence_note)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
