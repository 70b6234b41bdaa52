"""The verbs `backups` and `restore`."""

import json
from pathlib import Path

import pytest

from reader import cli
from reader.core.errors import Broken, Refused
from reader.core.notes import connection
from tests.builders import checklist, made, made_lists, mark, notebook

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A backup of one mark, and a notebook of two."""
    book = notebook(tmp_path)
    book.apply(made(mark("a")))
    book.backup()
    book.apply(made(mark("b")))
    book.close()
    return tmp_path


def run(folder: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(folder)]))


def listed(folder: Path, capsys: Captured) -> list[dict[str, object]]:
    assert run(folder, "backups", "--json") == 0
    return json.loads(capsys.readouterr().out)


def held(folder: Path) -> list[str]:
    book = notebook(folder)
    ids = [each.id for each in book.marks()]
    book.close()
    return ids


def test_backups_are_listed_for_people_and_programs(folder: Path, capsys: Captured) -> None:
    [row] = listed(folder, capsys)
    assert {key: row[key] for key in ("changes", "marks", "good")} == {"changes": 1, "marks": 1, "good": True}
    assert run(folder, "backups") == 0
    assert capsys.readouterr().out.startswith(f"{row['name']}  2")


def test_a_preview_tells_of_checklists_that_differ(folder: Path, capsys: Captured) -> None:
    [row] = listed(folder, capsys)
    assert run(folder, "restore", str(row["name"]), "--preview") == 0
    assert "Checklists" not in capsys.readouterr().out
    book = notebook(folder)
    book.apply(made_lists(checklist()))
    book.close()
    assert run(folder, "restore", str(row["name"]), "--preview") == 0
    assert "Checklists that differ: 1." in capsys.readouterr().out


def test_without_backups_a_sentence_says_so(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "backups") == 0
    assert capsys.readouterr().out.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_preview_changes_nothing_and_a_restore_keeps_what_was_there(folder: Path, capsys: Captured) -> None:
    name = str(listed(folder, capsys)[0]["name"])
    assert run(folder, "restore", name, "--preview") == 0
    assert capsys.readouterr().out.startswith("1 mark in the backup: 0 not in your notes now, 0 different; 1 mark of")
    assert held(folder) == ["a", "b"]
    assert run(folder, "restore", name) == 0
    capsys.readouterr()
    assert held(folder) == ["a"]
    assert [row["marks"] for row in listed(folder, capsys)] == [2, 1]


def test_what_cannot_be_restored_is_one_sentence(
    folder: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    name = str(listed(folder, capsys)[0]["name"])
    assert run(folder, "restore", "nonsense") == Refused.exit_code
    assert "nonsense" in capsys.readouterr().err
    window = notebook(folder)
    assert run(folder, "restore", name) == Refused.exit_code
    assert capsys.readouterr().err.startswith("Your notes are open")
    window.close()
    (folder / "backups" / name).write_bytes(b"")
    assert run(folder, "restore", name) == Broken.exit_code
    assert "damaged" in capsys.readouterr().err
    assert held(folder) == ["a", "b"]
