"""The line under a result."""

from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.snippets import LENGTH, snippet
from tests.builders import PROPERTY, corpus_engine

Case = tuple[str, tuple[tuple[int, int], ...]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A text with some of its words marked."""
    pieces = draw(st.lists(st.text(alphabet="abé. ;,\nق😀", min_size=1, max_size=30), min_size=1, max_size=60))
    marked = draw(st.lists(st.booleans(), min_size=len(pieces), max_size=len(pieces)))
    spans, position = [], 0
    for piece, is_marked in zip(pieces, marked, strict=True):
        if is_marked:
            spans.append((position, position + len(piece)))
        position += len(piece) + 1
    return " ".join(pieces), tuple(spans)


@PROPERTY
@given(cases(), st.integers(min_value=70, max_value=250))
def test_a_snippet_fits_and_is_one_line(case: Case, length: int) -> None:
    line, _ = snippet(*case, length)
    assert len(line) <= length + len("…  …")
    assert "\n" not in line


@PROPERTY
@given(cases(), st.integers(min_value=70, max_value=250))
def test_a_snippet_is_a_piece_of_its_text(case: Case, length: int) -> None:
    line, _ = snippet(*case, length)
    assert line.removeprefix("… ").removesuffix("…") in case[0].replace("\n", " ")


@PROPERTY
@given(cases(), st.integers(min_value=70, max_value=250))
def test_the_spans_of_a_snippet_mark_marked_words(case: Case, length: int) -> None:
    text, spans = case
    line, inside = snippet(text, spans, length)
    whole = [text[start:end].replace("\n", " ") for start, end in spans]
    shown = [line[start:end] for start, end in inside]
    assert any(whole[first : first + len(shown)] == shown for first in range(len(whole) + 1))
    assert all(0 <= start < end <= len(line) for start, end in inside)


@PROPERTY
@given(cases(), st.integers(min_value=150, max_value=250))
def test_a_snippet_shows_a_marked_word_when_there_is_one(case: Case, length: int) -> None:
    assert bool(snippet(*case, length)[1]) == bool(case[1])


def test_a_short_text_is_shown_whole() -> None:
    assert snippet("Short text.", ((0, 5),)) == ("Short text.", ((0, 5),))


def test_a_text_without_a_space_is_cut_all_the_same() -> None:
    line, inside = snippet("x" * 5_000, ((4_000, 4_010),))
    assert len(line) <= LENGTH + 4
    assert [line[start:end] for start, end in inside] == ["x" * 10]


def test_the_part_with_the_most_marked_words_is_shown() -> None:
    text = "one " + "filler " * 60 + "one two one " + "filler " * 60
    spans = ((0, 3), *((text.index("one two") + at, text.index("one two") + at + 3) for at in (0, 4, 8)))
    line, inside = snippet(text, spans)
    assert [line[start:end] for start, end in inside] == ["one", "two", "one"]
    assert line.startswith("… ")
    assert line.endswith("…")


def test_every_hit_shows_why_it_was_found() -> None:
    for query in ("victims", "data", '"best practices"', "exploit*", "organ removal"):
        for hit in corpus_engine().search(query).hits:
            if hit.spans:
                assert hit.snippet_spans, (query, hit.reference)
