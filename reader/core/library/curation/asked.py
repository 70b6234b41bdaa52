"""roles.yaml: kinds of readers, the questions that they ask, and the passages that answer them."""

from collections.abc import Collection

from reader.core.guidance import COVERAGES, Question, Role
from reader.core.library.curation.entries import CuratedFile, Entry, Wrong
from reader.core.library.curation.places import Places

_GRADES = (1, 2, 3)


def role_names(file: CuratedFile) -> frozenset[str]:
    """The ids of all roles, before anything else of them is read. Doubts are told when they are."""
    return frozenset(role.where for role in file.raw("roles"))


def roles(
    file: CuratedFile,
    places: Places,
    publications: Collection[str],
    uncertain: Collection[str],
) -> tuple[tuple[Role, ...], tuple[Question, ...]]:
    """All roles, and all their questions in order. `uncertain` are publications that exist and are not shown."""
    questions: list[Question] = []

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
                questions.append(_question(asked, name, places, publications, uncertain))
                doubts = asked.doubts()
            except Wrong as wrong:
                doubts = [str(wrong)]
            for what in doubts:
                entry.doubt(f"has a question {asked.where} that {what}")
        return role

    return file.entries("roles", read), tuple(questions)


def _question(
    entry: Entry, role: str, places: Places, publications: Collection[str], uncertain: Collection[str]
) -> Question:
    coverage = entry.one_of("answered", COVERAGES)
    answers = [(places.passage(each), each.one_of("grade", _GRADES)) for each in entry.all_inside("answers")]
    if bool(answers) != (coverage != "no"):
        raise Wrong(f"has {len(answers)} answers and is “{coverage}” in “answered”")
    answers.sort(key=lambda pair: -pair[1])
    return Question(
        entry.text("id"),
        role,
        entry.text("question"),
        coverage,
        tuple(answers),
        entry.known("see_publications", publications, uncertain),
        entry.text("limits", required=False),
    )
