"""Where every word of an old text stands in a new one: for certain, probably, or nowhere.

From coarse to fine: whole blocks, then sentences (both as in `pairing`), then words. In the stretches that remain
between sentences that kept their order, long runs of words are certain when they occur once in each text; other equal
words there are probable, where enough of a stretch remains. What is left is compared by likeness.
"""

from bisect import bisect_left, bisect_right
from collections import Counter

from reader.core.diff import joined_runs, runs
from reader.core.notes.flat import Cut
from reader.core.notes.likeness import Stretch, Stretches, features, likeness
from reader.core.notes.pairing import chain, pair

LONG_RUN = 32
"""The weight from which equal words in a changed sentence are certain: eight words."""
_REMAINS = 0.4
"""The share of a changed stretch that must remain for its words to count as probable."""
_LIKE = 0.5
_SLIGHTLY_LIKE = 0.25
_STAND_IN = 0.6
"""From this likeness on, what stands in the place of a sentence may be that sentence, changed."""
_MARGIN = 0.15
"""The likest must be liker than the next by this, or it is one of several."""
_LOOK_AT = 40

Run = tuple[int, int, int]
"""Equal words: start in old, start in new, length."""


class Alignment:
    """`certain` and `probable` are runs of words in the order of the old text; each word is in at most one of both.
    `moved` are the words (by number) of sentences that left the reading order."""

    def __init__(self, old: Cut, new: Cut) -> None:
        self.old, self.new = old, new
        self.to = _sentences(old, new)
        self.kept = chain(self.to)
        certain: list[Run] = []
        self.moved = bytearray(len(old.words))
        self.doubted: dict[int, list[Stretch]] = {}
        back = {j: i for i, j in enumerate(self.to) if j >= 0}
        in_order = set(self.kept)
        self.free = [j for j in range(len(new.sentences)) if j not in back]
        for i, j in enumerate(self.to):
            if j < 0:
                continue
            start, end = old.sentences[i]
            there = new.sentences[j]
            if i not in in_order:
                stand_ins = self._stand_ins(i)
                if stand_ins:
                    self.doubted[i] = [there, *stand_ins]
                    continue
                self.moved[start:end] = b"\1" * (end - start)
            certain.append((start, there[0], end - start))
        self.probable: list[Run] = []
        self._borders = [{start for start, _ in cut.sentences} for cut in (old, new)]
        self._texts = (old.key(0, len(old.words)), new.key(0, len(new.words)))
        self._align_gaps(certain)
        self.certain = joined_runs(sorted(certain))
        self.probable.sort()
        self._align_the_rest()
        self.firm_starts = [i for i, _, _ in self.certain]
        self.runs = sorted([*self.certain, *self.probable])
        self.starts = [i for i, _, _ in self.runs]
        self._keys: dict[str, list[int]] = {}
        for j in self.free:
            self._keys.setdefault(new.key(*new.sentences[j]), []).append(j)

    def place(self, first: int, last: int) -> int | None:
        """The word of the new text where the words from `first` to `last` (inclusive) begin, if that is certain."""
        at = bisect_right(self.firm_starts, first) - 1
        if at < 0:
            return None
        i, j, length = self.certain[at]
        return j + first - i if last < i + length else None

    def doubles(self, sentence: int) -> list[Stretch]:
        """Where the words of a sentence of the old text stand in the new one without being certain."""
        known = self.doubted.get(sentence, [])
        same = self._keys.get(self.old.key(*self.old.sentences[sentence]), []) if self.to[sentence] < 0 else []
        return [*known, *(self.new.sentences[j] for j in same)]

    def gap(self, sentence: int) -> tuple[tuple[int, int], tuple[int, int]]:
        """The sentences between the nearest that kept their order, in the old text and in the new one."""
        after = bisect_left(self.kept, sentence)
        before = after - 1
        if after < len(self.kept) and self.kept[after] == sentence:
            after += 1
        a = self.kept[before] if before >= 0 else -1
        b = self.kept[after] if after < len(self.kept) else len(self.old.sentences)
        c = self.to[a] if a >= 0 else -1
        d = self.to[b] if b < len(self.old.sentences) else len(self.new.sentences)
        return (a + 1, b), (c + 1, d)

    def free_in(self, first: int, end: int, most: int | None = None) -> list[int]:
        """The sentences of the new text from `first` to before `end` that come from no sentence of the old one, the
        first `most` of them."""
        start, stop = bisect_left(self.free, first), bisect_left(self.free, end)
        return self.free[start : stop if most is None else min(stop, start + most)]

    def _stand_ins(self, sentence: int) -> list[Stretch]:
        """What is now where a sentence was that moved, if that is so like it that it may be it, changed."""
        near = self.free_in(*self.gap(sentence)[1], _LOOK_AT)
        own = features(self.old, self.old.sentences[sentence]) if near else None
        there = [self.new.sentences[j] for j in near]
        return [each for each in there if own and likeness(own, features(self.new, each)) >= _STAND_IN]

    def _align_gaps(self, certain: list[Run]) -> None:
        ends = [*self.kept, len(self.old.sentences)]
        before = -1
        for end in ends:
            a, c = before + 1, (self.to[before] if before >= 0 else -1) + 1
            d = self.to[end] if end < len(self.old.sentences) else len(self.new.sentences)
            olds = [i for i in range(a, end) if self.to[i] < 0]
            news = self.free_in(c, d)
            before = end
            if olds and news:
                self._align_words(olds, news, certain)

    def _align_words(self, olds: list[int], news: list[int], certain: list[Run]) -> None:
        old = [word for i in olds for word in range(*self.old.sentences[i])]
        new = [word for j in news for word in range(*self.new.sentences[j])]
        split = self._by_sentence(self._runs(old, new))
        block_of = {
            word: block
            for i in olds
            for block in (bisect_right(self.old.blocks, (i, len(self.old.sentences))),)
            for word in range(*self.old.sentences[i])
        }
        lost = Counter(dict.fromkeys(block_of.values(), 0))
        for word, block in block_of.items():
            lost[block] += self.old.weights[word]
        sizes = lost.copy()
        for i, _, length in split:
            for word in range(i, i + length):
                lost[block_of[word]] -= self.old.weights[word]
        edges = [(old[0], new[0], 0), *split, (old[-1] + 1, new[-1] + 1, 0)]
        for number, (i, j, length) in enumerate(split, 1):
            if lost[block_of[i]] > (1 - _REMAINS) * sizes[block_of[i]]:
                continue
            front, back = self._slides(edges, number)
            if length > front + back and self.old.weight(i, i + length) >= LONG_RUN and self._only(i, length):
                certain.append((i + front, j + front, length - front - back))
                loose = [(i, j, front), (i + length - back, j + length - back, back)]
                self.probable += [each for each in loose if each[2]]
            else:
                self.probable.append((i, j, length))

    def _by_sentence(self, found: list[Run]) -> list[Run]:
        """The runs cut where a sentence ends, so that each part must count for itself: a sentence that was written anew
        may begin as the old one did."""
        parts: list[Run] = []
        for i, j, n in found:
            start = 0
            for step in range(1, n + 1):
                if step == n or i + step in self._borders[0] or j + step in self._borders[1]:
                    parts.append((i + start, j + start, step - start))
                    start = step
        return parts

    def _slides(self, split: list[Run], number: int) -> tuple[int, int]:
        """How many words at the front and the back of a run could as well belong to a run beside it: in "the big, the
        small" without "the big," it cannot be told which "the" is left."""
        (a, c, size), (i, j, length), (b, d, _) = split[number - 1 : number + 2]
        a, c = a + size, c + size
        old, new = self.old.words, self.new.words
        front = back = 0
        words, here, beside = (old, i, a) if c == j else (new, j, c)
        while (c == j) != (a == i) and front < length and words[beside + front] == words[here + front]:
            front += 1
        i, j = i + length, j + length
        words, here, beside = (old, i, b) if d == j else (new, j, d)
        while (d == j) != (b == i) and back < length and words[beside - 1 - back] == words[here - 1 - back]:
            back += 1
        return front, min(back, length - front)

    def _only(self, start: int, length: int) -> bool:
        """Whether these words of the old text occur once in it, and once in the new one."""
        key = self.old.key(start, start + length)
        return all(text.find(key, text.find(key) + 1) < 0 for text in self._texts)

    def _align_the_rest(self) -> None:
        """Blocks of which too little is known: which blocks of the new text, known as little, are like them."""
        known, taken = bytearray(len(self.old.words)), bytearray(len(self.new.words))
        for i, j, n in (*self.certain, *self.probable):
            known[i : i + n] = taken[j : j + n] = b"\1" * n
        self.likely: dict[int, list[Stretch]] = {}
        there = Stretches(self.new, _hardly_covered(self.new, taken))
        for stretch in _hardly_covered(self.old, known):
            near = there.like(features(self.old, stretch), _SLIGHTLY_LIKE)
            self.likely[stretch[0]] = [each for _, each in near]
            if near and near[0][0] >= _LIKE and (len(near) == 1 or near[1][0] < near[0][0] - _MARGIN):
                old = [word for word in range(*stretch) if not known[word]]
                new = [word for word in range(*near[0][1]) if not taken[word]]
                for i, j, n in self._runs(old, new):
                    self.probable.append((i, j, n))
                    taken[j : j + n] = b"\1" * n

    def _runs(self, old: list[int], new: list[int]) -> list[Run]:
        """The equal words of two selections of words, in order, as runs of neighbours on both sides."""
        matched = runs([self.old.words[word] for word in old], [self.new.words[word] for word in new])
        return joined_runs([(old[i + step], new[j + step], 1) for i, j, length in matched for step in range(length)])


def _sentences(old: Cut, new: Cut) -> list[int]:
    """For every sentence of the old text its sentence of the new one, or -1 where that is not certain."""
    keys = [[cut.key(*sentence) for sentence in cut.sentences] for cut in (old, new)]
    of_blocks = [
        ["\x1e".join(key[slice(*block)]) for block in cut.blocks] for key, cut in zip(keys, (old, new), strict=True)
    ]
    blocks = [-1] * len(old.blocks)
    pair(of_blocks[0], of_blocks[1], [old.weight(*_words(old, block)) for block in old.blocks], blocks)
    to = [-1] * len(old.sentences)
    for i, j in enumerate(blocks):
        if j >= 0:
            (start, end), there = old.blocks[i], new.blocks[j][0]
            to[start:end] = range(there, there + end - start)
    pair(keys[0], keys[1], [old.weight(*sentence) for sentence in old.sentences], to)
    return to


def _words(cut: Cut, block: tuple[int, int]) -> Stretch:
    first, end = block
    return (cut.sentences[first][0], cut.sentences[end - 1][1]) if first < end else (0, 0)


def _hardly_covered(cut: Cut, seen: bytearray) -> list[Stretch]:
    """The blocks of which less is seen than must remain, by weight."""
    found = []
    for block in cut.blocks:
        start, end = _words(cut, block)
        covered = sum(weight for weight, s in zip(cut.weights[start:end], seen[start:end], strict=True) if s)
        if covered < _REMAINS * cut.weight(start, end):
            found.append((start, end))
    return found
