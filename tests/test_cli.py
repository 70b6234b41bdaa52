"""The command line: its verbs, its JSON, and one sentence for everything that can go wrong."""

import json
import re
import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlite

from reader import __version__, cli
from reader.core.errors import Broken, Refused
from reader.core.notes import connection
from reader.core.types import Location, Point
from tests.builders import PROJECT, made, mark, notebook, prepare, workspace

RESULT = ["query", "answered", "total", "hits", "notes", "suggestion", "suggestion_total", "facets", "catalogue"]
HIT = ["document", "reference", "section", "date", "language", "text", "snippet", "score", "addressees"]

Captured = pytest.CaptureFixture[str]


def run(folder: Path, *arguments: str) -> int:
    """Run a verb in this process, not for the first time; the exit code."""
    return first_run(prepare(folder, "library", "index"), *arguments)


def first_run(folder: Path, *arguments: str) -> int:
    """The same over a folder in which nothing is prepared."""
    return cli.run(cli.parse([*arguments, "--data-dir", str(folder)]))


def program(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program as a user would."""
    return subprocess.run(
        [sys.executable, "-m", "reader", *arguments], input=stdin, capture_output=True, cwd=PROJECT, check=False
    )


def assert_one_sentence(error: str) -> None:
    assert error.count("\n") == 1, error
    assert error.endswith(".\n")
    assert "Traceback" not in error


def refused(folder: Path, capsys: Captured, *arguments: str) -> str:
    """Run a verb that is refused; its one sentence."""
    assert first_run(folder, *arguments) == Refused.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert_one_sentence(captured.err)
    return captured.err


def with_marks(folder: Path) -> None:
    """Two marks on the corpus."""
    session = workspace(folder)
    session.notes.open()
    spans = (("call-for-action-2021", "p21", 9), ("world-day-statement-2020", "p2", 17))
    for name, block, end in spans:
        session.notes.add("note", Location(name, Point(block, 0), Point(block, end)), text="Überprüfen 😀")
    session.notes.close()


# -- search --------------------------------------------------------------------------------------------------


def test_a_search_prints_passages_with_their_references(tmp_path: Path, capsys: Captured) -> None:
    assert first_run(tmp_path, "search", "non-punishment") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("ICAT-CFA-2021 para 21  UN Heads’ call for action (2021), 15 November 2021\n")
    assert "3. Ensure a rights-based" in captured.out
    assert "non-punishment principle" in captured.out
    assert "2 found. Searched 75 passages in 5 documents; 0 without text.\n" in captured.out
    assert captured.err == ""


@pytest.mark.parametrize("query", ["type:", '"', "-", "-children", '""', "NOT victims"])
def test_a_query_that_asks_for_nothing_gets_a_hint_and_no_verdict(tmp_path: Path, capsys: Captured, query: str) -> None:
    assert cli.run(cli.parse(["search", "--data-dir", str(tmp_path), "--", query])) == 0
    assert capsys.readouterr().out == "Type something to search for.\n"


def test_filters_that_let_nothing_through_are_no_verdict(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "victims", "type:statement", "year:2021")
    assert capsys.readouterr().out.startswith("Nothing passes these filters; ")
    run(tmp_path, "search", "lang:fr")
    out = capsys.readouterr().out
    assert "Nothing in the library is “lang:fr”." in out
    assert "does not treat" not in out


def test_own_notes_are_found_in_a_terminal_too(tmp_path: Path, capsys: Captured) -> None:
    desk = workspace(tmp_path)
    desk.notes.open()
    place = desk.library.find("ICAT-CFA-2021 para 21")
    desk.notes.add("note", place, text="Ask the lawyer about Agadez.")
    desk.notes.close()
    run(tmp_path, "search", "agadez", "in:notes")
    out = capsys.readouterr().out
    assert "In my notes: 1" in out
    assert "Ask the lawyer about Agadez." in out
    run(tmp_path, "search", "--json", "agadez")
    assert [note["reference"] for note in json.loads(capsys.readouterr().out)["notes"]] == ["ICAT-CFA-2021 para 21"]
    run(tmp_path, "search", "--json", "marked:yes")
    assert [hit["reference"] for hit in json.loads(capsys.readouterr().out)["hits"]] == ["ICAT-CFA-2021 para 21"]


def test_the_words_of_a_query_need_no_quotes(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "organ", "removal", "--json")
    assert json.loads(capsys.readouterr().out)["query"] == "organ removal"


def test_a_terminal_shows_ten_hits_and_says_how_many_more(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "trafficking")
    some = capsys.readouterr().out
    run(tmp_path, "search", "trafficking", "--all")
    every = capsys.readouterr().out
    total = int(every.split(" found.")[0].rsplit("\n", 1)[1])
    assert (some.count(" para "), every.count(" para ")) == (10, total)
    assert f"{total - 10} more; show them with --all." in some
    assert "more; show" not in every


def test_nothing_found_is_an_answer(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "search", "xylophone") == 0
    out = capsys.readouterr().out
    assert out.startswith("Nothing found for “xylophone”.\nThe library does not treat this.\n")
    assert "0 found." in out


def test_the_json_of_a_search_has_these_keys_and_no_others(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "--json", "non-punishment")
    captured = capsys.readouterr()
    answer = json.loads(captured.out)
    assert list(answer) == RESULT
    assert (answer["query"], answer["answered"], answer["suggestion"], answer["catalogue"]) == (
        "non-punishment",
        True,
        None,
        [],
    )
    assert answer["total"] == len(answer["hits"]) == 2
    hit = answer["hits"][0]
    assert list(hit) == HIT
    assert (hit["document"], hit["reference"], hit["date"]) == (
        "call-for-action-2021",
        "ICAT-CFA-2021 para 21",
        "2021-11-15",
    )
    assert hit["section"] == [
        "3. Ensure a rights-based, child-friendly, gender-sensitive and victim and survivor-centred approach"
    ]
    assert hit["text"].startswith("Grant victims, including children, access to justice")
    assert hit["text"].endswith("as a direct consequence of being trafficked.")
    assert hit["snippet"].strip("… ") in hit["text"]
    assert isinstance(hit["score"], float)
    assert hit["addressees"] == ["States"]


def test_the_json_of_no_answer_says_so(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "--json", "xylophone")
    answer = json.loads(capsys.readouterr().out)
    assert answer == {
        "query": "xylophone", "answered": False, "total": 0, "hits": [], "notes": [], "suggestion": None,
        "suggestion_total": 0, "facets": [], "catalogue": [],
    }  # fmt: skip


def test_the_json_of_a_search_counts_facets_and_names_languages(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "--json", "victims type:statement")
    answer = json.loads(capsys.readouterr().out)
    assert {hit["language"] for hit in answer["hits"]} == {"en"}
    assert all(list(facet) == ["field", "value", "count"] for facet in answer["facets"])
    assert {"field": "type", "value": "statement", "count": answer["total"]} in answer["facets"]


def test_a_typing_error_is_offered_mended_with_its_number_of_results(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "corupption")
    assert "Did you mean “corruption”? (3 results)" in capsys.readouterr().out
    run(tmp_path, "search", "--json", "corupption")
    answer = json.loads(capsys.readouterr().out)
    assert (answer["suggestion"], answer["suggestion_total"]) == ("corruption", 3)


def test_a_filter_that_nothing_can_pass_is_named(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "victims type:novel")
    assert "Nothing in the library is “type:novel”.\n" in capsys.readouterr().out


def test_an_explanation_shows_the_parts_of_every_score(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "victims data", "--explain")
    lines = capsys.readouterr().out.split("\nRead as:\n")[1].splitlines()
    number = r"(-?\d+\.\d+)"
    scores = [
        re.findall(rf"  {number}   lent {number}  coverage {number}  meaning {number}  weight {number}", line)
        for line in lines
    ]
    parts = [re.findall(rf" {number} / +{number} / {number}$", line) for line in lines]
    places = [place for place, found in enumerate(scores) if found]
    assert len(places) == 10
    for place in places:
        score, lent, coverage, meaning, weight = map(float, scores[place][0])
        both = [tuple(map(float, row)) for found in parts[place + 1 : place + 3] for row in found]
        assert len(both) == 2
        said = sum(max(own, meant) + 0.3 * min(own, meant) for own, meant, _ in both)
        assert ((said + lent) * coverage + meaning) * weight == pytest.approx(
            score, rel=0.02, abs=0.01
        )  # two decimals are shown


BATCH = 'non-punishment\n\n  \nعدم معاقبة\r\n"an open quote\n😀\n-only\nvictims’ data\n'
QUERIES = ["non-punishment", "عدم معاقبة", '"an open quote', "😀", "-only", "victims’ data"]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_batch_is_answered_with_one_object_a_line(tmp_path: Path, capsys: Captured, mark: str) -> None:
    (tmp_path / "queries.txt").write_bytes((mark + BATCH).encode())
    assert run(tmp_path, "search", "--json", "--batch", str(tmp_path / "queries.txt")) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["query"] for answer in answers] == QUERIES
    assert all(list(answer) == RESULT for answer in answers)
    assert answers[0]["hits"][0]["reference"] == "ICAT-CFA-2021 para 21"


def test_an_empty_batch_has_no_answers(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "queries.txt").write_bytes(b"\n\n")
    assert run(tmp_path, "search", "--json", "--batch", str(tmp_path / "queries.txt")) == 0
    assert capsys.readouterr().out == ""


def test_a_batch_comes_from_standard_input_too(tmp_path: Path) -> None:
    prepare(tmp_path, "library", "index")
    done = program("search", "--json", "--batch", "-", "--data-dir", str(tmp_path), stdin=BATCH.encode())
    assert [json.loads(line)["query"] for line in done.stdout.decode().splitlines()] == QUERIES
    assert (done.returncode, done.stderr) == (0, b"")


def test_standard_input_that_is_not_utf_8_is_refused(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(b"caf\xe9\n"), encoding="latin-1"))
    assert "UTF-8" in refused(tmp_path, capsys, "search", "--json", "--batch", "-")


def test_a_missing_batch_file_is_refused(tmp_path: Path, capsys: Captured) -> None:
    error = refused(tmp_path, capsys, "search", "--json", "--batch", str(tmp_path / "none.txt"))
    assert error == f"The file {tmp_path / 'none.txt'} does not exist.\n"


@pytest.mark.parametrize("content", [b"caf\xe9\n", b"\xff\xfe\x00a"])
def test_a_batch_file_that_is_not_utf_8_is_refused(tmp_path: Path, capsys: Captured, content: bytes) -> None:
    (tmp_path / "queries.txt").write_bytes(content)
    assert "UTF-8" in refused(tmp_path, capsys, "search", "--json", "--batch", str(tmp_path / "queries.txt"))


def test_a_folder_is_no_batch_file(tmp_path: Path, capsys: Captured) -> None:
    refused(tmp_path, capsys, "search", "--json", "--batch", str(tmp_path))


@pytest.mark.parametrize("query", ["", "  ", "\t"])
def test_an_empty_query_is_refused(tmp_path: Path, capsys: Captured, query: str) -> None:
    assert refused(tmp_path, capsys, "search", query) == "Type something to search for.\n"


def test_a_damaged_index_is_rebuilt_without_a_word(tmp_path: Path, capsys: Captured) -> None:
    first_run(tmp_path, "search", "--json", "victims")
    before = capsys.readouterr()
    for file in (tmp_path / "cache").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged")
    first_run(tmp_path, "search", "--json", "victims")
    assert capsys.readouterr() == before


def test_a_query_cannot_steer_the_terminal(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "search", "xylo\x1b[2Jphone\u202e")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


# -- list, show, index ---------------------------------------------------------------------------------------


def test_the_list_names_all_documents(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "list") == 0
    out = capsys.readouterr().out
    assert [line.split("  ")[0] for line in out.splitlines() if line.startswith("ICAT-")] == [
        "ICAT-CFA-2021", "ICAT-WDS-2023", "ICAT-BRF-2023", "ICAT-PUB-2022", "ICAT-WDS-2020",
    ]  # fmt: skip
    assert re.search(r"Call to action, 15 November 2021, \d+ years ago, 6 min", out)
    assert "Addressed to: governments in all regions; States; ICAT members" in out
    assert out.count("A newer one exists: Leave No Child Behind in the Fight Against Human Trafficking") == 2


def test_the_json_of_the_list_has_these_keys(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "list", "--json")
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 5
    assert sorted(rows[0]) == [
        "addressees", "date", "edition", "id", "issuers", "language", "newer", "passages", "reference", "short_title",
        "superseded_by", "title", "type", "words",
    ]  # fmt: skip
    assert rows[1]["newer"] == [{
        "id": "world-day-statement-2024", "title": "Leave No Child Behind in the Fight Against Human Trafficking",
        "date": "2024-07-30", "held": False,
    }]  # fmt: skip


@pytest.mark.parametrize(
    "reference", [["ICAT-CFA-2021 para 21"], ["icat-cfa-2021", "21"], ["call-for-action-2021", "21"]]
)
def test_a_paragraph_is_shown_with_its_context(tmp_path: Path, capsys: Captured, reference: list[str]) -> None:
    assert run(tmp_path, "show", *reference) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert out.startswith("UN Heads’ call for action (2021) 3. Ensure a rights-based")
    assert "21 • Grant victims, including children" in out
    assert "being trafficked. To: States ICAT-CFA-2021 · Heads of the thirty entities making up ICAT" in out
    assert re.search(r"Call to action · 15 November 2021, \d+ years ago A newer one exists: Call for Accelerated", out)


def test_a_document_is_shown_whole(tmp_path: Path, capsys: Captured) -> None:
    run(tmp_path, "show", "ICAT-WDS-2020", "--json")
    shown = json.loads(capsys.readouterr().out)
    assert list(shown) == ["document", "title", "type", "date", "addressees", "newer", "superseded_by", "blocks"]
    assert list(shown["blocks"][0]) == ["reference", "kind", "text", "section", "addressees"]
    assert shown["blocks"][0]["kind"] == "title"
    assert shown["blocks"][-1]["text"].endswith("@ICAT_News.")


def test_the_index_verb_prepares_everything(tmp_path: Path, capsys: Captured) -> None:
    assert first_run(tmp_path, "index", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"passages": 75, "documents": 5}
    assert list((tmp_path / "cache" / "index").rglob("seal.json"))


def test_the_index_verb_says_that_it_is_ready(tmp_path: Path, capsys: Captured) -> None:
    first_run(tmp_path, "index")
    assert capsys.readouterr().out == "Ready: 75 passages in 5 documents.\n"


def test_an_index_that_cannot_be_kept_is_no_success(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert first_run(tmp_path / "file", "index", "--json") == Broken.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert_one_sentence(captured.err)


def steps(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_steered_index_tells_its_steps_and_then_what_there_is(tmp_path: Path) -> None:
    done = program("index", "--json", "--steered", "--data-dir", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    first, *_, sealed, last = steps(done.stdout.decode())
    assert first == {"done": 0, "total": 0, "sealed": False}
    assert sealed == {"done": 75, "total": 75, "sealed": True}
    assert last == {"passages": 75, "documents": 5}


STEERED = [sys.executable, "-m", "reader", "index", "--json", "--steered", "--data-dir"]


def test_a_steered_index_can_be_called_off(tmp_path: Path) -> None:
    done = program("index", "--json", "--steered", "--data-dir", str(tmp_path), stdin=b"cancel\n")
    assert (done.returncode, done.stderr) == (cli.EXIT_INTERRUPTED, b"")
    assert not workspace(tmp_path).library.index_is_ready()


def test_a_pause_ends_with_a_resume(tmp_path: Path) -> None:
    child = subprocess.Popen([*STEERED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=PROJECT)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b"pause\n")
    child.stdin.flush()
    said = [child.stdout.readline()]
    while b'"total": 75' not in said[-1]:  # it works, and now it waits
        said.append(child.stdout.readline())
    assert not workspace(tmp_path).library.index_is_ready()
    child.stdin.write(b"resume\n")
    assert child.communicate(timeout=60)[0].endswith(b'{"passages": 75, "documents": 5}\n')
    assert child.returncode == 0


@pytest.mark.parametrize("wish", [b"", b"pause\n"])
def test_when_the_watching_program_is_gone_the_work_goes_on_to_its_end(tmp_path: Path, wish: bytes) -> None:
    child = subprocess.Popen(
        [*STEERED, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT
    )
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    child.stdin.write(wish)
    child.stdin.close()
    assert child.wait(timeout=60) == 0
    assert child.stderr.read() == b""
    child.stderr.close()
    assert workspace(tmp_path).library.index_is_ready()


def test_an_unknown_reference_is_refused(tmp_path: Path, capsys: Captured) -> None:
    assert "“ICAT-XYZ-1999 para 3”" in refused(tmp_path, capsys, "show", "ICAT-XYZ-1999 para 3")


# -- export --------------------------------------------------------------------------------------------------


def test_an_export_writes_the_marks_and_says_how_many(tmp_path: Path, capsys: Captured) -> None:
    with_marks(tmp_path)
    assert run(tmp_path, "export", "--format", "markdown", "-o", str(tmp_path / "out.md")) == 0
    captured = capsys.readouterr()
    assert (captured.out, captured.err) == (f"2 marks written to {tmp_path / 'out.md'}.\n", "")
    text = (tmp_path / "out.md").read_text(encoding="utf-8")
    assert "> Grant vic" in text
    assert text.count("Überprüfen 😀") == 2
    assert text.index("ICAT-CFA-2021 para 21") < text.index("ICAT-WDS-2020 para 2")


def test_an_export_of_one_document_holds_no_other(tmp_path: Path, capsys: Captured) -> None:
    with_marks(tmp_path)
    assert run(tmp_path, "export", "--document", "icat-wds-2020", "-o", str(tmp_path / "out.md")) == 0
    assert capsys.readouterr().out.startswith("1 mark written")
    assert "ICAT-CFA" not in (tmp_path / "out.md").read_text(encoding="utf-8")


def test_with_nothing_to_export_no_file_is_written(tmp_path: Path, capsys: Captured) -> None:
    error = refused(tmp_path, capsys, "export", "-o", str(tmp_path / "out.md"))
    assert error == "There are no marks to export yet, so no file was written.\n"
    assert not (tmp_path / "out.md").exists()


def test_an_export_into_a_missing_folder_is_refused(tmp_path: Path, capsys: Captured) -> None:
    with_marks(tmp_path)
    error = refused(tmp_path, capsys, "export", "-o", str(tmp_path / "none" / "out.md"))
    assert error == f"The folder {tmp_path / 'none'} does not exist.\n"
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("output", ["folder", ".", "n" * 300])
def test_an_export_to_what_cannot_be_written_is_broken(tmp_path: Path, capsys: Captured, output: str) -> None:
    with_marks(tmp_path)
    (tmp_path / "folder" / "full").mkdir(parents=True)
    target = output if output == "." else str(tmp_path / output)
    assert run(tmp_path, "export", "-o", target) == Broken.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert_one_sentence(captured.err)
    assert captured.err.startswith("Nothing was saved")


def test_an_export_of_an_unknown_document_is_refused(tmp_path: Path, capsys: Captured) -> None:
    with_marks(tmp_path)
    refused(tmp_path, capsys, "export", "--document", "ICAT-XYZ-1", "-o", str(tmp_path / "out.md"))


def test_a_data_folder_that_is_a_file_is_refused(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    refused(tmp_path / "file", capsys, "export", "-o", str(tmp_path / "out.md"))


def test_a_search_needs_no_folder_of_its_own(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert first_run(tmp_path / "file", "search", "non-punishment") == 0
    assert capsys.readouterr().out.startswith("ICAT-CFA-2021 para 21")


def test_a_damaged_notebook_is_recovered_exported_and_mentioned(tmp_path: Path, capsys: Captured) -> None:
    with_marks(tmp_path)
    (tmp_path / "notebook.db").write_bytes(b"\xff" * 9000)
    assert run(tmp_path, "export", "-o", str(tmp_path / "out.md")) == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("2 marks written")
    assert_one_sentence(captured.err)
    assert "(marks: 2) is in a new notebook" in captured.err


def test_a_locked_notebook_is_refused_and_left_alone(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.01)
    with_marks(tmp_path)
    other = sqlite.connect(str(tmp_path / "notebook.db"), isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    error = refused(tmp_path, capsys, "export", "-o", str(tmp_path / "out.md"))
    assert error.startswith("Another program is writing to your notes")
    other.execute("ROLLBACK")
    other.close()
    assert run(tmp_path, "export", "-o", str(tmp_path / "out.md")) == 0


def test_a_notebook_of_a_newer_version_is_exported_and_mentioned(tmp_path: Path, capsys: Captured) -> None:
    book = notebook(tmp_path)
    book.apply(made(mark()))
    book.close()
    other = sqlite.connect(str(tmp_path / "notebook.db"), isolation_level=None)
    other.execute("PRAGMA user_version = 99")
    other.close()
    assert run(tmp_path, "export", "-o", str(tmp_path / "out.md")) == 0
    assert "newer version" in capsys.readouterr().err


# -- usage ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nonsense"],
        ["nonsense"],
        ["search"],
        ["search", "words", "--nonsense"],
        ["search", "words", "--batch", "file"],
        ["search", "--batch"],
        ["show"],
        ["export"],
        ["export", "-o", "a.md", "--format", "odt"],
        ["list", "extra"],
        ["--data-dir"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(capsys: Captured, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.parse(arguments)
    assert caught.value.code == Refused.exit_code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert_one_sentence(captured.err)
    assert "--help" in captured.err


def test_no_verb_means_the_window() -> None:
    assert cli.parse([]).verb is None
    assert cli.parse(["--data-dir", "x"]).verb is None


def test_the_data_folder_may_stand_before_or_after_the_verb() -> None:
    assert (
        cli.parse(["--data-dir", "x", "list"]).data_dir == cli.parse(["list", "--data-dir", "x"]).data_dir == Path("x")
    )


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["export", "--help"]])
def test_help_is_printed(capsys: Captured, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        cli.parse(arguments)
    assert caught.value.code == 0
    assert "--data-dir" in capsys.readouterr().out


def test_the_version_is_printed(capsys: Captured) -> None:
    with pytest.raises(SystemExit):
        cli.parse(["--version"])
    assert capsys.readouterr().out == f"ICAT Field Reader {__version__}\n"


def test_a_minus_needs_two_dashes_before_it(tmp_path: Path, capsys: Captured) -> None:
    assert run(tmp_path, "search", "children -online", "--json") == 0
    quoted = json.loads(capsys.readouterr().out)
    assert cli.run(cli.parse(["search", "--json", "--data-dir", str(tmp_path), "--", "children", "-online"])) == 0
    assert json.loads(capsys.readouterr().out) == quoted


# -- as a user runs it ---------------------------------------------------------------------------------------


def test_the_program_answers_in_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reader", "list", "--data-dir", str(tmp_path)],
        capture_output=True, cwd=PROJECT, check=False, env={"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert "UN Heads’ call for action".encode() in done.stdout


@pytest.mark.parametrize(
    "arguments", [["--nonsense"], ["nonsense"], ["show", "X-1"], ["search", ""], ["search", "--batch", "/none/none"]]
)
def test_the_program_refuses_in_one_sentence_with_exit_code_2(tmp_path: Path, arguments: list[str]) -> None:
    done = program("--data-dir", str(prepare(tmp_path, "library")), *arguments)
    assert (done.returncode, done.stdout) == (Refused.exit_code, b"")
    assert_one_sentence(done.stderr.decode())


def test_debug_shows_where_it_happened(tmp_path: Path) -> None:
    done = program("show", "X-1", "--debug", "--data-dir", str(tmp_path))
    assert done.returncode != 0
    assert b"Traceback" in done.stderr


def test_a_reader_that_stops_listening_is_no_error(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "reader", "show", "ICAT-CFA-2021", "--data-dir", str(tmp_path)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT)
    assert child.stdout is not None
    assert child.stderr is not None
    child.stdout.close()
    assert (child.wait(), child.stderr.read()) == (0, b"")
    child.stderr.close()


def test_the_round_trip_of_mark_and_export_through_the_program(tmp_path: Path) -> None:
    with_marks(tmp_path)
    done = program("export", "-o", str(tmp_path / "out.md"), "--data-dir", str(tmp_path))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ICAT-CFA-2021 para 21" in (tmp_path / "out.md").read_text(encoding="utf-8")
