"""Filters and facets: what results can be narrowed by, which values there are, and how many hits each would leave.

All of it comes from the documents' front matter, from the addressees of the pack's recommendations and from the
reader's own marks, as arrays beside the index: nothing of it is stored there, so a mark counts at once. Values are
written as people would type them: `for:"labour inspector"` for labour_inspector, and the beginning of any word of a
value is enough (`for:labour`). Filters of one field widen each other, those of different fields narrow.
"""

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from reader.core.query import meant
from reader.core.search.analysis import analysis_of
from reader.core.search.parse import Filter
from reader.core.types import DocumentInfo, FacetValue

Mask = NDArray[np.bool_]

DOCUMENT_FIELDS = ("type", "year", "for", "topic", "sdg", "lang")
PASSAGE_FIELDS = ("to", "marked")
MINE = "yes"
"""The one value of `marked`."""


def values_of(info: DocumentInfo, name: str) -> tuple[str, ...]:
    """The values of a document in a field of DOCUMENT_FIELDS, as they are shown and typed."""
    found = {
        "type": (info.type,),
        "year": (info.date[:4],),
        "for": info.audience,
        "topic": info.topics,
        "sdg": info.sdg,
        "lang": (analysis_of(info.language) if info.language else "",),
    }[name]
    return tuple(value.replace("_", " ") for value in found if value)


class Facets:
    """The values of every passage. `documents` are those of the index, in the order of their rows in `row_of`."""

    def __init__(
        self,
        documents: Iterable[DocumentInfo],
        row_of: NDArray[np.int32],
        addressees: Mapping[str, NDArray[np.int32]],
    ) -> None:
        """`row_of` gives each passage its document's row; `addressees` the passages that speak to somebody."""
        self._rows = row_of
        infos = tuple(documents)
        self._count = len(infos)
        self._documents: dict[str, dict[str, Mask]] = {name: {} for name in DOCUMENT_FIELDS}
        for row, info in enumerate(infos):
            for name in DOCUMENT_FIELDS:
                for value in values_of(info, name):
                    mask = self._documents[name].setdefault(value, np.zeros(len(infos), dtype=bool))
                    mask[row] = True
        self._addressees = dict(addressees)

    def values(self, name: str) -> tuple[str, ...]:
        """The values that exist, in order; years newest first."""
        if name == "to":
            return tuple(sorted(self._addressees))
        if name == "marked":
            return (MINE,)
        return tuple(sorted(self._documents[name], reverse=name == "year"))

    def all_values(self) -> dict[str, tuple[str, ...]]:
        """By field, for those that have any; what can be typed after `in:` stands here too."""
        found = {name: self.values(name) for name in (*DOCUMENT_FIELDS, *PASSAGE_FIELDS)}
        return {name: values for name, values in found.items() if values} | {"in": ("notes",)}

    def matching(self, name: str, wanted: str) -> list[str]:
        """The values that a typed one means."""
        return meant(name, wanted, self.values(name))

    def mask(self, name: str, values: Iterable[str], marked: Mask) -> Mask:
        """The passages that have one of the values."""
        found: Mask = np.zeros(len(self._rows), dtype=bool)
        for value in values:
            if name == "to":
                found[self._addressees[value]] = True
            elif name == "marked":
                found |= marked
            else:
                found |= self._documents[name][value][self._rows]
        return found

    def narrow(self, filters: Iterable[Filter], marked: Mask) -> tuple[dict[str, Mask], tuple[tuple[str, str], ...]]:
        """For each field that is filtered by, the passages that pass; and the filters whose value does not exist."""
        passing: dict[str, Mask] = {}
        unknown: list[tuple[str, str]] = []
        wanted: dict[str, Mask] = {}
        for each in filters:
            if each.field == "in":
                continue
            values = self.matching(each.field, each.value)
            if not values:
                unknown.append((each.field, each.value))
            found = self.mask(each.field, values, marked)
            if each.negated:
                passing[each.field] = passing.get(each.field, ~np.zeros_like(found)) & ~found
            else:
                wanted[each.field] = wanted.get(each.field, np.zeros_like(found)) | found
        for name, found in wanted.items():
            passing[name] = passing.get(name, ~np.zeros_like(found)) & found
        return passing, tuple(unknown)

    def counts(
        self, hits: Mask, passing: Mapping[str, Mask], chosen: Iterable[Filter], marked: Mask
    ) -> tuple[FacetValue, ...]:
        """How many hits each value would leave, other fields' filters applied; the most frequent first."""
        filters = [each for each in chosen if not each.negated and each.field != "in"]
        found: list[FacetValue] = []
        everything = self._passing(hits, passing, "")
        by_document = self._by_document(everything)
        for name in (*DOCUMENT_FIELDS, *PASSAGE_FIELDS):
            here = self._passing(hits, passing, name) if name in passing else everything
            on = {value for each in filters if each.field == name for value in self.matching(name, each.value)}
            if name in DOCUMENT_FIELDS:
                per_row = by_document if here is everything else self._by_document(here)
                counted = [(value, int(per_row[mask].sum())) for value, mask in self._documents[name].items()]
            elif name == "to":
                counted = [(value, int(here[passages].sum())) for value, passages in self._addressees.items()]
            else:
                counted = [(MINE, int((here & marked).sum()))]
            facets = [FacetValue(name, value, count, value in on) for value, count in counted if count or value in on]
            facets.sort(key=lambda f: (-f.count, f.value) if name != "year" else (0, f"{9999 - int(f.value):04}"))
            found += facets
        return tuple(found)

    def _passing(self, hits: Mask, passing: Mapping[str, Mask], without: str) -> Mask:
        """The hits that pass the filters of every field but one."""
        here = hits
        for other, mask in passing.items():
            if other != without:
                here = here & mask
        return here

    def _by_document(self, hits: Mask) -> NDArray[np.int64]:
        return np.bincount(self._rows[hits], minlength=self._count)
