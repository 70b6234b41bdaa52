"""The engine with the thesaurus, the known questions and the catalogue of the real corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.paths import find_paths
from reader.core.types import ResultPage
from reader.core.workspace import Library

ARREST = "ICAT-CFA-2021 para 21"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Library(find_paths(Path(tmp_path_factory.mktemp("data"))))


def first(page: ResultPage) -> str:
    return page.hits[0].reference


@pytest.mark.parametrize("query", ["can we arrest a victim?", "Can I be punished for what I was forced to do?"])
def test_plain_questions_find_the_non_punishment_paragraph(library: Library, query: str) -> None:
    page = library.search(query)
    assert page.answered
    assert first(page) == ARREST


@pytest.mark.parametrize(
    ("query", "reference"),
    [
        ("prélèvement d'organes", "ICAT-PUB-2022 para 6"),
        ("corrupción", "ICAT-CFA-2021 para 26"),
        ("коррупция", "ICAT-CFA-2021 para 26"),
        ("نزع الأعضاء", "ICAT-PUB-2022 para 6"),
        ("摘取器官", "ICAT-PUB-2022 para 6"),
    ],
)
def test_queries_in_other_languages_find_english_passages(library: Library, query: str, reference: str) -> None:
    page = library.search(query)
    assert reference in [hit.reference for hit in page.hits[:3]]
    assert page.expansions


@pytest.mark.parametrize(
    "query", ["forced marriage", "where can she stay tonight", "boss took passport", "child soldiers"]
)
def test_what_the_library_does_not_treat_is_said(library: Library, query: str) -> None:
    assert not library.search(query).answered


def test_a_question_that_is_not_answered_names_the_publication_that_is_not_here(library: Library) -> None:
    page = library.search("Is this trafficking or smuggling?")
    assert not page.answered
    assert "issue-brief-01" in [entry.id for entry in page.catalogue]
    assert not any(entry.held for entry in page.catalogue)


def test_an_answer_has_no_catalogue(library: Library) -> None:
    assert library.search("non-punishment").catalogue == ()


def test_what_was_searched_besides_is_told_and_can_be_left_out(library: Library) -> None:
    page = library.search("cops")
    assert ("cops", "law enforcement officer") in page.expansions
    assert library.search("cops", expand=False).hits == ()


def test_related_concepts_are_never_searched(library: Library) -> None:
    meant = {word for _, word in library.search("smuggling of migrants").expansions}
    assert "trafficking in persons" not in meant


def test_acronyms_match_in_their_own_case_only(library: Library) -> None:
    assert library.search("THB").hits
    assert not library.search("thb").hits


@pytest.mark.parametrize(("one", "other"), [("labour inspectors", "labor inspectors"), ("frontline", "front-line")])
def test_spellings_meet(library: Library, one: str, other: str) -> None:
    assert [h.reference for h in library.search(one).hits[:5]] == [h.reference for h in library.search(other).hits[:5]]


def test_a_typing_error_is_offered_mended_and_searched_openly(library: Library) -> None:
    page = library.search("corupption")
    assert page.suggestion == "corruption"
    assert ("corupption", "corruption") in page.expansions
    assert "corruption" in page.hits[0].text


def test_a_typing_error_in_a_phrase_of_several_words_keeps_the_others(library: Library) -> None:
    assert library.search("corupption and impunity").suggestion == "corruption and impunity"


def test_organisations_are_no_organs(library: Library) -> None:
    assert "organ removal" not in {word for _, word in library.search("organizations").expansions}


@pytest.mark.parametrize("query", ["", "   ", "?", "the", "😀", "-victims"])
def test_a_query_that_asks_nothing_has_no_catalogue_and_no_error(library: Library, query: str) -> None:
    assert library.search(query).catalogue == ()


def test_answers_come_while_a_question_is_typed_letter_by_letter(library: Library) -> None:
    question = "can we arrest a victim?"
    pages = [library.search(question[:length], typing=True) for length in range(1, len(question) + 1)]
    assert first(pages[-1]) == ARREST
    assert all(len({hit.reference for hit in page.hits}) == page.total for page in pages)


ORGANS = "ICAT-PUB-2022 para 6"  # its question speaks of a kidney, the passage does not


def test_without_expansion_the_questions_of_practitioners_are_not_searched(library: Library) -> None:
    assert ORGANS in [hit.reference for hit in library.search("kidney").hits]
    assert library.search("kidney", expand=False).hits == ()


def test_an_excluded_word_excludes_what_says_it_and_not_what_was_asked_with_it(library: Library) -> None:
    assert ORGANS in [hit.reference for hit in library.search("organs -kidney").hits]


def test_it_is_told_when_a_passage_was_found_by_a_question_alone(library: Library) -> None:
    assert library.search("suspect patient").asked
    assert not library.search("non-punishment principle").asked
    assert not library.search("suspect patient", expand=False).asked


@pytest.mark.parametrize("narrowed", ["type:resource", "year:2022", "to:nobody", "-type:statement marked:yes"])
@pytest.mark.parametrize("query", ["can we arrest a victim?", "forced marriage"])
def test_filters_change_what_is_shown_and_not_whether_the_library_treats_it(
    library: Library, query: str, narrowed: str
) -> None:
    assert library.search(f"{query} {narrowed}").answered == library.search(query).answered


def test_filters_alone_ask_nothing_that_could_be_untreated(library: Library) -> None:
    assert library.search("lang:fr").answered
    assert library.search("type:statement").answered
