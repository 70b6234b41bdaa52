"""A query as text: filters are found in it, put in and taken out, and what is typed is completed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.query import (
    FIELDS,
    MAX_LENGTH,
    beginning_at,
    completions,
    filters_in,
    meant,
    quoted,
    with_filter,
    without,
)
from tests.builders import PROPERTY

KNOWN = {
    "type": ("call to action", "event", "statement"),
    "year": ("2023", "2021", "2020"),
    "for": ("labour inspector", "law enforcement"),
    "to": ("States", "States and other duty bearers"),
    "marked": ("yes",),
}
TYPED = st.text(max_size=40) | st.lists(
    st.sampled_from(['"', "“", "-", "NOT", "OR", "type:", "for:", "year:2021..", "labour", " ", '"a b"', "-lang:fr"]),
    max_size=8,
).map(" ".join)


def read(text: str) -> list[tuple[str, str, bool]]:
    return [(each.field, each.value, each.negated) for each in filters_in(text)]


def offered(text: str) -> tuple[str, ...]:
    beginning = beginning_at(text, len(text))
    return completions(beginning, KNOWN) if beginning else ()


def test_filters_are_found_with_their_values() -> None:
    assert read("children type:statement for:“labour inspector” -lang:fr NOT year:2021..2023 to:") == [
        ("type", "statement", False),
        ("for", "labour inspector", False),
        ("lang", "fr", True),
        ("year", "2021..2023", True),
    ]


@pytest.mark.parametrize("text", ["prototype:statement", '"type:statement"', "type", "a NOT b", ""])
def test_what_is_no_filter_is_left_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "field", "value", "becomes"),
    [
        ("", "type", "statement", "type:statement"),
        ("children ", "for", "labour inspector", 'children for:"labour inspector"'),
        ('"forced lab', "type", "statement", '"forced lab" type:statement'),
        ("children NOT", "lang", "fr", "lang:fr children NOT"),
    ],
)
def test_a_filter_is_put_where_it_is_read(text: str, field: str, value: str, becomes: str) -> None:
    assert with_filter(text, field, value) == becomes


def test_beyond_what_is_read_a_filter_stands_in_front() -> None:
    assert read(with_filter("x" * MAX_LENGTH, "type", "statement")) == [("type", "statement", False)]


def test_a_filter_is_taken_out_with_the_not_before_it() -> None:
    text = 'children NOT lang:fr for:"labour inspector" rights'
    assert without(text, filters_in(text)) == "children rights"
    assert without(text, filters_in(text)[1:]) == "children NOT lang:fr rights"


@PROPERTY
@given(TYPED, st.sampled_from(FIELDS), st.sampled_from(["statement", "labour inspector", "2021"]))
def test_what_is_put_in_is_found_and_can_be_taken_out(text: str, field: str, value: str) -> None:
    before = read(text)
    written = with_filter(text, field, value)
    assert sorted(read(written)) == sorted([*before, (field, value, False)])
    assert not filters_in(without(written, filters_in(written)))


def test_a_value_is_quoted_where_it_has_a_space_and_never_ends_its_quote() -> None:
    assert quoted("statement") == "statement"
    assert quoted('call to "action"') == '"call to action"'


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("type:", KNOWN["type"]),
        ("children -type:st", ("statement",)),
        ('for:"lab', ("labour inspector",)),
        ("for:insp", ("labour inspector",)),
        ("year:202", ("2023", "2021", "2020")),
        ("ty", ("type:",)),
        ("type:statement", ()),
        ("to:states", ()),
        ("year:2021..", ()),
        ("for", ()),
        ("t", ()),
        ("la", ()),
        ('"ty', ()),
        ('for:"labour inspector"', ()),
        ("", ()),
    ],
)
def test_what_is_typed_is_completed(text: str, values: tuple[str, ...]) -> None:
    assert offered(text) == values


def test_only_what_ends_at_the_cursor_is_completed() -> None:
    beginning = beginning_at("type:st children", 7)
    assert beginning is not None
    assert (beginning.field, beginning.typed, beginning.start, beginning.end) == ("type", "st", 5, 7)
    assert beginning_at("type:st children", 6) is None


@pytest.mark.parametrize(
    ("field", "typed", "values"),
    [
        ("type", "Call-to-action", ["call to action"]),
        ("for", "labour", ["labour inspector"]),
        ("year", "2021..2023", ["2023", "2021"]),
        ("year", "..2020", ["2020"]),
        ("to", "states", ["States"]),
        ("to", "duty", ["States and other duty bearers"]),
        ("marked", "no", ["yes"]),
        ("type", "nonsense", []),
    ],
)
def test_a_typed_value_means_the_same_or_what_begins_so_or_a_range(field: str, typed: str, values: list[str]) -> None:
    assert meant(field, typed, KNOWN[field]) == values
