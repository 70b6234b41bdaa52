"""The first page: where to go on, what is here, where to begin. One calm screen, in two columns where there is room.

It is made when it is first shown, from what is known by then; what must be asked of the library comes after it has been
painted, into the room that is kept for it. Everything on it leads somewhere: see `Lead`.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from reader import words
from reader.ui.look import USUAL
from reader.ui.panels.hints import Hints
from reader.ui.panels.leads import INSET, Lead, LeadList
from reader.ui.panels.parts import LINK_EDGE, EmptyState, Link, flush_column, label, scrolled
from reader.ui.panels.roles import RolePart
from reader.ui.theme import Theme

_WIDEST, _BETWEEN = 900, 20  # the measure of the words, and what is between the columns beside their insets
_LEAST_COLUMN = 280  # pixels that a column must have at the usual size of text
_SETTLED_MS = 60
"""A new window is painted once more soon after the first time; a lane at work then makes that take 30 ms, not 8."""


class HomePage(QWidget):
    address_wanted = Signal(str)  # or the name of an action
    entered = Signal()  # it is about to be shown
    painted = Signal()  # and has been painted

    def __init__(
        self, theme: Theme, icons: Path, hints: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        """`hints` are (key, what it does), for those who are here for the first time."""
        super().__init__(parent)
        self.setObjectName("home")
        self._size = USUAL
        self._intro, self._notice = label("", "muted", True), label("", "muted", True)
        self._review = self._link("receipt")
        self._waiting = EmptyState(icons, "library-big", self.tr("Preparing the library…"), "")
        self._trouble = EmptyState(icons, "circle-alert", "", "")
        self._columns = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._columns)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(_BETWEEN)
        self._all_documents, notebook = self._link("library"), self._link("notebook")
        notebook.say(self.tr("All marks"))
        self.reading = _Part(self.tr("Continue reading"), theme, framed=True)
        self.documents = _Part(self.tr("Documents"), theme, framed=True, link=self._all_documents)
        self.searches = _Part(self.tr("Recent searches"), theme, lines=1, tight=True)
        self.role = RolePart(theme)
        self.recommendations = _Part(self.tr("Recommendations"), theme)
        self.marks = _Part(self.tr("Recent marks"), theme, lines=1, tight=True, link=notebook)
        self._lists = [part.list for part in self._parts] + [self.role.list]
        self._build(Hints(hints))
        for each in self._lists:
            each.wanted.connect(self.address_wanted)
            each.row_changed.connect(self._bring)
        self.role.address_wanted.connect(self.address_wanted)
        for link in (self._review, self._all_documents):
            link.hide()
        self._show_only(self._waiting)
        self._fresh = False  # whether it has been painted since it was last shown

    @property
    def _parts(self) -> "tuple[_Part, ...]":
        return self.reading, self.documents, self.searches, self.recommendations, self.marks

    def _link(self, address: str) -> Link:
        made = Link()
        made.clicked.connect(lambda: self.address_wanted.emit(address))
        return made

    def _build(self, hints: QWidget) -> None:
        one, two = QVBoxLayout(), QVBoxLayout()
        for column, parts in (
            (one, (self.reading, self.documents, self.searches)),
            (two, (self.role, self.recommendations, self.marks)),
        ):
            column.setSpacing(16)
            for part in parts:
                column.addWidget(part)
            column.addStretch()
            self._halves.addLayout(column, 1)
        body = self._body = _Body()
        body.painted.connect(self._body_painted)
        column = self._column = QVBoxLayout(body)
        column.setSpacing(4)
        title = label(words.APP_NAME, "title", True)
        for each in (title, self._intro, hints, self._notice):  # words stand below each other; frames hang out
            each.setContentsMargins(INSET, 0, INSET, 0)
        column.addWidget(title)
        column.addWidget(self._intro)
        review = QHBoxLayout()
        review.setContentsMargins(INSET - LINK_EDGE, 0, INSET - LINK_EDGE, 0)
        review.addWidget(self._review)
        review.addStretch()
        column.addLayout(review)
        column.addSpacing(12)
        column.addWidget(self._columns)
        column.addWidget(self._waiting, 1)
        column.addWidget(self._trouble, 1)
        column.addStretch()
        column.addSpacing(8)
        column.addWidget(hints)
        column.addSpacing(4)
        column.addWidget(self._notice)
        self._area = scrolled(body)
        flush_column(self).addWidget(self._area)

    @property
    def first(self) -> QWidget:
        """What gets the keys; a focus proxy would shut Tab out of all else in here."""
        return self.reading.list if self.reading.list.rows else self.documents.list

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self._size = size
        for each in self._lists:
            each.set_look(theme, size)
        self._waiting.set_theme(theme)
        self._trouble.set_theme(theme)
        self._share()

    # -- what is shown ---------------------------------------------------------------------------------------

    def _show_only(self, part: QWidget) -> None:
        for each in (self._columns, self._waiting, self._trouble):
            each.setVisible(each is part)

    def show_library(self, documents: int, newest: Sequence[Lead], notice: str) -> None:
        """So many documents, some of which are shown; `notice` says what the texts are."""
        self._show_only(self._columns)
        self._fresh = False
        held = words.count_of(documents, "document")
        self._intro.setText(self.tr("{documents}, here without a connection.").format(documents=held))
        self._notice.setText(notice)
        self.documents.show_rows(newest)
        self._all_documents.say(self.tr("All {documents}").format(documents=held))
        self._all_documents.setVisible(documents > len(newest))

    def show_review(self, marks: int) -> None:
        """How many marks in changed texts wait for the user."""
        self._review.say(self.tr("{marks} to review in changed texts").format(marks=words.count_of(marks, "mark")))
        self._review.setVisible(marks > 0)

    def show_trouble(self, sentence: str) -> None:
        """Why there is no library to show."""
        self._trouble.say(self.tr("The library cannot be shown"), sentence)
        self._show_only(self._trouble)

    def focus_list(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- room and time ---------------------------------------------------------------------------------------

    def _bring(self, index: QModelIndex) -> None:
        """A row that is gone to with the keys is in sight."""
        view = next(each for each in self._lists if each.model() is index.model())
        if view.hasFocus():
            place = view.visualRect(index).translated(view.mapTo(self._body, view.rect().topLeft()))
            self._area.ensureVisible(place.center().x(), place.center().y(), 0, place.height() // 2 + 8)

    def _share(self) -> None:
        side = max(12, (self.width() - _WIDEST) // 2 - INSET)
        self._column.setContentsMargins(side, 24, side, 12)
        wide = self.width() - 2 * side - _BETWEEN >= 2 * _LEAST_COLUMN * self._size / USUAL
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._halves.setSpacing(_BETWEEN if wide else 16)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._share()
        self._column.activate()  # else it is painted once with the margins of before
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        self._fresh = False
        self.entered.emit()
        super().showEvent(event)

    def _body_painted(self) -> None:
        if not self._fresh:
            self._fresh = True
            QTimer.singleShot(_SETTLED_MS, self, self.painted.emit)


class _Body(QWidget):
    painted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("homeBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted.emit()


class _Part(QWidget):
    """A list under its name; without rows it is not there."""

    def __init__(
        self, name: str, theme: Theme, lines: int = 2, framed: bool = False, tight: bool = False,
        link: Link | None = None,
    ) -> None:  # fmt: skip
        """`link` stands beside the name. It is put in first: Tab goes in the order in which parts are."""
        super().__init__()
        column = flush_column(self)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setContentsMargins(INSET - LINK_EDGE, 0, INSET - LINK_EDGE, 0)
        head.setSpacing(0)
        head.addSpacing(LINK_EDGE)
        head.addWidget(label(name, "strong"), 1)
        if link is not None:
            head.addWidget(link)
        column.addLayout(head)
        self.list = LeadList(name, theme, self, lines, framed, tight)
        column.addWidget(self.list)
        self.hide()

    def show_rows(self, rows: Sequence[Lead]) -> None:
        self.list.show_rows(rows)
        self.setVisible(bool(rows))
