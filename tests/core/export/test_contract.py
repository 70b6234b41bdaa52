"""One contract for all exporters: the same bundle gives the reference files, and readers that are not ours open them.

`tests/core/export/reference/` holds the files; `python -m tests.core.export.rewrite` writes them anew. Archives are
compared entry by entry, since packing may differ between versions of zlib.
"""

import io
import json
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from reader.core.export import EXPORTERS, SOURCE_FORMATS, SUFFIXES
from reader.core.export.annotations_reader import read_annotations
from reader.core.export.telling import visible
from reader.core.marks import Bundle, Mark
from tests.builders import PROJECT, corpus_documents, document
from tests.core.export import reading
from tests.core.export.rewrite import FOLDER, files
from tests.core.export.samples import SCRIPTS, many, reference_bundle

WRITTEN = sorted(path.name for path in FOLDER.iterdir())
FORMS = sorted(EXPORTERS)


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return many([*corpus_documents().values(), document(*SCRIPTS)], 200)


def marks(bundle: Bundle) -> list[Mark]:
    return [placed.mark for _, group in bundle.groups for placed in group]


def test_there_is_a_suffix_for_every_format_and_a_reference_file_for_each() -> None:
    assert SUFFIXES.keys() == EXPORTERS.keys()
    assert {f"all{suffix}" for suffix in SUFFIXES.values()} <= set(WRITTEN)


@pytest.mark.parametrize("name", WRITTEN)
def test_the_bundle_gives_the_reference_file(name: str) -> None:
    assert reading.parts(files()[name]) == reading.parts((FOLDER / name).read_bytes())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("bare", [False, True])
def test_the_same_bundle_is_the_same_bytes(form: str, bare: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    once = EXPORTERS[form](reference_bundle(bare))
    monkeypatch.setattr(time, "time", lambda: 1_000_000_000.0)  # archives ask for the time of day
    assert EXPORTERS[form](reference_bundle(bare)) == once


@pytest.mark.parametrize("form", FORMS)
def test_a_bare_file_names_nobody_and_no_time_of_day(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = replace(reference_bundle(bare=True), author="Jo Bloggs")
    data = EXPORTERS[form](bare)
    everything = b"\n".join(reading.parts(data).values())
    assert b"10:00" not in everything
    assert b"Bloggs" not in everything
    assert "Ana’s" not in everything.decode("utf-8", "replace")
    assert b"1772704800" not in everything
    assert str(Path.home()).encode() not in everything
    if hasattr(time, "tzset"):
        monkeypatch.setenv("TZ", "Pacific/Kiritimati")
        time.tzset()
        assert EXPORTERS[form](bare) == data


@pytest.mark.parametrize("form", ["docx", "annotations"])
def test_an_archive_tells_no_time_and_no_system(form: str) -> None:
    with zipfile.ZipFile(io.BytesIO(EXPORTERS[form](reference_bundle()))) as archive:
        told = {(entry.date_time, entry.create_system, entry.extra) for entry in archive.infolist()}
    assert told == {((1980, 1, 1, 0, 0, 0), 3, b"")}


def test_no_format_loads_what_could_reach_a_network() -> None:
    code = (
        "import sys; from reader.core.export import EXPORTERS; from reader.core.marks import Bundle\n"
        "heavy = 'docx' in sys.modules\n"
        "for write in EXPORTERS.values(): write(Bundle((), 0.0))\n"
        "print(heavy, [n for n in ('socket', 'ssl', 'http.client', 'urllib.request') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PROJECT, check=True)
    assert done.stdout.strip() == "False []"


@pytest.mark.parametrize("form", FORMS)
def test_an_empty_bundle_and_a_half_character_still_give_a_file(form: str) -> None:
    empty = Bundle((), 0.0)
    assert EXPORTERS[form](empty) or form in SOURCE_FORMATS  # which cite nothing then
    (info, (first, *_)), *_ = reference_bundle().groups
    half = replace(first, mark=replace(first.mark, text="half \ud83d", tags=("\udc00",)))
    assert EXPORTERS[form](replace(empty, groups=((info, (half,)),), title="\ud800"))


def test_front_matter_is_read_back_for_any_title() -> None:
    bundle = reference_bundle()
    for title in (
        "a: b # c",
        "- x",
        "2026-01-01",
        "yes",
        "null",
        '"',
        "\\",
        "😀 عنوان",
        "\ufeffx",
        "{a: b}",
        "...",
        "1.0",
    ):
        front = reading.front_matter(EXPORTERS["markdown"](replace(bundle, title=title)))
        assert front["title"] == title
        assert front["marks"] == bundle.count


def test_csv_gives_every_mark_back(bundle: Bundle) -> None:
    rows = reading.rows(EXPORTERS["csv"](bundle))
    assert [(row["quote"], row["note"], row["tags"]) for row in rows] == [
        (visible(each.anchor.quote), visible(each.text), "; ".join(each.tags)) for each in marks(bundle)
    ]


def test_html_shows_every_mark_and_fetches_nothing(bundle: Bundle) -> None:
    data = EXPORTERS["html"](bundle)
    assert reading.page_quotes(data) == [visible(each.anchor.quote) for each in marks(bundle)]
    assert reading.page_tags(data) == [each.tags for each in marks(bundle)]
    assert reading.addresses(data) == []
    assert [len(reading.page(data).findall(f".//{tag}")) for tag in ("script", "style", "img", "iframe")] == [
        1,
        1,
        0,
        0,
    ]


def test_word_shows_every_mark_with_a_footnote(bundle: Bundle) -> None:
    data = EXPORTERS["docx"](bundle)
    assert reading.word_quotes(data) == [visible(each.anchor.quote) for each in marks(bundle)]
    notes = reading.footnotes(data)
    assert sorted(notes) == list(range(-1, bundle.count + 1))
    references = [placed.reference for _, group in bundle.groups for placed in group]
    assert all(f"{reference}." in notes[number] for number, reference in enumerate(references, 1))


@pytest.mark.parametrize("form", ["jsonld", "annotations"])
def test_annotations_are_valid_and_give_the_same_marks_back(form: str, bundle: Bundle, tmp_path: Path) -> None:
    path = tmp_path / f"x{SUFFIXES[form]}"
    path.write_bytes(EXPORTERS[form](bundle))
    assert len(reading.annotation_set(path.read_bytes())["items"]) == bundle.count
    assert read_annotations(path).marks == tuple(marks(bundle))


def test_a_processor_of_json_ld_understands_the_annotations(bundle: Bundle) -> None:
    found = reading.expanded(EXPORTERS["jsonld"](bundle))
    oa = reading.OA
    quotes = [
        selector[oa + "exact"][0]["@value"]
        for each in found
        for selector in each[oa + "hasTarget"][0][oa + "hasSelector"]
        if selector["@type"] == [oa + "TextQuoteSelector"]
    ]
    assert quotes == [each.anchor.quote for each in marks(bundle)]
    assert {each["@type"][0] for each in found} == {oa + "Annotation"}
    assert all(each["urn:x-icat-field-reader:mark"][0]["@type"] == "@json" for each in found)
    bodies = [each[oa + "hasBody"][0] for each in found]
    assert [body["http://www.w3.org/ns/ea#color"][0]["@value"] for body in bodies] == [e.colour for e in marks(bundle)]


def test_the_detached_file_is_as_the_draft_says() -> None:
    data = EXPORTERS["annotations"](reference_bundle())
    assert list(reading.parts(data)) == ["annotations.json"]
    context = json.loads(reading.parts(data)["annotations.json"])["@context"]
    assert context[0] == "https://www.w3.org/ns/epub-anno.jsonld"


@pytest.mark.parametrize("form", ["markdown", "html", "docx", "csv"])
def test_a_briefing_is_in_the_order_of_the_user_with_its_documents_at_the_end(form: str) -> None:
    written = EXPORTERS[form](reference_bundle(briefing=True))
    text = (
        "\n".join(p.text for p in reading.word(written).paragraphs) if form == "docx" else written.decode("utf-8-sig")
    )
    order = ["لا يجوز معاقبة", "An own text.", "Quote 😀"]
    assert sorted(order, key=text.index) == order
    assert "stars" not in text
    if form != "csv":
        assert text.rindex("Sources") < text.rindex("ICAT-SMP-2024") < text.rindex("ICAT-OTH-2022")
