"""The questions of a role, or of all: a list with how far each is answered, and beside it the answer."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from reader import guidance_words
from reader.core.advice import AnsweredQuestion
from reader.core.guidance import COVERAGES, Role
from reader.core.query import begins, plain_value
from reader.ui.guide.addresses import place
from reader.ui.guide.browser import Browser
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.guide.section import Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.parts import EmptyState
from reader.ui.panels.text import Run
from reader.ui.questions.rows import SignedRow
from reader.ui.questions.telling import question_parts


class AskedView(Browser):
    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        model = RowsModel(say, lambda row: row.question.id)
        filters = Filters(_tr("Search the questions"), around.icons)
        filters.add_box("coverage", _tr("Any answer"), [(each, guidance_words.COVERAGES[each]) for each in COVERAGES])
        empty = EmptyState(around.icons, "messages-square", "", "")
        super().__init__(_tr("Questions"), model, filters, empty, parent)
        model.setParent(self)
        self.set_delegate(SignedRow(around.look.theme, self.list, runs))
        self._roles: dict[str, Role] = {}
        self._asked: tuple[AnsweredQuestion, ...] = ()
        self._role = ""
        filters.changed.connect(self._show)
        empty.way_out.clicked.connect(filters.clear)
        self.current_changed.connect(self._show_detail)
        self.list.opened.connect(self._open_best)

    def show_questions(self, roles: Sequence[Role], asked: Iterable[AnsweredQuestion], role: str) -> None:
        """Those of the role, or all where it is empty."""
        self._roles = {each.id: each for each in roles}
        self._asked = tuple(each for each in asked if role in ("", each.question.role))
        self._role = role
        self._show()

    def _show(self) -> None:
        wanted = self.filters.values
        typed = plain_value(wanted["text"]).split()
        found = [
            each
            for each in self._asked
            if wanted["coverage"] in ("", each.question.coverage)
            and all(begins(f"{each.question.text} {each.question.limits}", word) for word in typed)
        ]
        rows: list[object] = []
        for role in self._roles.values():
            of_role = [each for each in found if each.question.role == role.id]
            rows += [*([] if self._role or not of_role else [Caption(role.label)]), *of_role]
        self.filters.show_count(len(found), len(self._asked), _tr("questions"))
        if self._asked:
            self.empty.say(_tr("No question has these words"), "", _tr("Clear filters"))
        else:
            self.empty.say(_tr("No questions"), _tr("Nobody has gone through the texts of this library for them yet."))
        self.show_rows(rows)

    def _show_detail(self, row: AnsweredQuestion | None) -> None:
        self.show_parts(question_parts(row, self._roles[row.question.role], date.today()) if row else ())

    def _open_best(self) -> None:
        """Ctrl+Enter: the best passage in its document. What only touches on a question is not opened as its answer."""
        row = self.current
        if isinstance(row, AnsweredQuestion) and row.question.answered and row.answers:
            self.link_wanted.emit(place(row.answers[0].source.location))


def say(row: AnsweredQuestion) -> str:
    """For screen readers: the sign in words."""
    return f"{row.question.text} {guidance_words.COVERAGES[row.question.coverage]}"


def runs(row: object, card: GuideRow) -> list[Run]:
    assert isinstance(row, AnsweredQuestion)
    said = guidance_words.COVERAGES[row.question.coverage]
    passages = len(row.answers)
    if passages:
        said += "  ·  " + (_tr("1 passage") if passages == 1 else _tr("{n} passages").format(n=passages))
    return [card.strong(row.question.text, 4), card.muted(said)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
