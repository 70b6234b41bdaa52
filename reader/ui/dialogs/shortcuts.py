"""The keys of every action, made from the table of actions so that it cannot go stale, and what a search can be."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from reader import __version__, words
from reader.ui.actions import GROUPS, SPECS, TEXT_SPECS, tr
from reader.ui.panels.offers import examples
from reader.ui.panels.parts import label

_HIGHEST = 12  # rows of a group
_GROUP_ROWS = -(-len(GROUPS) // 2)  # two groups beside each other


class ShortcutsDialog(QDialog):
    def __init__(self, licence_note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 22, 24, 8)
        column.setSpacing(16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(2, 20)
        self._add_keys(grid)
        self._add_what_can_be_typed(grid, _GROUP_ROWS * _HIGHEST)
        column.addLayout(grid)
        column.addWidget(label(f"{words.APP_NAME} {__version__}. {licence_note}", "muted", True))
        scroll = QScrollArea()  # on a low screen everything can still be read
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scroll)
        row = QVBoxLayout()
        row.setContentsMargins(24, 4, 24, 16)
        row.addWidget(buttons)
        layout.addLayout(row)
        wanted = inside.sizeHint()
        screen = self.screen().availableGeometry().size()
        self.resize(min(wanted.width() + 14, screen.width() - 40), min(wanted.height() + 70, screen.height() - 60))

    def _add_keys(self, grid: QGridLayout) -> None:
        for place, group in enumerate(GROUPS):
            column, row = 3 * (place % 2), _HIGHEST * (place // 2)
            grid.addWidget(label(tr(group), "strong"), row, column)
            for number, spec in enumerate((s for s in (*SPECS, *TEXT_SPECS) if s.group == group), row + 1):
                keys = ", ".join(
                    QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys
                )
                grid.addWidget(label(tr(spec.text)), number, column)
                grid.addWidget(label(keys, "muted"), number, column + 1)
        for row in range(1, _GROUP_ROWS + 1):
            grid.setRowMinimumHeight(row * _HIGHEST - 1, 14)

    def _add_what_can_be_typed(self, grid: QGridLayout, first: int) -> None:
        grid.addWidget(label(self.tr("What you can type"), "strong"), first, 0, 1, 2)
        lines = examples()
        half = -(-len(lines) // 2)
        for number, line in enumerate(lines):
            column, row = 3 * (number // half), first + 1 + number % half
            grid.addWidget(label(line.text), row, column)
            grid.addWidget(label(line.hint, "muted"), row, column + 1)
