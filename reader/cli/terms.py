"""The verbs for what words mean and who is who: the thesaurus, and the bodies in and around ICAT.

The JSON of `term` is a list of objects, the best first: {"id", "preferred", "subject", "in_library", "labels",
"acronyms", "american", "spellings": [{"british", "american"}], "translations": [{"language", "label", "unchecked"}],
"broader", "narrower" and "related": [{"id", "preferred"}], "scope_note", "caution", "uses": [{"document", "block",
"reference", "date", "text", "heading", "addressees"}], "more_uses", "publications": [{"id", "title", "date"}],
"recommendations": [{"id", "reference", "to", "addressee_stated", "text"}]}. Scope notes and cautions are ours;
`heading` is set where only the heading above a passage has the term. `addressees` are lines such as "To: States", for
the recommendations that stand in the text.

That of `bodies` is one object: {"name", "abbreviation", "facts", "counts": [{"date", "count", "sources"}], "chairs":
[{"year", "bodies", "sources"}], "bodies": [{"id", "abbreviation", "name", "status", "since", "mandate", "documents",
"sources"}], "contacts": [{"reference", "date", "text"}], "people": [{"name", "body", "reference"}]}. Where `bodies` of
a year is empty, nobody has found out.
"""

import argparse
import json
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from reader import words
from reader.cli.verbs import AddVerb, warn
from reader.core.errors import Refused
from reader.core.query import plain_value
from reader.core.text import long_date, printable, squeeze
from reader.core.workspace import Library, Workspace

if TYPE_CHECKING:
    from reader.core.advice import Cited, TermPage
    from reader.core.guidance import Concept

_SHOWN = 3
"""Terms that a terminal shows whole; of others that have the words it says the names."""


def add_verbs(add_verb: AddVerb) -> None:
    term = add_verb("term", _term, "say what a term means, and where the library uses it")
    term.add_argument("words", nargs="+", metavar="WORDS", help="a label in English, Arabic, Chinese, French, …")
    term.add_argument("--json", action="store_true", help="as JSON")
    bodies = add_verb("bodies", _bodies, "list ICAT’s members, chairs and contacts, as far as a source says")
    bodies.add_argument("--json", action="store_true", help="as JSON")


# -- terms -----------------------------------------------------------------------------------------------------------


def _term(workspace: Workspace, options: argparse.Namespace) -> int:
    warn(workspace)
    library, typed = workspace.library, " ".join(options.words)
    meant = _meant(library, typed)
    found = (library.terms.page(concept.id) for concept in meant[: None if options.json else _SHOWN])
    pages = [page for page in found if page is not None]
    if options.json:
        print(json.dumps([_told(page) for page in pages], ensure_ascii=False))
        return 0
    for page in pages:
        _print_term(page)
    if meant[_SHOWN:]:
        print(f"Others with these words: {', '.join(concept.preferred for concept in meant[_SHOWN:])}.")
    return 0


def _meant(library: Library, typed: str) -> "tuple[Concept, ...]":
    """Those of which this is a label, else those with a label that has the words. Raises Refused("unknown_term")."""
    found = library.terms.all(typed) if plain_value(typed) else ()
    if not found:
        raise Refused("unknown_term", words=printable(squeeze(typed)))
    wanted = plain_value(typed)

    def called(concept: "Concept") -> "Iterable[str]":
        return (*concept.labels, *concept.acronyms, *(label for _, label in concept.translations))

    same = tuple(each for each in found if any(plain_value(label) == wanted for label in called(each)))
    return same or found


def _told(page: "TermPage") -> dict[str, Any]:
    from reader import guidance_words  # noqa: PLC0415  # not for a start

    concept = page.concept
    return {
        "id": concept.id,
        "preferred": concept.preferred,
        "subject": concept.facet,
        "in_library": concept.in_corpus,
        "labels": list(concept.labels),
        "acronyms": list(concept.acronyms),
        "american": list(concept.american),
        "spellings": [{"british": british, "american": american} for british, american in page.spellings],
        "translations": [
            {"language": language, "label": label, "unchecked": language in concept.unchecked}
            for language, label in concept.translations
        ],
        "broader": _named(page.broader),
        "narrower": _named(page.narrower),
        "related": _named(page.related),
        "scope_note": concept.scope_note,
        "caution": concept.caution,
        "uses": [
            {
                "document": use.source.location.document,
                "block": use.source.location.start.block,
                "reference": use.source.reference,
                "date": use.source.info.date,
                "text": use.source.text,
                "heading": use.heading,
                "addressees": list(guidance_words.addressees(use.recommendations)),
            }
            for use in page.uses
        ],
        "more_uses": page.more,
        "publications": [{"id": each.id, "title": each.title, "date": each.date} for each in page.publications],
        "recommendations": [
            {
                "id": each.recommendation.id,
                "reference": each.source.reference,
                "to": each.recommendation.addressee,
                "addressee_stated": each.recommendation.addressee_stated,
                "text": each.source.text,
            }
            for each in page.recommendations
        ],
    }


def _named(concepts: "Iterable[Concept]") -> list[dict[str, str]]:
    return [{"id": each.id, "preferred": each.preferred} for each in concepts]


def _print_term(page: "TermPage") -> None:
    from reader import guidance_words  # noqa: PLC0415  # not for a start

    concept = page.concept
    print(f"{concept.preferred}  ({guidance_words.FACETS.get(concept.facet, concept.facet)})")
    for note in (concept.scope_note, concept.caution):
        if note:
            print(_filled(f"{note} ({guidance_words.OURS})"))
    unlike = (label for label in concept.labels if label != concept.preferred and label not in concept.american)
    rows: list[tuple[str, Iterable[str]]] = [
        ("Also", unlike),
        ("Short", concept.acronyms),
        ("American", concept.american),
    ]
    for language in dict.fromkeys(language for language, _ in concept.translations):
        unchecked = " (unchecked)" if language in concept.unchecked else ""
        named = [label for name, label in concept.translations if name == language]
        rows.append((f"{words.language(language)}{unchecked}", named))
    for name, concepts in (("Broader", page.broader), ("Narrower", page.narrower), ("Related", page.related)):
        rows.append((name, [each.preferred for each in concepts]))
    for name, labels in rows:
        if said := "; ".join(labels):
            print(_filled(f"{name}: {said}"))
    if concept.translations:
        print(_filled(guidance_words.LABELS_UNCHECKED))
    _print_sources(page)


def _print_sources(page: "TermPage") -> None:
    from reader import guidance_words  # noqa: PLC0415  # as above

    if not page.uses and not page.concept.in_corpus:
        print(_filled(guidance_words.TERM_NOT_USED))
    if page.uses:
        print("\nPassages that use it\n")
    for use in page.uses:
        print(f"{use.source.reference}  {long_date(use.source.info.date)}")
        if use.heading:
            print(_filled(f"Only the heading above has the term: “{use.heading}”."))
        for line in guidance_words.addressees(use.recommendations):
            print(_filled(line))
        print(_filled(use.source.text))
    if page.more:
        print("More passages use it; a search shows them all.")
    if page.publications:
        print("\nPublications on it, as far as their titles and topics show; not in this library\n")
    for each in page.publications:
        print(_filled(f"{each.title}, {each.dated}"))
    if page.recommendations:
        print("\nRecommendations on it\n")
    for asked in page.recommendations:
        said = asked.recommendation
        print(f"{asked.source.reference}  {long_date(asked.source.info.date)}")
        print(_filled(guidance_words.addressed(said.addressee, said.addressee_stated)))
        print(_filled(asked.source.text))
    print()


# -- bodies ----------------------------------------------------------------------------------------------------------


def _bodies(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader import guidance_words  # noqa: PLC0415  # as above
    from reader.core.guidance import BODY_STATUSES  # noqa: PLC0415  # as above

    warn(workspace)
    library = workspace.library
    group = library.guidance.group
    contacts = [cited for name in group.contacts if (cited := library.guide.passage(name)) is not None]
    people = [(each, library.guide.passage(each.passage)) for each in group.people]
    if options.json:
        counts = [{"date": each.date, "count": each.count, "sources": list(each.sources)} for each in group.counts]
        chairs = [
            {"year": each.year, "bodies": list(each.bodies), "sources": list(each.sources)} for each in group.chairs
        ]
        keys = ("id", "abbreviation", "name", "status", "since", "mandate")
        bodies = [
            {key: getattr(each, key) for key in keys}
            | {"documents": list(each.documents), "sources": list(each.sources)}
            for each in group.bodies
        ]
        told = {
            "name": group.name,
            "abbreviation": group.abbreviation,
            "facts": dict(group.facts),
            "counts": counts,
            "chairs": chairs,
            "bodies": bodies,
            "contacts": [{"reference": c.reference, "date": c.info.date, "text": c.text} for c in contacts],
            "people": [{"name": p.name, "body": p.body, "reference": _reference(cited)} for p, cited in people],
        }
        print(json.dumps(told, ensure_ascii=False))
        return 0
    print(f"{group.name} ({group.abbreviation})")
    for fact, value in group.facts:
        print(_filled(f"{guidance_words.GROUP_FACTS[fact]}: {value}"))
    print("\nMembers, each number for its date")
    for count in group.counts:
        print(f"    {long_date(count.date)}: {count.count}")
    print("\nChairs")
    for year in sorted(group.chairs, key=lambda each: -each.year):
        print(f"    {year.year}: {', '.join(year.bodies) or guidance_words.CHAIRS_NOT_KNOWN}")
    for status in BODY_STATUSES:
        print(f"\n{guidance_words.BODY_STATUSES[status]}")
        for body in (each for each in group.bodies if each.status == status):
            print(_filled(f"{body.abbreviation}  {body.name}".strip()))
    print("\nContacts, each with its date: older texts have addresses that ICAT has left")
    for cited in contacts:
        print(f"{cited.reference}  {long_date(cited.info.date)}\n{textwrap.indent(cited.text, '    ')}")
    print("\nPeople named in the texts")
    for person, place in people:
        print(f"    {person.name}, {person.body}  {_reference(place)}")
    return 0


def _reference(cited: "Cited | None") -> str:
    return cited.reference if cited is not None else ""


def _filled(text: str) -> str:
    return textwrap.fill(squeeze(text), 96, initial_indent="    ", subsequent_indent="    ")
