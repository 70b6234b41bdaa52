"""The page of a term: every concept has one, its links lead somewhere, and what it quotes stands where it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.core.advice import TermPage
from reader.core.workspace import Library, Workspace
from tests.builders import places, prepare


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return Workspace(places(prepare(Path(tmp_path_factory.mktemp("data")) / "x", "library", "index"))).library


@pytest.fixture(scope="module")
def pages(library: Library) -> dict[str, TermPage]:
    found = {concept.id: library.terms.page(concept.id) for concept in library.terms.all()}
    return {name: page for name, page in found.items() if page is not None}


def test_every_concept_has_a_page_whose_links_all_lead_somewhere(library: Library, pages: dict[str, TermPage]) -> None:
    assert len(pages) == len(library.guidance.concepts) == 199
    for page in pages.values():
        concept = page.concept
        assert [each.id for each in page.broader] == list(concept.broader)
        assert [each.id for each in page.narrower] == list(concept.narrower)
        assert [each.id for each in page.related] == list(concept.related)
        assert all(library.guide.publication(each.id) is not None for each in page.publications)
        assert all(library.guide.recommendation(each.recommendation.id) is not None for each in page.recommendations)
        assert all(each.recommendation.addressee for each in page.recommendations)


def test_what_is_quoted_stands_where_it_says_with_the_term_in_it(library: Library, pages: dict[str, TermPage]) -> None:
    for page in pages.values():
        for use in page.uses:
            place = use.source.location
            block = next(b for b in library.document(place.document).blocks if b.id == place.start.block)
            assert block.text[place.start.offset : place.end.offset] == use.source.text
            assert bool(use.spans) != bool(use.heading)
            assert all(use.source.text[start:end].strip() for start, end in use.spans)


def test_what_the_pack_says_is_used_is_used_and_nothing_else_is(pages: dict[str, TermPage]) -> None:
    assert [page.concept.id for page in pages.values() if page.concept.in_corpus != bool(page.uses)] == []


def test_a_term_that_stands_only_in_headings_names_what_is_under_them(pages: dict[str, TermPage]) -> None:
    (use,) = pages["sdg-5-2"].uses
    assert (use.source.reference, use.heading) == ("ICAT-WDS-2023 para 7", "SDG 5.2")
    for name in ("sdg-1-5", "sdg-8-7", "sdg-16-2", "icat-publication"):
        assert all(use.heading for use in pages[name].uses), name


def test_only_the_sentence_around_a_term_is_quoted(pages: dict[str, TermPage]) -> None:
    use = next(use for use in pages["forced-labour"].uses if use.source.reference == "ICAT-WDS-2023 para 2")
    assert use.source.text.startswith("We all must do more")
    assert use.source.text.endswith("especially children.")
    assert [use.source.text[start:end] for start, end in use.spans] == ["forced labour"]


def test_british_and_american_forms_are_told_apart(pages: dict[str, TermPage]) -> None:
    assert pages["forced-labour"].spellings == (("forced labour", "forced labor"), ("bonded labour", "bonded labor"))
    assert ("victim-centred", "victim-centered") in pages["victim-centred"].spellings
    assert pages["corruption"].spellings == ()


@pytest.mark.parametrize(
    ("typed", "concept"),
    [
        ("SLAV mod", "modern-slavery"), ("travail forcé", "forced-labour"), ("trabajo forz", "forced-labour"),
        ("коррупц", "corruption"), ("العمل الجبري", "forced-labour"), ("عمل جبري", "forced-labour"),
        ("器官", "organ-removal"), ("GCM", "gcm"),
    ],
)  # fmt: skip
def test_a_label_in_any_language_finds_its_concept(library: Library, typed: str, concept: str) -> None:
    assert concept in [each.id for each in library.terms.all(typed)]


def test_what_is_no_label_finds_nothing(library: Library) -> None:
    assert library.terms.all("xylophone") == ()
    assert library.terms.page("xylophone") is None
