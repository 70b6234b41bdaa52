"""Every action of the window: its name, its keys, its icon. One table for menus, buttons, shortcuts and the help."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QKeySequence


@dataclass(frozen=True, slots=True)
class Spec:
    name: str
    text: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    group: str = ""


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown, since the language may change."""
    return text


SPECS = (
    Spec("search", _mark("Search the library"), ("Ctrl+K", "Ctrl+L", "F6"), "search", "Find"),
    Spec("next_hit", _mark("Next hit"), ("F3",), "", "Find"),
    Spec("previous_hit", _mark("Previous hit"), ("Shift+F3",), "", "Find"),
    Spec("find_here", _mark("Find in this document"), ("Ctrl+F",), "text-search", "Find"),
    Spec("go_to", _mark("Go to a reference"), ("Ctrl+G",), "", "Find"),
    Spec("quote_check", _mark("Check a quote"), ("Ctrl+Shift+F",), "", "Find"),
    Spec("syntax", _mark("What you can type"), ("Shift+F1",), "", "Find"),
    Spec("bookmark", _mark("Bookmark here"), ("Ctrl+D",), "bookmark", "Mark"),
    Spec("highlight", _mark("Highlight"), ("Ctrl+H",), "highlighter", "Mark"),
    Spec("note", _mark("Write a note"), ("Ctrl+N",), "sticky-note", "Mark"),
    Spec("undo", _mark("Undo the last mark"), ("Ctrl+Z",), "undo-2", "Mark"),
    Spec("redo", _mark("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "", "Mark"),
    Spec("export", _mark("Export notes"), ("Ctrl+E",), "share", "Mark"),
    Spec("notebook", _mark("Notebook"), ("Ctrl+B",), "notebook-text", "Mark"),
    Spec("cite", _mark("Copy with citation"), ("Ctrl+Shift+C",), "", "Mark"),
    Spec("cite_footnote", _mark("Copy as a footnote"), ("Ctrl+Alt+Shift+C",), "", "Mark"),
    Spec("cite_bare", _mark("Copy the reference"), ("Ctrl+Alt+C",), "", "Mark"),
    Spec("receipt", _mark("Review changed texts"), ("Ctrl+Shift+R",), "", "Mark"),
    Spec("import", _mark("Bring in notes"), ("Ctrl+I",), "download", "Mark"),
    Spec("backups", _mark("Backups"), ("Ctrl+Shift+B",), "history", "Mark"),
    Spec("back", _mark("Back"), ("Alt+Left",), "arrow-left", "Move"),
    Spec("forward", _mark("Forward"), ("Alt+Right",), "arrow-right", "Move"),
    Spec("next_tab", _mark("Next open document"), ("Ctrl+Tab", "Ctrl+PgDown"), "", "Move"),
    Spec("previous_tab", _mark("Previous open document"), ("Ctrl+Shift+Tab", "Ctrl+PgUp"), "", "Move"),
    Spec("close_tab", _mark("Close this document"), ("Ctrl+W",), "", "Move"),
    Spec("beside", _mark("Side by side"), ("F9",), "columns-2", "Move"),
    Spec("other_side", _mark("To the other side"), ("Shift+F9",), "", "Move"),
    Spec("together", _mark("Scroll both together"), ("Ctrl+F9",), "link-2", "Move"),
    Spec("contents", _mark("Contents"), ("Ctrl+1",), "", "Move"),
    Spec("library", _mark("Library"), ("Ctrl+2",), "", "Move"),
    Spec("results", _mark("Results"), ("Ctrl+3",), "", "Move"),
    Spec("notes", _mark("Notes"), ("Ctrl+4",), "", "Move"),
    Spec("guidance", _mark("Guidance"), ("Ctrl+Shift+G",), "compass", "Guidance"),
    Spec("questions", _mark("Questions by role"), ("Ctrl+5",), "messages-square", "Guidance"),
    Spec("recommendations", _mark("Recommendations"), ("Ctrl+6",), "list-checks", "Guidance"),
    Spec("publications", _mark("Publications"), ("Ctrl+7",), "library-big", "Guidance"),
    Spec("terms", _mark("Terms"), ("Ctrl+8",), "book-a", "Guidance"),
    Spec("bodies", _mark("People and bodies"), ("Ctrl+9",), "users", "Guidance"),
    Spec("page", _mark("Back to the text"), ("Esc",), "", "Move"),
    Spec("home", _mark("First page"), ("Alt+Home",), "library-big", "Move"),
    Spec("print", _mark("Print, or save as PDF"), ("Ctrl+P",), "printer", "Look"),
    Spec("aloud", _mark("Read aloud"), ("Ctrl+Shift+U",), "volume-2", "Look"),
    Spec("larger", _mark("Larger text"), ("Ctrl++", "Ctrl+="), "", "Look"),
    Spec("smaller", _mark("Smaller text"), ("Ctrl+-",), "", "Look"),
    Spec("usual", _mark("Usual text size"), ("Ctrl+0",), "", "Look"),
    Spec("side_panel", _mark("Side panel"), ("F7",), "panel-left", "Look"),
    Spec("notes_panel", _mark("Notes panel"), ("F8",), "panel-right", "Look"),
    Spec("full_screen", _mark("Full screen"), ("F11",), "maximize", "Look"),
    Spec("settings", _mark("Settings"), ("Ctrl+,",), "settings-2", "Look"),
    Spec("more", _mark("More"), ("F10",), "ellipsis", "Look"),
    Spec("help", _mark("Help"), ("F1",), "circle-question-mark", "Look"),
    Spec("quit", _mark("Quit"), ("Ctrl+Q",), "", "Look"),
)
TEXT_SPECS = (
    Spec("next_paragraph", _mark("Next paragraph"), ("J", "Ctrl+Down"), group="In the text"),
    Spec("previous_paragraph", _mark("Previous paragraph"), ("K", "Ctrl+Up"), group="In the text"),
    Spec("colour", _mark("Highlight, or recolour"), tuple("123456"), group="In the text"),
    Spec("find_here", _mark("Find in this document"), ("/",), group="In the text"),
    Spec("what_is", _mark("What is this?"), ("I",), group="In the text"),
    Spec("next_mark", _mark("Next mark"), ("M",), group="In the text"),
    Spec("previous_mark", _mark("Previous mark"), ("Shift+M",), group="In the text"),
    Spec("tags", _mark("Tags of the mark"), ("T",), group="In the text"),
    Spec("remove", _mark("Delete the mark"), ("Del", "0"), group="In the text"),
)
"""Keys that hold only while the text has the focus, so that single letters can be typed elsewhere."""

_REPEATED = {"next_hit", "previous_hit", "larger", "smaller", "back", "forward"}
"""A key that is held down does these again; a second bookmark or window of shortcuts is never meant."""

GROUPS = (
    _mark("Find"),
    _mark("Mark"),
    _mark("Move"),
    _mark("Guidance"),
    _mark("Look"),
    _mark("In the text"),
)


def tr(text: str) -> str:
    return QCoreApplication.translate("Actions", text)


def keys_of(spec: Spec, right_to_left: bool) -> list[QKeySequence]:
    """The keys of an action. Back and forward change keys in right-to-left layouts."""
    keys = spec.keys
    if right_to_left and spec.name in ("back", "forward"):
        keys = ("Alt+Right",) if spec.name == "back" else ("Alt+Left",)
    return [QKeySequence(key) for key in keys]


def shown_keys(spec: Spec, right_to_left: bool) -> list[str]:
    """The keys of an action as this system writes them."""
    return [key.toString(QKeySequence.SequenceFormat.NativeText) for key in keys_of(spec, right_to_left)]


def make_actions(parent: QObject, right_to_left: bool) -> dict[str, QAction]:
    """An action for each row of the table."""
    actions: dict[str, QAction] = {}
    for spec in SPECS:
        action = QAction(tr(spec.text), parent)
        if spec.name != "page":  # as a shortcut Esc would be taken from every field; the window hears it last
            action.setShortcuts(keys_of(spec, right_to_left))
        action.setObjectName(spec.name)
        action.setAutoRepeat(spec.name in _REPEATED)
        actions[spec.name] = action
    return actions
