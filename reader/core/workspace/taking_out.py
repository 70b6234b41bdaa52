"""Marks on their way out: what an exporter is given."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.core.errors import Refused
from reader.core.marks import Bundle, Checklist, Collection, Colour, Layer, PlacedMark
from reader.core.types import DocumentInfo

if TYPE_CHECKING:
    from reader.core.workspace.guide import Guide

FORMATS = ("markdown", "html", "docx", "csv", "jsonld", "annotations", "csl-json", "ris", "bibtex")
"""The names of `EXPORTERS`, for those who only ask and do not export: the exporters take a while to load."""

GAP_FORMATS = ("docx", "csv", "html", "markdown")
"""The formats of a gap table, in the same way."""

WITH_CHECKLISTS = ("jsonld", "annotations")
"""Those of them that have a place for checklists."""


def bundle_of(
    marks: Sequence[PlacedMark],
    held: Mapping[str, DocumentInfo],
    meanings: Mapping[Colour, str],
    layers: Sequence[Layer],
    collections: Sequence[Collection],
    briefing: Sequence[PlacedMark | str] = (),
    checklists: Sequence[Checklist] = (),
) -> Bundle:
    """Marks by document, with what is needed to understand them. Raises Refused("nothing_to_export")."""
    if not marks and not briefing and not checklists:
        raise Refused("nothing_to_export")
    groups: dict[str, list[PlacedMark]] = {}
    for placed in marks:
        groups.setdefault(placed.mark.anchor.document, []).append(placed)
    known = [(held[name], tuple(group)) for name, group in groups.items() if name in held]
    gone = [(_no_longer_held(name), tuple(group)) for name, group in groups.items() if name not in held]
    colours = {placed.mark.colour for placed in marks}
    with_marks = {placed.mark.layer for placed in marks}
    bundle = Bundle(
        (*known, *gone),
        time.time(),
        briefing=tuple(briefing),
        meanings=tuple((colour, text) for colour, text in meanings.items() if colour in colours),
        layers=tuple(layer for layer in layers if layer.id in with_marks),
        collections=tuple(collections),
        checklists=tuple(checklists),
    )
    return replace(bundle, title=collections[0].name) if briefing and collections else bundle


def with_standings(bundle: Bundle, guide: "Guide") -> Bundle:
    """The same with how its documents stand today, and to whom the recommendations speak that are marked."""
    marks = (placed for _, group in bundle.groups for placed in group)
    spoken = ((placed.mark.id, guide.addressees(placed.location)) for placed in marks if placed.location)
    standings = tuple(guide.standing(info.id) for info, _ in bundle.groups if info.edition)  # those that are held
    return replace(bundle, standings=standings, addressees=tuple(pair for pair in spoken if pair[1]))


def beginning(bundle: Bundle, limit: int) -> Bundle:
    """The same with its first `limit` marks only; of a briefing, its first `limit` entries."""
    if bundle.briefing:
        entries = bundle.briefing[:limit]
        wanted = {entry.mark.id for entry in entries if isinstance(entry, PlacedMark)}
        kept = tuple((info, tuple(p for p in marks if p.mark.id in wanted)) for info, marks in bundle.groups)
        return replace(bundle, groups=tuple(group for group in kept if group[1]), briefing=entries)
    groups: list[tuple[DocumentInfo, tuple[PlacedMark, ...]]] = []
    for info, marks in bundle.groups:
        if limit > 0:
            groups.append((info, marks[:limit]))
        limit -= len(marks)
    return replace(bundle, groups=tuple(groups))


def _no_longer_held(document_id: str) -> DocumentInfo:
    """What can be said of a document that is gone: its id. Its marks keep their own words."""
    return DocumentInfo(
        document_id, document_id, "", document_id, document_id, "", "", None, "", "day", "", (), (), "en", (), (), (),
        "", "", None, (), 0, 0,
    )  # fmt: skip
