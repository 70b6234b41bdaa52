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
    """The colours that the style sheet speaks of, and those of what it does not reach: selections, disabled text,
    native bits of Fusion."""
    result = QPalette()
    role = QPalette.ColorRole
    for name, (which, _) in _ROLES.items():
        group, _, colour = name.partition("_")
        result.setColor(role[which], QColor(getattr(theme, group)[colour]))
    for inked in (role.Text, role.ButtonText, role.HighlightedText):
        result.setColor(inked, QColor(theme.text["ink"]))
    for pale in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, pale, QColor(theme.line["strong"]))
    return result


_ROLES = {
    "ground_chrome": ("Midlight", "midlight"),
    "ground_panel": ("Window", "window"),
    "ground_page": ("Light", "light"),
    "ground_card": ("ToolTipBase", "tooltip-base"),
    "ground_field": ("Base", "base"),
    "ground_raised": ("Button", "button"),
    "ground_selected": ("Highlight", "highlight"),
    "ground_hover": ("AlternateBase", "alternate-base"),
    "text_ink": ("WindowText", "window-text"),
    "text_muted": ("LinkVisited", "link-visited"),
    "text_faint": ("PlaceholderText", "placeholder-text"),
    "text_accent": ("Link", "link"),
    "text_on_accent": ("Shadow", "shadow"),
    "text_danger": ("BrightText", "bright-text"),
    "line_soft": ("Mid", "mid"),
    "line_strong": ("Dark", "dark"),
    "line_focus": ("Accent", "accent"),
    "line_control": ("ToolTipText", "tooltip-text"),
}
"""Where a colour of the style sheet stands in the palette, and what style sheets call it there.

With roles for colours the sheet is the same for every theme, and set once: to set it makes Qt lay the whole window out
again, 150 ms. There are 21 roles."""


def style_sheet(folder: Path) -> str:
    """The style sheet of the whole window: `window.qss`, with @group_name@ replaced by its role in the palette."""
    sheet = (folder / "window.qss").read_text(encoding="utf-8")
    for name, (_, role) in _ROLES.items():
        sheet = sheet.replace(f"@{name}@", f"palette({role})")
    return sheet.replace("@icons@", (folder.parent / "icons").as_posix())
