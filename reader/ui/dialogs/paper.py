"""The preview of a file: paper in every theme, on which nothing is loaded."""

import re

from PySide6.QtCore import QByteArray, Qt, QUrl
from PySide6.QtGui import QFontDatabase, QFontMetricsF, QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser

from reader.ui import fonts
from reader.ui.look import USUAL

_POINTS = re.compile(r'(style="[^"]*font-size:)([\d.]+)pt')


class Paper(QTextBrowser):
    """Shows HTML and loads nothing for it: no file, no address."""

    def __init__(self, ems: int = 0) -> None:
        """`ems`: the width of a page that is wider than most dialogs and scrolls sideways; 0: as wide as there is
        room."""
        super().__init__()
        self._ems = ems
        self.setObjectName("paper")
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setMinimumHeight(90)
        self.document().setDocumentMargin(18)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Where Qt is given no picture it looks for a file by itself: it gets one of a single dot."""
        image = QImage(1, 1, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        return image if kind == QTextDocument.ResourceType.ImageResource.value else QByteArray()

    def show_text(self, text: str, rich: bool, size: int) -> None:
        """`size` is that of running text in the window, which the sizes of print are set beside."""
        scale = size / USUAL
        if rich:
            font = fonts.reading_font(round(14 * scale))
            self.document().setDefaultFont(font)
            if self._ems:
                self.setLineWrapMode(QTextBrowser.LineWrapMode.FixedPixelWidth)
                self.setLineWrapColumnOrWidth(round(self._ems * QFontMetricsF(font).horizontalAdvance("M")))
            self.setHtml(_POINTS.sub(lambda found: f"{found[1]}{float(found[2]) * scale:.1f}pt", text))
        else:
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            fixed.setPixelSize(round(12 * scale))
            self.document().setDefaultFont(fixed)
            self.setPlainText(text)
