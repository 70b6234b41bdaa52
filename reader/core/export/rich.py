"""A note's Markdown as plain values: paragraphs, list items, headings, quotes and code, each a row of runs.

A small and safe part of CommonMark, read in one pass: the time grows with the length of the note, whatever stands in
it, and there is no HTML in the result, so a note cannot reach into the page that shows it. What is not understood
stays as it was typed. A line break in a note is a line break: people who write notes mean it.
"""

import re
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from reader.core.export.telling import visible

BlockKind = Literal["paragraph", "heading", "bullet", "number", "quote", "code"]

_BULLET = re.compile(r"([ \t]*)[-*+][ \t]+(?=\S)")
_NUMBER = re.compile(r"([ \t]*)(\d{1,9}[.)])[ \t]+(?=\S)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_QUOTE = re.compile(r" {0,3}>[ \t]?")
_FENCE = re.compile(r" {0,3}(```|~~~)")
_MAX_DEPTH = 5
_TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~])
    |`(?P<code>[^`\n]+)`
    |\[(?P<label>[^\[\]\n]{1,500})\]\((?P<link>(?:https?://|mailto:)[^\s()<>]{1,2000})\)
    |(?P<star>\*{1,2})|(?P<line>_{1,2})""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Run:
    """Some text in one look. `link` is an address (http, https or mailto) or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a note. `depth` is the nesting of a list item, from 0; `number` is its number as typed."""

    kind: BlockKind
    runs: tuple[Run, ...]
    depth: int = 0
    number: str = ""


def blocks(text: str) -> tuple[Block, ...]:
    """The paragraphs of a note; control characters are shown as in `visible`."""
    found: list[Block] = []
    kind: BlockKind = "paragraph"
    depth, number = 0, ""
    lines: list[str] = []
    fence = ""

    def close() -> None:
        nonlocal kind, depth, number
        if lines:
            said = "\n".join(lines)
            runs = (Run(said, code=True),) if kind == "code" else _runs(said)
            found.append(Block(kind, runs, depth, number))
        lines.clear()
        kind, depth, number = "paragraph", 0, ""

    for line in re.split(r"[\n\v\f\u0085\u2028\u2029]", visible(text)):
        if fence:
            if line.lstrip().startswith(fence):
                close()
                fence = ""
            else:
                lines.append(line)
            continue
        if match := _FENCE.match(line):
            close()
            fence, kind = match[1], "code"
        elif not line.strip():
            close()
        elif match := _HEADING.match(line):
            close()
            kind = "heading"
            lines.append(line[match.end() :].strip())
            close()
        elif match := _BULLET.match(line) or _NUMBER.match(line):
            close()
            numbered = match.re is _NUMBER
            kind, number = ("number", match[2]) if numbered else ("bullet", "")
            depth = min(len(match[1].expandtabs(4)) // 2, _MAX_DEPTH)
            lines.append(line[match.end() :].strip())
        elif match := _QUOTE.match(line):
            if kind != "quote":
                close()
                kind = "quote"
            lines.append(line[match.end() :].strip())
        else:
            if kind == "quote":
                close()
            lines.append(line.strip())
    close()
    return tuple(found)


def plain(text: str) -> str:
    """A note without its marks of emphasis and its addresses, for programs that show plain text only."""
    said = []
    for block in blocks(text):
        before = "  " * block.depth + {"bullet": "- ", "number": f"{block.number} ", "quote": "> "}.get(block.kind, "")
        said.append(before + "".join(run.text for run in block.runs))
    return "\n".join(said)


def _runs(text: str) -> tuple[Run, ...]:
    """Emphasis and code in a paragraph. Marks of emphasis that have no partner are ordinary characters."""
    tokens = list(_TOKEN.finditer(text))
    pairs = _pairs(text, tokens)
    pieces: list[tuple[str, bool, bool, bool, str]] = []  # as in a Run
    bold = italic = False
    at = 0
    for index, token in enumerate(tokens):
        pieces.append((text[at : token.start()], bold, italic, False, ""))
        at = token.end()
        if index not in pairs:
            said = token["escaped"] or token["code"] or token["label"] or token[0]
            pieces.append((said, bold, italic, bool(token["code"]), token["link"] or ""))
        elif len(token[0]) == 2:
            bold = pairs[index]
        else:
            italic = pairs[index]
    pieces.append((text[at:], bold, italic, False, ""))
    looks = groupby((piece for piece in pieces if piece[0]), key=lambda piece: piece[1:])
    return tuple(Run("".join(piece[0] for piece in same), *look) for look, same in looks)


def _pairs(text: str, tokens: list[re.Match[str]]) -> dict[int, bool]:
    """Which tokens open emphasis (True) and which close it (False), by their index. One may open before a word and
    close after one; an underscore does neither inside a word."""
    pairs: dict[int, bool] = {}
    opened: dict[str, int] = {}
    for index, token in enumerate(tokens):
        mark = token["star"] or token["line"]
        if not mark:
            continue
        before = text[token.start() - 1] if token.start() else " "
        after = text[token.end()] if token.end() < len(text) else " "
        opens, closes = not after.isspace(), not before.isspace()
        if token["line"]:
            opens, closes = opens and not before.isalnum(), closes and not after.isalnum()
        if closes and mark in opened and tokens[opened[mark]].end() < token.start():
            pairs[opened.pop(mark)] = True
            pairs[index] = False
        elif opens:
            opened[mark] = index
    return pairs
