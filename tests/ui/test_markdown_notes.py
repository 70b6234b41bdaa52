"""Notes in Markdown on cards: shown, never interpreted as anything else, and never expensive."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStyleOptionViewItem

from reader.core.marks import PlacedMark
from reader.core.paths import find_paths
from reader.core.types import Location, Point
from reader.ui.models.rows import RowsModel
from reader.ui.panels.cards import CardList, MarkCard
from reader.ui.panels.markdown import AT_MOST, LINE, render
from reader.ui.panels.marked import explain, say
from reader.ui.theme import load_theme
from tests.builders import mark

THEME = load_theme(find_paths().resources / "themes", "light")


def _shown(note: str) -> tuple[str, list[tuple[str, str]]]:
    made = render(note)
    return made.text, [(made.text[start:end], style) for start, end, style in made.styles]


@pytest.mark.parametrize(
    ("note", "text", "styles"),
    [
        ("plain words", "plain words", []),
        ("a **bold** word", "a bold word", [("bold", "bold")]),
        ("an *italic* and an _italic_", "an italic and an italic", [("italic", "italic")] * 2),
        ("***both***", "both", [("both", "bold"), ("both", "italic")]),
        ("**bold _and_**", "bold and", [("bold ", "bold"), ("and", "bold"), ("and", "italic")]),
        ("~~gone~~ `code *x*`", "gone code *x*", [("gone", "struck"), ("code *x*", "code")]),
        ("# Head", "Head", [("Head", "bold")]),
        ("- one\n* two\n\n1. three", f"• one{LINE}• two{LINE}1. three", []),
        ("- [ ] open\n- [x] done", f"☐ open{LINE}☑ done", []),
        ("> quoted\n---\nafter", f"quoted{LINE}after", []),
        ("```\nx = *1*\n```", "x = *1*", [("x = *1*", "code")]),
        ("5 * 3 * 2, 2*3*4, snake_case_name", "5 * 3 * 2, 2*3*4, snake_case_name", []),
        (r"\*not italic\* \<b>", "*not italic* <b>", []),
        ("[words](javascript:alert(1)) here", "words here", [("words", "link")]),
        ("![a picture](http://host/x.png)", "a picture", []),
        ("<b>raw</b> <script>alert(1)</script>", "<b>raw</b> <script>alert(1)</script>", []),
        ("*المشرف*", "المشرف", [("المشرف", "bold")]),
        ("👩🏽‍⚕️ **🙂** x", "👩🏽‍⚕️ 🙂 x", [("🙂", "bold")]),
        ("", "", []),
    ],
)  # fmt: skip
def test_markdown_becomes_text_with_styles(note: str, text: str, styles: list[tuple[str, str]]) -> None:
    assert _shown(note) == (text, styles)


@pytest.mark.parametrize("part", ["*", "_*", "[", "**a ", "`", "![](", "~~a", "> ", "- ", "[a](", "\n", "**a_*"])
def test_a_megabyte_of_anything_is_looked_at_as_far_as_a_card_shows(part: str) -> None:
    assert len(render(part * (1_000_000 // len(part))).text) <= 2 * AT_MOST


def _row(text: str = "", **changes: Any) -> PlacedMark:
    place = Location("sample", Point("p1", 0), Point("p1", 5))
    return PlacedMark(replace(mark(text=text), **changes), place, "ICAT-SMP-2024 para 1", (), (0, 0))


def _heights(rows: list[PlacedMark], direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight) -> list[int]:
    cards = CardList("Marks", None)
    cards.setLayoutDirection(direction)
    cards.resize(280, 500)
    model = RowsModel(str, lambda row: row.mark.id, cards)
    model.show_rows(rows)
    cards.setModel(model)
    card = MarkCard(THEME, cards)
    cards.setItemDelegate(card)
    cards.grab()  # and it can be painted
    return [card.sizeHint(QStyleOptionViewItem(), model.index(n, 0)).height() for n in range(len(rows))]


@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_card_has_room_for_tags_and_badges_and_never_for_all_of_a_thousand(
    qapp: Any, direction: Qt.LayoutDirection
) -> None:
    plain, tagged, badged, many, long = _heights(
        [
            _row(),
            _row(tags=("legal",)),
            replace(_row(layer="l1"), verdict="changed"),
            _row(tags=tuple(f"tag {n}" for n in range(1_000))),
            _row(tags=("x" * 100_000,)),
        ],
        direction,
    )
    assert plain < tagged == badged == long < many < plain + 60


def test_a_card_says_in_words_what_it_shows_by_signs(qapp: Any) -> None:
    row = replace(_row("**Ask** her", tags=("a, b", "legal"), layer="l1", colour="pink"), verdict="unsure")
    said = say(row, {"pink": "ask supervisor"}, {"l1": "Amara"})
    for part in (
        "Note",
        "para 1",
        "First",
        "Ask her",
        "Pink: ask supervisor",
        "a, b, legal",
        "cannot be told for certain",
        "From Amara",
    ):
        assert part in said
    assert explain(_row(), {}, {}) == ["Yellow"]
