"""Documents, and search over them: what belongs to the search lane."""

from collections.abc import Callable, Collection
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from reader.core.errors import Broken, Refused
from reader.core.library import outline
from reader.core.library.shelf import Shelf, compile_shelf, curation, is_compiled, open_shelf
from reader.core.library.spans import read_span
from reader.core.paths import Paths
from reader.core.quotes import Citation, CitationStyle, QuoteCheck
from reader.core.references import read_reference
from reader.core.text import shorten, squeeze
from reader.core.types import (
    Document,
    DocumentInfo,
    Heading,
    Location,
    Mention,
    Passage,
    Point,
    ResultPage,
    Target,
    TermAt,
)

if TYPE_CHECKING:
    from reader.core.guidance import Concept, Guidance, Publication
    from reader.core.library.mentions import Mentions
    from reader.core.library.quoting import QuoteIndex
    from reader.core.search.glossary import Glossary
    from reader.core.search.service import SearchService
    from reader.core.workspace.guide import Guide
    from reader.core.workspace.terms import Terms

_KEPT_PASSAGES = 128
"""Documents whose passages are kept in memory."""


class Library:
    """Documents, and search over them."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        # Hits are made in the search lane and, when somebody scrolls, in the window's thread: this cache has a lock.
        self._passages = lru_cache(_KEPT_PASSAGES)(self._find_passages)
        self._guide: Guide | None = None
        self._quotes: tuple[tuple[tuple[str, str], ...], QuoteIndex] | None = None
        self.index_elsewhere = False
        """Set while another process brings the index up to date: searches then make do with what there is."""

    @cached_property
    def shelf(self) -> Shelf:
        """Raises Broken("pack_missing") or Broken("pack_malformed")."""
        return open_shelf(self._paths.corpus, self._paths.cache)

    def documents(self) -> tuple[DocumentInfo, ...]:
        return tuple(self.shelf.documents.values())

    def document(self, document_id: str) -> Document:
        """Raises Refused("unknown_document"); a damaged compiled copy is made anew without a word."""
        try:
            return self.shelf.document(document_id)
        except Broken:
            self.shelf = compile_shelf(self._paths.corpus, self._paths.cache)
            self._passages.cache_clear()
            return self.shelf.document(document_id)

    @property
    def guidance(self) -> "Guidance":
        """The curated data, read at the first call; a damaged compiled copy is made anew without a word."""
        try:
            return self.shelf.guidance
        except Broken:
            self.shelf = compile_shelf(self._paths.corpus, self._paths.cache)
            return self.shelf.guidance

    @property
    def guide(self) -> "Guide":
        """The guidance joined with the texts."""
        guidance = self.guidance
        if self._guide is None or self._guide.guidance is not guidance:
            from reader.core.workspace.guide import Guide  # noqa: PLC0415  # values that no start needs

            self._guide = Guide(self, guidance)
        return self._guide

    @cached_property
    def terms(self) -> "Terms":
        from reader.core.workspace.terms import Terms  # noqa: PLC0415  # as above

        return Terms(self)

    def outline(self, document: Document) -> tuple[Heading, ...]:
        return outline.outline(document)

    def sections(self, document: Document) -> dict[str, tuple[str, ...]]:
        return outline.sections(document)

    def section(self, document: Document, block_id: str) -> tuple[int, int]:
        """The numbers of the first and the last block of the section that a block stands in."""
        return outline.section(document, block_id)

    def find(self, reference: str) -> Location:
        """The place of a typed reference: "ICAT-CFA-2021 para 14", "icat-cfa-2021 14-16", "ICAT-CFA-2021", a document
        id, or a pasted citation of ours. Raises Refused("unknown_reference")."""
        wanted = squeeze(reference)
        whole = next((info for info in self.documents() if info.id == wanted.casefold()), None)
        read = None if whole else read_reference(reference)
        for info in self.documents():
            if whole is not info and not (read and read.code.casefold() in (info.reference.casefold(), info.id)):
                continue
            blocks = self.document(info.id).blocks
            if read is None or read.first is None:
                return Location(info.id, Point(blocks[0].id, 0), Point(blocks[-1].id, len(blocks[-1].text)))
            numbered = {block.number: block for block in blocks if block.number is not None}
            if read.first in numbered and read.last in numbered:
                last = numbered[read.last]
                return Location(info.id, Point(numbered[read.first].id, 0), Point(last.id, len(last.text)))
        raise Refused("unknown_reference", reference=shorten(wanted, 120))

    # -- quoting ---------------------------------------------------------------------------------------------

    def cite(self, location: Location, style: CitationStyle = "quote") -> Citation:
        """A passage with its source, ready to paste. Raises like `document`, and ValueError for a location that is not
        in it."""
        from reader.core.export.citation import cite  # noqa: PLC0415  # exporters are needed late, if at all

        document = self.document(location.document)
        span = read_span(document, location)
        words = "" if span.whole else span.text
        standing = self.guide.standing(location.document)
        addressees = () if span.whole else self.guide.addressees(location)
        return cite(document.info, span.numbers, span.section, words, style, standing, addressees)

    def source(self, location: Location, form: str) -> bytes:
        """The source of a passage as a file: "csl-json", "ris" or "bibtex". Raises like `cite`."""
        from reader.core.export import SOURCE_FORMATS  # noqa: PLC0415  # needed late, if at all
        from reader.core.export.sources import source  # noqa: PLC0415

        document = self.document(location.document)
        span, standing = read_span(document, location), self.guide.standing(location.document)
        addressees = () if span.whole else self.guide.addressees(location)
        return SOURCE_FORMATS[form]((source(document.info, span.numbers, standing, addressees),))

    def check_quote(self, text: str) -> QuoteCheck:
        """Whether these are words of the library, and where; see `QuoteIndex.check`, which says what is refused.

        The first call reads the whole library: a tenth of a second for the bundled one.
        """
        held = tuple((info.id, info.edition) for info in self.documents())
        if self._quotes is None or self._quotes[0] != held:
            # Needed for this alone, and difflib costs 5 ms at import.
            from reader.core.library.quoting import QuoteIndex  # noqa: PLC0415

            self._quotes = (held, QuoteIndex((name for name, _ in held), self.document))
        return self._quotes[1].check(text)

    def reference(self, document: Document, block_id: str) -> str:
        """The permanent short reference of a block."""
        block = next((block for block in document.blocks if block.id == block_id), document.blocks[0])
        return outline.reference(document.info.reference, block)

    # -- explaining ------------------------------------------------------------------------------------------

    def mentions(self, document: Document) -> tuple[Mention, ...]:
        """What a document mentions of the catalogue and of the library: some milliseconds for a thousand words."""
        return self._mentions.of(document)

    def look_up(self, address: str) -> "Target | Publication | None":
        """What an address of `Mention` leads to; None when there is no such thing (any more)."""
        kind, _, name = address.partition(":")
        if kind == "publication":
            return next((entry for entry in self.guidance.publications if entry.id == name), None)
        name, _, block_id = name.partition("#")
        info = self.shelf.documents.get(name)
        if kind != "doc" or info is None:
            return None
        block = next((block for block in self.document(name).blocks if block.id == block_id), None)
        return Target(info, block, outline.reference(info.reference, block) if block else info.reference)

    def terms_in(self, text: str, language: str) -> tuple[TermAt, ...]:
        """The terms of the thesaurus in a paragraph, in order and without overlaps; see `Glossary`. The first call
        costs 40 ms and more, a paragraph under a millisecond."""
        return self._glossary.terms_in(text, language)

    def concept(self, concept_id: str) -> "Concept | None":
        return self._glossary.concepts.get(concept_id)

    @cached_property
    def _mentions(self) -> "Mentions":
        from reader.core.library.mentions import Mentions  # noqa: PLC0415  # not for the first page

        return Mentions(self.guidance.publications, self.shelf.documents, self.document)

    @cached_property
    def _glossary(self) -> "Glossary":
        from reader.core.search.glossary import Glossary  # noqa: PLC0415  # stemmers and NumPy, as below

        return Glossary(self.guidance.concepts)

    # -- searching -------------------------------------------------------------------------------------------

    def search(
        self,
        text: str,
        typing: bool = False,
        expand: bool = True,
        marked: Collection[tuple[str, str]] = (),
        explain: bool = False,
    ) -> ResultPage:
        """Every passage that answers `text`, best first. Never raises for anything typed.

        Without `expand`, only what was typed is searched: no thesaurus, no known questions, no mended words, nothing of
        like meaning. `marked` are (document, block) pairs that the user has marked, for `marked:yes`.

        The first call opens the index. It is brought up to date before, unless `index_elsewhere` says that another
        process does that: then the answer comes from what there is, and says how many documents it lacks.
        """
        return self._searcher.search(text, typing, expand, marked, explain, self.index_elsewhere)

    def filter_values(self) -> dict[str, tuple[str, ...]]:
        """What results can be narrowed by: for each field of the query's syntax the values that the library has."""
        return self._searcher.filter_values(self.index_elsewhere)

    def is_compiled(self) -> bool:
        """Whether the documents of this pack lie ready in the cache. Reads the pack: half a millisecond."""
        try:
            return is_compiled(self._paths.corpus, self._paths.cache)
        except Broken:
            return False

    def index_is_ready(self) -> bool:
        """Whether the newest index on the disk that is whole holds every document in its present edition."""
        return self._searcher.is_ready()

    def update_index(self, step: Callable[[int, int, bool], None] = lambda done, total, sealed: None) -> None:
        """Bring the index up to date. `step` hears of passages done, passages to do and whether what is done can be
        searched already; it may raise Cancelled, which keeps what was done."""
        self._searcher.update(step)

    def reopen_index(self) -> None:
        """Another process has written a newer index: use it from the next search on."""
        self._searcher.reopen()

    @cached_property
    def _searcher(self) -> "SearchService":
        """Raises like `shelf`."""
        # Whoosh and NumPy cost 80 ms at import: not before the first search.
        from reader.core.search.service import SearchService  # noqa: PLC0415

        shelf, paths = self.shelf, self._paths
        vectors = paths.resources / "vectors"
        return SearchService(
            paths.cache, vectors, shelf.documents, self._passages, self.guidance, curation(paths.corpus)
        )

    def _find_passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document, with the questions that practitioners asked of them."""
        return tuple(outline.passages(self.document(document_id), self._asked))

    @cached_property
    def _asked(self) -> dict[str, tuple[str, ...]]:
        """For each block, the questions that it answers."""
        asked: dict[str, tuple[str, ...]] = {}
        for question in self.guidance.questions:
            for block in question.passages:
                asked[block] = (*asked.get(block, ()), question.text)
        return asked
