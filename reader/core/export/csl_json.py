"""Sources as CSL-JSON (schema csl-data.json of the Citation Style Language), for Zotero, Pandoc and citeproc.

The schema has a locator but no label for it; that it counts paragraphs is said under `custom`, and in words in `note`.
"""

import json
from typing import Any

from reader.core.export.sources import Source, accessed, sources
from reader.core.marks import Bundle


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8."""
    return spell(sources(bundle), accessed(bundle))


def spell(cited: tuple[Source, ...], seen: str = "") -> bytes:
    """The file with these sources; `seen` is the day they were read, ISO 8601."""
    return (json.dumps([_item(each, seen) for each in cited], ensure_ascii=False, indent=2) + "\n").encode()


def _item(each: Source, seen: str) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": each.id,
        "type": "report",
        "genre": each.kind,
        "title": each.title,
        "author": [{"literal": name} for name in each.authors],
        "issued": _date(each.date),
        "language": each.language,
        "number": each.code,
        "locator": each.locator,
        "custom": {"label": "paragraph"} if each.locator else {},
        "status": each.status,
        "URL": each.url,
        "accessed": _date(seen),
        "note": each.note,
    }
    return {name: value for name, value in item.items() if value}


def _date(iso: str) -> dict[str, Any]:
    """As many parts as are known; what is not a date stays as it is."""
    parts = iso.split("-")
    if all(part.isdecimal() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"literal": iso} if iso else {}
