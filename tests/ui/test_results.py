"""The results panel on its own: a large answer, other languages, and the line about the index."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy
from PySide6.QtWidgets import QMenu, QPushButton

from reader.core.paths import find_paths
from reader.core.types import FacetValue, Hit, HitGroup, ResultPage
from reader.ui.models.found import Entry, FoundModel, Head, More
from reader.ui.models.rows import ROW
from reader.ui.panels.found import say
from reader.ui.panels.progress import IndexProgress
from reader.ui.panels.results import ResultsPage
from reader.ui.theme import load_theme

RESOURCES = find_paths().resources


class Lazy(Sequence[Hit]):
    """Hits that count how many of them were made."""

    made = 0

    def __init__(self, document: str, count: int, language: str = "en") -> None:
        self.document, self.count, self.language = document, count, language

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, rank: Any) -> Any:
        if not 0 <= rank < self.count:
            raise IndexError(rank)
        Lazy.made += 1
        text = f"What passage {rank} of {self.document} says about it, on more than one line of the list."
        section = (f"{rank}. A section",)
        spans = ((5, 12),)
        return Hit(
            self.document, f"p{rank}", f"ICAT-{rank}", section, "A document", "2021", self.language, text, spans,
            text, spans, 1.0,
        )  # fmt: skip


def answer(documents: int, hits: int, language: str = "en", **changes: Any) -> ResultPage:
    groups = tuple(
        HitGroup(f"d{n}", f"Document {n}", "2021-11-15", Lazy(f"d{n}", hits, language)) for n in range(documents)
    )
    return ResultPage("query", Lazy("all", documents * hits), 1_000, documents, groups=groups, **changes)


@pytest.fixture
def results(qapp: Any, qtbot: Any) -> ResultsPage:
    page = ResultsPage(load_theme(RESOURCES / "themes", "light"), RESOURCES / "icons")
    qtbot.addWidget(page)
    page.resize(310, 800)
    page.show()
    return page


def test_the_model_keeps_qts_contract_while_it_unfolds(qapp: Any) -> None:
    model = FoundModel(say)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page = answer(30, 9)
    model.show_page(page)
    assert model.rowCount() == 20 * (1 + 3 + 1) + 1
    for _ in range(200):
        row = next((n for n in range(model.rowCount()) if isinstance(model.row_at(n), More)), None)
        if row is None:
            break
        model.expand(row)
    assert sum(isinstance(model.row_at(n), Entry) for n in range(model.rowCount())) == page.total
    model.show_page(page, again=True)
    assert not any(isinstance(model.row_at(n), More) for n in range(model.rowCount()))
    model.show_page(None)
    assert tester.model() is model
    assert model.rowCount() == 0


def test_a_hit_is_found_wherever_it_is_folded_away(qapp: Any) -> None:
    model = FoundModel(say)
    model.show_page(answer(100, 60))
    row = model.row_of("d70", 40)
    found = model.index(row, 0).data(ROW)
    assert (found.group.document, found.rank) == ("d70", 40)
    assert sum(isinstance(model.row_at(n), Head) for n in range(model.rowCount())) == 71
    assert model.row_of("d70", 60) == model.row_of("nowhere", 0) == -1


def test_the_last_one_is_not_hidden_behind_a_row(qapp: Any) -> None:
    model = FoundModel(say)
    model.show_page(answer(1, 4))
    assert not any(isinstance(model.row_at(n), More) for n in range(model.rowCount()))


def test_of_60000_hits_only_those_are_made_that_somebody_sees(results: ResultsPage) -> None:
    Lazy.made = 0
    results.show_page(answer(1_000, 60))
    results.grab()
    assert 0 < Lazy.made < 60
    assert results.hits.model().rowCount() < 120


def test_rows_in_view_are_as_high_as_their_text(results: ResultsPage) -> None:
    results.show_page(answer(5, 10))
    results.grab()
    heights = {results.hits.visualRect(results.hits.model().index(n, 0)).height() for n in (1, 2, 3)}
    assert len(heights) == 1
    assert heights.pop() < results.hits.rows._usual[Entry]  # two lines of text, and not three


def test_the_language_of_a_hit_is_named_where_it_is_not_english(results: ResultsPage) -> None:
    for language, named in (("fr", True), ("en", False), ("en-GB", False)):
        results.show_page(answer(1, 1, language))
        spoken = results.hits.model().index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert ("French" in spoken) is named


def test_only_what_divides_the_results_is_offered(results: ResultsPage) -> None:
    facets = (
        FacetValue("type", "statement", 10, False), FacetValue("year", "2021", 6, False),
        FacetValue("year", "2020", 4, False), FacetValue("lang", "fr", 0, False),
    )  # fmt: skip
    results.show_page(answer(1, 10, facets=facets))
    shown = [chip.text() for chip in results.facets.findChildren(QPushButton) if not chip.isHidden()]
    assert set(shown) == {"2021 6", "2020 4", "More…"}


def test_a_value_of_a_filter_cannot_write_into_the_menu(results: ResultsPage) -> None:
    results.show_page(answer(1, 10, facets=(FacetValue("topic", "R&D", 5, False),)))
    menu = results.facets.menu()
    topics = menu.findChildren(QMenu)[0]
    assert [action.text() for action in topics.actions()] == ["R&&D\t5"]


def test_the_index_is_spoken_of_when_there_is_much_to_do(qapp: Any, qtbot: Any) -> None:
    progress = IndexProgress()
    qtbot.addWidget(progress)
    paused, stopped = QSignalSpy(progress.pause_wanted), QSignalSpy(progress.stop_wanted)
    progress.show_progress(10, 75)
    assert not progress.isVisible()
    progress.show_progress(31_400, 100_000)
    assert progress.isVisible()
    assert "31,400 of 100,000" in progress._line.text()
    for wanted in (True, False):
        progress._pause.click()
        assert paused.at(paused.count() - 1) == [wanted]
    progress._stop.click()
    assert stopped.count() == 1
    progress._pause.click()
    progress.show_progress(0, 0)
    assert not progress.isVisible()
    assert progress._pause.text() == "Pause"


def test_a_long_suggestion_does_not_widen_the_panel(results: ResultsPage) -> None:
    results.show_page(answer(1, 10, suggestion="a very long query that somebody has typed with one error in it " * 2))
    assert results.minimumSizeHint().width() < 310
