"""recommendations.yaml: what the texts ask for, and of whom. The words are found in the document, never copied."""

from collections.abc import Collection

from reader.core.guidance import RECOMMENDATION_KINDS, Recommendation
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong
from reader.core.library.curation.places import Places


def recommendations(
    file: CuratedFile, places: Places, concepts: Collection[str], roles: Collection[str], unsaid: Collection[str]
) -> tuple[Recommendation, ...]:
    """In the order of the file, which is that of the documents. `unsaid` are concepts whose own entries are wrong."""

    def read(entry: Entry) -> Recommendation:
        document, block, start, end = places.span(entry)
        stated, about = entry.text("addressed_to", required=False), entry.text("about", required=False)
        if bool(stated) == bool(about):
            raise Wrong("needs either “addressed_to” or, where the text names nobody, “about”")
        return Recommendation(
            id=entry.text("id"),
            document=document,
            block=block,
            start=start,
            end=end,
            addressee=stated or about,
            addressee_stated=bool(stated),
            kind=entry.one_of("kind", RECOMMENDATION_KINDS),
            label=entry.text("label"),
            topics=entry.known("topics", concepts, unsaid),
            roles=entry.known("roles", roles),
        )

    return file.entries("recommendations", read)
