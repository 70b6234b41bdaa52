"""The names that our annotation files use: one place for who writes them and who reads them.

The shape is the AnnotationSet of EPUB Annotations 1.0 (W3C Working Draft, autumn 2026), a profile of the Web Annotation
Data Model. What only we know stands in members of our own namespace, each a JSON literal (JSON-LD 1.1, `@json`), which
other programs skip:

    icat:mark         of an annotation: place (block ids, offsets in code points), edition, markdown, revision ...
    icat:documents    of the set: id, reference, edition and title of the documents
    icat:layers       id and name;   icat:meanings   colour to meaning;   icat:collections   briefings
    icat:checklists   what the user found out about recommendations, each with the words it had then
"""

import re

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
EPUB_CONTEXT = "https://www.w3.org/ns/epub-anno.jsonld"
NAMESPACE = "urn:x-icat-field-reader:"
FRAGMENT = "http://tools.ietf.org/rfc/rfc3236"
"""What a FragmentSelector that names an element of HTML conforms to, in the draft's words."""

ENTRY = "annotations.json"
"""The one file of a detached `.annotations` archive."""

MARK, DOCUMENTS, LAYERS = "icat:mark", "icat:documents", "icat:layers"
MEANINGS, COLLECTIONS, CHECKLISTS = "icat:meanings", "icat:collections", "icat:checklists"

LATEST = 7_258_118_399.0
"""The last second of 2199: a later time is a mistake."""

MOTIVATIONS = {"bookmark": "bookmarking", "highlight": "highlighting", "note": "commenting"}

_OWN_TERMS = {"icat": NAMESPACE} | {
    name: {"@id": NAMESPACE + name.partition(":")[2], "@type": "@json"}
    for name in (MARK, DOCUMENTS, LAYERS, MEANINGS, COLLECTIONS, CHECKLISTS)
}
_DRAFT_TERMS = {
    "ea": "http://www.w3.org/ns/ea#",
    **{name: f"ea:{name}" for name in ("AnnotationSet", "about", "title", "color", "highlight")},
    "tags": {"@id": "ea:tags", "@container": "@set"},
}

CONTEXT = (ANNOTATION_CONTEXT, {**_DRAFT_TERMS, **_OWN_TERMS})
"""For JSON-LD: the published context and the draft's terms, so that any processor can expand the file today."""
EPUB_CONTEXTS = (EPUB_CONTEXT, _OWN_TERMS)
"""For a detached file: the context that the draft demands, which it has not published in a form that works yet."""

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]")


def urn(kind: str, name: str) -> str:
    """A name as a URN of ours: the bytes of other than unreserved characters (RFC 3986, 2.3) as %XX."""
    safe = _UNSAFE.sub(lambda m: "".join(f"%{byte:02X}" for byte in m[0].encode("utf-8", "replace")), name)
    return f"{NAMESPACE}{kind}:{safe}"


def name_of(kind: str, address: str) -> str | None:
    """The name in a URN of ours, or None for any other address."""
    before = f"{NAMESPACE}{kind}:"
    if not address.startswith(before):
        return None
    try:
        quoted = re.sub(r"%([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), address[len(before) :])
        return quoted.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
