"""The verbs for what the user has marked and written: taking it out, and bringing in what others have.

The JSON of `import --json` is one object: {"new", "changed", "conflicts", "same", "without_place", "left_out"}, each a
number of marks, then "checklists", how many would come, and "unknown_documents", a list of titles.
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import get_args

from reader import words
from reader.cli.verbs import AddVerb, open_notes
from reader.core.errors import Refused
from reader.core.incoming import ImportPlan, Resolution
from reader.core.marks import COLOURS, KINDS, VERDICTS, Collection, MarkFilter
from reader.core.workspace import FORMATS, WITH_CHECKLISTS, Workspace


def add_verbs(add_verb: AddVerb) -> None:
    export = add_verb("export", _export, "write the marks to a file")
    export.add_argument("--format", choices=FORMATS, default="markdown", help="markdown if not given")
    export.add_argument(
        "--document", metavar="REF", action="append", default=[], help="only the marks of this document"
    )
    export.add_argument(
        "--tag", action="append", default=[], help="only marks with this tag; several: with all of them"
    )
    export.add_argument("--colour", choices=COLOURS, action="append", default=[], help="only marks of this colour")
    export.add_argument("--kind", choices=KINDS, action="append", default=[], help="only marks of this kind")
    export.add_argument("--verdict", choices=VERDICTS, action="append", default=[], help="only marks that came out so")
    export.add_argument("--text", default="", metavar="WORDS", help="only marks that have these words")
    export.add_argument("--collection", metavar="NAME", help="a briefing, in its order and with its own texts")
    export.add_argument("--author", default="", metavar="NAME", help="name yourself in the file")
    export.add_argument("--bare", action="store_true", help="no author, no names of others, no time of day")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    bring_in = add_verb("import", _import, "bring in marks from a file of annotations (.annotations, .jsonld)")
    bring_in.add_argument("file", type=Path, metavar="FILE")
    bring_in.add_argument("--layer", default="", metavar="NAME", help="whose marks they are; without it, your own")
    bring_in.add_argument(
        "--conflicts", choices=get_args(Resolution), default="mine", help="what was changed here and there (mine)"
    )
    bring_in.add_argument("--preview", action="store_true", help="only say what would change")
    bring_in.add_argument("--json", action="store_true", help="as JSON")


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    wanted = MarkFilter(
        text=options.text,
        tags=tuple(options.tag),
        colours=tuple(options.colour),
        kinds=tuple(options.kind),
        documents=tuple(workspace.library.find(name).document for name in options.document),
        verdicts=tuple(options.verdict),
    )
    open_notes(workspace)
    notes = workspace.notes
    if options.collection is not None:
        bundle = notes.bundle(collection=_collection(workspace, options.collection))
    else:
        bundle = notes.bundle(None if wanted == MarkFilter() else notes.select(wanted))
    bundle = replace(bundle, author="" if options.bare else options.author, bare=options.bare)
    count = notes.export(options.output.expanduser(), bundle, options.format)
    lists = len(bundle.checklists) if options.format in WITH_CHECKLISTS else 0
    what = words.count_of(count, "mark") + (f" and {words.count_of(lists, 'checklist')}" if lists else "")
    print(f"{what} written to {options.output}.")
    return 0


def _collection(workspace: Workspace, name: str) -> Collection:
    found = next((each for each in workspace.notes.collections() if each.name.casefold() == name.casefold()), None)
    if found is None:
        raise Refused("unknown_collection", name=name)
    return found


def _import(workspace: Workspace, options: argparse.Namespace) -> int:
    open_notes(workspace)
    plan = workspace.notes.plan_import(options.file.expanduser())
    if not options.preview:
        workspace.notes.bring_in(plan.incoming, options.layer, options.conflicts)
    if options.json:
        print(json.dumps(_told(plan), ensure_ascii=False))
    else:
        for line in words.import_plan(plan):
            print(line)
        if not plan.does_nothing:
            print("Nothing was changed; this was a preview." if options.preview else "Brought in.")
    return 0


def _told(plan: ImportPlan) -> dict[str, object]:
    return {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "conflicts": len(plan.conflicts),
        "same": plan.same,
        "without_place": len(plan.without_place),
        "left_out": sum(count for _, count in plan.incoming.left_out),
        "checklists": len(plan.new_checklists),
        "unknown_documents": [title for _, title in plan.unknown_documents],
    }
