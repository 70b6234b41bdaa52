"""The verb that prepares library and index, and how a program that watches steers it."""

import argparse
import json
import sys
import time
from queue import SimpleQueue
from threading import Thread

from reader import words
from reader.cli.verbs import AddVerb, warn
from reader.core.errors import Broken, Cancelled
from reader.core.workspace import Workspace

_TELL_SECONDS = 0.2


def add_verbs(add_verb: AddVerb) -> None:
    index = add_verb("index", _index, "prepare library and index (the window does it by itself)")
    index.add_argument("--json", action="store_true", help="as JSON")
    index.add_argument(
        "--steered", action="store_true", help="report progress as JSON lines; obey pause, resume and cancel on stdin"
    )


def _index(workspace: Workspace, options: argparse.Namespace) -> int:
    warn(workspace)
    workspace.library.update_index(Steered() if options.steered else _show_progress)
    if not workspace.library.index_is_ready():
        raise Broken("write_failed", path=str(workspace.paths.cache), reason="the index stays in memory only")
    held = [info.passages for info in workspace.library.documents() if info.passages]
    state = {"passages": sum(held), "documents": len(held)}
    print(json.dumps(state) if options.json else words.ready(**state), flush=True)
    return 0


class Steered:
    """The steps of a long job for a program that watches: JSON lines out, wishes in.

    Lines are {"done", "total", "sealed"}: passages, and whether what is done can be searched. The watching program
    writes `pause`, `resume` or `cancel`; when it is gone, the work goes on to its end.
    """

    def __init__(self) -> None:
        self._wishes: SimpleQueue[str] = SimpleQueue()
        self._told = 0.0
        self._tell(0, 0, False)
        Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for line in sys.stdin:
            self._wishes.put(line.strip())
        self._wishes.put("resume")  # nobody is there any more who could end a pause

    def __call__(self, done: int, total: int, sealed: bool) -> None:
        now = time.monotonic()
        if sealed or now - self._told > _TELL_SECONDS:
            self._told = now
            self._tell(done, total, sealed)
        while not self._wishes.empty():
            wish = self._wishes.get()
            while wish == "pause":
                wish = self._wishes.get()  # waits for the next one, whatever it is
            if wish == "cancel":
                raise Cancelled

    def _tell(self, done: int, total: int, sealed: bool) -> None:
        try:
            print(json.dumps({"done": done, "total": total, "sealed": sealed}), flush=True)
        except OSError:
            pass  # nobody listens any more; to the index it would look like a disk that cannot be written


def _show_progress(done: int, total: int, sealed: bool) -> None:
    if sys.stderr.isatty() and total:
        print(f"\r{words.preparing(done, total)}", end="" if done < total or not sealed else "\n", file=sys.stderr)
