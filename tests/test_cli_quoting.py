"""The verbs for those who quote, as a user runs them."""

import io
import json
from pathlib import Path

import pytest

from reader import cli
from reader.core.errors import Refused

Captured = pytest.CaptureFixture[str]
WORDS = "Grant victims, including children, access to justice"


def run(folder: Path, *arguments: str) -> int:
    return cli.run(cli.parse([*arguments, "--data-dir", str(folder)]))


def test_a_passage_is_cited_in_every_style(prepared: Path, capsys: Captured) -> None:
    assert run(prepared, "cite", "ICAT-CFA-2021", "para", "14") == 0
    quote = capsys.readouterr().out
    assert quote.startswith("“Intensify efforts")
    assert "15 November 2021, addressed to States, English, ICAT-CFA-2021 para 14 [newer in its series: " in quote
    run(prepared, "cite", "icat-cfa-2021 14-16", "--style", "footnote")
    assert "addressed to States; ICAT members, English, ICAT-CFA-2021 paras 14–16 [newer" in capsys.readouterr().out
    run(prepared, "cite", quote, "--style", "bare")
    assert capsys.readouterr().out == "ICAT-CFA-2021 para 14\n"


@pytest.mark.parametrize(
    ("form", "start"),
    [
        ("csl-json", '[\n  {\n    "id": "ICAT-CFA-2021-para-14"'),
        ("ris", "TY  - RPRT\n"),
        ("bibtex", "@report{ICAT-CFA"),
    ],
)
def test_a_source_is_printed(prepared: Path, capsys: Captured, form: str, start: str) -> None:
    assert run(prepared, "cite", "ICAT-CFA-2021 para 14", "--format", form) == 0
    assert capsys.readouterr().out.replace("\r\n", "\n").startswith(start)


@pytest.mark.parametrize(
    ("quote", "code", "said"),
    [
        (WORDS, 0, "Exact: these are the words of ICAT-CFA-2021 para 21.\n"),
        (f"{WORDS} … remedies", 0, "was not compared."),
        (WORDS.replace("victims", "vic\u00adtims"), 0, "Only typography differs"),
        (WORDS.replace("victims", "survivors"), 1, "[-victims-]{+survivors+}"),
        ("Mix the flour with the butter", 4, "Not in this library"),
    ],
)
def test_a_quote_is_checked(prepared: Path, capsys: Captured, quote: str, code: int, said: str) -> None:
    assert run(prepared, "quote-check", quote) == code
    captured = capsys.readouterr()
    assert said in captured.out
    assert captured.err == ""


def test_the_json_of_a_check_has_these_keys(prepared: Path, capsys: Captured) -> None:
    assert run(prepared, "quote-check", "--json", *WORDS.lower().split()) == 1
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["verdict", "typographic", "marked", "likeness", "quote", "places"]
    (place,) = found["places"]
    assert list(place) == ["reference", "document", "start", "end", "text", "pieces"]
    assert (place["reference"], place["start"]) == ("ICAT-CFA-2021 para 21", ["p21", 0])
    assert ["gone", "Grant"] in place["pieces"]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_a_quote_comes_from_standard_input(
    prepared: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(WORDS))
    assert run(prepared, "quote-check", *arguments) == 0
    assert capsys.readouterr().out.startswith("Exact")


@pytest.mark.parametrize("quote", ["", " ", "…", "word " * 200_000])
def test_what_cannot_be_checked_is_refused_in_one_sentence(prepared: Path, capsys: Captured, quote: str) -> None:
    assert run(prepared, "quote-check", quote) == Refused.exit_code
    captured = capsys.readouterr()
    assert (captured.out, captured.err.count("\n")) == ("", 1)
    assert captured.err.endswith(".\n")


def test_a_quote_cannot_steer_the_terminal(prepared: Path, capsys: Captured) -> None:
    run(prepared, "quote-check", "Grant all\x1b[2J victims, including\u202e children, access to justice")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out
