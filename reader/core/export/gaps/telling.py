"""What every gap table says, in the same words: how far the work is, to whom a recommendation is addressed, and what a
reader must know of it before relying on it.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from reader.core.export.citation import quoted
from reader.core.export.telling import day, visible
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.guidance import RECOMMENDATION_KIND_NAMES
from reader.core.marks import STATE_NAMES, STATES, State
from reader.core.text import long_date, squeeze

HEADS = ("Reference", "Addressed to", "Recommendation", "State", "Evidence", "Date")
GONE = "No longer in the library"
WHOSE = "The recommendations are the words of the texts. States, evidence and dates are the user’s own."
EARLIER = "When this was assessed, the text was:"
SIGNS: dict[State | None, str] = {"done": "✓", "partly": "◐", "not_yet": "○", "not_applicable": "–", None: "·"}
"""Beside the word, so that a column can be taken in at a glance, on a grey printer too."""


def about(table: GapTable) -> tuple[str, ...]:
    """The line under the title, part by part: day, role, how far the work is."""
    role = f"For: {_line(table.role)}" if table.role.strip() else ""
    counts = progress(table.rows, every=True)
    return tuple(part for part in (long_date(day(table.made)), role, counts) if part)


def notices(table: GapTable) -> tuple[str, ...]:
    """What the file must not be taken for."""
    return tuple(part for part in (_line(table.notice), WHOSE) if part)


def progress(rows: Sequence[GapRow], every: bool = False) -> str:
    """ "3 of 6 looked at: 1 done, 2 not yet"; with `every`, states are counted that nothing has, too."""
    states = Counter(row.state for row in rows)
    looked_at = len(rows) - states[None]
    named = [f"{states[name]:,} {STATE_NAMES[name].lower()}" for name in STATES if every or states[name]]
    said = f"{looked_at:,} of {len(rows):,} looked at"
    return f"{said}: {', '.join(named)}" if looked_at else said


def opened(table: GapTable) -> Iterator[tuple[str, GapSection]]:
    """Each section, with the heading of its document where that begins and "" where it goes on."""
    before = None
    for section in table.sections:
        yield "" if section.document == before else section.document or GONE, section
        before = section.document


def title(section: GapSection) -> str:
    """What a table is about, for who only hears it."""
    return _line(section.section) or _line(section.document) or GONE


def tongue(section: GapSection) -> str:
    """The language of its headings (BCP 47): that of its texts; over what is gone, ours."""
    return section.rows[0].language if section.document and section.rows else "en-GB"


def addressed(row: GapRow) -> str:
    """To whom a recommendation is addressed; nobody is named who is not named in the text."""
    said = _line(row.addressee)
    if row.addressee_stated:
        return said
    return f"Not stated; the text is about {said}" if said else "Not stated"


def words(row: GapRow) -> str:
    """The recommendation, in the quotation marks of its language."""
    return quoted(visible(row.text), row.language)


def earlier(row: GapRow) -> str:
    """The words that were assessed, where they are not those of the recommendation; else empty."""
    return quoted(visible(row.before), row.language) if row.before.strip() not in ("", row.text.strip()) else ""


def remarks(row: GapRow) -> tuple[str, ...]:
    """What stands under the words, besides those that were assessed: what kind of recommendation it is if it is no
    plain call, and whose words they are where the library has them no more."""
    kind = "" if row.kind == "explicit" else RECOMMENDATION_KIND_NAMES[row.kind]
    gone = "These are the words that were assessed." if row.gone else ""
    return tuple(part for part in (kind[:1].upper() + kind[1:], gone) if part)


def state(row: GapRow) -> str:
    """How far it is. What has evidence or a date and no state was looked at, so nothing else is said of it."""
    if row.state is None and (row.evidence.strip() or row.date.strip()):
        return "No state yet"
    return STATE_NAMES[row.state]


def sources(table: GapTable) -> dict[str, int]:
    """Each citation once with its number, from 1, in the order of the table."""
    cited = dict.fromkeys(row.citation for row in table.rows if row.citation.strip())
    return {citation: number for number, citation in enumerate(cited, 1)}


def _line(text: str) -> str:
    return squeeze(visible(text))
