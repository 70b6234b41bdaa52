"""What is read from Whoosh's files directly is what Whoosh's own matchers and readers give."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.search import indexer
from reader.core.search.postings import POSITION_BITS, Cache, PostingsReader
from reader.core.search.schema import PackedPositions
from reader.core.types import Document
from tests.builders import PROPERTY, corpus_documents, document, guidance, updated

WORDS = ("victims", "labour", "forced", "data", "beta-gamma", "forced labour", "trafficking", "the")


def made(name: str, *paragraphs: str) -> Document:
    return document(*paragraphs, id=name, reference=f"ICAT-{name.upper()}-2024")


def assert_same_as_whoosh(index: Any) -> PostingsReader:
    ours, theirs = PostingsReader(index), index.reader()
    assert ours.count == theirs.doc_count_all()
    assert [n for n in range(ours.count) if ours.alive[n]] == list(theirs.all_doc_ids())
    terms = 0
    for field, raw in theirs.all_terms():
        if field == "key":
            continue
        term = raw.decode()
        ids, weights, places = [], [], []
        matcher = theirs.postings(field, raw)
        while matcher.is_active():
            ids.append(matcher.id())
            weights.append(matcher.weight())
            if field.startswith("text"):
                places += [(matcher.id() << POSITION_BITS) + place for place in matcher.value_as("positions")]
            matcher.next()
        found = ours.postings(field, term)
        assert (found.ids.tolist(), found.weights.tolist()) == (ids, weights)
        assert ours.passages_with(field, term) == theirs.doc_frequency(field, raw)
        if field.startswith("text"):
            assert ours.places(field, term).tolist() == places
        terms += 1
    for field in {name for name, _ in theirs.all_terms()} - {"key"}:
        lengths = [theirs.doc_field_length(number, field) or 0 for number in range(ours.count)]
        assert ours.lengths(field).tolist() == lengths
    for column in ("document", "place", "weight") if ours.count else ():
        reader = theirs.column_reader(column)
        assert ours.column(column).tolist() == [reader[number] for number in range(ours.count)]
    theirs.close()
    assert terms or not ours.alive.any()
    return ours


def test_on_the_corpus_every_posting_list_is_the_same(tmp_path: Path) -> None:
    concepts = guidance().concepts
    ours = assert_same_as_whoosh(updated(tmp_path, *corpus_documents().values(), concepts=concepts).whoosh)
    assert len(ours.postings("labels_en", "forc labor").ids)
    ours.close()


@settings(PROPERTY, max_examples=15)
@given(
    st.lists(
        st.dictionaries(
            st.sampled_from(["a", "b", "c", "d"]),
            st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=6),
            min_size=1,
        ),
        min_size=2,
        max_size=4,
    )
)
def test_so_they_are_over_several_segments_blocks_and_deletions(
    tmp_path_factory: pytest.TempPathFactory, versions: list[dict[str, list[str]]]
) -> None:
    home = tmp_path_factory.mktemp("versions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer, "_BLOCK", 2)
        for texts in versions:
            index = updated(home, *(made(name, *paragraphs) for name, paragraphs in texts.items()))
            assert_same_as_whoosh(index.whoosh).close()


def test_a_list_of_many_blocks_in_several_segments_with_deletions_is_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexer, "_BLOCK", 3)
    documents = [made(f"d{n}", *(f"Word number {n} and {place}." for place in range(5))) for n in range(6)]
    for count in (2, 4, 6):
        updated(tmp_path, *documents[:count])
    index = updated(tmp_path, documents[0], documents[2], documents[4], documents[5])
    reader = index.whoosh.reader()
    assert [leaf.doc_count_all() for leaf, _ in reader.leaf_readers()] == [10, 10, 10]
    reader.close()
    ours = assert_same_as_whoosh(index.whoosh)
    assert (ours.count, int(ours.alive.sum()), len(ours.postings("text_en", "word").ids)) == (30, 20, 20)
    assert ours.passages_with("text_en", "word") == 30  # deleted ones count here: they are not read
    ours.close()


def test_what_is_not_there_is_an_empty_list(tmp_path: Path) -> None:
    ours = PostingsReader(updated(tmp_path, made("a", "Some words.")).whoosh)
    for field, term in (("text_en", "none"), ("text_fr", "word"), ("labels_en", "some word")):
        assert len(ours.postings(field, term).ids) == 0
        assert ours.passages_with(field, term) == 0
    assert len(ours.places("text_en", "none")) == 0
    assert ours.lengths("text_fr").tolist() == [0]
    ours.close()


@PROPERTY
@given(st.lists(st.integers(0, 65_535), min_size=1, unique=True).map(sorted))
def test_packed_positions_come_back(positions: list[int]) -> None:
    packed = PackedPositions().encode(positions)
    assert np.frombuffer(packed, dtype="<u2").tolist() == positions
    assert PackedPositions().decode_positions(packed) == positions
    assert PackedPositions().decode_frequency(packed) == len(positions)


def test_words_beyond_the_last_position_keep_the_last_place() -> None:
    assert PackedPositions().decode_positions(PackedPositions().encode([1, 65_535, 70_000])) == [1, 65_535, 65_535]


def test_a_cache_keeps_what_was_used_last_up_to_so_many_bytes() -> None:
    cache: Cache[str, int] = Cache(most=25)
    for number, key in enumerate("abc"):
        cache.put(key, number, 10)
    assert [cache.get(key) for key in "abc"] == [None, 1, 2]
    cache.get("b")
    cache.put("d", 3, 10)
    assert [cache.get(key) for key in "abcd"] == [None, 1, None, 3]


def test_a_cache_keeps_one_value_however_large() -> None:
    cache: Cache[str, int] = Cache(most=5)
    assert cache.put("a", 1, 100) == 1
    assert cache.get("a") == 1
    cache.put("b", 2, 1)
    assert (cache.get("a"), cache.get("b")) == (None, 2)
