"""A text with its changes, word by word: what is gone is struck through behind a minus, what is new underlined behind a
plus, and both have a colour, so that they differ in greyscale and for colour-blind readers too.

Each paragraph runs in its own direction, and the signs are neutral characters that follow the words beside them.
"""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QResizeEvent, QTextBlockFormat, QTextCharFormat, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from reader.core.excerpts import Piece
from reader.ui.fonts import reading_font
from reader.ui.panels.text import direction_of
from reader.ui.theme import Theme

_SIGNS = {"gone": "\u2212", "new": "+"}
_AROUND = 160
"""Characters of an unchanged stretch that are kept beside what is changed or meant."""
_MOST = 12_000
"""Characters that are shown; nobody compares more by eye, and laying out more would be felt."""


class DiffText(QTextEdit):
    """As high as its text; can be selected and copied, by keyboard too."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diff")
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.document().setDocumentMargin(2)
        self._theme, self._size = theme, 17
        self._pieces: tuple[Piece, ...] = ()

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text, in pixels."""
        self._theme, self._size = theme, size
        self.show_pieces(self._pieces)

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        self._pieces = tuple(pieces)
        self.clear()
        cursor = self.textCursor()
        shown = shortened(pieces)
        paragraph = "".join(piece.text for piece in shown)
        self._begin(cursor, paragraph.partition("\n")[0])
        at = 0
        before = Piece("same", "")
        for piece in shown:
            signed = piece.kind != before.kind  # else it goes on, and only what is meant ends or begins here
            if signed and "same" not in (before.kind, piece.kind) and not before.text[-1:].isspace():
                cursor.insertText(" ", self._blank())  # what took the place of something stands apart from it
            for number, line in enumerate(piece.text.split("\n")):
                if number:
                    at = paragraph.find("\n", at) + 1
                    cursor.insertBlock()
                    self._begin(cursor, paragraph[at:].partition("\n")[0])
                self._insert(cursor, piece, line, signed and not number)
            before = piece
        self.setAccessibleDescription(said(pieces))
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _insert(self, cursor: QTextCursor, piece: Piece, line: str, signed: bool) -> None:
        """A line of a piece, with its sign where it begins; the space at its ends has no colour."""
        core = line.strip()
        if piece.kind == "same" or not core:
            cursor.insertText(line, self._shape(piece))
            return
        start = line.index(core)
        cursor.insertText(line[:start], self._blank())
        if signed:
            cursor.insertText(_SIGNS[piece.kind], self._sign(piece))
        cursor.insertText(core, self._shape(piece))
        cursor.insertText(line[start + len(core) :], self._blank())

    def _blank(self) -> QTextCharFormat:
        shape = QTextCharFormat()
        shape.setFont(reading_font(self._size))
        return shape

    def _begin(self, cursor: QTextCursor, line: str) -> None:
        shape = QTextBlockFormat()
        shape.setLayoutDirection(direction_of(line))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        shape.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(round(self._size * 0.4))
        cursor.setBlockFormat(shape)

    def _shape(self, piece: Piece) -> QTextCharFormat:
        shape = QTextCharFormat()
        weight = QFont.Weight.DemiBold if piece.meant else QFont.Weight.Normal
        shape.setFont(reading_font(self._size, weight))
        colours = self._theme.diff
        if piece.kind == "same":
            shape.setForeground(QColor(self._theme.text["ink" if piece.meant else "muted"]))
            return shape
        shape.setForeground(QColor(colours[piece.kind]))
        shape.setBackground(QColor(colours[f"{piece.kind}_ground"]))
        shape.setFontStrikeOut(piece.kind == "gone")
        shape.setFontUnderline(piece.kind == "new")
        return shape

    def _sign(self, piece: Piece) -> QTextCharFormat:
        shape = self._shape(piece)
        shape.setFontStrikeOut(False)
        shape.setFontUnderline(False)
        return shape

    def _fit(self) -> None:
        self.document().setTextWidth(max(40, self.viewport().width()))
        self.setFixedHeight(round(self.document().size().height()) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it has nothing to scroll; what is around it has


def shortened(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Without the middle of long stretches that are neither changed nor meant, and at most as long as can be read."""
    short: list[Piece] = []
    room = _MOST
    for number, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == "same" and not piece.meant and len(text) > 3 * _AROUND:
            head = text[:_AROUND].rpartition(" ")[0] or text[:_AROUND]
            tail = text[-_AROUND:].partition(" ")[2] or text[-_AROUND:]
            first, last = number == 0, number == len(pieces) - 1
            text = f"{'' if first else head + ' '}…{'' if last else ' ' + tail}"
        if len(text) > room:
            text = text[: max(0, room)] + "…"
        room -= len(text)
        short.append(Piece(piece.kind, text, piece.meant))
        if room <= 0:
            break
    return tuple(short)


def said(pieces: Sequence[Piece]) -> str:
    """The same in words, for a screen reader."""
    spoken = {"same": "{}", "gone": "[gone: {}]", "new": "[new: {}]"}
    parts = (
        (kind, "".join(piece.text for piece in group).strip())
        for kind, group in groupby(shortened(pieces), lambda piece: piece.kind)
    )
    return " ".join(spoken[kind].format(text) for kind, text in parts if text)
