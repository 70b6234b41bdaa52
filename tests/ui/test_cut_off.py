"""The checker of the scenes finds each kind of text that is cut off, and says nothing of what has its room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QSize, QStringListModel, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSpinBox,
    QStyledItemDelegate,
    QTabBar,
    QTextEdit,
    QToolButton,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from reader.core.paths import find_paths
from reader.ui.panels.parts import Link, Segments
from reader.ui.theme import load_theme, palette, style_sheet
from tests.cut_off import cut_off

WORDS = "Words that need some room"
LONG = "Victims must never be punished for acts which they were compelled to commit, wherever they are."
Part = Callable[[], QWidget]


@pytest.fixture
def board(qapp: Any) -> Iterator[QWidget]:
    """An empty window in which parts stand where a test puts them, in our look."""
    made = QWidget()
    themes = find_paths().resources / "themes"
    made.setPalette(palette(load_theme(themes, "light")))
    made.setStyleSheet(style_sheet(themes))
    made.resize(600, 400)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def put(board: QWidget, part: QWidget, wide: int, high: int) -> QWidget:
    part.setParent(board)
    part.setGeometry(10, 10, wide, high)
    part.show()
    return part


def label(text: str = WORDS, wrap: bool = False, form: Qt.TextFormat = Qt.TextFormat.PlainText) -> QLabel:
    made = QLabel(text)
    made.setWordWrap(wrap)
    made.setTextFormat(form)
    return made


def picture() -> QLabel:
    made = QLabel()
    made.setPixmap(QPixmap(64, 64))
    return made


def hinted() -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(WORDS)
    return made


def combo() -> QComboBox:
    made = QComboBox()
    made.addItem(WORDS)
    return made


def spin() -> QSpinBox:
    made = QSpinBox()
    made.setRange(0, 10_000_000)
    made.setValue(10_000_000)
    made.setSuffix(" pixels")
    return made


def tool() -> QToolButton:
    made = QToolButton()
    made.setText(WORDS)
    return made


def tabs() -> QTabBar:
    made = QTabBar()
    made.setExpanding(False)
    made.setUsesScrollButtons(False)
    for text in (WORDS, WORDS):
        made.addTab(text)
    return made


def progress() -> QProgressBar:
    made = QProgressBar()
    made.setFormat(WORDS)
    made.setValue(5)
    return made


def listed() -> QListView:
    made = QListView()
    made.setModel(QStringListModel([WORDS, WORDS], made))
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def table() -> QTreeWidget:
    made = QTreeWidget()
    made.setHeaderLabels([WORDS, "Two"])
    made.header().setStretchLastSection(True)
    made.header().resizeSection(0, 260)
    return made


def running(text: str = LONG) -> QTextEdit:
    made = QTextEdit(text)
    made.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def empty_editor() -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setPlaceholderText(LONG)
    return made


KINDS: dict[str, tuple[Part, tuple[int, int], tuple[int, int]]] = {  # what, with room, without
    "a line": (label, (300, 30), (60, 30)),
    "a low line": (label, (300, 30), (300, 9)),
    "a paragraph": (lambda: label(LONG, True), (300, 80), (300, 20)),
    "a long word": (lambda: label("Incomprehensibilities " * 2, True), (300, 80), (40, 300)),
    "rich text": (lambda: label(f"<b>{LONG}</b>", True, Qt.TextFormat.RichText), (300, 90), (300, 20)),
    "nothing but an ellipsis": (lambda: label("…"), (0, 0), (60, 30)),
    "a picture": (picture, (64, 64), (40, 64)),
    "a button": (lambda: QPushButton(WORDS), (300, 31), (80, 31)),
    "a button of two lines": (lambda: QPushButton(f"{WORDS}\n{WORDS}"), (300, 50), (300, 31)),
    "a box to tick": (lambda: QCheckBox(WORDS), (300, 30), (80, 30)),
    "a choice": (lambda: QRadioButton(WORDS), (300, 30), (80, 30)),
    "a tool": (tool, (300, 40), (60, 40)),
    "a hint in a field": (hinted, (300, 34), (80, 34)),
    "a low field": (hinted, (300, 34), (300, 18)),
    "a number": (spin, (300, 34), (60, 34)),
    "a combo box": (combo, (300, 31), (80, 31)),
    "tabs": (tabs, (580, 34), (200, 34)),
    "a group": (lambda: QGroupBox(WORDS), (300, 60), (60, 60)),
    "progress": (progress, (300, 24), (60, 24)),
    "running text": (running, (300, 200), (300, 40)),
    "a word too long for its view": (lambda: running("x" * 90 + "<pre>" + "y" * 90), (0, 0), (300, 300)),
    "a hint in an editor": (empty_editor, (400, 90), (120, 34)),
    "rows": (listed, (300, 200), (60, 200)),
    "a low list": (listed, (300, 200), (300, 30)),
    "sections": (table, (500, 200), (100, 200)),
    "a choice of several": (lambda: Segments([WORDS, WORDS]), (500, 40), (200, 40)),
    "a link": (lambda: Link(WORDS), (300, 24), (12, 24)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_it_finds_what_lacks_room_and_nothing_else(board: QWidget, kind: str) -> None:
    make, enough, short = KINDS[kind]
    part = put(board, make(), *(enough if any(enough) else short))
    if any(enough):
        assert cut_off(board) == []
        part.resize(*short)
    assert cut_off(board) != []


def test_it_finds_a_part_outside_of_what_it_is_in(board: QWidget) -> None:
    part = put(board, label(), 300, 30)
    part.move(500, 10)
    assert any("stands out of" in line for line in cut_off(board))


def test_it_finds_parts_on_each_other(board: QWidget) -> None:
    put(board, QPushButton(WORDS), 300, 31)
    other = put(board, label(), 300, 30)
    assert any("lie on each other" in line for line in cut_off(board))
    other.move(10, 60)
    assert cut_off(board) == []


def test_it_finds_what_is_pressed_flat(board: QWidget) -> None:
    column = QVBoxLayout(board)
    high = QWidget()
    high.setMinimumHeight(300)
    column.addWidget(high)
    low = QListView()
    column.addWidget(low)
    for part in (high, low):
        part.show()
    board.setMinimumSize(100, 100)
    board.resize(600, 320)
    assert any("its parts needs" in line for line in cut_off(board))
    assert any("lie on each other" in line for line in cut_off(board))
    high.setMinimumHeight(30)
    board.resize(600, 100)
    column.activate()
    assert any("is squeezed" in line for line in cut_off(board))
    board.resize(600, 320)
    column.activate()
    assert cut_off(board) == []


def test_it_finds_what_cannot_be_scrolled_to(board: QWidget) -> None:
    inside, area = QWidget(), QScrollArea()
    row = QHBoxLayout(inside)
    wide = label(LONG)
    wide.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    row.addWidget(wide)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    put(board, area, 580, 60)
    wide.setWordWrap(False)
    area.resize(200, 60)
    assert any("what it scrolls in" in line for line in cut_off(board))


def test_it_finds_a_window_too_large_for_the_screen(board: QWidget) -> None:
    assert cut_off(board, QSize(600, 400)) == []
    assert any("on the screen" in line for line in cut_off(board, QSize(599, 380)))


def test_it_finds_a_menu_that_is_cut(board: QWidget) -> None:
    menu = QMenu(board)
    menu.addAction(WORDS)
    menu.addAction(LONG)
    menu.popup(board.mapToGlobal(board.rect().topLeft()))
    assert cut_off(menu) == []
    menu.setFixedWidth(80)
    assert cut_off(menu) != []
    menu.close()


class _Low(QStyledItemDelegate):
    """A row whose height is not what it asks for any more."""

    high = 30

    def sizeHint(self, option: Any, index: Any) -> QSize:
        return QSize(10, self.high)


def test_it_finds_a_row_of_our_own_that_has_grown_and_was_not_laid_out_again(board: QWidget) -> None:
    view = put(board, listed(), 60, 200)
    assert isinstance(view, QListView)
    rows = _Low(view)
    view.setItemDelegate(rows)
    assert cut_off(board) == []  # it may shorten its words, as wide as the list is
    rows.high = 60
    assert any("lies on the one before" in line for line in cut_off(board))


def test_a_tab_may_be_shortened_when_its_tip_says_the_whole(board: QWidget) -> None:
    bar = put(board, tabs(), 300, 34)
    assert isinstance(bar, QTabBar)
    bar.setElideMode(Qt.TextElideMode.ElideRight)
    bar.setExpanding(True)
    assert cut_off(board) != []
    for number in range(bar.count()):
        bar.setTabToolTip(number, WORDS)
    assert cut_off(board) == []
