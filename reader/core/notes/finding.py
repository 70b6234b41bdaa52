"""Own notes found by their words: what a word is in them, and what was typed as a question to the index.

A word is a run of letters, digits and the marks that belong to them, folded; everything else stands between words. It
is cut here and nowhere else: the index gets words with a space between them and only has to split at the spaces.
Notes are written in any language and there is no stemming; `begin*` does what can be done for all of them.

Chinese, Japanese, Thai, Lao, Burmese and Khmer put no spaces between words. There every character is a word of its own
and a run of them is a phrase, so any two characters that stand together are found.

Known forms, as in the search of the library: `word word`, `"a phrase"`, `-word`, `-"a phrase"`, `begin*`. Anything may
be typed; nothing is an error, and nothing that was typed reaches SQLite except as a quoted word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader.core.marks import Mark
from reader.core.notes.schema import MARK_COLUMNS
from reader.core.text import fold

MAX_LENGTH = 1_000
"""What comes after so many characters is not read."""

_MOST_PARTS = 40
_OWN_WORDS = 2.0
"""How much a word in the note counts beside one in the quote."""

FIND = f"""
    SELECT {", ".join(f"mark.{name}" for name in MARK_COLUMNS)} FROM words_index
    JOIN words ON words.number = words_index.rowid
    JOIN mark ON mark.id = words.mark
    WHERE words_index MATCH ?
    ORDER BY bm25(words_index, {_OWN_WORDS}, 1.0), mark.changed DESC, mark.id"""
"""The marks that an expression finds, best first."""

FIND_IDS = "SELECT mark FROM words WHERE number IN (SELECT rowid FROM words_index WHERE words_index MATCH ?)"
"""The same marks, only their ids and in no order: ten times as fast when there are 100,000."""

_PART = re.compile(r'(?P<minus>(?<!\S)[-−])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_BETWEEN = re.compile(r"[\W_]+")  # for `re`, the vowels of Hindi stand between words as well
# Thai and Lao, Burmese, Khmer, kana, and the Han characters of all planes.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing to look for: a word, or several that follow one another."""

    words: str  # folded, a space between them
    prefix: bool = False  # the last may be the beginning of a word
    excluded: bool = False


def words(text: str) -> str:
    """The words of `text`, folded, in order, with one space between them."""
    return _cut(fold(text))


def _cut(folded: str) -> str:
    spaced = _BETWEEN.sub(" " if folded.isascii() else _only_marks, folded)
    return " ".join(_UNSPACED.sub(r" \g<0> ", spaced).split())


def _only_marks(between: re.Match[str]) -> str:
    return "".join(c if unicodedata.category(c)[0] == "M" else " " for c in between[0])


def parse(query: str, typing: bool = False) -> tuple[Part, ...]:
    """What is looked for. With `typing`, the last word is taken as unfinished unless white space follows it; a word
    to be left out counts only when it is whole."""
    folded = fold(query[:MAX_LENGTH])
    parts: list[Part] = []
    for found in _PART.finditer(folded):
        raw = found["phrase"] if found["phrase"] is not None else found["word"]
        cut = _cut(raw)
        if cut:
            excluded = found["minus"] is not None
            unfinished = typing and not excluded and found.end() == len(folded) and not found[0].endswith('"')
            prefix = raw.endswith("*") or (unfinished and not raw[-1].isspace())
            parts.append(Part(cut, prefix, excluded))
    return tuple(parts[:_MOST_PARTS])


def expressions(parts: tuple[Part, ...]) -> Iterator[str]:
    """What to ask FTS5, one after the other until something is found: all words, then any of them."""
    wanted = [_quoted(part) for part in parts if not part.excluded]
    excluded = " OR ".join(_quoted(part) for part in parts if part.excluded)
    for joiner in (" AND ", " OR ")[: len(wanted)]:
        yield f"({joiner.join(wanted)})" + (f" NOT ({excluded})" if excluded else "")


def _quoted(part: Part) -> str:
    return f'"{part.words}"' + (" *" if part.prefix else "")


def scan(marks: Iterable[Mark], parts: tuple[Part, ...]) -> tuple[Mark, ...]:
    """What the index would find, without one: for a notebook that has none and cannot be given one."""
    wanted = [part for part in parts if not part.excluded]
    texts = [(mark, f" {words(mark.text)} ", f" {words(mark.anchor.quote)} ") for mark in marks] if wanted else []
    excluded = [part for part in parts if part.excluded]
    texts = [each for each in texts if not any(_times(part, each) for part in excluded)]
    for enough in (all, any):
        found = [each for each in texts if enough(_times(part, each) for part in wanted)]
        if found:
            break
    found.sort(key=lambda each: (-sum(_times(part, each) for part in wanted), -each[0].changed, each[0].id))
    return tuple(mark for mark, _, _ in found)


def _times(part: Part, text: tuple[Mark, str, str]) -> float:
    needle = f" {part.words}" if part.prefix else f" {part.words} "
    return _OWN_WORDS * text[1].count(needle) + text[2].count(needle)
