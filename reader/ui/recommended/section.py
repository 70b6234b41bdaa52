"""Recommendations: all that the texts ask for, in their words and with whom they ask; and, with a checklist open, how
far each is carried out where the user works.

A row that is assessed stays in the list until the filters change, so that nothing slips away under who writes in it.
"""

from datetime import date
from itertools import groupby, pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from reader.core.advice import RecommendationFilter
from reader.core.marks import STATE_NAMES, STATES, Change, Checklist
from reader.core.text import fold
from reader.core.workspace import Library
from reader.ui import changes
from reader.ui.guide.addresses import name_of
from reader.ui.guide.browser import Browser
from reader.ui.guide.filters import Filters
from reader.ui.guide.section import Section, Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.parts import EmptyState, announce
from reader.ui.recommended.assessing import Assessing
from reader.ui.recommended.export import GapExport
from reader.ui.recommended.form import AssessmentForm
from reader.ui.recommended.lists import REGISTER, Lists
from reader.ui.recommended.register import Register, read
from reader.ui.recommended.rows import Heading, RecommendationRow, Row, progress, say
from reader.ui.recommended.telling import parts_of

_NOT_LOOKED_AT, _CHANGED, _GONE = "not_looked_at", "changed", "gone"
_KEYS = {Qt.Key.Key_1: STATES[0], Qt.Key.Key_2: STATES[1], Qt.Key.Key_3: STATES[2], Qt.Key.Key_4: STATES[3],
         Qt.Key.Key_0: "", Qt.Key.Key_Delete: ""}  # fmt: skip


class Recommendations(Section):
    def __init__(self, around: Surroundings) -> None:
        self.filters = Filters(_tr("Search recommendations"), around.icons)
        for name, title in (
            ("to", _tr("Any addressee")), ("topic", _tr("Any topic")), ("role", _tr("Any role")),
            ("document", _tr("Any document")), ("state", _tr("Any state")),
        ):  # fmt: skip
            self.filters.add_box(name, title)
        self.filters.boxes["state"].hide()  # until there is a checklist
        self.lists = Lists(around.icons, around.look.theme)
        column = self.filters.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.lists)
        model = RowsModel(say, lambda row: row.id)
        self._empty = EmptyState(around.icons, "clipboard-check", "", "")
        self.browser = Browser(_tr("Recommendations"), model, self.filters, self._empty)
        super().__init__(around, self.browser)
        model.setParent(self)
        self.browser.set_delegate(RecommendationRow(around.look.theme, self.browser.list))
        self.form = AssessmentForm()
        self.browser.add_to_detail(self.form)
        self.form.hide()
        self.assessing = Assessing(around.session, self.form, self)
        self._export = GapExport(around.session, around.look, around.window, self)
        order = (*self.lists.controls, self.filters.field, *self.filters.boxes.values(), self.filters.clear_all)
        for one, two in pairwise(order):
            QWidget.setTabOrder(one, two)
        self._register: Register | None = None
        self._passing: frozenset[str] = frozenset()  # what the filters let through when they were chosen,
        self._judged: tuple[dict[str, str], frozenset[str]] | None = None  # these, and all that was there then
        self._listed = around.session.desk.checklist  # id of the checklist that is open
        self._wanted = ""
        self._connect()

    def _connect(self) -> None:
        session, notes, lists = self.around.session, self.around.session.notes, self.lists
        self.filters.changed.connect(self._filter)
        self.browser.current_changed.connect(self._chosen)
        self.browser.link_wanted.connect(self.address_wanted)
        self._empty.way_out.clicked.connect(self.filters.clear)
        lists.chosen.connect(self.open_checklist)
        lists.make_wanted.connect(lambda name: notes.checks.make_checklist(name, "", self._made))
        lists.rename_wanted.connect(lambda name: notes.checks.rename(self._listed, name))
        lists.role_wanted.connect(lambda role: notes.checks.change_role(self._listed, role))
        lists.delete_wanted.connect(self._delete_checklist)
        lists.export_wanted.connect(self._open_export)
        self.assessing.unsaved_changed.connect(self._show)
        notes.checks.checklists_changed.connect(self._show)
        notes.done.connect(self._done)
        session.notes_opened.connect(self._notes_opened)
        session.shelf_changed.connect(self._shelf_changed)
        for widget in (self.browser.list, self.browser.detail):
            widget.installEventFilter(self)
        self.form.watch(self)

    # -- what every section does -----------------------------------------------------------------------------

    def enter(self) -> None:
        if self._register is None:
            self.ask(read, self._read)

    def show_entry(self, address: str) -> None:
        self._wanted = name_of(address)
        self.enter()
        self._choose_wanted()

    @property
    def here(self) -> str:
        row = self.browser.current
        return f"recommendation:{row.id}" if isinstance(row, Row) else ""

    @property
    def first(self) -> QWidget:
        return self.browser.first

    def goes_back(self) -> bool:
        return self.browser.goes_back()

    def set_look(self) -> None:
        theme = self.around.look.theme
        self.browser.set_look(theme, self.around.look.size)
        self.lists.set_theme(theme)
        self.form.set_theme(theme)

    def save(self) -> None:
        self.assessing.save()

    def is_safe(self) -> bool:
        return self.assessing.is_safe()

    # -- the library -----------------------------------------------------------------------------------------

    def _read(self, register: Register) -> None:
        self._register = register
        self.filters.show_values("to", register.addressees(_tr("Not stated")))
        self.filters.show_values("topic", register.used_topics())
        self.filters.show_values("role", register.used_roles())
        self.filters.show_values("document", register.documents())
        self.lists.show_roles([(role.id, role.label) for role in register.roles.values()])
        self._filter()

    def _shelf_changed(self) -> None:
        """The texts may be others."""
        self._register = None
        if self.widget.isVisible():
            self.enter()

    def _notes_opened(self) -> None:
        self._listed = self._listed or self.around.session.desk.checklist
        self._show()

    def _choose_wanted(self) -> None:
        """What somebody followed a link to; whatever hides it is put aside first, and answers later."""
        if not self._wanted or self._judged is None:
            return
        checklist = self.checklist
        if not self.browser.choose(self._wanted) and self.filters.is_on():
            self.filters.clear()
        elif self.here != f"recommendation:{self._wanted}" and checklist is not None and checklist.role:
            self.open_checklist(REGISTER)
        else:
            self._wanted = ""

    # -- the list --------------------------------------------------------------------------------------------

    @property
    def checklist(self) -> Checklist | None:
        """The one that is open."""
        return self.around.session.notes.checks.find(self._listed) if self._listed else None

    def _filter(self) -> None:
        """Ask what has the words that are typed; the other filters are compared here."""
        if self._register is not None:
            text = self.filters.values["text"]
            self.ask(lambda library: _having(library, text), self._filtered)

    def _filtered(self, having: frozenset[str]) -> None:
        values, rows = self.filters.values, self._rows()
        self._passing = frozenset(row.id for row in rows if self._passes(row, values, having))
        self._judged = values, frozenset(row.id for row in rows)
        self._show()
        self._choose_wanted()

    def _rows(self) -> list[Row]:
        """All of the register, or of the checklist that is open: for its role, and whatever is assessed."""
        assert self._register is not None
        checklist = self.checklist
        if checklist is None:
            return [Row(each.recommendation.id, each) for each in self._register.all]
        noted = {each.recommendation: each for each in checklist.assessments}
        rows = []
        for each in self._register.all:
            name = each.recommendation.id
            unsaved = self.assessing.is_unsaved(checklist.id, name)
            if not checklist.role or checklist.role in each.recommendation.roles or name in noted or unsaved:
                rows.append(Row(name, each, noted.pop(name, None), True, unsaved))
        gone = (each for each in noted.values())  # the library has them no more
        return rows + [
            Row(each.recommendation, None, each, True, self.assessing.is_unsaved(checklist.id, each.recommendation))
            for each in gone
        ]

    def _passes(self, row: Row, values: dict[str, str], having: frozenset[str]) -> bool:
        assert self._register is not None
        if row.recommended is None:
            typed = fold(values["text"]).split()
            found = all(word in fold(say(row)) for word in typed) and not any(
                values[name] for name in ("topic", "role", "document")
            )
            found = found and values["to"] in ("", row.addressee)
        else:
            found = row.id in having and self._register.passes(row.recommended, values)
        return found and (not row.listed or _in_state(row, values["state"]))

    def _show(self) -> None:
        """The rows as they are now."""
        checks, notes = self.around.session.notes.checks, self.around.session.notes
        checklist = self.checklist
        self.lists.show_lists(checks.checklists, checklist, notes.read_only)
        self.form.set_read_only(notes.read_only)
        if self._register is None or self._judged is None:
            return
        rows = self._rows()
        if checklist is not None:
            role = self._register.roles.get(checklist.role)
            self.lists.show_progress(*progress(rows), role.label if role else checklist.role)
        self._show_states(rows)
        if self._judged[0] != self.filters.values or not self._judged[1].issuperset(row.id for row in rows):
            self._filter()  # there is more than they were chosen for
        shown: list[Caption | Row] = []
        for section, group in groupby(rows, lambda row: row.section):
            there = list(group)
            passing = [row for row in there if row.id in self._passing]
            if passing:
                shown.append(Heading(section, *progress(there)) if checklist else Heading(section))
                shown += passing
        count = sum(isinstance(row, Row) for row in shown)
        self.filters.show_count(count, len(rows), _tr("recommendations"))
        self._say_empty(bool(rows))
        if not self.browser.model.renew(shown):
            self.browser.show_rows(shown)
        else:
            self._chosen(self.browser.current)

    def _show_states(self, rows: list[Row]) -> None:
        """The filter by state, which only a checklist has."""
        listed = self.checklist is not None
        counts = [(_NOT_LOOKED_AT, STATE_NAMES[None]), *((state, STATE_NAMES[state]) for state in STATES),
                  (_CHANGED, _tr("Text has changed")), (_GONE, _tr("No longer in the library"))]  # fmt: skip
        numbered = ((value, name, sum(_in_state(row, value) for row in rows)) for value, name in counts)
        named = [(value, f"{name} ({count:,})") for value, name, count in numbered if count or value in _ALWAYS]
        self.filters.show_values("state", named if listed else [])
        self.filters.boxes["state"].setVisible(listed)

    def _say_empty(self, any_there: bool) -> None:
        if any_there:
            self._empty.say(_tr("No recommendation passes these filters"), "", _tr("Clear filters"))
        else:
            self._empty.say(_tr("No recommendations"), _tr("The texts of this library ask nothing of anybody, or "
                                                           "nobody has gone through them yet."))  # fmt: skip

    # -- what is chosen --------------------------------------------------------------------------------------

    def _chosen(self, row: object) -> None:
        checklist = self.checklist
        chosen = row if isinstance(row, Row) and self._register is not None else None
        listed = chosen if checklist is not None else None
        self.assessing.show(checklist.id if checklist else REGISTER, listed)
        self.form.setVisible(listed is not None)
        if listed is not None and checklist is not None:
            self.form.show_row(listed, checklist.name)
        parts = parts_of(chosen, self._register, date.today()) if chosen and self._register else []
        if tuple(parts) != self.browser.detail.parts:  # else it would jump to its beginning
            self.browser.show_parts(parts)

    # -- checklists ------------------------------------------------------------------------------------------

    def open_checklist(self, checklist_id: str) -> None:
        """The one with this id, or REGISTER for none; remembered for the next time."""
        self.assessing.save()
        self._listed = checklist_id
        self.around.session.keep_desk(checklist=checklist_id)
        self._show()
        self._filter()

    def _made(self, checklist: Checklist) -> None:
        self.open_checklist(checklist.id)
        self.browser.take_focus()

    def _delete_checklist(self) -> None:
        self.assessing.save()
        self.around.session.notes.checks.delete(self._listed)
        self.browser.take_focus()

    def _open_export(self) -> None:
        self.assessing.save()  # what was typed last belongs to it
        if (checklist := self.checklist) is not None:
            self._export.open(checklist)

    def _done(self, change: Change) -> None:
        """Say what was done, with a way back; what is assessed shows in its row, and the way back of before is gone."""
        if not change.checklists or not self.widget.isVisible():
            return
        message, undo = self.around.message, self.around.session.notes.undo
        if sentence := changes.done(change):
            message.say(sentence, _tr("Undo"), undo, seconds=8)
        else:
            message.withdraw(undo)
            if isinstance(row := self.browser.current, Row) and row.listed:
                announce(self.browser.list, STATE_NAMES[row.state])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the states, wherever nobody writes."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        state = _KEYS.get(Qt.Key(event.key()))
        if state is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return super().eventFilter(watched, event)
        if self.checklist is None:
            self.around.message.say(_tr("States are kept in a checklist: choose one above, or make one."), seconds=6)
        else:
            self.assessing.set_state(state)  # type: ignore[arg-type]  # a state or ""
        return True


_ALWAYS = (_NOT_LOOKED_AT, *STATES)


def _in_state(row: Row, value: str) -> bool:
    match value:
        case "":
            return True
        case "changed":
            return row.changed
        case "gone":
            return row.recommended is None
        case "not_looked_at":
            return row.state is None
    return row.state == value


def _having(library: Library, text: str) -> frozenset[str]:
    return frozenset(each.recommendation.id for each in library.guide.recommendations(RecommendationFilter(text=text)))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Recommendations", text)
