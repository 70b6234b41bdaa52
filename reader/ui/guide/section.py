"""What every section of the guidance layer is to the page that holds it.

A section stands beside its browser as the objects beside the window do: it asks the session and shows the answers. It
is made when somebody first goes there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader.core.workspace import Library
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.session import Session

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What sections may use of the window."""

    session: Session
    look: Look
    message: MessageBar
    icons: Path
    actions: dict[str, QAction]
    window: QWidget


class Section(QObject):
    """`widget` is what is shown. Subclasses ask for what they show in `enter`, which is called each time somebody comes
    here, and show an entry in `show_entry`."""

    address_wanted = Signal(str)  # see `addresses`

    def __init__(self, around: Surroundings, widget: QWidget) -> None:
        super().__init__(widget)
        self.around, self.widget = around, widget
        self._ticket = 0

    def enter(self) -> None:
        raise NotImplementedError

    def show_entry(self, address: str) -> None:
        """Show what an address of this section names, as soon as it is known."""
        raise NotImplementedError

    @property
    def first(self) -> QWidget:
        """What gets the keys when somebody comes here."""
        raise NotImplementedError

    def set_look(self) -> None:
        """The theme or the size of texts has changed; also called before the first `enter`."""
        raise NotImplementedError

    @property
    def here(self) -> str:
        """The address of what is shown, for the way back to it; empty where the section stays as it was left."""
        return ""

    def goes_back(self) -> bool:
        """Esc leads a step back inside of the section; False when there is none."""
        return False

    def save(self) -> None:
        """Send what is being written on its way to the disk."""

    def is_safe(self) -> bool:
        """Whether what was written is on the disk; asked when the lane of the notes has run dry."""
        return True

    def ask(self, work: Callable[[Library], T], answer: Callable[[T], None]) -> None:
        """Ask the library, in the search lane. Only the newest question of a section is answered."""
        self._ticket += 1
        ticket = self._ticket
        self.around.session.ask(work, lambda found: answer(found) if ticket == self._ticket else None)
