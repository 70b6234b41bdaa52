"""Edits that know what they do: every character of the new edition knows where it stood in the old one.

What counts as truth:

- A marked passage stands where its own characters stand, if they are all there, in order, with nothing between them.
  White space does not count.
- Typography (quotes, dashes, spaces) does not make other characters.
- A copy is a copy as long as the original is whole. Where only one copy is left, the passage was moved there: nobody
  can tell this from moving it.
- Of passages that read the same, an edition touches (moves, takes out, doubles, edits) at most one. With two, different
  histories lead to the same text, and none of them is the truth: who swaps two equal paragraphs has changed nothing.
  For the same reason a word that is put in does not stand beside itself, nor a word that was taken out again where
  it was, and equal neighbours that changed places
  count as they were: the text is the same to the character.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from itertools import groupby
from random import Random

from reader.core.types import Block, Document
from tests.anchors.texts import Voice
from tests.builders import document

KINDS = (
    "insert", "delete", "split", "merge", "reorder", "retype", "words", "typography", "double", "move sentence",
    "drop sentence", "drop look-alike",
)  # fmt: skip
_TYPOGRAPHY = {"'": "’", "’": "'", '"': "“", "“": '"', "”": '"', "-": "–", "–": "-", " ": "\u00a0"}
_SENTENCE = re.compile(r"[^.؟।。]+[.؟।。]*\s*")


@dataclass(frozen=True)
class Char:
    """A character; where it stood in the old edition (-1: nowhere); the old character that it replaced, or itself."""

    text: str
    origin: int = -1
    instead: int = -1
    copy: bool = False


@dataclass
class Paragraph:
    chars: list[Char]
    touched: bool = False
    gone: str = ""
    moved: bool = False

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    def sentences(self) -> list[tuple[int, int]]:
        return [found.span() for found in _SENTENCE.finditer(self.text)]


def fresh(text: str, instead: int = -1) -> list[Char]:
    return [Char(char, -1, instead) for char in text]


def copied(chars: list[Char]) -> list[Char]:
    return [replace(char, copy=True) for char in chars]


def built(texts: list[str], edition: str) -> Document:
    """A document of these paragraphs; block ids are by number, so they change when something is put in before."""
    blocks = tuple(Block(f"p{n}", "paragraph", text, "") for n, text in enumerate(texts, 1))
    return Document(replace(document().info, edition=edition), blocks)


@dataclass
class Edit:
    """An old edition under the pen."""

    old: list[str]
    voice: Voice
    random: Random
    paragraphs: list[Paragraph] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        offset = 0
        for text in self.old:
            self.paragraphs.append(Paragraph([Char(c, offset + n, offset + n) for n, c in enumerate(text)]))
            offset += len(text) + 1
        self.counts = Counter(key for text in self.old for key in self._keys(text))
        self.whole = [
            {"p": p, "start": p.chars[0].origin, "end": p.chars[-1].origin + 1} for p in self.paragraphs if p.chars
        ]

    def _keys(self, text: str) -> set[str]:
        """The paragraph and its sentences, as they read."""
        found = {"".join(text.split())} | {"".join(each.split()) for each in _SENTENCE.findall(text)}
        return {re.sub(r"[‘’“”'\"–-]", "", key) for key in found} - {""}

    def _may_touch(self, *texts: str) -> bool:
        """Whether nothing that reads like these has been touched before; then they count as touched."""
        keys = [key for text in texts for key in self._keys(text) if self.counts[key] > 1]
        if len(keys) != len(set(keys)) or self.used & set(keys):
            return False
        self.used |= set(keys)
        return True

    def apply(self, kind: str) -> None:
        """One edit of this kind, if the text allows it."""
        getattr(self, "_" + kind.replace(" ", "_").replace("-", "_"))()

    def _pick(self) -> int:
        return self.random.randrange(len(self.paragraphs))

    def _insert(self) -> None:
        short = self.random.random() < 0.3
        text = self.voice.phrase(self.random, 4, 6) if short else self.voice.paragraph(self.random)
        self.paragraphs.insert(self.random.randint(0, len(self.paragraphs)), Paragraph(fresh(text), touched=True))

    def _delete(self) -> None:
        at = self._pick()
        some = self.paragraphs[at : at + self.random.randint(1, 3)]
        if len(some) < len(self.paragraphs) and self._may_touch(*(each.text for each in some)):
            del self.paragraphs[at : at + len(some)]

    def _split(self) -> None:
        paragraph = self.paragraphs[at := self._pick()]
        places = [n for n, char in enumerate(paragraph.chars) if char.text.isspace()]
        places += [end for _, end in paragraph.sentences()[:-1]]
        if places and self._may_touch(paragraph.text):
            place = self.random.choice(places)
            paragraph.touched = True
            second = Paragraph(paragraph.chars[place:], True)
            paragraph.chars = paragraph.chars[:place]
            while second.chars and second.chars[0].text.isspace():
                second.chars.pop(0)
            self.paragraphs.insert(at + 1, second)

    def _merge(self) -> None:
        at = self._pick()
        if at + 1 < len(self.paragraphs):
            one, other = self.paragraphs[at : at + 2]
            if self._may_touch(one.text, other.text):
                one.chars = [*one.chars, *fresh(self.voice.space), *other.chars]
                one.touched = other.touched = True
                del self.paragraphs[at + 1]

    def _reorder(self) -> None:
        at = self._pick()
        some = self.paragraphs[at : at + self.random.choice((1, 1, 1, 2, 3))]
        there = self.random.randint(0, len(self.paragraphs) - len(some))
        if abs(there - at) > len(some) and self._may_touch(*(each.text for each in some)):
            del self.paragraphs[at : at + len(some)]
            self.paragraphs[there:there] = some
            for each in some:
                each.moved = True

    def _retype(self) -> None:
        paragraph = self.paragraphs[self._pick()]
        if paragraph.chars and self._may_touch(paragraph.text):
            text = (
                self.voice.paragraph(self.random) if len(paragraph.chars) > 40 else self.voice.phrase(self.random, 4, 6)
            )
            scale = len(paragraph.chars) / len(text)
            paragraph.chars = [Char(c, -1, paragraph.chars[int(n * scale)].instead) for n, c in enumerate(text)]
            paragraph.touched = True

    def _words(self) -> None:
        paragraph = self.paragraphs[self._pick()]
        if not self._may_touch(paragraph.text):
            return
        for _ in range(self.random.randint(1, 4)):
            words = [found.span() for found in re.finditer(r"\w+", paragraph.text)]
            if not words:
                return
            paragraph.touched = True
            start, end = self.random.choice(words)
            if not self.voice.joint:  # a word is two letters where there are no spaces
                start = self.random.randrange(start, end)
                end = min(end, start + 2)
            near = paragraph.text[max(0, start - 40) : end + 40] + paragraph.gone
            word = self.random.choice([each for each in self.voice.words if each not in near] or ["§"])
            match self.random.choice(("replace", "replace", "drop", "put in")):
                case "replace":
                    paragraph.gone += f" {paragraph.text[start:end]}"
                    paragraph.chars[start:end] = fresh(word, paragraph.chars[start].instead)
                case "drop" if len(words) > 1:
                    paragraph.gone += f" {paragraph.text[start:end]}"
                    del paragraph.chars[start : end + (paragraph.text[end : end + 1] == " ")]
                case "put in":
                    paragraph.chars[start:start] = fresh(word + self.voice.joint)

    def _typography(self) -> None:
        share = self.random.choice((0.1, 0.5, 1.0))
        everywhere = self.random.random() < 0.3
        for paragraph in self.paragraphs if everywhere else [self.paragraphs[self._pick()]]:
            chars: list[Char] = []
            for char in paragraph.chars:
                if char.text in _TYPOGRAPHY and self.random.random() < share:
                    char = replace(char, text=_TYPOGRAPHY[char.text])
                    paragraph.touched = True
                chars.append(char)
                if char.text.isspace() and self.random.random() < share / 4:
                    chars.append(Char(" "))
            paragraph.chars = chars

    def _double(self) -> None:
        paragraph = self.paragraphs[self._pick()]
        if not paragraph.chars:
            return
        if self.random.random() < 0.5:
            if self._may_touch(paragraph.text):
                self._now_double(paragraph.text)
                copy = Paragraph(copied(paragraph.chars), True)
                self.paragraphs.insert(self.random.randint(0, len(self.paragraphs)), copy)
        else:
            start, end = self.random.choice(paragraph.sentences() or [(0, len(paragraph.chars))])
            if self._may_touch(paragraph.text[start:end]):
                self._now_double(paragraph.text[start:end])
                self._put_sentence(copied(paragraph.chars[start:end]))

    def _now_double(self, text: str) -> None:
        for key in self._keys(text):
            self.counts[key] += 1
            self.used.add(key)

    def _put_sentence(self, chars: list[Char]) -> None:
        """Put a sentence at the border of a sentence somewhere."""
        there = self.paragraphs[self._pick()]
        if self._may_touch(there.text):
            place = self.random.choice([0, *(end for _, end in there.sentences())])
            spaces = [
                fresh(self.voice.space) if place else [],
                fresh(self.voice.space) if place < len(there.chars) else [],
            ]
            there.chars[place:place] = [*spaces[0], *chars, *spaces[1]]
            there.touched = True

    def _take_sentence(self) -> list[Char] | None:
        paragraph = self.paragraphs[self._pick()]
        sentences = paragraph.sentences()
        if len(sentences) < 2 or not self._may_touch(paragraph.text):
            return None
        start, end = self.random.choice(sentences)
        chars = paragraph.chars[start:end]
        del paragraph.chars[start:end]
        paragraph.touched = True
        return chars

    def _drop_sentence(self) -> None:
        self._take_sentence()

    def _move_sentence(self) -> None:
        chars = self._take_sentence()
        if chars:
            self._put_sentence(chars)

    def _drop_look_alike(self) -> None:
        doubles = [p for p in self.paragraphs if self.counts["".join(p.text.split())] > 1 and p.chars]
        if doubles and len(self.paragraphs) > 1:
            paragraph = self.random.choice(doubles)
            if self._may_touch(paragraph.text):
                self.paragraphs = [each for each in self.paragraphs if each is not paragraph]


def _in_order(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with equal neighbours (to the character) in the order that they had in the old edition."""
    found: list[Paragraph] = []
    for _, equal in groupby(paragraphs, key=lambda paragraph: paragraph.text):
        found += sorted(equal, key=lambda paragraph: max((char.origin for char in paragraph.chars), default=-1))
    return found


class Truth:
    """Where the characters of the old edition are in the new one."""

    def __init__(self, edit: Edit) -> None:
        paragraphs = _in_order(edit.paragraphs)
        self.text = "\n".join(paragraph.text for paragraph in paragraphs)
        chars: list[Char] = []
        for paragraph in paragraphs:
            chars += [*paragraph.chars, Char("\n")]
        self.solid = [(n, char) for n, char in enumerate(chars) if not char.text.isspace()]
        self.at: dict[int, list[int]] = {}
        self.instead: dict[int, list[int]] = {}
        for index, (n, char) in enumerate(self.solid):
            self.at.setdefault(char.origin, []).append(index)
            self.instead.setdefault(char.instead, []).append(n)
        alive = {id(paragraph) for paragraph in edit.paragraphs}
        self.untouched = [
            (w["start"], w["end"], w["p"].moved) for w in edit.whole if id(w["p"]) in alive and not w["p"].touched
        ]

    def place(self, old: str, start: int, end: int) -> tuple[int, int] | None:
        """Where the passage is (offsets in the whole new text), or None where it is not whole."""
        wanted = [n for n in range(start, end) if not old[n].isspace()]
        whole = []
        for index in self.at.get(wanted[0], []):
            found = self.solid[index : index + len(wanted)]
            if [char.origin for _, char in found] == wanted:
                span = (found[0][0], found[-1][0] + 1)
                if not any(char.copy for _, char in found):
                    return span
                whole.append(span)
        return whole[0] if len(whole) == 1 else None

    def remains(self, start: int, end: int) -> set[int]:
        """Where anything of the passage is, or what stands instead of it."""
        return {n for origin in range(start, end) for n in self.instead.get(origin, [])}
