"""Where words stand in one document: for whoever looks for them while reading, letter by letter.

Not the search of the library, which knows words, stems and meaning: here what was typed is found wherever it stands,
also inside a word. Both take the same things for the same text (`text.fold`): case, accents, tashkeel, width, quotes,
invisible signs. Besides, as the analysis of the index has it, tatweel and the seats of alef, ya and ta marbuta make no
difference in Arabic and й stays apart from и; digits of all scripts are the same, and so are a hyphen and a space
between words ("cross-border", "cross border").

The whole document is folded once, paragraph under paragraph, so that one regular expression walks over all of it. A
paragraph in which every character folds to exactly one needs no table of places.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.core.text import fold
from reader.core.types import Document, Location, Point

Span = tuple[int, int, int]
"""The number of a block in its document, and where a hit starts and ends in its text, in code points. Plain tuples: a
letter has 50,000 hits in a book, and they are made anew with every key."""

_SAME = {
    **dict.fromkeys([0x0640, 0x061C, 0x2060, 0xFE0E, 0xFE0F]),  # they stretch, steer or choose a picture
    0x0671: "ا", 0x0649: "ي", 0x06CC: "ي", 0x06A9: "ك", 0x0629: "ه",
}  # fmt: skip
_BREVE = "\u0306"
_BETWEEN = re.compile("([ -]+)")
# Written without spaces, so no end of a word can be seen: Thai to Khmer, kana, Han. Compiled when it is needed.
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"


@dataclass(frozen=True, slots=True, eq=False)
class FoldedDocument:
    """A document as words are looked for in it: made once, kept while the document is open."""

    document: Document
    text: str  # folded paragraphs, each with a newline behind it; no other newlines, no two spaces together
    starts: tuple[int, ...]  # where each paragraph begins in `text`
    places: dict[int, Sequence[int]]  # by paragraph, for each folded character the place of its own; if not the same


class _Table(dict[int, str]):
    """What each character folds to, by its code point, as `str.translate` wants it."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_one(chr(code))
        return folded


def _fold_one(character: str) -> str:
    if character.isspace():
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if character in "йЙ":
        return "й"
    return fold(character).translate(_SAME)


def fold_document(document: Document) -> FoldedDocument:
    table = _Table()
    characters = set().union(*(block.text for block in document.blocks))
    uneven = "".join(character for character in characters if len(table[ord(character)]) != 1)
    is_uneven = re.compile(rf"\s\s|[{re.escape(uneven)}]" if uneven else r"\s\s").search
    pieces, starts, places, length = [], [], {}, 0
    for number, block in enumerate(document.blocks):
        if is_uneven(block.text):
            folded, places[number] = _fold_unevenly(block.text, table)
        else:
            folded = block.text.translate(table)
        starts.append(length)
        length += len(folded) + 1
        pieces += [folded, "\n"]
    return FoldedDocument(document, "".join(pieces), tuple(starts), places)


def _fold_unevenly(text: str, table: _Table) -> tuple[str, Sequence[int]]:
    folded: list[str] = []
    places = array("l")
    for place, character in enumerate(text):
        if character == _BREVE and folded and text[place - 1] in "иИ":
            folded[-1] = "й"
        for each in table[ord(character)]:
            if each != " " or not folded or folded[-1] != " ":
                folded.append(each)
                places.append(place)
    return "".join(folded), places


def find_in(folded: FoldedDocument, wanted: str, whole_word: bool = False) -> list[Span]:
    """All places of `wanted` in reading order, none over another; a phrase only inside of one block. With `whole_word`
    no letter or digit stands beside it."""
    pattern = _pattern(wanted, whole_word)
    if pattern is None:
        return []
    text, starts, places = folded.text, folded.starts, folded.places
    found: list[Span] = []
    number, start, end = -1, 0, 0  # of the paragraph
    for match in pattern.finditer(text):
        first, last = match.span()
        if whole_word and unicodedata.category(text[last])[0] == "M":
            continue  # a vowel sign that belongs to the last letter, which `re` does not take for one
        while last > end:
            number += 1
            start, end = starts[number], starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
        if number in places:
            span = _place(folded, number, first - start, last - start)
            if not found or found[-1][0] != number or found[-1][2] <= span[1]:  # both parts of one ligature
                found.append(span)
        else:
            found.append((number, first - start, last - start))
    return found


def _place(folded: FoldedDocument, number: int, first: int, last: int) -> Span:
    """A span of a folded paragraph in its own text, with the accents that follow its last letter."""
    places, text = folded.places[number], folded.document.blocks[number].text
    end = places[last - 1] + 1
    limit = places[last] if last < len(places) else len(text)
    while end < limit and unicodedata.category(text[end])[0] == "M":
        end += 1
    return number, places[first], end


def _pattern(wanted: str, whole_word: bool) -> re.Pattern[str] | None:
    words = _fold_unevenly(wanted, _Table())[0].strip()
    if not words:
        return None
    pieces = _BETWEEN.split(words)  # words and what is between them, by turns
    looked_for = "".join(
        "[ -]+" if place % 2 and 0 < place < len(pieces) - 1 and pieces[place - 1] and pieces[place + 1]
        else re.escape(piece)
        for place, piece in enumerate(pieces)
    )  # fmt: skip
    if whole_word:
        before = r"(?<!\w)" if _has_edge(words[0]) else ""
        behind = r"(?!\w)" if _has_edge(words[-1]) else ""
        looked_for = before + looked_for + behind
    return re.compile(looked_for)


def _has_edge(character: str) -> bool:
    """Whether a word that begins or ends with this ends where the letters do."""
    return (character.isalnum() or unicodedata.category(character)[0] == "M") and not re.match(_UNSPACED, character)


def first_from(found: list[Span], number: int, offset: int) -> int:
    """Which of these hits is the first at or after a place; their count when there is none."""
    return bisect_left(found, (number, offset))


def location_of(document: Document, span: Span) -> Location:
    number, start, end = span
    block = document.blocks[number].id
    return Location(document.info.id, Point(block, start), Point(block, end))
