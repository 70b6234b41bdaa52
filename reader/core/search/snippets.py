"""The line under a result: the part of a passage that shows why it was found, cut at words, in its own spelling.

Made from our own text and token offsets: it costs what Whoosh's highlighter costs and controls what is shown.
"""

LENGTH = 190
"""Characters; two lines of the result list at its usual width."""

Span = tuple[int, int]


def snippet(text: str, spans: tuple[Span, ...], length: int = LENGTH) -> tuple[str, tuple[Span, ...]]:
    """The best `length` code points of `text` and the spans inside, counted from the snippet's start.

    Line breaks become spaces, so that a snippet is one line. Cut ends carry an ellipsis.
    """
    flat = text.replace("\n", " ")
    if len(flat) <= length:
        return flat, spans
    start = _best_start(flat, spans, length)
    end = min(len(flat), start + length)
    if start:
        start = flat.rfind(" ", 0, start + 1) + 1
    if end < len(flat):
        end = max(flat.rfind(" ", start, end), start + length // 2)
    head, tail = ("… " if start else ""), (" …" if end < len(flat) else "")
    body = flat[start:end].rstrip(" ,;:")
    shift = len(head) - start
    inside = tuple((a + shift, b + shift) for a, b in spans if a >= start and b <= start + len(body))
    return head + body + tail, inside


def _best_start(text: str, spans: tuple[Span, ...], length: int) -> int:
    """Where the window with the most marked words starts, moved back to a sentence or so of lead."""
    if not spans or spans[-1][1] <= length:
        return 0
    room = length - 20
    best, most = 0, -1
    for index, (start, _) in enumerate(spans):
        count = sum(1 for other in spans[index:] if other[1] <= start + room)
        if count > most:
            best, most = start, count
    sentence = max(text.rfind(". ", max(0, best - 60), best), text.rfind("; ", max(0, best - 60), best))
    lead = sentence + 2 if sentence >= 0 else max(0, best - 30)
    return min(lead, len(text) - length)
