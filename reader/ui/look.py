"""How the window looks now: theme and text size, their menus, and the icons in their colours."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from reader.core.settings import THEMES, ZOOM_MAX, ZOOM_MIN
from reader.ui import icons
from reader.ui.actions import SPECS
from reader.ui.theme import load_theme, palette, style_sheet

USUAL = 18
_SIZES = (12, 14, 16, 17, USUAL, 20, 22, 25, 28, 32, 36, 40, 44)
"""Reading sizes in pixels; 36 is 200 %."""


class Look(QObject):
    changed = Signal()

    def __init__(self, resources: Path, name: str, size: int, actions: dict[str, QAction], window: QWidget) -> None:
        super().__init__(window)
        self._themes, self._icons = resources / "themes", resources / "icons"
        self._actions, self._window = actions, window
        self.name, self.size = name, size
        self.theme = load_theme(self._themes, name)
        self.theme_action, self.text_action = QAction(self.tr("Theme"), self), QAction(self.tr("Text size"), self)
        self.theme_action.setMenu(self._theme_menu())
        text = QMenu(window)
        text.addActions([actions[name] for name in ("larger", "smaller", "usual")])
        self.text_action.setMenu(text)
        for name, call in (
            ("larger", lambda: self.zoom(1)),
            ("smaller", lambda: self.zoom(-1)),
            ("usual", lambda: self.set_size(USUAL)),
        ):
            actions[name].triggered.connect(call)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._paint()

    def _theme_menu(self) -> QMenu:
        menu = QMenu(self._window)
        group = QActionGroup(self)
        names = (
            self.tr("As the system"),
            self.tr("Light"),
            self.tr("Sepia"),
            self.tr("Dark"),
            self.tr("High contrast"),
        )
        for name, label in zip(THEMES, names, strict=True):
            choice = menu.addAction(label)
            choice.setCheckable(True)
            choice.setChecked(name == self.name)
            choice.triggered.connect(lambda _=False, chosen=name: self.set_theme(chosen))
            group.addAction(choice)
        return menu

    def set_theme(self, name: str) -> None:
        """Change all colours, at once and everywhere."""
        self.name = name
        self.theme = load_theme(self._themes, name)
        self._paint()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.name == "system":
            self.set_theme("system")

    def _paint(self) -> None:
        """Palette, style sheet, icons. At the start before most widgets are made: each would be polished twice."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(self.theme))
        app.setStyleSheet(style_sheet(self._themes, self.theme))
        rest, off = self.theme.text["muted"], self.theme.line["strong"]
        mirror = self._window.isRightToLeft()
        for spec in SPECS:
            if spec.icon:
                self._actions[spec.name].setIcon(icons.icon(self._icons, spec.icon, rest, off, mirror=mirror))
        self.theme_action.setIcon(icons.icon(self._icons, "contrast", rest, off))
        self.text_action.setIcon(icons.icon(self._icons, "a-large-small", rest, off))

    def zoom(self, steps: int) -> None:
        """So many sizes up or down."""
        nearest = min(range(len(_SIZES)), key=lambda n: abs(_SIZES[n] - self.size))
        self.set_size(_SIZES[max(0, min(len(_SIZES) - 1, nearest + steps))])

    def set_size(self, size: int) -> None:
        """The size of running text, in pixels."""
        self.size = max(ZOOM_MIN, min(ZOOM_MAX, size))
        self.changed.emit()
