"""Answers on the real corpus, and on small packs where every score can be told by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.analysis import terms
from reader.core.search.engine import Engine
from reader.core.types import ResultPage
from tests.builders import PROPERTY, corpus_documents, corpus_engine, corpus_passages, document, engine

VOCABULARY = sorted({term.word for passage in corpus_passages() for term in terms(passage.text, "en")})


def ask(text: str, typing: bool = False) -> ResultPage:
    return corpus_engine().search(text, typing)


def references(text: str, typing: bool = False) -> list[str]:
    return [hit.reference for hit in ask(text, typing).hits]


def engine_over(*paragraphs: str) -> Engine:
    """An engine over one document of these paragraphs, p1, p2, ..."""
    return engine(document(*paragraphs))


def blocks(engine: Engine, text: str, typing: bool = False) -> list[str]:
    return [hit.block for hit in engine.search(text, typing).hits]


@pytest.mark.parametrize(
    "query", ["non-punishment", "nonpunishment", "non punishment", "Non–Punishment", '"non-punishment"']
)
def test_non_punishment_leads_to_paragraph_21_of_the_call_for_action(query: str) -> None:
    assert references(query)[0] == "ICAT-CFA-2021 para 21"


@pytest.mark.parametrize(
    "typed", ["non-p", "non-pun", "non-punish", "non-punishm", "non-punishment", "non-punishment p"]
)
def test_it_is_there_while_it_is_being_typed(typed: str) -> None:
    assert references(typed, typing=True)[0] == "ICAT-CFA-2021 para 21"


@pytest.mark.parametrize("typed", ["procu", "procur", "procure", "procurem", "procureme"])
def test_an_unfinished_word_finds_its_completions(typed: str) -> None:
    found = references(typed, typing=True)
    assert found
    assert set(references("procurement")) <= set(found)
    assert references(f"{typed}*") == found


def test_without_a_star_a_finished_beginning_is_not_completed() -> None:
    assert ask("procu").hits == ()


def test_the_beginning_of_a_phrase_finds_the_phrase() -> None:
    assert references('"sustainable proc', typing=True) == references('"sustainable procurement"')
    assert references('"sustainable procurement"')


def test_a_phrase_is_in_every_passage_that_it_finds() -> None:
    page = ask('"best practices"')
    assert page.total == 3
    marked = [hit.text[start:end] for hit in page.hits for start, end in hit.spans]
    assert sorted(marked) == ["best practice", "best practices", "best practices"]


def test_a_phrase_in_another_order_finds_nothing() -> None:
    assert ask('"practices best"').total == 0


def test_what_is_negated_is_in_no_hit() -> None:
    every, some = set(references("children")), set(references("children -online"))
    online = {passage.reference for passage in corpus_passages() if "online" in passage.text.lower()}
    assert some == every - online
    assert every & online


def test_a_negated_phrase_is_in_no_hit() -> None:
    assert set(references('victims -"forced labour"')) == set(references("victims")) - set(
        references('"forced labour"')
    )


@pytest.mark.parametrize(
    ("one", "other"), [("cross-border", "crossborder"), ("front-line", "frontline"), ("co-operation", "cooperation")]
)
def test_the_hyphen_makes_no_difference_to_what_is_best(one: str, other: str) -> None:
    assert references(one)[0] == references(other)[0]
    assert set(references(other)) <= set(references(one))


def test_a_space_and_a_hyphen_meet() -> None:
    assert set(references("cross border")) == set(references("cross-border"))
    assert len(references("cross border")) >= 2


def test_a_number_with_a_point_is_found() -> None:
    assert references("16.2") == ["ICAT-WDS-2023 para 9"]


def test_a_resolution_number_is_found() -> None:
    assert "61/180" in ask("61/180").hits[0].text


@pytest.mark.parametrize(
    ("one", "other"), [("victim's", "victims"), ("UN’s", "UN"), ("Labour", "labour"), ("VIENNA", "vienna")]
)
def test_case_possessive_and_plural_make_no_difference(one: str, other: str) -> None:
    assert references(one) == references(other)
    assert references(one)


def test_a_word_that_nobody_wrote_finds_nothing() -> None:
    page = ask("xylophone")
    assert (page.answered, page.total, page.hits) == (False, 0, ())


def test_the_page_says_what_was_searched_and_what_was_left_out() -> None:
    page = ask("the principle")
    assert (page.passages_searched, page.documents_searched) == (len(corpus_passages()), 5)
    assert page.ignored == ("the",)


def test_hits_come_best_first() -> None:
    scores = [hit.score for hit in ask("support for victims of trafficking").hits]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_the_same_query_gets_the_same_answer_again() -> None:
    assert ask("data on victims") == ask("data on victims")


def test_a_hit_says_where_it_stands() -> None:
    hit = ask("non-punishment").hits[0]
    assert (hit.document, hit.block, hit.date) == ("call-for-action-2021", "p21", "2021-11-15")
    assert hit.section[0].startswith("3. Ensure a rights-based")
    assert hit.short_title == corpus_documents()["call-for-action-2021"].info.short_title


def test_the_words_found_are_marked_in_text_and_snippet() -> None:
    hit = ask("non-punishment").hits[0]
    assert [hit.text[start:end] for start, end in hit.spans if "-" in hit.text[start:end]] == ["non-punishment"]
    assert "non-punishment" in [hit.snippet[start:end] for start, end in hit.snippet_spans]


@pytest.mark.parametrize(
    "query", ["punish", "victims data", "organ removal", "exploit*", '"human rights"', "anti-trafficking"]
)
def test_spans_lie_in_order_and_point_at_words_of_the_query(query: str) -> None:
    asked = list(terms(query, "en"))
    for hit in ask(query).hits:
        assert all(one[1] <= other[0] for one, other in zip(hit.spans, hit.spans[1:], strict=False))
        for start, end in hit.spans:
            found = {term.stem for term in terms(hit.text[start:end], "en")}
            beginnings = tuple(term.word for term in asked) if "*" in query else ()
            assert found & {term.stem for term in asked} or hit.text[start:end].lower().startswith(beginnings)
        for start, end in hit.snippet_spans:
            assert hit.snippet[start:end] in {hit.text[a:b].replace("\n", " ") for a, b in hit.spans}


@PROPERTY
@given(st.lists(st.sampled_from(VOCABULARY), min_size=1, max_size=5).map(" ".join), st.booleans())
def test_for_any_words_the_total_is_exact_and_no_hit_comes_twice(query: str, typing: bool) -> None:
    page = ask(query, typing)
    assert page.total == len(page.hits) == len({(hit.document, hit.block) for hit in page.hits})
    assert page.hits or not page.answered


@pytest.mark.parametrize("word", ["trafficking", "victims", "the", "vienna", "procurement"])
def test_every_passage_with_the_word_is_found(word: str) -> None:
    stem = next(terms(word, "en")).stem
    holding = {p.reference for p in corpus_passages() if stem in {term.stem for term in terms(p.text, "en")}}
    assert holding <= set(references(word))


def test_a_passage_with_all_words_comes_before_one_with_the_rarer_word_twice() -> None:
    small = engine_over("alpha beta here", "beta beta beta there", "alpha again here", "gamma only", "delta only")
    assert blocks(small, "alpha beta")[0] == "p1"


def test_a_passage_with_too_little_of_the_query_is_no_hit() -> None:
    small = engine_over("rare unusual singular words", "plain text", "plain text more", "plain text again")
    assert blocks(small, "rare unusual singular plain") == ["p1"]


def test_ties_keep_the_order_of_the_library() -> None:
    assert blocks(engine_over("same words", "same words", "same words"), "words") == ["p1", "p2", "p3"]


def test_a_shorter_passage_with_the_word_comes_first() -> None:
    assert blocks(engine_over("word " + "filler " * 40, "word only here"), "word") == ["p2", "p1"]


def test_headings_help_the_text_that_they_introduce() -> None:
    small = engine_over("## Shelter", "Where people sleep.", "## Other", "Where people work.")
    assert blocks(small, "shelter") == ["p1"]


def test_contact_lines_come_last() -> None:
    small = engine_over("ICAT writes to you.\n{: .contact }", "ICAT says something longer about the matter at hand.")
    assert blocks(small, "ICAT") == ["p2", "p1"]


def test_a_library_without_passages_answers_with_nothing() -> None:
    empty = engine()
    assert (empty.search("word").total, empty.search("").passages_searched) == (0, 0)


# -- typing errors -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("corupption", "corruption"),
        ("Corupption!", "corruption!"),
        ("victims OR corupption", "victims OR corruption"),
        ("corupption | victims", "corruption | victims"),
        ("corupption and vulnerabilty", "corruption and vulnerability"),
        ("corupption, corupption", "corruption, corruption"),
        ("çorupption", "corruption"),
        ('"corupption" -children', '"corruption" -children'),
        ("type:call corupption", "type:call corruption"),
    ],
)
def test_typing_errors_are_mended_where_they_stand(typed: str, mended: str) -> None:
    page = ask(typed)
    assert page.suggestion == mended
    assert page.suggestion_total == ask(mended).total > 0


def test_what_occurs_is_not_mended() -> None:
    assert ask("corruption").suggestion is None
    assert ask("xylophone").suggestion is None
    assert corpus_engine().search("corupption", expand=False).suggestion is None


def test_what_is_searched_instead_is_said_of_the_word_that_was_typed() -> None:
    assert ("corupption", "corruption") in ask("victims OR corupption").expansions
    assert {hit.reference for hit in ask("victims OR corupption").hits} == set(references("victims OR corruption"))


# -- what was searched ---------------------------------------------------------------------------------------


def test_documents_without_text_are_counted_apart() -> None:
    page = engine(document("Some words."), document("## Only a heading", id="bare")).search("words")
    assert (page.passages_searched, page.documents_searched) == (1, 1)
    assert (page.documents_without_text, page.documents_waiting) == (1, 0)


def test_every_hit_of_a_wide_query_can_be_listed() -> None:
    many = engine(document(*(f"Common word{number}." for number in range(300))))
    page = many.search("common")
    assert (page.total, len({hit.block for hit in page.hits})) == (300, 300)
    assert [hit.block for hit in page.hits] == [f"p{number}" for number in range(1, 301)]
    assert page.hits[250].block == "p251"
    assert [hit.block for hit in many.search("common").hits[::-50]] == ["p300", "p250", "p200", "p150", "p100", "p50"]
