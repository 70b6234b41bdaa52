"""Which concepts a query speaks of: by label in any of six languages, by acronym, or in everyday words.

Labels match as runs of stems; everyday wordings ("boss took passport") as a set of stems that stand close together;
acronyms only in their own case, since TIP and PPP are words in lower case. Labels that are everyday words by themselves
weigh little inside a longer query. `concept` scores are those of the library's own words for it, so an expansion never
finds what is not written there. Smuggling and modern slavery are related to trafficking, not synonyms of it: related
concepts are never searched.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from reader.core.search.analysis import Term, stop_words, terms
from reader.core.search.schema import LANGUAGE
from reader.core.search.scorer import Scorer
from reader.core.text import fold
from reader.core.types import Concept

NARROWER = 0.4  # weight of a narrower concept's words, against its own
KIND_WEIGHTS = {"label": 0.9, "everyday": 0.85, "generic": 0.3}
# A query about these can be answered although the library lacks the word: they are who and why, not what is asked.
_NOT_A_TOPIC = {"people", "drivers", "contexts"}
_SLACK = 2  # words that may stand between those of an everyday wording
_ARABIC_ARTICLE = re.compile(r"^(?:[وفبك]?ال|لل)(?=\w{3})")

Kind = Literal["label", "everyday", "generic"]


@dataclass(frozen=True, slots=True)
class Match:
    """A concept found in a query, and the places (indexes of the query's words) that speak of it."""

    concept: str
    kind: Kind
    places: frozenset[int]


class Thesaurus:
    def __init__(self, concepts: Iterable[Concept], scorer: Scorer) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        self._scorer = scorer
        self._runs: dict[str, list[tuple[tuple[str, ...], str, Kind]]] = defaultdict(list)  # by first stem
        self._sets: list[tuple[frozenset[str], str]] = []
        self._acronyms: dict[str, list[str]] = defaultdict(list)
        self._foreign: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}  # by language and first stem
        self._scores: dict[str, tuple[dict[int, float], dict[int, float]]] = {}
        common = stop_words(LANGUAGE)
        for concept in self.concepts.values():
            for label in (*concept.labels, *concept.wording):
                stems = _stems(label)
                kind: Kind = "generic" if label in concept.generic else "label"
                if stems:
                    self._runs[stems[0]].append((stems, concept.id, kind))
            for wording in concept.everyday:
                words = [term for term in terms(wording, LANGUAGE) if not term.joined]
                kept = [term for term in words if term.word not in common]
                if kept and not (len(kept) == 1 < len(words) and len(kept[0].stem) < 7):
                    self._sets.append((frozenset(term.stem for term in kept), concept.id))
            for acronym in concept.acronyms:
                self._acronyms[acronym].append(concept.id)
            for language, label in concept.translations:
                run = foreign_stems(label, language)
                self._foreign.setdefault(language, {}).setdefault(run[0], []).append((run, concept.id))

    def matches(self, query: str, words: list[Term], content: set[int]) -> list[Match]:
        """The concepts of a query. `words` are its terms in order, `content` the places of those that say something."""
        stems = [term.stem for term in words]
        found: list[Match] = []
        speaks_of_it = bool({"traffick", "victim"} & set(stems))
        for place, stem in enumerate(stems):
            for run, concept, kind in self._runs.get(stem, ()):
                if tuple(stems[place : place + len(run)]) == run:
                    places = frozenset(range(place, place + len(run)))
                    weak: Kind = "generic" if kind == "generic" and content - places and not speaks_of_it else "label"
                    found.append(Match(concept, weak, places))
        present = set(stems)
        for wanted, concept in self._sets:
            if wanted <= present and not (len(wanted) == 1 and len(content) > 3):
                places = frozenset(place for place in content if stems[place] in wanted)
                if places and max(places) - min(places) <= len(wanted) + _SLACK:
                    found.append(Match(concept, "everyday", places))
        raw = [query[term.start : term.end] for term in words]
        for place, word in enumerate(raw):
            found += [Match(concept, "label", frozenset({place})) for concept in self._acronyms.get(word, ())]
        return found + self._foreign_matches(query, words)

    def _foreign_matches(self, query: str, words: list[Term]) -> list[Match]:
        found: list[Match] = []
        raw = [query[term.start : term.end] for term in words]
        for language, labels in self._foreign.items():
            if language == "zh":  # no spaces between words: a label may begin at any character
                folded = fold(query)
                everywhere = frozenset(range(len(words)))
                runs = [entry for character in set(folded) for entry in labels.get(character, ())]
                found += [Match(concept, "label", everywhere) for run, concept in runs if "".join(run) in folded]
                continue
            stems = [foreign_stem(word, language) for word in raw]
            for place, stem in enumerate(stems):
                for run, concept in labels.get(stem, ()):
                    if tuple(stems[place : place + len(run)]) == run:
                        found.append(Match(concept, "label", frozenset(range(place, place + len(run)))))
        return found

    def scores(self, concept: str) -> tuple[dict[int, float], dict[int, float]]:
        """Scores of the passages that speak of a concept, and how surely (1, or NARROWER): in the library's words."""
        if concept not in self._scores:
            scores: dict[int, float] = {}
            sureness: dict[int, float] = {}
            entry = self.concepts[concept]
            kin = [(entry, 1.0), *((self.concepts[n], NARROWER) for n in entry.narrower if n in self.concepts)]
            for one, weight in kin:
                for label in (*one.labels, *one.wording):
                    for number, score in self._scorer.run(_stems(label)).items():
                        scores[number] = max(scores.get(number, 0.0), score * weight)
                        sureness[number] = max(sureness.get(number, 0.0), weight)
            self._scores[concept] = scores, sureness
        return self._scores[concept]

    def is_untreated(self, concept: str) -> bool:
        """Whether a query about this concept asks for something that the library does not treat."""
        entry = self.concepts[concept]
        return not entry.in_corpus and entry.facet not in _NOT_A_TOPIC

    def wording(self, concept: str) -> set[tuple[str, ...]]:
        """The runs of stems by which the library speaks of a concept: what to mark in its passages."""
        entry = self.concepts[concept]
        return {run for run in map(_stems, (*entry.labels, *entry.wording)) if self._scorer.run(run)}


def _stems(label: str) -> tuple[str, ...]:
    return tuple(term.stem for term in terms(label, LANGUAGE) if not term.joined)


def foreign_stems(label: str, language: str) -> tuple[str, ...]:
    if language == "zh":
        return tuple(fold(label))
    return tuple(
        foreign_stem(label[term.start : term.end], language) for term in terms(label, LANGUAGE) if not term.joined
    )


@lru_cache(maxsize=20_000)
def foreign_stem(word: str, language: str) -> str:
    """A stem of another language; for Arabic the article and the one-letter prefixes before it are taken off."""
    folded = fold(word)
    if language == "ar":
        return _ARABIC_ARTICLE.sub("", folded)
    return next((term.stem for term in terms(folded, language) if not term.joined), folded)
