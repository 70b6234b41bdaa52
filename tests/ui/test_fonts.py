"""Nothing is smeared, slanted by Qt or drawn as a box: every letter comes from a bundled file of its own style."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QFont, QGlyphRun, QPixmap, QRawFont

from reader.core.paths import find_paths
from reader.core.settings import FACES, Typesetting
from reader.ui.fonts import ARABIC, FAMILIES, interface_font
from reader.ui.reading.page import ReadingPage
from reader.ui.theme import load_theme
from tests.builders import document

FONTS = find_paths().resources / "fonts"
SAMPLE = (
    "Plain, *slanted*, **strong**, ***both*** and H<sub>2</sub>O; [a link](doc:x).",
    "## A heading\n\n### A smaller one\n\n> Quoted, **strongly**.\n",
    "Русский, *курсив*, **жирный**, ***оба***.",
    "العربية و*بحروف مائلة* و**غليظة** و***كلتاهما***، وUNODC في *وسط UNODC النص*.",
    "> اقتباس طويل بعض الشيء\n",
    "| Head | رأس |\n|---|---|\n| *cell* | 12 |\n",
)


def _bundled() -> set[tuple[str, str]]:
    fonts = [QRawFont(str(file), 16) for file in FONTS.glob("*.ttf")]
    return {(font.familyName(), font.styleName()) for font in fonts}


def _runs(page: ReadingPage) -> Iterator[tuple[str, QFont.Style, QGlyphRun]]:
    """The words of each format on the page, the style that was asked for, and what is drawn of them."""
    for block in page._laid.blocks.values():
        page._laid.rect(block.userState())  # lays it out
        iterator = block.begin()
        while not iterator.atEnd():
            fragment, layout = iterator.fragment(), block.layout()
            start = fragment.position() - block.position()
            for run in layout.glyphRuns(start, fragment.length()):
                yield fragment.text(), fragment.charFormat().font().style(), run
            iterator += 1


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_letter_comes_from_a_bundled_file_of_its_own_style(qapp: Any, face: Any, language: str) -> None:
    theme, type = load_theme(find_paths().resources / "themes", "light"), Typesetting(face)
    page = ReadingPage(theme, type)
    page.set_look(theme, type, QPixmap())
    page.show_document(document(*SAMPLE, language=language))
    bundled, drawn = _bundled(), set()
    for words, style, run in _runs(page):
        font = run.rawFont()
        name = (font.familyName(), font.styleName())
        assert name in bundled, (words, name)
        assert (style == QFont.Style.StyleItalic) == ("Italic" in name[1]), (words, name)
        assert all(run.glyphIndexes()), words  # 0 is the box of what a font does not have
        drawn.add(name)
    page.deleteLater()
    assert {(ARABIC, "Regular"), (ARABIC, "SemiBold")} <= drawn
    own = {style for family, style in drawn if family == FAMILIES[face][0]}
    assert {"Regular", "Italic", "SemiBold", "SemiBold Italic"} <= own


def test_the_interface_has_its_three_weights(qapp: Any) -> None:
    weights = (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold)
    found = [QRawFont.fromFont(interface_font(13, weight)).styleName() for weight in weights]
    assert found == ["Regular", "Medium", "SemiBold"]


def test_every_font_has_its_licence() -> None:
    licences = {file.name.partition("-OFL")[0] for file in FONTS.glob("*-OFL.txt")}
    assert {file.name.partition("_")[0] for file in FONTS.glob("*.ttf")} == licences
