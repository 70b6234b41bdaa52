"""Taking marks out and bringing them in from the terminal."""

import json
from pathlib import Path

import docx
import pytest

from reader import cli
from reader.core.export import EXPORTERS
from reader.core.marks import Item
from reader.core.types import Location, Point
from reader.core.workspace import FORMATS
from tests.builders import workspace

CALL = "call-for-action-2021"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three marks and a briefing."""
    notes = workspace(tmp_path / "data").notes
    notes.open()
    ids = []
    for block, colour, tags in (("p21", "pink", ["law"]), ("p2", "yellow", ["law", "a, b"]), ("p3", "yellow", [])):
        place = Location(CALL, Point(block, 0), Point(block, 12))
        [(_, new)] = notes.add("note", place, colour, f"about {block}", tags).pairs  # type: ignore[arg-type]
        assert new is not None
        ids.append(new.id)
    notes.make_collection("For Geneva", [Item(mark=ids[2]), Item(text="Own words"), Item(mark=ids[0])])
    notes.close()
    return tmp_path / "data"


def run(data: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(data)]))


def exported(data: Path, path: Path, *options: str) -> str:
    assert run(data, "export", *options, "-o", str(path)) == 0
    return path.read_text(encoding="utf-8")


def test_the_formats_offered_are_those_there_are() -> None:
    assert set(FORMATS) == set(EXPORTERS)


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_is_written(data: Path, tmp_path: Path, form: str) -> None:
    assert run(data, "export", "--format", form, "-o", str(tmp_path / "out")) == 0
    assert (tmp_path / "out").stat().st_size > 100


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--tag", "law"], ["p21", "p2"]),
        (["--tag", "law", "--tag", "a, b"], ["p2"]),
        (["--colour", "yellow"], ["p2", "p3"]),
        (["--text", "p21"], ["p21"]),
        (["--verdict", "kept", "--kind", "note", "--document", "ICAT-CFA-2021"], ["p2", "p3", "p21"]),
        (["--collection", "for geneva"], ["p3", "p21"]),
    ],
)
def test_what_is_taken_out_can_be_chosen(data: Path, tmp_path: Path, options: list[str], expected: list[str]) -> None:
    text = exported(data, tmp_path / "out.md", *options)
    assert {name for name in ("p2", "p3", "p21") if f"about {name}\n" in text} == set(expected)
    assert ("Own words" in text) == ("--collection" in options)


def test_a_bare_file_names_nobody(data: Path, tmp_path: Path) -> None:
    assert "Jo" in exported(data, tmp_path / "a.md", "--author", "Jo")
    assert "Jo" not in exported(data, tmp_path / "b.md", "--author", "Jo", "--bare")


def test_a_word_document_has_the_notes(data: Path, tmp_path: Path) -> None:
    run(data, "export", "--format", "docx", "-o", str(tmp_path / "x.docx"))
    assert "about p21" in [paragraph.text for paragraph in docx.Document(str(tmp_path / "x.docx")).paragraphs]


def test_an_unknown_collection_and_an_empty_choice_write_nothing(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(data, "export", "--collection", "none", "-o", str(tmp_path / "x.md")) == 2
    assert "no collection “none”" in capsys.readouterr().err
    assert run(data, "export", "--tag", "none", "-o", str(tmp_path / "x.md")) == 2
    assert not (tmp_path / "x.md").exists()


def test_marks_are_brought_in_after_a_preview(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.annotations"
    run(data, "export", "--format", "annotations", "-o", str(path))
    other = tmp_path / "other"
    capsys.readouterr()
    assert run(other, "import", str(path), "--preview", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {
        "new": 3, "changed": 0, "conflicts": 0, "same": 0, "without_place": 0, "left_out": 0, "checklists": 0,
        "unknown_documents": [],
    }  # fmt: skip
    for expected in ("Marks: 3 new", "Nothing in this file is new."):
        assert run(other, "import", str(path), "--layer", "Amina") == 0
        assert expected in capsys.readouterr().out
    notes = workspace(other).notes
    notes.open()
    assert ([layer.name for layer in notes.layers()], len(notes.marks())) == (["Amina"], 3)
    notes.close()


def test_a_wrong_file_is_one_sentence(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.jsonld").write_text("{", encoding="utf-8")
    assert run(data, "import", str(tmp_path / "x.jsonld")) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_checklists_go_out_and_come_in_without_any_mark(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    notes = workspace(tmp_path / "ana").notes
    notes.open()
    notes.make_checklist("My district")
    notes.close()
    path = tmp_path / "x.jsonld"
    run(tmp_path / "ana", "export", "--format", "jsonld", "-o", str(path))
    assert "0 marks and 1 checklist written" in capsys.readouterr().out
    assert run(tmp_path / "ben", "import", str(path), "--preview", "--json") == 0
    assert json.loads(capsys.readouterr().out)["checklists"] == 1
    for expected in ("1 checklists", "Nothing in this file is new."):
        run(tmp_path / "ben", "import", str(path))
        assert expected in capsys.readouterr().out
