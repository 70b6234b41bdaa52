"""A query as text: what its parts are, and how a filter is put into it or taken out again.

Search reads the parts and the window writes them: a facet that is clicked becomes text in the search field, where it
can be seen, changed and copied. Both must agree on every quote and colon, so the one pattern stands on the ground.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader.core.text import fold, squeeze

MAX_LENGTH = 1_000
"""Characters; what comes after them is not read."""

FIELDS = ("type", "year", "for", "to", "topic", "sdg", "lang", "in", "marked")
"""What can stand before a colon."""

PART = re.compile(
    rf"""(?P<minus>(?<!\S)[-−])?
    (?:(?P<field>(?<![^\s−-])(?:{"|".join(FIELDS)})):(?:"(?P<quoted>[^"]*)"?|(?P<value>[^\s"]*))
    |"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))""",
    re.VERBOSE | re.IGNORECASE,
)
"""One part of a clean text: a filter, a phrase or a word."""

_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})
_RANGE = re.compile(r"(\d{4})?\s*(\.\.|-|–)\s*(\d{4})?")


@dataclass(frozen=True, slots=True)
class TypedFilter:
    """A filter as it stands in a text, from `start` to `end`."""

    field: str
    value: str
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Beginning:
    """What somebody is typing: the value of a filter, or with `field` None a word that may become the name of one."""

    field: str | None
    typed: str
    start: int  # of what a completion takes the place of
    end: int


def clean_text(text: str) -> str:
    """What is read of something typed: plain quotes, no control characters or direction marks, at most MAX_LENGTH.
    Every character that stays keeps its place."""
    read = text[:MAX_LENGTH]
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in read)
    return clean.translate(_QUOTES)


def filters_in(text: str) -> tuple[TypedFilter, ...]:
    """The filters of a text that have a value, in order. A NOT before one belongs to it."""
    found: list[TypedFilter] = []
    denied: int | None = None  # where a NOT stands that waits for what comes next
    for part in PART.finditer(clean_text(text)):
        if part["word"] == "NOT" and part["minus"] is None:
            denied = part.start()
            continue
        value = (part["quoted"] if part["quoted"] is not None else part["value"] or "").strip()
        if part["field"] is not None and value:
            negated = part["minus"] is not None or denied is not None
            start = part.start() if denied is None else denied
            found.append(TypedFilter(part["field"].lower(), value, negated, start, part.end()))
        denied = None
    return tuple(found)


def with_filter(text: str, field: str, value: str) -> str:
    """`text` with one filter more: at its end, or in front where it would not be read or would be denied there."""
    written = f"{field}:{quoted(value)}"
    kept = text.strip()
    parts = list(PART.finditer(clean_text(kept)))
    if parts and parts[-1][0].count('"') == 1:  # a quote that is still open would swallow it
        kept += '"'
    if len(kept) + len(written) >= MAX_LENGTH or (parts and parts[-1]["word"] == "NOT"):
        return f"{written} {kept}"
    return f"{kept} {written}".strip()


def without(text: str, filters: Iterable[TypedFilter]) -> str:
    """`text` without these of its filters."""
    for each in sorted(filters, key=lambda each: -each.start):
        text = f"{text[: each.start].rstrip()} {text[each.end :].lstrip()}"
    return text.strip()


def quoted(value: str) -> str:
    """`value` as it is typed after a colon: in quotes where it has a space."""
    plain = squeeze(clean_text(value).replace('"', " "))
    return f'"{plain}"' if " " in plain else plain


def beginning_at(text: str, cursor: int) -> Beginning | None:
    """What ends at the cursor and can be completed: the value of a filter, even an empty one, or the first letters of
    the name of one, at least two. A whole name is left alone, since "for" and "to" are words as well."""
    part = next((part for part in PART.finditer(clean_text(text)) if part.end() == cursor), None)
    if part is None:
        return None
    if part["field"] is not None:
        if part["quoted"] is not None and part[0].count('"') == 2:
            return None
        typed = part["quoted"] if part["quoted"] is not None else part["value"]
        return Beginning(part["field"].lower(), typed, part.start("field") + len(part["field"]) + 1, cursor)
    word = (part["word"] or "").lower()
    if len(word) >= 2 and word not in FIELDS and any(name.startswith(word) for name in FIELDS):
        return Beginning(None, word, part.start("word"), cursor)
    return None


def completions(beginning: Beginning, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """What somebody may be typing: names of filters with their colon, or values out of those `known` by field. Nothing
    once it is complete."""
    if beginning.field is None:
        return tuple(f"{name}:" for name in FIELDS if name.startswith(beginning.typed) and name in known)
    values = known.get(beginning.field, ())
    typed = plain_value(beginning.typed)
    if typed in map(plain_value, values):
        return ()
    return tuple(value for value in values if not typed or begins(value, typed))


def meant(field: str, typed: str, values: Iterable[str]) -> list[str]:
    """The values that a typed one means: the same, else those with a word that begins so, else a range of years."""
    all_values = list(values)
    if field == "marked":  # whatever is typed: there is one kind of mark to filter by
        return all_values
    if field == "year" and (match := _RANGE.fullmatch(typed)):
        first, last = match[1] or "0000", match[3] or "9999"
        return [value for value in all_values if first <= value <= last]
    wanted = plain_value(typed)
    same = [value for value in all_values if plain_value(value) == wanted]
    return same or [value for value in all_values if wanted and begins(value, wanted)]


def begins(value: str, typed: str) -> bool:
    """Whether a word of `value` begins with `typed`, which is plain."""
    return f" {typed}" in f" {plain_value(value)}"


def plain_value(value: str) -> str:
    """The form in which values are compared."""
    return " ".join(fold(value).replace("_", " ").replace("-", " ").split())
