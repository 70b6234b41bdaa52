"""What counts as the same word: from text to terms with their place, for index, query and snippet alike.

One function serves all three, so a passage is found, ranked and marked by the same idea of a word. Raise
`schema.VERSION` with every change here.

A word is a run of letters and digits; an apostrophe may stand inside, a possessive ending is dropped. Parts of a
hyphenated word are words at consecutive positions ("cross-border" meets "cross border"), and the joined form is one
more term at the first position ("non-punishment" meets "nonpunishment", and is rarer than its parts). Numbers keep
inner points and slashes: 16.2, 61/180.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang import NoStemmer, NoStopWords, stemmer_for_language, stopwords_for_language

from reader.core.text import fold

_WORD = re.compile(r"\d+(?:[.,/]\d+)+|[^\W_]+(?:['’ʼ´`][^\W_]+)*")
_HYPHENS = "-‐‑–"
_POSSESSIVE = re.compile(r"'s?$")
_APOSTROPHE = re.compile(r"'")


_RULES = (
    (re.compile(r"(?<=\w{3})is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)"), "iz"),
    (re.compile(r"(?<=\w\w)our(?=(?:s|ed|ing|er|ers|able|al|ism)?$)"), "or"),
    (re.compile(r"tred$"), "tered"),
    (re.compile(r"tre(?=s?$)"), "ter"),
    (re.compile(r"mme(?=[sd]?$)"), "m"),
)
_SPELLINGS = {
    "defence": "defense", "offence": "offense", "licence": "license", "counselling": "counseling",
    "travelling": "traveling", "judgement": "judgment", "enquiry": "inquiry", "paediatric": "pediatric",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a text. `start` and `end` are code points, `position` counts words."""

    stem: str
    word: str  # folded, not stemmed: what prefixes and suggestions work on
    start: int
    end: int
    position: int
    joined: bool = False  # the whole of a hyphenated word, besides its parts


def terms(text: str, language: str) -> Iterator[Term]:
    """The terms of `text` in order of position."""
    stem = stemmer(language)
    words = list(_WORD.finditer(text))
    position = 0
    index = 0
    while index < len(words):
        last = index
        while (
            last + 1 < len(words)
            and words[last + 1].start() - words[last].end() == 1
            and text[words[last].end()] in _HYPHENS
            and not text[words[last].start()].isdigit()
        ):
            last += 1
        folded = [_clean(match[0]) for match in words[index : last + 1]]
        if last > index:
            joined = "".join(folded)
            if joined:
                whole = stem("".join(map(_one_spelling, folded)))
                yield Term(whole, joined, words[index].start(), words[last].end(), position, joined=True)
        for match, word in zip(words[index : last + 1], folded, strict=True):
            if word:
                yield Term(stem(_one_spelling(word)), word, match.start(), match.end(), position)
                position += 1
        index = last + 1


@lru_cache(maxsize=50_000)
def _clean(word: str) -> str:
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", fold(word)))


@lru_cache(maxsize=50_000)
def _one_spelling(word: str) -> str:
    """British and American spellings of a word as one: labour and labor, centre and center, -ise and -ize.

    The rules change some words that have one spelling only (exercise); they do so in texts and queries alike.
    """
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=8)
def stemmer(language: str) -> Callable[[str], str]:
    """The stemmer (Snowball, from Whoosh) of a language (BCP 47); one that changes nothing where there is none."""
    try:
        stem: Callable[[str], str] = stemmer_for_language(language.split("-")[0])
    except NoStemmer:
        return str
    # Snowball takes "organization" for a form of "organ", which here means something else.
    return lru_cache(maxsize=50_000)(lambda word: "organiz" if word.startswith("organiz") else stem(word))


@lru_cache(maxsize=8)
def stop_words(language: str) -> frozenset[str]:
    """The folded words of a language that are too common to search for; empty where there is no list."""
    try:
        return frozenset(_clean(word) for word in stopwords_for_language(language.split("-")[0]))
    except NoStopWords:
        return frozenset()
