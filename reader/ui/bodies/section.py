"""People and bodies: what a source says of ICAT, its members and those around it, its chairs by year, and contacts in
the words of the texts."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from reader import guidance_words
from reader.core.advice import Cited
from reader.core.guidance import BODY_STATUSES, Body, Group
from reader.core.text import fold, long_date
from reader.core.workspace import Library
from reader.ui.guide.addresses import name_of, place
from reader.ui.guide.browser import Browser
from reader.ui.guide.detail import Part
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.guide.section import Section, Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.parts import EmptyState, announce
from reader.ui.panels.text import Run

ICAT, CHAIRS, CONTACTS, PEOPLE = "icat", "chairs", "contacts", "people"
_COPY = "copy:"
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True)
class Page:
    """A row that is no body: ICAT itself, its chairs, contacts, people."""

    id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class Known:
    """The group, and the passages that it points to, by name."""

    group: Group
    passages: dict[str, Cited]
    titles: dict[str, str]  # short titles of the documents, by id


class Bodies(Section):
    def __init__(self, around: Surroundings) -> None:
        self.filters = Filters(_tr("Search people and bodies"), around.icons)
        model = RowsModel(_say, lambda row: row.id)
        empty = EmptyState(around.icons, "users", "", "")
        self.browser = Browser(_tr("People and bodies"), model, self.filters, empty)
        super().__init__(around, self.browser)
        model.setParent(self)
        self.browser.set_delegate(GuideRow(around.look.theme, self.browser.list, _runs))
        self._known: Known | None = None
        self._wanted = ""
        self.filters.changed.connect(self._show)
        self.browser.current_changed.connect(self._show_detail)
        self.browser.link_wanted.connect(self._follow)
        empty.way_out.clicked.connect(self.filters.clear)

    def enter(self) -> None:
        if self._known is None:
            self.ask(_read, self._shown)

    def show_entry(self, address: str) -> None:
        self._wanted = name_of(address)
        self.enter()
        self._choose_wanted()

    @property
    def first(self) -> QWidget:
        return self.browser.first

    @property
    def here(self) -> str:
        return f"body:{self.browser.current.id}" if self.browser.current is not None else ""

    def goes_back(self) -> bool:
        return self.browser.goes_back()

    def set_look(self) -> None:
        self.browser.set_look(self.around.look.theme, self.around.look.size)

    # -- the list --------------------------------------------------------------------------------------------

    def _shown(self, known: Known) -> None:
        self._known = known
        self._show()
        self._choose_wanted()

    def _choose_wanted(self) -> None:
        if self._wanted and self._known is not None:
            wanted, self._wanted = self._wanted, ""
            if not self.browser.choose(wanted):
                self.filters.clear()
                self.browser.choose(wanted)

    def _show(self) -> None:
        if self._known is None:
            return
        typed = fold(self.filters.values["text"]).split()
        about = [row for row in self._pages() if _has(_say(row), typed)]
        rows: list[object] = [Caption(_tr("ICAT")), *about] if about else []
        for status in BODY_STATUSES:
            bodies = [each for each in self._known.group.bodies if each.status == status and _has(_say(each), typed)]
            if bodies:
                rows += [Caption(guidance_words.BODY_STATUSES[status]), *bodies]
        found = [row for row in rows if not isinstance(row, Caption)]
        total = len(self._known.group.bodies) + len(self._pages())
        self.filters.show_count(len(found), total, _tr("entries"))
        if total:
            self.browser.empty.say(_tr("Nothing has these words"), "", _tr("Clear filters"))
        else:
            self.browser.empty.say(_tr("Nobody is named"), _tr("This library has no list of people and bodies."))
        self.browser.show_rows(rows)

    def _pages(self) -> list[Page]:
        assert self._known is not None
        group = self._known.group
        pages = [
            (ICAT, group.name, _tr("What it is, and how many members it had when"), group.name),
            (CHAIRS, _tr("Chairs by year"), _tr("As far as a source names them"), group.chairs),
            (CONTACTS, _tr("Contacts"), _tr("As the texts give them"), group.contacts),
            (PEOPLE, _tr("People named in the texts"), _tr("Speakers; no contact data"), group.people),
        ]
        return [Page(name, title, about) for name, title, about, there in pages if there]

    # -- what is chosen --------------------------------------------------------------------------------------

    def _show_detail(self, row: object) -> None:
        if self._known is None or row is None:
            self.browser.show_parts(())
        elif isinstance(row, Body):
            self.browser.show_parts(self._body(row))
        elif isinstance(row, Page):
            make: dict[str, Callable[[], list[Part]]] = {
                ICAT: self._group, CHAIRS: self._chairs, CONTACTS: self._contacts, PEOPLE: self._people,
            }  # fmt: skip
            self.browser.show_parts([Part("title", row.name), *make[row.id]()])

    def _group(self) -> list[Part]:
        assert self._known is not None
        group = self._known.group
        said = tuple((guidance_words.GROUP_FACTS[name], value) for name, value in group.facts)
        counts = tuple((long_date(each.date), f"{each.count}") for each in group.counts)
        return [
            Part("facts", items=said),
            *self._copying(dict(group.facts).get("email", "")),
            Part("heading", _tr("Members")),
            Part("muted", _tr("Each number is right for its date; ICAT has grown.")),
            Part("facts", items=counts),
            *self._sources(tuple(source for each in group.counts for source in each.sources)),
        ]

    def _chairs(self) -> list[Part]:
        assert self._known is not None
        chairs = sorted(self._known.group.chairs, key=lambda each: -each.year)
        unknown = guidance_words.CHAIRS_NOT_KNOWN
        rows = tuple((str(each.year), ", ".join(each.bodies) or unknown) for each in chairs)
        return [
            Part("muted", _tr("Where “{unknown}” stands, no source was found.").format(unknown=unknown)),
            Part("facts", items=rows),
            *self._sources(tuple(source for each in chairs for source in each.sources)),
        ]

    def _contacts(self) -> list[Part]:
        assert self._known is not None
        parts = [Part("muted", _tr("Each with its date: older texts have addresses that ICAT has left."))]
        for name in self._known.group.contacts:
            parts += self._quoted(name)
            if name in self._known.passages:
                parts += self._copying(self._known.passages[name].text)
        return parts

    def _copying(self, said: str) -> list[Part]:
        """A link for each e-mail address in it, which copies it; nothing here opens one."""
        links = [(_tr("Copy {address}").format(address=each), _COPY + each) for each in _MAIL.findall(said)]
        return [Part("links", items=tuple(links))] if links else []

    def _follow(self, address: str) -> None:
        if not address.startswith(_COPY):
            self.address_wanted.emit(address)
            return
        copied = address.removeprefix(_COPY)
        QGuiApplication.clipboard().setText(copied)
        sentence = _tr("Copied: {text}").format(text=copied)
        self.around.message.say(sentence, seconds=4)
        announce(self.around.window, sentence)

    def _people(self) -> list[Part]:
        assert self._known is not None
        parts = []
        for each in self._known.group.people:
            parts += [Part("heading", f"{each.name}, {each.body}"), *self._quoted(each.passage)]
        return parts

    def _quoted(self, name: str) -> list[Part]:
        assert self._known is not None
        cited = self._known.passages.get(name)
        if cited is None:
            return []
        below = (f"{cited.reference}  ·  {long_date(cited.info.date)}", place(cited.location))
        return [Part("quote", cited.text, (below,))]

    def _body(self, body: Body) -> list[Part]:
        facts = [(_tr("Standing"), guidance_words.BODY_STATUSES[body.status])]
        if body.since:
            facts.append((_tr("Since"), body.since))
        if body.variants:
            facts.append((_tr("Also called"), "; ".join(body.variants)))
        return [
            Part("kicker", body.abbreviation),
            Part("title", body.name),
            Part("facts", items=tuple(facts)),
            *([Part("ours", body.mandate)] if body.mandate else []),
            *self._named_in(body),
            *self._sources(body.sources),
        ]

    def _named_in(self, body: Body) -> list[Part]:
        assert self._known is not None
        links = tuple((self._known.titles[name], f"doc:{name}") for name in body.documents)
        return [Part("heading", _tr("Named in")), Part("links", items=links)] if links else []

    def _sources(self, sources: tuple[str, ...]) -> list[Part]:
        """Documents of the library as links; addresses as text, since nothing here goes online."""
        assert self._known is not None
        if not sources:
            return []
        parts = [
            Part("heading", _tr("Sources")),
            Part(
                "muted",
                _tr("Addresses were read in stored copies and are never opened by this reader."),
            ),
        ]
        for source in dict.fromkeys(sources):
            title = self._known.titles.get(source)
            parts.append(Part("links", items=((title, f"doc:{source}"),)) if title else Part("code", source))
        return parts


def _read(library: Library) -> Known:
    group = library.guidance.group
    names = (*group.contacts, *(each.passage for each in group.people))
    found = ((name, library.guide.passage(name)) for name in names)
    titles = {info.id: info.short_title for info in library.documents()}
    return Known(group, {name: cited for name, cited in found if cited is not None}, titles)


def _runs(row: object, card: GuideRow) -> list[Run]:
    if isinstance(row, Body):
        return [card.strong(row.abbreviation or row.name), card.muted(row.name if row.abbreviation else "", 2)]
    assert isinstance(row, Page)
    return [card.strong(row.name), card.muted(row.about, 2)]


def _say(row: object) -> str:
    if isinstance(row, Body):
        return ", ".join(
            part for part in (row.abbreviation, row.name, guidance_words.BODY_STATUSES[row.status]) if part
        )
    assert isinstance(row, Page)
    return f"{row.name}, {row.about}"


def _has(said: str, typed: list[str]) -> bool:
    return all(word in fold(said) for word in typed)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Bodies", text)
