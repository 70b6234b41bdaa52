"""The parts of the notebook view: nothing is cut off in small windows, every control has a name, the models keep Qt's
contract, and times are understood as people type them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from reader.core.marks import Item
from reader.ui.models.briefing import BriefingModel
from reader.ui.models.marked import MarkedModel
from reader.ui.notebook.periods import period
from tests.access import wrong_names
from tests.demo_notebook import fill

TODAY = date(2026, 11, 22)  # a Sunday


def _cut_off(page: QWidget) -> list[str]:
    """Buttons and labels that stand out of the page, and buttons too narrow for their words."""
    shown = [w for kind in (QAbstractButton, QLabel) for w in page.findChildren(kind) if w.isVisible()]
    outside = [
        w for w in shown if not page.rect().contains(w.geometry().translated(w.parentWidget().mapTo(page, QPoint())))
    ]
    narrow = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.text()
              and b.fontMetrics().horizontalAdvance(b.text()) + 8 > b.width()]  # fmt: skip
    return [f"{type(w).__name__} {w.text()}" for w in [*outside, *narrow]]


@pytest.mark.parametrize("size", [(560, 420), (800, 600), (1024, 600), (1366, 768)])
@pytest.mark.parametrize("text_size", [18, 36])
def test_nothing_is_cut_off(start: Callable[..., Any], tmp_path: Any, size: tuple[int, int], text_size: int) -> None:
    fill(tmp_path / "data")
    driver = start(size=size)
    driver.window.look.set_size(text_size)
    driver.window.going.show_notebook()
    driver.settle()
    page = driver.notebook
    page.list.selectAll()
    page.filters.set_filter(colours=("yellow", "pink"), kinds=("note", "highlight"))
    driver.settle()
    assert not _cut_off(page)
    page.list.selectAll()
    driver.settle()
    assert page.bulk.isVisible()
    assert not _cut_off(page)
    assert wrong_names(driver.window) == []
    page.places.go("b1")
    driver.settle()
    assert not _cut_off(page)
    assert wrong_names(driver.window) == []


def test_rows_are_equally_high_however_long_their_texts(start: Callable[..., Any], tmp_path: Any) -> None:
    fill(tmp_path / "data")
    driver = start()
    driver.window.going.show_notebook()
    driver.settle()
    view = driver.notebook.list
    rows = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
    assert {rect.height() for rect in rows} == {view.row.height}


def test_the_model_of_marks_keeps_qts_contract(qapp: Any) -> None:
    model = MarkedModel(lambda row: row)  # type: ignore[arg-type,return-value]  # a row may be anything
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_rows(("a", "b"))  # type: ignore[arg-type]
    model.show_rows(())
    model.show_rows(("c",))  # type: ignore[arg-type]
    assert tester.model() is model
    assert (model.rowCount(), model.index(0, 0).data(), model.rows) == (1, "c", ("c",))


def test_the_briefing_model_keeps_qts_contract(qapp: Any) -> None:
    model = BriefingModel(str)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    told: list[tuple[Item, ...]] = []
    model.changed.connect(told.append)
    items = (Item(text="one"), Item(mark="gone"), Item(text="two"), Item(text="three"))
    model.show_entries(items, ((0, "one"), (2, "two"), (3, "three")))
    assert model.items() == items
    assert model.moveRow(QModelIndex(), 0, QModelIndex(), 3)
    assert [item.text or item.mark for item in told[-1]] == ["gone", "two", "three", "one"]
    assert not model.moveRow(QModelIndex(), 1, QModelIndex(), 1)
    assert not model.moveRow(QModelIndex(), 7, QModelIndex(), 0)
    model.remove(0)
    assert [item.text or item.mark for item in told[-1]] == ["gone", "three", "one"]  # the unseen one stays
    model.add_text(0)
    assert len(told) == 2  # nothing is written yet
    model.setData(model.index(0, 0), "new")
    assert [item.text or item.mark for item in told[-1]] == ["new", "gone", "three", "one"]
    model.setData(model.index(0, 0), " \n")
    assert [item.text or item.mark for item in told[-1]] == ["gone", "three", "one"]
    assert tester.model() is model


def _day(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-11", "2026-11-01", "2026-12-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2024-02-29", "2024-02-29", "2024-03-01"),
        (" 22.11.2026 ", "2026-11-22", "2026-11-23"),
        ("Today", "2026-11-22", "2026-11-23"),
        ("yesterday", "2026-11-21", "2026-11-22"),
        ("this  week", "2026-11-16", "2026-11-23"),
        ("last month", "2026-10-01", "2026-11-01"),
        ("last 30 days", "2026-10-24", "2026-11-23"),
        ("2026-03 to 2026-05", "2026-03-01", "2026-06-01"),
        ("2026-03..2026-05", "2026-03-01", "2026-06-01"),
        ("from 2025 to today", "2025-01-01", "2026-11-23"),
        ("since 2026-03", "2026-03-01", None),
        ("until 2026-03", None, "2026-04-01"),
    ],
)
def test_a_time_is_understood_as_it_is_typed(typed: str, since: str | None, until: str | None) -> None:
    assert period(typed, TODAY) == (since and _day(since), until and _day(until))


@pytest.mark.parametrize(
    "typed",
    ["", "2026-13", "2026-02-30", "0000", "9999", "9999-12-31", "soon", "2026 to 2025", "to", "..", "last 99999 days"],
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert period(typed, TODAY) is None
