"""A theme is a file of named colours; here they become a palette, a style sheet and brushes.

Fusion with our own palette on every system: it is the one style that draws the same everywhere, and Qt's own dark mode
changes nothing on X11 (measured). Lines instead of boxes, three grounds, one accent.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette

NAMES = ("light", "sepia", "dark", "contrast")


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme as "#rrggbb", by group and name as in the file."""

    name: str
    dark: bool
    ground: dict[str, str]
    text: dict[str, str]
    line: dict[str, str]
    mark: dict[str, str]
    bar: dict[str, str]
    hit: dict[str, str]
    diff: dict[str, str]


def load_theme(folder: Path, name: str) -> Theme:
    """The theme `name`; "system" follows the desktop where it says light or dark, else light."""
    chosen = _system_theme() if name == "system" else name
    raw = tomllib.loads((folder / f"{chosen}.toml").read_text(encoding="utf-8"))
    return Theme(name=chosen, **raw)


def _system_theme() -> str:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def palette(theme: Theme) -> QPalette:
    """For what the style sheet does not reach: selections, disabled text, menus, native bits of Fusion."""
    result = QPalette()
    role, text, ground = QPalette.ColorRole, theme.text, theme.ground
    for which, colour in (
        (role.Window, ground["panel"]), (role.WindowText, text["ink"]), (role.Base, ground["field"]),
        (role.AlternateBase, ground["panel"]), (role.Text, text["ink"]), (role.Button, ground["panel"]),
        (role.ButtonText, text["ink"]), (role.BrightText, text["danger"]), (role.Highlight, ground["selected"]),
        (role.HighlightedText, text["ink"]), (role.PlaceholderText, text["faint"]), (role.Link, text["accent"]),
        (role.LinkVisited, text["accent"]), (role.ToolTipBase, ground["card"]), (role.ToolTipText, text["ink"]),
        (role.Mid, theme.line["soft"]), (role.Dark, theme.line["strong"]), (role.Light, ground["page"]),
    ):  # fmt: skip
        result.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, QColor(theme.line["strong"]))
    return result


def style_sheet(folder: Path, theme: Theme) -> str:
    """The style sheet of the whole window: `window.qss`, with @group_name@ replaced by the theme's colours."""
    sheet = (folder / "window.qss").read_text(encoding="utf-8")
    for group in ("ground", "text", "line"):
        for name, colour in getattr(theme, group).items():
            sheet = sheet.replace(f"@{group}_{name}@", colour)
    tick = folder.parent / "icons" / ("check-black.svg" if theme.dark else "check-white.svg")  # on the accent
    return sheet.replace("@tick@", tick.as_posix())
