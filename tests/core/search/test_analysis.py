"""What counts as the same word."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.analysis import stemmer, stop_words, terms
from tests.builders import PROPERTY


def words(text: str) -> list[str]:
    return [term.word for term in terms(text, "en")]


def stems(text: str) -> set[str]:
    return {term.stem for term in terms(text, "en")}


def test_a_hyphenated_word_is_its_parts_and_the_whole() -> None:
    found = [(term.word, term.position, term.joined) for term in terms("the non-punishment principle", "en")]
    assert found == [
        ("the", 0, False), ("nonpunishment", 1, True), ("non", 1, False), ("punishment", 2, False),
        ("principle", 3, False),
    ]  # fmt: skip


@pytest.mark.parametrize("hyphen", ["-", "‐", "‑", "–"])
def test_every_kind_of_hyphen_joins(hyphen: str) -> None:
    assert words(f"cross{hyphen}border") == ["crossborder", "cross", "border"]


@pytest.mark.parametrize("text", ["cross - border", "cross -- border", "cross/border", "cross, border"])
def test_what_is_not_a_hyphen_does_not_join(text: str) -> None:
    assert words(text) == ["cross", "border"]


def test_a_span_of_years_is_two_numbers() -> None:
    assert words("2021-2023") == ["2021", "2023"]


def test_a_joined_word_spans_all_its_parts() -> None:
    text = "a multi-stakeholder-led group"
    assert [text[term.start : term.end] for term in terms(text, "en") if term.joined] == ["multi-stakeholder-led"]


@pytest.mark.parametrize(
    "text", ["victim's", "victim’s", "victimʼs", "victim´s", "victims'", "Victim", "VICTIMS", "victims"]
)
def test_possessives_plurals_and_case_meet_in_one_stem(text: str) -> None:
    assert stems(text) == stems("victim")


@pytest.mark.parametrize(("one", "other"), [("don't", "don’t"), ("co-operate", "cooperate"), ("naïve", "naive")])
def test_variants_share_a_term(one: str, other: str) -> None:
    assert stems(one) & stems(other)


def test_curly_quotes_are_not_part_of_a_word() -> None:
    assert words("‘demand’ and “One UN”") == ["demand", "and", "one", "un"]


@pytest.mark.parametrize("number", ["16.2", "61/180", "1,000", "2.1.3"])
def test_a_number_keeps_its_inner_points(number: str) -> None:
    assert words(f"SDG {number}.") == ["sdg", number]


def test_an_address_is_cut_at_its_signs() -> None:
    assert words("icat@un.org @ICAT_News") == ["icat", "un", "org", "icat", "news"]


@pytest.mark.parametrize("text", ["", " ", "-", "'", "ʼ-ʼ", "—", "…", "😀", "\u200f", "\u0301"])
def test_what_has_no_letter_has_no_term(text: str) -> None:
    assert words(text) == []


def test_words_of_other_scripts_are_words() -> None:
    assert words("الاتجار بالأشخاص торговля людьми") == ["الاتجار", "بالاشخاص", "торговля", "людьми"]


@PROPERTY
@given(st.text() | st.text(alphabet="aB1-'’‑., é"))
def test_terms_lie_in_the_text_in_order_and_are_never_empty(text: str) -> None:
    found = list(terms(text, "en"))
    for term in found:
        assert 0 <= term.start < term.end <= len(text)
        assert term.stem
        assert term.word
    parts = [term for term in found if not term.joined]
    assert [term.position for term in parts] == list(range(len(parts)))
    assert all(one.end <= other.start for one, other in pairwise(parts))


def test_a_language_without_a_stemmer_keeps_its_words() -> None:
    assert stemmer("zh-Hans")("words") == "words"
    assert stop_words("zh") == frozenset()


def test_english_has_common_words() -> None:
    assert {"the", "of", "and"} <= stop_words("en")
    assert "trafficking" not in stop_words("en")
