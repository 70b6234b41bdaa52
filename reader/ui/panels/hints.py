"""Keys and what they do, in one calm line: what somebody needs who sees this window for the first time.

The keys come from the actions, so they can never say anything else than what works.
"""

from collections.abc import Iterable

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from reader.ui.notebook.flow import Flow
from reader.ui.panels.parts import label


def key_name(action: QAction) -> str:
    """The first key of an action, as it is written on this system."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Hints(QWidget):
    def __init__(self, hints: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`hints` are (key, what it does)."""
        super().__init__(parent)
        flow = Flow(self)
        for key, text in hints:
            hint = QWidget()
            row = QHBoxLayout(hint)
            row.setContentsMargins(0, 0, 14, 0)
            row.setSpacing(7)
            row.addWidget(label(key, "key"))
            row.addWidget(label(text, "muted"))
            flow.addWidget(hint)
