"""Highlights exact to the character, in every script; overlapping and touching ones; what a click chooses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPixmap, QTextCharFormat, QTextLayout
from PySide6.QtTest import QTest

from reader.core.marks import PlacedMark
from reader.core.paths import find_paths
from reader.core.settings import Typesetting
from reader.core.types import Document, Location, Point
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.positions import to_utf16
from reader.ui.theme import load_theme
from tests.builders import document, document_text, mark, pack, places

MIXED = (
    "A word in Arabic, العربية, stands here, and 中文 too; offices fill.",
    "The doctor 👩🏽‍⚕️ and a family 👨‍👩‍👧 come 🙂, e\u0301 and o\u0323\u0308 are letters.",
    "- first item with 🇰🇪 a flag\n- بند باللغة العربية 15 (UNICEF 2021)",
)
ARABIC = (
    "لا تجرى مقابلة مع الطفل (UNICEF 2021) في 15 دقيقة 👩🏽‍⚕️ ولا غيرها.",
    "- تسجل المقابلة مرة واحدة\n- يحضر الوصي",
)
THEME = load_theme(find_paths().resources / "themes", "light")


@pytest.fixture
def page(qapp: Any) -> Iterator[ReadingPage]:
    page = ReadingPage(THEME, Typesetting())
    page.set_look(THEME, Typesetting(), QPixmap())
    page.resize(760, 600)
    page.show()
    yield page
    page.hide()
    page.deleteLater()


def _ends(layout: QTextLayout, text: str) -> list[int]:
    """The offsets in code points where a caret may stand."""
    return [offset for offset in range(len(text) + 1) if layout.isValidCursorPosition(to_utf16(text, offset))]


def _selected(layout: QTextLayout, start: int, end: int, width: int, height: int) -> list[set[int]]:
    """The columns that Qt itself fills for a selection, line by line."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    shape = QTextCharFormat()
    shape.setBackground(QColor("#ff0000"))
    shape.setForeground(QColor("#ff0000"))
    part = QTextLayout.FormatRange()
    part.start, part.length, part.format = start, end - start, shape
    with QPainter(picture) as painter:
        layout.draw(painter, -layout.position(), [part])
    lines = [layout.lineAt(n) for n in range(layout.lineCount())]
    rows = [round(line.y() + line.height() / 2) for line in lines]  # the edges of lines overlap
    return [{x for x in range(width) if picture.pixelColor(x, y) == QColor("#ff0000")} for y in rows]


@pytest.mark.parametrize(("paragraphs", "language"), [(MIXED, "en"), (ARABIC, "ar")])
def test_a_span_is_painted_exactly_where_a_selection_of_it_would_be(
    page: ReadingPage, paragraphs: tuple[str, ...], language: str
) -> None:
    shown = document(*paragraphs, language=language)
    page.show_document(shown)
    page.viewport().grab()  # lays everything out
    checked = 0
    for number, leaf in enumerate(shown.blocks):
        layout, origin = page._laid.blocks[number].layout(), page._laid.rect(number).topLeft()
        width, height = round(page.lineWrapColumnOrWidth()), round(layout.boundingRect().bottom()) + 4
        for start, end in list(combinations(_ends(layout, leaf.text), 2))[::7]:
            wanted = _selected(layout, to_utf16(leaf.text, start), to_utf16(leaf.text, end), width, height)
            if not any(wanted):  # half of a ligature, which Qt does not paint at all
                continue
            found: list[set[int]] = [set() for _ in wanted]
            for rect in page._laid.rects(number, start, end):
                line = next(n for n in range(layout.lineCount()) if layout.lineAt(n).y() + origin.y() == rect.top())
                left, right = rect.left() - origin.x(), rect.right() - origin.x()
                found[line] |= {x for x in range(width) if left <= x + 0.5 < right}
            edges = 2 * len(page._laid.rects(number, start, end)) + 2
            assert sum(len(one ^ two) for one, two in zip(wanted, found, strict=True)) <= edges, (leaf.text[start:end],)
            checked += 1
    assert checked > 300


def _placed(shown: Document, spans: dict[str, tuple[int, int]], number: int = 1, **changes: Any) -> list[PlacedMark]:
    """Marks on spans of one leaf, by their ids."""
    leaf = shown.blocks[number]
    return [
        PlacedMark(
            mark(name, kind="highlight", text="", **changes),
            Location("sample", Point(leaf.id, start), Point(leaf.id, end)),
            "ref",
            (),
            (number, start),
        )
        for name, (start, end) in spans.items()
    ]


def _middle(page: ReadingPage, location: Location) -> QPoint:
    return page.rects_of(location)[0].center().toPoint()


def _click(page: ReadingPage, where: QPoint) -> str | None:
    QTest.mouseClick(page.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    return page.current_mark


def test_a_click_chooses_the_smallest_mark_and_the_next_click_the_one_below(page: ReadingPage) -> None:
    shown = document("alpha beta gamma delta epsilon")
    page.show_document(shown)
    marks = _placed(shown, {"all": (0, 30), "some": (6, 22), "one": (11, 16)})
    page.show_marks(tuple(marks))
    chosen: list[str] = []
    page.mark_chosen.connect(chosen.append)
    where = _middle(page, marks[2].location)
    assert [_click(page, where) for _ in range(4)] == ["one", "some", "all", "one"]
    assert chosen == ["one", "some", "all", "one"]
    assert _click(page, QPoint(200, page.viewport().height() - 20)) is None


def test_overlapping_marks_all_show_their_lines(page: ReadingPage) -> None:
    shown = document("alpha beta gamma delta epsilon")
    page.show_document(shown)
    spans = {"a": (0, 16), "b": (6, 22)}
    both = _placed(shown, {"a": spans["a"]}, colour="blue") + _placed(shown, {"b": spans["b"]}, colour="orange")
    page.show_marks(tuple(both))
    lanes = [stripe.lane for stripe in page._marked.stripes(1)]
    assert sorted(lanes) == [0, 1]
    picture = page.viewport().grab().toImage()
    shared = page.rects_of(Location("sample", Point("p1", 6), Point("p1", 16)))[0]
    near = {
        picture.pixelColor(x, y).name()
        for x in range(round(shared.left()) + 2, round(shared.right()) - 2)
        for y in range(round(shared.bottom()) - 4, round(shared.bottom()) + 8)
    }
    assert {THEME.bar["blue"], THEME.bar["orange"]} <= near


def test_marks_that_touch_do_not_look_like_one(page: ReadingPage) -> None:
    shown = document("alpha beta gamma delta epsilon")
    page.show_document(shown)
    marks = _placed(shown, {"a": (0, 10), "b": (10, 22)})
    page.show_marks(tuple(marks))
    rect = page.rects_of(marks[1].location)[0]
    row = page.viewport().grab().toImage()
    y, seam = round(rect.bottom() - 6), round(rect.left())
    tints = [row.pixelColor(x, y).name() == THEME.mark["yellow"] for x in range(seam - 3, seam + 4)]
    assert tints[0]
    assert tints[-1]
    assert not all(tints)
    assert [stripe.lane for stripe in page._marked.stripes(1)] == [0, 0]


def test_a_mark_with_a_note_has_a_sign_in_the_margin(page: ReadingPage) -> None:
    shown = document("alpha beta gamma delta epsilon")
    page.show_document(shown)

    def margin() -> set[str]:
        picture, edge = page.viewport().grab().toImage(), page.lineWrapColumnOrWidth()
        return {picture.pixelColor(x, y).name() for x in range(edge - 54, edge - 30) for y in range(120)}

    plain = _placed(shown, {"a": (0, 10)})
    page.show_marks(tuple(plain))
    assert THEME.bar["yellow"] not in margin()
    noted = PlacedMark(mark("a", text="a thought"), plain[0].location, "ref", (), (1, 0))
    page.show_marks((noted,))
    assert THEME.mark["yellow"] in margin()


def test_the_keys_walk_through_marks_in_reading_order(page: ReadingPage) -> None:
    shown = document("alpha beta gamma", "delta epsilon")
    page.show_document(shown)
    page.show_marks(tuple(_placed(shown, {"a": (0, 5), "b": (6, 10)}) + _placed(shown, {"c": (0, 5)}, 2)))
    walked = []
    for _ in range(4):
        page.step_mark(1)
        walked.append(page.current_mark)
    assert walked == ["a", "b", "c", "a"]
    page.step_mark(-1)
    assert page.current_mark == "c"


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ("p1", "العربية, stands"), ("p1", "中文 too"), ("p2", "👩🏽‍⚕️"), ("p2", "👨‍👩‍👧 come 🙂, e\u0301"),
        ("p2", "o\u0323\u0308 are"), ("p3", "🇰🇪 a flag"), ("p4", "العربية 15 (UNICEF"),
    ],
)  # fmt: skip
def test_the_quote_that_is_kept_and_copied_is_what_was_selected(
    start: Callable[..., Any], tmp_path: Path, block: str, words: str
) -> None:
    corpus = pack(tmp_path / "corpus", {"sample": document_text("\n\n".join(MIXED))})
    driver = start(first=True, paths=places(tmp_path / "data", corpus))
    driver.open("sample")
    driver.select(block, words)
    driver.keys("Ctrl+C", driver.window.page)
    assert QGuiApplication.clipboard().text() == words
    placed = driver.highlight(block, words)
    assert placed.mark.anchor.quote == words
    assert driver.window.page.text_of(placed.location) == words


def test_the_tint_of_a_mark_is_as_high_as_the_letters_of_a_title(page: ReadingPage) -> None:
    page.show_document(document("Running text."))
    assert page.shown is not None
    title = page.shown.blocks[0]
    place = Location(page.shown.info.id, Point(title.id, 0), Point(title.id, len(title.text)))
    page.show_marks((PlacedMark(mark(colour="yellow"), place, "", (), (0, 0)),))
    line = page.rects_of(place)[0]
    picture = page.viewport().grab().toImage()
    size = page.document().firstBlock().begin().fragment().charFormat().font().pixelSize()
    column = [picture.pixelColor(round(line.left()) + 1, y).name() for y in range(round(line.bottom()))]
    assert size > Typesetting().size * 1.5
    assert column[-1 - round(size * 1.1)] == THEME.mark["yellow"]
