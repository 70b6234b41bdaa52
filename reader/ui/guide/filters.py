"""What narrows a list of the guidance layer: a field for words, and a box to choose from for each property."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from reader.ui import icons
from reader.ui.notebook.flow import Flow
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import Link, label
from reader.ui.theme import Theme

_PAUSE_MS = 120  # while somebody types
_FIELD_KEEPS = 320  # pixels of width; where boxes would leave less, they stand below the field
_BETWEEN = 8


class _Box(Chooser):
    """As wide as its name, not as its longest entry."""

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(min(hint.width(), 190), hint.height())


class _Boxes(QWidget):
    """As wide as all boxes in one line, but not more than there is room."""

    _wide = 0

    def say(self, wide: int) -> None:
        if wide != self._wide:
            self._wide = wide
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._wide, super().sizeHint().height())


class Filters(QWidget):
    """`values` are those that are chosen, by name, "" where nothing is; "text" is the field."""

    changed = Signal()
    left_downwards = Signal()  # from the field into the list

    def __init__(self, hint: str, icons_folder: Path, parent: QWidget | None = None) -> None:
        """`hint` says what the field searches in."""
        super().__init__(parent)
        self._icons = icons_folder
        self.field = QLineEdit()
        self.field.setPlaceholderText(hint)
        self.field.setAccessibleName(hint)
        self.field.setClearButtonEnabled(True)
        for clear in self.field.findChildren(QToolButton):
            clear.setAccessibleName(self.tr("Clear the search"))
        self._find = QAction(hint, self)
        self.field.addAction(self._find, QLineEdit.ActionPosition.LeadingPosition)
        self.boxes: dict[str, Chooser] = {}
        self._count = label("", "muted")
        self.clear_all = Link(self.tr("Clear filters"))
        self.clear_all.clicked.connect(self.clear)
        self.clear_all.hide()
        if self.isRightToLeft():  # Qt would put Latin words on the left, far from the sign
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
            self.field.setAlignment(right)
        self._boxes = _Boxes()
        self._flow = Flow(self._boxes)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(_BETWEEN)
        self._line.addWidget(self.field)
        self._line.addWidget(self._boxes)
        self.foot = QHBoxLayout()  # sections may add to its end
        self.foot.addWidget(self._count)
        self.foot.addWidget(self.clear_all)
        self.foot.addStretch()
        self.column = column = QVBoxLayout(self)  # and below it
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BETWEEN)
        column.addLayout(self._line)
        column.addLayout(self.foot)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.field.textChanged.connect(self._pause.start)

    def add_box(self, name: str, title: str, values: Sequence[tuple[str, str]] = ()) -> None:
        """A box for a property; `title` is its first entry, which lets all through ("Any year")."""
        box = _Box(title)
        box.addItem(title, "")
        self.boxes[name] = box
        self._flow.addWidget(box)
        box.currentIndexChanged.connect(self._tell)
        self.show_values(name, values)

    def show_values(self, name: str, values: Sequence[tuple[str, str]]) -> None:
        """(value, what it is called); what is chosen stays so while it is there."""
        box = self.boxes[name]
        chosen = box.currentData()
        box.blockSignals(True)
        while box.count() > 1:
            box.removeItem(1)
        for value, text in values:
            box.addItem(text, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    @property
    def values(self) -> dict[str, str]:
        chosen = {name: str(box.currentData() or "") for name, box in self.boxes.items()}
        return chosen | {"text": self.field.text().strip()}

    def is_on(self) -> bool:
        return any(self.values.values())

    def choose(self, **values: str) -> None:
        """Choose these values and let all else through; an unknown one lets all through, too."""
        for name, box in self.boxes.items():
            box.blockSignals(True)
            box.setCurrentIndex(max(0, box.findData(values.get(name, ""))))
            box.blockSignals(False)
        self.field.blockSignals(True)
        self.field.setText(values.get("text", ""))
        self.field.blockSignals(False)
        self._tell()

    def clear(self) -> None:
        self.choose()

    def _share(self) -> None:
        """Boxes stand beside the field where there is room for all of them."""
        shown = [box.sizeHint().width() for box in self.boxes.values() if not box.isHidden()]
        wide = sum(shown) + self._flow.gap * (len(shown) - 1)
        beside = bool(shown) and wide + _BETWEEN + _FIELD_KEEPS <= self.width()
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._boxes.setVisible(bool(shown))
        self._boxes.say(wide)
        if self._line.direction() != way:
            self._line.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a box has come or gone
            self._share()
        return super().event(event)

    def show_count(self, shown: int, total: int, what: str) -> None:
        """ "12 of 39 recommendations" """
        self._count.setText(f"{shown:,} {what}" if shown == total else self.tr("{n} of {total} {what}").format(
            n=f"{shown:,}", total=f"{total:,}", what=what))  # fmt: skip

    def tell(self, sentence: str) -> None:
        """Instead of the count."""
        self._count.setText(sentence)

    def set_theme(self, theme: Theme) -> None:
        self._find.setIcon(icons.icon(self._icons, "search", theme.text["muted"], theme.text["faint"], 16))

    def _tell(self) -> None:
        self._pause.stop()
        self.clear_all.setVisible(self.is_on())
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The field leaves Down and Enter to its parent; Esc empties it first."""
        if self.field.hasFocus() and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif self.field.hasFocus() and event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        else:
            super().keyPressEvent(event)
