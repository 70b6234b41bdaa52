"""The verbs for those who have a question, as a user runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from reader import cli
from reader.core.workspace import Library
from tests.builders import PROJECT, places

Captured = pytest.CaptureFixture[str]


def run(folder: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(folder)]))


def told(folder: Path, capsys: Captured, *arguments: str) -> dict[str, object]:
    assert run(folder, *arguments, "--json") == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_all_questions_with_their_answers_as_json(prepared: Path, capsys: Captured) -> None:
    found = told(prepared, capsys, "questions")
    assert "not ICAT’s" in str(found["ours"])
    asked = {each["id"]: each for each in found["questions"]}  # type: ignore[attr-defined]
    guide = Library(places(prepared)).guide
    assert list(asked) == [each.id for each in guide.guidance.questions]
    assert len(asked) == 102
    assert sum(each["coverage"] == "no" for each in asked.values()) == 17
    for each in guide.questions():
        said = asked[each.question.id]
        assert [(one["reference"], one["grade"]) for one in said["answers"]] == [
            (answer.source.reference, answer.grade) for answer in each.answers
        ]
        assert all(one["text"] for one in said["answers"])
    first = asked["service_provider-01"]["answers"][0]
    assert first["reference"] == "ICAT-CFA-2021 para 20"
    assert (first["date"], first["addressees"]) == ("2021-11-15", ["To: States"])
    publication = asked["service_provider-06"]["publications"][0]
    assert (publication["id"], publication["held"]) == ("issue-brief-01", False)
    assert publication["title"].startswith("What is the difference between")


@pytest.mark.parametrize("name", ["labour-inspector", "labour_inspector", "Labour inspector"])
def test_a_role_is_understood_however_it_is_typed(prepared: Path, capsys: Captured, name: str) -> None:
    assert {each["role"] for each in told(prepared, capsys, "questions", "--role", name)["questions"]} == {  # type: ignore[attr-defined]
        "labour_inspector"
    }
    assert told(prepared, capsys, "path", *name.split())["label"] == "Labour inspector"


def test_an_unknown_role_is_a_sentence(prepared: Path, capsys: Captured) -> None:
    for arguments in (("questions", "--role", "plumber"), ("path", "plumber")):
        assert run(prepared, *arguments) == 2
        said = capsys.readouterr()
        assert said.err.startswith("There is no role “plumber”; there are: service_provider, ")
        assert said.out == ""


def test_what_is_printed_says_whose_words_they_are_and_to_whom(prepared: Path, capsys: Captured) -> None:
    assert run(prepared, "questions", "--role", "labour-inspector") == 0
    said = capsys.readouterr().out
    assert "Answers it: ICAT-CFA-2021 para 15, UN Heads’ call for action (2021), 15 November 2021, " in said
    assert "      To: States\n      Adopt or strengthen regulations" in said
    assert said.count("  Not answered.\n") == 3
    assert "what follows is not an answer" in said
    assert "No publication of ICAT on it is known to us." in said
    assert said.rstrip().endswith("not ICAT’s.")
    assert run(prepared, "questions", "passp") == 0
    assert "passports" in capsys.readouterr().out
    assert run(prepared, "questions", "xylophone") == 0
    assert capsys.readouterr().out == "No question has these words.\n"


def test_a_path_in_order_with_what_stays_unanswered(prepared: Path, capsys: Captured) -> None:
    found = told(prepared, capsys, "path", "labour-inspector")
    steps = found["steps"]
    assert [each["reference"] for each in steps][:2] == ["ICAT-CFA-2021 para 4", "ICAT-CFA-2021 para 12"]  # type: ignore[attr-defined]
    assert (len(steps), len(found["unanswered"])) == (8, 5)  # type: ignore[arg-type]
    assert run(prepared, "path", "labour inspector") == 0
    said = capsys.readouterr().out
    assert said.startswith("Reading path: Labour inspector\n")
    assert "  1. ICAT-CFA-2021 para 4  1. Address the core drivers" in said
    assert "Not answered by the library:" in said


def test_a_start_does_not_load_the_guidance_layer() -> None:
    late = "[name for name in sys.modules if 'guidance' in name or 'advice' in name]"
    look = f"import sys, reader.app, reader.ui.main_window; print({late})"
    done = subprocess.run([sys.executable, "-c", look], cwd=PROJECT, check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
