"""What a term means and who is who, in a terminal."""

import json
from pathlib import Path

import yaml

from reader.cli import terms
from tests.builders import CORPUS, workspace
from tests.test_cli import Captured, refused, run


def test_a_label_in_any_language_prints_its_term(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "term", "العمل", "الجبري") == 0
    said = capsys.readouterr().out
    assert said.startswith("forced labour  (")
    assert "American: forced labor" in said
    assert "No native speaker has checked" in said
    assert "ICAT-CFA-2021 para 4" in said


def test_words_of_a_recommendation_stand_below_its_addressee(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "term", "exploitation") == 0
    uses = capsys.readouterr().out.partition("Passages that use it")[2].partition("Recommendations on it")[0]
    before = uses.partition("Intensify efforts to discourage demand")[0].splitlines()
    assert [line.strip() for line in before if line.strip()][-1] == "To: States"


def test_a_term_that_is_not_used_says_so_and_names_publications(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "term", "consent") == 0
    said = capsys.readouterr().out
    assert "The library does not use this term." in said
    assert "not in this library\n\n    What is the difference" in said


def test_words_that_no_term_has_are_refused(tmp_path: Path, capsys: Captured) -> None:
    assert "xylophone" in refused(tmp_path, capsys, "term", "xylophone")


def test_every_term_is_found_by_its_name(tmp_path: Path) -> None:
    library = workspace(tmp_path).library
    assert len(library.guidance.concepts) == 199
    for concept in library.guidance.concepts:
        assert concept in terms._meant(library, concept.preferred)


def test_the_json_of_a_term_has_what_its_page_has(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "term", "survivor", "--json") == 0
    told = json.loads(capsys.readouterr().out)[0]
    assert (told["id"], told["in_library"]) == ("survivor", True)
    assert {each["language"] for each in told["translations"]} == {"fr", "es", "ru", "ar", "zh"}
    assert {each["language"] for each in told["translations"] if each["unchecked"]} == {"ar", "fr", "ru"}
    assert all(each["reference"] and each["date"] and each["text"] for each in told["uses"])
    assert run(tmp_path, "term", "data", "sharing", "--json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["broader"] == [{"id": "data", "preferred": "data on trafficking"}]
    assert told["recommendations"]
    assert all(each["to"] for each in told["recommendations"])


def test_bodies_have_nothing_that_only_general_knowledge_says(tmp_path: Path, capsys: Captured) -> None:
    raw = yaml.safe_load((CORPUS / "organisations.yaml").read_text(encoding="utf-8"))
    unsaid = [each for each in raw["bodies"] if each["status"] == "general_knowledge"]
    assert unsaid
    assert run(tmp_path, "bodies", "--json") == 0
    out = capsys.readouterr().out
    told = json.loads(out)
    assert len(told["bodies"]) == len(raw["bodies"]) - len(unsaid)
    assert not any(each["name"] in out or each["mandate"] in out for each in unsaid)
    assert {each["year"] for each in told["chairs"] if not each["bodies"]} == {2020, 2026}


def test_bodies_are_printed(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "bodies") == 0
    printed = capsys.readouterr().out
    for said in ("2026: not known", "E-mail: icat@un.org", "2023: IOM, OSRSG-VAC", "ICAT-WDS-2020 para"):
        assert said in printed
