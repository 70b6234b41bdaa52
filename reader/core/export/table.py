"""Marks as CSV (RFC 4180) in UTF-8 with a byte order mark, as spreadsheets expect it: one mark a row.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which spreadsheets read as "this is
text" (OWASP, CSV Injection). Cells that begin with apostrophes before such a sign get one more, so that whoever takes
one away has the text again, whatever it was; `neutral` and its pattern are the whole convention.
"""

import csv
import io
import re

from reader.core.export.arranged import Own, Passage, arranged
from reader.core.export.citation import status
from reader.core.export.telling import Telling, verdict, visible
from reader.core.marks import Bundle, PlacedMark
from reader.core.types import DocumentInfo

COLUMNS = (
    "reference", "document", "section", "quote", "note", "kind", "colour", "meaning", "tags", "layer", "verdict",
    "date", "addressee", "status",
)  # fmt: skip
FORMULA = re.compile(r"'*(?:\s*[=+\-@＝＋－＠]|[\t\r\n])")
"""What a spreadsheet may take for a formula, or may after it has trimmed the cell."""


def write(bundle: Bundle) -> bytes:
    """The whole file; lines end in CRLF, a line break inside a cell is a bare LF. An own text of a briefing is a row
    of kind "text" with nothing but its note."""
    telling = Telling(bundle)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for part in arranged(bundle):
        match part:
            case Passage(info, placed):
                writer.writerow(map(neutral, _row(info, placed, telling)))
            case Own(text):
                writer.writerow(map(neutral, ("", "", "", "", text, "text", *[""] * 8)))
    return stream.getvalue().encode("utf-8-sig", "replace")


def neutral(cell: str) -> str:
    """The text of one cell; control characters are shown as in `visible`, since spreadsheets stop at the first."""
    text = visible(cell)
    return f"'{text}" if FORMULA.match(text) else text


def _row(info: DocumentInfo, placed: PlacedMark, telling: Telling) -> tuple[str, ...]:
    mark = placed.mark
    return (
        placed.reference,
        info.title,
        " › ".join(placed.section),
        mark.anchor.quote,
        mark.text,
        mark.kind,
        mark.colour,
        telling.meaning(mark),
        "; ".join(mark.tags),
        telling.layer(mark),
        verdict(placed),
        telling.day(mark.created),
        "; ".join(telling.addressees(mark)),
        status(info, telling.standing(info.id)),
    )
