"""The curated data of a pack: thesaurus, judged questions, catalogue and recommendations, each a YAML file that may be
missing.

They point at paragraphs by their first words, since they were made from the source files; here the words are turned
into blocks of the documents. Read when the shelf is compiled and never at a start: parsing 230 kB of YAML takes a tenth
of a second, and even the compiled result (150 kB) is read when it is first asked for.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from reader.core.errors import Broken
from reader.core.library.document import load_yaml
from reader.core.text import fold
from reader.core.types import Concept, Document, Guidance, Publication, Question

_ANSWERED = {"yes", "partly"}
_SHOWN = {"established", "probable"}
"""Certainties of catalogue entries that may be shown to users (`publications.yaml` says why)."""


def read_guidance(folder: Path, documents: Iterable[Document]) -> tuple[Guidance, list[Broken]]:
    """What the pack has, and what was wrong with files that could not be read; those are then left out."""
    problems: list[Broken] = []

    def load(name: str) -> dict[str, Any]:
        if not (folder / name).exists():
            return {}
        try:
            return load_yaml(folder / name, "document_malformed")
        except Broken as problem:
            problems.append(problem)
            return {}

    try:
        concepts = tuple(_concept(raw) for raw in load("thesaurus.yaml").get("concepts", ()))
        blocks = _beginnings(documents)
        roles = load("roles.yaml").get("roles", ())
        questions = tuple(_question(raw, blocks) for role in roles for raw in role["questions"])
        catalogue = load("publications.yaml")
        entries = catalogue.get("publications", ())
        publications = tuple(_publication(raw) for raw in entries if raw["certainty"] in _SHOWN)
        address = str(catalogue.get("meta", {}).get("corpus_url_current", ""))
        recommended = load("recommendations.yaml").get("recommendations", ())
        addressees = dict.fromkeys(pair for raw in recommended for pair in _addressee(raw, blocks))
    except (KeyError, TypeError, AttributeError) as error:
        problems.append(Broken("document_malformed", file="guidance", reason=f"it lacks {error}"))
        return Guidance(), problems
    return Guidance(concepts, questions, publications, tuple(addressees), address), problems


def _concept(raw: dict[str, Any]) -> Concept:
    preferred = raw["pref"]["en"]
    acronyms = tuple(raw.get("acronyms") or ())
    american = tuple(raw.get("us_spelling") or ())
    labels = (preferred, *(raw.get("alt") or ()), *american)
    translated = raw.get("translations") or {}
    translations = [
        (language, label)
        for language, entry in translated.items()
        for label in (entry["pref"], *(entry.get("alt") or ()))
    ]
    return Concept(
        id=raw["id"],
        facet=raw["facet"],
        preferred=preferred,
        labels=tuple(label for label in labels if label not in acronyms),
        generic=tuple(raw.get("generic") or ()),
        acronyms=acronyms,
        everyday=tuple(raw.get("everyday") or ()),
        wording=tuple(raw.get("corpus_wording") or ()),
        translations=tuple(translations),
        narrower=tuple(raw.get("narrower") or ()),
        in_corpus=bool(raw["in_corpus"]),
        american=american,
        scope_note=str(raw.get("scope_note") or ""),
        related=tuple(raw.get("related") or ()),
        unchecked=tuple(language for language, entry in translated.items() if not entry.get("sure")),
    )


def _question(raw: dict[str, Any], blocks: list[tuple[str, str]]) -> Question:
    answers = []
    for answer in raw.get("answers") or ():
        block = _block(answer["first_8_words"], blocks)
        if block is not None:  # titles and web addresses are answers too, but no passages
            answers.append((block, int(answer["grade"])))
    see = tuple(raw.get("see_publications") or ())
    return Question(raw["question"], raw["answered"] in _ANSWERED, tuple(answers), see)


def _addressee(raw: dict[str, Any], blocks: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """The block that a recommendation stands in, and to whom it is addressed; nothing where the text does not say."""
    to = str(raw["addressed_to"])
    wanted = _words(raw["first_8_words"]).strip()
    return [(block, to) for block, text in blocks if wanted in text and not to.startswith("not stated")][:1]


def _publication(raw: dict[str, Any]) -> Publication:
    return Publication(
        id=raw["id"],
        title=raw["title"],
        date=str(raw["date"]),
        type=raw["type"],
        topics=tuple(raw.get("topics") or ()),
        held=bool(raw["bundled"]),
        number=raw.get("number"),
        summary=str(raw.get("summary") or ""),
        languages=tuple(raw.get("languages") or ()),
        uncertain=tuple(raw.get("uncertain") or ()),
        variants=tuple(raw.get("title_variants") or ()),
        names=tuple(raw.get("named_as") or ()),
    )


def _beginnings(documents: Iterable[Document]) -> list[tuple[str, str]]:
    return [
        (f"{document.info.id}#{block.id}", _words(block.text))
        for document in documents
        for block in document.blocks
        if block.number is not None and block.kind != "lead_in"
    ]


def _block(first_words: str, blocks: list[tuple[str, str]]) -> str | None:
    wanted = _words(re.sub(r"\]\([^)]*\)", " ", first_words))
    return next((block for block, text in blocks if wanted and text.startswith(wanted)), None)


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", fold(text))) + " "
