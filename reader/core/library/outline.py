"""What the order of the blocks says: outline, heading paths, and passages with their context.

A thematic break (`---`) ends all sections before it: what ICAT says about itself at the foot of a statement does not
belong to the last heading above. In the blocks it is the `<hr/>` at the front of a leaf's HTML.
"""

from collections.abc import Iterator, Mapping

from reader.core.references import write_reference
from reader.core.types import Block, Document, Heading, Passage

CONTACT_WEIGHT = 0.2
"""Contact lines hold the words of every query about ICAT, and answer almost none."""

SLOGAN_WEIGHT = 0.5
"""A line all in capitals ("REACH EVERY VICTIM OF TRAFFICKING") is short and full of words that people search for; what
it announces answers them better."""


def outline(document: Document) -> tuple[Heading, ...]:
    """The headings in reading order, the title first."""
    return tuple(
        Heading(block.id, block.text, 1 if block.kind == "title" else block.level)
        for block in document.blocks
        if block.kind in ("title", "heading")
    )


def sections(document: Document) -> dict[str, tuple[str, ...]]:
    """For each block id the headings above it, outermost first, without the document's title."""
    path: list[tuple[int, str]] = []
    result: dict[str, tuple[str, ...]] = {}
    for block in document.blocks:
        if block.html.startswith("<hr/>"):
            path = []
        if block.kind == "heading":
            path = [(level, text) for level, text in path if level < block.level]
        result[block.id] = tuple(text for _, text in path)
        if block.kind == "heading":
            path.append((block.level, block.text))
    return result


def section(document: Document, block_id: str) -> tuple[int, int]:
    """The first and the last block of the section that a block stands in, by their numbers: from the heading above it
    (or the beginning, or a thematic break) to the next heading that is not below that one, or to a break."""
    blocks = document.blocks
    here = next((number for number, block in enumerate(blocks) if block.id == block_id), 0)
    first = next(n for n in range(here, -1, -1) if n == 0 or _begins(blocks[n]))
    level = blocks[first].level if blocks[first].kind == "heading" else 6
    last = next(
        (
            number - 1
            for number in range(first + 1, len(blocks))
            if blocks[number].html.startswith("<hr/>")
            or (blocks[number].kind == "heading" and blocks[number].level <= level)
        ),
        len(blocks) - 1,
    )
    return first, last


def _begins(block: Block) -> bool:
    return block.kind == "heading" or block.html.startswith("<hr/>")


def passages(document: Document, questions: Mapping[str, tuple[str, ...]] | None = None) -> Iterator[Passage]:
    """The units of search. Titles, headings and lead-ins are context of the text they introduce, not passages.

    `questions` are those that each passage ("document#block") is known to answer."""
    info = document.info
    above = sections(document)
    lead_in = ""
    title = info.title if info.short_title in info.title else f"{info.title} {info.short_title}"
    for block in document.blocks:
        if block.kind == "lead_in":
            lead_in = block.text
        elif block.kind != "item":
            lead_in = ""
        if block.number is None or block.kind == "lead_in":
            continue
        yield Passage(
            document=info.id,
            block=block.id,
            reference=reference(info.reference, block),
            section=above[block.id],
            lead_in=lead_in,
            title=title,
            text=block.text,
            language=info.language,
            questions=(questions or {}).get(f"{info.id}#{block.id}", ()),
            weight=CONTACT_WEIGHT if block.kind == "contact" else SLOGAN_WEIGHT if block.text.isupper() else 1.0,
        )


def reference(code: str, block: Block) -> str:
    """The permanent short reference of a block: the document's alone where the block has no number."""
    return write_reference(code, block.number)
