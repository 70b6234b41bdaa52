"""One document of a pack: a Markdown file with YAML front matter becomes a `Document`.

Numbers are given to every leaf that is not a title, subtitle or heading, in reading order, and with the document's
reference they are its address: `ICAT-CFA-2021 para 14`. A lead-in ("ICAT calls on States to:") is a paragraph that ends
with a colon right before a list.

markdown and yaml are imported here and nowhere else in the running program; the shelf keeps what this module makes, so
an ordinary start needs neither.
"""

import datetime
import hashlib
import re
from html import escape
from pathlib import Path
from typing import Any

import markdown
import yaml

from reader.core.errors import Broken
from reader.core.library.leaves import Leaf, TooDeep, cut
from reader.core.types import Block, BlockKind, Document, DocumentInfo

UNNUMBERED: frozenset[BlockKind] = frozenset({"title", "subtitle", "heading"})
_FRONT_MATTER = re.compile(r"\A---\s*\n(.*?)\n---\s*\n", re.DOTALL)
_DATES = {"day": r"\d{4}-\d\d-\d\d", "month": r"\d{4}-\d\d", "year": r"\d{4}"}
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
_REFERENCE = re.compile(r"[A-Z][A-Z0-9]*(-[A-Z0-9]+)+")

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times faster where libyaml is built in
_MAX_YAML_DEPTH = 50


def load_yaml(path: Path, code: str) -> dict[str, Any]:
    """The mapping in a YAML file. Raises Broken(code) with the file and what is wrong."""
    try:
        return parse_yaml(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Broken(code, file=path.name, reason=_reason(error)) from error


def parse_yaml(text: str) -> dict[str, Any]:
    """The mapping in a YAML text. Raises ValueError."""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):  # the C loader overflows its stack on what is nested without end
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _MAX_YAML_DEPTH:
                raise ValueError("nested too deeply")
        value = yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        opened = "quoted" in str(getattr(error, "context", ""))  # a quotation mark without another: where it stands
        mark = getattr(error, "context_mark" if opened else "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise ValueError(f"not valid YAML{where}") from error
    if not isinstance(value, dict):
        raise ValueError("not a list of names and values")
    return value


def read_document(path: Path) -> Document:
    """Read one Markdown file.

    Raises Broken("document_unreadable") when the file cannot be read as UTF-8 text, Broken("document_malformed") when
    its front matter or structure is not what a pack promises; both name the file and the reason.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Broken("document_unreadable", file=path.name, reason=_reason(error)) from error
    try:
        return parse_document(text)
    except ValueError as error:
        raise Broken("document_malformed", file=path.name, reason=_reason(error)) from error
    except RecursionError as error:
        raise Broken("document_malformed", file=path.name, reason="it is nested too deeply") from error


def parse_document(text: str) -> Document:
    """The document in a Markdown text with front matter. Raises ValueError saying what is wrong."""
    text = text.replace("\r\n", "\n")
    match = _FRONT_MATTER.match(text)
    if not match:
        raise ValueError("it has no front matter")
    front = parse_yaml(match[1])
    html = markdown.markdown(text[match.end() :], extensions=["attr_list", "sane_lists", "tables"])
    try:
        leaves = cut(html)
    except TooDeep as error:
        raise ValueError("it nests lists or tables too deeply") from error
    title = _string(front, "title")
    if not leaves or leaves[0].kind != "heading" or leaves[0].level != 1:
        leaves.insert(0, Leaf("heading", 1, title, f"<h1>{escape(title, quote=False)}</h1>", False))
    blocks = _blocks(leaves)
    if len(blocks) < 2:
        raise ValueError("it has no text")
    return Document(_info(front, title, blocks), blocks)


def _blocks(leaves: list[Leaf]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    number = headings = 0
    for index, leaf in enumerate(leaves):
        kind = leaf.kind
        if index == 0:
            kind = "title"
        elif (
            kind == "paragraph"
            and leaf.text.endswith(":")
            and index + 1 < len(leaves)
            and leaves[index + 1].kind == "item"
        ):
            kind = "lead_in"
        if kind in UNNUMBERED:
            headings += 1
            blocks.append(Block(f"h{headings}", kind, leaf.text, leaf.html, leaf.level or 1))
        else:
            number += 1
            blocks.append(Block(f"p{number}", kind, leaf.text, leaf.html, leaf.level, number))
    return tuple(blocks)


def _info(front: dict[str, Any], title: str, blocks: tuple[Block, ...]) -> DocumentInfo:
    precision = _string(front, "date_precision")
    date = _string(front, "date")
    if precision not in _DATES or not re.fullmatch(_DATES[precision], date) or not _is_date(date):
        raise ValueError(f"its date “{date}” is not of the precision “{precision}”")
    document_id, reference = _string(front, "id"), _string(front, "reference")
    if not _ID.fullmatch(document_id):
        raise ValueError(f"its id “{document_id}” has other characters than a-z, 0-9 and hyphen")
    if not _REFERENCE.fullmatch(reference):
        raise ValueError(f"its reference “{reference}” is not of the form ABC-XY-2021")
    number = front.get("number")
    if number is not None and type(number) is not int:
        raise ValueError("its number is not a whole number")
    source = front.get("source") or {}
    if not isinstance(source, dict):
        raise ValueError("its source is not a list of names and values")
    return DocumentInfo(
        id=document_id,
        reference=reference,
        edition=edition_of(blocks),
        title=title,
        short_title=_string(front, "short_title", title),
        summary=_string(front, "summary", ""),
        type=_string(front, "type"),
        number=number,
        date=date,
        date_precision=precision,  # type: ignore[arg-type]  # checked against _DATES above
        date_basis=_string(front, "date_basis", ""),
        issuers=_strings(front, "issuers"),
        chairs=_strings(front, "chairs"),
        language=_string(front, "language"),
        audience=_strings(front, "audience"),
        topics=_strings(front, "topics"),
        sdg=_strings(front, "sdg"),
        status=_string(front, "status", "current"),
        source_file=_string(source, "file", ""),
        source_url=source.get("url") and _string(source, "url"),
        notes=_strings(front, "notes"),
        words=sum(len(block.text.split()) for block in blocks),
        passages=sum(block.number is not None and block.kind != "lead_in" for block in blocks),
    )


def _is_date(date: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(date + "-01-01"[len(date) - 4 :]))
    except ValueError:
        return False


def edition_of(blocks: tuple[Block, ...]) -> str:
    """The edition: the first 16 hexadecimal digits of the SHA-256 of the blocks' texts, one a line."""
    return hashlib.sha256("\n".join(block.text for block in blocks).encode()).hexdigest()[:16]


def _string(front: dict[str, Any], name: str, default: str | None = None) -> str:
    value = front.get(name, default)
    if value is None or isinstance(value, (dict, list)) or (not str(value).strip() and default is None):
        raise ValueError(f"its front matter lacks “{name}”")
    return str(value).strip()


def _strings(front: dict[str, Any], name: str) -> tuple[str, ...]:
    value = front.get(name) or []
    if not isinstance(value, list):
        raise ValueError(f"“{name}” in its front matter is not a list")
    if any(isinstance(item, (dict, list)) for item in value):
        raise ValueError(f"“{name}” in its front matter is not a plain list")
    return tuple(str(item) for item in value)


def _reason(error: Exception) -> str:
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8 text"
    if isinstance(error, OSError):
        return error.strerror or str(error)
    return str(error)
