"""The libraries to measure with are real packs, the same every time, and have the frequencies of texts."""

from collections import Counter
from pathlib import Path

from reader.core.library.guidance import read_guidance
from reader.core.library.pack import read_pack
from tests.scale.library import documents, holdings, texts, write_pack


def test_a_pack_is_read_without_problems_and_as_the_documents_say(tmp_path: Path) -> None:
    chosen = texts(500)
    _, read, problems = read_pack(write_pack(tmp_path, chosen))
    assert problems == read_guidance(tmp_path, read)[1] == []
    assert read == list(documents(chosen))
    assert sum(document.info.passages for document in read) == 500


def test_the_same_seed_gives_the_same_library_and_a_smaller_one_is_its_beginning() -> None:
    large, small = texts(500), texts(300)
    assert texts(500) == large
    assert large[: len(small) - 1] == small[:-1]
    assert texts(500, seed=8) != large


def test_frequencies_are_those_of_texts() -> None:
    passages = holdings(1_000).passages
    words = Counter(word for passage in passages for word in passage.text.lower().split())
    assert 70 < sum(words.values()) / len(passages) < 90
    assert 3_500 < len(words) < 7_000
    assert 0.2 < sum(count == 1 for count in words.values()) / len(words) < 0.6
    assert any(passage.questions for passage in passages)
