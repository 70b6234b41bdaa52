"""Which concepts a query speaks of: by label in any of six languages, by acronym, or in everyday words.

Labels match as runs of stems; everyday wordings ("boss took passport") as a set of stems that stand close together;
acronyms only in their own case, since TIP and PPP are words in lower case. Labels that are everyday words by themselves
weigh little inside a longer query. `concept` scores are those of the library's own words for it, in every language that
the library holds, so an expansion never finds what is not written there. Smuggling and modern slavery are related to
trafficking, not synonyms of it: related concepts are never searched.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

from reader.core.guidance import Concept
from reader.core.search.analysis import Term, query_terms
from reader.core.search.labels import Labels, Run, run_term
from reader.core.search.postings import Cache, Floats, Ids
from reader.core.search.scorer import Scorer
from reader.core.text import fold

NARROWER = 0.4  # weight of a narrower concept's words, against its own
KIND_WEIGHTS = {"label": 0.9, "everyday": 0.85, "generic": 0.3}
# A query about these can be answered although the library lacks the word: they are who and why, not what is asked.
_NOT_A_TOPIC = {"people", "drivers", "contexts"}
_SLACK = 2  # words that may stand between those of an everyday wording

Kind = Literal["label", "everyday", "generic"]


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a query, and the places (indexes of the query's words) that speak of it."""

    concept: str
    kind: Kind
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class ConceptScores:
    """The passages that speak of a concept: how well, and how surely (1, or NARROWER)."""

    ids: Ids
    scores: Floats
    sureness: Floats


class Thesaurus:
    def __init__(self, concepts: Iterable[Concept], labels: Labels, scorer: Scorer) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        self._scorer = scorer
        # An index that waits to be brought up to date has labels of concepts that are gone.
        self._sets = [(concept, stems) for concept, stems in labels.everyday if concept in self.concepts]
        self._acronyms: dict[str, list[str]] = defaultdict(list)
        self._runs: dict[str, dict[str, list[tuple[Run, str, bool]]]] = {}  # by language and first stem
        self._of_concept: dict[str, list[tuple[str, Run]]] = defaultdict(list)  # concept -> (language, run)
        self._scores: Cache[str, ConceptScores] = Cache()
        for language, rows in labels.runs.items():
            by_first = self._runs.setdefault(language, defaultdict(list))
            for concept_id, run, generic in rows:
                if concept_id not in self.concepts:
                    continue
                by_first[run[0]].append((run, concept_id, generic))
                if language in scorer.languages:
                    self._of_concept[concept_id].append((language, run))
        for concept in self.concepts.values():
            for acronym in concept.acronyms:
                self._acronyms[acronym].append(concept.id)

    def matches(self, query: str, words: list[Term], content: set[int]) -> list[Match]:
        """The concepts of a query. `words` are its terms in order, `content` the places of those that say something."""
        stems = [term.stem for term in words]
        found: list[Match] = []
        speaks_of_it = bool({"traffick", "victim"} & set(stems))
        for place, stem in enumerate(stems):
            for run, concept, generic in self._runs.get("en", {}).get(stem, ()):
                if tuple(stems[place : place + len(run)]) == run:
                    places = frozenset(range(place, place + len(run)))
                    weak: Kind = "generic" if generic and content - places and not speaks_of_it else "label"
                    found.append(Match(concept, weak, places))
        present = set(stems)
        for concept, wanted in self._sets:
            if wanted <= present and not (len(wanted) == 1 and len(content) > 3):
                places = frozenset(place for place in content if stems[place] in wanted)
                if places and max(places) - min(places) <= len(wanted) + _SLACK:
                    found.append(Match(concept, "everyday", places))
        raw = [query[term.start : term.end] for term in words]
        for place, word in enumerate(raw):
            found += [Match(concept, "label", frozenset({place})) for concept in self._acronyms.get(word, ())]
        return found + self._foreign_matches(query, raw)

    def _foreign_matches(self, query: str, raw: list[str]) -> list[Match]:
        found: list[Match] = []
        for language, labels in self._runs.items():
            if language == "en":
                continue
            if language == "zh":  # no spaces between words: a label may begin at any character
                folded = fold(query)
                everywhere = frozenset(range(len(raw)))
                pairs = {folded[place : place + 2] for place in range(len(folded) - 1)}
                runs = [entry for pair in pairs for entry in labels.get(pair, ())]
                found += [Match(c, "label", everywhere) for run, c, _ in runs if _spelt(run) in folded]
                continue
            stems = [_stem(word, language) for word in raw]
            for place, stem in enumerate(stems):
                for run, concept, _ in labels.get(stem, ()):
                    if tuple(stems[place : place + len(run)]) == run:
                        found.append(Match(concept, "label", frozenset(range(place, place + len(run)))))
        return found

    def scores(self, concept: str) -> ConceptScores:
        """The passages that speak of a concept, in the library's words."""
        known = self._scores.get(concept)
        if known is not None:
            return known
        scores, sureness = self._scorer.nothing(), self._scorer.nothing()
        kin = [(concept, 1.0), *((name, NARROWER) for name in self.concepts[concept].narrower if name in self.concepts)]
        for name, weight in kin:
            for language, run in self._of_concept[name]:
                found = self._scorer.run(run, language)
                if len(found.ids):
                    scores[found.ids] = np.maximum(scores[found.ids], found.weights * np.float32(weight))
                    sureness[found.ids] = np.maximum(sureness[found.ids], np.float32(weight))
        ids = np.flatnonzero(scores).astype(np.int32)
        return self._scores.put(concept, ConceptScores(ids, scores[ids], sureness[ids]), 12 * len(ids) + 300)

    def about_how_many(self, concept: str) -> int:
        """How many passages speak of a concept or a narrower one, some counted twice."""
        names = [concept, *(name for name in self.concepts[concept].narrower if name in self.concepts)]
        runs = {(language, run_term(run)) for name in names for language, run in self._of_concept[name]}
        held = sum(self._scorer.about_how_many(term, language) for language, term in runs)
        return min(held, self._scorer.count)

    def is_untreated(self, concept: str) -> bool:
        """Whether a query about this concept asks for something that the library does not treat."""
        entry = self.concepts[concept]
        return not entry.in_corpus and entry.facet not in _NOT_A_TOPIC

    def wording(self, concept: str) -> set[tuple[str, Run]]:
        """The runs of stems by which the library speaks of a concept, with their language: what to mark."""
        return {(lang, run) for lang, run in self._of_concept[concept] if len(self._scorer.run(run, lang).ids)}


@lru_cache(maxsize=20_000)
def _stem(word: str, language: str) -> str:
    return next((term.stem for term in query_terms(word, language) if not term.joined), "")


def _spelt(run: Run) -> str:
    """A run of overlapping pairs of characters as the text it came from."""
    return "".join(pair[0] for pair in run) + run[-1][1:]
