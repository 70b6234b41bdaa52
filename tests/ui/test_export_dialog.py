"""The export dialog takes whatever is typed into it, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from reader.ui.dialogs.export import ExportDialog


@pytest.fixture
def dialog(qapp: Any) -> Iterator[ExportDialog]:
    dialog = ExportDialog(1, 2, "A title", None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    dialog.open()
    yield dialog
    dialog.deleteLater()


def test_the_folder_that_is_offered_exists(dialog: ExportDialog) -> None:
    assert Path(dialog.path.text()).parent.is_dir()


@pytest.mark.parametrize("typed", ["/", ".", "..", "~", "~nobody-has-this-name/x", "", " ", "\x00", "/" + "x" * 300])
def test_no_path_on_the_way_to_a_longer_one_is_an_error(dialog: ExportDialog, typed: str) -> None:
    dialog.path.setText(typed)
    assert len(typed) > 100 or not dialog._export.isEnabled()


def test_a_name_without_an_ending_gets_one(dialog: ExportDialog, tmp_path: Path) -> None:
    wanted: list[Path] = []
    dialog.export_wanted.connect(lambda path, _: wanted.append(path))
    dialog.path.setText(str(tmp_path / "my notes"))
    dialog._accept()
    assert wanted == [tmp_path / "my notes.md"]
