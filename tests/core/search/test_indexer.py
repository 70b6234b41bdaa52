"""Bringing the index up to date: only what changed is indexed, and the answers are those of an index made anew."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.core.errors import Cancelled
from reader.core.guidance import Guidance
from reader.core.library.outline import passages
from reader.core.library.shelf import CURATED, curation
from reader.core.search import indexer
from reader.core.search.engine import Engine
from reader.core.search.index import Entry, Index, generations, home_of, newest
from reader.core.search.indexer import is_up_to_date, stamp_of, update
from reader.core.types import Document
from reader.core.workspace import Library
from tests.builders import (
    PROJECT,
    PROPERTY,
    document,
    document_text,
    engine,
    engine_over,
    guidance,
    pack,
    places,
    updated,
    workspace,
)


@lru_cache(maxsize=1_000)
def made(name: str, *paragraphs: str, language: str = "en") -> Document:
    return document(*paragraphs, id=name, reference=f"ICAT-{name.upper()}-2024", language=language)


def library(count: int) -> list[Document]:
    """So many documents of two passages, each with a word of its own."""
    return [made(f"d{n}", f"Common word{n}.", f"Common again, word{n}.") for n in range(count)]


def newest_of(home: Path) -> Index:
    index = newest(home)
    assert index is not None
    return index


def documents_in(home: Path) -> Mapping[str, Entry]:
    index = newest(home)
    return index.documents if index else {}


def segments(home: Path) -> dict[str, tuple[int, bytes]]:
    """The segment files of the newest generation, told apart from rewritten ones by their inode."""
    folder = generations(home)[0][1]
    return {file.name: (file.stat().st_ino, file.read_bytes()) for file in folder.glob("*.seg")}


def sizes(index: Index) -> list[tuple[int, int]]:
    """Of each segment, how many passages it has and how many of them were deleted."""
    reader = index.whoosh.reader()
    found = [(leaf.doc_count_all(), leaf.doc_count_all() - leaf.doc_count()) for leaf, _ in reader.leaf_readers()]
    reader.close()
    return found


class Steps:
    """Hears of every step, and does something at one of them."""

    def __init__(self, at: int = -1, then: Callable[[], None] = lambda: None) -> None:
        self.heard: list[tuple[int, int, bool]] = []
        self._at, self._then = at, then

    def __call__(self, done: int, total: int, sealed: bool) -> None:
        self.heard.append((done, total, sealed))
        if len(self.heard) == self._at:
            self._then()


def cancel() -> None:
    raise Cancelled


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of two documents."""
    monkeypatch.setattr(indexer, "BATCH", 4)
    monkeypatch.setattr(indexer, "MOST_IN_BATCH", 4)


# -- only what changed ---------------------------------------------------------------------------------------


def test_an_index_that_is_up_to_date_is_left_alone(home: Path) -> None:
    updated(home, *library(3))
    before = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    steps = Steps()
    updated(home, *library(3), step=steps)
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == before
    assert steps.heard == []


def changed_in(home: Path, *documents: Document) -> tuple[Index, dict[str, tuple[int, bytes]], list[str]]:
    """Index four documents, then these; the index, its segment files that are new, and what was read for it."""
    updated(home, *library(4))
    before, read = segments(home), []

    def passages_of(name: str) -> tuple[Any, ...]:
        read.append(name)
        return tuple(passages(held[name]))

    held = {each.info.id: each for each in documents}
    index = update(home, {n: (d.info, stamp_of(d.info, "")) for n, d in held.items()}, passages_of, ())
    after = segments(home)
    for name, (inode, data) in before.items():
        assert after[name][1] == data
        if os.name == "posix":
            assert after[name][0] == inode
    return index, {name: file for name, file in after.items() if name not in before}, read


def test_a_document_that_is_added_is_indexed_alone(home: Path) -> None:
    index, new, read = changed_in(home, *library(4), made("new", "Fresh words.", "More of them."))
    assert (len(new), read, sizes(index)) == (1, ["new"], [(8, 0), (2, 0)])


def test_a_document_that_changed_is_indexed_alone(home: Path) -> None:
    documents = library(4)
    documents[1] = made("d1", "Other words.", "And others.", "And more.")
    index, new, read = changed_in(home, *documents)
    assert (len(new), read, sizes(index)) == (1, ["d1"], [(8, 2), (3, 0)])


def test_a_document_that_is_gone_is_taken_out_without_reading_any(home: Path) -> None:
    index, new, read = changed_in(home, *library(3))
    assert (new, read, sizes(index)) == ({}, [], [(8, 2)])


def test_a_segment_of_which_more_than_half_was_deleted_is_written_anew(home: Path) -> None:
    updated(home, *library(4))
    updated(home, *library(2))
    assert sizes(newest_of(home)) == [(8, 4)]
    updated(home, *library(1))
    assert sizes(newest_of(home)) == [(2, 0)]


def test_a_library_that_becomes_empty_has_an_empty_index(home: Path) -> None:
    updated(home, *library(2))
    index = updated(home)
    assert (dict(index.documents), engine_over(index).search("common").total) == ({}, 0)
    again = updated(home, *library(1))
    assert engine_over(again, *library(1)).search("common").total == 2


def test_an_empty_library_is_indexed_once(home: Path) -> None:
    updated(home)
    assert [number for number, _ in generations(home)] == [1]
    updated(home)
    assert [number for number, _ in generations(home)] == [1]


def test_segments_are_merged_when_there_are_many(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "MOST_SEGMENTS", 4)
    counts = []
    for count in range(1, 13):
        updated(home, *library(count))
        counts.append(len(segments(home)))
        found = engine_over(newest_of(home), *library(count)).search("common").hits
        assert found == engine(*library(count)).search("common").hits
    assert max(counts) == 4
    assert counts[:5] == [1, 2, 3, 4, 3]


def test_weights_of_contact_lines_survive_a_merge(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "MOST_SEGMENTS", 2)
    contact = made("contact", "Write to us by post.\n{: .contact }", "Write to us as often as you like, it says.")
    for count in range(4):
        updated(home, contact, *library(count))
    assert len(segments(home)) < 4
    found = engine_over(newest_of(home), contact, *library(3)).search("write").hits
    assert [hit.block for hit in found] == ["p2", "p1"]
    assert found == engine(contact, *library(3)).search("write").hits


# -- the same answers as an index made anew ------------------------------------------------------------------

NAMES = ("en1", "en2", "en3", "fr1", "ar1")
SAID = {
    "en": ("victim", "victims", "labour", "forced", "data", "beta-gamma", "beta", "gamma", "the", "trafficking"),
    "fr": ("victimes", "travail", "forcé", "données", "traite", "les", "beta", "gamma"),
    "ar": ("الضحايا", "ضحايا", "العمل", "القسري", "بيانات", "beta", "gamma"),
}
QUERIES = (
    "victims", "beta", "beta gamma", '"forced labour"', "forced labour", "beta-gamma", "vict*", "data OR gamma",
    "beta -gamma", "travail forcé", "الضحايا", "données", "victims data labour gamma", "lang:fr",
)  # fmt: skip
CONCEPTS = tuple(concept for concept in guidance().concepts if concept.id in ("forced-labour", "data", "victim"))


def texts(language: str) -> st.SearchStrategy[tuple[str, ...]]:
    words = st.lists(st.sampled_from(SAID[language]), min_size=1, max_size=6).map(" ".join)
    return st.lists(words, min_size=1, max_size=3).map(tuple)


@st.composite
def rounds(draw: st.DrawFn) -> list[dict[str, tuple[str, ...] | None]]:
    """What changes from one update to the next: new texts of documents, None for those that go."""
    found = []
    for _ in range(draw(st.integers(2, 5))):
        names = draw(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3))
        found.append({name: draw(st.none() | texts(name[:2])) for name in sorted(names)})
    return found


def answers(over: Engine) -> tuple[dict[str, Any], dict[str, float]]:
    """What an engine says to each query, and apart from that the scores, which may differ by a rounding."""
    said: dict[str, Any] = {}
    scores: dict[str, float] = {}
    for query in QUERIES:
        page = over.search(query)
        groups = [(group.document, [hit.reference for hit in group.hits]) for group in page.groups]
        said[query] = [replace(hit, score=0) for hit in page.hits], groups, replace(page, hits=(), groups=())
        scores |= {f"{query}: {hit.reference}": hit.score for hit in page.hits}
    return said, scores


@settings(PROPERTY, max_examples=25)
@given(rounds())
def test_after_any_changes_the_answers_are_those_of_an_index_made_anew(
    tmp_path_factory: pytest.TempPathFactory, changes: list[dict[str, tuple[str, ...] | None]]
) -> None:
    home = tmp_path_factory.mktemp("changes")
    held: dict[str, tuple[str, ...]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexer, "MOST_SEGMENTS", 3)
        patch.setattr(indexer, "BATCH", 3)
        patch.setattr(indexer, "MOST_IN_BATCH", 3)
        for change in changes:
            held = {name: text for name, text in (held | change).items() if text is not None}
            documents = [made(name, *held[name], language=name[:2]) for name in NAMES if name in held]
            index = updated(home, *documents, concepts=CONCEPTS)
            know = Guidance(concepts=CONCEPTS)
            said, scores = answers(engine_over(index, *documents, guidance=know))
            same, anew = answers(engine(*documents, guidance=know))
            assert said == same
            assert scores == pytest.approx(anew, abs=1.1e-4, rel=1e-5)


def test_words_of_documents_that_are_gone_are_neither_searched_nor_offered(home: Path) -> None:
    with_it = [*library(3), made("gone", "A xylophone.", "One more xylophone.")]
    assert engine_over(updated(home, *with_it), *with_it).search("xylophnoe").suggestion == "xylophone"
    without = engine_over(updated(home, *library(3)), *library(3))
    for query in ("xylophone", "xylophnoe", "xyl*"):
        page = without.search(query)
        assert (page.total, page.suggestion, page.expansions) == (0, None, ())


# -- in batches ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
def test_progress_is_told_before_every_document_and_after_every_batch(home: Path) -> None:
    steps = Steps()
    updated(home, *library(5), step=steps)
    assert steps.heard == [
        (0, 10, False), (2, 10, False), (4, 10, True), (4, 10, False), (6, 10, False), (8, 10, True), (8, 10, False),
        (10, 10, True),
    ]  # fmt: skip


@pytest.mark.usefixtures("small")
def test_every_batch_can_be_searched_when_it_is_told(home: Path) -> None:
    totals = []

    def step(done: int, total: int, sealed: bool) -> None:
        if sealed:
            over = engine_over(newest_of(home), *library(5))
            totals.append((over.search("common").total, over.search("common").documents_waiting))

    updated(home, *library(5), step=step)
    assert totals == [(4, 3), (8, 1), (10, 0)]


def read_in(home: Path, at: int, documents: list[Document]) -> list[str]:
    """Which documents are read by an update that is called off at a step."""
    held, read = {each.info.id: each for each in documents}, []

    def passages_of(name: str) -> tuple[Any, ...]:
        read.append(name)
        return tuple(passages(held[name]))

    wanted = {n: (d.info, stamp_of(d.info, "")) for n, d in held.items()}
    with pytest.raises(Cancelled):
        update(home, wanted, passages_of, (), Steps(at, cancel))
    return read


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("at", range(1, 9))
def test_what_was_done_before_a_cancel_is_kept_and_not_done_again(home: Path, at: int) -> None:
    documents = library(5)
    read = read_in(home, at, documents)
    kept = documents_in(home)
    assert list(kept) == read
    assert [path for path in (home.iterdir() if home.is_dir() else ()) if path.suffix == ".part"] == []
    steps = Steps()
    index = updated(home, *documents, step=steps)
    assert sum(not sealed for _, _, sealed in steps.heard) == 5 - len(read)
    assert {name: index.documents[name] for name in kept} == kept
    assert sorted(entry.key for entry in index.documents.values()) == [1, 2, 3, 4, 5]
    assert engine_over(index, *documents).search("common word3") == engine(*documents).search("common word3")


@pytest.mark.usefixtures("small")
def test_whatever_else_a_step_raises_ends_the_work_and_leaves_no_scrap(home: Path) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        updated(home, *library(5), step=Steps(5, fail))
    assert [path.name for path in home.iterdir()] == [generations(home)[0][1].name]
    assert len(newest_of(home).documents) == 2


# -- two at once ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("at", range(1, 9))
def test_work_that_another_process_finished_meanwhile_is_taken_over(home: Path, at: int) -> None:
    def other() -> None:
        updated(home, *library(5))

    steps = Steps(at, other)
    index = updated(home, *library(5), step=steps)
    assert [entry.key for entry in index.documents.values()] == [1, 2, 3, 4, 5]
    assert engine_over(index, *library(5)).search("common").hits == engine(*library(5)).search("common").hits
    assert all(done <= total for done, total, _ in steps.heard)


@pytest.mark.usefixtures("small")
def test_two_that_take_turns_get_there_and_do_little_twice(home: Path) -> None:
    busy = False

    def other() -> None:
        """One batch by another process."""
        try:
            updated(home, *library(8), step=Steps(3, cancel))
        except Cancelled:
            pass

    def step(done: int, total: int, sealed: bool) -> None:
        nonlocal busy
        if not busy and not sealed:
            busy = True
            other()
            busy = False

    index = updated(home, *library(8), step=step)
    assert [entry.key for entry in index.documents.values()] == list(range(1, 9))


@pytest.mark.usefixtures("small")
def test_a_cancel_is_heard_although_another_process_was_faster(home: Path) -> None:
    def step(done: int, total: int, sealed: bool) -> None:
        if done == 2:
            updated(home, *library(3))
            raise Cancelled

    with pytest.raises(Cancelled):
        updated(home, *library(5), step=step)
    assert list(documents_in(home)) == ["d0", "d1", "d2"]


TWO = """
import sys
from pathlib import Path
from reader.core.search import indexer
from tests.core.search.test_indexer import library
from tests.builders import updated
indexer.BATCH = indexer.MOST_IN_BATCH = 4
print("ready", flush=True)
sys.stdin.readline()
index = updated(Path(sys.argv[1]), *library(16))
print(len(index.documents), index.folder is not None)
"""


def test_two_processes_that_update_at_once_both_end_with_the_whole_index(home: Path) -> None:
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TWO, str(home)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=PROJECT,
        )
        for _ in range(2)
    ]  # fmt: skip
    try:
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in children:
            assert child.stdin is not None
            child.stdin.write("go\n")
            child.stdin.flush()
        for child in children:
            assert child.communicate(timeout=60) == ("16 True\n", "")
    finally:
        for child in children:
            child.kill()
    index = newest_of(home)
    assert engine_over(index, *library(16)).search("common").hits == engine(*library(16)).search("common").hits
    assert [path for path in home.iterdir() if path.suffix == ".part"] == []


# -- where it cannot be kept ---------------------------------------------------------------------------------


def test_where_no_folder_can_be_made_the_index_is_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    index = updated(tmp_path / "file" / "index", *library(3))
    assert index.folder is None
    assert engine_over(index, *library(3)).search("word2").total == 2
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


FULL = """
import resource, sys
from pathlib import Path
from tests.core.search.test_indexer import library
from tests.builders import engine_over, updated
home = Path(sys.argv[1])
if sys.argv[2] == "second":
    updated(home, *library(2))
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, resource.RLIM_INFINITY))
index = updated(home, *library(40))
print(index.folder, engine_over(index, *library(40)).search("common").total)
"""


@pytest.mark.skipif(os.name != "posix", reason="a limit on the size of files stands for a full disk")
@pytest.mark.parametrize("when", ["first", "second"])
def test_on_a_full_disk_the_index_is_in_memory_and_what_was_there_stays(home: Path, when: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(home), when], capture_output=True, text=True, cwd=PROJECT, check=False
    )
    assert (done.stdout, done.stderr) == ("None 80\n", "")
    assert list(documents_in(home)) == (["d0", "d1"] if when == "second" else [])
    assert [path for path in home.iterdir() if path.suffix == ".part"] == []


# -- in the library ------------------------------------------------------------------------------------------


def written(folder: Path, texts: Mapping[str, str], **curated: str) -> Path:
    """A pack of these documents, with curated data."""
    pack(folder, {n: document_text(text, id=n, reference=f"ICAT-{n.upper()}-2024") for n, text in texts.items()})
    for name, text in curated.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


THESAURUS = "concepts:\n- {id: tea, facet: goods, in_corpus: true, pref: {en: tea}, alt: [%s]}\n"


@pytest.fixture
def texts_of_three() -> dict[str, str]:
    return {"a": "Drink coffee.", "b": "Drink tea.\n\nMore tea.", "c": "Drink milk."}


def test_an_older_edition_answers_for_what_is_unchanged_and_counts_the_rest_as_waiting(
    tmp_path: Path, texts_of_three: dict[str, str]
) -> None:
    folder = written(tmp_path / "pack", texts_of_three)
    assert workspace(tmp_path, folder).library.search("drink").total == 3
    written(folder, texts_of_three | {"b": "Drink matcha.", "d": "Drink water."})
    old = workspace(tmp_path, folder).library
    old.index_elsewhere = True
    page = old.search("drink")
    assert [hit.document for hit in page.hits] == ["a", "c"]
    assert (page.passages_searched, page.documents_searched, page.documents_waiting) == (2, 2, 2)
    assert old.search("tea").total == 0
    assert not old.index_is_ready()
    other = workspace(tmp_path, folder).library  # as the other process does
    other.update_index()
    assert old.search("drink").documents_waiting == 2
    old.reopen_index()
    page = old.search("drink")
    assert ([hit.document for hit in page.hits], page.documents_waiting) == (["a", "b", "c", "d"], 0)
    assert old.index_is_ready()


def test_while_another_process_makes_the_first_index_everything_waits(
    tmp_path: Path, texts_of_three: dict[str, str]
) -> None:
    waiting = workspace(tmp_path, written(tmp_path / "pack", texts_of_three)).library
    waiting.index_elsewhere = True
    page = waiting.search("tea")
    assert (page.total, page.passages_searched, page.documents_waiting) == (0, 0, 3)
    assert not home_of(tmp_path / "cache").exists()


def test_a_document_that_is_gone_is_not_found_by_an_older_index(tmp_path: Path, texts_of_three: dict[str, str]) -> None:
    folder = written(tmp_path / "pack", texts_of_three)
    workspace(tmp_path, folder).library.update_index()
    del texts_of_three["b"]
    old = workspace(tmp_path, written(folder, texts_of_three)).library
    old.index_elsewhere = True
    page = old.search("tea OR drink")
    assert ([hit.document for hit in page.hits], page.documents_waiting) == (["a", "c"], 0)


def test_a_document_without_text_is_not_waited_for(tmp_path: Path, texts_of_three: dict[str, str]) -> None:
    ours = workspace(tmp_path, written(tmp_path / "pack", texts_of_three | {"d": "## Only a heading"})).library
    page = ours.search("drink")
    assert (page.documents_searched, page.documents_waiting, page.documents_without_text) == (3, 0, 1)
    assert ours.index_is_ready()


@pytest.mark.parametrize("name", CURATED)
def test_a_stamp_changes_with_the_curated_data(tmp_path: Path, name: str) -> None:
    info, before = document().info, curation(tmp_path)
    (tmp_path / name).write_text("a: 1", encoding="utf-8")
    one = curation(tmp_path)
    (tmp_path / name).write_text("a: 2", encoding="utf-8")
    assert len({stamp_of(info, each) for each in (before, one, curation(tmp_path))}) == 3


def test_a_stamp_changes_with_text_and_front_matter_and_with_nothing_else() -> None:
    one = document("Some words.").info
    others = [document("Other words.").info, document("Some words.", title="Other").info, replace(one, topics=("a",))]
    assert len({stamp_of(info, "") for info in (one, *others)}) == 4
    assert stamp_of(document("Some words.").info, "") == stamp_of(one, "")


def test_changed_curated_data_are_searched_by_without_changing_a_text(tmp_path: Path) -> None:
    texts = {"a": "The tea is hot.", "b": "A green cuppa for all."}
    folder = written(tmp_path / "pack", texts, thesaurus=THESAURUS % "brew")
    ours = workspace(tmp_path, folder).library
    assert [hit.document for hit in ours.search("brew").hits] == ["a"]
    written(folder, texts, thesaurus=THESAURUS % "brew, green cuppa")
    ours = workspace(tmp_path, folder).library
    assert not ours.index_is_ready()
    assert {hit.document for hit in ours.search("brew").hits} == {"a", "b"}
    assert ours.index_is_ready()


@pytest.mark.parametrize("query", ["brew", "tea", "chai", "hot brew"])
def test_an_index_with_labels_of_concepts_that_are_gone_still_answers(tmp_path: Path, query: str) -> None:
    texts = {"a": "The tea is hot.", "b": "Chai for all."}
    folder = written(tmp_path / "pack", texts, thesaurus=THESAURUS % "brew")
    workspace(tmp_path, folder).library.update_index()
    written(folder, texts, thesaurus=(THESAURUS % "chai").replace("id: tea", "id: drink"))
    old = workspace(tmp_path, folder).library
    old.index_elsewhere = True
    assert old.search(query).documents_waiting == 0
    assert old.search("hot").hits[0].document == "a"


def test_an_index_is_up_to_date_when_it_holds_exactly_what_is_wanted(home: Path) -> None:
    documents = updated(home, *library(2)).documents
    wanted = {each.info.id: (each.info, stamp_of(each.info, "")) for each in library(2)}
    assert is_up_to_date(documents, wanted)
    assert not is_up_to_date(documents, wanted | {"d0": (wanted["d0"][0], "other")})
    assert not is_up_to_date(documents, {"d0": wanted["d0"]})
    assert not is_up_to_date(documents, wanted | {"d2": wanted["d0"]})


def test_the_window_and_the_command_line_share_an_index(tmp_path: Path) -> None:
    folder = written(tmp_path / "pack", {"a": "Some words."})
    Library(places(tmp_path, folder)).update_index()
    seen = Steps()
    Library(places(tmp_path, folder)).update_index(seen)
    assert seen.heard == []


def test_what_the_concepts_are_called_is_indexed_with_the_passages(home: Path) -> None:
    concept = next(c for c in guidance().concepts if c.id == "forced-labour")
    index = updated(home, made("a", "They are in forced labour.", "Labour is forced."), concepts=(concept,))
    reader = index.whoosh.reader()
    assert [term.decode() for term in reader.lexicon("labels_en")] == ["forc labor"]
    assert reader.doc_frequency("labels_en", "forc labor") == 1
    reader.close()
