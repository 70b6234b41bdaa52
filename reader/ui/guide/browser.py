"""A list with filters above it and, beside it, what is chosen in it. In a narrow window one takes the place of the
other.

Sections of the guidance layer are made of this; what stands in the rows and in the detail is theirs.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from reader.ui.guide.detail import Detail, Part
from reader.ui.guide.filters import Filters
from reader.ui.guide.rows import GuideRow
from reader.ui.look import USUAL
from reader.ui.models.rows import ROW, Caption, RowsModel
from reader.ui.panels.cards import CardList
from reader.ui.panels.parts import EmptyState, Link
from reader.ui.theme import Theme

_AT_ONCE = 300  # rows that are laid out at once, 20 to 40 ms; Qt paints none before it has laid out all
_WIDE = 780  # pixels from which both stand beside each other; more for large texts


class RowList(CardList):
    """Its rows keep room for the scroll bar (`GuideRow.width`) and need not be laid out again when it comes or goes.
    Otherwise a first batch that is about as high as the list brings it and takes it away again, for ever."""

    entered = Signal()  # with Enter
    opened = Signal()  # with Ctrl+Enter
    toggled = Signal()  # with Space

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(name, parent)
        self.setBatchSize(_AT_ONCE)
        self._laid_out_for = 0
        self._sought = QPersistentModelIndex()
        self.verticalScrollBar().rangeChanged.connect(self._seek)

    def reveal(self, index: QModelIndex) -> None:
        """Bring a row into view, as soon as it is laid out."""
        self.setCurrentIndex(index)
        self._sought = QPersistentModelIndex(index)
        self._seek()

    def _seek(self) -> None:
        if self._sought.isValid():
            index = QModelIndex(self._sought)  # type: ignore[call-overload]
            self.scrollTo(index, CardList.ScrollHint.PositionAtCenter)
            if self.viewport().rect().contains(self.visualRect(index)):
                self._sought = QPersistentModelIndex()

    def resizeEvent(self, event: QResizeEvent) -> None:
        QListView.resizeEvent(self, event)
        if self.width() != self._laid_out_for:
            self._laid_out_for = self.width()
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex().isValid()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and here:
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.opened if with_control else self.entered).emit()
        elif event.key() == Qt.Key.Key_Space and here:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)


class Browser(QWidget):
    current_changed = Signal(object)  # the row
    link_wanted = Signal(str)  # an address
    resized = Signal()

    def __init__(
        self, name: str, model: RowsModel, filters: Filters, empty: EmptyState, parent: QWidget | None = None
    ) -> None:
        """`name` is that of the list, for screen readers. `set_delegate` follows."""
        super().__init__(parent)
        self.setObjectName("guideBrowser")
        self.model, self.filters, self.empty = model, filters, empty
        self.list = RowList(name, self)
        self.list.setModel(model)
        self.detail = Detail(self.tr("What is chosen"))
        self.back = Link(self.tr("Back to the list"))
        self.back.clicked.connect(self.show_list)
        self._delegate: GuideRow | None = None
        self._wide, self._size = True, USUAL
        self._left = QStackedWidget()
        self._left.addWidget(self.list)
        self._left.addWidget(empty)
        self._right = QWidget()
        column = QVBoxLayout(self._right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        back = QHBoxLayout()
        back.setContentsMargins(20, 8, 20, 0)
        back.addWidget(self.back)
        back.addStretch()
        column.addLayout(back)
        column.addWidget(self.detail, 1)
        self._right_column = column
        self._halves = QSplitter()
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        self._halves.addWidget(self._left)
        self._halves.addWidget(self._right)
        self._halves.setSizes([400, 540])
        self._halves.setStretchFactor(1, 1)
        self._left.setMinimumWidth(280)
        self._right.setMinimumWidth(280)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(24, 0, 24, 8)
        self.head.setSpacing(8)
        self.head.addWidget(filters)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self.head)
        whole.addWidget(self._halves, 1)
        filters.left_downwards.connect(self.take_focus)
        self.list.entered.connect(self.show_chosen)
        self.list.clicked.connect(lambda index: None if self._wide else self.show_chosen())
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.detail.link_wanted.connect(self.link_wanted)
        self._share()

    def set_delegate(self, delegate: GuideRow) -> None:
        self._delegate = delegate
        self.list.setItemDelegate(delegate)

    def add_to_detail(self, widget: QWidget, above: bool = False) -> None:
        """Something of the section's own above or below the detail."""
        self._right_column.insertWidget(1 if above else self._right_column.count(), widget)

    def set_look(self, theme: Theme, size: int) -> None:
        """`size` is that of running text in pixels."""
        self.filters.set_theme(theme)
        self.empty.set_theme(theme)
        self.detail.set_look(theme, size)
        if self._delegate is not None:
            self._delegate.set_look(theme, size)
            self.list.scheduleDelayedItemsLayout()
            self.list.viewport().update()
        self._size = size
        self._fit()

    # -- what is shown ---------------------------------------------------------------------------------------

    def show_rows(self, rows: Sequence[Any], key: object = None) -> None:
        """Rows, captions among them; the one with `key` is chosen, else the one that was, else the first."""
        before = self.current
        wanted = key if key is not None else self.model.key_of(before) if before is not None else None
        few = len(rows) <= _AT_ONCE
        self.list.setLayoutMode(CardList.LayoutMode.SinglePass if few else CardList.LayoutMode.Batched)
        self.model.show_rows(rows)
        left_alone = not rows and self.list.hasFocus()
        self._left.setCurrentIndex(0 if rows else 1)
        if left_alone:
            self.filters.field.setFocus()
        number = self.model.row_of(wanted) if wanted is not None else -1
        if number < 0:
            number = next((n for n, row in enumerate(rows) if not isinstance(row, Caption)), -1)
        if number >= 0:
            self.list.reveal(self.model.index(number, 0))
        else:
            if self._left.isHidden():
                self.show_list()  # there is nothing to read beside it
            self.current_changed.emit(None)

    def choose(self, key: object) -> bool:
        """Choose the row with a key and show it; False when it is not there."""
        number = self.model.row_of(key)
        if number < 0:
            return False
        self.list.reveal(self.model.index(number, 0))
        if not self._wide:
            self.show_chosen()
        return True

    @property
    def current(self) -> Any:
        return self.list.currentIndex().data(ROW)

    @property
    def is_wide(self) -> bool:
        """Both stand beside each other."""
        return self._wide

    def show_parts(self, parts: Iterable[Part]) -> None:
        self.detail.show_parts(parts)

    def _current_changed(self, index: QModelIndex, before: QModelIndex) -> None:
        if index.isValid():
            self.current_changed.emit(index.data(ROW))

    # -- side by side, or one of the two ---------------------------------------------------------------------

    def show_chosen(self) -> None:
        """The keys go to the detail; in a narrow window it takes the place of the list."""
        if self.current is None:
            return
        if not self._wide:
            self._left.hide()
            self._right.show()
            self.filters.hide()
        self.detail.setFocus()

    def show_list(self) -> None:
        self._left.show()
        self.filters.show()
        self._right.setVisible(self._wide)
        self.take_focus()

    def goes_back(self) -> bool:
        """Esc leads from the detail to the list; False when the keys are there already."""
        if self.list.hasFocus() or self.filters.isAncestorOf(self.focusWidget() or self):
            return False
        self.show_list()
        return True

    @property
    def first(self) -> QWidget:
        """What gets the keys: the list, the field where nothing passes, or the detail where it is all there is."""
        if self._left.isHidden():
            return self.detail
        return self.list if self._left.currentIndex() == 0 else self.filters.field

    def take_focus(self) -> None:
        self.first.setFocus()

    def _share(self) -> None:
        self.back.setVisible(not self._wide)
        if self._wide:
            self._left.show()
            self._right.show()
            self.filters.show()
        else:  # what has the keys stays, somebody may write there
            reads = self._right.isAncestorOf(self.focusWidget() or self)
            for part, shown in ((self._right, reads), (self._left, not reads), (self.filters, not reads)):
                part.setVisible(shown)

    def _fit(self) -> None:
        wide = self.width() >= _WIDE * max(1.0, 0.75 * self._size / USUAL)
        if wide != self._wide:
            self._wide = wide
            self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.resized.emit()
