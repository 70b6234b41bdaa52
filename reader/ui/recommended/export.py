"""A checklist on its way out: the dialog for its gap table, and what the dialog asks."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reader import words
from reader.core.errors import Trouble
from reader.core.gaps import GapTable
from reader.core.marks import Checklist
from reader.core.workspace import GAP_FORMATS
from reader.ui.dialogs.alive import Alive
from reader.ui.dialogs.gaps import GapsDialog
from reader.ui.look import Look
from reader.ui.session import Session

_AS_TEXT = ("csv",)
"""Formats whose preview is the file itself; the others are for reading, and their preview is a page."""


class GapExport(QObject):
    def __init__(self, session: Session, look: Look, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._look, self._window = session, look, window
        self._folder: Path | None = None  # of the last file
        self._form = GAP_FORMATS[0]

    def open(self, checklist: Checklist) -> None:
        notes, out = self._session.workspace.notes, self._session.taking_out
        dialog = GapsDialog(checklist.name, self._folder, self._form, self._look.size, self._window)
        alive = Alive(dialog)

        def preview(form: str) -> None:
            def show(table: GapTable) -> None:
                as_text = form in _AS_TEXT
                made = notes.render_gaps(table, form).decode("utf-8-sig") if as_text else notes.preview_gaps(table)
                dialog.show_preview(made, not as_text, len(table.rows))

            out.gaps(checklist.id, alive(show), alive(lambda trouble: dialog.show_no_preview(words.sentence(trouble))))

        def export(path: Path, form: str) -> None:
            self._form, self._folder = form, path.parent

            def failed(trouble: Trouble) -> None:
                if alive.yes:
                    dialog.show_trouble(words.sentence(trouble))
                else:
                    self._session.notes.trouble.emit(trouble)

            out.gaps(
                checklist.id, lambda table: out.write_gaps(path, table, form, alive(dialog.accept), failed), failed
            )

        dialog.preview_wanted.connect(preview)
        dialog.export_wanted.connect(export)
        dialog.open()
