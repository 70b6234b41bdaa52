"""The form below a recommendation: how far it is carried out, what shows that, and when it was judged.

It shows what it is told and reports what is typed; what becomes of it is for `assessing` to say.
"""

from datetime import date
from functools import partial
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout

from reader.core.marks import STATE_NAMES, STATES
from reader.ui.notebook.flow import Flow
from reader.ui.panels.parts import Link, label
from reader.ui.recommended.rows import Row
from reader.ui.recommended.signs import sign_icon
from reader.ui.theme import Theme

_PAUSE_MS = 800  # as in notes
_SIGN = 14
_LOWEST, _HIGHEST, _AROUND = 52, 116, 24
"""Pixels: of the field for evidence, and of what is around its lines."""

FieldName = Literal["evidence", "date"]
FIELDS: tuple[FieldName, ...] = ("evidence", "date")


class AssessmentForm(QFrame):
    state_wanted = Signal(str)  # a state, or "" for none
    again_wanted = Signal()  # the same state, of the text as it is now
    delete_wanted = Signal()
    paused = Signal()  # somebody types, and has stopped for a moment
    left = Signal()  # a field has lost the focus, or Enter was pressed in it

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("assessment")
        self._read_only = False
        self.states = {state: self._button(number, state) for number, state in enumerate(STATES, 1)}
        self.clear = Link(self.tr("Clear the state"))
        self.clear.setToolTip(self.tr("0, or Del in the list"))
        self.again = QPushButton(self.tr("Judge again"))
        self.again.setToolTip(self.tr("Keep the state, for the text as it is now"))
        self.again.setAutoDefault(True)
        self.evidence = QPlainTextEdit()
        self.evidence.setPlaceholderText(self.tr("Evidence: what shows it, and where it is found"))
        self.evidence.setAccessibleName(self.tr("Evidence"))
        self.evidence.setTabChangesFocus(True)
        self.date = QLineEdit()
        self.date.setPlaceholderText(self.tr("Date: 2026-03-05"))
        self.date.setAccessibleName(self.tr("Date; T for today"))
        self.date.setToolTip(self.tr("T for today"))
        self.date.setMinimumWidth(148)
        self.today = Link(self.tr("Today"))
        self.today.setAccessibleName(self.tr("Today’s date"))
        self.delete = Link(self.tr("Delete this entry"))
        self.name, self._state, self.wrong = label("", "muted"), label("", "muted"), label("", "danger", True)
        self._build()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.paused)
        self.evidence.document().documentLayout().documentSizeChanged.connect(self._fit)
        for field in (self.evidence, self.date):
            field.textChanged.connect(self._typed)
            field.installEventFilter(self)
        self.date.returnPressed.connect(self.left)
        self.clear.clicked.connect(lambda: self.state_wanted.emit(""))
        self.again.clicked.connect(self.again_wanted)
        self.today.clicked.connect(self._set_today)
        self.delete.clicked.connect(self.delete_wanted)

    def _button(self, number: int, state: str) -> QPushButton:
        name = STATE_NAMES[state]  # type: ignore[index]  # one of them
        made = QPushButton(f" {name}")  # away from its sign
        made.setCheckable(True)
        made.setAutoDefault(True)  # Enter presses it, as Space does
        made.setAccessibleName(name)
        made.setToolTip(self.tr("Key {n}").format(n=number))
        made.clicked.connect(partial(self._pressed, state))
        return made

    def _build(self) -> None:
        states = Flow()
        for button in (*self.states.values(), self.again, self.clear):
            states.addWidget(button)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.name, 1)
        head.addWidget(self._state)
        when = QHBoxLayout()
        when.setSpacing(8)
        for part in (self.date, self.today):
            when.addWidget(part)
        when.addWidget(self.wrong, 1)
        when.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 8, 24, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(states)
        column.addWidget(self.evidence)
        column.addLayout(when)

    def set_theme(self, theme: Theme) -> None:
        for state, button in self.states.items():
            button.setIcon(sign_icon(state, theme, _SIGN))
            button.setIconSize(QSize(_SIGN, _SIGN))

    # -- what is shown ---------------------------------------------------------------------------------------

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.evidence.setReadOnly(read_only)
        self.date.setReadOnly(read_only)
        for button in self.states.values():
            button.setEnabled(not read_only)
        self.today.setVisible(not read_only)

    def show_row(self, row: Row, checklist: str) -> None:
        """The state of a row, and what can be done with it; the texts are `set_text`'s."""
        metrics = self.name.fontMetrics()
        self.name.setText(metrics.elidedText(checklist, Qt.TextElideMode.ElideRight, max(120, self.width() - 120)))
        self.name.setToolTip(checklist)
        for state, button in self.states.items():
            button.setChecked(row.state == state)
        can = not self._read_only
        self.clear.setVisible(can and row.state is not None)
        self.again.setVisible(can and row.changed and row.state is not None)
        self.delete.setVisible(can and row.recommended is None)

    def text(self, name: FieldName) -> str:
        return self.evidence.toPlainText() if name == "evidence" else self.date.text().strip()

    def set_text(self, name: FieldName, text: str) -> None:
        """Not a word is typed over by what is there already."""
        if text == self.text(name):
            return
        field = self.evidence if name == "evidence" else self.date
        field.blockSignals(True)
        (self.evidence.setPlainText if name == "evidence" else self.date.setText)(text)
        field.blockSignals(False)

    def say(self, state: str) -> None:
        """How it stands with what was typed."""
        self._state.setText(state)

    # -- what is done ----------------------------------------------------------------------------------------

    def _pressed(self, state: str) -> None:
        self.states[state].setChecked(True)  # type: ignore[index]  # it stays pressed until another one is
        self.state_wanted.emit(state)

    def _fit(self) -> None:
        """As high as the evidence, within limits: the words of the text need the room."""
        lines = self.evidence.document().size().height()  # Qt counts in lines here
        high = round(lines * self.evidence.fontMetrics().lineSpacing()) + _AROUND
        self.evidence.setFixedHeight(max(_LOWEST, min(_HIGHEST, high)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _typed(self) -> None:
        self.say("")
        self.wrong.setText("")
        self._pause.start()

    def _set_today(self) -> None:
        self.date.setText(date.today().isoformat())
        self.left.emit()

    @property
    def is_typing(self) -> bool:
        """Whether something was typed that nobody has heard of yet."""
        return self._pause.isActive()

    def stop_waiting(self) -> None:
        """What was typed is being saved."""
        self._pause.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.left.emit()
        if (
            watched is self.date
            and not self._read_only
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.text().casefold() == "t"
        ):
            self._set_today()
            return True
        return super().eventFilter(watched, event)

    def watch(self, watcher: QObject) -> None:
        """The keys of the states work on their buttons, too."""
        for button in (*self.states.values(), self.again, self.clear):
            button.installEventFilter(watcher)
