"""The addresses by which everything in the guidance layer is linked: "kind:name".

"doc:ID#block" is a passage of the library, as in texts; "publication:", "recommendation:", "question:", "role:",
"path:" (the reading path of a role), "term:" and "body:" are entries of a section. "search:WORDS" asks the library, and
what begins with "http" or "mailto" is shown and never opened.
"""

from reader.core.types import Location

SECTIONS = ("questions", "recommendations", "publications", "terms", "bodies")
"""In the order of the window and of the keys."""

_HOMES = {
    "question": "questions", "role": "questions", "path": "questions", "recommendation": "recommendations",
    "publication": "publications", "term": "terms", "body": "bodies",
}  # fmt: skip


def section_of(address: str) -> str | None:
    """The section in which an address is shown; None for what is elsewhere."""
    return _HOMES.get(address.partition(":")[0])


def name_of(address: str) -> str:
    return address.partition(":")[2]


def place(location: Location) -> str:
    """The address of a span: "doc:ID#block" with the offsets behind it, "doc:ID#block@10-25"."""
    return f"doc:{location.document}#{location.start.block}@{location.start.offset}-{location.end.offset}"
