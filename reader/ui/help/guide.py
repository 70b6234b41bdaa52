"""The guide as values: topics from Markdown files, and those that are made from the tables of the program.

A key in a text is written `{key:search}` (the first key of the action of that name) or `{keys:colour}` (all of them),
so that the guide cannot disagree with the keys that work. The files are read when the help is first opened.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from reader.ui.actions import GROUPS, SPECS, TEXT_SPECS, shown_keys
from reader.ui.actions import tr as action_text
from reader.ui.panels.offers import examples

_PLACEHOLDER = re.compile(r"\{(keys?):(\w+)\}")


def tr(text: str) -> str:
    return QCoreApplication.translate("Guide", text)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a table: an action with its keys, or an example with what it does."""

    name: str
    hint: str

    def has(self, wanted: tuple[str, ...]) -> bool:
        """Whether each of these words, in lower case, occurs in it."""
        return all(word in f"{self.name} {self.hint}".casefold() for word in wanted)


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of the help: a title, and a text or tables."""

    title: str
    text: str = ""  # simple Markdown: headings, paragraphs, items; a key is a span of code
    tables: tuple[tuple[str, tuple[Entry, ...]], ...] = ()  # each with its caption

    def has(self, wanted: tuple[str, ...]) -> bool:
        """Whether each of these words, in lower case, occurs in title or text."""
        whole = f"{self.title}\n{self.text}".replace("**", "").replace("`", "").casefold()
        return all(word in whole for word in wanted)

    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for _, entries in self.tables for entry in entries)


def read_guide(folder: Path, right_to_left: bool) -> tuple[Topic, ...]:
    """The topics of a folder in the order of its file names, then what can be typed, then all keys.

    Raises KeyError when a text names an action that there is not.
    """
    topics = [_topic(file.read_text(encoding="utf-8"), right_to_left) for file in sorted(folder.glob("*.md"))]
    lines = tuple(Entry(line.text, line.hint) for line in examples())
    return (*topics, Topic(tr("What you can type"), tables=(("", lines),)), _all_keys(right_to_left))


def _topic(source: str, right_to_left: bool) -> Topic:
    title, _, text = source.partition("\n")
    specs = {spec.name: spec for spec in (*TEXT_SPECS, *SPECS)}

    def keys(match: re.Match[str]) -> str:
        shown = shown_keys(specs[match[2]], right_to_left)
        return ", ".join(f"`{key}`" for key in (shown if match[1] == "keys" else shown[:1]))

    return Topic(title.removeprefix("# ").strip(), _PLACEHOLDER.sub(keys, text))


def _all_keys(right_to_left: bool) -> Topic:
    tables = tuple(
        (
            action_text(group),
            tuple(
                Entry(action_text(spec.text), ", ".join(shown_keys(spec, right_to_left)))
                for spec in (*SPECS, *TEXT_SPECS)
                if spec.group == group
            ),
        )
        for group in GROUPS
    )
    return Topic(tr("All keys"), tables=tables)
