"""Finds text that is cut off, by geometry and not by eye: what every widget needs for its words against what it has.

The test of the scenes asks for every state of the window, and nobody has to look at two hundred pictures to know that
nothing is clipped. Shortened with an ellipsis is not cut off where it is meant: in rows that our delegates draw, in
`Link`, in a tab whose tip says the whole. What people type may be longer than its field; what we say may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QGroupBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QSplitterHandle,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from reader.ui.panels.parts import Link

_NEAR = 1
"""Pixels that are no matter: what is measured is rounded."""
_LEAST_LIST = 40
"""Pixels below which nothing in a list can be read."""
_LEAST_TAB = 48
_WORDS = (QLabel, QAbstractButton, QLineEdit, QComboBox, QProgressBar)
_ALL_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


def cut_off(window: QWidget, screen: QSize | None = None) -> list[str]:
    """A sentence for everything in a visible window, dialog or menu that does not have the room that it needs; with
    `screen`, also when the window itself is larger than that."""
    found = list(_window(window, screen))
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible() and widget.window() is window:
            found += [f"{_name(widget)}: {what}" for what in _of(widget)]
            found += _arranged(widget)
    return found


def cut_off_anywhere(screen: QSize | None = None) -> list[str]:
    """The same for all windows, dialogs and menus that are open."""
    return [line for each in QApplication.topLevelWidgets() if each.isVisible() for line in cut_off(each, screen)]


def _of(widget: QWidget) -> Iterator[str]:
    yield from _outside(widget)
    for kind, check in _CHECKS:
        if isinstance(widget, kind):
            yield from check(widget)
            return


def _name(widget: QWidget) -> str:
    """Its kind, and what it says or else what it or the nearest around it is called."""
    said = getattr(widget, "text", None) or getattr(widget, "title", "")
    said, near = str(said() if callable(said) else said), widget
    while not said and near is not None:
        said, near = near.accessibleName() or near.objectName() or near.windowTitle(), near.parentWidget()
    return f"{type(widget).__name__} “{said[:50]}”"


def _lacks(need: QSize, room: QSize) -> Iterator[str]:
    if need.width() > room.width() + _NEAR or need.height() > room.height() + _NEAR:
        yield f"needs {need.width()}x{need.height()}, has {room.width()}x{room.height()}"


# -- windows, parents, neighbours ------------------------------------------------------------------------------------


def _window(window: QWidget, screen: QSize | None) -> Iterator[str]:
    if not isinstance(window, QMenu):
        for what in _lacks(window.minimumSizeHint(), window.size()):
            yield f"{_name(window)}: its parts {what}"
    if screen is not None:
        for what in _lacks(window.size(), screen):
            yield f"{_name(window)}: on the screen {what}"


def _outside(widget: QWidget) -> Iterator[str]:
    """Parts that stand out of what they are in, unless that can be scrolled to them."""
    parent = widget.parentWidget()
    if widget.isWindow() or parent is None or isinstance(widget, QSplitterHandle) or widget.size().isEmpty():
        return
    area = parent.parentWidget()
    part = widget.geometry()
    if isinstance(area, QScrollArea) and area.widget() is widget:
        if part.width() > parent.width() + _NEAR:
            yield f"is {part.width()} wide, and what it scrolls in is {parent.width()}"
        if part.height() > parent.height() + _NEAR and area.verticalScrollBarPolicy() == _ALL_OFF:
            yield f"is {part.height()} high, and what it is in is {parent.height()} and does not scroll"
    elif isinstance(area, QAbstractItemView):
        return  # an editor or a widget of a row: the row is looked at
    elif not parent.rect().adjusted(-_NEAR, -_NEAR, _NEAR, _NEAR).contains(part):
        yield f"at {_at(part)} stands out of {_name(parent)}, {parent.width()}x{parent.height()}"


def _at(part: QRect) -> str:
    return f"{part.x()},{part.y()} {part.width()}x{part.height()}"


def _held(parent: QWidget) -> list[QWidget]:
    """The visible widgets that the layout of a widget places, and those in it. Asked for by widget: PySide keeps stale
    names for the items of layouts, and then takes a widget for an item."""
    top = parent.layout()
    layouts = [] if top is None else [top, *top.findChildren(QLayout)]
    parts = [part for part in parent.children() if isinstance(part, QWidget) and part.isVisible()]
    return [part for part in parts if any(layout.indexOf(part) >= 0 for layout in layouts)]


def _arranged(parent: QWidget) -> Iterator[str]:
    """Of the parts beside each other: those that cover each other, and those that are squeezed."""
    held = _held(parent)
    if isinstance(parent, QSplitter):
        held += [part for part in map(parent.widget, range(parent.count())) if part.isVisible()]
    words = [
        part for part in parent.children() if isinstance(part, _WORDS) and part.isVisible() and not part.isWindow()
    ]
    for one, two in combinations(dict.fromkeys([*held, *words]), 2):
        shared = one.geometry().intersected(two.geometry())
        if shared.width() > _NEAR and shared.height() > _NEAR:
            yield f"{_name(one)} and {_name(two)} lie on each other at {_at(shared)}"
    for part in held:
        for what in _lacks(_least(part), part.size()):
            yield f"{_name(part)}: is squeezed, {what}"


def _least(part: QWidget) -> QSize:
    """What a layout must give it, as Qt has it (qSmartMinSize)."""
    policy, hint, least = part.sizePolicy(), part.sizeHint(), part.minimumSizeHint()
    shrink, ignored = QSizePolicy.PolicyFlag.ShrinkFlag.value, QSizePolicy.Policy.Ignored
    across, down = policy.horizontalPolicy(), policy.verticalPolicy()
    size = QSize(
        0 if across == ignored else least.width() if across.value & shrink else max(hint.width(), least.width()),
        0 if down == ignored else least.height() if down.value & shrink else max(hint.height(), least.height()),
    ).boundedTo(part.maximumSize())
    asked = part.minimumSize()
    return QSize(asked.width() or max(0, size.width()), asked.height() or max(0, size.height()))


# -- widgets ---------------------------------------------------------------------------------------------------------


def _label(label: QLabel) -> Iterator[str]:
    if label.text().strip() == "…":
        yield "nothing is left of it but the ellipsis"
    if not label.text() and label.pixmap().isNull():
        return
    need = label.sizeHint()
    if label.text() and label.wordWrap():
        need = QSize(label.minimumSizeHint().width(), label.heightForWidth(label.width()))
    if label.pixmap().isNull() or label.text():
        yield from _lacks(need, label.size())
    else:
        yield from _lacks(label.pixmap().deviceIndependentSize().toSize(), label.contentsRect().size())


def _button(button: QAbstractButton) -> Iterator[str]:
    option = QStyleOptionButton()
    option.initFrom(button)
    option.text, option.icon, option.iconSize = button.text(), button.icon(), button.iconSize()  # type: ignore[attr-defined]
    if isinstance(button, QPushButton) and button.isFlat():
        option.features = QStyleOptionButton.ButtonFeature.Flat  # type: ignore[attr-defined]
    part = {QCheckBox: QStyle.SubElement.SE_CheckBoxContents, QRadioButton: QStyle.SubElement.SE_RadioButtonContents}
    found = next((name for kind, name in part.items() if isinstance(button, kind)), None)
    room = button.style().subElementRect(found or QStyle.SubElement.SE_PushButtonContents, option, button).size()
    need = _words(button, button.text())
    if not button.icon().isNull():
        size = button.iconSize()
        need = QSize(need.width() + size.width() + (4 if button.text() else 0), max(need.height(), size.height()))
    yield from _lacks(need, room)
    if button.text().strip("… ") == "" and (button.text() or isinstance(button, Link)):
        yield "nothing is left of it but the ellipsis"


def _tool_button(button: QToolButton) -> Iterator[str]:
    look = button.toolButtonStyle()
    icon = not button.icon().isNull() and look != Qt.ToolButtonStyle.ToolButtonTextOnly
    words = bool(button.text()) and (not icon or look != Qt.ToolButtonStyle.ToolButtonIconOnly)
    need = QSize(0, 0)
    if icon:
        need = button.iconSize()
    if words:
        text = _words(button, button.text())
        if look == Qt.ToolButtonStyle.ToolButtonTextUnderIcon:
            need = QSize(max(need.width(), text.width()), need.height() + text.height())
        else:
            need = QSize(need.width() + text.width() + (4 if icon else 0), max(need.height(), text.height()))
    yield from _lacks(need, button.contentsRect().size())


def _words(widget: QWidget, text: str) -> QSize:
    return widget.fontMetrics().size(Qt.TextFlag.TextShowMnemonic.value, text) if text else QSize(0, 0)


def _line_edit(edit: QLineEdit) -> Iterator[str]:
    """Of what is typed only the height; a number in a spin box is ours to show in full."""
    option = QStyleOptionFrame()
    option.initFrom(edit)
    option.lineWidth = (  # type: ignore[attr-defined]
        edit.style().pixelMetric(QStyle.PixelMetric.PM_DefaultFrameWidth, option, edit) if edit.hasFrame() else 0
    )
    room = edit.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, edit)
    room = room.marginsRemoved(edit.textMargins()).adjusted(2, 0, -2, 0)
    for part in edit.findChildren(QWidget):
        if part.isVisible() and part.parentWidget() is edit and room.intersects(part.geometry()):
            if part.geometry().center().x() > edit.rect().center().x():
                room.setRight(part.geometry().left() - 1)
            else:
                room.setLeft(part.geometry().right() + 1)
    owner = edit.parentWidget()
    text = edit.placeholderText() if not edit.text() else edit.text() if isinstance(owner, QAbstractSpinBox) else ""
    need = QSize(edit.fontMetrics().horizontalAdvance(text) if text else 0, edit.fontMetrics().height())
    yield from ((f"“{text}” {what}" if text else what) for what in _lacks(need, room.size()))


def _combo(combo: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    option.initFrom(combo)
    option.editable, option.frame = combo.isEditable(), combo.hasFrame()  # type: ignore[attr-defined]
    option.currentText, option.iconSize = combo.currentText(), combo.iconSize()  # type: ignore[attr-defined]
    kind, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = combo.style().subControlRect(kind, option, part, combo).size()
    need = _words(combo, combo.currentText().replace("&", "&&"))
    if not combo.itemIcon(combo.currentIndex()).isNull():
        need.setWidth(need.width() + combo.iconSize().width() + 4)
    if not combo.isEditable():  # else its line edit is looked at
        yield from (f"“{combo.currentText()}” {what}" for what in _lacks(need, room))


def _tabs(bar: QTabBar) -> Iterator[str]:
    for number in range(bar.count()):
        part, text = bar.tabRect(number), bar.tabText(number)
        if not bar.isTabVisible(number) or not part.intersects(bar.rect()):
            continue
        sides = [bar.tabButton(number, side) for side in QTabBar.ButtonPosition]
        taken = sum(each.width() + 4 for each in sides if each is not None and each.isVisible())
        icon = 0 if bar.tabIcon(number).isNull() else bar.iconSize().width() + 4
        need = QSize(_words(bar, text).width() + taken + icon, bar.fontMetrics().height())
        if bar.elideMode() != Qt.TextElideMode.ElideNone and text.replace("&", "") in bar.tabToolTip(number):
            need.setWidth(min(need.width(), _LEAST_TAB + taken + icon))
        yield from (f"tab “{text}” {what}" for what in _lacks(need, part.size()))
        if not bar.usesScrollButtons() and not bar.rect().contains(part):
            yield f"tab “{text}” at {_at(part)} stands out of the bar"


def _group(box: QGroupBox) -> Iterator[str]:
    yield from _lacks(_words(box, box.title()), box.size())


def _progress(bar: QProgressBar) -> Iterator[str]:
    if bar.isTextVisible() and bar.text():
        yield from _lacks(_words(bar, bar.text()), bar.contentsRect().size())


def _menu(menu: QMenu) -> Iterator[str]:
    yield from _lacks(menu.sizeHint(), menu.size())
    for action in menu.actions():
        part = menu.actionGeometry(action)
        if action.isVisible() and not menu.rect().contains(part):
            yield f"“{action.text()}” at {_at(part)} stands out of the menu, {menu.width()}x{menu.height()}"


def _text(edit: QTextEdit | QPlainTextEdit) -> Iterator[str]:
    """Running text: its lines are as wide as the view, and what does not fit below can be scrolled to."""
    view = edit.viewport()
    across, down = edit.horizontalScrollBar().maximum(), edit.verticalScrollBar().maximum()
    wide_on_purpose = isinstance(edit, QTextEdit) and edit.lineWrapMode() == QTextEdit.LineWrapMode.FixedPixelWidth
    if across > _NEAR and not wide_on_purpose:
        yield f"its lines are {across} wider than the {view.width()} there are"
    if down > _NEAR and edit.verticalScrollBarPolicy() == _ALL_OFF:
        yield f"its text goes on below the {view.height()} there are, and it does not scroll"
    if edit.fontMetrics().height() > view.height() + _NEAR:
        yield f"is {view.height()} high, less than a line"
    if edit.placeholderText() and edit.document().isEmpty():
        edge = round(edit.document().documentMargin())
        room = view.rect().adjusted(edge, edge, -edge, 0)
        box = QRect(0, 0, room.width(), 10_000)
        need = edit.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap.value, edit.placeholderText()).size()
        yield from (f"“{edit.placeholderText()[:40]}” {what}" for what in _lacks(need, room.size()))


def _header(header: QHeaderView) -> Iterator[str]:
    model = header.model()
    for number in range(header.count()):
        if header.isSectionHidden(number) or header.orientation() != Qt.Orientation.Horizontal:
            continue
        text = str(model.headerData(number, header.orientation()) or "")
        if text and header.sectionSizeFromContents(number).width() > header.sectionSize(number) + _NEAR:
            need = header.sectionSizeFromContents(number).width()
            yield f"section “{text}” needs {need}, has {header.sectionSize(number)}"
    if header.length() > header.viewport().width() + _NEAR:
        yield f"its sections are {header.length()} wide, and the view is {header.viewport().width()}"


def _rows(view: QAbstractItemView) -> Iterator[str]:
    """Rows as high as their delegate asks for and no wider than the view; plain delegates must not shorten words."""
    model, room = view.model(), view.viewport().rect()
    if model is None or not model.rowCount(view.rootIndex()):
        return
    if room.height() < _LEAST_LIST and view.verticalScrollBar().maximum() > 0:  # one row needs no more than itself
        yield f"its rows are looked at through {room.height()} pixels"
    if view.horizontalScrollBar().maximum() > _NEAR:
        yield f"its rows are {view.horizontalScrollBar().maximum()} wider than the {room.width()} there are"
    above = QRect()
    for row in range(model.rowCount(view.rootIndex())):
        for column in range(1 if isinstance(view, QListView) else model.columnCount(view.rootIndex())):
            index = model.index(row, column, view.rootIndex())
            part = view.visualRect(index)
            if not part.intersects(room):
                continue
            need = view.sizeHintForIndex(index)
            ours = type(view.itemDelegateForIndex(index)) is not QStyledItemDelegate
            words = str(index.data() or "")
            if (
                ours
                or getattr(view, "wordWrap", bool)()
                or words in str(index.data(Qt.ItemDataRole.ToolTipRole) or "-")
            ):
                need.setWidth(0)
            yield from (f"row {row} “{words[:40]}” {what}" for what in _lacks(need, part.size()))
            if part.left() < -_NEAR or part.right() > room.right() + _NEAR:
                yield f"row {row} “{words[:40]}” at {_at(part)} stands out of the view, {room.width()} wide"
            if above.intersected(part).height() > _NEAR:  # it has grown since its list was laid out
                yield f"row {row} “{words[:40]}” at {_at(part)} lies on the one before at {_at(above)}"
            above = part


def _area(area: QAbstractScrollArea) -> Iterator[str]:
    if isinstance(area, QScrollArea) and area.widget() and area.widget().height() > area.viewport().height():
        least = area.fontMetrics().height()
        if area.viewport().height() < least:
            yield f"is looked at through {area.viewport().height()} pixels"


_CHECKS: tuple[tuple[type | tuple[type, ...], Callable[..., Iterator[str]]], ...] = (
    (QLabel, _label),
    (QToolButton, _tool_button),
    (QAbstractButton, _button),
    (QLineEdit, _line_edit),
    (QComboBox, _combo),
    (QTabBar, _tabs),
    (QGroupBox, _group),
    (QProgressBar, _progress),
    (QMenu, _menu),
    ((QTextEdit, QPlainTextEdit), _text),
    (QHeaderView, _header),
    (QAbstractItemView, _rows),
    (QAbstractScrollArea, _area),
)
