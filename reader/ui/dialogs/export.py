"""Taking notes out: which ones, in which format, into which file, and how it will look.

The dialog asks for a preview whenever a choice changes, and shows what it is given; it writes nothing itself. It stays
until the file is there: what went wrong is said here, where it can be mended.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QByteArray, QDir, QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QImage, QResizeEvent, QTextDocument
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from reader.ui import fonts
from reader.ui.dialogs.files import choose_file, documents_folder, holds
from reader.ui.dialogs.formats import FORMATS, SUFFIXES, Format, tr
from reader.ui.dialogs.halves import Halves
from reader.ui.look import USUAL
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import announce, label, scrolled
from reader.ui.taking_out import RENDERED, Preview, Scope, Wish

_WIDE = 760  # pixels from which the preview stands beside the choices
_FORM_WIDTH = 330
_PAUSE_MS = 150
_POINTS = re.compile(r'(style="[^"]*font-size:)([\d.]+)pt')


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of "Which marks": a scope, or a kind of scope of which one is chosen below."""

    text: str
    scope: Scope | None = None
    values: tuple[tuple[str, Scope], ...] = ()


class ExportDialog(QDialog):
    preview_wanted = Signal(object)  # Wish
    export_wanted = Signal(object, object)  # Path, Wish

    def __init__(
        self, choices: Sequence[Choice], folder: Path | None, form: str, text_size: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Export notes"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._text_size = text_size
        self._writing = False
        self.scopes, self.values, self.formats = (
            Chooser(self.tr("Which marks")),
            Chooser(""),
            Chooser(self.tr("Format")),
        )
        self._choices: list[Choice] = []
        self._hint, self._state = label("", "muted", True), label("", "muted", True)
        self.bare = QCheckBox(self.tr("Leave out personal details"))
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setPlaceholderText(self.tr("Your name, if it should be in the file"))
        self.author.setAccessibleName(self.tr("Your name, if it should be in the file"))
        name = f"ICAT notes {date.today().isoformat()}"
        self.path = QLineEdit()
        self.path.setAccessibleName(self.tr("File"))
        self._browse = QPushButton(self.tr("Choose…"))
        self._browse.setAutoDefault(False)
        self._browse.clicked.connect(self._choose_file)
        self.shown = _Paper()
        self.shown.setAccessibleName(self.tr("Preview"))
        self._shown_hint = label(self.tr("Preview"), "muted", True)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._export = self._buttons.addButton(self.tr("Export"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._export.setDefault(True)
        self._build()
        for each in FORMATS:
            self.formats.addItem(tr(each.name), each)
        self.formats.setCurrentIndex(max(0, [each.form for each in FORMATS].index(form)))
        self.path.setText(QDir.toNativeSeparators(str((folder or documents_folder()) / (name + self._format.suffix))))
        self._ask = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._ask.timeout.connect(self._ask_for_preview)
        self.show_choices(choices)
        self._connect()
        self._format_changed()
        self._check()
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(940, 620).boundedTo(screen - QSize(40, 60)))
        self.scopes.setFocus()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self) -> None:
        form = QWidget()
        bare_hint = label(self.tr("No author, no names of colleagues, no time of day."), "muted", True)
        column = QVBoxLayout(form)
        column.setContentsMargins(2, 2, 8, 2)
        column.setSpacing(6)
        for title, parts in (
            (self.tr("Which marks"), (self.scopes, self.values)),
            (self.tr("Format"), (self.formats, self._hint)),
            (self.tr("About you"), (self.author, self.bare, bare_hint)),
        ):
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
        choices = (self.scopes, self.values, self.formats, self.author, self.bare, self.path, self._browse)
        for one, two in pairwise((*choices, self.shown, self._export, cancel)):
            self.setTabOrder(one, two)

    def _connect(self) -> None:
        self.scopes.currentIndexChanged.connect(self._scope_changed)
        self.values.currentIndexChanged.connect(self._changed)
        self.formats.currentIndexChanged.connect(self._format_changed)
        self.bare.toggled.connect(self._bare_changed)
        self.author.textChanged.connect(self._changed)
        self.path.textChanged.connect(self._check)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._halves.fit(self.width())

    # -- choosing --------------------------------------------------------------------------------------------

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """What can be taken out; what is chosen stays so while it is there."""
        at = (self.scopes.currentIndex(), self.values.currentIndex())
        for combo in (self.scopes, self.values):
            combo.blockSignals(True)
        self._choices = list(choices)
        self.scopes.clear()
        self.scopes.addItems([choice.text for choice in choices])
        self.scopes.setCurrentIndex(max(0, at[0]))
        self._fill_values()
        self.values.setCurrentIndex(max(0, at[1]) if self.values.count() else -1)
        for combo in (self.scopes, self.values):
            combo.blockSignals(False)

    def _fill_values(self) -> None:
        choice = self._choices[self.scopes.currentIndex()]
        self.values.clear()
        for text, scope in choice.values:
            self.values.addItem(text, scope)
        self.values.setVisible(bool(choice.values))
        self.values.setAccessibleName(choice.text)

    def _scope_changed(self) -> None:
        self.values.blockSignals(True)
        self._fill_values()
        self.values.blockSignals(False)
        self._changed()

    @property
    def _format(self) -> Format:
        return self.formats.currentData()  # type: ignore[no-any-return]

    @property
    def wish(self) -> Wish:
        choice = self._choices[self.scopes.currentIndex()]
        scope = self.values.currentData() if choice.values else choice.scope
        return Wish(scope or Scope(), self._format.form, self.bare.isChecked(), self.author.text().strip())

    def _format_changed(self) -> None:
        self._hint.setText(tr(self._format.hint))
        text = self.path.text()
        suffix = next((each for each in SUFFIXES if text.lower().endswith(each)), "")
        if suffix:
            self.path.setText(text[: -len(suffix)] + self._format.suffix)
        self._changed()

    def _bare_changed(self, bare: bool) -> None:
        self.author.setEnabled(not bare)
        self._changed()

    def _changed(self) -> None:
        self._ask.start()
        self._check()

    # -- the preview -----------------------------------------------------------------------------------------

    def _ask_for_preview(self) -> None:
        self.preview_wanted.emit(self.wish)

    def show_preview(self, preview: Preview) -> None:
        rich = self.wish.form in RENDERED
        self.shown.show_text(preview.text, rich, self._text_size)
        whole = self.tr("Preview: {n} marks") if preview.total != 1 else self.tr("Preview: 1 mark")
        part = self.tr("Preview: first {shown} of {n} marks")
        sentence = part if preview.shown < preview.total else whole
        self._shown_hint.setText(sentence.format(n=f"{preview.total:,}", shown=f"{preview.shown:,}"))
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
            self.export_wanted.emit(path, self.wish)

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


class _Paper(QTextBrowser):
    """Shows HTML and loads nothing for it: no file, no address."""

    def __init__(self) -> None:
        super().__init__()
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
            self.document().setDefaultFont(fonts.reading_font(round(14 * scale)))
            self.setHtml(_POINTS.sub(lambda found: f"{found[1]}{float(found[2]) * scale:.1f}pt", text))
        else:
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
            fixed.setPixelSize(round(12 * scale))
            self.document().setDefaultFont(fixed)
            self.setPlainText(text)
