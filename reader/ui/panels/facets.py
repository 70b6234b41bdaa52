"""Chips that narrow the results: filters that are typed, each with a cross, and the values that would divide what there
is. What a chip does, it does to the text of the query, so the field always says what is shown.

Two lines of chips at most, one where the window is low: everything else is in the menu behind the last one.
"""

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStyle, QStyleOptionButton, QWidget

from reader import words
from reader.core.query import TypedFilter, filters_in, meant
from reader.core.text import shorten
from reader.core.types import FacetValue, ResultPage
from reader.ui.panels.text import direction_of
from reader.ui.theme import Theme

_MOST = 6  # chips besides those of typed filters
_WORTH_DIVIDING = 4  # results: fewer are read faster than they are narrowed
_GAP = 6
_HIGH = 26
_LOW_WINDOW = 640
_CROSS = 14
_IN_MENU = 48  # characters of a value


Key = tuple[str, str] | TypedFilter
"""What a chip stands for: a field and a value, or a filter that is typed."""


class Chip(QPushButton):
    """A filter: its name, and how many results it would leave or, once it is on, a cross."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.key: Key | None = None
        self._name, self._count = "", ""
        self._theme: Theme | None = None
        self.setAutoDefault(True)  # Enter presses it, as Space does
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks on it may go on typing

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_filter(self, key: Key, name: str, count: int | None, most: int) -> None:
        """Stand for a filter, at most `most` pixels wide; one that is typed has a cross and is pressed."""
        on = isinstance(key, TypedFilter)
        self.key = key
        self.setCheckable(on)
        self.setChecked(on)
        self._count = f"{count:,}" if count is not None and not on else ""
        said = words.count_of(count, "result") if count is not None else ""
        self.setAccessibleName(", ".join(part for part in (name, said) if part))
        self.setToolTip(self.tr("Remove this filter") if on else self.tr("Show only these"))
        self.ensurePolished()  # until then the font is another one
        metrics = QFontMetrics(self.font())
        rest = 22 + (_CROSS if on else metrics.horizontalAdvance(f" {self._count}"))
        self._name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, most - rest)
        self.setText(f"{self._name} {self._count}".strip())
        self.resize(min(most, metrics.horizontalAdvance(self._name) + rest), _HIGH)

    def sizeHint(self) -> QSize:
        return self.size()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The name in ink, the count in a quieter tone, the cross at the end."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]
        if self._theme is None:
            return
        with QPainter(self) as painter:
            self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.font())
            painter.setLayoutDirection(direction_of(self._name))
            inside = self.rect().adjusted(11, 0, -11, 0)
            tone = self._theme.text
            start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
            if self.isRightToLeft():
                start, end = end, start
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.setPen(QColor(tone["accent"] if self.isChecked() else tone["ink"]))
            painter.drawText(inside, start | middle, self._name)
            if self._count:
                painter.setPen(QColor(tone["muted"]))
                painter.drawText(inside, end | middle, self._count)
            elif self.isChecked():
                x = inside.left() + 3.5 if self.isRightToLeft() else inside.right() - 3.5
                painter.setPen(QPen(QColor(tone["accent"]), 1.5, c=Qt.PenCapStyle.RoundCap))
                y = inside.center().y() + 0.5
                for sign in (1, -1):
                    painter.drawLine(QPointF(x - 3.5, y - 3.5 * sign), QPointF(x + 3.5, y + 3.5 * sign))


class FacetChips(QWidget):
    added = Signal(str, str)  # field, value: only these
    removed = Signal(object)  # TypedFilter

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("facets")
        self._page: ResultPage | None = None
        self._chips: list[Chip] = []
        self._theme: Theme | None = None
        self._more = Chip(self)
        self._more.clicked.connect(self._open_menu)
        self._room = (-1, 0)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for chip in (*self._chips, self._more):
            chip.set_theme(theme)

    def show_page(self, page: ResultPage | None) -> None:
        """The filters of an answer: those of its query, and those that would divide it."""
        self._page = page
        focused = next((chip.key for chip in self._chips if chip.hasFocus()), None)
        self._arrange()
        if focused is not None:
            self._keep_focus(focused)

    def _keep_focus(self, key: Key) -> None:
        """The keys stay on the filter that they have changed, or else go to the first chip."""
        shown = [chip for chip in self._chips if not chip.isHidden()]
        same = [chip for chip in shown if chip.key and _field_and_value(chip.key) == _field_and_value(key)]
        for chip in (same or shown or [self._more])[:1]:
            chip.setFocus()

    def _offered(self) -> Iterator[tuple[Key, str, int | None]]:
        """What chips could show, the most useful first: key, name and count."""
        page = self._page
        if page is None:
            return
        typed = filters_in(page.query)
        for each in typed:
            values = meant(each.field, each.value, [f.value for f in page.facets if f.field == each.field])
            value = values[0] if len(values) == 1 else each.value
            yield each, words.facet(each.field, value, each.negated), None
        if page.only_notes or page.total < _WORTH_DIVIDING:
            return
        used = {each.field for each in typed}
        by_field = [
            sorted(group, key=lambda facet: -facet.count * (page.total - facet.count))
            for field, group in groupby(page.facets, lambda facet: facet.field)
            if field not in used
        ]
        by_field.sort(key=lambda group: _ORDER.index(group[0].field))
        dividing = [[facet for facet in group if 0 < facet.count < page.total] for group in by_field]
        for rank in range(2):
            for group in dividing:
                for facet in group[rank : rank + 1]:
                    yield (facet.field, facet.value), words.facet(facet.field, facet.value), facet.count

    def _arrange(self) -> None:
        """Lay out as many chips as there is room for, in reading direction; the menu comes last."""
        room = self.width()
        lines = self._lines()
        self._room = room, lines
        offered = list(self._offered())
        typed = sum(isinstance(key, TypedFilter) for key, _, _ in offered)
        menu = bool(offered) and self._page is not None and any(facet.count for facet in self._page.facets)
        self._more.show_filter(("", ""), self.tr("More…"), None, room)
        self._more.setAccessibleName(self.tr("More filters"))
        self._more.setToolTip(self.tr("All filters"))
        last = room - (self._more.width() + _GAP if menu else 0)
        x, line, used = 0, 0, 0
        for key, name, count in offered:
            if used >= typed + _MOST:
                break
            chip = self._chip(used)
            chip.show_filter(key, name, count, min(room, last if lines == 1 else room))
            edge = last if line == lines - 1 else room
            if x + chip.width() > edge and line < lines - 1 and x:
                x, line = 0, line + 1
                edge = last if line == lines - 1 else room
            if x + chip.width() > edge:
                continue
            self._place(chip, x, line, room)
            x += chip.width() + _GAP
            used += 1
        for chip in self._chips[used:]:
            chip.hide()
        if menu:
            if x + self._more.width() > room:
                x, line = 0, line + 1
            self._place(self._more, x, line, room)
        self._more.setVisible(menu)
        self.setVisible(bool(used) or menu)
        self.setFixedHeight((line + 1) * (_HIGH + _GAP) - _GAP)

    def _lines(self) -> int:
        return 1 if self.window().height() < _LOW_WINDOW else 2

    def _chip(self, number: int) -> Chip:
        if number == len(self._chips):
            chip = Chip(self)
            if self._theme is not None:
                chip.set_theme(self._theme)
            chip.clicked.connect(lambda: self._pressed(chip))
            QWidget.setTabOrder(self._more, chip)  # beside it,
            QWidget.setTabOrder(chip, self._more)  # and before it
            self._chips.append(chip)
        return self._chips[number]

    def _place(self, chip: Chip, x: int, line: int, room: int) -> None:
        chip.move(room - x - chip.width() if self.isRightToLeft() else x, line * (_HIGH + _GAP))
        chip.show()

    def _pressed(self, chip: Chip) -> None:
        if isinstance(chip.key, TypedFilter):
            chip.setChecked(True)  # until the answer is there it is what it was
            self.removed.emit(chip.key)
        elif chip.key is not None:
            self.added.emit(*chip.key)

    # -- all of them -----------------------------------------------------------------------------------------

    def _open_menu(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        corner = self._more.rect().bottomRight() if self.isRightToLeft() else self._more.rect().bottomLeft()
        menu.popup(self._more.mapToGlobal(corner))

    def menu(self) -> QMenu:
        """Every filter with all its values and how many results each would leave; those that are on are checked."""
        menu = QMenu(self)
        facets = self._page.facets if self._page else ()
        for field, group in groupby(sorted(facets, key=lambda f: _ORDER.index(f.field)), lambda f: f.field):
            values = list(group)
            if field == "marked":
                self._add(menu, values[0], words.facet(field, values[0].value))
                continue
            under = menu.addMenu(words.FIELDS[field])
            for facet in values:
                self._add(under, facet, words.facet_value(field, facet.value))
        return menu

    def _add(self, menu: QMenu, facet: FacetValue, name: str) -> None:
        name = shorten(name[:1].upper() + name[1:], _IN_MENU).replace("&", "&&")
        action = menu.addAction(f"{name}\t{facet.count:,}")
        action.setCheckable(True)
        action.setChecked(facet.chosen)
        action.triggered.connect(lambda: self._chosen(facet))

    def _chosen(self, facet: FacetValue) -> None:
        """Add a value, or take away what was typed for it."""
        typed = filters_in(self._page.query) if self._page else ()
        for each in typed if facet.chosen else ():
            if each.field == facet.field and not each.negated and meant(each.field, each.value, [facet.value]):
                self.removed.emit(each)
                return
        self.added.emit(facet.field, facet.value)

    def fit(self) -> None:
        """Arrange the chips anew where the room for them is another one."""
        if self._room != (self.width(), self._lines()):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._arrange()


_ORDER = ("type", "year", "for", "to", "topic", "sdg", "lang", "marked")
"""Fields by their use to somebody who has too many results."""


def _field_and_value(key: Key) -> tuple[str, str]:
    return (key.field, key.value) if isinstance(key, TypedFilter) else key
