"""The list model under Qt's own tester, and what it says to a screen reader."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from reader.ui.models.rows import ROW, RowsModel


def test_rows_model_keeps_qts_contract(qapp: Any) -> None:
    model = RowsModel(str, lambda row: row)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(["a", "b"])
    model.show_rows([])
    model.show_rows(["c"])
    assert tester.model() is model
    assert model.index(0, 0).data() == "c"


def test_rows_are_found_again_by_their_key(qapp: Any) -> None:
    model = RowsModel(lambda row: row[1], lambda row: row[0])
    model.show_rows([(1, "one"), (2, "two")])
    assert model.row_of(2) == 1
    assert model.row_of(3) == -1
    assert model.index(1, 0).data(ROW) == (2, "two")
    assert model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "two"
