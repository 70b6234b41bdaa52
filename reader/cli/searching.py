"""The verb that finds passages.

The JSON of `search` is one object per query: {"query", "answered", "total", "hits": [{"document", "reference",
"section", "date", "language", "text", "snippet", "score", "addressees"}], "notes": [{"reference", "quote", "text"}],
"suggestion", "suggestion_total", "facets": [{"field", "value", "count"}], "catalogue": [{"id", "title"}]}, where `text`
is the whole passage, `section` the list of headings above it, outermost first, and `addressees` those of the
recommendations in it.
"""

import argparse
import json
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader import words
from reader.cli.verbs import AddVerb, warn
from reader.core.errors import Refused, Trouble
from reader.core.marks import PlacedMark
from reader.core.text import long_date, printable, shorten, squeeze
from reader.core.types import Explanation, ResultPage
from reader.core.workspace import Workspace

SHOWN = 10
"""Hits that a terminal shows unless --all is given; the total is always exact."""


def add_verbs(add_verb: AddVerb) -> None:
    search = add_verb("search", _search, "find passages")
    asked = search.add_mutually_exclusive_group(required=True)
    asked.add_argument(
        "query", nargs="*", default=[], help='words, "a phrase", -not, OR, begin*, type:statement, year:2021..2023'
    )
    asked.add_argument(
        "--batch", type=Path, metavar="FILE", help="answer a file of queries, one a line; - for standard input"
    )
    search.add_argument("--json", action="store_true", help="one JSON object per query")
    search.add_argument("--explain", action="store_true", help="show how the query was read, and each score's parts")
    search.add_argument("--no-expand", dest="expand", action="store_false", help="search only what is typed")
    search.add_argument("--all", action="store_true", help=f"show all hits, not only the first {SHOWN}")


def _search(workspace: Workspace, options: argparse.Namespace) -> int:
    warn(workspace)
    marked = _open_own_notes(workspace)
    for query in _queries(options):
        page = workspace.library.search(query, expand=options.expand, marked=marked, explain=options.explain)
        notes = workspace.notes.find(page.for_notes) if page.for_notes.strip() else ()
        if options.json:
            print(json.dumps(_page(page, notes), ensure_ascii=False), flush=bool(options.batch))
        else:
            _print_notes(notes, len(notes) if options.all else SHOWN)
            _print_page(page, notes, len(page.hits) if options.all else SHOWN)
    return 0


def _open_own_notes(workspace: Workspace) -> frozenset[tuple[str, str]]:
    """Open the notebook if there is one; returns the blocks that are marked. A search works without it."""
    if not workspace.paths.notebook.exists():
        return frozenset()
    try:
        notice = workspace.notes.open()
        if notice is not None:
            print(words.sentence(notice), file=sys.stderr)
        places = [placed.location for placed in workspace.notes.marks()]
        return frozenset((place.document, place.start.block) for place in places if place is not None)
    except Trouble as trouble:
        print(words.sentence(trouble), file=sys.stderr)
        return frozenset()


def _print_notes(notes: tuple[PlacedMark, ...], shown: int) -> None:
    if notes:
        print(f"{words.IN_MY_NOTES}: {len(notes)}")
    for placed in notes[:shown]:
        print(f"{placed.reference}  “{printable(shorten(placed.mark.anchor.quote, 88))}”")
        if placed.mark.text:
            print(textwrap.indent(textwrap.fill(printable(squeeze(placed.mark.text)), 96), "    "))
    if notes:
        print()


def _queries(options: argparse.Namespace) -> Iterator[str]:
    if not options.batch:
        query = " ".join(options.query)
        if not query.strip():
            raise Refused("empty_query")
        yield query
        return
    try:
        if str(options.batch) == "-":
            yield from (line.rstrip("\r\n") for line in sys.stdin if line.strip())
            return
        lines = options.batch.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise Refused("file_missing", path=str(options.batch)) from error
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise Refused("file_unreadable", path=str(options.batch), reason=reason) from error
    yield from (line.rstrip("\r") for line in lines if line.strip())


def _page(page: ResultPage, notes: tuple[PlacedMark, ...]) -> dict[str, Any]:
    return {
        "query": page.query,
        "answered": page.answered,
        "total": page.total,
        "hits": [
            {
                "document": hit.document,
                "reference": hit.reference,
                "section": list(hit.section),
                "date": hit.date,
                "language": hit.language,
                "text": hit.text,
                "snippet": hit.snippet,
                "score": hit.score,
                "addressees": list(hit.addressees),
            }
            for hit in page.hits
        ],
        "notes": [
            {"reference": placed.reference, "quote": placed.mark.anchor.quote, "text": placed.mark.text}
            for placed in notes
        ],
        "suggestion": page.suggestion,
        "suggestion_total": page.suggestion_total,
        "facets": [{"field": f.field, "value": f.value, "count": f.count} for f in page.facets],
        "catalogue": [{"id": entry.id, "title": entry.title} for entry in page.catalogue],
    }


def _print_page(page: ResultPage, notes: tuple[PlacedMark, ...], shown: int) -> None:
    if page.only_notes:
        print(f"{words.count_of(len(notes), 'note')} found. Only your own notes were searched.")
        return
    if page.nothing_asked:
        print(words.sentence(Refused("empty_query")))
        return
    if not page.hits and page.total_unfiltered:
        print(words.nothing_passes(page.total_unfiltered))
    elif not page.hits:
        print(f"Nothing found for “{printable(page.query)}”.")
    for line in words.verdict(page.answered, bool(page.hits), [entry.title for entry in page.catalogue]):
        print(line)
    if page.suggestion:
        print(words.did_you_mean(page.suggestion, page.suggestion_total))
    for field, value in page.unknown_filters:
        print(words.unknown_filter(field, value))
    if not page.answered or page.suggestion:
        print()
    for hit in page.hits[:shown]:
        print(f"{hit.reference}  {hit.short_title}, {long_date(hit.date)}")
        if hit.section:
            print(f"    {' › '.join(hit.section)}")
        if hit.addressees:
            print(f"    {words.to_whom(hit.addressees)}")
        marked = hit.snippet
        if sys.stdout.isatty():
            for start, end in reversed(hit.snippet_spans):
                marked = f"{marked[:start]}\033[1m{marked[start:end]}\033[0m{marked[end:]}"
        print(textwrap.indent(textwrap.fill(marked, 96), "    "), end="\n\n")
    if page.total > shown:
        print(f"{page.total - shown} more; show them with --all.")
    for line in (words.also_searching(page.expansions, page.asked, page.meant), words.missing(page.missing)):
        if line and page.hits:
            print(line)
    searched = words.searched(page.passages_searched, page.documents_searched, page.documents_without_text)
    print(f"{page.total} found. {searched}")
    if page.explanation is not None:
        _print_explanation(page.explanation)


def _print_explanation(how: Explanation) -> None:
    print("\nRead as:")
    for typed, importance, also in how.units:
        print(f"  {typed:32} importance {importance:5.2f}   {'; '.join(also) or 'only these words'}")
    for likeness, question, answered in how.similar:
        print(f"  like the known question “{question}” ({likeness:.2f}, {'answered' if answered else 'not answered'})")
    if how.hits:
        print(
            "\nScore = ((parts + lent) x coverage + meaning) x weight; a part is the better of words and concepts, and"
        )
        print("0.3 of the other. Each part: words / concepts / share of it covered.")
    for hit in how.hits:
        factors = (
            f"lent {hit.lent:.2f}  coverage {hit.coverage:.2f}  meaning {hit.meaning:.2f}  weight {hit.weight:.2f}"
        )
        print(f"  {hit.reference:24} {hit.score:8.4f}   {factors}")
        for typed, own, meant, share in hit.parts:
            print(f"      {typed:32} {own:7.3f} / {meant:7.3f} / {share:4.2f}")
