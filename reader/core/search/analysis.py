"""What counts as the same word: from text to terms with their place, for index, query and snippet alike.

One function serves all three, so a passage is found, ranked and marked by the same idea of a word. Raise
`schema.VERSION` with every change here.

A word is a run of letters and digits; an apostrophe may stand inside, a possessive ending is dropped. Parts of a
hyphenated word are words at consecutive positions ("cross-border" meets "cross border"), and the joined form is one
more term at the first position ("non-punishment" meets "nonpunishment", and is rarer than its parts). Numbers keep
inner points and slashes: 16.2, 61/180.

Each language has its own stemmer: Snowball from Whoosh for English, French, Spanish and Russian; for Arabic the light
stemmer of Larkey, Ballesteros and Connell ("Light stemming for Arabic information retrieval", 2007), since stemming to
the root takes unlike words for one. Chinese has no spaces between words: every two characters that stand together are
a term, the usual choice where no dictionary is at hand.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from whoosh.lang import NoStemmer, NoStopWords, stemmer_for_language, stopwords_for_language

from reader.core.text import fold

LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh")
"""Those with an analysis of their own; texts in others are searched by their unchanged words, as OTHER."""
OTHER = "xx"

# Accents and vowel signs that follow their letter as characters of their own: in decomposed text, and in Arabic.
_MARKS = "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
_LETTERS = rf"[^\W_]+(?:[{_MARKS}]+[^\W_]*)*"
_WORD = re.compile(rf"\d+(?:[.,/]\d+)+|{_LETTERS}(?:['’ʼ´`]{_LETTERS})*")
_HYPHENS = "-‐‑–"
_POSSESSIVE = re.compile(r"'s?$")
_APOSTROPHE = re.compile(r"'")
_ELISION = re.compile(r"^(?:qu|[cdjlmnst])['’ʼ´`](?=\w)", re.IGNORECASE)
_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN_RUN = re.compile(f"[{_HAN}]+|[^{_HAN}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_ACION = re.compile(r"acion$")
# Larkey's light10: article and conjunction before a word, endings after it; the rest must still be a word.
_ARABIC_FRONT = re.compile(r"^(?:و(?=.{3}))?(?:(?:ال|بال|كال|فال|لل)(?=..))?")
_ARABIC_ENDS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")


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


# Whoosh has no list for Arabic; these are its commonest particles, pronouns and auxiliaries.
_STOP_WORDS = {
    "ar": tuple(
        """
        في من على إلى الى عن مع هذا هذه ذلك تلك التي الذي الذين أن إن كان كانت يكون ما لا لم لن قد هو هي هم
        أو ثم كل بعض بين حتى عند بعد قبل كما أي إذا لكن حيث منذ غير
        """.split()  # noqa: SIM905  # as in `parse.py`
    )
}


# What Snowball's list lacks, "les" above all.
_MORE_STOP_WORDS = {"fr": ("les", "ils", "elles", "cet", "cette", "ceux", "leurs", "dont", "si")}


def analysis_of(language: str) -> str:
    """Which of LANGUAGES a BCP 47 tag ("fr-CA") is analysed as, or OTHER."""
    base = language.split("-")[0].lower()
    return base if base in LANGUAGES else OTHER


def terms(text: str, language: str) -> Iterator[Term]:
    """The terms of `text` in order of position."""
    stem = stem_of(language)
    words = _words(text, language)
    position = 0
    index = 0
    while index < len(words):
        start, end, raw = words[index]
        if language == "zh" and _IS_HAN.match(raw):
            # The last character stands alone, so that a query of one character can begin with any.
            for place, pair in enumerate(_pairs(fold(raw)) if end - start == len(raw) else ()):
                yield Term(pair, pair, start + place, min(start + place + 2, end), position)
                position += 1
            index += 1
            continue
        last = index
        while (
            last + 1 < len(words)
            and words[last + 1][0] - words[last][1] == 1
            and text[words[last][1]] in _HYPHENS
            and not text[start].isdigit()
        ):
            last += 1
        folded = [_clean(word, language) for _, _, word in words[index : last + 1]]
        if last > index:
            joined = "".join(folded)
            if joined:
                whole = stemmer(language)("".join(map(one_spelling, folded) if language == "en" else folded))
                yield Term(whole, joined, start, words[last][1], position, joined=True)
        for (begin, finish, _), word in zip(words[index : last + 1], folded, strict=True):
            if word:
                yield Term(stem(word), word, begin, finish, position)
                position += 1
        index = last + 1


def _words(text: str, language: str) -> list[tuple[int, int, str]]:
    """Start, end and text of each word; in Chinese, runs of characters are cut from Latin words beside them."""
    found = []
    for match in _WORD.finditer(text):
        start, raw = match.start(), match[0]
        if language == "fr" and (elided := _ELISION.match(raw)):  # "l'exploitation", "d’êtres"
            start, raw = start + elided.end(), raw[elided.end() :]
        if language == "zh":
            found += [(start + run.start(), start + run.end(), run[0]) for run in _HAN_RUN.finditer(raw)]
        else:
            found.append((start, match.end(), raw))
    return found


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))]


def is_one_character(text: str) -> bool:
    """Whether a text is one Chinese character: a word of its own, and the beginning of others."""
    return len(text) == 1 and _IS_HAN.match(text) is not None


def query_terms(text: str, language: str) -> tuple[Term, ...]:
    """The terms of something typed: in Chinese without the last character alone, which a text would not have there."""
    found = tuple(terms(text, language))
    if language != "zh":
        return found
    return tuple(
        term
        for place, term in enumerate(found)
        if len(term.word) > 1
        or not _IS_HAN.match(term.word)
        or not (place and found[place - 1].end == term.end and found[place - 1].position == term.position - 1)
    )


@lru_cache(maxsize=100_000)
def _clean(word: str, language: str) -> str:
    """A word without case and typographic variants; accents go too, but Russian keeps its й."""
    # Folding takes the breve from й, and the endings that the Russian stemmer knows with it.
    word = "й".join(map(fold, re.split("[йЙ]|[иИ]\u0306", word))) if language == "ru" else fold(word)
    if language == "ar":
        word = word.replace("\u0640", "").replace("ى", "ي").replace("ة", "ه")
    return _APOSTROPHE.sub("", _POSSESSIVE.sub("", word))


@lru_cache(maxsize=50_000)
def one_spelling(word: str) -> str:
    """British and American spellings of a word as one: labour and labor, centre and center, -ise and -ize.

    The rules change some words that have one spelling only (exercise); they do so in texts and queries alike.
    """
    if word in _SPELLINGS:
        return _SPELLINGS[word]
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


def stem_of(language: str) -> Callable[[str], str]:
    """What makes a stem of one folded word: for English one spelling first."""
    stem = stemmer(language)
    return (lambda word: stem(one_spelling(word))) if language == "en" else stem


@lru_cache(maxsize=8)
def stemmer(language: str) -> Callable[[str], str]:
    """The stemmer of a language (one of LANGUAGES); one that changes nothing for others."""
    if language == "ar":
        return lru_cache(maxsize=50_000)(_light_arabic)
    if language not in LANGUAGES:
        return str
    try:
        stem: Callable[[str], str] = stemmer_for_language(language)
    except NoStemmer:
        return str
    if language == "es":  # folding takes the accent by which Snowball knows the ending of "explotación"
        return lru_cache(maxsize=50_000)(lambda word: stem(_ACION.sub("ación", word)))
    # Snowball takes "organization" for a form of "organ", which here means something else.
    return lru_cache(maxsize=50_000)(lambda word: "organiz" if word.startswith("organiz") else stem(word))


def _light_arabic(word: str) -> str:
    word = _ARABIC_FRONT.sub("", word)
    for end in _ARABIC_ENDS:
        if word.endswith(end) and len(word) - len(end) >= 2 + (len(end) == 1):
            return word[: -len(end)]
    return word


@lru_cache(maxsize=8)
def stop_words(language: str) -> frozenset[str]:
    """The folded words of a language that are too common to search for; empty where there is no list."""
    try:
        words = _STOP_WORDS.get(language) or (*stopwords_for_language(language), *_MORE_STOP_WORDS.get(language, ()))
    except NoStopWords:
        return frozenset()
    return frozenset(_clean(word, language) for word in words)
