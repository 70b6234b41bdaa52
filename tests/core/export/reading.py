"""Exported files opened by readers that are not ours: python-docx and lxml, csv, PyYAML, lxml's HTML, PyLD, jsonschema.

Each gives back the marks that it finds as (quote, note or its words, tags); what a format does not hold is None.
"""

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import jsonschema
import yaml
from lxml import etree, html
from pyld import jsonld

from reader.core.export.table import FORMULA

VENDORED = Path(__file__).with_name("vendored")
SCHEMA = json.loads(VENDORED.joinpath("annotation-set.schema.json").read_text(encoding="utf-8"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OA = "http://www.w3.org/ns/oa#"


def parts(data: bytes) -> dict[str, bytes]:
    """The entries of an archive, in its order; a file that is no archive is one entry without a name."""
    if data[:2] != b"PK":
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def front_matter(data: bytes) -> dict[str, Any]:
    return yaml.safe_load(data.decode("utf-8").split("---\n")[1])


def rows(data: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, the apostrophe taken off where one was put before a formula."""
    assert data.startswith(b"\xef\xbb\xbf")
    read = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True)
    return [{name: as_typed(cell) for name, cell in row.items()} for row in read]


def as_typed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def page(data: bytes) -> Any:
    """The tree of an HTML file."""
    return html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))


def page_quotes(data: bytes) -> list[str]:
    return [quote.text_content() for quote in page(data).iterfind(".//article/blockquote")]


def page_notes(data: bytes) -> list[str]:
    """What is read as the note of each mark."""
    return ["".join(article.xpath("div//text()")) for article in page(data).iterfind(".//article")]


def page_tags(data: bytes) -> list[tuple[str, ...]]:
    return [tuple(tag.text_content() for tag in article.iterfind(".//bdi[@class='tag']"))
            for article in page(data).iterfind(".//article")]  # fmt: skip


def word(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def word_quotes(data: bytes) -> list[str]:
    """Line breaks and tabs are characters for python-docx, too."""
    return [paragraph.text for paragraph in word(data).paragraphs if paragraph.style.name == "Quote"]


def footnotes(data: bytes) -> dict[int, str]:
    root = etree.fromstring(parts(data)["word/footnotes.xml"], etree.XMLParser(huge_tree=True))
    return {int(note.get(f"{W}id")): "".join(note.itertext()) for note in root}


def annotation_set(data: bytes) -> dict[str, Any]:
    """The set in a JSON-LD file or a detached archive, valid by the schema."""
    (entry,) = parts(data).values()
    value = json.loads(entry)
    jsonschema.Draft202012Validator(SCHEMA).validate(value)
    return value


def expanded(data: bytes) -> list[dict[str, Any]]:
    """The annotations of a JSON-LD file as a processor of JSON-LD understands them: every name an address."""
    (whole,) = jsonld.expand(json.loads(data), {"documentLoader": _vendored})
    return whole["http://www.w3.org/ns/activitystreams#items"][0]["@list"]


def _vendored(address: str, options: dict[str, Any]) -> dict[str, Any]:
    assert address == "http://www.w3.org/ns/anno.jsonld"
    context = json.loads(VENDORED.joinpath("anno.jsonld").read_text(encoding="utf-8"))
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": address, "document": context}


def addresses(data: bytes) -> list[str]:
    """Whatever an HTML file would fetch: sources, linked files, imports and addresses in styles."""
    tree = page(data)
    names = ("src", "srcset", "data", "poster", "background", "action", "style", "formaction", "ping")
    found = [str(value) for name in names for value in tree.xpath(f"//@{name}")]
    found += [str(link.get("href")) for link in tree.iter("link", "base")]
    return found + re.findall(r"url\([^)]*\)|@import[^;]*", "".join(tree.xpath("//style/text()")))
