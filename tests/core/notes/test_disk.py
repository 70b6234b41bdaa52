"""A full disk and a folder that cannot be written: nothing that was marked is lost, and it can still be read."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from reader.core.errors import Broken, Refused
from tests.builders import PROJECT, made, mark, notebook, old_notebook

LIMITED = """
import resource, signal, sys
from pathlib import Path
from reader.core.errors import Trouble
from tests.builders import made, mark, notebook
book = notebook(Path(sys.argv[1]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (340_000, 340_000))
for number in range(50):
    try:
        book.apply(made(mark(f"m{number}", text="x" * 3000)))
    except Trouble as trouble:
        print(number, trouble.code, len(book.marks()))
        break
"""


def run_quietly(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 320 KB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or not run_quietly("mount", "-t", "tmpfs", "-o", "size=320k", "tmpfs", str(folder)):
        pytest.skip("a file system can be mounted by root on Linux only")
    yield folder
    run_quietly("umount", "-l", str(folder))


def fill(disk: Path) -> Path:
    """Fill the disk to the last kilobyte; the file that takes the room comes back."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream, suppress(OSError):
        while True:
            stream.write(b"x" * 1024)
    return filler


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A folder with a notebook of one mark that was closed, and then made read-only."""
    folder = tmp_path / "frozen"
    folder.mkdir()
    mounted = sys.platform == "linux" and run_quietly("mount", "-t", "tmpfs", "tmpfs", str(folder))
    if not mounted and os.geteuid() == 0:
        pytest.skip("root may write anywhere, and nothing can be mounted here")
    book = notebook(folder)
    book.apply(made(mark("a")))
    book.close()
    if mounted:
        assert run_quietly("mount", "-o", "remount,ro", str(folder))
    else:
        (folder / "notebook.db").chmod(0o400)
        folder.chmod(0o500)
    yield folder
    if mounted:
        run_quietly("umount", "-l", str(folder))
    else:
        folder.chmod(0o700)


@pytest.mark.skipif(os.name != "posix", reason="limits of the file size exist on POSIX systems only")
def test_when_no_more_can_be_written_the_mark_is_refused_and_the_earlier_ones_stay(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tmp_path)], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    number, code, held = done.stdout.split()
    assert (code, done.stderr) == ("write_failed", "")
    assert int(held) == int(number) > 2
    book = notebook(tmp_path)
    assert [each.id for each in book.marks()] == sorted(f"m{n}" for n in range(int(number)))
    book.close()


def test_a_full_disk_refuses_a_mark_keeps_the_others_and_recovers(small_disk: Path) -> None:
    book = notebook(small_disk)
    book.apply(made(mark("before")))
    filler = fill(small_disk)
    with pytest.raises(Broken) as caught:
        book.apply(made(mark("during", text="x" * 20_000)))
    assert caught.value.code == "write_failed"
    assert book.marks() == (mark("before"),)
    filler.unlink()
    book.apply(made(mark("after")))
    assert [each.id for each in book.marks()] == ["after", "before"]
    book.close()


def test_a_notebook_on_a_full_disk_can_be_read(small_disk: Path) -> None:
    book = notebook(small_disk)
    book.apply(made(mark("before")))
    book.close()
    fill(small_disk)
    book = notebook(small_disk)
    assert book.marks() == (mark("before"),)
    book.close()


def test_an_old_notebook_on_a_full_disk_is_left_as_it_is_and_can_be_read_and_searched(small_disk: Path) -> None:
    path = old_notebook(small_disk, mark("before"))
    before = path.read_bytes()
    filler = fill(small_disk)
    book = notebook(small_disk)
    assert (book.marks(), book.search("thought"), book.read_only) == ((mark("before"),), (mark("before"),), True)
    book.close()
    assert path.read_bytes() == before
    filler.unlink()
    book = notebook(small_disk)
    assert (book.marks(), book.search("thought"), book.read_only) == ((mark("before"),), (mark("before"),), False)
    book.close()


def test_a_backup_on_a_full_disk_is_reported_and_leaves_no_scrap(small_disk: Path) -> None:
    book = notebook(small_disk)
    book.apply(made(mark("before", text="x" * 20_000)))
    fill(small_disk)
    with pytest.raises(Broken, match="write_failed"):
        book.backup()
    assert list(small_disk.glob("backups/*")) == []
    assert len(book.marks()) == 1
    book.close()


def test_a_read_only_folder_shows_its_marks_and_says_so(frozen: Path) -> None:
    book = notebook(frozen)
    assert book.marks() == (mark("a"),)
    assert book.search("thought") == (mark("a"),)
    assert book.read_only
    assert book.notice is not None
    assert book.notice.code == "notes_read_only"
    with pytest.raises(Refused, match="notes_read_only"):
        book.apply(made(mark("b")))
    book.backup()
    book.close()
    assert sorted(path.name for path in frozen.iterdir()) == ["notebook.db", "notebook.lock"]


def test_the_log_of_a_killed_program_is_read_in_a_read_only_folder(tmp_path: Path, small_disk: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from tests.builders import made, mark, notebook\n"
        "book = notebook(Path(sys.argv[1])); book.apply(made(mark('a'))); os._exit(9)"
    )
    subprocess.run([sys.executable, "-c", script, str(small_disk)], cwd=PROJECT, check=False)
    assert (small_disk / "notebook.db-wal").stat().st_size > 0
    assert run_quietly("mount", "-o", "remount,ro", str(small_disk))
    book = notebook(small_disk)
    assert (book.marks(), book.read_only) == ((mark("a"),), True)
    book.close()


def test_a_read_only_folder_without_a_notebook_is_refused(small_disk: Path) -> None:
    assert run_quietly("mount", "-o", "remount,ro", str(small_disk))
    with pytest.raises(Refused, match="folder_unusable"):
        notebook(small_disk)
