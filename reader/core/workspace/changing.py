"""What changes marks, collections and layers: each action one `Change`, durable when it returns, undone in one step.

Marks are named by id and taken as they are on the disk, since what a window shows may be older. A mark that is gone by
then is left out; an action that has nothing left to do returns None.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from reader.core.marks import Change, Collection, Colour, Item, Layer, Mark, MarkKind
from reader.core.notes.anchors import make_anchor
from reader.core.text import squeeze, storable
from reader.core.types import Location
from reader.core.workspace.book import Book

_ANCESTORS = 32
"""Names of earlier revisions that a mark keeps."""


class Changing(Book):
    # -- marks -----------------------------------------------------------------------------------------------

    def add(
        self,
        kind: MarkKind,
        location: Location,
        colour: Colour = "yellow",
        text: str = "",
        tags: Iterable[str] = (),
    ) -> Change:
        """Make a mark at a span. When this returns it is on the disk. Raises like `Notebook.apply`."""
        document = self._library.document(location.document)
        now = time.time()
        anchor = make_anchor(document, location.start, location.end)
        made = Mark(new_name(), kind, anchor, colour, storable(text), now, now, tidy_tags(tags), revision=new_name())
        return self._do(Change(((None, made),)))

    def edit(self, mark: Mark, text: str, merge: bool = False) -> Change:
        """Change a mark's text, and bring it back if it was deleted meanwhile. A highlight that gets a text becomes a
        note, and a note that loses it a highlight; a bookmark stays one. With `merge` it is one undo step with the edit
        before it."""
        now = self.mark(mark.id)
        base = now or mark
        written: MarkKind = "note" if text.strip() else "highlight"
        kind: MarkKind = "bookmark" if base.kind == "bookmark" else written
        return self._do(Change(((now, revised(base, kind=kind, text=storable(text))),)), merge)

    def recolour(self, mark_ids: Iterable[str], colour: Colour) -> Change | None:
        return self._change_all(mark_ids, lambda mark: revised(mark, colour=colour) if mark.colour != colour else mark)

    def tag(self, mark_ids: Iterable[str], add: Iterable[str] = (), remove: Iterable[str] = ()) -> Change | None:
        """Give tags to marks and take others from them."""
        added, removed = tidy_tags(add), frozenset(remove)

        def tagged(mark: Mark) -> Mark:
            tags = tidy_tags([*(tag for tag in mark.tags if tag not in removed), *added])
            return revised(mark, tags=tags) if tags != mark.tags else mark

        return self._change_all(mark_ids, tagged)

    def delete(self, mark_ids: Iterable[str]) -> Change | None:
        there = self._there(mark_ids)
        return self._do(Change(tuple((mark, None) for mark in there))) if there else None

    def _change_all(self, mark_ids: Iterable[str], change: Callable[[Mark], Mark]) -> Change | None:
        """One change over all marks that `change` does not leave as they are."""
        pairs = [(mark, change(mark)) for mark in self._there(mark_ids)]
        made = tuple((old, new) for old, new in pairs if new is not old)
        return self._do(Change(made)) if made else None

    def _there(self, mark_ids: Iterable[str]) -> list[Mark]:
        found = (self.mark(name) for name in dict.fromkeys(mark_ids))
        return [mark for mark in found if mark is not None]

    def mark(self, mark_id: str) -> Mark | None:
        """A mark as it is on the disk."""
        placed = self._placed.get(mark_id) if self._notebook is not None else None
        return placed.mark if placed else None

    # -- undo ------------------------------------------------------------------------------------------------

    def undo(self) -> Change | None:
        """Take back the last change of this session; None when there is nothing to take back."""
        change = self._history.to_undo()
        if change is not None:
            self._apply(change)
            self._history.undone()
        return change

    def redo(self) -> Change | None:
        change = self._history.to_redo()
        if change is not None:
            self._apply(change)
            self._history.redone()
        return change

    # -- collections -----------------------------------------------------------------------------------------

    def make_collection(self, name: str, items: Iterable[Item] = ()) -> Change:
        now = time.time()
        made = Collection(new_name(), _line(name), tuple(map(_storable_item, items)), now, now)
        return self._do(Change(collections=((None, made),)))

    def collection(self, collection_id: str) -> Collection | None:
        return next((each for each in self._book.collections() if each.id == collection_id), None)

    def change_collection(
        self, collection_id: str, name: str | None = None, items: Iterable[Item] | None = None, merge: bool = False
    ) -> Change | None:
        """Give a collection another name, or other items in another order."""
        old = self.collection(collection_id)
        if old is None:
            return None
        new = replace(
            old,
            name=old.name if name is None else _line(name),
            items=old.items if items is None else tuple(map(_storable_item, items)),
            changed=time.time(),
        )
        if (new.name, new.items) == (old.name, old.items):
            return None
        return self._do(Change(collections=((old, new),)), merge)

    def collect(self, collection_id: str, mark_ids: Iterable[str]) -> Change | None:
        """Put marks at the end of a collection; those that are in it already stay where they are."""
        old = self.collection(collection_id)
        if old is None:
            return None
        there = {item.mark for item in old.items}
        new = [Item(mark=mark.id) for mark in self._there(mark_ids) if mark.id not in there]
        return self.change_collection(collection_id, items=(*old.items, *new))

    def delete_collection(self, collection_id: str) -> Change | None:
        """Its marks stay."""
        old = self.collection(collection_id)
        return self._do(Change(collections=((old, None),))) if old else None

    # -- layers ----------------------------------------------------------------------------------------------

    def change_layer(self, layer_id: str, name: str | None = None, shown: bool | None = None) -> Change | None:
        """Give a layer another name, or switch it on or off."""
        old = next((layer for layer in self._book.layers() if layer.id == layer_id), None)
        if old is None:
            return None
        new = Layer(old.id, old.name if name is None else _line(name), old.shown if shown is None else shown)
        return self._do(Change(layers=((old, new),))) if new != old else None

    def delete_layer(self, layer_id: str) -> Change | None:
        """Delete a layer and all its marks, in one step."""
        old = next((layer for layer in self._book.layers() if layer.id == layer_id), None)
        if old is None:
            return None
        marks = [placed.mark for placed in self._placed.all() if placed.mark.layer == layer_id]
        return self._do(Change(tuple((mark, None) for mark in marks), layers=((old, None),)))

    # -- colours ---------------------------------------------------------------------------------------------

    def meanings(self) -> dict[Colour, str]:
        """What the user means by a colour, for those that have a meaning."""
        return self._book.meanings() if self._notebook else {}

    def set_meanings(self, meanings: Mapping[Colour, str]) -> None:
        """Replace all meanings. Raises like `Notebook.apply`."""
        self._book.set_meanings(meanings)


def revised(mark: Mark, **changes: Any) -> Mark:
    """`mark` with changes, as the next revision of what it was."""
    ancestors = (mark.revision, *mark.ancestors)[:_ANCESTORS]
    return replace(mark, **changes, changed=time.time(), revision=new_name(), ancestors=ancestors)


def tidy_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags as they are kept: on one line, each once, in the order given. Every character is allowed in them."""
    return tuple(dict.fromkeys(tag for tag in map(_line, tags) if tag))


def _line(text: str) -> str:
    return squeeze(storable(text))


def _storable_item(item: Item) -> Item:
    return item if item.mark else Item(text=storable(item.text))


def new_name() -> str:
    """A name that nobody else has: 64 random bits."""
    return os.urandom(8).hex()
