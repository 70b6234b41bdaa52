"""Help when it is asked for. Stands beside the window; loads the guide and its window the first time."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import __version__, words
from reader.core.types import PackInfo
from reader.ui.look import Look
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.help.window import HelpWindow


class Helping(QObject):
    search_wanted = Signal(str)  # in the library

    def __init__(
        self, session: Session, look: Look, resources: Path, actions: dict[str, QAction], window: QWidget
    ) -> None:
        super().__init__(window)
        self._look, self._resources, self._window = look, resources, window
        self._licence_note = ""
        self._help: HelpWindow | None = None
        session.shelf_changed.connect(self._shelf_changed)
        look.changed.connect(self._look_changed)
        actions["help"].triggered.connect(self.open)

    def _shelf_changed(self, _: object, pack: PackInfo) -> None:
        self._licence_note = pack.licence_note

    def open(self) -> None:
        """Show the help, with the keys in its search field."""
        if self._help is None:
            # As said above: not at a start.
            from reader.ui.help.guide import read_guide  # noqa: PLC0415
            from reader.ui.help.window import HelpWindow  # noqa: PLC0415

            topics = read_guide(self._resources / "help" / "en", self._window.isRightToLeft())
            about = f"{words.APP_NAME} {__version__}. {self._licence_note}"
            look = self._look
            self._help = HelpWindow(topics, look.theme, look.size, self._resources / "icons", about, self._window)
            self._help.search_wanted.connect(self._search)
        self._help.begin()

    def _look_changed(self) -> None:
        if self._help is not None:
            self._help.set_look(self._look.theme, self._look.size)

    def _search(self, text: str) -> None:
        if self._help is not None:
            self._help.hide()
        self._window.activateWindow()
        self.search_wanted.emit(text)
