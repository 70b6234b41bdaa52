"""The window: puts the panels together and connects them to the session. The only place where things are connected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from reader import words
from reader.core.errors import Broken, Trouble
from reader.core.paths import Paths
from reader.core.settings import Settings
from reader.core.types import Document, DocumentInfo, Heading, Hit, Location, PackInfo, Point
from reader.ui import icons
from reader.ui.actions import make_actions
from reader.ui.aloud import Aloud
from reader.ui.citing import STYLES, Citing
from reader.ui.columns import Columns
from reader.ui.exchanging import Exchanging
from reader.ui.explaining import Explaining
from reader.ui.finding import Finding
from reader.ui.finding_here import FindingHere
from reader.ui.following import Following
from reader.ui.going import GUIDE, HOME, NOTEBOOK, PAGE, Going
from reader.ui.guiding import Guiding
from reader.ui.helping import Helping
from reader.ui.look import Look
from reader.ui.marking import Marking
from reader.ui.panels.bars import Breadcrumb, MessageBar, TopBar, tool_button
from reader.ui.panels.field import SearchField
from reader.ui.panels.late import tab_after
from reader.ui.panels.notes import NotesPanel
from reader.ui.panels.parts import announce, flush_column
from reader.ui.panels.side import CONTENTS, LIBRARY, RESULTS, SidePanel
from reader.ui.panels.tabs import TabStrip
from reader.ui.placing import place_of, place_window
from reader.ui.printing_out import PrintingOut
from reader.ui.quoting import Quoting
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.panes import Panes
from reader.ui.reviewing import Reviewing
from reader.ui.session import Session
from reader.ui.setting import Setting
from reader.ui.standing import Standings
from reader.ui.tabbing import Tabbing
from reader.ui.welcoming import Welcoming

if TYPE_CHECKING:
    from reader.ui.notebooking import Notebooking


class MainWindow(QMainWindow):
    def __init__(self, session: Session, paths: Paths, settings: Settings) -> None:
        super().__init__()
        self.session, self._settings = session, settings
        self._icons = paths.resources / "icons"
        self._opened_once = False
        self._front = 0  # what was in the middle last
        self._infos: tuple[DocumentInfo, ...] = ()
        self._notes_opened = False
        self.setWindowTitle(words.APP_NAME)
        self.setMinimumSize(560, 420)
        self.actions_by_name = make_actions(self, self.isRightToLeft())
        self.addActions(list(self.actions_by_name.values()))
        self.look = Look(paths.resources, settings.theme, settings.type, self.actions_by_name, self)
        theme = self.look.theme
        self.field = SearchField(self._icons)
        self.side = SidePanel(theme, self._icons)
        self.notes = NotesPanel(theme, self._icons)
        self.panes = Panes(self._make_page)
        self.tabs = TabStrip(theme)
        self.breadcrumb = Breadcrumb()
        self.following = Following(self.side, self.breadcrumb)
        self.message = MessageBar(self._icons)
        self.marking = Marking(session, self.panes, self.notes, self.message, self.actions_by_name, self)
        self.citing = Citing(session, self.panes, self.message, self.actions_by_name, self)
        self.printing_out = PrintingOut(session, self.panes, self.message, self.look, self.actions_by_name, self)
        self.reviewing = Reviewing(session, self.panes, self.look, self._icons, self.message, self)
        self.quoting = Quoting(session, self.look, self)
        save = self.marking.writing.save
        self.exchanging = Exchanging(session, self.message, self.look, self.actions_by_name, save, self)
        self.setting = Setting(settings, paths, self.look, self.actions_by_name, self._kept, self)
        self.tabbing = Tabbing(session, self.tabs, self.actions_by_name, self)
        text = QWidget()
        self.guiding = Guiding(session, self.look, self.message, self._icons, self.actions_by_name, self)
        self.welcoming = Welcoming(session, self.look, self._icons, self.actions_by_name, self)
        late = self._make_notebook, lambda: self.reviewing.receipt, lambda: self.guiding.page
        self.going = Going(session, self.panes, self.actions_by_name, lambda: self.welcoming.page, text, *late, self)
        self.finding = Finding(session, self.field, self.side, self.panes, self.actions_by_name, self)
        self.finding_here = FindingHere(session, self.panes, self.field, theme, self._icons, self.actions_by_name, self)
        self.explaining = Explaining(session, self.panes, self.look, self.message, self)
        self.aloud = Aloud(session, self.panes, self.look, self._icons, self.actions_by_name, self)
        self.standings = Standings(session, self.panes, self.guiding.follow, self)
        self.helping = Helping(session, self.look, paths.resources, self.actions_by_name, self)
        self._build(text)
        self._connect()
        self._look_changed()
        place_window(self, settings)
        self.columns.start(settings, self.width(), self.look.type)

    # -- building --------------------------------------------------------------------------------------------

    def _build(self, text: QWidget) -> None:
        act = self.actions_by_name
        left = [act["side_panel"], act["home"], act["guidance"], act["back"], act["forward"]]
        marks = [act[name] for name in ("bookmark", "highlight", "note")]
        right = [self.look.text_action, self.look.theme_action, *marks, act["more"], act["notes_panel"]]
        text.setObjectName("pageHolder")
        column = flush_column(text)
        for part in (self.tabs, self.breadcrumb, self.finding_here.bar, self.aloud.bar):
            column.addWidget(part)
        column.addWidget(self.panes, 1)
        above = column

        def add(bar: QWidget) -> None:
            above.insertWidget(2, bar)
            tab_after(self.tabs, bar)

        self.reviewing.bar_made.connect(add)
        self.notes.add_to_head(tool_button(act["notebook"]))
        centre = QWidget()
        centre.setObjectName("centre")
        column = flush_column(centre)
        column.addWidget(self.message)
        column.addWidget(self.going.stack, 1)
        self.columns = Columns(self.side, centre, self.notes)
        whole = QWidget()
        column = flush_column(whole)
        column.addWidget(TopBar(self.field, left, right))
        column.addWidget(self.columns, 1)
        self.setCentralWidget(whole)

    def _connect(self) -> None:
        session, act = self.session, self.actions_by_name
        session.shelf_changed.connect(self._shelf_changed)
        session.document_opened.connect(self._document_opened)
        session.went_to.connect(self._went_to)
        session.trouble.connect(self.show_trouble)
        session.opening.connect(self._opening)
        session.notes_opened.connect(self._notes_are_open)

        self.finding.results_wanted.connect(self._show_results)
        self.helping.search_wanted.connect(self.finding.ask)
        self.guiding.search_wanted.connect(self.finding.ask)
        self.guiding.wanted.connect(self.going.show_guide)
        self.finding.note_wanted.connect(self.marking.go_to)
        self.marking.writing.notes_wanted.connect(lambda: self.columns.bring(self.notes))
        self.marking.review_wanted.connect(self.reviewing.show)
        self.reviewing.receipt_wanted.connect(self.going.show_receipt)
        self.reviewing.open_changed.connect(self.welcoming.show_review)
        self.reviewing.left.connect(self.going.return_to_page)
        self.welcoming.address_wanted.connect(self.guiding.follow)
        self.going.front_changed.connect(self._front_changed)
        self.going.sides_changed.connect(self._sides_changed)
        self.side.document_wanted.connect(lambda name: self.session.open(name))
        self.side.heading_wanted.connect(self._heading_wanted)
        self.panes.moved.connect(self.session.keep_place)
        self.panes.reading.connect(self.following.read)
        self.explaining.search_wanted.connect(self.finding.ask)
        self.explaining.guide_wanted.connect(self.guiding.follow)
        self.panes.zoomed.connect(self.look.zoom)

        for name, call in (
            ("bookmark", self.marking.bookmark_here), ("highlight", lambda: self.marking.highlight()),
            ("note", self.marking.write_note),
            ("receipt", lambda: self.reviewing.show()), ("quote_check", self.quoting.open),
            ("undo", session.notes.undo), ("redo", session.notes.redo),
            ("contents", lambda: self._show_side(CONTENTS, True)),
            ("library", lambda: self._show_side(LIBRARY, True)),
            ("results", lambda: self._show_side(RESULTS, True)), ("notes", self._focus_notes),
            ("page", self._focus_page),
            ("side_panel", lambda: self._show_panel(self.side, self.side.isHidden())),
            ("notes_panel", lambda: self._show_panel(self.notes, self.notes.isHidden())),
            ("full_screen", self._toggle_full_screen), ("quit", self.close),
        ):  # fmt: skip
            act[name].triggered.connect(call)
        self._front_changed(self.going.front)
        self.look.changed.connect(self._look_changed)
        self.setting.trouble.connect(self.show_trouble)
        self.setting.panel_wanted.connect(lambda side, on: self._show_panel(self.side if side else self.notes, on))

    def _make_notebook(self) -> "Notebooking":
        # Some hundred widgets, for those who go there.
        from reader.ui.notebooking import Notebooking  # noqa: PLC0415

        made = Notebooking(self.session, self.notes, self.look, self._icons, self.message, self)
        made.mark_wanted.connect(self.marking.go_to)
        made.export_wanted.connect(self.exchanging.open_export_of)
        made.page.library_wanted.connect(self.going.show_home)
        self.session.shelf_changed.connect(made.show_shelf)
        self.session.notes_opened.connect(made.notes_opened)
        made.show_shelf(self._infos)
        if self._notes_opened:
            made.notes_opened()
        return made

    # -- the window itself -----------------------------------------------------------------------------------

    def _show_panel(self, panel: QWidget, shown: bool) -> None:
        """What the user asks for holds until the window's width changes."""
        name = "side_panel" if panel is self.side else "notes_panel"
        self._settings = replace(self._settings, **{name: shown})  # type: ignore[arg-type]
        if shown:
            self.columns.bring(panel)
        else:
            panel.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._share()

    def _share(self) -> None:
        """Notes of a document give way to what is no document; the library gives way to the first page and to guidance,
        the answer to a search does not."""
        kept, front = self._settings, self.going.front
        answered = self.side.tab() == RESULTS and self.session.searching.results is not None
        side = kept.side_panel and (front not in (HOME, GUIDE) or answered)
        notes = kept.notes_panel and front not in (HOME, NOTEBOOK, GUIDE)
        self.columns.share(replace(kept, side_panel=side, notes_panel=notes), self.width(), self.look.type)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._opened_once:
            self._opened_once = True
            self.field.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.going.notebooking is not None:
            self.going.notebooking.save()
        self.guiding.save()
        if not (self.marking.writing.may_close(self.guiding.is_safe) and self.exchanging.may_close()):
            event.ignore()
            return
        if self.page.shown is not None and self.going.front == PAGE:
            self.session.keep_place(self.page.place())
        self.session.keep_desk(side=self.going.other_side())
        self.setting.finish()
        self.session.close()
        super().closeEvent(event)

    def _kept(self) -> Settings:
        side_width, notes_width = self.columns.widths(self._settings)
        return replace(
            self._settings, theme=self.look.name, type=self.look.type, window=place_of(self),
            maximised=self.isMaximized(), side_width=side_width, notes_width=notes_width,
        )  # fmt: skip

    def _look_changed(self) -> None:
        theme = self.look.theme
        for part in (self.field, self.side, self.notes, self.message, self.finding_here.bar):
            part.set_theme(theme)
        close = icons.icon(self._icons, "x", theme.text["muted"], theme.line["strong"], 14)
        self.tabs.set_look(theme, close)
        self.panes.set_close_icon(close)
        for page in self.panes.pages:
            self._dress(page)

    def _dress(self, page: ReadingPage) -> None:
        theme = self.look.theme
        page.set_look(theme, self.look.type, icons.pixmap(self._icons, "bookmark", theme.text["accent"], 16))

    def _make_page(self) -> ReadingPage:
        page = ReadingPage(self.look.theme, self.look.type)
        self._dress(page)
        return page

    @property
    def page(self) -> ReadingPage:
        """The page that is read: the active one where there are two."""
        return self.panes.page

    # -- library and documents -------------------------------------------------------------------------------

    def _shelf_changed(self, infos: tuple[DocumentInfo, ...], pack: PackInfo) -> None:
        self._infos = infos
        self.side.show_library(infos)
        if self.going.front != PAGE:
            self.side.show_tab(LIBRARY)

    def _notes_are_open(self) -> None:
        self._notes_opened = True
        self._set_marking(self.session.document is not None)

    def _front_changed(self, front: int) -> None:
        self._set_marking(front == PAGE)
        if {HOME, NOTEBOOK, GUIDE} & {front, self._front}:
            self._share()
        self._front = front

    def _sides_changed(self, count: int) -> None:
        if self.columns.pages != count:
            self.columns.pages = count
            self._share()
            self.finding.mark_hits()

    def _document_opened(
        self, document: Document, headings: tuple[Heading, ...], sections: dict[str, tuple[str, ...]]
    ) -> None:
        self.setWindowTitle(f"{document.info.short_title} — {words.APP_NAME}")
        self.following.open(document, headings, sections)
        if self.side.tab() == LIBRARY:
            self.side.show_tab(CONTENTS)

    def _went_to(self, place: Location | Point | None, hit: Hit | None) -> None:
        self.finding.mark_hits()
        asking = self.field.hasFocus() and not isinstance(place, Location)  # a reference that was typed is answered
        writing = asking or _holds(self.notes, self.focusWidget())
        in_side = _holds(self.side, self.focusWidget())  # before it gives way
        self.columns.give_way()
        if (hit is None and not writing) or (in_side and self.side.isHidden()):
            self.page.setFocus()
        self.following.read(self.page.place().block if place is None or isinstance(place, Point) else place.start.block)

    def _heading_wanted(self, heading: Heading) -> None:
        if self.session.document is not None:
            point = Point(heading.block, 0)
            name = self.session.document.info.id
            self.session.open(name, Location(name, point, Point(heading.block, len(heading.text))))

    def _opening(self, waits: bool) -> None:
        """A long document is on its way; all else can be used meanwhile."""
        if waits:
            self.setCursor(Qt.CursorShape.BusyCursor)
            announce(self, self.tr("Opening…"))
        else:
            self.unsetCursor()
        self.breadcrumb.show_waiting(self.tr("Opening…") if waits else "")

    # -- panels ----------------------------------------------------------------------------------------------

    def _show_results(self, bring: bool, focus: bool) -> None:
        if bring:  # also in a window too narrow for it: somebody asked
            self.columns.bring(self.side)
        self._show_side(RESULTS, focus)

    def _show_side(self, tab: int, focus: bool = False) -> None:
        if focus:
            self.columns.bring(self.side)
        self.side.show_tab(tab, focus)

    def _set_marking(self, possible: bool) -> None:
        for name in ("bookmark", "highlight", "note", "print", "aloud", *STYLES):
            self.actions_by_name[name].setEnabled(possible)

    # -- messages --------------------------------------------------------------------------------------------

    def show_trouble(self, trouble: Trouble) -> None:
        """Refused: a sentence in the bar. Broken: the same, with the details to copy for whoever helps."""
        sentence = words.sentence(trouble)
        if trouble.code.startswith(("pack_", "document_")):
            self.welcoming.show_trouble(sentence)
        if isinstance(trouble, Broken):
            details = f"{words.APP_NAME}: {trouble.code} {trouble.facts}"
            self.message.say(
                sentence, self.tr("Copy details"), lambda: QGuiApplication.clipboard().setText(details), keep=True
            )
        else:
            self.message.say(sentence)
        announce(self, sentence)

    def show_notice(self, sentence: str) -> None:
        self.message.say(sentence, keep=True)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    # -- focus -----------------------------------------------------------------------------------------------

    def _focus_notes(self) -> None:
        self.columns.bring(self.notes)
        self.notes.focus_list()

    def _focus_page(self) -> None:
        if self.going.leave_notebook(self.focusWidget()):
            return
        if self.going.step_back_in_guide():
            return
        middle = self.going.first
        if self.message.isVisible() and middle.hasFocus():
            self.message.dismiss()
        elif self.isFullScreen() and middle.hasFocus():
            self._toggle_full_screen()
        middle.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What no widget wanted: Esc ends reading aloud, else leads back to the text."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif not self.aloud.stop():
            self._focus_page()


def _holds(panel: QWidget, widget: QWidget | None) -> bool:
    return widget is not None and panel.isAncestorOf(widget)
