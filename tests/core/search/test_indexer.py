"""Index files: sealed, rebuilt on any doubt, and never trusted enough to run what is in them."""

import builtins
import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import whoosh.codec.whoosh3
import whoosh.filedb.structfile
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from reader.core.files import write_sealed
from reader.core.search.engine import Engine
from reader.core.search.indexer import build_index, index_folder, open_index
from reader.core.search.schema import schema
from tests.builders import PROJECT, corpus_documents, corpus_engine, corpus_passages, workspace

INFOS = {name: document.info for name, document in corpus_documents().items()}
Damage = Callable[[bytes], bytes]


def best(index: Any) -> list[str]:
    return [hit.reference for hit in Engine(index, corpus_passages(), INFOS).search("non-punishment").hits]


def index_files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.iterdir() if not file.name.endswith("WRITELOCK"))


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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "index"
    build_index(corpus_passages(), folder)
    return folder


def test_a_built_index_opens_again_and_answers_the_same(folder: Path) -> None:
    assert best(open_index(folder)) == best(build_index(corpus_passages(), folder))
    assert best(open_index(folder))[0] == "ICAT-CFA-2021 para 21"


def test_an_index_has_a_seal_a_table_and_a_segment(folder: Path) -> None:
    assert sorted(file.suffix for file in index_files(folder)) == [".json", ".seg", ".toc"]


def test_opening_an_index_writes_nothing(folder: Path) -> None:
    before = {file: file.read_bytes() for file in folder.iterdir()}
    best(open_index(folder))
    assert {file: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_file_is_noticed_before_whoosh_sees_it(folder: Path, name: str) -> None:
    for file in index_files(folder):
        whole = file.read_bytes()
        file.write_bytes(DAMAGES[name](whole))
        assert open_index(folder) is None, file.name
        file.write_bytes(whole)
    assert open_index(folder) is not None


def test_a_missing_file_is_noticed(folder: Path) -> None:
    for file in index_files(folder):
        whole = file.read_bytes()
        file.unlink()
        assert open_index(folder) is None, file.name
        file.write_bytes(whole)
    assert open_index(folder) is not None


def test_a_stray_file_is_noticed(folder: Path) -> None:
    (folder / "_MAIN_2.toc").write_bytes(b"x")
    assert open_index(folder) is None


def test_no_index_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert open_index(tmp_path / "none") is None
    assert open_index(tmp_path / "empty") is None


def test_building_replaces_what_is_there_and_sweeps_what_is_old(folder: Path) -> None:
    (folder.parent / "0-older").mkdir()
    (folder.parent / "scrap.1234.part").mkdir()
    build_index(corpus_passages()[:3], folder)
    build_index(corpus_passages(), folder)
    assert [path.name for path in folder.parent.iterdir()] == ["index"]
    assert best(open_index(folder))[0] == "ICAT-CFA-2021 para 21"


def test_an_index_that_is_replaced_while_in_use_still_answers(folder: Path) -> None:
    engine = Engine(open_index(folder), corpus_passages(), INFOS)
    build_index(corpus_passages()[:3], folder)
    assert engine.search("non-punishment").hits[0].reference == "ICAT-CFA-2021 para 21"


def test_a_folder_that_cannot_be_made_means_an_index_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert best(build_index(corpus_passages(), tmp_path / "file" / "index"))[0] == "ICAT-CFA-2021 para 21"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_name_of_the_folder_holds_version_and_fingerprint(tmp_path: Path) -> None:
    one, other = index_folder(tmp_path, "abc"), index_folder(tmp_path, "abd")
    assert one != other
    assert one.name.endswith("-abc")


@pytest.mark.parametrize("name", DAMAGES)
def test_a_search_rebuilds_a_damaged_index_without_asking(tmp_path: Path, name: str) -> None:
    expected = workspace(tmp_path).library.search("non-punishment")
    [folder] = (tmp_path / "cache" / "index").iterdir()
    file = next(folder.glob("*.seg"))
    file.write_bytes(DAMAGES[name](file.read_bytes()))
    assert workspace(tmp_path).library.search("non-punishment") == expected
    assert open_index(folder) is not None


def test_a_search_uses_the_index_that_is_there(tmp_path: Path) -> None:
    workspace(tmp_path).library.search("a")
    before = {file: file.stat().st_ino for file in (tmp_path / "cache").rglob("*")}
    workspace(tmp_path).library.search("b")
    assert {file: file.stat().st_ino for file in (tmp_path / "cache").rglob("*")} == before


class Evil:
    """Unpickled, it makes a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return builtins.open, (str(self.marker), "w")


def seal(folder: Path) -> None:
    """Put the seal of an honest index on whatever is in the folder."""
    names = [file for file in index_files(folder) if file.name != "seal.json"]
    write_sealed(folder / "seal.json", [[f.name, hashlib.sha256(f.read_bytes()).hexdigest()] for f in names])


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_hostile_table_with_a_valid_seal_is_not_run(folder: Path, tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    [table] = folder.glob("*.toc")
    toc = TOC.read(FileStorage(str(folder)), "MAIN", schema=schema())
    toc.segments = [Evil(marker)]
    table.unlink()
    toc.write(FileStorage(str(folder)), "MAIN")
    seal(folder)
    assert table.exists()
    assert open_index(folder) is None
    assert not marker.exists()


def test_a_table_that_is_honest_and_sealed_by_hand_opens(folder: Path) -> None:
    seal(folder)
    assert best(open_index(folder))[0] == "ICAT-CFA-2021 para 21"


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_what_would_be_run_is_run_by_an_ordinary_unpickler(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(Evil(tmp_path / "marker")))
    assert (tmp_path / "marker").exists()


@pytest.mark.parametrize("target", [os.system, subprocess.run, eval, exec, __import__, getattr])
def test_the_unpickler_of_the_postings_knows_nothing_that_acts(target: Callable[..., Any]) -> None:
    with pytest.raises(pickle.UnpicklingError):
        whoosh.codec.whoosh3.loads(pickle.dumps(target, 2))


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


def test_the_engine_in_memory_and_on_disk_agree(folder: Path) -> None:
    on_disk = Engine(open_index(folder), corpus_passages(), INFOS)
    for query in ("victims of trafficking", "procure*", '"best practices" -data'):
        assert on_disk.search(query) == corpus_engine().search(query)
