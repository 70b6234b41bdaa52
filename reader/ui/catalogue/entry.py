"""What is said of one publication: what it is, how sure that is, where it can be had, and what stands around it.

Only what sources show is said as a fact. Summary, readers and most SDG targets are the compilers', and said to be
theirs; what the curators could not establish stays with them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from reader import guidance_words, words
from reader.core.advice import CatalogueEntry, Cited
from reader.core.guidance import Publication, Recommendation
from reader.core.query import plain_value
from reader.core.text import shorten
from reader.core.types import DocumentInfo
from reader.ui.guide.addresses import place
from reader.ui.guide.detail import Part

COPY = "copy:"
"""The address of the link that copies where publications can be had."""

_FIRST_LINES = 280  # characters


@dataclass(frozen=True, slots=True)
class Around:
    """What entries refer to, by name."""

    documents: Mapping[str, DocumentInfo]  # of the library
    roles: Mapping[str, str]  # labels
    terms: Mapping[str, str]  # ids of concepts, by their labels in the form in which values are compared
    address: str  # where publications can be had
    total: int  # publications that there are
    totals: Mapping[str, int]  # by year
    values: Mapping[str, tuple[str, ...]]  # of each filter


@dataclass(frozen=True, slots=True)
class FirstLines:
    """How a document begins, and what it recommends there."""

    source: Cited
    recommendations: tuple[Recommendation, ...]


def parts(entry: CatalogueEntry, around: Around, lines: FirstLines | None, enter_opens: bool) -> list[Part]:
    """`lines` are the first ones of the document that holds it, once they are known; `enter_opens`: Enter in the list
    opens it."""
    one = entry.publication
    made = [Part("kicker", guidance_words.kind_of(one)), Part("title", one.title)]
    if one.variants:
        made.append(Part("muted", _tr("Also: {titles}").format(titles="; ".join(one.variants))))
    made += [*_status(entry, enter_opens), _facts(one, around)]
    if one.uncertain:
        made.append(Part("muted", _tr("Inferred by us, as no source states it: {names}.").format(
            names=", ".join(one.uncertain))))  # fmt: skip
    if one.summary:
        made += [Part("heading", _tr("Summary")), Part("ours", one.summary)]
    if entry.newer:
        made += [Part("heading", _tr("Newer in the same series")), Part("muted", one.series)]
        made.append(Part("links", items=_named(entry.newer)))
    if lines is not None:
        source = lines.source
        made.append(Part("heading", _tr("It begins")))
        made += [Part("kicker", line) for line in guidance_words.addressees(lines.recommendations)]
        below = (source.reference, place(source.location))
        made.append(Part("quote", shorten(source.text, _FIRST_LINES), (below,)))
    made += _related(one, around)
    if not one.held:
        made += _how_to_get(around)
    return made + _sources(one, around)


def _status(entry: CatalogueEntry, enter_opens: bool) -> list[Part]:
    made = []
    if entry.info is not None:
        made.append(Part("links", items=((_tr("Open it"), f"doc:{entry.info.id}"),)))
        more = f". {_tr('Enter in the list opens it, too.')}" if enter_opens else "."
        made.append(Part("muted", f"{guidance_words.HELD}{more}"))
    else:
        made.append(Part("muted", f"{guidance_words.NOT_HELD}."))
    if entry.superseded_by:
        made += [Part("notice", _tr("Superseded")), Part("links", items=_named(entry.superseded_by))]
    return made


def _named(publications: tuple[Publication, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((f"{each.title} ({each.dated})", f"publication:{each.id}") for each in publications)


def _facts(one: Publication, around: Around) -> Part:
    facts = [(_tr("Date"), one.dated, "")]
    if one.languages:
        seen = ", ".join(map(words.language, one.languages))
        facts.append((_tr("Copies seen in"), f"{seen}; {_tr('there may be more')}", ""))
    if one.sdg:
        basis = guidance_words.sdg_basis(one, around.documents.get(one.sdg_source))
        link = f"doc:{one.sdg_source}" if one.sdg_source in around.documents else ""
        facts.append((_tr("SDG targets"), f"{', '.join(one.sdg)}; {basis}", link))
    return Part("facts", items=tuple(fact[:2] for fact in facts), addresses=tuple(fact[2] for fact in facts))


def _related(one: Publication, around: Around) -> list[Part]:
    made = []
    if one.topics:
        topics = tuple(_topic(each, around) for each in one.topics)
        made += [Part("heading", _tr("Topics, in our words")), Part("flow", items=topics)]
    if one.audience:
        readers = tuple(
            (around.roles.get(each, words.facet_value("for", each)), f"role:{each}" if each in around.roles else "")
            for each in one.audience
        )
        made += [Part("heading", _tr("Of use to, in our judgement")), Part("flow", items=readers)]
    links = _held(one.described_in, around)
    if links:
        made += [Part("heading", _tr("Described in")), Part("links", items=links)]
    return made


def _topic(topic: str, around: Around) -> tuple[str, str]:
    concept = around.terms.get(plain_value(topic))
    return topic, f"term:{concept}" if concept else ""


def _how_to_get(around: Around) -> list[Part]:
    if not around.address:
        return []
    return [
        Part("heading", _tr("How to get it")),
        Part("text", _tr("This reader never goes online. ICAT lists its publications at:")),
        Part("code", around.address),
        Part("links", items=((_tr("Copy the address"), COPY),)),
    ]


def _sources(one: Publication, around: Around) -> list[Part]:
    """Documents of the library as links; addresses as text, since nothing here goes online."""
    if not one.sources:
        return []
    held = _held(one.sources, around)
    made = [Part("heading", _tr("Known from"))]
    if held:
        made.append(Part("links", items=held))
    elsewhere = [each for each in one.sources if each not in around.documents]
    if elsewhere:
        made.append(Part("muted", _tr("Read in stored copies, not checked since:")))
        made += [Part("code", each) for each in elsewhere]
    return made


def _held(names: Iterable[str], around: Around) -> tuple[tuple[str, str], ...]:
    found = (around.documents.get(name) for name in names)
    return tuple((info.short_title, f"doc:{info.id}") for info in found if info is not None)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Catalogue", text)
