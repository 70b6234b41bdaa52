"""Bringing the index up to date: documents that are new or changed are added, those that are gone are taken out.

Work goes in batches, each of which ends in a generation that can be searched: a kill or a cancel loses a batch at most,
and the next run goes on from there. Adding one document to a large library links what is there and writes one small
segment; segments are merged when there are many.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any

from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import RamStorage
from whoosh.reading import SegmentReader

from reader.core.errors import Broken, Cancelled
from reader.core.guidance import Concept
from reader.core.search.analysis import Term, analysis_of, terms
from reader.core.search.index import Draft, Entry, Index, newest, next_number, number_of
from reader.core.search.labels import Labels, compile_labels
from reader.core.search.meaning import NO_MEANING, Meaning, packed, passage_vector
from reader.core.search.schema import LANGUAGE, field, schema
from reader.core.search.vocabulary import Tally
from reader.core.types import DocumentInfo, Passage

BATCH = 8_000
MOST_IN_BATCH = 32_000
"""Passages between two generations: some twenty seconds of work at first, then as many as are done already, since
every generation adds a segment, and a term must be looked up in each."""

MOST_SEGMENTS = 16
_POOL_MB = 24
_BLOCK = 4_096  # postings; Whoosh's 128 make reading a common term twenty times slower (`postings.py` takes them whole)

PassagesOf = Callable[[str], Sequence[Passage]]
Step = Callable[[int, int, bool], None]
"""Called between documents with passages done, passages to do, and whether a generation was just finished."""


def stamp_of(info: DocumentInfo, curation: str) -> str:
    """What a document's part of the index is made from: its text and front matter, and the curated data."""
    raw = json.dumps([asdict(info), curation], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(raw.encode()).hexdigest()[:16]


def is_up_to_date(documents: Mapping[str, Entry], wanted: Mapping[str, tuple[DocumentInfo, str]]) -> bool:
    """Whether an index holds exactly what is wanted: by id, each document's info and stamp."""
    return {name: entry.stamp for name, entry in documents.items()} == {n: stamp for n, (_, stamp) in wanted.items()}


def update(
    home: Path,
    wanted: Mapping[str, tuple[DocumentInfo, str]],
    passages: PassagesOf,
    concepts: Iterable[Concept],
    step: Step = lambda done, total, sealed: None,
    meaning: Meaning = NO_MEANING,
) -> Index:
    """The index of what is wanted, brought up to date in `home`.

    Whatever `step` raises ends the work between two documents; after `Cancelled` what was done so far is kept. When the
    folder cannot be written (full disk, read-only cache) the index is built in memory: search still works.
    """
    number, index = next_number(home), newest(home)
    if index is not None and is_up_to_date(index.documents, wanted):
        return index
    labels = compile_labels(concepts)
    total = _passages_of(_missing(index, wanted), wanted)
    while index is None or not is_up_to_date(index.documents, wanted):
        base = index.number if index else 0
        try:
            todo = _missing(index, wanted)
            done = total - _passages_of(todo, wanted)
            draft = Draft(home, index, number)
            batch = None
            try:
                batch = _Batch(draft.whoosh, index, labels, meaning)
                batch.remove(set(index.documents if index else ()) - wanted.keys())
                cancelled: Cancelled | None = None
                enough = min(max(BATCH, done), MOST_IN_BATCH)
                for name in todo:
                    if batch.passages >= enough:
                        break
                    try:
                        step(done, total, False)
                    except Cancelled as wish:
                        cancelled = wish
                        break
                    info, stamp = wanted[name]
                    done += batch.add(info, stamp, passages(name))
                if cancelled is not None and not batch.passages:
                    raise cancelled
                batch.commit()
                sealed = draft.seal(batch.documents, batch.tally.counts, labels)
            except BaseException:
                if batch is not None:
                    batch.cancel()
                draft.drop()
                raise
            number, index = next_number(home), newest(home)
            if sealed is not None and (index is None or index.number < number_of(sealed)):
                break  # a disk that does not keep what was written
            if cancelled is not None:
                raise cancelled
            if sealed is not None:  # else another process was faster: go on from what it made
                step(done, total, True)
        except (OSError, Broken):
            number, index = next_number(home), newest(home)
            if index is None or index.number <= base:
                break
            # Another process was faster, and has taken away what this one built on.
    else:
        return index
    return in_memory([(info, passages(name)) for name, (info, _) in wanted.items()], concepts, meaning)


def _missing(index: Index | None, wanted: Mapping[str, tuple[DocumentInfo, str]]) -> list[str]:
    """The documents that the index lacks, or has in another edition."""
    held = index.documents if index else {}
    return [name for name, (_, stamp) in wanted.items() if name not in held or held[name].stamp != stamp]


def _passages_of(names: Iterable[str], wanted: Mapping[str, tuple[DocumentInfo, str]]) -> int:
    return sum(wanted[name][0].passages for name in names)


def in_memory(
    documents: Iterable[tuple[DocumentInfo, Sequence[Passage]]],
    concepts: Iterable[Concept] = (),
    meaning: Meaning = NO_MEANING,
) -> Index:
    """An index that lies on no disk."""
    labels = compile_labels(concepts)
    # Whoosh still sorts in a temporary folder, which it names after the index: two programs must not share it.
    batch = _Batch(RamStorage().create_index(schema(), indexname=f"M{os.urandom(8).hex()}"), None, labels, meaning)
    for info, passages in documents:
        batch.add(info, "", passages)
    batch.commit()
    return Index(batch.whoosh, batch.documents, batch.tally.counts, labels)


class _Batch:
    """One round of changes to an index."""

    def __init__(self, whoosh: Any, before: Index | None, labels: Labels, meaning: Meaning) -> None:
        self.whoosh = whoosh
        self.documents: dict[str, Entry] = dict(before.documents) if before else {}
        self.tally = Tally(before.words if before else None)
        self.passages = 0
        self._labels, self._meaning = labels, meaning
        self._writer = whoosh.writer(codec=W3Codec(blocklimit=_BLOCK), limitmb=_POOL_MB)
        self._next_key = max((entry.key for entry in self.documents.values()), default=0) + 1

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            entry = self.documents.pop(name, None)
            if entry is not None:
                self._writer.delete_by_term("key", str(entry.key))

    def add(self, info: DocumentInfo, stamp: str, passages: Sequence[Passage]) -> int:
        """Put a document in the place of its earlier edition; returns how many passages it has."""
        self.remove([info.id])
        key, self._next_key = self._next_key, self._next_key + 1
        self.documents[info.id] = Entry(key, stamp, info.edition)
        language = analysis_of(info.language)
        for place, passage in enumerate(passages):
            text = list(terms(passage.text, language))
            context = _repeated(" \n ".join((*passage.section, passage.lead_in)), language)
            fields = {
                "text": _placed(text),
                "context": _placed(context),
                "title": _placed(_repeated(passage.title, language)),
                "questions": _placed(terms(" \n ".join(passage.questions), language)),
                "labels": self._labels.found(text, language),
                "above": self._labels.found(context, language),
            }
            self._writer.add_document(
                key=str(key),
                document=key,
                place=place,
                weight=round(passage.weight * 100),
                meaning=self._vector(text, context or _repeated(passage.title, language), language),
                **{field(name, language): value for name, value in fields.items() if value},
            )
            self.tally.add(text, language)
        self.passages += len(passages)
        return len(passages)

    def _vector(self, text: Iterable[Term], context: Iterable[Term], language: str) -> bytes:
        known = language == LANGUAGE
        return packed(passage_vector(self._meaning.of(text), self._meaning.of(context)) if known else None)

    def commit(self) -> None:
        self._writer.commit(mergetype=_merge)

    def cancel(self) -> None:
        """Let go of Whoosh's files: Windows removes none that is open."""
        try:
            self._writer.cancel()
        except Exception:  # it was closed already, or cannot write what it would like to (a full disk)
            pass


def _placed(found: Iterable[Term]) -> list[tuple[str, int]]:
    return [(term.stem, term.position) for term in found]


@lru_cache(maxsize=64)
def _repeated(text: str, language: str) -> tuple[Term, ...]:
    """The terms of a title or a heading path, which many passages in a row have in common."""
    return tuple(terms(text, language))


def _merge(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: the smaller half becomes one when there are too many, and a segment of which more than
    half was deleted is written anew. Returns the segments that stay as they are."""
    by_size = sorted(segments, key=lambda segment: segment.doc_count_all())
    chosen = {id(s) for s in by_size if s.deleted_count() * 2 > s.doc_count_all()}
    if len(segments) >= MOST_SEGMENTS:
        chosen |= {id(segment) for segment in by_size[: MOST_SEGMENTS // 2]}
    for segment in segments:
        if id(segment) in chosen:
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if id(segment) not in chosen]
