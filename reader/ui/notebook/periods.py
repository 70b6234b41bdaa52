"""A time as people type it: "2026", "2026-11", "today", "this week", "since 2026-03", "2026-03 to 2026-05".

Days are days of the local clock. What is understood in each language of the window stands in one table, so that a
translation adds rows.
"""

import re
from datetime import date, datetime, time, timedelta

_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?|(\d{1,2})[./](\d{1,2})[./](\d{4})")
_FROM_TO = re.compile(r"(.+?)\s*(?:\.\.|–|—|\bto\b|\buntil\b|\s-\s)\s*(.+)")
_SINCE = re.compile(r"(?:since|from|after)\s+(.+)|(.+?)\s*\.\.")
_UNTIL = re.compile(r"(?:until|till|to)\s+(.+)|\.\.\s*(.+)")
_LAST_DAYS = re.compile(r"(?:last|past)\s+(\d{1,4})\s+days?")

Days = tuple[date, date]
"""The first day, and the day after the last."""

PRESETS = ("today", "this week", "this month", "this year")


def period(typed: str, today: date) -> tuple[float | None, float | None] | None:
    """The seconds since 1970-01-01 UTC from which on and before which; None for an open end. None when the words are
    not understood, or mean no time at all."""
    text = " ".join(typed.lower().split())
    if days := _days(text, today):
        return _seconds(days[0]), _seconds(days[1])
    if (found := _SINCE.fullmatch(text)) and (days := _days(found[1] or found[2], today)):
        return _seconds(days[0]), None
    if (found := _UNTIL.fullmatch(text)) and (days := _days(found[1] or found[2], today)):
        return None, _seconds(days[1])
    if found := _FROM_TO.fullmatch(text.removeprefix("from ")):
        first, last = _days(found[1], today), _days(found[2], today)
        if first and last and first[0] < last[1]:
            return _seconds(first[0]), _seconds(last[1])
    return None


def _seconds(day: date) -> float:
    return datetime.combine(day, time()).timestamp()


def _days(text: str, today: date) -> Days | None:
    """The days that one word, or one date as precise as it is, stands for."""
    monday = today - timedelta(days=today.weekday())
    month = today.replace(day=1)
    year = month.replace(month=1)
    named = {
        "today": (today, today + timedelta(days=1)),
        "yesterday": (today - timedelta(days=1), today),
        "this week": (monday, monday + timedelta(days=7)),
        "last week": (monday - timedelta(days=7), monday),
        "this month": (month, _next_month(month)),
        "last month": ((month - timedelta(days=1)).replace(day=1), month),
        "this year": (year, year.replace(year=year.year + 1)),
        "last year": (year.replace(year=year.year - 1), year),
    }
    if text in named:
        return named[text]
    if found := _LAST_DAYS.fullmatch(text):
        return today - timedelta(days=int(found[1]) - 1), today + timedelta(days=1)
    found = _DATE.fullmatch(text)
    return _date(found) if found else None


def _date(found: re.Match[str]) -> Days | None:
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    if not 1970 <= int(year) < 3000:  # other years are no times for a system clock everywhere
        return None
    try:
        first = date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    if day:
        return first, first + timedelta(days=1)
    return (first, _next_month(first)) if month else (first, first.replace(year=first.year + 1))


def _next_month(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)
