"""A long document, which Qt lays out bit by bit: what is shown is right from the first moment, and stays."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPixmap, QWheelEvent

from reader.core.marks import PlacedMark
from reader.core.paths import find_paths
from reader.core.settings import Typesetting
from reader.core.types import Document, Location, Point
from reader.ui.reading.page import ReadingPage
from reader.ui.theme import load_theme
from tests.builders import document, mark

LIGHT, DARK = (load_theme(find_paths().resources / "themes", name) for name in ("light", "dark"))
WORDS = "The people who help victims of this crime need **resources**, training and time for each of them. " * 4
BEGINS = ("## ", "- ", "> ", "[A link](doc:other) and ", "", "", "")


@pytest.fixture(scope="module")
def long() -> Document:
    """40,000 words: headings, lists, quotes, links, and a table near the end."""
    parts = [f"{BEGINS[number % len(BEGINS)]}{number} {WORDS}" for number in range(600)]
    parts[590] = "| one | two |\n|---|---|\n" + "\n".join(f"| cell {n} | {WORDS} |" for n in range(8))
    return document(*parts)


@pytest.fixture
def page(qapp: Any) -> Iterator[ReadingPage]:
    page = ReadingPage(LIGHT, Typesetting())
    page.set_look(LIGHT, Typesetting(), QPixmap())
    page.resize(760, 600)
    page.show()
    yield page
    page.hide()
    page.deleteLater()


def _whole(long: Document, number: int) -> Location:
    leaf = long.blocks[number]
    return Location(long.info.id, Point(leaf.id, 0), Point(leaf.id, len(leaf.text)))


def _lay_out_the_rest(page: ReadingPage, qtbot: Any) -> None:
    """As the window does it while nothing else is to be done."""
    qtbot.waitSignal(page.document_shown, timeout=20_000).wait()


def _painted(page: ReadingPage) -> QImage:
    return page.viewport().grab().toImage()


@pytest.mark.parametrize("number", [3, 300, 560, -1])
def test_a_place_that_is_opened_is_in_view_at_once_and_stays(
    page: ReadingPage, qtbot: Any, long: Document, number: int
) -> None:
    page.show_document(long)
    page.go_to(_whole(long, number), flash=False)
    first, view = _painted(page), page.viewport().rect().toRectF()
    assert any(view.intersects(rect) for rect in page.rects_of(_whole(long, number)))
    _lay_out_the_rest(page, qtbot)
    assert _painted(page) == first


def test_what_is_painted_beside_the_text_is_there_from_the_first_moment(
    page: ReadingPage, qtbot: Any, long: Document
) -> None:
    page.show_document(long)
    first = _painted(page)
    _lay_out_the_rest(page, qtbot)
    assert _painted(page) == first


def test_the_place_is_kept_by_width_and_size_before_all_is_laid_out(
    page: ReadingPage, qtbot: Any, long: Document
) -> None:
    place = Point(long.blocks[500].id, 0)
    page.show_document(long, place)
    page.resize(500, 600)
    assert page.place() == place
    page.set_look(LIGHT, Typesetting(size=26), QPixmap())
    assert page.place() == place
    page.show_document(document())  # while the rest is still to be laid out
    _lay_out_the_rest(page, qtbot)
    assert page.place().block == "h1"


def test_a_theme_changes_colours_and_moves_nothing(page: ReadingPage, long: Document) -> None:
    page.show_document(long)
    page.go_to(_whole(long, 402), flash=False)
    before = page.verticalScrollBar().value(), page.rects_of(_whole(long, 402)), _painted(page)
    page.set_look(DARK, Typesetting(), QPixmap())
    dark = _painted(page)
    assert QColor(DARK.ground["page"]) in (dark.pixelColor(1, 1), dark.pixelColor(1, 300))
    page.set_look(LIGHT, Typesetting(), QPixmap())
    assert (page.verticalScrollBar().value(), page.rects_of(_whole(long, 402)), _painted(page)) == before


def test_marks_far_down_are_where_their_words_are(page: ReadingPage, long: Document) -> None:
    page.show_document(long)
    last = _whole(long, -1)
    placed = PlacedMark(mark(document=long.info.id), last, "", (), (0, 0), "exact")
    page.show_marks((placed,))
    page.go_to(last, flash=False)
    line = page.rects_of(last)[0]
    assert page.mark_at(line.center()) == placed.mark.id
    picture, row = _painted(page), round(line.bottom()) - 8  # between the letters and the line under them
    colours = {picture.pixelColor(x, row).name() for x in range(round(line.left()), round(line.right()))}
    assert {LIGHT.mark["yellow"], LIGHT.bar["yellow"]} & colours


def test_marks_can_be_clicked_after_the_text_was_made_larger(page: ReadingPage, long: Document) -> None:
    page.show_document(long)
    placed = PlacedMark(mark(document=long.info.id), _whole(long, 2), "", (), (0, 0), "exact")
    page.show_marks((placed,))
    page.set_look(LIGHT, Typesetting(size=30), QPixmap())
    page.go_to(_whole(long, 2), flash=False)
    assert page.mark_at(page.rects_of(_whole(long, 2))[-1].center()) == placed.mark.id


def test_links_and_hits_have_their_colours_wherever_one_scrolls(page: ReadingPage, long: Document) -> None:
    linked = next(number for number in range(500, 600) if long.blocks[number].text.startswith("A link"))
    page.show_document(long)
    page.show_hits({long.blocks[linked].id: ((0, 1),)})
    page.go_to(_whole(long, linked), flash=False)
    chosen = page.extraSelections()
    words = {each.cursor.selectedText(): each.format.foreground().color() for each in chosen}
    assert words["A link"] == QColor(LIGHT.text["accent"])
    assert words["A"] == QColor(LIGHT.hit["word_text"])


def test_scrolling_tells_the_block_at_the_top(page: ReadingPage, long: Document) -> None:
    told: list[str] = []
    page.show_document(long, Point(long.blocks[580].id, 0))
    page.reading.connect(told.append)
    for _ in range(90):  # through the table, nearly to the end
        where, turn = QPointF(50, 50), QPoint(0, -120)
        none, button = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
        page.wheelEvent(QWheelEvent(where, where, QPoint(), turn, button, none, Qt.ScrollPhase.NoScrollPhase, False))
        top = page.verticalScrollBar().value() + 10
        rects = ((leaf.id, page._laid.rect(number)) for number, leaf in enumerate(long.blocks))
        assert told[-1] == next((name for name, rect in rects if rect.bottom() > top), long.blocks[-1].id)
    assert told[-1] in {block.id for block in long.blocks[-6:]}
