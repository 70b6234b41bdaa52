"""The words of a search on the page, as Qt wants them: selections that lie over the text and change nothing in it."""

from collections.abc import Mapping

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTextEdit

from reader.ui.reading.laid_out import LaidOut
from reader.ui.theme import Theme


def found_words(
    laid: LaidOut | None, hits: Mapping[str, tuple[tuple[int, int], ...]], current: str | None, theme: Theme
) -> list[QTextEdit.ExtraSelection]:
    """Selections for spans in code points by block id, stronger in the block `current`."""
    selections = []
    for block_id, spans in hits.items():
        number = laid.index.get(block_id) if laid else None
        if number is None or laid is None:
            continue
        kind = "current" if block_id == current else "word"
        ground, ink = QColor(theme.hit[kind]), QColor(theme.hit[f"{kind}_text"])
        for start, end in spans:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = laid.cursor(number, start, end)  # type: ignore[attr-defined]  # a struct member that the stubs leave out
            selection.format.setBackground(ground)  # type: ignore[attr-defined]
            selection.format.setForeground(ink)  # type: ignore[attr-defined]
            selections.append(selection)
    return selections
