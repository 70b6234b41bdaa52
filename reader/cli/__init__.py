"""The reader in a terminal: the same core, sentences from `words`, JSON where a program would read it.

Errors are one sentence on stderr and an exit code: 2 for what the user can mend, 3 for what is broken; what other codes
mean stands with the verb that has them. A traceback appears only with --debug.

Each module here has the verbs of one subject: `add_verbs` says how they are typed, and a function carries each out. To
add a verb, add it to its module; to add a module, name it in `_SUBJECTS`.
"""

import argparse
import sys
from pathlib import Path

from reader import __version__, words
from reader.cli import (
    backups,
    checking,
    indexing,
    marks,
    publications,
    questions,
    quoting,
    recommendations,
    searching,
    showing,
    terms,
)
from reader.cli.verbs import AddVerb, Parser
from reader.core.errors import Broken, Cancelled, Trouble
from reader.core.paths import find_paths
from reader.core.text import printable
from reader.core.workspace import Workspace

EXIT_INTERRUPTED = 130

_SUBJECTS = (
    searching, showing, publications, questions, recommendations, terms, quoting, marks, backups, indexing, checking,
)  # fmt: skip
"""In the order in which --help lists their verbs."""


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options; `verb` is None when the window is wanted. Exits with code 2 on an unknown option."""
    common = Parser(add_help=False)
    common.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="keep notes, settings and cache in DIR"
    )
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")
    parser = Parser(
        prog="icat-reader",
        parents=[common],
        description="Offline reader for the ICAT corpus. Without a verb it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"{words.APP_NAME} {__version__}")
    add_verb = AddVerb(parser.add_subparsers(dest="verb", metavar="VERB", parser_class=Parser), common)
    for subject in _SUBJECTS:
        subject.add_verbs(add_verb)
    options = parser.parse_args(arguments)
    options.data_dir = getattr(options, "data_dir", None)
    options.debug = getattr(options, "debug", False)
    return options


def run(options: argparse.Namespace) -> int:
    """Carry out the verb; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal in an old code page must not fail at a curly quote
            stream.reconfigure(encoding="utf-8", errors="replace")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="strict")
    workspace = Workspace(find_paths(options.data_dir))
    try:
        code: int = options.carry_out(workspace, options)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        sys.stderr.close()  # `icat-reader list | head` is not an error
        return 0
    except (KeyboardInterrupt, Cancelled):
        return EXIT_INTERRUPTED
    except Trouble as trouble:
        if options.debug:
            raise
        print(words.sentence(trouble), file=sys.stderr)
        return trouble.exit_code
    except Exception as error:
        if options.debug:
            raise
        print(words.UNEXPECTED.format(details=f"{type(error).__name__}: {printable(str(error))}"), file=sys.stderr)
        return Broken.exit_code
    finally:
        workspace.notes.close()
