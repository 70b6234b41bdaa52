"""Every action of the window: its name, its keys, its icon. One table for menus, buttons, shortcuts and the help."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class Spec:
    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""


_N = QT_TRANSLATE_NOOP
SPECS = (
    Spec("search", _N("Actions", "Search the library"), ("Ctrl+K", "Ctrl+L", "F6"), "search", "Find"),
    Spec("next_hit", _N("Actions", "Next hit"), ("F3",), "", "Find"),
    Spec("previous_hit", _N("Actions", "Previous hit"), ("Shift+F3",), "", "Find"),
    Spec("go_to", _N("Actions", "Go to a reference"), ("Ctrl+G",), "", "Find"),
    Spec("bookmark", _N("Actions", "Bookmark here"), ("Ctrl+D",), "bookmark", "Mark"),
    Spec("highlight", _N("Actions", "Highlight"), ("Ctrl+H",), "highlighter", "Mark"),
    Spec("note", _N("Actions", "Write a note"), ("Ctrl+N",), "sticky-note", "Mark"),
    Spec("undo", _N("Actions", "Undo the last mark"), ("Ctrl+Z",), "undo-2", "Mark"),
    Spec("redo", _N("Actions", "Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "", "Mark"),
    Spec("export", _N("Actions", "Export notes"), ("Ctrl+E",), "share", "Mark"),
    Spec("back", _N("Actions", "Back"), ("Alt+Left",), "arrow-left", "Move"),
    Spec("forward", _N("Actions", "Forward"), ("Alt+Right",), "arrow-right", "Move"),
    Spec("contents", _N("Actions", "Contents"), ("Ctrl+1",), "", "Move"),
    Spec("library", _N("Actions", "Library"), ("Ctrl+2",), "", "Move"),
    Spec("results", _N("Actions", "Results"), ("Ctrl+3",), "", "Move"),
    Spec("notes", _N("Actions", "Notes"), ("Ctrl+4",), "", "Move"),
    Spec("page", _N("Actions", "Back to the text"), ("Esc",), "", "Move"),
    Spec("home", _N("Actions", "First page"), ("Alt+Home",), "library-big", "Move"),
    Spec("larger", _N("Actions", "Larger text"), ("Ctrl++", "Ctrl+="), "", "Look"),
    Spec("smaller", _N("Actions", "Smaller text"), ("Ctrl+-",), "", "Look"),
    Spec("usual", _N("Actions", "Usual text size"), ("Ctrl+0",), "", "Look"),
    Spec("side_panel", _N("Actions", "Side panel"), ("F7",), "panel-left", "Look"),
    Spec("notes_panel", _N("Actions", "Notes panel"), ("F8",), "panel-right", "Look"),
    Spec("help", _N("Actions", "Shortcuts"), ("F1",), "", "Look"),
    Spec("quit", _N("Actions", "Quit"), ("Ctrl+Q",), "", "Look"),
)
GROUPS = (
    _N("Actions", "Find"),
    _N("Actions", "Mark"),
    _N("Actions", "Move"),
    _N("Actions", "Look"),
)


def tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def make_actions(parent: QObject, right_to_left: bool) -> dict[str, QAction]:
    """An action for each row of the table. Back and forward change keys in right-to-left layouts."""
    actions: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(tr(spec.text), parent)
        keys = spec.keys
        if right_to_left and spec.name in ("back", "forward"):
            keys = ("Alt+Right",) if spec.name == "back" else ("Alt+Left",)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setObjectName(spec.name)
        actions[spec.name] = action
    return actions
