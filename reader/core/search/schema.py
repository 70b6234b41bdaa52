"""The fields of the index, and their weights.

`text` is the passage, `context` its headings and lead-in, `title` its document, `questions` those that practitioners
asked and the passage answers; all stemmed, with positions in the first two for phrases. `word` holds the folded,
unstemmed words of the passage: prefixes typed halfway work on it, since a stem may be shorter than what was typed. The
passage itself is not stored: texts live in the library.
"""

from collections.abc import Iterator
from typing import Any

from whoosh.analysis import Token, Tokenizer
from whoosh.fields import ID, FieldType, Schema
from whoosh.formats import Frequency, Positions

from reader.core.search.analysis import terms

VERSION = 2
"""Raise it with every change of fields or analysis: indexes of another version are rebuilt."""

LANGUAGE = "en"
"""The corpus is English."""

WEIGHTS = {"text": 1.0, "context": 0.35, "title": 0.15, "questions": 0.7}
"""Field weights of BM25F. Context decides between passages, it does not outrank what a passage itself says."""


class Analyzer(Tokenizer):  # type: ignore[misc]
    """Gives Whoosh our terms; `attribute` is "stem" or "word"."""

    def __init__(self, attribute: str) -> None:
        self.attribute = attribute

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Any]:
        token = Token(positions=True, chars=False, **{k: v for k, v in kwargs.items() if k in ("mode",)})
        token.stopped = False
        token.boost = 1.0
        for term in terms(value, LANGUAGE):
            token.text = token.original = getattr(term, self.attribute)
            token.pos = term.position
            yield token


def _field(attribute: str, positions: bool) -> Any:
    return FieldType(
        format=Positions() if positions else Frequency(), analyzer=Analyzer(attribute), scorable=True, stored=False
    )


def schema() -> Any:
    """A fresh schema; it is never read back from an index (that would unpickle it)."""
    return Schema(
        id=ID(unique=True, sortable=True),
        text=_field("stem", positions=True),
        context=_field("stem", positions=True),
        title=_field("stem", positions=False),
        questions=_field("stem", positions=False),
        word=_field("word", positions=False),
    )
