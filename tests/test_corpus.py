"""The bundled corpus holds ICAT's words, all of them and no others."""

import hashlib
import re
from collections import Counter
from typing import Any

import pytest
import yaml

from reader.core.library.outline import outline
from reader.core.types import Block
from tests.builders import CORPUS, corpus_documents

SOURCES = {
    "000_71c33c950eee6526.txt": "0dc2b1ca03c00c829f526391596a69926efdb525794e0a6ca8c6528355671afc",
    "001_0651132507f11627.txt": "2e24a77382ad07e37dda21c940f5be604ab82c9e32c9b74c4c3f908a1783295d",
    "002_346f382e9714eeb2.txt": "92e1b3c8ed5fe30119cb9079f7d1ee0789bec147959ca466f108237cc4904f99",
    "003_3bd400299f46a684.txt": "aaa68378aa5dc39b5b13b9f83b67f2d5a5072261d9da720674ce3578c3b40bee",
    "004_9cdd9f31d7d6593a.txt": "d9d2ddc11bff654bfb4b069646ddb98f45db430883554c6235333a6264359d0f",
}
DOCUMENTS = {
    "world-day-statement-2023": "000_71c33c950eee6526.txt",
    "publications-page-2022": "001_0651132507f11627.txt",
    "world-day-statement-2020": "002_346f382e9714eeb2.txt",
    "event-2023-10-briefing": "003_3bd400299f46a684.txt",
    "call-for-action-2021": "004_9cdd9f31d7d6593a.txt",
}
DEBRIS = {
    "world-day-statement-2023": "WORLD DAY AGAINST TRAFFICKING IN PERSONS 30 JULY #End Human Trafficking",
    "publications-page-2022": "Skip to main content",
    "world-day-statement-2020": "",
    "event-2023-10-briefing": "ICAT Briefing_Invitation (1.27 MB)",
    "call-for-action-2021": "",
}
FRONT_MATTER = (
    "id", "reference", "title", "short_title", "type", "number", "date", "date_precision", "issuers", "chairs",
    "language", "audience", "topics", "sdg", "status", "source",
)  # fmt: skip


def front_and_body(document_id: str) -> tuple[dict[str, Any], str]:
    text = (CORPUS / "documents" / f"{document_id}.md").read_text(encoding="utf-8")
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return yaml.safe_load(front), body


def tokens(text: str) -> Counter[str]:
    """The words between white space, without Markdown's own signs."""
    text = re.sub(r"^\{:[^}]*\}$|^---$|^#{1,6} |^- ", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return Counter(re.sub(r"\\(?=[_*#-])|\*+", "", text).split())


def blocks(document_id: str) -> tuple[Block, ...]:
    return corpus_documents()[document_id].blocks


@pytest.mark.parametrize(("name", "digest"), SOURCES.items())
def test_a_source_is_byte_for_byte_what_was_received(name: str, digest: str) -> None:
    assert hashlib.sha256((CORPUS / "sources" / name).read_bytes()).hexdigest() == digest


def test_the_sources_are_these_five() -> None:
    assert {file.name for file in (CORPUS / "sources").iterdir()} == SOURCES.keys()


def test_the_pack_lists_the_five_documents_and_all_can_be_read() -> None:
    assert corpus_documents().keys() == DOCUMENTS.keys()


def test_the_debris_is_nineteen_words() -> None:
    assert sum(len(words.split()) for words in DEBRIS.values()) == 19


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_no_word_is_lost_and_none_is_added(document_id: str) -> None:
    front, body = front_and_body(document_id)
    source = (CORPUS / "sources" / DOCUMENTS[document_id]).read_text(encoding="utf-8")
    ours = tokens(body) + tokens(" ".join(front.get("printed", {}).values()))
    assert ours == tokens(source) - Counter(DEBRIS[document_id].split())
    assert not Counter(DEBRIS[document_id].split()) - tokens(source)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_the_blocks_hold_the_words_of_the_file(document_id: str) -> None:
    _, body = front_and_body(document_id)
    texts = [block.text for block in blocks(document_id)]
    if document_id == "publications-page-2022":
        assert texts.pop(0) == "ICAT publications"  # the page has no title of its own
    assert Counter(" ".join(texts).split()) == tokens(body)


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_the_front_matter_has_every_field(document_id: str) -> None:
    front, _ = front_and_body(document_id)
    assert [name for name in FRONT_MATTER if name not in front] == []
    assert front["id"] == document_id
    assert front["source"]["file"] == DOCUMENTS[document_id]


@pytest.mark.parametrize("document_id", DOCUMENTS)
def test_the_shelf_knows_what_the_front_matter_says(document_id: str) -> None:
    front, _ = front_and_body(document_id)
    info = corpus_documents()[document_id].info
    same = ("reference", "title", "short_title", "type", "number", "date", "date_precision", "language", "status")
    assert {name: getattr(info, name) for name in same} == {name: front[name] for name in same}
    lists = ("issuers", "chairs", "audience", "topics", "sdg")
    assert {name: list(getattr(info, name)) for name in lists} == {name: front[name] for name in lists}


def test_references_are_unique() -> None:
    references = [document.info.reference for document in corpus_documents().values()]
    assert len(set(references)) == 5


def test_the_six_numbered_titles_of_the_call_for_action_are_sections() -> None:
    sections = [block.text for block in blocks("call-for-action-2021") if block.kind == "heading"]
    assert sections == [
        "1. Address the core drivers of trafficking in persons – a shift towards reducing vulnerability",
        "2. Discourage the demand that fosters trafficking in persons",
        "3. Ensure a rights-based, child-friendly, gender-sensitive and victim and survivor-centred approach",
        "4. Hold traffickers accountable",
        "5. Build the evidence base on trafficking in persons",
        "6. Systematise cooperation and multi-stakeholder partnerships",
    ]
    assert {block.level for block in blocks("call-for-action-2021") if block.kind == "heading"} == {2}


def test_the_six_lists_of_the_call_for_action_are_whole() -> None:
    counts: list[int] = []
    for block in blocks("call-for-action-2021"):
        if block.kind == "heading":
            counts.append(0)
        counts[-1:] = [counts[-1] + (block.kind == "item")] if counts else []
    assert counts == [6, 2, 4, 3, 3, 2]


def test_each_list_of_the_call_for_action_has_its_lead_in() -> None:
    lead_ins = [block.text for block in blocks("call-for-action-2021") if block.kind == "lead_in"]
    assert len(lead_ins) == 6
    assert all(text.endswith("ICAT calls on States to:") for text in lead_ins)


def test_paragraph_21_of_the_call_for_action_is_on_non_punishment() -> None:
    [block] = [block for block in blocks("call-for-action-2021") if block.number == 21]
    assert "non-punishment principle" in block.text


def test_no_heading_came_of_the_broken_hashtag() -> None:
    headings = [line.text for document in corpus_documents().values() for line in outline(document)]
    assert not [text for text in headings if text.lower().startswith("end")]


def test_the_sentence_that_was_cut_in_two_is_one_again() -> None:
    assert blocks("world-day-statement-2020")[-1].text.endswith("via our Twitter page @ICAT_News.")


def test_the_publications_page_has_ten_entries_each_with_its_paragraph() -> None:
    kinds = [block.kind for block in blocks("publications-page-2022")]
    assert kinds == ["title", *["heading", "paragraph"] * 10]


def test_no_link_leads_nowhere() -> None:
    html = "".join(block.html for document in corpus_documents().values() for block in document.blocks)
    targets = re.findall(r'href="([^"]*)"', html)
    assert targets
    assert not [target for target in targets if not re.match(r"https?://|mailto:|doc:", target)]
    assert not [target for target in targets if target.startswith("doc:") and target[4:] not in DOCUMENTS]
    assert "](#)" not in "".join(front_and_body(document_id)[1] for document_id in DOCUMENTS)


def test_the_contact_lines_are_marked_as_such() -> None:
    contacts = [block.text for block in blocks("world-day-statement-2020") if block.kind == "contact"]
    assert contacts == ["Email: icat@un.org", "Web: icat.network"]


def test_the_notice_names_every_document() -> None:
    notice = (CORPUS / "NOTICE.md").read_text(encoding="utf-8")
    assert [d.info.reference for d in corpus_documents().values() if d.info.reference not in notice] == []
    assert "unofficial copy" in notice
    assert "not legal advice" in notice
