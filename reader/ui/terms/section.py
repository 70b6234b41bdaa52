"""The terms of the thesaurus: a list that any label in any language narrows, and a page for each concept."""

from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from reader import guidance_words
from reader.core.advice import TermPage
from reader.core.guidance import Concept
from reader.core.query import plain_value
from reader.core.workspace import Library
from reader.core.workspace.terms import label_typed
from reader.ui.guide.addresses import name_of
from reader.ui.guide.browser import Browser
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.guide.section import Section, Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.parts import EmptyState
from reader.ui.panels.text import Run
from reader.ui.terms.telling import parts_of

_FACET, _USED, _ORDER = "facet", "used", "order"


@dataclass(frozen=True, slots=True)
class Row:
    """A concept in the list, and the label that what was typed found it by, if not the preferred one."""

    concept: Concept
    label: str = ""


class TermsSection(Section):
    def __init__(self, around: Surroundings) -> None:
        self.filters = Filters(_tr("Search terms in six languages"), around.icons)
        facets = tuple(guidance_words.FACETS.items())
        self.filters.add_box(_FACET, _tr("All subjects"), facets)
        used = (("yes", _tr("Used in this library")), ("no", _tr("Not used in this library")))
        self.filters.add_box(_USED, _tr("Used or not"), used)
        self.filters.add_box(_ORDER, _tr("By the alphabet"), ((_FACET, _tr("By subject")),))
        empty = EmptyState(around.icons, "book-a", "", "")
        self.browser = Browser(_tr("Terms"), RowsModel(_say, lambda row: row.concept.id), self.filters, empty)
        super().__init__(around, self.browser)
        self.browser.model.setParent(self)
        self.browser.set_delegate(GuideRow(around.look.theme, self.browser.list, _runs))
        self._found: tuple[Concept, ...] | None = None  # what has the words that are typed
        self._total = 0
        self._chosen = ""  # id of the concept whose page is shown, or on its way
        self._wanted = ""  # id of one that is to be chosen when the list is there
        self.filters.changed.connect(self._ask)
        self.browser.current_changed.connect(self._ask_page)
        self.browser.link_wanted.connect(self.address_wanted)
        empty.way_out.clicked.connect(self.filters.clear)
        around.session.searching.filters_known.connect(self._index_changed)

    def enter(self) -> None:
        if self._found is None:
            self._ask()

    def show_entry(self, address: str) -> None:
        name = name_of(address)
        if self._found is not None and self.browser.choose(name):
            return
        self._wanted = name
        if self.filters.is_on():
            self.filters.clear()
        else:
            self._ask()

    @property
    def first(self) -> QWidget:
        return self.browser.first

    @property
    def here(self) -> str:
        return f"term:{self._wanted or self._chosen}" if self._wanted or self._chosen else ""

    def goes_back(self) -> bool:
        return self.browser.goes_back()

    def set_look(self) -> None:
        self.browser.set_look(self.around.look.theme, self.around.look.size)

    # -- the list --------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        typed = self.filters.values["text"]

        def found(library: Library) -> tuple[tuple[Concept, ...], int]:
            return library.terms.all(typed), len(library.guidance.concepts)

        self.ask(found, self._show)

    def _show(self, found: tuple[tuple[Concept, ...], int]) -> None:
        self._found, self._total = found
        chosen, typed = self.filters.values, self.filters.values["text"]
        passing = [
            Row(each, _other_label(each, typed))
            for each in self._found
            if chosen[_FACET] in ("", each.facet) and chosen[_USED] in ("", "yes" if each.in_corpus else "no")
        ]
        self.filters.show_count(len(passing), self._total, _tr("terms"))
        if self._total:
            self.browser.empty.say(_tr("No term has these words"), _tr("in any of its languages"), _tr("Clear filters"))
        else:
            self.browser.empty.say(_tr("No terms"), _tr("This library has no thesaurus."))
        self.browser.show_rows(_captioned(passing, chosen[_ORDER] == _FACET))
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.browser.choose(wanted)

    # -- what is chosen --------------------------------------------------------------------------------------

    def _ask_page(self, row: Row | None) -> None:
        """Not by `ask`, which answers the newest question alone: list and page are asked for independently."""
        self._chosen = name = row.concept.id if row is not None else ""
        if row is None:
            self.browser.show_parts(())
        else:
            # Whoever holds an arrow key passes many: those are not looked up.
            self.around.session.ask(
                lambda library: library.terms.page(name) if name == self._chosen else None,
                lambda page: self._show_page(page, name),
            )

    def _show_page(self, page: TermPage | None, name: str) -> None:
        if page is not None and name == self._chosen:
            parts = parts_of(page)
            if tuple(parts) != self.browser.detail.parts:  # else it would jump to its beginning
                self.browser.show_parts(parts)

    def _index_changed(self) -> None:
        """There are more passages now: at the first start it is still being made while somebody looks."""
        if self._chosen:
            self._ask_page(self.browser.current)


def _captioned(rows: list[Row], by_facet: bool) -> list[Row | Caption]:
    def group(row: Row) -> str:
        if by_facet:
            return guidance_words.FACETS.get(row.concept.facet, row.concept.facet)
        return plain_value(row.concept.preferred)[:1].upper()

    shown: list[Row | Caption] = []
    for name, members in groupby(sorted(rows, key=group), group):
        shown += [Caption(name), *members]
    return shown


def _other_label(concept: Concept, typed: str) -> str:
    label = label_typed(concept, typed) if typed else ""
    return "" if label == concept.preferred else label


def _runs(row: Row, card: GuideRow) -> list[Run]:
    return [card.strong(row.concept.preferred), card.muted(row.label), card.muted(_unused(row))]


def _unused(row: Row) -> str:
    return "" if row.concept.in_corpus else _tr("Not used in this library")


def _say(row: Row) -> str:
    return ", ".join(part for part in (row.concept.preferred, row.label, _unused(row)) if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("TermsSection", text)
