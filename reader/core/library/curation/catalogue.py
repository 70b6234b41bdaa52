"""publications.yaml: what ICAT has published, held here or not. What is uncertain is not for readers, and left
out."""

import re
from collections.abc import Collection, Iterable, Mapping

from reader.core.guidance import Publication
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong
from reader.core.text import fold
from reader.core.types import Document

_SHOWN = {"established", "probable"}
_TYPES = (
    "issue_brief", "statement", "report", "submission", "toolkit", "resource", "event", "call_to_action",
    "policy_paper",
)  # fmt: skip
_UNCERTAIN, _INFERRED = "uncertain", "inferred"
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?(/\d{4})?")


def publications(file: CuratedFile, held: Mapping[str, Document], roles: Collection[str]) -> tuple[Publication, ...]:
    """The entries that may be shown. `roles` are the ids that may stand in "audience"."""
    titles = {_plain(title): name for name, document in held.items() for title in _titles(document)}

    def read(entry: Entry) -> Publication | None:
        certainty = entry.one_of("certainty", (*_SHOWN, _UNCERTAIN))
        if certainty == _UNCERTAIN:
            entry.all_asked()
            return None
        return _publication(entry, certainty == "established", held, titles, roles)

    entries = [entry for entry in file.entries("publications", read) if entry is not None]
    shown = {entry.id for entry in entries}
    for entry in entries:
        for name in entry.superseded_by:
            if name not in shown:
                file.wrong.append((entry.id, f"is superseded by “{name}”, which is not shown or does not exist"))
    return tuple(entries)


def _publication(
    entry: Entry, established: bool, held: Mapping[str, Document], titles: Mapping[str, str], roles: Collection[str]
) -> Publication:
    name, title, variants = entry.text("id"), entry.text("title"), entry.texts("title_variants")
    date = entry.text("date")
    if not _DATE.fullmatch(date):
        raise Wrong(f"has “{date}” in “date”, which is no date as 2021, 2021-11 or 2021-11-15")
    sdg = entry.inside("sdg")
    mapped_by = sdg.text("from") if sdg else _INFERRED
    entry.only_known("document", [entry.text("document", required=False) or name], {*held, name})
    entry.passed_over("named_in")
    return Publication(
        id=name,
        title=title,
        date=date,
        type=entry.one_of("type", _TYPES),
        topics=entry.texts("topics"),
        document=_holding((entry.text("document", required=False), name), (title, *variants), held, titles),
        number=entry.number("number", required=False),
        summary=entry.text("summary", required=False),
        languages=entry.texts("languages"),
        uncertain=entry.texts("uncertain"),
        variants=variants,
        names=entry.texts("named_as"),
        audience=entry.known("audience", roles),
        sdg=sdg.texts("targets") if sdg else (),
        sdg_inferred=mapped_by == _INFERRED,
        sdg_source="" if mapped_by == _INFERRED else mapped_by,
        established=established,
        series=entry.text("series", required=False),
        superseded_by=entry.texts("superseded_by"),
        sources=entry.texts("sources"),
        described_in=tuple(each for each in entry.texts("described_in") if each in held),
    )


def _holding(
    names: Iterable[str], own_titles: Iterable[str], held: Mapping[str, Document], titles: Mapping[str, str]
) -> str:
    """The document that takes the place of an entry: the one that it names, one with its id, one with its title."""
    by_title = (titles.get(_plain(title), "") for title in own_titles)
    return next((name for name in (*names, *by_title) if name in held), "")


def _titles(document: Document) -> tuple[str, str]:
    return document.info.title, document.info.short_title


def _plain(title: str) -> str:
    return " ".join(re.findall(r"\w+", fold(title)))
