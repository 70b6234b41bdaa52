"""`make exports`: what each export keeps, told by readers that are not ours, and what it costs.

500 marks over the bundled corpus and a document in seven scripts, with notes and tags that break formats. A column says
how many of the marks are found, and of how many the quote, note and tags are kept: in annotations every character; in
CSV and in quotes every character, control characters as their pictures; in the notes of formats that people read every
letter, since their Markdown is shown and not told. `lossless` is how many formats give every mark back equal in every
field. Ends with one line for programs.
"""

import html as entities
import json
import re
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import jsonschema
import rispy

from reader.core.export import EXPORTERS, SUFFIXES
from reader.core.export.annotations_reader import read_annotations
from reader.core.export.rich import plain
from reader.core.export.sources import sources
from reader.core.export.telling import visible
from reader.core.marks import Bundle, Mark
from reader.core.text import squeeze
from tests.builders import corpus_documents, document
from tests.core.export import reading
from tests.core.export.csl_schema import SCHEMA as CSL_SCHEMA
from tests.core.export.samples import SCRIPTS, many

COUNT = 500
Columns = tuple[int, list[str] | None, list[str] | None, list[str] | None]
"""Marks found; their quotes, notes and tags as a string each, where they can be told apart."""


def main() -> int:
    bundle = many([*corpus_documents().values(), document(*SCRIPTS)], COUNT)
    marks = [placed.mark for _, group in bundle.groups for placed in group]
    print(f"{'format':<12}{'read by':<26}{'marks':>9}{'quotes':>8}{'notes':>8}{'tags':>8}{'bytes':>11}{'ms':>8}")
    lossless = 0
    for form, (reader, read, exact) in READERS.items():
        data, took = _timed(form, bundle)
        found, *columns = read(data, bundle)
        wanted = _wanted(marks, exact)
        same = [_same(column, want) for column, want in zip(columns, wanted, strict=True)]
        lossless += [found, *same] == [COUNT] * 4 and exact
        cells = "".join(f"{'-' if each is None else each:>8}" for each in same)
        print(f"{form:<12}{reader:<26}{f'{found}/{COUNT}':>9}{cells}{len(data):>11,}{took * 1000:>8.0f}")
    cited = {each.id for each in sources(bundle)}
    print(f"\n{'sources':<12}{'read by':<26}{'cited':>9}{'read':>8}{'bytes':>27}{'ms':>8}")
    for form, (reader, ids) in SOURCE_READERS.items():
        data, took = _timed(form, bundle)
        read_back = len(cited & set(ids(data)))
        print(f"{form:<12}{reader:<26}{len(cited):>9}{read_back:>8}{len(data):>27,}{took * 1000:>8.0f}")
    print(f"exports: formats={len(EXPORTERS)} marks={COUNT} lossless={lossless}")
    return 0


def _timed(form: str, bundle: Bundle) -> tuple[bytes, float]:
    """The file, and the seconds it took to write."""
    started = time.perf_counter()
    data = EXPORTERS[form](bundle)
    return data, time.perf_counter() - started


def _wanted(marks: list[Mark], exact: bool) -> tuple[list[str], list[str], list[str]]:
    show: Callable[[str], str] = str if exact else visible
    return (
        [show(each.anchor.quote) for each in marks],
        [show(each.text) for each in marks],
        [show("; ".join(each.tags)) for each in marks],
    )


def _same(column: list[str] | None, wanted: list[str]) -> int | None:
    return None if column is None else sum(a == b for a, b in zip(column, wanted, strict=False))


def _markdown(data: bytes, bundle: Bundle) -> Columns:
    """Every mark is a quote, its note and a line that begins with a dash. White space at the ends of lines and in runs
    is not kept by Markdown, and so not compared."""
    body = data.decode().split("---\n", 2)[2]
    found = re.findall(r"((?:^>.*\n)+)\n((?s:.*?))^— (.*)$", body, re.MULTILINE)
    told = zip(found, _marks(bundle), strict=False)
    quotes, notes, tags = [], [], []
    for (quote, note, details), mark in told:
        shown = " ".join(_unescaped(line.removeprefix("> ")) for line in quote.splitlines())
        quotes.append(_if(squeeze(shown) == squeeze(visible(mark.anchor.quote)), mark.anchor.quote, shown))
        typed = _unescaped(note).replace("\\", "")
        notes.append(_if(_letters(typed) == _letters(visible(mark.text).replace("\\", "")), mark.text, note))
        tags.append(_if(_tags_in(_unescaped(details), mark), "; ".join(mark.tags), details))
    return len(found), quotes, notes, tags


def _html(data: bytes, bundle: Bundle) -> Columns:
    """A note is kept when the page shows every letter of it, without the marks of its Markdown."""
    quotes = reading.page_quotes(data)
    notes = [
        _if(_letters(_unnumbered(shown)) == _letters(_unnumbered(plain(mark.text))), mark.text, shown)
        for shown, mark in zip(reading.page_notes(data), _marks(bundle), strict=True)
    ]
    return len(quotes), quotes, notes, ["; ".join(tags) for tags in reading.page_tags(data)]


def _word(data: bytes, bundle: Bundle) -> Columns:
    """A mark is a paragraph in the style of quotes with a footnote, its note, and a paragraph of details."""
    found: list[tuple[str, list[str]]] = []
    for paragraph in reading.word(data).paragraphs:
        if paragraph.style.name == "Quote":
            found.append((paragraph.text, []))
        elif found and not paragraph.style.name.startswith("Heading"):
            found[-1][1].append(paragraph.text)
    notes, tags = [], []
    for (_, after), mark in zip(found, _marks(bundle), strict=True):
        details = next(line for line in after if mark.kind.capitalize() in line and " · " in line)
        note = "\n".join(after[: after.index(details)])
        kept = _letters(_unnumbered(plain(mark.text)))
        notes.append(_if(_letters(_unnumbered(_without_links(note))) == kept, mark.text, note))
        tags.append(_if(_tags_in(details, mark), "; ".join(mark.tags), details))
    return min(len(found), len(reading.footnotes(data)) - 2), [quote for quote, _ in found], notes, tags


def _if(kept: bool, text: str, otherwise: str) -> str:
    """What is compared: the mark's own text where it is kept, else what was found."""
    return visible(text) if kept else f"not kept: {otherwise}"


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def _unnumbered(text: str) -> str:
    """Without the numbers of a list, which a browser writes."""
    return re.sub(r"(?m)^\s*\d+[.)]\s", "", text)


def _without_links(text: str) -> str:
    """Without the addresses that stand in brackets after what is linked."""
    return re.sub(r" \(https?://\S+\)", "", text)


def _tags_in(details: str, mark: Mark) -> bool:
    said = "Tags: " + ", ".join(mark.tags)
    return said in details if mark.tags else "Tags: " not in details


def _unescaped(line: str) -> str:
    return entities.unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", line.strip()))


def _csv(data: bytes, bundle: Bundle) -> Columns:
    rows = reading.rows(data)
    return len(rows), [r["quote"] for r in rows], [r["note"] for r in rows], [r["tags"] for r in rows]


def _annotations(data: bytes, bundle: Bundle) -> Columns:
    """Valid by the schema and, by our own reader, equal in every field."""
    reading.annotation_set(data)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x{SUFFIXES['annotations']}")
        path.write_bytes(data)
        read = read_annotations(path).marks
    found = [a for a, b in zip(read, _marks(bundle), strict=True) if a == b]
    return (
        len(found), [m.anchor.quote for m in read], [m.text for m in read], ["; ".join(m.tags) for m in read],
    )  # fmt: skip


def _marks(bundle: Bundle) -> list[Mark]:
    return [placed.mark for _, group in bundle.groups for placed in group]


READERS: dict[str, tuple[str, Callable[[bytes, Bundle], Columns], bool]] = {
    "markdown": ("PyYAML, escapes undone", _markdown, False),
    "html": ("lxml", _html, False),
    "docx": ("python-docx, lxml", _word, False),
    "csv": ("csv", _csv, False),
    "jsonld": ("jsonschema, our import", _annotations, True),
    "annotations": ("zipfile, jsonschema, ours", _annotations, True),
}
"""Format to who reads it, how, and whether it must hold every character as it is."""


def _csl_ids(data: bytes) -> list[str]:
    items = json.loads(data)
    jsonschema.validate(items, CSL_SCHEMA)
    return [item["id"] for item in items]


def _ris_ids(data: bytes) -> list[str]:
    return [item["id"] for item in rispy.loads(data.decode())]


def _bibtex_ids(data: bytes) -> list[str]:
    return [entry.key for entry in bibtexparser.parse_string(data.decode()).entries]


SOURCE_READERS: dict[str, tuple[str, Callable[[bytes], list[str]]]] = {
    "csl-json": ("jsonschema", _csl_ids),
    "ris": ("rispy", _ris_ids),
    "bibtex": ("bibtexparser", _bibtex_ids),
}


if __name__ == "__main__":
    raise SystemExit(main())
