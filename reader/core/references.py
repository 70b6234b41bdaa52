"""References as text: how one is written, and how one is read back from whatever people type or paste.

`ICAT-CFA-2021 para 14` is a permanent address. Library, exports and both faces must agree on it, so writing and reading
stand together, on the ground.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.text import plain, squeeze

_READ = 500
"""Characters at the end of a pasted citation that are looked at; the reference stands last in it."""

_CODE = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+"
_DATED = re.compile(r"[a-z]+-[a-z0-9]+-\d{4}")
_PARA = r"(?:para(?:graph)?s?\b\.?|pars?\b\.?|§{1,2}|¶{1,2})"
_NUMBERS = r"(?P<first>\d{1,6})(?:\s*(?:-|to|and)\s*(?P<last>\d{1,6}))?"
_STATUS = r"(?:\s*\[[^\]]*\])?"
_FORWARD = rf"(?P<code>{_CODE})(?:[\s,]*(?P<para>{_PARA})?\s*{_NUMBERS})?"
# `re` compiles them when they are needed: it takes 3 ms, and this is imported at a start.
_WHOLE = rf"(?i){_FORWARD}{_STATUS}[\s.,;]*"
_BACKWARD = rf"(?i)(?P<para>{_PARA})\s*{_NUMBERS}(?:\s+(?:of|in)\s+|[\s,]+)(?P<code>{_CODE})[\s.,;]*"
_IN_TEXT = (
    rf"(?i)(?<![\w-])(?P<code>{_CODE})(?:[\s,]*{_PARA}\s*{_NUMBERS})?(?![\w-])"
    rf"|{_PARA}\s*{_NUMBERS.replace('<', '<back_')}\s+(?:of|in)\s+(?P<back_code>{_CODE})(?![\w-])"
)
_AT_THE_END = rf"(?is).*[,(.]\s*{_FORWARD}{_STATUS}[\s.,;)]*"


@dataclass(frozen=True, slots=True)
class Reference:
    """What a text refers to: a document by its code or id, and paragraphs of it from `first` to `last`, or all of it.

    `certain`: it has the shape of a reference whatever the library holds, and is not just a word with hyphens.
    """

    code: str
    first: int | None
    last: int | None
    certain: bool


def write_reference(code: str, first: int | None = None, last: int | None = None) -> str:
    """ "ICAT-CFA-2021 para 14", "ICAT-CFA-2021 paras 14–16", or the code alone where there is no number."""
    if first is None:
        return code
    return f"{code} para {first}" if last in (None, first) else f"{code} paras {first}–{last}"


def read_reference(text: str) -> Reference | None:
    """The reference that `text` is ("icat-cfa-2021 §14", "paras. 14 to 16 of ICAT-CFA-2021"), or that stands at the end
    of the citation that it is; None when it is neither."""
    clean = squeeze("".join(c for c in plain(text[-_READ:]) if unicodedata.category(c) != "Cf"))
    whole = len(text) <= _READ
    match = (re.fullmatch(_WHOLE, clean) or re.fullmatch(_BACKWARD, clean)) if whole else None
    alone = match is not None
    match = match or re.fullmatch(_AT_THE_END, clean)
    if match is None:
        return None
    numbers = [int(number) for number in (match["first"], match["last"]) if number]
    dated = _DATED.fullmatch(match["code"].lower()) is not None
    certain = dated or bool(numbers and match["para"] and (alone or any(c.isdigit() for c in match["code"])))
    return Reference(match["code"], min(numbers, default=None), max(numbers, default=None), certain)


def references_in(text: str) -> Iterator[tuple[int, int, Reference]]:
    """Start, end and meaning of whatever has the shape of a reference in running text ("ICAT-CFA-2021 paras 14-16",
    "paragraph 14 of ICAT-CFA-2021"). Words with hyphens have it too: only the library knows which codes are its own."""
    for match in re.finditer(_IN_TEXT, plain(text)):
        groups = match.groupdict()
        before = "back_" if groups["code"] is None else ""
        numbers = [int(number) for number in (groups[before + "first"], groups[before + "last"]) if number]
        code = groups[before + "code"]
        yield (
            *match.span(),
            Reference(
                code, min(numbers, default=None), max(numbers, default=None), _DATED.fullmatch(code.lower()) is not None
            ),
        )
