"""Every code has a sentence, and every sentence gets the facts that it needs."""

import ast
import string
from collections.abc import Iterator

import pytest

from reader import words
from reader.core.errors import BROKEN, REFUSED, Broken, Refused, Trouble
from reader.core.query import FIELDS
from tests.builders import PROJECT


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def raised() -> Iterator[tuple[str, str, set[str]]]:
    """Each place in the program that makes a Refused or Broken with a known code: where, code, facts."""
    for file in sorted((PROJECT / "reader").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            if node.func.id not in ("Refused", "Broken") or any(word.arg is None for word in node.keywords):
                continue
            code = node.args[0]
            if isinstance(code, ast.Constant):
                where = f"{file.relative_to(PROJECT)}:{node.lineno}"
                yield where, str(code.value), {str(word.arg) for word in node.keywords}


def test_there_is_a_sentence_for_every_code_and_no_other() -> None:
    assert words.SENTENCES.keys() == REFUSED | BROKEN


def test_every_place_that_raises_gives_the_facts_of_its_sentence() -> None:
    wrong = [(where, code, facts) for where, code, facts in raised() if facts != blanks(words.SENTENCES[code])]
    assert wrong == []


def test_the_places_that_raise_are_found() -> None:
    assert {"unknown_reference", "write_failed", "notes_locked", "notes_recovered"} <= {code for _, code, _ in raised()}


@pytest.mark.parametrize("code", sorted(REFUSED | BROKEN))
def test_a_sentence_is_one_line_that_ends(code: str) -> None:
    facts = {name: f"<{name}>" for name in blanks(words.SENTENCES[code])}
    kind: type[Trouble] = Refused if code in REFUSED else Broken
    sentence = words.sentence(kind(code, **facts))
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert all(fact in sentence for fact in facts.values())


def test_hostile_facts_cannot_steer_a_terminal_or_the_sentence() -> None:
    sentence = words.sentence(Refused("file_missing", path="a\n\x1b[31m{b}\u202e"))
    assert sentence == "The file a\ufffd\ufffd[31m{b}\ufffd does not exist."


@pytest.mark.parametrize(
    ("count", "minutes"), [(0, "1 min"), (1, "1 min"), (220, "1 min"), (221, "2 min"), (2200, "10 min")]
)
def test_reading_time_is_rounded_up(count: int, minutes: str) -> None:
    assert words.reading_minutes(count) == minutes


def test_a_kind_of_document_without_a_name_of_its_own_reads_well() -> None:
    assert words.document_type("field_manual") == "Field manual"
    assert words.document_type("call_to_action") == "Call to action"


def test_bad_settings_are_named_or_the_file_is() -> None:
    assert words.bad_settings(("file",)) == words.SETTINGS_UNREADABLE
    assert words.bad_settings(("theme", "window")).endswith("defaults: theme, window.")


@pytest.mark.parametrize(
    ("field", "value", "label"),
    [
        ("type", "statement", "Statement"),
        ("type", "call to action", "Call to action"),
        ("type", "event", "Event"),
        ("year", "2021", "2021"),
        ("year", "2021..2023", "2021–2023"),
        ("year", "2021..", "Since 2021"),
        ("year", "..2021", "Until 2021"),
        ("for", "labour inspector", "For labour inspectors"),
        ("for", "ngo", "For NGOs"),
        ("for", "law enforcement", "For law enforcement"),
        ("to", "States", "To States"),
        ("topic", "non-punishment", "Non-punishment"),
        ("topic", "COVID-19", "COVID-19"),
        ("sdg", "8.7", "SDG 8.7"),
        ("lang", "fr", "In French"),
        ("lang", "pt-BR", "In pt-BR"),
        ("marked", "yes", "Marked by me"),
        ("in", "notes", "In my notes"),
    ],
)
def test_a_filter_reads_well(field: str, value: str, label: str) -> None:
    assert words.facet(field, value) == label
    assert words.facet(field, value, negated=True) == f"Not: {label}"


def test_every_filter_has_a_name() -> None:
    assert set(words.FIELDS) == set(FIELDS)


@pytest.mark.parametrize(
    ("total", "documents", "notes", "line"),
    [
        (128, 4, 0, "128 results in 4 documents"),
        (1, 1, 2, "1 result in 1 document, 2 in my notes"),
        (0, 0, 0, "0 results"),
        (0, 0, 1, "1 result in my notes"),
        (60_000, 1_000, 0, "60,000 results in 1,000 documents"),
    ],
)
def test_results_are_counted_where_they_are(total: int, documents: int, notes: int, line: str) -> None:
    assert words.results(total, documents, notes) == line


def test_what_is_not_shown_is_counted() -> None:
    assert words.more(24, "hits") == "24 more in this document"
    assert words.more(980, "documents") == "980 more documents"
    assert words.more(2, "notes") == "2 more in my notes"
    assert words.nothing_passes(22) == "Nothing passes these filters; 22 results without them."


def test_what_else_was_searched_is_told_and_whose_questions_they_are() -> None:
    line = words.also_searching((("cops", "law enforcement"),), asked=True, meant=True)
    assert line == (
        "Also searching: law enforcement, this project’s own questions (not ICAT’s), passages of like meaning."
    )
    assert words.also_searching((), asked=False) == ""
