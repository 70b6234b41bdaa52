"""From what was typed to what is looked for. Anything may be typed; nothing is an error.

Known forms: `word word`, `"a phrase"`, `-word`, `-"a phrase"`, `NOT word`, `begin*`, `one OR other`, and filters such
as `type:statement`, `year:2021..2023`, `for:"labour inspector"`, `-lang:fr` (`filters.py` knows what they mean).
Operators are in capitals, so that "or" and "not" stay words; one that has nothing to work on is a word too. While
typing, the last word may be the beginning of one. A quote that is still open reaches to the end. Control characters and
direction marks count as spaces, and what comes after MAX_LENGTH characters is not read (`core/query.py` has both, and
the pattern of a part).
"""

from dataclasses import dataclass, replace
from typing import Literal

from reader.core.query import PART, clean_text, filters_in, without
from reader.core.search.analysis import Term, is_one_character, query_terms, stop_words, terms

MAX_CLAUSES = 40

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
    raw: str = ""  # as typed, for the analysis of other languages
    either: int = 0  # clauses with the same number are alternatives; 0 stands for none


@dataclass(frozen=True, slots=True)
class Filter:
    """Only passages with this value of a field, or only those without it."""

    field: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Parsed:
    clauses: tuple[Clause, ...]
    ignored: tuple[str, ...]  # words left out because they are too common
    filters: tuple[Filter, ...] = ()
    unfiltered: str = ""  # the text without its filters

    @property
    def only_notes(self) -> bool:
        return any(f.field == "in" and not f.negated and f.value.casefold().startswith("note") for f in self.filters)

    @property
    def for_notes(self) -> str:
        """What to look for in the user's own notes: they have no type, date or addressee to be filtered by, and are not
        to be found for their common words either."""
        if any(each.field != "in" for each in self.filters):
            return ""
        raw = [f'"{clause.raw}"' if clause.kind == "phrase" else clause.raw for clause in self.clauses]
        return " ".join(f"-{one}" if clause.negated else one for one, clause in zip(raw, self.clauses, strict=True))

    @property
    def wanted(self) -> list[Clause]:
        return [clause for clause in self.clauses if not clause.negated]


def parse(text: str, language: str, typing: bool = False) -> Parsed:
    """The clauses of `text`. With `typing`, the last word is taken as unfinished unless white space follows it."""
    clean = clean_text(text)
    clauses: list[Clause] = []
    filters: list[Filter] = []
    operator = ""  # the one that waits for what comes next
    groups = 0
    parts = list(PART.finditer(clean))
    for number, part in enumerate(parts):
        if len(clauses) + len(filters) >= MAX_CLAUSES:
            break
        negated = part["minus"] is not None
        if part["field"] is not None:
            value = part["quoted"] if part["quoted"] is not None else part["value"]
            if value.strip():
                filters.append(Filter(part["field"].lower(), value.strip(), negated or operator == "NOT"))
            operator = ""
            continue
        raw = part["phrase"] if part["phrase"] is not None else part["word"]
        if part["word"] in ("OR", "|", "NOT") and not negated and number + 1 < len(parts) and (clauses or raw == "NOT"):
            operator = "OR" if raw == "|" else raw
            continue
        found = tuple(terms(raw, language))
        if not found:
            continue
        unfinished = typing and part.end() == len(clean) and not raw[-1:].isspace() and not part[0].endswith('"')
        prefix = unfinished or (part["word"] is not None and raw.endswith("*")) or is_one_character(raw)
        # Chinese between quotes is one word to the analysis of English, and several pairs to its own.
        several = part["phrase"] is not None and (len(found) > 1 or len(query_terms(raw, "zh")) > 1)
        negated = negated or operator == "NOT"
        clause = Clause("phrase" if several else "word", found, prefix, negated, raw)
        if operator == "OR" and clauses and not negated and not clauses[-1].negated:
            if not clauses[-1].either:
                groups += 1
                clauses[-1] = replace(clauses[-1], either=groups)
            clause = replace(clause, either=clauses[-1].either)
        operator = ""
        clauses.append(clause)
    unfiltered = without(clean, filters_in(clean)) if filters else text
    parsed = _without_common(clauses, stop_words(language) | _QUESTION_WORDS)
    return replace(parsed, filters=tuple(filters), unfiltered=unfiltered)


def _without_common(clauses: list[Clause], common: frozenset[str]) -> Parsed:
    """Leave out words that are in every text, unless there would be nothing left to look for."""

    def is_common(clause: Clause) -> bool:
        return clause.kind == "word" and not clause.negated and all(term.word in common for term in clause.terms)

    kept = [clause for clause in clauses if not is_common(clause)]
    if not any(not clause.negated for clause in kept):
        return Parsed(tuple(clauses), ())
    ignored = tuple(clause.terms[0].word for clause in clauses if is_common(clause))
    return Parsed(tuple(kept), ignored)
