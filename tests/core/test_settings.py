"""Settings: a damaged line costs that line, a damaged file costs nothing but its contents."""

from pathlib import Path

import pytest

from reader.core.settings import Settings, Typesetting, read_settings, write_settings


def test_without_a_file_all_settings_are_defaults(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "settings.toml") == (Settings(), ())


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    type = Typesetting("legible", 22, 1.8, 72, True, False)
    ours = Settings("sepia", type, 150, (10, -20, 900, 700), True, False, False, 200, 400)
    write_settings(tmp_path / "settings.toml", ours)
    assert read_settings(tmp_path / "settings.toml") == (ours, ())


def test_the_defaults_come_back_as_they_were(tmp_path: Path) -> None:
    write_settings(tmp_path / "settings.toml", Settings())
    assert read_settings(tmp_path / "settings.toml") == (Settings(), ())


@pytest.mark.parametrize(
    "line",
    [
        'theme = "pink"',
        "theme = 3",
        "text_size = 4",
        "text_size = true",
        'text_size = "18"',
        'face = "Comic"',
        "face = []",
        "line_height = 1.2",
        "line_height = nan",
        "line_height = true",
        "measure = 59",
        "measure = 66.5",
        'justified = "yes"',
        "numbers = 0",
        "interface_size = 110",
        "interface_size = 100.0",
        "window = [1, 2, 3]",
        "window = [0, 0, 10, 10]",
        "window = [0, 0, 900, 99999]",
        'window = "all"',
        "maximised = 1",
        "side_width = -5",
        "notes_width = 1e400",
    ],
)
def test_a_bad_value_is_named_and_the_others_count(tmp_path: Path, line: str) -> None:
    (tmp_path / "settings.toml").write_text(f"notes_panel = false\n{line}\n", encoding="utf-8")
    name = line.split(" ")[0]
    assert read_settings(tmp_path / "settings.toml") == (Settings(notes_panel=False), (name,))


def test_the_file_is_flat_and_says_what_a_whole_number_means(tmp_path: Path) -> None:
    write_settings(tmp_path / "settings.toml", Settings(type=Typesetting(size=24)))
    lines = (tmp_path / "settings.toml").read_text(encoding="utf-8").splitlines()
    assert "text_size = 24" in lines
    assert 'face = "serif"' in lines
    assert not [line for line in lines if line.startswith("[")]
    (tmp_path / "settings.toml").write_text("line_height = 2\n", encoding="utf-8")
    assert read_settings(tmp_path / "settings.toml") == (Settings(type=Typesetting(line_height=2.0)), ())


@pytest.mark.parametrize("content", [b"theme = ", b"\xff\xfe", b"\0" * 50, b"a = " + b"[" * 5000])
def test_a_damaged_file_is_named_and_gives_defaults(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.toml").write_bytes(content)
    assert read_settings(tmp_path / "settings.toml") == (Settings(), ("file",))


def test_a_folder_of_that_name_gives_defaults(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    assert read_settings(tmp_path / "settings.toml") == (Settings(), ("file",))


def test_what_a_newer_version_wrote_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('theme = "dark"\nsparkle = "yes"\n', encoding="utf-8")
    assert read_settings(tmp_path / "settings.toml") == (Settings(theme="dark"), ())
