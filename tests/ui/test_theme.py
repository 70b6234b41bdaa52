"""Colours that can be read: contrast by WCAG 2.2, computed for every theme."""

from __future__ import annotations

import re
from typing import Any

import pytest
from PySide6.QtGui import QColor

from reader.core.marks import COLOURS
from reader.core.paths import find_paths
from reader.ui.theme import NAMES, load_theme, style_sheet

THEMES = find_paths().resources / "themes"


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", NAMES)
def test_all_text_can_be_read_on_all_its_grounds(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    least = 7.0 if name == "contrast" else 4.5
    for tone in ("ink", "muted", "faint", "accent", "danger"):
        for ground in ("chrome", "panel", "page", "card", "field", "selected", "hover"):
            assert contrast(theme.text[tone], theme.ground[ground]) >= least, (tone, ground)
    assert contrast(theme.text["muted"], theme.ground["raised"]) >= least
    assert contrast(theme.text["on_accent"], theme.text["accent"]) >= least


@pytest.mark.parametrize("name", NAMES)
def test_marked_and_found_text_can_be_read(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    least = 7.0 if name == "contrast" else 4.5
    for ground in theme.mark.values():
        assert contrast(theme.text["ink"], ground) >= least, ground
    for kind in ("word", "current"):
        assert contrast(theme.hit[f"{kind}_text"], theme.hit[kind]) >= least, kind


@pytest.mark.parametrize("name", NAMES)
def test_the_open_hit_stands_out_from_the_others_and_from_marks(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    current = theme.hit["current"]
    assert contrast(current, theme.hit["word"]) >= 1.1
    assert all(contrast(current, mark) >= 1.2 for mark in theme.mark.values())


@pytest.mark.parametrize("name", NAMES)
def test_focus_and_mark_bars_stand_out(qapp: Any, name: str) -> None:
    theme = load_theme(THEMES, name)
    assert set(theme.mark) == set(theme.bar) == set(COLOURS)
    for ground in ("panel", "page", "chrome"):
        assert contrast(theme.line["focus"], theme.ground[ground]) >= 3
    for colour in theme.bar.values():
        assert contrast(colour, theme.ground["card"]) >= 2.2


@pytest.mark.parametrize("name", NAMES)
def test_the_style_sheet_has_every_colour_it_asks_for(qapp: Any, name: str) -> None:
    assert not re.findall(r"@\w+@", style_sheet(THEMES, load_theme(THEMES, name)))
