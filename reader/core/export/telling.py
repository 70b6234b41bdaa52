"""What every readable export says of a mark, in the same words: its kind and colour, what became of it, its day.

Also the two things that a file must get right for any text: which way it runs, and what to show for characters that
cannot be shown. The formats themselves decide only how it looks.
"""

import re
import unicodedata
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Literal

from reader.core.marks import Bundle, Mark, PlacedMark, Verdict
from reader.core.text import long_date, squeeze

if TYPE_CHECKING:
    from reader.core.advice import Standing

_VERDICTS: dict[Verdict, str] = {
    "kept": "",
    "moved": "moved to another place in this edition",
    "changed": "the text has changed since",
    "unsure": "place uncertain in this edition",
    "withdrawn": "no longer in the text",
    "historical": "kept as it was in an earlier edition",
}
_SHOWN = {code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\t\n\r"} | {0x7F: "␡"}
# What no XML 1.0 file can hold, not even escaped (the Char production), and the C1 controls.
_UNHOLDABLE = re.compile("[\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Telling:
    """The words for the marks of one bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self._meanings = dict(bundle.meanings)
        self._layers = {layer.id: layer.name for layer in bundle.layers}
        self._standings = {each.info.id: each for each in bundle.standings}
        self._addressees = dict(bundle.addressees)
        self._bare = bundle.bare
        self.author = "" if bundle.bare else bundle.author

    def kind(self, mark: Mark) -> str:
        """ "Highlight, yellow (ask supervisor)"; the colour of a bookmark only where the user gave it a meaning."""
        kind, meaning = mark.kind.capitalize(), self._meanings.get(mark.colour, "")
        if mark.kind == "bookmark" and not meaning:
            return kind
        return f"{kind}, {mark.colour}" + (f" ({squeeze(meaning)})" if meaning else "")

    def meaning(self, mark: Mark) -> str:
        return self._meanings.get(mark.colour, "")

    def layer(self, mark: Mark) -> str:
        """Whose mark it is; empty for the user's own, and in a bare file, which names nobody."""
        return "" if self._bare else self._layers.get(mark.layer, mark.layer)

    def standing(self, document_id: str) -> "Standing | None":
        return self._standings.get(document_id)

    def addressees(self, mark: Mark) -> tuple[str, ...]:
        """To whom the recommendations speak that a mark is on."""
        return self._addressees.get(mark.id, ())

    def to_whom(self, mark: Mark) -> str:
        """ "To: States", which belongs beside the words of a recommendation; empty for other words."""
        whom = self.addressees(mark)
        return f"To: {'; '.join(map(squeeze, whom))}" if whom else ""

    def day(self, seconds: float) -> str:
        """See `day`. In a bare file it is UTC's, since the time zone of the machine would tell where that stands."""
        return day(seconds, UTC if self._bare else None)

    def details(self, placed: PlacedMark) -> tuple[str, ...]:
        """The line under a quote, part by part: reference, to whom it speaks, verdict, kind, tags, whose it is, day."""
        mark = placed.mark
        whose = self.layer(mark)
        parts = (
            placed.reference,
            self.to_whom(mark),
            verdict(placed),
            self.kind(mark),
            "Tags: " + ", ".join(squeeze(tag) for tag in mark.tags) if mark.tags else "",
            f"From {squeeze(whose)}" if whose else "",
            long_date(self.day(mark.created)),
        )
        return tuple(part for part in parts if part)


def day(seconds: float, zone: tzinfo | None = None) -> str:
    """ISO 8601, to the day; without a zone in local time, as the user lived it. Empty for a time that no calendar
    has."""
    try:
        return datetime.fromtimestamp(seconds, zone).strftime("%Y-%m-%d")
    except (OverflowError, ValueError, OSError):
        return ""


def verdict(placed: PlacedMark) -> str:
    """What became of the mark, in words; empty when it is where it was."""
    if placed.verdict == "kept" and placed.location is None:
        return _VERDICTS["unsure"]
    return _VERDICTS[placed.verdict]


def visible(text: str) -> str:
    """`text` with its control characters as the pictures that Unicode has for them (NUL becomes ␀), what no XML can
    hold as U+FFFD, and lines that end in "\\n". White space stays what it is."""
    shown = text.replace("\r\n", "\n").replace("\r", "\n").translate(_SHOWN)
    return _UNHOLDABLE.sub("\ufffd", shown)


def direction(text: str) -> Literal["ltr", "rtl"]:
    """Which way a paragraph runs: by its first strong character (Unicode Standard Annex 9, rules P2 and P3)."""
    for character in text:
        match unicodedata.bidirectional(character):
            case "L":
                return "ltr"
            case "R" | "AL":
                return "rtl"
    return "ltr"
