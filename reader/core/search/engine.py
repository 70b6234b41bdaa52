"""Scoring: from clauses to ranked passages, with every hit and an exact total.

Whoosh keeps the index and reads postings; its matchers are not used. They are the slow part (an Or of 30 terms takes
seconds at 100,000 passages, a prefix up to a minute), while reading each term's postings once into a table and adding
up scores term by term gives the same ranking in milliseconds (FINDINGS, "Whoosh").

The formula is BM25F (Robertson, Zaragoza, Taylor 2004): term frequencies of the fields are weighted, normalised by
field length and added before they saturate. A clause is scored by its best alternative (the word itself, the joined
form or the parts of a hyphenated word, the completions of an unfinished one). The sum is then multiplied by the share
of the query that a passage matches, weighed by rarity: so passages with all words come first without shutting out the
others. What matches less than MIN_COVERAGE is noise and no hit.
"""

from collections import OrderedDict
from collections.abc import Iterable
from functools import lru_cache
from math import log
from typing import Any

from reader.core.search.analysis import Term, terms
from reader.core.search.parse import Clause, parse
from reader.core.search.schema import LANGUAGE, WEIGHTS
from reader.core.search.snippets import snippet
from reader.core.types import DocumentInfo, Hit, Passage, ResultPage

K1 = 1.5
B = 0.6
MIN_COVERAGE = 0.35
MAX_COMPLETIONS = 48
PART_WEIGHT = 0.45  # of one part of a hyphenated word, against the whole
PREFIX_WEIGHT = 0.8  # of a completion, against the word as typed
_CACHED_TERMS = 2_000

Postings = dict[int, float]  # passage number -> weighted, normalised term frequency
Scores = dict[int, float]


class Engine:
    """Answers queries over one index. Not shared between threads: the postings cache is unguarded."""

    def __init__(self, index: Any, passages: Iterable[Passage], documents: dict[str, DocumentInfo]) -> None:
        self._reader = index.reader()
        self._documents = documents
        self._passages = {f"{p.document}#{p.block}": p for p in passages}
        self._count = self._reader.doc_count_all()
        column = self._reader.column_reader("id") if self._count else ()  # Whoosh has none for an empty index
        self._ids = [column[number] for number in range(self._count)]
        self._lengths = {
            field: [self._reader.doc_field_length(number, field) or 0 for number in range(self._count)]
            for field in (*WEIGHTS, "word")
        }
        self._average = {field: (sum(ls) / len(ls) if ls else 1.0) or 1.0 for field, ls in self._lengths.items()}
        self._cache: OrderedDict[tuple[str, str], Postings] = OrderedDict()

    def close(self) -> None:
        self._reader.close()

    # -- the answer ------------------------------------------------------------------------------------------

    def search(self, text: str, typing: bool = False) -> ResultPage:
        """Every passage that answers `text`, best first; ties in the order of the library.

        With `typing`, the last word counts as unfinished. Never raises for anything typed.
        """
        parsed = parse(text, LANGUAGE, typing)
        wanted = [clause for clause in parsed.clauses if not clause.negated]
        matches = [self._match(clause) for clause in wanted]
        importance = [self._importance(clause) for clause in wanted]
        whole = sum(importance)
        total: Scores = {}
        covered: Scores = {}
        for (scores, shares), weight in zip(matches, importance, strict=True):
            for number, score in scores.items():
                total[number] = total.get(number, 0.0) + score
                covered[number] = covered.get(number, 0.0) + weight * shares[number]
        for clause in parsed.clauses:
            if clause.negated:
                for number in self._match(clause)[0]:
                    total.pop(number, None)
        ranked = []
        for number, score in total.items():
            coverage = covered[number] / whole
            if coverage >= MIN_COVERAGE:
                passage = self._passages[self._ids[number]]
                ranked.append((-score * coverage * passage.weight, number, passage))
        ranked.sort(key=lambda row: row[:2])
        marked = self._marked(wanted)
        return ResultPage(
            query=text,
            hits=tuple(self._hit(passage, -negative, marked) for negative, _, passage in ranked),
            passages_searched=self._count,
            documents_searched=len(self._documents),
            ignored=parsed.ignored,
            missing=tuple(_typed(clause) for clause, (scores, _) in zip(wanted, matches, strict=True) if not scores),
        )

    def _hit(self, passage: Passage, score: float, marked: "_Marked") -> Hit:
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

    # -- matching one clause ---------------------------------------------------------------------------------

    def _match(self, clause: Clause) -> tuple[Scores, Scores]:
        """Scores of the passages that match, and for each the share of the clause that it matches (0 to 1)."""
        if clause.kind == "phrase":
            found = self._phrase(clause)
            return found, dict.fromkeys(found, 1.0)
        scores: Scores = {}
        shares: Scores = {}
        for score_of, share in self._alternatives(clause):
            for number, score in score_of.items():
                if score * share > scores.get(number, 0.0):
                    scores[number] = score * share
                shares[number] = max(share, shares.get(number, 0.0))
        return scores, shares

    def _alternatives(self, clause: Clause) -> Iterable[tuple[Scores, float]]:
        compound = len(clause.terms) > 1
        parts = [term for term in clause.terms if not term.joined]
        for term in clause.terms:
            if term.joined or not compound:
                yield self._score(self._frequencies(term.stem)), 1.0
        if compound:
            yield self._phrase(clause), 1.0
            for term in parts:
                if len(term.word) > 3:
                    yield self._score(self._frequencies(term.stem)), PART_WEIGHT
        if clause.prefix:
            last = parts[-1] if parts else clause.terms[-1]
            typed = next((t for t in clause.terms if t.joined), last).word
            for word in self._completions(typed):
                yield self._score(self._field_frequencies("word", word)), PREFIX_WEIGHT

    def _phrase(self, clause: Clause) -> Scores:
        """Passages where the terms stand side by side in the text; scored as one rare term."""
        parts = [term for term in clause.terms if not term.joined]
        places = [self._positions(term.stem) for term in parts]
        if clause.prefix and parts:
            places[-1] = self._prefix_positions(parts[-1], places[-1])
        found: Postings = {}
        for number in set.intersection(*(set(place) for place in places)) if places else ():
            starts = set(places[0][number])
            for offset, place in enumerate(places[1:], 1):
                starts &= {position - offset for position in place[number]}
            if starts:
                found[number] = self._normalised("text", number, float(len(starts)))
        return self._score(found)

    def _prefix_positions(self, term: Term, exact: dict[int, list[int]]) -> dict[int, list[int]]:
        merged = {number: list(positions) for number, positions in exact.items()}
        for word in self._completions(term.word):
            for stem in {t.stem for t in terms(word, LANGUAGE)}:
                for number, positions in self._positions(stem).items():
                    merged.setdefault(number, []).extend(positions)
        return merged

    # -- numbers ---------------------------------------------------------------------------------------------

    def _score(self, frequencies: Postings) -> Scores:
        if not frequencies:
            return {}
        idf = log(1 + (self._count - len(frequencies) + 0.5) / (len(frequencies) + 0.5))
        return {number: idf * tf * (K1 + 1) / (tf + K1) for number, tf in frequencies.items()}

    def _importance(self, clause: Clause) -> float:
        """How much of a query this clause is: the rarity of its rarest alternative that occurs at all."""
        counts = [len(self._frequencies(term.stem)) for term in clause.terms if term.joined or len(clause.terms) == 1]
        if clause.kind == "phrase":
            counts = [len(self._phrase(clause))]
        elif clause.prefix and not any(counts):
            counts = [len(scores) for scores, _ in self._alternatives(clause) if scores]
        rarest = min((count for count in counts if count), default=1)
        return log(1 + (self._count - rarest + 0.5) / (rarest + 0.5))

    def _frequencies(self, stem: str) -> Postings:
        """Over the three fields, as BM25F adds them."""
        merged: Postings = {}
        for field, weight in WEIGHTS.items():
            for number, tf in self._field_frequencies(field, stem).items():
                merged[number] = merged.get(number, 0.0) + weight * tf
        return merged

    def _field_frequencies(self, field: str, term: str) -> Postings:
        key = (field, term)
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        found: Postings = {}
        for matcher in self._matcher(field, term):
            number = matcher.id()
            found[number] = self._normalised(field, number, matcher.weight())
        self._cache[key] = found
        if len(self._cache) > _CACHED_TERMS:
            self._cache.popitem(last=False)
        return found

    def _positions(self, stem: str) -> dict[int, list[int]]:
        return {matcher.id(): matcher.value_as("positions") for matcher in self._matcher("text", stem)}

    def _matcher(self, field: str, term: str) -> Iterable[Any]:
        """The posting list of a term, stepped through; nothing when the term does not occur."""
        if (field, term) not in self._reader:
            return
        matcher = self._reader.postings(field, term)
        while matcher.is_active():
            yield matcher
            matcher.next()

    def _normalised(self, field: str, number: int, frequency: float) -> float:
        return frequency / (1 - B + B * self._lengths[field][number] / self._average[field])

    def _completions(self, beginning: str) -> list[str]:
        """The most frequent words of the library that begin so, the typed word itself left out."""
        if len(beginning) < 2:
            return []
        found = [raw.decode() for raw in self._reader.expand_prefix("word", beginning)]
        found.sort(key=lambda word: (-self._reader.doc_frequency("word", word), word))
        return [word for word in found if word != beginning][:MAX_COMPLETIONS]

    def _marked(self, clauses: list[Clause]) -> "_Marked":
        marked = _Marked()
        for clause in clauses:
            parts = [term for term in clause.terms if not term.joined]
            words = set(self._completions(parts[-1].word)) if clause.prefix and parts else set()
            if clause.kind == "phrase":
                marked.phrases.append(([term.stem for term in parts], words))
                continue
            marked.words |= words
            for term in clause.terms:
                # The short parts of a hyphenated word ("non", "pre") would mark half the page.
                if term.joined or len(parts) == 1 or len(term.word) > 3:
                    marked.stems.add(term.stem)
        return marked


@lru_cache(maxsize=4_096)
def _terms(text: str) -> tuple[Term, ...]:
    """The terms of a passage; those of recent results are asked for again with every key."""
    return tuple(terms(text, LANGUAGE))


def _typed(clause: Clause) -> str:
    """A clause as a person would say it."""
    return " ".join(term.word for term in clause.terms if not term.joined)


class _Marked:
    """What to mark in the text of a hit."""

    def __init__(self) -> None:
        self.stems: set[str] = set()
        self.words: set[str] = set()  # completions of an unfinished word
        self.phrases: list[tuple[list[str], set[str]]] = []  # stems in order, completions of the last

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The (start, end) pairs to mark in `text`, in order, none overlapping."""
        found = _terms(text)
        spans = [(term.start, term.end) for term in found if term.stem in self.stems or term.word in self.words]
        parts = [term for term in found if not term.joined]
        for stems, words in self.phrases:
            for first in range(len(parts) - len(stems) + 1):
                run = parts[first : first + len(stems)]
                same = all(term.stem == stem for term, stem in zip(run[:-1], stems[:-1], strict=True))
                if same and (run[-1].stem == stems[-1] or run[-1].word in words):
                    spans.append((run[0].start, run[-1].end))
        merged: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)
