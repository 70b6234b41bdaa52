"""Folding, squeezing, shortening: what counts as the same text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.text import fold, long_date, plain, printable, shorten, squeeze, storable
from tests.builders import PROPERTY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Systématisé", "systematise"),
        ("victim’s", "victim's"),
        ("UN´s", "UN's"),
        ("cross‑border", "cross-border"),
        ("cross–border", "cross-border"),
        ("STRASSE", "straße"),
        ("ﬁnance", "finance"),
        ("co\u00adoperation", "cooperation"),
        ("\u200fword\u200e", "word"),
        ("e\u0301tat", "état"),
        ("１６．２", "16.2"),
    ],
)
def test_variants_of_a_word_fold_to_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("labour", "labor"), ("victim", "victims"), ("16.2", "162")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@PROPERTY
@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@PROPERTY
@given(st.text())
def test_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


@PROPERTY
@given(st.text())
def test_squeezed_text_is_one_line_with_single_spaces(text: str) -> None:
    assert squeeze(text).split() == text.split()
    assert squeeze(text) == " ".join(text.split())


@PROPERTY
@given(st.text(), st.integers(min_value=2, max_value=60))
def test_shortened_text_fits_and_begins_as_the_text_does(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert squeeze(text).startswith(short.removesuffix("…"))


def test_short_text_is_left_as_it_is() -> None:
    assert shorten("A  short\nline", 12) == "A short line"


def test_a_cut_falls_between_words() -> None:
    assert shorten("Trafficking in persons is a crime", 25) == "Trafficking in persons…"


@PROPERTY
@given(st.text())
def test_printable_text_cannot_steer_a_terminal(text: str) -> None:
    assert not {unicodedata.category(character) for character in printable(text)} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert len(printable(text)) == len(text)


def test_half_a_character_becomes_storable() -> None:
    assert storable("caught \ud83d here") == "caught ? here"
    assert storable("whole 😀 here") == "whole 😀 here"


@pytest.mark.parametrize(
    ("iso", "long"),
    [
        ("2021-11-15", "15 November 2021"),
        ("2023-07-03", "3 July 2023"),
        ("2021-11", "November 2021"),
        ("2022", "2022"),
        ("2021-13-01", "2021-13-01"),
        ("2021-00-01", "2021-00-01"),
        ("soon", "soon"),
        ("", ""),
    ],
)
def test_a_date_is_spelled_out_as_precisely_as_it_is_known(iso: str, long: str) -> None:
    assert long_date(iso) == long
