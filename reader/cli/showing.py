"""The verbs that show the library: its documents and their text."""

import argparse
import json
import textwrap
from typing import Any

from reader import words
from reader.cli.verbs import AddVerb, warn
from reader.core.text import long_date
from reader.core.types import Document
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    listing = add_verb("list", _list, "list the documents")
    listing.add_argument("--json", action="store_true", help="as JSON")

    show = add_verb("show", _show, "print a document or a paragraph")
    show.add_argument("reference", nargs="+", metavar="REF", help="ICAT-CFA-2021, or ICAT-CFA-2021 para 14")
    show.add_argument("--json", action="store_true", help="as JSON")


def _list(workspace: Workspace, options: argparse.Namespace) -> int:
    warn(workspace)
    infos = workspace.library.documents()
    if options.json:
        keys = ("id", "reference", "title", "short_title", "type", "date", "language", "words", "passages", "edition")
        rows = [{key: getattr(info, key) for key in keys} | {"issuers": list(info.issuers)} for info in infos]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for info in infos:
        print(f"{info.reference}  {info.short_title}")
        print(f"    {words.document_type(info.type)}, {long_date(info.date)}, {words.reading_minutes(info.words)}")
    return 0


def _show(workspace: Workspace, options: argparse.Namespace) -> int:
    location = workspace.library.find(" ".join(options.reference))
    document = workspace.library.document(location.document)
    ids = [block.id for block in document.blocks]
    chosen = document.blocks[ids.index(location.start.block) : ids.index(location.end.block) + 1]
    above = workspace.library.sections(document)
    if options.json:
        rows = [{"reference": workspace.library.reference(document, b.id), "kind": b.kind, "text": b.text,
                 "section": list(above[b.id])} for b in chosen]  # fmt: skip
        print(
            json.dumps({"document": document.info.id, "title": document.info.title, "blocks": rows}, ensure_ascii=False)
        )
        return 0
    if len(chosen) == 1 and above[chosen[0].id]:
        print(f"{document.info.short_title}\n{' › '.join(above[chosen[0].id])}\n")
    _print_blocks(document, chosen)
    return 0


def _print_blocks(document: Document, blocks: tuple[Any, ...]) -> None:
    for block in blocks:
        number = f"{block.number}" if block.number else ""
        bullet = "• " if block.kind == "item" else ""
        body = "\n".join(textwrap.fill(line, 88) for line in (bullet + block.text).split("\n"))
        print(f"{number:>4}  " + textwrap.indent(body, " " * 6).lstrip(), end="\n\n")
    print(f"{document.info.reference} · {'; '.join(document.info.issuers)} · {long_date(document.info.date)}")
