"""Whether a dialog is still there: what is asked for it in a lane may be answered when it is gone."""

from collections.abc import Callable

from PySide6.QtCore import QObject


class Alive:
    """Answers that come later are for nobody."""

    def __init__(self, dialog: QObject) -> None:
        self.yes = True
        dialog.destroyed.connect(self._gone)
        dialog.finished.connect(self._gone)  # type: ignore[attr-defined]

    def _gone(self) -> None:
        self.yes = False

    def __call__(self, call: Callable[..., None]) -> Callable[..., None]:
        """`call` as long as the dialog is there."""

        def when_there(*values: object) -> None:
            if self.yes:
                call(*values)

        return when_there
