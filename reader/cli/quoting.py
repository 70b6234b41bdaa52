"""The verbs for those who quote: a citation of a passage, and whether a quote is what the library says.

`quote-check` exits with 0 when the words are exact, 1 when they were altered and 4 when they are not in this library; 2
and 3 mean what they always mean. Its JSON is {"verdict": "exact" | "altered" | "absent", "typographic", "marked",
"likeness", "quote", "places": [{"reference", "document", "start", "end", "text", "pieces"}]}, where `start` and `end`
are [block, offset in code points] and `pieces` are ["same" | "gone" | "new", words]; `core/quotes.py` says what they
mean.
"""

import argparse
import json
import sys
import textwrap
from typing import Any

from reader import words
from reader.cli.verbs import AddVerb, warn
from reader.core.errors import Refused
from reader.core.quotes import STYLES, QuoteCheck, QuotePlace
from reader.core.text import printable
from reader.core.workspace import Workspace

_EXIT = {"exact": 0, "altered": 1, "absent": 4}
_FORMATS = ("csl-json", "ris", "bibtex")


def add_verbs(add_verb: AddVerb) -> None:
    cite = add_verb("cite", _cite, "print a passage with its source, or the source for a program that keeps literature")
    cite.add_argument("reference", nargs="+", metavar="REF", help="ICAT-CFA-2021 para 14, or ICAT-CFA-2021 paras 14-16")
    how = cite.add_mutually_exclusive_group()
    how.add_argument("--style", choices=STYLES, default="quote", help="words and source, source alone, reference alone")
    how.add_argument("--format", choices=_FORMATS, help="the source as a file")

    check = add_verb("quote-check", _check, "say whether a quote has the exact words of the library")
    check.add_argument("text", nargs="*", metavar="TEXT", help="the quote; - or nothing for standard input")
    check.add_argument("--json", action="store_true", help="as JSON")


def _cite(workspace: Workspace, options: argparse.Namespace) -> int:
    location = workspace.library.find(" ".join(options.reference))
    if options.format:
        print(workspace.library.source(location, options.format).decode(), end="")
    else:
        print(workspace.library.cite(location, options.style).plain)
    return 0


def _check(workspace: Workspace, options: argparse.Namespace) -> int:
    warn(workspace)
    found = workspace.library.check_quote(_standard_input() if options.text in ([], ["-"]) else " ".join(options.text))
    if options.json:
        print(json.dumps(_as_json(found), ensure_ascii=False))
    else:
        _print(found)
    return _EXIT[found.verdict]


def _standard_input() -> str:
    try:
        return sys.stdin.read()
    except UnicodeDecodeError as error:
        raise Refused("file_unreadable", path="-", reason="it is not UTF-8 text") from error


def _print(found: QuoteCheck) -> None:
    print(words.quote_verdict(found))
    for place in found.places:
        print(f"\n{place.reference}")
        for line in _shown(place).split("\n"):
            print(textwrap.indent(textwrap.fill(printable(line), 92), "    "))


def _shown(place: QuotePlace) -> str:
    """The passage, or how it became the quote, in the signs of wdiff: [-gone-] and {+new+}."""
    sides = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(sides[kind][0] + text + sides[kind][1] for kind, text in place.pieces) or place.text


def _as_json(found: QuoteCheck) -> dict[str, Any]:
    return {
        "verdict": found.verdict,
        "typographic": found.typographic,
        "marked": found.marked,
        "likeness": round(found.likeness, 4),
        "quote": found.quote,
        "places": [
            {
                "reference": place.reference,
                "document": place.location.document,
                "start": [place.location.start.block, place.location.start.offset],
                "end": [place.location.end.block, place.location.end.offset],
                "text": place.text,
                "pieces": [list(piece) for piece in place.pieces],
            }
            for place in found.places
        ],
    }
