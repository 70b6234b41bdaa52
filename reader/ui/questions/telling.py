"""What is said of a question and of a step of a reading path, as parts of the detail.

The question and its limits are ours and said to be; the passages are quotations, each below the addressee of what it
recommends, so that nobody reads "States should" as an order to them.
"""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from reader import guidance_words, standing_words
from reader.core.advice import AnsweredQuestion, Cited, PathStep
from reader.core.guidance import Publication, Recommendation, Role
from reader.ui.guide.addresses import place
from reader.ui.guide.detail import Part


def question_parts(asked: AnsweredQuestion, role: Role, today: date) -> list[Part]:
    """The question, how far it is answered, the passages, and what else has been published."""
    question = asked.question
    parts = [
        Part("kicker", f"{role.label}  ·  {guidance_words.COVERAGES[question.coverage]}"),
        Part("title", question.text),
        Part("muted", _tr("The question is ours, not ICAT’s; so is the judgement of how far it is answered.")),
    ]
    if question.coverage == "no":
        parts.append(Part("notice", _tr("The library does not answer this question.")))
    elif question.coverage == "touched":
        parts.append(Part("notice", _tr("The library only touches on this. What follows is not an answer.")))
    if question.limits:
        parts += [Part("heading", _tr("What the library leaves open")), Part("ours", question.limits)]
    before = 0
    for answer in asked.answers:
        if answer.grade != before:
            parts.append(Part("heading", guidance_words.GRADES[answer.grade]))
            before = answer.grade
        parts += quoted(answer.source, answer.recommendations, today)
    parts += _published(asked.publications, question.answered)
    parts += [
        Part("heading", _tr("All that this role should have read")),
        Part("links", items=((_tr("Reading path: {role}").format(role=role.label), f"path:{role.id}"),)),
    ]
    return parts


def step_parts(step: PathStep, number: int, total: int, changed: bool, today: date) -> list[Part]:
    """A passage, and the questions for which it is on the path."""
    parts = [
        Part("kicker", _tr("Step {n} of {total}").format(n=number, total=total)),
        Part("title", step.source.section[-1] if step.source.section else step.source.info.short_title),
    ]
    if changed:
        parts.append(Part("notice", _tr("The text of this document has changed since you read it.")))
    parts += [
        *quoted(step.source, step.recommendations, today),
        Part("heading", _tr("Helps to answer")),
        Part("links", items=tuple((each.text, f"question:{each.id}") for each in step.questions)),
        Part("muted", _tr("The questions are ours, not ICAT’s.")),
    ]
    return parts


def quoted(cited: Cited, recommendations: Iterable[Recommendation], today: date) -> list[Part]:
    """A passage under the addressees of what it recommends, with its source and age, and the way to it."""
    info = cited.info
    source = f"{info.short_title}  ·  {standing_words.dated(info.date, today)}"
    way = (_tr("Open {reference}").format(reference=cited.reference), place(cited.location))
    to = guidance_words.addressees(recommendations)
    return [*(Part("kicker", line) for line in to), Part("quote", cited.text, ((source, ""), way))]


def _published(publications: tuple[Publication, ...], answered: bool) -> list[Part]:
    if not publications and answered:
        return []
    parts = [Part("heading", _tr("What ICAT has published on it"))]
    if not publications:
        return [*parts, Part("text", _tr("No publication of ICAT that treats this is known to us."))]
    items = []
    for each in publications:
        held = guidance_words.HELD if each.held else guidance_words.NOT_HELD
        title = f"{each.title}, {each.dated}  ·  {held}"
        items.append((title, f"publication:{each.id}"))
    said = _tr("Publications that probably treat this, in our judgement.")
    return [*parts, Part("links", items=tuple(items)), Part("muted", said)]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
