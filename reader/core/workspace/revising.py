"""When the text of a document has changed: which marks it touched, and what the user makes of them.

A mark is placed in the present edition each time it is shown, but keeps the anchor it was made with until the user has
seen what became of it. So a receipt can be read at any later time, and a mark that was judged wrongly is not lost.
"""

import time
from collections.abc import Iterable, Mapping
from pathlib import Path

from reader.core.errors import Refused
from reader.core.excerpts import Excerpt
from reader.core.files import write_whole
from reader.core.marks import Change, Mark, PlacedMark, Receipt
from reader.core.notes.anchors import make_anchor
from reader.core.types import Location
from reader.core.workspace.changing import Changing, revised


class Revising(Changing):
    def receipts(self) -> tuple[Receipt, ...]:
        """For each document whose text is not what it was when something was marked in it, the marks made before, in
        reading order. What the user keeps as historical is settled and not among them."""
        touched: dict[str, list[PlacedMark]] = {}
        for placed in self._placed.older() if self._notebook is not None else ():
            touched.setdefault(placed.mark.anchor.document, []).append(placed)
        infos = {info.id: info for info in self._library.documents()}
        return tuple(Receipt(infos[name], tuple(marks)) for name, marks in touched.items())

    def excerpts(self, placed: PlacedMark) -> tuple[Excerpt, tuple[Excerpt, ...]]:
        """The paragraphs that a mark was made in, from the edition that the notebook keeps, or the quote with what
        stood around it; and those where it is now, or where it may belong, likeliest first."""
        anchor = placed.mark.anchor
        old = self._placed.old_text(placed.mark)
        was = _excerpt(old.blocks, Location(anchor.document, anchor.start, anchor.end)) if old else None
        if was is None or was.text[was.start : was.end] != anchor.quote:
            first = len(anchor.before)
            text = f"{anchor.before}{anchor.quote}{anchor.after}"
            was = Excerpt(text, first, first + len(anchor.quote))
        document = self._placed.document(anchor.document)
        if document is None:
            return was, ()
        blocks = tuple((block.id, block.text) for block in document.blocks)
        there = (placed.location,) if placed.location else placed.candidates
        found = (_excerpt(blocks, each, self._library.reference(document, each.start.block)) for each in there)
        return was, tuple(each for each in found if each is not None)

    def export_receipt(self, path: Path) -> int:
        """Write what is open as one HTML file to `path`, whole or not at all; returns how many marks are in it.

        Raises Refused("nothing_to_export"), Refused("folder_missing") without touching the path, and
        Broken("write_failed").
        """
        from reader.core.export import receipt  # noqa: PLC0415  # exporters are needed late, if at all

        receipts = self.receipts()
        if not receipts:
            raise Refused("nothing_to_export")
        if not path.parent.is_dir():  # a mistyped folder is not made
            raise Refused("folder_missing", path=str(path.parent))
        marks = [placed for each in receipts for placed in each.touched]
        write_whole(path, receipt.write(receipts, {each.mark.id: self.excerpts(each) for each in marks}, time.time()))
        return len(marks)

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


def _excerpt(blocks: tuple[tuple[str, str], ...], there: Location, reference: str = "") -> Excerpt | None:
    """The paragraphs of a location; None when they are not there in this order."""
    names = [name for name, _ in blocks]
    first, last = there.start.block, there.end.block
    if first not in names or last not in names[names.index(first) :]:
        return None
    texts = [text for _, text in blocks[names.index(first) : names.index(last) + 1]]
    text = "\n".join(texts)
    return Excerpt(text, there.start.offset, len(text) - len(texts[-1]) + there.end.offset, reference, there)
