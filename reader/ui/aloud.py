"""Reading aloud: sentence by sentence from where one is to the end of the document, and the page follows.

Stands beside the window; knows the page and its bar. What speaks is in `speech`. The sentence that is
spoken is held on the page as the place of a note is while it is written; a sentence is also what is said again after a
pause, with another voice, or at another speed.
"""

from pathlib import Path

from PySide6.QtCore import QObject, QTextBoundaryFinder
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader.core.errors import Refused
from reader.core.types import Document, Location, Point
from reader.ui.look import Look
from reader.ui.panels.aloud_bar import AloudBar
from reader.ui.reading.panes import Panes
from reader.ui.reading.positions import from_utf16
from reader.ui.session import Session
from reader.ui.speech import Speech, Voice

Sentence = tuple[int, int, int]
"""Number of its leaf, start and end in its text, in code points."""


class Aloud(QObject):
    def __init__(
        self,
        session: Session,
        panes: Panes,
        look: Look,
        icons: Path,
        actions: dict[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session, self._panes, self._look, self._window = session, panes, look, window
        self._page = panes.page  # that is read from
        self.bar = bar = AloudBar(icons)
        self.engine = ""  # Qt's name of one; without it the system's
        self._speech: Speech | None = None
        self._document: Document | None = None  # what is read; None while nothing is
        self._sentences: tuple[Sentence, ...] = ()
        self._at = 0
        self._playing = False
        self._voices: tuple[Voice, ...] = ()
        self._voice: Voice | None = None  # that was chosen
        look.changed.connect(lambda: bar.set_theme(look.theme))
        actions["aloud"].triggered.connect(self.toggle)
        session.document_opened.connect(lambda document, *_: self._opened(document))
        panes.left.connect(lambda page: self.stop() if page is self._page else None)
        bar.play_wanted.connect(self.pause_or_go_on)
        bar.step_wanted.connect(self.step)
        bar.rate_wanted.connect(lambda _: self._again())
        bar.voice_wanted.connect(self._use_voice)
        bar.stop_wanted.connect(lambda: self.stop())
        bar.left.connect(self._pause)

    def toggle(self) -> None:
        """Begin at the selection, or at the paragraph that is read; while it reads, stop."""
        if not self.stop():
            self._begin()

    def stop(self) -> bool:
        """Stop; returns whether it was reading, or paused."""
        if self._document is None:
            return False
        self._document, self._playing = None, False
        if self._speech is not None:
            self._speech.stop()
        had_focus = self.bar.isAncestorOf(self._window.focusWidget())
        self.bar.hide()
        self._page.hold(None)
        if had_focus:
            self._panes.page.setFocus()  # the page that was read from may be the one that is being closed
        return True

    # -- beginning -------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        self._page = self._panes.page
        document, place = self._page.shown, self._page.selected() or self._page.paragraph_here()
        if document is None or place is None:
            return
        try:
            if self._speech is None:
                self._speech = self._listen_to(Speech(self.engine, self))
            self._voices = self._speech.speaks(document.info.language)
        except Refused as trouble:
            self._session.trouble.emit(trouble)
            return
        numbers = {block.id: number for number, block in enumerate(document.blocks)}
        self._document, self._sentences = document, sentences(document)
        begin = (numbers[place.start.block], place.start.offset)
        ends = ((leaf, end) for leaf, _, end in self._sentences)
        last = len(self._sentences) - 1  # where nothing to be said follows, that is said again
        self._at = next((number for number, end in enumerate(ends) if end > begin), last)
        voice = self._voice if self._voice in self._voices else self._voices[0]
        self._speech.use(voice)
        self.bar.show_voices([_voice_name(each, self._voices) for each in self._voices], self._voices.index(voice))
        self.bar.set_theme(self._look.theme)
        self.bar.show()
        self._play()

    def _listen_to(self, speech: Speech) -> Speech:
        speech.finished.connect(self._go_on)
        speech.word.connect(self._follow)
        speech.failed.connect(self._failed)
        return speech

    # -- reading ---------------------------------------------------------------------------------------------

    def _play(self) -> None:
        assert self._document is not None
        assert self._speech is not None
        self._playing = True
        self.bar.show_playing(True)
        place = self._place(*self._sentences[self._at])
        self._page.hold(place)
        self._keep_in_view(place)
        self._speech.set_rate(self.bar.rate)
        self._speech.say(self._page.text_of(place))

    def _go_on(self) -> None:
        """A sentence was spoken: the next, or the end of the document."""
        if not self._playing:
            return
        if self._at + 1 < len(self._sentences):
            self._at += 1
            self._play()
        else:
            self.stop()

    def pause_or_go_on(self) -> None:
        if self._playing:
            self._pause()
        elif self._document is not None:
            self._play()

    def _pause(self) -> None:
        if self._playing and self._speech is not None:
            self._playing = False
            self._speech.stop()
            self.bar.show_playing(False)

    def step(self, by: int) -> None:
        """To the next paragraph, or to the beginning of this one and then to the one before."""
        leaf = self._sentences[self._at][0]
        begins = [n for n, each in enumerate(self._sentences) if not n or self._sentences[n - 1][0] != each[0]]
        if by > 0:
            there = next((n for n in begins if self._sentences[n][0] > leaf), None)
        else:
            there = next((n for n in reversed(begins) if n < self._at), 0)
        if there is None:
            return
        self._at = there
        if self._playing:
            self._play()
        else:
            place = self._place(*self._sentences[self._at])
            self._page.hold(place)
            self._keep_in_view(place)

    def _use_voice(self, number: int) -> None:
        if self._speech is not None:
            self._voice = self._voices[number]
            self._speech.use(self._voice)
            self._again()

    def _again(self) -> None:
        if self._playing:
            self._play()

    def _opened(self, document: Document) -> None:
        if self._document is not None and document.info.id != self._document.info.id:
            self.stop()

    def _failed(self, reason: str) -> None:
        if self.stop():
            self._session.trouble.emit(Refused("speech_broke_off", reason=reason))

    # -- the page --------------------------------------------------------------------------------------------

    def _place(self, leaf: int, start: int, end: int) -> Location:
        assert self._document is not None
        block = self._document.blocks[leaf].id
        return Location(self._document.info.id, Point(block, start), Point(block, end))

    def _follow(self, start: int, length: int) -> None:
        """A word of the sentence is spoken: in a window that is lower than the sentence it may be below the edge."""
        if self._playing:
            leaf, begin, end = self._sentences[self._at]
            text = self._page.text_of(self._place(leaf, begin, end))
            one, two = from_utf16(text, start), from_utf16(text, start + length)
            if two > one:
                self._keep_in_view(self._place(leaf, begin + one, begin + two))

    def _keep_in_view(self, place: Location) -> None:
        """Scroll, with a third of the page above, when a place is not wholly to be seen."""
        rects = self._page.rects_of(place)
        room, bar = self._page.viewport().height(), self._page.verticalScrollBar()
        if rects:
            top, foot = rects[0].top(), rects[-1].bottom()
            lower = foot > room and (top > room / 3 or rects[0].bottom() > room)
            if top < 0 or lower:
                bar.setValue(round(bar.value() + top - room / 3))


def sentences(document: Document) -> tuple[Sentence, ...]:
    """The sentences of all leaves (Unicode Standard Annex 29), without white space at their ends."""
    found = []
    for number, block in enumerate(document.blocks):
        finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, block.text)
        begin = 0
        while (position := finder.toNextBoundary()) != -1:
            end = from_utf16(block.text, position)
            text = block.text[begin:end]
            if text.strip():
                start = begin + len(text) - len(text.lstrip())
                found.append((number, start, start + len(text.strip())))
            begin = end
    return tuple(found)


def _voice_name(voice: Voice, voices: tuple[Voice, ...]) -> str:
    """With its country where there are several."""
    several = len({each.locale for each in voices}) > 1
    return f"{voice.name} ({voice.locale.replace('_', '-')})" if several else voice.name
