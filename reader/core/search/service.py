"""Search as the roof sees it: the engine over the newest index, and the index brought up to date.

While another process does that (`elsewhere`), searches make do with what there is, and say how many documents it lacks.
"""

from collections.abc import Collection, Mapping
from functools import cached_property
from pathlib import Path

from reader.core.guidance import Guidance
from reader.core.search.engine import Engine
from reader.core.search.index import Index, home_of, newest
from reader.core.search.indexer import PassagesOf, Step, in_memory, is_up_to_date, stamp_of, update
from reader.core.search.meaning import Meaning
from reader.core.types import DocumentInfo, ResultPage


class SearchService:
    """Not shared between threads; the hits it gives may be read in another."""

    def __init__(
        self,
        cache: Path,
        vectors: Path,
        documents: Mapping[str, DocumentInfo],
        passages: PassagesOf,
        guidance: Guidance,
        curation: str,
    ) -> None:
        """`vectors` is the folder of the word vectors; `curation` changes when the curated data does."""
        self._home, self._vectors = home_of(cache), vectors
        self._documents, self._passages, self._guidance = documents, passages, guidance
        # By id, what the index should hold: each document's info and the stamp of what it is indexed from.
        self._wanted = {name: (info, stamp_of(info, curation)) for name, info in documents.items() if info.passages}
        self._index: Index | None = None  # open, but not asked yet
        self._engine: Engine | None = None

    @cached_property
    def _meaning(self) -> Meaning:
        return Meaning(self._vectors)

    def is_ready(self) -> bool:
        """Whether the newest index on the disk that is whole holds every document in its present edition."""
        index = newest(self._home)
        if index is None or not is_up_to_date(index.documents, self._wanted):
            return False
        if self._engine is None:
            self._index = index  # its files were checked just now
        return True

    def update(self, step: Step) -> None:
        """Bring the index up to date; see `indexer.update`."""
        index = update(self._home, self._wanted, self._passages, self._guidance.concepts, step, self._meaning)
        self.reopen()
        self._index = index

    def reopen(self) -> None:
        """Another process has written a newer index: use it from the next search on."""
        self._index = None
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def search(
        self, text: str, typing: bool, expand: bool, marked: Collection[tuple[str, str]], explain: bool, elsewhere: bool
    ) -> ResultPage:
        return self._open(elsewhere).search(text, typing, expand, marked, explain)

    def filter_values(self, elsewhere: bool) -> dict[str, tuple[str, ...]]:
        return self._open(elsewhere).filter_values()

    def _open(self, elsewhere: bool) -> Engine:
        """The engine, over the index that is there, or over a new one; made when somebody asks, since it is large."""
        if self._engine is None:
            index = self._index or newest(self._home)
            if index is None and elsewhere:
                index = in_memory(())
            if index is None or not (elsewhere or self._index or is_up_to_date(index.documents, self._wanted)):
                self.update(lambda done, total, sealed: None)
                index = self._index
            assert index is not None
            self._engine = Engine(index, self._passages, self._documents, self._guidance, self._meaning)
            self._index = None
        return self._engine
