"""Words found in one document: the same for all spellings of a letter, at the places of the original text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.occurrences import find_in, first_from, fold_document, location_of
from reader.core.types import Block, Document, Location, Point
from tests.builders import PROPERTY, corpus_documents, document

_INFO = document().info


def _document(*texts: str) -> Document:
    """A document of exactly these texts, which no reader of Markdown has touched."""
    blocks = tuple(Block(f"p{number}", "paragraph", text, "") for number, text in enumerate(texts, 1))
    return Document(_INFO, blocks)


def _found(text: str, wanted: str, whole_word: bool = False) -> list[str]:
    spans = find_in(fold_document(_document(text)), wanted, whole_word)
    return [text[start:end] for _, start, end in spans]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Trafficking and TRAFFICKERS", "traffick", ["Traffick", "TRAFFICK"]),
        ("La détention, decomposed: de\u0301tention", "detention", ["détention", "de\u0301tention"]),
        ("a caf\u0065\u0301 and more", "cafe", ["cafe\u0301"]),  # the accent of the last letter belongs to it
        ("the victim’s and the victim's", "victim’s", ["victim’s", "victim's"]),
        ("cross-border, cross border, cross‑border, cross - border", "cross border",
         ["cross-border", "cross border", "cross‑border", "cross - border"]),
        ("cross-border and cross border", "cross-border", ["cross-border", "cross border"]),
        ("no\u00a0break and  two\t spaces", "no break and two spaces", ["no\u00a0break and  two\t spaces"]),
        ("first line\nsecond", "line second", ["line\nsecond"]),
        ("co\u00adoperation \u200fword\u200e", "cooperation word", ["co\u00adoperation \u200fword"]),
        ("oﬃce, ﬁnance, Straße", "office", ["oﬃce"]),
        ("oﬃce", "f", ["ﬃ"]),  # part of a ligature is all of it, once
        ("１６．２ ١٦ ۱۶", "16", ["１６", "١٦", "۱۶"]),
        ("الأطفال والاطفال", "الاطفال", ["الأطفال", "الاطفال"]),
        ("كِتَابٌ وكـتـاب", "كتاب", ["كِتَابٌ", "كـتـاب"]),
        ("ضحية ضحيه على علي", "ضحيه", ["ضحية", "ضحيه"]),
        ("ещё и еще", "еще", ["ещё", "еще"]),
        ("мои и мой, мои\u0306", "мой", ["мой", "мои\u0306"]),
        ("人口贩运", "贩", ["贩"]),
        ("an emoji 😀 before it", "before", ["before"]),
        ("👩‍⚕️ nurse", "👩‍⚕️ nurse", ["👩‍⚕️ nurse"]),
        ("a – b - c", "-", ["–", "-"]),
        ("aaaa", "aa", ["aa", "aa"]),
        ("(a+b)* [x]", "(A+B)* [", ["(a+b)* ["]),
    ],
)  # fmt: skip
def test_what_is_the_same_is_found_where_it_stands(text: str, wanted: str, found: list[str]) -> None:
    assert _found(text, wanted) == found


@pytest.mark.parametrize("wanted", ["", "  ", "\u00ad", "\u0640"])
def test_nothing_is_looked_for_nothing_is_found(wanted: str) -> None:
    assert _found("some words  and spaces", wanted) == []


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The other theme: the end", "the", ["The", "the"]),
        ("non-punishment, victim's", "punishment", ["punishment"]),
        ("e\u0301tat et état", "etat", ["e\u0301tat", "état"]),
        ("नदी नद", "नद", ["नद"]),  # the vowel sign is a part of the first word
        ("(ICAT) ICATs", "(icat)", ["(ICAT)"]),
        ("人口贩运", "贩运", ["贩运"]),  # where words have no ends, they are not asked for
        ("ba a a", "a a", ["a a"]),
    ],
)
def test_whole_words(text: str, wanted: str, found: list[str]) -> None:
    assert _found(text, wanted, whole_word=True) == found


def test_a_phrase_does_not_go_over_paragraphs_and_places_are_those_of_the_document() -> None:
    looked_in = _document("one two", "Two ﬁrst", "", "two")
    found = find_in(fold_document(looked_in), "two")
    assert found == [(0, 4, 7), (1, 0, 3), (3, 0, 3)]
    assert find_in(fold_document(looked_in), "two two") == []
    assert location_of(looked_in, found[1]) == Location("sample", Point("p2", 0), Point("p2", 3))
    assert [first_from(found, *place) for place in ((0, 0), (0, 5), (1, 0), (3, 1))] == [0, 1, 1, 3]


def test_in_the_library_every_word_is_found_at_its_place() -> None:
    for each in corpus_documents().values():
        folded = fold_document(each)
        for number, block in enumerate(each.blocks):
            word = max(block.text.split(), key=len)
            at = block.text.index(word)
            assert any(n == number and start <= at < end for n, start, end in find_in(folded, word)), word


_CHARACTERS = "aAbéeﬁiffß \u00a0\t\n-–’'\u0301\u0306\u00ad\u0640и йأا١1😀\u200d人नदी"
_LETTERS = st.text(st.sampled_from(_CHARACTERS), max_size=12)


@PROPERTY
@given(st.lists(_LETTERS, min_size=1, max_size=4), _LETTERS, st.booleans())
def test_what_is_found_folds_to_what_was_looked_for(texts: list[str], wanted: str, whole_word: bool) -> None:
    found = find_in(fold_document(_document(*texts)), wanted, whole_word)
    assert found == sorted(found)
    for one, next_one in pairwise(found):
        assert one[0] < next_one[0] or one[2] <= next_one[1]
    for number, start, end in found:
        words = texts[number][start:end]
        alone = find_in(fold_document(_document(words)), wanted)
        assert alone
        assert (alone[0][1], alone[-1][2]) == (0, len(words))


@PROPERTY
@given(st.text("abAB1.", max_size=60), st.text("abAB1.", min_size=1, max_size=3))
def test_plain_letters_are_found_as_often_as_python_counts_them(text: str, wanted: str) -> None:
    assert len(find_in(fold_document(_document(text)), wanted)) == text.lower().count(wanted.lower())
