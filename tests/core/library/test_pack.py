"""Reading a pack: one bad document does not take the others with it."""

from pathlib import Path

import pytest

from reader.core.errors import Broken
from reader.core.library.pack import read_pack
from tests.builders import document_text, pack, two_documents


def test_a_pack_gives_its_documents_in_its_own_order(tmp_path: Path) -> None:
    info, documents, problems = read_pack(pack(tmp_path, two_documents()))
    assert (info.id, info.title, problems) == ("test", "Test pack", [])
    assert [document.info.id for document in documents] == ["sample", "other"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"no front matter", "document_malformed"),
        (b"\xff\xfe\x00", "document_unreadable"),
        (document_text(date="yesterday").encode(), "document_malformed"),
        (document_text("<ul><li>" * 30 + "x").encode(), "document_malformed"),
        (document_text(id="another").encode(), "document_malformed"),
        (document_text(id="bad", reference="ICAT-OTH-2024").encode(), "document_malformed"),
        (b"", "document_malformed"),
    ],
)
def test_a_bad_document_is_named_and_the_others_open(tmp_path: Path, text: bytes, code: str) -> None:
    _, documents, problems = read_pack(pack(tmp_path, two_documents() | {"bad": text}))
    assert [document.info.id for document in documents] == ["sample", "other"]
    assert [(problem.code, problem.facts["file"]) for problem in problems] == [(code, "bad.md")]


def test_a_missing_document_is_named_and_the_others_open(tmp_path: Path) -> None:
    folder = pack(tmp_path, two_documents())
    (folder / "documents" / "other.md").unlink()
    _, documents, [problem] = read_pack(folder)
    assert [document.info.id for document in documents] == ["sample"]
    assert (problem.code, problem.facts["file"]) == ("document_unreadable", "other.md")


def test_a_document_listed_twice_is_there_once(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("  - sample\n")
    _, documents, problems = read_pack(folder)
    assert ([document.info.id for document in documents], problems) == (["sample"], [])


def test_a_name_cannot_lead_out_of_the_pack(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    (tmp_path / "secret.md").write_text(document_text(id="secret", reference="X-1"), encoding="utf-8")
    with (folder / "pack.yaml").open("a", encoding="utf-8") as file:
        file.write("  - ../../secret\n")
    _, documents, [problem] = read_pack(folder)
    assert [document.info.id for document in documents] == ["sample"]
    assert problem.facts["file"] == "secret.md"


@pytest.mark.parametrize(
    "content",
    [b"", b"just words", b"\xff\xfe", b"id: x", b"id: [", b"documents: [sample]", b"- a", b"id: " + b"[" * 900],
)
def test_an_unusable_pack_file_is_named(tmp_path: Path, content: bytes) -> None:
    folder = pack(tmp_path)
    (folder / "pack.yaml").write_bytes(content)
    with pytest.raises(Broken) as caught:
        read_pack(folder)
    assert (caught.value.code, caught.value.facts["file"]) == ("pack_malformed", "pack.yaml")


@pytest.mark.parametrize("listed", ["sample", "", "{a: b}", "[]"])
def test_a_pack_that_lists_no_documents_is_malformed(tmp_path: Path, listed: str) -> None:
    folder = pack(tmp_path)
    text = (folder / "pack.yaml").read_text(encoding="utf-8")
    (folder / "pack.yaml").write_text(text.split("documents:")[0] + f"documents: {listed}\n", encoding="utf-8")
    with pytest.raises(Broken, match="pack_malformed"):
        read_pack(folder)


def test_a_pack_whose_only_document_is_bad_says_so(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="document_malformed"):
        read_pack(pack(tmp_path, {"sample": "no front matter"}))
