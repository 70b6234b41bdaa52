"""What changed between two texts, word by word."""

import re
from difflib import SequenceMatcher
from typing import Literal

Piece = tuple[Literal["same", "gone", "new"], str]

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """How `old` became `new`. The pieces without the new ones join to `old`, those without the gone ones to `new`."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[Piece] = []
    for _, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, made = "".join(before[first:last]), "".join(after[start:end])
        if gone == made:
            pieces.append(("same", gone))
            continue
        if gone:
            pieces.append(("gone", gone))
        if made:
            pieces.append(("new", made))
    return tuple(pieces)
