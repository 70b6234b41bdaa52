"""A checklist over the recommendations of the library becomes the gap table that exporters get.

What the user assessed is never left out: recommendations outside the role of the list, those whose words have changed
since, and those that the library has no more, which stand last with the words they had.
"""

import time
from itertools import groupby

from reader.core.advice import Recommended
from reader.core.gaps import GapRow, GapSection, GapTable
from reader.core.marks import Assessment, Checklist
from reader.core.workspace.library import Library


def gap_table(checklist: Checklist, library: Library) -> GapTable:
    """In the order of the library."""
    guide = library.guide
    assessed = {each.recommendation: each for each in checklist.assessments}
    wanted = [
        each
        for each in guide.recommendations()
        if not checklist.role or checklist.role in each.recommendation.roles or each.recommendation.id in assessed
    ]
    sections = []
    for (title, section), group in groupby(wanted, key=_section):
        rows = tuple(_row(each, assessed.pop(each.recommendation.id, None), library) for each in group)
        sections.append(GapSection(title, section, rows))
    if assessed:  # the library has them no more
        sections.append(GapSection("", "", tuple(map(_gone, assessed.values()))))
    role = next((role.label for role in library.guidance.roles if role.id == checklist.role), "")
    return GapTable(checklist.name, time.time(), role, tuple(sections), library.shelf.pack.licence_note)


def _section(each: Recommended) -> tuple[str, str]:
    return each.source.info.short_title, (each.source.section or ("",))[-1]


def _row(each: Recommended, assessment: Assessment | None, library: Library) -> GapRow:
    said, source = each.recommendation, each.source
    kept = assessment or Assessment(said.id, words=source.text)
    return GapRow(
        source.reference,
        said.addressee,
        said.addressee_stated,
        said.kind,
        source.text,
        source.info.language,
        kept.state,
        kept.evidence,
        kept.date,
        library.cite(source.location, "footnote").plain,
        before=kept.words if kept.words and kept.words != source.text else "",
    )


def _gone(assessment: Assessment) -> GapRow:
    return GapRow(
        assessment.reference, assessment.addressee, bool(assessment.addressee), "explicit", assessment.words, "",
        assessment.state, assessment.evidence, assessment.date, "", before=assessment.words, gone=True,
    )  # fmt: skip
