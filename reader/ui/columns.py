"""Who gets the width: the text between its two panels.

The text comes first. A window that is wide enough shows the panels that the settings ask for; in a narrow one they come
when they are asked for, one at a time, and give way when somebody goes to a place in the text.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from reader.core.settings import Settings, Typesetting
from reader.ui.panels.notes import NotesPanel
from reader.ui.panels.side import SidePanel
from reader.ui.reading.typography import GUTTER, measure_width

_LEAST_TEXT = 400
"""Pixels below which what lies between two panels is no page any more."""


class Columns(QSplitter):
    def __init__(self, side: SidePanel, centre: QWidget, notes: NotesPanel, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._side, self._notes = side, notes
        self.pages = 1  # how many lie side by side between the panels
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for widget in (side, centre, notes):
            self.addWidget(widget)
        self.setStretchFactor(1, 1)

    def start(self, kept: Settings, window: int, type: Typesetting) -> None:
        """As it was at the last end, for a window of this width."""
        self.share(kept, window, type)
        self.setSizes([kept.side_width, max(window - kept.side_width - kept.notes_width, 300), kept.notes_width])

    def share(self, kept: Settings, window: int, type: Typesetting) -> None:
        """Show what there is room for: the notes give way to the text first, then the side panel."""
        room = window - self.pages * min(measure_width(type) + GUTTER, 620)
        side = kept.side_panel and room > kept.side_width * 0.8
        self._side.setVisible(side)
        self._notes.setVisible(kept.notes_panel and room - (kept.side_width if side else 0) > kept.notes_width * 0.8)
        if self._notes.editor.is_open():  # nobody loses sight of what they are writing
            self.bring(self._notes)

    def bring(self, panel: QWidget) -> None:
        """Show a panel because somebody asked; where there is no room for both, the other one goes."""
        other = self._notes if panel is self._side else self._side
        wanted = max(panel.width(), panel.minimumSizeHint().width())
        if not other.isHidden() and self.window().width() - wanted - other.width() < self.pages * _LEAST_TEXT:
            other.hide()
        panel.show()

    def give_way(self) -> None:
        """Somebody went to a place in the text: what stands in its way in a narrow window goes."""
        for panel in (self._side, self._notes):
            taken = sum(p.width() for p in (self._side, self._notes) if not p.isHidden())
            if self.window().width() - taken < self.pages * _LEAST_TEXT and not (
                panel is self._notes and self._notes.editor.is_open()
            ):
                panel.hide()

    def widths(self, kept: Settings) -> tuple[int, int]:
        """Of both panels, for the next start; of a hidden one as it was."""
        side, _, notes = self.sizes()
        return side if side > 120 else kept.side_width, notes if notes > 120 else kept.notes_width
