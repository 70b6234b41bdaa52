"""roles.yaml: kinds of readers, the questions that they ask, and the passages that answer them."""

from collections.abc import Collection

from reader.core.guidance import COVERAGES, Question, Role
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong
from reader.core.library.curation.places import Places

_GRADES = (1, 2, 3)


def roles(
    file: CuratedFile,
    places: Places,
    publications: Collection[str],
    unsaid: Collection[str],
) -> tuple[tuple[Role, ...], tuple[Question, ...]]:
    """All roles, and all their questions in order. `unsaid` are publications that stand in their file and are not
    shown."""
    questions: list[Question] = []
    seen: set[str] = set()

    def read(entry: Entry) -> Role:
        name = entry.text("id")
        named = entry.inside("named_in")
        role = Role(
            name,
            entry.text("label"),
            entry.text("description"),
            places.passage(named) if named else "",
        )
        for asked in entry.all_inside("questions"):
            try:
                made = _question(asked, name, places, publications, unsaid)
                if made.id in seen:
                    raise Wrong("has the id of a question above")
                seen.add(made.id)
                questions.append(made)
                doubts = asked.doubts()
            except Wrong as wrong:
                doubts = [str(wrong)]
            for what in doubts:
                entry.doubt(f"has a question, {asked.where}, that {what}")
        return role

    return file.entries("roles", read), tuple(questions)


def _question(
    entry: Entry, role: str, places: Places, publications: Collection[str], unsaid: Collection[str]
) -> Question:
    coverage = entry.one_of("answered", COVERAGES)
    answers = [(places.passage(each), each.one_of("grade", _GRADES)) for each in entry.all_inside("answers")]
    if bool(answers) != (coverage != "no"):
        raise Wrong(f"has “{coverage}” in “answered”, and {len(answers) or 'nothing'} in “answers”")
    answers.sort(key=lambda pair: -pair[1])
    return Question(
        entry.text("id"),
        role,
        entry.text("question"),
        coverage,
        tuple(answers),
        entry.known("see_publications", publications, unsaid),
        entry.text("limits", required=False),
    )
