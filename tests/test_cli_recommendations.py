"""Recommendations, checklists and gap tables from the terminal."""

import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from reader import cli
from tests.builders import PROJECT, workspace


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with a checklist in which one recommendation is assessed."""
    folder = tmp_path_factory.mktemp("cli") / "data"
    held = workspace(folder)
    held.notes.open()
    name = held.notes.make_checklist("my district, 2026", "labour_inspector").checklists[0][1].id  # type: ignore[union-attr]
    said = held.library.guide.recommendation("rec-004-2.2")
    assert said is not None
    source = said.source
    held.notes.assess(name, "rec-004-2.2", source.text, source.reference, "States", state="partly", evidence="Seen.")
    held.notes.close()
    return folder


def run(data: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(data)]))


def found(data: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, object]]:
    assert run(data, "recommendations", *arguments, "--json") == 0
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def test_all_recommendations_are_there_with_whom_they_ask(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = found(data, capsys)
    assert len(told) == 39
    assert all((each["addressee"] is None) != (each["about"] is None) for each in told)
    assert {each["label_is"] for each in told} == {"ours"}
    assert run(data, "recommendations") == 0
    lines = capsys.readouterr().out
    assert lines.count("\n  To: ") == sum(each["addressee"] is not None for each in told) == 35
    assert lines.count("\n  Addressee not stated; the text is about: ") == 4
    assert lines.endswith("39 of 39 recommendations.\n")


def test_filters_and_words_that_fit_nothing(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert all("States" in str(each["addressee"]) for each in found(data, capsys, "--to", "states"))
    assert found(data, capsys, "--to", "states", "--topic", "corruption") == [
        each for each in found(data, capsys, "--topic", "corruption") if each["addressee"]
    ]
    assert found(data, capsys, "procurement", "--role", "labour-inspector")
    assert run(data, "recommendations", "xylophone") == 0
    assert capsys.readouterr().out == "0 of 39 recommendations.\n"
    assert run(data, "recommendations", "--role", "astronaut") == 2


def test_checklists_are_listed_and_go_out(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(data, "checklists") == 0
    listed = capsys.readouterr().out
    assert listed.startswith("my district, 2026 (for: labour_inspector): 1 of ")
    assert listed.endswith(" looked at: 1 partly\n")
    assert run(data, "checklists", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told[0]["looked_at"], told[0]["states"]["partly"]) == (1, 1)
    assert run(data, "gaps", "My District, 2026", str(tmp_path / "gaps.docx")) == 0
    word = docx.Document(str(tmp_path / "gaps.docx"))
    assert "Seen." in "".join(cell.text for table in word.tables for row in table.rows for cell in row.cells)
    assert run(data, "gaps", "my district, 2026", str(tmp_path / "gaps.md")) == 0
    assert (tmp_path / "gaps.md").read_text(encoding="utf-8").startswith("#")
    assert run(data, "gaps", "another", str(tmp_path / "no.docx")) == 2
    assert "There is no checklist “another”" in capsys.readouterr().err
    assert run(data, "gaps", "my district, 2026", str(tmp_path / "missing" / "no.docx")) == 2
    assert not (tmp_path / "no.docx").exists()


def test_asking_for_the_window_with_options_does_not_load_the_guidance_layer() -> None:
    late = "[name for name in sys.modules if 'guidance' in name or 'advice' in name]"
    look = f"import sys, reader.cli as cli; cli.parse(['--data-dir', 'x']); print({late})"
    done = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
