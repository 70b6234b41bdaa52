"""The page of the guidance layer: five sections of which one is shown, each made when somebody first goes there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.ui.guide.addresses import SECTIONS, section_of
from reader.ui.guide.section import Section, Surroundings
from reader.ui.panels.parts import Segments


class GuidePage(QWidget):
    address_wanted = Signal(str)  # what no section here shows

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("guide")
        self._around = around
        self._made: dict[str, Section] = {}
        names = (
            self.tr("Questions"), self.tr("Recommendations"), self.tr("Publications"), self.tr("Terms"),
            self.tr("People and bodies"),
        )  # fmt: skip
        self._segments = Segments(list(names))
        self._segments.setAccessibleName(self.tr("Guidance"))
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.addWidget(self._segments, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self._segments.chosen.connect(lambda number: self.show_section(SECTIONS[number], focus=False))

    @property
    def here(self) -> str:
        return SECTIONS[self._segments.current()]

    def section(self, name: str) -> Section:
        """The section `name`, made when it is first asked for."""
        if name not in self._made:
            made = self._made[name] = _make(name, self._around)
            made.address_wanted.connect(self.follow)
            made.set_look()
            self._stack.addWidget(made.widget)
        return self._made[name]

    def show_section(self, name: str, focus: bool = True) -> None:
        self._bring(name)
        self.section(name).enter()
        if focus:
            self.take_focus()

    def _bring(self, name: str) -> None:
        self._segments.choose(SECTIONS.index(name))
        self._stack.setCurrentWidget(self.section(name).widget)

    def follow(self, address: str) -> None:
        """Show what an address names, or pass it on."""
        name = section_of(address)
        if name is None:
            self.address_wanted.emit(address)
        else:
            self._bring(name)
            self.section(name).show_entry(address)
            self.take_focus()

    @property
    def first(self) -> QWidget:
        """What gets the keys of all that is here."""
        return self.section(self.here).first

    def take_focus(self) -> None:
        self.first.setFocus()

    def goes_back(self) -> bool:
        """Esc leads a step back inside of a section."""
        return self.here in self._made and self._made[self.here].goes_back()

    def set_look(self) -> None:
        for made in self._made.values():
            made.set_look()


def _make(name: str, around: Surroundings) -> Section:
    """Each section is imported here, when it is first shown."""
    match name:
        case "questions":
            from reader.ui.questions.section import Questions  # noqa: PLC0415

            return Questions(around)
        case "recommendations":
            from reader.ui.recommended.section import Recommendations  # noqa: PLC0415

            return Recommendations(around)
        case "publications":
            from reader.ui.catalogue.section import Publications  # noqa: PLC0415

            return Publications(around)
        case "terms":
            from reader.ui.terms.section import TermsSection  # noqa: PLC0415

            return TermsSection(around)
    from reader.ui.bodies.section import Bodies  # noqa: PLC0415

    return Bodies(around)
