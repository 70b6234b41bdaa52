"""What to mark in the text of a hit: the words that were searched, in the passage's own spelling."""

from functools import lru_cache

from reader.core.search.analysis import Term, terms


@lru_cache(maxsize=4_096)
def terms_of(text: str, language: str) -> tuple[Term, ...]:
    """The terms of a passage; those of recent results are asked for again with every key."""
    return tuple(terms(text, language))


class Marked:
    """What to mark in the text of a hit in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.stems: set[str] = set()
        self.words: set[str] = set()  # completions of an unfinished word
        self.phrases: list[tuple[list[str], set[str]]] = []  # stems in order, completions of the last

    def add(self, kind: str, found: tuple[Term, ...], completions: set[str]) -> None:
        """Mark the terms of a clause, and what its unfinished last word may become."""
        parts = [term for term in found if not term.joined]
        if kind == "phrase":
            self.phrases.append(([term.stem for term in parts], completions))
            return
        self.words |= completions
        for term in found:
            # The short parts of a hyphenated word ("non", "pre") would mark half the page; pairs of Chinese characters
            # are found one by one.
            if term.joined or len(parts) == 1 or len(term.word) > 3 or self.language == "zh":
                self.stems.add(term.stem)

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """The (start, end) pairs to mark in `text`, in order, none overlapping."""
        found = terms_of(text, self.language)
        spans = [(term.start, term.end) for term in found if term.stem in self.stems or term.word in self.words]
        parts = [term for term in found if not term.joined]
        places: dict[str, list[int]] = {}
        for place, term in enumerate(parts):
            places.setdefault(term.stem, []).append(place)
        for stems, words in self.phrases:
            # A phrase of one unfinished word may begin anywhere; all others begin with their first stem.
            for first in places.get(stems[0], ()) if len(stems) > 1 or not words else range(len(parts)):
                run = parts[first : first + len(stems)]
                if len(run) < len(stems):
                    continue
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
