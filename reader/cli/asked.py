"""What the verbs for questions print; see `questions`. Apart from them, so that no start loads the guidance layer."""

import argparse
import json
import textwrap
from datetime import date
from typing import Any

from reader import guidance_words, standing_words
from reader.core.advice import AnsweredQuestion, Cited
from reader.core.guidance import Publication, Recommendation
from reader.core.workspace import Workspace

OURS = "The questions, their limits and the judgement of how far they are answered are ours, not ICAT’s."


def print_questions(workspace: Workspace, options: argparse.Namespace) -> None:
    guide = workspace.library.guide
    role = guide.role(options.role).id if options.role else ""
    found = guide.questions(role, " ".join(options.words))
    if options.json:
        print(json.dumps({"ours": OURS, "questions": [_asked(each) for each in found]}, ensure_ascii=False))
        return
    before = ""
    for each in found:
        if each.question.role != before:
            before = each.question.role
            print(f"{guide.role(before).label}\n")
        _print_question(each)
    if found:
        print(OURS)
    else:
        print("No question has these words.")


def print_path(workspace: Workspace, options: argparse.Namespace) -> None:
    guide = workspace.library.guide
    path = guide.reading_path(guide.role(" ".join(options.role)).id)
    if options.json:
        steps = [
            _passage(step.source, step.recommendations)
            | {"section": list(step.source.section), "questions": [each.id for each in step.questions]}
            for step in path.steps
        ]
        told = {"ours": OURS, "role": path.role.id, "label": path.role.label, "steps": steps}
        print(json.dumps(told | {"unanswered": [_asked(each) for each in path.unanswered]}, ensure_ascii=False))
        return
    print(f"Reading path: {path.role.label}\n{path.role.description}\n")
    for number, step in enumerate(path.steps, 1):
        section = step.source.section[-1] if step.source.section else step.source.info.short_title
        print(f"{number:>3}. {step.source.reference}  {section}")
        for question in step.questions:
            print(textwrap.indent(textwrap.fill(question.text, 88), "     "))
    if path.unanswered:
        print("\nNot answered by the library:")
    for each in path.unanswered:
        print(textwrap.indent(textwrap.fill(each.question.text, 88), "     "))
        if each.question.coverage == "touched":
            print(f"       {guidance_words.COVERAGES['touched']}.")
        _print_publications(each, "       ")
    print(f"\n{OURS}")


def _asked(each: AnsweredQuestion) -> dict[str, Any]:
    question = each.question
    return {
        "id": question.id,
        "role": question.role,
        "question": question.text,
        "coverage": question.coverage,
        "limits": question.limits,
        "answers": [{"grade": answer.grade} | _passage(answer.source, answer.recommendations)
                    for answer in each.answers],
        "publications": [_publication(publication) for publication in each.publications],
    }  # fmt: skip


def _passage(cited: Cited, recommendations: tuple[Recommendation, ...]) -> dict[str, Any]:
    return {
        "reference": cited.reference,
        "document": cited.location.document,
        "block": cited.location.start.block,
        "date": cited.info.date,
        "text": cited.text,
        "addressees": list(guidance_words.addressees(recommendations)),
    }


def _publication(publication: Publication) -> dict[str, Any]:
    return {"id": publication.id, "title": publication.title, "date": publication.date, "held": publication.held}


def _print_question(each: AnsweredQuestion) -> None:
    print(textwrap.fill(each.question.text, 96))
    coverage = each.question.coverage
    said = (
        "Only touched on; what follows is not an answer"
        if coverage == "touched"
        else guidance_words.COVERAGES[coverage]
    )
    print(f"  {said}.")
    if each.question.limits:
        print(textwrap.indent(textwrap.fill(f"Left open (our words): {each.question.limits}", 94), "  "))
    for answer in each.answers:
        source = answer.source
        age = standing_words.dated(source.info.date, date.today())
        print(f"\n  {guidance_words.GRADES[answer.grade]}: {source.reference}, {source.info.short_title}, {age}")
        for line in guidance_words.addressees(answer.recommendations):
            print(f"      {line}")
        print(textwrap.indent(textwrap.fill(source.text, 90), "      "))
    _print_publications(each, "  ")
    print()


def _print_publications(each: AnsweredQuestion, indent: str) -> None:
    for publication in each.publications:
        held = guidance_words.HELD if publication.held else guidance_words.NOT_HELD
        when = publication.dated
        print(f"{indent}ICAT has published on it, in our judgement: {publication.title}, {when}. {held}.")
    if not each.publications and not each.question.answered:
        print(f"{indent}No publication of ICAT on it is known to us.")
