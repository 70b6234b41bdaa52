"""The window: puts the panels together and connects them to the session. The only place where things are connected."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QActionGroup,
    QCloseEvent,
    QGuiApplication,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reader import words
from reader.core.errors import Broken, Trouble
from reader.core.paths import Paths
from reader.core.settings import THEMES, ZOOM_MAX, ZOOM_MIN, Settings, write_settings
from reader.core.text import long_date
from reader.core.types import Change, Document, Heading, Hit, Location, Mark, PackInfo, PlacedMark, Point, ResultPage
from reader.ui import icons
from reader.ui.actions import SPECS, make_actions
from reader.ui.dialogs.export import ExportDialog
from reader.ui.dialogs.shortcuts import ShortcutsDialog
from reader.ui.panels.bars import Breadcrumb, MessageBar, SearchField, TopBar
from reader.ui.panels.home import HomePage
from reader.ui.panels.notes import NotesPanel
from reader.ui.panels.side import CONTENTS, LIBRARY, RESULTS, SidePanel
from reader.ui.reading.page import ReadingPage
from reader.ui.session import Session
from reader.ui.theme import load_theme, palette, style_sheet

_SIZES = (12, 14, 16, 17, 18, 20, 22, 25, 28, 32, 36, 40, 44)
_HOME, _PAGE = range(2)
"""Reading sizes in pixels; 18 is the usual one, 36 is 200 %."""


class MainWindow(QMainWindow):
    def __init__(self, session: Session, paths: Paths, settings: Settings) -> None:
        super().__init__()
        self.session, self._paths, self._settings = session, paths, settings
        self._icons = paths.resources / "icons"
        self._all_marks = False
        self._section_of: dict[str, str] = {}
        self._sections: dict[str, tuple[str, ...]] = {}
        self._licence_note = ""
        self._opened_once = False
        self._export_folder: Path | None = None
        self.theme = load_theme(paths.resources / "themes", settings.theme)
        self.setWindowTitle(words.APP_NAME)
        self.setMinimumSize(560, 420)
        self.actions_by_name = make_actions(self, self.isRightToLeft())
        self.addActions(list(self.actions_by_name.values()))
        self.field = SearchField(self._icons)
        self.side = SidePanel(self.theme, self._icons)
        self.notes = NotesPanel(self.theme, self._icons)
        self.home = HomePage(self.theme)
        self.page = ReadingPage(self.theme, settings.text_size)
        self.breadcrumb = Breadcrumb()
        self.message = MessageBar(self._icons)
        self._build()
        self._connect()
        self._apply_theme()
        self._restore_window()

    # -- building ---------------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        act = self.actions_by_name
        look, text = QMenu(self), QMenu(self)
        self._look_action, self._text_action = QAction(self.tr("Theme"), self), QAction(self.tr("Text size"), self)
        group = QActionGroup(self)
        names = (self.tr("As the system"), self.tr("Light"), self.tr("Sepia"), self.tr("Dark"), self.tr("High contrast"))
        for name, label in zip(THEMES, names, strict=True):
            choice = look.addAction(label)
            choice.setCheckable(True)
            choice.setChecked(name == self._settings.theme)
            choice.triggered.connect(lambda _=False, n=name: self.set_theme(n))
            group.addAction(choice)
        text.addActions([act["larger"], act["smaller"], act["usual"]])
        self._look_action.setMenu(look)
        self._text_action.setMenu(text)
        left = [act["side_panel"], act["home"], act["back"], act["forward"]]
        right = [self._text_action, self._look_action, act["bookmark"], act["highlight"], act["note"], act["export"],
                 act["notes_panel"]]  # fmt: skip
        page = QWidget()
        page.setObjectName("pageHolder")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.breadcrumb)
        column.addWidget(self.page)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.home)
        self._middle.addWidget(page)
        centre = QWidget()
        centre.setObjectName("centre")
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.message)
        column.addWidget(self._middle, 1)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget in (self.side, centre, self.notes):
            self._splitter.addWidget(widget)
        self._splitter.setStretchFactor(1, 1)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(TopBar(self.field, left, right))
        column.addWidget(self._splitter, 1)
        self.setCentralWidget(whole)
        order = (self.field, self.side, self.home, self.page, self.notes)
        for one, two in zip(order, order[1:], strict=False):
            self.setTabOrder(one, two)

    def _connect(self) -> None:
        session, act = self.session, self.actions_by_name
        session.shelf_changed.connect(self._shelf_changed)
        session.document_opened.connect(self._document_opened)
        session.went_to.connect(self._went_to)
        session.results_ready.connect(self._results_ready)
        session.hit_opened.connect(self._hit_opened)
        session.marks_changed.connect(self._marks_changed)
        session.mark_made.connect(self._mark_made)
        session.undone.connect(self._undone)
        session.exported.connect(self._exported)
        session.trouble.connect(self.show_trouble)
        session.notes_opened.connect(lambda: self._set_marking(self.session.document is not None))
        session.history_changed.connect(self._history_changed)

        self.field.changed.connect(lambda text: self.session.search(text, typing=True))
        self.field.entered.connect(self._entered)
        self.field.left_downwards.connect(lambda: self._show_side(RESULTS, focus=True))
        self.home.document_wanted.connect(lambda name: self.session.open(name))
        self.side.document_wanted.connect(lambda name: self.session.open(name))
        self.side.heading_wanted.connect(self._heading_wanted)
        self.side.hit_wanted.connect(self.session.open_hit)
        self.page.moved.connect(self.session.keep_place)
        self.page.reading.connect(self._reading)
        self.page.link_followed.connect(self._link_followed)
        self.page.mark_clicked.connect(self.notes.show_mark)
        self.page.menu_wanted.connect(self._page_menu)
        self.page.zoomed.connect(self._zoom)
        self.notes.mark_wanted.connect(self._mark_wanted)
        self.notes.edit_wanted.connect(self._edit_mark)
        self.notes.delete_wanted.connect(self._delete_marks)
        self.notes.colour_wanted.connect(lambda mark, colour: self.session.edit_mark(mark, colour=colour))
        self.notes.scope_changed.connect(self._scope_changed)
        self.notes.editor.save_wanted.connect(self._save_note)
        self.notes.editor.delete_wanted.connect(lambda mark: self._delete_marks([mark]))
        self.notes.editor.closed.connect(self._editor_closed)

        for name, call in (
            ("search", self._focus_search), ("next_hit", lambda: session.step_hit(1)),
            ("previous_hit", lambda: session.step_hit(-1)), ("go_to", self._go_to_reference),
            ("bookmark", self.bookmark_here), ("highlight", self.highlight), ("note", self.write_note),
            ("undo", session.undo), ("redo", session.redo), ("export", self.open_export),
            ("back", session.go_back), ("forward", session.go_forward),
            ("contents", lambda: self._show_side(CONTENTS, True)), ("library", lambda: self._show_side(LIBRARY, True)),
            ("results", lambda: self._show_side(RESULTS, True)), ("notes", self._focus_notes),
            ("page", self._focus_page), ("home", self.show_home),
            ("larger", lambda: self._zoom(1)), ("smaller", lambda: self._zoom(-1)), ("usual", lambda: self._set_size(18)),
            ("side_panel", lambda: self.side.setVisible(self.side.isHidden())),
            ("notes_panel", lambda: self.notes.setVisible(self.notes.isHidden())),
            ("help", self._show_shortcuts), ("quit", self.close),
        ):  # fmt: skip
            act[name].triggered.connect(call)
        self._set_marking(False)
        self._history_changed(False, False)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_theme_changed)

    # -- the window itself --------------------------------------------------------------------------------------------------

    def _restore_window(self) -> None:
        kept = self._settings
        screen = self.screen().availableGeometry()
        if kept.window is not None and screen.intersects(QRect(*kept.window)):
            self.setGeometry(QRect(*kept.window))
        else:
            self.resize(QSize(1280, 800).boundedTo(screen.size()))
        if kept.maximised:
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.side.setVisible(kept.side_panel)
        self.notes.setVisible(kept.notes_panel)
        width = max(self.width() - kept.side_width - kept.notes_width, 300)
        self._splitter.setSizes([kept.side_width, width, kept.notes_width])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._opened_once:
            self._opened_once = True
            self.field.setFocus()
            QTimer.singleShot(0, self.session.start)  # paint first, then read files

    def closeEvent(self, event: QCloseEvent) -> None:
        self.notes.editor.save()
        if self.page.shown is not None and self._middle.currentIndex() == _PAGE:
            self.session.keep_place(self.page.place())
        self._keep_settings()
        self.session.close()
        super().closeEvent(event)

    def _keep_settings(self) -> None:
        box = self.normalGeometry()
        sizes = self._splitter.sizes()
        self._settings = Settings(
            theme=self._settings.theme,
            text_size=self._settings.text_size,
            window=(box.x(), box.y(), box.width(), box.height()),
            maximised=self.isMaximized(),
            side_panel=not self.side.isHidden(),
            notes_panel=not self.notes.isHidden(),
            side_width=sizes[0] if sizes[0] > 120 else self._settings.side_width,
            notes_width=sizes[2] if sizes[2] > 120 else self._settings.notes_width,
        )
        try:
            write_settings(self._paths.settings, self._settings)
        except Broken as trouble:
            self.show_trouble(trouble)  # nothing personal is in there; the window may still close

    # -- look -----------------------------------------------------------------------------------------------------------------

    def set_theme(self, name: str) -> None:
        self._settings = _with(self._settings, theme=name)
        self.theme = load_theme(self._paths.resources / "themes", name)
        self._apply_theme()

    def _system_theme_changed(self) -> None:
        if self._settings.theme == "system":
            self.set_theme("system")

    def _apply_theme(self) -> None:
        theme = self.theme
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(theme))
        app.setStyleSheet(style_sheet(theme))
        rtl = self.isRightToLeft()
        for spec in SPECS:
            if spec.icon:
                self.actions_by_name[spec.name].setIcon(
                    icons.icon(self._icons, spec.icon, theme.text["muted"], theme.line["strong"], mirror=rtl)
                )
        for action, icon in ((self._look_action, "contrast"), (self._text_action, "a-large-small")):
            action.setIcon(icons.icon(self._icons, icon, theme.text["muted"], theme.line["strong"]))
        for part in (self.field, self.side, self.notes, self.home, self.message):
            part.set_theme(theme)
        self._set_size(self._settings.text_size)

    def _zoom(self, steps: int) -> None:
        nearest = min(range(len(_SIZES)), key=lambda n: abs(_SIZES[n] - self._settings.text_size))
        self._set_size(_SIZES[max(0, min(len(_SIZES) - 1, nearest + steps))])

    def _set_size(self, size: int) -> None:
        size = max(ZOOM_MIN, min(ZOOM_MAX, size))
        self._settings = _with(self._settings, text_size=size)
        self.page.set_look(self.theme, size, icons.pixmap(self._icons, "bookmark", self.theme.text["accent"], 16))

    # -- library and documents --------------------------------------------------------------------------------------------------

    def _shelf_changed(self, infos: tuple[object, ...], pack: PackInfo) -> None:
        self._licence_note = pack.licence_note
        self.side.show_library(infos)  # type: ignore[arg-type]
        self.home.show_library(infos, pack)  # type: ignore[arg-type]
        if self._middle.currentIndex() == _HOME:
            self.side.show_tab(LIBRARY)

    def show_home(self) -> None:
        self._middle.setCurrentIndex(_HOME)
        self._set_marking(False)
        self.home.focus_list()

    def _document_opened(
        self, document: Document, headings: tuple[Heading, ...], sections: dict[str, tuple[str, ...]]
    ) -> None:
        self.page.show_document(document)
        self._sections = sections
        self._section_of = {}
        above = headings[0].block
        starts = {heading.block for heading in headings}
        for block in document.blocks:
            above = block.id if block.id in starts else above
            self._section_of[block.id] = above if block.id in starts or sections[block.id] else headings[0].block
        self.side.show_outline(document, headings)
        if self.side.tab() == LIBRARY:
            self.side.show_tab(CONTENTS)

    def _went_to(self, place: Location | Point | None, hit: Hit | None) -> None:
        self._middle.setCurrentIndex(_PAGE)
        self._set_marking(True)
        self._show_hits()
        if isinstance(place, Location):
            self.page.go_to(place)
        elif isinstance(place, Point):
            self.page.go_to_place(place)
        if hit is None and not self.field.hasFocus():
            self.page.setFocus()
        self._reading(self.page.place().block if place is None or isinstance(place, Point) else place.start.block)

    def _reading(self, block_id: str) -> None:
        document = self.page.shown
        if document is None:
            return
        info = document.info
        self.side.show_section(self._section_of.get(block_id, document.blocks[0].id))
        path = list(self._sections.get(block_id, ()))
        heading = next((block.text for block in document.blocks if block.id == block_id and block.kind == "heading"), None)
        if heading is not None:
            path.append(heading)
        facts = f"{info.reference}  ·  {long_date(info.date)}  ·  {words.reading_minutes(info.words)}"
        self.breadcrumb.show_path([info.short_title, *path], facts)

    def _heading_wanted(self, heading: Heading) -> None:
        if self.session.document is not None:
            point = Point(heading.block, 0)
            name = self.session.document.info.id
            self.session.open(name, Location(name, point, Point(heading.block, len(heading.text))))

    def _link_followed(self, address: str) -> None:
        if address.startswith("doc:"):
            self.session.open(address.removeprefix("doc:"))
            return
        shown = address.removeprefix("mailto:")
        self.message.say(
            self.tr("This reader never goes online. The address is {address}").format(address=shown),
            self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(shown),
        )  # fmt: skip

    def _go_to_reference(self) -> None:
        """The search field takes references as well as words."""
        self._focus_search()
        if self.page.shown is not None:
            self.field.setText(f"{self.page.shown.info.reference} para ")

    def _history_changed(self, back: bool, forward: bool) -> None:
        self.actions_by_name["back"].setEnabled(back)
        self.actions_by_name["forward"].setEnabled(forward)

    # -- searching ------------------------------------------------------------------------------------------------------------

    def _focus_search(self) -> None:
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def _entered(self, text: str) -> None:
        """Enter opens the best hit, or the paragraph whose reference was typed."""
        if words.looks_like_reference(text):
            self.session.open_reference(text)
        else:
            self.session.search(text, typing=False, then=lambda page: self.session.open_hit(0))

    def _results_ready(self, page: ResultPage | None) -> None:
        self.side.show_results(page)
        self._show_hits()
        if page is not None:
            self._show_side(RESULTS)
            self.announce(self.tr("{n} results").format(n=page.total))

    def _show_hits(self) -> None:
        page, document = self.session.results, self.page.shown
        if document is not None:
            hits = page.hits if page else ()
            self.page.show_hits({hit.block: hit.spans for hit in hits if hit.document == document.info.id})

    def _hit_opened(self, number: int) -> None:
        self._show_side(RESULTS)
        self.side.show_hit(number)

    def _show_side(self, tab: int, focus: bool = False) -> None:
        if focus:
            self.side.show()
        self.side.show_tab(tab, focus)

    # -- marks ----------------------------------------------------------------------------------------------------------------

    def _set_marking(self, possible: bool) -> None:
        for name in ("bookmark", "highlight", "note"):
            self.actions_by_name[name].setEnabled(possible)

    def bookmark_here(self) -> None:
        """Set a bookmark at this paragraph, or take it away."""
        place = self.page.paragraph_here()
        if place is None:
            return
        there = [p.mark for p in self.session.marks_here()
                 if p.mark.kind == "bookmark" and p.location and p.location.start.block == place.start.block]  # fmt: skip
        if there:
            self.session.delete_marks(there)
        else:
            self.session.add_mark("bookmark", place)

    def highlight(self) -> None:
        """Highlight the selection, or without one the paragraph."""
        place = self.page.selected() or self.page.paragraph_here()
        if place is not None:
            self.page.clear_selection()
            self.session.add_mark("highlight", place)

    def write_note(self) -> None:
        """Open the editor for a note on the selection, or on the paragraph."""
        place = self.page.selected() or self.page.paragraph_here()
        if place is None:
            return
        self.page.clear_selection()
        self.notes.show()
        self.notes.editor.edit(None, place, self.page.text_of(place))
        self.page.hold(place)

    def _save_note(self, mark: Mark | None, place: Location | None, text: str) -> None:
        failed = self.notes.editor.not_saved
        if mark is not None:
            self.session.edit_mark(mark, text=text, merge=True, failed=failed)
        elif place is not None:
            self.session.add_mark("note", place, text=text, failed=failed)

    def _edit_mark(self, placed: PlacedMark) -> None:
        if placed.mark.kind == "bookmark":
            return
        self.notes.show()
        self.notes.editor.edit(placed.mark, placed.location, placed.mark.anchor.quote)

    def _editor_closed(self) -> None:
        self.page.hold(None)
        self.page.setFocus()

    def _delete_marks(self, marks: list[Mark]) -> None:
        if any(self.notes.editor.mark == mark for mark in marks):
            self.notes.editor.forget()
        self.session.delete_marks(marks)
        count = len(marks)
        self.message.say(
            self.tr("1 mark deleted.") if count == 1 else self.tr("{n} marks deleted.").format(n=count),
            self.tr("Undo"), self.session.undo, seconds=8,
        )  # fmt: skip

    def _mark_made(self, mark: Mark | None, change: Change) -> None:
        """It is on the disk."""
        if mark is None:
            self.announce(self.tr("Deleted"))
            return
        if mark.kind in ("note", "highlight"):
            self.notes.editor.saved(mark)
        self.notes.show_mark(mark.id)
        self.announce({"bookmark": self.tr("Bookmarked"), "highlight": self.tr("Highlighted"), "note": self.tr("Note saved")}[mark.kind])

    def _undone(self, change: Change | None) -> None:
        if change is None:
            self.message.say(self.tr("There is nothing more to undo or redo."), seconds=4)
            return
        before, after = change.pairs[0]
        editing = self.notes.editor.mark
        if editing is not None and any(old and old.id == editing.id for old, _ in change.pairs):
            self.notes.editor.forget()
        text = self.tr("Mark taken back.") if after is None else self.tr("Mark restored.") if before is None else self.tr("Change taken back.")
        self.message.say(text, seconds=4)

    def _marks_changed(self, marks: tuple[PlacedMark, ...]) -> None:
        here = self.session.marks_here()
        if self.page.shown is not None and self.session.document is self.page.shown:
            self.page.show_marks(here)
        everywhere = self._all_marks or self.session.document is None
        self.notes.show_marks(marks if everywhere else here, everywhere)

    def _scope_changed(self, scope: int) -> None:
        self._all_marks = bool(scope)
        self._marks_changed(self.session.marks)

    def _mark_wanted(self, placed: PlacedMark) -> None:
        if placed.location is not None:
            self.session.open(placed.location.document, placed.location)
        else:
            self.message.say(self.tr("The place of this mark is not certain in this edition; its words are kept with it."), seconds=8)

    def _page_menu(self, where: QPoint, mark_id: str | None) -> None:
        placed = self.session.find_mark(mark_id) if mark_id else None
        if placed is not None:
            self.notes.menu_for(placed).popup(where)
            return
        menu = QMenu(self)
        copy = menu.addAction(self.tr("Copy"), self.page.copy)
        copy.setEnabled(self.page.textCursor().hasSelection())
        menu.addSeparator()
        menu.addActions([self.actions_by_name[name] for name in ("highlight", "note", "bookmark")])
        menu.popup(where)

    # -- taking out -----------------------------------------------------------------------------------------------------------

    def open_export(self) -> None:
        self.notes.editor.save()
        if not self.session.marks:
            self.message.say(words.SENTENCES["nothing_to_export"], seconds=6)
            return
        title = self.session.document.info.short_title if self.session.document else ""
        dialog = ExportDialog(len(self.session.marks_here()), len(self.session.marks), title, self._export_folder, self)
        dialog.export_wanted.connect(self._export)
        dialog.open()

    def _export(self, path: Path, only_this: bool) -> None:
        self._export_folder = path.parent
        document = self.session.document.info.id if only_this and self.session.document else None
        self.session.export(path, document)

    def _exported(self, count: int, path: Path) -> None:
        sentence = self.tr("1 mark written to {path}.") if count == 1 else self.tr("{n} marks written to {path}.")
        self.message.say(sentence.format(n=count, path=path))

    # -- messages ---------------------------------------------------------------------------------------------------------------

    def show_trouble(self, trouble: Trouble) -> None:
        """Refused: a sentence in the bar. Broken: the same, with the details to copy for whoever helps."""
        sentence = words.sentence(trouble)
        if trouble.code in ("pack_missing", "pack_malformed"):
            self.home.show_trouble(sentence)
        if isinstance(trouble, Broken):
            details = f"{words.APP_NAME}: {trouble.code} {trouble.facts}"
            self.message.say(sentence, self.tr("Copy details"), lambda: QGuiApplication.clipboard().setText(details))
        else:
            self.message.say(sentence)
        self.announce(sentence)

    def show_notice(self, sentence: str) -> None:
        self.message.say(sentence)

    def announce(self, sentence: str) -> None:
        """Say it to a screen reader, without moving the focus."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    # -- focus ------------------------------------------------------------------------------------------------------------------

    def _focus_notes(self) -> None:
        self.notes.show()
        self.notes.focus_list()

    def _focus_page(self) -> None:
        if self.message.isVisible() and self.page.hasFocus():
            self.message.hide()
        (self.page if self._middle.currentIndex() == _PAGE else self.home).setFocus()

    def _show_shortcuts(self) -> None:
        ShortcutsDialog(self._licence_note, self).open()


def _with(settings: Settings, **changes: object) -> Settings:
    values = {name: getattr(settings, name) for name in settings.__slots__} | changes
    return Settings(**values)


