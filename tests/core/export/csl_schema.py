"""The rules of CSL-JSON for items, as the Citation Style Language states them in its schema csl-data.json.

Written anew from that schema (github.com/citation-style-language/schema, schemas/input/csl-data.json, commit 0041266):
the same types, names and kinds of value, and nothing else allowed.
"""

from typing import Any

_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage
"""
_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor editorial-director
executive-producer interviewer illustrator organizer original-author performer producer recipient reviewed-author
translator
"""
_DATES = "accessed available-date container event-date issued original-date submitted"
_TEXTS = """
language journalAbbreviation shortTitle abstract annote archive archive_collection archive_location archive-place
authority call-number citation-label collection-title container-title container-title-short dimensions division DOI
event event-place genre ISAN ISBN ISCI ISMN ISRC ISSN jurisdiction keyword medium note original-publisher
original-publisher-place original-title part-title PMCID PMID publisher publisher-place references reviewed-title scale
section source status title title-short translated-title translated-title-short URL version year-suffix
"""
_NUMBERS = """
id chapter-number citation-number collection-number edition first-reference-note-number issue locator number
number-of-pages number-of-volumes page page-first part printing supplement volume
"""
_TEXT_OR_NUMBER = {"type": ["string", "number"]}
_LOOSE = {"type": ["string", "number", "boolean"]}


def _only(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {name.replace("_", "-"): rule for name, rule in properties.items()},
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_NAME = _only(
    family=_TEXT, given=_TEXT, dropping_particle=_TEXT, non_dropping_particle=_TEXT, suffix=_TEXT,
    comma_suffix=_LOOSE, static_ordering=_LOOSE, literal=_TEXT, parse_names=_LOOSE,
)  # fmt: skip
_PART = {"type": "array", "items": _TEXT_OR_NUMBER, "minItems": 1, "maxItems": 3}
_DATE = _only(
    date_parts={"type": "array", "items": _PART, "minItems": 1, "maxItems": 2},
    season=_TEXT_OR_NUMBER, circa=_LOOSE, literal=_TEXT, raw=_TEXT, edtf=_TEXT,
)  # fmt: skip

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "type": {"enum": _TYPES.split()},
            "categories": {"type": "array", "items": _TEXT},
            "custom": {"type": "object"},
            **{name: {"type": "array", "items": _NAME} for name in _NAMES.split()},
            **dict.fromkeys(_DATES.split(), _DATE),
            **dict.fromkeys(_TEXTS.split(), _TEXT),
            **dict.fromkeys(_NUMBERS.split(), _TEXT_OR_NUMBER),
        },
        "required": ["type", "id"],
        "additionalProperties": False,
    },
}
