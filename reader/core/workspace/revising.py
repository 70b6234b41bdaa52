"""When the text of a document has changed: which marks it touched, and what the user makes of them.

A mark is placed in the present edition each time it is shown, but keeps the anchor it was made with until the user has
seen what became of it. So a receipt can be read at any later time, and a mark that was judged wrongly is not lost.
"""

from collections.abc import Iterable, Mapping

from reader.core.marks import Change, Mark, PlacedMark, Receipt
from reader.core.notes.anchors import make_anchor
from reader.core.types import Location
from reader.core.workspace.changing import Changing, revised


class Revising(Changing):
    def receipts(self) -> tuple[Receipt, ...]:
        """For each document whose text is not what it was when something was marked in it, the marks made before, in
        reading order. What the user keeps as historical is settled and not among them."""
        touched: dict[str, list[PlacedMark]] = {}
        for placed in self._placed.of_older_text() if self._notebook is not None else ():
            touched.setdefault(placed.mark.anchor.document, []).append(placed)
        infos = {info.id: info for info in self._library.documents()}
        return tuple(Receipt(infos[name], tuple(marks)) for name, marks in touched.items())

    def texts(self, placed: PlacedMark) -> tuple[str, str]:
        """The paragraphs that a mark was made in, as they were and as they are now: the old ones from the edition that
        the notebook keeps, or the quote with what stood around it; the new ones at its place or likeliest place, empty
        when there is none."""
        anchor = placed.mark.anchor
        old = self._placed.old_text(placed.mark)
        before = f"{anchor.before}{anchor.quote}{anchor.after}"
        if old is not None:
            before = _between(old.blocks, anchor.start.block, anchor.end.block) or before
        document = self._placed.document(anchor.document)
        there = placed.location or next(iter(placed.candidates), None)
        if document is None or there is None:
            return before, ""
        blocks = tuple((block.id, block.text) for block in document.blocks)
        return before, _between(blocks, there.start.block, there.end.block)

    def accept(self, mark_ids: Iterable[str]) -> Change | None:
        """Settle marks where they were found, or where they likely belong; those without any such place stay open."""
        places = {}
        for name in mark_ids:
            placed = self._placed.get(name)
            there = placed and (placed.location or next(iter(placed.candidates), None))
            if there:
                places[name] = there
        return self.place(places)

    def place(self, places: Mapping[str, Location]) -> Change | None:
        """Put marks where the user says they belong, in the present text."""

        def moved(mark: Mark) -> Mark:
            there = places[mark.id]
            anchor = make_anchor(self._library.document(there.document), there.start, there.end)
            return revised(mark, anchor=anchor, historical=False) if anchor != mark.anchor else mark

        return self._change_all(places, moved)

    def keep_historical(self, mark_ids: Iterable[str], historical: bool = True) -> Change | None:
        """Keep marks with the words they had, without a place in the present text; or look for them again."""
        return self._change_all(
            mark_ids,
            lambda mark: revised(mark, historical=historical) if mark.historical != historical else mark,
        )


def _between(blocks: tuple[tuple[str, str], ...], first: str, last: str) -> str:
    """The texts of a run of blocks, a newline between them; empty when they are not there in this order."""
    names = [name for name, _ in blocks]
    if first not in names or last not in names:
        return ""
    return "\n".join(text for _, text in blocks[names.index(first) : names.index(last) + 1])
