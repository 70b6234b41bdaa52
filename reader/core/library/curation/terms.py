"""thesaurus.yaml: concepts with their labels, after ISO 25964."""

from collections.abc import Collection
from dataclasses import replace

from reader.core.guidance import Concept
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong


def concepts(file: CuratedFile) -> tuple[Concept, ...]:
    read = file.entries("concepts", _concept)
    ids, named = {concept.id for concept in read}, file.names("concepts")
    for concept in read:
        for name in (*concept.broader, *concept.narrower, *concept.related):
            if name not in named:
                file.wrong.append((concept.id, f"points to “{name}”, which does not exist"))
    return tuple(_pruned(concept, ids) for concept in read)


def _concept(entry: Entry) -> Concept:
    preferred = entry.inside("pref")
    if preferred is None:
        raise Wrong("lacks “pref”")
    name = preferred.text("en")
    acronyms, american = entry.texts("acronyms"), entry.texts("us_spelling")
    labels = (name, *entry.texts("alt"), *american)
    spoken = entry.inside("translations")
    translations: list[tuple[str, str]] = []
    unchecked = []
    for language in spoken.names() if spoken else ():
        said = spoken.inside(language) if spoken else None
        if said is not None:
            translations += [(language, label) for label in (said.text("pref"), *said.texts("alt"))]
            if not said.flag("sure"):
                unchecked.append(language)
    for computed in ("seeds", "labels_found_in_corpus", "incidental"):  # kept for those who edit
        entry.passed_over(computed)
    return Concept(
        id=entry.text("id"),
        facet=entry.text("facet"),
        preferred=name,
        labels=tuple(label for label in labels if label not in acronyms),
        generic=entry.texts("generic"),
        acronyms=acronyms,
        everyday=entry.texts("everyday"),
        wording=entry.texts("corpus_wording"),
        translations=tuple(translations),
        narrower=entry.texts("narrower"),
        in_corpus=entry.flag("in_corpus"),
        american=american,
        scope_note=entry.text("scope_note", required=False),
        related=entry.texts("related"),
        unchecked=tuple(unchecked),
        broader=entry.texts("broader"),
        caution=entry.text("caution", required=False),
    )


def _pruned(concept: Concept, ids: Collection[str]) -> Concept:
    """Without what points nowhere."""
    return replace(
        concept,
        broader=tuple(name for name in concept.broader if name in ids),
        narrower=tuple(name for name in concept.narrower if name in ids),
        related=tuple(name for name in concept.related if name in ids),
    )
