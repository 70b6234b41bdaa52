"""Taking notes out: what is chosen becomes a preview or a file, while the window lives on.

A part of the session beside `notekeeping`. The notebook is read in its own lane; making and writing a file may take
many seconds, so that has a lane of its own and no note waits for it. Pages of a PDF are laid out by Qt, which does that
in the window's thread only: a little at a time (see `printing`).
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from reader.core.errors import Refused, Trouble
from reader.core.marks import Bundle, Collection, MarkFilter
from reader.core.workspace import Workspace, beginning
from reader.ui.jobs import Lane
from reader.ui.stepping import Stepping

if TYPE_CHECKING:  # not at a start
    from reader.core.gaps import GapTable

RENDERED = ("markdown", "html", "docx", "pdf")
"""Formats that are for reading: their preview is a page, that of the others is text."""
_SHOWN = 50
_LONGEST = 120_000
"""Marks, and characters, that a preview shows."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which marks are meant: those that pass a filter, those with these ids, or a briefing; without any, everything."""

    wanted: MarkFilter | None = None
    ids: frozenset[str] | None = None
    collection: Collection | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is taken out, and how."""

    scope: Scope
    form: str  # one of `reader.core.export.EXPORTERS`, or "pdf"
    bare: bool = False
    author: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of what would be written; `text` is HTML for the formats that are for reading."""

    text: str
    shown: int
    total: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many marks each choice would take out."""

    colours: Mapping[str, int] = field(default_factory=dict)
    filtered: int = 0


class TakingOut(QObject):
    exported = Signal(int, object)  # count, Path
    idle = Signal()  # nothing is being written any more

    def __init__(self, workspace: Workspace, notes_lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notes, self._notes_lane = workspace.notes, notes_lane
        self._files: Lane | None = None
        self._asked = 0
        self._writing = 0

    # -- looking ---------------------------------------------------------------------------------------------

    def count(self, wanted: MarkFilter | None, answer: Callable[[Counts], None]) -> None:
        def work() -> Counts:
            colours: Counter[str] = Counter(placed.mark.colour for placed in self._notes.marks())
            return Counts(colours, len(self._notes.select(wanted)) if wanted else 0)

        def not_done(error: Exception) -> None:
            if not isinstance(error, Trouble):  # the numbers are missing then, and what is asked for says why
                raise error

        self._notes_lane.submit(work, answer, not_done)

    def preview(self, wish: Wish, answer: Callable[[Preview], None], failed: Callable[[Trouble], None]) -> None:
        """Only the newest question is answered."""
        self._asked += 1
        ticket = self._asked

        def work() -> Preview | None:
            if ticket != self._asked:
                return None
            whole = self._bundle(wish)
            total = whole.count
            part = beginning(whole, _SHOWN)
            if wish.form in RENDERED:
                return Preview(_start(self._apart(part)), part.count, total)
            return Preview(self._notes.preview(part, wish.form)[:_LONGEST], part.count, total)

        def done(preview: Preview | None) -> None:
            if preview is not None and ticket == self._asked:
                answer(preview)

        def not_done(error: Exception) -> None:
            if not isinstance(error, Trouble):
                raise error
            if ticket == self._asked:
                failed(error)

        self._notes_lane.submit(work, done, not_done)

    def _bundle(self, wish: Wish) -> Bundle:
        """In the notes lane. Raises Refused("nothing_to_export")."""
        scope = wish.scope
        if scope.collection is not None:
            bundle = self._notes.bundle(collection=scope.collection)
        elif scope.ids is not None:
            bundle = self._notes.bundle(tuple(p for p in self._notes.marks() if p.mark.id in scope.ids))
        elif scope.wanted is not None:
            bundle = self._notes.bundle(self._notes.select(scope.wanted))
        else:
            bundle = self._notes.bundle()
        return replace(bundle, bare=wish.bare, author="" if wish.bare else wish.author)

    # -- writing ---------------------------------------------------------------------------------------------

    @property
    def busy(self) -> bool:
        return self._writing > 0

    def export(
        self, path: Path, wish: Wish, done: Callable[[], None], failed: Callable[[Trouble], None],
        progress: Callable[[int, int], None],
    ) -> None:  # fmt: skip
        """Write a file, whole or not at all; then `exported` is told. `progress` hears of the pages of a PDF."""
        self._writing += 1
        self._files = self._files or Lane("files", self)
        files = self._files

        def not_done(error: Exception) -> None:
            self._finished()
            if not isinstance(error, Trouble):
                raise error
            failed(error)

        def bundled(bundle: Bundle) -> None:
            if wish.form == "pdf":
                files.submit(
                    lambda: self._pieces(path, bundle),
                    lambda pieces: printed(pieces, bundle),
                    not_done,
                )
            else:
                files.submit(lambda: self._notes.export(path, bundle, wish.form), written, not_done)

        def printed(pieces: list[str], bundle: Bundle) -> None:
            from reader.ui.printing import Printing  # noqa: PLC0415  # pages are needed late, if at all

            printing = Printing(pieces, bundle)
            Stepping(
                printing.steps(),
                lambda: files.submit(
                    lambda: self._notes.write(path, printing.data), lambda _: written(bundle.count), not_done
                ),
                not_done,
                lambda: progress(printing.page, len(printing.pages)),
                self,
            )

        def written(count: int) -> None:
            self._finished()
            done()
            self.exported.emit(count, path)

        self._notes_lane.submit(lambda: self._bundle(wish), bundled, not_done)

    def _pieces(self, path: Path, bundle: Bundle) -> list[str]:
        self._notes.may_write(path)  # many pages later would be late
        return self._apart(bundle)

    def _apart(self, bundle: Bundle) -> list[str]:
        from reader.ui.printing import apart  # noqa: PLC0415  # pages are needed late, if at all

        return apart(self._notes.render_for_print(bundle))

    def write(self, path: Path, data: bytes, done: Callable[[], None], failed: Callable[[Trouble], None]) -> None:
        """Write what is made already, whole or not at all."""
        self._write(path, lambda: data, done, failed)

    def gaps(self, checklist_id: str, answer: Callable[["GapTable"], None], failed: Callable[[Trouble], None]) -> None:
        """The gap table of a checklist as it is when all that was sent to the notebook has arrived."""

        def work() -> "GapTable":
            checklist = self._notes.checklist(checklist_id)
            if checklist is None:
                raise Refused("unknown_checklist", name=checklist_id)
            return self._notes.gap_table(checklist)

        def not_done(error: Exception) -> None:
            if not isinstance(error, Trouble):
                raise error
            failed(error)

        self._notes_lane.submit(work, answer, not_done)

    def write_gaps(
        self, path: Path, table: "GapTable", form: str, done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        """Write a gap table, whole or not at all; then `exported` is told of a file without marks."""

        def written() -> None:
            done()
            self.exported.emit(0, path)

        self._write(path, lambda: self._notes.render_gaps(table, form), written, failed)

    def _write(
        self, path: Path, make: Callable[[], bytes], done: Callable[[], None], failed: Callable[[Trouble], None]
    ) -> None:
        self._writing += 1
        self._files = self._files or Lane("files", self)

        def work() -> None:
            self._notes.may_write(path)
            self._notes.write(path, make())

        def written(_: None) -> None:
            self._finished()
            done()

        def not_done(error: Exception) -> None:
            self._finished()
            if not isinstance(error, Trouble):
                raise error
            failed(error)

        self._files.submit(work, written, not_done)

    def _finished(self) -> None:
        self._writing -= 1
        if not self._writing:
            self.idle.emit()

    def close(self) -> None:
        if self._files is not None:
            self._files.close()


def _start(pieces: list[str]) -> str:
    kept: list[str] = []
    room = _LONGEST
    for piece in pieces:
        if room <= 0:
            break
        kept.append(piece[:_LONGEST])
        room -= len(piece)
    return "".join(kept)
