"""Rows of the register: to whom, what in the words of the text, and where it stands; with a checklist also how far it
is. Whom it is addressed to comes first and is never cut."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QRectF, QSize
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from reader import guidance_words
from reader.core.advice import Recommended
from reader.core.guidance import RECOMMENDATION_KIND_NAMES
from reader.core.marks import STATE_NAMES, Assessment, State
from reader.core.text import long_date, squeeze
from reader.ui.fonts import interface_font, reading_font
from reader.ui.guide.rows import GuideRow
from reader.ui.models.rows import ROW, Caption
from reader.ui.panels.cards import Index
from reader.ui.panels.done import BAR, draw_bar
from reader.ui.panels.text import Run
from reader.ui.recommended.signs import draw_sign
from reader.ui.theme import Theme

_SIGN, _BESIDE_SIGN = 16, 10  # pixels
_AROUND_BAR = 6
_ADDRESSEE_LINES = 12  # more than the longest addressee takes in the narrowest list at the largest size


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation, with what the open checklist notes of it. Without `recommended` the library has it no more,
    and what is known of it stands in the assessment."""

    id: str
    recommended: Recommended | None
    assessment: Assessment | None = None
    listed: bool = False  # a checklist is open
    unsaved: bool = False  # the disk refused what was written of it

    @property
    def text(self) -> str:
        return self.recommended.source.text if self.recommended else self._kept.words

    @property
    def reference(self) -> str:
        return self.recommended.source.reference if self.recommended else self._kept.reference

    @property
    def addressee(self) -> str:
        """As a checklist keeps it: empty where the text names nobody."""
        if self.recommended is None:
            return self._kept.addressee
        said = self.recommended.recommendation
        return said.addressee if said.addressee_stated else ""

    @property
    def addressed(self) -> str:
        """ "To: States" """
        if self.recommended is None:
            return guidance_words.addressed(self._kept.addressee, True) if self._kept.addressee else _tr(
                "Addressee not stated")  # fmt: skip
        said = self.recommended.recommendation
        return guidance_words.addressed(said.addressee, said.addressee_stated)

    @property
    def kind(self) -> str:
        """What kind of recommendation it is, where it is no plain call."""
        if self.recommended is None or self.recommended.recommendation.kind == "explicit":
            return ""
        name = RECOMMENDATION_KIND_NAMES[self.recommended.recommendation.kind]
        return name[:1].upper() + name[1:]

    @property
    def section(self) -> str:
        """ "Document › section" """
        if self.recommended is None:
            return _tr("No longer in the library")
        source = self.recommended.source
        return " › ".join((source.info.short_title, *source.section))

    @property
    def state(self) -> State | None:
        return self.assessment.state if self.assessment else None

    @property
    def changed(self) -> bool:
        """Whether the words that were assessed are others than those of the text now."""
        return bool(self.recommended and self.assessment and self.assessment.words not in ("", self.text))

    @property
    def _kept(self) -> Assessment:
        assert self.assessment is not None, "what the library has no more is there because it was assessed"
        return self.assessment


@dataclass(frozen=True, slots=True)
class Heading(Caption):
    """The section of the rows that follow; `total` of them are in the checklist, 0 where none is open."""

    looked_at: int = 0
    total: int = 0


def progress(rows: list[Row]) -> tuple[int, int]:
    """How many have a state, and how many there are; as exports count."""
    return sum(row.state is not None for row in rows), len(rows)


def looked_at(done: int, total: int) -> str:
    """ "3 of 6 looked at" """
    return _tr("{n} of {total} looked at").format(n=f"{done:,}", total=f"{total:,}")


def say(row: Row) -> str:
    """A row in words: everything that it shows by place, shape and colour."""
    parts = [row.addressed, squeeze(row.text), row.reference, row.kind]
    if row.listed:
        parts.append(STATE_NAMES[row.state])
        parts.append(long_date(row.assessment.date) if row.assessment else "")
    return ", ".join(part for part in (*parts, *_warnings(row)) if part)


def _warnings(row: Row) -> list[str]:
    said = [_tr("The text has changed since")] if row.changed else []
    return said + ([_tr("Not saved")] if row.unsaved else [])


class RecommendationRow(GuideRow):
    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(theme, view, self._row_runs)

    def runs(self, row: object) -> list[Run]:
        if not isinstance(row, Heading):
            return super().runs(row)
        font = interface_font(self.sized(11), QFont.Weight.DemiBold)
        said = looked_at(row.looked_at, row.total) if row.total else ""
        return [Run(row.text, font, self.theme.text["ink"], 4), self.muted(said, 1, 2)]

    def _row_runs(self, row: Row, card: GuideRow) -> list[Run]:
        text = card.theme.text
        medium = interface_font(card.sized(12), QFont.Weight.Medium)
        state = ""
        if row.listed and row.assessment:
            state = "  ·  ".join(part for part in (STATE_NAMES[row.state], long_date(row.assessment.date)) if part)
        return [
            Run(row.addressed, medium, text["accent"], _ADDRESSEE_LINES),
            Run(squeeze(row.text), reading_font(card.sized(15)), text["ink"], 3, 4),
            card.muted("  ·  ".join(part for part in (row.reference, row.kind) if part), 3, 4),
            card.muted(state, 2),
            Run("  ·  ".join(_warnings(row)), interface_font(card.sized(11)), text["danger"], 2, 2),
        ]

    # -- the sign of the state, and the bar of a section -----------------------------------------------------

    def _indent(self, row: object) -> None:
        self.bar = self.sized(_SIGN) + _BESIDE_SIGN if isinstance(row, Row) and row.listed else 0

    def _bar_room(self, row: object) -> int:
        return _AROUND_BAR * 2 + BAR if isinstance(row, Heading) and row.total else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW)
        self._indent(row)
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + self._bar_room(row))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW)
        self._indent(row)
        super().paint(painter, option, index)
        if self._bar_room(row):
            side = self.outer[0] + self.inner[0]
            box = QRectF(option.rect).adjusted(side, 0, -side, -_AROUND_BAR)  # type: ignore[attr-defined]
            box.setTop(box.bottom() - BAR)
            draw_bar(painter, box, row.looked_at / row.total, self.theme, self._view.isRightToLeft())

    def _edge(self, painter: QPainter, edge: QRectF, row: object) -> None:
        assert isinstance(row, Row)
        side = self.sized(_SIGN)
        left = edge.right() - side if self._view.isRightToLeft() else edge.left()
        draw_sign(painter, row.state, QRectF(left, edge.top(), side, side), self.theme)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Recommendations", text)
