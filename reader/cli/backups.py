"""The verbs `backups` and `restore`: the copies of the notebook, and going back to one.

The JSON of `backups` is a list, newest first: {"name", "made", "changes", "marks", "size", "good"}, with `made` in
ISO 8601 (UTC) or null, and `size` in bytes.
"""

import argparse
import json
from dataclasses import asdict
from datetime import UTC, datetime

from reader import words
from reader.cli.verbs import AddVerb
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    backups = add_verb("backups", _backups, "list the backups of the notes")
    backups.add_argument("--json", action="store_true", help="as JSON")
    restore = add_verb("restore", _restore, "go back to a backup; the present notes are kept")
    restore.add_argument("name", metavar="NAME", help="a name that “icat-reader backups” lists")
    restore.add_argument("--preview", action="store_true", help="only say what would change")


def _backups(workspace: Workspace, options: argparse.Namespace) -> int:
    found = workspace.notes.backups()
    if options.json:
        rows = [asdict(each) | {"made": _utc(each.made).isoformat() if each.made else None} for each in found]
        print(json.dumps(rows))
        return 0
    for each in found:
        made = f"{_utc(each.made).astimezone():%Y-%m-%d %H:%M}" if each.made else "date unknown"
        print(f"{each.name}  {made}  {words.count_of(each.marks, 'mark') if each.good else 'damaged'}")
    if not found:
        print("There are no backups yet; one is made when the reader starts or closes after a change.")
    return 0


def _restore(workspace: Workspace, options: argparse.Namespace) -> int:
    change = workspace.notes.compare(options.name)
    print(
        f"{words.count_of(change.marks, 'mark')} in the backup: {change.only_there:,} not in your notes now, "
        f"{change.different:,} different; {words.count_of(change.only_here, 'mark')} of now not in the backup."
    )
    if change.checklists:
        print(f"Checklists that differ: {change.checklists:,}.")
    if not options.preview:
        workspace.notes.restore(options.name)
        print("Restored. What was there before is kept beside it.")
    return 0


def _utc(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
