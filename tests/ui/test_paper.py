"""Pages of a document as another program reads them: every word is there once, and pages end where they may."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter

from reader.core.export.note_html import note_html
from reader.core.marks import COLOURS, PlacedMark
from reader.core.types import Document, Location, Point
from reader.ui.paper.marked import INKS, TINTS
from reader.ui.paper.pages import Pages
from reader.ui.paper.sheet import SHEETS, sides
from reader.ui.paper.work import Notes, Work
from reader.ui.paper.writing import PdfOf, draw_side
from tests.builders import NOON, corpus_documents, document, mark

SHEET = {sheet.name: sheet for sheet in SHEETS}


def work(held: Document, sheet: str = "a4", blocks: tuple[int, int] | None = None, **changes: Any) -> Work:
    return Work(held, blocks or (0, len(held.blocks) - 1), SHEET[sheet], **changes)


def written(path: Path, wanted: Work) -> Path:
    pdf = PdfOf(Pages(wanted))
    for _ in pdf.steps():
        pass
    path.write_bytes(pdf.data(NOON))
    return path


def read(path: Path, *options: str) -> list[str]:
    """The text of each page."""
    command = ["pdftotext", *(options or ("-layout",)), str(path), "-"]
    text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return unicodedata.normalize("NFKC", re.sub("[\u200e\u200f\u202a-\u202e]", "", text)).split("\f")[:-1]


def info(path: Path) -> dict[str, str]:
    told = subprocess.run(["pdfinfo", path], check=True, capture_output=True, text=True).stdout
    return {name: value.strip() for name, _, value in (line.partition(":") for line in told.splitlines())}


def inside(page: str) -> list[str]:
    """The lines of a page between its head and its foot."""
    return [line.strip() for line in page.split("\n") if line.strip()][1:-1]


def words(texts: Iterable[str]) -> Counter[str]:
    """The words of lines, without numbers and single letters. A PDF of Qt's has other code points for some signs that
    look the same, such as apostrophes."""
    return Counter(re.findall(r"[a-z]{2,}", unicodedata.normalize("NFKC", " ".join(texts).lower())))


def on(held: Document, block_id: str, quote: str, mark_id: str, **changes: Any) -> PlacedMark:
    """A mark on these words."""
    number, block = next((n, block) for n, block in enumerate(held.blocks) if block.id == block_id)
    at = block.text.index(quote)
    place = Location(held.info.id, Point(block_id, at), Point(block_id, at + len(quote)))
    made = mark(mark_id, document=held.info.id, start=place.start, end=place.end, quote=quote, **changes)
    return PlacedMark(made, place, f"{held.info.reference} para {block.number}", (), (number, at))


def notes(*marks: PlacedMark, **changes: Any) -> Notes:
    return Notes(marks, lambda text: note_html(text, "<br>"), **changes)


@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize("name", ["call-for-action-2021", "world-day-statement-2023"])
def test_every_word_is_there_once_under_a_head_and_over_a_page_number(
    qapp: Any, tmp_path: Path, sheet: str, name: str
) -> None:
    held = corpus_documents()[name]
    path = written(tmp_path / "a.pdf", work(held, sheet))
    found = read(path)
    assert info(path)["Pages"] == str(len(found))
    for number, page in enumerate(found, 1):
        assert held.info.reference in page.split("\n")[0]
        assert page.split("\n")[0].split()[:2] == held.info.title.split()[:2]
        assert page.strip().split("\n")[-1].replace(" ", "") == f"{number}/{len(found)}"
    body = [line for page in found for line in inside(page)]
    assert words(body) == words(block.text for block in held.blocks)
    numbers = [int(line.split()[0]) for line in body if re.match(r"\d+\s", line)]
    assert numbers == [block.number for block in held.blocks if block.number]


def test_no_page_ends_with_a_heading_or_a_lead_in_nor_with_one_line_of_a_paragraph(qapp: Any, tmp_path: Path) -> None:
    parts = []
    for number in range(60):
        parts += [
            f"## Heading{number}",
            f"First{number} " + "goes on and on " * (7 + number * 5 % 31) + f"Last{number}",
        ]
        parts += [f"Leading{number}:", f"- item{number} " + "with words " * (number % 19), "- another one"]
    found = read(written(tmp_path / "a.pdf", work(document(*parts))))
    assert len(found) > 10
    text = "".join(found)
    assert [text.count(f"Heading{n}\n") for n in range(60)] == [1] * 60
    for page, following in pairwise(found):
        last, first = inside(page)[-1], inside(following)[0]
        assert not re.search(r"Heading|Leading", last)
        assert not re.search(r"First\d+", last), "an orphan"
        assert not re.match(r"(?!\d).*Last\d+$", first), "a widow"


def test_a_section_is_printed_alone(qapp: Any, tmp_path: Path) -> None:
    held = document("Before.", "## One", "Inside one.", "### Below", "Also inside.", "## Two", "After.")
    (page,) = read(written(tmp_path / "a.pdf", work(held, blocks=(2, 5), closing=("Cited as this.", "A copy."))))
    lines = [re.sub(r"\s+", " ", line) for line in inside(page)]
    assert lines == ["One", "2 Inside one.", "Below", "3 Also inside.", "Cited as this.", "A copy."]


def test_notes_are_numbered_where_they_are_made_and_told_at_the_end(qapp: Any, tmp_path: Path) -> None:
    held = document("Alpha words of the first.", "Beta words of the second.", "Gamma words, too.")
    marks = (
        on(held, "p1", "Alpha words", "a", text="One **thought**.\n\n- a point\n- another", tags=("court", "urgent")),
        on(held, "p2", "words of", "b", kind="highlight", colour="green", text=""),
        on(held, "p3", "Gamma", "c", colour="pink", text="Two."),
    )
    wanted = notes(*marks, meanings={"pink": "for the hearing", "blue": "not used here"})
    (page,) = read(written(tmp_path / "a.pdf", work(held, notes=wanted)))
    lines = [re.sub(r"\s+", " ", line) for line in inside(page)]
    assert lines[1:4] == ["1 Alpha words of the first. 1", "2 Beta words of the second.", "3 Gamma words, too. 2"]
    assert lines[4:] == [
        "Notes", "1 Alpha words", "One thought.", "a point", "another", "ICAT-SMP-2024 para 1 · court, urgent",
        "2 Gamma", "Two.", "ICAT-SMP-2024 para 3", "What the colours mean", "Pink: for the hearing",
    ]  # fmt: skip


def test_a_section_has_only_its_own_notes_counted_from_one(qapp: Any, tmp_path: Path) -> None:
    held = document("## One", "Alpha here.", "## Two", "Beta here.")
    marks = (on(held, "p1", "Alpha", "a", text="First."), on(held, "p2", "Beta", "b", text="Second."))
    (page,) = read(written(tmp_path / "a.pdf", work(held, blocks=(3, 4), notes=notes(*marks))))
    assert "First." not in page
    assert re.search(r"2\s+Beta here\.\s+1\n", page)


def test_a_mark_behind_a_written_out_address_lies_under_its_own_words(qapp: Any) -> None:
    held = document("See [the site](https://example.org/x), then https://example.org/y and these words.")
    pages = Pages(work(held, notes=notes(on(held, "p1", "these words", "a"))))
    for _ in pages.steps():
        pass
    (piece,) = [piece for piece in pages.pieces if piece.kind == "paragraph"]
    assert piece.html.count("(https://example.org/x)") == 1
    assert piece.added == (((len("See the site"), len(" (https://example.org/x)")),),)


def test_lists_and_tables_keep_their_words_in_order(qapp: Any, tmp_path: Path) -> None:
    rows = "\n".join(f"| Sign{n} | " + "meaning " * 12 + f"end{n} |" for n in range(60))
    held = document("1. one\n2. two\n    - inner\n3. three", f"| Head | Meaning |\n|---|---|\n{rows}", "After.")
    found = read(written(tmp_path / "a.pdf", work(held)))
    lines = [re.sub(r"\s+", " ", line) for page in found for line in inside(page)]
    assert lines[1:5] == ["1 1. one", "2 2. two", "3 inner", "4 3. three"]
    assert re.findall(r"(?:Sign|end)(\d+)", " ".join(lines)) == [str(n) for n in range(60) for _ in (0, 1)]
    assert re.search(r"\bAfter\.", lines[-1])
    for page, following in pairwise(found):  # a row is not cut
        assert len(re.findall("Sign", page)) == len(re.findall(r"end\d", page)) > 0
        assert "Sign" in inside(following)[0]


def test_a_document_from_right_to_left_is_mirrored(qapp: Any, tmp_path: Path) -> None:
    if not QFontDatabase.families(QFontDatabase.WritingSystem.Arabic):
        pytest.skip("the bundled typefaces have no Arabic letters, and this system has none either")
    held = document("الاتجار بالأشخاص جريمة خطيرة", "- البند الأول", language="ar", title="عينة")
    path = written(tmp_path / "a.pdf", work(held, notes=notes(on(held, "p1", "بالأشخاص", "a", text="note"))))
    boxes = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    found = [(float(x), word) for x, word in re.findall(r'xMin="([\d.]+)".*?>(.*?)</word>', boxes)]
    numbers = [x for x, word in found if word == "1"]
    assert any(x > 480 for x in numbers)  # of the paragraph: to the right of the text, in points
    assert any(x < 115 for x in numbers)  # of the note: to its left
    assert "خطيرة" in "".join(read(path))


@pytest.mark.parametrize("pages", range(1, 14))
def test_a_booklet_can_be_folded(pages: int) -> None:
    """Folded and put together it is read 1, 2, 3, ...: leaf by leaf, the right half of each front first."""
    made = sides(pages, True, False)
    sheets = [(made[n], made[n + 1]) for n in range(0, len(made), 2)]
    order = [page for front, back in sheets for page in (front[1], back[0])]
    order += [page for front, back in reversed(sheets) for page in (back[1], front[0])]
    assert order[:pages] == list(range(pages))
    assert set(order[pages:]) <= {None}
    assert len(order) < pages + 4
    assert sides(pages, True, True) == [tuple(reversed(side)) for side in made]


def test_the_sides_of_a_booklet_have_their_pages_beside_each_other(qapp: Any, tmp_path: Path) -> None:
    held = document(*(f"Paragraph{n} " + "words and words " * 60 for n in range(14)))
    pages = Pages(work(held, "booklet"))
    for _ in pages.steps():
        pass
    whole = -(-pages.count // 4) * 4
    found = read(written(tmp_path / "a.pdf", work(held, "booklet")))
    assert len(found) == whole // 2
    for side, text in zip(pages.sides, found, strict=True):
        assert [int(n) - 1 for n in re.findall(rf"(\d+) ?/ ?{pages.count}\b", text)] == [
            n for n in side if n is not None
        ]


def test_colours_differ_in_grey_and_words_on_them_can_be_read() -> None:
    greys = sorted(QColor(tint).red() * 0.299 + QColor(tint).green() * 0.587 + QColor(tint).blue() * 0.114
                   for tint in TINTS.values())  # fmt: skip
    assert set(TINTS) == set(INKS) == set(COLOURS)
    assert all(two - one >= 8 for one, two in pairwise(greys))
    for colour in COLOURS:
        assert contrast("#000000", TINTS[colour]) >= 7
        assert contrast(INKS[colour], "#ffffff") >= 4.5
        assert contrast(INKS[colour], TINTS[colour]) >= 3


def contrast(one: str, two: str) -> float:
    """WCAG 2.2, "contrast ratio"."""
    lights = []
    for name in (one, two):
        colour = QColor(name)
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
                 for c in (colour.redF(), colour.greenF(), colour.blueF())]  # fmt: skip
        lights.append(0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] + 0.05)
    return max(lights) / min(lights)


def test_a_file_tells_title_issuers_and_the_day_and_is_the_same_every_time(qapp: Any, tmp_path: Path) -> None:
    held = corpus_documents()["world-day-statement-2020"]
    one, two = written(tmp_path / "a.pdf", work(held)), written(tmp_path / "b.pdf", work(held))
    assert one.read_bytes() == two.read_bytes()
    told = info(one)
    assert told["Title"] == held.info.title
    assert told["Author"] == "; ".join(held.info.issuers)
    assert b"T00:00:00+00:00" in one.read_bytes()[:4096] or b"T00:00:00Z" in one.read_bytes()[:4096]


def test_a_page_whose_drawing_is_left_leaves_nothing_behind(qapp: Any) -> None:
    """Somebody turns the preview or closes the dialog: Qt would warn of a painter that is not as it was."""
    pages = Pages(work(corpus_documents()["call-for-action-2021"]))
    for _ in pages.steps():
        pass
    picture = QImage(600, 800, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setPen(QColor("#123456"))
    steps = draw_side(painter, pages, 0)
    next(steps)
    steps.close()
    assert painter.transform().isIdentity()
    assert painter.pen().color().name() == "#123456"
    painter.end()
