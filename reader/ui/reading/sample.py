"""A few lines set as the page sets them, to choose by."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget

from reader.core.settings import Typesetting
from reader.core.types import Block
from reader.ui.reading.typography import Formats, measure_width, set_block

_HIGH = 112  # pixels: three lines at the usual size, one of the largest
_SIDE, _ABOVE = 18, 12


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
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        self.document().setDefaultTextOption(option)
        self._fit()

    def _fit(self) -> None:
        """As many whole lines as there is room for, but always one."""
        room = self.width() - 2 * self.frameWidth()
        width = max(120, min(measure_width(self._type), room - 2 * _SIDE))
        side = (room - width) // 2
        self.setViewportMargins(side, _ABOVE, side, _ABOVE)
        self.setLineWrapColumnOrWidth(width)
        text = self.tr(
            "Victims of trafficking in persons should not be detained, charged or prosecuted for the illegality of "
            "their entry into or residence in countries of transit and destination, or for their involvement in "
            "unlawful activities that are a direct consequence of their situation as trafficked persons."
        )
        self._set(text)
        self.document().size()  # lays out
        layout = self.document().firstBlock().layout()
        lines = [layout.lineAt(number) for number in range(layout.lineCount())]
        high = _HIGH - 2 * self.frameWidth() - 2 * _ABOVE
        whole = [line for line in lines if line.y() + line.height() <= high] or lines[:1]
        self._set(text[: whole[-1].textStart() + whole[-1].textLength()].rstrip())

    def _set(self, text: str) -> None:
        leaf = Block("p1", "paragraph", text, f"<p>{escape(text, quote=False)}</p>")
        self.setHtml(leaf.html)
        set_block(self.document().firstBlock(), leaf, Formats(self._type, self.isRightToLeft()), True, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
