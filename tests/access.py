"""Walks a window as screen readers and the keyboard do, and tells what is wrong: names, roles, order, focus unseen."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QComboBox, QScrollArea, QTextBrowser, QWidget

ROLES = {
    QAccessible.Role.Button, QAccessible.Role.ButtonMenu, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText, QAccessible.Role.ComboBox, QAccessible.Role.List, QAccessible.Role.Tree,
    QAccessible.Role.PageTabList, QAccessible.Role.Slider,
    QAccessible.Role.StaticText,  # Qt's word for a text that can be read and not changed
}  # fmt: skip
PANELS = {
    "topBar", "sidePanel", "notesPanel", "home", "pageHolder", "aloudBar", "messageBar", "places", "bulkBar", "guide",
}  # fmt: skip
_MOST_LINKS = 100
_SAME_ROW = 8  # pixels: controls of unlike height in one row


def _walk(interface: Any) -> Iterator[Any]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from _walk(child)


def _controls(window: QWidget) -> Iterator[tuple[Any, QWidget]]:
    """What can be worked with and is to be seen, of the tree of a window; rows of lists are not meant."""
    for interface in _walk(QAccessible.queryAccessibleInterface(window)):
        widget, state = interface.object(), interface.state()
        if not isinstance(widget, QWidget) or state.invisible or not widget.isVisible() or widget.window() != window:
            continue
        if state.focusable or interface.role() in (QAccessible.Role.Button, QAccessible.Role.EditableText):
            yield interface, widget


def _name(interface: Any, widget: QWidget) -> str:
    """As Qt's documentation has it, a box of choices has its value for a name on Linux; there its own name counts."""
    return widget.accessibleName() if isinstance(widget, QComboBox) else interface.text(QAccessible.Text.Name)


def _panel(widget: QWidget) -> QWidget:
    while widget.parentWidget() is not None and widget.objectName() not in PANELS and not widget.isWindow():
        widget = widget.parentWidget()
    return widget


def wrong_names(window: QWidget) -> list[str]:
    """Controls without a name or with a role that does not fit, and two of one panel that sound alike."""
    controls = list(_controls(window))
    wrong = [f"{interface.role()} of {widget}" for interface, widget in controls if interface.role() not in ROLES]
    wrong += [f"no name: {widget}" for interface, widget in controls if not _name(interface, widget)]
    alike = Counter((_panel(widget), interface.role(), _name(interface, widget)) for interface, widget in controls)
    return wrong + [f"twice in {panel.objectName()}: {name}" for (panel, _, name), count in alike.items() if count > 1]


def tab_through(driver: Any, window: QWidget, begin: QWidget) -> list[QWidget]:
    """What has the focus, from `begin` round to it again; a text keeps it for each of its links."""
    window.activateWindow()
    begin.setFocus(Qt.FocusReason.TabFocusReason)
    order: list[QWidget] = []
    while (widget := QApplication.focusWidget()) is not None and widget not in order:
        order.append(widget)
        driver.keys("Tab")
        for _ in range(_MOST_LINKS):
            if QApplication.focusWidget() is widget and isinstance(widget, QTextBrowser):
                driver.keys("Tab")
    assert widget is begin, f"Tab turns in a circle that does not lead back, at {widget}"
    return order


def wrong_order(window: QWidget, order: list[QWidget]) -> list[str]:
    """Controls that Tab does not reach, and steps back up within a panel."""
    wanted = [widget for _, widget in _controls(window) if widget.isEnabled() and widget.focusProxy() is None]
    wrong = [f"not reached: {w}" for w in wanted if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w not in order]
    for one, two in itertools.pairwise(order):
        here, there = (QRect(w.mapTo(window, QPoint(0, 0)), w.size()) for w in (one, two))
        above = there.bottom() < here.top() + _SAME_ROW and there.left() < here.right()
        if _panel(one) is _panel(two) and above:
            wrong.append(f"back up from {one} {one.accessibleName()} to {two} {two.accessibleName()}")
    return wrong


def unseen(window: QWidget, order: list[QWidget]) -> list[str]:
    """Where the focus changes nothing that can be seen. A field has its frame, a text a caret or a frame."""
    wrong = []
    for widget in order:
        around = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        with_focus = window.grab(around).toImage()
        widget.clearFocus()
        if window.grab(around).toImage() == with_focus:
            wrong.append(f"{widget} {widget.accessibleName()}")
    return wrong


def outside(window: QWidget, order: list[QWidget]) -> list[str]:
    """Controls that the window cuts off; what can be scrolled to is not."""
    boxes = ((widget, QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())) for widget in order)
    return [f"{widget} {box}" for widget, box in boxes if not holds(window, widget, box)]


def holds(window: QWidget, widget: QWidget, box: QRect) -> bool:
    """Whether a window has room for a widget that is at `box`, or scrolls up and down to it."""
    if scrolls(widget):
        return box.left() >= 0 and box.right() < window.width()
    return window.rect().contains(box)


def scrolls(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent is not None
