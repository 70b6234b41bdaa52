"""The page of the guidance layer: five sections of which one is shown, each made when somebody first goes there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from reader.ui.guide.addresses import SECTIONS, section_of
from reader.ui.guide.section import Section, Surroundings
from reader.ui.panels.parts import Segments


class GuidePage(QWidget):
    address_wanted = Signal(str)  # what no section here shows
    trail_changed = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("guide")
        self._around = around
        self._made: dict[str, Section] = {}
        self._trail: list[tuple[str, str, str]] = []  # section and entry that were left by a link, and where it led
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
            made.address_wanted.connect(self._follow_on)
            made.set_look()
            self._stack.addWidget(made.widget)
        return self._made[name]

    def show_section(self, name: str, focus: bool = True) -> None:
        self._set_trail([])
        self._bring(name)
        self.section(name).enter()
        if focus:
            self.take_focus()

    def _bring(self, name: str) -> None:
        self._segments.choose(SECTIONS.index(name))
        self._stack.setCurrentWidget(self.section(name).widget)

    def follow(self, address: str) -> None:
        """Show what an address of a section names."""
        self._set_trail([])
        self._show_entry(address)
        self.take_focus()

    def _show_entry(self, address: str) -> None:
        name = section_of(address)
        assert name is not None
        self._bring(name)
        self.section(name).show_entry(address)

    # -- from one entry to the next, and back ----------------------------------------------------------------

    def _follow_on(self, address: str) -> None:
        """From an entry that is shown. Within a section the keys stay where they are."""
        left, name = self.here, section_of(address)
        if name is None:
            self.address_wanted.emit(address)
            return
        step = (left, self.section(left).here, address)
        self._show_entry(address)
        self._set_trail([*self._trail, step])
        if name != left:
            self.take_focus()

    @property
    def can_retrace(self) -> bool:
        """Whether what is shown was reached by a link: not if somebody has chosen another entry since."""
        if not self._trail or section_of(self._trail[-1][2]) != self.here:
            return False
        return self.section(self.here).here in ("", self._trail[-1][2])

    def retrace(self) -> bool:
        """A step back to the entry that a link was followed from."""
        if not self.can_retrace:
            return False
        name, address, _ = self._trail[-1]
        moved = name != self.here
        self._bring(name)
        if address:
            self.section(name).show_entry(address)
        if moved:
            (self.section(name).widget.focusWidget() or self.first).setFocus()
        self._set_trail(self._trail[:-1])
        return True

    def _set_trail(self, trail: list[tuple[str, str, str]]) -> None:
        self._trail = trail
        self.trail_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Backspace, where nobody writes."""
        if event.key() != Qt.Key.Key_Backspace or not self.retrace():
            super().keyPressEvent(event)

    @property
    def first(self) -> QWidget:
        """What gets the keys of all that is here."""
        return self.section(self.here).first

    def take_focus(self) -> None:
        self.first.setFocus()

    def goes_back(self) -> bool:
        """Esc leads a step back: to where a link came from, or inside of a section."""
        return self.retrace() or (self.here in self._made and self._made[self.here].goes_back())

    def save(self) -> None:
        for made in self._made.values():
            made.save()

    def is_safe(self) -> bool:
        return all(made.is_safe() for made in self._made.values())

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
