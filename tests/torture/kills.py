"""Kill -9 at any moment: while marks and checklists are written, and while the notebook is opened, migrated, copied,
folded together, recovered and restored. Every confirmed change must be there afterwards, and the notebook must open."""

import random
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reader.core.errors import Trouble
from reader.core.marks import Change, Checklist, Mark
from reader.core.notes import restoring
from reader.core.notes.store import Notebook
from tests.builders import assessment, checklist, made, made_lists, mark, notebook, old_notebook
from tests.torture import child
from tests.torture.child import Say
from tests.torture.tally import Tally

GONE = "-"
LIST = "list "
"""What the names of checklists begin with here."""
Held = dict[str, Mark | Checklist]
State = dict[str, str]  # text by id
Allowed = dict[str, set[str]]
_PER_FOLDER = 25


def write(folder: Path, chance: random.Random, say: Say) -> None:
    """Make, change and delete marks and checklists until the kill; each is announced, done and confirmed."""
    book = notebook(folder)
    held = held_in(book)
    for _ in range(2_000):
        change_one(book, held, chance, say)


def write_and_copy(folder: Path, chance: random.Random, say: Say) -> None:
    """As `write`, with a backup after every third change."""
    book = notebook(folder)
    held = held_in(book)
    for number in range(2_000):
        change_one(book, held, chance, say)
        if number % 3 == 0:
            book.backup()


def write_and_fold(folder: Path, chance: random.Random, say: Say) -> None:
    """As `write`, with the log folded in all the time: by SQLite's command and by closing."""
    held: Held = {}
    for _ in range(500):
        book = notebook(folder)
        held = held or held_in(book)
        for _ in range(4):
            change_one(book, held, chance, say)
        book.forget_searches()
        book.close()


def open_and_write(folder: Path, chance: random.Random, say: Say) -> None:
    """Open (which may migrate or recover), say so, make one mark or checklist, close."""
    book = notebook(folder)
    change_one(book, {}, chance, say)
    book.backup()
    book.close()


def restore(folder: Path, chance: random.Random, say: Say) -> None:
    """Go to and fro between the backups there are."""
    for _ in range(6):
        names = restoring.listing(folder / "backups")
        chosen = chance.choice(names).name
        restoring.restore(folder / "notebook.db", folder / "backups", chosen)


def held_in(book: Notebook) -> Held:
    return {each.id: each for each in (*book.marks(), *book.checklists())}


def told(held: Held) -> State:
    """What is compared: the text of a mark; of a checklist what is assessed, and no other number of assessments."""
    return {
        name: each.text if isinstance(each, Mark) else " ".join(one.evidence for one in each.assessments)
        for name, each in held.items()
    }


def change_one(book: Notebook, held: Held, chance: random.Random, say: Say) -> None:
    old = held[chance.choice(sorted(held))] if held and chance.random() < 0.4 else None
    name = old.id if old else LIST * (chance.random() < 0.3) + f"{chance.getrandbits(64):016x}"
    delete = old is not None and chance.random() < 0.4
    text = GONE if delete else f"{chance.getrandbits(32)} " + "A thought. " * int(chance.expovariate(1 / 60))
    new = None if delete else checklist(name, assessment(evidence=text)) if LIST in name else mark(name, text=text)
    say(f"?{name}\t{text}")
    book.apply(Change(checklists=((old, new),)) if LIST in name else Change(((old, new),)))
    say(f"={name}\t{text}")
    held.pop(name, None)
    if new:
        held[name] = new


@dataclass(frozen=True)
class Situation:
    name: str
    share: float  # of all kills
    prepare: Callable[[Path], None] | None  # the notebook before each run; None: it goes on from the last one
    job: child.Job
    seconds: float | None = None  # the kill falls within this time; None: within the time the whole job takes


def fifty(folder: Path) -> list[Mark]:
    return [mark(f"first{n:02}", text=f"{n} " + "A thought worth keeping. " * 12, created=float(n)) for n in range(50)]


LISTS = tuple(checklist(f"{LIST}{n}", assessment(evidence=f"{n} Seen")) for n in range(2))


def old(folder: Path) -> None:
    old_notebook(folder, *fifty(folder))


def damaged(folder: Path) -> None:
    """Thirty of fifty marks are in a backup, and one of two checklists; the header and the root of the marks are gone,
    no leaf is."""
    book = notebook(folder)
    book.apply(made(*fifty(folder)[:30]))
    book.apply(made_lists(LISTS[0]))
    book.backup()
    book.apply(made_lists(LISTS[1]))
    book.apply(made(*fifty(folder)[30:]))
    book.close()
    path = folder / "notebook.db"
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def two_backups(folder: Path) -> None:
    book = notebook(folder)
    for part in (fifty(folder)[:20], fifty(folder)[20:35], fifty(folder)[35:]):
        book.apply(made(*part))
        book.backup()
        book.apply(made_lists(checklist(f"{LIST}{len(book.checklists())}")))
    book.apply(made(mark("last", text="after the last backup")))
    book.close()


SITUATIONS = (
    Situation("killed while writing", 0.34, None, write, 0.08),
    Situation("killed while writing and copying", 0.16, None, write_and_copy, 0.12),
    Situation("killed while folding the log in", 0.14, None, write_and_fold, 0.12),
    Situation("killed while opening a new notebook", 0.06, lambda folder: None, open_and_write),
    Situation("killed while migrating", 0.10, old, open_and_write),
    Situation("killed while recovering", 0.10, damaged, open_and_write),
    Situation("killed while restoring", 0.10, two_backups, restore),
)


def tortured(kills: int, seed: int = 1) -> list[Tally]:
    """The table for so many kills altogether."""
    return [kill(situation, max(1, round(kills * situation.share)), seed) for situation in SITUATIONS]


def kill(situation: Situation, times: int, seed: int) -> Tally:
    tally = Tally(situation.name)
    with tempfile.TemporaryDirectory() as place:
        model = Path(place) / "model"
        model.mkdir()
        if situation.prepare:
            situation.prepare(model)
        known = _contents(model) if situation.job is restore else set()
        within = situation.seconds or _whole_time(situation, model, Path(place) / "rehearsal", tally)
        folder, before = Path(place) / "0", State()
        for number in range(times):
            chance = random.Random(f"{situation.name}{seed}{number}")
            if situation.prepare or number % _PER_FOLDER == 0:
                shutil.rmtree(folder, ignore_errors=True)
                folder = Path(place) / f"{number + 1}"
                shutil.copytree(model, folder)
                there = (*fifty(folder), *LISTS) if situation.prepare is damaged else fifty(folder)
                before = told({each.id: each for each in there}) if situation.prepare in (old, damaged) else {}
            ended = child.run(situation.job, folder, f"{number}{seed}", chance.uniform(0, within))
            tally.runs += 1
            if ended.crashed:
                tally.crashes += 1
                tally.wrong(f"{situation.name} {number}: {ended.crashed}")
            before = _afterwards(folder, ended.said, before, known, tally)
    return tally


def _whole_time(situation: Situation, model: Path, folder: Path, tally: Tally) -> float:
    shutil.copytree(model, folder)
    ended = child.run(situation.job, folder, "rehearsal", None)
    if ended.crashed:
        tally.crashes += 1
        tally.wrong(f"{situation.name}, rehearsal: {ended.crashed}")
    return ended.seconds


def _afterwards(folder: Path, said: list[str], before: State, known: set[frozenset[str]], tally: Tally) -> State:
    """Open what was left, compare it with what was confirmed; returns what is in it."""
    allowed: Allowed = {name: {text} for name, text in before.items()}
    for line in said:
        name, _, text = line[1:].partition("\t")
        if line[0] == "?":
            allowed.setdefault(name, {GONE}).add(text)
        elif line[0] == "=":
            allowed[name] = {text}
            tally.confirmed += 1
    try:
        book = notebook(folder)
    except Trouble as trouble:
        tally.unopened += 1
        tally.wrong(f"{tally.situation}: {trouble}")
        return {}
    if book.notice:
        tally.told.add(book.notice.code)
    held = told(held_in(book))
    book.close()
    if known:  # one of the states there are in backups, and none of them is gone
        here = _contents(folder)
        tally.overwritten += len(known - here)
        tally.lost += frozenset(held) not in known
        return held
    wrong = {name for name, texts in allowed.items() if held.get(name, GONE) not in texts} | (
        held.keys() - allowed.keys()
    )
    tally.lost += len(wrong)
    if wrong:
        tally.wrong(f"{tally.situation}: {sorted(wrong)[:3]}")
    return held


def _contents(folder: Path) -> set[frozenset[str]]:
    """The ids in the notebook and in each backup."""
    found = set()
    for path in [folder / "notebook.db", *folder.glob("backups/*.db")]:
        with tempfile.TemporaryDirectory() as place:
            shutil.copyfile(path, Path(place) / "notebook.db")
            book = notebook(Path(place))
            found.add(frozenset(held_in(book)))
            book.close()
    return found
