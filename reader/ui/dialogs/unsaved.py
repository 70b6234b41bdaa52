"""The one question that closing may ask: a note could not be written to the disk and would be lost with the window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from reader import words


class UnsavedDialog(QMessageBox):
    close_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.APP_NAME)
        self.setIcon(QMessageBox.Icon.Warning)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(self.tr("A note could not be saved. When the window closes, its last words are lost."))
        self.stay: QPushButton = self.addButton(self.tr("Keep the window open"), QMessageBox.ButtonRole.RejectRole)
        self.leave: QPushButton = self.addButton(
            self.tr("Close without saving"), QMessageBox.ButtonRole.DestructiveRole
        )
        self.setDefaultButton(self.stay)
        self.setEscapeButton(self.stay)
        self.leave.clicked.connect(self.close_wanted)
