"""Publications: all that ICAT is known to have published, held here or not, by year; with a timeline above."""

import re
from collections import Counter

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QWidget

from reader import guidance_words, words
from reader.core.advice import CatalogueEntry, CatalogueFilter
from reader.core.query import plain_value
from reader.core.workspace import Library
from reader.ui.catalogue.entry import COPY, Around, FirstLines, parts
from reader.ui.catalogue.timeline import Legend, Timeline
from reader.ui.fonts import interface_font
from reader.ui.guide.addresses import name_of
from reader.ui.guide.browser import Browser
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.guide.section import Section, Surroundings
from reader.ui.models.rows import Caption, RowsModel
from reader.ui.panels.parts import EmptyState, announce
from reader.ui.panels.text import Run

_HELD = {"yes": True, "no": False}
_SHORT = 9  # letters: all boxes stand in one line of a usual window
_LIST_KEEPS = 240  # pixels of height; the timeline goes where it would leave less


class Publications(Section):
    def __init__(self, around: Surroundings) -> None:
        self.filters = Filters(_tr("Search publications"), around.icons)
        for name, title in (
            ("type", _tr("Any kind")), ("year", _tr("Any year")), ("topic", _tr("Any topic")),
            ("sdg", _tr("Any SDG target")), ("for", _tr("For anybody")), ("held", _tr("Held here or not")),
        ):  # fmt: skip
            self.filters.add_box(name, title)
            self.filters.boxes[name].setMinimumContentsLength(_SHORT)
        self.filters.show_values("held", [("yes", guidance_words.HELD), ("no", guidance_words.NOT_HELD)])
        self.timeline, self._legend = Timeline(around.look.theme), Legend(around.look.theme)
        self.filters.foot.addWidget(self._legend)
        self.filters.column.addWidget(self.timeline)
        model = RowsModel(_say, lambda row: row.publication.id)
        empty = EmptyState(around.icons, "library-big", "", "")
        self.browser = Browser(_tr("Publications"), model, self.filters, empty)
        super().__init__(around, self.browser)
        model.setParent(self)
        self.browser.set_delegate(GuideRow(around.look.theme, self.browser.list, _runs))
        self._around: Around | None = None  # until it is known
        self._entries: tuple[CatalogueEntry, ...] = ()  # of any year, that pass the other filters
        self._asked = CatalogueFilter()
        self._lines: dict[str, FirstLines | None] = {}  # of documents, by id
        self._wanted = ""
        self._told_wide = self.browser.is_wide
        self.filters.changed.connect(self._changed)
        self.timeline.chosen.connect(self._choose_year)
        self.browser.current_changed.connect(self._show_detail)
        self.browser.link_wanted.connect(self._follow)
        self.browser.list.entered.disconnect(self.browser.show_chosen)
        self.browser.list.entered.connect(self._open)
        self.browser.resized.connect(self._resized)
        empty.way_out.clicked.connect(self.filters.clear)

    def enter(self) -> None:
        self._asked = wanted = self._filter()
        self.ask(lambda library: (_read(library), library.guide.catalogue(wanted)), self._entered)

    def show_entry(self, address: str) -> None:
        self.filters.clear()
        self._wanted = name_of(address)
        self.enter()

    @property
    def first(self) -> QWidget:
        return self.browser.first

    def goes_back(self) -> bool:
        return self.browser.goes_back()

    def set_look(self) -> None:
        theme, size = self.around.look.theme, self.around.look.size
        self.browser.set_look(theme, size)
        self.timeline.set_look(theme, size)
        self._legend.set_theme(theme)
        self._make_room()

    # -- filters ---------------------------------------------------------------------------------------------

    def _filter(self) -> CatalogueFilter:
        """Of all but the year, since the timeline shows them all."""
        values = self.filters.values
        return CatalogueFilter(
            values["text"], values["type"], "", values["topic"], values["sdg"], values["for"],
            _HELD.get(values["held"]),
        )  # fmt: skip

    def _changed(self) -> None:
        wanted = self._filter()
        if self._around is None:
            self.enter()
        elif wanted == self._asked:
            self._show()
        else:
            self._asked = wanted
            self.ask(lambda library: library.guide.catalogue(wanted), self._found)

    def _choose_year(self, year: str) -> None:
        box = self.filters.boxes["year"]
        box.setCurrentIndex(max(0, box.findData(year)))

    def _entered(self, answer: tuple[Around, tuple[CatalogueEntry, ...]]) -> None:
        self._around, found = answer
        values = self._around.values
        named = {
            "type": [(each, words.document_type(each)) for each in values["type"]],
            "year": [(each, each) for each in reversed(values["year"])],
            "topic": [(each, words.facet_value("topic", each)) for each in values["topic"]],
            "sdg": [(each, words.facet("sdg", each)) for each in sorted(values["sdg"], key=_by_number)],
            "for": [(each, self._around.roles.get(each) or words.facet_value("for", each)) for each in values["for"]],
        }
        for name, shown in named.items():
            self.filters.show_values(name, shown)
        self.timeline.show_range(self._around.totals)
        self._found(found)

    def _found(self, entries: tuple[CatalogueEntry, ...]) -> None:
        self._entries = entries
        self._show()

    # -- the list --------------------------------------------------------------------------------------------

    def _show(self) -> None:
        if self._around is None:
            return
        year = self.filters.values["year"]
        rows: list[object] = []
        counts: dict[str, tuple[int, int]] = {}
        for entry in self._entries:
            of = entry.publication.year
            held, others = counts.get(of, (0, 0))
            if year in ("", of):
                rows += [entry] if of in counts else [Caption(of), entry]
            counts[of] = (held + entry.publication.held, others + (not entry.publication.held))
        shown = len(rows) - sum(isinstance(row, Caption) for row in rows)
        self.timeline.show_counts(counts, year)
        self.filters.show_count(shown, self._around.total, _tr("publications"))
        if self._around.total:
            self.browser.empty.say(
                _tr("No publication passes these filters"),
                _tr("What is not certain to exist is not listed."), _tr("Clear filters"),
            )  # fmt: skip
        else:
            self.browser.empty.say(_tr("No publications"), _tr("This library has no catalogue."))
        wanted, self._wanted = self._wanted, ""
        self.browser.show_rows(rows)
        if wanted:
            self.browser.choose(wanted)

    def _open(self) -> None:
        """Enter opens what is held; in a narrow window its details come first, which nothing else would show."""
        entry = self.browser.current
        if entry is not None and entry.info is not None and self.browser.is_wide:
            self.address_wanted.emit(f"doc:{entry.info.id}")
        else:
            self.browser.show_chosen()

    # -- what is chosen --------------------------------------------------------------------------------------

    def _show_detail(self, entry: CatalogueEntry | None) -> None:
        if entry is None or self._around is None:
            self.browser.show_parts(())
            return
        held = entry.info.id if entry.info else ""
        self._told_wide = self.browser.is_wide
        self.browser.show_parts(parts(entry, self._around, self._lines.get(held), self._told_wide))
        if held and held not in self._lines:

            def found(lines: FirstLines | None) -> None:
                self._lines[held] = lines
                if self.browser.current is entry:
                    self._show_detail(entry)

            # Not by `ask`, where it would take the place of a question for the list.
            self.around.session.ask(lambda library: _first_lines(library, held), found)

    def _follow(self, address: str) -> None:
        if address != COPY:
            self.address_wanted.emit(address)
        elif self._around is not None:
            QGuiApplication.clipboard().setText(self._around.address)
            sentence = _tr("Copied: {text}").format(text=self._around.address)
            self.around.message.say(sentence, seconds=4)
            announce(self.around.window, sentence)

    # -- room ------------------------------------------------------------------------------------------------

    def _resized(self) -> None:
        self._make_room()
        if self.browser.is_wide != self._told_wide:
            self._show_detail(self.browser.current)  # it says what Enter does

    def _make_room(self) -> None:
        """In a low window the list needs all there is; years can be chosen from their box."""
        margins, column = self.browser.head.contentsMargins(), self.filters.column
        filters = column.heightForWidth(self.browser.width() - margins.left() - margins.right())
        if self.timeline.isHidden():
            filters += column.spacing() + self.timeline.sizeHint().height()
        fits = self.browser.height() - filters - margins.bottom() >= _LIST_KEEPS
        if self.timeline.isHidden() is fits:
            self.timeline.setVisible(fits)
            self._legend.setVisible(fits)


def _read(library: Library) -> Around:
    guidance = library.guidance
    every = guidance.publications
    return Around(
        {info.id: info for info in library.documents()},
        {role.id: role.label for role in guidance.roles},
        {plain_value(label): concept.id for concept in guidance.concepts for label in concept.labels},
        guidance.catalogue_address,
        len(every),
        Counter(each.year for each in every),
        library.guide.catalogue_values,
    )


def _first_lines(library: Library, document_id: str) -> FirstLines | None:
    blocks = library.document(document_id).blocks
    first = next((block for block in blocks if block.kind not in ("title", "heading")), None)
    cited = library.guide.passage(f"{document_id}#{first.id}") if first else None
    return FirstLines(cited, library.guide.called_in(cited.passage)) if cited else None


def _by_number(target: str) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"\d+", target)], target


def _about(entry: CatalogueEntry) -> str:
    one = entry.publication
    return "  ·  ".join(part for part in (one.dated, guidance_words.inferred(one)) if part)


def _runs(entry: CatalogueEntry, card: GuideRow) -> list[Run]:
    one, about = entry.publication, _about(entry)
    head = [card.muted(guidance_words.kind_of(one), above=0), card.strong(one.title, 4)]
    if not one.held:
        return [*head, card.muted("  ·  ".join(part for part in (about, guidance_words.NOT_HELD) if part), 2)]
    medium = interface_font(card.sized(11), QFont.Weight.Medium)
    return [*head, card.muted(about, 2), Run(guidance_words.HELD, medium, card.theme.text["accent"], 1, 2)]


def _say(entry: CatalogueEntry) -> str:
    one = entry.publication
    held = guidance_words.HELD if one.held else guidance_words.NOT_HELD
    return ", ".join((guidance_words.kind_of(one), one.title, _about(entry), held))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Catalogue", text)
