"""The catalogue of publications: what its filters let through, and how a document takes the place of its entry."""

from pathlib import Path
from shutil import copytree

import pytest

from reader.core.advice import CatalogueFilter
from reader.core.types import Target
from reader.core.workspace import Library, Workspace
from tests.builders import CORPUS, document_text, places, workspace

TITLE = "What is the Difference between Trafficking in Persons and Smuggling of Migrants"
ASKED = "Is this trafficking or smuggling?"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return workspace(tmp_path).library


def ids(library: Library, **wanted: object) -> list[str]:
    return [entry.publication.id for entry in library.guide.catalogue(CatalogueFilter(**wanted))]  # type: ignore[arg-type]


def test_filters_and_what_they_know(library: Library) -> None:
    guide = library.guide
    assert len(ids(library)) == 70
    assert {each.publication.document for each in guide.catalogue(CatalogueFilter(held=True))} == {
        info.id for info in library.documents()
    }
    assert len(ids(library, held=False)) == 65
    assert ids(library, type="issue-brief", text="techn") == ["issue-brief-07"]
    for field, option in (("type", "type"), ("year", "year"), ("topic", "topic"), ("sdg", "sdg"), ("for", "audience")):
        found = [set(ids(library, **{option: value})) for value in guide.catalogue_values[field]]
        assert all(found), field
        assert set().union(*found) <= set(ids(library))
    years = [entry.publication.year for entry in guide.catalogue()]
    assert years == sorted(years, reverse=True)
    assert set(ids(library, year="2019..2020")) == {*ids(library, year="2019"), *ids(library, year="2020")}
    assert ids(library, year="1950") == ids(library, topic="xylophones") == []


def test_a_value_means_itself_where_it_exists(library: Library) -> None:
    """Not others with a word that begins so, as a filter of a search has it."""
    topics = {entry.publication.topics for entry in library.guide.catalogue(CatalogueFilter(topic="demand"))}
    assert all("demand" in each for each in topics)


def test_a_document_that_is_added_later_takes_the_place_of_its_entry(tmp_path: Path, library: Library) -> None:
    before = library.guide.publication("issue-brief-01")
    assert before is not None
    assert before.info is None
    assert "issue-brief-01" in [each.id for each in library.search(ASKED).catalogue]
    corpus = copytree(CORPUS, tmp_path / "corpus")
    body = f"# {TITLE}\n\nThe two are defined in two protocols.\n\nSee also Issue Brief on Trafficking in Children."
    text = document_text(body, id="brief", reference="ICAT-IB1-2016", title=f'"{TITLE}"', date='"2016"',
                         date_precision="year", type="issue_brief")  # fmt: skip
    mentions = document_text(f"As the Issue Brief {TITLE} says, and ICAT Issue Brief 1.", id="late",
                             reference="ICAT-LTE-2024")  # fmt: skip
    for name, content in (("brief", text), ("late", mentions)):
        (corpus / "documents" / f"{name}.md").write_text(content, encoding="utf-8")
    listed = corpus / "pack.yaml"
    listed.write_text(listed.read_text(encoding="utf-8").rstrip() + "\n  - brief\n  - late\n", encoding="utf-8")
    grown = Workspace(places(tmp_path / "grown", corpus)).library
    entry = grown.guide.publication("issue-brief-01")
    assert entry is not None
    assert entry.info is not None
    assert entry.info.id == "brief"
    assert "issue-brief-01" in ids(grown, held=True)
    assert len(ids(grown)) == 70
    there = grown.look_up("doc:brief")
    assert isinstance(there, Target)
    assert there.info.title == TITLE
    linked = grown.mentions(grown.document("late"))
    assert linked
    assert {each.target for each in linked} == {"doc:brief"}
    assert "issue-brief-01" not in [each.id for each in grown.search(ASKED).catalogue]
