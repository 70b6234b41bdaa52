"""The fields of the index, and their weights.

A passage is indexed in the fields of its own language: `text_en` is the passage, `context_en` its headings and lead-in,
`title_en` its document, `questions_en` those that practitioners asked and the passage answers; all stemmed.
`labels_en` and `above_en` hold the runs of words in text and context that are labels of the thesaurus
(`labels.py`), so that a concept is looked up as one term however many words its labels have. Text has positions, for
phrases.

Beside them stand columns: which document a passage belongs to (the key that the manifest gives it), its place among
the document's passages, its weight in hundredths, and the vector of its meaning (`meaning.py`). The passage itself is
not stored: texts live in the library. A schema is never read back from an index: that would unpickle it.
"""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.columns import FixedBytesColumn, NumericColumn
from whoosh.fields import COLUMN, ID, FieldType, Schema
from whoosh.formats import Frequency, Positions
from whoosh.system import pack_uint

from reader.core.search.analysis import LANGUAGES, OTHER
from reader.core.search.meaning import DIMENSIONS

VERSION = 4
"""Raise it with every change of fields or analysis: indexes of another version are rebuilt."""

LANGUAGE = "en"
"""What queries are read in first: their words are grouped and ranked as English, and searched in every language."""

WEIGHTS = {"text": 1.0, "context": 0.35, "title": 0.15, "questions": 0.7}
"""Field weights of BM25F. Context decides between passages, it does not outrank what a passage itself says."""

RUNS = {"labels": "text", "above": "context"}
"""The fields of label runs, and the field whose length and weight each shares."""

_MOST_POSITIONS = 65_535


class PackedPositions(Positions):  # type: ignore[misc]
    """Word positions as unsigned 16-bit numbers, little-endian: read as an array, where Whoosh would unpickle a list
    for each posting. Words beyond the 65,535th of a passage keep the last place."""

    def encode(self, poslist: list[int]) -> bytes:
        packed = array("H", (min(position, _MOST_POSITIONS) for position in poslist))
        if packed.itemsize != 2:
            raise TypeError("an unsigned short has two bytes everywhere that Python runs")
        return bytes(packed.tobytes()) if _LITTLE else _swapped(packed)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        packed = array("H")
        packed.frombytes(valuestring)
        if not _LITTLE:
            packed.byteswap()
        return list(packed)

    def decode_frequency(self, valuestring: bytes) -> int:
        return len(valuestring) // 2


_LITTLE = array("H", [1]).tobytes() == b"\x01\x00"


def _swapped(packed: "array[int]") -> bytes:
    packed.byteswap()
    return packed.tobytes()


class Terms(FieldType):  # type: ignore[misc]
    """A field whose values are (stem, position) pairs that were found already: one analysis serves all fields."""

    def __init__(self, positions: bool) -> None:
        form = PackedPositions() if positions else Frequency()
        super().__init__(form, analyzer=None, scorable=True, stored=False)

    def index(self, value: Iterable[tuple[str, int]], **kwargs: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        places: dict[str, list[int]] = {}
        for stem, position in value:
            places.setdefault(stem, []).append(position)
        pack = self.format.encode if isinstance(self.format, PackedPositions) else lambda found: pack_uint(len(found))
        for stem, found in places.items():
            yield stem.encode(), len(found), float(len(found)), pack(found)


def field(name: str, language: str) -> str:
    return f"{name}_{language}"


def schema() -> Any:
    """A fresh schema."""
    made = Schema(
        key=ID(),
        document=COLUMN(NumericColumn("I")),
        place=COLUMN(NumericColumn("I")),
        weight=COLUMN(NumericColumn("B", default=100)),
        meaning=COLUMN(FixedBytesColumn(DIMENSIONS)),
    )
    for language in (*LANGUAGES, OTHER):
        for name in (*WEIGHTS, *RUNS):
            made.add(field(name, language), Terms(positions=name == "text"))
    return made
