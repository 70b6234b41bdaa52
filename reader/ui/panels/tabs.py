"""The strip of open documents above the page; not there while only one is open."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QMouseEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QToolButton, QWidget

from reader.ui.theme import Theme

_ISOLATE = "\u2068"
"""First strong isolate (Unicode Standard Annex 9): a title runs as its own words do, also where it is shortened."""


class TabStrip(QTabBar):
    document_wanted = Signal(str)
    close_wanted = Signal(str)
    arranged = Signal(object)  # tuple of names, in their new order

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tabs")
        self.setAccessibleName(self.tr("Open documents"))
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setMovable(True)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setUsesScrollButtons(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._theme = theme
        self._close_icon = QIcon()
        self._passing: str | None = None
        self._filling = False
        self.currentChanged.connect(self._turned)
        self.tabMoved.connect(self._moved)
        self.hide()

    def names(self) -> tuple[str, ...]:
        return tuple(str(self.tabData(index)) for index in range(self.count()))

    def show_tabs(self, tabs: list[tuple[str, str]], current: str | None, passing: str | None) -> None:
        """(document, its short title) in order. A passing one gives its tab to the next document, and looks paler."""
        self._filling = True
        self._passing = passing
        if self.names() != tuple(name for name, _ in tabs):
            while self.count():
                self.removeTab(0)
            for index, (name, title) in enumerate(tabs):
                self.addTab(_ISOLATE + title.replace("&", "&&"))
                self.setTabData(index, name)
                self.setTabToolTip(index, _ISOLATE + title)
                self._add_close(index, name, title)
        self._colour()
        if current in self.names():
            self.setCurrentIndex(self.names().index(current))
        self.setVisible(self.count() > 1)
        self._filling = False

    def _add_close(self, index: int, name: str, title: str) -> None:
        button = QToolButton(self)
        button.setObjectName("tabClose")
        button.setIcon(self._close_icon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+W does it
        button.setAccessibleName(self.tr("Close {title}").format(title=title))
        button.setToolTip(self.tr("Close"))
        button.clicked.connect(lambda: self.close_wanted.emit(name))
        self.setTabButton(index, QTabBar.ButtonPosition.RightSide, button)

    def _colour(self) -> None:
        for index, name in enumerate(self.names()):
            tone = "faint" if name == self._passing else "ink" if index == self.currentIndex() else "muted"
            self.setTabTextColor(index, QColor(self._theme.text[tone]))

    def _moved(self) -> None:
        if not self._filling:
            self.arranged.emit(self.names())

    def _turned(self, index: int) -> None:
        self._colour()
        if not self._filling and index >= 0:
            self.document_wanted.emit(str(self.tabData(index)))

    def set_look(self, theme: Theme, close_icon: QIcon) -> None:
        self._theme, self._close_icon = theme, close_icon
        for index in range(self.count()):
            button = self.tabButton(index, QTabBar.ButtonPosition.RightSide)
            if isinstance(button, QToolButton):
                button.setIcon(close_icon)
        self._colour()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        where: QPoint = event.position().toPoint()
        if event.button() == Qt.MouseButton.MiddleButton and self.tabAt(where) >= 0:
            self.close_wanted.emit(str(self.tabData(self.tabAt(where))))
        super().mouseReleaseEvent(event)
