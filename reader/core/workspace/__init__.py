"""The roof: the only package that knows several rooms, and the only one that faces see.

Two parts with different threads in mind. Library and search belong to the search lane (or to the command line); notes
belong to the notes lane, whose thread opens the notebook and closes it. Both may read documents, which never change.

Search (Whoosh) and the exporters are imported when first needed: an ordinary start paints text without them.
"""

from reader.core.paths import Paths
from reader.core.workspace.choosing import ORDERS, Order
from reader.core.workspace.library import Library
from reader.core.workspace.notes import Notes
from reader.core.workspace.taking_out import FORMATS, GAP_FORMATS, WITH_CHECKLISTS, beginning

__all__ = ["FORMATS", "GAP_FORMATS", "ORDERS", "WITH_CHECKLISTS", "Library", "Notes", "Order", "Workspace", "beginning"]


class Workspace:
    """Both parts over one set of folders."""

    def __init__(self, paths: Paths) -> None:
        self.paths = paths
        self.library = Library(paths)
        self.notes = Notes(paths, self.library)
