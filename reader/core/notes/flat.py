"""A document as one string, and cut into what is aligned: blocks, sentences and words.

Words are compared in the plain form of `text.plain`, and white space is not compared at all: curly quotes, dashes,
spaces of any kind and the borders of paragraphs are typography and not words.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from reader.core.diff import cut
from reader.core.text import plain
from reader.core.types import Document, Point

_STOPS = frozenset(".!?…。！？؟۔।")
_CLOSE_STOPS = frozenset("。！？")  # nothing need follow them to end a sentence
_CLOSERS = frozenset("\"')]}」』）】")


def blocks_of(document: Document) -> tuple[tuple[str, str], ...]:
    """(id, text) of every block, in order: what an `Edition` keeps."""
    return tuple((block.id, block.text) for block in document.blocks)


class Flat:
    """The texts of the blocks, a newline between them."""

    def __init__(self, blocks: Iterable[tuple[str, str]]) -> None:
        self.blocks = tuple(blocks)
        self.index = {name: number for number, (name, _) in enumerate(self.blocks)}
        self.starts: list[int] = []
        position = 0
        for _, text in self.blocks:
            self.starts.append(position)
            position += len(text) + 1
        self.text = "\n".join(text for _, text in self.blocks)

    def position(self, point: Point) -> int | None:
        """The offset of `point` in the whole text, or None when there is no such place."""
        number = self.index.get(point.block)
        if number is None or not 0 <= point.offset <= len(self.blocks[number][1]):
            return None
        return self.starts[number] + point.offset

    def between(self, start: Point, end: Point) -> str | None:
        """The text between two points, or None when there are no such places. Quick within one block, as marks are."""
        if start.block != end.block:
            first, last = self.position(start), self.position(end)
            return None if first is None or last is None else self.text[first:last]
        number = self.index.get(start.block)
        if number is None:
            return None
        text = self.blocks[number][1]
        return text[start.offset : end.offset] if 0 <= start.offset <= end.offset <= len(text) else None

    def point(self, position: int) -> Point:
        number = bisect_right(self.starts, position) - 1
        return Point(self.blocks[number][0], position - self.starts[number])


class Cut:
    """A flat text cut up. Words are numbered from 0; a sentence is a range of words within one block, a block a range
    of sentences, empty where it has no words."""

    def __init__(self, flat: Flat) -> None:
        text = plain(flat.text)
        found = cut(text)
        self.starts = [start for start, _, _ in found]
        self.ends = [end for _, end, _ in found]
        self.words = [text[start:end] for start, end, _ in found]
        self.weights = [weight for _, _, weight in found]
        self.sentences: list[tuple[int, int]] = []
        self.blocks: list[tuple[int, int]] = []
        borders = [*flat.starts[1:], len(text) + 1]
        word = 0
        for border in borders:
            first = len(self.sentences)
            start = word
            while word < len(self.starts) and self.starts[word] < border:
                word += 1
                if word == len(self.starts) or self.starts[word] >= border or self._ends(word - 1, start):
                    self.sentences.append((start, word))
                    start = word
            self.blocks.append((first, len(self.sentences)))

    def _ends(self, word: int, start: int) -> bool:
        """Whether a sentence that began at `start` ends with this word, which is not the last of its block."""
        stop = word
        while stop > start and self.words[stop] in _CLOSERS and self.ends[stop - 1] == self.starts[stop]:
            stop -= 1
        if self.words[stop] not in _STOPS:
            return False
        following = self.words[word + 1]
        if self.ends[word] == self.starts[word + 1]:
            return self.words[stop] in _CLOSE_STOPS and following not in _STOPS and following not in _CLOSERS
        return True

    def sentence_of(self, word: int) -> int:
        return bisect_right(self.sentences, (word, len(self.words))) - 1

    def first_of_block(self, sentence: int) -> int:
        """The first word of the block that a sentence is in."""
        block = self.blocks[bisect_right(self.blocks, (sentence, len(self.sentences))) - 1]
        return self.sentences[block[0]][0]

    def key(self, start: int, end: int) -> str:
        """The words from `start` to `end` as one string, of which a part is found as a part."""
        return "\x1f".join(["", *self.words[start:end], ""])

    def weight(self, start: int, end: int) -> int:
        return sum(self.weights[start:end])

    def touched(self, first: int, last: int) -> tuple[int, int]:
        """The range of words that have a part in the span from `first` to `last` of the text; empty (at the word that
        follows) where it is white space only."""
        start = bisect_right(self.ends, first)
        return start, max(start, bisect_left(self.starts, last))
