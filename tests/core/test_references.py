"""References as people type and paste them."""

import pytest

from reader.core.references import read_reference, write_reference


@pytest.mark.parametrize(
    ("typed", "code", "first", "last"),
    [
        ("ICAT-CFA-2021 para 14", "ICAT-CFA-2021", 14, 14),
        ("icat-cfa-2021 14", "icat-cfa-2021", 14, 14),
        ("ICAT-CFA-2021, para. 14.", "ICAT-CFA-2021", 14, 14),
        ("ICAT‑CFA‑2021\u00a0§14", "ICAT-CFA-2021", 14, 14),
        ("ICAT-CFA-2021 §§ 14-16", "ICAT-CFA-2021", 14, 16),
        ("ICAT-CFA-2021 paras 14–16", "ICAT-CFA-2021", 14, 16),
        ("ICAT-CFA-2021 paragraphs 16 to 14", "ICAT-CFA-2021", 14, 16),
        ("para. 14 of ICAT-CFA-2021", "ICAT-CFA-2021", 14, 14),
        ("paras 14 and 15, icat-cfa-2021", "icat-cfa-2021", 14, 15),
        ("\u2068ICAT-CFA-2021 para 14\u2069", "ICAT-CFA-2021", 14, 14),
        ("ICAT-CFA-2021 para 14 [superseded by ICAT-CFA-2025]", "ICAT-CFA-2021", 14, 14),
        ("ICAT, A call for action, 15 November 2021, English, ICAT-CFA-2021 para 14.", "ICAT-CFA-2021", 14, 14),
        ("“Words (of it)” (ICAT, A call, 2021, ICAT-CFA-2021 paras 1–2)", "ICAT-CFA-2021", 1, 2),
        ("“" + "words " * 500 + "” (ICAT, A call, 2021, ICAT-CFA-2021 para 9 [draft])", "ICAT-CFA-2021", 9, 9),
        ("ICAT-CFA-2021", "ICAT-CFA-2021", None, None),
    ],
)
def test_a_reference_is_read(typed: str, code: str, first: int | None, last: int | None) -> None:
    found = read_reference(typed)
    assert found is not None
    assert (found.code, found.first, found.last, found.certain) == (code, first, last, True)


@pytest.mark.parametrize(
    "typed", ["", "victims", "non-punishment", "victim-centred 14", "what does ICAT-CFA-2021 say", "\0", "- - -",
              "§ 14", "trauma, victim-centred", "COVID-19", "a-b " * 1000],
)  # fmt: skip
def test_other_words_are_no_certain_reference(typed: str) -> None:
    found = read_reference(typed)
    assert found is None or not found.certain


def test_a_reference_is_written() -> None:
    assert write_reference("A-B-2020") == "A-B-2020"
    assert write_reference("A-B-2020", 3) == write_reference("A-B-2020", 3, 3) == "A-B-2020 para 3"
    assert write_reference("A-B-2020", 3, 5) == "A-B-2020 paras 3–5"
