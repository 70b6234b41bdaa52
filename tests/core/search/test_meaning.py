"""Words of like meaning and passages of like meaning: what they find, what they leave alone, and that they are told."""

from pathlib import Path

import numpy as np
import pytest

from reader.core.search.analysis import terms
from reader.core.search.meaning import DIMENSIONS, Meaning, packed, passage_vector
from reader.core.search.vocabulary import Words
from tests.builders import PROJECT, document, engine, workspace

MEANING = Meaning(PROJECT / "resources" / "vectors")
SAMPLE = document(
    "Corruption of officials lets it happen.",
    "Doctors and nurses notice injuries first.",
    "Ships cross the sea at night.",
    "The harvest was good.",
)


def words(*known: str) -> Words:
    return Words(dict.fromkeys(known, 1))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("bribery", "corruption"), ("physician", "doctors"), ("gay", "lesbian"), ("jail", "prison")],
)
def test_a_word_is_near_one_of_like_meaning(typed: str, meant: str) -> None:
    known = words("corruption", "doctors", "lesbian", "prison", "harvest", "sea", "report")
    assert MEANING.near(typed, known)[0][0] == meant


def test_a_word_that_is_like_none_is_near_none() -> None:
    assert MEANING.near("football", words("corruption", "passport", "harvest")) == ()
    assert MEANING.near("qwrtzp", words("corruption")) == ()


def test_likeness_is_that_of_the_whole_vectors() -> None:
    one = MEANING.of(terms("doctors and nurses", "en"))
    assert one is not None
    assert float(np.linalg.norm(one)) == pytest.approx(1, abs=1e-5)
    back = np.frombuffer(packed(one), dtype=np.int8) / 254
    assert len(packed(one)) == DIMENSIONS
    assert float(back @ one) == pytest.approx(1, abs=0.02)


def test_of_words_that_nobody_knows_nothing_is_said() -> None:
    assert MEANING.of(terms("qwrtzp zzyzx", "en")) is None
    assert passage_vector(None, MEANING.of(terms("doctors", "en"))) is None
    assert packed(None) == bytes(DIMENSIONS)


def test_a_missing_word_is_searched_as_words_of_like_meaning_and_that_is_told() -> None:
    page = engine(SAMPLE, meaning=MEANING).search("bribery")
    assert [hit.block for hit in page.hits] == ["p1"]
    assert ("bribery", "corruption") in page.expansions
    assert page.suggestion is None  # it was no slip of the finger
    assert [page.hits[0].text[a:b] for a, b in page.hits[0].spans] == ["Corruption"]


def test_a_sentence_finds_a_passage_that_says_it_in_other_words_and_that_is_told() -> None:
    page = engine(SAMPLE, meaning=MEANING).search("physicians who saw wounds in hospital")
    assert page.hits[0].block == "p2"
    assert page.meant or page.expansions


@pytest.mark.parametrize("query", ["ocean", '"physicians who saw wounds"'])
def test_a_word_and_an_exact_phrase_find_nothing_by_likeness_of_passages(query: str) -> None:
    page = engine(SAMPLE, meaning=MEANING).search(query)
    assert not page.meant


def test_only_what_was_typed_means_no_likeness() -> None:
    page = engine(SAMPLE, meaning=MEANING).search("bribery", expand=False)
    assert (page.total, page.expansions, page.meant) == (0, (), False)


def test_what_is_excluded_does_not_come_back_by_likeness() -> None:
    page = engine(SAMPLE, meaning=MEANING).search("physicians who saw wounds in hospital -nurses")
    assert "p2" not in [hit.block for hit in page.hits]


def test_without_the_files_search_works_as_before(tmp_path: Path) -> None:
    for folder in (None, tmp_path):
        without = engine(SAMPLE, meaning=Meaning(folder))
        assert [hit.block for hit in without.search("corruption").hits] == ["p1"]
        assert without.search("bribery").total == 0


def test_damaged_files_are_no_files(tmp_path: Path) -> None:
    (tmp_path / "words-en.txt").write_text("one\ntwo\n", encoding="utf-8")
    (tmp_path / "words-en.i8").write_bytes(b"short")
    assert Meaning(tmp_path).of(terms("one two", "en")) is None


def test_the_program_has_them(tmp_path: Path) -> None:
    page = workspace(tmp_path).library.search("prejudice against gay and transgender people")
    assert page.hits[0].reference == "ICAT-CFA-2021 para 7"
