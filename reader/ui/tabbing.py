"""The documents that lie open: a tab for each, in an order that the user may change, and back after a restart.

Nobody has to ask for a tab: a document that is opened gets one. Only a document that somebody merely passes through,
walking the hits of a search, gives its tab up to the next one, until it is marked or opened in another way. When there
are more than `_MOST`, the one that was looked at longest ago gives way; it is one step back in the history.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader.core.marks import Change, Desk
from reader.core.types import DocumentInfo, Hit, PackInfo
from reader.ui.panels.tabs import TabStrip
from reader.ui.session import Session

_MOST = 12


class Tabbing(QObject):
    def __init__(self, session: Session, strip: TabStrip, actions: dict[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._strip, self._actions = session, strip, actions
        self._titles: dict[str, str] = {}
        self._tabs: list[str] = []
        self._latest: list[str] = []  # the same, the one looked at last at the end
        self._passing: str | None = None
        session.shelf_changed.connect(self._shelf_changed)
        session.desk_known.connect(self._restore)
        session.went_to.connect(self._went_to)
        session.turned.connect(lambda: self._went_to(None, None))
        session.notes.done.connect(self._marked)
        strip.document_wanted.connect(lambda name: session.open(name))
        strip.close_wanted.connect(self.close_tab)
        strip.arranged.connect(self._arrange)
        for name, call in (
            ("next_tab", lambda: self._step(1)), ("previous_tab", lambda: self._step(-1)),
            ("close_tab", lambda: self.close_tab(session.document.info.id if session.document else "")),
        ):  # fmt: skip
            actions[name].triggered.connect(call)
        self._tell()

    def _shelf_changed(self, infos: tuple[DocumentInfo, ...], pack: PackInfo) -> None:
        self._titles = {info.id: info.short_title for info in infos}
        self._show()

    def _restore(self, desk: Desk) -> None:
        """Before the document that was read last is opened, which joins them."""
        self._tabs = [*desk.tabs, *(name for name in self._tabs if name not in desk.tabs)]
        self._latest = list(self._tabs)
        self._show()
        if len(self._tabs) > len(desk.tabs):  # somebody was quicker
            self._keep()

    def _went_to(self, place: object, hit: Hit | None) -> None:
        document = self._session.document
        if document is None:
            return
        name = document.info.id
        if name not in self._tabs:
            self._add(name, passing=hit is not None)
        elif name == self._passing and hit is None:
            self._passing = None
        self._latest = [each for each in self._latest if each != name] + [name]
        self._show()
        self._keep()

    def _add(self, name: str, passing: bool) -> None:
        if passing and self._passing in self._tabs:
            self._tabs[self._tabs.index(self._passing)] = name
            self._latest.remove(self._passing)
        else:
            here = self._latest[-1] if self._latest else None
            self._tabs.insert(self._tabs.index(here) + 1 if here in self._tabs else len(self._tabs), name)
        self._passing = name if passing else self._passing
        if len(self._tabs) > _MOST:
            self._tabs.remove(self._latest.pop(0))

    def _marked(self, change: Change) -> None:
        if self._passing is not None and any(new and new.anchor.document == self._passing for _, new in change.pairs):
            self._passing = None
            self._show()

    def close_tab(self, name: str) -> None:
        """Close a document; of the one that is read, the next takes its place. The last one stays."""
        shown = self._shown()
        if name not in shown or len(shown) < 2:
            return
        at = shown.index(name)
        self._tabs.remove(name)
        self._latest = [each for each in self._latest if each != name]
        self._passing = None if self._passing == name else self._passing
        self._show()
        self._keep()
        if self._session.document is not None and self._session.document.info.id == name:
            shown.remove(name)
            self._session.open(shown[min(at, len(shown) - 1)])

    def _arrange(self, names: tuple[str, ...]) -> None:
        held = set(names)
        self._tabs = [*names, *(name for name in self._tabs if name not in held)]
        self._keep()

    def _step(self, by: int) -> None:
        shown, document = self._shown(), self._session.document
        if document is not None and len(shown) > 1 and document.info.id in shown:
            self._session.open(shown[(shown.index(document.info.id) + by) % len(shown)])

    def _shown(self) -> list[str]:
        """Those that the library holds: a pack may be gone for a while, and its tabs come back with it."""
        return [name for name in self._tabs if name in self._titles]

    def _show(self) -> None:
        document = self._session.document
        tabs = [(name, self._titles[name]) for name in self._shown()]
        self._strip.show_tabs(tabs, document.info.id if document else None, self._passing)
        self._tell()

    def _tell(self) -> None:
        for name in ("next_tab", "previous_tab", "close_tab"):
            self._actions[name].setEnabled(len(self._shown()) > 1)

    def _keep(self) -> None:
        self._session.keep_desk(tabs=tuple(name for name in self._tabs if name != self._passing))
