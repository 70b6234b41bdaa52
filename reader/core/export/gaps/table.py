"""A gap table as CSV (RFC 4180) in UTF-8 with a byte order mark: one recommendation a row, texts as they are.

Cells are as in the CSV of notes (`neutral`): none can be taken for a formula, and each can be had back.
"""

import csv
import io

from reader.core.export.gaps.telling import addressed, state
from reader.core.export.table import neutral
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.guidance import RECOMMENDATION_KIND_NAMES

COLUMNS = (
    "reference", "document", "section", "addressed_to", "kind", "recommendation", "state", "evidence", "date",
    "citation", "words_when_assessed",
)  # fmt: skip


def write(table: GapTable) -> bytes:
    """The whole file; lines end in CRLF, a line break inside a cell is a bare LF. Dates are ISO 8601. A recommendation
    without a document and a citation is no longer in the library."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    writer.writerows(map(neutral, _row(section, row)) for section in table.sections for row in section.rows)
    return stream.getvalue().encode("utf-8-sig", "replace")


def _row(section: GapSection, row: GapRow) -> tuple[str, ...]:
    return (
        row.reference,
        section.document,
        section.section,
        addressed(row),
        RECOMMENDATION_KIND_NAMES[row.kind],
        row.text,
        state(row),
        row.evidence,
        row.date,
        row.citation,
        row.before,
    )
