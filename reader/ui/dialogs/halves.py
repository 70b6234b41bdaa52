"""Choices beside a preview of what comes of them; above it where the dialog is too narrow for both."""

from PySide6.QtWidgets import QBoxLayout, QLayout, QScrollArea

_ANY = 16_777_215  # Qt's word for no limit


class Halves(QBoxLayout):
    def __init__(
        self, form: QScrollArea, preview: QLayout, wide: int, form_width: int, narrow: tuple[int, int] = (0, 1)
    ) -> None:
        """Pixels: from which width of the dialog on they stand beside each other, and how wide the choices are then.
        `narrow` is how the two share the height otherwise."""
        super().__init__(QBoxLayout.Direction.LeftToRight)
        self._form, self._wide, self._form_width, self._narrow = form, wide, form_width, narrow
        self.setSpacing(18)
        self.addWidget(form)
        self.addLayout(preview, 1)

    def fit(self, width: int) -> None:
        """The dialog is so wide now."""
        wide = width >= self._wide
        self.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._form.setMinimumWidth(self._form_width if wide else 0)
        self._form.setMaximumWidth(self._form_width if wide else _ANY)
        self._form.setMaximumHeight(_ANY if wide else self._form.widget().sizeHint().height())
        for half, stretch in enumerate((0, 1) if wide else self._narrow):
            self.setStretch(half, stretch)
