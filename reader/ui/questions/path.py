"""The reading path of a role: its passages in the order of the library, each with a box to tick, how far one has got,
and what stays unanswered.

What is read is kept in the notebook by passage and edition: a document that has changed since is to be read again.
"""

from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from reader import guidance_words
from reader.core.advice import AnsweredQuestion, PathStep, ReadingPath
from reader.core.query import begins, plain_value
from reader.core.text import shorten
from reader.ui.fonts import interface_font
from reader.ui.guide.addresses import place
from reader.ui.guide.browser import Browser
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.guide.section import Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.done import ProgressBar
from reader.ui.panels.parts import EmptyState, Link, announce
from reader.ui.panels.text import Run
from reader.ui.questions import asked
from reader.ui.questions.rows import CHANGED, READ, UNREAD, SignedRow
from reader.ui.questions.telling import question_parts, step_parts
from reader.ui.theme import Theme

_FIRST_WORDS = 160
_BAR_WIDE = 120  # pixels


class PathView(Browser):
    print_wanted = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        model = RowsModel(self._say, _key)
        filters = Filters(_tr("Search the reading path"), around.icons)
        empty = EmptyState(around.icons, "route", "", "")
        super().__init__(_tr("Reading path"), model, filters, empty, parent)
        model.setParent(self)
        self._checks = around.session.notes.checks
        self._refuses_notes = around.session.notes.refuses_notes
        self.path: ReadingPath | None = None
        delegate = SignedRow(around.look.theme, self.list, self._runs, self.state_of)
        self.set_delegate(delegate)
        self._bar = ProgressBar(around.look.theme, _BAR_WIDE)
        self.print = Link(_tr("Print the reading path"))
        self._print_keys = QShortcut(QKeySequence("Ctrl+P"), self)  # the action of these keys rests outside of a text
        filters.foot.insertWidget(1, self._bar)
        filters.foot.addWidget(self.print)
        self.setTabOrder(filters.clear_all, self.print)
        self.print.clicked.connect(self.print_wanted)
        self._print_keys.activated.connect(self.print_wanted)
        filters.changed.connect(self._show)
        empty.way_out.clicked.connect(filters.clear)
        self.current_changed.connect(self._show_detail)
        self.list.entered.disconnect(self.show_chosen)
        self.list.entered.connect(self._enter)
        self.list.opened.connect(self._enter)
        self.list.toggled.connect(lambda: self._toggle(self.current))
        delegate.ticked.connect(self._toggle)
        self.link_wanted.connect(self._followed)
        self._checks.read_changed.connect(self._read_changed)

    def show_path(self, path: ReadingPath | None) -> None:
        """None where no role is chosen."""
        self.path = path
        self._show()

    def set_look(self, theme: Theme, size: int) -> None:
        super().set_look(theme, size)
        self._bar.set_theme(theme)

    def _show(self) -> None:
        path = self.path
        for part in (self.filters.field, self._bar, self.print):
            part.setVisible(path is not None)
        self._print_keys.setEnabled(path is not None)
        self._tell()
        if path is None:
            self.empty.say(_tr("Choose who you are"), _tr("Each role has a reading path of its own."))
            self.show_rows(())
            return
        typed = plain_value(self.filters.values["text"]).split()
        steps = [each for each in path.steps if _has(_searched(each), typed)]
        open_ones = [each for each in path.unanswered if _has(each.question.text, typed)]
        rows: list[object] = [*steps]
        if open_ones:
            rows += [Caption(_tr("Not answered by the library")), *open_ones]
        if path.steps or path.unanswered:
            self.empty.say(_tr("No step has these words"), "", _tr("Clear filters"))
        else:
            self.empty.say(_tr("No reading path"), _tr("This library has no questions of this role."))
        self.show_rows(rows)

    # -- what is read ----------------------------------------------------------------------------------------

    def state_of(self, step: PathStep) -> str:
        edition = self._checks.read_passages.get(step.source.passage)
        if edition is None:
            return UNREAD
        return READ if edition == step.source.info.edition else CHANGED

    @property
    def progress(self) -> tuple[int, int]:
        """How many steps are read, and how many there are."""
        steps = self.path.steps if self.path else ()
        return sum(self.state_of(step) == READ for step in steps), len(steps)

    def _tell(self) -> None:
        read, total = self.progress
        self.filters.tell(_tr("{n} of {total} read").format(n=read, total=total) if self.path else "")
        self._bar.show_share(read, total)

    def _read_changed(self, read: object) -> None:
        self._tell()
        rows = self.model.rowCount()
        if rows:
            self.model.dataChanged.emit(self.model.index(0, 0), self.model.index(rows - 1, 0))
            self.list.scheduleDelayedItemsLayout()

    def _toggle(self, row: object) -> None:
        if isinstance(row, PathStep) and not self._refuses_notes():
            on = self.state_of(row) != READ
            self._checks.set_read(row.source.passage, row.source.info.edition, on)
            announce(self.list, _tr("Read") if on else _tr("Not read"))

    def _enter(self) -> None:
        """Enter opens a step in its document, and what is open counts as read; a question shows what is known of it."""
        row = self.current
        if isinstance(row, PathStep):
            self.link_wanted.emit(place(row.source.location))
        else:
            self.show_chosen()

    def _followed(self, address: str) -> None:
        row = self.current
        opened = isinstance(row, PathStep) and address == place(row.source.location)
        if opened and self.state_of(row) != READ and not self._refuses_notes():
            self._checks.set_read(row.source.passage, row.source.info.edition, True)

    # -- rows and detail -------------------------------------------------------------------------------------

    def _show_detail(self, row: object) -> None:
        if isinstance(row, PathStep) and self.path is not None:
            number, total = self.path.steps.index(row) + 1, len(self.path.steps)
            self.show_parts(step_parts(row, number, total, self.state_of(row) == CHANGED, date.today()))
        elif isinstance(row, AnsweredQuestion) and self.path is not None:
            self.show_parts(question_parts(row, self.path.role, date.today()))
        else:
            self.show_parts(())

    def _say(self, row: PathStep | AnsweredQuestion) -> str:
        if isinstance(row, AnsweredQuestion):
            return asked.say(row)
        state = {READ: _tr("read"), CHANGED: _tr("changed since you read it"), UNREAD: _tr("not read")}
        to = guidance_words.addressees(row.recommendations)
        return ", ".join((row.source.reference, state[self.state_of(row)], *to, row.source.text))

    def _runs(self, row: object, card: GuideRow) -> list[Run]:
        if isinstance(row, AnsweredQuestion):
            return asked.runs(row, card)
        assert isinstance(row, PathStep)
        section = row.source.section[-1] if row.source.section else row.source.info.short_title
        changed = _tr("Changed since you read it") if self.state_of(row) == CHANGED else ""
        answers = "  ·  ".join(question.text for question in row.questions)
        return [
            card.strong(row.source.reference, 1),
            card.muted(changed, 2),
            card.muted(section, 1),
            card.muted("  ·  ".join(guidance_words.addressees(row.recommendations)), 12),
            Run(shorten(row.source.text, _FIRST_WORDS), interface_font(card.sized(12)), card.theme.text["ink"], 2, 4),
            card.muted(_tr("Helps to answer: {questions}").format(questions=answers), 2, 4),
        ]


def _searched(step: PathStep) -> str:
    source = step.source
    return " ".join((source.reference, *source.section, source.text, *(each.text for each in step.questions)))


def _has(said: str, typed: list[str]) -> bool:
    return all(begins(said, word) for word in typed)


def _key(row: PathStep | AnsweredQuestion) -> str:
    return row.source.passage if isinstance(row, PathStep) else row.question.id


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
