"""Choosing a file, and what can be said of a path while it is typed.

Qt writes the folders that were visited into a settings file of its own, even when told not to, and does so when its
dialog is deleted: what somebody keeps on their stick is nobody's business, so that is removed again.
"""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDir, QSettings, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(
    parent: QWidget, title: str, start: str, kinds: str, chosen: Callable[[str], None], saving: bool = False,
    suffix: str = "",
) -> QFileDialog:  # fmt: skip
    """Ask for a file; `chosen` hears of its path, or of nothing when no file was chosen. Returns at once.

    With a `suffix` the file is written at once: a name without one gets it, and the dialog asks before it replaces."""
    dialog = QFileDialog(parent, title, start, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if suffix:
        dialog.setDefaultSuffix(suffix)
    else:
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # our own dialog tells
    if saving:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(start)
    else:
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda path: chosen(QDir.toNativeSeparators(path)))
    dialog.destroyed.connect(_forget)
    dialog.open()
    return dialog


def _forget() -> None:
    QSettings(QSettings.Scope.UserScope, "QtProject").remove("FileDialog")


def documents_folder() -> Path:
    """The user's documents, else the home folder: the first may not exist."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents if holds(Path(documents), Path.is_dir) else QDir.homePath())


def holds(path: Path, question: Callable[[Path], bool]) -> bool:
    """False also where the system does not say: a name too long, a folder that may not be looked into."""
    try:
        return question(path)
    except (OSError, ValueError):
        return False
