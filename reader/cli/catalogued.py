"""What the verb `catalogue` prints; how it is typed, and its JSON, stand in `publications`. Imported when it runs."""

import argparse
import json
import textwrap
from itertools import groupby
from typing import Any

from reader import guidance_words, words
from reader.core.advice import CatalogueEntry, CatalogueFilter
from reader.core.errors import Refused
from reader.core.query import meant
from reader.core.text import shorten
from reader.core.workspace import Workspace

_LISTED = 300  # characters of the values that there are


def print_catalogue(workspace: Workspace, options: argparse.Namespace) -> None:
    guide = workspace.library.guide
    typed = {name: getattr(options, name) for name in ("type", "year", "topic", "sdg", "for")}
    for name, value in typed.items():
        known = guide.catalogue_values[name]
        if value and not meant(name, value, known):
            raise Refused("unknown_publication", option=name, value=value, known=shorten(", ".join(known), _LISTED))
    found = guide.catalogue(
        CatalogueFilter(
            " ".join(options.words), typed["type"], typed["year"], typed["topic"], typed["sdg"], typed["for"],
            options.held,
        )
    )  # fmt: skip
    address = guide.guidance.catalogue_address
    if options.json:
        print(json.dumps([_entry(each, address) for each in found], ensure_ascii=False))
        return
    if not found:
        print("No publication of the catalogue has all of this.")
        return
    for year, entries in groupby(found, lambda each: each.publication.year):
        print(year)
        for each in entries:
            _print_entry(each)
    held = sum(each.publication.held for each in found)
    print(f"{words.count_of(len(found), 'publication')}, {held:,} in this library.")
    if held < len(found) and address:
        print(f"This reader never goes online; ICAT lists its publications at {address}")


def _print_entry(entry: CatalogueEntry) -> None:
    one = entry.publication
    print(
        textwrap.fill(f"{guidance_words.kind_of(one)}: {one.title}", 96, initial_indent="  ", subsequent_indent="    ")
    )
    held = f"{guidance_words.HELD}: {entry.info.reference}" if entry.info else guidance_words.NOT_HELD
    facts = (one.dated, guidance_words.inferred(one), held)
    print(f"    {' · '.join(fact for fact in facts if fact)}")


def _entry(entry: CatalogueEntry, address: str) -> dict[str, Any]:
    one = entry.publication
    return {
        "id": one.id,
        "type": one.type,
        "number": one.number,
        "title": one.title,
        "other_titles": list(one.variants),
        "date": one.date,
        "year": one.year,
        "inferred": list(one.uncertain),
        "held": one.held,
        "document": entry.info.id if entry.info else None,
        "reference": entry.info.reference if entry.info else None,
        "series": one.series,
        "newer": [each.id for each in entry.newer],
        "superseded_by": [each.id for each in entry.superseded_by],
        "topics": list(one.topics),
        "sdg": list(one.sdg),
        "sdg_inferred": one.sdg_inferred,
        "sdg_source": one.sdg_source or None,
        "audience": list(one.audience),
        "languages": list(one.languages),
        "summary": one.summary,
        "described_in": list(one.described_in),
        "sources": list(one.sources),
        "address": address,
    }
