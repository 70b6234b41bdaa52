"""Taking notes out: which ones, in which format, into which file, and how it will look."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from reader.ui.dialogs.formats import FORMATS
from reader.ui.dialogs.out import OutDialog
from reader.ui.dialogs.paper import Paper
from reader.ui.panels.chooser import Chooser
from reader.ui.panels.parts import label
from reader.ui.taking_out import RENDERED, Preview, Scope, Wish


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of "Which marks": a scope, or a kind of scope of which one is chosen below."""

    text: str
    scope: Scope | None = None
    values: tuple[tuple[str, Scope], ...] = ()


class ExportDialog(OutDialog):
    preview_wanted = Signal(object)  # Wish
    export_wanted = Signal(object, object)  # Path, Wish

    def __init__(
        self, choices: Sequence[Choice], folder: Path | None, form: str, text_size: int, parent: QWidget | None = None
    ) -> None:
        super().__init__("", FORMATS, form, Paper(), text_size, parent)
        self.setWindowTitle(self.tr("Export notes"))
        self.scopes, self.values = Chooser(self.tr("Which marks")), Chooser("")
        self._choices: list[Choice] = []
        self.bare = QCheckBox(self.tr("Leave out personal details"))
        self.author = QLineEdit()
        self.author.setMaxLength(200)
        self.author.setPlaceholderText(self.tr("Your name, if it should be in the file"))
        self.author.setAccessibleName(self.tr("Your name, if it should be in the file"))
        bare_hint = label(self.tr("No author, no names of colleagues, no time of day."), "muted", True)
        self.show_choices(choices)
        which: tuple[str, tuple[QWidget, ...]] = self.tr("Which marks"), (self.scopes, self.values)
        about_you = self.tr("About you"), (self.author, self.bare, bare_hint)
        self._arrange((which,), (about_you,), folder, f"ICAT notes {date.today().isoformat()}")
        self.scopes.currentIndexChanged.connect(self._scope_changed)
        self.values.currentIndexChanged.connect(self._changed)
        self.bare.toggled.connect(self._bare_changed)
        self.author.textChanged.connect(self._changed)

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
    def wish(self) -> Wish:
        choice = self._choices[self.scopes.currentIndex()]
        scope = self.values.currentData() if choice.values else choice.scope
        return Wish(scope or Scope(), self._format.form, self.bare.isChecked(), self.author.text().strip())

    def _bare_changed(self, bare: bool) -> None:
        self.author.setEnabled(not bare)
        self._changed()

    # -- what comes of it ------------------------------------------------------------------------------------

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

    def _ask_for_file(self, path: Path) -> None:
        self.export_wanted.emit(path, self.wish)
