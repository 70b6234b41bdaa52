"""The export dialog takes whatever is typed into it, key by key, and gives a file the ending of its format."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument

from reader.core.export import SUFFIXES
from reader.ui.dialogs.export import Choice, ExportDialog
from reader.ui.dialogs.formats import FORMATS
from reader.ui.taking_out import Preview, Scope


@pytest.fixture
def dialog(qapp: Any) -> Iterator[ExportDialog]:
    dialog = ExportDialog([Choice("All marks (2)", Scope())], None, "markdown", 18)
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


def test_every_format_of_the_core_is_offered_with_its_ending(dialog: ExportDialog) -> None:
    assert {each.form: each.suffix for each in FORMATS} == SUFFIXES | {"pdf": ".pdf"}


@pytest.mark.parametrize("number", range(len(FORMATS)))
def test_a_name_without_an_ending_gets_that_of_the_format(dialog: ExportDialog, tmp_path: Path, number: int) -> None:
    wanted: list[tuple[Path, str]] = []
    dialog.export_wanted.connect(lambda path, wish: wanted.append((path, wish.form)))
    dialog.formats.setCurrentIndex(number)
    dialog.path.setText(str(tmp_path / "my notes v1.2"))
    dialog._accept()
    assert wanted == [(tmp_path / f"my notes v1.2{FORMATS[number].suffix}", FORMATS[number].form)]


def test_the_ending_follows_the_format(dialog: ExportDialog) -> None:
    for number, each in enumerate(FORMATS):
        dialog.formats.setCurrentIndex(number)
        assert dialog.path.text().endswith(each.suffix)


def test_a_preview_loads_no_file_and_no_address(dialog: ExportDialog, tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    assert dialog.grab().save(str(picture))
    dialog.show_preview(Preview(f'<p>before</p><img src="{picture.as_uri()}"><img src="http://localhost/x.png">', 1, 1))
    document = dialog.shown.document()
    document.size()  # lays out
    assert document.resource(QTextDocument.ResourceType.ImageResource, QUrl(picture.as_uri())).width() == 1


def test_a_refusal_is_one_sentence_and_the_dialog_stays_to_mend_it(dialog: ExportDialog, tmp_path: Path) -> None:
    dialog.path.setText(str(tmp_path / "x.md"))
    dialog._accept()
    assert not dialog._export.isEnabled()
    dialog.show_trouble("The disk is full.")
    assert dialog.isVisible()
    assert dialog._export.isEnabled()
    assert dialog._state.text() == "The disk is full."
