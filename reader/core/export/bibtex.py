"""Sources as BibTeX, in the fields of BibLaTeX, whose entry type `report` and ISO dates other programs read as well.

Letters of all scripts stay as they are (UTF-8). What TeX reads as a command, or makes another character of, is written
so that it prints as itself. Names and titles have braces of their own: an organisation is one name, and capitals stay.
`pagination` tells BibLaTeX that a locator counts paragraphs.
"""

import re

from reader.core.export.sources import Source, accessed, sources
from reader.core.marks import Bundle

_COMMANDS = {
    "\\": r"\textbackslash{}", "{": r"$\lbrace$", "}": r"$\rbrace$",  # braces must balance, even escaped ones
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
    "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_", "$": r"\$",
}  # fmt: skip
_WITHOUT_BRACES = re.compile(r"[\\{}\s]")  # an address is read to the letter, so it can hold no escapes but its own
_SPECIAL = re.compile(r"[\\{}~^&%#_$]")
# Fonts of TeX make one character of these: dashes, quotation marks, and the Spanish signs.
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=`)(?=`)|(?<=[!?])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8."""
    return spell(sources(bundle), accessed(bundle))


def spell(cited: tuple[Source, ...], seen: str = "") -> bytes:
    """The file with these sources; `seen` is the day they were read, ISO 8601."""
    return "\n".join(_entry(each, seen) for each in cited).encode()


def _entry(each: Source, seen: str) -> str:
    fields = [
        ("author", " and ".join(f"{{{escape(name)}}}" for name in each.authors)),
        ("title", f"{{{escape(each.title)}}}" if each.title else ""),
        ("type", escape(each.kind)),
        ("date", escape(each.date)),
        ("language", escape(each.language)),
        ("number", escape(each.code)),
        ("pagination", "paragraph" if each.locator else ""),
        ("url", _WITHOUT_BRACES.sub(lambda match: f"%{ord(match[0]):02X}", each.url)),
        ("urldate", seen if each.url else ""),
        ("note", escape(each.note)),
    ]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@report{{{each.id},\n{lines}}}\n"


def escape(text: str) -> str:
    """`text` as TeX prints it again."""
    return _SPECIAL.sub(lambda match: _COMMANDS[match[0]], _JOINED.sub("\0", text)).replace("\0", "{}")
