"""Pages of marks: what is printed can be read back, in its order and only once, and pages end where they may."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QFontDatabase

from reader.core.export.html import body_for_print
from reader.core.marks import COLOURS, Bundle, PlacedMark
from reader.ui.printing import Printing, apart
from tests.builders import NOON, document, mark

WORDS = {
    "arabic": "الاتجار بالأشخاص جريمة خطيرة",
    "chinese": "人口贩运是严重犯罪",
    "russian": "Торговля людьми – тяжкое преступление",
    "latin": "traffic office shift fluffy affliction",
}


def bundle(*texts: str, notes: str = "", **changes: Any) -> Bundle:
    """A mark for each quote, in sections of seven."""
    info = document().info
    marks = tuple(
        PlacedMark(
            mark(f"m{n}", quote=text, text=notes, colour=COLOURS[n % 6]), None, f"ICAT-X-2024 para {n}",
            (f"Section {n // 7}",), (n, 0),
        )
        for n, text in enumerate(texts)
    )  # fmt: skip
    return Bundle(((info, marks),), NOON, **changes)


def printed(wanted: Bundle) -> Printing:
    printing = Printing(apart(body_for_print(wanted)), wanted)
    for _ in printing.steps():
        pass
    return printing


def pages(path: Path, wanted: Bundle) -> list[str]:
    """The text of each page, as another program reads it."""
    path.write_bytes(printed(wanted).data)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    return unicodedata.normalize("NFKC", text).split("\f")[:-1]


@pytest.mark.parametrize("script", WORDS)
def test_words_of_every_script_are_read_back_whole(qapp: Any, tmp_path: Path, script: str) -> None:
    system = {
        "arabic": QFontDatabase.WritingSystem.Arabic,
        "chinese": QFontDatabase.WritingSystem.SimplifiedChinese,
    }
    if script in system and not QFontDatabase.families(system[script]):
        pytest.skip("the bundled typefaces have no letters of this script, and this system has none either")
    text = re.sub("[\u200e\u200f\u202a-\u202e]", "", "".join(pages(tmp_path / "a.pdf", bundle(WORDS[script]))))
    assert unicodedata.normalize("NFKC", WORDS[script]) in text


def test_marks_come_in_their_order_and_each_once_with_page_numbers(qapp: Any, tmp_path: Path) -> None:
    sentence = "a sentence that goes on for a while so that lines are filled and broken. " * 4
    wanted = bundle(*(f"Quote{n:03} {sentence}" for n in range(120)), notes="Thought one.\n\n- first\n- second")
    found = pages(tmp_path / "a.pdf", wanted)
    assert len(found) > 10
    text = "".join(found)
    assert re.findall(r"Quote(\d{3})", text) == [f"{n:03}" for n in range(120)]
    assert re.findall(r"para (\d+) ", text) == [str(n) for n in range(120)]
    assert text.count("Thought one.") == text.count("second") == 120
    for number, page in enumerate(found, 1):
        assert f"{number} / {len(found)}" in page.split("\n")[-2] + page.split("\n")[-1]


def test_no_page_ends_with_a_heading_nor_begins_with_the_details_of_a_quote(qapp: Any, tmp_path: Path) -> None:
    for length in range(1, 8):  # breaks fall differently
        found = pages(tmp_path / "a.pdf", bundle(*("words " * 15 * length for _ in range(60))))
        for page in found:
            lines = [line.strip() for line in page.split("\n") if line.strip()][:-1]
            assert not lines[-1].startswith("Section")
            assert not lines[0].startswith("ICAT-X-2024 para")


def test_a_paragraph_that_is_longer_than_a_page_goes_on_on_the_next(qapp: Any, tmp_path: Path) -> None:
    text = " ".join(f"w{n}" for n in range(6_000))
    assert re.findall(r"w(\d+)", "".join(pages(tmp_path / "a.pdf", bundle(text)))) == [str(n) for n in range(6_000)]


def test_a_briefing_with_own_texts_is_printed_in_its_order(qapp: Any, tmp_path: Path) -> None:
    plain = bundle("first passage", "second passage")
    one, two = plain.groups[0][1]
    wanted = replace(plain, briefing=("## What we ask", two, "And why:", one), title="For the hearing")
    text = "".join(pages(tmp_path / "a.pdf", wanted))
    at = [
        text.index(words) for words in ("For the hearing", "What we ask", "second passage", "And why", "first passage")
    ]
    assert at == sorted(at)


@pytest.mark.parametrize("bare", [False, True])
def test_a_bare_file_tells_no_author_no_program_and_no_time_of_day(qapp: Any, tmp_path: Path, bare: bool) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed(bundle("words", author="Amina Diallo", bare=bare)).data)
    told = subprocess.run(
        ["pdfinfo", "-isodates", path],
        check=True,
        capture_output=True,
        text=True,
        env={"TZ": "UTC", "PATH": "/usr/bin:/bin"},
    ).stdout
    facts = {name: value.strip() for name, _, value in (line.partition(":") for line in told.splitlines())}
    assert facts["Title"] == "Notes from the ICAT Field Reader"
    data = path.read_bytes()
    assert (b"Amina" in data or "Amina".encode("utf-16-be") in data) is not bare
    assert facts["Author"] == ("" if bare else "Amina Diallo")
    assert bool(facts["Producer"]) is not bare
    assert facts["CreationDate"] == facts["ModDate"]
    assert facts["CreationDate"].endswith("T00:00:00Z") is bare
    assert (b"Qt 6" in data) is not bare


def test_the_same_marks_are_the_same_file(qapp: Any) -> None:
    wanted = bundle("words", "other words")
    assert printed(wanted).data == printed(wanted).data


def test_fonts_are_in_the_file(qapp: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(printed(bundle(*WORDS.values(), notes="**bold** and *italic*")).data)
    lines = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert any("SourceSerif4" in line for line in lines)
    assert all(re.search(r" yes (yes|no) +yes ", line) for line in lines)  # embedded, with its letters named
