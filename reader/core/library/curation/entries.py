"""Entries of a curated file, asked for field by field: what is wrong with one leaves it out and is told by its name.

A file that somebody edits by hand is wrong now and then. One bad entry must not cost the others, and whoever edits it
must be told which, and what it lacks. A field that nobody reads is told as well: it is mostly a typing error.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from reader.core.errors import Broken
from reader.core.library.document import load_yaml
from reader.core.text import squeeze

T = TypeVar("T")

WHOLE_FILE = "nothing"
"""Stands for an entry where no word of a file can be used."""

_FOR_EDITORS = ("compiled", "meta", "gaps", "facets", "spelling_variants", "hyphenation_variants", "typos")


class Wrong(ValueError):  # noqa: N818  # says what it means, as `Trouble` does
    """What is wrong with an entry, in words that go on after its name: "lacks “label”"."""


class CuratedFile:
    """One file of a pack, which may be missing. `wrong` are its troubles so far: (entry, what is wrong with it)."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self.wrong: list[tuple[str, str]] = []
        self._held: dict[str, Any] = {}
        self._asked = set(_FOR_EDITORS)
        if path.exists():
            try:
                self._held = load_yaml(path, "guidance_malformed")
            except Broken as problem:
                self.wrong.append(("", f"can be read: {problem.facts['reason']}"))

    def text(self, name: str) -> str:
        """What stands beside the lists; empty where it is not there."""
        value = self._get(name)
        return value if isinstance(value, str) else ""

    def names(self, name: str) -> frozenset[str]:
        """The ids of all entries of a list, also of those that are wrong: who points to one of these is right."""
        value = self._held.get(name)
        held = value if isinstance(value, list) else ()
        return frozenset(str(one["id"]) for one in held if isinstance(one, dict) and one.get("id"))

    def entry(self, name: str, read: Callable[["Entry"], T], otherwise: T) -> T:
        """What `read` makes of one entry that stands alone."""
        value = self._get(name)
        return otherwise if value is None else next(self._read([value], name, read), otherwise)

    def entries(self, name: str, read: Callable[["Entry"], T]) -> tuple[T, ...]:
        """What `read` makes of each entry of a list; those that are wrong, or have the id of another, are left out."""
        value = self._get(name)
        if value is not None and not isinstance(value, list):
            self.wrong.append((name, "must be a list, with “- ” before each entry"))
        return tuple(self._read(value if isinstance(value, list) else [], name, read))

    def _get(self, name: str) -> Any:
        self._asked.add(name)
        return self._held.get(name)

    def _read(self, values: list[Any], name: str, read: Callable[["Entry"], T]) -> Iterator[T]:
        seen: set[str] = set()
        for number, value in enumerate(values, 1):
            entry = Entry(value if isinstance(value, dict) else {}, f"{name} {number}")
            try:
                if not isinstance(value, dict):
                    raise Wrong("must have fields, as “id: …”")
                made = read(entry)
                if entry.where in seen:
                    raise Wrong("has the id of an entry above")
                seen.add(entry.where)
                self.wrong += [(entry.where, what) for what in entry.doubts()]
                yield made
            except Wrong as wrong:
                self.wrong.append((entry.where, str(wrong)))

    def troubles(self) -> list[Broken]:
        """What is wrong with the file, once it is read."""
        self.wrong += [(f"“{name}”", "is not a name that is read") for name in self._held if name not in self._asked]
        return [
            Broken("guidance_malformed", file=self.name, entry=entry or WHOLE_FILE, reason=what)
            for entry, what in self.wrong
        ]


class Entry:
    """One mapping. Its methods raise `Wrong` for a field that has another type than they say, and remember what they
    were asked for."""

    def __init__(self, held: dict[str, Any], where: str) -> None:
        self._held, self._asked = held, {"id", "note"}  # a note is for those who edit
        self.where = str(held.get("id") or where)
        self._doubts: list[str] = []

    def text(self, name: str, required: bool = True) -> str:
        """On one line; numbers count as text, and days, which YAML reads as such without quotation marks."""
        value = self._get(name)
        if isinstance(value, date):
            value = value.isoformat()
        if value is None and not required:
            return ""
        if isinstance(value, bool) or not isinstance(value, str | int | float) or not squeeze(str(value)):
            raise Wrong(f"lacks “{name}”" if value is None else f"has no text in “{name}”")
        return squeeze(str(value))

    def texts(self, name: str, required: bool = False) -> tuple[str, ...]:
        value = self._get(name)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not all(isinstance(one, str | int | float) for one in value):
            raise Wrong(f"needs a list in “{name}”, as [one, two]")
        return tuple(squeeze(str(one)) for one in value)

    def number(self, name: str, required: bool = True) -> int | None:
        value = self._get(name)
        if value is None and not required:
            return None
        if type(value) is not int:
            raise Wrong(f"needs a whole number in “{name}”")
        return value

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            raise Wrong(f"needs true or false in “{name}”")
        return value

    def one_of(self, name: str, known: Collection[T]) -> T:
        value = self._get(name)
        if isinstance(value, bool):  # what YAML reads in a yes or no
            raise Wrong(f"needs quotation marks around yes or no in “{name}”")
        if value not in known:
            said = f"has “{value}” in “{name}”, which is" if value is not None else f"lacks “{name}”, which may be"
            raise Wrong(f"{said} {'none' if value is not None else 'one'} of {', '.join(map(str, known))}")
        return value  # type: ignore[no-any-return]

    def inside(self, name: str) -> "Entry | None":
        """A mapping inside this one."""
        value = self._get(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            raise Wrong(f"needs fields below “{name}”")
        return Entry(value, f"{self.where}, {name}")

    def all_inside(self, name: str) -> Iterator["Entry"]:
        """The mappings of a list inside this one."""
        value = self._get(name)
        if value is not None and (not isinstance(value, list) or not all(isinstance(one, dict) for one in value)):
            raise Wrong(f"needs a list of entries in “{name}”")
        for number, one in enumerate(value or (), 1):
            yield Entry(one, f"{name} {number}")

    def known(self, name: str, known: Collection[str], unsaid: Collection[str] = ()) -> tuple[str, ...]:
        """Those names of a list that exist. Others are left out and doubted, except those that are `unsaid`: they are
        there, but not to be shown."""
        return self.only_known(name, self.texts(name), known, unsaid)

    def only_known(
        self, name: str, given: Iterable[str], known: Collection[str], unsaid: Collection[str] = ()
    ) -> tuple[str, ...]:
        kept = []
        for one in given:
            if one in known:
                kept.append(one)
            elif one not in unsaid:
                self.doubt(f"has “{one}” in “{name}”, which does not exist")
        return tuple(dict.fromkeys(kept))

    def names(self) -> tuple[str, ...]:
        return tuple(map(str, self._held))

    def passed_over(self, name: str) -> None:
        """A field that is meant for those who edit the file."""
        self._asked.add(name)

    def all_asked(self) -> None:
        """The entry is not wanted: whatever it has is no matter."""
        self._asked |= self._held.keys()

    def doubt(self, what: str) -> None:
        """Something is wrong with the entry that does not cost it."""
        self._doubts.append(what)

    def doubts(self) -> list[str]:
        """What was doubted, and fields that nobody asked for."""
        unknown = [f"has “{name}”, which is not read" for name in self._held if name not in self._asked]
        return self._doubts + unknown

    def _get(self, name: str) -> Any:
        self._asked.add(name)
        return self._held.get(name)
