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
        for tone in ("ink", "accent"):  # a link keeps its colour under a highlight
            assert contrast(theme.text[tone], ground) >= least, (tone, ground)
    for kind in ("gone", "new"):
        for ground in (theme.diff[f"{kind}_ground"], theme.ground["page"], theme.ground["panel"], theme.ground["card"]):
            assert contrast(theme.diff[kind], ground) >= least, (kind, ground)
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
    for ground in theme.ground.values():
        assert contrast(theme.line["focus"], ground) >= 3, ground
    for ground in ("chrome", "panel", "page", "card", "field", "raised"):
        assert contrast(theme.line["control"], theme.ground[ground]) >= 3, ground
    for colour, bar in theme.bar.items():
        for ground in (theme.ground["card"], theme.ground["page"], theme.mark[colour]):
            assert contrast(bar, ground) >= 3, colour


_RULE = re.compile(r"([^{}]+)\{([^}]*)\}")
_COLOUR = re.compile(r"(?:^|;)\s*([\w-]+):[^;#]*?(#[0-9a-f]{6})")


def _rules(name: str) -> list[tuple[str, dict[str, str]]]:
    """Selectors and what they colour, in the colours of a theme as its palette has them; without what is disabled."""
    theme, sheet = load_theme(THEMES, name), (THEMES / "window.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"@(ground|text|line)_(\w+)@", lambda found: getattr(theme, found[1])[found[2]], sheet)
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    rules = [(selector.strip(), dict(_COLOUR.findall(body))) for selector, body in _RULE.findall(sheet)]
    return [(selector, colours) for selector, colours in rules if ":disabled" not in selector]


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_the_style_sheet_can_be_read(qapp: Any, name: str) -> None:
    """Text on the ground of its own rule; where it has none, on all grounds that lie under whole panels."""
    theme, least, checked = load_theme(THEMES, name), 7.0 if name == "contrast" else 4.5, 0
    under = [theme.ground[ground] for ground in ("chrome", "panel", "page", "card", "field", "selected", "hover")]
    for selector, colours in _rules(name):
        for text, ground in (("color", "background"), ("selection-color", "selection-background-color")):
            if text in colours:
                for each in [colours[ground]] if ground in colours else under:
                    assert contrast(colours[text], each) >= least, (selector, colours[text], each)
                    checked += 1
        if ":focus" in selector:
            edge = colours.get("border-color", colours.get("border"))
            assert (
                edge is None
                or edge == colours.get("background")
                or all(contrast(edge, each) >= 3 for each in (*under, theme.ground["raised"]))
            ), selector
    assert checked > 100


@pytest.mark.parametrize("name", NAMES)
def test_fields_can_be_found_by_their_edges(qapp: Any, name: str) -> None:
    theme, rules = load_theme(THEMES, name), dict(_rules(name))
    for field in (
        "#searchField",
        "QPlainTextEdit, QLineEdit",
        "QComboBox",
        "QCheckBox::indicator, QRadioButton::indicator",
    ):
        for ground in ("chrome", "panel", "page", "card"):
            assert contrast(rules[field]["border"], theme.ground[ground]) >= 3, (field, ground)


def test_the_style_sheet_has_every_colour_it_asks_for(qapp: Any) -> None:
    assert not re.findall(r"@\w+@", style_sheet(THEMES))


def test_a_change_of_theme_looks_like_a_start_with_it(driver: Any, qapp: Any) -> None:
    driver.search("child")
    window, sheet = driver.window, qapp.styleSheet()
    for name in ("dark", "contrast"):
        window.look.set_theme(name)
        driver.settle()
        parts = (window.field, window.side, window.breadcrumb, window.page.viewport(), window.notes)
        changed = [part.grab().toImage() for part in parts]
        qapp.setStyleSheet(sheet + "\n")  # as a start does: everything is polished anew
        driver.wait_until(lambda parts=parts, changed=changed: changed == [part.grab().toImage() for part in parts])
        qapp.setStyleSheet(sheet)


def test_what_was_hidden_has_the_new_theme_when_it_is_shown(driver: Any) -> None:
    driver.window.look.set_theme("dark")
    driver.window.going.show_home()
    ground = QColor(driver.window.look.theme.ground["page"])
    driver.wait_until(lambda: driver.home.grab().toImage().pixelColor(4, 4) == ground)
