"""Valid things to test with: documents, packs in a folder, notebooks, marks. A test changes only what it is about."""

from atexit import register
from collections.abc import Iterable
from contextlib import closing
from functools import lru_cache
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import mkdtemp
from typing import Any

from hypothesis import settings
from sqlcipher3 import dbapi2 as sqlite

from reader.core.guidance import Concept, Guidance
from reader.core.library.document import parse_document
from reader.core.library.guidance import read_guidance
from reader.core.library.outline import passages
from reader.core.library.pack import read_pack
from reader.core.marks import Anchor, Assessment, Change, Checklist, Mark
from reader.core.notes.opening import open_notebook
from reader.core.notes.schema import APPLICATION_ID, MARK_COLUMNS, MIGRATIONS
from reader.core.notes.store import Notebook
from reader.core.paths import Paths
from reader.core.search.engine import Engine
from reader.core.search.index import Index
from reader.core.search.indexer import Step, in_memory, stamp_of, update
from reader.core.search.meaning import NO_MEANING, Meaning
from reader.core.types import Document, Passage, Point
from reader.core.workspace import Workspace

PROJECT = Path(__file__).resolve().parent.parent
CORPUS = PROJECT / "corpus"
PROPERTY = settings(deadline=None, derandomize=True, database=None, max_examples=100)
"""The same examples in every run: a red test is red for everyone. Raise `max_examples` by hand to search for more."""

NOON = 1_772_704_800.0
"""2026-03-05 10:00 UTC."""


def never(done: int, total: int, sealed: bool) -> None:
    """A step of the indexing that stops nothing."""


def front_matter(**changes: Any) -> dict[str, Any]:
    """The front matter of a document, complete; None takes a line out."""
    front = {
        "id": "sample",
        "reference": "ICAT-SMP-2024",
        "title": "A sample for tests",
        "type": "statement",
        "date": '"2024-05-17"',
        "date_precision": "day",
        "issuers": "[ICAT]",
        "language": "en",
    }
    return {name: value for name, value in (front | changes).items() if value is not None}


def document_text(body: str = "First words.\n\nSecond words.", **changes: Any) -> str:
    """A document file: front matter and Markdown."""
    lines = "\n".join(f"{name}: {value}" for name, value in front_matter(**changes).items())
    return f"---\n{lines}\n---\n\n{body}\n"


def document(*paragraphs: str, **changes: Any) -> Document:
    """A document of these paragraphs (Markdown)."""
    return parse_document(document_text("\n\n".join(paragraphs or ("First words.", "Second words.")), **changes))


def pack(folder: Path, documents: dict[str, str | bytes] | None = None) -> Path:
    """A pack in `folder`: by id, the texts of its document files."""
    texts = {"sample": document_text()} if documents is None else documents
    (folder / "documents").mkdir(parents=True, exist_ok=True)
    names = "".join(f"\n  - {name}" for name in texts)
    (folder / "pack.yaml").write_text(
        "id: test\ntitle: Test pack\nversion: '1'\nlanguage: en\npublisher: Tests\nlicence_note: none\n"
        f"documents:{names}\n",
        encoding="utf-8",
    )
    for name, text in texts.items():
        file = folder / "documents" / f"{name}.md"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def two_documents() -> dict[str, str | bytes]:
    """Two documents for a pack: "sample" and "other"."""
    return {
        "sample": document_text(),
        "other": document_text("Other words.", id="other", reference="ICAT-OTH-2024"),
    }


def places(folder: Path, corpus: Path = CORPUS) -> Paths:
    """All folders of a run inside `folder`, with the real corpus unless another is given."""
    return Paths(folder, folder, folder / "cache", corpus, PROJECT / "resources")


def workspace(folder: Path, corpus: Path = CORPUS) -> Workspace:
    """The roof over `folder`; the bundled corpus is compiled, but not indexed."""
    if corpus == CORPUS:
        prepare(folder, "library")
    return Workspace(places(folder, corpus))


@lru_cache
def prepared() -> Path:
    """A data folder as a first start leaves it: the bundled corpus compiled and indexed, nothing marked. It is made
    once in a process, which takes a second, and only copied from; first starts have tests of their own."""
    folder = Path(mkdtemp(prefix="icat-prepared-"))
    register(rmtree, folder, ignore_errors=True)
    Workspace(places(folder)).library.update_index()
    return folder


def prepare(folder: Path, *parts: str) -> Path:
    """Give a new data folder these parts of the cache of `prepared` ("library", "index"); returns it. A file in the
    place of the folder stays what it is."""
    if not folder.is_file() and not (folder / "cache").exists():
        for part in parts:
            copytree(prepared() / "cache" / part, folder / "cache" / part)
    return folder


def notebook(folder: Path) -> Notebook:
    """The notebook in `folder`, opened."""
    return open_notebook(folder / "notebook.db", folder / "backups")


def old_notebook(folder: Path, *marks: Mark) -> Path:
    """A notebook as the first version of its tables had it, closed; returns its path."""
    path = folder / "notebook.db"
    with closing(sqlite.connect(str(path), isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = WAL")
        for step in (*MIGRATIONS[0], f"PRAGMA application_id = {APPLICATION_ID}", "PRAGMA user_version = 1"):
            db.execute(step)
        for each in marks:
            write_as_before(db, each)
    return path


def write_as_before(db: Any, each: Mark) -> None:
    """Write a mark as the first version of the program did, through a connection of its own."""
    a = each.anchor
    places = (a.document, a.edition, a.start.block, a.start.offset, a.end.block, a.end.offset)
    row = (each.id, each.kind, *places, a.quote, a.before, a.after, each.colour, each.text, each.created, each.changed)
    db.execute("BEGIN IMMEDIATE")
    names = ", ".join(MARK_COLUMNS[: len(row)])
    db.execute(f"INSERT OR REPLACE INTO mark ({names}) VALUES ({', '.join('?' * len(row))})", row)
    db.execute("UPDATE tally SET changes = changes + 1")
    db.execute("COMMIT")


def mark(mark_id: str = "m1", **changes: Any) -> Mark:
    """A note on the sample document; `changes` are fields of Mark or of Anchor."""
    anchor = {
        "document": "sample",
        "edition": "e1",
        "start": Point("p1", 0),
        "end": Point("p1", 5),
        "quote": "First",
        "before": "",
        "after": " words.",
    }
    fields = {"kind": "note", "colour": "yellow", "text": "A thought", "created": NOON, "changed": NOON}
    fields |= {"tags": (), "layer": "", "historical": False, "revision": "", "ancestors": ()}
    anchor |= {name: value for name, value in changes.items() if name in anchor}
    fields |= {name: value for name, value in changes.items() if name in fields}
    return Mark(id=mark_id, anchor=Anchor(**anchor), **fields)  # type: ignore[arg-type]


def made(*marks: Mark) -> Change:
    """The change that makes these marks."""
    return Change(tuple((None, each) for each in marks))


def assessment(recommendation: str = "r1", **changes: Any) -> Assessment:
    """A recommendation that is carried out in part; `changes` are fields of Assessment."""
    fields = {"state": "partly", "evidence": "Seen *there*", "date": "2026-03-05", "words": "States should act."}
    where = {"reference": "ICAT-SMP-2024 para 1", "addressee": "States", "changed": NOON}
    return Assessment(recommendation, **fields | where | changes)


def checklist(checklist_id: str = "c1", *assessments: Assessment, **changes: Any) -> Checklist:
    """A checklist of these assessments, or of one; `changes` are fields of Checklist."""
    fields = {"name": "My district", "created": NOON, "changed": NOON, "role": "inspector"}
    return Checklist(checklist_id, assessments=assessments or (assessment(),), **fields | changes)


def made_lists(*checklists: Checklist) -> Change:
    """The change that makes these checklists."""
    return Change(checklists=tuple((None, each) for each in checklists))


@lru_cache
def corpus_documents() -> dict[str, Document]:
    """The five documents of the bundled corpus, by id."""
    return {document.info.id: document for document in read_pack(CORPUS)[1]}


@lru_cache
def corpus_passages() -> tuple[Passage, ...]:
    return tuple(passage for document in corpus_documents().values() for passage in passages(document))


@lru_cache
def corpus_engine() -> Engine:
    """The engine over the bundled corpus, without the curated data; its index is in memory."""
    return engine(*corpus_documents().values())


def engine(
    *documents: Document,
    guidance: Guidance = Guidance(),  # noqa: B008  # frozen
    meaning: Meaning = NO_MEANING,
) -> Engine:
    """An engine over these documents, its index in memory."""
    index = in_memory([(each.info, tuple(passages(each))) for each in documents], guidance.concepts, meaning)
    return engine_over(index, *documents, guidance=guidance, meaning=meaning)


def engine_over(
    index: Index,
    *documents: Document,
    guidance: Guidance = Guidance(),  # noqa: B008  # frozen
    meaning: Meaning = NO_MEANING,
) -> Engine:
    """An engine over an index, in a library of these documents."""
    held = {each.info.id: tuple(passages(each)) for each in documents}
    return Engine(index, held.__getitem__, {each.info.id: each.info for each in documents}, guidance, meaning)


def updated(home: Path, *documents: Document, concepts: Iterable[Concept] = (), step: Step = never) -> Index:
    """The index in `home`, brought up to date with these documents."""
    held = {each.info.id: each for each in documents}
    wanted = {name: (each.info, stamp_of(each.info, "")) for name, each in held.items() if each.info.passages}
    return update(home, wanted, lambda name: tuple(passages(held[name])), concepts, step)


@lru_cache
def guidance() -> Guidance:
    """The curated data of the bundled corpus."""
    return read_guidance(CORPUS, corpus_documents().values())[0]
