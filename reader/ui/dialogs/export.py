"""Taking notes out: which ones, and into which file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.panels.parts import label


class ExportDialog(QDialog):
    """`export_wanted` gives the path and whether only this document's marks are meant."""

    export_wanted = Signal(object, bool)

    def __init__(
        self, here: int, everywhere: int, title: str, folder: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export notes"))
        self.setMinimumWidth(500)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.all = QRadioButton(self.tr("All marks") + f"  ({everywhere})")
        self.this = QRadioButton(self.tr("Marks of this document") + f"  ({here})")
        self.this.setToolTip(title)
        self.this.setEnabled(here > 0)
        self.all.setChecked(True)
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        where = folder or Path(documents if _is(Path(documents), Path.is_dir) else QDir.homePath())  # it need not exist
        self.path = QLineEdit(QDir.toNativeSeparators(str(where / f"ICAT notes {date.today().isoformat()}.md")))
        self.path.setAccessibleName(self.tr("File"))
        browse = QPushButton(self.tr("Choose…"))
        browse.setAutoDefault(False)
        browse.clicked.connect(self._browse)
        self._hint = label("", "muted", True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setDefault(True)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(browse)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Which marks"), "strong"))
        column.addWidget(self.all)
        column.addWidget(self.this)
        column.addSpacing(8)
        column.addWidget(label(self.tr("Into a Markdown file"), "strong"))
        column.addLayout(line)
        column.addWidget(self._hint)
        column.addSpacing(6)
        column.addWidget(self._buttons)
        self.path.textChanged.connect(self._check)
        self._check()

    def _target(self) -> Path | None:
        """The path that is typed; None while it names no file yet, as "/" or "~no" on the way to a longer one."""
        text = self.path.text().strip()
        try:
            path = Path(text).expanduser()
            return path if path.suffix or not path.name or _is(path, Path.is_dir) else path.with_suffix(".md")
        except (RuntimeError, ValueError):
            return None

    def _check(self) -> None:
        path = self._target()
        exists = path is not None and _is(path, Path.exists)
        folder = path is not None and _is(path, Path.is_dir)
        self._export.setEnabled(path is not None and bool(path.name) and path.is_absolute() and not folder)
        self._hint.setText(
            self.tr("This is a folder; add a file name.") if folder
            else self.tr("This file exists and will be replaced.") if exists
            else self.tr("Each note has its quote, section, reference and date. The file is not encrypted.")
        )  # fmt: skip

    def _browse(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self.tr("Export notes"), self.path.text(), self.tr("Markdown (*.md)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )  # fmt: skip
        # Qt writes the folders that were visited into a settings file of its own, even when told not to.
        QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")
        if chosen:
            self.path.setText(QDir.toNativeSeparators(chosen))

    def _accept(self) -> None:
        path = self._target()
        if path is not None and self._export.isEnabled():
            self.export_wanted.emit(path, self.this.isChecked())
            self.accept()


def _is(path: Path, question: Callable[[Path], bool]) -> bool:
    """False also where the system does not say: a name too long, a folder that may not be looked into."""
    try:
        return question(path)
    except OSError:
        return False
