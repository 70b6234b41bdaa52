"""Six colours that differ without colour: by the pattern of their lines; and every tint can be read on."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter

from reader.core.marks import COLOURS
from reader.core.paths import find_paths
from reader.ui.reading.signs import PATTERNS, draw_line, swatch
from reader.ui.theme import NAMES, load_theme
from tests.ui.test_theme import contrast

THEMES = find_paths().resources / "themes"


@pytest.mark.parametrize("name", NAMES)
def test_text_and_line_can_be_seen_on_every_tint(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    text, line = (7.0, 4.5) if name == "contrast" else (4.5, 3.0)
    for colour in COLOURS:
        assert contrast(theme.text["ink"], theme.mark[colour]) >= text, colour
        for ground in (theme.mark[colour], theme.ground["page"], theme.ground["card"], theme.ground["panel"]):
            assert contrast(theme.bar[colour], ground) >= line, (colour, ground)


@pytest.mark.parametrize("name", NAMES)
def test_tags_and_badges_can_be_read(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    least = 7.0 if name == "contrast" else 4.5
    assert contrast(theme.text["ink"], theme.ground["raised"]) >= least


def _drawn(pattern: str) -> QImage:
    """A line as it is under words of 18 pixels, black on white: what a printer without colour makes of it."""
    picture = QImage(120, 12, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_line(painter, pattern, QColor("black"), 4, 116, 6, 1.4)
    return picture


def test_no_two_lines_look_alike_without_colour(qapp: Any) -> None:
    assert set(PATTERNS) == set(COLOURS)
    drawn = {colour: bytes(_drawn(pattern).constBits()) for colour, pattern in PATTERNS.items()}
    for one, two in combinations(COLOURS, 2):
        ink = sum(255 - level for colour in (one, two) for level in drawn[colour])
        differs = sum(abs(a - b) for a, b in zip(drawn[one], drawn[two], strict=True))
        assert differs >= 0.25 * ink, (one, two)


@pytest.mark.parametrize("name", NAMES)
def test_every_swatch_has_the_tint_and_the_line_of_its_colour(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    for colour in COLOURS:
        picture = swatch(theme, colour).toImage()
        seen = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}
        assert {theme.mark[colour], theme.bar[colour]} <= seen, colour
