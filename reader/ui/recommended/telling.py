"""What the detail tells of a recommendation, part by part."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from reader import guidance_words, standing_words
from reader.core.advice import Standing
from reader.core.diff import word_diff
from reader.core.guidance import RECOMMENDATION_KIND_NAMES, Publication
from reader.core.marks import STATE_NAMES
from reader.core.text import shorten, squeeze
from reader.ui.guide.addresses import place
from reader.ui.guide.detail import Part
from reader.ui.recommended.register import Register
from reader.ui.recommended.rows import Row

_SHORT = 120  # characters of another recommendation


def parts_of(row: Row, register: Register, today: date) -> list[Part]:
    return _gone(row) if row.recommended is None else _there(row, register, today)


def _there(row: Row, register: Register, today: date) -> list[Part]:
    assert row.recommended is not None
    said, source = row.recommended.recommendation, row.recommended.source
    kind = RECOMMENDATION_KIND_NAMES[said.kind]
    where = place(source.location)
    facts = [
        (_tr("Document"), source.info.short_title, f"doc:{source.info.id}"),
        (_tr("Section"), " › ".join(source.section), ""),
        (_tr("Kind"), kind[:1].upper() + kind[1:], ""),
        (_tr("Date"), standing_words.dated(source.info.date, today), ""),
    ]
    facts = [fact for fact in facts if fact[1]]
    topics = tuple((register.topics.get(name, name), f"term:{name}") for name in said.topics)
    roles = tuple((register.roles[name].label, f"role:{name}") for name in said.roles if name in register.roles)
    beside = tuple(
        (f"{guidance_words.addressed(each.recommendation.addressee, each.recommendation.addressee_stated)}: "
         f"{shorten(squeeze(each.source.text), _SHORT)}", f"recommendation:{each.recommendation.id}")
        for each in register.beside(row.recommended)
    )  # fmt: skip
    return [
        Part("title", row.addressed),
        Part("links", items=((_tr("Open in the document"), where),)),
        *_changed(row),
        Part("quote", source.text, ((source.reference, where),)),
        Part("facts", items=tuple(fact[:2] for fact in facts), addresses=tuple(fact[2] for fact in facts)),
        *_standing(register.standings[said.document]),
        Part("heading", _tr("In short")),
        Part("ours", said.label),
        *_links(_tr("Topics, in our words"), topics),
        *_links(_tr("Whom it concerns, in our judgement"), roles),
        *_links(_tr("Also in this paragraph"), beside),
    ]


def _gone(row: Row) -> list[Part]:
    return [
        Part("title", row.addressed),
        Part("notice", _tr("No longer in the library. These are the words that you assessed.")),
        Part("quote", row.text, ((row.reference, ""),)),
    ]


def _changed(row: Row) -> list[Part]:
    """What the text was when it was assessed, word by word."""
    if not row.changed:
        return []
    assert row.assessment is not None
    state = STATE_NAMES[row.state]
    notice = _tr("The text has changed since you assessed it ({state}).").format(state=state)
    return [
        Part("notice", notice),
        Part("muted", _tr("What has changed: words that are gone are struck out, new ones are underlined.")),
        Part("diff", items=tuple((text, kind) for kind, text in word_diff(row.assessment.words, row.text))),
        Part("muted", _tr("The text as it is now:")),
    ]


def _standing(standing: Standing) -> list[Part]:
    """What came after the document."""
    parts = []
    if standing.superseded_by:
        parts.append(Part("notice", _tr("This document has been superseded by:")))
        parts.append(Part("links", items=_publications(standing.superseded_by)))
    if standing.newer:
        parts.append(Part("notice", _tr("A newer one exists in the same series:")))
        parts.append(Part("links", items=_publications(standing.newer)))
    return parts


def _publications(found: tuple[Publication, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_named(each), f"publication:{each.id}") for each in found)


def _named(publication: Publication) -> str:
    held = guidance_words.HELD if publication.held else guidance_words.NOT_HELD
    return f"{publication.named}, {publication.dated} ({held})"


def _links(heading: str, items: tuple[tuple[str, str], ...]) -> list[Part]:
    return [Part("heading", heading), Part("links", items=items)] if items else []


def _tr(text: str) -> str:
    return QCoreApplication.translate("Recommendations", text)
