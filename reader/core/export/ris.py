"""Sources as RIS (Research Information Systems, specification of 2011), for EndNote, Mendeley, Zotero and libraries.

One tag a line and lines that end with CR LF, as the specification has it. Nothing a text holds can begin a line: all
texts are one line long. A report has no place for a paragraph, so the locator is in SE (section) and N1 (notes).
"""

from reader.core.export.sources import Source, accessed, sources
from reader.core.marks import Bundle


def write(bundle: Bundle) -> bytes:
    """The whole file, UTF-8."""
    return spell(sources(bundle), accessed(bundle))


def spell(cited: tuple[Source, ...], seen: str = "") -> bytes:
    """The file with these sources; `seen` is the day they were read, ISO 8601."""
    return "".join(_record(each, seen) for each in cited).encode()


def _record(each: Source, seen: str) -> str:
    tags = [
        ("ID", each.id),
        *(("AU", name) for name in each.authors),
        ("TI", each.title),
        ("PY", each.date[:4]),
        ("DA", _date(each.date)),
        ("LA", each.language),
        ("SN", each.code),
        ("SE", f"para {each.locator}" if each.locator else ""),
        ("UR", each.url),
        ("Y2", _date(seen)),
        ("M3", each.kind),
        ("N1", each.note),
    ]
    lines = ["TY  - RPRT", *(f"{tag}  - {value}" for tag, value in tags if value), "ER  - ", "", ""]
    return "\r\n".join(lines)


def _date(iso: str) -> str:
    """ "2021/11/15/", "2021/11//" or "2021///": year, month, day, and whatever else, each with its slash."""
    return "/".join([*iso.split("-"), "", "", ""][:4]) if iso else ""
