"""The CSV export: cells that a spreadsheet cannot take for formulas, and that can be had back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.core.export.table import neutral
from reader.core.export.telling import visible
from tests.builders import PROPERTY
from tests.core.export.reading import as_typed


@pytest.mark.parametrize(
    "text", ["=1", "+1", "-1", "@a", "\t=1", "\ta", "\ra", " =1", "\u00a0=1", "＝1", "'=1", "\n+1"]
)
def test_a_formula_becomes_text(text: str) -> None:
    assert neutral(text) == f"'{visible(text)}"


@pytest.mark.parametrize("text", ["a=1", "1-2", "", "'tis", " a", "1 + 1", "…"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@PROPERTY
@given(st.text(alphabet=st.sampled_from("'=+-@ \t\r\na1＝")))
def test_no_cell_begins_like_a_formula_and_each_can_be_had_back(text: str) -> None:
    cell = neutral(text)
    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert not cell.startswith(("\t", "\r", "\n"))
    assert as_typed(cell) == visible(text)
