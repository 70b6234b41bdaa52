"""A file that is wrong, or means harm, is refused with one sentence, and nothing of it is read."""

import contextlib
import io
import json
import os
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from reader import words
from reader.core.errors import Refused
from reader.core.export import EXPORTERS
from reader.core.export.annotations_reader import read_annotations
from tests.core.export.samples import reference_bundle
from tests.core.export.test_annotations import DRAFT


def archive(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content)
    return stream.getvalue()


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def encrypted() -> bytes:
    """An archive whose two headers say that it is encrypted."""
    data = bytearray(archive(("annotations.json", b"{}")))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def lying() -> bytes:
    """A bomb that says it is small: 60 MB that claim to be ten bytes."""
    data = bytearray(archive(("annotations.json", b" " * 60_000_000)))
    size = (60_000_000).to_bytes(4, "little")
    return bytes(data).replace(size, (10).to_bytes(4, "little"))


def refusal(folder: Path, data: bytes) -> Refused:
    path = folder / "hostile"
    path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        read_annotations(path)
    assert words.sentence(caught.value).startswith("Nothing was read from ")
    return caught.value


def with_item(**changes: Any) -> bytes:
    return json.dumps({**DRAFT, "items": [{**DRAFT["items"][0], **changes}]}).encode()


def with_own(**own: Any) -> bytes:
    return with_item(**{"icat:mark": {"start": ["p1", 0], "end": ["p1", 4], **own}})


def with_list(*assessments: Any, **changes: Any) -> bytes:
    return json.dumps({**DRAFT, "icat:checklists": [{"id": "x", "assessments": assessments, **changes}]}).encode()


TARGET = DRAFT["items"][0]["target"]
ITEM = DRAFT["items"][0]
QUOTE = TARGET["selector"][1]
DEEP = b'{"type":"AnnotationSet","items":[],"x":' + b"[" * 60 + b"]" * 60 + b"}"

WRONG = {
    "empty": b"",
    "not JSON": b"hello",
    "half a file": json.dumps(DRAFT).encode()[:-20],
    "two values": b"{}{}",
    "a string without end": b'{"type":"' + b'\\"' * 200_000,
    "not UTF-8": b'{"type":"AnnotationSet","title":"\xff\xfe"}',
    "UTF-16": json.dumps(DRAFT).encode("utf-16"),
    "half a character": with_item(body={"type": "TextualBody", "value": "\ud800"}),
    "half a character in a tag": with_item(body={"type": "TextualBody", "value": "", "tags": ["\udfff"]}),
    "NaN": b'{"type":"AnnotationSet","items":[],"x":NaN}',
    "infinity": b'{"type":"AnnotationSet","items":[],"x":1e999}',
    "a huge number": b'{"type":"AnnotationSet","items":[],"x":' + b"9" * 10_000 + b"}",
    "deep": DEEP,
    "very deep": b"[" * 200_000,
    "deep objects": b'{"a":' * 5_000 + b"1" + b"}" * 5_000,
    "items are no list": json.dumps({**DRAFT, "items": {}}).encode(),
    "an item is no object": json.dumps({**DRAFT, "items": [1]}).encode(),
    "no type": with_item(type=None),
    "another type": with_item(type="Person"),
    "no id": with_item(id=None),
    "a number for an id": with_item(id=3),
    "an id without end": with_item(id="x" * 100_000),
    "no target": with_item(target=None),
    "target is a text": with_item(target="x"),
    "selector is a number": with_item(target={"source": "a", "selector": 3}),
    "quote is a number": with_item(target={"source": "a", "selector": [{**QUOTE, "exact": 3}]}),
    "quote too long": with_item(target={"source": "a", "selector": [{**QUOTE, "exact": "x" * 1_000_001}]}),
    "note too long": with_item(body={"type": "TextualBody", "value": "x" * 10_000_001}),
    "note is a list": with_item(body={"type": "TextualBody", "value": ["x"]}),
    "tag too long": with_item(body={"type": "TextualBody", "value": "", "tags": ["x" * 5_001]}),
    "too many tags": with_item(body={"type": "TextualBody", "value": "", "tags": ["x"] * 1_001}),
    "tags are numbers": with_item(body={"type": "TextualBody", "value": "", "tags": [1]}),
    "before 1970": with_item(created="1969-12-31T23:59:59Z"),
    "the year 9999": with_item(created="9999-12-31T23:59:59Z"),
    "no date": with_item(created="yesterday"),
    "a number for a date": with_item(created=1_700_000_000),
    "offset below zero": with_own(start=["p1", -1]),
    "offset without end": with_own(end=["p1", 10**12]),
    "offset is a half": with_own(end=["p1", 0.5]),
    "offset is true": with_own(end=["p1", True]),
    "three in a point": with_own(end=["p1", 1, 2]),
    "historical is a text": with_own(historical="yes"),
    "seconds are texts": with_own(seconds=["1", "2"]),
    "seconds beyond time": with_own(seconds=[-1.0, 2.0]),
    "two with one id": json.dumps({**DRAFT, "items": [ITEM, {**ITEM, "created": "2024-01-01"}]}).encode(),
    "meanings are a list": json.dumps({**DRAFT, "icat:meanings": []}).encode(),
    "a collection without an id": json.dumps({**DRAFT, "icat:collections": [{"name": "x"}]}).encode(),
    "a checklist without an id": with_list(id=""),
    "a state that is none": with_list({"recommendation": "r1", "state": "dooe"}),
    "a state that is a list": with_list({"recommendation": "r1", "state": ["done"]}),
    "a day that is none": with_list({"recommendation": "r1", "date": "2026-02-30"}),
    "an assessment of nothing": with_list({"state": "done"}),
    "two of one recommendation": with_list({"recommendation": "r1"}, {"recommendation": "r1", "state": "done"}),
    "an assessment is no object": with_list(3),
    "assessed before 1970": with_list({"recommendation": "r1", "modified": "1969-12-31T23:59:59Z"}),
    "evidence too long": with_list({"recommendation": "r1", "evidence": "x" * 10_000_001}),
    "too many checklists": json.dumps({**DRAFT, "icat:checklists": [{"id": "x"}] * 1_001}).encode(),
    "too many assessments": with_list(*[{"recommendation": "r1"}] * 100_001),
    "an archive of another file": archive(("mimetype", b"application/epub+zip")),
    "an archive of two": archive(("annotations.json", b"{}"), ("x", b"")),
    "two with the same name": archive(("annotations.json", b"{}"), ("x", b"")).replace(b"x", b"y"),
    "one in a folder": archive(("a/annotations.json", b"{}")),
    "packed unusually": archive(("annotations.json", json.dumps(DRAFT).encode()), method=zipfile.ZIP_LZMA),
    "half an archive": EXPORTERS["annotations"](reference_bundle())[:-40],
    "a damaged archive": patched(archive(("annotations.json", b"x" * 50), method=zipfile.ZIP_STORED), b"xxxx", b"yyyy"),
    "encrypted": encrypted(),
    "a bomb that lies": lying(),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused(name: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, WRONG[name]).code == "import_unreadable"


@pytest.mark.parametrize(
    "data",
    [b" " * 50_000_001, archive(("annotations.json", b" " * 50_000_001)), b'{"a":[' + b"[]," * 4_000_000 + b"[]]}"],
    ids=["a large file", "a bomb", "many small parts"],
)
def test_what_is_too_large_is_refused_before_it_is_read(data: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path, data).code == "import_too_large"


@pytest.mark.parametrize("data", [b"[]", b"1", b"{}", b'{"type":"Annotation"}', b'{"type":"FeatureCollection"}'])
def test_json_of_another_kind_is_foreign(data: bytes, tmp_path: Path) -> None:
    assert refusal(tmp_path, data).code == "import_foreign"


def test_a_file_that_is_not_there_or_is_none(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read_annotations(tmp_path / "no")
    assert caught.value.code == "file_missing"
    with pytest.raises(Refused) as caught:
        read_annotations(tmp_path)
    assert caught.value.code == "file_unreadable"
    with pytest.raises(Refused) as caught:
        read_annotations(tmp_path / ("x" * 5_000))
    assert caught.value.code == "file_unreadable"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Refused) as caught:
        read_annotations(tmp_path / "pipe")
    assert caught.value.code == "file_unreadable"


@pytest.mark.parametrize("form", ["jsonld", "annotations"])
def test_a_file_with_a_damaged_byte_is_read_or_refused_and_nothing_else(form: str, tmp_path: Path) -> None:
    data, rng = EXPORTERS[form](reference_bundle()), random.Random(1)
    path = tmp_path / "x"
    for _ in range(100):
        damaged = bytearray(data)
        for _ in range(rng.randrange(1, 4)):
            damaged[rng.randrange(len(damaged))] = rng.randrange(256)
        path.write_bytes(bytes(damaged))
        with contextlib.suppress(Refused):
            read_annotations(path)
