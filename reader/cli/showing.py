"""The verbs that show the library: its documents and their text, and how they stand.

The JSON of both has "addressees" of recommendations, and "newer" and "superseded_by": [{"id", "title", "date",
"held"}], the newest first, as far as the catalogue knows them.
"""

import argparse
import json
import textwrap
from datetime import date
from typing import TYPE_CHECKING, Any

from reader import standing_words, words
from reader.cli.verbs import AddVerb, warn
from reader.core.types import Block, Location, Point
from reader.core.workspace import Workspace

if TYPE_CHECKING:  # not at a start
    from reader.core.advice import Standing
    from reader.core.guidance import Publication


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
        rows = [
            {key: getattr(info, key) for key in keys}
            | {"issuers": list(info.issuers)}
            | _standing(workspace.library.guide.standing(info.id))
            for info in infos
        ]
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for info in infos:
        standing = workspace.library.guide.standing(info.id)
        facts = (*standing_words.facts(info, today=date.today()), words.reading_minutes(info.words))
        print(f"{info.reference}  {info.short_title}\n    {', '.join(facts)}")
        for line in (standing_words.asked(standing.addressees), standing_words.notice(standing)):
            if line:
                print(textwrap.indent(textwrap.fill(line, 96), "    "))
    return 0


def _standing(standing: "Standing") -> dict[str, Any]:
    return {
        "addressees": list(standing.addressees),
        "newer": list(map(_publication, standing.newer)),
        "superseded_by": list(map(_publication, standing.superseded_by)),
    }


def _publication(publication: "Publication") -> dict[str, Any]:
    return {"id": publication.id, "title": publication.title, "date": publication.date, "held": publication.held}


def _show(workspace: Workspace, options: argparse.Namespace) -> int:
    location = workspace.library.find(" ".join(options.reference))
    document = workspace.library.document(location.document)
    ids = [block.id for block in document.blocks]
    chosen = document.blocks[ids.index(location.start.block) : ids.index(location.end.block) + 1]
    above = workspace.library.sections(document)
    guide, info = workspace.library.guide, document.info
    standing = guide.standing(info.id)
    whom = {b.id: guide.addressees(Location(info.id, Point(b.id, 0), Point(b.id, len(b.text)))) for b in chosen}
    if options.json:
        rows = [{"reference": workspace.library.reference(document, b.id), "kind": b.kind, "text": b.text,
                 "section": list(above[b.id]), "addressees": list(whom[b.id])} for b in chosen]  # fmt: skip
        known = {"document": info.id, "title": info.title, "type": info.type, "date": info.date} | _standing(standing)
        print(json.dumps(known | {"blocks": rows}, ensure_ascii=False))
        return 0
    if len(chosen) == 1 and above[chosen[0].id]:
        print(f"{info.short_title}\n{' › '.join(above[chosen[0].id])}\n")
    _print_blocks(chosen, whom)
    said = (info.reference, "; ".join(info.issuers), *standing_words.facts(info, today=date.today()))
    print(" · ".join(part for part in said if part))
    if newer := standing_words.notice(standing):
        print(newer)
    return 0


def _print_blocks(blocks: tuple[Block, ...], whom: dict[str, tuple[str, ...]]) -> None:
    for block in blocks:
        number = f"{block.number}" if block.number else ""
        bullet = "• " if block.kind == "item" else ""
        body = "\n".join(textwrap.fill(line, 88) for line in (bullet + block.text).split("\n"))
        if whom[block.id]:
            body += f"\n{words.to_whom(whom[block.id])}"
        print(f"{number:>4}  " + textwrap.indent(body, " " * 6).lstrip(), end="\n\n")
