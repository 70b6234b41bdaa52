"""Explaining what is read: links to what a text mentions, and a card for a mention or a term, by mouse or key.

Stands beside the window, as `citing.py` does; knows the pages that it watches, and asks the session. With the mouse a
card comes when it rests, stays while the mouse is on it, and goes with it. With the key it stays until Esc and goes
through all that can be explained in the paragraph. Terms are looked for when somebody asks, never for a whole document.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from reader.core.types import Document, Location, Mention, Point, Target
from reader.core.workspace import Library
from reader.ui.look import Look
from reader.ui.panels.bars import MessageBar
from reader.ui.panels.parts import announce
from reader.ui.reading.hovering import Hovering
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.panes import Panes
from reader.ui.session import Session

if TYPE_CHECKING:
    from reader.core.guidance import Publication
    from reader.ui.panels.card import HoverCard
    from reader.ui.panels.entries import CardText

_LINGER_MS = 300  # for the way from the words to their card
_OURS = ("doc:", "publication:")


@dataclass(frozen=True, slots=True)
class _Item:
    """Something on a page that can be explained: a link of ours, or a term."""

    place: Location
    address: str = ""
    concept: str = ""

    def holds(self, offset: int) -> bool:
        return self.place.start.offset <= offset < self.place.end.offset


class Explaining(QObject):
    search_wanted = Signal(str)
    guide_wanted = Signal(str)  # an address in the guidance

    def __init__(self, session: Session, panes: Panes, look: Look, message: MessageBar, window: QWidget) -> None:
        super().__init__(window)
        self._session, self._look, self._message, self._window = session, look, message, window
        self._panes = panes
        self._made: HoverCard | None = None
        self._page: ReadingPage | None = None  # the one that the card is about
        self._items: tuple[_Item, ...] = ()
        self._at, self._keyed, self._moves = 0, False, False
        self._ticket = 0
        self._linger = QTimer(self, singleShot=True, interval=_LINGER_MS)
        self._linger.timeout.connect(self.close_card)
        look.changed.connect(self.close_card)
        window.installEventFilter(self)
        for page in panes.pages:
            self.watch(page)
        panes.made.connect(self.watch)
        panes.left.connect(lambda page: self.close_card())

    def watch(self, page: ReadingPage) -> None:
        """Serve one more page."""
        hovering = Hovering(page)
        hovering.rested.connect(lambda place: self._rested(page, place))
        hovering.moved.connect(lambda where: self._moved(page, where))
        hovering.pressed.connect(self.close_card)
        page.link_followed.connect(lambda address: self.follow(page, address))
        page.document_shown.connect(lambda document: self._shown(page, document))
        page.asked.connect(lambda name, _: self._what_is(page) if name == "what_is" else None)
        page.verticalScrollBar().valueChanged.connect(self._scrolled)
        page.installEventFilter(self)

    @property
    def card(self) -> "HoverCard":
        if self._made is None:
            from reader.ui.panels.card import HoverCard  # noqa: PLC0415  # nobody asks at a start

            card = self._made = HoverCard(self._window)
            card.search_wanted.connect(self._search)
            card.open_wanted.connect(self._open)
            card.copy_wanted.connect(self._copy)
            card.guide_wanted.connect(self._guide)
            card.step_wanted.connect(self._step)
            card.closed.connect(self.close_card)
            card.forsaken.connect(self.close_card)
            card.entered.connect(self._linger.stop)
            card.left.connect(lambda: None if self._keyed else self._linger.start())
        return self._made

    # -- links -----------------------------------------------------------------------------------------------

    def _shown(self, page: ReadingPage, document: Document) -> None:
        self.close_card()

        def found(mentions: tuple[Mention, ...]) -> None:
            if page in self._panes.pages and page.shown is document:
                page.show_mentions(mentions)

        self._session.ask(lambda library: library.mentions(document), found)

    def follow(self, page: ReadingPage, address: str) -> None:
        """Follow a link to a document, a passage, or the card of a publication that is not held. Other addresses are
        shown, never opened."""
        if not address.startswith(_OURS):
            shown = address.removeprefix("mailto:")
            self._message.say(
                self.tr("This reader never goes online. The address is {address}").format(address=shown),
                self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(shown),
            )  # fmt: skip
            return

        def found(there: "Target | Publication | None") -> None:
            if there is not None and not isinstance(there, Target):
                self._follow_to_card(page, address)
            elif there is not None and there.block is not None:
                block, name = there.block, there.info.id
                whole = Location(name, Point(block.id, 0), Point(block.id, len(block.text)))
                self._session.open(name, whole)
            else:
                self._session.open(address.removeprefix("doc:"))

        self._session.ask(lambda library: library.look_up(address), found)

    def _follow_to_card(self, page: ReadingPage, address: str) -> None:
        caret = page.caret() if page in self._panes.pages else None  # a click moves it too
        if caret is None:
            return
        links = [place for place, href in page.links_in(caret.block) if href == address]
        place = next((p for p in links if p.start.offset <= caret.offset <= p.end.offset), next(iter(links), None))
        if place is not None:
            self._begin(page, (_Item(place, address),), 0, keyed=True)

    # -- asking ----------------------------------------------------------------------------------------------

    def _rested(self, page: ReadingPage, place: Point) -> None:
        if self._keyed:
            return

        def found(items: tuple[_Item, ...]) -> None:
            item = next((item for item in items if item.holds(place.offset)), None)
            if item is not None and not (self._is_open and self._items[self._at] == item):
                self._begin(page, (item,), 0, keyed=False)

        self._find(page, place.block, found)

    def _what_is(self, page: ReadingPage) -> None:
        """What is selected, or what stands at the caret, or the first thing in the paragraph of the keys."""
        selected = page.selected()
        here = selected or page.paragraph_here()
        if here is None:
            return
        caret = page.caret()
        block = here.start.block
        start = selected.start.offset if selected else caret.offset if caret and caret.block == block else 0
        end = start + 1 if selected is None else selected.end.offset if selected.end.block == block else 10**9

        def found(items: tuple[_Item, ...]) -> None:
            near = (n for n, it in enumerate(items) if it.place.start.offset < end and start < it.place.end.offset)
            at = next(near, 0 if items and selected is None else None)
            if at is not None:
                self._begin(page, items, at, keyed=True)
            else:
                sentence = (
                    self.tr("The thesaurus does not have these words.")
                    if selected
                    else self.tr("There is no term of the thesaurus in this paragraph.")
                )
                self._message.say(sentence, seconds=4)
                announce(self._window, sentence)

        self._find(page, block, found, selected)

    def _find(
        self,
        page: ReadingPage,
        block_id: str,
        answer: Callable[[tuple[_Item, ...]], None],
        selected: Location | None = None,
    ) -> None:
        """What can be explained in a block, in reading order. What is selected counts on its own where it is not part
        of anything: there, everyday words are meant."""
        self._ticket += 1
        ticket, document = self._ticket, page.shown
        if document is None:
            return
        block = next(block for block in document.blocks if block.id == block_id)
        name, language = document.info.id, document.info.language
        links = [_Item(place, href) for place, href in page.links_in(block_id) if href.startswith(_OURS)]
        alone = selected if selected is not None and selected.end.block == block_id else None

        def work(library: Library) -> tuple[tuple[int, int, str], ...]:
            terms = [(term.start, term.end, term.concept) for term in library.terms_in(block.text, language)]
            if alone is not None:
                first, last = alone.start.offset, alone.end.offset
                if all(end <= first or last <= start for start, end, _ in terms):
                    more = library.terms_in(block.text[first:last], language)
                    terms += [(term.start + first, term.end + first, term.concept) for term in more]
            return tuple(terms)

        def done(terms: tuple[tuple[int, int, str], ...]) -> None:
            if ticket != self._ticket or page.shown is not document:
                return
            items = list(links)
            for start, end, concept in terms:
                if all(end <= link.place.start.offset or link.place.end.offset <= start for link in links):
                    items.append(_Item(Location(name, Point(block_id, start), Point(block_id, end)), concept=concept))
            answer(tuple(sorted(items, key=lambda item: item.place.start.offset)))

        self._session.ask(work, done)

    # -- the card --------------------------------------------------------------------------------------------

    @property
    def _is_open(self) -> bool:
        return self._made is not None and self._made.isVisible()

    def _begin(self, page: ReadingPage, items: tuple[_Item, ...], at: int, keyed: bool) -> None:
        self._page, self._items, self._keyed = page, items, keyed
        self._show(at)

    def _step(self, by: int) -> None:
        if len(self._items) > 1:
            self._show((self._at + by) % len(self._items))

    def _show(self, at: int) -> None:
        self._at = at
        self._ticket += 1
        ticket, item, keyed = self._ticket, self._items[at], self._keyed

        def said(text: "CardText | None") -> None:
            if ticket == self._ticket and text is not None and self._page is not None:
                self._place(self._page, item, text, keyed)

        self._session.ask(lambda library: _said_of(library, item), said)

    def _place(self, page: ReadingPage, item: _Item, text: "CardText", keyed: bool) -> None:
        rects = page.rects_of(item.place)
        if not rects:
            return
        room = page.viewport().height()
        if keyed and (rects[0].top() < 0 or rects[0].bottom() > room):
            self._moves = True
            bar = page.verticalScrollBar()
            bar.setValue(round(bar.value() + rects[0].top() - room / 3))
            self._moves = False
            rects = page.rects_of(item.place)
        mouse = QPointF(page.viewport().mapFromGlobal(page.cursor().pos()))
        line = next((rect for rect in rects if not keyed and rect.contains(mouse)), rects[0]).toRect()
        beside = QRect(page.viewport().mapTo(self._window, line.topLeft()), line.size())
        page.show_term(item.place if item.concept else None)
        self.card.show_text(text, self._look.size, keyed)
        self.card.place(beside)
        if keyed:
            of = self.tr("{n} of {all}").format(n=self._at + 1, all=len(self._items)) if len(self._items) > 1 else ""
            announce(self._window, "\n".join(part for part in (text.spoken(), of) if part))

    def close_card(self) -> None:
        """Keys that it has go back to the text."""
        self._ticket += 1  # one that is on its way does not come any more
        self._linger.stop()
        page, card = self._page, self._made
        self._page, self._keyed = None, False
        if page is not None:
            page.show_term(None)
        if card is not None and card.isVisible():
            focus = self._window.focusWidget()
            if page is not None and focus is not None and card.isAncestorOf(focus):
                page.setFocus()
            card.hide()

    def _moved(self, page: ReadingPage, where: QPointF | None) -> None:
        if not self._is_open or self._keyed:
            return
        on_it = (
            where is not None
            and page is self._page
            and any(rect.contains(where) for rect in page.rects_of(self._items[self._at].place))
        )
        if on_it:
            self._linger.stop()
        elif not self._linger.isActive():
            self._linger.start()

    def _scrolled(self) -> None:
        if self._is_open and not self._moves:
            self.close_card()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._is_open and watched is self._window:
            if event.type() in (QEvent.Type.Resize, QEvent.Type.WindowDeactivate):
                self.close_card()
        elif self._is_open and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            self.close_card()
            if event.key() == Qt.Key.Key_Escape:
                return True
        return super().eventFilter(watched, event)

    # -- what is wished --------------------------------------------------------------------------------------

    def _search(self, query: str) -> None:
        self.close_card()
        self.search_wanted.emit(query)

    def _open(self, address: str) -> None:
        page = self._page
        self.close_card()
        if page is not None:
            self.follow(page, address)

    def _guide(self, address: str) -> None:
        self.close_card()
        self.guide_wanted.emit(address)

    def _copy(self, address: str) -> None:
        QGuiApplication.clipboard().setText(address)
        sentence = self.tr("Copied: {text}").format(text=address)
        self._message.say(sentence, seconds=4)
        announce(self._window, sentence)


def _said_of(library: Library, item: _Item) -> "CardText | None":
    """Asked in the search lane."""
    from reader.ui.panels.entries import publication_card, target_card, term_card  # noqa: PLC0415  # nor at a start

    if item.concept:
        concept = library.concept(item.concept)
        if concept is None:
            return None
        kin = (library.concept(name) for name in concept.related)
        return term_card(concept, tuple(other.preferred for other in kin if other is not None))
    there = library.look_up(item.address)
    if there is None or isinstance(there, Target):
        passage = item.address.removeprefix("doc:")
        asked = tuple(each for each in library.guidance.recommendations if each.passage == passage)
        return target_card(there, item.address, asked) if there is not None else None
    return publication_card(there, library.guidance.catalogue_address)
