"""Taking a checklist out as a gap table: in which format, into which file, and how it will look."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from reader.core.workspace import GAP_FORMATS
from reader.ui.dialogs.formats import FORMATS, Format
from reader.ui.dialogs.out import OutDialog
from reader.ui.dialogs.paper import Paper
from reader.ui.panels.parts import label

_EMS = 60
"""The width that the table wants, as `preview_gaps` says."""
_NO_FILE_NAME = dict.fromkeys(map(ord, '<>:"/\\|?*'), " ")
_LONGEST = 80  # characters of the name of a checklist in a file's


class GapsDialog(OutDialog):
    preview_wanted = Signal(str)  # the format
    export_wanted = Signal(object, str)  # Path, the format

    def __init__(
        self, name: str, folder: Path | None, form: str, text_size: int, parent: QWidget | None = None
    ) -> None:
        """`name` is that of the checklist."""
        by_form = {each.form: each for each in FORMATS}
        super().__init__("", [_told(by_form[each]) for each in GAP_FORMATS], form, Paper(_EMS), text_size, parent)
        self.setWindowTitle(self.tr("Export the gap table"))
        whose = label(self.tr("What the texts ask and of whom, beside what you noted of it."), "muted", True)
        shown = label(name, "", True)
        file = " ".join(name.translate(_NO_FILE_NAME).split())[:_LONGEST].strip(" .")
        file_name = f"{file or self.tr('Gap table')} {date.today().isoformat()}"
        self._arrange([(self.tr("Checklist"), (shown, whose))], [], folder, file_name)

    def _ask_for_preview(self) -> None:
        self.preview_wanted.emit(self._format.form)

    def show_preview(self, text: str, rich: bool, rows: int) -> None:
        """`text` is HTML where it is `rich`."""
        self.shown.show_text(text, rich, self._text_size)
        said = self.tr("Preview: 1 recommendation") if rows == 1 else self.tr("Preview: {n} recommendations")
        self._shown_hint.setText(said.format(n=f"{rows:,}"))
        self._check()

    def _ask_for_file(self, path: Path) -> None:
        self.export_wanted.emit(path, self._format.form)


def _told(form: Format) -> Format:
    """The same formats as for notes, with what they are good for here."""
    return Format(form.form, form.name, form.suffix, _HINTS[form.form])


def _mark(text: str) -> str:
    """Marks a text for translation; it is translated when it is shown."""
    return text


_HINTS = {
    "docx": _mark("For Word and LibreOffice: landscape, with sources as footnotes."),
    "csv": _mark("For spreadsheets: a row for each recommendation."),
    "html": _mark("One file for any browser."),
    "markdown": _mark("Plain text with tables, for editors and note programs."),
}
