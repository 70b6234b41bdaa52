"""The curated data of a pack as a whole: thesaurus, catalogue, recommendations, questions by role, people and bodies.

Each is a YAML file that may be missing; they point at each other and at the documents, so they are read together. Read
when the shelf is compiled and never at a start: parsing 250 kB of YAML takes a tenth of a second.
"""

from collections.abc import Iterable
from pathlib import Path

from reader.core.errors import Broken
from reader.core.guidance import Guidance
from reader.core.library.curation import asked, bodies, catalogue, register, terms
from reader.core.library.curation.entries import CuratedFile
from reader.core.library.curation.places import Places
from reader.core.types import Document


def read_guidance(folder: Path, documents: Iterable[Document]) -> tuple[Guidance, list[Broken]]:
    """What the pack has, and what is wrong with it: a Broken("guidance_malformed") for each thing. It is left
    out; the rest stays."""
    places = Places(documents)
    thesaurus, published, recommended, roles, organisations = files = tuple(
        CuratedFile(folder / name)
        for name in (
            "thesaurus.yaml", "publications.yaml", "recommendations.yaml", "roles.yaml", "organisations.yaml",
        )
    )  # fmt: skip
    concepts = terms.concepts(thesaurus)
    publications, uncertain = catalogue.publications(published, places.documents)
    recommendations = register.recommendations(
        recommended, places, {each.id for each in concepts}, asked.role_names(roles)
    )
    all_roles, questions = asked.roles(roles, places, {each.id for each in publications}, uncertain)
    address = published.text("catalogue_address")
    group = bodies.group(organisations, places)
    guidance = Guidance(concepts, questions, publications, recommendations, all_roles, group, address)
    return guidance, [trouble for file in files for trouble in file.troubles()]
