"""A page that is made when somebody first goes there: until then an empty widget keeps its place in a stack."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


def put_in(stack: QStackedWidget, number: int, page: QWidget) -> None:
    """Put a page where an empty widget stands. Tab goes through it after what stands before it in the stack; Qt would
    do so after everything else in the window."""
    empty = stack.widget(number)
    before = [widget for each in range(number) for widget in _stops(stack.widget(each))]
    stack.insertWidget(number, page)
    stops = before[-1:] + _stops(page)
    for one, two in pairwise(stops):
        QWidget.setTabOrder(one, two)
    stack.removeWidget(empty)
    empty.deleteLater()


def _stops(page: QWidget) -> list[QWidget]:
    """Where Tab stops in a page, in the order in which it was built. (Qt's own ring is not to be walked from Python:
    PySide 6.9 then crashes when the window is resized.)"""
    widgets = [page, *page.findChildren(QWidget)]
    return [each for each in widgets if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None]
