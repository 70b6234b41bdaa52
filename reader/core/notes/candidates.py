"""Where a mark whose words have changed may belong: what is offered to the user, likeliest first, and never taken
without a question."""

from bisect import bisect_right

from reader.core.notes.alignment import Alignment, Run
from reader.core.notes.flat import Cut

Span = tuple[int, int]
"""Offsets in the new text as a whole."""

_REMAINS = 0.4
"""The share of the quote, by weight, that must remain in one place for that to be the passage that was changed."""
_NEAR = 12
"""Words that may stand between two parts of what remains, on either side, beyond those that were taken out."""


def candidates(found: Alignment, first: int, last: int) -> tuple[bool, list[Span]]:
    """Whether there is one clear passage for the words from `first` to `last` of the old text, and the candidates."""
    old, new = found.old, found.new
    start, end = old.touched(first, last)
    spans: list[Span] = []
    clear = False
    parts = _largest(_parts(found, start, end))
    if parts:
        share = sum(old.weight(i, i + n) for i, _, n in parts) / max(1, old.weight(start, end))
        begin, finish = _reach(found, parts, start, end)
        clear = share >= _REMAINS
        span = (new.starts[begin], new.ends[finish])
        # A border inside a word that is still there keeps its letter.
        i, j, n = parts[0]
        if i == start:
            span = (new.starts[j] + max(0, first - old.starts[i]), span[1])
        i, j, n = parts[-1]
        if i + n == end:
            span = (span[0], new.ends[j + n - 1] + min(0, last - old.ends[end - 1]))
        spans.append(span)
    else:
        replaced = _replaced(found, start, end)
        if replaced:
            clear = True
            spans.append((new.starts[replaced[0]], new.ends[replaced[1] - 1]))
    for sentence in range(old.sentence_of(start), old.sentence_of(end - 1) + 1):
        doubles = found.doubles(sentence)
        if doubles:
            clear = False
            spans += [_within(found, sentence, place, first, last) for place in doubles]
    if not spans:
        spans = [(new.starts[a], new.ends[b - 1]) for a, b in _like(found, start)]
    return clear and len(set(spans)) == 1, list(dict.fromkeys(spans))


def _parts(found: Alignment, start: int, end: int) -> list[Run]:
    """What is certain or probable of the words from `start` to before `end`."""
    at = max(0, bisect_right(found.starts, start) - 1)
    parts = []
    while at < len(found.runs) and found.runs[at][0] < end:
        i, j, n = found.runs[at]
        skip = max(0, start - i)
        length = min(i + n, end) - i - skip
        if length > 0:
            parts.append((i + skip, j + skip, length))
        at += 1
    return parts


def _largest(parts: list[Run]) -> list[Run]:
    """The parts that stand together in the new text: from the longest outward, in order, and near each other."""
    if not parts:
        return []
    middle = max(range(len(parts)), key=lambda number: parts[number][2])
    chosen = [parts[middle]]
    for part in parts[middle + 1 :]:
        i, j, n = chosen[-1]
        if 0 <= part[1] - (j + n) <= 2 * (part[0] - (i + n)) + _NEAR:
            chosen.append(part)
    for part in reversed(parts[:middle]):
        i, j, _ = chosen[0]
        if 0 <= j - (part[1] + part[2]) <= 2 * (i - (part[0] + part[2])) + _NEAR:
            chosen.insert(0, part)
    return chosen


def _reach(found: Alignment, parts: list[Run], start: int, end: int) -> tuple[int, int]:
    """The first and last word of the new text for these parts and what replaced the rest of the quote beside them."""
    begin, finish = parts[0][1], parts[-1][1] + parts[-1][2] - 1
    if parts[0][0] > start:
        before = _before(found, parts[0][0])
        if before and before[1] < begin:
            whole = before[0] + 1 >= start
            begin = before[1] + 1 if whole else max(before[1] + 1, begin - (parts[0][0] - start))
    last = parts[-1][0] + parts[-1][2]
    if last < end:
        after = _after(found, last)
        if after and after[1] > finish:
            whole = after[0] <= end
            finish = after[1] - 1 if whole else min(after[1] - 1, finish + end - last)
    if _block(found.old, start) == _block(found.old, end - 1):  # what replaced it does not begin in another paragraph
        begin = max(begin, _block(found.new, parts[0][1])[0])
        finish = min(finish, _block(found.new, parts[-1][1] + parts[-1][2] - 1)[1] - 1)
    return begin, finish


def _block(cut: Cut, word: int) -> tuple[int, int]:
    """The words of the block that a word is in: the first, and the one after the last."""
    first, end = cut.blocks[bisect_right(cut.blocks, (cut.sentence_of(word), len(cut.sentences))) - 1]
    return cut.sentences[first][0], cut.sentences[end - 1][1]


def _before(found: Alignment, word: int) -> tuple[int, int] | None:
    """The nearest word before that is still there, and where, if it is in the same block or just before it."""
    at = bisect_right(found.starts, word - 1) - 1
    if at < 0:
        return (-1, -1) if word < _NEAR else None
    i, j, n = found.runs[at]
    n = min(n, word - i)
    return (i + n - 1, j + n - 1) if word - (i + n) <= 4 * _NEAR else None


def _after(found: Alignment, word: int) -> tuple[int, int] | None:
    at = bisect_right(found.starts, word - 1)
    if at == len(found.runs):
        return (len(found.old.words), len(found.new.words)) if len(found.old.words) - word < _NEAR else None
    i, j, _ = found.runs[at]
    return (i, j) if i - word <= 4 * _NEAR else None


def _replaced(found: Alignment, start: int, end: int) -> tuple[int, int] | None:
    """The words of the new text that stand between the neighbours of words of which none is left, if they are about as
    many."""
    before, after = _before(found, start), _after(found, end)
    if before is None or after is None:
        return None
    missing, there = after[0] - before[0] - 1, after[1] - before[1] - 1
    same_sentence = start < end and found.old.sentence_of(start) == found.old.sentence_of(end - 1)
    beside = same_sentence and (_shares(found, start, before[0]) or _shares(found, start, after[0]))
    return (before[1] + 1, after[1]) if beside and 0 < there <= 2 * missing + 2 else None


def _shares(found: Alignment, word: int, other: int) -> bool:
    """Whether two words of the old text are of one sentence."""
    return 0 <= other < len(found.old.words) and found.old.sentence_of(word) == found.old.sentence_of(other)


def _within(found: Alignment, sentence: int, there: tuple[int, int], first: int, last: int) -> Span:
    """The part of the quote that lies in a sentence, in another place where that sentence stands or stood."""
    old, new = found.old, found.new
    a, b = old.sentences[sentence]
    start, end = old.touched(first, last)
    if there[1] - there[0] != b - a:
        return new.starts[there[0]], new.ends[there[1] - 1]
    return new.starts[there[0] + max(start, a) - a], new.ends[there[0] + min(end, b) - a - 1]


def _like(found: Alignment, start: int) -> list[tuple[int, int]]:
    """Blocks that are like the one of a word, or what is now between its neighbours."""
    sentence = found.old.sentence_of(start)
    near = found.likely.get(found.old.first_of_block(sentence), [])
    if near:
        return near
    _, (c, d) = found.gap(sentence)
    return [found.new.sentences[j] for j in found.free_in(c, d, 1)]
