"""The bundled typefaces (SIL Open Font License): Source Serif 4 to read, Inter for the interface.

Every weight that is used is bundled, since Qt smears a bold that it has to make up: 400 and 600, italic for the serif.
"""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

READING = "Source Serif 4"
INTERFACE = "Inter"


def load_fonts(folder: Path) -> None:
    """Add the bundled fonts; a missing one is replaced by the system's, which is uglier but no failure."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def interface_font(pixels: int = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    font = QFont(INTERFACE)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    return font


def reading_font(pixels: int, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False) -> QFont:
    font = QFont(READING)
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setItalic(italic)
    return font
