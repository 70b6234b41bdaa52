"""What a bundle cites: one source for each span of paragraphs, for programs that keep literature.

CSL-JSON, RIS and BibTeX are three spellings of these values. A mark whose place is not known for certain cites its
document as a whole.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from reader.core.export.citation import cite, with_status
from reader.core.marks import Bundle, PlacedMark
from reader.core.references import write_reference
from reader.core.text import squeeze, storable
from reader.core.types import DocumentInfo

_NUMBERED = re.compile(r"p(\d{1,6})")  # the ids of blocks that have a paragraph number


@dataclass(frozen=True, slots=True)
class Source:
    """A document, or paragraphs of it. All texts are one line without control characters."""

    id: str  # ICAT-CFA-2021-para-14: letters, digits, hyphens and underscores only
    title: str
    authors: tuple[str, ...]
    date: str  # ISO 8601, as precise as it is known
    language: str
    code: str  # ICAT-CFA-2021
    locator: str  # "14", "14-16", or empty
    reference: str  # as a citation has it, with the status behind it
    status: str  # empty when current
    url: str


def source(info: DocumentInfo, numbers: tuple[int, int] | None) -> Source:
    """One source: `numbers` are first and last paragraph, None is the whole document."""
    first, last = numbers or (None, None)
    reference = write_reference(info.reference, first, last)
    return Source(
        _id(reference.replace("–", "-")),
        _line(info.title),
        tuple(name for name in map(_line, info.issuers) if name),
        _line(info.date),
        _line(info.language),
        _line(info.reference),
        "" if first is None else str(first) if first == last else f"{first}-{last}",
        _line(with_status(info, reference)),
        "" if info.status == "current" else _line(info.status),
        _line(info.source_url or ""),
    )


def sources(bundle: Bundle) -> tuple[Source, ...]:
    """Each source once, by document and paragraph."""
    cited = {
        (info.reference, numbers_of(placed) or (0, 0)): info for info, marks in bundle.groups for placed in marks
    }  # fmt: skip
    return tuple(source(cited[key], key[1] if key[1][0] else None) for key in sorted(cited))


def accessed(bundle: Bundle) -> str:
    """The day of the export, ISO 8601 in local time; nothing in a bare bundle."""
    return "" if bundle.bare else datetime.fromtimestamp(bundle.made).strftime("%Y-%m-%d")


def numbers_of(placed: PlacedMark) -> tuple[int, int] | None:
    """First and last paragraph of a mark; None where its place is not certain or has no number."""
    if placed.location is None:
        return None
    first, last = (_NUMBERED.fullmatch(point.block) for point in (placed.location.start, placed.location.end))
    if first is None:  # it starts in a heading, which has no number
        return None
    return int(first[1]), int((last or first)[1])


def footnote(info: DocumentInfo, placed: PlacedMark | None = None) -> str:
    """A document, or where a mark stands in it, as a footnote cites it."""
    return cite(info, numbers_of(placed) if placed else None, "", "", "footnote").plain


def _id(reference: str) -> str:
    """The reference as every format can hold it; different references stay different."""
    plain = reference.replace(" ", "-")
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in plain)


def _line(text: str) -> str:
    return squeeze("".join(" " if unicodedata.category(c) == "Cc" else c for c in storable(text)))
