"""Two texts word by word: cutting into words in any script, what they have in common, and what a reader is shown.

Marks in a new edition and quotes that are checked both need it, so it stands on the ground. The time is bounded: runs
that occur once on both sides are found first (the patience diff of Bram Cohen, here with runs of several words), only
what remains between them is compared in full, and what is too large for that counts as replaced.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

Kind = Literal["same", "gone", "new"]

# Scripts without spaces between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese) are compared by the letter, with
# the vowel signs and tone marks that belong to it.
_LETTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
_CHARACTERS = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CLOSE = _LETTERS + _CHARACTERS
_SIGNS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u3099\u309a"
)
_PICTURE = "\u2600-\u27bf\U0001f000-\U0001faff"
_BOUND = "\u200d\ufe0e\ufe0f"  # ties pictures together, and says how they are shown
_POINTS = (
    r"!-/:-@\[-`{-~\u00a1-\u00a9\u00ab\u00ac\u00ae-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u055a-\u055f\u0589\u05be"
    r"\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u1361-\u1368\u2010-\u2bff\u2e00-\u303f\uff01-\uff0f"
    r"\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
)
_TOKEN = (  # not compiled before it is needed: its sets take 5 ms, and this is imported at a start
    rf"([{_LETTERS}][{_SIGNS}]*)|([{_CHARACTERS}][{_SIGNS}]*)"
    rf"|([^\s{_POINTS}{_CLOSE}{_PICTURE}{_BOUND}][^\s{_POINTS}{_CLOSE}{_PICTURE}]*)"
    rf"|[{_PICTURE}](?:[{_BOUND}]+[{_PICTURE}]|[{_BOUND}\U0001f3fb-\U0001f3ff])*|\S"
)
LETTER, CHARACTER, WORD = 1, 2, 4
"""What they weigh, about as much as they tell: a Thai word has some four letters, a Chinese one two characters."""
_WEIGHT = {None: 0, 1: LETTER, 2: CHARACTER, 3: WORD}

_WIDTHS = (8, 4, 2, 1)
_SMALL = 40_000
"""Two stretches are compared in full when the product of their lengths is at most this."""
_BUDGET = 4_000_000
"""And as long as the sum of these products is at most this; it bounds the worst case."""


def cut(text: str) -> list[tuple[int, int, int]]:
    """The words and signs of a text: (start, end, weight). A word weighs 4, a Chinese or Japanese character 2, a
    letter of another script without spaces 1, a sign or picture nothing; white space is left out."""
    return [(*found.span(), _WEIGHT[found.lastindex]) for found in re.finditer(_TOKEN, text)]


def increasing(values: Sequence[int]) -> list[int]:
    """The indices of a longest strictly increasing subsequence (patience sorting)."""
    ends: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(ends, value)
        before.append(tops[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(value)
            tops.append(index)
        else:
            ends[pile] = value
            tops[pile] = index
    chain = []
    at = tops[-1] if tops else -1
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def runs(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int]]:
    """What two sequences have in common, in order: (start in old, start in new, length) of each equal run."""
    found: list[tuple[int, int, int]] = []
    gaps = [(0, len(old), 0, len(new))]
    budget = _BUDGET
    for width in _WIDTHS:
        wider, gaps = gaps, []
        for gap in wider:
            a, b, c, d = _trimmed(old, new, gap, found)
            if a == b or c == d:
                continue
            area = (b - a) * (d - c)
            if area <= min(_SMALL, budget):
                from difflib import SequenceMatcher  # noqa: PLC0415  # 5 ms, and this is imported at a start

                budget -= area
                matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
                found += [(a + i, c + j, n) for i, j, n in matcher.get_matching_blocks() if n]
                continue
            for i, j in (*_landmarks(old, new, (a, b, c, d), width), (b, d)):
                if i >= a and j >= c:
                    gaps.append((a, i, c, j))
                    length = width if i < b else 0
                    if length:
                        found.append((i, j, length))
                    a, c = i + length, j + length
    for gap in gaps:
        _trimmed(old, new, gap, found)
    return joined_runs(sorted(found))


def _trimmed(
    old: Sequence[str], new: Sequence[str], gap: tuple[int, int, int, int], found: list[tuple[int, int, int]]
) -> tuple[int, int, int, int]:
    """A gap without what its sides share at both ends, which goes to `found`."""
    a, b, c, d = gap
    front = 0
    while a + front < b and c + front < d and old[a + front] == new[c + front]:
        front += 1
    back = 0
    while a + front < b - back and c + front < d - back and old[b - back - 1] == new[d - back - 1]:
        back += 1
    found += [run for run in ((a, c, front), (b - back, d - back, back)) if run[2]]
    return a + front, b - back, c + front, d - back


def _landmarks(
    old: Sequence[str], new: Sequence[str], gap: tuple[int, int, int, int], width: int
) -> list[tuple[int, int]]:
    """Where runs of `width` that occur once on each side of a gap begin, in an order that both sides share."""

    def once(side: Sequence[str], start: int, end: int) -> dict[tuple[str, ...], int]:
        places: dict[tuple[str, ...], int] = {}
        for at in range(start, end - width + 1):
            gram = tuple(side[at : at + width])
            places[gram] = -1 if gram in places else at
        return places

    a, b, c, d = gap
    there = once(new, c, d)
    pairs = [(i, there.get(gram, -1)) for gram, i in once(old, a, b).items() if i >= 0]
    pairs = sorted(pair for pair in pairs if pair[1] >= 0)
    return [pairs[index] for index in increasing([j for _, j in pairs])]


def joined_runs(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Runs of equal units (where in the one, where in the other, how many), those that touch on both sides as one."""
    joined: list[tuple[int, int, int]] = []
    for i, j, n in found:
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + n)
        else:
            joined.append((i, j, n))
    return joined


def word_diff(old: str, new: str) -> tuple[tuple[Kind, str], ...]:
    """What became of the words of `old` in `new`, in reading order. The "same" and "gone" pieces join to `old`, the
    "same" and "new" ones to `new`, to the character; neighbours differ in kind and no piece is empty."""
    olds, news = cut(old), cut(new)
    matched = runs([old[s:e] for s, e, _ in olds], [new[s:e] for s, e, _ in news])
    pieces: list[tuple[Kind, list[str]]] = []
    a = c = 0
    for i, j, length in matched:
        for step in range(length):
            start, end, _ = olds[i + step]
            there, beyond, _ = news[j + step]
            _add_between(pieces, old[a:start], new[c:there])
            _add(pieces, "same", old[start:end])
            a, c = end, beyond
    _add_between(pieces, old[a:], new[c:])
    return tuple((kind, "".join(parts)) for kind, parts in pieces)


def _add_between(pieces: list[tuple[Kind, list[str]]], old: str, new: str) -> None:
    """What stands between two words that are the same: the white space that both share at the ends is the same."""
    shortest = min(len(old), len(new))
    front = 0
    while front < shortest and old[front] == new[front] and old[front].isspace():
        front += 1
    back = 0
    while back < shortest - front and old[-1 - back] == new[-1 - back] and old[-1 - back].isspace():
        back += 1
    _add(pieces, "same", old[:front])
    _add(pieces, "gone", old[front : len(old) - back])
    _add(pieces, "new", new[front : len(new) - back])
    _add(pieces, "same", old[len(old) - back :])


def _add(pieces: list[tuple[Kind, list[str]]], kind: Kind, text: str) -> None:
    if not text:
        return
    if pieces and pieces[-1][0] == kind:
        pieces[-1][1].append(text)
    else:
        pieces.append((kind, [text]))
