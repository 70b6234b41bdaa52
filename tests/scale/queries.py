"""What people type, by kind, and what each query means to an engine that knows no thesaurus.

Most have answers in the corpus, and all have words that a large library has too (`library.py`).
"""

import re
from collections.abc import Iterable

from reader.core.guidance import Concept
from reader.core.types import ResultPage

KINDS: dict[str, tuple[str, ...]] = {
    "one word": (
        "corruption", "procurement", "victims", "trafficking", "guardian", "impunity", "prosecution", "gender",
        "statistics", "smugglers", "trauma", "technology",
    ),
    "two words": (
        "child protection", "forced labour", "climate change", "data sharing", "labour inspectors", "organ removal",
        "financial investigations", "safe pathways", "survivors voices", "human rights", "criminal justice",
        "supply chains",
    ),
    "phrase": (
        '"trafficking in persons"', '"best interests of the child"', '"illicit financial flows"', '"forced labour"',
        '"non-punishment principle"', '"organized crime"', '"sexual exploitation"', '"modi operandi"',
        '"sustainable procurement practices"', '"women and girls"', '"public-private partnerships"',
        '"human rights and labour law"',
    ),
    "plain question": (
        "May a trafficked person be charged with an offence?", "How is corruption linked to trafficking?",
        "What share of victims are children?", "Why do crises increase trafficking?",
        "Is protection tied to cooperation with the prosecutor?", "What kind of data should be collected?",
        "What should we do when we are not sure how old someone is?", "How should courts treat children?",
        "What remedies must victims have access to?", "What can governments do to reduce demand?",
        "How did the pandemic affect first responders?", "Does respect for privacy apply to new technology?",
    ),
    "everyday wording": (
        "dirty cops", "kids alone no parents", "follow the money", "stolen kidney", "he looks underage",
        "cheap clothes made by slaves", "boss keeps the passport", "victim does not want to talk to police",
        "war refugees tricked", "girl forced to steal for gang", "facebook and whatsapp recruiting",
        "where can a victim sleep tonight",
    ),
    "acronym": (
        "ICAT", "UNODC", "IOM", "GPA", "NGO", "SDG", "LGBTQI+", "COVID-19", "NRM", "THB victims", "UAC at borders",
        "GBV and trafficking",
    ),
    "expanded": (
        "protection of victims and prevention of exploitation", "crisis and data on front-line professionals",
        "assistance for trafficked children at borders", "drivers of exploitation in conflict",
        "victim-centred cooperation between agencies", "police investigation and prosecution of traffickers",
        "access to justice for migrants", "forced labour of children in supply chains", "help lines for survivors",
        "labour exploitation of refugees", "human rights based prevention", "social workers and unaccompanied minors",
    ),
    "excluded word": (
        "trafficking -children", "victims -women", "exploitation -sexual", "data -technology", "crime -organized",
        "labour -forced", 'trafficking -"trafficking in persons"', "protection -child", "borders -smugglers",
        "demand -procurement", "justice -criminal", "ICAT -UNODC",
    ),
    "typo": (
        "corupption", "procurment", "exploitaton of women", "gaurdian", "unacompanied children", "trafiking victims",
        "prosecuton", "vulnerabilty", "smugling", "non-punishmnet", "technolgy", "goverments responsability",
    ),
}  # fmt: skip
TYPED = (
    "non-punishment", "child protection", "corruption", "forced labour", "trafficking in persons", "procurement",
    "labour inspectors", "organ removal", "best interests of the child", "prosecution of traffickers", "ICAT",
    "victims of sexual exploitation",
)  # fmt: skip
KEYSTROKE = "keystroke"
MOST_TERMS = 30
"""Terms that the rival is given; our engine may search more."""

_PART = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
_WORD = re.compile(r"[^\W_]+")


def keystrokes() -> dict[str, tuple[str, ...]]:
    """One more kind: every query that stands in the field for a moment while `TYPED` are typed."""
    return {KEYSTROKE: tuple(query[:length] for query in TYPED for length in range(2, len(query) + 1))}


def meant(
    page: ResultPage, concepts: Iterable[Concept], typing: bool = False
) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The words and phrases that stand for the query of `page`, and those that must not occur.

    What was typed, but for words that are too common, what was mended, and the labels of every concept that the page
    names as searched besides or whose label was typed, with those of its narrower concepts.
    """
    wanted: dict[tuple[str, ...], None] = {}  # a set that keeps its order
    without: list[tuple[str, ...]] = []
    parts = [(minus, phrase, _run(phrase or word)) for minus, phrase, word in _PART.findall(page.query)]
    ignored = {word.casefold() for word in page.ignored}
    for minus, phrase, run in parts:
        if minus:
            without.append(run)
        elif phrase or " ".join(run) not in ignored:
            wanted[run] = None
    if typing and parts[-1][2] in wanted and page.query[-1].isalnum():
        wanted.pop(run := parts[-1][2])
        wanted[(*run[:-1], run[-1] + "*")] = None
    typed = f" {' '.join(word for minus, _, run in parts if not minus for word in run)} "
    others = {each for _, each in page.expansions}
    by_id = {concept.id: concept for concept in concepts}
    for concept in by_id.values():
        labels = (*concept.labels, *concept.acronyms, *concept.wording)
        if concept.preferred in others or any(f" {' '.join(_run(label))} " in typed for label in labels):
            others.discard(concept.preferred)
            for one in (concept, *(by_id[name] for name in concept.narrower if name in by_id)):
                wanted |= dict.fromkeys(_run(label) for label in (*one.labels, *one.wording))
    wanted |= dict.fromkeys(_run(word) for word in others)
    return [run for run in wanted if run][:MOST_TERMS], without


def _run(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.casefold()))
