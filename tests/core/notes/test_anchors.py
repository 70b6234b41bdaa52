"""Anchors: a mark is never put on other words than its own, and where two places fit it is put on neither."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.core.marks import Anchor
from reader.core.notes.anchors import CONTEXT, make_anchor, place
from reader.core.types import Document, Location, Point
from tests.builders import PROPERTY, corpus_documents, document

SENTENCES = (
    "Victims must not be punished.", "Emoji 😀 and 👨‍👩‍👧 count.", "عدم معاقبة الضحايا مبدأ.", "Same words.",
    "e\u0301tat naïve.",
    "A longer sentence that stands for a paragraph of policy on trafficking in persons.", "Same words.",
)  # fmt: skip

paragraphs = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=8)


def flat(sample: Document) -> str:
    return "\n".join(block.text for block in sample.blocks)


def offset(sample: Document, point: Point) -> int:
    before = 0
    for block in sample.blocks:
        if block.id == point.block:
            return before + point.offset
        before += len(block.text) + 1
    raise AssertionError(point)


def words_at(sample: Document, location: Location) -> str:
    return flat(sample)[offset(sample, location.start) : offset(sample, location.end)]


@st.composite
def spans(draw: st.DrawFn, sample: Document) -> tuple[Point, Point]:
    """Two points of a document, the first before the second."""
    places = st.sampled_from(sample.blocks).flatmap(
        lambda block: st.builds(Point, st.just(block.id), st.integers(min_value=0, max_value=len(block.text)))
    )
    one, other = sorted((draw(places), draw(places)), key=lambda point: offset(sample, point))
    assume(offset(sample, one) < offset(sample, other))
    return one, other


def anchor_on(sample: Document, words: str, occurrence: int = 0) -> Anchor:
    """The anchor of some words of one block."""
    found = [(block.id, block.text.index(words)) for block in sample.blocks if words in block.text]
    name, start = found[occurrence]
    return make_anchor(sample, Point(name, start), Point(name, start + len(words)))


@PROPERTY
@given(paragraphs.map(lambda texts: document(*texts)), st.data())
def test_any_span_is_found_again_in_the_same_edition(sample: Document, data: st.DataObject) -> None:
    start, end = data.draw(spans(sample))
    anchor = make_anchor(sample, start, end)
    assert place(anchor, sample) == Location(sample.info.id, start, end)
    assert anchor.quote == words_at(sample, Location(sample.info.id, start, end))


@PROPERTY
@given(paragraphs.map(lambda texts: document(*texts)), st.data())
def test_an_anchor_keeps_the_words_around(sample: Document, data: st.DataObject) -> None:
    anchor = make_anchor(sample, *data.draw(spans(sample)))
    assert len(anchor.before) <= CONTEXT
    assert len(anchor.after) <= CONTEXT
    assert anchor.before + anchor.quote + anchor.after in flat(sample)


@st.composite
def edits(draw: st.DrawFn) -> tuple[Document, Document]:
    """A document and a later edition of it: paragraphs added, taken out, doubled, moved or changed."""
    before = draw(paragraphs)
    after = list(before)
    for _ in range(draw(st.integers(min_value=1, max_value=4))):
        where = draw(st.integers(min_value=0, max_value=len(after)))
        match draw(st.sampled_from(["insert", "delete", "double", "change", "move"])):
            case "insert":
                after.insert(where, draw(st.sampled_from([*SENTENCES, "Something new."])))
            case "delete" if where < len(after) > 1:
                del after[where]
            case "double" if where < len(after):
                after.insert(where, after[where])
            case "change" if where < len(after):
                after[where] = after[where].replace("e", "é", 1)
            case "move" if where < len(after):
                after.append(after.pop(where))
    return document(*before), document(*after)


@PROPERTY
@given(edits(), st.data())
def test_after_an_edit_a_mark_sits_on_its_own_words_or_nowhere(
    editions: tuple[Document, Document], data: st.DataObject
) -> None:
    old, new = editions
    anchor = make_anchor(old, *data.draw(spans(old)))
    found = place(anchor, new)
    if found is not None:
        assert words_at(new, found) == anchor.quote


@PROPERTY
@given(edits(), st.data())
def test_a_quote_with_its_surroundings_that_is_there_once_is_found(
    editions: tuple[Document, Document], data: st.DataObject
) -> None:
    old, new = editions
    anchor = make_anchor(old, *data.draw(spans(old)))
    around, inside = anchor.before + anchor.quote + anchor.after, flat(new)
    assume(inside.count(around) == 1 and inside.count(anchor.quote) == 1)
    found = place(anchor, new)
    assert found is not None
    assert offset(new, found.start) == inside.index(around) + len(anchor.before)


LONG = (
    "A paragraph long enough to hold the quote, here in its middle, "
    "and all of the words that an anchor keeps around it."
)


def test_a_paragraph_before_it_moves_the_mark_along() -> None:
    anchor = anchor_on(document("One.", LONG), "in its middle")
    assert place(anchor, document("New.", "One.", LONG)) == Location("sample", Point("p3", 48), Point("p3", 61))


def test_words_that_are_gone_have_no_place() -> None:
    assert place(anchor_on(document("Words that are marked.", "Rest."), "that are"), document("Rest.")) is None


def test_changed_words_have_no_place() -> None:
    anchor = anchor_on(document("Words that are marked."), "that are marked")
    assert place(anchor, document("Words that were marked.")) is None


def test_a_doubled_paragraph_leaves_no_certain_place() -> None:
    anchor = anchor_on(document("Before.", LONG, "After."), "in its middle")
    assert place(anchor, document("Before.", LONG, LONG, "After.")) is None


def test_the_words_around_tell_two_places_apart() -> None:
    again = LONG.replace("quote", "other")
    anchor = anchor_on(document(LONG, again), "in its middle", occurrence=1)
    assert place(anchor, document("New.", LONG, again)) == Location("sample", Point("p3", 48), Point("p3", 61))


def test_a_short_quote_in_other_surroundings_has_no_place() -> None:
    anchor = anchor_on(document("The victim speaks."), "victim")
    assert place(anchor, document("A victim listens.")) is None


def test_a_long_quote_with_one_side_changed_keeps_its_place() -> None:
    quote = "the best interests of the child"
    anchor = anchor_on(document(f"Safeguard {quote} in all cases."), quote)
    found = place(anchor, document(f"Always safeguard {quote} in all cases.", "More."))
    assert found is not None
    other = place(anchor, document(f"Respect {quote} everywhere else, too.", "More."))
    assert other is None


def test_a_mark_across_blocks_keeps_its_place_when_blocks_move() -> None:
    anchor = make_anchor(document(LONG, LONG.upper()), Point("p1", 99), Point("p2", 11))
    assert anchor.quote == "keeps around it.\nA PARAGRAPH"
    found = place(anchor, document("Zero.", LONG, LONG.upper()))
    assert found == Location("sample", Point("p2", 99), Point("p3", 11))


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (Point("p1", 3), Point("p1", 3)),
        (Point("p1", 4), Point("p1", 3)),
        (Point("p2", 0), Point("p1", 3)),
        (Point("p1", 0), Point("p1", 500)),
        (Point("p1", -1), Point("p1", 3)),
        (Point("p9", 0), Point("p9", 1)),
    ],
)
def test_what_is_no_span_has_no_anchor(start: Point, end: Point) -> None:
    with pytest.raises(ValueError, match="no such span"):
        make_anchor(document("First words.", "Second words."), start, end)


def test_an_anchor_that_lies_about_its_place_is_found_by_its_words() -> None:
    sample = document("First words.", "Second words that are marked.")
    true = anchor_on(sample, "words that are marked")
    moved = Anchor("sample", true.edition, Point("p1", 0), Point("p1", 5), true.quote, true.before, true.after)
    assert place(moved, sample) == Location("sample", true.start, true.end)


def test_an_anchor_without_words_has_no_place() -> None:
    assert place(Anchor("sample", "other", Point("p1", 0), Point("p1", 0), "", "", ""), document()) is None


def test_every_passage_of_the_corpus_can_be_marked_and_found_again() -> None:
    for sample in corpus_documents().values():
        for block in sample.blocks:
            anchor = make_anchor(sample, Point(block.id, 0), Point(block.id, len(block.text)))
            assert place(anchor, sample) == Location(sample.info.id, anchor.start, anchor.end)
