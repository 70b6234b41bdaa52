"""Files cut off and bits flipped: in the notebook, in its log, in a backup. Nobody crashes, no good copy is touched,
what can be read comes back, and nothing is damaged twice: the second start finds a whole notebook."""

import os
import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from reader.core.errors import Trouble
from reader.core.notes import backups, restoring
from tests.builders import made, mark, notebook
from tests.torture import child
from tests.torture.tally import Tally

MARKS = [
    mark(f"mark{n:03}", text=f"Number {n}. " + f"A thought worth keeping {n}. " * (1 + n % 30), created=float(n))
    for n in range(120)
]
COPIED = 90
"""How many of them are in the backup."""

Damage = Callable[[bytes, random.Random], bytes]


def truncated(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One to sixteen bits."""
    changed = bytearray(data)
    for _ in range(2 ** chance.randrange(5)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def closed(folder: Path) -> None:
    """A notebook with a backup, closed."""
    book = notebook(folder)
    book.apply(made(*MARKS[:60]))
    book.backup()
    book.apply(made(*MARKS[60:COPIED]))
    book.backup()
    book.apply(made(*MARKS[COPIED:]))
    book.close()


def left_open(folder: Path) -> None:
    """The same, left by a program that was killed: the latest changes are in the log only."""

    def die(folder: Path, chance: random.Random, say: child.Say) -> None:
        book = notebook(folder)
        book.apply(made(*MARKS[:60]))
        book.backup()
        book.apply(made(*MARKS[60:COPIED]))
        book.backup()
        book.forget_searches()  # folds the log in
        for each in MARKS[COPIED:]:
            book.apply(made(each))
        os._exit(0)

    child.run(die, folder, "", None)


def damaged(times: int, seed: int = 1) -> list[Tally]:
    """The table for so many damaged files of each kind."""
    tallies = []
    for harm, name in ((truncated, "truncated"), (flipped, "bits flipped")):
        tallies.append(_notebook(Tally(f"notebook {name}"), closed, "notebook.db", harm, times, seed))
        tallies.append(_notebook(Tally(f"log {name}"), left_open, "notebook.db-wal", harm, times, seed))
        tallies.append(_backup(Tally(f"backup {name}"), harm, times, seed))
    return tallies


def _notebook(tally: Tally, prepare: Callable[[Path], None], name: str, harm: Damage, times: int, seed: int) -> Tally:
    """Damage the notebook or its log; every other time there is no backup (and of a log, no index)."""
    with tempfile.TemporaryDirectory() as place:
        model = Path(place) / "model"
        model.mkdir()
        prepare(model)
        for number in range(times):
            chance = random.Random(f"{tally.situation}{seed}{number}")
            folder = Path(place) / str(number)
            shutil.copytree(model, folder)
            with_backup = number % 2 == 0
            if not with_backup:
                shutil.rmtree(folder / "backups")
            if number % 4 > 1:
                (folder / "notebook.db-shm").unlink(missing_ok=True)
            (folder / name).write_bytes(harm((folder / name).read_bytes(), chance))
            _open(tally, folder, name, MARKS[:COPIED] if with_backup else [], number)
            shutil.rmtree(folder)
    return tally


def _open(tally: Tally, folder: Path, name: str, sure: list[object], number: int) -> None:
    tally.runs += 1
    before = {path: path.read_bytes() for path in (folder / name, *folder.glob("backups/*.db"))}
    try:
        book = notebook(folder)
        code = book.notice.code if book.notice else ""
        held = {each.id: each for each in book.marks()}
        book.close()
        again = notebook(folder)
        if again.notice is not None or len(again.marks()) != len(held):
            tally.wrong(f"{tally.situation} {number}: the second start is not like the first: {again.notice}")
            tally.crashes += 1
        again.close()
    except Trouble as trouble:
        tally.unopened += 1
        tally.wrong(f"{tally.situation} {number}: {trouble}")
        return
    except Exception as error:
        tally.crashes += 1
        tally.wrong(f"{tally.situation} {number}: {error!r}")
        return
    tally.told |= {code} - {""}
    as_they_were = sum(held.get(each.id) == each for each in MARKS)
    tally.marks += len(MARKS)
    tally.salvaged += as_they_were
    tally.altered += sum(each.id in held and held[each.id] != each for each in MARKS)
    if not code:
        tally.unsaid += len(MARKS) - as_they_were
    else:  # without a notice the notebook was taken as it is
        tally.lost += sum(held.get(each.id) != each for each in sure)
    there = {path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    kept = [data for path, data in before.items() if path.name != name or code]
    if not all(data in there for data in kept if data):
        tally.overwritten += 1
        tally.wrong(f"{tally.situation} {number}: a file that was there is gone")


def _backup(tally: Tally, harm: Damage, times: int, seed: int) -> Tally:
    """Damage the newest backup: the notebook opens, a restore from it is refused, and when the notebook is lost too,
    the older backup is what it is made of."""
    with tempfile.TemporaryDirectory() as place:
        model = Path(place) / "model"
        model.mkdir()
        closed(model)
        for number in range(times):
            chance = random.Random(f"{tally.situation}{seed}{number}")
            folder = Path(place) / str(number)
            shutil.copytree(model, folder)
            newest, older = backups.newest_first(folder / "backups")
            newest.write_bytes(harm(newest.read_bytes(), chance))
            try:
                _refused(tally, folder, newest.name, number)
                (folder / "notebook.db").write_bytes(b"")
                older_bytes = older.read_bytes()
                _open_from_older(tally, folder)
                if older_bytes not in [path.read_bytes() for path in folder.glob("backups/*")]:
                    tally.overwritten += 1
            except Trouble as trouble:
                tally.unopened += 1
                tally.wrong(f"{tally.situation} {number}: {trouble}")
            except Exception as error:
                tally.crashes += 1
                tally.wrong(f"{tally.situation} {number}: {error!r}")
            tally.runs += 1
            shutil.rmtree(folder)
    return tally


def _refused(tally: Tally, folder: Path, name: str, number: int) -> None:
    before = (folder / "notebook.db").read_bytes()
    try:
        restoring.restore(folder / "notebook.db", folder / "backups", name)
        tally.overwritten += 1
        tally.wrong(f"{tally.situation} {number}: a damaged backup was restored")
    except Trouble as trouble:
        tally.told.add(trouble.code)
    if (folder / "notebook.db").read_bytes() != before:
        tally.overwritten += 1


def _open_from_older(tally: Tally, folder: Path) -> None:
    book = notebook(folder)
    held = {each.id: each for each in book.marks()}
    book.close()
    tally.marks += 60
    tally.salvaged += sum(held.get(each.id) == each for each in MARKS[:60])
    tally.lost += sum(held.get(each.id) != each for each in MARKS[:60])
