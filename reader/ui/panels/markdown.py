"""A note as its card shows it: Markdown becomes plain text with spans of style, and nothing else.

Nothing is interpreted that could do anything: a link shows its words, a picture its description, and HTML stands there
as it was typed. The text goes to a QTextLayout, which knows no markup. Only the beginning of a note is looked at, and
every repetition in the patterns is bounded, so that a megabyte of asterisks costs no more than a page.
"""

import re
from dataclasses import dataclass, field

AT_MOST = 3_000
"""Characters of a note that are looked at: several times what the lines of a card can hold."""

LINE = "\u2028"
"""What a layout takes for the end of a line within one text."""

_HEADING = re.compile(r"#{1,6} +(.*?)#*$")
_ITEM = re.compile(r"[-*+] +(?:\[([ xX])\] +)?")
_QUOTED = re.compile(r"(?:> ?){1,20}")
_FENCE = re.compile(r"(?:```|~~~)[^`]*$")
_RULE = re.compile(r"(?:[-*_] *){3,80}$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!>~|<])"
    r"|`(?P<code>[^`]{1,300})`"
    r"|!?\[(?P<words>[^\[\]]{0,300})\]\((?:[^()\s]|\([^()\s]{0,200}\)){0,500}(?: +\"[^\"]{0,200}\")?\)"
    r"|(?P<three>\*\*\*|___)(?=\S)(?P<strong>[^*_]{1,500}?)(?<=\S)(?P=three)"
    r"|(?P<two>\*\*|__)(?=\S)(?P<bold>(?:(?!(?P=two)).){1,500})(?<=\S)(?P=two)"
    r"|~~(?=\S)(?P<struck>[^~]{1,500}?)(?<=\S)~~"
    r"|(?<![^\W_])(?P<one>[_*])(?=[^\s*_])(?P<italic>[^*_]{1,500}?)(?<=\S)(?P=one)(?![^\W_])"
)


@dataclass(slots=True)
class Styled:
    """Text with styles: (start, end, "bold" | "italic" | "code" | "link" | "struck") in code points."""

    text: str = ""
    styles: list[tuple[int, int, str]] = field(default_factory=list)

    def add(self, text: str, *styles: str) -> None:
        start = len(self.text)
        self.text += text
        self.styles += [(start, len(self.text), _fitting(style, text)) for style in styles if text]


def _fitting(style: str, text: str) -> str:
    """Letters without an italic, from Hebrew on, are bold instead: a slant that is made up has no fallback font."""
    return "bold" if style == "italic" and any(char > "\u0590" and char.isalpha() for char in text) else style


def render(note: str) -> Styled:
    """The beginning of a note as it is shown; lines are kept, empty ones are not."""
    made = Styled()
    fenced = False
    for raw in note[:AT_MOST].replace("\r", "\n").split("\n"):
        line = raw.strip()
        if _FENCE.match(line):
            fenced = not fenced
            continue
        if not line or (not fenced and _RULE.match(line)):
            continue
        if made.text:
            made.add(LINE)
        if fenced:
            made.add(line, "code")
            continue
        if quoted := _QUOTED.match(line):
            line = line[quoted.end() :]
        if heading := _HEADING.match(line):
            _inline(made, heading[1].strip(), "bold")
        elif item := _ITEM.match(line):
            box = {None: "•", " ": "☐"}.get(item[1], "☑")
            made.add(f"{box} ")
            _inline(made, line[item.end() :])
        else:
            _inline(made, line)
    return made


def _inline(made: Styled, text: str, *styles: str) -> None:
    at = 0
    for found in _INLINE.finditer(text):
        made.add(text[at : found.start()], *styles)
        at = found.end()
        if found["escaped"]:
            made.add(found["escaped"], *styles)
        elif found["code"]:
            made.add(found["code"], *styles, "code")
        elif found["words"] is not None:
            made.add(found["words"], *styles, *(() if found[0].startswith("!") else ("link",)))
        elif found["strong"]:
            made.add(found["strong"], *styles, "bold", "italic")
        elif found["bold"]:
            _inline(made, found["bold"], *styles, "bold")
        elif found["struck"]:
            _inline(made, found["struck"], *styles, "struck")
        else:
            _inline(made, found["italic"], *styles, "italic")
    made.add(text[at:], *styles)
