"""Which key of the text page asks for what: the table of actions, read the other way round."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from reader.ui.actions import TEXT_SPECS

_NAMES = {QKeySequence(key).toString(): (spec.name, key) for spec in TEXT_SPECS for key in spec.keys}
CARET_KEYS = {
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
}  # fmt: skip
_DIGITS = range(Qt.Key.Key_0, Qt.Key.Key_9 + 1)
_SHIFTED = {*_DIGITS, Qt.Key.Key_Slash}
"""On French keyboards digits are typed with Shift, on German ones the slash."""


def text_key(event: QKeyEvent) -> tuple[str, str] | None:
    """(name of the action, key) for a key pressed in the text; None for one that is not in the table."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() in _SHIFTED:
        modifiers &= ~Qt.KeyboardModifier.ShiftModifier
    return _NAMES.get(QKeySequence(modifiers.value | event.key()).toString())
