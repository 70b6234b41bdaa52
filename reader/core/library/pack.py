"""A pack: a folder with `pack.yaml`, `documents/*.md`, `sources/` and `NOTICE.md`.

The bundled corpus is one; later packs come from a stick. Nothing executable is ever read from a pack, and no index.
"""

from pathlib import Path

from reader.core.errors import Broken
from reader.core.library.document import load_yaml, read_document
from reader.core.types import Document, PackInfo


def read_pack(folder: Path) -> tuple[PackInfo, list[Document], list[Broken]]:
    """The pack and its documents, in the order of `pack.yaml`, and what was wrong with those that could not be read.

    One bad document does not take the others with it. Raises Broken("pack_malformed") when the pack itself is unusable.
    """
    raw = load_yaml(folder / "pack.yaml", "pack_malformed")
    try:
        values = [str(raw[name]) for name in ("id", "title", "version", "language", "publisher", "licence_note")]
        listed = raw["documents"]
    except KeyError as error:
        raise Broken("pack_malformed", file="pack.yaml", reason=f"it lacks {error}") from error
    if not isinstance(listed, list):
        raise Broken("pack_malformed", file="pack.yaml", reason="its documents are not a list")
    names = list(dict.fromkeys(str(name) for name in listed))
    documents: list[Document] = []
    problems: list[Broken] = []
    for name in names:
        file = folder / "documents" / f"{Path(name).name}.md"
        try:
            document = read_document(file)
            if document.info.id != name:
                raise Broken("document_malformed", file=file.name, reason=f"its id is “{document.info.id}”")
            taken = next((d.info.id for d in documents if d.info.reference == document.info.reference), None)
            if taken is not None:  # a reference that leads to two places is worth nothing
                raise Broken("document_malformed", file=file.name, reason=f"its reference is that of “{taken}”")
            documents.append(document)
        except Broken as problem:
            problems.append(problem)
    if not documents:
        raise problems[0] if problems else Broken("pack_malformed", file="pack.yaml", reason="it lists no documents")
    return PackInfo(*values), documents, problems
