"""A text with its changes: to the character, in every direction, and never more than can be read."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from reader.core.excerpts import Excerpt, Piece, compare
from reader.core.paths import find_paths
from reader.ui.panels.diff import DiffText, said, shortened
from reader.ui.theme import NAMES, load_theme
from tests.ui.test_theme import contrast

THEMES = find_paths().resources / "themes"


@pytest.fixture
def diff(qapp: Any) -> DiffText:
    made = DiffText(load_theme(THEMES, "light"), "Changes")
    made.resize(400, 100)
    return made


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    return compare(Excerpt(old, 0, 4), Excerpt(new, 0, 4))


def test_the_words_that_are_meant_are_cut_out_exactly() -> None:
    pieces = compare(Excerpt("one two three four", 4, 13), Excerpt("one two 3 four", 4, 9))
    assert pieces == (
        Piece("same", "one "), Piece("same", "two ", True), Piece("gone", "three", True), Piece("new", "3", True),
        Piece("same", " four"),
    )  # fmt: skip


def test_without_a_new_text_the_old_one_stays_as_it_was() -> None:
    assert compare(Excerpt("one two", 4, 7), None) == (Piece("same", "one "), Piece("same", "two", True))


def test_each_paragraph_runs_in_its_own_direction(diff: DiffText) -> None:
    diff.show_pieces(_pieces("left to right\nمن اليمين إلى اليسار", "left to right\nمن اليمين حتى اليسار"))
    first = diff.document().begin()
    assert first.blockFormat().layoutDirection() == Qt.LayoutDirection.LeftToRight
    assert first.next().blockFormat().layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert first.next().text() == "من اليمين \u2212إلى +حتى اليسار"


def test_a_long_unchanged_stretch_is_cut_and_the_change_is_not() -> None:
    around = "word " * 400
    pieces = shortened(_pieces(f"{around}old {around}", f"{around}new {around}"))
    assert [piece.text for piece in pieces if piece.kind != "same"] == ["old", "new"]
    assert sum(len(piece.text) for piece in pieces) < 1_000
    assert "…" in pieces[1].text


def test_a_megabyte_is_cut_to_what_can_be_read(diff: DiffText) -> None:
    diff.show_pieces((Piece("gone", "x" * 1_000_000), Piece("new", "y " * 500_000)))
    assert len(diff.toPlainText()) < 13_000
    assert diff.viewport().width() >= diff.document().idealWidth() - 1


def test_a_screen_reader_hears_what_is_gone_and_what_is_new() -> None:
    assert said(_pieces("must not", "should not")) == "[gone: must] [new: should] not"


def test_a_border_of_the_mark_inside_of_a_change_is_no_second_change(diff: DiffText) -> None:
    diff.show_pieces(_pieces("must not", "should not"))
    assert diff.toPlainText() == "\u2212must +should not"


def test_mark_up_in_a_text_is_text(diff: DiffText) -> None:
    diff.show_pieces((Piece("same", "<b>bold</b> &amp;"),))
    assert diff.toPlainText() == "<b>bold</b> &amp;"


@pytest.mark.parametrize("name", NAMES)
def test_gone_and_new_can_be_read_on_their_grounds(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    least = 7.0 if name == "contrast" else 4.5
    for kind in ("gone", "new"):
        for ground in (theme.diff[f"{kind}_ground"], theme.ground["page"], theme.ground["panel"]):
            assert QColor(ground).isValid()
            assert contrast(theme.diff[kind], ground) >= least, (kind, ground)
