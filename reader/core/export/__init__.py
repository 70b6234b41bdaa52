"""Format name to writer: `EXPORTERS[name](bundle)` gives the bytes of one file. One module per format.

What a writer gives depends on its bundle and on nothing else, except that dates are those of the local time zone: the
same bundle twice is the same bytes, and a bare one has nothing of the machine in it.
"""

from collections.abc import Callable

from reader.core.export import bibtex, csl_json, html, jsonld, markdown, ris, table, word
from reader.core.export.sources import Source
from reader.core.marks import Bundle

EXPORTERS: dict[str, Callable[[Bundle], bytes]] = {
    "markdown": markdown.write,
    "html": html.write,
    "docx": word.write,
    "csv": table.write,
    "jsonld": jsonld.write,
    "annotations": jsonld.write_detached,
    "csl-json": csl_json.write,
    "ris": ris.write,
    "bibtex": bibtex.write,
}
SUFFIXES = {
    "markdown": ".md",
    "html": ".html",
    "docx": ".docx",
    "csv": ".csv",
    "jsonld": ".jsonld",
    "annotations": ".annotations",
    "csl-json": ".json",
    "ris": ".ris",
    "bibtex": ".bib",
}
SOURCE_FORMATS: dict[str, Callable[[tuple[Source, ...]], bytes]] = {
    "csl-json": csl_json.spell,
    "ris": ris.spell,
    "bibtex": bibtex.spell,
}
"""Those of them that write what is cited and nothing of the user's."""
