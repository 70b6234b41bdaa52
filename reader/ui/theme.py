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


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole window. Sizes are device-independent pixels on a grid of 4."""
    values = {f"{group}_{key}": value for group in ("ground", "text", "line") for key, value in getattr(theme, group).items()}
    sheet = _SHEET
    for key, value in values.items():
        sheet = sheet.replace(f"@{key}@", value)
    return sheet


_SHEET = """
* { font-family: "Inter"; font-size: 13px; }
QToolTip { background: @ground_card@; color: @text_ink@; border: 1px solid @line_strong@; padding: 4px 8px; }

#topBar { background: @ground_chrome@; border-bottom: 1px solid @line_soft@; }
#sidePanel, #notesPanel { background: @ground_panel@; }
#centre, #home, #homeBody, #pageHolder { background: @ground_page@; }
QSplitter::handle { background: @line_soft@; }

QToolButton { border: 1px solid transparent; border-radius: 7px; padding: 6px; background: transparent; color: @text_muted@; }
QToolButton:hover { background: @ground_hover@; }
QToolButton:pressed, QToolButton:checked { background: @ground_selected@; }
QToolButton:focus { border-color: @line_focus@; }
QToolButton::menu-indicator { image: none; width: 0; }

#searchField { background: @ground_field@; color: @text_ink@; border: 1px solid @line_strong@; border-radius: 9px; min-height: 34px; max-height: 34px; font-size: 14px; padding: 0 4px; selection-background-color: @ground_selected@; }
#searchField:focus { border: 2px solid @line_focus@; padding: 0 3px; }
#searchHint { color: @text_faint@; font-size: 11px; background: transparent; }

#segments { background: @ground_raised@; border-radius: 9px; }
#segments QPushButton { border: 1px solid transparent; border-radius: 7px; padding: 0 8px; min-height: 25px; background: transparent; color: @text_muted@; }
#segments QPushButton:hover { color: @text_ink@; }
#segments QPushButton:checked { background: @ground_card@; color: @text_ink@; font-weight: 500; }
#segments QPushButton:focus { border-color: @line_focus@; }

QPushButton { border: 1px solid @line_strong@; border-radius: 7px; padding: 0 14px; min-height: 29px; background: @ground_card@; color: @text_ink@; }
QPushButton:hover { background: @ground_hover@; }
QPushButton:focus { border: 2px solid @line_focus@; padding: 0 13px; min-height: 27px; }
QPushButton:default { background: @text_accent@; color: @text_on_accent@; border-color: @text_accent@; }
QPushButton:default:focus { border-color: @text_ink@; }
QPushButton:disabled { color: @line_strong@; border-color: @line_soft@; background: transparent; }
QPushButton[flat="true"] { border-color: transparent; background: transparent; color: @text_accent@; padding: 0 8px; }
QPushButton[flat="true"]:focus { border: 1px solid @line_focus@; }

QAbstractItemView { background: transparent; border: none; outline: none; color: @text_ink@; }
QTreeView { show-decoration-selected: 1; }
QTreeView::item { min-height: 31px; padding: 0 10px; border-radius: 6px; margin: 0; }
QTreeView::item:hover { background: @ground_hover@; }
QTreeView::item:selected { background: @ground_selected@; color: @text_accent@; font-weight: 500; }
QTreeView::branch { background: transparent; }

QTextBrowser#page { background: @ground_page@; color: @text_ink@; border: none; selection-background-color: @ground_selected@; selection-color: @text_ink@; }
QPlainTextEdit, QLineEdit { background: @ground_field@; color: @text_ink@; border: 1px solid @line_strong@; border-radius: 7px; padding: 6px 8px; selection-background-color: @ground_selected@; selection-color: @text_ink@; }
QPlainTextEdit:focus, QLineEdit:focus { border: 2px solid @line_focus@; padding: 5px 7px; }

QLabel { background: transparent; color: @text_ink@; }
QLabel[tone="muted"] { color: @text_muted@; font-size: 12px; }
QLabel[tone="strong"] { font-weight: 600; }
QLabel[tone="title"] { font-family: "Source Serif 4"; font-size: 30px; font-weight: 600; }
QLabel[tone="quote"] { font-family: "Source Serif 4"; font-size: 14px; }

#messageBar { background: @ground_selected@; border-bottom: 1px solid @line_soft@; }
#noteEditor { background: @ground_panel@; border-top: 1px solid @line_soft@; }

QMenu { background: @ground_card@; color: @text_ink@; border: 1px solid @line_strong@; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 12px; border-radius: 5px; }
QMenu::item:selected { background: @ground_selected@; }
QMenu::item:disabled { color: @line_strong@; }
QMenu::separator { height: 1px; background: @line_soft@; margin: 5px 8px; }
QMenu::indicator { width: 14px; height: 14px; margin-left: 6px; }
QDialog { background: @ground_panel@; }
QRadioButton { spacing: 8px; min-height: 26px; color: @text_ink@; border: 1px solid transparent; border-radius: 6px; padding: 0 4px; }
QRadioButton:focus { border-color: @line_focus@; }
QRadioButton:disabled { color: @text_faint@; }

QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line_strong@; border-radius: 3px; min-height: 36px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @line_strong@; border-radius: 3px; min-width: 36px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""
