"""What a file of somebody's annotations holds, read and checked, before anything of it is in the notebook."""

from dataclasses import dataclass
from typing import Literal

from reader.core.marks import Checklist, Collection, Colour, Mark

LeftOut = Literal["no_quote", "not_text"]
"""Why an annotation cannot be a mark: it does not say which words it is about; it is about something that is no text,
such as a picture or a place in a recording."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """The marks have the layer "" and the ids, times and revisions that they had where they come from.

    A file of another program gives marks without a place: edition "", block "", offset 0; the quote and what stands
    around it tell where they belong.
    """

    marks: tuple[Mark, ...]
    collections: tuple[Collection, ...] = ()
    meanings: tuple[tuple[Colour, str], ...] = ()
    title: str = ""
    author: str = ""  # who made most of them, as far as the file says
    documents: tuple[tuple[str, str], ...] = ()  # (id, title) of all that the file mentions
    left_out: tuple[tuple[LeftOut, int], ...] = ()  # how many annotations are not among the marks
    recoloured: int = 0  # how many had a colour that we do not have, and got the nearest
    checklists: tuple[Checklist, ...] = ()


Resolution = Literal["mine", "theirs", "both"]
"""What becomes of a mark that was changed here and there: it stays as it is here, becomes as it is there, or stays and
the other one is added beside it."""


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What bringing a file in would do. Nothing has been done yet."""

    incoming: Incoming
    new: tuple[Mark, ...] = ()
    changed: tuple[tuple[Mark, Mark], ...] = ()  # (as it is here, as it is there): there it was changed after
    conflicts: tuple[tuple[Mark, Mark], ...] = ()  # changed here and there
    same: int = 0  # here already, the same or changed here after
    without_place: tuple[Mark, ...] = ()  # of the new and changed: where they belong must be looked for by hand
    unknown_documents: tuple[tuple[str, str], ...] = ()  # (id, title) that marks are in and the library does not hold
    new_collections: tuple[Collection, ...] = ()
    new_checklists: tuple[Checklist, ...] = ()

    @property
    def does_nothing(self) -> bool:
        return not (self.new or self.changed or self.conflicts or self.new_collections or self.new_checklists)
