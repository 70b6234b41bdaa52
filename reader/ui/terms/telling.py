"""What a page of a term says: a concept with what stands around it in, parts for the detail out."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from reader import guidance_words, words
from reader.core.advice import Recommended, TermPage, Use
from reader.core.guidance import Concept
from reader.core.text import long_date
from reader.ui.guide.addresses import place
from reader.ui.guide.detail import Part


def parts_of(page: TermPage) -> tuple[Part, ...]:
    concept = page.concept
    used = concept.in_corpus or bool(page.uses)
    search = (_tr("Search this"), f"search:{concept.preferred}")
    return (
        Part("kicker", guidance_words.FACETS.get(concept.facet, concept.facet)),
        Part("title", concept.preferred),
        *(() if used else (Part("notice", guidance_words.TERM_NOT_USED),)),
        *_meaning(concept),
        *_labels(page),
        *(() if used else _publications(page)),
        *_around(page),
        *_translations(concept),
        *((*_uses(page), Part("links", items=(search,)), *_publications(page)) if used else ()),
        *_recommendations(page.recommendations),
    )


def _meaning(concept: Concept) -> list[Part]:
    parts = [Part("ours", concept.scope_note)] if concept.scope_note else []
    if concept.caution:
        parts += [Part("heading", _tr("Take care")), Part("ours", concept.caution)]
    return parts


def _labels(page: TermPage) -> list[Part]:
    concept = page.concept
    told = {concept.preferred, *concept.american, *(british for british, _ in page.spellings)}
    facts = (
        (_tr("Also"), _lines(label for label in concept.labels if label not in told)),
        (_tr("Short"), _lines(concept.acronyms)),
        (_tr("British"), _lines(british for british, _ in page.spellings)),
        (_tr("American"), _lines(concept.american)),
    )
    return _facts(facts)


def _around(page: TermPage) -> list[Part]:
    names, links = [], []
    for title, concepts in (
        (_tr("Broader"), page.broader), (_tr("Narrower"), page.narrower), (_tr("Related"), page.related),
    ):  # fmt: skip
        for number, each in enumerate(concepts):
            names.append((title if number == 0 else "", each.preferred))
            links.append(f"term:{each.id}")
    return (
        [Part("heading", _tr("Near to it")), Part("facts", items=tuple(names), addresses=tuple(links))] if names else []
    )


def _translations(concept: Concept) -> list[Part]:
    if not concept.translations:
        return [Part("muted", _tr("We have no labels in other languages for it."))]
    facts = []
    for language in dict.fromkeys(language for language, _ in concept.translations):
        name = words.language(language)
        if language in concept.unchecked:
            name = f"{name}, {_tr('unchecked')}"
        facts.append((name, _lines(label for spoken, label in concept.translations if spoken == language)))
    return [
        Part("heading", _tr("In other languages")),
        *_facts(facts),
        Part("muted", guidance_words.LABELS_UNCHECKED),
    ]


def _uses(page: TermPage) -> list[Part]:
    count = _tr("{n} and more").format(n=len(page.uses)) if page.more else str(len(page.uses))
    parts = [Part("heading", f"{_tr('Passages that use it')}: {count}")]
    for use in page.uses:
        parts += [Part("kicker", line) for line in guidance_words.addressees(use.recommendations)]
        parts.append(Part("quote", use.source.text, _below(use), spans=use.spans))
    return parts


def _below(use: Use) -> tuple[tuple[str, str], ...]:
    source = use.source
    where = (f"{source.reference}  ·  {long_date(source.info.date)}", place(source.location))
    above = _tr("Only the heading above has the term: “{heading}”").format(heading=use.heading)
    return ((above, ""), where) if use.heading else (where,)


def _publications(page: TermPage) -> list[Part]:
    if not page.publications:
        return []
    links = tuple((f"{each.title}  ·  {each.dated}", f"publication:{each.id}") for each in page.publications)
    return [
        Part("heading", _tr("Publications on it")),
        Part("muted", f"{guidance_words.NOT_HELD}. {_tr('As far as their titles and topics show.')}"),
        Part("links", items=links),
    ]


def _recommendations(recommended: tuple[Recommended, ...]) -> list[Part]:
    """The words of the text, never without whom they are addressed to."""
    parts = [Part("heading", f"{_tr('Recommendations on it')}: {len(recommended)}")] if recommended else []
    for each in recommended:
        said, source = each.recommendation, each.source
        below = (f"{source.reference}  ·  {long_date(source.info.date)}", f"recommendation:{said.id}")
        parts.append(Part("kicker", guidance_words.addressed(said.addressee, said.addressee_stated)))
        parts.append(Part("quote", source.text, (below,)))
    return parts


def _facts(facts: Iterable[tuple[str, str]]) -> list[Part]:
    known = tuple((name, value) for name, value in facts if value)
    return [Part("facts", items=known)] if known else []


def _lines(labels: Iterable[str]) -> str:
    """One below the other: labels of unlike directions do not meet in a line."""
    return "\n".join(dict.fromkeys(labels))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TermPage", text)
