"""What the section knows of the library: all recommendations in its order, and the names of what they point to."""

from collections.abc import Callable
from dataclasses import dataclass

from reader.core.advice import Recommended, Standing
from reader.core.guidance import Role
from reader.core.workspace import Library

NOT_STATED = "?"
"""Stands among the addressees for those recommendations whose text names nobody."""

Value = tuple[str, str]
"""What a filter compares, and what that is called."""


@dataclass(frozen=True, slots=True)
class Register:
    all: tuple[Recommended, ...]  # in the order of the library
    roles: dict[str, Role]
    topics: dict[str, str]  # preferred labels of concepts, by id
    standings: dict[str, Standing]  # of the documents that they stand in

    def find(self, name: str) -> Recommended | None:
        return next((each for each in self.all if each.recommendation.id == name), None)

    def beside(self, one: Recommended) -> list[Recommended]:
        """The others of the same paragraph."""
        return [each for each in self.all if each.source.passage == one.source.passage and each is not one]

    def addressees(self, not_stated: str) -> list[Value]:
        """As the texts have them, each with how often; `not_stated` names those that name nobody."""
        return _counted(self.all, lambda each: (to_whom(each),), lambda value: not_stated if value == NOT_STATED else
                        value)  # fmt: skip

    def used_topics(self) -> list[Value]:
        found = _counted(self.all, lambda each: each.recommendation.topics, lambda topic: self.topics.get(topic, topic))
        return sorted(found, key=lambda value: value[1].casefold())

    def used_roles(self) -> list[Value]:
        used = {role for each in self.all for role in each.recommendation.roles}
        return [(role.id, role.label) for role in self.roles.values() if role.id in used]

    def documents(self) -> list[Value]:
        return _counted(
            self.all,
            lambda each: (each.recommendation.document,),
            lambda name: self.standings[name].info.short_title,
        )

    def passes(self, one: Recommended, values: dict[str, str]) -> bool:
        """Whether it has the values that are chosen, by the names of filters; "" lets all through."""
        said = one.recommendation
        return (
            values["to"] in ("", to_whom(one))
            and (not values["topic"] or values["topic"] in said.topics)
            and (not values["role"] or values["role"] in said.roles)
            and values["document"] in ("", said.document)
        )


def to_whom(one: Recommended) -> str:
    return one.recommendation.addressee if one.recommendation.addressee_stated else NOT_STATED


def read(library: Library) -> Register:
    """In the search lane."""
    guide = library.guide
    found = guide.recommendations()
    return Register(
        found,
        {role.id: role for role in library.guidance.roles},
        {concept.id: concept.preferred for concept in library.guidance.concepts},
        {name: guide.standing(name) for name in {each.recommendation.document for each in found}},
    )


def _counted(
    all_of_them: tuple[Recommended, ...], values: Callable[[Recommended], tuple[str, ...]], name: Callable[[str], str]
) -> list[Value]:
    """In the order in which they come first."""
    counts: dict[str, int] = {}
    for each in all_of_them:
        for value in values(each):
            counts[value] = counts.get(value, 0) + 1
    return [(value, f"{name(value)} ({count:,})") for value, count in counts.items()]
