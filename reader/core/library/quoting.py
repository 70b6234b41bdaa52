"""The quote check: whether the library has these very words, and where; or which passage they were made from.

The words of the library stand in one long row. A quote that is exact is a run of that row, found from its rarest word;
an altered one is aligned with the few stretches on which the places of its words agree. The row is built when the first
quote is checked and needs no index on the disk: some 16 bytes a word.
"""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from heapq import nsmallest
from itertools import pairwise

from reader.core.diff import word_diff
from reader.core.errors import Refused
from reader.core.library.wording import Fragment, Quote, Token, key, read_quote, tokens
from reader.core.quotes import QuoteCheck, QuotePlace
from reader.core.references import write_reference
from reader.core.text import squeeze
from reader.core.types import Document, Location, Point

MAX_LENGTH = 10_000
"""Code points; some three pages."""

NEAR = 0.6
"""The likeness from which a passage is what a quote was made from (`python -m tests.quotes.report`)."""

_MAX_FRAGMENTS = 20
_MAX_SENTENCES = 10  # the longest
_VOTERS = 12  # the rarest words of a quote, which say where it may be
_VOTES = 50_000  # when there are so many, no further word votes
_CANDIDATES = 6
_CERTAIN = 0.9  # the likeness that no other passage need be compared with
_STRAY = 12  # words that may stand between two matches beyond what the quote has there
_SENTENCE = 6  # tokens
_EDGE = 3  # changed words at either end of a quote for which the passage is taken to go on


class QuoteIndex:
    """All words of some documents, in order. `open_document` gives a document by its id, at any later time."""

    def __init__(self, documents: Iterable[str], open_document: Callable[[str], Document]) -> None:
        self._open = open_document
        self._row = array("I")  # tokens by number
        self._numbers: dict[str, int] = {}
        self._places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))  # of each key in the row
        self._blocks: list[tuple[str, int]] = []  # document, and which of its blocks
        self._block_starts = array("I")
        self._document_starts = array("I")
        for name in documents:
            self._document_starts.append(len(self._row))
            for number, block in enumerate(open_document(name).blocks):
                self._blocks.append((name, number))
                self._block_starts.append(len(self._row))
                for token in tokens(block.text):
                    self._places[key(token.text)].append(len(self._row))
                    self._row.append(self._numbers.setdefault(token.text, len(self._numbers)))
        self._texts = tuple(self._numbers)
        self._keys = tuple(key(text) if text[0].isalnum() or text[0] == "_" else "" for text in self._texts)

    def check(self, pasted: str) -> QuoteCheck:
        """What became of a quote. Raises Refused("empty_quote") when there is no word in it, and
        Refused("quote_too_long")."""
        if len(pasted) > MAX_LENGTH:
            raise Refused("quote_too_long", limit=f"{MAX_LENGTH:,}")
        quote = read_quote(pasted, self._places.__contains__)
        if not quote.fragments:
            raise Refused("empty_quote")
        exact = self._exact(quote)
        if exact:
            places = [self._place(start, end) for start, end in exact]
            same = not quote.mended and any(_is_verbatim(quote, place.text) for place in places)
            return QuoteCheck("exact", quote.text, tuple(places), not same, quote.marked, 1.0)
        return self._nearest(quote)

    # -- the same words --------------------------------------------------------------------------------------

    def _exact(self, quote: Quote) -> list[tuple[int, int]]:
        """Where the row has all fragments in order, near enough to each other: (start, end), end excluded."""
        if len(quote.fragments) > _MAX_FRAGMENTS:
            return []
        reached: list[tuple[int, int]] = []
        for number, fragment in enumerate(quote.fragments):
            length = len(fragment.tokens)
            found = self._runs(fragment)
            if number == 0:
                reached = [(start, start + length) for start in found]
            else:
                ends = [end for _, end in reached]
                reached = [
                    (reached[before][0], start + length)
                    for start in found
                    if (before := bisect_right(ends, start) - 1) >= 0
                    and start - ends[before] <= fragment.gap
                    and self._document_of(start) == self._document_of(ends[before] - 1)
                ]
        shortest: dict[int, int] = {}
        for start, end in reached:
            shortest[start] = min(end, shortest.get(start, end))
        return sorted(shortest.items())

    def _runs(self, fragment: Fragment) -> list[int]:
        """Where the row has the very tokens of a fragment, in ascending order."""
        rarest = min(range(len(fragment.tokens)), key=lambda n: len(self._places.get(key(fragment.tokens[n].text), ())))
        wanted = [self._forms(token, number in fragment.free) for number, token in enumerate(fragment.tokens)]
        found = []
        for place in self._places.get(key(fragment.tokens[rarest].text), ()):
            start = place - rarest
            if (
                start >= 0
                and start + len(wanted) <= len(self._row)
                and all(self._row[start + number] in forms for number, forms in enumerate(wanted))
                and self._document_of(start) == self._document_of(start + len(wanted) - 1)
            ):
                found.append(start)
        return found

    def _forms(self, token: Token, free: bool) -> frozenset[int]:
        texts = {token.text}
        if free:
            texts |= {token.text[:1].upper() + token.text[1:], token.text[:1].lower() + token.text[1:]}
        return frozenset(self._numbers[text] for text in texts if text in self._numbers)

    # -- words like these ------------------------------------------------------------------------------------

    def _nearest(self, quote: Quote) -> QuoteCheck:
        stray = max(_STRAY, *(fragment.gap for fragment in quote.fragments))
        likeness, start, end = self._best(quote.tokens, stray)
        if likeness < NEAR:  # sentences from two places, each of which is only a part of the quote
            parts = [self._best(sentence, stray) for sentence in _sentences(quote)]
            likeness, start, end = max(parts, default=(likeness, start, end))
        if likeness < NEAR:
            return QuoteCheck("absent", quote.text, likeness=likeness)
        start, end = self._with_marks(quote, start, end)
        place = self._place(start, end)
        pieces = word_diff(place.text, quote.text)
        same_words = [found for found in self._same_runs(start, end) if found != start]
        others = [self._place(other, other + end - start) for other in same_words]
        places = sorted([(start, place), *zip(same_words, others, strict=True)])
        return QuoteCheck(
            "altered",
            quote.text,
            tuple(
                QuotePlace(each.reference, each.location, each.text, pieces if each.text == place.text else ())
                for _, each in places
            ),
            likeness=likeness,
        )

    def _best(self, words: list[Token], stray: int) -> tuple[float, int, int]:
        """The likeness of the passage that is most like these words, and from where to where in the row it goes."""
        keys = [key(token.text) for token in words if token.is_word]
        weights = [self._weight(each) for each in keys]
        best = (0.0, 0, 0)
        for start, end in self._candidates(keys, stray):
            best = max(best, self._align(keys, weights, start, end, stray), key=lambda found: found[0])
            if best[0] > _CERTAIN:
                break
        likeness, start, end = best
        if not likeness:
            return best
        # Once more in these paragraphs alone: a word may have been taken for the same word in the one before.
        starts = (*self._block_starts, len(self._row))
        within = starts[self._block_of(start)], starts[self._block_of(end - 1) + 1]
        _, start, end = self._align(keys, weights, *within, stray)
        return likeness, start, end

    def _weight(self, word: str) -> float:
        """How much a word says: the rarer in the library, the more; a word that it does not have counts as a middling
        one, since a single changed word must not make a short quote unlike."""
        count = len(self._places.get(word, ()))
        return math.log(1 + len(self._row) / count) / 2 if count else 2.0

    def _candidates(self, keys: list[str], stray: int) -> Iterator[tuple[int, int]]:
        """The stretches of the row on which most of the rare words of a quote agree, best first, each in one
        document."""
        width = max(16, len(keys))
        counts = {each: len(self._places[each]) for each in keys if each in self._places}
        voters = sorted(counts, key=lambda each: counts[each])[:_VOTERS]
        firsts = {each: number for number, each in reversed(list(enumerate(keys)))}
        votes: defaultdict[int, float] = defaultdict(float)
        cast = 0
        for each in voters:
            if cast > _VOTES:
                break
            cast += counts[each]
            weight = self._weight(each)
            for bucket in {max(0, place - firsts[each]) // width for place in self._places[each]}:
                votes[bucket] += weight
                votes[bucket + 1] += weight
        for bucket in nsmallest(_CANDIDATES, votes, key=lambda each: (-votes[each], each)):
            start, end = max(0, (bucket - 1) * width - stray), min(len(self._row), (bucket + 3) * width + stray)
            first, last = self._document_of(start), bisect_left(self._document_starts, end)
            bounds = [start, *self._document_starts[first + 1 : last], end]
            yield from pairwise(bounds)

    def _align(self, keys: list[str], weights: list[float], start: int, end: int, stray: int) -> tuple[float, int, int]:
        """The likeness of a quote and the passage between, and from where to where in the row that passage goes."""
        row = [place for place in range(start, end) if self._keys[self._row[place]]]
        there = [self._keys[self._row[place]] for place in row]
        matcher = SequenceMatcher(None, there, keys)  # in a long quote, words that are everywhere are no seeds
        blocks = [(block.a, block.b, block.size) for block in matcher.get_matching_blocks() if block.size]
        if not blocks:
            return 0.0, 0, 0
        kept = _together(blocks, weights, stray)
        # A word on its own may be there by chance; with its neighbour it is not.
        matched = sum(sum(weights[b : b + size]) * (1.0 if size > 1 else 0.5) for _, b, size in kept)
        (first, head, _), (last, tail, size) = _core(kept, stray)
        last, tail = last + size - 1, len(keys) - tail - size
        block_first, block_last = self._block_of(row[first]), self._block_of(row[last])
        while 0 < head <= _EDGE and first and self._block_of(row[first - 1]) == block_first:
            first, head = first - 1, head - 1
        while 0 < tail <= _EDGE and last + 1 < len(row) and self._block_of(row[last + 1]) == block_last:
            last, tail = last + 1, tail - 1
        return matched / sum(weights), row[first], row[last] + 1

    def _with_marks(self, quote: Quote, start: int, end: int) -> tuple[int, int]:
        """The stretch with the punctuation at its ends, where the quote has it too."""
        around = list(tokens(quote.text))
        after = [token.text for token in around if token.start >= quote.tokens[-1].end]
        for mark in after:
            if end < len(self._row) and self._text(end) == mark and self._block_of(end) == self._block_of(end - 1):
                end += 1
        return start, end

    def _same_runs(self, start: int, end: int) -> list[int]:
        run = [Token(self._text(place), 0, 0, True) for place in range(start, end)]
        return self._runs(Fragment(tuple(run), frozenset(), 0))

    # -- the row ---------------------------------------------------------------------------------------------

    def _text(self, place: int) -> str:
        return self._texts[self._row[place]]

    def _document_of(self, place: int) -> int:
        return bisect_right(self._document_starts, place) - 1

    def _block_of(self, place: int) -> int:
        return bisect_right(self._block_starts, place) - 1

    def _place(self, start: int, end: int) -> QuotePlace:
        """The passage from one place in the row to before another."""
        first, last = self._block_of(start), self._block_of(end - 1)
        name, begins_in = self._blocks[first]
        document = self._open(name)
        chosen = document.blocks[begins_in : begins_in + last - first + 1]
        begin = _tokens(chosen[0].text)[start - self._block_starts[first]].start
        finish = _tokens(chosen[-1].text)[end - 1 - self._block_starts[last]].end
        texts = [block.text for block in chosen]
        texts[-1] = texts[-1][:finish]
        texts[0] = texts[0][begin:]
        numbers = [block.number for block in chosen if block.number is not None]
        reference = write_reference(document.info.reference, min(numbers, default=None), max(numbers, default=None))
        return QuotePlace(
            reference, Location(name, Point(chosen[0].id, begin), Point(chosen[-1].id, finish)), "\n".join(texts)
        )


@lru_cache(1_024)
def _tokens(text: str) -> tuple[Token, ...]:
    return tuple(tokens(text))


def _sentences(quote: Quote) -> list[list[Token]]:
    """The tokens of the sentences that are long enough to be known again; none when there is only one
    sentence."""
    found: list[list[Token]] = [[]]
    for token in quote.tokens:
        found[-1].append(token)
        if token.text in (".", "!", "?", "。", "؟"):
            found.append([])
    long = sorted((each for each in found if len(each) >= _SENTENCE), key=len, reverse=True)
    return long[:_MAX_SENTENCES] if len(found) > 1 else []


def _together(blocks: list[tuple[int, int, int]], weights: list[float], stray: int) -> list[tuple[int, int, int]]:
    """The matching blocks (in the passage, in the quote, how long) around the heaviest one that stand at most `stray`
    words further apart than in the quote."""

    def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
        return other[0] - one[0] <= other[1] - one[1] + stray

    first = last = max(range(len(blocks)), key=lambda n: sum(weights[blocks[n][1] : blocks[n][1] + blocks[n][2]]))
    while first and near(blocks[first - 1], blocks[first]):
        first -= 1
    while last + 1 < len(blocks) and near(blocks[last], blocks[last + 1]):
        last += 1
    return blocks[first : last + 1]


def _core(blocks: list[tuple[int, int, int]], stray: int) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """The first and the last of matching blocks that belong to the passage for certain. At an edge a match must be as
    long as what it skips, or it drags in words that nobody quoted."""

    def skipped(one: tuple[int, int, int], other: tuple[int, int, int]) -> int:
        return max(other[0] - one[0] - (stray - _STRAY), other[1] - one[1]) - one[2]

    first, last = 0, len(blocks) - 1
    longest = max(range(len(blocks)), key=lambda n: blocks[n][2])
    while first < longest and blocks[first][2] < skipped(blocks[first], blocks[first + 1]):
        first += 1
    while last > longest and blocks[last][2] < skipped(blocks[last - 1], blocks[last]):
        last -= 1
    return blocks[first], blocks[last]


def _is_verbatim(quote: Quote, passage: str) -> bool:
    """Whether each fragment stands in the passage to the letter, apart from white space."""
    there = squeeze(passage)
    at = 0
    for fragment in quote.fragments:
        words = squeeze(quote.text[fragment.tokens[0].start : fragment.tokens[-1].end])
        if fragment.free:  # the brackets say that the case was changed
            there, words = there.casefold(), words.casefold()
        at = there.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True
