"""Hits that are made when they are looked at: in the order of a full sort, each once, and no others."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.library.outline import passages
from reader.core.search.engine import Engine
from reader.core.search.hits import Hits
from reader.core.search.indexer import in_memory
from reader.core.types import Hit, Passage
from tests.builders import PROPERTY, corpus_documents, corpus_engine


def hit(number: int, score: float) -> Hit:
    return Hit("d", f"p{number}", f"R {number}", (), "", "2024", "en", "", (), "", (), score)


def hits(scores: list[float], order: list[int], looked_at: list[int] | None = None) -> Hits:
    """Hits on passages 100, 101, ...; `looked_at` hears of those that are made."""

    def make(number: int, score: float) -> Hit:
        if looked_at is not None:
            looked_at.append(number)
        return hit(number, score)

    ids = np.arange(100, 100 + len(scores), dtype=np.int32)
    return Hits(ids, np.array(scores, dtype=np.float32), np.array(order, dtype=np.int64), make)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[float], list[int]]:
    """Scores, many of them the same, and the places of the passages in the library."""
    count = draw(st.integers(0, 200))
    few = draw(st.lists(st.sampled_from([0.5, 1.0, 1.5, 2.0, 7.25]), min_size=count, max_size=count))
    return few, draw(st.permutations(range(count)))


@PROPERTY
@given(cases(), st.lists(st.integers(0, 199), max_size=5))
def test_whatever_is_looked_at_first_the_order_is_that_of_a_full_sort(
    case: tuple[list[float], list[int]], first: list[int]
) -> None:
    scores, order = case
    found = hits(scores, order)
    for rank in first:
        if rank < len(found):
            found[rank]
    best = sorted(range(len(scores)), key=lambda place: (-scores[place], order[place]))
    assert [each.block for each in found] == [f"p{100 + place}" for place in best]
    assert [found.number(rank) for rank in range(len(found))] == [100 + place for place in best]
    assert [each.score for each in found] == [scores[place] for place in best]


@PROPERTY
@given(cases(), st.slices(200))
def test_slices_are_those_of_a_tuple(case: tuple[list[float], list[int]], part: slice) -> None:
    found = hits(*case)
    assert found[part] == tuple(found)[part]


def test_single_hits_are_counted_from_both_ends() -> None:
    found = hits([1.0, 3.0, 2.0], [0, 1, 2])
    assert [found[0].block, found[-1].block, found[2].block, found[-3].block] == ["p101", "p100", "p100", "p101"]
    for rank in (3, -4, 1_000):
        with pytest.raises(IndexError):
            found[rank]


def test_hits_are_equal_to_any_sequence_of_the_same() -> None:
    found = hits([1.0, 3.0], [0, 1])
    same = (hit(101, 3.0), hit(100, 1.0))
    assert found == same
    assert found == list(same)
    assert found == hits([1.0, 3.0], [0, 1])
    assert hash(found) == hash(hits([1.0, 3.0], [0, 1]))
    assert found != same[::-1]
    assert found != same[:1]
    assert found != 2
    assert hits([], []) == ()
    assert not hits([], [])


def test_ties_stand_in_the_order_of_the_library() -> None:
    assert [each.block for each in hits([1.0] * 5, [4, 2, 0, 3, 1])] == ["p102", "p104", "p101", "p103", "p100"]


def test_ties_at_the_edge_of_what_is_sorted_first_are_kept_in_order() -> None:
    scores = [2.0] * 10 + [1.0] * 190
    order = list(reversed(range(200)))
    found = hits(scores, order)
    assert [found.number(rank) for rank in range(200)] == [*range(109, 99, -1), *range(299, 109, -1)]


def test_only_what_is_looked_at_is_made_and_each_once() -> None:
    looked_at: list[int] = []
    found = hits([float(number) for number in range(150)], list(range(150)), looked_at)
    assert (len(found), bool(found), looked_at) == (150, True, [])
    found[3]
    found[3]
    found[2:5]
    assert looked_at == [100 + 146, 100 + 147, 100 + 145]
    found[149]
    assert looked_at[3:] == [100]


def test_a_search_reads_no_passage_until_a_hit_is_looked_at() -> None:
    held = {name: tuple(passages(each)) for name, each in corpus_documents().items()}
    index = in_memory([(each.info, held[name]) for name, each in corpus_documents().items()])
    read: list[str] = []

    def passages_of(name: str) -> tuple[Passage, ...]:
        read.append(name)
        return held[name]

    page = Engine(index, passages_of, {name: each.info for name, each in corpus_documents().items()}).search("victims")
    assert (page.total, len(page.groups), read) == (corpus_engine().search("victims").total, 5, [])
    assert page.hits[0].document == read[0]
    assert len(read) == 1


def test_the_groups_hold_the_same_hits_by_document_in_the_order_of_their_best() -> None:
    page = corpus_engine().search("support for victims")
    assert {each.reference for group in page.groups for each in group.hits} == {each.reference for each in page.hits}
    assert sum(len(group.hits) for group in page.groups) == page.total
    for group in page.groups:
        assert list(group.hits) == [each for each in page.hits if each.document == group.document]
        assert {(each.document, each.short_title, each.date) for each in group.hits} == {
            (group.document, group.short_title, group.date)
        }
    best = [group.hits[0].score for group in page.groups]
    assert all(one >= other for one, other in pairwise(best))
    assert len(best) > 2
