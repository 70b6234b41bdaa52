"""One frame of the page: what is painted under the text of the blocks in view, gathered from what the page knows.

How a block is painted stands in `painter`.
"""

from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from reader.core.types import Location
from reader.ui.reading.laid_out import LaidOut
from reader.ui.reading.marked import Marked
from reader.ui.reading.painter import Look, Stripe, paint_block


@dataclass(frozen=True, slots=True)
class Frame:
    laid: LaidOut
    look: Look
    marked: Marked
    current: str | None  # id of the mark that the keys act on
    flash: Location | None
    term: Location | None  # that is being explained
    here: int | None  # number of the leaf that the keys have come to

    def paint(self, painter: QPainter, exposed: QRectF, scroll: float) -> None:
        """Paint what is `exposed` of the viewport, with the document moved up by `scroll` pixels."""
        flashing = {n: (a, b) for n, a, b in self.laid.parts(self.flash)} if self.flash else {}
        termed = self.laid.parts(self.term) if self.term else []
        block = self.laid.blocks[self.laid.near(exposed.top() + scroll)]
        layout = block.document().documentLayout()
        while block.isValid():
            rect = layout.blockBoundingRect(block).translated(0, -scroll)
            if rect.top() > exposed.bottom() + 4:
                break
            number = block.userState()
            if number >= 0:
                stripes = [Stripe(*flashing[number], "flash")] if number in flashing else []
                stripes += self.marked.stripes(number, self.current)
                stripes += [Stripe(a, b, "term") for n, a, b in termed if n == number]
                lines = [self.laid.rects(number, stripe.start, stripe.end, rect.topLeft()) for stripe in stripes]
                paint_block(
                    painter, block, self.laid.leaf(number), rect.topLeft(), list(zip(stripes, lines, strict=True)),
                    self.marked.is_bookmarked(number), self.look, self.here == number,
                )  # fmt: skip
            block = block.next()
