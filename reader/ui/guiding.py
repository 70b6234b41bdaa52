"""The guidance layer beside the window: where its links lead, and the keys that open its sections.

The page and all that is behind it are imported and made when somebody first goes there.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QWidget

from reader.core.types import Location, Point
from reader.ui.guide.addresses import section_of
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.ui.guide.page import GuidePage

_SPAN = re.compile(r"(\d+)-(\d+)")


class Guiding(QObject):
    wanted = Signal()  # the page of guidance is to be in front
    search_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        look: Look,
        message: MessageBar,
        icons: Path,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._look, self._message, self._icons = session, look, message, icons
        self._actions, self._window = actions, window
        self._made: GuidePage | None = None
        look.changed.connect(lambda: self._made.set_look() if self._made else None)
        for name in ("questions", "recommendations", "publications", "terms", "bodies"):
            actions[name].triggered.connect(self._opening(name))
        actions["guidance"].triggered.connect(lambda: self._opening(self.page.here)())

    @property
    def page(self) -> "GuidePage":
        if self._made is None:
            from reader.ui.guide.page import GuidePage  # noqa: PLC0415  # not for a start
            from reader.ui.guide.section import Surroundings  # noqa: PLC0415

            around = Surroundings(self._session, self._look, self._message, self._icons, self._actions, self._window)
            self._made = GuidePage(around)
            self._made.address_wanted.connect(self.follow)
        return self._made

    def _opening(self, name: str) -> Callable[[], None]:
        def show() -> None:
            self.wanted.emit()
            self.page.show_section(name)

        return show

    def save(self) -> None:
        """Send what is being written on its way to the disk."""
        if self._made is not None:
            self._made.save()

    def is_safe(self) -> bool:
        """Whether everything that was sent there has arrived."""
        return self._made is None or self._made.is_safe()

    def follow(self, address: str) -> None:
        """Go where an address leads: see `guide.addresses`."""
        kind, _, name = address.partition(":")
        if kind == "search":
            self.search_wanted.emit(name)
        elif kind == "doc":
            self._open(name)
        elif section_of(address) is not None:
            self.wanted.emit()
            self.page.follow(address)
        else:
            self._message.say(
                self.tr("This reader never goes online. The address is {address}").format(address=address),
                self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(address),
            )  # fmt: skip

    def _open(self, name: str) -> None:
        """ "ID", "ID#block" or "ID#block@10-25": a document, a block of it, or some of its words."""
        passage, _, span = name.partition("@")
        document, _, block = passage.partition("#")
        if not block:
            self._session.open(document)
        elif offsets := _SPAN.fullmatch(span):
            start, end = map(int, offsets.groups())
            self._session.open(document, Location(document, Point(block, start), Point(block, end)))
        else:

            def found(length: int | None) -> None:
                end = Point(block, length or 0)
                self._session.open(document, Location(document, Point(block, 0), end) if length is not None else None)

            self._session.ask(
                lambda library: next(
                    (len(each.text) for each in library.document(document).blocks if each.id == block), None
                ),
                found,
            )
