"""The curated data of a pack as a whole: thesaurus, catalogue, recommendations, questions by role, people and bodies.

Each is a YAML file that may be missing; they point at each other and at the documents, so they are read together. Read
when the shelf is compiled and never at a start: parsing 250 kB of YAML takes a tenth of a second.
"""

from collections.abc import Iterable
from pathlib import Path

from reader.core.errors import Broken
from reader.core.guidance import Guidance
from reader.core.library.curation import asked, bodies, catalogue, register, terms
from reader.core.library.curation.entries import WHOLE_FILE, CuratedFile
from reader.core.library.curation.places import Places
from reader.core.types import Document


def read_guidance(folder: Path, documents: Iterable[Document]) -> tuple[Guidance, list[Broken]]:
    """What the pack has, and what is wrong with it: a Broken("guidance_malformed") for each thing. It is left
    out; the rest stays. While a file cannot be read at all, only that is told."""
    places = Places(documents)
    thesaurus, published, recommended, roles, organisations = files = tuple(
        CuratedFile(folder / name)
        for name in (
            "thesaurus.yaml", "publications.yaml", "recommendations.yaml", "roles.yaml", "organisations.yaml",
        )
    )  # fmt: skip
    concepts = terms.concepts(thesaurus)
    publications = catalogue.publications(published, places.documents, roles.names("roles"))
    recommendations = register.recommendations(
        recommended, places, {each.id for each in concepts}, roles.names("roles"), thesaurus.names("concepts")
    )
    all_roles, questions = asked.roles(
        roles, places, {each.id for each in publications}, published.names("publications")
    )
    address = published.text("catalogue_address")
    group = bodies.group(organisations, places)
    guidance = Guidance(concepts, questions, publications, recommendations, all_roles, group, address)
    troubles = [trouble for file in files for trouble in file.troubles()]
    unread = [trouble for trouble in troubles if trouble.facts["entry"] == WHOLE_FILE]
    return guidance, unread or troubles  # whatever points into a file that cannot be read is not to blame
