"""What was kept of the notebook: when, how much, whether it is whole, what differs from now, and going back to it."""

from datetime import datetime

from PySide6.QtCore import QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QMessageBox,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from reader import words
from reader.core.marks import Backup, Comparison
from reader.core.text import short_date
from reader.ui.panels.parts import announce, label

_BACKUP = Qt.ItemDataRole.UserRole


class BackupsDialog(QDialog):
    comparison_wanted = Signal(str)  # name of the backup
    restore_wanted = Signal(object)  # Backup, when the user is sure

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Backups"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = QTreeWidget()
        self.list.setObjectName("backups")
        self.list.setAccessibleName(self.tr("Backups"))
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setHeaderLabels([self.tr("Made"), self.tr("Marks"), self.tr("Size"), self.tr("State")])
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionsMovable(False)
        self.list.currentItemChanged.connect(self._chosen)
        self._about = label(self.tr("Looking…"), "muted", True)
        self._state = label("", "", True)
        self._state.setMinimumHeight(3 * self._state.fontMetrics().lineSpacing())
        self._state.setAlignment(self._state.alignment() | Qt.AlignmentFlag.AlignTop)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self._restore: QPushButton = self._buttons.addButton(
            self.tr("Restore…"), QDialogButtonBox.ButtonRole.ActionRole
        )
        self._restore.setAutoDefault(False)
        self._restore.setEnabled(False)
        self._restore.clicked.connect(self._ask)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(self._about)
        column.addWidget(self.list, 1)
        column.addWidget(self._state)
        column.addWidget(self._buttons)
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(560, 440).boundedTo(screen - QSize(40, 60)))

    def show_backups(self, backups: tuple[Backup, ...]) -> None:
        """Newest first."""
        self.list.clear()
        for backup in backups:
            state = self.tr("good") if backup.good else self.tr("damaged")
            marks = f"{backup.marks:,}" if backup.good else "–"
            size = QLocale().formattedDataSize(backup.size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)
            item = QTreeWidgetItem([_isolated(backup_time(backup)), marks, _isolated(size), state])
            item.setData(0, _BACKUP, backup)
            for column in (1, 2):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.addTopLevelItem(item)
        self._about.setText(
            self.tr("A copy of your notes is kept each day and at each start with changes; the last ten stay.")
            if backups
            else self.tr("There are no backups yet: the first is made when a mark is there and the reader is closed.")
        )
        if (newest := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(newest)
            self.list.setFocus()

    @property
    def _backup(self) -> Backup | None:
        item = self.list.currentItem()
        return item.data(0, _BACKUP) if item is not None else None  # type: ignore[no-any-return]

    def _chosen(self) -> None:
        backup = self._backup
        self._restore.setEnabled(backup is not None and backup.good)
        self._say("")
        if backup is None:
            return
        if backup.good:
            self.comparison_wanted.emit(backup.name)
        else:
            self._say(self.tr("This copy is damaged and cannot be restored."), "danger")

    def show_comparison(self, there: Comparison) -> None:
        """For the backup that is chosen."""
        parts = [
            (there.only_there, self.tr("{n} only in the backup")),
            (there.only_here, self.tr("{n} only in your notes of now")),
            (there.different, self.tr("{n} different")),
        ]
        told = ", ".join(text.format(n=words.count_of(count, "mark")) for count, text in parts if count)
        lists = self.tr("; checklists that differ: {n}").format(n=f"{there.checklists:,}") if there.checklists else ""
        self._say(self.tr("Compared with now: {what}.").format(what=(told or self.tr("the same marks")) + lists))

    def _say(self, sentence: str, tone: str = "") -> None:
        self._state.setProperty("tone", tone)
        self._state.style().polish(self._state)
        self._state.setText(sentence)

    def show_trouble(self, sentence: str) -> None:
        self._say(sentence, "danger")
        self._restore.setEnabled(self._backup is not None and self._backup.good)
        announce(self, sentence)

    def _ask(self) -> None:
        backup = self._backup
        if backup is not None:
            sure = RestoreDialog(backup, self)
            sure.restore.clicked.connect(lambda: self._sure(backup))
            sure.open()

    def _sure(self, backup: Backup) -> None:
        self._restore.setEnabled(False)
        self._say(self.tr("Restoring…"))
        self.restore_wanted.emit(backup)


class RestoreDialog(QMessageBox):
    """Whether to go back."""

    def __init__(self, backup: Backup, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.APP_NAME)
        self.setIcon(QMessageBox.Icon.Question)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(
            self.tr(
                "Go back to your notes as they were on {when}? Those of now are kept as a backup first, "
                "so you can come back to them."
            ).format(when=backup_time(backup))
        )
        self.restore = self.addButton(self.tr("Restore"), QMessageBox.ButtonRole.AcceptRole)
        stay = self.addButton(self.tr("Keep the notes of now"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(stay)
        self.setEscapeButton(stay)


def _isolated(text: str) -> str:
    """The same in a line that runs the other way (Unicode Standard Annex 9: first strong isolate)."""
    return f"\u2068{text}\u2069"


def backup_time(backup: Backup) -> str:
    """ "22 Nov 2026, 15:03", in local time, by the clock of then."""
    if not backup.made:
        return "?"
    return f"{short_date(backup.made)}, {datetime.fromtimestamp(backup.made):%H:%M}"
