"""Drives the real window like a person: keys and clicks on real widgets, waiting for signals and never for a time.

Used by the journeys, by `make demo` and by `make bench`. An event loop is used for waiting, since QTest.qWait keeps
Python's lock and would starve the lanes.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from reader.app import make_window
from reader.core.marks import PlacedMark
from reader.core.paths import Paths, find_paths
from reader.core.types import Block
from reader.ui.main_window import MainWindow
from reader.ui.notebook.page import NotebookPage
from reader.ui.panels.home import HomePage
from reader.ui.receipt.page import ReceiptPage

PATIENCE_MS = 20_000


class Driver:
    """One window over one data folder. `close` ends it as a person would; a new Driver is the next start."""

    def __init__(
        self,
        data_dir: Path,
        size: tuple[int, int] | None = (1280, 800),
        paths: Paths | None = None,
        waits: bool = True,  # until library and notes are there
    ) -> None:
        # Windows of before that are closed: this one would give them its style sheet too, a fifth of a second each.
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.data_dir = data_dir
        self.paths = paths or find_paths(data_dir)
        self.window: MainWindow = make_window(self.paths, data_dir)
        self.session = self.window.session
        if size is not None:
            self.window.resize(*size)
        self.closed = False
        self.notes_ready = False
        self.shelf_ready = False
        self.session.notes_opened.connect(lambda: setattr(self, "notes_ready", True))
        self.session.shelf_changed.connect(lambda *_: setattr(self, "shelf_ready", True))
        self.session.trouble.connect(lambda trouble: self._without_library(trouble.code))
        self.window.show()
        if waits:
            self.wait_until(lambda: self.notes_ready and self.shelf_ready)

    def _without_library(self, code: str) -> None:
        """A library that cannot be read is an answer, too."""
        self.shelf_ready |= code.startswith(("pack_", "document_"))

    def __enter__(self) -> Driver:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # -- waiting ---------------------------------------------------------------------------------------------

    def wait_until(self, fact: Callable[[], bool]) -> None:
        """Let the window work until `fact` holds; fails when it does not in PATIENCE_MS."""
        loop = QEventLoop()
        look = QTimer(interval=5)
        look.timeout.connect(lambda: loop.quit() if fact() else None)
        stop = QTimer(singleShot=True, interval=PATIENCE_MS)
        stop.timeout.connect(loop.quit)
        look.start()
        stop.start()
        if not fact():
            loop.exec()
        look.stop()
        stop.stop()
        assert fact(), "the window did not get there"

    def settle(self) -> None:
        """Let both lanes and the event queue run dry."""
        for lane in (self.session._search, self.session._notes_lane):
            done: list[int] = []
            lane.submit(lambda: 1, done.append)
            self.wait_until(lambda done=done: bool(done))

    # -- hands -----------------------------------------------------------------------------------------------

    def keys(self, keys: str, widget: QWidget | None = None) -> None:
        """Press a shortcut such as "Ctrl+K" in the widget that has the focus."""
        *names, key = keys.replace("++", "+Plus").split("+")
        modifiers = Qt.KeyboardModifier.NoModifier
        for name in names:
            modifiers |= {
                "Ctrl": Qt.KeyboardModifier.ControlModifier,
                "Shift": Qt.KeyboardModifier.ShiftModifier,
                "Alt": Qt.KeyboardModifier.AltModifier,
            }[name]
        if QApplication.activeWindow() is None:  # off-screen there is no window manager to do it after a dialog
            self.window.activateWindow()
            self.wait_until(self.window.isActiveWindow)
        code = getattr(Qt.Key, f"Key_{key}")
        QTest.keyClick(widget or self.focused(), code, modifiers)

    def type(self, text: str, widget: QWidget | None = None) -> None:
        QTest.keyClicks(widget or self.focused(), text)

    def focused(self) -> QWidget:
        return QApplication.focusWidget() or self.window

    def click(self, widget: QWidget, where: QPoint | None = None) -> None:
        self.wait_until(lambda: not widget.size().isEmpty())  # what was just shown has no room before it is laid out
        QTest.mouseClick(
            widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where or widget.rect().center()
        )

    # -- what a person does ----------------------------------------------------------------------------------

    def open(self, document: str) -> None:
        self.session.open(document)
        self.wait_until(lambda: self.window.page.shown is not None and self.window.page.shown.info.id == document)
        self.settle()

    def search(self, text: str) -> None:
        """Ctrl+K, type, and wait for the answer to what was typed."""
        searching = self.session.searching
        before = searching.results
        self.keys("Ctrl+K", self.window)
        self.window.field.clear()
        self.type(text, self.window.field)
        self.wait_until(
            lambda: searching.results is not None and searching.results is not before
            and searching.results.query == text
        )  # fmt: skip

    @property
    def asked(self) -> str | None:
        """The query that is answered on the screen."""
        return self.session.searching.results.query if self.session.searching.results else None

    def enter(self) -> None:
        """Enter in the search field: opens the best hit."""
        self.keys("Return", self.window.field)
        self.wait_until(lambda: self.session.searching.hit is not None and self.window.page.shown is not None)
        self.settle()

    def block(self, block_id: str) -> Block:
        assert self.window.page.shown is not None
        return next(block for block in self.window.page.shown.blocks if block.id == block_id)

    def select(self, block_id: str, words: str) -> None:
        """Select these words of a block, as with the mouse."""
        page = self.window.page
        document = page.document()
        at = self.block(block_id).text.index(words)
        block = document.begin()
        while block.isValid() and (block.userState() < 0 or page.shown.blocks[block.userState()].id != block_id):
            block = block.next()
        text = self.block(block_id).text
        start = len(text[:at].encode("utf-16-le")) // 2
        cursor = QTextCursor(block)
        cursor.setPosition(block.position() + start)
        cursor.setPosition(
            block.position() + start + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor
        )
        page.setTextCursor(cursor)
        page.setFocus()

    def highlight(self, block_id: str, words: str) -> PlacedMark:
        before = {placed.mark.id for placed in self.session.notes.marks}
        self.select(block_id, words)
        self.keys("Ctrl+H", self.window.page)
        self.wait_until(lambda: len(self.session.notes.marks) == len(before) + 1)
        return next(placed for placed in self.session.notes.marks if placed.mark.id not in before)

    def note(self, block_id: str, words: str, text: str) -> PlacedMark:
        before = {placed.mark.id for placed in self.session.notes.marks}
        self.select(block_id, words)
        self.keys("Ctrl+N", self.window.page)
        editor = self.window.notes.editor
        self.wait_until(editor.isVisible)
        self.type(text)
        self.keys("Ctrl+Return")
        self.wait_until(lambda: not editor.isVisible() and len(self.session.notes.marks) == len(before) + 1)
        return next(placed for placed in self.session.notes.marks if placed.mark.id not in before)

    def close(self) -> None:
        if not self.closed:
            self.closed = True
            self.window.close()
            self.window.deleteLater()

    @property
    def notebook(self) -> NotebookPage:
        """The page of the notebook; there is one once somebody went there."""
        assert self.window.going.notebooking is not None, "nobody went to the notebook yet"
        return self.window.going.notebooking.page

    @property
    def home(self) -> HomePage:
        return self.window.welcoming.page

    @property
    def receipt(self) -> ReceiptPage:
        return self.window.reviewing.receipt

    # -- eyes ------------------------------------------------------------------------------------------------

    def said(self) -> str:
        """What the labels of the side panel say."""
        return "\n".join(label.text() for label in self.window.side.findChildren(QLabel) if label.isVisible())

    def link(self, words: str) -> QPushButton:
        """The button among the results that has these words."""
        found = self.window.side.results.findChildren(QPushButton)
        shown = (button for button in found if button.isVisible())  # what a link says may be cut, its name never
        return next(button for button in shown if words in (button.accessibleName() or button.text()))

    def picture(self, path: Path) -> None:
        self.settle()
        path.parent.mkdir(parents=True, exist_ok=True)
        assert self.window.grab(QRect(QPoint(0, 0), self.window.size())).save(str(path))
