"""HTML to leaves: cuts a page into its runs of inline text, and cleans it on the way.

Why leaves: QTextDocument makes one non-empty text block of each leaf, in the same order, so a block's place in the list
is all the link that is needed between our text and Qt's. Ids in the HTML would make `setHtml` quadratic and cut Arabic
words after their first letter (measured, FINDINGS "Qt").

Only tags that QTextBrowser draws well pass; everything else is dropped with its attributes, `script` and `style` with
their content. White space is collapsed as QTextDocument does (every kind but the no-break space), in text and HTML
alike, so that offsets agree to the character. A line break is one "\\n" in the text, as it is one U+2028 in Qt.
"""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from reader.core.types import BlockKind

HEADINGS = {f"h{n}": n for n in range(1, 7)}
_LISTS = {"ul", "ol"}
_CONTAINERS = {"li", "blockquote", "table", "thead", "tbody", "tr", "td", "th"} | _LISTS
_BLOCKS = {"p", "pre", "div", "dl", "dt", "dd"} | HEADINGS.keys() | _CONTAINERS
_INLINE = {"b", "strong", "i", "em", "a", "sub", "sup", "code", "u", "s"}
_SILENT = {"script", "style", "head", "template", "title"}
_AS_PARAGRAPH = {"pre", "dt", "dd"}
_CLASS_KINDS: dict[str, BlockKind] = {"subtitle": "subtitle", "callout": "callout", "contact": "contact"}
_NUMBERS = {"ol": ("start",), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_SCHEMES = ("doc:", "mailto:", "http://", "https://")
_WHITE = re.compile("[\t\n\v\f\r \x85\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DIGITS = re.compile(r"[0-9]{1,6}")
# Qt ends a block at the two noncharacters; a NUL is replaced as every browser does.
_REPLACED = dict.fromkeys([0, 0xFDD0, 0xFDD1], "\ufffd")

MAX_DEPTH = 24
"""Open block tags at most; QTextDocument needs seconds for 20 nested tables and for ever for 50."""
MAX_INLINE = 16
"""Open inline tags at most; further ones are dropped, their words stay."""


class TooDeep(ValueError):  # noqa: N818  # says what is wrong with the page
    """The page nests deeper than MAX_DEPTH."""


@dataclass(slots=True)
class Leaf:
    kind: BlockKind
    level: int
    text: str
    html: str
    ends_section: bool  # a thematic break stands before it: what follows belongs to no earlier heading


def cut(html: str) -> list[Leaf]:
    """The leaves of a page in reading order; their `html` joined is the cleaned page. Raises TooDeep."""
    cutter = _Cutter()
    cutter.feed(html)
    cutter.close()
    return cutter.finish()


class _Cutter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.leaves: list[Leaf] = []
        self._stack: list[tuple[str, str]] = []  # open block tags with their class
        self._unowned: list[tuple[str, str]] = []  # (tag, html) opened since the last leaf, not yet owned by one
        self._inline: list[str] = []  # open inline tags, closed and reopened at the edges of a leaf
        self._written: list[str] = []  # those of them that the leaf's HTML has opened: tags without words vanish
        self._text: list[str] = []
        self._html: list[str] = []
        self._space = False  # a space is due before the next word
        self._lines = 0  # line breaks are due before the next word
        self._silent = 0
        self._break = False

    # -- events ----------------------------------------------------------------------------------------------

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _SILENT:
            self._silent += 1
        elif tag == "body":
            self._silent = 0  # the end of the head may be left out
        elif tag == "hr":
            self._end_leaf()
            self._break = True
            self._unowned.append(("hr", "<hr/>"))
        elif tag == "br":
            self._lines += bool(self._text)
        elif tag in _BLOCKS:
            self._end_leaf()
            if len(self._stack) >= MAX_DEPTH:
                raise TooDeep(tag)
            self._stack.append((tag, given.get("class", "")))
            self._unowned.append((tag, self._opening(tag, given)))
        elif tag in _INLINE and not self._silent:
            opening = self._opening(tag, given)
            if opening != "<a>" and len(self._inline) < MAX_INLINE:
                self._inline.append(opening)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _BLOCKS:
            self._end_leaf()
            if not any(open_tag == tag for open_tag, _ in self._stack):
                return
            while self._stack:
                open_tag, _ = self._stack.pop()
                self._close_block(open_tag)
                if open_tag == tag:
                    break
        elif tag in _INLINE:
            for index in range(len(self._inline) - 1, -1, -1):
                if _closing(self._inline[index]) == f"</{tag}>":
                    del self._inline[index]
                    break

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        in_pre = any(tag == "pre" for tag, _ in self._stack)
        for number, line in enumerate(data.translate(_REPLACED).split("\n")):
            if number and in_pre:
                self._lines += bool(self._text)
            elif number:
                self._space = True
            self._add(line)

    # -- building --------------------------------------------------------------------------------------------

    def _add(self, data: str) -> None:
        for index, word in enumerate(_WHITE.split(data)):
            self._space = self._space or index > 0
            if word:
                self._open_inline()
                self._html.append(escape(word, quote=False))
                self._text.append(word)

    def _open_inline(self) -> None:
        """Write what is due before a word: ends of inline tags, line breaks or a space, new inline tags."""
        same = 0
        while same < min(len(self._written), len(self._inline)) and self._written[same] == self._inline[same]:
            same += 1
        self._html.extend(_closing(tag) for tag in reversed(self._written[same:]))
        if self._lines:
            self._text.append("\n" * self._lines)
            self._html.append("<br/>" * self._lines)
        elif self._space and self._text:
            self._text.append(" ")
            self._html.append(" ")
        self._html.extend(self._inline[same:])
        self._written = list(self._inline)
        self._space, self._lines = False, 0

    def _end_leaf(self) -> None:
        self._space, self._lines = False, 0
        if not self._text:
            return
        self._html.extend(_closing(tag) for tag in reversed(self._written))
        inside = "".join(self._html)
        if all(tag == "hr" for tag, _ in self._unowned):  # loose text: Qt would add it to the block before
            inside = f"<p>{inside}</p>"
        before = "".join(html for _, html in self._unowned)
        kind, level = self._kind()
        self.leaves.append(Leaf(kind, level, "".join(self._text), before + inside, self._break))
        self._unowned.clear()
        self._text.clear()
        self._html.clear()
        self._written = []
        self._break = False

    def _close_block(self, tag: str) -> None:
        for index in range(len(self._unowned) - 1, -1, -1):
            if self._unowned[index][0] == tag:  # nothing came of it: an empty element vanishes
                del self._unowned[index]
                return
        if self.leaves:
            self.leaves[-1].html += f"</{_name(tag)}>"

    def _kind(self) -> tuple[BlockKind, int]:
        tags = [tag for tag, _ in self._stack]
        for tag in reversed(tags):
            if tag in HEADINGS:
                return "heading", HEADINGS[tag]
        for name in (word for _, classes in reversed(self._stack) for word in classes.split()):
            if name in _CLASS_KINDS:
                return _CLASS_KINDS[name], 0
        if "td" in tags or "th" in tags:
            return "cell", 0
        if "li" in tags:
            return "item", sum(tag in _LISTS for tag in tags)
        return ("quote" if "blockquote" in tags else "paragraph"), 0

    def _opening(self, tag: str, given: dict[str, str]) -> str:
        keep = ""
        if tag == "a":
            href = given.get("href", "").strip()
            if href.lower().startswith(_SCHEMES):
                keep = f' href="{escape(href)}"'
        elif tag in _NUMBERS:
            keep = "".join(
                f' {name}="{int(given[name])}"' for name in _NUMBERS[tag] if _DIGITS.fullmatch(given.get(name, ""))
            )
        return f"<{_name(tag)}{keep}>"

    def finish(self) -> list[Leaf]:
        self._end_leaf()
        while self._stack:
            self._close_block(self._stack.pop()[0])
        return self.leaves


def _closing(opening: str) -> str:
    return f"</{opening[1:].rstrip('>').split(' ')[0]}>"


def _name(tag: str) -> str:
    return "p" if tag in _AS_PARAGRAPH else tag
