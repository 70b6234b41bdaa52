"""Terms in a text that is read: exact spans, no overlaps, and nothing explained that is not meant."""

from functools import lru_cache
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.glossary import Glossary
from tests.builders import PROPERTY, corpus_documents, guidance


@lru_cache
def glossary() -> Glossary:
    return Glossary(guidance().concepts)


def found(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(text[term.start : term.end], term.concept) for term in glossary().terms_in(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("victims of forced labor", [("forced labor", "forced-labour")]),  # "victims" alone is an everyday word
        ("Labour Inspectors met", [("Labour Inspectors", "labour-inspector")]),
        ("a victim-centered approach", [("victim-centered approach", "victim-centred")]),
        ("the best interests of the child", [("best interests of the child", "best-interests")]),  # the longest wins
        ("the GPA of ICAT", [("GPA", "gpa"), ("ICAT", "icat")]),
        ("the gpa of icat, stop", []),
        ("ICAT-CFA-2021 and OSRSG-VAC", [("OSRSG-VAC", "osrsg-vac")]),
        ("a PPP with firms", []),
        ("trafficking by PPP", [("PPP", "public-private-partnership")]),
        ("children at school", []),
        ("children", [("children", "child")]),
        ("he was detected and exploited", []),  # no detective, no exploiter, although their stems are the same
        ("organ. Removal", []),
        ("VISIT THE UN AND ITS STR", []),
        ("", []),
    ],
)
def test_labels_and_acronyms(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr-CA", "lutter contre la traite des personnes", "traite des personnes"),
        ("ar", "مكافحة الاتجار بالأشخاص اليوم", "الاتجار بالأشخاص"),
        ("zh", "打击贩运人口的行动", "贩运人口"),
        ("ru", "борьба с торговлей людьми", "торговлей людьми"),
    ],
)
def test_other_languages_have_their_own_labels(language: str, text: str, words: str) -> None:
    assert found(text, language) == [(words, "trafficking-in-persons")]
    assert found(text, "pt") == []


WORDS = sorted({label for concept in guidance().concepts for label in (*concept.labels, *concept.acronyms)})


@PROPERTY
@given(st.lists(st.sampled_from([*WORDS, "and", ".", "-", "é", "\u2019s", "🙂"]), max_size=12), st.sampled_from(" -\n"))
def test_spans_lie_in_the_text_in_order_and_apart(words: list[str], between: str) -> None:
    text = between.join(words)
    terms = glossary().terms_in(text, "en")
    assert all(0 <= term.start < term.end <= len(text) for term in terms)
    assert all(one.end <= two.start for one, two in pairwise(terms))
    assert all(term.concept in glossary().concepts for term in terms)


def test_the_corpus_has_its_terms() -> None:
    texts = [block.text for each in corpus_documents().values() for block in each.blocks]
    counts = [len(glossary().terms_in(text, "en")) for text in texts]
    assert sum(counts) == 448
    assert sum(map(bool, counts)) >= 95
