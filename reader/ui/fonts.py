"""The bundled typefaces (SIL Open Font License), unmodified: Source Serif 4, Inter and Atkinson Hyperlegible Next to
read, Inter for the interface, Noto Naskh Arabic for Arabic in all of them.

Every weight that is used is bundled, since Qt smears a bold that it has to make up: 400 and 600 with their italics, 500
for the interface. A character that a face does not have comes from the next family of its list, never by chance from
the system: Atkinson has no Cyrillic, so Russian is Inter there.

Measured (PySide 6.9.3, Debian 12, one `addApplicationFont` after the other; of 54 Arabic characters of our tests):

    Inter, Source Serif 4   7 files  2,058 KB  1.2 ms  and 5-8 ms for the first, which opens Qt's font database
    Inter italic            2 files    677 KB  0.5 ms  Latin and Cyrillic, as both above; no Arabic
    Atkinson Next           4 files    196 KB  0.5 ms  Latin; the older Atkinson has a 700 in place of the 600
    Noto Naskh Arabic       2 files    390 KB  0.3 ms  54 of 54, a real semibold, vowel marks clear of the letters
    Arabic of the system    none         0 KB          DejaVu Sans has 54, wide and heavy; its italic has none: boxes

The last three cost about 1.3 ms, so all are loaded at the start. Arabic is bundled: 390 KB, and with it Arabic looks
the same everywhere. Chinese would be 10 MB a weight, so it stays the system's.
"""

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

from reader.core.settings import Face

INTERFACE = "Inter"
ARABIC = "Noto Naskh Arabic"
FAMILIES: dict[Face, tuple[str, ...]] = {
    "serif": ("Source Serif 4", ARABIC),
    "sans": (INTERFACE, ARABIC),
    "legible": ("Atkinson Hyperlegible Next", INTERFACE, ARABIC),
}
"""The families of each face, in the order in which they are asked for a character."""


def load_fonts(folder: Path) -> None:
    """Add the bundled fonts; a missing one is replaced by the system's, which is uglier but no failure."""
    for file in sorted(folder.glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


def interface_font(pixels: int = 13, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    return reading_font(pixels, weight, face="sans")


def reading_font(
    pixels: int, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False, face: Face = "serif"
) -> QFont:
    font = QFont(FAMILIES[face])
    font.setPixelSize(pixels)
    font.setWeight(weight)
    font.setItalic(italic)
    return font
