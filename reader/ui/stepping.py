"""Long work of the window's own thread, a little at a time: what Qt lays out cannot be done in a lane."""

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QTimer

_TURN_SECONDS = 0.004


class Stepping(QObject):
    """Runs steps until they end, several in a turn while they are short; whatever the window has to do goes between.

    Starts at once. An error ends it: `failed` hears of it, and no timer is left behind that would ask again.
    """

    def __init__(
        self, steps: Iterator[Any], done: Callable[[], None], failed: Callable[[Exception], None],
        progress: Callable[[], None], parent: QObject,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._steps, self._done, self._failed, self._progress = steps, done, failed, progress
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)
        self._timer.start()

    def _go_on(self) -> None:
        end = monotonic() + _TURN_SECONDS
        try:
            while monotonic() < end:
                next(self._steps)
        except StopIteration:
            self.stop()
            self._done()
            return
        except Exception as error:
            self.stop()
            self._failed(error)
            return
        self._progress()

    def stop(self) -> None:
        """Whatever is not done stays so."""
        self._timer.stop()
        self.deleteLater()
