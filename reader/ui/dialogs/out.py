"""What every dialog that writes a file has: formats, a path, a preview, and a sentence about how it went.

It asks for a preview whenever a choice changes, and shows what it is given; it writes nothing itself. It stays until
the file is there: what went wrong is said here, where it can be mended.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QDir, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from reader.ui.dialogs.files import choose_file, documents_folder, holds
from reader.ui.dialogs.formats import SUFFIXES, Format, tr
from reader.ui.dialogs.halves import Halves
from reader.ui.dialogs.paper import Paper
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import announce, label, scrolled

_WIDE = 760  # pixels from which the preview stands beside the choices
_FORM_WIDTH = 330
_PAUSE_MS = 150

Group = tuple[str, tuple[QWidget, ...]]
"""A title, and what stands below it."""


class OutDialog(QDialog):
    """Subclasses make their own choices, call `_arrange` with them, and say in `_ask_for_preview` and `_ask_for_file`
    what is wanted."""

    def __init__(
        self, title: str, formats: Sequence[Format], form: str, paper: Paper, text_size: int, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text_size = text_size
        self._writing = False
        self.formats = Chooser(self.tr("Format"))
        for each in formats:
            self.formats.addItem(tr(each.name), each)
        self.formats.setCurrentIndex(max(0, [each.form for each in formats].index(form)))
        self._hint, self._state = label("", "muted", True), label("", "muted", True)
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("File"))
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_file)
        self.shown = paper
        self.shown.setAccessibleName(self.tr("Preview"))
        self._shown_hint = label(self.tr("Preview"), "muted", True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setDefault(True)
        self._ask = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._ask.timeout.connect(self._ask_for_preview)

    def _arrange(self, above: Sequence[Group], below: Sequence[Group], folder: Path | None, name: str) -> None:
        """Lay everything out, the subclass's own choices above and below the format, and begin. `name` is that of the
        file, without a suffix."""
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(2, 2, 8, 2)
        column.setSpacing(6)
        for title, parts in (*above, (self.tr("Format"), (self.formats, self._hint)), *below):
            column.addWidget(label(title, "strong"))
            for part in parts:
                column.addWidget(part)
            column.addSpacing(10)
        line = QHBoxLayout()
        line.addWidget(self.path, 1)
        line.addWidget(self._browse)
        column.addWidget(label(self.tr("File"), "strong"))
        column.addLayout(line)
        column.addWidget(self._state)
        column.addStretch()
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self._shown_hint)
        right.addWidget(self.shown, 1)
        self._form = scrolled(form)
        self._halves = Halves(self._form, right, _WIDE, _FORM_WIDTH, narrow=(5, 2))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(20, 18, 20, 16)
        whole.setSpacing(12)
        whole.addLayout(self._halves, 1)
        whole.addWidget(self._buttons)
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        first, last = ([part for _, parts in groups for part in parts] for groups in (above, below))
        order = (*first, self.formats, *last, self.path, self._browse, self.shown, self._export, cancel)
        for one, two in pairwise(each for each in order if each.focusPolicy() != Qt.FocusPolicy.NoFocus):
            self.setTabOrder(one, two)
        file = (folder or documents_folder()) / (name + self._format.suffix)
        self.path.setText(QDir.toNativeSeparators(str(file)))
        self.formats.currentIndexChanged.connect(self._format_changed)
        self.path.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self._format_changed()
        self._check()
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(940, 620).boundedTo(screen - QSize(40, 60)))
        (*first, self.formats)[0].setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fit(self.width())

    def _ask_for_preview(self) -> None:
        raise NotImplementedError

    def _ask_for_file(self, path: Path) -> None:
        """It is to be written there."""
        raise NotImplementedError

    # -- the format and the preview --------------------------------------------------------------------------

    @property
    def _format(self) -> Format:
        return self.formats.currentData()  # type: ignore[no-any-return]

    def _format_changed(self) -> None:
        self._hint.setText(tr(self._format.hint))
        text = self.path.text()
        suffix = next((each for each in SUFFIXES if text.lower().endswith(each)), "")
        if suffix:
            self.path.setText(text[: -len(suffix)] + self._format.suffix)
        self._changed()

    def _changed(self) -> None:
        self._ask.start()
        self._check()

    def show_no_preview(self, sentence: str) -> None:
        """There is nothing to take out, or it cannot be read."""
        self.shown.clear()
        self._shown_hint.setText(sentence)
        announce(self, sentence)

    # -- the file --------------------------------------------------------------------------------------------

    def _target(self) -> Path | None:
        """The path that is typed; None while it names no file yet, as "/" or "~no" on the way to a longer one."""
        text = self.path.text().strip()
        try:
            path = Path(text).expanduser()
        except (RuntimeError, ValueError):
            return None
        if not path.name or holds(path, Path.is_dir):
            return path
        suffix = self._format.suffix
        return path if path.suffix.lower() == suffix else path.with_name(path.name + suffix)

    def _check(self) -> None:
        path = self._target()
        exists = path is not None and holds(path, Path.exists)
        folder = path is not None and holds(path, Path.is_dir)
        usable = path is not None and bool(path.name) and path.is_absolute() and not folder
        self._export.setEnabled(usable and not self._writing)
        self._say(
            self.tr("This is a folder; add a file name.") if folder
            else self.tr("This file exists and will be replaced.") if exists
            else self.tr("The file is not encrypted.")
        )  # fmt: skip

    def _say(self, sentence: str, tone: str = "muted") -> None:
        self._state.setProperty("tone", tone)
        self._state.style().polish(self._state)
        self._state.setText(sentence)

    def _choose_file(self) -> None:
        kinds = f"{tr(self._format.name)} (*{self._format.suffix})"
        choose_file(self, self.windowTitle(), self.path.text(), kinds, self.path.setText, saving=True)

    def _accept(self) -> None:
        path = self._target()
        if path is not None and self._export.isEnabled():
            self._writing = True
            self._export.setEnabled(False)
            self._say(self.tr("Writing…"))
            self._ask_for_file(path)

    def show_progress(self, page: int, pages: int) -> None:
        if page:
            self._say(self.tr("Writing page {n} of {all}…").format(n=f"{page:,}", all=f"{pages:,}"))

    def show_trouble(self, sentence: str) -> None:
        """It was not written."""
        self._writing = False
        self._check()
        self._say(sentence, "danger")
        self._form.ensureWidgetVisible(self._state)
        self.path.setFocus()
        announce(self, sentence)
