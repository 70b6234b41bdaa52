"""What people do with marks: from a selection on the page to a card in the panel and a file of notes.

Stands beside the window, which would otherwise grow with every action; knows the page, the notes panel and the message
bar, and asks the session. Nothing is shown as marked before the session says that it is on the disk. What is written
into the editor has its own place in `writing`.
"""

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reader.core.marks import COLOURS, OWN, Change, Colour, Mark, PlacedMark
from reader.ui import changes
from reader.ui.citing import STYLES
from reader.ui.kept import Beside, first_mark, settles
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.notes import NotesPanel
from reader.ui.panels.parts import announce
from reader.ui.reading.panes import Panes
from reader.ui.session import Session
from reader.ui.writing import Writing


class Marking(QObject):
    review_wanted = Signal(str)  # id of a mark whose place is not certain

    def __init__(
        self,
        session: Session,
        panes: Panes,
        notes: NotesPanel,
        message: MessageBar,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._panes, self._notes, self._message = session, panes, notes, message
        self._actions, self._window = actions, window
        self.writing = Writing(session, panes, notes, window)
        self._colour: Colour | None = None  # the one used last, for the next mark
        session.notes.marks_changed.connect(self._marks_changed)
        session.notes.beside_changed.connect(self._beside_changed)
        session.notes.done.connect(self._done)
        session.notes.undone.connect(self._undone)
        session.notes.brought_in.connect(self.writing.forget)
        session.notes.restored.connect(self.writing.forget_all)
        panes.mark_chosen.connect(self._chosen)
        panes.asked.connect(self._asked)
        panes.menu_wanted.connect(self._page_menu)
        notes.mark_wanted.connect(self.go_to)
        notes.edit_wanted.connect(self.writing.edit)
        notes.tags_wanted.connect(lambda placed: self.writing.edit(placed, tags=True))
        notes.delete_wanted.connect(self._delete)
        notes.colour_wanted.connect(self._recolour)
        notes.meanings_wanted.connect(self.open_meanings)
        notes.editor.delete_wanted.connect(lambda mark: self._delete([mark]))

    # -- making ----------------------------------------------------------------------------------------------

    def bookmark_here(self) -> None:
        """Set a bookmark at this paragraph, or take it away."""
        place = self._panes.page.paragraph_here()
        if place is None:
            return
        there = [
            placed.mark
            for placed in self._session.marks_here()
            if placed.mark.kind == "bookmark" and placed.location and placed.location.start.block == place.start.block
        ]
        if there:
            self._session.notes.delete_marks([mark.id for mark in there])
        else:
            self._session.notes.add_mark("bookmark", place)

    def highlight(self, colour: Colour | None = None) -> None:
        """Highlight the selection, or without one the paragraph, in a colour or in the one used last."""
        place = self._panes.page.selected() or self._panes.page.paragraph_here()
        if place is None:
            return
        self._panes.page.clear_selection()
        there = next((p for p in self._session.notes.marks if p.location == place and p.mark.kind != "bookmark"), None)
        if there is not None:  # a second one on the same words could not be told from the first
            self._panes.page.show_current(there.mark.id)
            self._notes.show_mark(there.mark.id)
            if colour is not None:
                self._recolour([there.mark], colour)
        else:
            self._session.notes.add_mark("highlight", place, colour or self.colour)

    def highlight_in(self, colour: Colour) -> None:
        self._colour = colour
        self.highlight(colour)

    @property
    def colour(self) -> Colour:
        """The colour used last, also before the program was ended; the next mark gets it."""
        if self._colour is None:
            mine = [p.mark for p in self._session.notes.marks if p.mark.layer == OWN and p.mark.kind != "bookmark"]
            self._colour = max(mine, key=lambda mark: mark.created).colour if mine else COLOURS[0]
        return self._colour

    def write_note(self) -> None:
        """Open the editor for a note on the selection, the current mark, or the paragraph."""
        current = self._current()
        if current is not None and self._panes.page.selected() is None:
            self.writing.edit(current)
        else:
            self.writing.begin(self._panes.page.selected() or self._panes.page.paragraph_here(), self.colour)

    def _recolour(self, marks: list[Mark], colour: Colour) -> None:
        self._colour = colour
        self._session.notes.recolour([mark.id for mark in marks if mark.kind != "bookmark"], colour)

    def _current(self) -> PlacedMark | None:
        """The mark that is current on the page."""
        return self._session.notes.find_mark(self._panes.page.current_mark) if self._panes.page.current_mark else None

    # -- keys in the text ------------------------------------------------------------------------------------

    def _asked(self, name: str, key: str) -> None:
        match name:
            case "next_paragraph" | "previous_paragraph":
                self._step(1 if name == "next_paragraph" else -1)
            case "next_mark" | "previous_mark":
                if not any(placed.location for placed in self._session.marks_here()):
                    self._say(self.tr("Nothing is marked in this document yet."))
                self._panes.page.step_mark(1 if name == "next_mark" else -1)
            case "colour":
                self._colour_key(COLOURS[int(key) - 1])
            case "tags" | "remove":
                self._mark_key(name)

    def _step(self, by: int) -> None:
        leaf = self._panes.page.step_paragraph(by)
        if leaf is not None:
            number = self.tr("Paragraph {n}: ").format(n=leaf.number) if leaf.number is not None else ""
            announce(self._panes.page, number + leaf.text)

    def _colour_key(self, colour: Colour) -> None:
        """A digit in the text: the selection in that colour, else the current mark, else the paragraph of the keys."""
        current = self._current()
        if self._panes.page.selected() is None and current is not None and current.mark.kind != "bookmark":
            self._recolour([current.mark], colour)
        elif self._panes.page.selected() is not None or self._panes.page.walks:
            self.highlight_in(colour)

    def _mark_key(self, name: str) -> None:
        current = self._current()
        if current is None:
            self._say(self.tr("Choose a mark first: click on it, or press M."))
        elif name == "tags":
            self.writing.edit(current, tags=True)
        else:
            self._delete([current.mark])

    def _chosen(self, mark_id: str) -> None:
        """A mark on the page is current: its card is shown, and said to those who do not see it."""
        self._notes.show_mark(mark_id)
        placed = self._session.notes.find_mark(mark_id)
        if placed is not None:
            announce(self._panes.page, self._notes.say(placed))

    def _delete(self, marks: list[Mark]) -> None:
        self._session.notes.delete_marks([mark.id for mark in marks])

    # -- what came of it -------------------------------------------------------------------------------------

    def _done(self, change: Change) -> None:
        """It is on the disk; without a mark that is left, it is deleted there."""
        if settles(change):  # `reviewing` says what there is to say
            return
        mark, sentence = first_mark(change), changes.done(change)
        if sentence:
            announce(self._window, sentence)
        if not change.pairs:
            return
        if mark is None:
            self.writing.forget(change)
            self._message.say(sentence, self.tr("Undo"), self._session.notes.undo, seconds=8)
        else:
            self._message.withdraw(self._session.notes.undo)  # it would take back this change, not the deletion
            here = any(placed.mark.id == mark.id for placed in self._panes.page.marks)  # not on the other side
            if here and change.pairs[0][0] is None and mark.kind != "note":
                self._panes.page.show_current(mark.id)
            self._notes.show_mark(mark.id)
            if len(change.pairs) > 1:
                self._message.say(sentence, seconds=4)

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self._say(self.tr("There is nothing more to undo or redo."))
            return
        self.writing.forget(change)
        self._say(changes.undone(change))

    def _say(self, sentence: str) -> None:
        self._message.say(sentence, seconds=4)
        announce(self._window, sentence)

    def _marks_changed(self) -> None:
        here = self._session.marks_here()
        for page in self._panes.pages:
            if page.shown is not None:
                page.show_marks(self._session.notes.marks_in(page.shown.info.id))
        self._notes.show_marks(here)

    def _beside_changed(self, beside: Beside) -> None:
        names = {layer.id: layer.name for layer in beside.layers}
        self._notes.show_beside(tuple(tag for tag, _ in beside.tags), beside.meanings or {}, names)

    def open_meanings(self) -> None:
        """Ask what the colours mean."""
        if not self._session.notes.refuses_notes():
            from reader.ui.dialogs.meanings import MeaningsDialog  # noqa: PLC0415  # no dialog is loaded at a start

            dialog = MeaningsDialog(self._notes.theme, self._session.notes.beside.meanings or {}, self._window)
            dialog.saved.connect(self._session.notes.set_meanings)
            dialog.open()

    def go_to(self, placed: PlacedMark) -> None:
        """Open the place of a mark, or say that it is not known."""
        if placed.location is not None:
            self._session.open_mark(placed)
        else:
            review = self.tr("Review") if self._session.notes.waits(placed.mark.id) else ""
            self._message.say(
                self.tr("The place of this mark is not certain in this edition; its words are kept with it."),
                review, lambda: self.review_wanted.emit(placed.mark.id), seconds=8,
            )  # fmt: skip

    def _page_menu(self, where: QPoint, mark_id: str | None) -> None:
        placed = self._session.notes.find_mark(mark_id) if mark_id else None
        if placed is not None and not self._panes.page.textCursor().hasSelection():
            self._notes.menu_for(placed).popup(where)
            return
        menu = QMenu(self._window)
        copy = menu.addAction(self.tr("Copy"), self._panes.page.copy)
        copy.setEnabled(self._panes.page.textCursor().hasSelection())
        menu.addActions([self._actions[name] for name in STYLES])
        menu.addSeparator()
        menu.addAction(self._actions["highlight"])
        self._notes.colour_menu(self.tr("Highlight in"), menu, self.highlight_in)
        menu.addActions([self._actions[name] for name in ("note", "bookmark")])
        menu.popup(where)
