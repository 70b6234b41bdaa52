"""Index files: built here, sealed, opened only when the seal holds, rebuilt on any doubt.

An index is disposable and belongs to this user's cache; none is ever taken from a pack or a stick, since opening one
unpickles parts of it. Two guards stand all the same: every file's SHA-256 is checked before Whoosh sees it, and its
unpickler is replaced by one that knows nothing but Whoosh's own segment type.

A new index is written beside the old one and moved into place whole. A searcher keeps its files mapped (on Windows they
cannot be deleted while it lives), so old folders are swept at the next build, as far as the system lets go of them.
"""

import hashlib
import io
import os
import pickle
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import whoosh.codec.whoosh3
import whoosh.filedb.structfile
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import FileIndex

from reader.core.errors import Broken
from reader.core.files import read_sealed, write_sealed
from reader.core.search.schema import VERSION, schema
from reader.core.types import Passage

_SEAL = "seal.json"
_ALLOWED = {
    ("whoosh.codec.whoosh3", "W3Segment"),
    ("whoosh.codec.whoosh3", "W3Codec"),
    ("collections", "defaultdict"),
    ("array", "array"),
    ("array", "_array_reconstructor"),
    ("builtins", "int"),
    ("builtins", "set"),
    ("builtins", "frozenset"),
    ("_codecs", "encode"),
}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _ALLOWED:
            raise pickle.UnpicklingError(f"an index has no business with {module}.{name}")
        return super().find_class(module, name)


def _load(stream: Any) -> Any:
    return _Unpickler(stream).load()


def _loads(data: bytes) -> Any:
    return _load(io.BytesIO(data))


whoosh.filedb.structfile.load_pickle = _load
whoosh.codec.whoosh3.loads = _loads


def index_folder(cache: Path, fingerprint: str) -> Path:
    """Where the index of a shelf lives; the name holds all that it depends on."""
    return cache / "index" / f"{VERSION}-{fingerprint}"


def open_index(folder: Path) -> Any | None:
    """The Whoosh index in `folder`, or None when it is missing, unsealed, damaged or of another make."""
    seal = read_sealed(folder / _SEAL)
    if seal is None:
        return None
    try:
        if seal != _checksums(folder):
            return None
        return FileIndex(FileStorage(str(folder), readonly=True), schema=schema())
    except Exception:  # Whoosh meets a damaged file with any of a dozen exceptions; the answer is the same
        return None


def build_index(passages: Iterable[Passage], folder: Path) -> Any:
    """Build and seal the index in `folder`, replacing what is there; returns it open.

    When the folder cannot be written (full disk, read-only cache) the index is built in memory: search still works.
    """
    chosen = tuple(passages)
    scrap = folder.with_name(f"{folder.name}.{os.urandom(4).hex()}.part")
    try:
        _sweep(folder.parent)
        scrap.mkdir(parents=True)
        _write(FileStorage(str(scrap)), chosen)
        write_sealed(scrap / _SEAL, _checksums(scrap))
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}.{os.urandom(4).hex()}.old"))
        scrap.rename(folder)
    except (OSError, Broken):
        shutil.rmtree(scrap, ignore_errors=True)
        return _write(RamStorage(), chosen)
    index = open_index(folder)
    return index if index is not None else _write(RamStorage(), chosen)


def _write(storage: Any, passages: tuple[Passage, ...]) -> Any:
    index = storage.create_index(schema())
    writer = index.writer()
    for passage in passages:
        writer.add_document(
            id=f"{passage.document}#{passage.block}",
            text=passage.text,
            context=" \n ".join((*passage.section, passage.lead_in)),
            title=passage.title,
            questions=" \n ".join(passage.questions),
            word=passage.text,
        )
    writer.commit()
    return index


def _checksums(folder: Path) -> list[list[str]]:
    return [
        [file.name, hashlib.sha256(file.read_bytes()).hexdigest()]
        for file in sorted(folder.iterdir())
        if file.name != _SEAL and not file.name.endswith("WRITELOCK")
    ]


def _sweep(home: Path) -> None:
    """Remove other indexes and scraps; those still in use on Windows stay until the next time."""
    if home.is_dir():
        for other in home.iterdir():
            if other.is_dir():
                shutil.rmtree(other, ignore_errors=True)
