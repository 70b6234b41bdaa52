"""All settings on one screen: how text is set, the colours, the window, and where things are kept.

Every choice holds at once, on the sample here and on the page behind, and is asked for in a signal; nothing is saved
here. There is nothing to confirm, so the one button closes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QDir, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from reader.core.settings import (
    FACES,
    INTERFACE_SIZES,
    LINE_MAX,
    LINE_MIN,
    MEASURE_MAX,
    MEASURE_MIN,
    THEMES,
    ZOOM_MAX,
    ZOOM_MIN,
    Settings,
)
from reader.ui import fonts
from reader.ui.look import face_names, theme_names
from reader.ui.panels.parts import Link, Segments, announce, label, scrolled
from reader.ui.reading.sample import Sample
from reader.ui.theme import Theme

_WIDE = 720  # pixels from which the halves stand beside each other
_LINE_STEPS = 20  # of 1.0 line height


class SettingsDialog(QDialog):
    chosen = Signal(object)  # Settings: all of them, of which one is another

    def __init__(
        self,
        settings: Settings,
        themes: Mapping[str, Theme],
        kept_in: Sequence[tuple[str, Path]],
        largest: int,
        parent: QWidget | None = None,
    ) -> None:
        """`kept_in` names places on the disk; `largest` is the interface size that the screen has room for."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._settings = settings
        self.faces = _segments(self.tr("Typeface"), face_names())
        for number, face in enumerate(FACES):
            self.faces.button(number).setStyleSheet(f'font-family: "{fonts.FAMILIES[face][0]}"; font-size: 15px')
        self.text_size = _slider(self.tr("Text size"), ZOOM_MIN, ZOOM_MAX)
        self.line_height = _slider(self.tr("Line height"), round(LINE_MIN * _LINE_STEPS), round(LINE_MAX * _LINE_STEPS))
        self.measure = _slider(self.tr("Line length"), MEASURE_MIN, MEASURE_MAX)
        self._values = [label("", "muted") for _ in range(3)]
        self.justified = QCheckBox(self.tr("Lines of equal length"))
        self.numbers = QCheckBox(self.tr("Paragraph numbers"))
        self.themes = _segments(self.tr("Theme"), [_short(name) for name in theme_names()])
        self.themes.setObjectName("swatches")
        for number, name in enumerate(THEMES):
            if name in themes:
                ground, ink = themes[name].ground["page"], themes[name].text["ink"]
                self.themes.button(number).setStyleSheet(f"background: {ground}; color: {ink}")
        self.side_panel = QCheckBox(self.tr("Contents and results"))
        self.notes_panel = QCheckBox(self.tr("Notes"))
        self.interface = _segments(self.tr("Size of the interface"), [f"{size} %" for size in INTERFACE_SIZES])
        for number, size in enumerate(INTERFACE_SIZES):
            self.interface.button(number).setVisible(size <= max(largest, settings.interface_size))
        self.sample = Sample()
        self._state = label("", "danger", True)
        self._state.hide()
        self.usual = Link(self.tr("Back to usual settings"))
        self._build(kept_in)
        self._connect()
        self.show_settings(settings)
        screen = self.screen().availableGeometry().size()
        self.resize(QSize(900, 560).boundedTo(screen - QSize(24, 48)))
        self.faces.take_focus()

    # -- building --------------------------------------------------------------------------------------------

    def _build(self, kept_in: Sequence[tuple[str, Path]]) -> None:
        reading, window = _column(), _column()
        reading.addWidget(label(self.tr("Reading"), "strong"))
        reading.addWidget(self.faces)
        reading.addSpacing(4)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        widest = self.fontMetrics().horizontalAdvance(self.tr("{n} characters").format(n=MEASURE_MAX))
        for row, slider in enumerate((self.text_size, self.line_height, self.measure)):
            grid.addWidget(label(slider.accessibleName()), row, 0)
            grid.addWidget(slider, row, 1)
            self._values[row].setMinimumWidth(widest)
            grid.addWidget(self._values[row], row, 2)
        reading.addLayout(grid)
        reading.addLayout(_row(self.justified, self.numbers))
        reading.addStretch()

        window.addWidget(label(self.tr("Colours"), "strong"))
        window.addWidget(self.themes)
        window.addSpacing(8)
        window.addWidget(label(self.tr("Panels beside the text"), "strong"))
        window.addLayout(_row(self.side_panel, self.notes_panel))
        window.addSpacing(8)
        window.addWidget(label(self.tr("Size of the interface"), "strong"))
        window.addWidget(self.interface)
        all_fit = not self.interface.button(len(INTERFACE_SIZES) - 1).isHidden()
        more = "" if all_fit else " " + self.tr("Larger ones need a larger screen.")
        said = self.tr("Buttons, lists and menus, from the next start on.") + more
        window.addWidget(label(said, "muted", True))
        window.addStretch()

        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(32)
        self._halves.addLayout(reading, 1)
        self._halves.addLayout(window, 1)
        places = QGridLayout()
        stops: list[QWidget] = [self.interface.button(0)]
        places.setHorizontalSpacing(8)
        places.setVerticalSpacing(6)
        for row, (name, path) in enumerate(kept_in):
            stops += self._add_place(places, row, name, QDir.toNativeSeparators(str(path)))
        inside = QWidget()
        body = QVBoxLayout(inside)
        body.setContentsMargins(24, 20, 24, 8)
        body.setSpacing(14)
        body.addLayout(self._halves)
        body.addWidget(self.sample)
        body.addLayout(places)
        body.addWidget(self._state)
        body.addStretch()
        self._body = scrolled(inside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 24, 16)
        foot.addWidget(self.usual)
        foot.addStretch()
        foot.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._body, 1)
        whole.addLayout(foot)
        for one, two in pairwise((*stops, self.usual, buttons.button(QDialogButtonBox.StandardButton.Close))):
            self.setTabOrder(one, two)

    def _add_place(self, grid: QGridLayout, row: int, name: str, path: str) -> list[QWidget]:
        """The widgets that take the focus."""
        field = QLineEdit(path)
        field.setReadOnly(True)
        field.setAccessibleName(name)
        field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        field.setCursorPosition(0)
        copy = QPushButton(self.tr("Copy"))
        copy.setAccessibleName(self.tr("Copy: {what}").format(what=name))
        copy.setAutoDefault(False)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(path))
        for column, part in enumerate((label(name), field, copy)):
            grid.addWidget(part, row, column)
        return [field, copy]

    def _connect(self) -> None:
        for segments in (self.faces, self.themes, self.interface):
            segments.chosen.connect(self._changed)
        for slider in (self.text_size, self.line_height, self.measure):
            slider.valueChanged.connect(self._changed)
        for box in (self.justified, self.numbers, self.side_panel, self.notes_panel):
            box.toggled.connect(self._changed)
        self.usual.clicked.connect(self._back_to_usual)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide, directions = self.width() >= _WIDE, QBoxLayout.Direction
        self._halves.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    # -- choosing --------------------------------------------------------------------------------------------

    def show_settings(self, settings: Settings) -> None:
        type = settings.type
        self.blockSignals(True)
        self.faces.choose(FACES.index(type.face))
        self.text_size.setValue(type.size)
        self.line_height.setValue(round(type.line_height * _LINE_STEPS))
        self.measure.setValue(type.measure)
        self.justified.setChecked(type.justified)
        self.numbers.setChecked(type.numbers)
        self.themes.choose(THEMES.index(settings.theme))
        self.side_panel.setChecked(settings.side_panel)
        self.notes_panel.setChecked(settings.notes_panel)
        self.interface.choose(INTERFACE_SIZES.index(settings.interface_size))
        self.blockSignals(False)
        self._settings = settings
        self._say_values()

    def _changed(self) -> None:
        if self.signalsBlocked():
            return
        before = self._settings
        type = replace(
            before.type, face=FACES[self.faces.current()], size=self.text_size.value(), measure=self.measure.value(),
            justified=self.justified.isChecked(), numbers=self.numbers.isChecked(),
        )  # fmt: skip
        if self.line_height.value() != round(type.line_height * _LINE_STEPS):  # else it may lie between two steps
            type = replace(type, line_height=self.line_height.value() / _LINE_STEPS)
        self._settings = replace(
            before, type=type, theme=THEMES[self.themes.current()], side_panel=self.side_panel.isChecked(),
            notes_panel=self.notes_panel.isChecked(), interface_size=INTERFACE_SIZES[self.interface.current()],
        )  # fmt: skip
        self._say_values()
        self.chosen.emit(self._settings)

    def _say_values(self) -> None:
        type = self._settings.type
        texts = (f"{type.size} px", f"{type.line_height:.2f}", self.tr("{n} characters").format(n=type.measure))
        sliders = (self.text_size, self.line_height, self.measure)
        for slider, shown, text in zip(sliders, self._values, texts, strict=True):
            shown.setText(text)
            slider.setAccessibleDescription(text)
        self.sample.set_type(type)

    def _back_to_usual(self) -> None:
        """All that can be chosen here; where the window stands and how wide its panels are is nobody's choice."""
        now, usual = self._settings, Settings()
        mended = replace(now, theme=usual.theme, type=usual.type, interface_size=usual.interface_size)
        self.show_settings(replace(mended, side_panel=usual.side_panel, notes_panel=usual.notes_panel))
        self.chosen.emit(self._settings)
        announce(self, self.tr("All settings are the usual ones again."))

    def show_trouble(self, sentence: str) -> None:
        """It could not be saved; nothing once it could, with an empty sentence."""
        if sentence != self._state.text():
            self._state.setText(sentence)
            self._state.setVisible(bool(sentence))
            announce(self, sentence)


def _slider(name: str, least: int, most: int) -> QSlider:
    made = QSlider(Qt.Orientation.Horizontal)
    made.setAccessibleName(name)
    made.setRange(least, most)
    made.setPageStep(max(1, (most - least) // 4))
    return made


def _segments(name: str, choices: Sequence[str]) -> Segments:
    made = Segments(list(choices))
    made.setAccessibleName(name)
    for number, choice in enumerate(choices):
        made.button(number).setAutoDefault(False)  # it would be drawn as the one that Enter presses
        made.button(number).setAccessibleName(f"{name}: {choice}".replace("\n", " "))
    return made


def _short(name: str) -> str:
    """A theme's name where there is little room: "High contrast" takes two lines."""
    return "\n".join(name.rsplit(" ", 1))


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(8)
    return column


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(16)
    for part in parts:
        row.addWidget(part)
    row.addStretch()
    return row
