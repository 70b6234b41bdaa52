"""The members of a JSON object that nobody vouches for: each is asked for with its type and its limit.

A member that is absent, or null, is empty; one of another type, or beyond its limit, is `Wrong`. A string with half a
character (a lone surrogate) is wrong, too.
"""

from datetime import UTC, datetime
from typing import Any

from reader.core.export.shape import LATEST
from reader.core.text import is_day
from reader.core.types import Point

MAX_ANNOTATIONS = 200_000
MAX_LIST = 100_000
MAX_NAME = 5_000
"""Characters of a tag, a revision, the id of a block."""
MAX_ADDRESS = 60_000
"""Characters of an id or an address: in a URN of ours, a character of a name may take twelve."""
MAX_QUOTE = 1_000_000
MAX_NOTE = 10_000_000
MAX_TAGS = 1_000
"""Also selectors, identifiers and ancestors of one thing."""
MAX_OFFSET = 100_000_000
"""Characters into a paragraph; more is no paragraph."""


class Wrong(ValueError):  # noqa: N818  # says what it means, as `Trouble` does
    """What is wrong with a file, in words that complete "because"."""


class Members:
    """The members of `value`, which must be an object; `where` says where it stands, for messages."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise Wrong(f"{where} is not as it should be")
        self._value: dict[str, Any] = value
        self._where = where

    def wrong(self, name: str) -> Wrong:
        return Wrong(f"“{name}” of {self._where} is not as it should be")

    def text(self, name: str, limit: int = MAX_QUOTE) -> str:
        return self._string(name, self._value.get(name), limit)

    def name(self, name: str) -> str:
        """An id or an address, which must be there."""
        said = self.text(name, MAX_ADDRESS)
        if not said:
            raise self.wrong(name)
        return said

    def note(self, name: str) -> str:
        return self.text(name, MAX_NOTE)

    def localized(self, name: str, note: bool = False) -> str:
        """A text, or an object with a text and its language (the draft has used three names for it)."""
        value = self._value.get(name)
        if isinstance(value, dict):
            value = next((value[key] for key in ("text", "stringValue", "value") if key in value), None)
        return self._string(name, value, MAX_NOTE if note else 2_000)

    def _string(self, name: str, value: Any, limit: int) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise self.wrong(name)
        if len(value) > limit:
            raise Wrong(f"“{name}” of {self._where} is longer than {limit:,} characters")
        if not value.isascii():
            try:
                value.encode("utf-8")
            except UnicodeEncodeError as error:
                raise Wrong(f"“{name}” of {self._where} has half a character") from error
        return value

    def strings(self, name: str) -> tuple[str, ...]:
        """A list of short texts; one alone may stand without the list."""
        return tuple(
            self._string(name, value, MAX_NAME) for value in self.list(name, MAX_TAGS, one=True) if value != ""
        )

    def list(self, name: str, limit: int = MAX_TAGS, one: bool = False) -> list[Any]:
        """A list of at most `limit`; with `one`, what is no list is a list of one."""
        value = self._value.get(name)
        if value is None:
            return []
        if one and not isinstance(value, list):
            return [value]
        if not isinstance(value, list):
            raise self.wrong(name)
        if len(value) > limit:
            raise Wrong(f"“{name}” of {self._where} has more than {limit:,} entries")
        return value

    def object(self, name: str) -> "Members":
        """The object, or an empty one."""
        value = self._value.get(name)
        return Members({} if value is None else value, f"“{name}” of {self._where}")

    def flag(self, name: str) -> bool:
        value = self._value.get(name, False)
        if not isinstance(value, bool):
            raise self.wrong(name)
        return value

    def day(self, name: str) -> str:
        """A day as in 2026-03-05, or nothing."""
        said = self.text(name, 100)
        if said and not is_day(said):
            raise self.wrong(name)
        return said

    def time(self, name: str, otherwise: float) -> float:
        """Seconds since 1970-01-01 UTC of an ISO 8601 time; one without a zone is meant as UTC."""
        said = self.text(name, 100)
        if not said:
            return otherwise
        try:
            moment = datetime.fromisoformat(said)
            seconds = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()
        except (ValueError, OverflowError) as error:
            raise self.wrong(name) from error
        return self._in_time(name, seconds)

    def seconds(self, created: float, changed: float) -> tuple[float, float]:
        """The two exact times, where they are those that are told to the microsecond already."""
        value = self.list("seconds", 2)
        if not value:
            return created, changed
        if len(value) != 2 or any(type(each) not in (int, float) for each in value):
            raise self.wrong("seconds")
        exact = self._in_time("seconds", value[0]), self._in_time("seconds", value[1])
        same = all(abs(a - b) < 1e-5 for a, b in zip(exact, (created, changed), strict=True))
        return exact if same else (created, changed)

    def _in_time(self, name: str, seconds: float) -> float:
        if not 0 <= seconds <= LATEST:
            raise Wrong(f"“{name}” of {self._where} is no time between 1970 and 2199")
        return float(seconds)

    def point(self, name: str) -> Point | None:
        """[block, offset], or None where there is none."""
        value = self.list(name, 2)
        if not value:
            return None
        if len(value) != 2 or type(value[1]) is not int or not 0 <= value[1] <= MAX_OFFSET:
            raise self.wrong(name)
        return Point(self._string(name, value[0], MAX_NAME), value[1])
