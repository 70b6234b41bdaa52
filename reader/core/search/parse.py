"""From what was typed to what is looked for. Anything may be typed; nothing is an error.

Known forms: `word word`, `"a phrase"`, `-word`, `-"a phrase"`, `begin*`. While typing, the last word may be the
beginning of one. A quote that is still open reaches to the end. Control characters and direction marks count as spaces,
and what comes after MAX_LENGTH characters is not read.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from reader.core.search.analysis import Term, stop_words, terms

MAX_LENGTH = 1_000
MAX_CLAUSES = 40

_PART = re.compile(r'(?P<minus>(?<!\S)[-−])?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "＂": '"'})


# Words of questions that say nothing about what is asked, besides the stop words of the language.
_QUESTION_WORDS = frozenset(
    """
    may must shall should would could might do does did done doing say says said tell tells know want wants need
    needs let make makes made get gets got go goes going happen happens mean means thing things kind kinds way
    ways lot please im ive dont doesnt isnt cant wont whats anything something anyone someone somebody anybody
    else also yet still many much us among within without toward towards upon via per across
    """.split()  # noqa: SIM905  # a list of a hundred quoted words is harder to read
)
# Words that say little: they count, but for less than the others.
_WEAK = frozenset(
    """
    person people case cases work works working use using used country countries world good new time year years
    day part like look looks looking find found give given take taken keep keeps put come comes see ask asked
    called call one two first last well back around long
    """.split()  # noqa: SIM905  # a list of a hundred quoted words is harder to read
)


def is_weak(word: str) -> bool:
    return word in _WEAK


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing to look for. A phrase has its terms in order; a word has one, or several if it is hyphenated."""

    kind: Literal["word", "phrase"]
    terms: tuple[Term, ...]
    prefix: bool = False  # the last term may be the beginning of a word
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    clauses: tuple[Clause, ...]
    ignored: tuple[str, ...]  # words left out because they are too common


def parse(text: str, language: str, typing: bool = False) -> Parsed:
    """The clauses of `text`. With `typing`, the last word is taken as unfinished unless white space follows it."""
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Cn") else c for c in text[:MAX_LENGTH])
    clean = clean.translate(_QUOTES)
    clauses: list[Clause] = []
    for part in _PART.finditer(clean):
        if len(clauses) >= MAX_CLAUSES:
            break
        raw = part["phrase"] if part["phrase"] is not None else part["word"]
        found = tuple(terms(raw, language))
        if not found:
            continue
        unfinished = typing and part.end() == len(clean) and not raw[-1:].isspace() and not part[0].endswith('"')
        prefix = unfinished or (part["word"] is not None and raw.endswith("*"))
        several = part["phrase"] is not None and len(found) > 1
        clauses.append(Clause("phrase" if several else "word", found, prefix, part["minus"] is not None))
    return _without_common(clauses, stop_words(language) | _QUESTION_WORDS)


def _without_common(clauses: list[Clause], common: frozenset[str]) -> Parsed:
    """Leave out words that are in every text, unless there would be nothing left to look for."""

    def is_common(clause: Clause) -> bool:
        return clause.kind == "word" and not clause.negated and all(term.word in common for term in clause.terms)

    kept = [clause for clause in clauses if not is_common(clause)]
    if not any(not clause.negated for clause in kept):
        return Parsed(tuple(clauses), ())
    return Parsed(tuple(kept), tuple(clause.terms[0].word for clause in clauses if is_common(clause)))
