"""What each colour means to whoever marks: "quote in report", "ask supervisor"."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from reader import words
from reader.core.marks import COLOURS, Colour
from reader.core.text import squeeze
from reader.ui.panels.parts import label
from reader.ui.reading.signs import swatch
from reader.ui.theme import Theme

_LONGEST = 80
"""Characters of a meaning: it stands beside the name of the colour in menus."""


class MeaningsDialog(QDialog):
    saved = Signal(object)  # what the user means, by colour; without those that are empty

    def __init__(self, theme: Theme, meanings: Mapping[Colour, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the colours mean"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(440)
        self.fields: dict[Colour, QLineEdit] = {}
        examples = {"yellow": self.tr("quote in report"), "pink": self.tr("ask supervisor")}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, colour in enumerate(COLOURS):
            sign = QLabel()
            sign.setPixmap(swatch(theme, colour))
            name = label(words.COLOURS[colour])
            field = self.fields[colour] = QLineEdit(meanings.get(colour, ""))
            field.setMaxLength(_LONGEST)
            field.setAccessibleName(self.tr("Meaning of {colour}").format(colour=words.COLOURS[colour]))
            field.setPlaceholderText(
                self.tr("for example: {meaning}").format(meaning=examples[colour]) if colour in examples else ""
            )
            name.setBuddy(field)
            for column, part in enumerate((sign, name, field)):
                grid.addWidget(part, row, column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
        buttons.button(QDialogButtonBox.StandardButton.Save).setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 20, 22, 18)
        layout.setSpacing(14)
        layout.addWidget(
            label(self.tr("They stand beside the colours in menus, on cards and in exports."), "muted", True)
        )
        layout.addLayout(grid)
        layout.addWidget(buttons)

    def accept(self) -> None:
        meant = {colour: squeeze(field.text()) for colour, field in self.fields.items()}
        self.saved.emit({colour: meaning for colour, meaning in meant.items() if meaning})
        super().accept()
