"""The verbs for what the user has marked and written."""

import argparse
import sys
from pathlib import Path

from reader import words
from reader.cli.verbs import AddVerb
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    export = add_verb("export", _export, "write the marks to a file")
    export.add_argument("--format", choices=["markdown", "csl-json", "ris", "bibtex"], default="markdown")
    export.add_argument("--document", metavar="REF", help="only the marks of this document")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")


def _export(workspace: Workspace, options: argparse.Namespace) -> int:
    document = workspace.library.find(options.document).document if options.document else None
    notice = workspace.notes.open()
    if notice is not None:
        print(words.sentence(notice), file=sys.stderr)
    notes = workspace.notes
    bundle = notes.bundle(notes.marks(document) if document else None)
    count = notes.export(options.output.expanduser(), bundle, options.format)
    print(f"{count} mark{'' if count == 1 else 's'} written to {options.output}.")
    return 0
