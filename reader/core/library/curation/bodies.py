"""organisations.yaml: ICAT, who belongs to it, who chaired it, who speaks in the texts. What rests on general knowledge
alone is not for readers and is left out."""

from reader.core.guidance import BODY_STATUSES, Body, BodyStatus, Chairs, Group, MemberCount, Person
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong
from reader.core.library.curation.places import Places

_GENERAL = "general_knowledge"
_FACTS = ("kind", "mandated_by", "reinforced_by", "coordinator", "secretariat", "email", "website", "website_former")


def group(file: CuratedFile, places: Places) -> Group:
    def body(entry: Entry) -> Body | None:
        status: BodyStatus | str = entry.one_of("status", (*BODY_STATUSES, _GENERAL))
        if status == _GENERAL:
            entry.all_asked()
            return None
        sources = entry.texts("sources")
        if status != "related" and not sources:
            raise Wrong(f"is said to be a {status} without “sources”")
        return Body(
            entry.text("id"),
            entry.text("name"),
            entry.text("abbreviation", required=False),
            status,  # type: ignore[arg-type]  # the other one is gone
            entry.text("since", required=False),
            entry.text("mandate", required=False),
            sources,
            entry.known("named_in", places.documents),
            entry.texts("name_variants"),
        )

    def whole(entry: Entry) -> Group:
        facts = tuple((name, said) for name in _FACTS if (said := entry.text(name, required=False)))
        entry.texts("name_variants"), entry.texts("sources")
        return Group(entry.text("name"), entry.text("abbreviation"), facts)

    found = file.entry("group", whole, Group())
    return Group(
        found.name,
        found.abbreviation,
        found.facts,
        tuple(each for each in file.entries("bodies", body) if each is not None),
        file.entries("chairs", _chairs),
        file.entries("member_counts", _count),
        file.entries("people", lambda entry: Person(entry.text("name"), entry.text("body"), places.passage(entry))),
        tuple(
            f"{name}#{block.id}"
            for name, document in places.documents.items()
            for block in document.blocks
            if block.kind == "contact"
        ),
    )


def _chairs(entry: Entry) -> Chairs:
    bodies, sources = entry.texts("chairs"), entry.texts("sources")
    if bodies and not sources:
        raise Wrong("names chairs without “sources”")
    year = entry.number("year")
    assert year is not None
    return Chairs(year, bodies, sources)


def _count(entry: Entry) -> MemberCount:
    count = entry.number("count")
    assert count is not None
    return MemberCount(entry.text("date"), count, entry.texts("sources", required=True))
