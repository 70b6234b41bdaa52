"""The verbs of the guidance layer."""

import json
from pathlib import Path

import pytest

from reader import cli
from reader.core.errors import Refused
from tests.builders import prepare

Captured = pytest.CaptureFixture[str]
ENTRY = [
    "id", "type", "number", "title", "other_titles", "date", "year", "inferred", "held", "document", "reference",
    "series", "newer", "superseded_by", "topics", "sdg", "sdg_inferred", "sdg_source", "audience", "languages",
    "summary", "described_in", "sources", "address",
]  # fmt: skip


def run(folder: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(prepare(folder, "library"))]))


def listed(folder: Path, capsys: Captured, *arguments: str) -> list[dict[str, object]]:
    assert run(folder, "catalogue", *arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_the_catalogue_in_a_terminal(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "catalogue", "--type", "issue-brief", "--year", "2017..2019") == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert [line for line in lines if line.isdecimal()] == ["2019", "2018", "2017"]
    assert "  Issue brief No. 6: Trafficking in Children" in lines
    assert "    2018 (inferred) · number inferred · Not in this library" in lines
    assert lines[-2] == "7 publications, 0 in this library."
    assert lines[-1].endswith("https://icat.un.org/publications")
    assert captured.err == ""
    run(tmp_path, "catalogue", "--held")
    out = capsys.readouterr().out
    assert "In this library: ICAT-CFA-2021" in out
    assert out.endswith("5 publications, 5 in this library.\n")
    assert run(tmp_path, "catalogue", "xylophone") == 0
    assert capsys.readouterr().out == "No publication of the catalogue has all of this.\n"


def test_the_catalogue_as_json(tmp_path: Path, capsys: Captured) -> None:
    every = listed(tmp_path, capsys)
    assert len(every) == 70
    assert all(list(each) == ENTRY for each in every)
    held = listed(tmp_path, capsys, "--held")
    assert {each["document"] for each in held} == {each["id"] for each in held}
    assert len(listed(tmp_path, capsys, "--not-held")) == 65
    found = listed(tmp_path, capsys, "gender", "--for", "law-enforcement", "--sdg", "5.2", "--topic", "Gender")
    assert [each["id"] for each in found] == ["issue-brief-04"]
    assert found[0]["sdg_source"] == "world-day-statement-2023"


@pytest.mark.parametrize(
    ("option", "value"),
    [("type", "novel"), ("year", "1950"), ("topic", "xylophones"), ("sdg", "99"), ("for", "nobody")],
)
def test_a_value_that_no_publication_has_is_named_with_those_there_are(
    tmp_path: Path, capsys: Captured, option: str, value: str
) -> None:
    assert run(tmp_path, "catalogue", f"--{option}", value) == Refused.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(f"No publication of the catalogue has “{value}” for --{option}; there are: ")
    assert captured.err.count("\n") == 1
