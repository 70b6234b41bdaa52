"""Filters narrow and facets count: held against the front matter itself, passage by passage."""

from collections.abc import Collection
from functools import lru_cache
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.search.engine import Engine
from reader.core.search.filters import DOCUMENT_FIELDS, MINE, PASSAGE_FIELDS
from reader.core.types import FacetValue, ResultPage
from tests.builders import PROPERTY, corpus_documents, corpus_passages, document, engine, guidance

Block = tuple[str, str]
FIELDS = (*DOCUMENT_FIELDS, *PASSAGE_FIELDS)
ALL = tuple((passage.document, passage.block) for passage in corpus_passages())
MARKED = ALL[3::7]


@lru_cache
def corpus() -> Engine:
    """The corpus with its curated data."""
    return engine(*corpus_documents().values(), guidance=guidance())


def ask(text: str, marked: Collection[Block] = MARKED, typing: bool = False) -> ResultPage:
    return corpus().search(text, typing=typing, marked=marked)


def blocks(text: str, marked: Collection[Block] = MARKED) -> list[Block]:
    return [(hit.document, hit.block) for hit in ask(text, marked).hits]


def says(block: Block, field: str) -> set[str]:
    """What the front matter and the recommendations say of a passage."""
    info = corpus_documents()[block[0]].info
    if field == "to":
        return {to for name, to in guidance().addressees if name == "#".join(block)}
    if field == "marked":
        return {MINE} if block in MARKED else set()
    front = {"type": [info.type], "year": [info.date[:4]], "for": info.audience, "topic": info.topics, "sdg": info.sdg}
    return {value.replace("_", " ") for value in front.get(field, [info.language])}


VALUES = {field: sorted(set().union(*(says(block, field) for block in ALL))) for field in FIELDS}


def passing(field: str, *values: str) -> list[Block]:
    return [block for block in ALL if says(block, field) & set(values)]


def counted(page: ResultPage, field: str) -> dict[str, int]:
    return {facet.value: facet.count for facet in page.facets if facet.field == field}


# -- values --------------------------------------------------------------------------------------------------


def test_the_values_that_can_be_filtered_by_are_those_of_the_library() -> None:
    known = corpus().filter_values()
    assert list(known) == [*FIELDS, "in"]
    assert {field: sorted(values) for field, values in known.items() if field != "in"} == VALUES
    assert known["year"] == ("2023", "2022", "2021", "2020")
    assert known["in"] == ("notes",)


def test_a_field_that_no_document_has_is_not_offered() -> None:
    assert set(engine(document()).filter_values()) == {"type", "year", "lang", "marked", "in"}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field in FIELDS for value in VALUES[field]])
def test_every_value_of_every_field_lists_what_has_it(field: str, value: str) -> None:
    assert sorted(blocks(f'{field}:"{value}"')) == sorted(passing(field, value))
    assert sorted(blocks(f'-{field}:"{value}"')) == sorted(set(ALL) - set(passing(field, value)))


@pytest.mark.parametrize(
    ("typed", "field", "values"),
    [
        ("type:statement", "type", ["statement"]),
        ("TYPE:STATEMENT", "type", ["statement"]),
        ("type:state", "type", ["statement"]),
        ("type:call_to_action", "type", ["call to action"]),
        ("type:Call-to-Action", "type", ["call to action"]),
        ("type:action", "type", ["call to action"]),
        ('type:"to act"', "type", ["call to action"]),
        ("for:labour", "for", ["labour inspector"]),
        ("for:insp", "for", ["labour inspector"]),
        ('for:"Labour Inspector"', "for", ["labour inspector"]),
        ("for:s", "for", ["service provider", "social worker", "survivor activist"]),
        ("for:officer", "for", ["procurement officer"]),
        ("topic:covid", "topic", ["COVID-19"]),
        ("topic:19", "topic", ["COVID-19"]),
        ("topic:surviv", "topic", ["survivors", "survivor-led organisations"]),
        ("topic:survivors", "topic", ["survivors"]),
        ("sdg:16", "sdg", ["16.2"]),
        ("lang:EN", "lang", ["en"]),
        ("to:states", "to", ["States"]),
        ("to:governments", "to", [v for v in VALUES["to"] if v.startswith("governments")]),
        ("marked:yes", "marked", ["yes"]),
        ("marked:mine", "marked", ["yes"]),
    ],
)
def test_a_value_is_meant_by_itself_or_by_the_beginning_of_a_word(typed: str, field: str, values: list[str]) -> None:
    assert passing(field, *values)
    assert sorted(blocks(typed)) == sorted(passing(field, *values))


@pytest.mark.parametrize(
    ("typed", "years"),
    [
        ("2021", [2021]),
        ("2021..2023", [2021, 2022, 2023]),
        ("2021-2023", [2021, 2022, 2023]),
        ("2021–2023", [2021, 2022, 2023]),
        ('"2021 .. 2022"', [2021, 2022]),
        ("2022..", [2022, 2023]),
        ("2022-", [2022, 2023]),
        ("..2021", [2020, 2021]),
        ("-2021", [2020, 2021]),
        ("..", [2020, 2021, 2022, 2023]),
        ("1990..2020", [2020]),
        ("202", [2020, 2021, 2022, 2023]),
        ("2022..2022", [2022]),
    ],
)
def test_years_are_given_alone_or_as_a_range_with_open_ends(typed: str, years: list[int]) -> None:
    assert sorted(blocks(f"year:{typed}")) == sorted(passing("year", *map(str, years)))


@pytest.mark.parametrize(
    ("field", "value"),
    [("type", "novel"), ("year", "1999"), ("year", "2023..2021"), ("year", "soon"), ("for", "abour"), ("lang", "fr"),
     ("topic", "😀"), ("to", "—"), ("sdg", "6.2")],
)  # fmt: skip
def test_a_value_that_no_document_has_is_named_and_lets_nothing_through(field: str, value: str) -> None:
    page = ask(f'victims {field}:"{value}"')
    assert (page.total, page.unknown_filters) == (0, ((field, value),))
    page = ask(f'victims -{field}:"{value}"')
    assert (page.hits, page.unknown_filters) == (ask("victims").hits, ((field, value),))


# -- together ------------------------------------------------------------------------------------------------


def test_filters_of_one_field_widen_and_of_different_fields_narrow() -> None:
    assert sorted(blocks("type:statement type:event")) == sorted(passing("type", "statement", "event"))
    both = set(passing("type", "statement")) & set(passing("year", "2020"))
    assert sorted(blocks("type:statement year:2020")) == sorted(both)
    assert len(both) == 9


def test_what_is_taken_out_stays_out() -> None:
    left = set(passing("year", "2020", "2021", "2023")) - set(passing("type", "statement"))
    assert sorted(blocks("year:2020..2021 year:2023 -type:statement")) == sorted(left)
    assert blocks("type:statement -type:statement") == []


def test_filters_alone_list_everything_that_passes_in_the_order_of_the_library() -> None:
    page = ask("type:statement")
    assert [(hit.document, hit.block) for hit in page.hits] == passing("type", "statement")
    assert (page.answered, page.total_unfiltered) == (True, len(ALL))
    assert {hit.spans for hit in page.hits} == {()}
    assert [group.document for group in page.groups] == [name for name, _ in groupby(block[0] for block in blocks(
        "type:statement"))]  # fmt: skip


def test_filters_with_nothing_but_a_word_to_leave_out_list_what_does_not_say_it() -> None:
    every = blocks("type:statement")
    without = blocks("type:statement -children")
    said = {(p.document, p.block) for p in corpus_passages() if "child" in p.text.lower()}
    assert without == [block for block in every if block not in said]
    assert len(without) < len(every)


def test_a_filter_changes_neither_scores_nor_order() -> None:
    every = ask("victims of trafficking").hits
    some = ask("victims of trafficking type:statement").hits
    assert list(some) == [hit for hit in every if (hit.document, hit.block) in passing("type", "statement")]
    assert 0 < len(some) < len(every)


def test_the_words_of_a_filter_are_not_searched() -> None:
    assert ask("topic:children vulnerability").expansions == ask("vulnerability").expansions
    assert ask('for:"labour inspector" forced').expansions == ask("forced").expansions
    assert ask("topic:children data").missing == ()


@pytest.mark.parametrize(
    "text", ["victims type:", "type: victims", "victims -type:", 'victims for:""', "victims year:"]
)
def test_a_filter_without_a_value_is_ignored(text: str) -> None:
    page = ask(text, typing=True)
    assert page.unknown_filters == ()
    assert set(blocks("victims")) == {(hit.document, hit.block) for hit in page.hits}


def test_a_filter_counts_from_its_first_letter() -> None:
    for typed in ("victims type:s", "victims type:st", "victims type:statement"):
        assert ask(typed, typing=True).hits == ask("victims type:statement").hits


def test_when_a_filter_lets_nothing_through_the_library_still_treats_it() -> None:
    page = ask("non-punishment year:2020")
    assert (page.total, page.total_unfiltered, page.answered) == (0, ask("non-punishment").total, True)
    assert page.catalogue == ()


def test_what_is_offered_instead_passes_the_filters_too() -> None:
    page = ask("traffikcing type:call")
    assert page.suggestion == "trafficking type:call"
    assert page.suggestion_total == ask("trafficking type:call").total < ask("traffikcing").suggestion_total
    saying = [(hit.document, hit.block) for hit in ask("corruption").hits]
    page = ask("corupption marked:yes", marked=saying[:1])
    assert (page.suggestion, page.suggestion_total) == ("corruption marked:yes", 1)


# -- the reader's own ----------------------------------------------------------------------------------------


def test_marked_counts_what_is_marked_now() -> None:
    assert blocks("victims marked:yes", marked=()) == []
    every = blocks("victims")
    assert blocks("victims marked:yes", marked=every[:3]) == every[:3]
    assert blocks("victims -marked:yes", marked=every[:3]) == every[3:]
    assert counted(ask("victims", marked=every[:3]), "marked") == {"yes": 3}
    assert counted(ask("victims", marked=()), "marked") == {}


def test_marks_that_are_no_passages_or_are_gone_are_no_harm() -> None:
    gone = [("none", "p1"), ("call-for-action-2021", "p999"), ("call-for-action-2021", "h1"), ALL[0]]
    assert blocks("marked:yes", marked=gone) == [ALL[0]]


@pytest.mark.parametrize("text", ["in:notes victims", "victims in:note", "in:notes", "victims IN:Notes type:statement"])
def test_in_notes_asks_for_the_readers_own_notes_only(text: str) -> None:
    page = ask(text)
    assert (page.total, page.only_notes, page.answered, page.unknown_filters) == (0, True, True, ())


def test_what_is_looked_for_in_the_notes_is_said() -> None:
    assert ask("in:notes victims").for_notes.strip() == "victims"
    assert ask("victims").for_notes == "victims"
    assert ask("victims type:statement").for_notes == ""


# -- facets --------------------------------------------------------------------------------------------------

WORDS = ("victims", "trafficking", "non-punishment", "data", "children", "labour", '"human rights"', "support*", "")


@st.composite
def queries(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """Words, filters and filters that take out."""
    one = st.sampled_from(FIELDS).flatmap(lambda field: st.tuples(st.just(field), st.sampled_from(VALUES[field])))
    return draw(st.sampled_from(WORDS)), draw(st.lists(one, max_size=3)), draw(st.lists(one, max_size=1))


def typed(words: str, wanted: list[tuple[str, str]], unwanted: list[tuple[str, str]]) -> str:
    filters = [f'{field}:"{value}"' for field, value in wanted] + [f'-{field}:"{value}"' for field, value in unwanted]
    return " ".join([words, *filters])


@settings(PROPERTY, max_examples=60)
@given(queries())
def test_any_filters_let_through_what_the_front_matter_says(
    query: tuple[str, list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    words, wanted, unwanted = query
    left = set(blocks(words)) if words else set(ALL) if wanted or unwanted else set()
    for field in {name for name, _ in wanted}:
        left &= set(passing(field, *(value for name, value in wanted if name == field)))
    for field, value in unwanted:
        left -= set(passing(field, value))
    assert set(blocks(typed(*query))) == left


@settings(PROPERTY, max_examples=40)
@given(queries())
def test_a_facet_counts_the_hits_that_choosing_it_alone_in_its_field_would_leave(
    query: tuple[str, list[tuple[str, str]], list[tuple[str, str]]],
) -> None:
    words, wanted, unwanted = query
    if not words and not wanted and not unwanted:
        return
    page = ask(typed(*query))
    found = {(facet.field, facet.value): facet for facet in page.facets}
    for field in FIELDS:
        for value in VALUES[field]:
            others = [each for each in wanted if each[0] != field]
            out = [each for each in unwanted if each[0] != field]
            left = len(blocks(typed(words, [*others, (field, value)], out)))
            facet = found.get((field, value), FacetValue(field, value, 0, chosen=False))
            assert (facet.count, facet.chosen) == (left, (field, value) in wanted)
            assert facet.count or facet.chosen or (field, value) not in found


def test_adding_a_filter_where_its_field_has_none_leaves_as_many_hits_as_were_counted() -> None:
    for text in ("victims", "victims type:statement", "data -year:2020"):
        for facet in ask(text).facets:
            if f"{facet.field}:" not in text:
                page = ask(f'{text} {facet.field}:"{facet.value}"')
                assert page.total == facet.count > 0
                assert page.total_unfiltered == ask(text).total_unfiltered


def test_facets_come_by_field_the_most_frequent_first_and_years_newest_first() -> None:
    page = ask("victims")
    assert [field for field, _ in groupby(facet.field for facet in page.facets)] == list(FIELDS)
    assert list(counted(page, "year")) == ["2023", "2022", "2021", "2020"]
    for field in FIELDS:
        rows = list(counted(page, field).items())
        if field != "year":
            assert rows == sorted(rows, key=lambda row: (-row[1], row[0]))


def test_a_chosen_value_stays_to_see_when_it_leaves_nothing() -> None:
    page = ask("non-punishment type:event")
    assert [f for f in page.facets if f.chosen] == [FacetValue("type", "event", 0, chosen=True)]


def test_all_values_that_a_typed_one_means_are_chosen() -> None:
    chosen = [facet.value for facet in ask("victims year:2021..2023").facets if facet.chosen]
    assert chosen == ["2023", "2022", "2021"]
    assert not any(facet.chosen for facet in ask("victims -type:statement").facets)


def test_counts_are_those_of_the_hits_without_any_filter() -> None:
    page = ask("victims")
    assert sum(counted(page, "year").values()) == page.total == page.total_unfiltered
    assert counted(page, "lang") == {"en": page.total}


def test_a_library_without_documents_has_no_facets() -> None:
    page = engine().search("victims type:statement year:2021")
    assert (page.facets, page.unknown_filters) == ((), (("type", "statement"), ("year", "2021")))
