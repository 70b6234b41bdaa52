"""Icons: Lucide (ISC licence), drawn in the colours of the theme.

The files are unmodified; the colour and a calmer stroke are put in as they are read. They are drawn at twice the size,
which the screens of old and new laptops both scale down well.
"""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap, QTransform

_MIRRORED = {
    "arrow-left",
    "arrow-right",
    "panel-left",
    "panel-right",
    "chevron-right",
    "undo-2",
    "skip-forward",
    "play",
}
_RATIO = 2


@lru_cache(maxsize=1_024)  # all of all themes: a change back and forth draws nothing anew
def pixmap(folder: Path, name: str, colour: str, size: int = 18, mirror: bool = False, filled: bool = False) -> QPixmap:
    """One icon as a pixmap of `size` device-independent pixels; empty when there is no file. Icons have one colour."""
    image = QImage(_shape(folder, name, size, mirror, filled))
    if image.isNull():
        return QPixmap()
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    result = QPixmap.fromImage(image)
    result.setDevicePixelRatio(_RATIO)
    return result


@lru_cache(maxsize=256)  # at a start each is wanted in two colours, and drawing it costs ten times more than colouring
def _shape(folder: Path, name: str, size: int, mirror: bool, filled: bool) -> QImage:
    """One icon in black; null when there is no such file."""
    try:
        svg = (folder / f"{name}.svg").read_text(encoding="utf-8")
    except OSError:
        return QImage()
    if filled:
        svg = svg.replace('fill="none"', 'fill="black"', 1)
    side = size * _RATIO
    svg = svg.replace("currentColor", "black").replace('stroke-width="2"', 'stroke-width="1.75"')
    svg = svg.replace('width="24"', f'width="{side}"', 1).replace('height="24"', f'height="{side}"', 1)
    image = QImage.fromData(svg.encode(), "SVG")  # type: ignore[arg-type]  # the stubs say bytes, the call wants text
    if mirror and name in _MIRRORED:
        image = image.transformed(QTransform().scale(-1, 1), Qt.TransformationMode.SmoothTransformation)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)


def icon(folder: Path, name: str, colour: str, disabled: str, size: int = 18, mirror: bool = False) -> QIcon:
    result = QIcon(pixmap(folder, name, colour, size, mirror))
    result.addPixmap(pixmap(folder, name, disabled, size, mirror), QIcon.Mode.Disabled)
    return result
