"""Where curated data points to: blocks of documents, found by their words.

Words and not paragraph numbers, since they stay true when a new edition has a paragraph more, and since whoever reads
the file sees what is meant. As many words are given as make the place unique; case, accents and punctuation do not
count.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from reader.core.library.curation.entries import Entry, Wrong
from reader.core.text import fold
from reader.core.types import Block, Document

T = TypeVar("T")

_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"[.!?…]*[”’\"')\]]*")
_OPENING = "“‘\"'(["


@dataclass(frozen=True, slots=True)
class _Worded:
    block: Block
    words: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


class Places:
    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.info.id: document for document in documents}
        self._worded: dict[str, list[_Worded]] = {}

    def passage(self, entry: Entry) -> str:
        """ "document#block" of the block that begins with the words of the entry. Raises Wrong."""
        name, first = self._document(entry), _words(entry.text("begins"))
        found = [worded for worded in self._blocks(name) if worded.words[: len(first)] == first]
        return f"{name}#{self._only(found, entry).block.id}"

    def span(self, entry: Entry) -> tuple[str, str, int, int]:
        """Document, block, start and end (code points) of the words from `begins` to `ends`, which may overlap, with
        the full stop and the quotation marks around them. Raises Wrong."""
        name, first, last = self._document(entry), _words(entry.text("begins")), _words(entry.text("ends"))
        begun = [(worded, start) for worded in self._blocks(name) for start in _runs(worded.words, first)]
        found = [
            (worded, start, end)
            for worded, start in begun
            for end in _runs(worded.words, last)
            if end >= start and end + len(last) >= start + len(first)
        ]
        if begun and not found:
            raise Wrong("has words in “ends” that do not follow those in “begins” in the same paragraph")
        nearest = {(worded.block.id, start): (worded, start, end) for worded, start, end in reversed(found)}
        worded, begin, final = self._only(list(nearest.values()), entry)
        text = worded.block.text
        start, end = worded.spans[begin][0], worded.spans[final + len(last) - 1][1]
        while start and text[start - 1] in _OPENING:
            start -= 1
        closing = _CLOSING.match(text, end)
        return name, worded.block.id, start, closing.end() if closing else end

    def _document(self, entry: Entry) -> str:
        name = entry.text("document")
        if name not in self.documents:
            raise Wrong(f"is about “{name}”, which is no document of this library")
        return name

    @staticmethod
    def _only(found: list[T], entry: Entry) -> T:
        if len(found) != 1:
            said = "stand nowhere in the document" if not found else "stand in several places: give more of them"
            raise Wrong(f"has words in “begins” that {said}")
        return found[0]

    def _blocks(self, name: str) -> list[_Worded]:
        if name not in self._worded:
            self._worded[name] = [_worded(block) for block in self.documents[name].blocks]
        return self._worded[name]


def _worded(block: Block) -> _Worded:
    found = [(match.span(), word) for match in _WORD.finditer(block.text) for word in _words(match[0])]
    return _Worded(block, tuple(word for _, word in found), tuple(span for span, _ in found))


def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(text)))


def _runs(words: tuple[str, ...], wanted: tuple[str, ...]) -> list[int]:
    """Where `wanted` stands in `words`."""
    return [n for n in range(len(words) - len(wanted) + 1) if words[n : n + len(wanted)] == wanted] if wanted else []
