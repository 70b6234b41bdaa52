"""The words of the library: what an unfinished word may become, and what a wrong one was meant for."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.search.analysis import terms
from reader.core.search.vocabulary import MAX_COMPLETIONS, Tally, Vocabulary, Words
from tests.builders import PROPERTY, corpus_passages


def corpus_words() -> dict[str, int]:
    tally = Tally()
    for passage in corpus_passages():
        tally.add(terms(passage.text, "en"), "en")
    return tally.counts["en"]


CORPUS = corpus_words()
LONG = sorted(word for word in CORPUS if len(word) >= 8 and word.isalpha())


# -- completions ---------------------------------------------------------------------------------------------


def test_the_most_frequent_words_come_first_and_of_equals_the_shorter() -> None:
    words = Words({"work": 5, "worker": 9, "workers": 9, "workplace": 2, "world": 20, "wor": 1})
    assert words.completions("work") == ("worker", "workers", "workplace")
    assert words.completions("wor") == ("world", "worker", "workers", "work", "workplace")


COUNTS = st.dictionaries(st.text(alphabet="abcé人口", min_size=1, max_size=6), st.integers(1, 5), max_size=40)


@PROPERTY
@given(COUNTS, st.text(alphabet="abcé人口", max_size=3))
def test_every_word_that_begins_so_is_a_completion_and_no_other(counts: dict[str, int], beginning: str) -> None:
    found = Words(counts).completions(beginning)
    if len(beginning) >= 2:
        assert set(found) == {word for word in counts if word.startswith(beginning) and word != beginning}
    assert [counts[word] for word in found] == sorted((counts[word] for word in found), reverse=True)


def test_one_letter_begins_too_much_but_one_chinese_character_does_not() -> None:
    words = Words({"work": 1, "ярмарка": 1, "人口": 2, "人权": 1})
    assert words.completions("w") == words.completions("я") == words.completions("") == ()
    assert words.completions("人") == ("人口", "人权")


def test_of_very_many_completions_the_most_frequent_are_kept() -> None:
    counts = {f"word{number:03}": number for number in range(200)}
    found = Words(counts).completions("word")
    assert found == tuple(f"word{number:03}" for number in range(199, 199 - MAX_COMPLETIONS, -1))


def test_a_word_is_known_or_not() -> None:
    assert "work" in Words({"work": 1})
    assert "wor" not in Words({"work": 1})


# -- near words ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("corupption", "corruption"),
        ("corrpution", "corruption"),
        ("corruptio", "corruption"),
        ("corruptionn", "corruption"),
        ("traffiking", "trafficking"),
        ("trafficing", "trafficking"),
        ("exploitaton", "exploitation"),
        ("labuor", "labour"),
        ("victm", "victim"),
        ("prosecuter", "prosecuted"),
    ],
)
def test_a_slip_leads_to_the_word_that_was_meant(typed: str, meant: str) -> None:
    others = {"corruption", "trafficking", "exploitation", "labour", "victim", "prosecuted", "international", "because"}
    assert Words(dict.fromkeys(others, 3)).near(typed) == (meant,)


@pytest.mark.parametrize(
    "typed", ["", "a", "vict", "data", "12345", "61180", "xylophone", "internationalisation", "人口贩运罪"]
)
def test_short_words_numbers_and_what_is_like_nothing_lead_nowhere(typed: str) -> None:
    known = Words({"victim": 3, "date": 2, "61181": 1, "international": 3, "人口贩运": 2})
    assert known.near(typed) == ()
    assert Words({}).near(typed) == ()


def test_of_equally_near_words_the_more_frequent_comes_first() -> None:
    assert Words({"border": 1, "bolder": 5, "boarder": 3}).near("boder")[0] == "bolder"


def test_a_shared_beginning_helps() -> None:
    assert Words({"hashing": 5, "washing": 5}).near("wahsing")[0] == "washing"


@pytest.mark.parametrize("slip", ["swapped", "dropped", "doubled"])
def test_nearly_every_long_word_of_the_corpus_is_found_again_after_a_slip(slip: str) -> None:
    words, found = Words(CORPUS), 0
    assert len(LONG) > 300
    for word in LONG:
        middle = len(word) // 2
        typed = {
            "swapped": word[: middle - 1] + word[middle] + word[middle - 1] + word[middle + 1 :],
            "dropped": word[:middle] + word[middle + 1 :],
            "doubled": word[:middle] + word[middle - 1 :],
        }[slip]
        near = words.near(typed)
        assert len(near) <= 3
        found += typed == word or word in near
    assert found >= 0.99 * len(LONG)


# -- by language, and counted --------------------------------------------------------------------------------


def test_every_language_has_words_of_its_own() -> None:
    vocabulary = Vocabulary({"en": {"victims": 2}, "fr": {"victimes": 1}})
    assert vocabulary.words("en").completions("vic") == ("victims",)
    assert vocabulary.words("fr").completions("vic") == ("victimes",)
    assert vocabulary.words("ru").completions("vic") == ()
    assert "victims" not in vocabulary.words("fr")


def test_a_word_counts_once_for_each_passage() -> None:
    tally = Tally()
    tally.add(terms("Victims and victims of anti-trafficking", "en"), "en")
    tally.add(terms("victims again", "en"), "en")
    tally.add(terms("victimes", "fr"), "fr")
    assert tally.counts["en"] == {
        "victims": 2, "and": 1, "of": 1, "anti": 1, "trafficking": 1, "antitrafficking": 1, "again": 1,
    }  # fmt: skip
    assert tally.counts["fr"] == {"victimes": 1}


def test_counting_goes_on_from_an_earlier_count_and_leaves_that_as_it_was() -> None:
    before = {"en": Counter({"victims": 3})}
    tally = Tally(before)
    tally.add(terms("victims here", "en"), "en")
    assert tally.counts == {"en": {"victims": 4, "here": 1}}
    assert before == {"en": {"victims": 3}}
