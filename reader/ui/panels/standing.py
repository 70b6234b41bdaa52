"""The line above a text that tells how it stands: kind, date and age, to whom it speaks, and set apart below, where
the catalogue knows one, what is newer. Above the page and not in it, so that it is there wherever one reads."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from reader import standing_words
from reader.core.types import DocumentInfo
from reader.ui.panels.parts import Link, label

if TYPE_CHECKING:
    from reader.core.advice import Standing


_NARROW = 420


class StandingLine(QWidget):
    link_wanted = Signal(str)  # an address of the guidance: of what is newer

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts, self._notice = label("", "muted", True), label("", "", True)
        self.way = Link()  # to what is newer
        self._address = ""
        self._apart = QFrame()
        self._apart.setObjectName("standingNotice")
        row = self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._apart)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(4)
        row.addWidget(self._notice, 1)
        row.addWidget(self.way, 0, Qt.AlignmentFlag.AlignLeft)
        column = self._column = QVBoxLayout(self)
        column.setSpacing(6)
        column.addWidget(self._facts)
        column.addWidget(self._apart)
        self.way.clicked.connect(lambda: self.link_wanted.emit(self._address))
        self.hide()

    def show_standing(self, info: DocumentInfo | None, standing: "Standing | None", side: int) -> None:
        """`standing` is None until it is known, and where nothing more is. On a `side`, from 1, it stands below a head,
        else below the line with the path."""
        self._column.setContentsMargins(*((16, 8, 16, 8) if side else (28, 0, 22, 8)))
        if info is None:
            self.hide()
            return
        addressees = standing.addressees if standing else ()
        self._facts.setText("  ·  ".join(standing_words.facts(info, addressees, date.today())))
        said, newer = standing_words.notice(standing), standing_words.follower(standing)
        self._notice.setText(said)
        if newer is not None:
            self._address = f"doc:{newer.document}" if newer.held else f"publication:{newer.id}"
            self.way.say(self.tr("Open it") if newer.held else self.tr("In the catalogue"))
            name = f"{self.way.text()}: {newer.title}"
            self.way.setAccessibleName(self.tr("{name} (side {n})").format(name=name, n=side) if side else name)
        self._apart.setVisible(bool(said))
        self.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the link stands below the words."""
        super().resizeEvent(event)
        below = self.width() < _NARROW
        self._row.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
