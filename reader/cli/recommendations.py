"""The verbs for what the texts ask for: the register of recommendations, the user's checklists, and their gap tables.

The JSON of `recommendations` is a list, in the order of the library: {"id", "addressee", "about", "kind", "text",
"reference", "document", "block", "section", "date", "topics", "roles", "label", "label_is"}. `addressee` is null where
the text names nobody; `about` is then whom it is about, else null. `text` is the text's own; `label`, `topics` and
`roles` are the compilers', which "label_is": "ours" says. `section` is the list of headings above it.

The JSON of `checklists` is a list, oldest first: {"name", "role" (its id, or null), "total", "looked_at", "states":
{"done", "partly", "not_yet", "not_applicable"}}, the numbers counting recommendations.
"""

import argparse
import json
import textwrap
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import words
from reader.cli.verbs import AddVerb, open_notes, warn
from reader.core.errors import Refused
from reader.core.marks import STATE_NAMES, STATES, Checklist
from reader.core.text import long_date
from reader.core.workspace import GAP_FORMATS, Workspace

if TYPE_CHECKING:
    from reader.core.advice import Recommended

_SUFFIXES = {".docx": "docx", ".csv": "csv", ".html": "html", ".htm": "html", ".md": "markdown"}


def add_verbs(add_verb: AddVerb) -> None:
    register = add_verb("recommendations", _recommendations, "list what the texts ask for, and of whom")
    register.add_argument("words", nargs="*", metavar="WORDS", help="only recommendations with these words")
    register.add_argument("--to", default="", metavar="WHOM", help="only those addressed to them: States")
    register.add_argument("--topic", default="", metavar="TOPIC", help="for example non-punishment")
    register.add_argument("--role", default="", metavar="ROLE", help="only those that concern a labour-inspector")
    register.add_argument("--json", action="store_true", help="as JSON")
    lists = add_verb("checklists", _checklists, "list your checklists of recommendations")
    lists.add_argument("--json", action="store_true", help="as JSON")
    gaps = add_verb("gaps", _gaps, "write the gap table of a checklist to a file")
    gaps.add_argument("name", metavar="NAME", help="of the checklist")
    gaps.add_argument("file", type=Path, metavar="FILE")
    gaps.add_argument("--format", choices=GAP_FORMATS, help="if not given, as the name of the file ends, else docx")


def _recommendations(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader.core.advice import RecommendationFilter  # noqa: PLC0415  # the guidance layer, which no start may load

    warn(workspace)
    guide = workspace.library.guide
    role = guide.role(options.role).id if options.role else ""
    wanted = RecommendationFilter(" ".join(options.words), options.to, options.topic, role)
    found = guide.recommendations(wanted)
    if options.json:
        print(json.dumps([_told(each) for each in found], ensure_ascii=False))
        return 0
    section: tuple[str, ...] = ()
    for each in found:
        if (each.source.info.short_title, *each.source.section) != section:
            section = (each.source.info.short_title, *each.source.section)
            print(f"{' › '.join(section)}\n")
        _print(each)
    total = len(guide.guidance.recommendations)
    print(f"{len(found):,} of {words.count_of(total, 'recommendation')}.")
    return 0


def _print(each: "Recommended") -> None:
    from reader import guidance_words  # noqa: PLC0415  # as above
    from reader.core.guidance import RECOMMENDATION_KIND_NAMES  # noqa: PLC0415  # as above

    said, source = each.recommendation, each.source
    for text in (guidance_words.addressed(said.addressee, said.addressee_stated), source.text):
        print(textwrap.indent(textwrap.fill(text, 88), "  "))
    kind = "" if said.kind == "explicit" else RECOMMENDATION_KIND_NAMES[said.kind]
    print("  " + " · ".join(part for part in (source.reference, long_date(source.info.date), kind) if part) + "\n")


def _told(each: "Recommended") -> dict[str, Any]:
    said, source = each.recommendation, each.source
    return {
        "id": said.id,
        "addressee": said.addressee if said.addressee_stated else None,
        "about": None if said.addressee_stated else said.addressee,
        "kind": said.kind,
        "text": source.text,
        "reference": source.reference,
        "document": said.document,
        "block": said.block,
        "section": list(source.section),
        "date": source.info.date,
        "topics": list(said.topics),
        "roles": list(said.roles),
        "label": said.label,
        "label_is": "ours",
    }


def _checklists(workspace: Workspace, options: argparse.Namespace) -> int:
    open_notes(workspace)
    rows = [_summary(workspace, each) for each in workspace.notes.checklists()]
    if options.json:
        print(json.dumps(rows, ensure_ascii=False))
        return 0
    for row in rows:
        counts = ", ".join(f"{count:,} {STATE_NAMES[state].lower()}" for state, count in row["states"].items() if count)
        for_whom = f" (for: {row['role']})" if row["role"] else ""
        said = f"{row['looked_at']:,} of {row['total']:,} looked at"
        print(f"{row['name']}{for_whom}: {said}{': ' * bool(counts)}{counts}")
    if not rows:
        print("There are no checklists yet; make one in the window, above the recommendations.")
    return 0


def _summary(workspace: Workspace, checklist: Checklist) -> dict[str, Any]:
    rows = workspace.notes.gap_table(checklist).rows
    states = Counter(row.state for row in rows)
    return {
        "name": checklist.name,
        "role": checklist.role or None,
        "total": len(rows),
        "looked_at": len(rows) - states[None],
        "states": {state: states[state] for state in STATES},
    }


def _gaps(workspace: Workspace, options: argparse.Namespace) -> int:
    open_notes(workspace)
    path: Path = options.file.expanduser()
    wanted = options.name.casefold()
    found = next((each for each in workspace.notes.checklists() if each.name.casefold() == wanted), None)
    if found is None:
        raise Refused("unknown_checklist", name=options.name)
    table = workspace.notes.gap_table(found)
    form = options.format or _SUFFIXES.get(path.suffix.lower(), "docx")
    workspace.notes.write(path, workspace.notes.render_gaps(table, form))
    print(f"{words.count_of(len(table.rows), 'recommendation')} written to {options.file}.")
    return 0
