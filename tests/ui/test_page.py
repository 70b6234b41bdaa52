"""The reading page: leaves and blocks agree, offsets are exact, the measure holds, nothing is opened."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QPixmap, QTextCursor, QTextDocument

from reader.core.library.document import parse_document
from reader.core.paths import find_paths
from reader.core.settings import FACES, Typesetting
from reader.core.types import Document, Location, Point
from reader.core.workspace import Workspace
from reader.ui.reading.page import ReadingPage
from reader.ui.reading.typography import GUTTER
from reader.ui.theme import NAMES, load_theme
from tests.builders import corpus_documents

HEAD = """---
id: sample
reference: ICAT-XX-2020
title: Sample
type: report
date: "2020"
date_precision: year
language: {language}
---

"""
MIXED = """# A title with 🙂 in it

First 👩‍⚕️ paragraph with *emphasis*, **bold words** and a [link](doc:other).

- one 🙂 item
- another item
    1. nested and numbered
    2. with two lines  \nof text

> A quotation.

| Head | Number |
|------|--------|
| cell | 12     |

---

Last paragraph after a rule.
"""
ARABIC = """# الاتجار بالأشخاص

يحصل الضحايا على الحماية والمساعدة (UNODC 2021) في كل الأحوال.

- البند الأول
- البند الثاني
"""


@pytest.fixture
def page(qapp: Any) -> Iterator[ReadingPage]:
    theme = load_theme(find_paths().resources / "themes", "light")
    page = ReadingPage(theme, Typesetting())
    page.set_look(theme, Typesetting(), QPixmap())
    page.resize(760, 600)
    page.show()
    yield page
    page.hide()
    page.deleteLater()


def _select(page: ReadingPage, start: int, end: int) -> None:
    cursor = QTextCursor(page.document())
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def _sample(text: str, language: str = "en") -> Document:
    return parse_document(HEAD.format(language=language) + text)


def test_every_bundled_document_lays_out_leaf_by_leaf(page: ReadingPage, tmp_path: Any) -> None:
    library = Workspace(find_paths(tmp_path)).library
    for info in library.documents():
        page.show_document(library.document(info.id))  # asserts that page and leaves agree
        assert len(page._laid.blocks) == len(library.document(info.id).blocks)


@pytest.mark.parametrize("text", [MIXED, ARABIC])
def test_nested_lists_tables_quotes_and_scripts_agree_with_their_leaves(page: ReadingPage, text: str) -> None:
    document = _sample(text)
    page.show_document(document)
    assert [page._laid.blocks[n].text().replace("\u2028", "\n") for n in range(len(document.blocks))] == [
        block.text for block in document.blocks
    ]


@pytest.mark.parametrize(("text", "language"), [(MIXED, "en"), (ARABIC, "ar")])
def test_selecting_any_word_gives_exactly_that_word(page: ReadingPage, text: str, language: str) -> None:
    document = _sample(text, language)
    page.show_document(document)
    for number, leaf in enumerate(document.blocks):
        for word in leaf.text.split():
            at = leaf.text.index(word)
            base = page._laid.blocks[number].position()
            start = base + len(leaf.text[:at].encode("utf-16-le")) // 2
            _select(page, start, start + len(word.encode("utf-16-le")) // 2)
            place = page.selected()
            assert place is not None
            assert page.text_of(place) == word


def test_selecting_everything_gives_the_whole_text_without_edges(page: ReadingPage) -> None:
    document = _sample(MIXED)
    page.show_document(document)
    page.selectAll()
    place = page.selected()
    assert place is not None
    assert page.text_of(place) == "\n".join(block.text for block in document.blocks)


def test_selecting_only_white_space_is_no_selection(page: ReadingPage) -> None:
    document = _sample("# T\n\nfirst second\n")
    page.show_document(document)
    base = page._laid.blocks[1].position()
    _select(page, base + 5, base + 6)
    assert page.selected() is None


def test_the_measure_of_arabic_holds_from_the_first_moment(page: ReadingPage) -> None:
    page.resize(1400, 600)
    page.show_document(_sample(ARABIC, "ar"))
    first = page.lineWrapColumnOrWidth()
    page.resize(1401, 600)
    assert page.lineWrapColumnOrWidth() == first


def test_rectangles_cover_a_mixed_right_to_left_span(page: ReadingPage) -> None:
    document = _sample(ARABIC, "ar")
    page.show_document(document)
    text = document.blocks[1].text
    start, end = text.index("(UNODC"), text.index("2021)") + 5
    rects = page.rects_of(Location("sample", Point("p1", start), Point("p1", end)))
    whole = page.rects_of(Location("sample", Point("p1", 0), Point("p1", len(text))))
    assert rects
    assert 0 < sum(r.width() for r in rects) < sum(r.width() for r in whole)


def _full_lines(page: ReadingPage) -> list[int]:
    """Characters of the lines of paragraphs, without the space at their ends and without the last lines."""
    lengths = []
    for number, leaf in enumerate(page.shown.blocks):
        if leaf.kind == "paragraph":
            page._laid.rect(number)  # lays it out
            layout = page._laid.blocks[number].layout()
            lengths += [layout.lineAt(n).textLength() - 1 for n in range(layout.lineCount() - 1)]
    return lengths


@pytest.mark.parametrize("face", FACES)
@pytest.mark.parametrize(("size", "widths"), [(12, (640, 1600)), (18, (780, 1000, 1600)), (36, (1440, 2400))])
def test_lines_hold_60_to_75_characters_at_every_width_that_has_room(
    page: ReadingPage, face: Any, size: int, widths: tuple[int, ...]
) -> None:
    document = corpus_documents()["call-for-action-2021"]
    for measure in (60, 66, 75):
        page.set_look(page._theme, Typesetting(face, size, measure=measure), QPixmap())
        for width in widths if measure < 75 else widths[-1:]:
            page.resize(width, 700)
            page.show_document(document)
            lengths = _full_lines(page)
            assert abs(sum(lengths) / len(lengths) - measure) < 1.5, (measure, width)
            if measure == 66:
                assert sum(60 <= length <= 75 for length in lengths) / len(lengths) > 0.85, width


def test_text_is_set_as_it_was_chosen(page: ReadingPage) -> None:
    page.set_look(page._theme, Typesetting(line_height=2.0, justified=True), QPixmap())
    page.show_document(_sample(f"# T\n\n{'many words in a line ' * 20}العربية {'and words ' * 20}\n"))
    page._laid.rect(1)
    layout = page._laid.blocks[1].layout()
    lines = [layout.lineAt(n) for n in range(layout.lineCount())]
    baselines = [line.y() + line.ascent() for line in lines]
    assert {round(two - one) for one, two in pairwise(baselines)} == {36}  # an Arabic word pushes nothing apart
    ends = {round(line.cursorToX(line.textStart() + line.textLength())[0]) for line in lines[:-1]}  # type: ignore[index]
    assert max(ends) - min(ends) <= 6  # the space that ends a line
    plain = page.grab()
    page.set_look(page._theme, Typesetting(line_height=2.0, justified=True, numbers=False), QPixmap())
    assert page.grab().toImage() != plain.toImage()


TABLE = """# T

Before.

| Region | Victims | Source |
|--------|---------|--------|
| Sub-Saharan Africa | 4,799 | UNODC, a source that needs more than a line in its own column of the table |
| South Asia | 12,104 | Other |

After.
"""


@pytest.mark.parametrize("width", [1000, 420])
@pytest.mark.parametrize("size", [18, 36])
def test_a_table_fills_the_measure_and_cuts_nothing_off(page: ReadingPage, width: int, size: int) -> None:
    page.set_look(page._theme, Typesetting(size=size), QPixmap())
    page.resize(width, 600)
    page.show_document(_sample(TABLE))
    rects = {leaf.text: page._laid.rect(n) for n, leaf in enumerate(page.shown.blocks)}
    cells = [rect for (n, leaf) in enumerate(page.shown.blocks) if leaf.kind == "cell" for rect in [page._laid.rect(n)]]
    text = page.lineWrapColumnOrWidth() - 2 * GUTTER
    assert all(rect.left() >= GUTTER - 1 and rect.right() <= GUTTER + text + 1 for rect in cells)
    assert max(rect.right() for rect in cells) > GUTTER + text - 2
    for n, leaf in enumerate(page.shown.blocks):  # letters stay in their cells
        layout = page._laid.blocks[n].layout()
        widths = [layout.lineAt(i).naturalTextWidth() for i in range(layout.lineCount())]
        assert max(widths) <= page._laid.rect(n).width() + 1, leaf.text
    assert rects["After."].top() > max(rect.bottom() for rect in cells) + size / 2
    numbers = [page._laid.blocks[n] for n, leaf in enumerate(page.shown.blocks) if leaf.text in ("4,799", "12,104")]
    assert all(block.blockFormat().alignment() & Qt.AlignmentFlag.AlignRight for block in numbers)


def test_zooming_and_every_other_way_of_setting_keep_the_place(page: ReadingPage) -> None:
    page.show_document(corpus_documents()["call-for-action-2021"], Point("p12", 0))
    types = [Typesetting(size=size) for size in (28, 44, 12, 18)]
    types += [Typesetting("legible", line_height=2.0), Typesetting("sans", measure=75, justified=True), Typesetting()]
    for type in types:
        page.set_look(page._theme, type, QPixmap())
        assert page.place().block == "p12"
    line = page.place()
    for name in NAMES:
        page.set_look(load_theme(find_paths().resources / "themes", name), Typesetting(), QPixmap())
        assert page.place() == line


def test_widening_the_window_keeps_the_place(page: ReadingPage, tmp_path: Any) -> None:
    library = Workspace(find_paths(tmp_path)).library
    page.show_document(library.document("call-for-action-2021"), Point("p12", 0))
    for width in (480, 420, 700, 900):
        page.resize(width, 600)
        assert page.place().block == "p12"


@pytest.mark.parametrize(
    "name", ["/etc/hostname", "file:///etc/hostname", "//host/share/a.png", "http://host/a.png", ""]
)
def test_no_image_is_ever_opened(page: ReadingPage, name: str) -> None:
    image = page.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))
    assert isinstance(image, QImage)
    assert (image.width(), image.height()) == (1, 1)
    page.show_document(_sample("# T\n\nfirst second\n"))
    kept = page.document().resource(QTextDocument.ResourceType.ImageResource.value, QUrl(name))  # asks the page
    assert not name or (kept.width(), kept.height()) == (1, 1)


def test_links_are_reported_and_not_followed(page: ReadingPage) -> None:
    document = _sample("# T\n\nGo to [the other](doc:other) now.\n")
    page.show_document(document)
    followed: list[str] = []
    page.link_followed.connect(followed.append)
    before = page.toPlainText()
    page.anchorClicked.emit(QUrl("doc:other"))
    assert followed == ["doc:other"]
    assert page.toPlainText() == before
    assert not page.openLinks()


def test_a_rule_is_no_paragraph(page: ReadingPage) -> None:
    document = _sample("# T\n\nbefore\n\n---\n\nafter\n")
    page.show_document(document)
    assert [block.text for block in document.blocks] == ["T", "before", "after"]
    assert document.blocks[2].number == 2
