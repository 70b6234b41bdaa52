"""The names that both faces give to what the guidance layer tells apart. Sentences about errors and states stand in
`words`; this is beside it so that a start need not read it."""

from collections.abc import Iterable

from reader import words
from reader.core.guidance import BodyStatus, Coverage, Publication, Recommendation
from reader.core.types import DocumentInfo

COVERAGES: dict[Coverage, str] = {
    "yes": "Answered",
    "partly": "Answered in part",
    "touched": "Only touched on",
    "no": "Not answered",
}
"""How far the library answers a question, as judged by hand."""

GRADES = {3: "Answers it", 2: "Answers it in part", 1: "Only touches on it"}
"""What a passage does for a question."""

BODY_STATUSES: dict[BodyStatus, str] = {
    "member": "Members of ICAT, as a source says",
    "participant": "Seen at work with ICAT; membership not settled",
    "partner": "Partners of ICAT",
    "related": "Other bodies that the texts name",
}

FACETS = {
    "contexts": "Contexts",
    "crime": "The crime and its forms",
    "documents": "Documents",
    "drivers": "Drivers",
    "evidence": "Data and evidence",
    "instruments": "Instruments and goals",
    "justice": "Justice",
    "means": "Means",
    "organisations": "Organisations",
    "partnership": "Partnership",
    "people": "People",
    "prevention": "Prevention",
    "principles": "Principles",
    "protection": "Protection and assistance",
    "roles": "Professions and roles",
}
"""The subjects of terms."""

TERM_NOT_USED = "The library does not use this term."
LABELS_UNCHECKED = (
    "No native speaker has checked these labels. Where “unchecked” stands, the wording itself is not certain."
)

CHAIRS_NOT_KNOWN = "not known"

GROUP_FACTS = {
    "kind": "Kind",
    "mandated_by": "Mandated by",
    "reinforced_by": "Reinforced by",
    "coordinator": "Coordinator",
    "secretariat": "Secretariat",
    "email": "E-mail",
    "website": "Website",
    "website_former": "Former website",
}

OURS = "Ours, not ICAT’s"
NOT_HELD = "Not in this library"
HELD = "In this library"


def addressed(addressee: str, stated: bool) -> str:
    """ "To: States", which is always shown beside the words of a recommendation."""
    return f"To: {addressee}" if stated else f"Addressee not stated; the text is about: {addressee}"


def addressees(recommendations: Iterable[Recommendation]) -> tuple[str, ...]:
    """The same for all recommendations that stand in a passage, each addressee once."""
    return tuple(dict.fromkeys(addressed(each.addressee, each.addressee_stated) for each in recommendations))


def kind_of(publication: Publication) -> str:
    """ "Issue brief", "Issue brief No. 12"."""
    number = f" No. {publication.number}" if publication.number is not None else ""
    return words.document_type(publication.type) + number


def inferred(publication: Publication) -> str:
    """What no source prints, besides the date: "title and number inferred", or nothing."""
    names = [name for name in publication.uncertain if name != "date"]
    return f"{' and '.join(names)} inferred" if names else ""


def publications_of(year: str, total: int, held: int) -> str:
    """ "2021: 9 publications, 1 in this library"."""
    return f"{year}: {words.count_of(total, 'publication')}, {held:,} in this library"


def sdg_basis(publication: Publication, source: DocumentInfo | None) -> str:
    """Who says that it serves its targets; `source` is the text that does, where the library has it."""
    if publication.sdg_inferred:
        return "our judgement"
    if source is None:
        return f"as {publication.sdg_source} maps it"
    return f"as the {words.document_type(source.type).lower()} of {source.date[:4]} maps it"
