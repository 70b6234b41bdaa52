"""The way back in: a file of annotations becomes marks, collections, checklists and meanings, all of them checked.

Reads what `jsonld` writes, and the same to the last character; and AnnotationSets of other programs, as far as they
follow the draft or its older form, which Thorium Reader writes as `.annotation`. A file that is wrong anywhere is
refused as a whole. An annotation that is right, but of a kind that a mark cannot be, is left out and counted.

Limits of single members stand in `members`; those of the file in `untrusted`.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from reader.core.errors import Refused
from reader.core.export import shape
from reader.core.export.members import MAX_ADDRESS, MAX_ANNOTATIONS, MAX_LIST, MAX_NAME, Members, Wrong
from reader.core.export.rich import plain
from reader.core.export.untrusted import read_json
from reader.core.incoming import Incoming, LeftOut
from reader.core.marks import (
    COLOURS,
    KINDS,
    STATES,
    Anchor,
    Assessment,
    Checklist,
    Collection,
    Colour,
    Item,
    Mark,
    MarkKind,
    State,
)
from reader.core.types import Point

_KINDS: dict[str, MarkKind] = {motivation: kind for kind, motivation in shape.MOTIVATIONS.items()}  # type: ignore[misc]
_GROUNDS: dict[Colour, tuple[int, int, int]] = {
    "yellow": (255, 220, 60), "green": (80, 180, 80), "blue": (70, 140, 220),
    "pink": (240, 110, 160), "orange": (245, 150, 50), "purple": (140, 90, 200),
}  # fmt: skip
_Named = TypeVar("_Named", Mark, Collection, Checklist)


@dataclass
class _Reading:
    """What is known of the set while its annotations are read."""

    publication: str  # id of what it is about, for annotations whose source is no document of ours
    generated: float
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    recoloured: int = 0
    authors: Counter[str] = field(default_factory=Counter)


def read_annotations(path: Path) -> Incoming:
    """Raises Refused: "file_missing", "file_unreadable", "import_too_large", "import_foreign" when it is JSON of
    another kind, "import_unreadable" with what is wrong with it."""
    value = read_json(path)
    if not isinstance(value, dict) or value.get("type") != "AnnotationSet":
        raise Refused("import_foreign", path=str(path))
    try:
        return _incoming(Members(value, "the set"))
    except Wrong as error:
        raise Refused("import_unreadable", path=str(path), reason=str(error)) from error


def _incoming(given: Members) -> Incoming:
    about = given.object("about")
    title = given.localized("title") or given.localized("label")
    publication, publication_title = _publication(about)
    reading = _Reading(publication, given.time("generated", 0.0))
    marks = []
    for number, item in enumerate(given.list("items", MAX_ANNOTATIONS), 1):
        mark = _mark(Members(item, f"annotation {number}"), reading)
        if mark is not None:
            marks.append(mark)
    documents = {publication: publication_title} if any(m.anchor.document == publication for m in marks) else {}
    for each in given.list(shape.DOCUMENTS):
        document = Members(each, shape.DOCUMENTS)
        documents[document.name("id")] = document.text("title", 2_000)
    for mark in marks:
        documents.setdefault(mark.anchor.document, "")
    collections = [_collection(Members(each, shape.COLLECTIONS)) for each in given.list(shape.COLLECTIONS)]
    checklists = [_checklist(Members(each, shape.CHECKLISTS)) for each in given.list(shape.CHECKLISTS)]
    return Incoming(
        marks=_once(marks),
        collections=_once(collections),
        checklists=_once(checklists),
        meanings=_meanings(given.object(shape.MEANINGS)),
        title=title,
        author=reading.authors.most_common(1)[0][0] if reading.authors else "",
        documents=tuple(documents.items()),
        left_out=tuple(sorted(reading.left_out.items())),
        recoloured=reading.recoloured,
    )


def _publication(about: Members) -> tuple[str, str]:
    """Id and title of what a set is about. A title must do as an id where there is no identifier."""
    title = about.localized("dc:title")
    identifiers = about.strings("dc:identifier")
    address = identifiers[0] if identifiers else title
    return shape.name_of("document", address) or address or "unknown", title


def _mark(given: Members, reading: _Reading) -> Mark | None:
    """None when it cannot be a mark; `reading` then counts it."""
    if given.text("type", 100) != "Annotation":
        raise given.wrong("type")
    own, body, target = given.object(shape.MARK), given.object("body"), given.object("target")
    anchor = _anchor(target, own, reading)
    if anchor is None:
        return None
    if author := given.object("creator").localized("name"):
        reading.authors[author] += 1
    colour, known = _colour(body.text("color", 100))
    reading.recoloured += not known
    text = _note(body, own)
    address = given.name("id")
    created = given.time("created", given.time("modified", reading.generated))
    changed = given.time("modified", created)
    created, changed = own.seconds(created, changed)
    return Mark(
        id=shape.name_of("mark", address) or address,
        kind=_kind(given, body, own, text),
        anchor=anchor,
        colour=colour,
        text=text,
        created=created,
        changed=changed,
        tags=body.strings("tags")
        or tuple(filter(None, (body.text("keyword", MAX_NAME) or body.text("tag", MAX_NAME),))),
        historical=own.flag("historical"),
        revision=own.text("revision", MAX_NAME),
        ancestors=own.strings("ancestors"),
    )


def _kind(given: Members, body: Members, own: Members, text: str) -> MarkKind:
    """As the draft says where nothing is said: with a text a note, without one a highlight."""
    kind = own.text("kind", 100)
    if kind in KINDS and shape.MOTIVATIONS[kind] == given.text("motivation", 100):
        return kind
    motivation = "bookmarking" if body.text("highlight", 100) == "bookmark" else given.text("motivation", 100)
    return _KINDS.get(motivation, "note" if text.strip() else "highlight")


def _note(body: Members, own: Members) -> str:
    """The note's Markdown, unless another program has changed the plain text that stands beside it."""
    said, markdown = body.localized("value", note=True), own.note("markdown")
    return markdown if markdown and plain(markdown) == said else said


def _anchor(target: Members, own: Members, reading: _Reading) -> Anchor | None:
    source = target.name("source")
    quote = place = None
    for each in target.list("selector", one=True):
        selector = Members(each, "selector")
        match selector.text("type", 100):
            case "TextQuoteSelector":
                quote = quote or selector
            case "FragmentSelector" | "CssSelector" | "CSSSelector":
                place = place or selector
    if quote is None or not quote.text("exact"):
        reading.left_out["not_text" if quote is None and place is not None else "no_quote"] += 1
        return None
    document = shape.name_of("document", source) or reading.publication
    start, end = own.point("start"), own.point("end")
    if start is None or end is None:
        start = end = Point("", 0)
    return Anchor(
        document=document,
        edition=own.text("edition", MAX_NAME),
        start=start,
        end=end,
        quote=quote.text("exact"),
        before=quote.text("prefix"),
        after=quote.text("suffix"),
    )


def _colour(said: str) -> tuple[Colour, bool]:
    """One of our colours, and whether it is the one that was asked for; what is no colour at all becomes yellow."""
    if not said or said in COLOURS:
        return said or "yellow", True
    try:
        red, green, blue = bytes.fromhex(said.removeprefix("#")[:6])
    except ValueError:
        return "yellow", False
    near = min(
        _GROUNDS, key=lambda name: sum((a - b) ** 2 for a, b in zip(_GROUNDS[name], (red, green, blue), strict=True))
    )
    return near, False


def _collection(given: Members) -> Collection:
    items = []
    for each in given.list("items", MAX_LIST):
        item = Members(each, shape.COLLECTIONS)
        items.append(Item(item.text("mark", MAX_ADDRESS), item.note("text")))
    created = given.time("created", 0.0)
    created, changed = given.seconds(created, given.time("modified", created))
    return Collection(given.name("id"), given.text("name", 2_000), tuple(items), created, changed)


def _checklist(given: Members) -> Checklist:
    found = [_assessment(Members(each, shape.CHECKLISTS)) for each in given.list("assessments", MAX_LIST)]
    if len({each.recommendation for each in found}) < len(found):
        raise given.wrong("assessments")
    created = given.time("created", 0.0)
    created, changed = given.seconds(created, given.time("modified", created))
    return Checklist(given.name("id"), given.text("name"), tuple(found), created, changed, given.text("role", MAX_NAME))


def _assessment(given: Members) -> Assessment:
    changed, _ = given.seconds(changed := given.time("modified", 0.0), changed)
    return Assessment(
        recommendation=given.name("recommendation"),
        state=_state(given),
        evidence=given.note("evidence"),
        date=given.day("date"),
        words=given.text("words"),
        reference=given.text("reference", MAX_NAME),
        addressee=given.text("addressee", MAX_NAME),
        changed=changed,
    )


def _state(given: Members) -> State | None:
    said = given.text("state", 100)
    if said and said not in STATES:
        raise given.wrong("state")
    return next((state for state in STATES if state == said), None)


def _meanings(given: Members) -> tuple[tuple[Colour, str], ...]:
    return tuple((colour, said) for colour in COLOURS if (said := given.text(colour, 2_000)))


def _once(named: list[_Named]) -> tuple[_Named, ...]:
    """Each id once. The same thing twice is once; two things with one id are a mistake that nobody can mend."""
    found: dict[str, _Named] = {}
    for each in named:
        if found.setdefault(each.id, each) != each:
            raise Wrong("two different entries have the same id")
    return tuple(found.values())
