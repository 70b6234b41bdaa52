"""What is written about a passage: the editor, its drafts, and the tags beside it.

Text that somebody typed is on the disk, or on its way there, or said to be neither; see `drafts`.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader.core.marks import Change, Colour, PlacedMark
from reader.core.types import Location
from reader.ui.dialogs.unsaved import UnsavedDialog
from reader.ui.drafts import Draft, Drafts
from reader.ui.panels.notes import NotesPanel
from reader.ui.reading.panes import Panes
from reader.ui.session import Session


class Writing(QObject):
    notes_wanted = Signal()  # the notes panel must be seen

    def __init__(self, session: Session, panes: Panes, notes: NotesPanel, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._panes, self._notes, self._window = session, panes, notes, window
        self._drafts = Drafts()
        self._close_anyway = False
        notes.editor.save_wanted.connect(self._save_note)
        notes.editor.tags_wanted.connect(self._tag)
        notes.editor.closed.connect(self._editor_closed)
        session.notes.marks_changed.connect(self._marks_changed)

    def begin(self, place: Location | None, colour: Colour) -> None:
        """Open the editor for a new note on a place."""
        if place is not None and not self._session.notes.refuses_notes():
            self._panes.page.clear_selection()
            self._open_editor(Draft(None, place, colour), self._panes.page.text_of(place))
            self._panes.page.hold(place)

    def edit(self, placed: PlacedMark, tags: bool = False) -> None:
        """Open the editor for a mark, at its text or at its tags."""
        now = self._session.notes.find_mark(placed.mark.id)  # a menu may have been open for a while
        editor = self._notes.editor
        if now is None or self._session.notes.refuses_notes():
            return
        if editor.edits({now.mark.id}):
            self.notes_wanted.emit()
        else:
            self._open_editor(self._drafts.of(now.mark.id) or Draft(now.mark, now.location), now.mark.anchor.quote)
        editor.take_focus(tags)

    def _open_editor(self, draft: Draft, quote: str) -> None:
        self.notes_wanted.emit()
        now = self._session.notes.find_mark(draft.mark.id) if draft.mark else None
        self._notes.editor.edit(draft, quote, now.mark.tags if now else ())

    def save(self) -> None:
        """Send what is being written on its way to the disk."""
        self._notes.editor.save()

    def may_close(self, others_safe: Callable[[], bool]) -> bool:
        """Whether every text is on the disk, for which this waits, and whether what others sent there is. If not, ask
        whether to close all the same."""
        self.save()
        self._session.notes.finish()
        if self._close_anyway or (not self._drafts.unsafe() and others_safe()):
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
            page = self._panes.page
            here = page.shown is not None and place is not None and place.document == page.shown.info.id
            self._open_editor(refused[0], mark.anchor.quote if mark else page.text_of(place) if here and place else "")

    def _tag(self, draft: Draft, add: tuple[str, ...], remove: tuple[str, ...]) -> None:
        """After the text that was typed: both are about one mark."""
        self.save()
        self._session.notes.tag_draft(draft, add, remove)

    def _marks_changed(self) -> None:
        """The tags of what is being written are shown when they are on the disk."""
        draft = self._notes.editor.draft
        now = self._session.notes.find_mark(draft.mark.id) if draft is not None and draft.mark else None
        if now is not None:
            self._notes.editor.show_mark(now.mark)

    def _editor_closed(self, had_focus: bool) -> None:
        for page in self._panes.pages:
            page.hold(None)
        if had_focus and self._panes.page.isVisible():
            self._panes.page.setFocus()
        self._bring_back()

    def forget_all(self) -> None:
        """Another notebook has taken the place of this one. What the disk refused is still offered again."""
        self._notes.editor.forget()

    def forget(self, change: Change | None) -> None:
        """Marks that are gone, or have another text, are not what an editor or a draft holds of them any more."""
        if change is None:
            return
        for old in (old for old, new in change.pairs if old and (new is None or new.text != old.text)):
            if (draft := self._drafts.of(old.id)) is not None:
                self._drafts.drop(draft)
            if self._notes.editor.edits({old.id}):
                self._notes.editor.forget()
