"""Index folders: sealed, replaced whole, and never trusted enough to run what is in them."""

import builtins
import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import whoosh.codec.whoosh3
import whoosh.filedb.structfile
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from reader.core.files import write_sealed
from reader.core.search.index import (
    Draft,
    Index,
    generations,
    newest,
    next_number,
    open_generation,
)
from reader.core.search.schema import VERSION, schema
from reader.core.types import ResultPage
from tests.builders import (
    PROJECT,
    corpus_documents,
    corpus_engine,
    document,
    engine_over,
    guidance,
    updated,
    workspace,
)

Damage = Callable[[bytes], bytes]


def best(index: Index | None) -> str:
    assert index is not None
    return engine_over(index, *corpus_documents().values()).search("non-punishment").hits[0].reference


def files(folder: Path) -> list[Path]:
    """What the seal speaks for, and the seal."""
    return sorted(file for file in folder.iterdir() if not file.name.endswith("WRITELOCK"))


def names(home: Path) -> list[str]:
    return [folder.name for _, folder in generations(home)]


def held(home: Path) -> list[str]:
    index = newest(home)
    return list(index.documents) if index else []


def again(home: Path) -> Path | None:
    """One more generation, the same as the newest."""
    number, index = next_number(home), newest(home)
    assert index is not None
    return Draft(home, index, number).seal(index.documents, index.words, index.labels)


def flip(position: float) -> Damage:
    def damage(data: bytes) -> bytes:
        place = int(position * (len(data) - 1))
        return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]

    return damage


DAMAGES: dict[str, Damage] = {
    "flipped first bit": flip(0),
    "flipped bit in the middle": flip(0.5),
    "flipped last bit": flip(1),
    "truncated by a byte": lambda data: data[:-1],
    "cut in half": lambda data: data[: len(data) // 2],
    "emptied": lambda data: b"",
    "lengthened": lambda data: data + b"\0",
}


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The corpus, indexed once; never changed."""
    home = tmp_path_factory.mktemp("corpus") / "index"
    updated(home, *corpus_documents().values(), concepts=guidance().concepts)
    return home


@pytest.fixture
def home(indexed: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed, tmp_path / "index")
    return tmp_path / "index"


@pytest.fixture
def folder(home: Path) -> Path:
    return home / f"{VERSION}-000001"


# -- sealed --------------------------------------------------------------------------------------------------


def test_an_index_on_disk_answers_as_one_in_memory_does(home: Path) -> None:
    index = newest(home)
    assert index is not None
    on_disk = engine_over(index, *corpus_documents().values())
    for query in ("victims of trafficking", "procure*", '"best practices" -data'):
        assert on_disk.search(query) == corpus_engine().search(query)


def test_a_generation_has_a_seal_a_table_a_segment_and_what_stands_beside_them(folder: Path) -> None:
    found = [file.name for file in files(folder)]
    assert [name for name in found if name.endswith(".json")] == [
        "labels.json", "manifest.json", "seal.json", "words.json",
    ]  # fmt: skip
    assert sorted(Path(name).suffix for name in found if not name.endswith(".json")) == [".seg", ".toc"]


def test_opening_an_index_writes_nothing(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.iterdir()}
    assert best(open_generation(folder)) == "ICAT-CFA-2021 para 21"
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_to_any_file_is_noticed(folder: Path, name: str) -> None:
    assert len(files(folder)) == 6
    for file in files(folder):
        whole = file.read_bytes()
        file.write_bytes(DAMAGES[name](whole))
        assert open_generation(folder) is None, file.name
        file.write_bytes(whole)
    assert open_generation(folder) is not None


class Evil:
    """Unpickled, it makes a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return builtins.open, (str(self.marker), "w")


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_damaged_file_is_noticed_before_whoosh_sees_it(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # With the unpickler that Whoosh brings along, whatever reaches Whoosh is run.
    monkeypatch.setattr(whoosh.filedb.structfile, "load_pickle", pickle.load)
    hostile_table(folder, tmp_path / "marker")
    assert open_generation(folder) is None
    assert not (tmp_path / "marker").exists()
    seal(folder)
    open_generation(folder)
    assert (tmp_path / "marker").exists()


def test_a_missing_file_is_noticed(folder: Path) -> None:
    for file in files(folder):
        whole = file.read_bytes()
        file.unlink()
        assert open_generation(folder) is None, file.name
        file.write_bytes(whole)
    assert open_generation(folder) is not None


@pytest.mark.parametrize("name", ["_MAIN_2.toc", "MAIN_abc.seg", "notes.txt"])
def test_a_stray_file_is_noticed(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"x")
    assert open_generation(folder) is None


def test_no_index_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for home in (tmp_path / "none", tmp_path / "empty"):
        assert open_generation(home) is None
        assert newest(home) is None


# -- generations ---------------------------------------------------------------------------------------------


def test_every_change_makes_a_new_generation_and_two_are_kept(home: Path) -> None:
    for number in range(2, 5):
        assert again(home) == home / f"{VERSION}-{number:06}"
        assert names(home) == [f"{VERSION}-{number:06}", f"{VERSION}-{number - 1:06}"]
    assert best(newest(home)) == "ICAT-CFA-2021 para 21"


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_generation_falls_back_to_the_one_before(home: Path, name: str) -> None:
    updated(home, *list(corpus_documents().values())[:3])
    second, first = (folder for _, folder in generations(home))
    [table] = second.glob("*.toc")
    table.write_bytes(DAMAGES[name](table.read_bytes()))
    index = newest(home)
    assert index is not None
    assert (index.folder, len(index.documents)) == (first, 5)
    assert best(index) == "ICAT-CFA-2021 para 21"
    (first / "seal.json").unlink()
    assert newest(home) is None


def test_after_a_damaged_generation_comes_one_with_a_higher_number(home: Path) -> None:
    again(home)
    (home / f"{VERSION}-000002" / "words.json").write_bytes(b"damaged")
    assert again(home) == home / f"{VERSION}-000003"
    index = newest(home)
    assert index is not None
    assert index.number == 3


def test_a_generation_shares_the_segments_of_the_one_before(home: Path, folder: Path) -> None:
    made = again(home)
    assert made is not None
    [old], [new] = folder.glob("*.seg"), made.glob("*.seg")
    assert (old.name, old.read_bytes()) == (new.name, new.read_bytes())
    if os.name == "posix":
        assert old.samefile(new)


def test_of_two_drafts_of_one_generation_the_first_that_is_sealed_wins(home: Path) -> None:
    index = newest(home)
    assert index is not None
    one, other = (Draft(home, index, next_number(home)) for _ in range(2))
    assert other.seal(index.documents, index.words, index.labels) is not None
    assert one.seal({}, {}, index.labels) is None
    assert not one.folder.exists()
    assert names(home) == [f"{VERSION}-000002", f"{VERSION}-000001"]
    assert len(held(home)) == 5


def test_a_draft_from_a_generation_that_is_no_longer_the_newest_gives_way(home: Path) -> None:
    index = newest(home)
    assert index is not None
    late = Draft(home, index, next_number(home))
    again(home)
    assert late.seal({}, {}, index.labels) is None
    assert len(held(home)) == 5


def test_a_draft_that_is_dropped_leaves_nothing(home: Path) -> None:
    before = sorted(home.rglob("*"))
    Draft(home, newest(home), next_number(home)).drop()
    assert sorted(home.rglob("*")) == before


def test_other_versions_and_old_scraps_are_swept(home: Path) -> None:
    for name in ("0-older", f"{VERSION - 1}-000007", f"{VERSION + 1}-000001", f"{VERSION}-nonsense", "scrap"):
        (home / name).mkdir()
        (home / name / "file").write_bytes(b"x")
    for name, age in (("draft-old.part", 7_200), ("draft-of-another-process.part", 60)):
        (home / name).mkdir()
        os.utime(home / name, (time.time() - age,) * 2)
    again(home)
    assert sorted(path.name for path in home.iterdir()) == [
        f"{VERSION}-000001", f"{VERSION}-000002", "draft-of-another-process.part",
    ]  # fmt: skip


def test_an_index_that_is_replaced_and_swept_while_in_use_still_answers(home: Path) -> None:
    index = newest(home)
    assert index is not None
    engine = engine_over(index, *corpus_documents().values())
    for few in (3, 2, 1):
        updated(home, *list(corpus_documents().values())[:few])
    assert engine.search("non-punishment").hits[0].reference == "ICAT-CFA-2021 para 21"
    assert engine.search("victims").hits == corpus_engine().search("victims").hits
    if os.name == "posix":
        assert f"{VERSION}-000001" not in names(home)


# -- in the library ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ResultPage]:
    """A folder in which the corpus was compiled, indexed and searched; never changed."""
    folder = tmp_path_factory.mktemp("searched")
    return folder, workspace(folder).library.search("non-punishment")


@pytest.mark.parametrize("name", DAMAGES)
def test_a_search_rebuilds_a_damaged_index_without_asking(
    tmp_path: Path, searched: tuple[Path, ResultPage], name: str
) -> None:
    shutil.copytree(searched[0], tmp_path / "data")
    home = tmp_path / "data" / "cache" / "index"
    for file in home.rglob("*.seg"):
        file.write_bytes(DAMAGES[name](file.read_bytes()))
    assert newest(home) is None
    assert workspace(tmp_path / "data").library.search("non-punishment") == searched[1]
    assert newest(home) is not None


@pytest.mark.parametrize("pattern", ["*.seg", "manifest.json", "seal.json"])
def test_a_damaged_index_is_not_ready(tmp_path: Path, searched: tuple[Path, ResultPage], pattern: str) -> None:
    shutil.copytree(searched[0], tmp_path / "data")
    library = workspace(tmp_path / "data").library
    library.index_elsewhere = True  # as in the window, which then has it made anew
    assert library.index_is_ready()
    for file in (tmp_path / "data" / "cache" / "index").rglob(pattern):
        file.write_bytes(b"damaged")
    library = workspace(tmp_path / "data").library
    library.index_elsewhere = True
    assert not library.index_is_ready()
    assert library.search("non-punishment").documents_waiting == 5
    workspace(tmp_path / "data").library.update_index()
    library.reopen_index()
    assert library.index_is_ready()
    assert library.search("non-punishment") == searched[1]


def test_an_index_in_memory_is_not_ready_for_others(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    library = workspace(tmp_path / "file").library
    assert library.search("non-punishment").hits[0].reference == "ICAT-CFA-2021 para 21"
    assert not library.index_is_ready()


def test_a_search_uses_the_index_that_is_there(searched: tuple[Path, ResultPage]) -> None:
    before = {file: file.stat().st_ino for file in searched[0].rglob("*")}
    assert workspace(searched[0]).library.search("non-punishment") == searched[1]
    assert {file: file.stat().st_ino for file in searched[0].rglob("*")} == before


# -- never trusted -------------------------------------------------------------------------------------------


def seal(folder: Path) -> None:
    """Put the seal of an honest index on whatever is in the folder."""
    sealed = [file for file in files(folder) if file.name != "seal.json"]
    write_sealed(folder / "seal.json", [[f.name, hashlib.sha256(f.read_bytes()).hexdigest()] for f in sealed])


def hostile_table(folder: Path, marker: Path) -> None:
    """A table that makes the file `marker` when it is unpickled in the ordinary way."""
    [table] = folder.glob("*.toc")
    toc = TOC.read(FileStorage(str(folder)), "MAIN", schema=schema())
    toc.segments = [Evil(marker)]
    table.unlink()
    toc.write(FileStorage(str(folder)), "MAIN")
    assert table.exists()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_hostile_table_with_a_valid_seal_is_not_run(folder: Path, tmp_path: Path) -> None:
    hostile_table(folder, tmp_path / "marker")
    seal(folder)
    assert open_generation(folder) is None
    assert not (tmp_path / "marker").exists()


def test_a_table_that_is_honest_and_sealed_by_hand_opens(folder: Path) -> None:
    seal(folder)
    assert best(open_generation(folder)) == "ICAT-CFA-2021 para 21"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_would_be_run_is_run_by_an_ordinary_unpickler(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Evil(tmp_path / "marker")))
    assert (tmp_path / "marker").exists()


@pytest.mark.parametrize("target", [os.system, subprocess.run, eval, exec, __import__, getattr])
def test_the_unpickler_of_the_postings_knows_nothing_that_acts(target: Callable[..., Any]) -> None:
    with pytest.raises(pickle.UnpicklingError):
        whoosh.codec.whoosh3.loads(pickle.dumps(target, 2))


def test_an_index_in_memory_lies_on_no_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    index = updated(tmp_path / "file" / "index", document("Words here."))
    assert (index.folder, index.number) == (None, 0)
    assert engine_over(index, document("Words here.")).search("words").total == 1
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


LOADED = """
import sys
import reader.core.search.engine, reader.core.search.indexer
network = ("urllib.request", "http", "http.client", "ssl", "_ssl", "socket", "asyncio")
print([name for name in network if name in sys.modules])
"""


def test_the_search_room_loads_no_network_code() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_what_stood_in_for_network_code_is_gone_again() -> None:
    script = "import reader.core.search, asyncio, urllib.request; print(asyncio.run, urllib.request.urlopen)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=PROJECT, check=False)
    assert (done.returncode, done.stderr) == (0, "")
