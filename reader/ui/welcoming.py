"""What the first page shows, and where it leads. Stands beside the window.

The page is made when it is first shown: a start that goes on with a document does not make it. What the notebook holds
is there when the page is; the guidance layer is asked for after it has been painted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import words
from reader.core.marks import OWN, STATE_NAMES, Checklist, PlacedMark
from reader.core.text import long_date, squeeze
from reader.core.types import Document, DocumentInfo, Heading, PackInfo, Point
from reader.core.workspace import Library
from reader.ui.guide.addresses import place
from reader.ui.look import Look
from reader.ui.panels.hints import key_name
from reader.ui.panels.home import HomePage
from reader.ui.panels.leads import Lead
from reader.ui.panels.roles import SHOWN
from reader.ui.session import Sections, Session

_DOCUMENTS, _SEARCHES, _MARKS = 5, 4, 3


@dataclass(frozen=True, slots=True)
class Guided:
    """What the first page knows of the guidance layer."""

    role: str  # for which it was asked
    roles: tuple[tuple[str, str], ...]  # id, label
    questions: tuple[Lead, ...]  # the first of the role
    total: int  # its questions
    path: tuple[tuple[str, str], ...]  # passages that it should have read, with the edition they have
    recommendations: Mapping[str, tuple[str, ...]]  # by id, the roles that each is for


class Welcoming(QObject):
    address_wanted = Signal(str)

    def __init__(self, session: Session, look: Look, icons: Path, actions: dict[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._icons, self._actions = session, look, icons, actions
        self._made: HomePage | None = None
        self._shelf: tuple[tuple[DocumentInfo, ...], PackInfo] | None = None
        self._open: tuple[Document, Sections] | None = None
        self._trouble, self._to_review = "", 0
        self._recent: tuple[str, ...] = ()
        self._guided: Guided | None = None
        session.shelf_changed.connect(self._shelf_changed)
        session.document_opened.connect(self._document_opened)
        session.searching.searches_changed.connect(self._searches_changed)
        session.notes.marks_changed.connect(self._notes_changed)
        session.notes.checks.checklists_changed.connect(self._notes_changed)
        session.notes.checks.read_changed.connect(self._notes_changed)
        look.changed.connect(self._look_changed)

    @property
    def page(self) -> HomePage:
        if self._made is None:
            # What leads from here to a passage that is found, marked and printed.
            names = ("search", "highlight", "print", "help")
            hints = [(key_name(self._actions[name]), self._actions[name].text()) for name in names]
            page = self._made = HomePage(self._look.theme, self._icons, hints)
            page.address_wanted.connect(self._follow)
            page.entered.connect(self._show)
            page.painted.connect(self._ask)
            page.role.role_wanted.connect(self._choose_role)
            self._look_changed()
            self._show_shelf()
            self._show()
        return self._made

    def _look_changed(self) -> None:
        if self._made is not None:
            self._made.set_look(self._look.theme, self._look.size)

    def _follow(self, address: str) -> None:
        if address in self._actions:
            self._actions[address].trigger()
        else:
            self.address_wanted.emit(address)

    # -- what there is ---------------------------------------------------------------------------------------

    def _shelf_changed(self, infos: tuple[DocumentInfo, ...], pack: PackInfo) -> None:
        self._shelf, self._guided = (infos, pack), None
        self._show_shelf()

    def _document_opened(self, document: Document, headings: tuple[Heading, ...], sections: Sections) -> None:
        self._open = document, sections

    def _searches_changed(self, recent: tuple[str, ...], saved: tuple[str, ...]) -> None:
        self._recent = recent
        self._notes_changed()

    def _notes_changed(self) -> None:
        if self._made is not None and self._made.isVisible():
            self._show()

    def show_review(self, marks: int) -> None:
        """How many marks in changed texts wait for the user."""
        self._to_review = marks
        self._notes_changed()

    def show_trouble(self, sentence: str) -> None:
        """Why there is no library to show. Where there is one, a damaged document of it is no matter for here."""
        self._trouble = sentence
        self._show_shelf()

    # -- showing it ------------------------------------------------------------------------------------------

    def _show_shelf(self) -> None:
        page = self._made
        if page is None:
            return
        if self._shelf is not None and self._shelf[0]:
            infos, pack = self._shelf
            page.show_library(len(infos), _newest(infos), pack.licence_note)
        elif self._trouble:
            page.show_trouble(self._trouble)

    def _show(self) -> None:
        """What is known without asking."""
        page = self._made
        if page is None:
            return
        page.show_review(self._to_review)
        page.reading.show_rows(self._reading())
        page.searches.show_rows([Lead(f"search:{each}", each) for each in self._recent[:_SEARCHES]])
        page.marks.show_rows(_latest(self._session.notes.marks))
        self._show_guided()

    def _reading(self) -> list[Lead]:
        """The document that is open, and where reading stopped."""
        if self._open is None:
            return []
        document, sections = self._open
        here = self._session.place or Point(document.blocks[0].id, 0)
        number = next((block.number for block in document.blocks if block.id == here.block), None)
        where = [] if number is None else [self.tr("Paragraph {n}").format(n=number)]
        where += sections.get(here.block, ())[-1:]
        return [Lead("back", document.info.short_title, "  ·  ".join(where))]  # as Back does, without another step

    def _show_guided(self) -> None:
        page, known, role = self._made, self._guided, self._session.desk.role
        if page is None:
            return
        if known is None or known.role != role:
            page.role.expect(role)
        elif not known.total:  # no role, or one that this library does not know
            page.role.expect("")
        else:
            held = self._session.notes.checks.read_passages
            read = sum(held.get(passage) == edition for passage, edition in known.path)
            page.role.show_questions(role, known.questions, known.total, (read, len(known.path)))
        page.role.setVisible(known is None or bool(known.roles))
        page.recommendations.show_rows(self._recommended(known.recommendations if known else None))

    def _recommended(self, known: Mapping[str, tuple[str, ...]] | None) -> list[Lead]:
        """The checklist that was open last, else an invitation. `known` are all recommendations, once they are."""
        checks = self._session.notes.checks
        held = checks.find(self._session.desk.checklist)
        held = held or max(checks.checklists, key=lambda each: each.changed, default=None)
        if known is not None and not known:
            return []
        if held is not None:
            return [self._progress(held, known)]
        each = self.tr("Recommendations, each with its addressee")
        if known is not None:
            each = self.tr("{n} recommendations, each with its addressee").format(n=f"{len(known):,}")
        return [Lead("recommendations", each, self.tr("Go through them for your district or organisation"))]

    def _progress(self, held: Checklist, known: Mapping[str, tuple[str, ...]] | None) -> Lead:
        wanted = (
            None if known is None else {name for name, roles in known.items() if not held.role or held.role in roles}
        )
        states = [each.state for each in held.assessments if wanted is None or each.recommendation in wanted]
        looked = sum(state is not None for state in states)
        said = [
            f"{states.count(state)} {STATE_NAMES[state].lower()}" for state in STATE_NAMES if state in states and state
        ]
        if wanted is None:
            seen = self.tr("{n} looked at").format(n=looked)
        else:
            seen = self.tr("{n} of {total} looked at").format(n=looked, total=len(wanted))
        about = f"{seen}: {', '.join(said)}" if said else seen
        return Lead("recommendations", held.name, about, share=(looked, len(wanted)) if wanted else (0, 1))

    # -- asking for it ---------------------------------------------------------------------------------------

    def _choose_role(self, role: str) -> None:
        self._session.keep_desk(role=role)
        self._show_guided()
        self._ask()

    def _ask(self) -> None:
        role = self._session.desk.role
        if self._shelf is not None and (self._guided is None or self._guided.role != role):
            self._session.ask(lambda library: _read(library, role), self._answered)

    def _answered(self, known: Guided) -> None:
        before, self._guided = self._guided, known
        if self._made is not None:
            if before is None or before.roles != known.roles:
                self._made.role.show_roles(known.roles)
            self._made.role.choose(self._session.desk.role)
        self._show_guided()


def _newest(infos: tuple[DocumentInfo, ...]) -> list[Lead]:
    """All documents in the order of the library, or the latest of many."""
    some = infos if len(infos) <= _DOCUMENTS else nlargest(_DOCUMENTS, infos, key=lambda info: info.date)
    facts = (
        (info, (words.document_type(info.type), long_date(info.date), words.reading_minutes(info.words)))
        for info in some
    )
    return [Lead(f"doc:{info.id}", info.short_title, "  ·  ".join(said)) for info, said in facts]


def _latest(marks: tuple[PlacedMark, ...]) -> list[Lead]:
    """The marks of the user's own that were made or changed last and have a place."""
    own = (each for each in marks if each.mark.layer == OWN and each.location is not None)
    latest = nlargest(_MARKS, own, key=lambda each: each.mark.changed)
    return [
        Lead(place(each.location), squeeze(each.mark.anchor.quote), each.reference, quoted=True)
        for each in latest
        if each.location is not None
    ]


def _read(library: Library, role: str) -> Guided:
    """Asked in the search lane. Only the documents that the role's questions point to are read."""
    from reader import guidance_words  # noqa: PLC0415  # no start needs it

    guidance = library.guidance
    asked = [each for each in guidance.questions if role and each.role == role]
    leads = (
        Lead(f"question:{each.id}", each.text, sign=each.coverage, sign_name=guidance_words.COVERAGES[each.coverage])
        for each in asked[:SHOWN]
    )
    names = dict.fromkeys(name for each in asked for name in each.passages)
    passages = (library.guide.passage(name) for name in names)
    return Guided(
        role,
        tuple((each.id, each.label) for each in guidance.roles),
        tuple(leads),
        len(asked),
        tuple((each.passage, each.info.edition) for each in passages if each is not None),
        {each.id: each.roles for each in guidance.recommendations},
    )
