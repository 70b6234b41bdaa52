"""What texts mention: in the bundled corpus to the word, and elsewhere never by guessing."""

from dataclasses import replace
from functools import lru_cache

import pytest

from reader.core.library.mentions import Mentions
from reader.core.types import Document
from tests.builders import corpus_documents, document, guidance

CORPUS = {
    "call-for-action-2021": [],
    "world-day-statement-2020": [],
    "world-day-statement-2023": [
        ("p6", "Issue Brief on Vulnerability to Trafficking in Persons", "publication:issue-brief-12"),
        ("p7", "Issue Brief on the Gender Dimensions of Human Trafficking", "publication:issue-brief-04"),
        ("p8", "Issue Brief on Trafficking in Humanitarian Crises", "publication:issue-brief-02"),
        ("p8", "Call to Action 2022: A World in Crisis", "publication:call-to-action-2022"),
        ("p9", "Issue Brief on Trafficking in Children", "publication:issue-brief-06"),
    ],
    "event-2023-10-briefing": [("p4", "ICAT Plan of Action", "publication:plan-of-action-2020")],
    "publications-page-2022": [
        ("h2", "ICAT calls for leveraging technology …", "publication:world-day-statement-2022"),
        ("h3", "Issue Brief 12 - Addressing …", "publication:issue-brief-12"),
        ("h4", "Chairs' Annual Report 2021", "publication:chairs-annual-report-2021"),
        ("p3", "2021 ICAT Chairs’ Annual Report", "publication:chairs-annual-report-2021"),
        ("h5", "ICAT´s contribution …", "publication:imrf-submission-2022"),
        ("h7", "Issue Brief 11 - Trafficking …", "publication:issue-brief-11"),
        ("h8", "Issue Brief 10 - Preventing …", "publication:issue-brief-10"),
        ("h9", "ICAT calls on stakeholders …", "publication:world-day-statement-2021"),
        ("h10", "Submission on the Appraisal …", "publication:gpa-appraisal-submission-2021"),
        ("h11", "Expertise and resources …", "publication:mapping-mandates-2021"),
        ("p10", "ICAT expertise and experience …", "publication:mandates-overview-2018"),
    ],
}
"""By document, all that is linked; long titles by their beginning. The list grows with the catalogue only."""


@lru_cache
def mentions() -> Mentions:
    held = corpus_documents()
    return Mentions(guidance().publications, {name: each.info for name, each in held.items()}, held.__getitem__)


def found(text: Document) -> list[tuple[str, str, str]]:
    blocks = {block.id: block.text for block in text.blocks}
    return [(m.block, blocks[m.block][m.start : m.end], m.target) for m in mentions().of(text)]


def targets(*paragraphs: str) -> list[tuple[str, str]]:
    return [(words, target) for _, words, target in found(document(*paragraphs))]


@pytest.mark.parametrize("name", CORPUS)
def test_the_mentions_of_the_corpus(name: str) -> None:
    here = found(corpus_documents()[name])
    assert [(block, target) for block, _, target in here] == [(block, target) for block, _, target in CORPUS[name]]
    for (_, words, _), (_, expected, _) in zip(here, CORPUS[name], strict=True):
        assert words.startswith(expected.removesuffix(" …")) if expected.endswith("…") else words == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Issue Brief No. 10.", [("Issue Brief No. 10", "publication:issue-brief-10")]),
        ("issue briefs 10 and 11", [
            ("issue briefs 10", "publication:issue-brief-10"), ("11", "publication:issue-brief-11")]),
        ("ICAT's Call for Action 2021 says", [("Call for Action 2021", "doc:call-for-action-2021")]),
        ("the brief “Non-Punishment of Victims of Trafficking”", [
            ("Non-Punishment of Victims of Trafficking", "publication:issue-brief-08")]),
        ("(ICAT-CFA-2021 para 14)", [("ICAT-CFA-2021 para 14", "doc:call-for-action-2021#p14")]),
        ("paragraphs 14–16 of ICAT-CFA-2021", [("paragraphs 14–16 of ICAT-CFA-2021", "doc:call-for-action-2021#p14")]),
        ("as ICAT-WDS-2020, 22 of them", [("ICAT-WDS-2020", "doc:world-day-statement-2020")]),
    ],
)  # fmt: skip
def test_numbers_titles_and_references_lead_to_what_they_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert targets(text, "More words.") == expected


@pytest.mark.parametrize(
    "text",
    [
        "On World Day against Trafficking in Persons, ICAT spoke.",  # the title of one statement, in those of others
        "ICAT's statement on the World Day against Trafficking in Persons",
        "to prevent and respond to trafficking in children",
        "Addressing vulnerabilities to trafficking in persons takes time.",  # may well be a sentence of somebody's own
        "Issue Brief 99, Issue Brief 2021 and Issue Brief 10.5",
        "UNODC's Issue Brief 10",
        "Issue Brief No. 9",  # its title is not established, and it is not shown to users
        "ICAT-CFA-2021 para 999",
        "ICAT-XYZ-2021 para 14",
        "Policy Paper 0",
    ],
)
def test_what_is_doubtful_is_no_mention(text: str) -> None:
    assert targets(f"{text} And so on.", "More words.") == []


def test_what_fits_two_publications_is_no_mention() -> None:
    entries = [entry for entry in guidance().publications if entry.id == "issue-brief-10"]
    twins = Mentions([*entries, replace(entries[0], id="twin", title="Another title of the same number")], {}, document)
    alike = Mentions([*entries, replace(entries[0], id="twin", number=None)], {}, document)
    assert twins.of(document("Issue Brief 10")) == ()
    assert alike.of(document(f"“{entries[0].title}”")) == ()


def test_paragraphs_above_and_below_lead_there_when_they_are_there() -> None:
    text = document("One.", "As paragraph 1 above and paragraph 3 below say.", "Three, not paragraph 3 above.")
    assert [(block, words) for block, words, _ in found(text)] == [
        ("p2", "paragraph 1 above"),
        ("p2", "paragraph 3 below"),
    ]
    assert [target for *_, target in found(text)] == ["doc:sample#p1", "doc:sample#p3"]
    printed = document("Preamble.", "Also more.", "1\\. First.", "See paragraph 1 above and paragraph 2 above.")
    assert [target for *_, target in found(printed)] == ["doc:sample#p3"]


def test_what_is_a_link_already_stays_as_it_is() -> None:
    assert targets("See [Issue Brief 10](https://icat.un.org) and Issue Brief 11.") == [
        ("Issue Brief 11", "publication:issue-brief-11")
    ]
