"""What counts as the same words when somebody quotes: cutting into words and marks, and reading a pasted quote.

Two tokens are the same when only typography tells them apart: the kind of quotation mark, dash, space or ligature, and
what is invisible. Case, accents, numbers and punctuation inside a quote are the author's and count.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.core.references import read_reference
from reader.core.text import fold, plain

_INVISIBLE = "\u00ad\u061c\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff"  # U+0640 only stretches
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_ONE_BY_ONE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # written without spaces
_APOSTROPHE = "'’ʼ´`′＇"
_TOKEN = re.compile(
    rf"[{_ONE_BY_ONE}]"
    rf"|(?P<word>(?![{_INVISIBLE}])[^\W{_ONE_BY_ONE}](?:[^\W{_ONE_BY_ONE}]|[{_MARKS}{_INVISIBLE}]|[{_APOSTROPHE}](?=\w))*)"
    rf"|''|``|,,|-{{2,3}}|[^\w\s{_INVISIBLE}•▪●◦‣■○]"
)
_HIDDEN = re.compile(f"[{_INVISIBLE}]")
_QUOTES = str.maketrans(dict.fromkeys('"‚‹›‛‟″＂', "'"))
_SAME = {"''": "'", "``": "'", ",,": "'", "--": "-", "---": "-", "−": "-", "…": "."}
_KEPT = ("<super>", "<sub>", "<fraction>", "<circle>", "<square>")  # 10² is not 102

_BULLET = re.compile(r"^[ \t]*[-*–—·][ \t]+", re.MULTILINE)
_LINE_END = re.compile(r"(?<!\w)([^\W\d]+)[-\u00ad\u2010][ \t]*\r?\n[ \t]*([^\W\d]+)")
_CITED = re.compile(r"[”\"»]\s*\(")
_ENDS = 5  # of a quotation, with a bracket behind, that are looked at from the end
_DOTS = r"(?:…|\.[ \u00a0]?\.[ \u00a0]?\.(?:[ \u00a0]?\.)?)"
_FREE = re.compile(r"(?<!\w)\[([^\W\d_])\](?=\w)")
_GAP = re.compile(
    rf"(?P<dots>\[\s*{_DOTS}\s*\]|\(\s*{_DOTS}\s*\)|{_DOTS})|(?:(?<!\w)\w{{1,40}})?\[[^\[\]]{{0,200}}\]\w*"
)

LEFT_OUT = 400
"""Words that "…" may stand for at most: about a page."""
PUT_IN = 12
"""Words that something in brackets may stand in place of."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign of a script without spaces, or a punctuation mark, from `start` to `end`."""

    text: str  # two that are the same words are the same here
    start: int
    end: int
    is_word: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A run of words that a quote gives without a gap. `gap` is how many words may have been left out before it."""

    tokens: tuple[Token, ...]
    free: frozenset[int]  # tokens whose first letter may be of the other case: [g]rant
    gap: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote as it is compared: without the marks around it, bullets, and hyphens at line ends. The offsets of its
    tokens are places in `text`."""

    text: str
    fragments: tuple[Fragment, ...]
    marked: bool
    mended: bool  # something was taken away that only typography needs

    @property
    def tokens(self) -> list[Token]:
        return [token for fragment in self.fragments for token in fragment.tokens]


def tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        found = match[0]
        is_word = found[0].isalnum() or found[0] == "_"
        yield Token(_same(found), match.start(), match.end(), is_word)


@lru_cache(65_536)
def _same(text: str) -> str:
    """The form in which a token is compared."""
    kept = plain(_HIDDEN.sub("", text)).translate(_QUOTES)
    if not kept.isascii():
        kept = unicodedata.normalize("NFC", "".join(_compatible(c) for c in kept))
    return _SAME.get(kept, kept)


def _compatible(character: str) -> str:
    """A ligature, a full-width or a presentation form as the letters it stands for."""
    how = unicodedata.decomposition(character)
    return unicodedata.normalize("NFKC", character) if how.startswith("<") and not how.startswith(_KEPT) else character


@lru_cache(65_536)
def key(text: str) -> str:
    """The form in which a token is looked for: no case, no accents."""
    return fold(text)


def read_quote(pasted: str, known: Callable[[str], bool]) -> Quote:
    """The quote in what was pasted. `known` says whether a word (as `key` gives it) is one of the library: only then is
    a word that was broken at a line end put together without its hyphen."""
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\r\t" else c for c in pasted)
    text = _without_citation(text.strip())
    unbroken = _LINE_END.sub(lambda m: f"{m[1]}{m[2]}" if known(key(_same(m[1] + m[2]))) else f"{m[1]}-{m[2]}", text)
    clean = _BULLET.sub("", unbroken)
    mended = clean != text
    free = [match.start(1) - 1 - 2 * number for number, match in enumerate(_FREE.finditer(clean))]
    cased = bool(free)
    clean = _trim(_FREE.sub(r"\1", clean), free)
    fragments: list[Fragment] = []
    gap = end = 0
    marked = cased
    for match in [*_GAP.finditer(clean), None]:
        found = _fragment(clean, end, match.start() if match else len(clean), frozenset(free), gap)
        if found is not None:
            fragments.append(found)
            gap = 0
        if match:
            marked = True
            gap = max(gap, LEFT_OUT if match["dots"] else PUT_IN)
            end = match.end()
    return Quote(clean, tuple(fragments), marked, mended)


def _without_citation(text: str) -> str:
    """`text` without the source in brackets behind it, as our own citations have it."""
    for match in list(_CITED.finditer(text))[: -_ENDS - 1 : -1]:
        found = read_reference(text[match.end() :]) if text.endswith(")") else None
        if found is not None and found.certain:
            return text[: match.start() + 1]
    return text


def _trim(text: str, free: list[int]) -> str:
    """`text` without the quotation marks around it; what counts places in it is moved along."""
    inner = text.lstrip("“”„«»\"'‘’`‚‹› \t\r\n\u00a0\u202f")
    for number, place in enumerate(free):
        free[number] = place - (len(text) - len(inner))
    return inner.rstrip("“”„«»\"'‘’`‚‹› \t\r\n\u00a0\u202f")


def _fragment(text: str, start: int, end: int, free: frozenset[int], gap: int) -> Fragment | None:
    found = [
        Token(token.text, token.start + start, token.end + start, token.is_word) for token in tokens(text[start:end])
    ]
    while found and not found[-1].is_word:
        found.pop()
    first = next((number for number, token in enumerate(found) if token.is_word), len(found))
    found = found[first:]
    if not found:
        return None
    loose = frozenset(number for number, token in enumerate(found) if token.start in free)
    return Fragment(tuple(found), loose, gap)
