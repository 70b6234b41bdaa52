"""Quotes whose verdict is known: sentences of the corpus as they are, altered in one way each, and others.

Alterations are drawn with a fixed seed, so every run judges the same quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from reader.core.quotes import QuoteVerdict
from tests.builders import corpus_documents
from tests.relevance.report import judged

_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])")
_NEW = ["robust", "stronger", "voluntary", "annual", "regional", "weaker", "optional", "public", "formal", "local"]


@dataclass(frozen=True)
class Sentence:
    document: str
    block: str
    text: str


@dataclass(frozen=True)
class Case:
    kind: str
    quote: str
    verdict: QuoteVerdict
    origin: tuple[str, ...]  # ("document#block", ...) of which the first place must be one; empty: anywhere


def sentences() -> list[Sentence]:
    """Those of at least eight words."""
    return [
        Sentence(document.info.id, block.id, sentence)
        for document in corpus_documents().values()
        for block in document.blocks
        if block.number is not None and block.kind != "contact"
        for sentence in _SENTENCE.split(block.text)
        if len(sentence.split()) >= 8
    ]


def _on_words(change: Callable[[list[str], Random], list[str]]) -> Callable[[str, Random], str]:
    return lambda text, random: " ".join(change(text.split(), random))


def _replaced(words: list[str], random: Random, count: int = 1) -> list[str]:
    for place in random.sample(range(1, len(words) - 1), min(count, len(words) - 2)):
        words[place] = random.choice(_NEW)
    return words


def _dropped(words: list[str], random: Random) -> list[str]:
    del words[random.randrange(1, len(words) - 1)]
    return words


def _negated(words: list[str], random: Random) -> list[str]:
    if "not" in words:
        words.remove("not")
    else:
        words.insert(random.randrange(1, len(words) - 1), "not")
    return words


def _swapped(words: list[str], random: Random) -> list[str]:
    place = next(n for n in range(1, len(words) - 1) if words[n] != words[n + 1])
    words[place], words[place + 1] = words[place + 1], words[place]
    return words


def _cased(words: list[str], random: Random) -> list[str]:
    place = random.choice([n for n, word in enumerate(words) if word[0].isalpha()])
    words[place] = words[place].swapcase()
    return words


def _numbered(text: str, random: Random) -> str:
    return re.sub(r"\d", lambda match: str((int(match[0]) + 1) % 10), text, count=1)


def _without_comma(text: str, random: Random) -> str:
    return text.replace(",", "", 1)


def _other_end(words: list[str], random: Random) -> list[str]:
    return words[: len(words) * 2 // 3] + random.sample(_NEW, 4)


def _typeset(text: str, random: Random) -> str:
    plain = text.replace("’", "'").replace("“", '"').replace("”", '"').replace(" – ", " - ")
    words = plain.split()
    words[len(words) // 2] = "\n" + words[len(words) // 2]
    return '"' + "\u00a0".join(words) + '"'


def _broken(text: str, random: Random) -> str:
    """Hyphenated at a line end, as copied from a PDF."""
    long = max(re.findall(r"[a-z]{6,}", text), key=len, default=text[:6])
    return text.replace(long, f"{long[:3]}-\n{long[3:]}", 1)


def _left_out(words: list[str], random: Random) -> list[str]:
    third = len(words) // 3
    return [*words[:third], random.choice(["…", "...", "[…]", "[...]"]), *words[2 * third :]]


_EXACT: dict[str, Callable[[str, Random], str]] = {
    "as it is": lambda text, random: text,
    "a part of it": _on_words(lambda words, random: words[2:-2]),
    "other typography": _typeset,
    "broken lines": _broken,
    "words left out …": _on_words(_left_out),
    "first letter in [ ]": lambda text, random: re.sub(r"\A([A-Za-z])", lambda match: f"[{match[1].swapcase()}]", text),
}
_ALTERED: dict[str, Callable[[str, Random], str]] = {
    "one word replaced": _on_words(_replaced),
    "three words replaced": _on_words(lambda words, random: _replaced(words, random, 3)),
    "one word dropped": _on_words(_dropped),
    "“not” put in or out": _on_words(_negated),
    "two words swapped": _on_words(_swapped),
    "one word's case": _on_words(_cased),
    "a number changed": _numbered,
    "a comma dropped": _without_comma,
    "another end": _on_words(_other_end),
}


def cases() -> Iterator[Case]:
    random = Random(4)
    held = sentences()
    for verdict, ways in (("exact", _EXACT), ("altered", _ALTERED)):
        for kind, change in ways.items():
            for each in held:
                quote = change(each.text, random)
                if verdict == "exact" or quote != each.text:
                    yield Case(kind, quote, verdict, (f"{each.document}#{each.block}",))  # type: ignore[arg-type]
    for one in held:
        other = random.choice(held)
        if (other.document, other.block) != (one.document, one.block):
            origin = tuple(f"{each.document}#{each.block}" for each in (one, other))
            yield Case("two sentences joined", f"{one.text} {other.text}", "altered", origin)
    lines = (Path(__file__).with_name("absent.txt")).read_text(encoding="utf-8").splitlines()
    for line in lines:
        if not line.startswith("#"):
            yield Case("other sentences", line, "absent", ())
    for row in judged() + judged("held_out"):
        if row.category in ("question", "paraphrase", "everyday", "unanswerable") and len(row.query.split()) >= 4:
            yield Case("questions on the subject", row.query, "absent", ())
