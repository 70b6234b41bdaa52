"""The kinds of paper, and how a booklet of them is folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSizeF

from reader.ui.paper.pagination import DPI

MM = DPI / 25.4
"""Dots in a millimetre."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page. Sizes and margins are in millimetres, of the page that is read; `points` is the size of its text.

    The text is about 75 characters wide on every paper; what the sides leave is for numbers, and for a pencil.
    """

    name: str
    size: tuple[float, float]
    sides: float
    top: float
    bottom: float
    points: float
    folded: bool = False  # two pages stand on each side of a sheet of paper that is folded in the middle

    @property
    def text_width(self) -> float:
        """In dots, as all of the following."""
        return (self.size[0] - 2 * self.sides) * MM

    @property
    def text_height(self) -> float:
        return (self.size[1] - self.top - self.bottom) * MM

    @property
    def unit(self) -> float:
        """The size of running text."""
        return self.points / 72 * DPI

    @property
    def paper(self) -> QSizeF:
        """The paper that goes into the printer, in millimetres: A4 on its side for a booklet of A5."""
        return QSizeF(297, 210) if self.folded else QSizeF(*self.size)


SHEETS = (
    Sheet("a4", (210, 297), 36, 30, 27, 10.5),
    Sheet("letter", (215.9, 279.4), 39, 29, 25, 10.5),
    Sheet("booklet", (148, 210), 22, 23, 21, 9.5, folded=True),
)


def usual_sheet() -> str:
    """The name of the sheet that is usual where the user lives."""
    imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
    return "letter" if imperial else "a4"


def sides(pages: int, folded: bool, right_to_left: bool) -> list[tuple[int | None, ...]]:
    """The pages (from 0) on each side of each sheet, from left to right; None is a page that stays blank.

    Folded sheets lie in each other (saddle stitch): the outermost has the last page and the first on its front, the
    second and the last but one on its back. A book that is read from the right is bound on the right.
    """
    if not folded:
        return [(page,) for page in range(pages)]
    whole = -(-pages // 4) * 4
    made: list[tuple[int | None, ...]] = []
    for number in range(whole // 2):
        low, high = number, whole - 1 - number
        pair: Sequence[int] = (low, high) if number % 2 else (high, low)
        shown = [page if page < pages else None for page in pair]
        made.append(tuple(reversed(shown)) if right_to_left else tuple(shown))
    return made
