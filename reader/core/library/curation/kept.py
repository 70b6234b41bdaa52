"""Guidance as the shelf keeps it: JSON and back. Needed when it is first asked for, unlike what reads the YAML."""

from dataclasses import asdict, fields
from typing import Any, TypeVar

from reader.core.guidance import (
    Body,
    Chairs,
    Concept,
    Group,
    Guidance,
    MemberCount,
    Person,
    Publication,
    Question,
    Recommendation,
    Role,
)

T = TypeVar("T")


def to_json(guidance: Guidance) -> dict[str, Any]:
    return asdict(guidance)


def from_json(raw: dict[str, Any]) -> Guidance:
    """The other way round; the file was sealed, so nothing in it is doubted."""
    group = raw["group"]
    return Guidance(
        _all(Concept, raw["concepts"]),
        _all(Question, raw["questions"]),
        _all(Publication, raw["publications"]),
        _all(Recommendation, raw["recommendations"]),
        _all(Role, raw["roles"]),
        Group(
            group["name"],
            group["abbreviation"],
            _tuples(group["facts"]),
            _all(Body, group["bodies"]),
            _all(Chairs, group["chairs"]),
            _all(MemberCount, group["counts"]),
            _all(Person, group["people"]),
            _tuples(group["contacts"]),
        ),
        raw["catalogue_address"],
    )


def _all(kind: type[T], values: list[dict[str, Any]]) -> tuple[T, ...]:
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    return tuple(kind(*(_tuples(value[name]) for name in names)) for value in values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
