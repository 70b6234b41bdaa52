"""What a span of a document holds: its words, its paragraph numbers, and the heading above it."""

from dataclasses import dataclass

from reader.core.library.outline import sections
from reader.core.references import write_reference
from reader.core.types import Document, Location


@dataclass(frozen=True, slots=True)
class Span:
    """`numbers` are the first and the last paragraph number in it: None when there is none, or it is all there is."""

    text: str  # a newline between blocks
    numbers: tuple[int, int] | None
    section: str  # the innermost heading that stands above all of it, or empty
    reference: str
    whole: bool  # it is the document from its first to its last block


def read_span(document: Document, location: Location) -> Span:
    """Raises ValueError when the location is not in the document."""
    ids = [block.id for block in document.blocks]
    first, last = ids.index(location.start.block), ids.index(location.end.block)
    blocks = document.blocks[first : last + 1]
    texts = [block.text for block in blocks]
    texts[-1] = texts[-1][: location.end.offset]
    texts[0] = texts[0][location.start.offset :]
    found = [block.number for block in blocks if block.number is not None]
    whole = len(blocks) == len(document.blocks)
    numbers = None if whole or not found else (min(found), max(found))
    above = sections(document)
    shared = [each for each in above[ids[first]] if all(each in above[block.id] for block in blocks)]
    reference = write_reference(document.info.reference, *(numbers or ()))
    return Span("\n".join(texts), numbers, shared[-1] if shared and not whole else "", reference, whole)
