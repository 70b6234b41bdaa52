"""What people set: the settings window, and the file that keeps what they chose.

Stands beside the window, as `marking` does. Every change is on the disk half a second after the last one, wherever it
was made: power goes without asking. The file is flushed to the disk in a lane, since an old disk takes its time.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from reader import words
from reader.core.errors import Broken
from reader.core.paths import Paths
from reader.core.settings import INTERFACE_SIZES, THEMES, Settings, write_settings
from reader.ui.jobs import Lane
from reader.ui.look import Look
from reader.ui.theme import load_theme

if TYPE_CHECKING:
    from reader.ui.dialogs.settings import SettingsDialog

_PAUSE_MS = 500


class Setting(QObject):
    trouble = Signal(object)  # Broken: it could not be saved
    panel_wanted = Signal(bool, bool)  # whether the panel at the side or that of the notes; whether it is shown

    def __init__(
        self, settings: Settings, paths: Paths, look: Look, actions: dict[str, QAction], kept: Callable[[], Settings],
        window: QWidget,
    ) -> None:  # fmt: skip
        """`kept` tells what is to be kept of the window as it is now."""
        super().__init__(window)
        self._paths, self._look, self._kept, self._window = paths, look, kept, window
        self._interface_size = settings.interface_size
        self._written: Settings | None = None
        self._lane: Lane | None = None
        self._dialog: SettingsDialog | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self._save)
        look.changed.connect(self._soon.start)
        for name in ("side_panel", "notes_panel"):
            actions[name].triggered.connect(self._soon.start)
        actions["settings"].triggered.connect(self.open)

    # -- the window of settings ------------------------------------------------------------------------------

    def open(self) -> None:
        if self._dialog is not None:
            return
        from reader.ui.dialogs.settings import SettingsDialog  # noqa: PLC0415  # no dialog is loaded at a start

        folder = self._paths.resources / "themes"
        themes = {name: load_theme(folder, name) for name in THEMES if name != "system"}
        kept_in = ((self.tr("Your notes"), self._paths.notebook), (self.tr("These settings"), self._paths.settings))
        dialog = self._dialog = SettingsDialog(self._now(), themes, kept_in, self._largest(), self._window)
        dialog.chosen.connect(self._chosen)
        dialog.finished.connect(self._closed)
        dialog.open()

    def _chosen(self, settings: Settings) -> None:
        """What is another than before comes into force at once, but for the size of the interface."""
        before = self._now()
        self._interface_size = settings.interface_size
        for side, wanted, shown in (
            (True, settings.side_panel, before.side_panel), (False, settings.notes_panel, before.notes_panel),
        ):  # fmt: skip
            if wanted != shown:
                self.panel_wanted.emit(side, wanted)
        if settings.type != before.type:
            self._look.set_type(settings.type)
        if settings.theme != before.theme:
            self._look.set_theme(settings.theme)
        self._soon.start()

    def _closed(self) -> None:
        self._dialog = None
        if self._soon.isActive():
            self._soon.stop()
            self._save()

    def _largest(self) -> int:
        """The interface size, in per cent, with which the whole window is still on this screen."""
        room = self._window.screen().availableGeometry().size() * _scale()
        least = self._window.minimumSize()
        fitting = (
            size
            for size in INTERFACE_SIZES
            if least.width() * size <= room.width() * 100 and least.height() * size <= room.height() * 100
        )
        return max(fitting, default=INTERFACE_SIZES[0])

    # -- the file --------------------------------------------------------------------------------------------

    def _now(self) -> Settings:
        return replace(self._kept(), interface_size=self._interface_size)

    def _save(self) -> None:
        settings = self._now()
        if settings != self._written:
            self._written = settings
            self._lane = self._lane or Lane("settings", self)
            path = self._paths.settings
            self._lane.submit(lambda: write_settings(path, settings), self._saved, self._failed)

    def _saved(self, _: None) -> None:
        if self._dialog is not None:
            self._dialog.show_trouble("")

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Broken):
            raise error
        self._written = None
        if self._dialog is not None:
            self._dialog.show_trouble(words.sentence(error))
        self.trouble.emit(error)

    def finish(self) -> None:
        """Write what is not written yet, now; nothing personal is in there, so the window may close all the same."""
        self._soon.stop()
        if self._lane is not None:
            self._lane.close()
        if (settings := self._now()) != self._written:
            try:
                write_settings(self._paths.settings, settings)
            except Broken as error:
                self.trouble.emit(error)


def _scale() -> float:
    """By how much all sizes are multiplied now."""
    try:
        return float(os.environ.get("QT_SCALE_FACTOR", "1"))
    except ValueError:
        return 1.0
