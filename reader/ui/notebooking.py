"""What people do in the notebook view: filter, choose many marks and change them at once, make briefings of them.

Stands beside the window, as `marking.py` does; knows the page of the notebook and the message bar, and asks the
session. Made when somebody first goes there. Marks are asked for only while the page is to be seen.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QWidget

from reader.core.marks import Change, Collection, Item, PlacedMark
from reader.core.types import DocumentInfo
from reader.ui import changes
from reader.ui.kept import Beside, Entries, settles
from reader.ui.look import Look
from reader.ui.models.rows import ROW
from reader.ui.notebook import naming
from reader.ui.notebook.asking import TagBox
from reader.ui.notebook.page import NotebookPage
from reader.ui.notebook.places import ALL
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.notes import NotesPanel
from reader.ui.session import Session


class Notebooking(QObject):
    mark_wanted = Signal(object)  # PlacedMark: go there
    export_wanted = Signal(object)  # tuple of PlacedMark, or a Collection

    def __init__(
        self, session: Session, notes: NotesPanel, look: Look, icons: Path, message: MessageBar, window: QWidget
    ) -> None:
        super().__init__(window)
        self._session, self._notes, self._look, self._message = session, notes, look, message
        page = self.page = NotebookPage(look.theme, icons)
        self._titles: dict[str, str] = {}
        self._stale = True  # marks have changed since they were asked for
        self._arriving = False  # somebody has come, and what there is to see has been asked for
        self._again = False  # what is asked for are the same marks after a change
        self._going = False  # to a mark that was opened here
        self._arranging = 0  # arrangements of a briefing that are on their way to the disk
        self._steps: int | None = None  # so many places can be gone back to where the way back leads here again
        keeping = session.notes
        session.went_to.connect(self._went_to)
        keeping.marks_changed.connect(self._marks_changed)
        keeping.beside_changed.connect(self._beside_changed)
        keeping.selected.connect(self._selected)
        keeping.done.connect(self._done)
        page.filters.changed.connect(lambda: self._ask(again=False))
        page.export_wanted.connect(lambda: self.export_wanted.emit(page.list.marks))
        for opened in (page.list.opened, page.briefing.opened):
            opened.connect(self._open)
        page.list.edit_wanted.connect(notes.edit_wanted)
        page.list.delete_wanted.connect(self._delete)
        page.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        page.list.customContextMenuRequested.connect(self._menu_at)
        bulk, places = page.bulk, page.places
        bulk.tags_wanted.connect(self._ask_tags)
        bulk.colour_wanted.connect(lambda colour: keeping.recolour(self._ids(), colour))
        bulk.collect_wanted.connect(lambda name: keeping.collect(name, self._ids()))
        bulk.make_wanted.connect(lambda name: keeping.make_collection(name, self._ids()))
        bulk.export_wanted.connect(lambda: self.export_wanted.emit(tuple(page.list.chosen())))
        bulk.delete_wanted.connect(self._delete)
        places.chosen.connect(self._place_chosen)
        places.make_wanted.connect(keeping.make_collection)
        places.rename_wanted.connect(keeping.rename_collection)
        places.delete_wanted.connect(keeping.delete_collection)
        places.layer_shown.connect(lambda name_id, shown: keeping.change_layer(name_id, shown=shown))
        places.layer_renamed.connect(lambda name_id, name: keeping.change_layer(name_id, name=name))
        places.layer_deleted.connect(keeping.delete_layer)
        page.briefing.items_changed.connect(self._arrange)
        page.briefing.export_wanted.connect(self._export_briefing)
        look.changed.connect(self._look_changed)
        self._look_changed()
        self._marks_changed()

    def _look_changed(self) -> None:
        self.page.set_theme(self._look.theme)
        self.page.set_text_size(self._look.size)

    # -- coming and going ------------------------------------------------------------------------------------

    def enter(self) -> None:
        """The page has come to the front: bring it up to date, and give it the keys."""
        self._arriving = self._stale
        if self._stale:
            self._ask(again=True)
        self.page.take_focus()

    def _open(self, placed: PlacedMark) -> None:
        """Go to a mark, and remember that the way back leads here."""
        self.page.briefing.commit()
        self._going = placed.location is not None
        self.mark_wanted.emit(placed)

    def _went_to(self) -> None:
        if self._going:
            self._going, self._steps = False, self._session.steps_back

    def is_next_back(self) -> bool:
        """Whether a step back leads to the notebook: a mark was opened from here, and nothing since."""
        return self._steps is not None and self._session.steps_back == self._steps

    def save(self) -> None:
        """Send what is being written on its way to the disk."""
        self.page.briefing.commit()

    # -- what is shown ---------------------------------------------------------------------------------------

    def _ask(self, again: bool) -> None:
        filters = self.page.filters
        self._stale, self._again = False, again
        self._session.notes.select(filters.wanted, filters.order, filters.descending)

    def _selected(self, marks: tuple[PlacedMark, ...]) -> None:
        self.page.show_total(len(self._session.notes.marks))
        self.page.show_marks(marks, self._again)
        if self._arriving and self.page.isVisible():
            self._arriving = False
            self.page.take_focus()

    def _marks_changed(self) -> None:
        self.page.show_total(len(self._session.notes.marks))
        self._show_beside(self._session.notes.beside)
        self._name_documents()
        if self.page.isVisible():
            self._ask(again=True)
            self._show_briefing()
        else:
            self._stale = True

    def show_shelf(self, infos: tuple[DocumentInfo, ...]) -> None:
        self._titles = {info.id: info.short_title for info in infos}
        self._name_documents()

    def _name_documents(self) -> None:
        names = self._session.notes.documents()
        self.page.filters.show_documents({name: self._titles.get(name, name) for name in names})

    def notes_opened(self) -> None:
        """The notebook is open, or cannot be."""
        self.page.loaded(self._session.notes.read_only)

    def _beside_changed(self, beside: Beside) -> None:
        self._show_beside(beside)
        self._show_briefing()

    def _show_beside(self, beside: Beside) -> None:
        page, meanings = self.page, beside.meanings or {}
        page.places.show_state(len(self._session.notes.marks), beside.collections, beside.layers)
        page.filters.show_choices(beside.tags, beside.layers, meanings)
        page.bulk.show_choices(beside.collections, meanings)
        page.list.show_layers({layer.id: layer.name for layer in beside.layers})

    def _place_chosen(self, place: str) -> None:
        self._show_briefing()
        if place == ALL and self._stale:
            self._ask(again=True)

    def _here(self) -> Collection | None:
        """The briefing that is open."""
        collections = self._session.notes.beside.collections
        return next((each for each in collections if each.id == self.page.places.here), None)

    def _show_briefing(self) -> None:
        collection = self._here()
        if collection is not None:
            self.page.show_briefing_name(collection)
            self._session.notes.ask_entries(collection, lambda entries: self._entries(collection, entries))

    def _entries(self, collection: Collection, entries: Entries) -> None:
        if self._here() is collection and not self._arranging:  # nothing else was opened or done since
            self.page.briefing.show_entries(collection, entries)

    def _arrange(self, collection_id: str, items: tuple[Item, ...]) -> None:
        """Until the last arrangement is on the disk, what is shown is newer than what an answer could say."""
        self._arranging += 1
        self._session.notes.arrange_collection(collection_id, items, self._arranged)

    def _arranged(self) -> None:
        self._arranging -= 1
        if not self._arranging:
            self._show_briefing()

    # -- doing -----------------------------------------------------------------------------------------------

    def _ids(self) -> list[str]:
        return [placed.mark.id for placed in self.page.list.chosen()]

    def _delete(self) -> None:
        current = self.page.list.currentIndex().data(ROW)
        if ids := self._ids() or ([current.mark.id] if current else []):
            self._session.notes.delete_marks(ids)

    def _ask_tags(self, anchor: QWidget) -> None:
        if self._session.notes.refuses_notes():
            return
        chosen = self.page.list.chosen()
        ids = [placed.mark.id for placed in chosen]
        had: dict[str, int] = {}
        for placed in chosen:
            for tag in placed.mark.tags:
                had[tag] = had.get(tag, 0) + 1
        rows = {}
        for tag, count in self._session.notes.beside.tags:
            some = Qt.CheckState.PartiallyChecked if had.get(tag) else Qt.CheckState.Unchecked
            rows[tag] = count, Qt.CheckState.Checked if had.get(tag) == len(chosen) else some
        hint = self.tr("One tag, then Enter.")
        box = TagBox(self.tr("Tags of {marks}").format(marks=naming.marks(len(chosen))), hint, rows, True, self.page)
        box.toggled.connect(lambda tag, on: self._session.notes.tag(ids, *(([tag], ()) if on else ((), [tag]))))
        box.open_at(anchor)

    def _menu_at(self, where: QPoint) -> None:
        view = self.page.list
        index = view.indexAt(where)
        if index.isValid():
            self._notes.menu_for(index.data(ROW)).popup(view.viewport().mapToGlobal(where))

    def _export_briefing(self) -> None:
        if (collection := self._here()) is not None:
            self.export_wanted.emit(collection)

    # -- what came of it -------------------------------------------------------------------------------------

    def _done(self, change: Change) -> None:
        """Show what was done, with a way back, while the notebook is to be seen; what is being written speaks for
        itself."""
        if not self.page.isVisible():
            return
        made = next((new for old, new in change.collections if old is None), None)
        written = any(old and new and old.text != new.text for old, new in change.pairs)
        sentence = "" if written or settles(change) else changes.done(change)
        if sentence:
            self._message.say(sentence, self.tr("Undo"), self._session.notes.undo, seconds=8)
        if made is not None and not made.items:
            self.page.places.go(made.id)
