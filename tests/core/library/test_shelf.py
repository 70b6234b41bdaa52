"""The shelf: compiled once, reused, and compiled again on any doubt."""

from pathlib import Path

import pytest

from reader.core.errors import Broken, Refused
from reader.core.guidance import Guidance
from reader.core.library.shelf import Shelf, compile_shelf, fingerprint, open_shelf
from tests.builders import CORPUS, corpus_documents, document, document_text, pack, two_documents, workspace


def compiled(cache: Path) -> dict[Path, tuple[int, int, bytes]]:
    """The compiled files, told apart from rewritten ones by their inode."""
    return {
        file: (file.stat().st_ino, file.stat().st_mtime_ns, file.read_bytes())
        for file in sorted(cache.rglob("*"))
        if file.is_file()
    }


def all_documents(shelf: Shelf) -> dict[str, object]:
    return {name: shelf.document(name) for name in shelf.documents}


def test_the_corpus_comes_back_from_the_cache_as_it_was_compiled(tmp_path: Path) -> None:
    fresh = all_documents(open_shelf(CORPUS, tmp_path))
    assert all_documents(open_shelf(CORPUS, tmp_path)) == fresh == corpus_documents()


def test_a_compiled_shelf_is_used_again(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    open_shelf(folder, tmp_path / "cache")
    before = compiled(tmp_path / "cache")
    open_shelf(folder, tmp_path / "cache").document("sample")
    assert compiled(tmp_path / "cache") == before
    assert len(before) == 3


def test_a_changed_document_is_seen_at_the_next_start(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    open_shelf(folder, tmp_path / "cache")
    pack(folder, {"sample": document_text("New words.")})
    assert open_shelf(folder, tmp_path / "cache").document("sample") == document("New words.")


def test_what_was_compiled_of_an_older_pack_is_swept(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    open_shelf(folder, tmp_path / "cache")
    pack(folder, {"sample": document_text("New words.")})
    shelf = open_shelf(folder, tmp_path / "cache")
    assert [path.name for path in (tmp_path / "cache" / "library").iterdir()] == [shelf.fingerprint]


def test_a_new_file_a_changed_list_and_a_renamed_file_change_the_fingerprint(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    prints = {fingerprint(folder)}
    pack(folder, two_documents())
    prints.add(fingerprint(folder))
    (folder / "documents" / "other.md").rename(folder / "documents" / "renamed.md")
    prints.add(fingerprint(folder))
    (folder / "pack.yaml").write_text("id: other", encoding="utf-8")
    prints.add(fingerprint(folder))
    assert len(prints) == 4


def read_again(folder: Path, pack_folder: Path) -> dict[str, object]:
    """Every document, as the next start reads them: a damaged one is noticed when it is opened."""
    library = workspace(folder, pack_folder).library
    assert library.guidance == Guidance()
    return {info.id: library.document(info.id) for info in library.documents()}


def test_a_flipped_bit_in_any_compiled_file_means_compiling_again(tmp_path: Path) -> None:
    folder, cache = pack(tmp_path / "pack", two_documents()), tmp_path / "cache"
    expected = all_documents(open_shelf(folder, cache))
    before = {path: data for path, (_, _, data) in compiled(cache).items()}
    assert len(before) == 4
    for file, data in before.items():
        for position in (0, 70, len(data) // 2, len(data) - 1):
            file.write_bytes(data[:position] + bytes([data[position] ^ 4]) + data[position + 1 :])
            assert read_again(tmp_path, folder) == expected
            assert file.read_bytes() == data


@pytest.mark.parametrize("damage", [b"", b"not sealed", b"\0" * 4096])
def test_a_replaced_or_emptied_compiled_file_means_compiling_again(tmp_path: Path, damage: bytes) -> None:
    folder, cache = pack(tmp_path / "pack"), tmp_path / "cache"
    open_shelf(folder, cache)
    for file, (_, _, data) in compiled(cache).items():
        file.write_bytes(damage)
        assert read_again(tmp_path, folder) == {"sample": document()}
        assert file.read_bytes() == data


def test_a_missing_compiled_document_means_compiling_again(tmp_path: Path) -> None:
    folder, cache = pack(tmp_path / "pack"), tmp_path / "cache"
    [file] = [file for file in (open_shelf(folder, cache), *cache.rglob("sample.json")) if isinstance(file, Path)]
    file.unlink()
    assert open_shelf(folder, cache).document("sample") == document()


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    (tmp_path / "cache").write_text("a file where the folder should be", encoding="utf-8")
    for _ in range(2):
        assert open_shelf(folder, tmp_path / "cache").document("sample") == document()


def test_problems_are_remembered_with_the_compiled_shelf(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack", {"sample": document_text(), "bad": b"\xff"})
    fresh = open_shelf(folder, tmp_path / "cache").problems
    again = open_shelf(folder, tmp_path / "cache").problems
    assert [(p.code, p.facts) for p in again] == [(p.code, p.facts) for p in fresh]
    assert [p.facts["file"] for p in again] == ["bad.md"]


def test_a_document_that_went_bad_after_opening_is_reported(tmp_path: Path) -> None:
    folder, cache = pack(tmp_path / "pack"), tmp_path / "cache"
    compile_shelf(folder, cache)
    shelf = open_shelf(folder, cache)
    for file in cache.rglob("sample.json"):
        file.write_bytes(b"damaged")
    with pytest.raises(Broken, match="document_unreadable"):
        shelf.document("sample")


def test_an_unknown_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="unknown_document"):
        open_shelf(pack(tmp_path / "pack"), tmp_path / "cache").document("none")


@pytest.mark.parametrize("name", ["none", "empty"])
def test_a_missing_pack_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Broken) as caught:
        open_shelf(tmp_path / name, tmp_path / "cache")
    assert (caught.value.code, caught.value.facts["folder"]) == ("pack_missing", str(tmp_path / name))
