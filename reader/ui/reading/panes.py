"""The page that is read, or two of them side by side.

One page is the active one: what is asked of the page is asked of it, and its facts are the only ones that are passed
on. It changes with the focus or a click. Both sides are alike, so that marks are made, words found and places kept on
either in the same way; there is no second kind of page that can do less.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, SignalInstance
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSplitter, QToolButton, QVBoxLayout, QWidget

from reader.core.types import Document, Point
from reader.ui.panels.parts import label
from reader.ui.panels.standing import StandingLine
from reader.ui.reading.page import ReadingPage

if TYPE_CHECKING:
    from reader.core.advice import Standing

_TURNING = (QEvent.Type.FocusIn, QEvent.Type.MouseButtonPress)


class Panes(QSplitter):
    """Signals are those of the active page; see `ReadingPage`."""

    moved = Signal(object)
    reading = Signal(str)
    mark_chosen = Signal(str)
    asked = Signal(str, str)
    zoomed = Signal(int)
    menu_wanted = Signal(object, object)
    selection_changed = Signal()
    turned = Signal(object)  # the ReadingPage that is active from now on
    made = Signal(object)  # a ReadingPage that is new
    left = Signal(object)  # a ReadingPage that is closed
    standing_followed = Signal(str)  # an address of the guidance: of what is newer than a document

    def __init__(self, make_page: Callable[[], ReadingPage], parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self._make_page = make_page
        self._close_icon = QIcon()
        self._standings: Mapping[str, Standing] = {}
        self.together = False  # both scroll by the same way
        self._panes: list[_Pane] = []
        self.page = self._add().page

    @property
    def pages(self) -> tuple[ReadingPage, ...]:
        return tuple(pane.page for pane in self._panes)

    @property
    def other(self) -> ReadingPage | None:
        """The page on the other side, if there is one."""
        return next((page for page in self.pages if page is not self.page), None)

    # -- one or two ------------------------------------------------------------------------------------------

    def open_side(self, document: Document, place: Point) -> ReadingPage:
        """A second page beside the first, which stays the active one."""
        pane = self._add()
        half = self.width() // 2
        self.setSizes([half, half])
        pane.page.show_document(document, place)
        self._show_heads()
        return pane.page

    def close_side(self, page: ReadingPage | None = None) -> None:
        """Close `page`, or the one that is not active."""
        gone = page or self.other
        pane = next((pane for pane in self._panes if pane.page is gone), None)
        if pane is None or len(self._panes) < 2:
            return
        had_focus = pane.page.hasFocus() or pane.leave.hasFocus()
        left = next(each for each in self._panes if each is not pane)
        self._panes.remove(pane)
        self.turn_to(left.page)
        if had_focus:
            left.page.setFocus()
        pane.page.removeEventFilter(self)
        pane.setParent(None)
        pane.deleteLater()
        self._show_heads()
        self.left.emit(pane.page)

    def turn_to(self, page: ReadingPage) -> None:
        """Make a page the active one."""
        if page is not self.page:
            self.page = page
            self._show_heads()
            self.turned.emit(page)

    def _add(self) -> "_Pane":
        pane = _Pane(self._make_page())
        pane.leave.setIcon(self._close_icon)
        self._panes.append(pane)
        self.addWidget(pane)
        if len(self._panes) == 2:  # Qt would put what comes late behind everything else
            for one, two in pairwise((self.page, pane.leave, pane.standing.way, pane.page)):
                self.setTabOrder(one, two)
        page = pane.page
        pane.leave.clicked.connect(lambda: self.close_side(page))
        pane.standing.link_wanted.connect(self.standing_followed)
        page.installEventFilter(self)
        page.viewport().installEventFilter(self)
        for name in ("moved", "reading", "mark_chosen", "asked", "zoomed", "menu_wanted"):
            getattr(page, name).connect(self._passing_on(page, getattr(self, name)))
        page.selectionChanged.connect(self._passing_on(page, self.selection_changed))
        page.cursorPositionChanged.connect(self._passing_on(page, self.selection_changed))
        page.verticalScrollBar().actionTriggered.connect(lambda _: self._scrolled(page))
        self.made.emit(page)
        return pane

    def _passing_on(self, page: ReadingPage, signal: SignalInstance) -> Callable[..., None]:
        def pass_on(*facts: object) -> None:
            if page is self.page:
                signal.emit(*facts)

        return pass_on

    def _scrolled(self, page: ReadingPage) -> None:
        """By somebody, not by a jump or a new layout; the bar does not have its new value yet."""
        other = next((each for each in self.pages if each is not page), None)
        if self.together and other is not None:
            bar, its = page.verticalScrollBar(), other.verticalScrollBar()
            its.setValue(its.value() + bar.sliderPosition() - bar.value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TURNING:
            page = next((page for page in self.pages if watched in (page, page.viewport())), None)
            if page is not None:
                self.turn_to(page)
        return super().eventFilter(watched, event)

    # -- heads -----------------------------------------------------------------------------------------------

    def set_close_icon(self, icon: QIcon) -> None:
        self._close_icon = icon
        for pane in self._panes:
            pane.leave.setIcon(icon)

    def show_document(self, document: Document) -> None:
        """Show a document on the active page, from its beginning, unless it is there already."""
        if self.page.shown is not document:
            self.page.show_document(document)
        self._show_heads()

    def show_standings(self, standings: "Mapping[str, Standing]") -> None:
        """How documents stand, by id; those that are not among them say no more than they know of themselves."""
        self._standings = standings
        self._show_heads()

    def _show_heads(self) -> None:
        two = len(self._panes) == 2
        for number, pane in enumerate(self._panes, 1):
            shown = pane.page.shown
            pane.show_head(shown.info.short_title if shown else "", number if two else 0, pane.page is self.page)
            info = shown.info if shown else None
            pane.standing.show_standing(info, self._standings.get(info.id) if info else None, number if two else 0)


class _Pane(QWidget):
    """A page with a head that tells, where there are two, what it shows and whether it is the active one, and with a
    line on how its document stands."""

    def __init__(self, page: ReadingPage) -> None:
        super().__init__()
        self.page = page
        self.setObjectName("pane")
        self._head = QWidget()
        self._head.setObjectName("paneHead")
        self._full = ""
        self._title = label("", "muted")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.leave = QToolButton()
        self.leave.setAutoRaise(True)
        row = QHBoxLayout(self._head)
        row.setContentsMargins(16, 2, 8, 2)
        row.setSpacing(8)
        row.addWidget(self._title, 1)
        row.addWidget(self.leave)
        self.standing = StandingLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self.standing)
        column.addWidget(page, 1)
        self._head.hide()

    def show_head(self, title: str, side: int, active: bool) -> None:
        """`side` from 1, since both may show the same document; 0 where there is only one."""
        self._full = title
        self._cut()
        self.leave.setAccessibleName(self.tr("Close side {n}: {title}").format(n=side, title=title))
        beside = self.tr("Document text, side {n}: {title}").format(n=side, title=title)
        self.page.setAccessibleName(beside if side else self.tr("Document text"))
        self.leave.setToolTip(self.tr("Close this side"))
        self._head.setVisible(side > 0)
        if self._head.property("active") != active:
            self._head.setProperty("active", active)
            self._head.style().unpolish(self._head)
            self._head.style().polish(self._head)

    def _cut(self) -> None:
        room = self.width() - self.leave.sizeHint().width() - 40
        self._title.setText(self._title.fontMetrics().elidedText(self._full, Qt.TextElideMode.ElideRight, room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()
