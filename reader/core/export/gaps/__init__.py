"""The gap table of a checklist as a file: `GAP_FORMATS[name](table)` gives its bytes. One module per format.

The formats are four of those that notes have, so suffixes are the same (`reader.core.export.SUFFIXES`). What a writer
gives depends on its table and on nothing else, except that the day is that of the local time zone.
"""

from collections.abc import Callable

from reader.core.export.gaps import html, markdown, table, word
from reader.core.gaps import GapTable

GAP_FORMATS: dict[str, Callable[[GapTable], bytes]] = {
    "csv": table.write,
    "docx": word.write,
    "html": html.write,
    "markdown": markdown.write,
}
