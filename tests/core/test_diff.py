"""The word diff: nothing is lost, whatever the script, and large texts end in time."""

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.diff import cut, increasing, runs, word_diff
from tests.builders import PROPERTY

PIECES = (
    "rights", "of", "victims", " ", "\n",
    "\u00a0", ".", "“", "不得", "ผู้เสียหาย", "الضحايا", "😀", "👨\u200d👩\u200d👧", "e\u0301",
    "\x00",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30)


def joined(old: str, new: str) -> tuple[str, str]:
    pieces = word_diff(old, new)
    gone = "".join(text for kind, text in pieces if kind != "new")
    return gone, "".join(text for kind, text in pieces if kind != "gone")


@PROPERTY
@given(texts, texts)
def test_the_pieces_join_to_both_texts(old: str, new: str) -> None:
    assert joined(old, new) == (old, new)


@PROPERTY
@given(texts, texts)
def test_no_piece_is_empty_and_neighbours_differ(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert all(text for _, text in pieces)
    assert all(one[0] != other[0] for one, other in pairwise(pieces))


@PROPERTY
@given(texts)
def test_a_text_is_the_same_as_itself(text: str) -> None:
    assert word_diff(text, text) == ((("same", text),) if text else ())


@PROPERTY
@given(st.lists(st.sampled_from("abcd"), max_size=40), st.lists(st.sampled_from("abcd"), max_size=40))
def test_runs_are_equal_and_in_order(old: list[str], new: list[str]) -> None:
    a = c = 0
    for i, j, length in runs(old, new):
        assert i >= a
        assert j >= c
        assert length > 0
        assert old[i : i + length] == new[j : j + length]
        a, c = i + length, j + length


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("not be punished", "be punished", (("gone", "not "), ("same", "be punished"))),
        ("the rights of", "the duties of", (("same", "the "), ("gone", "rights"), ("new", "duties"), ("same", " of"))),
        ("be punished.", "be punished hard.", (("same", "be punished"), ("new", " hard"), ("same", "."))),
        ("不得惩罚受害者", "不得因此惩罚受害者", (("same", "不得"), ("new", "因此"), ("same", "惩罚受害者"))),
        ("a 👨‍👩‍👧 b", "a 👨‍👩‍👦 b", (("same", "a "), ("gone", "👨‍👩‍👧"), ("new", "👨‍👩‍👦"), ("same", " b"))),
        ("one  two", "one two", (("same", "one "), ("gone", " "), ("same", "two"))),
        ("", "new", (("new", "new"),)),
    ],
)  # fmt: skip
def test_what_a_reader_sees(old: str, new: str, pieces: tuple[tuple[str, str], ...]) -> None:
    assert word_diff(old, new) == pieces


def test_letters_with_their_signs_stay_together() -> None:
    text = "ผู้ที่ e\u0301tat कर्तव्य 👍🏽"
    assert [text[start:end] for start, end, _ in cut(text)] == ["ผู้", "ที่", "e\u0301tat", "कर्तव्य", "👍🏽"]


def test_large_texts_are_compared_piece_by_piece() -> None:
    random = Random(1)
    words = [random.choice("abcdefgh") * random.randint(1, 4) for _ in range(20_000)]
    changed = list(words)
    for at in range(0, 20_000, 100):
        changed[at] = "new"
    old, new = " ".join(words), " ".join(changed)
    assert joined(old, new) == (old, new)
    same = sum(len(text) for kind, text in word_diff(old, new) if kind == "same")
    assert same > 0.98 * len(old)


def test_what_is_too_large_and_too_uniform_counts_as_replaced() -> None:
    random = Random(1)
    old, new = (" ".join(random.choice("ab") for _ in range(20_000)) for _ in range(2))
    assert joined(old, new) == (old, new)


def test_a_longest_increasing_subsequence() -> None:
    assert increasing([]) == []
    assert [[3, 1, 2, 5, 4][index] for index in increasing([3, 1, 2, 5, 4])] == [1, 2, 4]
