"""What was typed: every form that is known, and nothing that is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.query import MAX_LENGTH
from reader.core.search.analysis import query_terms, terms
from reader.core.search.parse import MAX_CLAUSES, Filter, parse
from tests.builders import PROPERTY, corpus_engine, corpus_passages

PIECES = [
    "victim", "non-punishment", '"', "“", "-", "*", "OR", "AND", "NOT", "the", "-the", '-"a b"', "a*", "~", "16.2", "٣",
    "\u200f", "\u202e", "😀", "👨‍👩‍👧", "\ud800", "\ufdd0", "الاتجار", "ʼ-ʼ", "x" * 500, "\u0301", "ﷺ", "İ", "|", "-OR",
    "type:", "-type:", "type:statement", "year:..", "year:2021..", "year:2023..2021", "for:\"", 'to:"a b"', "in:notes",
    "marked:yes", "-marked:", "lang:xx", "sdg:\u0663", "topic:😀", ":::", "typ:x", "TYPE:STATEMENT", "e\u0301", "人口",
    "人",
]  # fmt: skip
TYPED = (
    st.text(max_size=60)
    | st.text(alphabet="ab -\"'“”*()|+~^:[]{}\\/&!?<>=%#@,.;\n\t\0", max_size=40)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
)
ODD = [
    "", " ", '"', '""', '" "', "-", "--", "- -", "*", "**", "-*", '-"', "“", "OR", "AND OR NOT", "(", "a AND (b",
    "[* TO *]", "x" * 10_000, "word " * 2_000, '"' * 10_000, "-a " * 3_000, "\0\x01\x02", "😀🏳️‍🌈", "\u202eabc\u202c",
    "\ud83d", "a" * 900 + "*", "type:", "-type:", "year:..", "year:2021..", "year:..2021", ":::", ":", "type::",
    "OR OR", "OR OR OR", "NOT NOT x", "NOT", "NOT NOT", "NOT OR", "OR NOT", "x NOT", "x OR", "|", "| |", "a | | b",
    "-OR", "-NOT", "type:statement", "-type:statement", "type:none", 'type:"', 'type:""', "type:*", "in:", "in:notes",
    "-in:notes", "marked:", "marked:yes", "-marked:yes x", "year:99999", "year:-", "year:–", "lang:", "to:" * 300,
    "OR " * 300,
    "type:statement OR year:2021", "NOT type:statement", "-children type:statement", "x OR -y", "x OR the",
]  # fmt: skip


def read(text: str, typing: bool = False) -> list[tuple[str, tuple[str, ...], bool, bool]]:
    clauses = parse(text, "en", typing).clauses
    return [(c.kind, tuple(term.word for term in c.terms), c.prefix, c.negated) for c in clauses]


def test_words_phrases_negations_and_prefixes_are_known() -> None:
    assert read('victim "forced labour" -smuggling -"organ removal" exploit*') == [
        ("word", ("victim",), False, False),
        ("phrase", ("forced", "labour"), False, False),
        ("word", ("smuggling",), False, True),
        ("phrase", ("organ", "removal"), False, True),
        ("word", ("exploit",), True, False),
    ]


def test_a_hyphen_inside_a_word_does_not_negate() -> None:
    assert read("non-punishment") == [("word", ("nonpunishment", "non", "punishment"), False, False)]


def test_the_last_word_is_unfinished_while_typing() -> None:
    assert read("forced lab", typing=True)[-1] == ("word", ("lab",), True, False)
    assert read("forced lab")[-1] == ("word", ("lab",), False, False)


@pytest.mark.parametrize("text", ["forced labour ", '"forced labour"'])
def test_a_word_that_is_followed_by_something_is_finished(text: str) -> None:
    assert not any(prefix for _, _, prefix, _ in read(text, typing=True))


def test_an_open_quote_reaches_to_the_end_and_its_last_word_is_unfinished() -> None:
    assert read('child "forced lab', typing=True) == [
        ("word", ("child",), False, False),
        ("phrase", ("forced", "lab"), True, False),
    ]


@pytest.mark.parametrize("quoted", ["“forced labour”", "„forced labour“", "«forced labour»", "＂forced labour＂"])
def test_every_kind_of_double_quote_makes_a_phrase(quoted: str) -> None:
    assert read(quoted) == [("phrase", ("forced", "labour"), False, False)]


def test_a_quoted_single_word_is_a_word() -> None:
    assert read('"labour"') == [("word", ("labour",), False, False)]
    assert read('"人口"')[0][0] == "word"


def test_quoted_chinese_is_a_phrase() -> None:
    assert [kind for kind, *_ in read('"贩运人口" 贩运人口')] == ["phrase", "word"]


@pytest.mark.parametrize("mark", ["\u200f", "\u202e", "\0", "\x1b", "\u2066"])
def test_control_and_direction_marks_count_as_spaces(mark: str) -> None:
    assert [words for _, words, _, _ in read(f"forced{mark}labour")] == [("forced",), ("labour",)]


def test_common_words_are_left_out_and_named() -> None:
    parsed = parse("what is the principle of non-punishment", "en")
    assert [clause.terms[-1].word for clause in parsed.clauses] == ["principle", "punishment"]
    assert {"the", "of", "is"} <= set(parsed.ignored)


def test_common_words_are_kept_when_there_is_nothing_else() -> None:
    parsed = parse("to be or not to be", "en")
    assert len(parsed.clauses) == 6
    assert parsed.ignored == ()


def test_common_words_are_kept_in_a_phrase() -> None:
    assert read('"out of the shadows"') == [("phrase", ("out", "of", "the", "shadows"), False, False)]


def test_only_a_negation_is_a_query_without_an_answer() -> None:
    assert read("-children") == [("word", ("children",), False, True)]
    assert corpus_engine().search("-children").hits == ()


# -- OR and NOT ----------------------------------------------------------------------------------------------


def groups(text: str, typing: bool = False) -> list[tuple[str, int]]:
    """Each clause as it was typed, with the number of its alternatives."""
    return [(clause.raw, clause.either) for clause in parse(text, "en", typing).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("children OR women", [("children", 1), ("women", 1)]),
        ("children | women", [("children", 1), ("women", 1)]),
        ("children OR women OR migrants", [("children", 1), ("women", 1), ("migrants", 1)]),
        ("children OR women | migrants", [("children", 1), ("women", 1), ("migrants", 1)]),
        ("labour children OR women data", [("labour", 0), ("children", 1), ("women", 1), ("data", 0)]),
        ("children OR women labour OR data", [("children", 1), ("women", 1), ("labour", 2), ("data", 2)]),
        ('"forced labour" OR "organ removal"', [("forced labour", 1), ("organ removal", 1)]),
        ('children OR "forced labour" OR exploit*', [("children", 1), ("forced labour", 1), ("exploit*", 1)]),
        ("children OR OR women", [("children", 1), ("women", 1)]),
        ("children OR ??? women", [("children", 1), ("women", 1)]),
    ],
)
def test_words_and_phrases_with_or_between_them_are_alternatives(text: str, expected: list[tuple[str, int]]) -> None:
    assert groups(text) == expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("OR children", ["children"]),
        ("children OR", ["children"]),
        ("| children", ["children"]),
        ("children or women", ["children", "women"]),
        ("children Or women", ["children", "women"]),
        ('children "OR" women', ["children", "women"]),
        ("children OR -women", ["children", "women"]),
        ("-children OR women", ["children", "women"]),
        ("children OR type:statement women", ["children", "women"]),
        ("children -OR women", ["children", "OR", "women"]),
    ],
)
def test_where_or_has_nothing_to_choose_between_there_are_no_alternatives(text: str, kept: list[str]) -> None:
    assert groups(text) == [(raw, 0) for raw in kept]


@pytest.mark.parametrize("text", ["OR", "OR OR", "NOT", "or", "not", '"OR"', '"NOT"'])
def test_an_operator_alone_is_a_word(text: str) -> None:
    assert {words for _, words, _, negated in read(text) if not negated} <= {("or",), ("not",)}
    assert read(text)


@pytest.mark.parametrize(
    "text", ["victims NOT children", "victims -children", "victims NOT -children", "victims NOT NOT children"]
)
def test_not_before_a_word_takes_it_out(text: str) -> None:
    assert read(text) == [("word", ("victims",), False, False), ("word", ("children",), False, True)]


def test_not_takes_out_one_word_or_phrase() -> None:
    assert [negated for *_, negated in read('NOT "forced labour" victims data')] == [True, False, False]


@pytest.mark.parametrize(
    "text", ["victims not children", 'victims "NOT" children', "victims Not children", "children victims NOT"]
)
def test_not_that_is_a_word_takes_nothing_out(text: str) -> None:
    assert sorted(words for _, words, _, _ in read(text)) == [("children",), ("victims",)]
    assert not any(negated for *_, negated in read(text))


def test_while_typing_an_operator_waits_for_its_word() -> None:
    assert [raw for raw, _ in groups("children OR", typing=True)] == ["children"]
    assert groups("children OR w", typing=True) == [("children", 1), ("w", 1)]
    assert read("children NOT w", typing=True)[-1] == ("word", ("w",), True, True)


WORDS = {term.word for passage in corpus_passages() for term in terms(passage.text, "en") if not term.joined}
SEARCHED = sorted(word for word in WORDS if len(word) > 3 and not parse(f"victims {word}", "en").ignored)


def found(text: str) -> dict[str, float]:
    return {hit.reference: hit.score for hit in corpus_engine().search(text, expand=False).hits}


@PROPERTY
@given(st.lists(st.sampled_from(SEARCHED), min_size=2, max_size=4, unique=True), st.sampled_from([" OR ", " | "]))
def test_alternatives_find_what_each_of_them_finds(words: list[str], operator: str) -> None:
    assert found(operator.join(words)).keys() == set().union(*(found(word) for word in words))


def test_a_passage_counts_by_the_better_of_two_alternatives() -> None:
    one, other, both = found("procurement"), found("corruption"), found("procurement OR corruption")
    best = {name: max(one.get(name, 0.0), other.get(name, 0.0)) for name in both}
    assert both == pytest.approx(best, abs=1e-4)


@PROPERTY
@given(st.sampled_from(SEARCHED), st.sampled_from(SEARCHED))
def test_what_is_taken_out_is_in_no_hit_and_takes_nothing_else(word: str, other: str) -> None:
    assert found(f"{word} NOT {other}").keys() == found(word).keys() - found(other).keys()
    assert found(f"{word} NOT {other}") == found(f"{word} -{other}") == found(f"NOT {other} {word}")


# -- filters -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("type:statement", [Filter("type", "statement")]),
        ("-type:statement", [Filter("type", "statement", negated=True)]),
        ("NOT type:statement", [Filter("type", "statement", negated=True)]),
        ("TYPE:Statement", [Filter("type", "Statement")]),
        ('for:"labour inspector"', [Filter("for", "labour inspector")]),
        ("for:“labour inspector”", [Filter("for", "labour inspector")]),
        ("year:2021..2023 to:states", [Filter("year", "2021..2023"), Filter("to", "states")]),
        ("lang:fr lang:es", [Filter("lang", "fr"), Filter("lang", "es")]),
        ("−sdg:8.7", [Filter("sdg", "8.7", negated=True)]),
        ("type:a:b", [Filter("type", "a:b")]),
        ("type:", []),
        ("-type:", []),
        ('type:""', []),
        ('type:" "', []),
    ],
)
def test_a_filter_is_a_field_and_a_value(text: str, expected: list[Filter]) -> None:
    for typed in (text, f"children {text}", f"{text} children"):
        parsed = parse(typed, "en")
        assert list(parsed.filters) == expected, typed
        assert [clause.raw for clause in parsed.clauses] == (["children"] if "children" in typed else [])


def test_an_open_quote_of_a_filter_reaches_to_the_end() -> None:
    assert parse('children for:"labour insp', "en").filters == (Filter("for", "labour insp"),)


@pytest.mark.parametrize(
    "text", ["typ:statement", "statement:type", "x-type:statement", "atype:x", "type :x", '"type:x"']
)
def test_what_only_looks_like_a_filter_is_searched(text: str) -> None:
    parsed = parse(text, "en")
    assert parsed.filters == ()
    assert parsed.clauses


@pytest.mark.parametrize(
    ("text", "for_notes", "only_notes"),
    [
        ("children", "children", False),
        ("children in:notes", "children", True),
        ("in:note children", "children", True),
        ("in:notes", "", True),
        ("children type:statement", "", False),
        ("children type:statement in:notes", "", True),
        ("children -in:notes", "children", False),
    ],
)
def test_what_is_looked_for_in_the_notes(text: str, for_notes: str, only_notes: bool) -> None:
    parsed = parse(text, "en")
    assert (parsed.for_notes.strip(), parsed.only_notes) == (for_notes, only_notes)


# -- limits and nonsense -------------------------------------------------------------------------------------


def test_what_is_beyond_the_limits_is_not_read() -> None:
    assert len(parse("word " * 300, "en").clauses) == MAX_CLAUSES
    assert parse("x" * MAX_LENGTH + " beyond", "en").clauses[-1].terms[-1].word != "beyond"


@PROPERTY
@given(TYPED, st.booleans())
def test_anything_can_be_typed(text: str, typing: bool) -> None:
    parsed = parse(text, "en", typing)
    for clause in parsed.clauses:
        assert clause.terms
        assert clause.kind == "word" or len(clause.terms) > 1 or len(query_terms(clause.raw, "zh")) > 1
    assert all(each.value.strip() for each in parsed.filters)
    alternatives = [clause.either for clause in parsed.clauses if clause.either]
    assert alternatives == sorted(alternatives)
    assert not any(clause.either and clause.negated for clause in parsed.clauses)


@PROPERTY
@given(TYPED, st.booleans())
def test_anything_can_be_searched(text: str, typing: bool) -> None:
    page = corpus_engine().search(text, typing)
    assert page.query == text
    assert page.total == len(page.hits)


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("typing", [False, True])
def test_odd_queries_are_answered(text: str, typing: bool) -> None:
    assert corpus_engine().search(text, typing).query == text


@pytest.mark.parametrize(
    ("text", "for_notes"),
    [
        ("Is this trafficking or -smuggling?", "trafficking -smuggling?"),
        ('the "forced labour" of child*', '"forced labour" child*'),
        ("NOT lang:fr children", ""),
        ("children in:notes", "children"),
        ("to be", "to be"),
    ],
)
def test_notes_are_not_found_for_common_words(text: str, for_notes: str) -> None:
    assert parse(text, "en").for_notes == for_notes


def test_a_filter_takes_the_not_before_it_along() -> None:
    assert parse("children NOT lang:fr rights", "en").unfiltered == "children rights"
