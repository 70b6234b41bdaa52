"""One topic as it is read: set from its few kinds of line, with the words that were searched for marked.

The lines go through the Markdown of notes and not through HTML: nothing has to be imported, and nothing in a text can
do anything.
"""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextLength,
    QTextOption,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from reader.ui.fonts import interface_font, reading_font
from reader.ui.help.guide import Entry, Topic
from reader.ui.panels import markdown
from reader.ui.reading.positions import to_utf16
from reader.ui.reading.sealed import SealedBrowser
from reader.ui.theme import Theme

_KEY = re.compile(r"`([^`]+)`")  # it gets room at its sides
_BULLET = "•\u2002"
_SEMI = QFont.Weight.DemiBold
_LINE = 112  # per cent of the height that the font asks for
_NAMES, _HINTS = 56, 44  # per cent of the width


def _scaled(size: int) -> int:
    return round(0.88 * size)


class HelpText(SealedBrowser):
    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("helpText")
        self.setAccessibleName(self.tr("Text of the topic"))
        self.verticalScrollBar().setAccessibleName(self.tr("Scroll the topic"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(20)
        self._theme, self._size = theme, _scaled(size)
        self._topic = Topic("")
        self._wanted: tuple[str, ...] = ()
        self._entry: Entry | None = None

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in documents, in pixels; the guide is a little smaller, to fit one screen."""
        self._theme, self._size = theme, _scaled(size)
        self.show_topic(self._topic, self._wanted, self._entry)

    def show_topic(self, topic: Topic, wanted: tuple[str, ...] = (), entry: Entry | None = None) -> None:
        """Show a topic with these words marked, from its beginning, or where the first of them or `entry` stands."""
        self._topic, self._wanted, self._entry = topic, wanted, entry
        self.clear()
        at = QTextCursor(self.document())
        at.beginEditBlock()
        self._line(at, topic.title, reading_font(round(self._size * 1.4), _SEMI), 0, first=True)
        for line in topic.text.splitlines():
            if line.startswith("## "):
                self._line(at, line[3:], reading_font(round(self._size * 1.1), _SEMI), self._size)
            elif line.startswith("- "):
                self._line(at, line[2:], reading_font(self._size), self._size // 4, item=True)
            elif line:
                self._line(at, line, reading_font(self._size), self._size // 2)
        for caption, entries in topic.tables:
            if caption:
                self._line(at, caption, reading_font(round(self._size * 1.1), _SEMI), self._size)
            self._table(at, entries)
        at.endEditBlock()
        self._mark()

    # -- setting ---------------------------------------------------------------------------------------------

    def _line(
        self, at: QTextCursor, source: str, font: QFont, above: int, first: bool = False, item: bool = False
    ) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(above)
        shape.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if item:  # hung by hand: the bullets of Qt are coarse and touch the words
            hang = QFontMetricsF(font).horizontalAdvance(_BULLET)
            shape.setLeftMargin(hang)
            shape.setTextIndent(-hang)
        ink = QTextCharFormat()
        ink.setFont(font)
        ink.setForeground(QColor(self._theme.text["ink"]))
        if first:
            at.setBlockFormat(shape)
            at.setBlockCharFormat(ink)
        else:
            at.insertBlock(shape, ink)
        if item:
            at.insertText(_BULLET, ink)
        styled = markdown.render(_KEY.sub("`\u00a0\\1\u00a0`", source))
        begin = at.position()
        at.insertText(styled.text, ink)
        for start, end, style in styled.styles:
            part = QTextCursor(self.document())
            part.setPosition(begin + to_utf16(styled.text, start))
            part.setPosition(begin + to_utf16(styled.text, end), QTextCursor.MoveMode.KeepAnchor)
            part.mergeCharFormat(self._styled(style))

    def _styled(self, style: str) -> QTextCharFormat:
        shape = QTextCharFormat()
        if style == "code":  # a key
            shape.setFont(interface_font(round(self._size * 0.8), QFont.Weight.Medium))
            shape.setBackground(QColor(self._theme.ground["raised"]))
        else:
            shape.setFontWeight(_SEMI)
        return shape

    def _table(self, at: QTextCursor, entries: tuple[Entry, ...]) -> None:
        form = QTextTableFormat()
        form.setBorder(0)
        form.setCellSpacing(0)
        form.setCellPadding(3)
        form.setTopMargin(self._size // 3)
        percent = QTextLength.Type.PercentageLength
        widths = [QTextLength(percent, _NAMES), QTextLength(percent, _HINTS)]
        turned = self.isRightToLeft()  # Qt does not mirror tables
        form.setColumnWidthConstraints(widths[::-1] if turned else widths)
        form.setWidth(QTextLength(percent, 100))
        table = at.insertTable(len(entries), 2, form)
        for row, entry in enumerate(entries):
            for column, (text, tone) in enumerate(((entry.name, "ink"), (entry.hint, "muted"))):
                ink = QTextCharFormat()
                ink.setFont(interface_font(max(13, round(self._size * 0.8))))
                ink.setForeground(QColor(self._theme.text[tone]))
                table.cellAt(row, 1 - column if turned else column).firstCursorPosition().insertText(text, ink)
        at.movePosition(QTextCursor.MoveOperation.End)

    # -- what was searched for -------------------------------------------------------------------------------

    def _mark(self) -> None:
        found = [cursor for word in self._wanted for cursor in self._places(word)]
        selections = []
        for cursor in found:
            each = QTextEdit.ExtraSelection()
            each.cursor = cursor  # type: ignore[attr-defined]  # struct members that the stubs leave out
            each.format.setBackground(QColor(self._theme.hit["word"]))  # type: ignore[attr-defined]
            each.format.setForeground(QColor(self._theme.hit["word_text"]))  # type: ignore[attr-defined]
            selections.append(each)
        self.setExtraSelections(selections)
        at = QTextCursor(self.document())
        if self._entry is not None:
            at = next(iter(self._places(self._entry.name)), at)
        elif found:
            at = min(found, key=QTextCursor.position)
        at.setPosition(at.selectionStart())
        self.setTextCursor(at)
        bar, room = self.verticalScrollBar(), self.viewport().height()
        down = bar.value() + self.cursorRect().top()
        bar.setValue(0 if down < 0.8 * room else round(down - room / 3))

    def _places(self, word: str) -> list[QTextCursor]:
        places, cursor = [], self.document().find(word)
        while not cursor.isNull():
            places.append(cursor)
            cursor = self.document().find(word, cursor)
        return places
