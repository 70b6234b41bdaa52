"""The labels of the thesaurus as runs of stems, by language: looked for in passages at indexing, in queries later.

Stems of 1,500 labels cost a quarter of a second, so they are made when the library is indexed and kept beside the
index. A label of one word needs no run: the text itself is indexed by that stem.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from reader.core.guidance import Concept
from reader.core.search.analysis import LANGUAGES, Term, query_terms, stop_words

Run = tuple[str, ...]


def stems_of(label: str, language: str) -> Run:
    return tuple(term.stem for term in query_terms(label, language) if not term.joined)


def run_term(run: Run) -> str:
    """A run as one term of the index."""
    return " ".join(run)


class Labels:
    """For each concept its runs by language (those of `generic` labels marked), and its everyday wordings."""

    def __init__(
        self, runs: Mapping[str, list[tuple[str, Run, bool]]], everyday: Iterable[tuple[str, frozenset[str]]]
    ) -> None:
        self.runs = runs  # language -> (concept, run, whether the label is generic)
        self.everyday = tuple(everyday)
        self._first: dict[str, dict[str, set[Run]]] = {}
        for language, entries in runs.items():
            by_first = self._first.setdefault(language, {})
            for _, run, _ in entries:
                if len(run) > 1:
                    by_first.setdefault(run[0], set()).add(run)

    def found(self, terms: Iterable[Term], language: str) -> list[tuple[str, int]]:
        """The runs of several words that stand in a text, as terms with their position."""
        wanted = self._first.get(language)
        if not wanted:
            return []
        words = [term for term in terms if not term.joined]
        stems = [term.stem for term in words]
        return [
            (run_term(run), words[place].position)
            for place, stem in enumerate(stems)
            for run in wanted.get(stem, ())
            if tuple(stems[place : place + len(run)]) == run
        ]

    def to_json(self) -> dict[str, Any]:
        return {
            "runs": {language: [[c, list(run), g] for c, run, g in rows] for language, rows in self.runs.items()},
            "everyday": [[concept, sorted(stems)] for concept, stems in self.everyday],
        }


def from_json(raw: Mapping[str, Any]) -> Labels:
    runs = {language: [(c, tuple(run), g) for c, run, g in rows] for language, rows in raw["runs"].items()}
    return Labels(runs, [(concept, frozenset(stems)) for concept, stems in raw["everyday"]])


def compile_labels(concepts: Iterable[Concept]) -> Labels:
    """The labels of the concepts, stemmed. English has labels and the library's own wording; the others have what the
    thesaurus translates."""
    runs: dict[str, dict[tuple[str, Run], bool]] = {language: {} for language in LANGUAGES}
    everyday = []
    common = stop_words("en")
    for concept in concepts:
        for label in (*concept.labels, *concept.wording):
            run = stems_of(label, "en")
            if run:
                runs["en"].setdefault((concept.id, run), label in concept.generic)
        for language, label in concept.translations:
            run = stems_of(label, language)
            if run:
                runs[language].setdefault((concept.id, run), False)
        for wording in concept.everyday:
            words = [term for term in query_terms(wording, "en") if not term.joined]
            kept = [term for term in words if term.word not in common]
            if kept and not (len(kept) == 1 < len(words) and len(kept[0].stem) < 7):
                everyday.append((concept.id, frozenset(term.stem for term in kept)))
    return Labels({lang: [(c, run, g) for (c, run), g in rows.items()] for lang, rows in runs.items()}, everyday)
