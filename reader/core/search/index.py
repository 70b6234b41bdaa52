"""Index folders: built here, sealed, opened only when the seal holds, and never trusted enough to run what is in them.

An index is disposable and belongs to this user's cache; none is ever taken from a pack or a stick, since opening one
unpickles parts of it. Two guards stand all the same: every file's SHA-256 is checked before Whoosh sees it, and its
unpickler is replaced by one that knows nothing but Whoosh's own segment type.

Every change makes a new *generation*: a folder of its own, with the unchanged files of the one before linked into it,
moved into place whole. So a kill at any moment leaves the last generation as it was, and a searcher keeps the files
that it has mapped (on Windows they cannot be deleted while it lives). The two newest generations stay; what is older is
swept at the next change, as far as the system lets go of it.

Beside Whoosh's files lie `manifest.json` (which documents, in which edition), `words.json` (`vocabulary.py`) and
`labels.json` (`labels.py`).
"""

import hashlib
import io
import os
import pickle
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import whoosh.codec.whoosh3
import whoosh.filedb.structfile
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from reader.core.files import read_sealed, write_sealed
from reader.core.search.labels import Labels, from_json
from reader.core.search.schema import VERSION, schema

_SEAL = "seal.json"
_KEPT = 2
_SCRAP_SECONDS = 3_600  # a folder this old that was never finished belongs to nobody who still works on it
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


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of an index. `key` is its number there; `stamp` says from what it was indexed, `edition` its text."""

    key: int
    stamp: str
    edition: str


@dataclass(frozen=True, slots=True)
class Index:
    """One generation, open. `folder` is None for an index in memory."""

    whoosh: Any
    documents: Mapping[str, Entry]
    words: Mapping[str, Mapping[str, int]]
    labels: Labels
    folder: Path | None = None

    @property
    def number(self) -> int:
        """That of the generation; 0 in memory."""
        return number_of(self.folder) if self.folder else 0


def home_of(cache: Path) -> Path:
    """The folder of all generations."""
    return cache / "index"


def newest(home: Path) -> Index | None:
    """The newest generation that is whole; None when there is none of this version.

    Generations that were swept away between being listed and being opened have newer ones in their place.
    """
    before: list[tuple[int, Path]] = []
    while (there := generations(home)) != before:
        for _, folder in there:
            found = open_generation(folder)
            if found is not None:
                return found
        before = there
    return None


def next_number(home: Path) -> int:
    """The number of the next generation. Ask before `newest`: when another process seals a generation after that, the
    draft made from the older one cannot take its place."""
    return next((number for number, _ in generations(home)), 0) + 1


def generations(home: Path) -> list[tuple[int, Path]]:
    """The generations of this version by number, the newest first."""
    found = []
    for folder in home.glob(f"{VERSION}-*") if home.is_dir() else ():
        number = folder.name.partition("-")[2]
        if number.isdigit():
            found.append((int(number), folder))
    return sorted(found, reverse=True)


def number_of(folder: Path) -> int:
    """The number of a generation."""
    return int(folder.name.partition("-")[2])


def open_generation(folder: Path) -> Index | None:
    """The index in `folder`, or None when it is missing, unsealed, damaged or of another make."""
    seal = read_sealed(folder / _SEAL)
    if seal is None:
        return None
    try:
        if seal != _checksums(folder):
            return None
        manifest, words = read_sealed(folder / "manifest.json"), read_sealed(folder / "words.json")
        labels = read_sealed(folder / "labels.json")
        if manifest is None or words is None or labels is None:
            return None
        opened = FileIndex(FileStorage(str(folder), readonly=True), schema=schema())
        opened.reader().close()
        documents = {name: Entry(*entry) for name, entry in manifest.items()}
        return Index(opened, documents, words, from_json(labels), folder)
    except Exception:  # Whoosh meets a damaged file with any of a dozen exceptions; the answer is the same
        return None


class Draft:
    """The next generation while it is being made: a folder beside the others that has no number yet."""

    def __init__(self, home: Path, before: Index | None, number: int) -> None:
        """`number` is that of `next_number`. Raises OSError."""
        self._home, self._number = home, number
        self.folder = home / f"draft-{os.urandom(4).hex()}.part"
        self.folder.mkdir(parents=True)
        old = before.folder if before else None
        self._linked = set[str]()
        try:
            for file in old.iterdir() if old else ():
                if file.suffix in (".toc", ".seg"):
                    _link(file, self.folder / file.name)
                    self._linked.add(file.name)
            storage = FileStorage(str(self.folder))
            self.whoosh = FileIndex(storage, schema=schema()) if self._linked else storage.create_index(schema())
        except BaseException:
            self.drop()
            raise

    def seal(
        self, documents: Mapping[str, Entry], words: Mapping[str, Mapping[str, int]], labels: Labels
    ) -> Path | None:
        """Finish the generation; None when another process has made one meanwhile. Raises OSError or Broken."""
        for file in self.folder.iterdir():
            if file.name not in self._linked and file.is_file():
                _flush(file)
        write_sealed(self.folder / "words.json", words)
        write_sealed(self.folder / "labels.json", labels.to_json())
        manifest = {name: [entry.key, entry.stamp, entry.edition] for name, entry in documents.items()}
        write_sealed(self.folder / "manifest.json", manifest)
        write_sealed(self.folder / _SEAL, _checksums(self.folder))
        final = self._home / f"{VERSION}-{self._number:06}"
        try:
            self.folder.rename(final)
        except OSError:
            if not final.exists():
                raise
            self.drop()
            return None
        sweep(self._home)
        return final

    def drop(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def sweep(home: Path) -> None:
    """Remove older generations, other versions and old scraps; those in use on Windows stay until the next time."""
    kept = {folder for _, folder in generations(home)[:_KEPT]}
    for other in home.iterdir() if home.is_dir() else ():
        try:
            fresh = other.suffix == ".part" and time.time() - other.stat().st_mtime < _SCRAP_SECONDS
        except OSError:
            continue
        if other.is_dir() and other not in kept and not fresh:
            shutil.rmtree(other, ignore_errors=True)


def _files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.iterdir()):
        if file.name != _SEAL and not file.name.endswith("WRITELOCK") and file.is_file():
            yield file


def _checksums(folder: Path) -> list[list[str]]:
    found = []
    for file in _files(folder):
        with file.open("rb") as stream:
            found.append([file.name, hashlib.file_digest(stream, "sha256").hexdigest()])
    return found


def _link(source: Path, target: Path) -> None:
    """The same file in both folders where the file system can, else a copy: neither is ever written to again."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _flush(file: Path) -> None:
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())
