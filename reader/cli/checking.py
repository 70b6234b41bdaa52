"""The verb for those who edit the library: what is wrong with its files, one thing a line.

The JSON is {"problems": [sentence, ...], "documents", "questions", "recommendations", "publications", "terms",
"bodies"}, the counts of what can be used. With problems, the exit code is 3.
"""

import argparse
import json

from reader import words
from reader.cli.verbs import AddVerb
from reader.core.errors import Broken
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    check = add_verb("check", _check, "say what is wrong with the files of the library (see corpus/SCHEMA.md)")
    check.add_argument("--json", action="store_true", help="as JSON")


def _check(workspace: Workspace, options: argparse.Namespace) -> int:
    library = workspace.library
    problems = [words.sentence(problem) for problem in library.shelf.problems]
    known = library.guidance
    counts = {
        "documents": len(library.documents()),
        "questions": len(known.questions),
        "recommendations": len(known.recommendations),
        "publications": len(known.publications),
        "terms": len(known.concepts),
        "bodies": len(known.group.bodies),
    }
    if options.json:
        print(json.dumps({"problems": problems} | counts, ensure_ascii=False))
    else:
        print("\n".join(problems) or "Nothing is wrong.")
        print(", ".join(f"{number} {what}" for what, number in counts.items()))
    return Broken.exit_code if problems else 0
