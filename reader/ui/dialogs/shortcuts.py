"""The keys of every action, made from the table of actions, so that it cannot go stale."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from reader import __version__, words
from reader.ui.actions import GROUPS, SPECS, tr
from reader.ui.panels.parts import label


class ShortcutsDialog(QDialog):
    def __init__(self, licence_note: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        grid = QGridLayout()
        grid.setHorizontalSpacing(22)
        grid.setVerticalSpacing(5)
        for place, group in enumerate(GROUPS):
            column, row = 3 * (place % 2), 12 * (place // 2)
            grid.addWidget(label(tr(group), "strong"), row, column)
            for number, spec in enumerate((s for s in SPECS if s.group == group), row + 1):
                keys = ", ".join(
                    QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText) for key in spec.keys
                )
                grid.addWidget(label(tr(spec.text)), number, column)
                grid.addWidget(label(keys, "muted"), number, column + 1)
        grid.setColumnMinimumWidth(2, 20)
        grid.setRowMinimumHeight(11, 14)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        about = label(f"{words.APP_NAME} {__version__}. {licence_note}", "muted", True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 22, 24, 18)
        layout.setSpacing(16)
        layout.addLayout(grid)
        layout.addWidget(about)
        layout.addWidget(buttons)
