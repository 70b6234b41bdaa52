"""What people do with marks: from a selection on the page to a card in the panel and a file of notes.

Stands beside the window, which would otherwise grow with every action; knows the page, the notes panel and the message
bar, and asks the session. Nothing is shown as marked before the session says that it is on the disk.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from reader import words
from reader.core.marks import Change, Mark, PlacedMark
from reader.ui.dialogs.export import ExportDialog
from reader.ui.dialogs.unsaved import UnsavedDialog
from reader.ui.drafts import Draft, Drafts
from reader.ui.notekeeping import first_mark
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.notes import NotesPanel
from reader.ui.panels.parts import announce
from reader.ui.reading.page import ReadingPage
from reader.ui.session import Session


class Marking(QObject):
    notes_wanted = Signal()  # the notes panel must be seen

    def __init__(
        self,
        session: Session,
        page: ReadingPage,
        notes: NotesPanel,
        message: MessageBar,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._page, self._notes, self._message = session, page, notes, message
        self._actions, self._window = actions, window
        self._drafts = Drafts()
        self._close_anyway = False
        self._everywhere = False
        self._export_folder: Path | None = None
        session.notes.marks_changed.connect(self._marks_changed)
        session.notes.done.connect(self._done)
        session.notes.undone.connect(self._undone)
        session.notes.exported.connect(self._exported)
        page.mark_clicked.connect(notes.show_mark)
        page.menu_wanted.connect(self._page_menu)
        notes.mark_wanted.connect(self.go_to)
        notes.edit_wanted.connect(self._edit)
        notes.delete_wanted.connect(self._delete)
        notes.colour_wanted.connect(lambda mark, colour: session.notes.recolour([mark.id], colour))
        notes.scope_changed.connect(self._scope_changed)
        notes.editor.save_wanted.connect(self._save_note)
        notes.editor.delete_wanted.connect(lambda mark: self._delete([mark]))
        notes.editor.closed.connect(self._editor_closed)

    # -- making ----------------------------------------------------------------------------------------------

    def bookmark_here(self) -> None:
        """Set a bookmark at this paragraph, or take it away."""
        place = self._page.paragraph_here()
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

    def highlight(self) -> None:
        """Highlight the selection, or without one the paragraph."""
        place = self._page.selected() or self._page.paragraph_here()
        if place is None:
            return
        self._page.clear_selection()
        there = next((p for p in self._session.notes.marks if p.location == place and p.mark.kind != "bookmark"), None)
        if there is not None:  # a second one on the same words could not be told from the first
            self._notes.show_mark(there.mark.id)
        else:
            self._session.notes.add_mark("highlight", place)

    def write_note(self) -> None:
        """Open the editor for a note on the selection, or on the paragraph."""
        place = self._page.selected() or self._page.paragraph_here()
        if place is not None and not self._session.notes.refuses_notes():
            self._page.clear_selection()
            self._open_editor(Draft(None, place), self._page.text_of(place))
            self._page.hold(place)

    def _open_editor(self, draft: Draft, quote: str) -> None:
        self.notes_wanted.emit()
        self._notes.editor.edit(draft, quote)

    def save(self) -> None:
        """Send what is being written on its way to the disk."""
        self._notes.editor.save()

    def may_close(self) -> bool:
        """Whether every text is on the disk, for which this waits. If not, ask whether to close all the same."""
        self.save()
        self._session.notes.finish()
        if self._close_anyway or not self._drafts.unsafe():
            return True
        if self._window.findChild(UnsavedDialog) is None:
            dialog = UnsavedDialog(self._window)
            dialog.close_wanted.connect(self._close_all_the_same)
            dialog.open()
        return False

    def _close_all_the_same(self) -> None:
        self._close_anyway = True
        self._window.close()

    def _save_note(self, draft: Draft, text: str) -> None:
        self._drafts.sent(draft, text)
        self._session.notes.save_note(draft, text, lambda: self._saved(draft, text), lambda: self._not_saved(draft))

    def _saved(self, draft: Draft, text: str) -> None:
        self._drafts.saved(draft)
        self._notes.editor.saved(draft, text)
        for other in self._drafts.refused():  # the disk takes texts again
            self._save_note(other, other.wanted)

    def _not_saved(self, draft: Draft) -> None:
        draft.refused = True
        self._notes.editor.not_saved(draft)
        if not self._notes.editor.is_open():
            self._bring_back()

    def _bring_back(self) -> None:
        """A note that was left before the disk refused it."""
        refused = self._drafts.refused()
        if refused:
            place = refused[0].place
            mark = refused[0].mark
            here = self._page.shown is not None and place is not None and place.document == self._page.shown.info.id
            self._open_editor(
                refused[0], mark.anchor.quote if mark else self._page.text_of(place) if here and place else ""
            )

    def _edit(self, placed: PlacedMark) -> None:
        now = self._session.notes.find_mark(placed.mark.id)  # a menu may have been open for a while
        editor = self._notes.editor
        if now is None or now.mark.kind == "bookmark" or self._session.notes.refuses_notes():
            return
        if editor.edits({now.mark.id}):
            self.notes_wanted.emit()
            editor.take_focus()
        else:
            self._open_editor(self._drafts.of(now.mark.id) or Draft(now.mark, now.location), now.mark.anchor.quote)

    def _editor_closed(self, had_focus: bool) -> None:
        self._page.hold(None)
        if had_focus and self._page.isVisible():
            self._page.setFocus()
        self._bring_back()

    def _delete(self, marks: list[Mark]) -> None:
        self._session.notes.delete_marks([mark.id for mark in marks])

    def _forget(self, change: Change) -> None:
        """The marks of a change are not what an editor or a draft holds of them any more."""
        for old in (old for old, _ in change.pairs if old):
            if (draft := self._drafts.of(old.id)) is not None:
                self._drafts.drop(draft)
            if self._notes.editor.edits({old.id}):
                self._notes.editor.forget()

    # -- what came of it -------------------------------------------------------------------------------------

    def _done(self, change: Change) -> None:
        """It is on the disk; without a mark that is left, it is deleted there."""
        if not change.pairs:
            return
        mark = first_mark(change)
        if mark is None:
            self._forget(change)
            count = len(change.pairs)
            sentence = self.tr("1 mark deleted.") if count == 1 else self.tr("{n} marks deleted.").format(n=count)
            self._message.say(sentence, self.tr("Undo"), self._session.notes.undo, seconds=8)
        else:
            self._message.withdraw(self._session.notes.undo)  # it would take back this change, not the deletion
            self._notes.show_mark(mark.id)
            sentences = {
                "bookmark": self.tr("Bookmarked"),
                "highlight": self.tr("Highlighted"),
                "note": self.tr("Note saved"),
            }
            sentence = sentences[mark.kind]
        announce(self._window, sentence)

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self._message.say(self.tr("There is nothing more to undo or redo."), seconds=4)
            return
        self._forget(change)
        before, after = change.pairs[0] if change.pairs else (True, True)
        if after is None:
            sentence = self.tr("Mark taken back.")
        elif before is None:
            sentence = self.tr("Mark restored.")
        else:
            sentence = self.tr("Change taken back.")
        self._message.say(sentence, seconds=4)
        announce(self._window, sentence)

    def _marks_changed(self, marks: tuple[PlacedMark, ...]) -> None:
        here = self._session.marks_here()
        if self._page.shown is not None and self._session.document is self._page.shown:
            self._page.show_marks(here)
        everywhere = self._everywhere or self._session.document is None
        self._notes.show_marks(marks if everywhere else here, everywhere)

    def _scope_changed(self, scope: int) -> None:
        self._everywhere = bool(scope)
        self._marks_changed(self._session.notes.marks)

    def go_to(self, placed: PlacedMark) -> None:
        """Open the place of a mark, or say that it is not known."""
        if placed.location is not None:
            self._session.open_mark(placed)
        else:
            self._message.say(
                self.tr("The place of this mark is not certain in this edition; its words are kept with it."), seconds=8
            )

    def _page_menu(self, where: QPoint, mark_id: str | None) -> None:
        placed = self._session.notes.find_mark(mark_id) if mark_id else None
        if placed is not None and not self._page.textCursor().hasSelection():
            self._notes.menu_for(placed).popup(where)
            return
        menu = QMenu(self._window)
        copy = menu.addAction(self.tr("Copy"), self._page.copy)
        copy.setEnabled(self._page.textCursor().hasSelection())
        menu.addSeparator()
        menu.addActions([self._actions[name] for name in ("highlight", "note", "bookmark")])
        menu.popup(where)

    # -- taking out ------------------------------------------------------------------------------------------

    def open_export(self) -> None:
        self.save()
        marks, document = self._session.notes.marks, self._session.document
        if not marks:
            self._message.say(words.SENTENCES["nothing_to_export"], seconds=6)
            return
        title = document.info.short_title if document else ""
        dialog = ExportDialog(len(self._session.marks_here()), len(marks), title, self._export_folder, self._window)
        dialog.export_wanted.connect(self._export)
        dialog.open()

    def _export(self, path: Path, only_this: bool) -> None:
        self._session.notes.export(path, marks=self._session.marks_here() if only_this else None)

    def _exported(self, count: int, path: Path) -> None:
        self._export_folder = path.parent
        sentence = self.tr("1 mark written to {path}.") if count == 1 else self.tr("{n} marks written to {path}.")
        self._message.say(sentence.format(n=count, path=path))
