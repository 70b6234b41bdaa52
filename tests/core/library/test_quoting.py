"""The quote check: exact, altered, not in this library, and what an editor must be told apart."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.errors import Refused
from reader.core.library.quoting import MAX_LENGTH, QuoteIndex
from reader.core.types import Document
from reader.core.workspace import Library
from tests.builders import PROPERTY, corpus_documents, document, document_text, pack, places


def index(*documents: Document) -> QuoteIndex:
    held = {each.info.id: each for each in documents}
    return QuoteIndex(held, held.__getitem__)


CORPUS_INDEX = index(*corpus_documents().values())

SAMPLE = index(
    document(
        "States should not detain victims, including children, in the survivors’ shelters – ever.",
        "ICAT calls on States to:",
        "- Grant 30 days of rest.\n- Protect the non-punishment principle of 10² cases.",
        "The “One UN” approach is [sic] a policy. States should not detain victims, as they did.",
    ),
    document(
        "Другие слова о торговле людьми.", "الدول مدعوّة إلى حماية الضحايا.", id="other", reference="ICAT-OTH-2024"
    ),
)


BITS = [
    "States", "should", "not", "[", "]", "…", "...", "“", "”", "(", ")", "-\n", "• ", "[g]rant", "ICAT-SMP-2024 para 1",
    "\0", "ﬁ", "الدول", "中文", ",",
]  # fmt: skip


def verdict(quote: str) -> str:
    found = SAMPLE.check(quote)
    return found.verdict + " typographic" * found.typographic + " marked" * found.marked


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("States should not detain victims, including children", "exact"),
        ("States should\n  not detain victims, including children", "exact"),
        ("“States should not detain victims, including children.”", "exact"),
        ("in the survivors' shelters - ever", "exact typographic"),
        ("in the survivors’ shelters—ever", "exact typographic"),
        ("States\u00a0should not detain\u00ad victims", "exact typographic"),
        ("States should not de-\ntain victims", "exact typographic"),
        ("the non-\npunishment principle", "exact typographic"),
        ("The ‘One UN’ approach", "exact typographic"),
        ("ICAT calls on States to: • Grant 30 days of rest. • Protect the non-punishment", "exact typographic"),
        ("ICAT calls on States to:\n- Grant 30 days of rest.\n- Protect", "exact typographic"),
        ("States should … including children", "exact marked"),
        ("States should [...] including children", "exact marked"),
        ("[s]tates should not detain", "exact marked"),
        ("States should not detain victims [of trafficking], including children", "exact marked"),
        ("[They] should not detain victims", "exact marked"),
        ("ГОВОРЯТ: Другие слова о торговле", "altered"),
        ("Другие слова о торговле людьми", "exact"),
        ("الدول مدعوّة إلى حماية", "exact"),
        ("الدول مدعوّة إلـى حماية", "exact typographic"),
        ("States should detain victims, including children", "altered"),
        ("states should not detain victims, including children", "altered"),
        ("States should not detain victims including children", "altered"),
        ("Grant 60 days of rest", "altered"),
        ("principle of 102 cases", "altered"),
        ("the nonpunishment principle of 10² cases", "altered"),
        ("in the survivors shelters – ever", "altered"),
        ("including children … States should not detain victims, including", "altered marked"),
        ("A sentence about the weather in the mountains", "absent"),
    ],
)  # fmt: skip
def test_a_careful_editor_is_told(quote: str, wanted: str) -> None:
    found = verdict(quote)
    assert found == wanted.replace("altered marked", "altered")


def test_all_places_with_the_same_words_are_named() -> None:
    found = SAMPLE.check("States should not detain victims")
    assert [place.reference for place in found.places] == ["ICAT-SMP-2024 para 1", "ICAT-SMP-2024 para 5"]


def test_a_quote_over_paragraphs_has_a_reference_to_all_of_them() -> None:
    (place,) = SAMPLE.check("States to: Grant 30 days of rest. Protect the").places
    assert place.reference == "ICAT-SMP-2024 paras 2–4"
    assert place.text == "States to:\nGrant 30 days of rest.\nProtect the"
    assert (place.location.start.block, place.location.end.block) == ("p2", "p4")


def test_a_quote_does_not_run_from_one_document_into_the_next() -> None:
    end = "as they did. A sample for tests Другие слова"
    assert SAMPLE.check(end).verdict != "exact"
    assert SAMPLE.check("as they did … Другие слова о торговле").verdict != "exact"


def test_the_place_of_an_exact_quote_is_exact() -> None:
    (place,) = SAMPLE.check("“One UN” approach").places
    assert place.text == "One UN” approach"
    assert place.location.start.offset == len("The “")


def test_an_altered_quote_shows_every_change() -> None:
    found = SAMPLE.check("States should detain all victims, including children.")
    (place,) = found.places
    assert place.reference == "ICAT-SMP-2024 para 1"
    changed = {kind: [text.strip() for each, text in place.pieces if each == kind] for kind in ("gone", "new")}
    assert "not" in changed["gone"]
    assert "all" in changed["new"]
    assert "".join(text for kind, text in place.pieces if kind != "new") == place.text
    assert "".join(text for kind, text in place.pieces if kind != "gone") == found.quote


@pytest.mark.parametrize("quote", ["", "   ", "…", "“”", "[…]", "\0\x1b", "- – —", "[" * 100, "\u202e\u200b"])
def test_without_a_word_there_is_nothing_to_check(quote: str) -> None:
    with pytest.raises(Refused) as caught:
        SAMPLE.check(quote)
    assert caught.value.code == "empty_quote"


def test_what_is_too_long_for_a_quote_is_refused() -> None:
    with pytest.raises(Refused) as caught:
        SAMPLE.check("word " * 200_000)
    assert caught.value.code == "quote_too_long"
    assert SAMPLE.check("word " * (MAX_LENGTH // 5)).verdict == "absent"


@PROPERTY
@given(st.text(max_size=300) | st.lists(st.sampled_from(BITS)).map(" ".join))
def test_anything_gets_one_answer(pasted: str) -> None:
    if not any(c.isalnum() or c == "_" for c in re.sub(r"\[[^\[\]]*\]", "", pasted)):
        return  # the tests above have what is refused
    found = SAMPLE.check(pasted)
    assert (found.verdict == "absent") == (not found.places)
    for place in found.places:
        if place.pieces:
            assert "".join(text for kind, text in place.pieces if kind != "new") == place.text
            assert "".join(text for kind, text in place.pieces if kind != "gone") == found.quote


@PROPERTY
@given(st.sampled_from(sorted(corpus_documents())), st.data())
def test_any_run_of_words_of_the_corpus_is_exact(name: str, data: st.DataObject) -> None:
    words = "\n".join(block.text for block in corpus_documents()[name].blocks).split()
    start = data.draw(st.integers(0, len(words) - 2))
    quote = " ".join(words[start : start + data.draw(st.integers(2, 80))])
    if any(c.isalnum() for c in quote):
        found = CORPUS_INDEX.check(quote)
        assert found.verdict == "exact"
        assert name in {place.location.document for place in found.places}


def test_a_changed_library_is_checked_as_it_is_now(tmp_path: Path) -> None:
    library = Library(places(tmp_path, pack(tmp_path / "pack", {"sample": document_text("Old words of the law.")})))
    assert library.check_quote("Old words of the law").verdict == "exact"
    pack(tmp_path / "pack", {"sample": document_text("New words of the law.")})
    del library.shelf
    assert library.check_quote("Old words of the law").verdict == "altered"
    assert library.check_quote("New words of the law").verdict == "exact"
