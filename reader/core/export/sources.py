"""What a bundle cites: one source for each span of paragraphs, for programs that keep literature.

CSL-JSON, RIS and BibTeX are three spellings of these values. A mark whose place is not known for certain cites its
document as a whole.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reader.core.export.citation import addressed, cite, status, with_status
from reader.core.export.telling import Telling
from reader.core.marks import Bundle, PlacedMark
from reader.core.references import write_reference
from reader.core.text import kind_name, long_date, squeeze, storable
from reader.core.types import DocumentInfo

if TYPE_CHECKING:
    from reader.core.advice import Standing

_NUMBERED = re.compile(r"p(\d{1,6})")  # the ids of blocks that have a paragraph number


@dataclass(frozen=True, slots=True)
class Source:
    """A document, or paragraphs of it. All texts are one line without control characters."""

    id: str  # ICAT-CFA-2021-para-14: letters, digits, hyphens and underscores only
    title: str
    kind: str  # "Call to action"
    authors: tuple[str, ...]
    date: str  # ISO 8601, as precise as it is known
    language: str
    code: str  # ICAT-CFA-2021
    locator: str  # "14", "14-16", or empty
    reference: str  # as a citation has it, with the status behind it
    addressed: str  # "addressed to States", where the paragraphs have recommendations
    status: str  # empty when current
    url: str

    @property
    def note(self) -> str:
        """To whom it speaks, and the reference last, as in a citation."""
        return ". ".join(part for part in (self.addressed[:1].upper() + self.addressed[1:], self.reference) if part)


def source(
    info: DocumentInfo,
    numbers: tuple[int, int] | None,
    standing: "Standing | None" = None,
    addressees: tuple[str, ...] = (),
) -> Source:
    """One source: `numbers` are first and last paragraph, None is the whole document; the rest is as in `cite`."""
    first, last = numbers or (None, None)
    reference = write_reference(info.reference, first, last)
    return Source(
        _id(reference.replace("–", "-")),
        _line(info.title),
        _line(kind_name(info.type)),
        tuple(name for name in map(_line, info.issuers) if name),
        _line(info.date),
        _line(info.language),
        _line(info.reference),
        "" if first is None else str(first) if first == last else f"{first}-{last}",
        _line(with_status(info, reference, standing)),
        _line(addressed(addressees)),
        _line(status(info, standing, briefly=True)),
        _line(info.source_url or ""),
    )


def sources(bundle: Bundle) -> tuple[Source, ...]:
    """Each source once, by document and paragraph."""
    telling = Telling(bundle)
    cited: dict[tuple[str, tuple[int, int]], tuple[DocumentInfo, set[str]]] = {}
    for info, marks in bundle.groups:
        for placed in marks:
            _, whom = cited.setdefault((info.reference, numbers_of(placed) or (0, 0)), (info, set()))
            whom.update(telling.addressees(placed.mark))
    return tuple(
        source(info, key[1] if key[1][0] else None, telling.standing(info.id), tuple(sorted(whom)))
        for key, (info, whom) in sorted(cited.items(), key=lambda item: item[0])
    )


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


def footnote(info: DocumentInfo, telling: Telling, placed: PlacedMark | None = None) -> str:
    """A document, or where a mark stands in it, as a footnote cites it."""
    numbers, whom = (numbers_of(placed), telling.addressees(placed.mark)) if placed else (None, ())
    return cite(info, numbers, "", "", "footnote", telling.standing(info.id), whom).plain


def described(info: DocumentInfo, telling: Telling) -> tuple[str, ...]:
    """What stands under the title of a document, as far as it is known: issuers, kind, date, and reference with the
    status behind it."""
    reference = with_status(info, info.reference, telling.standing(info.id))
    parts = ("; ".join(info.issuers), kind_name(info.type), long_date(info.date), reference)
    return tuple(part for part in parts if part)


def _id(reference: str) -> str:
    """The reference as every format can hold it; different references stay different."""
    plain = reference.replace(" ", "-")
    return "".join(c if c.isascii() and (c.isalnum() or c == "-") else f"_{ord(c):x}_" for c in plain)


def _line(text: str) -> str:
    return squeeze("".join(" " if unicodedata.category(c) == "Cc" else c for c in storable(text)))
