"""How to get to the states of the window that the scenes show: functions on a driver, each from wherever it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QDialog, QFrame, QMenu, QPushButton, QWidget

from reader.core.errors import Broken
from reader.core.marks import State
from reader.ui.dialogs.export import ExportDialog
from reader.ui.dialogs.gaps import GapsDialog
from reader.ui.dialogs.print import PrintDialog
from reader.ui.going import NOTEBOOK
from tests.driver import Driver

CFA = "call-for-action-2021"
ALTERED = "Grant victims, including kids, access to justice and effective remedies"
Reach = Callable[[Driver], object]


def dialogs() -> list[QDialog]:
    """Those that are open, the one in front first."""
    found = [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
    return sorted(found, key=lambda each: not isinstance(each.parent(), QDialog))


def menus() -> list[QMenu]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]


def leave(driver: Driver) -> None:
    """Back to the window itself: whatever opened over it is closed."""
    for dialog in dialogs():
        dialog.reject()
    for each in QApplication.topLevelWidgets():
        if each.isVisible() and each is not driver.window:
            each.close()
    for box in driver.window.findChildren(QFrame, "dropDown"):
        box.close()
    driver.window.field.offers.hide()
    driver.window.field.card.hide()
    driver.window.activateWindow()


# -- reading ---------------------------------------------------------------------------------------------------------


def home(driver: Driver) -> None:
    driver.window.going.show_home()


def used_home(driver: Driver) -> None:
    """The first page of somebody who has been here: with a role, a checklist, marks and searches."""
    session = driver.session
    notes, library = session.notes, session.workspace.library
    if not notes.checks.checklists:
        notes.checks.make_checklist("My district, 2026", "", lambda made: session.keep_desk(checklist=made.id))
        driver.wait_until(lambda: bool(notes.checks.checklists))
        held = notes.checks.checklists[0].id
        for number, each in enumerate(library.guide.recommendations()[:12]):
            said, where = each.recommendation, each.source
            state: State = ("done", "partly", "not_yet")[number % 3]  # type: ignore[assignment]
            notes.checks.assess(held, said.id, where.text, where.reference, said.addressee, state=state)
        for step in library.guide.reading_path("social_worker").steps[:3]:
            notes.checks.set_read(step.source.passage, step.source.info.edition)
        searches(driver)
        driver.window.field.clear()
    session.open(CFA, library.find("ICAT-CFA-2021 para 14"))
    driver.settle()
    session.keep_desk(role="social_worker")
    home(driver)
    driver.settle()
    driver.wait_until(lambda: bool(driver.home.role.list.rows))


def waiting(driver: Driver) -> None:
    """The library is being prepared, and no document was open before."""
    driver.wait_until(driver.home.isVisible)


def reading(driver: Driver, document: str = CFA) -> None:
    driver.open(document)
    driver.window.page.verticalScrollBar().setValue(0)


def document(name: str) -> Reach:
    return lambda driver: reading(driver, name)


def callouts(driver: Driver) -> None:
    """A call-out in view."""
    driver.session.open("world-day-statement-2023", driver.session.workspace.library.find("ICAT-WDS-2023 para 5"))
    driver.settle()


def writing(driver: Driver) -> None:
    """A note is being written, with tags."""
    reading(driver)
    driver.select("p3", "the ongoing COVID-19 pandemic")
    driver.keys("Ctrl+N", driver.window.page)
    driver.wait_until(driver.window.notes.editor.isVisible)
    driver.type("Ask the lawyer whether this was argued at the first hearing.")


def written(driver: Driver) -> None:
    if driver.window.notes.editor.isVisible():
        driver.keys("Ctrl+Return")
        driver.wait_until(lambda: not driver.window.notes.editor.isVisible())


def mark_menu(driver: Driver) -> None:
    """The menu of a mark, with its colours."""
    reading(driver)
    menu = driver.window.notes.menu_for(driver.session.notes.marks[0])
    menu.popup(driver.window.mapToGlobal(QPoint(200, 100)))
    next(iter(menu.findChildren(QMenu))).popup(driver.window.mapToGlobal(QPoint(420, 100)))


def menu_of(name: str) -> Reach:
    """The menu behind a button of the top bar."""

    def reach(driver: Driver) -> None:
        look, actions = driver.window.look, driver.window.actions_by_name
        action = {"theme": look.theme_action, "text": look.text_action}.get(name) or actions[name]
        menu = action.menu()
        assert isinstance(menu, QMenu)
        menu.popup(driver.window.mapToGlobal(QPoint(200, 60)))

    return reach


def finding(looked_for: str) -> Reach:
    """Words in the document that is open."""

    def reach(driver: Driver) -> None:
        reading(driver)
        driver.keys("Ctrl+F", driver.window)
        driver.type(looked_for)
        driver.settle()

    return reach


def found(driver: Driver) -> None:
    driver.keys("Escape")


def tabs(driver: Driver) -> None:
    for name in ("world-day-statement-2023", "publications-page-2022", CFA):
        reading(driver, name)


def side_by_side(driver: Driver) -> None:
    reading(driver)
    driver.keys("F9", driver.window)
    driver.open("world-day-statement-2023")


def one_side(driver: Driver) -> None:
    if driver.window.panes.other is not None:
        driver.keys("F9", driver.window)


def term(driver: Driver) -> None:
    """The card of a term, opened with the key."""
    reading(driver)
    driver.window.page.setFocus()
    driver.keys("J", driver.window.page)
    driver.keys("I", driver.window.page)
    driver.wait_until(lambda: driver.window.explaining.card.isVisible())


def guide(address: str) -> Reach:
    """An entry of the guidance layer."""

    def reach(driver: Driver) -> None:
        driver.window.guiding.follow(address)
        driver.settle()

    return reach


def print_path(driver: Driver) -> None:
    """The reading path of a role, about to be printed."""
    guide("path:policy_maker")(driver)
    driver.keys("Ctrl+P", driver.window)
    driver.wait_until(lambda: any(isinstance(each, PrintDialog) for each in dialogs()))
    dialog = dialogs()[0]
    assert isinstance(dialog, PrintDialog)
    driver.wait_until(lambda: dialog.printer.isEnabled())


def publication(driver: Driver) -> None:
    """The card of a publication that is not held."""
    reading(driver, "publications-page-2022")
    page = driver.window.page
    driver.wait_until(lambda: any(page.links_in(block.id) for block in page.shown.blocks))
    links = (link for block in page.shown.blocks for link in page.links_in(block.id))
    place, address = next(link for link in links if link[1].startswith("publication:"))
    page.select(place)
    driver.window.explaining.follow(page, address)
    driver.wait_until(lambda: driver.window.explaining.card.isVisible())


def publications(address: str = "", **filters: str) -> Reach:
    """The catalogue: all of it, what passes filters, or the entry that an address names."""

    def reach(driver: Driver) -> None:
        driver.keys("Ctrl+7", driver.window)
        driver.settle()
        section = driver.window.guiding.page.section("publications")
        section.filters.choose(**filters)
        if address:
            driver.window.guiding.follow(address)
        driver.settle()

    return reach


def aloud(driver: Driver) -> None:
    reading(driver)
    driver.window.aloud.bar.show_voices(["Amina (en-GB)", "Daniel (en-US)"], 0)
    driver.window.aloud.bar.show()


def silent(driver: Driver) -> None:
    driver.window.aloud.bar.hide()


# -- guidance --------------------------------------------------------------------------------------------------------


def guidance(address: str) -> Reach:
    """An entry of the guidance, with the keys in what is said of it."""

    def reach(driver: Driver) -> None:
        driver.window.guiding.follow(address)
        driver.settle()
        section = driver.window.guiding.page
        driver.wait_until(lambda: section.section(section.here).here == address)
        driver.settle()

    return reach


def terms_in_arabic(driver: Driver) -> None:
    """The list of terms, narrowed by a label in Arabic."""
    driver.window.actions_by_name["terms"].trigger()
    section: Any = driver.window.guiding.page.section("terms")
    section.browser.show_list()
    section.filters.choose(text="الاتجار")
    driver.settle()


# -- searching -------------------------------------------------------------------------------------------------------


def asking(query: str) -> Reach:
    def reach(driver: Driver) -> None:
        driver.search(query)
        driver.settle()

    return reach


def opened(query: str, steps: int = 0) -> Reach:
    """The best hit of a query, and so many hits on."""

    def reach(driver: Driver) -> None:
        driver.search(query)
        driver.enter()
        for _ in range(steps):
            driver.keys("F3", driver.window)
            driver.settle()

    return reach


def offers(driver: Driver) -> None:
    asking("victims type")(driver)  # first what moves the field, since offers go when it moves
    driver.type(":", driver.window.field)
    driver.wait_until(driver.window.field.offers.isVisible)


def help_card(driver: Driver) -> None:
    driver.keys("Ctrl+K", driver.window)
    driver.keys("Shift+F1", driver.window)


def searches(driver: Driver) -> None:
    """Before anything is asked: the searches of before."""
    for query in ("children on the move", "cops year:2021..2023"):
        asking(query)(driver)
        driver.keys("Return", driver.window.field)
        driver.settle()
    driver.keys("Escape", driver.window.field)
    driver.settle()


def preparing(driver: Driver) -> None:
    """A large library is indexed while somebody searches."""
    asking("victims")(driver)
    driver.window.side.results.show_progress(31_400, 100_000)


def prepared(driver: Driver) -> None:
    driver.window.side.results.show_progress(0, 0)


def all_filters(driver: Driver) -> None:
    asking("victims type:statement")(driver)
    facets = driver.window.side.results.facets
    chip = next(each for each in facets.findChildren(QPushButton) if each.text().startswith("More"))
    menu = facets.menu()
    menu.popup(chip.mapToGlobal(chip.rect().bottomLeft()))
    menu.findChildren(QMenu)[0].popup(driver.window.mapToGlobal(QPoint(400, 100)))


# -- messages --------------------------------------------------------------------------------------------------------


def trouble(driver: Driver) -> None:
    """A sentence with a long path, and something to do about it."""
    reading(driver)
    path = "/media/stick/Field mission 2026/A-folder-with-a-name-that-has-no-space-in-it-anywhere/notes.docx"
    driver.window.show_trouble(Broken("write_failed", path=path, reason="No space left on device"))


def no_trouble(driver: Driver) -> None:
    while driver.window.message.isVisible():
        driver.window.message.dismiss()


# -- the notebook ----------------------------------------------------------------------------------------------------


def _enter(driver: Driver) -> Any:
    if driver.window.going.front != NOTEBOOK:
        driver.window.going.show_notebook()
    driver.settle()
    page = driver.notebook
    page.list.clearSelection()
    page.filters.clear()
    page.places.go("")
    driver.settle()
    return page


def notebook(driver: Driver) -> None:
    _enter(driver)


def filtered(driver: Driver) -> None:
    page = _enter(driver)
    page.filters.set_filter(colours=("yellow", "pink"), kinds=("note", "highlight"))
    page.filters.set_period("2025 to 2026")
    driver.settle()


def nothing_passes(driver: Driver) -> None:
    page = _enter(driver)
    page.filters.set_filter(tags=("“quoted”",), documents=(CFA,), colours=("purple",), kinds=("bookmark",))
    driver.settle()


def chosen(driver: Driver) -> None:
    _enter(driver).list.selectAll()
    driver.settle()


def period(driver: Driver) -> None:
    page = _enter(driver)
    page.filters.ask_period()
    driver.type("last fortnight", driver.window.findChildren(QFrame, "dropDown")[-1].field)  # type: ignore[attr-defined]


def briefing(name: str) -> Reach:
    def reach(driver: Driver) -> None:
        _enter(driver).places.go(name)
        driver.settle()

    return reach


# -- dialogs ---------------------------------------------------------------------------------------------------------


def pressed(keys: str) -> Reach:
    """What a key opens, over the text."""

    def reach(driver: Driver) -> None:
        reading(driver)
        driver.keys(keys, driver.window)
        driver.settle()

    return reach


def export(driver: Driver) -> ExportDialog:
    pressed("Ctrl+E")(driver)
    dialog = dialogs()[0]
    assert isinstance(dialog, ExportDialog)
    driver.wait_until(lambda: not dialog._ask.isActive())
    driver.settle()
    return dialog


def export_as(number: int) -> Reach:
    def reach(driver: Driver) -> None:
        dialog = export(driver)
        dialog.formats.setCurrentIndex(number)
        driver.wait_until(lambda: not dialog._ask.isActive())
        driver.settle()

    return reach


def export_a_colour(driver: Driver) -> None:
    dialog = export(driver)
    dialog.scopes.setCurrentIndex(dialog.scopes.findText("A colour"))
    dialog.bare.setChecked(True)
    driver.settle()


def export_refused(driver: Driver) -> None:
    dialog = export(driver)
    dialog.path.setText("/nowhere/notes.md")
    dialog._accept()
    driver.settle()
    driver.settle()


def bring_in(driver: Driver) -> Any:
    driver.window.exchanging.open_import(str(driver.data_dir / "theirs.jsonld"))
    driver.settle()
    return dialogs()[0]


def bring_in_damaged(driver: Driver) -> None:
    driver.window.exchanging.open_import(str(driver.paths.notebook))
    driver.settle()


def restoring(driver: Driver) -> None:
    pressed("Ctrl+Shift+B")(driver)
    dialogs()[0]._ask()  # type: ignore[attr-defined]
    driver.settle()


def help_for(looked_for: str) -> Reach:
    def reach(driver: Driver) -> None:
        pressed("F1")(driver)
        driver.type(looked_for, dialogs()[0].focusWidget())
        driver.settle()

    return reach


def printing(driver: Driver) -> PrintDialog:
    """The print dialog, once its pages are there, with marks and notes."""
    pressed("Ctrl+P")(driver)
    driver.wait_until(lambda: bool(dialogs()))
    dialog = dialogs()[0]
    assert isinstance(dialog, PrintDialog)
    dialog.marks.setChecked(True)
    drawn(driver, dialog)
    return dialog


def printing_booklet(driver: Driver) -> None:
    dialog = printing(driver)
    dialog.paper.setCurrentIndex(dialog.paper.count() - 1)
    drawn(driver, dialog)


def drawn(driver: Driver, dialog: QWidget) -> None:
    """All pages are made, and the preview shows what it is asked for in the size it has."""
    if isinstance(dialog, PrintDialog):
        driver.wait_until(dialog.printer.isEnabled)
        dialog.view.repaint()
        driver.wait_until(lambda: dialog.view.settled)


def meanings(driver: Driver) -> None:
    driver.window.marking.open_meanings()
    driver.settle()


def quote(text: str) -> Reach:
    def reach(driver: Driver) -> None:
        driver.window.quoting.open()
        dialog = driver.window.quoting._dialog
        assert dialog is not None
        dialog.field.setPlainText(text)
        driver.wait_until(lambda: bool(dialog.verdict.text()))
        driver.settle()

    return reach


# -- texts that have changed -----------------------------------------------------------------------------------------


def receipt(verdict: str = "") -> Reach:
    """The receipt, with a mark of this verdict chosen."""

    def reach(driver: Driver) -> None:
        if not driver.receipt.isVisible():
            driver.keys("Ctrl+Shift+R", driver.window)
            driver.settle()
        if verdict:
            touched = [placed for each in driver.session.notes.beside.receipts for placed in each.touched]
            driver.receipt.choose([each.mark.id for each in touched if each.verdict == verdict][:1])
        driver.settle()

    return reach


def receipt_of_several(driver: Driver) -> None:
    receipt()(driver)
    driver.receipt._list.selectAll()
    driver.settle()


def picking(driver: Driver) -> None:
    """Showing the new place of a mark in the text."""
    receipt("withdrawn")(driver)
    driver.click(driver.receipt.pick)
    driver.settle()


def picked(driver: Driver) -> None:
    driver.keys("Escape", driver.window.page)
    driver.settle()


# -- the guidance layer ----------------------------------------------------------------------------------------------


def _register(driver: Driver) -> Any:
    driver.window.actions_by_name["recommendations"].trigger()
    section: Any = driver.window.guiding.page.section("recommendations")
    driver.wait_until(lambda: bool(section.browser.model.rows) or section.browser.empty.isVisible())
    section.filters.clear()
    driver.settle()
    section.browser.show_list()
    return section


def register(driver: Driver) -> None:
    _register(driver)


def register_filtered(driver: Driver) -> None:
    """Nothing passes."""
    _register(driver).filters.choose(text="xylophone")
    driver.settle()


def checklist(recommendation: str) -> Reach:
    """A recommendation in the checklist that is open."""

    def reach(driver: Driver) -> None:
        section = _register(driver)
        driver.wait_until(lambda: section.checklist is not None)
        section.browser.choose(recommendation)
        driver.settle()

    return reach


def export_gaps(driver: Driver) -> None:
    _register(driver).lists.export.click()
    dialog = dialogs()[0]
    assert isinstance(dialog, GapsDialog)
    driver.wait_until(lambda: not dialog._ask.isActive())
    driver.settle()
