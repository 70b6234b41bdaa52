"""What is made when somebody first goes there, and where it belongs. An empty widget keeps the place of a page in a
stack until then."""

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


def put_in(stack: QStackedWidget, number: int, page: QWidget) -> None:
    """Put a page where an empty widget stands. Tab goes through it after what stands before it in the stack, or else
    where the empty widget stands in the ring."""
    empty = stack.widget(number)
    before = [stop for each in range(number) for stop in _stops(stack.widget(each))]
    stack.insertWidget(number, page)
    tab_after(before[-1] if before else empty, page)
    stack.removeWidget(empty)
    empty.deleteLater()


def tab_after(before: QWidget, part: QWidget) -> None:
    """Let Tab go through `part` after `before`; Qt would do so after everything else in the window."""
    for one, two in pairwise((before, *_stops(part))):
        QWidget.setTabOrder(one, two)


def _stops(part: QWidget) -> list[QWidget]:
    """Where Tab stops in a part, in the order in which it was put together. Qt's own ring would tell as well, but
    PySide 6.9 crashes later on when all of it was walked from Python."""
    window = part.window()
    inside = [each for each in (part, *part.findChildren(QWidget)) if each.window() is window]  # no list of a chooser
    return [each for each in inside if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None]
