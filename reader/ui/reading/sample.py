"""A few lines set as the page sets them, to choose by."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.core.settings import Typesetting
from reader.core.types import Block
from reader.ui.reading.typography import measure_width, set_block

_HIGH = 112  # pixels: three lines at the usual size, one of the largest
_SIDE = 18


class Sample(QTextEdit):
    """Text that is only looked at: what it is is said by the controls, so it takes no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sample")
        self.setAccessibleName(self.tr("Sample"))
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setFixedHeight(_HIGH)
        self.document().setDocumentMargin(0)
        self._type = Typesetting()

    def set_type(self, type: Typesetting) -> None:
        self._type = type
        text = self.tr(
            "Victims of trafficking in persons should not be detained, charged or prosecuted for the illegality of "
            "their entry into or residence in countries of transit and destination, or for their involvement in "
            "unlawful activities that are a direct consequence of their situation as trafficked persons."
        )
        leaf = Block("p1", "paragraph", text, f"<p>{escape(text, quote=False)}</p>")
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        self.document().setDefaultTextOption(option)
        self.setHtml(leaf.html)
        set_block(self.document().firstBlock(), leaf, type, True, False, self.isRightToLeft())
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * self.frameWidth()
        width = max(120, min(measure_width(self._type), room - 2 * _SIDE))
        side = (room - width) // 2
        self.setViewportMargins(side, 12, side, 12)
        self.setLineWrapColumnOrWidth(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
