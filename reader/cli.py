"""The reader in a terminal: the same core, sentences from `words`, JSON where a program would read it.

Errors are one sentence on stderr and an exit code: 2 for what the user can mend, 3 for what is broken. A traceback
appears only with --debug.

The JSON of `search` is one object per query: {"query", "answered", "total", "hits": [{"document", "reference",
"section", "date", "language", "text", "snippet", "score"}], "notes": [{"reference", "quote", "text"}], "suggestion",
"suggestion_total", "facets": [{"field", "value", "count"}], "catalogue": [{"id", "title"}]}, where `text` is the whole
passage and `section` the list of headings above it, outermost first.
"""

import argparse
import json
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any, NoReturn

from reader import __version__, words
from reader.core.errors import Broken, Cancelled, Refused, Trouble
from reader.core.marks import PlacedMark
from reader.core.paths import find_paths
from reader.core.text import long_date, printable, shorten, squeeze
from reader.core.types import Document, Explanation, ResultPage
from reader.core.workspace import Workspace

EXIT_INTERRUPTED = 130
_TELL_SECONDS = 0.2
SHOWN = 10
"""Hits that a terminal shows unless --all is given; the total is always exact."""


class _Parser(argparse.ArgumentParser):
    """One sentence instead of a usage block."""

    def error(self, message: str) -> NoReturn:
        self.exit(Refused.exit_code, f"{self.prog}: {message}; see {self.prog} --help.\n")


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options; `verb` is None when the window is wanted. Exits with code 2 on an unknown option."""
    common = _Parser(add_help=False)
    common.add_argument(
        "--data-dir", type=Path, metavar="DIR", default=argparse.SUPPRESS, help="keep notes, settings and cache in DIR"
    )
    common.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks")
    parser = _Parser(
        prog="icat-reader",
        parents=[common],
        description="Offline reader for the ICAT corpus. Without a verb it opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"{words.APP_NAME} {__version__}")
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", parser_class=_Parser)

    search = verbs.add_parser("search", parents=[common], help="find passages")
    search.add_argument("query", nargs="*", help='words, "a phrase", -not, OR, begin*, type:statement, year:2021..2023')
    search.add_argument("--json", action="store_true", help="one JSON object per query")
    search.add_argument(
        "--batch", type=Path, metavar="FILE", help="answer a file of queries, one a line; - for standard input"
    )
    search.add_argument("--explain", action="store_true", help="show how the query was read, and each score's parts")
    search.add_argument("--no-expand", dest="expand", action="store_false", help="search only what is typed")
    search.add_argument("--all", action="store_true", help=f"show all hits, not only the first {SHOWN}")

    listing = verbs.add_parser("list", parents=[common], help="list the documents")
    listing.add_argument("--json", action="store_true", help="as JSON")

    show = verbs.add_parser("show", parents=[common], help="print a document or a paragraph")
    show.add_argument("reference", nargs="+", metavar="REF", help="ICAT-CFA-2021, or ICAT-CFA-2021 para 14")
    show.add_argument("--json", action="store_true", help="as JSON")

    export = verbs.add_parser("export", parents=[common], help="write the marks to a file")
    export.add_argument("--format", choices=["markdown"], default="markdown")
    export.add_argument("--document", metavar="REF", help="only the marks of this document")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")

    index = verbs.add_parser("index", parents=[common], help="prepare library and index (the window does it by itself)")
    index.add_argument("--json", action="store_true", help="as JSON")
    index.add_argument(
        "--steered", action="store_true", help="report progress as JSON lines; obey pause, resume and cancel on stdin"
    )

    options = parser.parse_args(arguments)
    options.data_dir = getattr(options, "data_dir", None)
    options.debug = getattr(options, "debug", False)
    if options.verb == "search" and bool(options.query) == bool(options.batch):
        search.error("give either a query or --batch FILE")
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
        _VERBS[options.verb](workspace, options)
        sys.stdout.flush()
        return 0
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


def _search(workspace: Workspace, options: argparse.Namespace) -> None:
    _warn(workspace)
    marked = _open_own_notes(workspace)
    for query in _queries(options):
        page = workspace.library.search(query, expand=options.expand, marked=marked, explain=options.explain)
        notes = workspace.notes.find(page.for_notes) if page.for_notes.strip() else ()
        if options.json:
            print(json.dumps(_page(page, notes), ensure_ascii=False), flush=bool(options.batch))
        else:
            _print_notes(notes, len(notes) if options.all else SHOWN)
            _print_page(page, notes, len(page.hits) if options.all else SHOWN)


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


def _list(workspace: Workspace, options: argparse.Namespace) -> None:
    _warn(workspace)
    infos = workspace.library.documents()
    if options.json:
        keys = ("id", "reference", "title", "short_title", "type", "date", "language", "words", "passages", "edition")
        rows = [{key: getattr(info, key) for key in keys} | {"issuers": list(info.issuers)} for info in infos]
        print(json.dumps(rows, ensure_ascii=False))
        return
    for info in infos:
        print(f"{info.reference}  {info.short_title}")
        print(f"    {words.document_type(info.type)}, {long_date(info.date)}, {words.reading_minutes(info.words)}")


def _show(workspace: Workspace, options: argparse.Namespace) -> None:
    location = workspace.library.find(" ".join(options.reference))
    document = workspace.library.document(location.document)
    ids = [block.id for block in document.blocks]
    chosen = document.blocks[ids.index(location.start.block) : ids.index(location.end.block) + 1]
    above = workspace.library.sections(document)
    if options.json:
        rows = [{"reference": workspace.library.reference(document, b.id), "kind": b.kind, "text": b.text,
                 "section": list(above[b.id])} for b in chosen]  # fmt: skip
        print(
            json.dumps({"document": document.info.id, "title": document.info.title, "blocks": rows}, ensure_ascii=False)
        )
        return
    if len(chosen) == 1 and above[chosen[0].id]:
        print(f"{document.info.short_title}\n{' › '.join(above[chosen[0].id])}\n")
    _print_blocks(document, chosen)


def _print_blocks(document: Document, blocks: tuple[Any, ...]) -> None:
    for block in blocks:
        number = f"{block.number}" if block.number else ""
        bullet = "• " if block.kind == "item" else ""
        body = "\n".join(textwrap.fill(line, 88) for line in (bullet + block.text).split("\n"))
        print(f"{number:>4}  " + textwrap.indent(body, " " * 6).lstrip(), end="\n\n")
    print(f"{document.info.reference} · {'; '.join(document.info.issuers)} · {long_date(document.info.date)}")


def _export(workspace: Workspace, options: argparse.Namespace) -> None:
    document = workspace.library.find(options.document).document if options.document else None
    notice = workspace.notes.open()
    if notice is not None:
        print(words.sentence(notice), file=sys.stderr)
    notes = workspace.notes
    bundle = notes.bundle(notes.marks(document) if document else None)
    count = notes.export(options.output.expanduser(), bundle, options.format)
    print(f"{count} mark{'' if count == 1 else 's'} written to {options.output}.")


def _index(workspace: Workspace, options: argparse.Namespace) -> None:
    _warn(workspace)
    workspace.library.update_index(Steered() if options.steered else _show_progress)
    if not workspace.library.index_is_ready():
        raise Broken("write_failed", path=str(workspace.paths.cache), reason="the index stays in memory only")
    held = [info.passages for info in workspace.library.documents() if info.passages]
    state = {"passages": sum(held), "documents": len(held)}
    print(json.dumps(state) if options.json else words.ready(**state), flush=True)


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


def _warn(workspace: Workspace) -> None:
    """Documents that could not be read are named, whatever else is answered."""
    for problem in workspace.library.shelf.problems:
        print(words.sentence(problem), file=sys.stderr)


_VERBS = {"search": _search, "list": _list, "show": _show, "export": _export, "index": _index}
