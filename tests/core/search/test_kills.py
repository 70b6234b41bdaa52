"""The index under kill -9: at whatever moment it comes, what lies on the disk is whole, and the next run goes on.

Starting Python and Whoosh takes longer than what is tested here, so one process imports everything and then makes a
child for every run: the child is `icat-reader index --json --steered`, from its arguments to its last line.
"""

import json
import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from reader.core.search.engine import Engine
from reader.core.search.index import Index, generations, home_of, newest
from reader.core.types import Document
from tests.builders import PROJECT, document, document_text, engine, engine_over, pack, updated

KILLS = 110
LAST = '{"passages"'
DOCUMENTS = 60
QUERIES = ("common", "common word7", '"word8 also"', "word1*", "second -word9", "common OR word3")

MOTHER = """
import os, random, sys
import reader.__main__, reader.cli, reader.core.workspace, reader.core.search.engine, reader.core.library.document
from reader.core.search import indexer
indexer.BATCH = indexer.MOST_IN_BATCH = 6
sys._MEIPASS = sys.argv[1]  # where the program's own files lie, and with them the corpus
while sys.stdin.readline() == "run\\n":
    child = os.fork()
    if child == 0:
        random.seed()  # or all children give their segments the same names
        sys.stdin = open(os.devnull)
        print("pid", os.getpid(), flush=True)
        sys.argv = ["icat-reader", "index", "--json", "--steered", "--data-dir", sys.argv[2]]
        status = reader.__main__.main()
        sys.stdout.flush()
        os._exit(status)
    sys.stdin.readline()
    print("\\nended", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


class Mother:
    """The process that makes a child for every run."""

    def __init__(self, folder: Path) -> None:
        self.home = home_of(folder / "data" / "cache")
        self._process = subprocess.Popen(
            [sys.executable, "-c", MOTHER, str(folder), str(folder / "data")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT,
        )  # fmt: skip
        self._buffer = b""

    def _say(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n".encode())
        self._process.stdin.flush()

    def _lines(self, seconds: float) -> Iterator[str]:
        """The lines that come in so many seconds."""
        assert self._process.stdout is not None
        end = time.monotonic() + seconds
        while b"\n" in self._buffer or (left := end - time.monotonic()) > 0:
            if b"\n" in self._buffer:
                line, self._buffer = self._buffer.split(b"\n", 1)
                yield line.decode()
            elif select.select([self._process.stdout], [], [], left)[0]:
                self._buffer += os.read(self._process.stdout.fileno(), 65_536)

    def run(self, lines: int, seconds: float, kill: bool = True) -> tuple[int, list[str]]:
        """A run that is killed after so many lines and then so many seconds; how it ended, and what it said."""
        self._say("run")
        child = int(next(self._lines(60)).removeprefix("pid "))
        said: list[str] = []
        for line in self._lines(60) if lines else ():
            said.append(line)
            if len(said) == lines or line.startswith(LAST):
                break
        said += self._lines(seconds)
        if kill:
            os.kill(child, signal.SIGKILL)
        self._say("end")
        for line in self._lines(60):
            if line.startswith("ended"):
                return int(line.removeprefix("ended ")), said
            said.append(line)
        raise TimeoutError

    def close(self) -> None:
        self._say("enough")
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        assert self._process.wait() == 0


def text_of(number: int) -> tuple[str, str]:
    return f"Word{number} is common here.", f"A second passage has word{number} also."


@pytest.fixture
def documents(tmp_path: Path) -> list[Document]:
    """Sixty small documents, and the pack of them that the children find."""
    names = {number: {"id": f"d{number}", "reference": f"ICAT-D-{number:03}"} for number in range(DOCUMENTS)}
    texts = {each["id"]: document_text("\n\n".join(text_of(n)), **each) for n, each in names.items()}
    pack(tmp_path / "corpus", dict(texts))
    return [document(*text_of(n), **each) for n, each in names.items()]


@pytest.fixture
def mother(tmp_path: Path, documents: list[Document]) -> Iterator[Mother]:
    started = Mother(tmp_path)
    yield started
    started.close()


def held_by(index: Index, documents: list[Document]) -> set[str]:
    """What the index claims to hold; it finds that, all of it and nothing else."""
    over: Engine = engine_over(index, *documents)
    held = set(index.documents)
    page = over.search("common")
    assert {hit.document for hit in page.hits} == held
    assert (page.total, page.passages_searched, page.documents_waiting) == (
        len(held), 2 * len(held), DOCUMENTS - len(held),
    )  # fmt: skip
    for number in range(DOCUMENTS):
        found = [(hit.document, hit.block) for hit in over.search(f"word{number}").hits]
        assert sorted(found) == ([(f"d{number}", "p1"), (f"d{number}", "p2")] if f"d{number}" in held else [])
    over.close()
    return held


def promised(said: list[str]) -> int:
    """How many passages can be searched, by what a run said before it was killed."""
    steps = [json.loads(line) for line in said if line.endswith("}") and '"sealed"' in line]
    sealed = [2 * DOCUMENTS - step["total"] + step["done"] for step in steps if step["sealed"]]
    return sealed[-1] if sealed else 0


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
def test_a_kill_at_any_moment_leaves_an_index_that_answers_and_the_next_run_goes_on(
    mother: Mother, documents: list[Document]
) -> None:
    undisturbed = engine(*documents)
    chance = Random(9)
    kills = finished = before_the_first = in_a_draft = 0
    held: set[str] = set()
    scraps: set[Path] = set()
    while kills < KILLS or held:
        lines, seconds = (chance.choice((0, 1, 1, 1, 2, 3)), chance.random() * 0.1) if kills else (0, 0.0)
        status, said = mother.run(lines, seconds, kill=kills < KILLS)
        index = newest(mother.home)
        if index is None:
            assert not held
            assert not generations(mother.home)
            before_the_first += 1
        else:
            now = held_by(index, documents)
            assert held <= now
            assert 2 * len(now) >= promised(said)
            held = now
        if status == -signal.SIGKILL:
            kills += 1
            left = set(mother.home.glob("*.part"))
            in_a_draft += left > scraps
            scraps = left
            continue
        assert status == 0
        [last] = [line for line in said if line.startswith(LAST)]
        assert json.loads(last) == {"passages": 2 * DOCUMENTS, "documents": DOCUMENTS}
        assert index is not None
        over = engine_over(index, *documents)
        for query in QUERIES:
            assert over.search(query) == undisturbed.search(query)
        # Nothing was done twice: a document that is indexed again gets a new number.
        assert sorted(entry.key for entry in index.documents.values()) == list(range(1, DOCUMENTS + 1))
        finished += 1
        shutil.rmtree(mother.home)
        held, scraps = set(), set()
    assert kills == KILLS
    assert finished >= 2
    assert before_the_first
    assert in_a_draft >= KILLS / 10


@pytest.mark.skipif(os.name != "posix", reason="kill -9 is a POSIX signal")
def test_what_killed_runs_left_behind_is_swept_when_nobody_can_be_at_work_on_it(
    mother: Mother, documents: list[Document]
) -> None:
    status, _ = mother.run(2, 0.0)
    assert status == -signal.SIGKILL
    while not any(path.suffix == ".part" for path in mother.home.iterdir()):
        mother.run(0, 0.02)
    assert mother.run(0, 0, kill=False)[0] == 0
    scraps = [path for path in mother.home.iterdir() if path.suffix == ".part"]
    assert scraps
    for scrap in scraps:
        os.utime(scrap, (0, 0))
    updated(mother.home, *documents[:3])
    assert [path for path in mother.home.iterdir() if path.suffix == ".part"] == []
