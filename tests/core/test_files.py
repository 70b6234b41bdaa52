"""Whole files or none, and sealed files that notice damage."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from reader.core.errors import Broken
from reader.core.files import read_sealed, write_sealed, write_whole
from tests.builders import PROJECT

NO_ROOM = """
import resource, signal, sys
from pathlib import Path
from reader.core.errors import Broken
from reader.core.files import write_whole

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
try:
    write_whole(Path(sys.argv[1]), b"x" * 100_000)
except Broken as trouble:
    print(trouble.code)
"""


def test_a_file_is_written_with_the_folders_it_needs(tmp_path: Path) -> None:
    write_whole(tmp_path / "a" / "b" / "file", b"words")
    assert (tmp_path / "a" / "b" / "file").read_bytes() == b"words"


def test_writing_again_replaces_the_file_and_leaves_no_scrap(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"old")
    write_whole(tmp_path / "file", b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"new")]


def test_a_folder_of_that_name_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)
    with pytest.raises(Broken) as caught:
        write_whole(tmp_path / "taken", b"words")
    assert caught.value.code == "write_failed"
    assert [file.name for file in tmp_path.iterdir()] == ["taken"]


@pytest.mark.parametrize("path", [".", "/"])
def test_a_path_without_a_name_is_refused(path: str) -> None:
    with pytest.raises(Broken, match="write_failed"):
        write_whole(Path(path), b"words")


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"words")
    with pytest.raises(Broken, match="write_failed"):
        write_whole(tmp_path / "file" / "below", b"more")
    assert (tmp_path / "file").read_bytes() == b"words"


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Broken, match="write_failed"):
        write_whole(tmp_path / ("n" * 300), b"words")


@pytest.mark.skipif(os.name != "posix", reason="limits of the file size exist on POSIX systems only")
def test_a_full_disk_leaves_the_old_file_and_no_scrap(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    done = subprocess.run(
        [sys.executable, "-c", NO_ROOM, str(tmp_path / "file")],
        capture_output=True,
        text=True,
        cwd=PROJECT,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("write_failed\n", "")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"old")]


def test_a_sealed_file_gives_back_its_value(tmp_path: Path) -> None:
    value = {"words": ["naïve", "قانون", "😀"], "number": 1.5, "nothing": None}
    write_sealed(tmp_path / "file", value)
    assert read_sealed(tmp_path / "file") == value


def test_a_flip_of_any_bit_breaks_the_seal(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_sealed(file, {"a": 1})
    whole = file.read_bytes()
    for position in range(len(whole)):
        for bit in range(8):
            file.write_bytes(whole[:position] + bytes([whole[position] ^ 1 << bit]) + whole[position + 1 :])
            assert read_sealed(file) is None


def test_a_truncated_sealed_file_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_sealed(file, {"a": 1})
    whole = file.read_bytes()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert read_sealed(file) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"{}", b"\xff\xfe\n{}", json.dumps({"a": 1}).encode()])
def test_what_was_never_sealed_is_not_believed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "file").write_bytes(content)
    assert read_sealed(tmp_path / "file") is None


def test_a_missing_sealed_file_is_no_value(tmp_path: Path) -> None:
    assert read_sealed(tmp_path / "none") is None
    assert read_sealed(tmp_path) is None
