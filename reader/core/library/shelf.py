"""The shelf: the documents we hold, compiled once and then opened in a millisecond.

Markdown and YAML cost more than everything else at a start, so their result is kept in the cache as sealed JSON, in a
folder named by what it was made from. Any doubt (missing, damaged, made from other files, by another version) means
compiling again, without a word; a cache that cannot be written means compiling in memory each time.
"""

import hashlib
import shutil
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import asdict, fields
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reader.core.errors import Broken, Refused
from reader.core.files import read_sealed, write_sealed
from reader.core.types import Block, Document, DocumentInfo, PackInfo

if TYPE_CHECKING:  # not at a start
    from reader.core.guidance import Guidance

VERSION = 7
"""Raise it when blocks, numbers, kinds or cleaning change: all shelves are then compiled again."""

CURATED = ("thesaurus.yaml", "publications.yaml", "recommendations.yaml", "roles.yaml", "organisations.yaml")
"""The files that `guidance.py` reads; named here, since it is not imported at a start."""

_KEPT_OPEN = 128
"""Documents kept in memory when they can be read again: some 20 MB."""

T = TypeVar("T", Block, DocumentInfo, PackInfo)


class Shelf:
    """The documents of one pack. `problems` are those of its files that could not be read."""

    def __init__(
        self,
        pack: PackInfo,
        infos: Iterable[DocumentInfo],
        problems: Iterable[Broken],
        fingerprint: str,
        source: "Path | tuple[dict[str, Document], Guidance]",
    ) -> None:
        self.pack = pack
        self.documents = {info.id: info for info in infos}
        self.problems = tuple(problems)
        self.fingerprint = fingerprint
        self._folder = source if isinstance(source, Path) else None
        self._open: OrderedDict[str, Document] = OrderedDict()
        if not isinstance(source, Path):
            self._open.update(source[0])
            self.guidance = source[1]

    @cached_property
    def guidance(self) -> "Guidance":
        """The curated data; read when it is first asked for. Raises Broken("document_unreadable") if it went bad."""
        assert self._folder is not None
        raw = read_sealed(self._folder / "guidance.json")
        if raw is None:
            raise Broken("document_unreadable", file="guidance", reason="its compiled copy is damaged")
        from reader.core.library.curation.kept import from_json  # noqa: PLC0415  # values that no start needs

        return from_json(raw)

    def document(self, document_id: str) -> Document:
        """The whole document. Raises Refused("unknown_document"), or Broken("document_unreadable") if it went bad."""
        if document_id not in self.documents:
            raise Refused("unknown_document", document=document_id)
        if document_id not in self._open:
            assert self._folder is not None
            raw = read_sealed(self._folder / f"{document_id}.json")
            if raw is None:
                raise Broken("document_unreadable", file=document_id, reason="its compiled copy is damaged")
            blocks = tuple(_revive(Block, block) for block in raw)
            self._open[document_id] = Document(self.documents[document_id], blocks)
            if len(self._open) > _KEPT_OPEN:
                self._open.popitem(last=False)
        return self._open[document_id]


def open_shelf(corpus: Path, cache: Path) -> Shelf:
    """The shelf of the pack in `corpus`, compiled into `cache` if it is not there yet.

    Raises Broken("pack_missing") or Broken("pack_malformed").
    """
    stamp = fingerprint(corpus)
    folder = cache / "library" / stamp
    found = _read_compiled(folder, stamp)
    if found is None:
        compiled = compile_shelf(corpus, cache)
        found = _read_compiled(folder, stamp) or compiled  # from the disk it keeps only open documents in memory
    return found


def compile_shelf(corpus: Path, cache: Path) -> Shelf:
    """Compile the pack and replace what the cache holds of it. Raises like `open_shelf`."""
    # A heavy parser, needed once per edition of the pack: markdown and yaml cost 60 ms.
    from reader.core.library.curation.kept import to_json  # noqa: PLC0415
    from reader.core.library.guidance import read_guidance  # noqa: PLC0415
    from reader.core.library.pack import read_pack  # noqa: PLC0415

    stamp = fingerprint(corpus)
    pack, documents, problems = read_pack(corpus)
    guidance, trouble = read_guidance(corpus, documents)
    problems += trouble
    held = {document.info.id: document for document in documents}
    shelf = Shelf(pack, [d.info for d in documents], problems, stamp, (held, guidance))
    home = cache / "library"
    try:
        for document in documents:
            write_sealed(home / stamp / f"{document.info.id}.json", [asdict(block) for block in document.blocks])
        write_sealed(home / stamp / "guidance.json", to_json(guidance))
        write_sealed(  # last: its presence says that the others are there
            home / stamp / "shelf.json",
            {
                "pack": asdict(pack),
                "documents": [asdict(document.info) for document in documents],
                "problems": [[problem.code, problem.facts] for problem in problems],
            },
        )
        for other in home.iterdir():
            if other.name != stamp:
                shutil.rmtree(other, ignore_errors=True)
    except (Broken, OSError):
        pass  # a full disk or a read-only cache: the shelf in memory is as good, only slower to start
    return shelf


def fingerprint(folder: Path) -> str:
    """A hash over names and bytes of everything the shelf is compiled from. Raises Broken("pack_missing").

    Content, not time stamps: packagers and USB sticks make those up. The bundled pack takes well under a millisecond.
    """
    digest = hashlib.sha256(f"shelf {VERSION}".encode())
    try:
        for file in _files(folder):
            data = file.read_bytes()
            digest.update(f"{file.name}\0{len(data)}\0".encode())
            digest.update(data)
    except OSError as error:
        raise Broken("pack_missing", folder=str(folder), reason=error.strerror or str(error)) from error
    return digest.hexdigest()[:24]


def is_compiled(corpus: Path, cache: Path) -> bool:
    """Whether `open_shelf` would find its folder. Raises like `fingerprint`."""
    return (cache / "library" / fingerprint(corpus) / "shelf.json").exists()


def curation(folder: Path) -> str:
    """A hash over the curated data of a pack alone; what is missing counts as empty."""
    digest = hashlib.sha256()
    for name in CURATED:
        try:
            digest.update((folder / name).read_bytes())
        except OSError:
            digest.update(b"\0")
    return digest.hexdigest()[:16]


def _files(folder: Path) -> list[Path]:
    """All that a pack is compiled from; the curated data may be missing."""
    curated = [folder / name for name in CURATED]
    return [folder / "pack.yaml", *sorted((folder / "documents").glob("*.md")), *(f for f in curated if f.exists())]


def _read_compiled(folder: Path, stamp: str) -> Shelf | None:
    raw = read_sealed(folder / "shelf.json")
    if raw is None:
        return None
    infos = [_revive(DocumentInfo, info) for info in raw["documents"]]
    names = ("guidance", *(info.id for info in infos))
    if not all((folder / f"{name}.json").exists() for name in names):  # each is checked when it is opened
        return None
    problems = [Broken(code, **facts) for code, facts in raw["problems"]]
    return Shelf(_revive(PackInfo, raw["pack"]), infos, problems, stamp, folder)


def _revive(kind: type[T], raw: dict[str, Any]) -> T:
    """A value of `kind` from its JSON form; lists become tuples again."""
    values: dict[str, Any] = {}
    for field in fields(kind):
        value = raw[field.name]
        values[field.name] = _tuples(value)
    return kind(**values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
