"""A full disk, a folder that cannot be written, a notebook that another program has: refused in one sentence, and
nothing that was confirmed is lost.

The disk is a tmpfs of its own where the system lets us mount one. Elsewhere files are limited in size, which SQLite
meets as it meets a full disk; a read-only folder is then one without the right to write, which binds all but root.
"""

import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from reader.core.errors import Trouble
from reader.core.notes import connection, restoring
from tests.builders import made, mark, notebook, old_notebook
from tests.torture import child
from tests.torture.tally import Tally

_SIZE = 544 * 1024


def disks(times: int, seed: int = 1) -> list[Tally]:
    """The table for so many runs of each situation."""
    return [full(times, seed), read_only(max(1, times // 4)), taken(max(1, times // 4))]


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """A file system of 544 KB at `folder`, if one can be mounted here."""
    folder.mkdir(exist_ok=True)
    options = ("-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder))
    mounted = sys.platform == "linux" and _quietly("mount", *options)
    try:
        yield mounted
    finally:
        if mounted:
            _quietly("umount", "-l", str(folder))


def _quietly(*command: str) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def full(times: int, seed: int) -> Tally:
    tally = Tally("disk full")
    for number in range(times):
        with tempfile.TemporaryDirectory() as place, small_disk(Path(place) / "disk") as mounted:
            tally.note = "tmpfs" if mounted else "limit of the file size"
            job = _fill_disk if mounted else _meet_limit
            ended = child.run(job, Path(place) / "disk", f"{seed}{number}", None)
            (Path(place) / "disk" / "filler").unlink(missing_ok=True)
            tally.runs += 1
            _count(tally, ended, Path(place) / "disk", number)
    return tally


def _fill_disk(folder: Path, chance: random.Random, say: child.Say) -> None:
    room = _SIZE - chance.randrange(90, 290) * 1024
    with (folder / "filler").open("wb", buffering=0) as stream, suppress(OSError):
        stream.write(b"x" * room)
    _work(folder, chance, say)


def _meet_limit(folder: Path, chance: random.Random, say: child.Say) -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = chance.randrange(90, 290) * 1024
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    _work(folder, chance, say)


def _work(folder: Path, chance: random.Random, say: child.Say) -> None:
    """Everything that writes, again and again, until it was refused often enough."""
    refused = 0
    if chance.random() < 0.3:
        try:
            old_notebook(folder, mark("old", text="from before"))
            say("=old\tfrom before")
        except sqlite.Error:  # the disk was too full for the beginning
            for file in folder.glob("notebook*"):
                file.unlink()
    for number in range(200):
        if refused > 12:
            return
        try:
            book = notebook(folder)
            if book.notice:
                say(f"#{book.notice.code}")
        except Trouble as trouble:
            say(f"#{trouble.code}")
            refused += 1
            continue
        for step in range(chance.randrange(1, 12)):
            text = f"{number} {step} " + "x" * chance.randrange(6_000)
            name = f"m{number}-{step}"
            say(f"?{name}\t{text}")
            try:
                book.apply(made(mark(name, text=text)))
                say(f"={name}\t{text}")
                book.backup()
            except Trouble as trouble:
                say(f"#{trouble.code}")
                refused += 1
        book.close()


def _count(tally: Tally, ended: child.Ended, folder: Path, number: int) -> None:
    """Compare what was confirmed with what is there once there is room again."""
    if ended.crashed:
        tally.crashes += 1
        tally.wrong(f"{tally.situation} {number}: {ended.crashed}")
    tally.told |= {line[1:] for line in ended.said if line.startswith("#")}
    confirmed = dict(line[1:].split("\t", 1) for line in ended.said if line.startswith("="))
    tried = {line[1:].split("\t", 1)[0] for line in ended.said if line.startswith(("?", "="))}
    tally.confirmed += len(confirmed)
    try:
        book = notebook(folder)
    except Trouble as trouble:
        tally.unopened += 1
        tally.wrong(f"{tally.situation} {number}: {trouble}")
        return
    held = {each.id: each.text for each in book.marks()}
    book.close()
    wrong = {name for name, text in confirmed.items() if held.get(name) != text} | (held.keys() - tried)
    tally.lost += len(wrong)
    if wrong:
        tally.wrong(f"{tally.situation} {number}: {sorted(wrong)[:3]}")


def read_only(times: int) -> Tally:
    """A folder that became read-only: its marks are shown, a change is refused."""
    tally = Tally("folder read-only")
    for number in range(times):
        with tempfile.TemporaryDirectory() as place, small_disk(Path(place) / "disk") as mounted:
            folder = Path(place) / "disk"
            if not mounted and os.geteuid() == 0:
                tally.note = "skipped: root may write anywhere, and nothing can be mounted"
                return tally
            tally.note = "tmpfs, remounted" if mounted else "without the right to write"
            # Every other notebook was left by a killed program, its changes in the log.
            child.run(_leave if number % 2 else _close, folder, "", None)
            if mounted:
                _quietly("mount", "-o", "remount,ro", str(folder))
            else:
                folder.chmod(0o500)
            tally.runs += 1
            tally.confirmed += 1
            _refuses(tally, folder, lambda book: None)
            if not mounted:
                folder.chmod(0o700)
    return tally


def _close(folder: Path, chance: random.Random, say: child.Say) -> None:
    book = notebook(folder)
    book.apply(made(mark("a")))
    book.close()


def _leave(folder: Path, chance: random.Random, say: child.Say) -> None:
    notebook(folder).apply(made(mark("a")))
    os._exit(0)


def taken(times: int) -> Tally:
    """Another program writes: a change and a restore are refused, and work when it is gone."""
    tally = Tally("locked by another program")
    patience, connection.BUSY_SECONDS = connection.BUSY_SECONDS, 0.02
    try:
        for _ in range(times):
            with tempfile.TemporaryDirectory() as place:
                folder = Path(place)
                child.run(_close, folder, "", None)
                other = sqlite.connect(str(folder / "notebook.db"), isolation_level=None)
                other.execute("BEGIN IMMEDIATE")
                tally.runs += 1
                tally.confirmed += 1
                _refuses(tally, folder, lambda book: book.apply(made(mark("b"))), other)
    finally:
        connection.BUSY_SECONDS = patience
    return tally


def _refuses(tally: Tally, folder: Path, afterwards: Callable[..., None], other: object | None = None) -> None:
    before = {file: file.read_bytes() for file in folder.glob("notebook.db")} if other is None else {}
    try:
        book = notebook(folder)
        if book.notice:
            tally.told.add(book.notice.code)
        for action in (lambda: book.apply(made(mark("c"))), lambda: _restore_any(folder)):
            try:
                action()
                tally.wrong(f"{tally.situation}: a change was not refused")
                tally.crashes += 1
            except Trouble as trouble:
                tally.told.add(trouble.code)
        if [each.id for each in book.marks()] != ["a"]:
            tally.lost += 1
        if other is not None:
            other.close()  # type: ignore[attr-defined]
        afterwards(book)
        book.close()
    except Trouble as trouble:
        tally.unopened += 1
        tally.wrong(f"{tally.situation}: {trouble}")
    tally.overwritten += sum(file.read_bytes() != data for file, data in before.items())


def _restore_any(folder: Path) -> None:
    """From a backup that was made elsewhere."""
    with tempfile.TemporaryDirectory() as place:
        book = notebook(Path(place))
        book.apply(made(mark("backed up")))
        book.backup()
        book.close()
        backups = Path(place) / "backups"
        restoring.restore(folder / "notebook.db", backups, next(backups.iterdir()).name)
