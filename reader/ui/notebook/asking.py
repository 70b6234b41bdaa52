"""Small boxes that drop down from a button: one that takes a line of text, and one for tags.

They lie over the window and close with Esc, which gives the focus back, or when the focus goes elsewhere.
"""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from reader.core.text import fold, shorten, squeeze
from reader.ui.panels.parts import label

_WIDE = 300
_TAGS_SHOWN = 200
_TAG_IN_LIST = 60  # characters

_STATES = {
    Qt.CheckState.Checked: "✓",
    Qt.CheckState.PartiallyChecked: "–",
    Qt.CheckState.Unchecked: "\u2003",  # as wide as they are
}
_TAG = Qt.ItemDataRole.UserRole


class AskBox(QFrame):
    """Asks for one line. `judge` says of what is typed whether it will do, and a word about it."""

    answered = Signal(str)

    def __init__(self, title: str, hint: str, judge: Callable[[str], tuple[bool, str]], parent: QWidget) -> None:
        super().__init__(parent.window())
        self.setObjectName("dropDown")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._judge, self._hint_at_rest = judge, hint
        self._back_to: QWidget | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName(title)
        self._hint = label(hint, "muted", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(8)
        self.column.addWidget(label(title, "strong"))
        self.column.addWidget(self.field)
        self.column.addWidget(self._hint)
        self._hint.setVisible(bool(hint))
        self.setFixedWidth(_WIDE)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._entered)

    def open_at(self, anchor: QWidget, text: str = "") -> None:
        """Drop down from a widget, in the window."""
        self.field.setText(text)
        self.field.selectAll()
        self.adjustSize()
        window = anchor.window()
        corner = anchor.rect().bottomRight() if self.isRightToLeft() else anchor.rect().bottomLeft()
        at = anchor.mapTo(window, corner) + QPoint(-self.width() if self.isRightToLeft() else 0, 4)
        at.setX(max(8, min(at.x(), window.width() - self.width() - 8)))
        if at.y() + self.height() > window.height() - 8:
            at.setY(max(8, anchor.mapTo(window, QPoint(0, 0)).y() - self.height() - 4))
        self.move(at)
        self._back_to = anchor
        self.show()
        self.raise_()
        self.field.setFocus()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_changed)

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes on elsewhere has done with it."""
        if new is not None and self.isVisible() and not self.isAncestorOf(new):
            self._back_to = None
            self.close()

    def _typed(self, text: str) -> None:
        said = self._judge(text)[1]
        self._hint.setText(said if text.strip() and said else self._hint_at_rest)
        self._hint.setVisible(bool(self._hint.text()))

    def _entered(self) -> None:
        if self._judge(self.field.text())[0]:
            self.answered.emit(self.field.text())
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus()


def some_name(text: str) -> tuple[bool, str]:
    """A judge for names: anything but nothing."""
    return bool(squeeze(text)), ""


class TagBox(AskBox):
    """Tags one by one: Enter takes the first line of the list, a click or Space any other. With `adding`, what is typed
    may be a new tag; every character is allowed in one."""

    toggled = Signal(str, bool)

    def __init__(
        self, title: str, hint: str, tags: Mapping[str, tuple[int, Qt.CheckState]], adding: bool, parent: QWidget
    ) -> None:
        super().__init__(title, hint, lambda text: (True, ""), parent)
        self._tags, self._adding = dict(tags), adding
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Tags"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFixedHeight(208)
        self.column.insertWidget(2, self._list)
        self.field.installEventFilter(self)
        self._list.installEventFilter(self)
        self._list.itemClicked.connect(self._toggle)
        self._typed("")

    def _typed(self, text: str) -> None:
        wanted, typed = fold(squeeze(text)), squeeze(text)
        found = [tag for tag in self._tags if wanted in fold(tag)]
        found.sort(key=lambda tag: (tag != typed, not fold(tag).startswith(wanted), -self._tags[tag][0], fold(tag)))
        self._list.clear()
        if self._adding and typed and typed not in self._tags:
            self._add(typed, self.tr("New tag “{tag}”").format(tag=shorten(typed, _TAG_IN_LIST)))
        for tag in found[:_TAGS_SHOWN]:
            count, state = self._tags[tag]
            name = f"{_STATES[state]}  {shorten(tag, _TAG_IN_LIST)}" + (f"   {count:,}" if count else "")
            said = {Qt.CheckState.Checked: self.tr("on"), Qt.CheckState.PartiallyChecked: self.tr("on some")}
            item = self._add(tag, name)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{tag}, {count:,} {said.get(state, '')}".strip())
        if self._list.count():
            self._list.setCurrentRow(0)

    def _add(self, tag: str, name: str) -> QListWidgetItem:
        item = QListWidgetItem(name, self._list)
        item.setData(_TAG, tag)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        item.setToolTip(tag)
        return item

    def _toggle(self, item: QListWidgetItem) -> None:
        tag = item.data(_TAG)
        count, state = self._tags.get(tag, (0, Qt.CheckState.Unchecked))
        on = state != Qt.CheckState.Checked
        self._tags[tag] = count, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        self.toggled.emit(tag, on)
        self.field.clear()
        self._typed("")
        self.field.setFocus()

    def _entered(self) -> None:
        """Enter in an empty field is the end of it."""
        if not squeeze(self.field.text()):
            self.close()
        elif self._list.currentItem() is not None:
            self._toggle(self._list.currentItem())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.field and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._list.count():
                step = 1 if event.key() == Qt.Key.Key_Down else -1
                self._list.setCurrentRow(max(0, min(self._list.count() - 1, self._list.currentRow() + step)))
                self._list.setFocus()
                return True
            enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            if watched is self._list and event.key() in enter and self._list.currentItem() is not None:
                self._toggle(self._list.currentItem())
                return True
        return super().eventFilter(watched, event)
