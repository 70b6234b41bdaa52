"""The verbs for those who have a question: what practitioners ask by role, how far the library answers it, and what a
role should have read.

The JSON of `questions` is {"ours": a sentence that says whose words the questions are, "questions": [{"id", "role",
"question", "coverage" (yes, partly, touched or no), "limits", "answers": [{"reference", "document", "block", "date",
"grade" (3 answers it, 2 in part, 1 only touches on it), "text", "addressees"}], "publications": [{"id", "title",
"date", "held"}]}]}. "addressees" are lines such as "To: States", for the recommendations that stand in the passage.

The JSON of `path` is {"ours", "role", "label", "steps": [{"reference", "document", "block", "date", "section", "text",
"addressees", "questions": [ids]}], "unanswered": [as in `questions`]}.
"""

import argparse

from reader.cli.verbs import AddVerb, warn
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    questions = add_verb("questions", _questions, "list the questions of a role, and what answers them")
    questions.add_argument("words", nargs="*", metavar="WORDS", help="only questions with these words")
    questions.add_argument("--role", default="", metavar="ROLE", help="labour-inspector; without it, all roles")
    questions.add_argument("--json", action="store_true", help="as JSON")
    path = add_verb("path", _path, "list what a role should have read, in order")
    path.add_argument("role", nargs="+", metavar="ROLE", help="labour-inspector")
    path.add_argument("--json", action="store_true", help="as JSON")


def _questions(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader.cli.asked import print_questions  # noqa: PLC0415  # the guidance layer, which no start may load

    warn(workspace)
    print_questions(workspace, options)
    return 0


def _path(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader.cli.asked import print_path  # noqa: PLC0415  # the guidance layer, which no start may load

    warn(workspace)
    print_path(workspace, options)
    return 0
