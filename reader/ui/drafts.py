"""Notes that are being written: what each should hold, and what the disk holds of it.

They outlive the editor: one that the disk refused (full, locked by another program) is kept here and offered again,
whatever was opened since. Text that somebody typed is given up only when they say so.
"""

from dataclasses import dataclass

from reader.core.marks import Colour, Mark
from reader.core.types import Location


@dataclass(eq=False, slots=True)
class Draft:
    """A note while it is written: what it is on, and the mark once there is one.

    `wanted` is of the window, `mark`, `begun` and `kept` of the notes lane once it has work on the draft.
    """

    mark: Mark | None
    place: Location | None
    colour: Colour = "yellow"  # of the mark that is made
    begun: bool = False  # something of it was saved since it was opened
    wanted: str = ""  # the text as it was last sent
    kept: str = ""  # the text as it is on the disk
    refused: bool = False  # the disk did not take it

    def __post_init__(self) -> None:
        if self.mark is not None:
            self.wanted = self.kept = self.mark.text

    @property
    def safe(self) -> bool:
        return self.wanted == self.kept


class Drafts:
    """Those whose text is not known to be on the disk, oldest first."""

    def __init__(self) -> None:
        self._drafts: list[Draft] = []

    def sent(self, draft: Draft, text: str) -> None:
        draft.wanted, draft.refused = text, False
        if draft not in self._drafts:
            self._drafts.append(draft)

    def saved(self, draft: Draft) -> None:
        if draft.safe:
            self.drop(draft)

    def drop(self, draft: Draft) -> None:
        if draft in self._drafts:
            self._drafts.remove(draft)

    def of(self, mark_id: str) -> Draft | None:
        """The unsaved draft of a mark."""
        return next((draft for draft in self._drafts if draft.mark is not None and draft.mark.id == mark_id), None)

    def refused(self) -> list[Draft]:
        return [draft for draft in self._drafts if draft.refused]

    def unsafe(self) -> list[Draft]:
        return [draft for draft in self._drafts if not draft.safe]
