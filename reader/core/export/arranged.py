"""In which order a bundle is written, for the formats that people read: one stream of parts.

Without a briefing: each document, its sections, its marks in reading order. With one: marks and own texts as the user
put them, and a list of the documents at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from reader.core.marks import Bundle, PlacedMark
from reader.core.types import DocumentInfo


@dataclass(frozen=True, slots=True)
class Opened:
    """Here the marks of a document begin."""

    info: DocumentInfo


@dataclass(frozen=True, slots=True)
class Section:
    """Here another section of the document begins."""

    title: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage."""

    info: DocumentInfo
    placed: PlacedMark


@dataclass(frozen=True, slots=True)
class Own:
    """A text of the user's own between the passages of a briefing."""

    text: str


@dataclass(frozen=True, slots=True)
class Sources:
    """The documents of a briefing, in the order of the bundle."""

    infos: tuple[DocumentInfo, ...]


Part = Opened | Section | Passage | Own | Sources


def arranged(bundle: Bundle) -> Iterator[Part]:
    if not bundle.briefing:
        for info, marks in bundle.groups:
            yield Opened(info)
            yield from _by_section(info, marks)
        return
    infos = {info.id: info for info, _ in bundle.groups}
    for item in bundle.briefing:
        yield Own(item) if isinstance(item, str) else Passage(infos[item.mark.anchor.document], item)
    if infos:
        yield Sources(tuple(infos.values()))


def _by_section(info: DocumentInfo, marks: tuple[PlacedMark, ...]) -> Iterator[Part]:
    heading = ""
    for placed in marks:
        above = " › ".join(placed.section)
        if heading and not above:  # else it would seem to stand under the section before
            above = "Outside the sections" if placed.location else "Without a place in this edition"
        if above != heading:
            heading = above
            yield Section(heading)
        yield Passage(info, placed)
