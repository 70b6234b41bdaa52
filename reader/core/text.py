"""What counts as the same text, for every room: folding, cutting into words, and shortening.

Search, anchors and citations must agree on this, so it stands on the ground and not in one of the rooms.
"""

import re
import unicodedata
from datetime import date, datetime

# Typographic variants that people cannot or do not type. The source texts alone use three kinds of apostrophe.
_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'", "′": "'",
        "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    }
)  # fmt: skip
# Marks that steer direction or joining: invisible, so they must not change what a word is.
_INVISIBLE = dict.fromkeys(
    [0x00AD, 0x200B, *range(0x200C, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF]
)

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """`text` with straight quotes, plain hyphens and plain spaces; the length never changes."""
    return text.translate(_PLAIN)


def fold(text: str) -> str:
    """The form in which two words are compared: no case, no accents, no invisible marks, plain punctuation.

    The length may change; use `fold` on single words when offsets matter.
    """
    decomposed = unicodedata.normalize("NFKD", plain(text.translate(_INVISIBLE)))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def squeeze(text: str) -> str:
    """`text` on one line: runs of white space become one space, ends are trimmed."""
    return _SPACE.sub(" ", text).strip()


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of `text` on one line, cut at a word and ended with an ellipsis where cut."""
    line = squeeze(text)
    if len(line) <= limit:
        return line
    cut = line.rfind(" ", 0, limit)
    return line[: cut if cut > limit // 2 else limit - 1].rstrip(" ,;:–-") + "…"


def printable(text: str) -> str:
    """`text` for a terminal or a file name in a sentence: control and formatting characters become U+FFFD."""
    return "".join("\ufffd" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)


def storable(text: str) -> str:
    """`text` as UTF-8 can hold it: half a character, as a cut selection may leave it, becomes a question mark."""
    return text.encode("utf-8", "replace").decode("utf-8")


_MONTHS = {
    1: "January", 2: "February", 3: "March", 4: "April", 5: "May", 6: "June",
    7: "July", 8: "August", 9: "September", 10: "October", 11: "November", 12: "December",
}  # fmt: skip


def is_day(text: str) -> bool:
    """Whether `text` is a day that there is, in the one form of ISO 8601 that people know: 2026-03-05."""
    try:
        return bool(_DAY.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False


def long_date(iso: str) -> str:
    """ "15 November 2021", "November 2021" or "2021" for an ISO 8601 date as precise as it is; else `iso` itself."""
    year, *rest = iso.split("-")
    try:
        month = _MONTHS[int(rest[0])] if rest else ""
        return " ".join(part for part in (str(int(rest[1])) if len(rest) > 1 else "", month, year) if part)
    except (ValueError, KeyError):
        return iso


def published(date: str, inferred: bool = False) -> str:
    """The date of a publication, in which sources may differ and which may be inferred: "October 2012",
    "2019 or 2020", "2018 (inferred)"."""
    first, _, second = date.partition("/")
    shown = f"{long_date(first)} or {long_date(second)}" if second else long_date(first)
    return f"{shown} (inferred)" if inferred and shown else shown


def short_date(seconds: float) -> str:
    """ "22 Nov 2026" for seconds since 1970-01-01 UTC, in local time."""
    day = datetime.fromtimestamp(seconds)
    return f"{day.day} {_MONTHS[day.month][:3]} {day.year}"


KINDS = {
    "issue_brief": "Issue brief",
    "statement": "Statement",
    "report": "Report",
    "submission": "Submission",
    "toolkit": "Toolkit",
    "resource": "Resource",
    "event": "Event",
    "call_to_action": "Call to action",
    "policy_paper": "Policy paper",
}


def kind_name(type: str) -> str:
    """What a type of documents is called: "Call to action"; one that is not known stays what it is."""
    return KINDS.get(type, type.replace("_", " ").capitalize())


LANGUAGES = {"en": "English", "fr": "French", "es": "Spanish", "ru": "Russian", "ar": "Arabic", "zh": "Chinese"}
_RIGHT_TO_LEFT = {"ar", "fa", "he", "ps", "ur", "yi", "dv", "ckb", "sd", "ug"}


def language_name(code: str) -> str:
    """The English name of a language by its code (BCP 47); a code that is not known stays what it is."""
    return LANGUAGES.get(code.partition("-")[0].lower(), code)


def is_right_to_left(code: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    return code.partition("-")[0].lower() in _RIGHT_TO_LEFT
