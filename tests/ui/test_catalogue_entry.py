"""What is said of a publication in cases that the bundled catalogue does not have yet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reader.core.advice import CatalogueEntry
from reader.core.guidance import Publication
from reader.ui.catalogue.entry import Around, FirstLines, parts
from reader.ui.guide.detail import spoken
from tests.builders import guidance, workspace


def around(address: str = "https://example.org") -> Around:
    return Around({}, {}, {}, address, 2, {}, {})


def published(name: str) -> Publication:
    return next(each for each in guidance().publications if each.id == name)


def test_what_is_superseded_says_so_before_all_else_and_leads_on() -> None:
    newer, entry = published("world-day-statement-2024"), published("world-day-statement-2019")
    shown = parts(CatalogueEntry(entry, None, (), (newer,)), around(), None, True)
    kinds = [part.kind for part in shown]
    assert kinds.index("notice") < kinds.index("facts")
    assert ("publication:world-day-statement-2024") in [to for part in shown for _, to in part.items]


def test_first_lines_that_recommend_something_stand_below_their_addressee(tmp_path: Path) -> None:
    guide = workspace(tmp_path).library.guide
    cited = guide.passage("publications-page-2022#p1")
    assert cited is not None
    lines = FirstLines(cited, guide.called_in(cited.passage))
    entry = CatalogueEntry(published("publications-page-2022"), cited.info, (), ())
    shown = parts(entry, around(), lines, True)
    quote = next(number for number, part in enumerate(shown) if part.kind == "quote")
    assert shown[quote - 1].kind == "kicker"
    assert shown[quote - 1].text.startswith("To: ")


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(
        published("issue-brief-04"),
        sdg_source="gone",
        languages=(),
        summary="",
        topics=(),
        sources=(),
        audience=("cook",),
    )
    said = spoken(parts(CatalogueEntry(bare, None, (), ()), around(""), None, True))
    assert "5.2; as gone maps it" in said  # a text that the library lacks is no link
    assert "Cook" in said.title()
    for name in ("Summary", "Topics", "Known from", "How to get it", "Copies seen in"):
        assert name not in said
