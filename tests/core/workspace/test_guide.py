"""The guidance joined with the texts of the library: register, questions, reading paths, catalogue, terms, standing."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree

import pytest

from reader.core.advice import CatalogueFilter, RecommendationFilter
from reader.core.errors import Refused
from reader.core.workspace import Library
from tests.builders import CORPUS, document_text, places, prepare, workspace


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = tmp_path_factory.mktemp("guide") / "data"
    return workspace(prepare(folder, "library", "index")).library


def ids(library: Library, **wanted: str) -> set[str]:
    return {each.recommendation.id for each in library.guide.recommendations(RecommendationFilter(**wanted))}


# -- recommendations -----------------------------------------------------------------------------------------


def test_the_register_has_every_recommendation_in_reading_order(library: Library) -> None:
    found = library.guide.recommendations()
    assert len(found) == 39
    order = list(library.shelf.documents)
    assert [order.index(each.source.info.id) for each in found] == sorted(
        order.index(each.source.info.id) for each in found
    )


def test_words_are_those_of_the_document_at_the_place_that_is_named(library: Library) -> None:
    for each in library.guide.recommendations():
        place = each.source.location
        block = next(b for b in library.document(place.document).blocks if b.id == place.start.block)
        assert each.source.text == block.text[place.start.offset : place.end.offset]
        assert each.source.reference in (
            f"{each.source.info.reference} para {block.number}",
            each.source.info.reference,
        )


def test_an_addressee_is_found_by_its_words(library: Library) -> None:
    to_states = library.guide.recommendations(RecommendationFilter(to="States"))
    assert {each.recommendation.addressee for each in to_states} >= {"States", "States and other duty bearers"}
    assert all("states" in each.recommendation.addressee.lower() for each in to_states)
    assert ids(library, to="icat") == {"rec-004-2.3"}


def test_what_is_addressed_to_nobody_is_not_found_by_whom_it_is_about(library: Library) -> None:
    about = {e.recommendation.id for e in library.guide.recommendations() if not e.recommendation.addressee_stated}
    assert about == {"rec-004-4.0a", "rec-004-4.0b", "rec-004-5.0", "rec-004-6.0"}
    assert not about & ids(library, to="States")


def test_filters_narrow_together(library: Library) -> None:
    inspectors = ids(library, role="labour_inspector")
    assert len(inspectors) == 4
    assert ids(library, role="labour_inspector", topic="workers-rights") == {"rec-004-2.2"}
    assert ids(library, text="procure regul") == {"rec-004-2.2"}
    assert ids(library, text="no such words") == set()
    assert ids(library, document="world-day-statement-2020") == {"rec-002-1", "rec-002-2", "rec-002-3"}


# -- questions -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["labour_inspector", "labour-inspector", "Labour inspector", " LABOUR  inspector"])
def test_a_role_is_known_by_its_id_and_its_label(library: Library, name: str) -> None:
    assert library.guide.role(name).id == "labour_inspector"


def test_an_unknown_role_is_refused_with_those_there_are(library: Library) -> None:
    with pytest.raises(Refused) as refused:
        library.guide.role("astronaut")
    assert "labour_inspector" in str(refused.value.facts["known"])


def test_all_questions_have_their_passages_the_best_first(library: Library) -> None:
    asked = library.guide.questions()
    assert len(asked) == 102
    for each in asked:
        grades = [answer.grade for answer in each.answers]
        assert grades == sorted(grades, reverse=True)
        assert bool(grades) == (each.question.coverage != "no")


def test_a_reading_path_has_what_answers_in_the_order_of_the_library(library: Library) -> None:
    path = library.guide.reading_path("labour_inspector")
    passages = [step.source.passage for step in path.steps]
    wanted = {
        name
        for each in library.guide.questions("labour_inspector")
        for name, grade in each.question.answers
        if grade >= 2
    }
    assert set(passages) == wanted
    assert len(passages) == len(wanted)
    assert all(step.questions for step in path.steps)
    assert {each.question.coverage for each in path.unanswered} <= {"no", "touched"}


# -- publications --------------------------------------------------------------------------------------------


def test_the_catalogue_is_narrowed_by_each_of_its_fields(library: Library) -> None:
    guide = library.guide
    assert len(guide.catalogue()) == 70
    assert {e.publication.type for e in guide.catalogue(CatalogueFilter(type="issue brief"))} == {"issue_brief"}
    assert {e.publication.year for e in guide.catalogue(CatalogueFilter(year="2021..2022"))} == {"2021", "2022"}
    assert all(
        any("children" in t for t in e.publication.topics) for e in guide.catalogue(CatalogueFilter(topic="children"))
    )
    assert all("16.2" in e.publication.sdg for e in guide.catalogue(CatalogueFilter(sdg="16.2")))
    assert all("healthcare" in e.publication.audience for e in guide.catalogue(CatalogueFilter(audience="healthcare")))
    assert len(guide.catalogue(CatalogueFilter(held=True))) == 5
    assert {e.info.id for e in guide.catalogue(CatalogueFilter(held=True)) if e.info} == set(library.shelf.documents)
    dates = [e.publication.date for e in guide.catalogue()]
    assert dates == sorted(dates, reverse=True)


def test_a_document_knows_what_came_after_it(library: Library) -> None:
    standing = library.guide.standing("world-day-statement-2020")
    assert [each.id for each in standing.newer][:2] == ["world-day-statement-2024", "world-day-statement-2023"]
    assert "governments and all relevant stakeholders" in standing.addressees
    assert library.guide.standing("event-2023-10-briefing").newer == ()


def test_a_document_of_a_title_takes_the_place_of_its_entry(tmp_path: Path) -> None:
    corpus = copytree(CORPUS, tmp_path / "corpus")
    title = "Trafficking in Persons and Refugee Status"
    (corpus / "documents" / "brief-3.md").write_text(
        document_text("Words.", id="brief-3", reference="ICAT-IB-2017", title=title.upper()), encoding="utf-8"
    )
    pack = corpus / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8") + "  - brief-3\n", encoding="utf-8")
    entry = Library(places(tmp_path / "data", corpus)).guide.publication("issue-brief-03")
    assert entry is not None
    assert entry.publication.document == "brief-3"
    assert entry.info is not None


# -- terms ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["forced labor", "travail forcé", "FORCED LAB", "السخرة", "强迫劳动", "принуди"])
def test_a_term_is_found_by_any_of_its_labels(library: Library, typed: str) -> None:
    assert "forced-labour" in {concept.id for concept in library.terms.all(typed)}


def test_all_terms_are_listed_by_the_alphabet(library: Library) -> None:
    found = library.terms.all()
    assert len(found) == 199
    names = [concept.preferred.casefold() for concept in found]
    assert names[0] < names[-1]


def test_a_term_has_its_kin_its_passages_and_its_recommendations(library: Library) -> None:
    page = library.terms.page("forced-labour")
    assert page is not None
    assert [concept.id for concept in page.broader] == ["labour-exploitation"]
    assert {"ICAT-CFA-2021 para 4", "ICAT-WDS-2023 para 2"} <= {use.source.reference for use in page.uses}
    assert all("forced-labour" in each.recommendation.topics for each in page.recommendations)
    assert all(not each.held for each in page.publications)


def test_a_term_that_the_library_does_not_use_has_no_passages(library: Library) -> None:
    unused = [concept for concept in library.guidance.concepts if not concept.in_corpus]
    assert unused
    assert not any(page.uses for concept in unused[:8] if (page := library.terms.page(concept.id)))


def test_there_is_no_page_of_what_is_no_term(library: Library) -> None:
    assert library.terms.page("no-such-term") is None
