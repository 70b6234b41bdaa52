"""Whoosh's index as arrays: postings, field lengths and columns, each read once and kept.

Whoosh keeps the index and its codec; its matchers are not used. They step through postings one at a time in Python,
which is the slow part: an Or of 30 terms takes seconds at 100,000 passages, a prefix up to a minute (FINDINGS,
"Whoosh"). A posting list is stored in blocks, and a block is unpacked whole in microseconds, so here each block is
taken as it lies in the file. That is an inner door of the codec; Whoosh is pinned to the version it was tried with, and
a test compares the result with Whoosh's own matchers.

Numbers of passages count over all segments, in the order of the index; passages that were deleted keep theirs.
"""

from collections import OrderedDict
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from whoosh.codec.whoosh3 import LENGTHS_COLUMN, W3LeafMatcher
from whoosh.util.numeric import _length_byte_cache

Ids = NDArray[np.int32]
Floats = NDArray[np.float32]
Places = NDArray[np.int64]
"""Word places, in order: the passage's number times 65,536 plus the word's position."""

POSITION_BITS = 16
_LENGTHS = np.array(_length_byte_cache, dtype=np.float32)
_NO_IDS: Ids = np.empty(0, dtype=np.int32)
_NO_FLOATS: Floats = np.empty(0, dtype=np.float32)
NO_PLACES: Places = np.empty(0, dtype=np.int64)

_CACHE_BYTES = 48_000_000
K = TypeVar("K")
V = TypeVar("V")


class Postings(NamedTuple):
    """In which passages a term stands, in order, and how often (or, once weighed, how much that counts)."""

    ids: Ids
    weights: Floats


NONE = Postings(_NO_IDS, _NO_FLOATS)


class Cache(Generic[K, V]):
    """What was used last, up to so many bytes in all."""

    def __init__(self, most: int = _CACHE_BYTES) -> None:
        self._kept: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._most, self._bytes = most, 0

    def get(self, key: K) -> V | None:
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: K, value: V, size: int) -> V:
        self._kept[key] = value, size
        self._bytes += size
        while self._bytes > self._most and len(self._kept) > 1:
            self._bytes -= self._kept.popitem(last=False)[1][1]
        return value


class PostingsReader:
    """One index, opened. Not shared between threads: the caches are unguarded."""

    def __init__(self, index: Any) -> None:
        self._reader = index.reader()
        self.count: int = self._reader.doc_count_all()
        self._leaves: list[tuple[Any, int]] = list(self._reader.leaf_readers()) if self.count else []
        self.alive = np.ones(self.count, dtype=bool)
        for leaf, offset in self._leaves:
            for number in leaf.deleted_docs_set or ():
                self.alive[offset + number] = False
        self._all_alive = bool(self.alive.all())
        self._postings: Cache[tuple[str, str], Postings] = Cache()
        self._places: Cache[tuple[str, str], Places] = Cache()

    def close(self) -> None:
        self._reader.close()

    def column(self, name: str) -> NDArray[Any]:
        """The numbers of a column, one for each passage."""
        parts = []
        for leaf, _ in self._leaves:
            count = leaf.doc_count_all()
            kind = leaf.schema[name].column_type
            code = np.dtype(f">{kind._typecode}")
            stored = np.empty(0, dtype=code)
            if leaf._perdoc.has_column(name):
                reader = leaf._perdoc.column_reader(name, kind)
                stored = np.frombuffer(reader._dbfile.get(reader._basepos, reader._count * code.itemsize), dtype=code)
            whole = np.full(count, kind._default, dtype=code.newbyteorder("="))
            whole[: len(stored)] = stored[:count]
            parts.append(whole)
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.uint32)

    def vectors(self, name: str, dimensions: int) -> Floats:
        """A column of vectors of signed bytes, one row for each passage."""
        parts = []
        for leaf, _ in self._leaves:
            whole = np.zeros((leaf.doc_count_all(), dimensions), dtype=np.float32)
            if leaf._perdoc.has_column(name):
                reader = leaf._perdoc.column_reader(name, leaf.schema[name].column_type)
                stored = reader._dbfile.get(reader._basepos, reader._count * dimensions)
                whole[: reader._count] = np.frombuffer(stored, dtype=np.int8).reshape(-1, dimensions)
            parts.append(whole)
        return np.concatenate(parts) if parts else np.zeros((0, dimensions), dtype=np.float32)

    def lengths(self, field: str) -> Floats:
        """How many terms the field has in each passage, as Whoosh keeps it: in one byte, so long ones are rounded."""
        parts = []
        for leaf, _ in self._leaves:
            whole = np.zeros(leaf.doc_count_all(), dtype=np.float32)
            name = f"_{field}_len"
            if leaf._perdoc.has_column(name):
                reader = leaf._perdoc.column_reader(name, LENGTHS_COLUMN)
                stored = np.frombuffer(reader._dbfile.get(reader._basepos, reader._count), dtype=np.uint8)
                whole[: len(stored)] = _LENGTHS[stored[: len(whole)]]
            parts.append(whole)
        return np.concatenate(parts) if parts else _NO_FLOATS

    def postings(self, field: str, term: str) -> Postings:
        """The passages in which a term stands in a field, and how often."""
        key = field, term
        found = self._postings.get(key)
        if found is not None:
            return found
        ids, weights = [_NO_IDS], [_NO_FLOATS]
        for matcher, offset in self._matchers(field, term):
            for deltas, frequencies, _ in _blocks(matcher):
                ids.append(np.cumsum(np.array(deltas, dtype=np.int32), dtype=np.int32) + np.int32(offset))
                weights.append(np.full(len(deltas), 1.0 if frequencies is None else frequencies, dtype=np.float32))
        made = Postings(np.concatenate(ids), np.concatenate(weights))
        if not self._all_alive:
            keep = self.alive[made.ids]
            made = Postings(made.ids[keep], made.weights[keep])
        return self._postings.put(key, made, 8 * len(made.ids) + 200)

    def passages_with(self, field: str, term: str) -> int:
        """In how many passages a term stands, deleted ones included: known without reading them."""
        key = field, term.encode()
        return sum(int(leaf._terms.doc_frequency(*key)) for leaf, _ in self._leaves if key in leaf._terms)

    def places(self, field: str, term: str) -> Places:
        """Every place in which a term stands in a field that keeps positions, in order."""
        key = field, term
        found = self._places.get(key)
        if found is not None:
            return found
        parts = [NO_PLACES]
        for matcher, offset in self._matchers(field, term):
            for deltas, _, values in _blocks(matcher):
                ids = np.cumsum(np.array(deltas, dtype=np.int64)) + offset
                counts = np.fromiter(map(len, values), dtype=np.int64, count=len(values)) // 2
                positions = np.frombuffer(b"".join(values), dtype="<u2").astype(np.int64)
                parts.append((np.repeat(ids, counts) << POSITION_BITS) | positions)
        made = np.concatenate(parts)
        if not self._all_alive:
            made = made[self.alive[made >> POSITION_BITS]]
        return self._places.put(key, made, 8 * len(made) + 200)

    def _matchers(self, field: str, term: str) -> list[tuple[Any, int]]:
        found = []
        for leaf, offset in self._leaves:
            key = field, term.encode()
            if key in leaf._terms:
                found.append((leaf._terms.matcher(*key, leaf.schema[field].format), offset))
        return found


def _blocks(matcher: Any) -> Any:
    """The blocks of a posting list: passage numbers as differences, frequencies (None: all 1), packed positions."""
    if not isinstance(matcher, W3LeafMatcher):  # Whoosh keeps the shortest lists beside the term
        ids = np.array(matcher._ids, dtype=np.int64)
        yield np.diff(ids, prepend=0), np.array(matcher._weights, dtype=np.float32), matcher._values
        return
    while True:
        matcher._read_data()
        yield matcher._data
        if matcher._lastblock:
            return
        matcher._next_block()
