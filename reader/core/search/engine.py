"""Answers: from a query to ranked passages, with every hit, an exact total, and an honest verdict.

The words of a query fall into units (`units.py`). The sum of their scores is multiplied by the share of the query that
a passage covers, weighed by rarity: passages with all of it come first without shutting out the others. Filters and
facets (`filters.py`), the verdict (`verdict.py`) and the hits themselves (`hits.py`) follow from these arrays.

An engine answers over one index as it lies on disk. Documents whose text has changed since are left out and counted as
waiting, so an old index stays useful while the new one is being made.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np

from reader.core.guidance import Guidance, Question
from reader.core.query import clean_text
from reader.core.search.analysis import analysis_of, stem_of
from reader.core.search.answer import LENT, Answer, explanation
from reader.core.search.catalogue import Catalogue
from reader.core.search.filters import Facets, Mask
from reader.core.search.hits import Groups, Hits, make_hit
from reader.core.search.index import Index
from reader.core.search.marked import Marked
from reader.core.search.meaning import DIMENSIONS, NO_MEANING, STEPS, Meaning
from reader.core.search.parse import Parsed, is_weak, parse
from reader.core.search.postings import Floats
from reader.core.search.questions import Features, KnownQuestions
from reader.core.search.schema import LANGUAGE
from reader.core.search.scorer import Scorer, clause_terms, is_common
from reader.core.search.thesaurus import Thesaurus
from reader.core.search.units import Unit, UnitScorer, group, places_of, typed_words
from reader.core.search.verdict import is_answered
from reader.core.search.vocabulary import Vocabulary
from reader.core.types import DocumentInfo, Hit, HitGroup, Passage, ResultPage

MIN_COVERAGE = 0.25  # of the query, for a passage to be a hit at all
SIMILAR = 0.3  # least likeness of a known question that lends its passages
MEANT = 0.6  # how much likeness of meaning counts
LIKE = 0.3  # likeness that any two passages have
ALIKE = 0.5  # likeness that makes a passage a hit without a word of the query
_SENTENCE = 3  # words of a query from which on it may
_JUDGED = 3  # best hits that the verdict looks at
_SURE = 0.8  # how much of a query is covered by a passage that answers the same question

Block = tuple[str, str]  # document and block ids


class Engine:
    """Answers queries over one index. Not shared between threads; the hits it returns may be read in another."""

    def __init__(
        self,
        index: Index,
        passages: Callable[[str], Sequence[Passage]],
        documents: Mapping[str, DocumentInfo],
        guidance: Guidance = Guidance(),  # noqa: B008  # frozen
        meaning: Meaning = NO_MEANING,
    ) -> None:
        """`passages` gives those of a document in reading order; `documents` are all of the library."""
        self._scorer = Scorer(index.whoosh, Vocabulary(index.words))
        self._passages = passages
        self._documents = documents
        self._held = [n for n, info in documents.items() if info.passages and n in index.documents
                      and index.documents[n].edition == info.edition]  # fmt: skip
        self.without_text = sum(not info.passages for info in documents.values())
        self.waiting = len(documents) - self.without_text - len(self._held)
        reader = self._scorer.reader
        rows = {index.documents[name].key: row for row, name in enumerate(self._held)}
        keys = reader.column("document")
        table = np.full(int(keys.max(initial=0)) + 1, -1, dtype=np.int32)
        for key, row in rows.items():
            if key < len(table):
                table[key] = row
        self._row_of = table[keys]
        self._place_of = reader.column("place").astype(np.int64)
        self._usable: Mask = reader.alive & (self._row_of >= 0)
        self._row_of = np.maximum(self._row_of, 0)
        self._weights: Floats = reader.column("weight").astype(np.float32) / np.float32(100)
        # Ties stand in the order of the library, whatever the order of the index.
        order = {name: number for number, name in enumerate(documents)}
        by_row = np.array([order[name] for name in self._held] or [0], dtype=np.int64)
        self._order = (by_row[self._row_of] << 32) | self._place_of
        self.searched = int(self._usable.sum())
        self._thesaurus = Thesaurus(guidance.concepts, index.labels, self._scorer)
        self._unit_scorer = UnitScorer(self._scorer, self._thesaurus, meaning)
        self._meaning = meaning
        self._vectors = reader.vectors("meaning", DIMENSIONS) / np.float32(STEPS)
        self._row_of_name = {name: row for row, name in enumerate(self._held)}
        self._facets = Facets([documents[n] for n in self._held], self._row_of, self._addressees(guidance))
        self._asked_of: dict[Block, tuple[str, ...]] = {}
        for block, addressee in guidance.addressees:
            name, _, id_ = block.partition("#")
            self._asked_of[name, id_] = (*self._asked_of.get((name, id_), ()), addressee)
        self._features = lru_cache(maxsize=2_000)(self._find_features)
        self._rarity = lru_cache(maxsize=20_000)(self._find_rarity)
        self._questions = KnownQuestions(guidance.questions, self._features, self._rarity)
        self._catalogue = Catalogue(guidance.publications, self._features, self._rarity)

    def close(self) -> None:
        self._scorer.close()

    def filter_values(self) -> dict[str, tuple[str, ...]]:
        """For each field that can be filtered by, the values that the library has."""
        return self._facets.all_values()

    # -- the answer ------------------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        typing: bool = False,
        expand: bool = True,
        marked: Collection[Block] = (),
        explain: bool = False,
    ) -> ResultPage:
        """Every passage that answers `text`, best first; ties in the order of the library.

        With `typing`, the last word counts as unfinished; without `expand`, only what was typed is searched. `marked`
        are the blocks that the reader has marked. Never raises for anything typed.
        """
        answer = self._answer(text, typing, expand)
        parsed, units = answer.parsed, answer.units
        mine = self._mask(marked)
        passing, unknown = self._facets.narrow(parsed.filters, mine)
        hits: Mask = answer.final > 0
        if not units and passing:  # filters alone: everything that passes them, in the order of the library
            hits = self._usable & ~answer.excluded
            answer.final[hits] = 1.0
        facets = self._facets.counts(hits, passing, parsed.filters, mine)
        everything = ranked = self._ranked(hits, answer)
        answered = parsed.only_notes or self._is_answered(everything, answer, expand)
        for mask in passing.values():
            hits &= mask
        if parsed.only_notes:
            hits[:] = False
        if passing or parsed.only_notes:
            ranked = self._ranked(hits, answer)
        suggestion, suggested = self._suggest(text, answer, expand, mine)
        return ResultPage(
            query=text,
            hits=ranked,
            passages_searched=self.searched,
            documents_searched=len(self._held),
            documents_waiting=self.waiting,
            documents_without_text=self.without_text,
            groups=self._groups(hits, answer, ranked),
            facets=facets,
            total_unfiltered=len(everything),
            unknown_filters=unknown,
            ignored=parsed.ignored,
            missing=tuple(typed_words(u.clauses) for u in units if not u.is_found and u.importance > 0),
            answered=answered,
            expansions=self._expansions(units, text),
            suggestion=suggestion,
            suggestion_total=suggested,
            asked=bool(units) and bool((hits & ~self._said(units) & ~answer.only_meant).any()),
            meant=bool((hits & answer.only_meant).any()),
            catalogue=() if answered or not units
            else self._catalogue.fitting(answer.features, answer.similar, SIMILAR),
            nothing_asked=not parsed.wanted and not parsed.filters,
            for_notes=parsed.for_notes,
            only_notes=parsed.only_notes,
            explanation=explanation(answer, ranked, self._thesaurus) if explain else None,
        )  # fmt: skip

    def _answer(self, text: str, typing: bool, expand: bool) -> Answer:
        parsed = parse(text, LANGUAGE, typing)
        clean = clean_text(parsed.unfiltered)  # the words of a filter speak of no concept
        units = group(clean, parsed, self._thesaurus, expand)
        self._unit_scorer.score(units, expand)
        whole = sum(unit.importance for unit in units) or 1.0
        total, covered = self._scorer.nothing(), self._scorer.nothing()
        for unit in units:
            total += unit.scores
            covered += np.float32(unit.importance) * unit.shares * (unit.scores > 0)
        features = self._features(clean) if expand and units else frozenset()
        similar = self._questions.similar(features) if features else []
        lent = self._lend(similar, whole)
        total += np.float32(LENT * whole) * lent
        np.maximum(covered, np.float32(whole) * np.minimum(1.0, lent * np.float32(_SURE)), out=covered)
        excluded: Mask = np.zeros(self._scorer.count, dtype=bool)
        for clause in parsed.clauses:
            if clause.negated:
                excluded |= self._scorer.match(clause, asked=False)[0] > 0
        final = total * (covered / np.float32(whole))
        found: Mask = (final > 0) & (covered >= np.float32(MIN_COVERAGE * whole))
        alike, only_meant = self._alike(parsed, found) if expand else (self._scorer.nothing(), found & ~found)
        final = (final + np.float32(whole) * alike) * self._weights
        final[~(found | only_meant) | ~self._usable | excluded] = 0.0
        return Answer(
            parsed, units, similar, features, whole, covered, lent, alike, only_meant, excluded, self._weights, final
        )

    def _alike(self, parsed: Parsed, found: Mask) -> tuple[Floats, Mask]:
        """What likeness of meaning adds to each passage, in shares of the query's importance; and which passages are
        hits by it alone. Those a sentence may have, but neither a word or two nor an exact phrase, which ask for
        themselves."""
        nothing = self._scorer.nothing()
        if len(parsed.wanted) < 2 or any(clause.kind == "phrase" for clause in parsed.wanted):
            return nothing, nothing > 0
        # An acronym is none of the words that its letters spell.
        words = [term for clause in parsed.wanted if not clause.raw.isupper() for term in clause.terms]
        vector = self._meaning.of(words)
        if vector is None:
            return nothing, nothing > 0
        likeness = (self._vectors @ vector).astype(np.float32)
        only_meant = ~found & (likeness >= ALIKE) & (len(parsed.wanted) >= _SENTENCE)
        added = np.float32(MEANT) * np.maximum(likeness - np.float32(LIKE), 0)
        return added * (found | only_meant), only_meant

    def _ranked(self, hits: Mask, answer: Answer) -> Hits:
        ids = np.flatnonzero(hits).astype(np.int32)
        marks = self._marked(answer.units)

        def make(number: int, score: float) -> Hit:
            name = self._held[self._row_of[number]]
            passage = self._passages(name)[int(self._place_of[number])]
            language = analysis_of(passage.language)
            to = self._asked_of.get((passage.document, passage.block), ())
            return make_hit(passage, self._documents[name], score, marks.get(language) or Marked(language), to)

        return Hits(ids, answer.final[ids], self._order[ids], make)

    def _groups(self, hits: Mask, answer: Answer, ranked: Hits) -> Sequence[HitGroup]:
        """The hits by document; a document stands where its best hit does."""
        ids = np.flatnonzero(hits).astype(np.int32)
        if not len(ids):
            return ()
        rows = self._row_of[ids]
        # A document is indexed in one go, so its passages stand together.
        starts = np.concatenate([[0], np.flatnonzero(np.diff(rows)) + 1])
        scores, order = answer.final[ids], self._order[ids]
        best = np.maximum.reduceat(scores, starts)
        ends = np.append(starts[1:], len(ids))
        best_first = np.lexsort((order[starts], -best))

        def make(place: int) -> HitGroup:
            number = best_first[place]
            own = slice(int(starts[number]), int(ends[number]))
            info = self._documents[self._held[rows[own.start]]]
            hits_here = Hits(ids[own], scores[own], order[own], ranked.make_hit)
            return HitGroup(info.id, info.short_title, info.date, hits_here)

        return Groups(len(best_first), make)

    def _is_answered(self, everything: Hits, answer: Answer, expand: bool) -> bool:
        """The verdict, on what is found before filters: those say what to show, not what the library treats."""
        if not answer.units:
            return bool(answer.parsed.filters)
        if not expand:
            return bool(everything)
        numbers = [everything.number(rank) for rank in range(min(_JUDGED, len(everything)))]
        best = max((float(answer.covered[number]) for number in numbers), default=0.0)
        return is_answered(answer.units, best, answer.whole, answer.similar)

    def _said(self, units: list[Unit]) -> Mask:
        """Passages that speak of what was asked themselves, not only in a question that practitioners had."""
        said = self._scorer.nothing()
        for unit in units:
            said += unit.said
        return said > 0

    # -- known questions -------------------------------------------------------------------------------------

    def _find_features(self, text: str) -> Features:
        wanted = parse(text, LANGUAGE).wanted
        words, owner = places_of(text, wanted)
        stems = {words[place].stem for place in owner if not is_weak(words[place].word)}
        found = self._thesaurus.matches(text, words, set(owner))
        return frozenset(stems | {f"@{m.concept}" for m in found if m.kind != "generic" and m.places & owner.keys()})

    def _find_rarity(self, feature: str) -> float:
        """Of a stem or "@concept", by what the text fields hold: known without reading postings."""
        if feature.startswith("@"):
            held = self._thesaurus.about_how_many(feature[1:])
        else:
            held = self._scorer.about_how_many(feature, LANGUAGE)
        return self._scorer.rarity_among_all(held) if held else float("inf")

    def _lend(self, similar: list[tuple[float, Question]], whole: float) -> Floats:
        """How much passages come forward that answer a question like this one."""
        lent = self._scorer.nothing()
        for likeness, question in similar:
            if likeness < SIMILAR:
                break
            for block, grade in question.answers:
                number = self._number(*block.split("#"))
                if number is not None:
                    lent[number] = max(float(lent[number]), likeness * grade / 3)
        return lent

    # -- blocks and passages ---------------------------------------------------------------------------------

    def _addressees(self, guidance: Guidance) -> dict[str, Any]:
        found: dict[str, list[int]] = {}
        for block, addressee in guidance.addressees:
            number = self._number(*block.split("#"))
            if number is not None:
                found.setdefault(addressee, []).append(number)
        return {name: np.array(numbers, dtype=np.int32) for name, numbers in found.items()}

    def _mask(self, blocks: Collection[Block]) -> Mask:
        mask: Mask = np.zeros(self._scorer.count, dtype=bool)
        for block in blocks:
            number = self._number(*block)
            if number is not None:
                mask[number] = True
        return mask

    @lru_cache(maxsize=10_000)  # noqa: B019  # an engine lives as long as its index
    def _number(self, document: str, block: str) -> int | None:
        """The passage of a block, by its number in the index."""
        row = self._row_of_name.get(document)
        if row is None:
            return None
        place = next((n for n, passage in enumerate(self._passages(document)) if passage.block == block), None)
        numbers = np.flatnonzero((self._row_of == row) & (self._place_of == place) & self._usable)
        return int(numbers[0]) if place is not None and len(numbers) else None

    # -- around the hits -------------------------------------------------------------------------------------

    def _suggest(self, text: str, asked: Answer, expand: bool, mine: Mask) -> tuple[str | None, int]:
        """The query with each unknown word replaced by the closest known one, and how many hits that has."""
        wanted = asked.parsed.wanted
        words, owner = places_of(clean_text(text), wanted)
        mended = text
        meant = {id(clause): word for unit in asked.units for clause, word in reversed(unit.mended)}
        for number, clause in reversed(list(enumerate(wanted))):
            own = [words[place] for place in sorted(owner) if owner[place] == number]
            if own and id(clause) in meant:
                mended = mended[: own[0].start] + meant[id(clause)] + mended[own[-1].end :]
        if mended == text:
            return None, 0
        answer = self._answer(mended, typing=False, expand=expand)
        hits = answer.final > 0
        for mask in self._facets.narrow(answer.parsed.filters, mine)[0].values():
            hits &= mask
        found = int(hits.sum())
        return (mended, found) if found else (None, 0)

    def _expansions(self, units: list[Unit], text: str) -> tuple[tuple[str, str], ...]:
        """What was searched besides what was typed, as (typed, meant) pairs for the line that says so."""
        found: list[tuple[str, str]] = []
        for unit in units:
            typed = typed_words(unit.clauses)
            for match, _ in unit.matches:
                preferred = self._thesaurus.concepts[match.concept].preferred
                new = preferred.casefold() not in text.casefold() and (typed, preferred) not in found
                if match.kind != "generic" and new and len(self._thesaurus.scores(match.concept).ids):
                    found.append((typed, preferred))
            found += [(typed_words([clause]), word) for clause, word in (*unit.mended, *unit.like)]
        return tuple(found)

    def _marked(self, units: list[Unit]) -> dict[str, Marked]:
        found = {language: Marked(language) for language in self._scorer.languages}
        for language, marked in found.items():
            words = self._scorer.vocabulary.words(language)
            for unit in units:
                for clause in unit.clauses:
                    own = clause_terms(clause, language)
                    if own and not is_common(clause, language):
                        marked.add(
                            clause.kind, own, set(words.completions(_typed_end(own))) if clause.prefix else set()
                        )
                # By the stem: what was searched was every form of the word.
                marked.stems |= {stem_of(language)(word) for _, word in (*unit.mended, *unit.like)}
        for unit in units:
            for match, _ in unit.matches:
                if match.kind != "generic":
                    for language, run in self._thesaurus.wording(match.concept):
                        found[language].phrases.append((list(run), set()))
        return found


def _typed_end(found: Sequence[Any]) -> str:
    """What completions begin with: the joined form of an unfinished hyphenated word, else its last part."""
    return str(next((term for term in found if term.joined), found[-1]).word)
