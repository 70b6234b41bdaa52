"""Marks as W3C Web Annotations: one AnnotationSet as JSON-LD, or the same in a detached `.annotations` archive.

What the standard has a place for stands there and nowhere else; the rest is under our own names (see `shape`), and
together they give every mark back as it was. The body of an annotation is plain text, as the draft demands; the
Markdown of a note is kept beside it where it differs. Times are UTC with microseconds, and the exact number beside them
where that is not enough. In a bare file they end with the day, and no annotation has a creator.
"""

import hashlib
import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from reader.core.export import shape
from reader.core.export.archive import packed
from reader.core.export.rich import plain
from reader.core.marks import OWN, Assessment, Bundle, Checklist, Collection, Mark, PlacedMark
from reader.core.types import DocumentInfo


def write(bundle: Bundle) -> bytes:
    """JSON-LD, `application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"`."""
    return _set(bundle, list(shape.CONTEXT))


def write_detached(bundle: Bundle) -> bytes:
    """A ZIP with one entry, `application/zip;profile="https://www.w3.org/TR/epub-anno-10/"`."""
    return packed([(shape.ENTRY, _set(bundle, list(shape.EPUB_CONTEXTS)))])


def _set(bundle: Bundle, context: list[Any]) -> bytes:
    """The set, an annotation a line. Annotations become bytes one by one: a hundred thousand of them as objects would
    need ten times the memory."""
    items = b",\n".join(_json(_annotation(placed, bundle)) for _, marks in bundle.groups for placed in marks)
    identity = uuid.uuid5(uuid.NAMESPACE_URL, shape.NAMESPACE + hashlib.sha256(items).hexdigest())  # by content
    head = {
        "@context": context,
        "id": f"urn:uuid:{identity}",
        "type": "AnnotationSet",
        "generator": {"id": shape.NAMESPACE + "reader", "type": "Software", "name": "ICAT Field Reader"},
        "generated": _time(bundle.made, bundle.bare),
        "title": bundle.title,
        "about": _about(bundle),
        shape.DOCUMENTS: [
            {"id": info.id, "reference": info.reference, "edition": info.edition, "title": info.title}
            for info, _ in bundle.groups
        ],
    }
    own = {
        shape.LAYERS: [{"id": layer.id, "name": layer.name} for layer in bundle.layers if not bundle.bare],
        shape.MEANINGS: dict(bundle.meanings),
        shape.COLLECTIONS: [_collection(each, bundle.bare) for each in bundle.collections],
        shape.CHECKLISTS: [_checklist(each, bundle.bare) for each in bundle.checklists],
    }
    start = _json(head | {name: value for name, value in own.items() if value})
    return start[:-1] + b',"items":[\n' + items + b"\n]}\n"


def _json(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def _about(bundle: Bundle) -> dict[str, Any]:
    """Which publication it is about, in Dublin Core; of several, their identifiers under the title of the set."""
    infos = [info for info, _ in bundle.groups]
    about: dict[str, Any] = {"dc:identifier": [shape.urn("document", info.id) for info in infos]}
    if len(infos) != 1:
        return about | {"dc:title": bundle.title}
    return about | _described(infos[0])


def _described(info: DocumentInfo) -> dict[str, Any]:
    parts = {
        "dc:title": info.title,
        "dc:creator": list(info.issuers),
        "dc:date": info.date[:4],
    }
    return {name: value for name, value in parts.items() if value}


def _annotation(placed: PlacedMark, bundle: Bundle) -> dict[str, Any]:
    mark, anchor = placed.mark, placed.mark.anchor
    said = plain(mark.text)
    annotation: dict[str, Any] = {
        "id": shape.urn("mark", mark.id),
        "type": "Annotation",
        "motivation": shape.MOTIVATIONS[mark.kind],
        "created": _time(mark.created, bundle.bare),
        "modified": _time(mark.changed, bundle.bare),
    }
    if bundle.author and not bundle.bare and mark.layer == OWN:
        person = hashlib.sha256(bundle.author.encode("utf-8", "replace")).hexdigest()[:16]
        annotation["creator"] = {"id": shape.urn("person", person), "type": "Person", "name": bundle.author}
    annotation["target"] = {"source": shape.urn("document", anchor.document), "selector": list(_selectors(mark))}
    annotation["body"] = {
        "type": "TextualBody",
        "value": said,
        "format": "text/plain",
        "color": mark.colour,
        **({"tags": list(mark.tags)} if mark.tags else {}),
    }
    annotation[shape.MARK] = _own(placed, said, bundle.bare)
    return annotation


def _selectors(mark: Mark) -> Iterator[dict[str, Any]]:
    """Where it is, in two ways: by place, where it lies in one block, and by the words, which outlive an edition."""
    anchor = mark.anchor
    if anchor.start.block == anchor.end.block and anchor.start.block:
        yield {
            "type": "FragmentSelector",
            "conformsTo": shape.FRAGMENT,
            "value": anchor.start.block,
            "refinedBy": {"type": "TextPositionSelector", "start": anchor.start.offset, "end": anchor.end.offset},
        }
    yield {"type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.before, "suffix": anchor.after}


def _own(placed: PlacedMark, said: str, bare: bool) -> dict[str, Any]:
    """What the standard has no place for. What is empty is left out."""
    mark, anchor = placed.mark, placed.mark.anchor
    own: dict[str, Any] = {
        "kind": mark.kind,
        "edition": anchor.edition,
        "start": [anchor.start.block, anchor.start.offset],
        "end": [anchor.end.block, anchor.end.offset],
        "reference": placed.reference,
        "section": list(placed.section),
        "verdict": placed.verdict,
        "markdown": mark.text if mark.text != said else "",
        "layer": "" if bare else mark.layer,
        "historical": mark.historical,
        "revision": mark.revision,
        "ancestors": list(mark.ancestors),
        "seconds": _exact(mark.created, mark.changed, bare),
    }
    return {name: value for name, value in own.items() if value}


def _collection(collection: Collection, bare: bool) -> dict[str, Any]:
    own = {
        "id": collection.id,
        "name": collection.name,
        "created": _time(collection.created, bare),
        "modified": _time(collection.changed, bare),
        "seconds": _exact(collection.created, collection.changed, bare),
        "items": [
            {name: value for name, value in (("mark", item.mark), ("text", item.text)) if value}
            for item in collection.items
        ],
    }
    return {name: value for name, value in own.items() if value or name == "items"}


def _checklist(checklist: Checklist, bare: bool) -> dict[str, Any]:
    own = {
        "id": checklist.id,
        "name": checklist.name,
        "role": checklist.role,
        "created": _time(checklist.created, bare),
        "modified": _time(checklist.changed, bare),
        "seconds": _exact(checklist.created, checklist.changed, bare),
        "assessments": [_assessment(each, bare) for each in checklist.assessments],
    }
    return {name: value for name, value in own.items() if value or name == "assessments"}


def _assessment(assessment: Assessment, bare: bool) -> dict[str, Any]:
    own = {
        "recommendation": assessment.recommendation,
        "state": assessment.state,
        "evidence": assessment.evidence,
        "date": assessment.date,
        "words": assessment.words,
        "reference": assessment.reference,
        "addressee": assessment.addressee,
        "modified": _time(assessment.changed, bare),
        "seconds": _exact(assessment.changed, assessment.changed, bare),
    }
    return {name: value for name, value in own.items() if value}


def _time(seconds: float, bare: bool) -> str:
    """RFC 3339 in UTC; of a bare file only the day means something."""
    moment = _moment(seconds)
    return f"{moment:%Y-%m-%d}T00:00:00Z" if bare else moment.replace(tzinfo=None).isoformat() + "Z"


def _exact(created: float, changed: float, bare: bool) -> list[float]:
    """Both times as numbers, where microseconds do not hold them."""
    if bare or all(_moment(each).timestamp() == each for each in (created, changed)):
        return []
    return [created, changed]


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(min(max(seconds, 0.0), shape.LATEST), UTC)
