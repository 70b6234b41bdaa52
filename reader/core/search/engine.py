"""Answers: from a query to ranked passages, with every hit, an exact total, and an honest verdict.

The words of a query fall into units: those that speak of one concept of the thesaurus together, the others alone. A
unit is scored by its own words or by the library's words for its concepts, whichever is better, so a passage that says
it in other words is found, and one that says it literally is not pushed aside. The sum over the units is multiplied by
the share of the query that a passage covers, weighed by rarity: passages with all of it come first without shutting out
the others.

Answered or not is decided by what the best passage covers, by whether the query asks about a concept that the library
is known not to treat, and by the known questions that it resembles. The thresholds were chosen on `tests/relevance`,
which prints how often each kind of error is made.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from reader.core.search.analysis import Term, stop_words, terms
from reader.core.search.marked import Marked
from reader.core.search.parse import Clause, Parsed, is_weak, parse
from reader.core.search.questions import Features, KnownQuestions
from reader.core.search.schema import LANGUAGE
from reader.core.search.scorer import Scorer, Scores
from reader.core.search.snippets import snippet
from reader.core.search.spelling import Spelling
from reader.core.search.thesaurus import KIND_WEIGHTS, Match, Thesaurus
from reader.core.types import DocumentInfo, Guidance, Hit, Passage, Publication, Question, ResultPage

MIN_COVERAGE = 0.25  # of the query, for a passage to be a hit at all
UNKNOWN = 2.2  # importance of a word that the library does not have: it may be another word for something it has
UNTREATED = 4.4  # of a concept that the library does not treat: as rare as can be
WEAK = 0.35  # of words such as "person" and "work", against others
SIMILAR = 0.3  # least similarity of a known question that lends its passages
LENT = 0.5  # how much it lends
MENDED = 0.8  # weight of a word that the typed one was probably meant for
_SHARE_OF_UNTREATED = 0.3  # what the words of an untreated concept still count for
_MOST_CATALOGUE = 3
# "et", "de la": common words of the other languages that queries come in say nothing that an English text could lack.
_FOREIGN_COMMON = frozenset().union(*(stop_words(language) for language in ("fr", "es", "ru", "ar")))


@dataclass(slots=True)
class _Unit:
    clauses: list[Clause]
    places: set[int]
    matches: list[tuple[Match, float]] = field(default_factory=list)  # with the share of the unit that each speaks of
    mended: list[str] = field(default_factory=list)
    scores: Scores = field(default_factory=dict)
    shares: Scores = field(default_factory=dict)
    said: set[int] = field(default_factory=set)  # passages that speak of it themselves, not only in a question
    importance: float = 0.0
    untreated: bool = False


class Engine:
    """Answers queries over one index. Not shared between threads."""

    def __init__(
        self,
        index: Any,
        passages: Iterable[Passage],
        documents: dict[str, DocumentInfo],
        guidance: Guidance = Guidance(),  # noqa: B008  # frozen
    ) -> None:
        self._scorer = Scorer(index)
        self._documents = documents
        self._passages = {f"{p.document}#{p.block}": p for p in passages}
        self._numbers = {name: number for number, name in enumerate(self._scorer.ids)}
        self._thesaurus = Thesaurus(guidance.concepts, self._scorer)
        self._spelling = Spelling(self._scorer)
        self._catalogue = {entry.id: entry for entry in guidance.publications if not entry.held}
        self._about: dict[str, Features] = {}  # what each entry of the catalogue is about, once it is asked for
        self._questions = KnownQuestions(guidance.questions, self._features, self._rarity)

    def close(self) -> None:
        self._scorer.close()

    # -- the answer ------------------------------------------------------------------------------------------

    def search(self, text: str, typing: bool = False, expand: bool = True) -> ResultPage:
        """Every passage that answers `text`, best first; ties in the order of the library.

        With `typing`, the last word counts as unfinished; without `expand`, only what was typed is searched. Never
        raises for anything typed.
        """
        parsed = parse(text, LANGUAGE, typing)
        units = self._units(text, parsed, expand)
        # Words that say little weigh less beside others, and fully when there is nothing else.
        weak = WEAK if any(not _is_weak(clause) for unit in units for clause in unit.clauses) else 1.0
        for unit in units:
            self._score_unit(unit, expand, weak)
        whole = sum(unit.importance for unit in units) or 1.0
        total: Scores = {}
        covered: Scores = {}
        for unit in units:
            for number, score in unit.scores.items():
                total[number] = total.get(number, 0.0) + score
                covered[number] = covered.get(number, 0.0) + unit.importance * unit.shares[number]
        features = self._features(text) if expand and units else frozenset()
        similar = self._questions.similar(features)
        self._lend(similar, total, covered, whole)
        for clause in parsed.clauses:
            if clause.negated:
                for number in self._scorer.match(clause, asked=False)[0]:
                    total.pop(number, None)
        ranked = []
        for number, score in total.items():
            coverage = covered[number] / whole
            if coverage >= MIN_COVERAGE:
                passage = self._passages[self._scorer.ids[number]]
                ranked.append((-score * coverage * passage.weight, number, passage))
        ranked.sort(key=lambda row: row[:2])
        said = set().union(*(unit.said for unit in units))
        best = max((covered[number] for _, number, _ in ranked[:3]), default=0.0)
        answered = _is_answered(units, best, whole, similar) if expand else bool(ranked)
        marked = self._marked(units)
        return ResultPage(
            query=text,
            hits=tuple(self._hit(passage, -negative, marked) for negative, _, passage in ranked),
            passages_searched=self._scorer.count,
            documents_searched=len(self._documents),
            ignored=parsed.ignored,
            missing=tuple(_typed(unit.clauses) for unit in units if not unit.scores),
            answered=answered,
            expansions=self._expansions(units, text),
            suggestion=_suggestion(units, text),
            asked=any(number not in said for _, number, _ in ranked),
            catalogue=() if answered or not units else self._fitting(features, similar),
        )

    def _hit(self, passage: Passage, score: float, marked: Marked) -> Hit:
        spans = marked.spans(passage.text)
        line, inside = snippet(passage.text, spans)
        info = self._documents[passage.document]
        return Hit(
            document=passage.document,
            block=passage.block,
            reference=passage.reference,
            section=passage.section,
            short_title=info.short_title,
            date=info.date,
            text=passage.text,
            spans=spans,
            snippet=line,
            snippet_spans=inside,
            score=round(score, 4),
        )

    # -- units -----------------------------------------------------------------------------------------------

    def _units(self, text: str, parsed: Parsed, expand: bool) -> list[_Unit]:
        """Group the clauses by the concepts they speak of, longer and surer matches first."""
        wanted = [clause for clause in parsed.clauses if not clause.negated]
        words, owner = _words(text, wanted)
        units: list[_Unit] = []
        used: set[int] = set()
        matches = self._thesaurus.matches(text, words, set(owner)) if expand else []
        for match in sorted(matches, key=lambda m: (-len(m.places & owner.keys()), m.kind != "label")):
            places = set(match.places & owner.keys())
            if not places:
                continue
            unit = next((u for u in units if u.places & places), None)
            if unit is None:
                unit = _Unit([], set())
                units.append(unit)
            unit.places |= places
            used |= places
            unit.matches.append((match, len(places) / len(unit.places)))
        for place in sorted(owner.keys() - used):
            units.append(_Unit([], {place}))
        done: set[int] = set()
        for unit in units:
            unit.clauses = [wanted[n] for n in sorted({owner[place] for place in unit.places}) if n not in done]
            done |= {owner[place] for place in unit.places}
        return [unit for unit in units if unit.clauses or unit.matches]

    def _score_unit(self, unit: _Unit, expand: bool, weak: float) -> None:
        found = [self._scorer.match(clause, asked=expand) for clause in unit.clauses]
        importances = [
            self._importance(clause, bool(scores), expand, weak)
            for clause, (scores, _) in zip(unit.clauses, found, strict=True)
        ]
        whole = sum(importances) or 1.0
        typed: Scores = {}
        shares: Scores = {}
        for clause, importance, (scores, matched) in zip(unit.clauses, importances, found, strict=True):
            unit.said |= self._scorer.match(clause, asked=False)[0].keys()
            if not scores and not unit.matches and expand:
                scores, matched = self._mend(unit, clause)
                unit.said |= scores.keys()
            weight = weak if _is_weak(clause) else 1.0
            for number, score in scores.items():
                typed[number] = typed.get(number, 0.0) + score * weight
                shares[number] = min(1.0, shares.get(number, 0.0) + matched[number] * importance / whole)
        meant: Scores = {}
        sure: Scores = {}
        held: list[int] = []
        topical = [m for m, _ in unit.matches if m.kind != "generic"]
        for match, part in unit.matches:
            scores, sureness = self._thesaurus.scores(match.concept)
            weight = KIND_WEIGHTS[match.kind] * part
            if scores:
                held.append(sum(s == 1.0 for s in sureness.values()) or len(scores))
            for number, score in scores.items():
                meant[number] = max(meant.get(number, 0.0), score * weight)
                sure[number] = max(sure.get(number, 0.0), sureness[number] * weight)
        treated = any(not self._thesaurus.is_untreated(m.concept) and p > 0.99 for m, p in unit.matches if m in topical)
        unit.untreated = not treated and any(self._thesaurus.is_untreated(m.concept) for m in topical)
        if unit.untreated:
            shares = {number: share * _SHARE_OF_UNTREATED for number, share in shares.items()}
        unit.importance = whole
        if held:
            unit.importance = max(min(whole, UNTREATED), self._scorer.rarity(min(held)))
        elif topical and any(not self._thesaurus.concepts[m.concept].in_corpus for m in topical):
            unit.importance = max(whole, UNTREATED)
        unit.said |= meant.keys()
        for number in typed.keys() | meant.keys():
            one, two = typed.get(number, 0.0), meant.get(number, 0.0)
            unit.scores[number] = max(one, two) + 0.3 * min(one, two)
            unit.shares[number] = max(shares.get(number, 0.0), sure.get(number, 0.0))

    def _importance(self, clause: Clause, occurs: bool, asked: bool, weak: float) -> float:
        if not occurs and all(term.word in _FOREIGN_COMMON for term in clause.terms):
            return 0.0
        importance = self._scorer.importance(clause, asked) if occurs else UNKNOWN
        return importance * weak if _is_weak(clause) else importance

    def _mend(self, unit: _Unit, clause: Clause) -> tuple[Scores, Scores]:
        """A word that the library does not have, searched as those that it was probably meant for."""
        scores: Scores = {}
        for term in clause.terms:
            if term.joined or len(clause.terms) == 1:
                for word in self._spelling.near(term.word):
                    unit.mended.append(word)
                    stem = next(terms(word, LANGUAGE)).stem
                    for number, score in self._scorer.score(self._scorer.frequencies(stem)).items():
                        scores[number] = max(scores.get(number, 0.0), score * MENDED)
        return scores, dict.fromkeys(scores, 1.0)

    # -- known questions -------------------------------------------------------------------------------------

    def _features(self, text: str) -> Features:
        wanted = [clause for clause in parse(text, LANGUAGE).clauses if not clause.negated]
        words, owner = _words(text, wanted)
        stems = {words[place].stem for place in owner if not is_weak(words[place].word)}
        found = self._thesaurus.matches(text, words, set(owner))
        return frozenset(stems | {f"@{m.concept}" for m in found if m.kind != "generic" and m.places & owner.keys()})

    def _rarity(self, feature: str) -> float:
        if feature.startswith("@"):
            held = len(self._thesaurus.scores(feature[1:])[0])
        else:
            held = len(self._scorer.frequencies(feature))
        return self._scorer.rarity(held) if held else float("inf")

    def _lend(self, similar: list[tuple[float, Question]], total: Scores, covered: Scores, whole: float) -> None:
        """Let passages come forward that answer a question like this one."""
        lent: Scores = {}
        for likeness, question in similar:
            if likeness < SIMILAR:
                break
            for block, grade in question.answers:
                number = self._numbers.get(block)
                if number is not None:
                    lent[number] = max(lent.get(number, 0.0), likeness * grade / 3)
        for number, share in lent.items():
            total[number] = total.get(number, 0.0) + LENT * share * whole
            covered[number] = max(covered.get(number, 0.0), whole * min(1.0, share * 0.8))

    # -- around the hits -------------------------------------------------------------------------------------

    def _fitting(self, asked: Features, similar: list[tuple[float, Question]]) -> tuple[Publication, ...]:
        """Entries of the catalogue that probably treat what the library does not."""
        points: dict[str, float] = {}
        for likeness, question in similar[:3]:
            for name in question.publications:
                if likeness >= SIMILAR and name in self._catalogue:
                    points[name] = max(points.get(name, 0.0), 1 + likeness)
        if not self._about:
            self._about = {
                name: self._features(f"{p.title}. {'. '.join(p.topics)}") for name, p in self._catalogue.items()
            }
        for entry in self._catalogue.values():
            shared = asked & self._about[entry.id]
            rare = sum(min(self._rarity(feature), UNTREATED) for feature in shared)
            if rare >= 3.0:
                points[entry.id] = points.get(entry.id, 0.0) + rare / 5
        chosen = sorted(points, key=lambda name: (-points[name], name))[:_MOST_CATALOGUE]
        return tuple(self._catalogue[name] for name in chosen)

    def _expansions(self, units: list[_Unit], text: str) -> tuple[tuple[str, str], ...]:
        """What was searched besides what was typed, as (typed, meant) pairs for the line that says so."""
        found: list[tuple[str, str]] = []
        for unit in units:
            typed = _typed(unit.clauses)
            for match, _ in unit.matches:
                preferred = self._thesaurus.concepts[match.concept].preferred
                new = preferred.casefold() not in text.casefold() and (typed, preferred) not in found
                if match.kind != "generic" and new and self._thesaurus.scores(match.concept)[0]:
                    found.append((typed, preferred))
            found += [(typed, word) for word in unit.mended]
        return tuple(found)

    def _marked(self, units: list[_Unit]) -> Marked:
        marked = Marked()
        for unit in units:
            for clause in unit.clauses:
                marked.add(clause, set(self._scorer.completions(_last(clause).word)) if clause.prefix else set())
            for match, _ in unit.matches:
                if match.kind != "generic":
                    marked.phrases += [(list(run), set()) for run in self._thesaurus.wording(match.concept)]
            marked.words |= set(unit.mended)
        return marked


def _is_answered(units: list[_Unit], best: float, whole: float, similar: list[tuple[float, Question]]) -> bool:
    """The verdict; `best` is what the best passage covers, in the same measure as `whole`."""
    if not units or best <= 0:
        return False
    coverage = best / whole
    answered = max((likeness for likeness, question in similar if question.answered), default=0.0)
    unanswered = max((likeness for likeness, question in similar if not question.answered), default=0.0)
    if unanswered >= 0.95 and unanswered > answered and len(units) > 1:
        return False  # word for word a question that is known to have no answer here
    covers_much = coverage >= 0.6 and best >= 5
    if (
        unanswered > answered + 0.04
        and coverage < 0.85
        and (unanswered >= 0.58 or (unanswered >= 0.42 and not covers_much))
    ):
        return False
    if any(unit.untreated for unit in units):
        return coverage >= 0.72
    return coverage >= 0.62 or (coverage >= 0.5 and best >= 3) or (coverage >= 0.34 and best >= 3.4)


def _words(text: str, clauses: list[Clause]) -> tuple[list[Term], dict[int, int]]:
    """The words of a text in order, and for the place of each that is searched, the number of its clause."""
    words = [term for term in terms(text, LANGUAGE) if not term.joined]
    owner: dict[int, int] = {}
    place = 0
    for number, clause in enumerate(clauses):
        parts = [term for term in clause.terms if not term.joined]
        for start in range(place, len(words) - len(parts) + 1):
            if [w.stem for w in words[start : start + len(parts)]] == [part.stem for part in parts]:
                owner |= dict.fromkeys(range(start, start + len(parts)), number)
                place = start + len(parts)
                break
    return words, owner


def _is_weak(clause: Clause) -> bool:
    return clause.kind == "word" and all(is_weak(term.word) for term in clause.terms)


def _last(clause: Clause) -> Term:
    return [term for term in clause.terms if not term.joined][-1]


def _typed(clauses: list[Clause]) -> str:
    """Clauses as a person would say them."""
    return " ".join(term.word for clause in clauses for term in clause.terms if not term.joined)


def _suggestion(units: list[_Unit], text: str) -> str | None:
    """The query with each unknown word replaced by the closest known one; None when there is nothing to mend."""
    mended = text
    for unit in units:
        if unit.mended:
            for term in unit.clauses[0].terms:
                if term.joined or len(unit.clauses[0].terms) == 1:
                    mended = _replace_word(mended, _typed(unit.clauses), unit.mended[0])
    return mended if mended != text else None


def _replace_word(text: str, typed: str, word: str) -> str:
    position = text.casefold().find(typed.split(" ")[0])
    if position < 0:
        return text
    end = position
    for part in typed.split(" "):
        end = text.casefold().find(part, end) + len(part)
    return text[:position] + word + text[end:]
