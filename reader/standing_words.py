"""What both faces say of how a document stands: its kind, date and age, to whom its recommendations are addressed, and
what is newer. Beside `words`, and so small, because every document that is opened shows it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reader.core.text import kind_name, long_date
from reader.core.types import DocumentInfo

if TYPE_CHECKING:
    from reader.core.advice import Standing
    from reader.core.guidance import Publication


def age(iso: str, today: date) -> str:
    """How long ago an ISO 8601 date was, as precisely as the date is known: "5 years ago", "3 months ago", "12 days
    ago", "today", "this year"; empty for a day to come, and for what is no date."""
    try:
        year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    except ValueError:
        return ""
    if not month:
        return "this year" if year == today.year else _ago(today.year - year, "year")
    months = (today.year - year) * 12 + today.month - month - (1 if day > today.day else 0)
    if months >= 12:
        return _ago(months // 12, "year")
    if months > 0:
        return _ago(months, "month")
    if not day:
        return "this month" if months == 0 else ""
    try:
        days = (today - date(year, month, day)).days
    except ValueError:
        return ""
    return "today" if days == 0 else _ago(days, "day")


def _ago(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'} ago" if number > 0 else ""


def dated(iso: str, today: date | None) -> str:
    """ "15 November 2021, 5 years ago"; without a day of today the date alone, for what is kept."""
    return ", ".join(part for part in (long_date(iso), age(iso, today) if today else "") if part)


def facts(info: DocumentInfo, addressees: Sequence[str] = (), today: date | None = None) -> tuple[str, ...]:
    """Kind; date, and with a day of today its age; to whom its recommendations are addressed, where it has any."""
    return tuple(part for part in (kind_name(info.type), dated(info.date, today), asked(addressees)) if part)


def asked(addressees: Sequence[str]) -> str:
    """ "Addressed to: States; ICAT members", of a whole document; empty where it asks nobody for anything."""
    return f"Addressed to: {'; '.join(addressees)}" if addressees else ""


def notice(standing: "Standing | None") -> str:
    """What supersedes a document, or what is newest in its series; empty where the catalogue knows neither."""
    if standing is not None and standing.superseded_by:
        return f"Superseded by {'; '.join(map(_named, standing.superseded_by))}."
    if standing is None or not standing.newer:
        return ""
    newest, *others = standing.newer
    here = next((each for each in others if each.held), None)
    also = f" In this library: that of {here.dated}." if here is not None and not newest.held else ""
    return f"A newer one exists: {_named(newest)}.{also}"


def follower(standing: "Standing | None") -> "Publication | None":
    """The publication that a notice leads to."""
    return next(iter((*standing.superseded_by, *standing.newer)), None) if standing is not None else None


def sign(standing: "Standing") -> str:
    """The same in two words, for a card: "Newer: 2024"."""
    if standing.superseded_by:
        return "Superseded"
    return f"Newer: {standing.newer[0].year}" if standing.newer else ""


def _named(publication: "Publication") -> str:
    date = f" ({publication.dated})" if publication.date else ""
    return f"{publication.named}{date}" + ("" if publication.held else ", not in this library")
