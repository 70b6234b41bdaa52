"""Where the window stands: as at the last end, but always on the screen that there is now."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QWidget

from reader.core.settings import Settings

_FRAME = QSize(16, 48)
"""About what a title bar and borders take; without it the foot of the window is off a small screen."""


def place_window(window: QWidget, kept: Settings) -> None:
    """Give `window` the place that was kept. It may have been kept on a larger screen, or on one that is gone."""
    screen = window.screen().availableGeometry()
    if kept.window is not None and screen.intersects(QRect(*kept.window)):
        box = QRect(*kept.window)
        box.setSize(box.size().boundedTo(screen.size()))
        box.moveLeft(max(screen.left(), min(box.left(), screen.right() + 1 - box.width())))
        box.moveTop(max(screen.top(), min(box.top(), screen.bottom() + 1 - box.height())))
        window.setGeometry(box)
    else:
        window.resize(QSize(1280, 800).boundedTo(screen.size() - _FRAME))
    if kept.maximised:
        window.setWindowState(Qt.WindowState.WindowMaximized)


def place_of(window: QWidget) -> tuple[int, int, int, int]:
    """What `place_window` needs at the next start: x, y, width, height when it is not maximised."""
    box = window.normalGeometry()
    return box.x(), box.y(), box.width(), box.height()
