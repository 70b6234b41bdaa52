"""The verbs of the guidance layer: what stands beside the texts. They never go online.

The JSON of `catalogue` is a list, the newest first: {"id", "type", "number", "title", "other_titles", "date", "year",
"inferred", "held", "document", "reference", "series", "newer", "superseded_by", "topics", "sdg", "sdg_inferred",
"sdg_source", "audience", "languages", "summary", "described_in", "sources", "address"}. `inferred` names the fields
that no source prints; `newer` and `superseded_by` are ids of publications; `document` and `reference` are those of the
document that holds it, else null; `summary`, `topics` and `audience` are the compilers', not ICAT's; `languages` are
those in which a copy was seen; `address` is where publications that are not held can be had.
"""

import argparse

from reader.cli.verbs import AddVerb, warn
from reader.core.workspace import Workspace


def add_verbs(add_verb: AddVerb) -> None:
    catalogue = add_verb("catalogue", _catalogue, "list what ICAT is known to have published, held here or not")
    catalogue.add_argument("words", nargs="*", metavar="WORDS", help="only publications with these words")
    for option, example in (
        ("type", "issue-brief"), ("year", "2021, 2019..2022"), ("topic", "children"), ("sdg", "8.7"),
        ("for", "labour-inspector"),
    ):  # fmt: skip
        catalogue.add_argument(f"--{option}", default="", metavar="VALUE", help=f"for example {example}")
    held = catalogue.add_mutually_exclusive_group()
    held.add_argument("--held", action="store_true", default=None, help="only what is in this library")
    held.add_argument("--not-held", dest="held", action="store_false", help="only what is not")
    catalogue.add_argument("--json", action="store_true", help="as JSON")


def _catalogue(workspace: Workspace, options: argparse.Namespace) -> int:
    from reader.cli.catalogued import print_catalogue  # noqa: PLC0415  # the guidance layer, which no start may load

    warn(workspace)
    print_catalogue(workspace, options)
    return 0
