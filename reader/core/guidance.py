"""The values of the guidance layer: what a pack knows about its texts, in the compilers' words.

Curated as YAML in the pack (`corpus/SCHEMA.md`), compiled with the shelf and read when it is first asked for, so this
module is not imported at a start. A passage is named "document#block", as addresses in texts are. Whatever is in words
of its own here (labels, summaries, limits, questions) is ours and must be shown as ours, never as ICAT's.
"""

from dataclasses import dataclass
from typing import Literal

from reader.core.text import published

Coverage = Literal["yes", "partly", "touched", "no"]
"""How far the library answers a question. What only touches on it must not be shown as an answer."""

RecommendationKind = Literal["explicit", "reported", "invitation", "quoted", "implied"]
"""The document calls on somebody; it reports the call of another document; it asks readers to contribute; a named
speaker says it; it stands as a need in running text, without a call."""

BodyStatus = Literal["member", "participant", "partner", "related"]
"""A source says or clearly implies membership; a source shows it at work in ICAT's circle, and does not settle whether
it is a member; a source says partner; named in the texts and not a member."""

RECOMMENDATION_KINDS: tuple[RecommendationKind, ...] = ("explicit", "reported", "invitation", "quoted", "implied")
RECOMMENDATION_KIND_NAMES: dict[RecommendationKind, str] = {
    "explicit": "explicit call",
    "reported": "reported from another document",
    "invitation": "invitation",
    "quoted": "said by a named speaker",
    "implied": "implied: stated as a need, without a call",
}
"""What the window, the command line and the exports call them, in the compilers' words."""
COVERAGES: tuple[Coverage, ...] = ("yes", "partly", "touched", "no")
BODY_STATUSES: tuple[BodyStatus, ...] = ("member", "participant", "partner", "related")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of the thesaurus (ISO 25964): what people call it, and how the library does."""

    id: str
    facet: str
    preferred: str
    labels: tuple[str, ...]  # mean the same; the preferred one is among them
    generic: tuple[str, ...]  # labels that are everyday words, and weigh little inside a longer query
    acronyms: tuple[str, ...]  # matched in exactly this case
    everyday: tuple[str, ...]  # what people type; never shown as a synonym
    wording: tuple[str, ...]  # the library's own words for it
    translations: tuple[tuple[str, str], ...]  # (language, label); the first of a language is the preferred one
    narrower: tuple[str, ...]  # ids
    in_corpus: bool  # False: a search for it should be told that the library does not treat it
    american: tuple[str, ...]  # those of `labels` that are American spellings
    scope_note: str  # what it means, in the compiler's words; empty for most
    related: tuple[str, ...]  # ids
    unchecked: tuple[str, ...]  # languages whose translation nobody has checked
    broader: tuple[str, ...] = ()  # ids
    caution: str = ""  # what goes wrong if the term is used carelessly


@dataclass(frozen=True, slots=True)
class Question:
    """A question that practitioners asked, judged by hand against the library."""

    id: str
    role: str
    text: str
    coverage: Coverage
    answers: tuple[tuple[str, int], ...]  # (passage, grade 1 to 3), the best first
    publications: tuple[str, ...]  # ids of the catalogue that probably treat it
    limits: str = ""  # what the passages do not say

    @property
    def answered(self) -> bool:
        return self.coverage in ("yes", "partly")

    @property
    def passages(self) -> tuple[str, ...]:
        """Those that answer it at least in part; what only touches on it is no answer."""
        return tuple(name for name, grade in self.answers if grade >= 2)


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of reader: "labour_inspector"."""

    id: str
    label: str
    description: str
    named_in: str = ""  # the passage that names them


@dataclass(frozen=True, slots=True)
class Publication:
    """An entry of the catalogue of what ICAT has published, held here or not."""

    id: str
    title: str
    date: str  # ISO 8601, as precise as it is known; "2019/2020" where sources differ
    type: str
    topics: tuple[str, ...]
    document: str  # id of the document of the library that holds it, or empty
    number: int | None  # in its series
    summary: str  # in the compiler's words
    languages: tuple[str, ...]  # BCP 47, of copies that were seen; there may be more
    uncertain: tuple[str, ...]  # names of fields that are inferred
    variants: tuple[str, ...]  # other forms of the title
    names: tuple[str, ...]  # short names that mean this one wherever they stand, so written
    audience: tuple[str, ...] = ()  # ids of roles
    sdg: tuple[str, ...] = ()  # targets
    sdg_inferred: bool = True  # by the compiler, not said by a text of ICAT
    sdg_source: str = ""  # id of the text of ICAT that says it
    established: bool = True  # False: it exists, and something about it is inferred (`uncertain`)
    series: str = ""  # publications that follow each other, such as the statements on each World Day
    superseded_by: tuple[str, ...] = ()  # ids, where a source says so
    sources: tuple[str, ...] = ()  # addresses on the web (read in stored copies), or ids of documents, that show it
    described_in: tuple[str, ...] = ()  # documents of the library with a paragraph about it

    @property
    def held(self) -> bool:
        return bool(self.document)

    @property
    def year(self) -> str:
        """Of the publication, or the first of those that sources give."""
        return self.date[:4]

    @property
    def dated(self) -> str:
        """When, in words; it says so where that is inferred."""
        return published(self.date, "date" in self.uncertain)

    @property
    def named(self) -> str:
        """Its title; it says so where that is inferred."""
        return f"{self.title} (title inferred)" if "title" in self.uncertain else self.title


@dataclass(frozen=True, slots=True)
class Recommendation:
    """Something that a text of the library asks for. Its words are those of the text, from `start` to `end` of a block
    in code points, and stand nowhere else."""

    id: str
    document: str
    block: str
    start: int
    end: int
    addressee: str  # to whom, as the text has it
    addressee_stated: bool  # False: the text names nobody, and `addressee` is whom it is about
    kind: RecommendationKind
    label: str  # what it asks for, in the compiler's words: for lists and menus only
    topics: tuple[str, ...]  # ids of concepts
    roles: tuple[str, ...]  # ids

    @property
    def passage(self) -> str:
        return f"{self.document}#{self.block}"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation in or around ICAT."""

    id: str
    name: str
    abbreviation: str
    status: BodyStatus
    since: str  # when it joined, as a source says; empty where none does
    mandate: str  # in the compiler's words
    sources: tuple[str, ...]  # addresses on the web, or ids of documents of the library
    documents: tuple[str, ...]  # of the library, that name it
    variants: tuple[str, ...] = ()  # other forms of the name


@dataclass(frozen=True, slots=True)
class Chairs:
    """Who chaired ICAT in a year; without bodies, nobody has found out."""

    year: int
    bodies: tuple[str, ...]  # abbreviations
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberCount:
    """How many members ICAT had, as a source says for its date."""

    date: str  # ISO 8601, as precise as it is known
    count: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom a text names as a speaker; no contact data."""

    name: str
    body: str  # abbreviation
    passage: str


@dataclass(frozen=True, slots=True)
class Group:
    """ICAT itself, and who belongs to it."""

    name: str = ""
    abbreviation: str = ""
    facts: tuple[tuple[str, str], ...] = ()  # (what: mandate, coordinator, secretariat, email, website, …; how)
    bodies: tuple[Body, ...] = ()
    chairs: tuple[Chairs, ...] = ()
    counts: tuple[MemberCount, ...] = ()
    people: tuple[Person, ...] = ()
    contacts: tuple[str, ...] = ()  # passages of the library that say how ICAT can be reached


@dataclass(frozen=True, slots=True)
class Guidance:
    """The curated data of a pack that stands beside its documents."""

    concepts: tuple[Concept, ...] = ()
    questions: tuple[Question, ...] = ()
    publications: tuple[Publication, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    roles: tuple[Role, ...] = ()
    group: Group = Group()
    catalogue_address: str = ""  # where the publications can be had; never opened

    @property
    def addressees(self) -> tuple[tuple[str, str], ...]:
        """(passage, whom a recommendation in it is addressed to), each once, where the text says so."""
        said = ((each.passage, each.addressee) for each in self.recommendations if each.addressee_stated)
        return tuple(dict.fromkeys(said))
