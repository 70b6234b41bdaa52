"""How the window looks now: theme and typesetting, their menus, and the icons in their colours."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from shiboken6 import Shiboken

from reader.core.settings import FACES, THEMES, ZOOM_MAX, ZOOM_MIN, Face, Typesetting
from reader.ui import icons
from reader.ui.actions import SPECS
from reader.ui.theme import load_theme, palette, style_sheet

USUAL = 18
_SIZES = (12, 14, 16, 17, USUAL, 20, 22, 25, 28, 32, 36, 40, 44)
"""Reading sizes in pixels; 36 is 200 %."""
_SOME = 40  # widgets that are polished in one go: 4 ms


def theme_names() -> tuple[str, ...]:
    """What the themes are called, in the order of THEMES."""
    texts = ("As the system", "Light", "Sepia", "Dark", "High contrast")
    return tuple(QCoreApplication.translate("Look", text) for text in texts)


def face_names() -> tuple[str, ...]:
    """What the faces are called, in the order of FACES: names of typefaces, which nobody translates."""
    return ("Source Serif", "Inter", "Atkinson")


class Look(QObject):
    changed = Signal()

    def __init__(
        self, resources: Path, name: str, type: Typesetting, actions: dict[str, QAction], window: QWidget
    ) -> None:
        super().__init__(window)
        self._themes, self._icons = resources / "themes", resources / "icons"
        self._actions, self._window = actions, window
        self.name, self.type = name, type
        self.theme = load_theme(self._themes, name)
        self.theme_action, self.text_action = QAction(self.tr("Theme"), self), QAction(self.tr("Text"), self)
        self._theme_choices = self._choices(THEMES, theme_names(), self.set_theme)
        self._face_choices = self._choices(FACES, face_names(), self._set_face)
        theme, text = QMenu(window), QMenu(window)
        theme.addActions(list(self._theme_choices.values()))
        text.addActions([actions[name] for name in ("larger", "smaller", "usual")])
        text.addSeparator()
        text.addActions(list(self._face_choices.values()))
        text.addSeparator()
        text.addAction(actions["settings"])
        self.theme_action.setMenu(theme)
        self.text_action.setMenu(text)
        self._tick()
        for name, call in (
            ("larger", lambda: self.zoom(1)),
            ("smaller", lambda: self.zoom(-1)),
            ("usual", lambda: self.set_size(USUAL)),
        ):
            actions[name].triggered.connect(call)
        self._unpolished: list[QWidget] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._polish_some)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._paint()

    def _choices(
        self, values: Sequence[str], names: Sequence[str], choose: Callable[[str], None]
    ) -> dict[str, QAction]:
        """An entry of a menu for each of some values, of which one is ticked."""
        group, made = QActionGroup(self), {}
        for value, name in zip(values, names, strict=True):
            made[value] = choice = group.addAction(name)
            choice.setCheckable(True)
            choice.triggered.connect(lambda _=False, chosen=value: choose(chosen))
        return made

    def _tick(self) -> None:
        self._theme_choices[self.name].setChecked(True)
        self._face_choices[self.type.face].setChecked(True)

    def set_theme(self, name: str) -> None:
        """Change all colours, at once and everywhere."""
        self.name = name
        self.theme = load_theme(self._themes, name)
        self._paint()
        self._tick()
        self.changed.emit()

    def _system_changed(self) -> None:
        if self.name == "system":
            self.set_theme("system")

    def _paint(self) -> None:
        """Palette, style sheet, icons. At the start before most widgets are made: each would be polished twice."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.setPalette(palette(self.theme))
        self._window.setProperty("dark", self.theme.dark)
        sheet = style_sheet(self._themes)
        if app.styleSheet() != sheet:
            app.setStyleSheet(sheet)
        else:
            self._polish()
        rest, off = self.theme.text["muted"], self.theme.line["strong"]
        mirror = self._window.isRightToLeft()
        for spec in SPECS:
            if spec.icon:
                self._actions[spec.name].setIcon(icons.icon(self._icons, spec.icon, rest, off, mirror=mirror))
        self.theme_action.setIcon(icons.icon(self._icons, "contrast", rest, off))
        self.text_action.setIcon(icons.icon(self._icons, "a-large-small", rest, off))

    def _polish(self) -> None:
        """Have the roles of the style sheet looked up in the new palette: what is in sight now, the rest when idle."""
        widgets = QApplication.allWidgets()
        _polish([widget for widget in widgets if widget.isVisible()])
        self._unpolished = [widget for widget in widgets if not widget.isVisible()]
        self._idle.start()

    def _polish_some(self) -> None:
        some, self._unpolished = self._unpolished[:_SOME], self._unpolished[_SOME:]
        _polish([widget for widget in some if Shiboken.isValid(widget)])
        if not self._unpolished:
            self._idle.stop()

    def zoom(self, steps: int) -> None:
        """So many sizes up or down."""
        nearest = min(range(len(_SIZES)), key=lambda n: abs(_SIZES[n] - self.size))
        self.set_size(_SIZES[max(0, min(len(_SIZES) - 1, nearest + steps))])

    def set_size(self, size: int) -> None:
        """The size of running text, in pixels."""
        self.set_type(replace(self.type, size=max(ZOOM_MIN, min(ZOOM_MAX, size))))

    def _set_face(self, face: str) -> None:
        self.set_type(replace(self.type, face=cast(Face, face)))

    def set_type(self, type: Typesetting) -> None:
        """How text is set on the page."""
        self.type = type
        self._tick()
        self.changed.emit()

    @property
    def size(self) -> int:
        """Of running text, in pixels."""
        return self.type.size


def _polish(widgets: list[QWidget]) -> None:
    for widget in widgets:
        style = widget.style()
        style.unpolish(widget)
        style.polish(widget)
        QWidget.update(widget)  # lists have an `update` of their own, for one line
