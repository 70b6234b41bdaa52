"""The line under a result: the part of a passage that shows why it was found, cut at words, in its own spelling.

Made from our own text and token offsets: it costs what Whoosh's highlighter costs and controls what is shown.
"""

LENGTH = 132
"""Characters; three lines of the result list at its usual width."""

_LONG_WORD = 30
"""Code points; a longer one (an address) is cut rather than shown at the cost of everything else."""

Span = tuple[int, int]


def snippet(text: str, spans: tuple[Span, ...], length: int = LENGTH) -> tuple[str, tuple[Span, ...]]:
    """The best `length` code points of `text` and the spans inside, counted from the snippet's start.

    Line breaks become spaces, so that a snippet is one line. Cut ends carry an ellipsis.
    """
    flat = text.replace("\n", " ")
    if len(flat) <= length:
        return flat, spans
    start = _best_start(flat, spans, length)
    start = _word_start(flat, spans, start, length)
    end = min(len(flat), start + length)
    if end < len(flat):
        end = max(flat.rfind(" ", start, end), start + length // 2)
    head, tail = ("… " if start else ""), ("…" if end < len(flat) else "")
    body = flat[start:end].rstrip(" ,;:")
    shift = len(head) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= start + len(body))
    return head + body + tail, inside


def _word_start(text: str, spans: tuple[Span, ...], start: int, length: int) -> int:
    """`start` moved to the beginning of a word: back, or at the end of the text, where that would cost its last words,
    forward as far as no marked word is lost."""
    if start + length >= len(text):
        ahead = text.find(" ", max(0, start - 1)) + 1
        marked = min((a for a, _ in spans if a >= start), default=len(text))
        return ahead if start < ahead <= min(marked, start + _LONG_WORD) else start
    word = text.rfind(" ", 0, start + 1) + 1
    return word if start - word <= _LONG_WORD else start


def _best_start(text: str, spans: tuple[Span, ...], length: int) -> int:
    """Where the window with the most marked words starts, moved back to a sentence or so of lead."""
    room = length - 20  # what the cut at a word may take away at the end
    if not spans or spans[-1][1] <= room:
        return 0
    best, most = 0, -1
    for index, (start, _) in enumerate(spans):
        count = sum(1 for other in spans[index:] if other[1] <= start + room)
        if count > most:
            best, most = start, count
    sentence = max(text.rfind(". ", max(0, best - 60), best), text.rfind("; ", max(0, best - 60), best))
    lead = sentence + 2 if sentence >= 0 else max(0, best - 30)
    return min(lead, len(text) - length)
