"""The receipt as a file: complete, readable without colour, and harmless whatever the texts say."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from reader.core.errors import Broken, Refused
from reader.core.workspace import Workspace
from tests import revised

NASTY = '<script>alert(1)</script> & "x" \u202e'


@pytest.fixture
def notes(tmp_path: Path):  # type: ignore[no-untyped-def]
    first = revised.FIRST.replace("Greater action", f"Greater {NASTY} action")
    revised.edition(tmp_path / "pack", revised.FIRST)
    where = revised.prepare(tmp_path / "data", tmp_path / "pack")
    revised.mark_words(where, "p2", "Greater action is needed, globally", "yellow", f"Why? {NASTY}")
    revised.mark_words(where, "p6", "boarding passes", "blue", "")
    second = first.replace(
        "Airlines print the number of the national hotline on boarding passes and on luggage tags.\n\n", ""
    )
    revised.edition(tmp_path / "pack", second)
    workspace = Workspace(revised.prepare(tmp_path / "data", tmp_path / "pack"))
    workspace.notes.open()
    yield workspace.notes
    workspace.notes.close()


class _Tags(HTMLParser):
    """Which tags a file has, and whether they are nested as they should be."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.open: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_every_open_mark_is_in_it_with_old_and_new_words(notes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert notes.export_receipt(tmp_path / "receipt.html") == 2
    tags = _Tags()
    tags.feed((tmp_path / "receipt.html").read_text(encoding="utf-8"))
    assert tags.open == []
    assert "script" not in tags.seen
    assert NASTY in tags.text
    assert "Changed: the passage has other words now" in tags.text
    assert "Withdrawn: the passage is no longer in the text" in tags.text
    assert "ICAT-HCA-2024 para 2" in tags.text


def test_nothing_is_written_where_nothing_is_open_or_the_folder_is_missing(notes, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused, match="folder_missing"):
        notes.export_receipt(tmp_path / "none" / "receipt.html")
    (tmp_path / "folder.html").mkdir()
    with pytest.raises(Broken, match="write_failed"):
        notes.export_receipt(tmp_path / "folder.html")
    notes.keep_historical([placed.mark.id for placed in notes.marks()])
    with pytest.raises(Refused, match="nothing_to_export"):
        notes.export_receipt(tmp_path / "receipt.html")
    assert not (tmp_path / "receipt.html").exists()
