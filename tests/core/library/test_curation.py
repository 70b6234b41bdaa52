"""The curated data of the pack: all of it resolves, nothing uncertain is shown, and a bad entry costs only itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import yaml

from reader.core.guidance import Guidance
from reader.core.library.guidance import read_guidance
from reader.core.library.shelf import CURATED, open_shelf
from tests.builders import CORPUS, corpus_documents, document, guidance

Change = Callable[[Any], Any]


def raw(name: str, folder: Path = CORPUS) -> dict[str, Any]:
    return yaml.safe_load((folder / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def changed(folder: Path, name: str, change: Change) -> tuple[Guidance, list[str]]:
    """The guidance of the corpus with one file changed, and what is said to be wrong."""
    for each in CURATED:
        (folder / each).write_bytes((CORPUS / each).read_bytes())
    held = raw(name)
    change(held)
    (folder / name).write_text(yaml.safe_dump(held, allow_unicode=True), encoding="utf-8")
    found, problems = read_guidance(folder, corpus_documents().values())
    return found, [f"{problem.facts['entry']}: {problem.facts['reason']}" for problem in problems]


def text_of(passage: str) -> str:
    name, _, block_id = passage.partition("#")
    return next(block.text for block in corpus_documents()[name].blocks if block.id == block_id)


# -- the corpus ----------------------------------------------------------------------------------------------


def test_nothing_in_the_corpus_is_wrong() -> None:
    assert read_guidance(CORPUS, corpus_documents().values())[1] == []


def test_all_of_it_is_there() -> None:
    known = guidance()
    assert len(known.questions) == 102
    assert len(known.recommendations) == 39
    assert len(known.concepts) == 199
    assert len(known.roles) == 9
    assert [each.coverage for each in known.questions].count("no") == 17


def test_what_is_established_or_probable_is_shown_and_nothing_else() -> None:
    entries = raw("publications.yaml")["publications"]
    shown = {each["id"] for each in entries if each["certainty"] in ("established", "probable")}
    assert {each.id for each in guidance().publications} == shown
    assert len(shown) == 70
    known = {each["id"]: each["certainty"] for each in entries}
    assert all(each.established == (known[each.id] == "established") for each in guidance().publications)
    assert all(each.uncertain for each in guidance().publications if not each.established)
    bodies = raw("organisations.yaml")["bodies"]
    general = {each["id"] for each in bodies if each["status"] == "general_knowledge"}
    assert general
    assert {each.id for each in guidance().group.bodies} == {each["id"] for each in bodies} - general


def test_questions_point_only_at_what_is_shown() -> None:
    shown = {each.id for each in guidance().publications}
    assert all(name in shown for each in guidance().questions for name in each.publications)


def test_the_words_of_a_recommendation_are_those_of_the_text() -> None:
    said = {each.id: each for each in guidance().recommendations}
    for entry in raw("recommendations.yaml")["recommendations"]:
        each = said[entry["id"]]
        words = text_of(each.passage)[each.start : each.end]
        assert words.lstrip("“").startswith(entry["begins"].lstrip("“"))
        assert words.rstrip(".”").endswith(entry["ends"].rstrip(".”"))
        assert each.addressee in (entry.get("addressed_to"), entry.get("about"))


def test_the_whole_sentence_is_taken_with_its_marks() -> None:
    quoted = next(each for each in guidance().recommendations if each.id == "rec-003-2")
    words = text_of(quoted.passage)[quoted.start : quoted.end]
    assert words.startswith("“We welcome")
    assert words.endswith("she said.")


def test_every_answer_is_a_passage_of_the_library() -> None:
    assert all(text_of(name) for each in guidance().questions for name, _ in each.answers)
    assert all(each.answers for each in guidance().questions if each.coverage != "no")


def test_bundled_publications_are_held_by_their_documents() -> None:
    held = {each.document for each in guidance().publications if each.held}
    assert held == set(corpus_documents())


# -- bad entries ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "change", "wrong"),
    [
        ("publications.yaml", lambda held: held["publications"][0].pop("title"), "issue-brief-01: lacks “title”"),
        (
            "publications.yaml",
            lambda held: held["publications"][0].update(date="soon"),
            "issue-brief-01: has “soon” in “date”, which is no date as 2021, 2021-11 or 2021-11-15",
        ),
        (
            "publications.yaml",
            lambda held: held["publications"][0].update(titel="x"),
            "issue-brief-01: has “titel”, which is not read",
        ),
        (
            "publications.yaml",
            lambda held: held["publications"][1].update(id="issue-brief-01"),
            "issue-brief-01: has the id of an entry above",
        ),
        (
            "recommendations.yaml",
            lambda held: held["recommendations"][0].update(begins="Words that stand nowhere"),
            "rec-000-1: has words in “begins” that stand nowhere in the document",
        ),
        (
            "recommendations.yaml",
            lambda held: held["recommendations"][0].update(ends="We all must do"),
            "rec-000-1: has words in “ends” that do not follow those in “begins” in the same paragraph",
        ),
        (
            "recommendations.yaml",
            lambda held: held["recommendations"][0].update(document="gone"),
            "rec-000-1: is about “gone”, which is no document of this library",
        ),
        (
            "recommendations.yaml",
            lambda held: held["recommendations"][0].update(about="States"),
            "rec-000-1: needs either “addressed_to” or, where the text names nobody, “about”",
        ),
        (
            "recommendations.yaml",
            lambda held: held["recommendations"][0]["topics"].append("no-such-topic"),
            "rec-000-1: has “no-such-topic” in “topics”, which does not exist",
        ),
        (
            "roles.yaml",
            lambda held: held["roles"][0]["questions"][0].update(answered="no"),
            "service_provider: has a question, service_provider-01, that has “no” in “answered”, and 2 in “answers”",
        ),
        (
            "roles.yaml",
            lambda held: held["roles"][0]["questions"][0]["answers"][0].update(grade=4),
            "service_provider: has a question, service_provider-01, that has “4” in “grade”, which is none of 1, 2, 3",
        ),
        (
            "roles.yaml",
            lambda held: held["roles"][0]["questions"][1].update(id="service_provider-01"),
            "service_provider: has a question, service_provider-01, that has the id of a question above",
        ),
        (
            "roles.yaml",
            lambda held: held["roles"][0]["questions"][0].update(answered=True),
            "service_provider: has a question, service_provider-01, that needs quotation marks around yes or no in "
            "“answered”",
        ),
        (
            "publications.yaml",
            lambda held: held["publications"][0]["audience"].append("nobody"),
            "issue-brief-01: has “nobody” in “audience”, which does not exist",
        ),
        (
            "thesaurus.yaml",
            lambda held: held["concepts"][0].update(in_corpus="perhaps"),
            "trafficking-in-persons: needs true or false in “in_corpus”",
        ),
        (
            "organisations.yaml",
            lambda held: held["bodies"][0].update(sources=[]),
            "unodc: is said to be a member without “sources”",
        ),
        (
            "organisations.yaml",
            lambda held: held.update(chairs="nobody"),
            "chairs: must be a list, with “- ” before each entry",
        ),
        ("organisations.yaml", lambda held: held["chairs"].append("nobody"), "chairs 10: must have fields, as “id: …”"),
    ],
)
def test_a_bad_entry_is_named_and_costs_only_itself(tmp_path: Path, name: str, change: Change, wrong: str) -> None:
    found, said = changed(tmp_path, name, change)
    assert wrong in said
    whole = guidance()
    assert len(found.questions) >= len(whole.questions) - 1
    assert len(found.recommendations) >= len(whole.recommendations) - 1
    assert len(found.publications) >= len(whole.publications) - 1
    assert len(found.concepts) >= len(whole.concepts) - 1
    assert len(found.group.bodies) >= len(whole.group.bodies) - 1


def test_who_points_to_a_bad_entry_or_file_is_not_blamed(tmp_path: Path) -> None:
    _, said = changed(tmp_path, "thesaurus.yaml", lambda held: held["concepts"][0].pop("pref"))
    assert said == ["trafficking-in-persons: lacks “pref”"]
    (tmp_path / "roles.yaml").write_text("roles:\n\t- id: x\n", encoding="utf-8")
    _, problems = read_guidance(tmp_path, corpus_documents().values())
    assert [problem.facts["reason"] for problem in problems] == ["can be read: not valid YAML in line 2"]


def test_a_day_needs_no_quotation_marks(tmp_path: Path) -> None:
    day = date(2021, 11, 15)
    found, said = changed(tmp_path, "publications.yaml", lambda held: held["publications"][0].update(date=day))
    assert (found.publications[0].date, said) == ("2021-11-15", [])


@pytest.mark.parametrize("name", CURATED)
@pytest.mark.parametrize("text", ["", "a: [", "- only\n- a list", "roles: 3\npublications: {a: 1}\nconcepts: text"])
def test_a_file_that_is_no_such_file_leaves_the_others(tmp_path: Path, name: str, text: str) -> None:
    for each in CURATED:
        (tmp_path / each).write_bytes((CORPUS / each).read_bytes())
    (tmp_path / name).write_text(text, encoding="utf-8")
    found, problems = read_guidance(tmp_path, corpus_documents().values())
    there = (found.concepts, found.publications, found.recommendations, found.roles, found.group.bodies)
    assert sum(bool(each) for each in there) >= 4
    assert any(problem.facts["file"] == name for problem in problems) or text == ""


def test_words_that_stand_twice_are_refused(tmp_path: Path) -> None:
    twice = document("The same words stand here.", "The same words stand there.")
    (tmp_path / "roles.yaml").write_text(
        yaml.safe_dump({"roles": [{
            "id": "nurse", "label": "Nurse", "description": "Nurses.", "questions": [{
                "id": "nurse-1", "question": "Which?", "answered": "yes",
                "answers": [{"document": "sample", "begins": "the same words", "grade": 3}],
            }],
        }]}),
        encoding="utf-8",
    )  # fmt: skip
    found, [problem] = read_guidance(tmp_path, [twice])
    assert "several places" in str(problem.facts["reason"])
    assert found.questions == ()


# -- kept by the shelf ---------------------------------------------------------------------------------------


def test_what_the_shelf_keeps_is_what_was_read(tmp_path: Path) -> None:
    open_shelf(CORPUS, tmp_path)
    assert open_shelf(CORPUS, tmp_path).guidance == guidance()


@pytest.mark.parametrize("name", CURATED)
def test_the_shelf_is_compiled_again_when_a_curated_file_changes(tmp_path: Path, name: str) -> None:
    corpus = copytree(CORPUS, tmp_path / "corpus")
    before = open_shelf(corpus, tmp_path / "cache").fingerprint
    (corpus / name).write_text((corpus / name).read_text(encoding="utf-8") + "\n# edited\n", encoding="utf-8")
    assert open_shelf(corpus, tmp_path / "cache").fingerprint != before
