"""Where one is, and how one gets back: what stands in the middle of the window, and the two sides of the page.

The first page, the text, the notebook, the receipt and the guidance lie on each other; each of them leads back to what
was there before. Kept out of the window, which would otherwise have to know which of them is meant by "back". What a
start does not show is made when somebody goes there.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QWidget

from reader.core.marks import Desk
from reader.core.types import Document, Heading, Hit, Location, Point
from reader.ui.panels.home import HomePage
from reader.ui.panels.late import put_in
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.panes import Panes
from reader.ui.session import Outline, Sections, Session

if TYPE_CHECKING:
    from reader.ui.guide.page import GuidePage
    from reader.ui.notebooking import Notebooking
    from reader.ui.receipt.page import ReceiptPage

BLANK, HOME, PAGE, NOTEBOOK, RECEIPT, GUIDE = range(6)

_LEAST_WIDTH = 440
"""Pixels that whatever is in front asks for, also before the widest of them is made: panels take the rest."""


class Going(QObject):
    front_changed = Signal(int)
    sides_changed = Signal(int)  # how many pages there are

    def __init__(
        self,
        session: Session,
        panes: Panes,
        actions: dict[str, QAction],
        make_home: Callable[[], HomePage],
        text: QWidget,
        make_notebook: "Callable[[], Notebooking]",
        make_receipt: "Callable[[], ReceiptPage]",
        make_guide: "Callable[[], GuidePage]",
        window: QWidget,
    ) -> None:
        """`text` is the page with what stands around it; the others are made once, when they are first shown."""
        super().__init__(window)
        self._session, self._panes, self._actions, self._make_home = session, panes, actions, make_home
        self._make_notebook, self._make_receipt, self._make_guide = make_notebook, make_receipt, make_guide
        self._home: HomePage | None = None
        self.notebooking: Notebooking | None = None  # until somebody goes there
        self._receipt: ReceiptPage | None = None
        self._guide: GuidePage | None = None
        self._guide_steps: int | None = None  # so many places can be gone back to where the way back leads to guidance
        self.stack = QStackedWidget()
        blank = QWidget()  # until it is known whether a document was open last: no page flashes by
        blank.setObjectName("home")
        blank.setMinimumWidth(_LEAST_WIDTH)
        for part in (blank, QWidget(), text, QWidget(), QWidget(), QWidget()):
            self.stack.addWidget(part)
        self._before = BLANK  # what the notebook was opened from
        self._can_go = (False, False)  # back, forward
        self._outlines: dict[ReadingPage, Outline] = {}
        self._wanted: tuple[str, Point] | None = None  # on the other side, from the last time
        session.nothing_to_resume.connect(self._show_first_page)
        session.document_opened.connect(self._document_opened)
        session.went_to.connect(self._went_to)
        session.history_changed.connect(self._history_changed)
        session.desk_known.connect(self._desk_known)
        panes.turned.connect(self._turned)
        panes.left.connect(self._side_left)
        self.stack.currentChanged.connect(self._front_changed)
        for name, call in (
            ("home", self.show_home), ("notebook", self.show_notebook), ("back", self._go_back),
            ("forward", session.go_forward), ("beside", self.toggle_side), ("other_side", self._to_other_side),
        ):  # fmt: skip
            actions[name].triggered.connect(call)
        actions["together"].setCheckable(True)
        actions["together"].toggled.connect(self._set_together)
        self._sides_changed()

    # -- what is in front ------------------------------------------------------------------------------------

    @property
    def front(self) -> int:
        return self.stack.currentIndex()

    def _show_first_page(self) -> None:
        if self.front == BLANK:
            self._bring_home()

    def show_home(self) -> None:
        self._bring_home().focus_list()

    def _bring_home(self) -> HomePage:
        if self._home is None:
            self._home = self._make_home()
            put_in(self.stack, HOME, self._home)
        self.stack.setCurrentIndex(HOME)
        return self._home

    def show_receipt(self) -> None:
        if self._receipt is None:
            self._receipt = self._make_receipt()
            put_in(self.stack, RECEIPT, self._receipt)
        self.stack.setCurrentIndex(RECEIPT)

    def show_guide(self) -> None:
        """The page of guidance; what is shown on it is for others to say."""
        if self._guide is None:
            self._guide = self._make_guide()
            put_in(self.stack, GUIDE, self._guide)
            self._guide.trail_changed.connect(lambda: self._history_changed(*self._can_go))
        self.stack.setCurrentIndex(GUIDE)

    def return_to_page(self) -> None:
        if self._panes.page.shown is None:
            self.show_home()
        else:
            self.show_page()
            self._panes.page.setFocus()

    def show_page(self) -> None:
        if self.front == NOTEBOOK and self._before == BLANK:
            self._before = PAGE  # somebody was quicker than the document that was open last
        else:
            self.stack.setCurrentIndex(PAGE)

    def show_notebook(self) -> None:
        """To all marks, and from there back to where one was."""
        if self.front == NOTEBOOK:
            if self._before in (BLANK, HOME):
                self._bring_home()
            else:
                self.stack.setCurrentIndex(self._before)
            self.focus_middle()
        else:
            if self.notebooking is None:
                self.notebooking = self._make_notebook()
                put_in(self.stack, NOTEBOOK, self.notebooking.page)
            self._before = self.front
            self.stack.setCurrentIndex(NOTEBOOK)
            self.notebooking.enter()

    def focus_middle(self) -> None:
        """The keys go to what is in front."""
        self.first.setFocus()

    @property
    def first(self) -> QWidget:
        """What gets the keys of all that is in front. Not a focus proxy, which shuts Tab out of everything else."""
        if self.front == RECEIPT and self._receipt is not None:
            return self._receipt.first
        if self.front == GUIDE and self._guide is not None:
            return self._guide.first
        if self.front == HOME and self._home is not None:
            return self._home.first
        return self._panes.page

    def leave_notebook(self, focus: QWidget | None) -> bool:
        """Esc in the notebook: out of it, or first into it from a panel. False when it is not in front."""
        if self.front != NOTEBOOK or self.notebooking is None:
            return False
        if focus is not None and self.notebooking.page.isAncestorOf(focus):
            self.show_notebook()
        else:
            self.notebooking.page.take_focus()
        return True

    def step_back_in_guide(self) -> bool:
        """Esc in the guidance: a step back inside of it. False when it is not in front, or there is none."""
        return self.front == GUIDE and self._guide is not None and self._guide.goes_back()

    def _front_changed(self, front: int) -> None:
        self._history_changed(*self._can_go)
        self.front_changed.emit(front)

    # -- back and forward ------------------------------------------------------------------------------------

    def _go_back(self) -> None:
        """From the notebook to where one was, from another page to the document, from a mark that was opened in the
        notebook to there, else to where reading was before. In the guidance first to where a link was followed."""
        if self.front == GUIDE and self._guide is not None and self._guide.retrace():
            return
        if self.front == NOTEBOOK or (self.front == PAGE and self._notebook_is_next_back()):
            self.show_notebook()
        elif self.front == PAGE and self._guide_is_next_back():
            self._guide_steps = None  # from there the way leads to the text again, and then on to what was before it
            self.show_guide()
            self._guide_focus()
        elif self.front != PAGE and self._panes.page.shown is not None:
            self.return_to_page()
        else:
            self._session.go_back()

    def _guide_focus(self) -> None:
        """Back to the link that was followed, if one was."""
        assert self._guide is not None
        (self._guide.focusWidget() or self._guide.first).setFocus()

    def _notebook_is_next_back(self) -> bool:
        return self.notebooking is not None and self.notebooking.is_next_back()

    def _guide_is_next_back(self) -> bool:
        """Whether a step back leads to the guidance: a place was opened from there, and nothing since."""
        return self._guide_steps is not None and self._session.steps_back == self._guide_steps

    def _guide_can_retrace(self) -> bool:
        return self.front == GUIDE and self._guide is not None and self._guide.can_retrace

    def _history_changed(self, back: bool, forward: bool) -> None:
        self._can_go = (back, forward)
        away = self.front == NOTEBOOK or (self.front != PAGE and self._panes.page.shown is not None)
        beside = self._notebook_is_next_back() or self._guide_is_next_back() or self._guide_can_retrace()
        self._actions["back"].setEnabled(back or away or beside)
        self._actions["forward"].setEnabled(forward)

    # -- documents and their places --------------------------------------------------------------------------

    def _document_opened(self, document: Document, headings: tuple[Heading, ...], sections: Sections) -> None:
        self._panes.show_document(document)
        self._outlines[self._panes.page] = document, headings, sections
        self._sides_changed()
        self._bring_side_back()

    def _went_to(self, place: Location | Point | None, hit: Hit | None) -> None:
        quicker = self._session.resuming and self.front in (HOME, GUIDE)  # than the document that was open last
        if self.front == GUIDE and not quicker:
            self._guide_steps = self._session.steps_back
        if quicker:
            self._history_changed(*self._can_go)  # there is a text now that leads back
        else:
            self.show_page()
        if isinstance(place, Location):
            self._panes.page.go_to(place)
        elif isinstance(place, Point):
            self._panes.page.go_to_place(place)

    # -- side by side ----------------------------------------------------------------------------------------

    def toggle_side(self) -> None:
        """A second page beside the first, at the same place, or only the one that is active."""
        if self._panes.other is not None and self.front != PAGE:
            self.return_to_page()  # nobody sees what would be closed
        elif self._panes.other is not None:
            self._panes.close_side()
        elif self._panes.page.shown is not None:
            self.show_page()
            made = self._open_side(self._outlines[self._panes.page], self._panes.page.place())
            self._session.notes.marks_changed.emit(self._session.notes.marks)
            made.setFocus()

    def _open_side(self, outline: Outline, place: Point) -> ReadingPage:
        made = self._panes.open_side(outline[0], place)
        self._outlines[made] = outline
        self._wanted = None
        self._sides_changed()
        return made

    def _to_other_side(self) -> None:
        if self._panes.other is not None:
            self._panes.other.setFocus()

    def _set_together(self, together: bool) -> None:
        self._panes.together = together

    def _turned(self, page: ReadingPage) -> None:
        left = self._panes.other
        if left is not None and left.shown is self._session.document:  # it may not have come to rest yet
            self._session.keep_place(left.place())
        if page in self._outlines:
            self._session.turn_to(*self._outlines[page], page.place())
            page.reading.emit(page.place().block)

    def _side_left(self, page: ReadingPage) -> None:
        self._outlines.pop(page, None)
        self._sides_changed()

    def _sides_changed(self) -> None:
        two = self._panes.other is not None
        self._actions["beside"].setEnabled(self._panes.page.shown is not None)
        for name in ("other_side", "together"):
            self._actions[name].setEnabled(two)
        self.sides_changed.emit(len(self._panes.pages))

    def other_side(self) -> tuple[str, Point] | None:
        """What is on the other side, for the next start."""
        other = self._panes.other
        return (other.shown.info.id, other.place()) if other is not None and other.shown is not None else self._wanted

    def _desk_known(self, desk: Desk) -> None:
        self._wanted = desk.side

    def _bring_side_back(self) -> None:
        """When the document that was open last is there. One that the library lacks for a while stays wanted."""
        if self._wanted is not None:
            name, place = self._wanted

            def done(outline: Outline) -> None:
                if self._wanted is not None:  # nobody opened a side since
                    self._open_side(outline, place)
                    self._session.notes.marks_changed.emit(self._session.notes.marks)

            self._session.read(name, done)
