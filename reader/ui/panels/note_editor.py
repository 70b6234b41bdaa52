"""The editor of a note, with the tags of its mark.

It saves by itself when typing pauses, when it loses the focus and when it closes; "Saved" appears when the note is on
the disk, not before. Tags are saved one by one, as they are added and taken away.
"""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from reader.core.marks import Mark
from reader.core.text import shorten, squeeze
from reader.ui.panels.parts import label
from reader.ui.panels.tag_field import TagField

_PAUSE_MS = 800


class NoteEditor(QFrame):
    """Edits one note, new or old. `save_wanted` may come many times; answer each with `saved` or `not_saved`.

    What it edits is a draft: an object of the session's that the editor hands back and never looks into.
    """

    save_wanted = Signal(object, str)  # the draft, the text
    delete_wanted = Signal(object)  # Mark
    tags_wanted = Signal(object, object, object)  # the draft, tags to give, tags to take away
    closed = Signal(bool)  # whether it had the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noteEditor")
        self._draft: Any = None
        self._kept = ""  # what is on the disk
        self._sent = ""  # what is there or on its way
        self._closing = False
        self._quote = label("", "quote", True)
        self._state = label("", "muted")
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(self.tr("Write a note"))
        self._text.setAccessibleName(self.tr("Note"))
        self._text.setTabChangesFocus(True)
        self._text.setMinimumHeight(46)
        self._text.setMaximumHeight(180)
        self._text.installEventFilter(self)
        self.tags = TagField()
        self._delete = QPushButton(self.tr("Delete"))
        self._delete.setFlat(True)
        self._done = QPushButton(self.tr("Done"))
        self._done.setToolTip(self.tr("Ctrl+Enter"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._state)
        row.addStretch()
        row.addWidget(self._delete)
        row.addWidget(self._done)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(8)
        for part in (self._quote, self._text, self.tags):
            column.addWidget(part)
        column.addLayout(row)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.save)
        self._text.textChanged.connect(self._typed)
        self._done.clicked.connect(self.finish)
        self._delete.clicked.connect(self._wish_delete)
        self.tags.added.connect(lambda tag: self.tags_wanted.emit(self._draft, (tag,), ()))
        self.tags.removed.connect(lambda tag: self.tags_wanted.emit(self._draft, (), (tag,)))
        self.tags.line.left.connect(self.finish)
        self.hide()

    def is_open(self) -> bool:
        """Whether a note is being edited, also while the panel around the editor is hidden."""
        return not self.isHidden()

    def edits(self, mark_ids: set[str]) -> bool:
        """Whether one of these marks is being edited."""
        return self.is_open() and self._draft.mark is not None and self._draft.mark.id in mark_ids

    def take_focus(self, tags: bool = False) -> None:
        (self.tags.take_focus if tags else self._text.setFocus)()

    def show_mark(self, mark: Mark) -> None:
        """The mark that is being edited, as it is on the disk: its tags may have changed."""
        self.tags.show_tags(mark.tags)
        self._delete.show()

    @property
    def draft(self) -> Any:
        """What is being edited; None when nothing is."""
        return self._draft if self.is_open() else None

    def edit(self, draft: Any, quote: str, tags: tuple[str, ...] = ()) -> None:
        """Open for a draft of a mark with these tags; the note before it is saved."""
        self.save()
        self._draft, self._closing = draft, False
        self._kept = self._sent = draft.kept
        self._quote.setText(shorten(squeeze(quote), 110))
        self._quote.setVisible(bool(quote))
        self._text.blockSignals(True)
        self._text.setPlainText(draft.wanted)
        self._text.blockSignals(False)
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self._state.setText("")
        self._delete.setVisible(draft.mark is not None)
        self.tags.line.clear()
        self.tags.show_tags(tags)
        self.show()
        self.take_focus()
        self.save()  # one that the disk refused before

    def _typed(self) -> None:
        self._state.setText("")
        self._closing = False  # somebody writes on
        self._pause.start()

    def save(self) -> None:
        """Send what is not yet on its way; an empty new note is nothing to keep."""
        self._pause.stop()
        text = self._text.toPlainText()
        if self.is_open() and text != self._sent and (self._sent or self._kept or self._draft.mark or text.strip()):
            self._sent = text
            self._state.setText(self.tr("Saving…"))
            self.save_wanted.emit(self._draft, text)

    def saved(self, draft: Any, text: str) -> None:
        """This text of a draft is on the disk."""
        if draft is not self._draft:
            return
        self._kept = text
        self._delete.setVisible(True)
        if self._text.toPlainText() == text:
            self._state.setText(self.tr("Saved"))
            if self._closing:
                self._close()

    def not_saved(self, draft: Any) -> None:
        """The text stays in the field; the message bar says why."""
        if draft is self._draft:
            self._sent, self._closing = self._kept, False
            self._state.setText(self.tr("Not saved"))

    def finish(self) -> None:
        """Save and close; closes when the save is confirmed."""
        self.save()
        if self._sent == self._kept:
            self._close()
        else:
            self._closing = True

    def forget(self) -> None:
        """Close without saving: the mark is gone."""
        self._pause.stop()
        self._sent = self._text.toPlainText()
        self._close()

    def _close(self) -> None:
        if self.is_open():
            focus = self.window().focusWidget()
            had_focus = focus is not None and self.isAncestorOf(focus)
            self.hide()
            self.closed.emit(had_focus)

    def _wish_delete(self) -> None:
        if self._draft.mark is not None:
            self.delete_wanted.emit(self._draft.mark)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                self.finish()
                return True
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
                and event.modifiers() & Qt.KeyboardModifier.ControlModifier
            ):
                self.finish()
                return True
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)
