"""What was typed: every form that is known, and nothing that is an error."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.parse import MAX_CLAUSES, MAX_LENGTH, parse
from tests.builders import PROPERTY, corpus_engine

PIECES = [
    "victim", "non-punishment", '"', "“", "-", "*", "OR", "AND", "NOT", "the", "-the", '-"a b"', "a*", "~", "16.2", "٣",
    "\u200f", "\u202e", "😀", "👨‍👩‍👧", "\ud800", "\ufdd0", "الاتجار", "ʼ-ʼ", "x" * 500, "\u0301", "ﷺ", "İ",
]  # fmt: skip
TYPED = (
    st.text(max_size=60)
    | st.text(alphabet="ab -\"'“”*()|+~^:[]{}\\/&!?<>=%#@,.;\n\t\0", max_size=40)
    | st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
)
ODD = [
    "", " ", '"', '""', '" "', "-", "--", "- -", "*", "**", "-*", '-"', "“", "OR", "AND OR NOT", "(", "a AND (b",
    "[* TO *]", "x" * 10_000, "word " * 2_000, '"' * 10_000, "-a " * 3_000, "\0\x01\x02", "😀🏳️‍🌈", "\u202eabc\u202c",
    "\ud83d", "a" * 900 + "*",
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


def test_what_is_beyond_the_limits_is_not_read() -> None:
    assert len(parse("word " * 300, "en").clauses) == MAX_CLAUSES
    assert parse("x" * MAX_LENGTH + " beyond", "en").clauses[-1].terms[-1].word != "beyond"


@PROPERTY
@given(TYPED, st.booleans())
def test_anything_can_be_typed(text: str, typing: bool) -> None:
    for clause in parse(text, "en", typing).clauses:
        assert clause.terms
        assert clause.kind == "word" or len(clause.terms) > 1


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
