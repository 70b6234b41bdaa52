"""Where things live."""

from pathlib import Path

import pytest

from reader.core.paths import find_paths


def test_one_folder_holds_everything_of_the_user(tmp_path: Path) -> None:
    paths = find_paths(tmp_path / "mine")
    ours = (paths.data, paths.config, paths.cache, paths.notebook, paths.backups, paths.settings, paths.lock)
    assert [path for path in ours if not path.is_relative_to(tmp_path / "mine")] == []


def test_finding_the_places_makes_none(tmp_path: Path) -> None:
    find_paths(tmp_path / "mine")
    assert list(tmp_path.iterdir()) == []


def test_a_relative_folder_means_the_one_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths(Path("mine")).data == tmp_path / "mine"


def test_the_home_sign_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert find_paths(Path("~/mine")).data == tmp_path / "mine"


def test_without_a_folder_the_places_of_the_system_are_used() -> None:
    paths = find_paths()
    assert all("icat-field-reader" in str(path) for path in (paths.data, paths.config, paths.cache))


def test_the_corpus_is_where_the_program_is(tmp_path: Path) -> None:
    assert (find_paths(tmp_path).corpus / "pack.yaml").is_file()
